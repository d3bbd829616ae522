// scripts/deploy and scripts/undeploy against an account in a file and a small Discord of its own.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import os from "node:os";
import path from "node:path";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { fileURLToPath } from "node:url";

import { change, missing, wanted } from "../../scripts/lib/deploy/application.mjs";
import { filledIn } from "../../scripts/lib/deploy/config.mjs";
import { Discord } from "../../scripts/lib/discord/client.mjs";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const DEPLOY = path.join(ROOT, "scripts/lib/deploy.mjs");
const UNDEPLOY = path.join(ROOT, "scripts/lib/undeploy.mjs");
const WRANGLER = fileURLToPath(new URL("fixture/wrangler.mjs", import.meta.url));
const APPLICATION = "100000000000000001";
const GUILD = "100000000000000002";
const KEY = "ab".repeat(32);
// Made of parts, so that no scanner takes it for a real one.
const TOKEN = ["bot", "token", "of-a-test"].join(".");
const PERMISSIONS = "1494917147799";
const ADDRESS = "https://guildhall.test.workers.dev";
const KEYS = ["ENCRYPTION_KEY", "VAPID_PRIVATE_KEY"];

let folder;
let server;
let discord;

before(async () => {
  server = createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = chunks.length > 0 ? JSON.parse(Buffer.concat(chunks)) : undefined;
    const { pathname } = new URL(request.url, "http://discord");
    discord.requests.push({ method: request.method, path: pathname, body });
    const [status, answer] = discord.answer(`${request.method} ${pathname}`, body);
    response.writeHead(status, { "content-type": "application/json" });
    response.end(JSON.stringify(answer));
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
});

after(() => server.close());

const base = () => `http://127.0.0.1:${server.address().port}`;

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), "deploy-"));
  for (const name of ["build", "assets", "bin", "derived"]) mkdirSync(path.join(folder, name));
  writeFileSync(path.join(folder, "build/index.js"), "export default {};\n");
  writeFileSync(path.join(folder, "assets/a.svg"), "<svg/>\n");
  copyFileSync(path.join(ROOT, "wrangler.toml"), path.join(folder, "wrangler.toml"));
  symlinkSync(WRANGLER, path.join(folder, "bin/wrangler"));
  writeFileSync(path.join(folder, "derived/commands.json"), JSON.stringify([{ name: "ping", description: "Is it there?" }]));
  writeFileSync(path.join(folder, "derived/permissions"), `${PERMISSIONS}\n`);
  writeFileSync(path.join(folder, ".env"), `# mine\nDISCORD_TOKEN=${TOKEN}\nGUILDS=${GUILD}\n`);
  writeAccount({
    signedIn: true,
    accounts: [{ id: "1", name: "Lantern's account" }],
    databases: [],
    migrations: ["0001_a.sql", "0002_b.sql"],
    workers: {},
    calls: [],
    secretsFiles: [],
  });
  discord = {
    requests: [],
    registered: [],
    me: { id: APPLICATION, name: "Guildhall", verify_key: KEY, flags: 1 << 23, bot_public: false },
    user: { id: "100000000000000003", bot: true },
    refusals: 0,
    answer(route, body) {
      if (route === "GET /applications/@me") return this.me ? [200, this.me] : [401, { message: "401: Unauthorized", code: 0 }];
      if (route === "GET /users/@me") return [200, this.user];
      if (route === "PATCH /applications/@me") {
        if (this.refusals > 0) {
          this.refusals -= 1;
          const error = { code: "APPLICATION_INTERACTIONS_ENDPOINT_URL_INVALID", message: "The specified interactions endpoint url could not be verified." };
          return [400, { code: 50035, message: "Invalid Form Body", errors: { interactions_endpoint_url: { _errors: [error] } } }];
        }
        Object.assign(this.me, body);
        return [200, this.me];
      }
      if (route.startsWith("PUT ")) this.registered = body;
      return [200, this.registered];
    },
    changes() {
      return this.requests.filter(({ method }) => method !== "GET");
    },
  };
});

afterEach(() => rmSync(folder, { recursive: true }));

const accountFile = () => path.join(folder, "account.json");
const readAccount = () => JSON.parse(readFileSync(accountFile(), "utf8"));
const writeAccount = (account) => writeFileSync(accountFile(), JSON.stringify(account));
const changeAccount = (changes) => writeAccount({ ...readAccount(), ...changes });

