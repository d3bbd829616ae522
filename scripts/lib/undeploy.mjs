// Removes a deployment; scripts/undeploy calls this.
import { parseArgs } from "node:util";

import { UNWANTED, change, missing } from "./deploy/application.mjs";
import { Deployment, question } from "./deploy/deployment.mjs";
import { DEFAULT_API, Discord, Refusal, requireBot } from "./discord/client.mjs";
import { register } from "./discord/commands.mjs";

const { values: given } = parseArgs({
  options: {
    root: { type: "string", default: "." },
    env: { type: "string", default: "production" },
    yes: { type: "boolean", default: false },
    database: { type: "boolean", default: false },
    "dry-run": { type: "boolean", default: false },
  },
});

const deployment = new Deployment({ root: given.root, environment: given.env, say: (line) => console.log(`     ${line}`) });
const { worker, file, values, wrangler } = deployment;

/** Discord first, so that it sends nothing more to what is about to go. */
const STEPS = [
  {
    name: "Discord",
    plan: "take the addresses out of the application and the commands out of Discord",
    async act() {
      if (!values.DISCORD_TOKEN) return `left alone: DISCORD_TOKEN is not in ${file}`;
      const discord = new Discord({
        token: values.DISCORD_TOKEN,
        base: (values.DISCORD_API_BASE ?? DEFAULT_API).replace(/\/+$/, ""),
      });
      const application = await requireBot(discord, values.DISCORD_APPLICATION_ID);
      const fields = missing(application, UNWANTED);
      if (Object.keys(fields).length > 0) await change(discord, fields, { waits: [] });
      await register(discord, [], { application: application.id });
      return `"${application.name}" has neither address nor commands any more`;
    },
  },
  {
    name: "Worker",
    plan: `remove the Worker "${worker}" with its secrets and its cron trigger`,
    async act() {
      return (await wrangler.deleteWorker(worker)) ? `"${worker}" is removed` : `there is no "${worker}"`;
    },
  },
  {
    name: "Database",
    plan: `remove the D1 database "${worker}" when that is confirmed`,
    async act(removed) {
      if (!(await wrangler.database(worker))) return `there is no "${worker}"`;
      if (!removed) return `"${worker}" stays, with everything in it; scripts/deploy finds it again`;
      await wrangler.deleteDatabase(worker);
      return `"${worker}" is removed`;
    },
  },
];

const title = (index) => `${index + 1}/${STEPS.length} ${STEPS[index].name.padEnd(9)}`;

/** Whether the database goes too. */
async function confirmed() {
  if (given.yes) return given.database;
  if (!process.stdin.isTTY) throw new Refusal("Nobody is there to confirm it: say --yes.");
  const answer = await question(`This removes "${worker}". Type its name to go on.\n> `);
  if (answer.trim() !== worker) throw new Refusal("Nothing was removed.");
  const also = await question(
    `Type "delete everything" to remove its database too: bytes, squads, cases, settings. Enter keeps it.\n> `,
  );
  return also.trim() === "delete everything";
}

try {
  if (given["dry-run"]) {
    console.log(`Removing "${worker}" would, in this order:`);
    STEPS.forEach((step, index) => console.log(`${title(index)} ${step.plan}`));
    console.log("Nothing was done.");
  } else {
    const removesDatabase = await confirmed();
    await wrangler.account();
    for (const [index, step] of STEPS.entries()) console.log(`${title(index)} ${await step.act(removesDatabase)}`);
    console.log(`${file} is left as it is; its keys open what the database holds.`);
  }
} catch (error) {
  if (error instanceof Refusal) console.error(error.message);
  else console.error(`Removing failed: ${error.cause?.message ?? error.message}`);
  process.exit(1);
}
