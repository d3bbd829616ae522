// The field at the bottom: plain messages, and commands with hints, lists and checks; works by keyboard alone.

import { $, icon, announce, toast } from "./dom.js";
import { say, upload } from "./api.js";
import { runCommand, autocomplete } from "./actions.js";
import { drawHint, drawList, drawMarks, error, grow, markRow } from "./composerview.js";
import { current, firstFault, flatten, read, remaining, serialise } from "./commandline.js";
import { files, offered, resolve, withIds } from "./entities.js";
import { suggest, withOption, withValue, working } from "./suggest.js";
import { channel, isDirect, isThread, mayUse, on, store, titleOf } from "./store.js";

const field = () => $("#composer-text");
const history = [];
let recalled = -1;
let entries = [];
let hidden = 0;
let offer = { items: [] };
let active = -1;
let closed = false; // Escape shut the list for this text
let choices = null; // what the bot offered for `asked`
let asked = "";
let timer = 0;

const model = () => read(field().value, entries);

function set({ text, caret }) {
  const input = field();
  input.value = text;
  input.setSelectionRange(caret ?? text.length, caret ?? text.length);
  input.focus();
  changed();
}

/** Puts a text into the field, ready to go on typing. */
export function compose(text) {
  const known = entries.find((e) => text === `/${e.path}`);
  const first = known?.options.find((o) => o.required);
  set({ text: known ? `${text}${first ? ` ${first.name}:` : ""}` : text });
}

/** Adds a mention where the caret stands. */
export function mention(person) {
  const input = field();
  const at = input.selectionStart ?? input.value.length;
  const before = input.value.slice(0, at);
  const gap = before && !/[\s:]$/.test(before) ? " " : "";
  set({ text: `${before}${gap}@${person.name} ${input.value.slice(at)}`, caret: at + gap.length + person.name.length + 2 });
}

function changed() {
  closed = false;
  error("");
  update();
}

/** Reads the line again and draws hint, marks and list. */
function update() {
  const input = field();
  const caret = input.selectionStart ?? input.value.length;
  const m = model();
  const arg = m?.entry && working(m, input.value, caret);
  if (arg?.option.autocomplete) ask(m, arg);
  else asked = "";
  offer = closed ? { items: [] } : suggest({ line: input.value, caret, model: m, entries, choices: arg?.option.autocomplete ? choices : null, hidden });
  active = offer.auto && offer.items.length ? 0 : -1;
  drawList(offer, active, take, mark);
  drawHint(m, arg, jump);
  drawMarks(m, input.value);
  grow();
}

function ask(m, arg) {
  const text = serialise(m, resolve);
  const key = `${store.actor} ${arg.option.name} ${text}`;
  if (asked === key) return;
  if (!asked.startsWith(`${store.actor} ${arg.option.name} `)) choices = null;
  asked = key;
  clearTimeout(timer);
  timer = setTimeout(async () => {
    const found = await autocomplete(text, arg.option.name);
    if (asked !== key) return;
    choices = found;
    for (const c of found) offered.set(`${arg.option.name}\n${c.name}`, c.value);
    update();
  }, 150);
}

function mark(index) {
  active = index;
  markRow(index);
}

function take(index) {
  const item = offer.items[index];
  if (!item) return;
  if (item.run === "file") return $("#composer-file").click();
  set(item.apply());
}

function jump(option) {
  const m = model();
  const arg = m.args.find((a) => a.option === option);
  if (arg) set({ text: field().value, caret: arg.end });
  else set(withOption(field().value, option));
}

async function send() {
  const input = field();
  const line = input.value.trim();
  if (!line) return;
  const m = read(line, entries);
  if (!m) return post(line);
  // Discord takes the field away in a thread that is locked; commands go with it.
  if (isThread(channel(store.channel)) && channel(store.channel).silenced) return error(channel(store.channel).silenced);
  if (!m.entry) return error(`There is no command ${line.split(" ")[0]} here. Type / to see what there is.`);
  const wrong = firstFault(m, resolve);
  if (wrong) {
    if (wrong.option) set(withOption(line, wrong.option));
    else set({ text: line, caret: wrong.arg.end });
    return error(wrong.reason);
  }
  clear(line);
  const reasons = await runCommand(serialise(m, resolve), m.entry.path);
  if (!reasons.length) return;
  if (!input.value) set({ text: line });
  error(reasons.join(" "));
}

