// Menus of a message and of a person: what one can do, with the commands registered for them.

import { h, icon, toast } from "./dom.js";
import { avatar } from "./avatar.js";
import { nameStyle } from "./color.js";
import { closeDrawers } from "./drawer.js";
import { openPopup } from "./popup.js";
import { comeBack, leave } from "./api.js";
import { runContext } from "./actions.js";
import { isEphemeral } from "./message.js";
import { colourRole, mayUse, member, nameOf, rolesOf, store } from "./store.js";

const USER = 2;
const MESSAGE = 3;
const hooks = { mention: () => {}, become: () => {} };
/** Tells how to mention a person in the composer and how to take their seat. */
export const onMenu = (handlers) => Object.assign(hooks, handlers);

function runs(kind, command, target) {
  return { text: command.name, mark: "lantern", run: () => { closeDrawers(false); runContext(kind, command.name, target); } };
}

const registered = (type) => store.commands.filter((c) => c.type === type && mayUse(c));

function openMenu(anchor, label, head, groups) {
  const items = [];
  const body = groups.filter((g) => g.items.length).map((group) => h("div", { role: "group", "aria-label": group.label },
    h("p", { class: "menu-label", "aria-hidden": "true" }, group.label),
    group.items.map(({ text, mark, run }) => {
      const item = h("button", { type: "button", class: "menu-item", role: "menuitem", tabindex: "-1", onclick: () => { close(); run(); } }, icon(mark), h("span", {}, text));
      items.push(item);
      return item;
    })));
  const menu = h("div", { class: "menu", role: "menu", "aria-label": label, tabindex: "-1" }, body);
  menu.addEventListener("keydown", (event) => {
    const at = items.indexOf(document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at < 0 ? -1 : at - 1, Home: 0, End: -1 }[event.key];
    if (event.key === "Tab") close();
    if (to === undefined) return;
    event.preventDefault();
    items.at(to % items.length)?.focus();
  });
  menu.addEventListener("contextmenu", (event) => event.preventDefault());
  const close = openPopup(anchor, [head, menu], { className: "popup-menu", prefer: "whole" });
  (items[0] ?? menu).focus({ preventScroll: true });
  return true;
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    toast("Copied.");
  } catch {
    toast(`The browser did not allow copying: ${text}`);
  }
}

/** Sends a person through the guild's door. */
async function through(door, person) {
  try {
    await door(person.id);
  } catch (error) {
    toast(error.message, "error");
  }
}

/** The menu of a message, true when it opened: its registered commands, then copying. */
export function openMessageMenu(message, anchor) {
  const own = isEphemeral(message) ? [] : registered(MESSAGE);
  const author = member(message.author?.id);
  return openMenu(anchor, "Message", null, [
    { label: "Apps", items: own.map((c) => runs("message", c, message.id)) },
    { label: "Message", items: [
      author && { text: `Mention ${nameOf(author)}`, mark: "at", run: () => hooks.mention(author) },
      message.content && { text: "Copy text", mark: "copy", run: () => copy(message.content) },
      { text: "Copy message id", mark: "copy", run: () => copy(message.id) },
    ].filter(Boolean) },
  ]);
}

/** The card and menu of a person: roles, bytes, registered commands, taking their seat. */
export function openMemberMenu(who, anchor) {
  const person = member(who.id) ?? who;
  const roles = rolesOf(person);
  const card = h("div", { class: "card" },
    h("div", { class: "card-head" }, avatar(person, "avatar-large"),
      h("div", {}, h("p", { class: "card-name named", style: nameStyle(colourRole(person)?.color) }, nameOf(person)),
        h("p", { class: "card-handle" }, `@${person.name ?? person.username}`))),
    roles.length > 0 && h("ul", { class: "role-list", "aria-label": "Roles" }, roles.map((r) => h("li", { class: "role" }, h("span", { class: "dot named", style: nameStyle(r.color) }), r.name))),
    person.bytes !== null && person.bytes !== undefined && h("p", { class: "card-bytes" }, icon("coin"), `${person.bytes.toLocaleString("en-GB")} bytes`));
  return openMenu(anchor, nameOf(person), card, [
    { label: "Apps", items: registered(USER).map((c) => runs("user", c, person.id)) },
    { label: "Person", items: [
      member(person.id) && { text: "Mention", mark: "at", run: () => hooks.mention(person) },
      member(person.id) && !person.bot && person.id !== store.actor && { text: `Act as ${nameOf(person)}`, mark: "mask", run: () => hooks.become(person.id) },
      member(person.id) && person.id === store.actor && person.title !== "owner" && { text: "Leave the guild", mark: "door", run: () => through(leave, person) },
      !member(person.id) && { text: "Come back", mark: "door", run: () => through(comeBack, person) },
      { text: "Copy user id", mark: "copy", run: () => copy(person.id) },
    ].filter(Boolean) },
  ]);
}
