// Finds people, roles and channels by what was typed, both ways: names for eyes, ids for the server.

import { h } from "./dom.js";
import { avatar } from "./avatar.js";
import { nameStyle } from "./color.js";
import { TYPE } from "./commandline.js";
import { colourRole, nameOf, store, visibleChannels } from "./store.js";

const same = (a, b) => String(a ?? "").toLowerCase() === b;
const roles = () => store.guild.roles.filter((r) => r.id !== store.guild.id);

/** Choices that an autocompletion offered, so that a shown name can be sent as its value. */
export const offered = new Map();
/** Files that were handed over for this line, by name. */
export const files = new Set();

function findMember(text) {
  const wanted = text.replace(/^<@!?(\d+)>$/, "$1").replace(/^@/, "").toLowerCase();
  return store.guild.members.find((m) => m.id === wanted || same(m.name, wanted) || same(m.display_name, wanted));
}
function findRole(text) {
  const wanted = text.replace(/^<@&(\d+)>$/, "$1").replace(/^@&?/, "").toLowerCase();
  return store.guild.roles.find((r) => r.id === wanted || same(r.name, wanted));
}
function findChannel(text) {
  const wanted = text.replace(/^<#(\d+)>$/, "$1").replace(/^#/, "").toLowerCase();
  return visibleChannels().find((c) => c.id === wanted || same(c.name, wanted));
}

const quoted = (value) => (/^-?[\w.]+$/.test(String(value)) ? String(value) : `"${String(value).replace(/[\\"]/g, "\\$&")}"`);

/** What the server is told for a typed value, or null when the text itself is the value (or nothing fits). */
export function resolve(option, text) {
  const person = () => findMember(text) && `<@${findMember(text).id}>`;
  const group = () => findRole(text) && `<@&${findRole(text).id}>`;
  switch (option.type) {
    case TYPE.USER: return person() || null;
    case TYPE.ROLE: return group() || null;
    case TYPE.MENTIONABLE: return person() || group() || null;
    case TYPE.CHANNEL: return findChannel(text) ? `<#${findChannel(text).id}>` : null;
    case TYPE.BOOLEAN: return text.toLowerCase();
    case TYPE.ATTACHMENT: return files.has(text) ? quoted(`file:${text}`) : null;
    default: {
      const choice = option.choices?.find((c) => c.name === text || String(c.value) === text);
      if (choice) return quoted(choice.value);
      const known = offered.get(`${option.name}\n${text}`);
      return known === undefined ? null : quoted(known);
    }
  }
}

const fits = (typed, ...names) => names.some((name) => String(name ?? "").toLowerCase().includes(typed));
const starts = (typed, name) => (String(name ?? "").toLowerCase().startsWith(typed) ? 0 : 1);

/** People whose name fits. */
export function people(typed) {
  const wanted = typed.replace(/^@/, "").toLowerCase();
  return store.guild.members.filter((m) => fits(wanted, m.name, m.display_name))
    .sort((a, b) => starts(wanted, a.name) - starts(wanted, b.name) || Number(a.bot) - Number(b.bot))
    .map((m) => ({ label: nameOf(m), detail: `@${m.name}`, value: `@${m.name}`, face: avatar(m, "avatar-small"), style: nameStyle(colourRole(m)?.color) }));
}

/** Roles whose name fits. */
export function roleList(typed) {
  const wanted = typed.replace(/^@&?/, "").toLowerCase();
  return roles().filter((r) => fits(wanted, r.name)).sort((a, b) => b.position - a.position)
    .map((r) => ({ label: `@${r.name}`, detail: "role", value: `@${r.name}`, face: h("span", { class: "dot named", style: nameStyle(r.color) }), style: nameStyle(r.color) }));
}

/** Channels whose name fits. */
export function channelList(typed, types) {
  const wanted = typed.replace(/^#/, "").toLowerCase();
  return visibleChannels().filter((c) => fits(wanted, c.name) && (!types?.length || types.includes(c.type)))
    .map((c) => ({ label: `#${c.name}`, detail: c.topic ?? "", value: `#${c.name}` }));
}

/** A said text with its @names and #channels as Discord sends them. */
export function withIds(text) {
  const names = [
    ...store.guild.members.flatMap((m) => [[`@${m.name}`, `<@${m.id}>`]]),
    ...roles().map((r) => [`@${r.name}`, `<@&${r.id}>`]),
    ...visibleChannels().map((c) => [`#${c.name}`, `<#${c.id}>`]),
  ].sort((a, b) => b[0].length - a[0].length);
  const parts = text.split(/(```[\s\S]*?```|`[^`\n]*`)/);
  return parts.map((part, i) => (i % 2 ? part : replaceNames(part, names))).join("");
}

function replaceNames(text, names) {
  let out = "";
  for (let at = 0; at < text.length;) {
    const free = at === 0 || /[\s(]/.test(text[at - 1]);
    const hit = free && names.find(([name]) => text.slice(at, at + name.length).toLowerCase() === name.toLowerCase() && !/[\p{L}\p{N}_]/u.test(text[at + name.length] ?? ""));
    out += hit ? hit[1] : text[at];
    at += hit ? hit[0].length : 1;
  }
  return out;
}
