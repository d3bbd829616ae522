// Understands a typed command line against the registered commands; no page in here, so that it can be tested alone.

export const TYPE = { STRING: 3, INTEGER: 4, BOOLEAN: 5, USER: 6, CHANNEL: 7, ROLE: 8, MENTIONABLE: 9, NUMBER: 10, ATTACHMENT: 11 };

/** Every command that can be run, with subcommands as entries of their own: {path, description, options, command}. */
export function flatten(commands) {
  const out = [];
  const walk = (node, path, command) => {
    const nested = (node.options ?? []).filter((o) => o.type === 1 || o.type === 2);
    if (nested.length) for (const child of nested) walk(child, `${path} ${child.name}`, command);
    else out.push({ path, description: node.description, options: node.options ?? [], command });
  };
  for (const command of commands) if ((command.type ?? 1) === 1) walk(command, command.name, command);
  return out;
}

/** Entries that fit what was typed after the slash: whole beginnings first, then words, then letters in order. */
export function search(entries, typed) {
  const wanted = typed.toLowerCase().replace(/\s+/g, " ").trimStart();
  const rank = ({ path, description }) => {
    if (path.startsWith(wanted)) return 0;
    if (path.split(/[ -]/).some((word) => word.startsWith(wanted.trim()))) return 1;
    if (path.includes(wanted.trim())) return 2;
    if (wanted.length > 2 && description?.toLowerCase().includes(wanted.trim())) return 3;
    return 9;
  };
  return entries.map((entry) => ({ entry, rank: rank(entry) })).filter((x) => x.rank < 9)
    .sort((a, b) => a.rank - b.rank).map((x) => x.entry);
}

/**
 * Reads a line. Null when it is no command; without `entry` when none fits yet. `args` are
 * {option, raw, start, end, from} with `start..end` the value and `from` where its name begins; `loose` is text under no name.
 */
export function read(line, entries) {
  if (!line.startsWith("/")) return null;
  const typed = line.slice(1);
  const entry = entries
    .filter(({ path }) => typed === path || typed.startsWith(`${path} `) || typed.startsWith(`${path}\n`))
    .sort((a, b) => b.path.length - a.path.length)[0];
  if (!entry) return { query: typed, args: [], loose: null };
  const at = entry.path.length + 1;
  const marks = [];
  const names = new Map(entry.options.map((o) => [o.name, o]));
  const token = /"(?:\\.|[^"\\])*"?|([-_'\p{L}\p{N}]+):|\s+|[^\s"]/gu;
  token.lastIndex = at;
  let wordStart = true;
  for (let found = token.exec(line); found; found = token.exec(line)) {
    const option = found[1] && wordStart ? names.get(found[1]) : undefined;
    if (option && !marks.some((m) => m.option === option)) marks.push({ option, from: found.index, start: token.lastIndex });
    wordStart = /^\s/.test(found[0]) || found[0].endsWith(":");
  }
  const args = marks.map((mark, i) => {
    const limit = marks[i + 1]?.from ?? line.length;
    const raw = line.slice(mark.start, limit);
    const lead = raw.length - raw.trimStart().length;
    const value = raw.trim();
    return { ...mark, raw: value, start: value ? mark.start + lead : mark.start, end: value ? mark.start + lead + value.length : mark.start, limit };
  });
  const free = line.slice(at, marks[0]?.from ?? line.length);
  const loose = free.trim() ? { text: free.trim(), start: at + free.length - free.trimStart().length, end: at + free.trimEnd().length } : null;
  return { entry, args, loose };
}

/** The argument that the caret stands in; a finished value with a space behind it is left. */
export function current(model, caret) {
  return model.args.find((arg) => {
    if (caret < arg.start || caret > arg.limit) return false;
    if (arg.option.type === TYPE.STRING && !arg.option.choices && !arg.option.autocomplete && !/^".*"$/s.test(arg.raw)) return caret <= arg.limit;
    return caret <= arg.end || !arg.raw;
  });
}

