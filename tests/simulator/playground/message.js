// Draws one message: who, when, the command it answers, text, embeds, files, controls, who can see it.

import { h, icon } from "./dom.js";
import { avatar } from "./avatar.js";
import { nameStyle } from "./color.js";
import { rich, bare } from "./markup.js";
import { embed, attachment } from "./embeds.js";
import { component } from "./components.js";
import { messageTime, formatTime } from "./time.js";
import { channel, colourRole, dismiss, dropLocal, isDirect, isThread, member, nameOf, store, titleOf } from "./store.js";

const EPHEMERAL = 1 << 6;
const LOADING = 1 << 7;
const COMPONENTS_V2 = 1 << 15;

export const isEphemeral = (m) => Boolean(m.ephemeral || (m.flags ?? 0) & EPHEMERAL);
export const isThinking = (m) => Boolean((m.flags ?? 0) & LOADING);
export const sentAt = (m) => Date.parse(m.timestamp);

/** A name in its role's colour, which opens the person's card. */
export function nameButton(person, onopen) {
  const known = member(person?.id) ?? person;
  return h("button", {
    type: "button", class: "name named", style: nameStyle(colourRole(known)?.color), dataset: { person: known?.id ?? "" },
    onclick: (e) => onopen(known, e.currentTarget),
  }, nameOf(known));
}

const badge = () => h("span", { class: "badge" }, "BOT");

/** What made a message: Discord's own account of it, which later presses on the message do not change. */
export const origin = (message) => message.interaction_metadata ?? message.interaction;

