// The simulated clock, and timestamps that stay right as it moves.

import { h } from "./dom.js";

let offset = 0;
const listeners = new Set();

/** Sets the simulated time as the server told it. */
export function setNow(ms) {
  offset = ms - Date.now();
  tick();
}

export const simulatedNow = () => Date.now() + offset;

/** Calls back each second, for what shows the running time. */
export function onTick(listener) {
  listeners.add(listener);
}

/** The reader's own English, because the page speaks English; otherwise the British one. */
export const locale = navigator.language?.startsWith("en") ? navigator.language : "en-GB";
const formats = {};
function format(name, options) {
  formats[name] ??= new Intl.DateTimeFormat(locale, options);
  return formats[name];
}

const STYLES = {
  t: { timeStyle: "short" },
  T: { timeStyle: "medium" },
  d: { dateStyle: "short" },
  D: { dateStyle: "long" },
  f: { dateStyle: "long", timeStyle: "short" },
  F: { dateStyle: "full", timeStyle: "short" },
  s: { dateStyle: "short", timeStyle: "short" },
  S: { dateStyle: "short", timeStyle: "medium" },
};

/** A moment in one of Discord's timestamp styles. */
export function formatTime(ms, style = "f") {
  if (style === "R") return relative(ms);
  return format(style, STYLES[style] ?? STYLES.f).format(new Date(ms));
}

const UNITS = [
  ["year", 31_536_000], ["month", 2_592_000], ["day", 86_400], ["hour", 3_600], ["minute", 60], ["second", 1],
];
let words;

/** "in 5 minutes", "2 days ago", counted from the simulated now. */
export function relative(ms, now = simulatedNow()) {
  words ??= new Intl.RelativeTimeFormat("en", { numeric: "always" });
  const seconds = Math.round((ms - now) / 1000);
  for (const [unit, size] of UNITS) {
    // A unit begins a little early, so that "4 hours and 59 minutes" reads as five hours.
    if (Math.abs(seconds) >= size * 0.98 || unit === "second") return words.format(Math.round(seconds / size), unit);
  }
  return "";
}

/** A `<time>` element; relative ones are kept up to date. */
export function timeElement(ms, style = "f", className = "timestamp") {
  const date = new Date(ms);
  if (Number.isNaN(date.getTime())) return document.createTextNode("Invalid date");
  return h("time", {
    class: className,
    datetime: date.toISOString(),
    title: formatTime(ms, "F"),
    dataset: style === "R" ? { relative: ms } : {},
  }, formatTime(ms, style));
}

/** Time of a message as in a chat: today's by the clock, older ones with their day. */
export function messageTime(ms) {
  const now = new Date(simulatedNow());
  const then = new Date(ms);
  const midnight = new Date(now.getFullYear(), now.getMonth(), now.getDate()).getTime();
  if (then.getTime() >= midnight) return formatTime(ms, "t");
  if (then.getTime() >= midnight - 86_400_000) return `Yesterday, ${formatTime(ms, "t")}`;
  return formatTime(ms, "s");
}

/** Whether two moments lie on the same day where the reader is. */
export const sameDay = (a, b) => new Date(a).toDateString() === new Date(b).toDateString();

function tick() {
  for (const element of document.querySelectorAll("time[data-relative]")) {
    const text = relative(Number(element.dataset.relative));
    if (element.textContent !== text) element.textContent = text;
  }
  for (const listener of listeners) listener();
}

/** Starts the once-a-second refresh of what is on the screen; it asks nobody anything. */
export function startClock() {
  setInterval(() => document.hidden || tick(), 1000);
  document.addEventListener("visibilitychange", () => document.hidden || tick());
}
