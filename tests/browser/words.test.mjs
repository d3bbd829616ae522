// The page's own reading of markdown and of command lines, without a browser.
import assert from "node:assert/strict";
import { test } from "node:test";
import { current, describe, firstFault, flatten, read, remaining, search, serialise } from "../simulator/playground/commandline.js";
import { inline, parse, words } from "../simulator/playground/markdown.js";

/** A tree as short text: types in round brackets, text as it is. */
function short(pieces) {
  return pieces.map((p) => {
    if (p.type === "text") return p.text;
    const inside = p.items ? p.items.map((i) => `${i.depth}${i.number ?? "-"}:${short(i.children)}`).join(";") : p.children ? short(p.children) : p.text ?? p.id ?? p.url ?? p.name ?? p.ms;
    return `(${p.type} ${inside})`;
  }).join("");
}

const MARKDOWN = [
  ["**b** *i* _i_ __u__ ~~s~~ ||x||", "(bold b) (italic i) (italic i) (underline u) (strike s) (spoiler x)"],
  ["***both*** **a *b* c**", "(bold (italic both)) (bold a (italic b) c)"],
  ["snake_case_name 2 * 3 * 4", "snake_case_name 2 * 3 * 4"],
  ["\\*not\\* \\\\ \\<@1>", "*not* \\ <@1>"],
  ["`a*b*` ``c`d``", "(inline_code a*b*) (inline_code c`d)"],
  ["<@1> <@!2> <@&3> <#4> <a:wave:5> </bytes send:6>", "(user 1) (user 2) (role 3) (channel 4) (emoji wave) (command bytes send)"],
  ["<t:10:R> <t:10>", "(time 10000) (time 10000)"],
  ["[a **b**](https://x.y/z_(w)) https://x.y.", "(link a (bold b)) (link https://x.y)."],
  ["[a](javascript:alert(1)) <script>", "[a](javascript:alert(1)) <script>"],
  ["**open *too", "**open *too"],
];
for (const [text, tree] of MARKDOWN) {
  test(`markdown: ${text}`, () => assert.equal(short(inline(text)), tree));
}

test("markdown: blocks", () => {
  assert.equal(short(parse("# Big\n-# small\n> a\n> b\nplain\n- one\n  - two\n1. first")),
    "(heading Big)(small small)(quote (paragraph a\nb))(paragraph plain)(list 0-:one;1-:two)(list 01:first)");
  assert.equal(short(parse("before\n```js\n**not**\n```\nafter")), "(paragraph before)(code **not**)(paragraph after)");
  assert.equal(short(parse(">>> all\nof it")), "(quote (paragraph all\nof it))");
  assert.equal(words("# Hello **<@1>** ||secret||", { user: () => "@Ben" }), "Hello @Ben (hidden)");
});

test("markdown: hostile lengths end soon", () => {
  const began = performance.now();
  for (const text of ["*", "||", "[", "_a", "**a", "`", "\\", "> ", "- "]) parse(text.repeat(Math.floor(4000 / text.length)));
  assert.ok(performance.now() - began < 2000);
});

const COMMANDS = [
  { name: "bytes", options: [
    { type: 1, name: "send", description: "Give", options: [
      { type: 6, name: "user", required: true }, { type: 4, name: "amount", required: true, min_value: 1, max_value: 1000 }, { type: 3, name: "reason", max_length: 40 },
    ] },
    { type: 1, name: "read", description: "Look", options: [{ type: 6, name: "user" }] },
  ] },
  { name: "ping", description: "Pong" },
  { type: 3, name: "Report message" },
];
const entries = flatten(COMMANDS);
const resolve = (option, text) => (option.type === 6 && text === "@ben" ? "<@1>" : null);

test("commands: subcommands are entries, menu commands are none", () => {
  assert.deepEqual(entries.map((e) => e.path), ["bytes send", "bytes read", "ping"]);
  assert.deepEqual(search(entries, "sen").map((e) => e.path), ["bytes send"]);
  assert.equal(read("hello", entries), null);
  assert.equal(read("/by", entries).entry, undefined);
});

test("commands: values reach to the next option, quotes hold anything", () => {
  const line = `/bytes send user:@ben reason:for the "map": yes amount:5`;
  const model = read(line, entries);
  assert.deepEqual(model.args.map((a) => [a.option.name, a.raw]), [["user", "@ben"], ["reason", 'for the "map": yes'], ["amount", "5"]]);
  assert.equal(serialise(model, resolve), String.raw`/bytes send user:<@1> reason:"for the \"map\": yes" amount:5`);
  const quoted = read(`/bytes send reason:"amount:5 is in here" user:@ben`, entries);
  assert.deepEqual(quoted.args.map((a) => a.option.name), ["reason", "user"]);
  assert.equal(current(model, line.length).option.name, "amount");
  assert.deepEqual(remaining(quoted).map((o) => o.name), ["amount"]);
});

test("commands: what is wrong is said before it is sent", () => {
  const fault = (line) => firstFault(read(line, entries), resolve)?.reason;
  assert.equal(fault("/bytes send user:@ben amount:50"), undefined);
  assert.match(fault("/bytes send user:@ben"), /amount is required/);
  assert.match(fault("/bytes send user:@ben amount:5000"), /at most 1000/);
  assert.match(fault("/bytes send user:@ben amount:1.5"), /whole number/);
  assert.match(fault("/bytes send user:@who amount:5"), /nothing called/);
  assert.match(fault(`/bytes send user:@ben amount:5 reason:${"x".repeat(41)}`), /1 characters too long/);
  assert.equal(fault("/bytes read"), undefined);
  assert.equal(describe(entries[0].options[1]), "whole number · 1 to 1,000 · required");
});
