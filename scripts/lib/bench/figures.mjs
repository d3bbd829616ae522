// What benchmarks share once they have measured: medians, tables, the machine's name, bench/README.md.
import { readFileSync, writeFileSync } from "node:fs";
import os from "node:os";

/** The value at `part` (0 to 1) of the sorted values. */
export function quantile(values, part) {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (sorted.length - 1) * part;
  const below = sorted[Math.floor(at)];
  return below + (sorted[Math.ceil(at)] - below) * (at % 1);
}

export const median = (values) => quantile(values, 0.5);

/** A median with the middle half of the values, because a shared machine is noisy. */
export function spread(values, digits = 2) {
  const [low, middle, high] = [0.25, 0.5, 0.75].map((part) => quantile(values, part).toFixed(digits));
  return `${middle} (${low}-${high})`;
}

/** A Markdown table, aligned so that it reads well in a terminal, too. */
export function table(head, rows) {
  const lines = [head, ...rows].map((line) => line.map(String));
  const widths = head.map((_, column) => Math.max(...lines.map((line) => line[column].length)));
  const line = (cells) => `| ${cells.map((cell, column) => pad(cell, widths[column], column)).join(" | ")} |`;
  const rule = `|${widths.map((width, column) => (column === 0 ? `${"-".repeat(width + 2)}` : `${"-".repeat(width + 1)}:`)).join("|")}|`;
  return [line(lines[0]), rule, ...lines.slice(1).map(line)].join("\n");
}

function pad(cell, width, column) {
  return column === 0 ? cell.padEnd(width) : cell.padStart(width);
}

/** One line that names the machine. */
export function machine() {
  const cpus = os.cpus();
  const model = cpus[0]?.model.trim() || "an unnamed processor";
  const load = os.loadavg()[0].toFixed(1);
  return `${model}, ${cpus.length} cores, ${Math.round(os.totalmem() / 2 ** 30)} GiB, ${os.type()} ${os.release()} ${os.arch()}, load before the run ${load}`;
}

/** The versions of crates as a Cargo.lock has them. */
export function lockedVersions(lock, names) {
  return names.map((name) => {
    const version = new RegExp(`name = "${name}"\\nversion = "([^"]+)"`).exec(lock)?.[1];
    if (!version) throw new Error(`Cargo.lock knows no ${name}`);
    return `${name} ${version}`;
  });
}

/** Replaces what stands between a benchmark's markers in bench/README.md. */
export function writeFigures(file, name, text) {
  const [open, close] = [`<!-- ${name}: written by scripts/bench -->`, `<!-- /${name} -->`];
  const before = readFileSync(file, "utf8");
  const [from, to] = [before.indexOf(open), before.indexOf(close)];
  if (from < 0 || to < from) throw new Error(`${file} has no ${open} … ${close}`);
  writeFileSync(file, `${before.slice(0, from + open.length)}\n${text}\n${before.slice(to)}`);
}
