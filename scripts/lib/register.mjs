// Registers the commands with Discord: one bulk PUT, only when something differs.
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";

import { DEFAULT_API, Discord, Refusal, requireBot } from "./discord/client.mjs";
import { register } from "./discord/commands.mjs";
import { readValues } from "./env-file.mjs";

/** The two variables, checked; a message names them and never shows what they hold. */
function readSettings(root) {
  const values = readValues(root);
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

const { values: given } = parseArgs({
  options: { commands: { type: "string" }, guild: { type: "string" }, root: { type: "string", default: "." } },
});
try {
  const wanted = JSON.parse(readFileSync(given.commands, "utf8"));
  const { application, ...access } = readSettings(given.root);
  if (given.guild !== undefined && !/^\d{17,20}$/.test(given.guild)) throw new Refusal("--guild wants the id of a guild.");
  const discord = new Discord(access);
  await requireBot(discord, application);
  console.log(await register(discord, wanted, { application, guild: given.guild }));
} catch (error) {
  if (error instanceof Refusal) console.error(error.message);
  else console.error(`Registration failed: ${error.cause?.message ?? error.message}`);
  process.exit(1);
}
