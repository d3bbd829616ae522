// scripts/register against a small Discord of its own: what it reads, sends, refuses and says.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import os from "node:os";
import path from "node:path";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { fileURLToPath } from "node:url";

const PROGRAM = fileURLToPath(new URL("../../scripts/lib/register.mjs", import.meta.url));
const APPLICATION = "100000000000000001";
const GUILD = "100000000000000002";
// Made of parts, so that no scanner takes it for a real one.
const TOKEN = ["bot", "token", "of-a-test"].join(".");

const PING = { name: "ping", description: "Is it there?" };
const BYTES = {
  name: "bytes",
  description: "Bytes",
  default_member_permissions: null,
  contexts: [0],
  options: [
    {
      type: 1,
      name: "read",
      description: "Reads",
      description_localizations: { de: "Liest", "es-ES": "Lee" },
      options: [{ type: 6, name: "user", description: "Who" }],
    },
  ],
};

let folder;
let server;
let discord;

before(async () => {
  server = createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = chunks.length > 0 ? JSON.parse(Buffer.concat(chunks)) : undefined;
    const { pathname } = new URL(request.url, "http://discord");
    discord.requests.push({ method: request.method, path: pathname, url: request.url, body, authorization: request.headers.authorization });
    const [status, answer, headers = {}] = discord.answer(`${request.method} ${pathname}`, body);
    response.writeHead(status, { "content-type": "application/json", ...headers });
    response.end(JSON.stringify(answer));
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
});

after(() => server.close());

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), "register-"));
  discord = {
    requests: [],
    registered: [],
    me: { id: APPLICATION },
    user: { id: "100000000000000003", bot: true },
    limited: 0,
    retryAfter: 0.01,
    answer(route, body) {
      if (route === "GET /applications/@me") return this.me ? [200, this.me] : [401, { message: "401: Unauthorized", code: 0 }];
      if (route === "GET /users/@me") return [200, this.user];
      if (route.startsWith("GET ")) return [200, this.registered];
      if (this.limited > 0) {
        this.limited -= 1;
        return [429, { message: "You are being rate limited.", retry_after: this.retryAfter }, { "retry-after": "1" }];
      }
      this.registered = asDiscordStores(body);
      return [200, this.registered];
    },
    puts() {
      return this.requests.filter(({ method }) => method === "PUT");
    },
  };
});

afterEach(() => rmSync(folder, { recursive: true }));

/** Commands as Discord gives them back: with ids, versions and its defaults filled in. */
function asDiscordStores(commands) {
  return commands.map((command, index) => ({
    id: String(200000000000000000n + BigInt(index)),
    application_id: APPLICATION,
    version: "1",
    type: 1,
    default_member_permissions: null,
    dm_permission: true,
    nsfw: false,
    contexts: [0, 1, 2],
    integration_types: [0],
    name_localizations: null,
    description_localizations: null,
    ...command,
  }));
}

async function register(commands, { args = [], env = {}, dotenv } = {}) {
  const file = path.join(folder, "commands.json");
  writeFileSync(file, JSON.stringify(commands));
  if (dotenv) writeFileSync(path.join(folder, ".env"), dotenv);
  const child = spawn(process.execPath, [PROGRAM, "--commands", file, "--root", folder, ...args], {
    env: {
      PATH: process.env.PATH,
      DISCORD_TOKEN: TOKEN,
      DISCORD_APPLICATION_ID: APPLICATION,
      DISCORD_API_BASE: `http://127.0.0.1:${server.address().port}`,
      ...env,
    },
  });
  const output = { out: "", err: "" };
  child.stdout.on("data", (chunk) => (output.out += chunk));
  child.stderr.on("data", (chunk) => (output.err += chunk));
  const code = await new Promise((resolve) => child.on("close", resolve));
  assert.ok(!`${output.out}${output.err}`.includes(TOKEN), "the token is never printed");
  return { code, ...output };
}

test("registers everything globally the first time", async () => {
  const { code, out } = await register([PING, BYTES]);
  assert.equal(code, 0);
  assert.equal(out, "Registered globally: + /ping  + /bytes\n");
  const [put] = discord.puts();
  assert.equal(put.path, `/applications/${APPLICATION}/commands`);
  assert.equal(put.authorization, `Bot ${TOKEN}`);
  assert.deepEqual(put.body, [PING, BYTES]);
});

