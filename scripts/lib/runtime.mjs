// Runs the built Worker in workerd for tests and for the playground: wrangler's test harness with a
// control port. The first line of standard input says what to run, one line of standard output says
// where; the end of standard input ends it, so that it never outlives the program that started it.
import { createInterface } from "node:readline";
import { serveControl } from "./runtime/control.mjs";
import { LocalWorker } from "./runtime/worker.mjs";

const CLOSES_WITHIN_MS = 5_000;

// Standard output holds one line of JSON and nothing else, whatever the libraries print.
const print = process.stdout.write.bind(process.stdout);
process.stdout.write = process.stderr.write.bind(process.stderr);

let worker;
let control;
let ending = false;

async function end(code) {
  if (ending) return;
  ending = true;
  setTimeout(() => process.exit(code), CLOSES_WITHIN_MS).unref();
  control?.close();
  try {
    await worker?.close();
  } catch (error) {
    console.error(error);
  }
  process.exit(code);
}

/** wrangler's own message for an old Node says nothing of the one that the project brings. */
function requireNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major > 22 || (major === 22 && minor >= 12)) return;
  throw new Error(`Node 22.12 or later is needed, this is ${process.version}: use node_modules/node-*/bin/node`);
}

function report(line) {
  return new Promise((resolve) => print(`${JSON.stringify(line)}\n`, resolve));
}

// Registered before wrangler is loaded, whose own handlers end the process at once.
process.on("SIGTERM", () => end(0));
process.on("SIGINT", () => end(0));
// A request that a restart cut off may leave a promise behind that nobody waits for.
process.on("unhandledRejection", (error) => console.error(error));
process.on("uncaughtException", (error) => {
  console.error(error);
  end(1);
});

const input = createInterface({ input: process.stdin });
input.once("close", () => end(0));
input.once("line", async (line) => {
  try {
    requireNode();
    worker = await LocalWorker.start(JSON.parse(line));
    control = await serveControl(worker);
    await report({ ready: true, worker: worker.url, control: control.url });
  } catch (error) {
    console.error(error);
    await report({ ready: false, error: String(error?.message ?? error) });
    end(1);
  }
});
