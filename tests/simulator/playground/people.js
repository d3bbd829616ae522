// Who is here: members by role on the right, and the seats above that one can take.

import { h, $, fill, icon, number, toast } from "./dom.js";
import { newcomer } from "./api.js";
import { avatar } from "./avatar.js";
import { nameStyle } from "./color.js";
import { onMenuWanted } from "./gesture.js";
import { openMemberMenu } from "./menu.js";
import { actor, colourRole, member, nameOf, on, store } from "./store.js";

const TITLES = { owner: "Owner", moderator: "Moderator", member: "Member", newcomer: "Newcomer", bot: "Bot" };
const RANK = ["owner", "moderator", "member", "newcomer"];
const bytesBefore = new Map();

function row(m) {
  const me = m.id === store.actor;
  const known = bytesBefore.get(m.id);
  const has = m.bytes !== null && m.bytes !== undefined;
  const moved = has && known !== undefined && known !== null && known !== m.bytes;
  const change = moved ? m.bytes - known : 0;
  bytesBefore.set(m.id, m.bytes);
  const more = h("button", {
    type: "button", class: "more icon-button", tabindex: "-1", "aria-haspopup": "menu", "aria-label": `Actions for ${nameOf(m)}`,
    onclick: (e) => openMemberMenu(m, e.currentTarget),
  }, icon("dots"));
  return h("li", { class: "member-row" }, h("button", {
    type: "button", class: `member ${me ? "member-me" : ""}`, dataset: { member: m.id },
    "aria-haspopup": "menu",
    onclick: (e) => openMemberMenu(m, e.currentTarget),
  }, avatar(m), h("span", { class: "member-words" },
    h("span", { class: "member-name named", style: nameStyle(colourRole(m)?.color) }, nameOf(m), m.bot && h("span", { class: "badge" }, "BOT")),
    h("span", { class: "member-title" }, me ? "you" : (TITLES[m.title] ?? ""))),
  !m.bot && h("span", { class: `bytes ${moved ? "bytes-moved" : ""}` }, h("span", { class: "bytes-number", dataset: { bytes: has ? m.bytes : "" } }, has ? number(m.bytes) : h("span", { "aria-hidden": "true" }, "–")), h("span", { class: "hidden-words" }, has ? " bytes" : "no bytes yet"), icon("coin"),
    moved && h("span", { class: `bytes-change ${change > 0 ? "gain" : "loss"}`, "aria-hidden": "true" }, `${change > 0 ? "+" : "−"}${number(Math.abs(change))}`))), more);
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
  $("#dashboard").href = `/play/dashboard?as=${store.actor}`;
  fill($("#seat-name"), h("span", { class: "seat-who" }, nameOf(me)), h("span", { class: "seat-title" }, TITLES[me?.title] ?? ""));
}

async function comesIn() {
  try {
    await newcomer();
    toast("Somebody new has come in. Take their seat above.");
  } catch (error) {
    toast(error.message, "error");
  }
}

/** Wires lists and seats up; `become(user)` takes a seat. */
export function startPeople({ become }) {
  onMenuWanted($("#member-list"), (target, anchor) => {
    const person = member(target.closest(".member-row")?.querySelector(".member").dataset.member);
    return person && openMemberMenu(person, anchor);
  });
  $("#newcomer").addEventListener("click", comesIn);
  on("state", () => { drawSeats(become); drawMembers(); });
}
