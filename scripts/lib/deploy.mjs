// Deploys, or with --dry-run prints what deploying would do. scripts/deploy builds first and calls this.
import { parseArgs } from "node:util";

import { Deployment } from "./deploy/deployment.mjs";
import { STEPS, UNCHANGED } from "./deploy/steps.mjs";
import { faults } from "./deploy/variables.mjs";
import { Refusal } from "./discord/client.mjs";

const { values: given } = parseArgs({
  options: {
    root: { type: "string", default: "." },
    env: { type: "string", default: "production" },
    location: { type: "string" },
    derived: { type: "string" },
    "rotate-key": { type: "boolean", default: false },
    "dry-run": { type: "boolean", default: false },
  },
});

const deployment = new Deployment({
  root: given.root,
  environment: given.env,
  location: given.location,
  derived: given.derived,
  rotate: given["rotate-key"],
  say: (line) => console.log(`      ${line}`),
});

const title = (index) => `${String(index + 1).padStart(2)}/${STEPS.length} ${STEPS[index].name.padEnd(12)}`;

function dryRun() {
  console.log(`Deploying "${deployment.worker}" would, in this order:`);
  STEPS.forEach((step, index) => console.log(`${title(index)} ${step.plan(deployment)}`));
  const found = faults(deployment.values);
  if (found.length > 0) console.log(`Before that, set in ${deployment.file}:\n${found.map((line) => `  - ${line}`).join("\n")}`);
  console.log("Nothing was done.");
}

async function run() {
  console.log(`Deploying "${deployment.worker}":`);
  let changed = 0;
  for (const [index, step] of STEPS.entries()) {
    const done = await step.act(deployment);
    if (!done.startsWith(UNCHANGED)) changed += 1;
    console.log(`${title(index)} ${done.replace(/^unchanged: /, "")}`);
  }
  console.log(changed === 0 ? "Nothing changed." : `Deployed. ${deployment.address}/health tells how it is.`);
}

try {
  if (given["dry-run"]) dryRun();
  else await run();
} catch (error) {
  if (error instanceof Refusal) console.error(error.message);
  else console.error(`Deploying failed: ${error.cause?.message ?? error.message}`);
  process.exit(1);
}
