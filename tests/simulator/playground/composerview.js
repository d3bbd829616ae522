// How the composer looks: the list above it, the option hints, the tinted names behind the text.

import { h, $ } from "./dom.js";
import { describe, fault } from "./commandline.js";
import { resolve } from "./entities.js";

/** Draws what is offered; `take(index)` runs on a press, `mark(index)` when the pointer moves over a row. */
export function drawList(offer, active, take, mark) {
  const list = $("#suggestions");
  const items = offer.items.map((item, i) => {
    const row = h("li", { role: "option", id: `suggestion-${i}`, class: "option", "aria-selected": String(i === active) }, item.face,
      h("span", { class: "option-words" },
        h("span", { class: "option-label named", style: item.style ?? {} }, item.label, item.required && h("span", { class: "star" }, " *")),
        item.chips?.length > 0 && h("span", { class: "option-chips", "aria-hidden": "true" }, item.chips.map((c) => h("span", { class: c.required ? "chip chip-required" : "chip" }, c.name))),
        item.detail && h("span", { class: "option-detail" }, item.detail)));
    row.addEventListener("pointerdown", (event) => event.preventDefault());
    row.addEventListener("click", () => take(i));
    row.addEventListener("pointermove", () => i !== active && mark(i));
    return row;
  });
  list.replaceChildren(...items);
  $("#suggestions-title").textContent = [offer.title, offer.note].filter(Boolean).join(" — ");
  $("#suggestions-box").hidden = !items.length && !offer.title;
  mark(active);
}

/** Shows which row Enter would take. */
export function markRow(index) {
  [...$("#suggestions").children].forEach((row, i) => {
    row.classList.toggle("active", i === index);
    row.setAttribute("aria-selected", String(i === index));
    if (i === index) row.scrollIntoView({ block: "nearest" });
  });
  for (const holder of [$("#composer-text"), $("#suggestions")]) {
    if (index >= 0) holder.setAttribute("aria-activedescendant", `suggestion-${index}`);
    else holder.removeAttribute("aria-activedescendant");
  }
}

/** Draws the command with its options; the one at work is lit, a wrong one red. */
export function drawHint(m, arg, jump) {
  const hint = $("#hint");
  hint.hidden = !m?.entry;
  if (!m?.entry) return hint.replaceChildren();
  const given = new Map(m.args.map((a) => [a.option.name, a]));
  const chips = m.entry.options.map((o) => {
    const has = given.get(o.name);
    const bad = has && has !== arg && has.raw && fault(o, has.raw, resolve);
    const state = [arg?.option === o && "now", bad && "bad", has?.raw && !bad && "given"].filter(Boolean).join(" ");
    return h("button", { type: "button", class: `chip ${o.required ? "chip-required" : ""} ${state}`, tabindex: "-1", title: `${o.description} · ${describe(o)}`, onclick: () => jump(o) }, o.name, o.required && h("span", { class: "star", "aria-hidden": "true" }, "*"));
  });
  hint.replaceChildren(...[
    h("span", { class: "hint-name" }, `/${m.entry.path}`), ...chips,
    h("span", { class: "hint-words" }, arg ? `${arg.option.description} · ${describe(arg.option)}` : m.entry.description),
  ]);
}

/** Tints the option names behind the text; the text itself stays the field's own. */
export function drawMarks(m, line) {
  const parts = [];
  let at = 0;
  const stretch = (to, kind) => {
    if (to > at) parts.push(h("span", { class: kind ?? "" }, line.slice(at, to)));
    at = Math.max(at, to);
  };
  if (m?.entry) {
    stretch(m.entry.path.length + 1, "mark-command");
    for (const arg of m.args) {
      stretch(arg.from);
      stretch(arg.from + arg.option.name.length + 1, "mark-option");
      stretch(arg.end, arg.raw ? "mark-value" : "");
    }
  }
  stretch(line.length);
  $("#composer-marks").replaceChildren(...parts, document.createTextNode("\u200b"));
}

/** Lets the field grow with its text. */
export function grow() {
  const input = $("#composer-text");
  input.style.setProperty("height", "auto");
  input.style.setProperty("height", `${Math.min(input.scrollHeight, 180)}px`);
}

/** Says what keeps the line from being sent; an empty text takes it back. */
export function error(text) {
  const line = $("#composer-error");
  line.textContent = text;
  line.hidden = !text;
}
