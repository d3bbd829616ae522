// Decides what the list above the composer offers: commands, options, people, choices.

import { TYPE, current, describe, remaining, search, unquote } from "./commandline.js";
import { channelList, people, roleList } from "./entities.js";

/** The option at work: the one the caret stands in, or a bare word that can only mean the next one. */
export function working(model, line, caret) {
  if (!model?.entry) return null;
  const arg = current(model, caret);
  if (arg) return arg;
  const next = remaining(model)[0];
  const bare = model.loose;
  if (bare && !model.args.length && next && next.type !== TYPE.STRING && /^[@#]?\S*$/.test(bare.text) && caret <= bare.end) {
    return { option: next, raw: bare.text, start: bare.start, end: bare.end, bare: true };
  }
  return null;
}

/** The line with a value put in place, and the next required option begun. */
export function withValue(model, line, arg, value) {
  const text = needsQuotes(arg.option, value) ? `"${value.replace(/[\\"]/g, "\\$&")}"` : value;
  const before = line.slice(0, arg.start) + (arg.bare ? `${arg.option.name}:` : "") + text;
  const after = line.slice(arg.end).trimStart();
  if (after) return { text: `${before} ${after}`, caret: before.length + 1 };
  const next = remaining(model).find((o) => o.required && o !== arg.option);
  const tail = next ? ` ${next.name}:` : " ";
  return { text: before + tail, caret: (before + tail).length };
}

const needsQuotes = (option, value) => option.type === TYPE.STRING && /[:"]/.test(value);

/** The line with an option begun at its end. */
export function withOption(line, option) {
  const text = `${line.trimEnd()} ${option.name}:`;
  return { text, caret: text.length };
}

const chips = (entry) => entry.options.map((o) => ({ name: o.name, required: Boolean(o.required) }));

/**
 * What to offer: {title, items, auto, wait}. `auto` selects the first at once, so that Enter takes it;
 * items are {label, detail, face, chips, apply() -> {text, caret} | run}.
 */
export function suggest({ line, caret, model, entries, choices, hidden }) {
  if (!model) return mention(line, caret);
  if (!model.entry) {
    const found = search(entries, model.query);
    return {
      title: found.length ? "Commands" : "No such command",
      note: hidden ? `${hidden} more for others: switch the seat above to see them.` : null,
      auto: true,
      items: found.map((entry) => ({
        label: `/${entry.path}`, detail: entry.description, chips: chips(entry),
        apply: () => {
          const first = entry.options.find((o) => o.required);
          const text = `/${entry.path}${first ? ` ${first.name}:` : " "}`;
          return { text, caret: text.length };
        },
      })),
    };
  }
  const arg = working(model, line, caret);
  if (arg) return values(arg, model, line, choices);
  const left = remaining(model);
  if (!left.length) return { items: [] };
  const word = /(\S*)$/.exec(line.slice(0, caret))[1];
  const typed = /[:"]/.test(word) || line.slice(0, caret).trimEnd() === `/${model.entry.path}` ? "" : word.toLowerCase();
  const base = typed ? line.slice(0, caret - typed.length) : line;
  const fit = left.filter((o) => o.name.startsWith(typed));
  return options(fit, base, "Options", Boolean(left[0]?.required || (typed && fit.length)));
}

function options(list, line, title, auto) {
  return {
    title, auto,
    items: list.map((o) => ({ label: o.name, detail: `${o.description} · ${describe(o)}`, required: o.required, apply: () => withOption(line, o) })),
  };
}

function values(arg, model, line, choices) {
  const { option } = arg;
  const typed = unquote(arg.raw);
  const wrap = (list) => list.map((item) => ({ ...item, apply: () => withValue(model, line, arg, item.value) }));
  // A value that is already whole leaves Enter free to send.
  const exact = (list) => ({ title: `${option.name} · ${option.description}`, auto: !list.some((item) => item.value === typed), items: wrap(list) });
  switch (option.type) {
    case TYPE.USER: return exact(people(typed));
    case TYPE.ROLE: return exact(roleList(typed));
    case TYPE.MENTIONABLE: return exact([...people(typed), ...roleList(typed)]);
    case TYPE.CHANNEL: return exact(channelList(typed, option.channel_types));
    case TYPE.BOOLEAN: return exact(["true", "false"].filter((v) => v.startsWith(typed.toLowerCase())).map((v) => ({ label: v, detail: v === "true" ? "yes" : "no", value: v })));
    case TYPE.ATTACHMENT: return { title: option.name, auto: true, items: arg.raw ? [] : [{ label: "Choose a file…", detail: "from this computer; it stays here", run: "file" }] };
    default:
  }
  if (option.choices?.length) {
    return exact(option.choices.filter((c) => c.name.toLowerCase().includes(typed.toLowerCase())).map((c) => ({ label: c.name, value: String(c.name) })));
  }
  if (option.autocomplete) {
    if (!choices) return { title: `${option.name} · asking the bot…`, auto: false, items: [], wait: true };
    return { ...exact(choices.map((c) => ({ label: c.name, value: String(c.name) }))), title: choices.length ? option.name : `${option.name} · the bot knows nothing that fits` };
  }
  const left = remaining(model);
  const word = /\s(\S+)$/.exec(line.slice(0, arg.end))?.[1]?.toLowerCase();
  const begun = option.type === TYPE.STRING && word ? left.filter((o) => o.name.startsWith(word)) : [];
  return begun.length ? options(begun, line.slice(0, line.length - word.length), "Next option (Tab)", false) : { items: [], next: left };
}

/** In plain text: names after @, channels after #. */
function mention(line, caret) {
  const found = /(?:^|[\s(])([@#])([\p{L}\p{N}_.-]*)$/u.exec(line.slice(0, caret));
  if (!found) return { items: [] };
  const from = caret - found[2].length - 1;
  const list = found[1] === "#" ? channelList(found[2]) : [...people(found[2]), ...roleList(found[2])];
  return {
    title: found[1] === "#" ? "Channels" : "People and roles", auto: true,
    items: list.slice(0, 12).map((item) => ({
      ...item,
      apply: () => ({ text: `${line.slice(0, from)}${item.value} ${line.slice(caret)}`, caret: from + item.value.length + 1 }),
    })),
  };
}
