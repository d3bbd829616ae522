// The playground page's beginning: loads the hall, opens the stream, and wires the parts to each other.

import { $, announce, icon, toast } from "./dom.js";
import { advance, getMessages, getState, runCron } from "./api.js";
import { afterAct } from "./actions.js";
import { compose, mention, startComposer } from "./composer.js";
import { closeDrawers, startDrawers } from "./drawer.js";
import { follow, onLive } from "./live.js";
import { startLog } from "./logpanel.js";
import { onMention } from "./markup.js";
import { onMenu, openMemberMenu } from "./menu.js";
import { showMessage, startMessages } from "./messages.js";
import { startChannels } from "./channels.js";
import { startPeople } from "./people.js";
import { actor, channel, emit, member, nameOf, on, places, recallDismissed, store } from "./store.js";
import { formatTime, locale, onTick, setNow, simulatedNow, startClock } from "./time.js";

const DAY = 86_400_000;
let stateKey = "";

function takeState(state) {
  const { now, guild, commands, me, seq } = state;
  setNow(now);
  store.seq = Math.max(store.seq, seq ?? 0);
  store.me = me ?? null;
  const key = JSON.stringify([guild, commands, me, store.actor, store.channel, new Date(now).toDateString()]);
  if (key === stateKey) return;
  stateKey = key;
  store.guild = { ...guild, version: JSON.stringify([guild.roles, guild.channels, guild.members.map((m) => [m.id, m.display_name, m.roles])]) };
  store.commands = commands ?? [];
  if (!member(store.actor)) return emptySeat();
  if (!places().some((c) => c.id === store.channel)) openChannel(defaultChannel());
  emit("state");
}

const defaultChannel = () => (places().find((c) => c.name === "general") ?? places()[0])?.id ?? null;

/** Who was kicked or banned does nothing more here; the owner takes over. */
function emptySeat() {
  const owner = store.guild.members.find((m) => m.title === "owner");
  toast("The person whose seat you had is no longer here.");
  become(owner.id);
}

let busy = false;
let again = false;
/** Reads the state once; calls that come meanwhile are served by one more reading. */
async function refresh() {
  if (busy) { again = true; return; }
  busy = true;
  try {
    do {
      again = false;
      const who = store.actor;
      const state = await getState(who);
      if (who === store.actor) takeState(state);
      else again = true;
    } while (again);
  } catch { /* the line to the server is down; the stream's return reads it again */ }
  busy = false;
}

/** Loads a channel's messages; what the stream brings meanwhile wins over the list. */
async function load(id) {
  const who = store.actor;
  const touched = new Map();
  const gone = new Set();
  const note = (detail) => {
    if (detail.channel !== id) return;
    if (detail.touched) touched.set(detail.touched.id, detail.touched);
    if (detail.gone) gone.add(detail.gone);
  };
  const stop = on("messages", note);
  $("#log").setAttribute("aria-busy", "true");
  try {
    const list = await getMessages(who, id);
    if (who !== store.actor) return;
    const merged = list.filter((m) => !gone.has(m.id) && !touched.has(m.id)).concat([...touched.values()]);
    store.messages.set(id, merged.sort((a, b) => a.id.length - b.id.length || (a.id < b.id ? -1 : 1)));
    emit("messages", { channel: id });
  } catch (error) {
    toast(error.message, "error");
  } finally {
    stop();
    $("#log").setAttribute("aria-busy", "false");
  }
}

async function openChannel(id, message) {
  if (!id) return;
  store.channel = id;
  store.unread.delete(id);
  if (!store.messages.has(id)) store.messages.set(id, []);
  remember();
  emit("channel");
  closeDrawers(false);
  await load(id);
  if (message && store.channel === id && !showMessage(message)) toast("That message is no longer there.");
}

async function become(id) {
  if (id === store.actor || !member(id)) return;
  store.actor = id;
  store.messages.clear();
  store.unread.clear();
  stateKey = "";
  follow();
  if (store.channel) store.messages.set(store.channel, []);
  emit("messages", { channel: store.channel });
  await refresh();
  if (store.channel) await load(store.channel);
  remember();
  announce(`You are ${nameOf(actor())} now.`);
}

/** Actor and channel stand in the address, so that a reload keeps them. */
function remember() {
  const where = [channel(store.channel)?.name, actor()?.name].map((x) => encodeURIComponent(x ?? "")).join("/");
  window.history.replaceState(null, "", `#${where}`);
}

function recall() {
  const [where, who] = location.hash.slice(1).split("/").map((part) => {
    try { return decodeURIComponent(part); } catch { return ""; }
  });
  return { where, who };
}

async function timed(button, work, words) {
  button.setAttribute("aria-busy", "true");
  try {
    const answer = await work();
    await refresh();
    if (answer?.now) setNow(answer.now);
    const wrong = answer?.wrong ?? (answer?.error ? [answer.error] : []);
    if (wrong.length) toast(wrong.join(" "), "error");
    else toast(words());
    announce(words());
  } catch (error) {
    toast(error.message, "error");
  }
  button.removeAttribute("aria-busy");
}

function startBar() {
  const date = new Intl.DateTimeFormat(locale, { weekday: "short", day: "numeric", month: "short" });
  onTick(() => {
    const now = simulatedNow();
    for (const [id, text] of [["#sim-date", date.format(now)], ["#sim-year", String(new Date(now).getFullYear())], ["#sim-time", formatTime(now, "t")]]) {
      if ($(id).textContent !== text) $(id).textContent = text;
    }
  });
  $("#next-day").addEventListener("click", (e) => timed(e.currentTarget, () => advance(DAY), () => `A day has gone by: it is ${date.format(simulatedNow())}, and the cron ran.`));
  $("#run-cron").addEventListener("click", (e) => timed(e.currentTarget, runCron, () => "The cron ran."));
  on("connection", () => { $("#offline").hidden = store.connected; });
}

async function start() {
  for (const place of document.querySelectorAll("[data-icon]")) place.prepend(icon(place.dataset.icon));
  recallDismissed();
  startDrawers();
  startBar();
  startLog();
  startComposer();
  startMessages((text) => compose(text));
  startChannels((id) => openChannel(id));
  startPeople({ become });
  onMention({ command: (name) => compose(`/${name}`), channel: openChannel, member: openMemberMenu });
  onMenu({ mention: (person) => { closeDrawers(false); mention(person); }, become });
  afterAct(refresh);
  onLive({ changed: refresh, again: () => { refresh(); if (store.channel) load(store.channel); } });
  startClock();

  try {
    const wish = recall();
    const first = await getState(null);
    const people = first.guild.members.filter((m) => !m.bot);
    const me = people.find((m) => m.name === wish.who) ?? people.find((m) => m.title === "member") ?? people[0];
    store.actor = me.id;
    const state = await getState(me.id);
    store.guild = state.guild;
    const wished = places().find((c) => c.name === wish.where);
    store.channel = wished?.id ?? null;
    takeState(state);
    if (wished) openChannel(wished.id);
    follow();
    document.body.dataset.ready = "true";
  } catch (error) {
    toast(error.message, "error");
  }
}

start();
