// Reads the subset of Discord's markdown that bots and people use, into a tree of plain values.

const DEPTH = 12;

/** Blocks: {type: "paragraph"|"heading"|"small"|"quote"|"list"|"code", …}. */
export function parse(text, depth = 0) {
  const blocks = [];
  const fence = /```(?:([\w+#.-]{1,20})\n)?\n*([\s\S]*?)\n*```/g;
  let last = 0;
  for (let found = fence.exec(text); found; found = fence.exec(text)) {
    if (!found[2]) continue;
    lines(text.slice(last, found.index).replace(/\n$/, ""), blocks, depth);
    blocks.push({ type: "code", language: found[1] ?? "", text: found[2] });
    last = found.index + found[0].length;
  }
  const rest = text.slice(last);
  lines(last ? rest.replace(/^\n/, "") : rest, blocks, depth);
  return blocks;
}

function lines(text, blocks, depth) {
  if (!text) return;
  const rows = text.split("\n");
  let paragraph = [];
  const close = () => {
    const joined = paragraph.join("\n");
    if (paragraph.length) blocks.push({ type: "paragraph", children: inline(joined) });
    paragraph = [];
  };
  for (let i = 0; i < rows.length; i += 1) {
    const row = rows[i];
    const heading = /^(#{1,3}) +(\S.*)$/.exec(row);
    const small = /^-# +(\S.*)$/.exec(row);
    const item = /^( *)(?:[-*]|(\d{1,9})\.) +(\S.*)$/.exec(row);
    if (row.startsWith(">>> ") && depth < DEPTH) {
      close();
      blocks.push({ type: "quote", children: parse([row.slice(4), ...rows.slice(i + 1)].join("\n"), depth + 1) });
      return;
    }
    if (row.startsWith("> ") && depth < DEPTH) {
      close();
      const quoted = [];
      for (; i < rows.length && rows[i].startsWith("> "); i += 1) quoted.push(rows[i].slice(2));
      i -= 1;
      blocks.push({ type: "quote", children: parse(quoted.join("\n"), depth + 1) });
    } else if (heading) {
      close();
      blocks.push({ type: "heading", level: heading[1].length, children: inline(heading[2]) });
    } else if (small) {
      close();
      blocks.push({ type: "small", children: inline(small[1]) });
    } else if (item) {
      close();
      const entry = { depth: Math.min(Math.floor(item[1].length / 2), 5), number: item[2] ? Number(item[2]) : null, children: inline(item[3]) };
      const open = blocks.at(-1);
      const sameKind = entry.depth > 0 || (open?.items?.[0].number === null) === (entry.number === null);
      if (open?.type === "list" && !open.closed && sameKind) open.items.push(entry);
      else blocks.push({ type: "list", items: [entry] });
      continue;
    } else {
      paragraph.push(row);
    }
    const open = blocks.at(-1);
    if (open?.type === "list") open.closed = true;
  }
  close();
}

const body = String.raw`((?:\\[\s\S]|[^\\])+?)`;
// Each rule: what it looks like at this very place, and what it becomes.
const RULES = [
  [/\\([^\p{L}\p{N}\s])/uy, (m) => ({ type: "text", text: m[1] })],
  [/(?<!`)(`+)(?!`)([\s\S]*?[^`])\1(?!`)/y, (m) => ({ type: "inline_code", text: m[2].replace(/^ (?=`)|(?<=`) $/g, "") })],
  [/<@!?(\d{1,20})>/y, (m) => ({ type: "user", id: m[1] })],
  [/<@&(\d{1,20})>/y, (m) => ({ type: "role", id: m[1] })],
  [/<#(\d{1,20})>/y, (m) => ({ type: "channel", id: m[1] })],
  [/<t:(-?\d{1,13})(?::([tTdDfFsSR]))?>/y, (m) => ({ type: "time", ms: Number(m[1]) * 1000, style: m[2] ?? "f" })],
  [/<a?:(\w{2,32}):\d{1,20}>/y, (m) => ({ type: "emoji", name: m[1] })],
  [/<\/([^:<>\n]{1,100}):\d{1,20}>/y, (m) => ({ type: "command", name: m[1] })],
  [/<(https?:\/\/[^\s<>]+)>/y, (m) => ({ type: "link", url: m[1], children: [{ type: "text", text: m[1] }] })],
  [/\[((?:\\[\s\S]|[^\\\]\n])+)\]\(<?(https?:\/\/[^\s()<>]+(?:\([^\s()<>]*\)[^\s()<>]*)*)>?(?: +"[^"\n]*")?\)/y,
    (m, d) => ({ type: "link", url: m[2], children: inline(m[1], d + 1, true) })],
  [/https?:\/\/[^\s<>|]*[^\s<>|.,:;"'\])*_~]/y, (m) => ({ type: "link", url: m[0], children: [{ type: "text", text: m[0] }] })],
  [/@(everyone|here)\b/y, (m) => ({ type: "everyone", text: m[0] })],
  [new RegExp(String.raw`\|\|${body}\|\|`, "y"), (m, d, l) => ({ type: "spoiler", children: inline(m[1], d + 1, l) })],
  [new RegExp(String.raw`\*\*${body}\*\*(?!\*)`, "y"), (m, d, l) => ({ type: "bold", children: inline(m[1], d + 1, l) })],
  [new RegExp(String.raw`__${body}__(?!_)`, "y"), (m, d, l) => ({ type: "underline", children: inline(m[1], d + 1, l) })],
  [new RegExp(String.raw`~~${body}~~`, "y"), (m, d, l) => ({ type: "strike", children: inline(m[1], d + 1, l) })],
  [/\*(?=\S)((?:\\[\s\S]|\*\*|[^\\*])+?)(?<=\S)\*(?!\*)/y, (m, d, l) => ({ type: "italic", children: inline(m[1], d + 1, l) })],
  [/(?<![\p{L}\p{N}_])_((?:\\[\s\S]|__|[^\\_])+?)_(?![\p{L}\p{N}_])/uy, (m, d, l) => ({ type: "italic", children: inline(m[1], d + 1, l) })],
];
const SPECIAL = /[\\`<[@|*_~]|https?:\/\//g;

/** Inline pieces: text, bold, italic, underline, strike, spoiler, code, links, mentions, times. */
export function inline(text, depth = 0, inLink = false) {
  const out = [];
  const add = (piece) => {
    const before = out.at(-1);
    if (piece.type === "text" && before?.type === "text") before.text += piece.text;
    else out.push(piece);
  };
  let at = 0;
  scan: while (at < text.length) {
    if (depth < DEPTH) {
      for (const [pattern, make] of RULES) {
        pattern.lastIndex = at;
        const found = pattern.exec(text);
        if (!found) continue;
        const piece = make(found, depth, inLink);
        if (piece.type === "link" && inLink) continue;
        add(piece);
        at += found[0].length;
        continue scan;
      }
    }
    SPECIAL.lastIndex = at + 1;
    const next = SPECIAL.exec(text)?.index ?? text.length;
    add({ type: "text", text: text.slice(at, next) });
    at = next;
  }
  return out;
}

/** The words alone, for titles, summaries and screen readers. */
export function words(text, names = {}) {
  const walk = (pieces) => pieces.map((p) => {
    if (p.type === "user" || p.type === "role" || p.type === "channel") return names[p.type]?.(p.id) ?? "";
    if (p.type === "command") return `/${p.name}`;
    if (p.type === "emoji") return `:${p.name}:`;
    if (p.type === "time") return names.time?.(p.ms, p.style) ?? "";
    if (p.type === "spoiler") return "(hidden)";
    if (p.items) return p.items.map((item) => walk(item.children)).join(", ");
    return p.text ?? walk(p.children ?? []);
  }).join("");
  return parse(text).map((block) => (block.text ?? walk(block.children ?? [block]))).join(" ").replace(/\s+/g, " ").trim();
}