/** The values of a file of variables. */
function values(name = ".env") {
  const lines = readFileSync(path.join(folder, name), "utf8").split("\n");
  return Object.fromEntries(lines.filter((line) => /^[A-Z]/.test(line)).map((line) => line.split(/=(.*)/s).slice(0, 2)));
}

async function run(program, args, env = {}) {
  const child = spawn(process.execPath, [program, "--root", folder, ...args], {
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      PATH: `${path.join(folder, "bin")}:${path.dirname(process.execPath)}:${process.env.PATH}`,
      FAKE_ACCOUNT: accountFile(),
      DISCORD_API_BASE: base(),
      ...env,
    },
  });
  const output = { out: "", err: "" };
  child.stdout.on("data", (chunk) => (output.out += chunk));
  child.stderr.on("data", (chunk) => (output.err += chunk));
  const code = await new Promise((resolve) => child.on("close", resolve));
  // Whatever happens, no secret is shown, none stands on a command line, no file with one is left over.
  const { calls, secretsFiles } = readAccount();
  const files = [".env", ".env.preview"].filter((name) => existsSync(path.join(folder, name)));
  const secrets = files.flatMap((name) => ["DISCORD_TOKEN", ...KEYS, "ENCRYPTION_KEY_PREVIOUS"].map((key) => values(name)[key])).filter(Boolean);
  for (const secret of secrets) {
    assert.ok(!`${output.out}${output.err}`.includes(secret), "a secret is printed");
    assert.ok(!JSON.stringify(calls).includes(secret), "a secret stands on a command line");
  }
  for (const file of secretsFiles) assert.ok(!existsSync(file), "a file with secrets is left over");
  return { code, ...output };
}

const deploy = (args = [], env) => run(DEPLOY, ["--derived", path.join(folder, "derived"), ...args], env);
const undeploy = (args = [], env) => run(UNDEPLOY, args, env);

