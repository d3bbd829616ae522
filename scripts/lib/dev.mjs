// Starts the playground's program, tells where it is, and ends it with this one.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const STARTS_WITHIN_MS = 60_000;
const ENDS_WITHIN_MS = 5_000;

const { values: given } = parseArgs({
  options: {
    playground: { type: "string" },
    commands: { type: "string" },
    port: { type: "string" },
    check: { type: "boolean", default: false },
  },
});

const root = fileURLToPath(new URL("../..", import.meta.url));
const openapi = path.resolve(root, "../shared/discord/openapi.json");

const child = spawn(
  given.playground,
  [
    ...["--runtime", "node scripts/lib/runtime.mjs", "--root", root, "--commands", given.commands],
    ...(given.port ? ["--port", given.port] : []),
    // Without Discord's own description of its API the simulated one checks less, and goes on.
    ...(existsSync(openapi) ? ["--openapi", openapi] : []),
  ],
  {
    cwd: root,
    stdio: ["pipe", "pipe", "inherit"],
    // The command is split at spaces, so this Node is found by name: its folder may have one.
    env: { ...process.env, PATH: `${path.dirname(process.execPath)}${path.delimiter}${process.env.PATH}` },
  },
);

let code = 0;
let ending = false;

function end(status) {
  if (ending) return;
  ending = true;
  code = status;
  child.stdin.end();
  child.kill("SIGTERM");
  setTimeout(() => child.kill("SIGKILL"), ENDS_WITHIN_MS).unref();
}

process.on("SIGINT", () => end(0));
process.on("SIGTERM", () => end(0));
// The terminal is gone, or whatever started this.
process.on("SIGHUP", () => end(0));
child.stdin.on("error", () => {});
child.on("error", (error) => {
  console.error(`The playground cannot be started: ${error.message}`);
  process.exit(1);
});
child.on("exit", (status) => {
  if (!ending) console.error("The playground ended by itself.");
  process.exit(ending ? code : status || 1);
});

const slow = setTimeout(() => {
  console.error("The playground did not start in time.");
  end(1);
}, STARTS_WITHIN_MS);

createInterface({ input: child.stdout }).once("line", async (line) => {
  clearTimeout(slow);
  const started = parse(line);
  if (!started?.ready) {
    console.error(`The playground did not start: ${started?.error ?? line}`);
    return end(1);
  }
  if (given.check) return check(started.url);
  console.log(`
  Guildhall's playground is up. Open

      ${started.url}

  No account is needed: pick a person, type a command such as /help.
  Ctrl-C ends it and forgets everything.
`);
});

function parse(line) {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

async function check(url) {
  try {
    const response = await fetch(url);
    if (!response.ok) throw new Error(`status ${response.status}`);
    console.log(`The playground is up at ${url}`);
    end(0);
  } catch (error) {
    console.error(`The playground does not answer: ${error.message}`);
    end(1);
  }
}
