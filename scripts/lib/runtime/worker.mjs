// The built Worker running in workerd, in a folder of its own.
import { once } from "node:events";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import module, { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { Logs } from "./logs.mjs";
import { Workerd } from "./workerd.mjs";

const REPOSITORY = fileURLToPath(new URL("../../..", import.meta.url));
const BINDING = "DB";
const PREFIX = "guildhall-runtime-";
// The wrapper and the build stay two files; without a rule wrangler would overlook the second.
const UNBUNDLED = '\n[[rules]]\ntype = "ESModule"\nglobs = ["guildhall/*.js"]\nfallthrough = true\n';
const ANSWERS_WITHIN_MS = 15_000;

export class LocalWorker {
  #harness;
  #workerd;
  #folder;
  #migrate;
  #proxy;
  #turn = Promise.resolve();

  /**
   * @param {{root: string, vars?: object, secrets?: object, migrate?: boolean}} options
   */
  static async start(options) {
    const worker = new LocalWorker();
    try {
      await worker.#start(options);
    } catch (error) {
      await worker.close();
      throw error;
    }
    return worker;
  }

  async #start({ root, vars = {}, secrets = {}, migrate = false }) {
    this.#folder = privateFolder(root);
    this.#migrate = migrate;
    isolate(this.#folder);

    const config = readFileSync(path.join(this.#folder, "wrangler.toml"), "utf8");
    this.#workerd = new Workerd(/^name\s*=\s*"([^"]+)"/m.exec(config)?.[1] ?? "");
    const { createTestHarness } = loadWrangler();
    this.#harness = createTestHarness({
      root: this.#folder,
      workers: [{ configPath: "wrangler.toml", prebuiltWorkerDir: "worker", vars, secrets }],
    });
    this.logs = new Logs(this.#harness);
    // The harness reads the same stream later in this turn of the event loop.
    this.#workerd.on("output", () => setImmediate(() => this.logs.collect()));
    await this.#listen();
  }

  /** Starts on fresh storage. */
  async #listen() {
    const { url } = await this.#harness.listen();
    this.#proxy = url.origin;
    if (this.#migrate) await this.migrate();
  }

  /** Where the Worker answers; may change with `reset` and `restart`. */
  get url() {
    return this.#workerd.port ? `http://127.0.0.1:${this.#workerd.port}` : this.#proxy;
  }

  /** Runs the Worker's cron handler and answers when it has ended. */
  async scheduled({ cron, time }) {
    await this.#turn;
    const scheduledTime = time === undefined ? undefined : new Date(time);
    return this.#harness.getWorker().scheduled({ cron, scheduledTime });
  }

  migrate() {
    return this.#harness.getWorker().applyD1Migrations(BINDING);
  }

  /** Calls one of the routes of faults.worker.js, after a reset or restart that is under way. */
  async call(route, body) {
    await this.#turn;
    return this.#ask(route, body);
  }

  async #ask(route, body = {}) {
    const response = await this.#harness
      .getWorker()
      .fetch(`/__guildhall_runtime/${route}`, { method: "POST", body: JSON.stringify(body) });
    const answer = await response.json();
    if (!response.ok) throw new Error(answer.error);
    return answer;
  }

  /** Fresh storage. */
  reset() {
    return this.#inTurn(async () => {
      this.logs.collect();
      await this.#harness.reset();
      await this.#listen();
    });
  }

  /** Kills workerd as a crash would, and waits until it answers again on the same storage. */
  restart() {
    return this.#inTurn(async () => {
      const killed = this.#workerd.current;
      const started = once(this.#workerd, "started");
      const closed = once(killed, "close");
      killed.kill("SIGKILL");
      // `close` comes after the last of its output has been read.
      await Promise.all([started, closed]);
      this.logs.collect();
      await this.#answers();
    });
  }

  async #answers() {
    const deadline = Date.now() + ANSWERS_WITHIN_MS;
    for (;;) {
      try {
        await this.#ask("alive");
        return;
      } catch (error) {
        // Connections to the killed process may still be in the pool.
        if (Date.now() > deadline) throw error;
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    }
  }

  #inTurn(act) {
    const result = this.#turn.then(act);
    this.#turn = result.catch(() => {});
    return result;
  }

  async close() {
    await this.#harness?.close();
    if (this.#folder) rmSync(this.#folder, { recursive: true, force: true });
  }
}

/**
 * A copy of what the Worker is made of. In a folder of its own several of these run side by side, and
 * neither `.env` nor `.wrangler` of the repository (an operator's secrets, a local database) reach it.
 */
function privateFolder(root) {
  const build = path.join(root, "build");
  if (!existsSync(path.join(build, "index.js"))) {
    throw new Error(`${path.join(build, "index.js")} is missing: run scripts/build first`);
  }
  const temporary = realpathSync(os.tmpdir());
  removeLeftovers(temporary);
  const folder = mkdtempSync(path.join(temporary, `${PREFIX}${process.pid}-`));
  const config = readFileSync(path.join(root, "wrangler.toml"), "utf8");
  writeFileSync(path.join(folder, "wrangler.toml"), config + UNBUNDLED);
  for (const name of ["migrations", "assets"]) {
    const source = path.join(root, name);
    if (existsSync(source)) symlinkSync(source, path.join(folder, name), "dir");
  }
  const worker = path.join(folder, "worker");
  mkdirSync(worker);
  cpSync(fileURLToPath(new URL("faults.worker.js", import.meta.url)), path.join(worker, "index.js"));
  for (const name of readdirSync(build)) {
    if (/\.(js|mjs|wasm)$/.test(name)) cpSync(path.join(build, name), path.join(worker, "guildhall", name));
  }
  mkdirSync(path.join(folder, "tmp"));
  return folder;
}

/** Removes folders of runs that were killed before they could do so. */
function removeLeftovers(temporary) {
  for (const name of readdirSync(temporary)) {
    const pid = name.startsWith(PREFIX) ? Number.parseInt(name.slice(PREFIX.length), 10) : Number.NaN;
    if (Number.isNaN(pid) || isRunning(pid)) continue;
    rmSync(path.join(temporary, name), { recursive: true, force: true });
  }
}

function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code !== "ESRCH";
  }
}

/** Keeps wrangler and Miniflare inside `folder` and off the network. Must come before they are loaded. */
function isolate(folder) {
  process.chdir(folder);
  Object.assign(process.env, {
    TMPDIR: path.join(folder, "tmp"),
    MINIFLARE_CACHE_DIR: path.join(folder, "tmp"),
    WRANGLER_LOG_PATH: path.join(folder, "tmp"),
    WRANGLER_SEND_METRICS: "false",
    WRANGLER_HIDE_BANNER: "true",
    CLOUDFLARE_CF_FETCH_ENABLED: "false",
  });
}

function loadWrangler() {
  // wrangler is one file of 15 MB; compiling it anew would be most of the start-up.
  module.enableCompileCache?.(path.join(REPOSITORY, "node_modules", ".cache", "compile"));
  const require = createRequire(import.meta.url);
  const { fetch: fetchWithSockets } = createRequire(require.resolve("wrangler"))("miniflare");
  // The harness sends what the Worker fetches through Node's own fetch, which cannot open a WebSocket.
  const fetchPlain = globalThis.fetch;
  globalThis.fetch = (address, init) =>
    init?.headers?.get?.("upgrade") === "websocket" ? fetchWithSockets(address, init) : fetchPlain(address, init);
  return require("wrangler");
}
