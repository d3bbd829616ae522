// The message log of the open channel: grouping, day marks, keeping the place, moving by keys.

import { h, icon, $, announce } from "./dom.js";
import { introElement, isEphemeral, isThinking, localElement, messageElement, origin, sentAt, summary } from "./message.js";
import { locale, sameDay, simulatedNow } from "./time.js";
import { channel, isDirect, isThread, mayUse, on, person, store } from "./store.js";
import { onMenuWanted } from "./gesture.js";
import { openMessageMenu, openMemberMenu } from "./menu.js";
import { showLog } from "./logpanel.js";
import { flatten } from "./commandline.js";

const GROUP = 7 * 60_000;
const drawn = new Map(); // message id -> {key, element}
const hooks = { compose: () => {} };
let shownChannel = null;
let stick = true; // the newest message stays in view
let height = 0;

const SHOWCASE = ["/setup", "/bytes daily", "/bytes send", "/bytes heap", "/squads join", "/help"];

/** Commands to try in a channel, out of those that are registered and allowed. */
function tries() {
  const here = channel(store.channel);
  if (isThread(here) || isDirect(here)) return [];
  const known = flatten(store.commands.filter(mayUse)).map((entry) => `/${entry.path}`);
  const good = SHOWCASE.filter((text) => known.includes(text));
  return [...new Set([...good, ...known])].slice(0, 4);
}

const groups = (before, message) =>
  Boolean(before) && before.author?.id === message.author?.id && !origin(message) && !message.referenced_message
  && isEphemeral(before) === isEphemeral(message) && (message.type ?? 0) === 0 && (before.type ?? 0) === 0
  && sentAt(message) - sentAt(before) < GROUP && sameDay(sentAt(message), sentAt(before));

const day = (ms) => h("div", { class: "day", role: "separator" },
  h("span", {}, new Intl.DateTimeFormat(locale, { dateStyle: "full" }).format(ms)));

const actions = {
  menu: (message, anchor) => openMessageMenu(message, anchor),
  member: (person, anchor) => person?.id && openMemberMenu(person, anchor),
  log: () => showLog(),
};

function element(message, grouped) {
  const key = JSON.stringify([message, grouped, store.actor, store.guild.version, new Date(simulatedNow()).toDateString()]);
  const known = drawn.get(message.id);
  if (known?.key === key) return known.element;
  const made = messageElement(message, grouped, actions);
  drawn.set(message.id, { key, element: made });
  return made;
}

/** Messages and the page's own rows as they happened. */
function inOrder(list) {
  const own = (store.local.get(store.channel) ?? []).filter((row) => row.user === store.actor);
  const rows = list.slice();
  for (const row of own) {
    const at = rows.findIndex((m) => !m.kind && sentAt(m) > row.at);
    rows.splice(row.kind === "pending" || at < 0 ? rows.length : at, 0, row);
  }
  return rows;
}

/** Draws the log again, keeping what did not change, the focus and the place. */
function draw() {
  const log = $("#log");
  const list = (store.messages.get(store.channel) ?? []).filter((m) => !store.dismissed.has(m.id));
  if (shownChannel !== store.channel) {
    drawn.clear();
    shownChannel = store.channel;
    stick = true;
  }
  const focused = focusPlace(log);
  const rows = [introElement(store.channel, tries(), hooks.compose)];
  let before = null;
  let today = null;
  for (const message of inOrder(list)) {
    if (message.kind) {
      rows.push(localElement(message, actions));
      before = null;
      continue;
    }
    if (today === null || !sameDay(today, sentAt(message))) rows.push(day(sentAt(message)));
    today = sentAt(message);
    rows.push(element(message, groups(before, message)));
    before = message;
  }
  sync(log, rows);
  focused?.();
  if (stick) toEnd();
}

/** Changes only the children that differ, so that open lists, spoilers and the focus survive. */
function sync(parent, rows) {
  const keep = new Set(rows);
  for (const child of [...parent.children]) if (!keep.has(child)) child.remove();
  rows.forEach((row, index) => {
    if (parent.children[index] !== row) parent.insertBefore(row, parent.children[index] ?? null);
  });
}

function focusPlace(log) {
  const at = document.activeElement;
  if (!log.contains(at) || at === log) return null;
  const message = at.closest("[data-message]")?.dataset.message;
  const control = at.dataset.customId;
  return () => {
    if (at.isConnected) return at !== document.activeElement && at.focus({ preventScroll: true });
    const again = message && log.querySelector(`[data-message="${CSS.escape(message)}"]`);
    const same = control && again?.querySelector(`[data-custom-id="${CSS.escape(control)}"]:not(:disabled)`);
    (same || again || log).focus({ preventScroll: true });
  };
}

function toEnd() {
  const log = $("#log");
  stick = true;
  log.scrollTop = log.scrollHeight;
  $("#to-end").hidden = true;
}

/** Tells screen readers of a message, once it has something to say; one's own new one is brought into view. */
export function tell(message, fresh) {
  if (message.channel_id !== store.channel) return;
  const own = message.author?.id === store.actor || (origin(message)?.user?.id ?? origin(message)?.user) === store.actor;
  if (fresh && own) toEnd();
  else if (!stick) $("#to-end").hidden = false;
  if (!isThinking(message)) announce(summary(message));
}

function keys(event) {
  const log = $("#log");
  const all = [...log.querySelectorAll(".message[tabindex]")];
  const here = event.target.closest?.(".message");
  const onMessage = event.target === here;
  const index = all.indexOf(here);
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    if (event.target !== log && !onMessage) return;
    const next = event.target === log ? all.at(-1) : all[Math.max(0, Math.min(all.length - 1, index + (event.key === "ArrowDown" ? 1 : -1)))];
    next?.focus();
    next?.scrollIntoView({ block: "nearest" });
    event.preventDefault();
  } else if (onMessage && event.key === "Enter") {
    here.querySelector(".more")?.click();
    event.preventDefault();
  }
}

/** The menu of the person or the message under a press. */
function menuAt(target, anchor) {
  const row = target.closest("[data-message]");
  const message = (store.messages.get(store.channel) ?? []).find((m) => m.id === row?.dataset.message);
  if (!message) return false;
  const who = person(target.closest("[data-person]")?.dataset.person);
  if (who) return openMemberMenu(who, anchor);
  return openMessageMenu(message, anchor === row ? row.querySelector(".more") : anchor);
}

/** Brings a message into view and puts the focus on it. */
export function showMessage(id) {
  const row = $(`#log [data-message="${CSS.escape(id)}"]`);
  stick = false;
  row?.scrollIntoView({ block: "center" });
  row?.focus({ preventScroll: true });
  return Boolean(row);
}

/** Wires the log up; `compose(text)` puts a text into the composer. */
export function startMessages(compose) {
  hooks.compose = compose;
  const log = $("#log");
  log.addEventListener("keydown", keys);
  log.addEventListener("scroll", () => {
    if (log.clientHeight !== height) return; // the room changed, not the reader's place
    stick = log.scrollHeight - log.scrollTop - log.clientHeight < 60;
    if (stick) $("#to-end").hidden = true;
  }, { passive: true });
  onMenuWanted(log, menuAt);
  new ResizeObserver(() => {
    height = log.clientHeight;
    if (stick) toEnd();
  }).observe(log);
  log.addEventListener("load", () => stick && toEnd(), true);
  $("#to-end").append(icon("down"), " Newest messages");
  $("#to-end").addEventListener("click", toEnd);
  on("messages", (change) => change.channel === store.channel && draw());
  on("channel", draw);
  on("state", draw);
}