test("says in one line what changed", async () => {
  discord.registered = asDiscordStores([{ ...BYTES, description: "Old" }, { name: "old", description: "Gone" }, { name: "Warn author", type: 3 }]);
  const { out } = await register([PING, BYTES]);
  assert.equal(out, 'Registered globally: + /ping  ~ /bytes  - /old  - "Warn author"\n');
});

test("sends nothing when only what Discord adds differs", async () => {
  discord.registered = asDiscordStores([BYTES, PING]);
  const { code, out } = await register([PING, BYTES]);
  assert.equal(code, 0);
  assert.equal(out, "Nothing changed: 2 commands are registered globally.\n");
  assert.equal(discord.puts().length, 0);
  assert.match(discord.requests.at(-1).url, /with_localizations=true/);
});

test("sees a change deep inside an option and a translation taken away", async () => {
  const changed = structuredClone(BYTES);
  delete changed.options[0].description_localizations.de;
  discord.registered = asDiscordStores([BYTES]);
  assert.match((await register([changed])).out, /~ \/bytes/);
});

test("registers in one guild, where Discord keeps no contexts", async () => {
  discord.registered = asDiscordStores([BYTES]).map(({ contexts, integration_types, ...rest }) => rest);
  const { out } = await register([BYTES], { args: ["--guild", GUILD] });
  assert.equal(out, `Nothing changed: 1 commands are registered in guild ${GUILD}.\n`);
  assert.ok(discord.requests.some(({ path }) => path === `/applications/${APPLICATION}/guilds/${GUILD}/commands`));
});

test("waits as long as Discord asks and tries again", async () => {
  discord.limited = 2;
  const { code } = await register([PING]);
  assert.equal(code, 0);
  assert.equal(discord.puts().length, 3);
});

test("gives up after five tries", async () => {
  discord.limited = 100;
  const { code, err } = await register([PING]);
  assert.equal(code, 1);
  assert.equal(discord.puts().length, 5);
  assert.match(err, /429/);
});

test("does not wait longer than two minutes", async () => {
  discord.limited = 1;
  discord.retryAfter = 121;
  const { code, err } = await register([PING]);
  assert.equal(code, 1);
  assert.equal(discord.puts().length, 1);
  assert.match(err, /asks to wait 121 s/);
});

test("names what is missing", async () => {
  const { code, err } = await register([PING], { env: { DISCORD_TOKEN: "", DISCORD_APPLICATION_ID: "" } });
  assert.equal(code, 1);
  assert.equal(err, "DISCORD_TOKEN and DISCORD_APPLICATION_ID missing: set in the environment or in .env.\n");
  assert.equal(discord.requests.length, 0);
});

test("names what is malformed without showing it", async () => {
  const { code, err } = await register([PING], { env: { DISCORD_TOKEN: "Bot secret-thing" } });
  assert.equal(code, 1);
  assert.match(err, /DISCORD_TOKEN malformed/);
  assert.doesNotMatch(err, /secret-thing/);
});

test("reads .env, and the environment wins over it", async () => {
  const dotenv = `# comment\nDISCORD_TOKEN="${TOKEN}"\nDISCORD_APPLICATION_ID=999999999999999999\n`;
  const { code } = await register([PING], { env: { DISCORD_TOKEN: "" , DISCORD_APPLICATION_ID: APPLICATION }, dotenv });
  assert.equal(code, 0);
});

test("refuses a token that Discord does not take as a bot's", async () => {
  discord.me = undefined;
  const { code, err } = await register([PING]);
  assert.equal(code, 1);
  assert.match(err, /must be the token of a bot account/);
  assert.equal(discord.puts().length, 0);
});

test("refuses a token of a user account and of another application", async () => {
  discord.user = { id: "100000000000000003" };
  assert.match((await register([PING])).err, /not the token of a bot account/);
  discord.me = { id: "100000000000000009" };
  assert.match((await register([PING])).err, /another application/);
  assert.equal(discord.puts().length, 0);
});

test("shows where Discord found a fault", async () => {
  const original = discord.answer;
  discord.answer = function (route, body) {
    if (!route.startsWith("PUT")) return original.call(this, route, body);
    return [400, { code: 50035, message: "Invalid Form Body", errors: { 0: { name: { _errors: [{ code: "X", message: "Too long" }] } } } }];
  };
  const { code, err } = await register([PING]);
  assert.equal(code, 1);
  assert.match(err, /400 Invalid Form Body\n {2}0\.name: Too long/);
});
