// Registers the commands with Discord: one bulk PUT, only when something differs.
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";

const MOST_TRIES = 5;
const MOST_WAITING_MS = 120_000;
const DEFAULT_API = "https://discord.com/api/v10";
const CHAT_INPUT = 1;

/** Something to tell the operator in one sentence, without a stack. */
class Refusal extends Error {}

/** Values of `.env` for what the environment does not set. */
function readEnvFile(folder) {
  const file = path.join(folder, ".env");
  if (!existsSync(file)) return {};
  const pairs = readFileSync(file, "utf8")
    .split(/\r?\n/)
    .map((line) => /^\s*(?:export\s+)?([A-Z_][A-Z0-9_]*)\s*=\s*(.*?)\s*$/.exec(line))
    .filter(Boolean)
    .map(([, name, value]) => [name, /^(['"]).*\1$/.test(value) ? value.slice(1, -1) : value]);
  return Object.fromEntries(pairs);
}

/** The two variables, checked; a message names them and never shows what they hold. */
function readSettings(root) {
  // A variable that is set to nothing counts as not set.
  const environment = Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== ""));
  const values = { ...readEnvFile(root), ...environment };
  const names = ["DISCORD_TOKEN", "DISCORD_APPLICATION_ID"];
  const missing = names.filter((name) => !values[name]);
  if (missing.length > 0) {
    throw new Refusal(`${missing.join(" and ")} missing: set in the environment or in .env.`);
  }
  const malformed = [
    [names[0], /^[\w-]+\.[\w-]+\.[\w-]+$/],
    [names[1], /^\d{17,20}$/],
  ].filter(([name, form]) => !form.test(values[name]));
  if (malformed.length > 0) {
    throw new Refusal(`${malformed.map(([name]) => name).join(" and ")} malformed: copy it again from Discord's developer portal.`);
  }
  return {
    token: values.DISCORD_TOKEN,
    application: values.DISCORD_APPLICATION_ID,
    base: (values.DISCORD_API_BASE || DEFAULT_API).replace(/\/+$/, ""),
  };
}

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Discord's REST API, with its Retry-After obeyed within bounds. */
class Discord {
  #settings;
  #waited = 0;

  constructor(settings) {
    this.#settings = settings;
  }

  /** The answer's status and body; only 429 and 5xx are tried again. */
  async call(method, route, body) {
    for (let attempt = 1; ; attempt += 1) {
      const response = await fetch(`${this.#settings.base}${route}`, {
        method,
        headers: {
          authorization: `Bot ${this.#settings.token}`,
          "user-agent": "DiscordBot (guildhall, 0.1.0)",
          ...(body === undefined ? {} : { "content-type": "application/json" }),
        },
        body: body === undefined ? undefined : JSON.stringify(body),
        signal: AbortSignal.timeout(30_000),
      });
      const answer = parse(await response.text());
      if (response.status !== 429 && response.status < 500) return { status: response.status, answer };
      await this.#wait(attempt, response, answer, `${method} ${route.split("?")[0]}`);
    }
  }

  async #wait(attempt, response, answer, what) {
    const asked = Number(answer?.retry_after ?? response.headers.get("retry-after"));
    const ms = Math.ceil((asked > 0 ? asked : 2 ** (attempt - 1)) * 1000);
    if (attempt >= MOST_TRIES || this.#waited + ms > MOST_WAITING_MS) {
      throw new Refusal(`Discord answered ${response.status} to ${what} and asks to wait ${Math.ceil(ms / 1000)} s. Run this again later.`);
    }
    this.#waited += ms;
    await sleep(ms);
  }
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Only a bot's own token may be used, and only for its own application. */
async function requireBot(discord, application) {
  const own = await discord.call("GET", "/applications/@me");
  if (own.status !== 200) {
    throw new Refusal(`DISCORD_TOKEN is refused by Discord (status ${own.status}): it must be the token of a bot account.`);
  }
  if (own.answer?.id !== application) {
    throw new Refusal("DISCORD_TOKEN belongs to another application than DISCORD_APPLICATION_ID.");
  }
  const user = await discord.call("GET", "/users/@me");
  if (user.status !== 200 || user.answer?.bot !== true) {
    throw new Refusal("DISCORD_TOKEN is not the token of a bot account.");
  }
}

const localizations = (value) => Object.entries(value ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));

function choice({ name, name_localizations, value }) {
  return { name, name_localizations: localizations(name_localizations), value };
}

function option(given) {
  const { min_value, max_value, min_length, max_length } = given;
  return {
    type: given.type,
    name: given.name,
    name_localizations: localizations(given.name_localizations),
    description: given.description,
    description_localizations: localizations(given.description_localizations),
    required: given.required ?? false,
    autocomplete: given.autocomplete ?? false,
    channel_types: [...(given.channel_types ?? [])].sort((a, b) => a - b),
    limits: [min_value, max_value, min_length, max_length].map((limit) => limit ?? null),
    choices: (given.choices ?? []).map(choice),
    options: (given.options ?? []).map(option),
  };
}

/** What was asked for, without what Discord adds (ids, versions, defaults), so that two can be compared. */
function normalized(command, { inGuild }) {
  const common = {
    name: command.name,
    type: command.type ?? CHAT_INPUT,
    name_localizations: localizations(command.name_localizations),
    description: command.description ?? "",
    description_localizations: localizations(command.description_localizations),
    default_member_permissions: command.default_member_permissions ?? null,
    nsfw: command.nsfw ?? false,
    options: (command.options ?? []).map(option),
  };
  // Contexts exist for global commands only. Discord fills in those that were left out.
  const sorted = (list) => [...list].sort((a, b) => a - b);
  if (inGuild) return common;
  return {
    ...common,
    contexts: sorted(command.contexts ?? [0, 1, 2]),
    integration_types: sorted(command.integration_types ?? [0]),
  };
}

const keyOf = (command) => `${command.type ?? CHAT_INPUT}:${command.name}`;

function title(command) {
  const type = command.type ?? CHAT_INPUT;
  return type === CHAT_INPUT ? `/${command.name}` : `"${command.name}"`;
}

/** `+ /ping`, `~ /bytes`, `- /old`: what a PUT of `wanted` changes in `present`. */
function changes(wanted, present, { inGuild }) {
  const before = new Map(present.map((command) => [keyOf(command), command]));
  const after = new Set(wanted.map(keyOf));
  const same = (a, b) => JSON.stringify(normalized(a, { inGuild })) === JSON.stringify(normalized(b, { inGuild }));
  return [
    ...wanted.flatMap((command) => {
      const old = before.get(keyOf(command));
      if (!old) return [`+ ${title(command)}`];
      return same(command, old) ? [] : [`~ ${title(command)}`];
    }),
    ...present.filter((command) => !after.has(keyOf(command))).map((command) => `- ${title(command)}`),
  ];
}

/** Discord's nested error object as lines `path: message`. */
function explain(errors, at = []) {
  if (!errors || typeof errors !== "object") return [];
  return Object.entries(errors).flatMap(([name, value]) =>
    name === "_errors" ? value.map(({ message }) => `${at.join(".")}: ${message}`) : explain(value, [...at, name]),
  );
}

async function register(wanted, { root, guild }) {
  const settings = readSettings(root);
  if (guild !== undefined && !/^\d{17,20}$/.test(guild)) throw new Refusal("--guild wants the id of a guild.");
  const discord = new Discord(settings);
  await requireBot(discord, settings.application);

  const scope = guild === undefined ? "" : `/guilds/${guild}`;
  const route = `/applications/${settings.application}${scope}/commands`;
  const where = guild === undefined ? "globally" : `in guild ${guild}`;

  const present = await discord.call("GET", `${route}?with_localizations=true`);
  if (present.status !== 200) {
    throw new Refusal(`The commands registered ${where} cannot be read: ${present.status} ${present.answer?.message ?? ""}`);
  }
  const changed = changes(wanted, present.answer, { inGuild: guild !== undefined });
  if (changed.length === 0) return `Nothing changed: ${wanted.length} commands are registered ${where}.`;

  const put = await discord.call("PUT", route, wanted);
  if (put.status !== 200) {
    const reasons = explain(put.answer?.errors).map((line) => `\n  ${line}`);
    throw new Refusal(`Discord refused the commands: ${put.status} ${put.answer?.message ?? ""}${reasons.join("")}`);
  }
  return `Registered ${where}: ${changed.join("  ")}`;
}

const { values: given } = parseArgs({
  options: { commands: { type: "string" }, guild: { type: "string" }, root: { type: "string", default: "." } },
});
try {
  const wanted = JSON.parse(readFileSync(given.commands, "utf8"));
  console.log(await register(wanted, given));
} catch (error) {
  if (error instanceof Refusal) console.error(error.message);
  else console.error(`Registration failed: ${error.cause?.message ?? error.message}`);
  process.exit(1);
}
