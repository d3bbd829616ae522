// The list behind select controls: single or several choices, with a search field where lists are long.

import { h, icon, uid, announce } from "./dom.js";
import { openPopup } from "./popup.js";

/**
 * Opens a list at `anchor`. `options` are {value, label, description, face}; `chosen` a Set of values.
 * `ondone(values)` runs when the choice changed and is allowed; `onclose` in every case.
 */
export function openPicker(anchor, { label, options, chosen, min = 1, max = 1, ondone, onclose = () => {} }) {
  const picked = new Set(chosen);
  const several = max > 1;
  let chose = false;
  const listId = uid("list");
  let active = Math.max(0, options.findIndex((o) => picked.has(o.value)));
  let shown = options;
  let close = () => {};

  const list = h("ul", { class: "options", role: "listbox", id: listId, "aria-label": label, "aria-multiselectable": several ? "true" : null });
  const search = options.length > 8
    ? h("input", { class: "search", type: "text", role: "combobox", "aria-expanded": "true", "aria-controls": listId, "aria-autocomplete": "list", "aria-label": `Search in ${label}`, placeholder: "Search", autocomplete: "off" })
    : null;
  const holder = search ?? list;
  if (!search) list.tabIndex = 0;

  const draw = () => {
    list.replaceChildren(...shown.map((option, index) => {
      const on = picked.has(option.value);
      const row = h("li", { class: `option ${index === active ? "active" : ""}`, role: "option", id: `${listId}-${index}`, "aria-selected": String(on) },
        option.face, h("span", { class: "option-words" }, h("span", { class: "option-label" }, option.label), option.description && h("span", { class: "option-detail" }, option.description)),
        on && icon("check", "option-check"));
      row.addEventListener("pointermove", () => index !== active && move(index));
      row.addEventListener("click", () => choose(index));
      return row;
    }));
    if (!shown.length) list.append(h("li", { class: "option-none", role: "option", "aria-selected": "false", "aria-disabled": "true" }, "Nothing found"));
    if (shown[active]) holder.setAttribute("aria-activedescendant", `${listId}-${active}`);
    else holder.removeAttribute("aria-activedescendant");
  };
  const move = (to) => {
    list.children[active]?.classList.remove("active");
    active = Math.max(0, Math.min(to, shown.length - 1));
    list.children[active]?.classList.add("active");
    list.children[active]?.scrollIntoView({ block: "nearest" });
    holder.setAttribute("aria-activedescendant", `${listId}-${active}`);
  };
  const choose = (index) => {
    const option = shown[index];
    if (!option) return;
    if (!several) {
      if (picked.has(option.value) && min === 0) picked.clear();
      else { picked.clear(); picked.add(option.value); }
      chose = true;
      close();
      return;
    }
    if (picked.has(option.value)) picked.delete(option.value);
    else if (picked.size < max) picked.add(option.value);
    else announce(`At most ${max} can be chosen.`);
    active = index;
    draw();
    foot();
  };
  const count = h("span", {});
  const done = several && h("div", { class: "picker-foot" }, count, h("button", { type: "button", class: "button button-primary button-small", onclick: () => close() }, "Done"));
  const foot = () => { count.textContent = `${picked.size} of ${max === options.length ? options.length : `at most ${max}`}`; };
  const keys = (event) => {
    const step = { ArrowDown: active + 1, ArrowUp: active - 1, PageDown: active + 8, PageUp: active - 8 }[event.key]
      ?? (search ? undefined : { Home: 0, End: shown.length - 1 }[event.key]);
    if (step !== undefined) move(step);
    else if (event.key === "Enter" || (event.key === " " && !search)) choose(active);
    else return;
    event.preventDefault();
  };
  holder.addEventListener("keydown", keys);
  search?.addEventListener("input", () => {
    const wanted = search.value.trim().toLowerCase();
    shown = options.filter((o) => `${o.label} ${o.description ?? ""}`.toLowerCase().includes(wanted));
    active = 0;
    draw();
  });
  draw();
  if (several) foot();

  let cancelled = false;
  const box = h("div", { class: "picker" }, search, list, done);
  box.addEventListener("keydown", (event) => { if (event.key === "Escape") cancelled = true; }, true);
  close = openPopup(anchor, box, {
    className: "popup-list",
    onclose: () => {
      onclose();
      const values = [...picked];
      // Of single choices even the same one again is news; a look without a choice is none.
      const changed = values.length !== chosen.size || values.some((v) => !chosen.has(v));
      if (!cancelled && (changed || chose) && values.length >= min && values.length <= max) ondone(values);
    },
  });
  holder.focus({ preventScroll: true });
  move(active);
}
