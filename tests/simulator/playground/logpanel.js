// The log: one line for each request, with its time, status, milliseconds, D1 round trips and rows.

import { h, $, fill, icon, number, plural } from "./dom.js";
import { on, store } from "./store.js";
import { simulatedNow } from "./time.js";

let errorsOnly = false;

/** Whether a line tells of something gone wrong (a polite refusal has not). */
export function isError(line) {
  return Boolean(line.error || line.wrong?.length || line.over_budget)
    || Number(line.status) >= 400
    || ["failed", "internal", "error", "rejected", "no_answer"].includes(line.outcome);
}

const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit" });
const short = (value) => (value === null || value === undefined ? "–" : number(value));
const millis = (ms) => (ms === null || ms === undefined ? "–" : `${Number(ms) < 10 ? Number(ms).toFixed(1) : Math.round(ms)}`);

/** The command as one would type it; cron names and the like as they are. */
const named = ({ what, command }) => (command && /interactions/.test(what ?? "") && /^[a-z]/.test(command) ? `/${command}` : command ?? "");

function row(line) {
  const bad = isError(line);
  const cell = (className, label, text) => h("td", { class: className, dataset: { label } }, text);
  return h("tr", { class: bad ? "bad" : "", dataset: { what: line.what ?? "", command: line.command ?? "" } },
    cell("log-time", "", clock.format(line.at ?? simulatedNow())),
    cell("log-what", "", line.what ?? ""),
    cell("log-command", "", named(line)),
    cell("log-number", "status", line.status ? String(line.status) : "–"),
    cell("log-number", "ms", millis(line.ms)),
    cell("log-number", "D1 trips", short(line.trips)),
    cell("log-number", "read", short(line.rows_read)),
    cell("log-number", "written", short(line.rows_written)),
    h("td", { class: "log-outcome", title: line.correlation ? `correlation ${line.correlation}` : null }, h("span", { class: bad ? "outcome outcome-bad" : `outcome outcome-${line.outcome}` }, outcome(line)),
      (line.wrong ?? []).map((reason) => h("p", { class: "log-reason" }, reason))));
}

function outcome(line) {
  if (line.outcome) return String(line.outcome);
  if (!line.status) return "";
  return Number(line.status) < 400 ? "ok" : "error";
}

function draw() {
  const lines = errorsOnly ? store.logs.filter(isError) : store.logs;
  const box = $("#log-scroll");
  const atEnd = box.scrollHeight - box.scrollTop - box.clientHeight < 40;
  fill($("#log-rows"), lines.map(row));
  $("#log-empty").hidden = lines.length > 0;
  $("#log-empty").textContent = errorsOnly ? "No errors." : "Nothing yet. Run a command, and its request appears here.";
  if (atEnd) box.scrollTop = box.scrollHeight;
  last();
}

function last() {
  const line = store.logs.at(-1);
  const errors = store.logs.filter(isError).length;
  fill($("#log-last"), line && [
    h("span", { class: "last-what" }, named(line) || line.what),
    line.status ? h("span", {}, String(line.status)) : null,
    line.ms !== undefined && line.ms !== null && h("span", {}, `${millis(line.ms)} ms`),
    line.trips !== undefined && line.trips !== null && h("span", {}, plural(line.trips, "D1 trip")),
  ]);
  fill($("#log-errors"), errors > 0 && [icon("alert"), plural(errors, "error")]);
}

/** Opens or closes the panel. */
export function showLog(open = true) {
  $("#log-panel").classList.toggle("open", open);
  $("#log-toggle").setAttribute("aria-expanded", String(open));
  $("#log-body").hidden = !open;
  if (open) {
    draw();
    $("#log-scroll").scrollTop = $("#log-scroll").scrollHeight;
  }
}

/** Wires the panel up. */
export function startLog() {
  $("#log-toggle").addEventListener("click", () => showLog(!$("#log-panel").classList.contains("open")));
  $("#log-errors-only").addEventListener("change", (event) => {
    errorsOnly = event.target.checked;
    draw();
  });
  $("#log-clear").addEventListener("click", () => {
    store.logs.length = 0;
    draw();
  });
  on("log", draw);
  draw();
}
