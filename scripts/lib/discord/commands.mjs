// The registered commands: one bulk PUT, only when something differs.
import { Refusal, explain } from "./client.mjs";

const CHAT_INPUT = 1;

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

/**
 * Makes the registered commands those that are wanted and says in one line what changed.
 * @param {{application: string, guild?: string}} where globally, or in one guild
 */
export async function register(discord, wanted, { application, guild }) {
  const scope = guild === undefined ? "" : `/guilds/${guild}`;
  const route = `/applications/${application}${scope}/commands`;
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
