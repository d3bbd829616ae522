// Controls and layout inside messages: buttons, selects, and the newer text, section and container parts.

import { h, icon } from "./dom.js";
import { plain } from "./color.js";
import { goTo, rich, target } from "./markup.js";
import { attachment, isLocal, picture } from "./embeds.js";
import { selectControl } from "./select.js";
import { press } from "./actions.js";

const STYLE = { 1: "primary", 2: "secondary", 3: "success", 4: "danger", 5: "link", 6: "primary" };

const emojiOf = (emoji) => emoji && h("span", { class: "button-emoji" }, emoji.id ? `:${emoji.name}:` : emoji.name);

function button(c, message) {
  const inside = [emojiOf(c.emoji), c.label && h("span", {}, c.label)];
  if (c.style === 5) {
    const place = target(c.url);
    if (place) return h("button", { type: "button", class: "button button-link", disabled: Boolean(c.disabled), onclick: () => goTo(place) }, inside, icon("arrow"));
    const safe = /^(https?|discord):\/\//i.test(c.url ?? "");
    return h("a", { class: "button button-link", href: safe ? c.url : null, target: "_blank", rel: "noopener noreferrer", "aria-disabled": c.disabled ? "true" : null }, inside, icon("out"));
  }
  const element = h("button", { type: "button", class: `button button-${STYLE[c.style] ?? "secondary"}`, disabled: Boolean(c.disabled), dataset: { customId: c.custom_id } }, inside);
  element.addEventListener("click", () => press(message, { kind: "click", custom_id: c.custom_id }, element));
  return element;
}

function select(c, message) {
  return selectControl(c, {
    label: c.placeholder,
    onchange: (values, element) => press(message, { kind: "select", custom_id: c.custom_id, values }, element),
  }).element;
}

const fileOf = (c, message) => {
  const name = (c.file?.url ?? "").replace("attachment://", "");
  return (message.attachments ?? []).find((a) => a.filename === name) ?? { filename: c.name ?? name, url: c.file?.url, size: c.size };
};

/** Any component of a message as an element; unknown ones say their number. */
export function component(c, message) {
  const inner = (list) => (list ?? []).map((child) => component(child, message));
  switch (c.type) {
    case 1: return h("div", { class: "row" }, inner(c.components));
    case 2: return button(c, message);
    case 3: case 5: case 6: case 7: case 8: return select(c, message);
    case 9: return h("div", { class: "section" }, h("div", {}, inner(c.components)), c.accessory && component(c.accessory, message));
    case 10: return h("div", { class: "text" }, rich(c.content));
    case 11: return picture(c.media?.url, c.description, "embed-thumb");
    case 12: return h("div", { class: "gallery" }, (c.items ?? []).map((i) => isLocal(i.media?.url) ? picture(i.media.url, i.description, "attached") : null));
    case 13: return attachment(fileOf(c, message));
    case 14: return h("hr", { class: `separator ${c.divider === false ? "separator-empty" : ""} ${c.spacing === 2 ? "separator-large" : ""}` });
    case 17: {
      const bar = plain(c.accent_color);
      return h("div", { class: `container ${bar ? "container-bar" : ""}`, style: bar ? { "--bar": bar } : {} }, inner(c.components));
    }
    default: return h("p", { class: "unknown" }, `(component of type ${c.type})`);
  }
}
