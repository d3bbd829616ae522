// Follows the server's event stream; after a break it goes on where it stopped, and looks once at what it may have missed.

import { eventsPath } from "./api.js";
import { addLog, dropMessage, emit, putMessage, store } from "./store.js";
import { tell } from "./messages.js";

const RETRY = [500, 1000, 2000, 5000, 10_000];
let source = null;
let failures = 0;
let timer = 0;
const hooks = { changed: () => {}, again: () => {} };

/** Calls `changed` when guild, bytes or commands may be different, `again` after a break. */
export const onLive = (handlers) => Object.assign(hooks, handlers);

function heard(message, fresh) {
  if (!message?.id) return hooks.again();
  putMessage(message);
  if (message.channel_id !== store.channel && fresh) {
    store.unread.add(message.channel_id);
    emit("unread");
  }
  emit("messages", { channel: message.channel_id, touched: message });
  tell(message, fresh);
}

const handlers = {
  message_created: (data) => heard(data.message ?? data, true),
  message_updated: (data) => heard(data.message ?? data, false),
  message_deleted: (data) => {
    const gone = data.message ?? data;
    const id = String(data.message_id ?? gone.id ?? gone);
    const channel = String(gone.channel_id ?? data.channel_id ?? data.channel ?? store.channel);
    dropMessage(channel, id);
    emit("messages", { channel, gone: id });
  },
  state_changed: () => hooks.changed(),
  log: (data) => {
    addLog(data);
    hooks.changed();
  },
};

/** Opens the stream for the present actor, closing the one before. */
export function follow() {
  clearTimeout(timer);
  source?.close();
  const mine = new EventSource(eventsPath());
  source = mine;
  for (const [name, handle] of Object.entries(handlers)) {
    mine.addEventListener(name, (event) => {
      if (source !== mine) return;
      if (event.lastEventId) store.seq = Number(event.lastEventId);
      let data = {};
      try {
        data = JSON.parse(event.data || "{}") ?? {};
      } catch { /* a torn line; the next event brings the state */ }
      handle(data);
    });
  }
  mine.addEventListener("open", () => {
    if (source !== mine) return;
    if (failures > 0) hooks.again();
    failures = 0;
    online(true);
  });
  mine.addEventListener("error", () => {
    if (source !== mine) return;
    failures += 1;
    online(false);
    // The browser tries again by itself unless the server refused for good.
    if (mine.readyState === EventSource.CLOSED) timer = setTimeout(follow, RETRY[Math.min(failures, RETRY.length) - 1]);
  });
}

function online(is) {
  if (store.connected === is) return;
  store.connected = is;
  emit("connection");
}
