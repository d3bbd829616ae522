// Builds elements. Everything a person wrote goes in as a text node, never as markup.

const SVG = "http://www.w3.org/2000/svg";

/** Creates an element: `h("button", { class: "x", onclick, "aria-label": "…" }, "text", child)`. */
export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props ?? {})) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "style") for (const [key, v] of Object.entries(value)) element.style.setProperty(key, v);
    else if (name === "dataset") Object.assign(element.dataset, value);
    else if (name === "value") element.value = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  append(element, children);
  return element;
}

function append(parent, children) {
  for (const child of children) {
    if (child === undefined || child === null || child === false) continue;
    if (Array.isArray(child)) append(parent, child);
    else parent.append(child instanceof Node ? child : document.createTextNode(String(child)));
  }
}

/** Puts new children into an element in place of the old ones. */
export function fill(element, ...children) {
  element.replaceChildren();
  append(element, children);
  return element;
}

/** A drawing from icons.svg; decoration only, so that the words beside it carry the meaning. */
export function icon(name, extra = "") {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", `icon ${extra}`.trim());
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `/play/assets/icons.svg#${name}`);
  svg.append(use);
  return svg;
}

export const $ = (selector, root = document) => root.querySelector(selector);

let counter = 0;
/** A document-wide unique id for wiring labels and lists to their controls. */
export const uid = (prefix) => `${prefix}-${++counter}`;

/** Says something to screen readers without moving anything on the page. */
export function announce(text) {
  const region = $("#announcer");
  const line = h("p", {}, text);
  region.append(line);
  while (region.children.length > 6) region.firstChild.remove();
}

/** A short note that leaves by itself; errors stay until they are closed. */
export function toast(text, kind = "info") {
  const note = h("div", { class: `toast toast-${kind}` }, icon(kind === "error" ? "alert" : "lantern"), h("span", {}, text));
  note.append(h("button", { class: "icon-button", "aria-label": "Close this note", onclick: () => note.remove() }, icon("close")));
  $("#toasts").append(note);
  if (kind !== "error") setTimeout(() => note.remove(), 5000);
}

export const plural = (n, one, many = `${one}s`) => `${number(n)} ${n === 1 ? one : many}`;
export const number = (n) => Number(n).toLocaleString("en-GB");
