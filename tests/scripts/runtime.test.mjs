// scripts/lib/runtime.mjs: what the Rust tests and the playground rely on, with a small Worker in place of the real one.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { after, before, beforeEach, test } from "node:test";
import { fileURLToPath } from "node:url";

// The WebSocket server that Miniflare itself uses.
const { WebSocketServer } = createRequire(createRequire(import.meta.url).resolve("miniflare"))("ws");

const PROGRAM = fileURLToPath(new URL("../../scripts/lib/runtime.mjs", import.meta.url));
const FIXTURE = fileURLToPath(new URL("fixture", import.meta.url));

let root;

before(() => {
  root = mkdtempSync(path.join(os.tmpdir(), "fixture-"));
  for (const name of ["build", "migrations", "assets"]) mkdirSync(path.join(root, name));
  cpSync(path.join(FIXTURE, "wrangler.toml"), path.join(root, "wrangler.toml"));
  cpSync(path.join(FIXTURE, "worker.js"), path.join(root, "build", "index.js"));
  writeFileSync(path.join(root, "migrations", "0001_visits.sql"), "CREATE TABLE visits (path TEXT NOT NULL) STRICT;\n");
  writeFileSync(path.join(root, "assets", "favicon.svg"), "<svg/>\n");
  // An operator's own secrets must not reach a Worker under test.
  writeFileSync(path.join(root, ".env"), "LEAKED=from-env\n");
  writeFileSync(path.join(root, ".dev.vars"), "LEAKED=from-dev-vars\n");
});

after(() => rmSync(root, { recursive: true }));

/** Starts the program with one line of configuration and reads its one line of answer. */
async function start(config = {}) {
  const child = spawn(process.execPath, [PROGRAM], { stdio: ["pipe", "pipe", "ignore"] });
  const exit = once(child, "exit");
  const printed = [];
  const lines = createInterface({ input: child.stdout });
  lines.on("line", (line) => printed.push(line));
  child.stdin.write(`${JSON.stringify({ root, migrate: true, ...config })}\n`);
  await Promise.race([once(lines, "line"), exit]);
  const answer = JSON.parse(printed[0]);
  const runtime = {
    ...answer,
    child,
    printed,
    exit,
    async ask(method, route, body) {
      const response = await fetch(`${answer.control}${route}`, { method, body: body && JSON.stringify(body) });
      const result = await response.json();
      if (result.worker) runtime.worker = result.worker;
      return { status: response.status, ...(Array.isArray(result) ? { list: result } : result) };
    },
    async get(route) {
      return (await fetch(`${runtime.worker}${route}`)).text();
    },
    async visits() {
      return (await runtime.ask("POST", "/d1", { sql: "SELECT count(*) AS n FROM visits" })).results[0].n;
    },
    async end() {
      child.stdin.end();
      await exit;
    },
  };
  return runtime;
}

let runtime;

before(async () => {
  runtime = await start({ vars: { GREETING: "grüße" }, secrets: { TOKEN: "hush" } });
});

after(() => runtime.end());

beforeEach(() => runtime.ask("POST", "/faults", {}));

test("prints exactly one line on standard output", async () => {
  await runtime.get("/print?lines=5");
  assert.equal(runtime.printed.length, 1);
  assert.equal(runtime.ready, true);
  assert.match(runtime.worker, /^http:\/\/127\.0\.0\.1:\d+$/);
  assert.match(runtime.control, /^http:\/\/127\.0\.0\.1:\d+$/);
});

test("gives vars and secrets, and nothing of .env or .dev.vars", async () => {
  assert.equal(await runtime.get("/vars"), JSON.stringify(["grüße", "hush", null]));
});

test("leaves nothing in the folder it runs", () => {
  assert.ok(!readdirSync(root).includes(".wrangler"));
});

test("serves assets, and everything else by the Worker", async () => {
  assert.equal(await runtime.get("/favicon.svg"), "<svg/>\n");
  assert.equal(await runtime.get("/something"), "written");
});

