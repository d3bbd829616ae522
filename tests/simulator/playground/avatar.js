// Faces: a person is coloured initials, the bot is the lantern of the hall.

import { h, icon } from "./dom.js";
import { avatarColor } from "./color.js";
import { nameOf, store } from "./store.js";

/** One or two letters for a name; whole characters, so that an emoji stays one. */
export function initials(name) {
  const words = name.trim().split(/\s+/).filter(Boolean);
  const first = [...(words[0] ?? "?")][0];
  const last = words.length > 1 ? [...words.at(-1)][0] : "";
  return (first + last).toUpperCase();
}

/** A person's place by age of account, which stays the same whoever else is looked at. */
function place(person) {
  const older = (m) => !m.bot && (m.id.length - person.id.length || (m.id < person.id ? -1 : 1)) < 0 && m.id !== person.id;
  return person?.id ? store.guild.members.filter(older).length : 0;
}

/** A round picture; decoration, because the name always stands beside it. */
export function avatar(person, size = "") {
  const bot = person?.bot;
  return h("span", {
    class: `avatar ${bot ? "avatar-bot" : ""} ${size}`.trim(),
    "aria-hidden": "true",
    style: bot ? {} : { "--avatar": avatarColor(place(person)) },
  }, bot ? icon("lantern") : initials(nameOf(person)));
}
