// What the page knows: the guild, the actor, messages and log lines, and who wants to hear of changes.

import { simulatedNow } from "./time.js";

const KEEP = 300;

export const store = {
  guild: { id: "", name: "", channels: [], roles: [], members: [], former: [] },
  commands: [],
  me: null,
  seq: 0,
  actor: null, // id of the person one plays
  channel: null, // id of the open channel
  messages: new Map(), // channel id -> messages, oldest first
  local: new Map(), // channel id -> rows that only this page knows (pending, failed)
  dismissed: new Set(),
  unread: new Set(),
  logs: [],
  connected: false,
};

const listeners = new Map();

/** Asks to be called on a topic (state, channel, messages, unread, log, connection); answers how to stop it. */
export function on(topic, listener) {
  if (!listeners.has(topic)) listeners.set(topic, new Set());
  listeners.get(topic).add(listener);
  return () => listeners.get(topic).delete(listener);
}

export function emit(topic, detail) {
  for (const listener of listeners.get(topic) ?? []) listener(detail);
}

export const member = (id) => store.guild.members.find((m) => m.id === String(id));
/** A member, or somebody who is none any more but is still named in messages. */
export const person = (id) => member(id) ?? store.guild.former?.find((m) => m.id === String(id));
export const role = (id) => store.guild.roles.find((r) => r.id === String(id));
export const channel = (id) => store.guild.channels.find((c) => c.id === String(id));
export const actor = () => member(store.actor);
export const nameOf = (m) => m?.display_name || m?.global_name || m?.name || m?.username || "Unknown";

/** A member's highest role that has a colour; it colours the name and groups the list. */
export function colourRole(m) {
  return (m?.roles ?? [])
    .map(role)
    .filter((r) => r && r.color)
    .sort((a, b) => b.position - a.position)[0];
}

/** A member's roles from the highest down, without @everyone. */
export function rolesOf(m) {
  return (m?.roles ?? []).map(role).filter((r) => r && r.id !== store.guild.id).sort((a, b) => b.position - a.position);
}

const DM = 1;
const CATEGORY = 4;

/** Everything that the actor can open, in order: channels, threads, the bot's direct messages. */
export const places = () => store.guild.channels.filter((c) => c.type !== CATEGORY && c.can_view !== false);

/** Channels and threads of the guild that the actor may see, in order. */
export const visibleChannels = () => places().filter((c) => c.type !== DM);

export const isDirect = (c) => c?.type === DM;
export const isThread = (c) => Boolean(c?.thread);

/** A channel's name as it is written: with # where Discord has one. */
export const titleOf = (c) => (isDirect(c) || isThread(c) ? c.name : `#${c?.name ?? ""}`);

const ADMINISTRATOR = 8n;

/** Whether Discord would offer a command to the actor. */
export function mayUse(command) {
  if (!command.default_member_permissions || !store.me) return true;
  const needs = BigInt(command.default_member_permissions);
  if (store.me.permissions !== undefined) {
    const has = BigInt(store.me.permissions);
    return (has & ADMINISTRATOR) !== 0n || (needs !== 0n && (has & needs) === needs);
  }
  return ["owner", "moderator"].includes(actor()?.title);
}

const newer = (a, b) => a.id.length - b.id.length || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

/** Adds a message or puts its new form in place of the old one. */
export function putMessage(message) {
  const list = store.messages.get(message.channel_id);
  if (!list) return;
  const at = list.findIndex((m) => m.id === message.id);
  if (at >= 0) list[at] = message;
  else {
    list.push(message);
    list.sort(newer);
    if (list.length > KEEP) list.shift();
  }
}

export function dropMessage(channelId, id) {
  const list = store.messages.get(channelId);
  const at = list?.findIndex((m) => m.id === id) ?? -1;
  if (at >= 0) list.splice(at, 1);
}

export function findMessage(id) {
  for (const list of store.messages.values()) {
    const found = list.find((m) => m.id === id);
    if (found) return found;
  }
  return undefined;
}

let localIds = 0;
/** Adds a row that lives in this page only; answers its id. */
export function addLocal(channelId, row) {
  const id = `local-${++localIds}`;
  if (!store.local.has(channelId)) store.local.set(channelId, []);
  store.local.get(channelId).push({ at: simulatedNow(), ...row, id, channel_id: channelId });
  emit("messages", { channel: channelId });
  return id;
}

export function dropLocal(channelId, id) {
  const list = store.local.get(channelId);
  if (!list) return;
  store.local.set(channelId, list.filter((row) => row.id !== id));
  emit("messages", { channel: channelId });
}

/** Hides an ephemeral message for good, as its "Dismiss" does. */
export function dismiss(id) {
  store.dismissed.add(id);
  try {
    sessionStorage.setItem("dismissed", JSON.stringify([...store.dismissed].slice(-500)));
  } catch { /* private windows may refuse storage; the message stays hidden until reload */ }
  emit("messages", { channel: store.channel });
}

export function recallDismissed() {
  try {
    for (const id of JSON.parse(sessionStorage.getItem("dismissed") ?? "[]")) store.dismissed.add(id);
  } catch { /* as above */ }
}

/** Adds a log line; the newest 500 are kept. */
export function addLog(line) {
  store.logs.push(line);
  if (store.logs.length > 500) store.logs.shift();
  emit("log", line);
}