test("from nothing to a deployment", async () => {
  const { code, out, err } = await deploy();
  assert.equal(err, "");
  assert.equal(code, 0);
  const { databases, workers } = readAccount();
  assert.deepEqual(databases.map(({ name, location, applied }) => ({ name, location, applied })), [
    { name: "guildhall", location: "enam", applied: ["0001_a.sql", "0002_b.sql"] },
  ]);
  const { config, secrets } = workers.guildhall;
  assert.equal(config.d1_databases[0].database_id, databases[0].uuid);
  assert.equal(config.vars.DISCORD_PUBLIC_KEY, KEY);
  assert.equal(config.vars.DISCORD_APPLICATION_ID, APPLICATION);
  assert.equal(config.vars.GUILDS, GUILD);
  assert.equal(config.vars.PUBLIC_BASE_URL, ADDRESS, "the Worker knows its address");
  assert.ok(!JSON.stringify(config).includes(TOKEN));
  assert.deepEqual(Object.keys(secrets).sort(), ["DISCORD_TOKEN", ...KEYS].sort());
  assert.equal(secrets.DISCORD_TOKEN, TOKEN);
  assert.match(secrets.ENCRYPTION_KEY, /^[0-9a-f]{64}$/);
  assert.equal(Buffer.from(secrets.VAPID_PRIVATE_KEY, "base64url").length, 32);
  assert.equal(discord.me.interactions_endpoint_url, `${ADDRESS}/interactions`);
  assert.equal(discord.me.event_webhooks_url, `${ADDRESS}/webhook-events`);
  assert.deepEqual(discord.me.event_webhooks_types, ["APPLICATION_AUTHORIZED", "APPLICATION_DEAUTHORIZED"]);
  assert.equal(discord.me.event_webhooks_status, 2);
  assert.equal(discord.me.flags, (1 << 23) | (1 << 15) | (1 << 19), "what was set stays, the limited intents come");
  assert.equal(discord.me.install_params, undefined, "Discord refuses them for a bot that only its owner may add");
  assert.deepEqual(discord.registered.map(({ name }) => name), ["ping"]);
  assert.match(out, /time-travel restore guildhall --bookmark=00000085/);
  assert.ok(out.includes(`client_id=${APPLICATION}&scope=bot+applications.commands&permissions=${PERMISSIONS}&guild_id=${GUILD}`));
  assert.match(out, /run \/setup/);
  assert.doesNotMatch(out, /Public Bot/);
  assert.equal(statSync(path.join(folder, ".env")).mode & 0o777, 0o600, "only its owner may read the keys");
  assert.match(readFileSync(path.join(folder, ".env"), "utf8"), /^# mine\nDISCORD_TOKEN=/, "what stood in .env stays");
});

test("the second time changes nothing and says so", async () => {
  await deploy();
  const before = { account: readAccount(), file: readFileSync(path.join(folder, ".env"), "utf8") };
  discord.requests = [];
  const { code, out } = await deploy();
  assert.equal(code, 0);
  assert.match(out, /\nNothing changed\.\n$/);
  assert.deepEqual(discord.changes(), []);
  const { calls: _, ...now } = readAccount();
  const { calls: __, ...then } = before.account;
  assert.deepEqual(now, then);
  assert.equal(readFileSync(path.join(folder, ".env"), "utf8"), before.file);
});

test("a change of the code, of a variable or of a secret is deployed, and nothing else", async () => {
  await deploy();
  const versions = () => readAccount().workers.guildhall.versions;
  const keys = () => KEYS.map((name) => readAccount().workers.guildhall.secrets[name]);
  const [first, made] = [versions(), keys()];
  writeFileSync(path.join(folder, "build/index.js"), "export default { changed: true };\n");
  assert.match((await deploy()).out, /deployed to/);
  assert.equal(versions(), first + 1);
  await deploy([], { GUILDS: `${GUILD},100000000000000009` });
  assert.equal(versions(), first + 2);
  assert.equal(readAccount().workers.guildhall.config.vars.GUILDS, `${GUILD},100000000000000009`);
  await deploy([], { GUILDS: `${GUILD},100000000000000009`, DISCORD_CLIENT_SECRET: "another-secret-of-a-test" });
  assert.equal(versions(), first + 3);
  assert.deepEqual(keys(), made, "keys are made once");
});

test("a migration that fails stops before anything is deployed and says how to go back", async () => {
  await deploy();
  changeAccount({ migrations: ["0001_a.sql", "0002_b.sql", "0003_c.sql", "0004_d.sql"], broken: "0004_d.sql" });
  writeFileSync(path.join(folder, "build/index.js"), "export default { needs: '0004' };\n");
  const { versions } = readAccount().workers.guildhall;
  const { code, err } = await deploy();
  assert.equal(code, 1);
  assert.match(err, /A migration failed, so nothing was deployed/);
  assert.match(err, /0004_d\.sql failed with the following errors/);
  assert.match(err, /time-travel restore guildhall --bookmark=00000085-/);
  assert.equal(readAccount().workers.guildhall.versions, versions);
});

test("what is missing or malformed is named with where to find it, and never shown", async () => {
  writeFileSync(path.join(folder, ".env"), "GUILDS=\nOPERATOR_IDS=q5x-value\n");
  const { code, err } = await deploy([], { ENCRYPTION_KEY: "q5x-value" });
  assert.equal(code, 1);
  assert.match(err, /DISCORD_TOKEN is missing \(the bot's token: .*Reset Token\)/);
  assert.match(err, /GUILDS is missing/, "an empty list would serve every server");
  assert.match(err, /OPERATOR_IDS is malformed/);
  assert.match(err, /ENCRYPTION_KEY is malformed/);
  assert.doesNotMatch(err, /q5x/);
  assert.deepEqual([discord.requests, readAccount().calls], [[], []]);
});

test("hosts for tests do not reach a deployment", async () => {
  const { code, err } = await deploy([], { ALLOWED_TEST_HOSTS: "127.0.0.1:9" });
  assert.equal(code, 1);
  assert.match(err, /ALLOWED_TEST_HOSTS is set/);
});

test("only a bot's token is taken, and only the application's own key", async () => {
  discord.user = { id: "100000000000000003" };
  assert.match((await deploy()).err, /not the token of a bot account/);
  discord.user.bot = true;
  assert.match((await deploy([], { DISCORD_APPLICATION_ID: "100000000000000008" })).err, /another application/);
  assert.match((await deploy([], { DISCORD_PUBLIC_KEY: "cd".repeat(32) })).err, /not the application's public key/);
  discord.me = undefined;
  assert.match((await deploy()).err, /must be the token of a bot account/);
  assert.deepEqual(readAccount().calls, []);
});

test("who is not signed in to Cloudflare, or to several accounts, is told what to do", async () => {
  changeAccount({ signedIn: false });
  assert.match((await deploy()).err, /in a terminal to sign in, or set CLOUDFLARE_API_TOKEN/);
  changeAccount({ signedIn: true, accounts: [{ id: "1", name: "One" }, { id: "2", name: "Two" }] });
  assert.match((await deploy()).err, /CLOUDFLARE_ACCOUNT_ID to one of\n {2}- 1: One\n {2}- 2: Two/);
  const chosen = await deploy([], { CLOUDFLARE_ACCOUNT_ID: "2" });
  assert.equal(chosen.code, 0, chosen.err);
  assert.match(chosen.out, /Cloudflare +Two/);
});

test("what wrangler prints is shown without secrets", async () => {
  changeAccount({ deployFails: true });
  const { code, err } = await deploy();
  assert.equal(code, 1);
  assert.match(err, /wrangler deploy .*failed/s);
  assert.match(err, /A request to the Cloudflare API failed\. \{"DISCORD_TOKEN":"\*\*\*"/);
});

test("a preview shares nothing with production", async () => {
  await deploy();
  assert.match((await deploy(["--env", "preview"])).err, /DISCORD_TOKEN is missing/);
  writeFileSync(path.join(folder, ".env.preview"), `DISCORD_TOKEN=${TOKEN}\nGUILDS=${GUILD}\n`);
  assert.match((await deploy(["--env", "preview"])).err, /a preview needs an application of its own/);
  const production = readAccount().workers.guildhall;
  writeFileSync(path.join(folder, ".env.preview"), `DISCORD_TOKEN=${TOKEN}2\nGUILDS=${GUILD}\n`);
  const { code, err } = await deploy(["--env", "preview", "--location", "weur"]);
  assert.equal(code, 0, err);
  const { databases, workers } = readAccount();
  assert.deepEqual(databases.map(({ name, location }) => [name, location]), [["guildhall", "enam"], ["guildhall-preview", "weur"]]);
  assert.deepEqual(workers.guildhall, production);
  const preview = workers["guildhall-preview"];
  assert.equal(preview.config.d1_databases[0].database_id, databases[1].uuid);
  assert.notEqual(preview.secrets.ENCRYPTION_KEY, production.secrets.ENCRYPTION_KEY);
  assert.equal(values(".env.preview").PUBLIC_BASE_URL, "https://guildhall-preview.test.workers.dev");
});

test("the encryption key is rotated, and the one before it goes on opening", async () => {
  assert.match((await deploy(["--rotate-key"])).err, /no key to rotate/);
  await deploy();
  const { ENCRYPTION_KEY: old, VAPID_PRIVATE_KEY: push } = readAccount().workers.guildhall.secrets;
  const { code, err } = await deploy(["--rotate-key"]);
  assert.equal(code, 0, err);
  const { secrets } = readAccount().workers.guildhall;
  assert.notEqual(secrets.ENCRYPTION_KEY, old);
  assert.equal(secrets.ENCRYPTION_KEY_PREVIOUS, old);
  assert.equal(secrets.VAPID_PRIVATE_KEY, push);
  assert.equal(values().ENCRYPTION_KEY, secrets.ENCRYPTION_KEY);
  assert.match((await deploy()).out, /Nothing changed/);
});

test("keys that only the Worker has are neither replaced nor rotated", async () => {
  await deploy();
  const { secrets } = readAccount().workers.guildhall;
  writeFileSync(path.join(folder, ".env"), `DISCORD_TOKEN=${TOKEN}\nGUILDS=${GUILD}\n`);
  assert.equal((await deploy()).code, 0);
  assert.deepEqual(readAccount().workers.guildhall.secrets, secrets);
  const { code, err } = await deploy(["--rotate-key"]);
  assert.equal(code, 1);
  assert.match(err, /The present ENCRYPTION_KEY is not in \.env/);
  assert.deepEqual(readAccount().workers.guildhall.secrets, secrets);
});

test("a bot that anybody may add gets install parameters, and the advice to end that", async () => {
  discord.me.bot_public = true;
  const { out } = await deploy();
  assert.match(out, /Installation › Install Link › None, then Bot › Public Bot off/);
  assert.deepEqual(discord.me.install_params, { scopes: ["bot", "applications.commands"], permissions: PERMISSIONS });
});

test("an address that Discord cannot verify yet is offered again, within bounds", async () => {
  const rest = new Discord({ token: TOKEN, base: base() });
  const fields = { interactions_endpoint_url: `${ADDRESS}/interactions` };
  const waited = [];
  discord.refusals = 2;
  await change(rest, fields, { waits: [1, 2, 4], sleep: async (count) => waited.push(count) });
  assert.deepEqual(waited, [1, 2]);
  assert.equal(discord.me.interactions_endpoint_url, fields.interactions_endpoint_url);
  discord.refusals = 9;
  const refused = change(rest, fields, { waits: [1, 2, 4], sleep: async () => {} });
  await assert.rejects(refused, /400 Invalid Form Body\n {2}interactions_endpoint_url: The specified interactions endpoint url could not be verified/);
  assert.equal(discord.refusals, 5, "four tries and no more");
});

test("what Discord has already is not sent again", () => {
  const address = "https://bot.example.com";
  const own = { flags: (1 << 14) | (1 << 18), bot_public: true };
  const fields = wanted(own, { address, permissions: PERMISSIONS });
  assert.equal(fields.flags, own.flags, "a verified bot has the whole intents");
  assert.deepEqual(Object.keys(missing(own, fields)).sort(), [
    "event_webhooks_status",
    "event_webhooks_types",
    "event_webhooks_url",
    "install_params",
    "interactions_endpoint_url",
  ]);
  const reordered = { ...own, ...fields, event_webhooks_types: [...fields.event_webhooks_types].reverse() };
  assert.deepEqual(missing(reordered, fields), {});
});

test("a domain of one's own is attached to the Worker", () => {
  const toml = {
    main: "build/index.js",
    vars: { LOG_LEVEL: "info", GUILDS: "" },
    d1_databases: [{ binding: "DB", database_id: "0", migrations_dir: "migrations" }],
    assets: { directory: "assets" },
  };
  const own = filledIn(toml, { worker: "guildhall", database: "1", vars: { PUBLIC_BASE_URL: "https://bot.example.com" } });
  assert.deepEqual(own.routes, [{ pattern: "bot.example.com", custom_domain: true }]);
  assert.deepEqual(own.vars, { LOG_LEVEL: "info", PUBLIC_BASE_URL: "https://bot.example.com" });
  assert.equal(own.main, "../build/index.js");
  const given = filledIn(toml, { worker: "guildhall", database: "1", vars: { PUBLIC_BASE_URL: ADDRESS } });
  assert.equal(given.routes, undefined);
});

test("--dry-run prints each step and touches nothing", async () => {
  rmSync(path.join(folder, ".env"));
  const { code, out } = await deploy(["--dry-run"], { PATH: "" });
  assert.equal(code, 0);
  for (const step of ["Variables", "Discord", "Cloudflare", "Database", "Migrations", "Keys", "Worker", "Commands", "Application", "Invitation"]) {
    assert.match(out, new RegExp(`\\d+/10 ${step} `));
  }
  assert.match(out, /DISCORD_TOKEN is missing/);
  assert.match(out, /Nothing was done\.\n$/);
  assert.deepEqual([discord.requests, readAccount().calls], [[], []]);
  assert.ok(!existsSync(path.join(folder, ".deploy")));
});

test("undeploy takes everything back but the database", async () => {
  await deploy();
  assert.match((await undeploy()).err, /say --yes/);
  const { code, out, err } = await undeploy(["--yes"]);
  assert.equal(code, 0, err);
  assert.match(out, /Database +"guildhall" stays/);
  assert.deepEqual(readAccount().workers, {});
  assert.equal(readAccount().databases.length, 1);
  assert.deepEqual(discord.registered, []);
  assert.equal(discord.me.interactions_endpoint_url, null);
  assert.equal(discord.me.event_webhooks_url, null);
  assert.equal(discord.me.event_webhooks_status, 1);
  // Again there is nothing to take back, and what was there is found by the next deployment.
  const again = await undeploy(["--yes"]);
  assert.equal(again.code, 0, again.err);
  assert.match(again.out, /Worker +there is no "guildhall"/);
  const back = await deploy();
  assert.equal(back.code, 0, back.err);
  assert.match(back.out, /Database +"guildhall" is there/);
});

test("undeploy removes the database when it is told to", async () => {
  await deploy();
  const { code, err } = await undeploy(["--yes", "--database"]);
  assert.equal(code, 0, err);
  assert.deepEqual(readAccount().databases, []);
  assert.match((await undeploy(["--dry-run"])).out, /Nothing was done/);
});
