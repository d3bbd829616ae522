// Turns the markdown tree into elements: mentions with names and colours, spoilers, live times.

import { h } from "./dom.js";
import { parse, inline, words as plainWords } from "./markdown.js";
import { nameStyle } from "./color.js";
import { timeElement, formatTime } from "./time.js";
import { channel, nameOf, person, role, store, titleOf } from "./store.js";

const hooks = { command: () => {}, channel: () => {}, member: () => {} };
/** Tells what a press on a mention does; set once at the start. */
export const onMention = (handlers) => Object.assign(hooks, handlers);

const TAGS = { bold: "strong", italic: "em", underline: "u", strike: "s" };

function piece(p) {
  if (p.type === "text") return document.createTextNode(p.text);
  if (TAGS[p.type]) return h(TAGS[p.type], {}, p.children.map(piece));
  if (p.type === "inline_code") return h("code", {}, p.text);
  if (p.type === "time") return timeElement(p.ms, p.style);
  if (p.type === "emoji") return h("span", { class: "emoji-name" }, `:${p.name}:`);
  if (p.type === "everyone") return h("span", { class: "mention" }, p.text);
  if (p.type === "link") return link(p.url, p.children.map(piece));
  if (p.type === "spoiler") return spoiler(p.children);
  if (p.type === "role") {
    const found = role(p.id);
    return h("span", { class: "mention named", style: nameStyle(found?.color) }, `@${found?.name ?? "unknown-role"}`);
  }
  if (p.type === "user") {
    const found = person(p.id);
    const mine = p.id === store.actor ? " mention-me" : "";
    return h("button", { type: "button", class: `mention${mine}`, dataset: { person: p.id }, onclick: (e) => found && hooks.member(found, e.currentTarget) },
      `@${found ? nameOf(found) : "unknown-user"}`);
  }
  if (p.type === "channel") {
    const found = channel(p.id);
    return h("button", { type: "button", class: "mention", onclick: () => found && hooks.channel(found.id) }, found ? titleOf(found) : "#unknown");
  }
  if (p.type === "command") return h("button", { type: "button", class: "mention", onclick: () => hooks.command(p.name) }, `/${p.name}`);
  return document.createTextNode("");
}

/** The channel, and the message where it names one, that an address of this pretend Discord leads to. */
export function target(url) {
  const [, guild, id, message] = /^https:\/\/(?:\w+\.)?discord(?:app)?\.com\/channels\/(\d+)\/(\d+)(?:\/(\d+))?$/.exec(url ?? "") ?? [];
  return guild === store.guild.id ? { channel: channel(id), message } : null;
}

/** Goes where such an address leads. */
export const goTo = ({ channel: found, message }) => found && hooks.channel(found.id, message);

/** A link to http(s) only; everything else stays text. One to a place of this guild opens it here. */
export function link(url, children) {
  const place = target(url);
  if (place) {
    const bare = children.map((c) => c.textContent ?? c).join("") === url;
    const words = bare ? [place.channel?.can_view ? titleOf(place.channel) : "#unknown", place.message && " › message"] : children;
    return h("button", { type: "button", class: bare ? "mention" : "link-button", onclick: () => goTo(place) }, words);
  }
  if (!/^https?:\/\//i.test(url)) return h("span", {}, children);
  return h("a", { href: url, target: "_blank", rel: "noopener noreferrer nofollow" }, children);
}

function spoiler(pieces) {
  const words = pieces.map((p) => p.text ?? "▒▒▒▒").join("");
  const cover = h("button", { type: "button", class: "spoiler", "aria-label": "Spoiler: show the hidden text" },
    h("span", { "aria-hidden": "true" }, words));
  cover.addEventListener("click", () => {
    const open = h("span", { class: "spoiler spoiler-open", tabindex: "-1" }, pieces.map(piece));
    cover.replaceWith(open);
    open.focus();
  });
  return cover;
}

function block(b) {
  if (b.type === "code") return h("pre", { class: "code-block", tabindex: "0", "aria-label": b.language ? `Code, ${b.language}` : "Code" }, h("code", {}, b.text));
  if (b.type === "quote") return h("blockquote", {}, b.children.map(block));
  if (b.type === "heading") return h("p", { class: `md-heading md-h${b.level}`, role: "heading", "aria-level": String(b.level + 3) }, b.children.map(piece));
  if (b.type === "small") return h("p", { class: "md-small" }, b.children.map(piece));
  if (b.type === "list") {
    const ordered = b.items[0].number !== null;
    return h(ordered ? "ol" : "ul", { class: "md-list" }, b.items.map((item) => {
      const li = h("li", { class: `md-depth-${item.depth}` }, item.children.map(piece));
      if (item.number !== null) li.value = item.number;
      else if (ordered) li.style.setProperty("list-style-type", "disc");
      return li;
    }));
  }
  return h("p", {}, b.children.map(piece));
}

/** A text with blocks: message contents, embed descriptions. */
export const rich = (text) => parse(String(text ?? "")).map(block);

/** A text of one line: titles and labels. */
export const richLine = (text) => inline(String(text ?? "")).map(piece);

/** The same text as bare words, with names in place of ids. */
export const bare = (text) => plainWords(String(text ?? ""), {
  user: (id) => `@${nameOf(person(id))}`,
  role: (id) => `@${role(id)?.name ?? "role"}`,
  channel: (id) => (channel(id) ? titleOf(channel(id)) : "#channel"),
  time: (ms, style) => formatTime(ms, style),
});
