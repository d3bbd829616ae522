// scripts/lib/dev.mjs with a stand-in for the playground's program.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";

const PROGRAM = fileURLToPath(new URL("../../scripts/lib/dev.mjs", import.meta.url));
const STAND_IN = `#!${process.execPath}
const { createServer } = require("node:http");
const { parseArgs } = require("node:util");
const option = { type: "string" };
const { values } = parseArgs({ options: { runtime: option, root: option, commands: option, openapi: option, port: option } });
if (values.commands === "broken") {
  console.log(JSON.stringify({ ready: false, error: "no Worker" }));
  process.exit(1);
}
const server = createServer((request, response) => {
  response.statusCode = values.commands === "ill" ? 500 : 200;
  response.end("page");
});
server.listen(Number(values.port ?? 0), "127.0.0.1", () => {
  console.log(JSON.stringify({ ready: true, url: "http://127.0.0.1:" + server.address().port + "/" }));
});
process.on("SIGTERM", () => process.exit(0));
`;

let folder;
let standIn;

before(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), "dev-"));
  standIn = path.join(folder, "playground.cjs");
  writeFileSync(standIn, STAND_IN);
  chmodSync(standIn, 0o755);
});

after(() => rmSync(folder, { recursive: true }));

function start(commands, ...args) {
  const child = spawn(process.execPath, [PROGRAM, "--playground", standIn, "--commands", commands, ...args]);
  const said = { out: "", err: "" };
  child.stdout.on("data", (chunk) => (said.out += chunk));
  child.stderr.on("data", (chunk) => (said.err += chunk));
  const ended = once(child, "close").then(([code]) => ({ code, ...said }));
  return { child, ended };
}

test("--check starts it, asks it and ends it", async () => {
  const { code, out } = await start("commands.json", "--check").ended;
  assert.equal(code, 0);
  assert.match(out, /^The playground is up at http:\/\/127\.0\.0\.1:\d+\/\n$/);
});

test("--check fails when the page does not answer well", async () => {
  const { code, err } = await start("ill", "--check").ended;
  assert.equal(code, 1);
  assert.match(err, /does not answer: status 500/);
});

test("tells why it did not start", async () => {
  const { code, err } = await start("broken").ended;
  assert.equal(code, 1);
  assert.match(err, /did not start: no Worker/);
});

test("prints one address and ends the program with itself", async () => {
  const { child, ended } = start("commands.json");
  let url;
  for await (const line of createInterface({ input: child.stdout })) {
    url = /http:\S+/.exec(line)?.[0];
    if (url) break;
  }
  assert.equal(await (await fetch(url)).text(), "page");
  child.kill("SIGINT");
  assert.equal((await ended).code, 0);
  await assert.rejects(fetch(url));
});
