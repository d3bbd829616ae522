// Starts the real playground for the stories: the built Worker, the simulated Discord and the page.
import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const STARTS_WITHIN_MS = 60_000;
const ENDS_WITHIN_MS = 5_000;

const say = (sentence) => new Error(`The stories in the browser cannot run: ${sentence}`);

function program() {
  const file = process.env.PLAYGROUND ?? path.resolve(ROOT, process.env.CARGO_TARGET_DIR ?? "target", "debug", "playground");
  if (existsSync(file)) return file;
  throw say("the playground's program is not built. Run: cargo build --package simulator --bin playground");
}

/** A file with the command list; COMMANDS names a ready one. */
function commandList(folder) {
  if (process.env.COMMANDS) return process.env.COMMANDS;
  const file = path.join(folder, "commands.json");
  try {
    writeFileSync(file, execFileSync("scripts/register", ["--print"], { cwd: ROOT, stdio: ["ignore", "pipe", "pipe"] }));
  } catch (error) {
    throw say(`scripts/register --print failed: ${error.stderr ?? error.message}`);
  }
  return file;
}

/**
 * Starts a playground of its own: `{url, stop()}`. With PLAYGROUND_URL the stories run against one that is already up.
 */
export async function startPlayground() {
  if (process.env.PLAYGROUND_URL) return { url: process.env.PLAYGROUND_URL, stop: async () => {} };
  if (!existsSync(path.join(ROOT, "build", "index.js"))) throw say("the Worker is not built. Run: scripts/build");
  const file = program();
  const folder = mkdtempSync(path.join(tmpdir(), "playground-"));
  const openapi = path.resolve(ROOT, "../shared/discord/openapi.json");
  const child = spawn(file, [
    ...["--runtime", `${process.execPath} ${path.join("scripts", "lib", "runtime.mjs")}`],
    ...["--root", ROOT, "--commands", commandList(folder)],
    ...(existsSync(openapi) ? ["--openapi", openapi] : []),
  ], { cwd: ROOT, stdio: ["pipe", "pipe", "pipe"] });
  child.stdin.on("error", () => {});
  let errors = "";
  child.stderr.setEncoding("utf8").on("data", (text) => { errors = (errors + text).slice(-4000); });
  const ended = new Promise((resolve) => child.once("exit", resolve));

  const stop = async () => {
    child.stdin.end();
    child.kill("SIGTERM");
    const hard = setTimeout(() => child.kill("SIGKILL"), ENDS_WITHIN_MS);
    await ended;
    clearTimeout(hard);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    return { url: await firstLine(child, ended, () => errors), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function firstLine(child, ended, errors) {
  return new Promise((resolve, reject) => {
    const slow = setTimeout(() => reject(say(`the playground did not start in time.\n${errors()}`)), STARTS_WITHIN_MS);
    child.once("error", (error) => reject(say(error.message)));
    ended.then((code) => reject(say(`the playground ended with ${code}.\n${errors()}`)));
    createInterface({ input: child.stdout }).once("line", (line) => {
      clearTimeout(slow);
      let started;
      try {
        started = JSON.parse(line);
      } catch {
        started = { error: line };
      }
      if (started.ready) resolve(started.url);
      else reject(say(`the playground says: ${started.error}`));
    });
  });
}