/** Options that are still to be given, the required ones first. */
export function remaining(model) {
  const given = new Set(model.args.map((arg) => arg.option.name));
  const left = model.entry.options.filter((o) => !given.has(o.name));
  return [...left.filter((o) => o.required), ...left.filter((o) => !o.required)];
}

/** A quoted value without its quotes. */
export function unquote(raw) {
  const found = /^"((?:\\.|[^"\\])*)"?$/s.exec(raw);
  return found ? found[1].replace(/\\(["\\])/g, "$1") : raw;
}

const quote = (text) => (/[\s":]/.test(text) || text === "" ? `"${text.replace(/[\\"]/g, "\\$&")}"` : text);

/** What is wrong with one value, or null. `resolve(option, text)` finds people, roles, channels, choices. */
export function fault(option, raw, resolve) {
  const text = unquote(raw);
  if (!text) return `${option.name} is empty.`;
  if (option.type === TYPE.INTEGER || option.type === TYPE.NUMBER) {
    if (option.choices?.some((c) => c.name === text || String(c.value) === text) || option.autocomplete) return null;
    const value = Number(text);
    if (!/^-?\d+(\.\d+)?$/.test(text) || (option.type === TYPE.INTEGER && !Number.isInteger(value))) return `${option.name} must be a ${option.type === TYPE.INTEGER ? "whole " : ""}number.`;
    if (option.min_value !== undefined && value < option.min_value) return `${option.name} must be at least ${option.min_value}.`;
    if (option.max_value !== undefined && value > option.max_value) return `${option.name} must be at most ${option.max_value}.`;
    return null;
  }
  if (option.type === TYPE.BOOLEAN) return /^(true|false)$/i.test(text) ? null : `${option.name} must be true or false.`;
  if (option.type === TYPE.STRING) {
    if (option.choices?.length) return option.choices.some((c) => c.name === text || c.value === text) ? null : `${option.name} must be one of the choices.`;
    const length = [...text].length;
    if (option.max_length && length > option.max_length) return `${option.name} is ${length - option.max_length} characters too long.`;
    if (option.min_length && length < option.min_length) return `${option.name} needs at least ${option.min_length} characters.`;
    return null;
  }
  return resolve(option, text) ? null : `${option.name}: nothing called “${text}” here.`;
}

/** The first thing that keeps a line from being sent: {reason, arg|option}, or null. */
export function firstFault(model, resolve) {
  for (const arg of model.args) {
    const reason = fault(arg.option, arg.raw, resolve);
    if (reason) return { reason, arg };
  }
  const missing = model.loose ? null : remaining(model).find((o) => o.required);
  return missing ? { reason: `${missing.name} is required.`, option: missing } : null;
}

/** The line in the form the server reads: ids for people, roles and channels, quotes round texts. */
export function serialise(model, resolve) {
  const words = [`/${model.entry.path}`];
  if (model.loose) words.push(model.loose.text);
  for (const { option, raw } of model.args) {
    const text = unquote(raw);
    const found = resolve(option, text);
    words.push(`${option.name}:${found ?? quote(text)}`);
  }
  return words.join(" ");
}

/** "whole number · 1 to 1,000 · required", for the hint under the field. */
export function describe(option) {
  const kinds = { 3: "text", 4: "whole number", 5: "yes or no", 6: "person", 7: "channel", 8: "role", 9: "person or role", 10: "number", 11: "file" };
  const short = (n) => Number(n).toLocaleString("en-GB");
  const range = option.min_value !== undefined && option.max_value !== undefined ? `${short(option.min_value)} to ${short(option.max_value)}`
    : option.min_value !== undefined ? `at least ${short(option.min_value)}`
      : option.max_value !== undefined ? `at most ${short(option.max_value)}` : null;
  const length = option.max_length ? `up to ${short(option.max_length)} characters` : null;
  return [kinds[option.type] ?? "value", range, length, option.choices?.length ? `${option.choices.length} choices` : null, option.required ? "required" : "optional"].filter(Boolean).join(" · ");
}
