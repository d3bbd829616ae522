// Forms of the bot ("modals"): text fields, selects, choices and files in the browser's own dialog.

import { h, icon, uid, fill } from "./dom.js";
import { upload } from "./api.js";
import { rich } from "./markup.js";
import { selectControl } from "./select.js";
import { size } from "./embeds.js";

/** Shows a form; `onsubmit(customId, values)` answers what is wrong, an empty list closes it. */
export function openModal(modal, onsubmit) {
  const fields = [];
  const titleId = uid("form");
  const errors = h("div", { class: "form-errors", role: "alert" });
  const body = (modal.components ?? []).map((c) => part(c, fields));
  const send = h("button", { type: "submit", class: "button button-primary" }, "Submit");
  const form = h("form", { novalidate: true },
    h("header", { class: "dialog-head" }, h("h2", { id: titleId }, modal.title),
      h("button", { type: "button", class: "icon-button", "aria-label": "Close the form", onclick: () => dialog.close() }, icon("close"))),
    h("div", { class: "dialog-body" }, body, errors),
    h("footer", { class: "dialog-foot" }, h("button", { type: "button", class: "button button-secondary", onclick: () => dialog.close() }, "Cancel"), send));
  const dialog = h("dialog", { class: "dialog", "aria-labelledby": titleId }, form);

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const bad = fields.map((field) => ({ field, reason: field.check() })).filter((x) => x.reason);
    for (const field of fields) field.mark(bad.find((x) => x.field === field)?.reason);
    if (bad.length) return bad[0].field.focus();
    send.disabled = true;
    const values = {};
    for (const field of fields) {
      const value = await field.value();
      if (value !== undefined) values[field.id] = value;
    }
    const wrong = await onsubmit(modal.custom_id, values);
    send.disabled = false;
    if (wrong.length) fill(errors, wrong.map((reason) => h("p", {}, reason)));
    else dialog.close();
  });
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  fields[0]?.focus();
}

function part(c, fields) {
  if (c.type === 1) return (c.components ?? []).map((child) => part(child, fields));
  if (c.type === 10) return h("div", { class: "text form-text" }, rich(c.content));
  if (c.type === 18) return field(c.component, c.label, c.description, fields);
  return field(c, c.label, null, fields);
}

function field(c, label, description, fields) {
  const id = uid("field");
  const required = c.required !== false && c.min_values !== 0;
  const control = make(c, id, label, required);
  if (!control) return h("p", { class: "unknown" }, `(form part of type ${c.type})`);
  const error = h("p", { class: "field-error", id: `${id}-error` });
  const note = description && h("p", { class: "field-note", id: `${id}-note` }, description);
  const target = control.focusable;
  if (note && !control.group) target.setAttribute("aria-describedby", `${id}-note ${id}-error`);
  fields.push({
    id: c.custom_id,
    value: control.value,
    check: () => control.check(),
    focus: () => control.focusable.focus(),
    mark: (reason) => {
      error.textContent = reason ?? "";
      if (!control.group) target.setAttribute("aria-invalid", String(Boolean(reason)));
    },
  });
  const star = required && h("span", { class: "star", title: "required" }, " *");
  if (control.group) return h("fieldset", { class: "field-box" }, h("legend", { class: "field-label" }, label, star), note, control.element, error);
  return h("div", { class: "field-box" }, h("label", { class: "field-label", for: id }, label, star), note, control.element, error);
}

function make(c, id, label, required) {
  if (c.type === 4) return textInput(c, id, required);
  if ([3, 5, 6, 7, 8].includes(c.type)) {
    const made = selectControl({ ...c, min_values: required ? c.min_values ?? 1 : 0 }, { label, id });
    return { element: made.element, focusable: made.element, value: made.values, check: () => (required && !made.values().length ? "Choose something." : null) };
  }
  if (c.type === 19) return fileInput(c, id, required);
  if (c.type === 21 || c.type === 22) return choices(c, required);
  if (c.type === 23) {
    const box = h("input", { type: "checkbox", id });
    box.checked = Boolean(c.default);
    return { element: box, focusable: box, value: () => box.checked, check: () => null };
  }
  return null;
}

function textInput(c, id, required) {
  const long = c.style === 2;
  const input = h(long ? "textarea" : "input", {
    id, class: "text-input", placeholder: c.placeholder ?? null, autocomplete: "off",
    maxlength: String(c.max_length ?? 4000), required, rows: long ? "5" : null, type: long ? null : "text", value: c.value ?? "",
    dataset: { customId: c.custom_id },
  });
  const left = h("span", { class: "count", "aria-hidden": "true" });
  const draw = () => { left.textContent = c.max_length ? `${input.value.length} / ${c.max_length}` : ""; };
  input.addEventListener("input", draw);
  draw();
  return {
    element: h("div", { class: "text-box" }, input, left),
    focusable: input,
    value: () => input.value,
    check: () => {
      if (required && !input.value.trim()) return "This must be filled in.";
      if (input.value && input.value.length < (c.min_length ?? 0)) return `At least ${c.min_length} characters.`;
      return null;
    },
  };
}

function fileInput(c, id, required) {
  const max = c.max_values ?? 1;
  const input = h("input", { type: "file", id, class: "file-input", multiple: max > 1, dataset: { customId: c.custom_id } });
  const list = h("ul", { class: "file-list" });
  input.addEventListener("change", () => fill(list, [...input.files].map((f) => h("li", {}, `${f.name} · ${size(f.size)}`))));
  return {
    element: h("div", {}, input, list),
    focusable: input,
    value: async () => {
      const names = [];
      for (const file of input.files) names.push(`file:${await upload(file)}`);
      return names;
    },
    check: () => {
      if (required && input.files.length < (c.min_values ?? 1)) return "Choose a file.";
      return input.files.length > max ? `At most ${max} files.` : null;
    },
  };
}

function choices(c, required) {
  const single = c.type === 21;
  const name = uid("choice");
  const boxes = (c.options ?? []).map((option) => {
    const box = h("input", { type: single ? "radio" : "checkbox", name, value: option.value });
    box.checked = Boolean(option.default);
    return { box, row: h("label", { class: "choice" }, box, h("span", {}, option.label, option.description && h("span", { class: "option-detail" }, option.description))) };
  });
  const chosen = () => boxes.filter(({ box }) => box.checked).map(({ box }) => box.value);
  return {
    group: true,
    element: h("div", { class: "choices" }, boxes.map(({ row }) => row)),
    focusable: boxes[0]?.box,
    value: () => (single ? chosen()[0] ?? null : chosen()),
    check: () => {
      if (required && chosen().length < Math.max(1, c.min_values ?? 1)) return "Choose something.";
      return c.max_values && chosen().length > c.max_values ? `At most ${c.max_values}.` : null;
    },
  };
}