/** "Ada used /bytes send", above an answer of the bot. */
function usedLine(message, open) {
  const used = origin(message);
  if (!used) return null;
  const who = member(used.user?.id ?? used.user) ?? used.user;
  const command = String(used.command ?? used.name ?? "").replace(/^\//, "");
  const slash = (used.command_type ?? 1) === 1 ? "/" : "";
  return h("div", { class: "used" }, icon("reply"), who && avatar(who, "avatar-tiny"), who && nameButton(who, open),
    command ? h("span", {}, "used ", h("code", { class: "used-command" }, slash + command)) : h("span", {}, "used a control"));
}

function replyLine(message, open) {
  const original = message.referenced_message;
  if (!original) return null;
  return h("div", { class: "used" }, icon("reply"), nameButton(original.author, open), h("span", { class: "used-quote" }, bare(original.content).slice(0, 120)));
}

function visibility(message) {
  if (!isEphemeral(message)) return null;
  return h("p", { class: "only-you" }, icon("eye"), "Only you can see this · ",
    h("button", { type: "button", class: "link-button", onclick: () => dismiss(message.id) }, "Dismiss message"));
}

function contents(message) {
  const parts = [];
  const v2 = (message.flags ?? 0) & COMPONENTS_V2;
  if (isThinking(message)) {
    const who = nameOf(member(message.author?.id) ?? message.author);
    parts.push(h("p", { class: "thinking" }, h("span", { class: "dots", "aria-hidden": "true" }, h("i"), h("i"), h("i")), `${who} is thinking…`));
  } else if (message.content) {
    parts.push(h("div", { class: "text" }, rich(message.content), message.edited_timestamp && edited(message)));
  }
  parts.push((message.attachments ?? []).map(attachment));
  parts.push((message.embeds ?? []).map(embed));
  const controls = (message.components ?? []).map((c) => component(c, message));
  if (controls.length) parts.push(h("div", { class: v2 ? "layout" : "controls" }, controls));
  if (!message.content && message.edited_timestamp && !isThinking(message)) parts.push(edited(message));
  return parts;
}

const edited = (message) =>
  h("span", { class: "edited", title: formatTime(Date.parse(message.edited_timestamp), "F") }, " (edited)");

const SYSTEM = { 7: "joined the hall.", 8: "boosted the server.", 6: "pinned a message.", 18: "started a thread." };

function frame(message, grouped, extra, ...children) {
  return h("article", {
    class: `message ${grouped ? "grouped" : ""} ${extra}`.trim(), tabindex: "-1",
    dataset: { message: message.id, author: message.author?.id ?? "" },
    "aria-label": summary(message),
  }, children);
}

/** What a screen reader hears of a message. */
export function summary(message) {
  const who = nameOf(member(message.author?.id) ?? message.author);
  const text = isThinking(message) ? "is thinking…" : [message.content, ...(message.embeds ?? []).map((e) => [e.title, e.description].filter(Boolean).join(": "))]
    .filter(Boolean).map(bare).join(" ");
  return `${who}: ${text.slice(0, 300)}${isEphemeral(message) ? " (only you can see this)" : ""}`;
}

/** The element of a message; `grouped` ones follow the same author and leave the head out. */
export function messageElement(message, grouped, actions) {
  const author = member(message.author?.id) ?? message.author ?? {};
  const more = h("button", {
    type: "button", class: "more icon-button", tabindex: "-1", "aria-haspopup": "menu", "aria-label": "Actions for this message",
    onclick: (e) => actions.menu(message, e.currentTarget),
  }, icon("dots"));
  const at = sentAt(message);
  if (SYSTEM[message.type]) {
    return frame(message, false, "system", h("span", { class: "gutter" }, icon("arrow")),
      h("div", { class: "body" }, h("p", {}, nameButton(author, actions.member), ` ${SYSTEM[message.type]} `, clock(at))), more);
  }
  const kind = [isEphemeral(message) && "ephemeral", mentionsMe(message) && "mentions-me"].filter(Boolean).join(" ");
  const head = !grouped && h("div", { class: "head" }, nameButton(author, actions.member), author.bot && badge(), clock(at));
  return frame(message, grouped, kind,
    usedLine(message, actions.member) ?? replyLine(message, actions.member),
    h("span", { class: "gutter", dataset: { person: author.id ?? "" } }, grouped ? h("span", { class: "hover-time", "aria-hidden": "true" }, formatTime(at, "t")) : avatar(author)),
    h("div", { class: "body" }, head, contents(message), visibility(message)),
    more);
}

const clock = (at) => h("time", { class: "when", datetime: new Date(at).toISOString(), title: formatTime(at, "F") }, messageTime(at));

/** Whether the message pinged the actor, as far as the sender's allowed mentions let it. */
const mentionsMe = (m) => m.author?.id !== store.actor && (Boolean(m.mention_everyone) || (m.mentions ?? []).some((u) => u.id === store.actor));

/** A row that lives in this page only: a command under way, or one the bot did not answer. */
export function localElement(row, actions) {
  const who = member(row.user);
  const bot = store.guild.members.find((m) => m.bot);
  const used = usedLine({ interaction: { user: row.user, command: row.command } }, actions.member);
  if (row.kind === "pending") {
    return h("article", { class: "message pending", "aria-label": `Sending ${row.command}` }, used,
      h("span", { class: "gutter" }, avatar(bot)),
      h("div", { class: "body" }, h("p", { class: "thinking" }, h("span", { class: "dots", "aria-hidden": "true" }, h("i"), h("i"), h("i")), "Sending…")));
  }
  const reasons = row.reasons ?? [];
  return h("article", { class: "message failure", tabindex: "-1", "aria-label": `${nameOf(who)}: the application did not respond` }, used,
    h("span", { class: "gutter" }, avatar(bot)),
    h("div", { class: "body" },
      h("p", { class: "failed" }, icon("alert"), "The application did not respond"),
      reasons.length > 0 && h("p", { class: "why" }, `${reasons[0]}${reasons.length > 1 ? ` (and ${reasons.length - 1} more)` : ""}`),
      h("p", { class: "only-you" }, icon("eye"), "Only you can see this · ",
        h("button", { type: "button", class: "link-button", onclick: actions.log }, "Open the log"), " · ",
        h("button", { type: "button", class: "link-button", onclick: () => dropLocal(row.channel_id, row.id) }, "Dismiss message"))));
}

/** The beginning of a channel: its name, topic, and a few things to try. */
export function introElement(id, tries, onTry) {
  const here = channel(id);
  return h("section", { class: "intro", "aria-label": "Beginning of the channel" },
    h("span", { class: "intro-seal" }, icon("lantern")),
    h("h2", {}, titleOf(here)),
    h("p", {}, here?.topic || `This is where the ${isThread(here) ? "thread" : isDirect(here) ? "talk" : "channel"} begins.`),
    tries.length > 0 && h("div", { class: "tries" }, h("span", { class: "tries-label" }, "Try"),
      tries.map((text) => h("button", { type: "button", class: "try", onclick: () => onTry(text) }, text))));
}
