// What the actor does with the bot, and what becomes of the answer: form, failure, or new messages by the event stream.

import { h, icon, announce, toast, $ } from "./dom.js";
import { interact } from "./api.js";
import { addLocal, addLog, dropLocal, findMessage, store } from "./store.js";
import { openModal } from "./modal.js";

const hooks = { refresh: () => {} };
/** Called after an act, so that bytes and roles are read again. */
export const afterAct = (refresh) => { hooks.refresh = refresh; };

function noteWrong(what, command, result) {
  addLog({ at: null, what, command, status: result.status, ms: result.ms, outcome: "rejected", wrong: result.wrong, error: true });
}

/** Sends one interaction; shows a form when one is answered. Answers {sent, wrong, choices}. */
async function run(interaction, command) {
  let result;
  try {
    result = await interact(interaction);
  } catch (error) {
    toast(error.message, "error");
    return { sent: false, wrong: [error.message] };
  }
  const wrong = result.wrong ?? [];
  // Without a status either nothing was sent, or no answer came in time.
  const sent = Number(result.status) > 0 || Number(result.ms) > 0;
  if (!sent) noteWrong("not sent", command, result);
  if (result.modal && !wrong.length) openModal(result.modal, submitModal);
  hooks.refresh();
  return { sent, ok: result.ok !== false && !wrong.length, wrong: wrong.length ? wrong : result.ok === false ? [`The bot answered with status ${result.status}.`] : [], choices: result.choices };
}

function failed(channelId, command, wrong) {
  addLocal(channelId, { kind: "failure", user: store.actor, command, reasons: wrong });
  announce("The application did not respond");
}

/** Runs a slash command. Answers what the client itself found wrong, so that the composer can keep the text. */
export async function runCommand(text, path) {
  const where = store.channel;
  const pending = addLocal(where, { kind: "pending", user: store.actor, command: path });
  const result = await run({ kind: "command", text }, path);
  dropLocal(where, pending);
  if (result.sent && !result.ok) failed(where, path, result.wrong);
  return result.sent ? [] : result.wrong;
}

/** Runs a command of a message's or person's menu. */
export async function runContext(kind, name, target) {
  const where = store.channel;
  const result = await run({ kind, name, target }, name);
  if (!result.ok) failed(where, name, result.wrong);
}

/** Presses a button or chooses in a select of a message. */
export async function press(message, interaction, element) {
  if (element.getAttribute("aria-busy") === "true") return;
  element.setAttribute("aria-busy", "true");
  const name = commandOf(message) || element.textContent.trim();
  const result = await run({ ...interaction, message: message.id }, name);
  element.removeAttribute("aria-busy");
  if (!result.ok) failControl(message.id, result.wrong);
}

function commandOf(message) {
  const found = findMessage(message.id);
  const used = found?.interaction_metadata ?? found?.interaction;
  return used?.name ?? used?.command ?? "";
}

function failControl(messageId, wrong) {
  const body = $(`[data-message="${CSS.escape(messageId)}"] .body`);
  body?.querySelector(".control-note")?.remove();
  body?.append(h("p", { class: "control-note failed", title: wrong.join("\n") }, icon("alert"), "This interaction failed", wrong[0] && h("span", { class: "why" }, ` · ${wrong[0]}`)));
  announce("This interaction failed");
}

async function submitModal(customId, values) {
  const where = store.channel;
  const result = await run({ kind: "modal", custom_id: customId, values }, "form");
  if (result.sent && !result.ok) failed(where, "form", result.wrong);
  return result.ok ? [] : result.wrong;
}

/** Asks the bot for choices while an option is typed; an empty list when there are none. */
export async function autocomplete(text, focused) {
  try {
    const result = await interact({ kind: "autocomplete", text, focused });
    // The server's log leaves these out, because they come with every key; a failed one is worth a line.
    if (result.wrong?.length) noteWrong("autocomplete", text, result);
    return result.choices ?? [];
  } catch {
    return [];
  }
}
