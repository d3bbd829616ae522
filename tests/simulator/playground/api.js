// Talks to the playground's server: one function a route.

import { store } from "./store.js";

/** The server said no, or could not be reached. */
export class ServerError extends Error {}

async function ask(path, options = {}) {
  let response;
  try {
    response = await fetch(path, options);
  } catch {
    throw new ServerError("The playground's server cannot be reached. Is scripts/dev still running?");
  }
  const text = await response.text();
  let body = null;
  try {
    body = text ? JSON.parse(text) : null;
  } catch { /* an error page; the status below says enough */ }
  if (!response.ok) throw new ServerError(body?.error ?? body?.message ?? `${path.split("?")[0]} answered ${response.status}.`);
  return body;
}

const post = (path, body) =>
  ask(path, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });

const query = (values) => {
  const pairs = Object.entries(values).filter(([, value]) => value !== null && value !== undefined);
  return pairs.length ? `?${new URLSearchParams(pairs)}` : "";
};

export const getState = (as) => ask(`/play/state${query({ as })}`);
export const getMessages = (as, channel) => ask(`/play/messages${query({ as, channel })}`);
export const eventsPath = () => `/play/events${query({ as: store.actor, after: store.seq })}`;

/** What the actor does with the bot; kinds as in the server's table. */
export const interact = (interaction) =>
  post("/play/interactions", { as: store.actor, channel: store.channel, ...interaction });

export const say = (content) => post("/play/messages", { as: store.actor, channel: store.channel, content });
export const advance = (ms) => post("/play/clock", { advance_ms: ms });
/** Somebody comes in for the first time, leaves, or comes back. */
export const newcomer = () => post("/play/door", {});
export const leave = (out) => post("/play/door", { out });
export const comeBack = (back) => post("/play/door", { back });
export const runCron = () => post("/play/cron", {});

/** Hands a file to the server; afterwards `file:<name>` names it. */
export async function upload(file) {
  const answer = await ask(`/play/files${query({ name: file.name })}`, {
    method: "POST",
    headers: { "content-type": file.type || "application/octet-stream" },
    body: file,
  });
  return answer?.name ?? file.name;
}
