// Who is here: channels on the left, members by role on the right, and the seats above that one can take.

import { h, $, fill, icon, number } from "./dom.js";
import { avatar } from "./avatar.js";
import { nameStyle } from "./color.js";
import { openMemberMenu } from "./menu.js";
import { actor, channel, colourRole, nameOf, on, store, visibleChannels } from "./store.js";

const TITLES = { owner: "Owner", moderator: "Moderator", member: "Member", newcomer: "Newcomer", bot: "Bot" };
const RANK = ["owner", "moderator", "member", "newcomer"];
const bytesBefore = new Map();

function drawChannels(open) {
  fill($("#channel-list"), visibleChannels().map((c) => {
    const here = c.id === store.channel;
    const isNew = store.unread.has(c.id) && !here;
    return h("li", {}, h("button", {
      type: "button", class: `channel ${isNew ? "channel-new" : ""}`, "aria-current": here ? "page" : null,
      onclick: () => open(c.id),
    }, icon(c.private ? "lock" : "hash"), h("span", { class: "channel-name" }, c.name), isNew && h("span", { class: "new-dot" }, h("span", { class: "hidden-words" }, "new messages"))));
  }));
}

function drawHeads() {
  const here = channel(store.channel);
  document.title = here ? `#${here.name} · ${store.guild.name}` : store.guild.name;
  $("#guild-name").textContent = store.guild.name;
  $("#channel-name").textContent = here?.name ?? "";
  $("#channel-topic").textContent = here?.topic ?? "";
}

function row(m) {
  const me = m.id === store.actor;
  const known = bytesBefore.get(m.id);
  const has = m.bytes !== null && m.bytes !== undefined;
  const moved = has && known !== undefined && known !== null && known !== m.bytes;
  const change = moved ? m.bytes - known : 0;
  bytesBefore.set(m.id, m.bytes);
  return h("li", {}, h("button", {
    type: "button", class: `member ${me ? "member-me" : ""}`, dataset: { member: m.id },
    "aria-haspopup": "menu",
    onclick: (e) => openMemberMenu(m, e.currentTarget),
    oncontextmenu: (e) => { e.preventDefault(); openMemberMenu(m, { x: e.clientX, y: e.clientY }); },
  }, avatar(m), h("span", { class: "member-words" },
    h("span", { class: "member-name named", style: nameStyle(colourRole(m)?.color) }, nameOf(m), m.bot && h("span", { class: "badge" }, "BOT")),
    h("span", { class: "member-title" }, me ? "you" : (TITLES[m.title] ?? ""))),
  !m.bot && h("span", { class: `bytes ${moved ? "bytes-moved" : ""}` }, h("span", { class: "bytes-number", dataset: { bytes: has ? m.bytes : "" } }, has ? number(m.bytes) : h("span", { "aria-hidden": "true" }, "–")), h("span", { class: "hidden-words" }, has ? " bytes" : "no bytes yet"), icon("coin"),
    moved && h("span", { class: `bytes-change ${change > 0 ? "gain" : "loss"}`, "aria-hidden": "true" }, `${change > 0 ? "+" : "−"}${number(Math.abs(change))}`))));
}

/** Members grouped by their highest coloured role, highest first, the colourless last. */
function drawMembers() {
  const list = $("#member-list");
  const focused = list.contains(document.activeElement) && document.activeElement.dataset.member;
  const groups = new Map();
  for (const m of store.guild.members) {
    const r = colourRole(m);
    if (!groups.has(r?.id ?? "")) groups.set(r?.id ?? "", { role: r, members: [] });
    groups.get(r?.id ?? "").members.push(m);
  }
  const order = [...groups.values()].sort((a, b) => (b.role?.position ?? -1) - (a.role?.position ?? -1));
  fill(list, order.map(({ role, members }) => h("section", { class: "group" },
    h("h3", { class: "group-name" }, h("span", {}, role?.name ?? "Members"), h("span", { class: "group-count" }, String(members.length))),
    h("ul", {}, members.sort((a, b) => nameOf(a).localeCompare(nameOf(b))).map(row)))));
  if (focused) list.querySelector(`[data-member="${CSS.escape(focused)}"]`)?.focus();
}

function drawSeats(become) {
  const box = $("#seats");
  const people = store.guild.members.filter((m) => !m.bot)
    .sort((a, b) => RANK.indexOf(a.title) - RANK.indexOf(b.title) || nameOf(a).localeCompare(nameOf(b)));
  const key = JSON.stringify(people.map((m) => [m.id, nameOf(m), m.title, m.avatar]));
  if (box.dataset.key !== key) {
    box.dataset.key = key;
    fill(box, people.map((m) => h("label", { class: "seat", title: `${nameOf(m)} · ${TITLES[m.title] ?? ""}` },
      h("input", { type: "radio", name: "seat", value: m.id, "aria-label": `${nameOf(m)}, ${TITLES[m.title] ?? ""}`, onchange: () => become(m.id) }),
      avatar(m))));
  }
  for (const input of box.querySelectorAll("input")) input.checked = input.value === store.actor;
  const me = actor();
  fill($("#seat-name"), h("span", { class: "seat-who" }, nameOf(me)), h("span", { class: "seat-title" }, TITLES[me?.title] ?? ""));
}

/** Wires lists and seats up; `open(channel)` and `become(user)` do what a press means. */
export function startPeople({ open, become }) {
  on("state", () => { drawSeats(become); drawChannels(open); drawMembers(); drawHeads(); });
  on("channel", () => { drawChannels(open); drawHeads(); });
  on("unread", () => drawChannels(open));
}
