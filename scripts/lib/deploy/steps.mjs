// The steps of a deployment, in order. `--dry-run` prints each one's `plan`; a run carries out its `act`.
import { readFileSync } from "node:fs";
import path from "node:path";

import { DEFAULT_API, Discord, Refusal, requireBot } from "../discord/client.mjs";
import { register } from "../discord/commands.mjs";
import { change, inviteLink, missing, wanted } from "./application.mjs";
import { fingerprint, writeConfig } from "./config.mjs";
import { KEYS, PREVIOUS, requireVariables, secretsOf } from "./variables.mjs";
import { tail } from "./wrangler.mjs";

/**
 * `plan(deployment)` is a sentence and needs nothing but the arguments. `act(deployment)` gives what was
 * done as a sentence; it starts with {@link UNCHANGED} when nothing had to be.
 */
export const UNCHANGED = "unchanged";

/** @typedef {import("./deployment.mjs").Deployment} Deployment */

export const STEPS = [
  {
    name: "Variables",
    plan: ({ file }) => `read ${file} and the environment, ask for what is missing, refuse what is malformed`,
    async act(deployment) {
      await deployment.ask();
      requireVariables(deployment.values, deployment.file);
      deployment.refuseTheSameApplication();
      return `${UNCHANGED}: ${deployment.file} has everything`;
    },
  },
  {
    name: "Discord",
    plan: () => "make sure that DISCORD_TOKEN is a bot's; read the application's id and public key",
    async act(deployment) {
      const { values } = deployment;
      deployment.discord = new Discord({
        token: values.DISCORD_TOKEN,
        base: (values.DISCORD_API_BASE ?? DEFAULT_API).replace(/\/+$/, ""),
      });
      const application = await requireBot(deployment.discord, values.DISCORD_APPLICATION_ID);
      if (values.DISCORD_PUBLIC_KEY && values.DISCORD_PUBLIC_KEY.toLowerCase() !== application.verify_key) {
        throw new Refusal("DISCORD_PUBLIC_KEY is not the application's public key. Leave it out: it is read from Discord.");
      }
      Object.assign(values, { DISCORD_APPLICATION_ID: application.id, DISCORD_PUBLIC_KEY: application.verify_key });
      deployment.application = application;
      return `${UNCHANGED}: the bot of the application "${application.name}" (${application.id})`;
    },
  },
  {
    name: "Cloudflare",
    plan: () => "make sure that wrangler is signed in to one Cloudflare account",
    async act(deployment) {
      return `${UNCHANGED}: ${await deployment.wrangler.account()}`;
    },
  },
  {
    name: "Database",
    plan: ({ worker, location }) => `create the D1 database "${worker}" (--location ${location}) unless it is there`,
    async act(deployment) {
      const { wrangler, worker, location } = deployment;
      deployment.database = await wrangler.database(worker);
      if (deployment.database) return `${UNCHANGED}: "${worker}" is there`;
      await wrangler.createDatabase(worker, location);
      deployment.database = await wrangler.database(worker);
      if (!deployment.database) throw new Refusal(`The database "${worker}" was created but is not listed. Run this again.`);
      return `created "${worker}" (${location})`;
    },
  },
  {
    name: "Migrations",
    plan: () => "print the bookmark to go back to, apply new migrations; stop here when one fails",
    async act(deployment) {
      const { wrangler, worker } = deployment;
      const config = await deployment.writeConfig();
      if (!(await wrangler.hasPendingMigrations(config, worker))) return `${UNCHANGED}: none is new`;
      const bookmark = await wrangler.bookmark(config, worker);
      const back = bookmark
        ? `wrangler d1 time-travel restore ${worker} --bookmark=${bookmark}`
        : "(Cloudflare gives no bookmark for this database yet)";
      deployment.say(`To go back to the database as it is now: ${back}`);
      const done = await wrangler.applyMigrations(config, worker);
      if (done.code === 0) return "applied";
      throw new Refusal(
        `A migration failed, so nothing was deployed; what runs is what ran before:\n${tail(done)}\n` +
          `Earlier migrations of this run stay applied. To take them back as well: ${back}`,
      );
    },
  },
  {
    name: "Keys",
    plan: ({ file, rotate }) =>
      rotate
        ? `make a new ENCRYPTION_KEY, keep the present one as ${PREVIOUS} in ${file}`
        : `make ENCRYPTION_KEY and VAPID_PRIVATE_KEY once and keep them in ${file}`,
    async act(deployment) {
      const { values, wrangler, worker } = deployment;
      deployment.uploaded = await wrangler.secrets(worker);
      // A key that the Worker has and this machine does not is never replaced.
      const lacking = KEYS.filter(({ name }) => !values[name] && !deployment.uploaded?.includes(name));
      const made = Object.fromEntries(lacking.map(({ name, make }) => [name, make()]));
      if (deployment.rotate) Object.assign(made, rotated(deployment));
      if (Object.keys(made).length === 0) return `${UNCHANGED}: all are there`;
      deployment.keep(made);
      return `made ${Object.keys(made).filter((name) => name !== PREVIOUS).join(", ")}, kept in ${deployment.file}`;
    },
  },
  {
    name: "Worker",
    plan: ({ worker }) => `deploy "${worker}" with its secrets and the address it gets, unless exactly this is deployed`,
    async act(deployment) {
      const { wrangler, worker, values, root } = deployment;
      const secrets = secretsOf(values);
      const deploy = async () => {
        const config = await deployment.config();
        const tag = fingerprint(root, config, secrets);
        const there = deployment.uploaded !== undefined && (await wrangler.tag(worker)) === tag;
        if (there) return false;
        const address = await wrangler.deploy(writeConfig(root, config), secrets, tag);
        deployment.address = values.PUBLIC_BASE_URL?.replace(/\/+$/, "") ?? address;
        return true;
      };
      const changed = await deploy();
      if (values.PUBLIC_BASE_URL) {
        deployment.address = values.PUBLIC_BASE_URL.replace(/\/+$/, "");
      } else if (deployment.address) {
        // Only now is it known where the Worker is. It says so itself in links, so it is told.
        deployment.keep({ PUBLIC_BASE_URL: deployment.address });
        deployment.uploaded ??= [];
        await deploy();
      } else {
        throw new Refusal("The Worker has no address: turn on workers.dev for it in Cloudflare's dashboard, or set PUBLIC_BASE_URL.");
      }
      return changed ? `deployed to ${deployment.address}` : `${UNCHANGED}: ${deployment.address} has exactly this`;
    },
  },
  {
    name: "Commands",
    plan: () => "register the commands globally, unless they are registered already",
    async act(deployment) {
      const commands = JSON.parse(readFileSync(path.join(deployment.derived, "commands.json"), "utf8"));
      const done = await register(deployment.discord, commands, { application: deployment.application.id });
      return done.startsWith("Nothing") ? `${UNCHANGED}: ${commands.length} commands` : done;
    },
  },
  {
    name: "Application",
    plan: () =>
      "tell Discord the addresses of /interactions and /webhook-events, the limited intents and, for a public bot, the install parameters",
    async act(deployment) {
      const { application, discord, address } = deployment;
      const fields = missing(application, wanted(application, { address, permissions: deployment.permissions() }));
      const names = Object.keys(fields);
      if (names.length === 0) return `${UNCHANGED}: Discord knows the address`;
      await change(discord, fields, { say: (line) => deployment.say(line) });
      return `set ${names.join(", ")}`;
    },
  },
  {
    name: "Invitation",
    plan: () => "print the link that adds the bot to a server with the permissions that its features need",
    async act(deployment) {
      const { application, values } = deployment;
      const guilds = values.GUILDS.split(",").map((id) => id.trim());
      const links = guilds.map((guild) => inviteLink(application.id, deployment.permissions(), guild));
      if (application.bot_public) {
        deployment.say(
          "Anybody may add this bot to their server. Turn that off in the Developer Portal: Installation › Install Link › None, then Bot › Public Bot off.",
        );
      }
      return `${UNCHANGED}: add the bot to your server, then run /setup there:\n${links.map((link) => `      ${link}`).join("\n")}`;
    },
  },
];

/** The keys after a rotation. */
function rotated({ values, file, uploaded }) {
  if (!uploaded) throw new Refusal("Nothing is deployed yet, so there is no key to rotate. Run this without --rotate-key.");
  if (process.env.ENCRYPTION_KEY) {
    throw new Refusal("ENCRYPTION_KEY comes from the environment: rotate it where it is kept, and keep the old one as ENCRYPTION_KEY_PREVIOUS.");
  }
  if (!values.ENCRYPTION_KEY) {
    throw new Refusal(`The present ENCRYPTION_KEY is not in ${file}, so what is sealed with it could not be read any more. Put it there first.`);
  }
  const { make } = KEYS.find(({ name }) => name === "ENCRYPTION_KEY");
  return { ENCRYPTION_KEY: make(), [PREVIOUS]: values.ENCRYPTION_KEY };
}