async function post(text) {
  const here = channel(store.channel);
  if (here?.silenced) return error(isThread(here) ? here.silenced : `${here.silenced} Commands work.`);
  clear(text);
  try {
    await say(withIds(text));
  } catch (reason) {
    toast(reason.message, "error");
    if (!field().value) set({ text });
  }
}

function clear(line) {
  if (history.at(-1) !== line) history.push(line);
  recalled = -1;
  set({ text: "" });
}

function recall(step) {
  const next = recalled < 0 ? history.length - 1 : recalled + step;
  if (next < 0 || !history.length) return;
  recalled = next >= history.length ? -1 : next;
  const text = recalled < 0 ? "" : history[recalled];
  set({ text });
  closed = true;
  update();
}

function tab(event) {
  const m = model();
  if (offer.items.length) take(Math.max(0, active));
  else if (m?.entry && remaining(m).length) set(withOption(field().value, remaining(m)[0]));
  else return;
  event.preventDefault();
}

function keys(event) {
  if (event.isComposing) return;
  const count = offer.items.length;
  const atHistory = recalled >= 0 || !field().value;
  if (event.key === "Enter" && !event.shiftKey) {
    event.preventDefault();
    if (active >= 0) take(active);
    else send();
  } else if (event.key === "Tab" && !event.shiftKey && field().value) tab(event);
  else if (event.key === "Escape" && (count || !$("#suggestions-box").hidden)) {
    closed = true;
    field().focus();
    update();
    event.preventDefault();
  } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && count && recalled < 0) {
    mark((active + (event.key === "ArrowDown" ? 1 : -1) + count + (active < 0 && event.key === "ArrowUp" ? 1 : 0)) % count);
    event.preventDefault();
  } else if ((event.key === "ArrowUp" || event.key === "ArrowDown") && atHistory && history.length) {
    recall(event.key === "ArrowUp" ? -1 : 1);
    event.preventDefault();
  } else if (event.key.length === 1) recalled = -1;
}

async function fileChosen(event) {
  const [file] = event.target.files;
  event.target.value = "";
  const m = model();
  const arg = m?.entry && (current(m, field().selectionStart) ?? m.args.find((a) => a.option.type === 11));
  if (!file || !arg) return;
  try {
    const name = await upload(file);
    files.add(name);
    set(withValue(m, field().value, arg, name));
    announce(`${name} is attached.`);
  } catch (reason) {
    error(reason.message);
  }
}

function hintOf(here) {
  if (here?.silenced) return isThread(here) ? here.silenced : "Type / for commands";
  if (here?.thread?.archived) return "A message takes this thread out of the archive";
  return `Message ${isDirect(here) ? "@" : ""}${titleOf(here)} — or / for commands`;
}

function renew() {
  const allowed = store.commands.filter(mayUse);
  const slash = (list) => list.filter((c) => (c.type ?? 1) === 1);
  entries = flatten(allowed);
  hidden = slash(store.commands).length - slash(allowed).length;
  field().placeholder = hintOf(channel(store.channel));
  update();
}

/** Wires the field up. */
export function startComposer() {
  const input = field();
  $("#send").append(icon("send"));
  $("#send").addEventListener("click", () => { send(); input.focus(); });
  $("#slash").addEventListener("click", () => set({ text: input.value.startsWith("/") ? input.value : "/" }));
  $("#composer-file").addEventListener("change", fileChosen);
  input.addEventListener("input", () => { recalled = -1; changed(); });
  input.addEventListener("keydown", keys);
  input.addEventListener("scroll", () => { $("#composer-marks").scrollTop = input.scrollTop; });
  const list = $("#suggestions");
  const leave = (event) => { $("#suggestions-box").hidden = ![input, list].includes(event.relatedTarget); };
  for (const part of [input, list]) part.addEventListener("blur", leave);
  list.addEventListener("keydown", (event) => ["Enter", "Escape", "ArrowDown", "ArrowUp"].includes(event.key) && keys(event));
  input.addEventListener("focus", update);
  for (const name of ["click", "keyup"]) input.addEventListener(name, (e) => (!e.key || /^Arrow(Left|Right)|Home|End/.test(e.key)) && update());
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select, dialog, [role=menu], [role=listbox]");
    if (event.key !== "/" || typing || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    set({ text: "/" });
  });
  on("state", renew);
  on("channel", renew);
}
