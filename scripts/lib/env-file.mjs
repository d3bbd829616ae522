// Variables from the environment and from a file of `NAME=value` lines; the environment wins.
import { chmodSync, existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";

const LINE = /^\s*(?:export\s+)?([A-Z_][A-Z0-9_]*)\s*=\s*(.*?)\s*$/;

/** Values of the file; none when it is not there. A variable that is set to nothing counts as not set. */
export function readFileValues(file) {
  if (!existsSync(file)) return {};
  const pairs = readFileSync(file, "utf8")
    .split(/\r?\n/)
    .map((line) => LINE.exec(line))
    .filter(Boolean)
    .map(([, name, value]) => [name, /^(['"]).*\1$/.test(value) ? value.slice(1, -1) : value])
    .filter(([, value]) => value !== "");
  return Object.fromEntries(pairs);
}

/** The environment's values over those of the file `name` in `folder`. */
export function readValues(folder, name = ".env") {
  const environment = Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== ""));
  return { ...readFileValues(path.join(folder, name)), ...environment };
}

/** Sets values in the file, whose other lines stay as they are. Only its owner may read it afterwards. */
export function writeFileValues(file, values) {
  const left = new Map(Object.entries(values));
  const before = existsSync(file) ? readFileSync(file, "utf8").replace(/\n$/, "").split("\n") : [];
  const kept = before.map((line) => {
    const name = LINE.exec(line)?.[1];
    if (!left.has(name)) return line;
    const value = left.get(name);
    left.delete(name);
    return `${name}=${value}`;
  });
  const added = [...left].map(([name, value]) => `${name}=${value}`);
  // Written beside it first: keys that cannot be made again stand in it.
  const fresh = `${file}.new`;
  writeFileSync(fresh, `${[...kept, ...added].join("\n")}\n`, { mode: 0o600 });
  chmodSync(fresh, 0o600);
  renameSync(fresh, file);
}
