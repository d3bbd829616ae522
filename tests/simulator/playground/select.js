// Select controls in messages and forms: texts, people, roles, channels.

import { h, icon } from "./dom.js";
import { avatar } from "./avatar.js";
import { nameStyle } from "./color.js";
import { openPicker } from "./picker.js";
import { colourRole, nameOf, store, titleOf, visibleChannels } from "./store.js";

const face = (emoji) => emoji && h("span", { class: "option-emoji", "aria-hidden": "true" }, emoji.id ? `:${emoji.name}:` : emoji.name);

const people = () => store.guild.members.map((m) => ({
  value: m.id, label: nameOf(m), description: `@${m.name}`, face: avatar(m, "avatar-small"), style: nameStyle(colourRole(m)?.color),
}));
const roles = () => store.guild.roles.filter((r) => r.id !== store.guild.id).sort((a, b) => b.position - a.position)
  .map((r) => ({ value: r.id, label: `@${r.name}`, face: h("span", { class: "dot named", style: nameStyle(r.color) }) }));
const channels = (types) => visibleChannels().filter((c) => !types?.length || types.includes(c.type))
  .map((c) => ({ value: c.id, label: titleOf(c), description: c.topic || undefined }));

/** What a select offers, by its type. */
export function optionsOf(component) {
  switch (component.type) {
    case 3: return (component.options ?? []).map((o) => ({ value: o.value, label: o.label, description: o.description, face: face(o.emoji), chosen: o.default }));
    case 5: return people();
    case 6: return roles();
    case 7: return [...people(), ...roles()];
    case 8: return channels(component.channel_types);
    default: return [];
  }
}

const EMPTY = { 3: "Make a selection", 5: "Choose a person", 6: "Choose a role", 7: "Choose a person or role", 8: "Choose a channel" };

/** A select control; `onchange(values, button)` runs after a choice. Answers {element, values()}. */
export function selectControl(component, { label, onchange = () => {}, id }) {
  const options = optionsOf(component);
  let chosen = new Set([
    ...options.filter((o) => o.chosen).map((o) => o.value),
    ...(component.default_values ?? []).map((d) => d.id),
  ]);
  const text = h("span", { class: "select-text" });
  const button = h("button", {
    type: "button", class: "select", id, "aria-haspopup": "listbox", "aria-expanded": "false",
    disabled: Boolean(component.disabled), dataset: { customId: component.custom_id },
  }, text, icon("down"));
  const draw = () => {
    const names = options.filter((o) => chosen.has(o.value)).map((o) => o.label);
    const empty = component.placeholder || EMPTY[component.type];
    text.textContent = names.length ? names.join(", ") : empty;
    text.classList.toggle("select-empty", !names.length);
    button.setAttribute("aria-label", `${label ?? empty}${names.length ? `: ${names.join(", ")}` : ""}`);
  };
  draw();
  button.addEventListener("click", () => {
    button.setAttribute("aria-expanded", "true");
    openPicker(button, {
      label: label ?? component.placeholder ?? EMPTY[component.type],
      options,
      chosen,
      min: component.min_values ?? 1,
      max: Math.min(component.max_values ?? 1, Math.max(1, options.length)),
      onclose: () => button.setAttribute("aria-expanded", "false"),
      ondone: (values) => {
        chosen = new Set(values);
        draw();
        onchange(values, button);
      },
    });
  });
  return { element: button, values: () => [...chosen] };
}