test("lets the Worker reach loopback", async () => {
  const server = createServer((request, response) => request.pipe(response));
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = encodeURIComponent(`http://127.0.0.1:${server.address().port}/`);
  assert.equal(await runtime.get(`/outside?url=${url}`), "ping");
  server.closeAllConnections();
  server.close();
});

test("lets the Worker open a WebSocket", async () => {
  const server = new WebSocketServer({ host: "127.0.0.1", port: 0 });
  await once(server, "listening");
  server.on("connection", (socket) => socket.on("message", (message) => socket.send(`echo ${message}`)));
  const url = encodeURIComponent(`http://127.0.0.1:${server.address().port}/`);
  assert.equal(await runtime.get(`/socket?url=${url}`), "echo hello");
  server.close();
});

test("runs the cron handler with the time given, to its end", async () => {
  const answer = await runtime.ask("POST", "/scheduled", { cron: "* * * * *", time: 1_700_000_000_000 });
  assert.equal(answer.outcome, "ok");
  const { results } = await runtime.ask("POST", "/d1", { sql: "SELECT path FROM visits WHERE path LIKE ?", params: ["* %"] });
  assert.deepEqual(results, [{ path: "* * * * * 1700000000000" }]);
});

test("answers D1 queries and batches, and tells their errors", async () => {
  const { list } = await runtime.ask("POST", "/d1/batch", {
    statements: [{ sql: "INSERT INTO visits VALUES (?)", params: ["batch"] }, { sql: "SELECT ? AS a, 9007199254740991 AS b", params: [null] }],
  });
  assert.equal(list[0].meta.changes, 1);
  assert.deepEqual(list[1].results, [{ a: null, b: Number.MAX_SAFE_INTEGER }]);
  const wrong = await runtime.ask("POST", "/d1", { sql: "SELECT absent" });
  assert.equal(wrong.status, 500);
  assert.match(wrong.error, /no such column/);
});

test("loses no log line and garbles none", async () => {
  const { next } = await runtime.ask("GET", "/logs");
  await runtime.get("/print?lines=2000");
  const lines = [];
  let last = next;
  while (!lines.some(({ message }) => message === "afterwards")) {
    const answer = await runtime.ask("GET", `/logs?after=${last}&wait=5000`);
    assert.ok(answer.logs.length > 0, "the last line must come");
    lines.push(...answer.logs);
    last = answer.next;
  }
  assert.deepEqual(lines.map(({ seq }) => seq), Array.from({ length: 2001 }, (_, i) => next + 1 + i));
  const printed = lines.filter(({ message }) => message.startsWith("line "));
  assert.deepEqual(printed.map(({ message }) => message), Array.from({ length: 2000 }, (_, i) => `line ${i} ${"ü€😀".repeat(20)}`));
  assert.equal(lines.find(({ message }) => message === "afterwards").level, "error");
});

test("waits for a log line no longer than asked", async () => {
  const { next } = await runtime.ask("GET", "/logs");
  const answer = await runtime.ask("GET", `/logs?after=${next}&wait=30`);
  assert.deepEqual(answer.logs, []);
  assert.equal(answer.next, next);
});

for (const [kind, said, rows] of [
  ["fail", "D1_ERROR: internal error / internal error", 0],
  ["lost", "D1_ERROR: Network connection lost. / Network connection lost.", 1],
  ["delay", "written", 1],
]) {
  test(`D1 fault: ${kind}`, async () => {
    const before = await runtime.visits();
    await runtime.ask("POST", "/faults", { d1: [{ kind, ms: 20 }] });
    assert.equal(await runtime.get("/fault"), said);
    assert.equal(await runtime.visits(), before + rows);
    assert.equal(await runtime.get("/fault"), "written", "one fault is one call");
  });
}

