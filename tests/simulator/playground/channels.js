// The places on the left: channels with their threads, what the bot wrote directly, and the head of the open one.

import { h, $, fill, icon } from "./dom.js";
import { channel, isDirect, isThread, on, places, store, titleOf } from "./store.js";

const mark = (c) => (isThread(c) ? "thread" : isDirect(c) ? "lantern" : c.private ? "lock" : "hash");

/** What is special about a thread, in a word each, with its drawing. */
const signs = (c) => [
  isThread(c) && c.private && ["eye", "private"],
  c.thread?.locked && ["lock", "locked"],
  c.thread?.archived && ["archive", "archived"],
].filter(Boolean);

function place(c, open) {
  const here = c.id === store.channel;
  const isNew = store.unread.has(c.id) && !here;
  const kind = [isNew && "channel-new", c.thread?.archived && "channel-archived"].filter(Boolean).join(" ");
  return h("button", {
    type: "button", class: `channel ${kind}`, dataset: { channel: c.id }, "aria-current": here ? "page" : null, onclick: () => open(c.id),
  }, icon(mark(c)), h("span", { class: "channel-name", title: c.name }, c.name),
  signs(c).map(([drawing, word]) => h("span", { class: "channel-sign", title: word }, icon(drawing), h("span", { class: "hidden-words" }, word))),
  isNew && h("span", { class: "new-dot" }, h("span", { class: "hidden-words" }, "new messages")));
}

/** Threads by their channel: those at work first, the archived ones last. */
function threadsOf(list) {
  const under = new Map();
  for (const c of list.filter(isThread)) under.set(c.parent_id, [...(under.get(c.parent_id) ?? []), c]);
  for (const threads of under.values()) threads.sort((a, b) => Number(a.thread.archived) - Number(b.thread.archived));
  return under;
}

function draw(open) {
  const list = $("#channel-list");
  const focused = list.contains(document.activeElement) && document.activeElement.dataset.channel;
  const all = places();
  const threads = threadsOf(all);
  fill(list, all.filter((c) => !isThread(c)).map((c) => h("li", { class: isDirect(c) ? "direct" : "" }, place(c, open),
    threads.has(c.id) && h("ul", { class: "threads", "aria-label": `Threads of ${c.name}` }, threads.get(c.id).map((t) => h("li", {}, place(t, open)))))));
  if (focused) list.querySelector(`[data-channel="${CSS.escape(focused)}"]`)?.focus();
}

function about(c) {
  if (!isThread(c)) return c?.topic ?? "";
  const words = signs(c).map(([, word]) => word).join(", ");
  return `Thread in #${channel(c.parent_id)?.name ?? ""}${words && ` · ${words}`}`;
}

function drawHead() {
  const here = channel(store.channel);
  document.title = here ? `${titleOf(here)} · ${store.guild.name}` : store.guild.name;
  $("#guild-name").textContent = store.guild.name;
  fill($("#channel-icon"), here && icon(mark(here)));
  $("#channel-name").textContent = here?.name ?? "";
  $("#channel-topic").textContent = about(here);
}

/** Wires list and head up; `open(id)` does what a press means. */
export function startChannels(open) {
  on("state", () => { draw(open); drawHead(); });
  on("channel", () => { draw(open); drawHead(); });
  on("unread", () => draw(open));
}