test("D1 faults: quota, in a Durable Object too", async () => {
  await runtime.ask("POST", "/faults", { d1: [{ kind: "quota", times: 2 }] });
  assert.match(await runtime.get("/object"), /^D1_ERROR: Your account has exceeded D1's free tier daily row write limit\./);
  assert.match(await runtime.get("/fault"), /free tier/);
  assert.equal(await runtime.get("/object"), "written");
});

test("D1 faults come in order, after as many calls as asked, and can be cleared", async () => {
  await runtime.ask("POST", "/faults", { d1: [{ kind: "fail", after: 1, times: 2 }, { kind: "lost", after: 1 }] });
  const said = [];
  for (let i = 0; i < 6; i += 1) said.push((await runtime.get("/fault")).split(" ")[1] ?? "written");
  assert.deepEqual(said, ["written", "internal", "internal", "written", "Network", "written"]);
  await runtime.ask("POST", "/faults", { d1: [{ kind: "fail", times: 9 }] });
  await runtime.ask("POST", "/faults", {});
  assert.equal(await runtime.get("/fault"), "written");
});

test("restart: killed in the middle of a request, up again on the same data", async () => {
  await runtime.get("/kept");
  const before = await runtime.visits();
  const { next } = await runtime.ask("GET", "/logs");
  const hanging = fetch(`${runtime.worker}/hang`).then(
    (response) => response.status,
    () => "broken",
  );
  await runtime.get("/print?lines=3");
  const { status } = await runtime.ask("POST", "/restart");
  assert.equal(status, 200);
  assert.equal(await hanging, "broken");
  assert.equal(await runtime.visits(), before);
  assert.equal(await runtime.get("/again"), "written");
  const { logs } = await runtime.ask("GET", `/logs?after=${next}`);
  assert.deepEqual(logs.slice(0, 3).map(({ message }) => message.slice(0, 6)), ["line 0", "line 1", "line 2"]);
});

test("reset: fresh storage with the migrations, the log goes on", async () => {
  const { next } = await runtime.ask("GET", "/logs");
  await runtime.ask("POST", "/reset");
  assert.equal(await runtime.visits(), 0);
  assert.equal(await runtime.get("/again"), "written");
  assert.ok((await runtime.ask("GET", "/logs")).next >= next);
});

test("says what is wrong with a question", async () => {
  assert.equal((await runtime.ask("GET", "/nowhere")).status, 404);
  const response = await fetch(`${runtime.control}/d1`, { method: "POST", body: "{" });
  assert.equal(response.status, 400);
});

test("several run side by side, without migrations where not asked for", async () => {
  const [one, two] = await Promise.all([start(), start({ migrate: false })]);
  assert.equal(await one.get("/x"), "written");
  assert.match(await two.get("/x"), /no such table/);
  await two.ask("POST", "/migrate");
  assert.equal(await two.get("/x"), "written");
  assert.equal(await one.visits(), 1);
  await Promise.all([one.end(), two.end()]);
});

test("ends when its input ends, on a signal, and takes workerd along even when killed", async () => {
  for (const stop of [(child) => child.stdin.end(), (child) => child.kill("SIGTERM"), (child) => child.kill("SIGKILL")]) {
    // Only Linux can tie a process to the one that started it.
    if (String(stop).includes("SIGKILL") && process.platform !== "linux") continue;
    const short = await start();
    stop(short.child);
    await short.exit;
    await gone(short.worker);
  }
});

/** Resolves when nothing listens any more. */
async function gone(url) {
  for (let tries = 0; tries < 200; tries += 1) {
    try {
      await fetch(url);
    } catch (error) {
      if (error.cause?.code === "ECONNREFUSED") return;
    }
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  assert.fail(`${url} still answers`);
}

test("a missing build is told in one line", async () => {
  const empty = mkdtempSync(path.join(os.tmpdir(), "empty-"));
  const failed = await start({ root: empty });
  const [code] = await failed.exit;
  assert.equal(code, 1);
  assert.equal(failed.ready, false);
  assert.match(failed.error, /run scripts\/build first/);
  rmSync(empty, { recursive: true });
});
