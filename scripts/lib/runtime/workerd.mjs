// Watches the workerd processes that wrangler starts in this process. Its harness has no way to
// kill one hard and no signal for a new log line; the child process gives both.
import { createRequire } from "node:module";
import { EventEmitter } from "node:events";
import { accessSync, constants } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";

// ESM's view of a built-in module is frozen at import; wrangler calls through this object.
const childProcess = createRequire(import.meta.url)("node:child_process");

/**
 * Emits `started` (the Worker's own workerd, not the proxy that wrangler puts before it) and `output`
 * (something was printed, so new log lines are about to be captured).
 */
export class Workerd extends EventEmitter {
  /** @type {import("node:child_process").ChildProcess | undefined} */
  current;
  /** @type {number | undefined} the port on which it listens, once it does */
  port;

  /** @param {string} worker the Worker's name in wrangler.toml */
  constructor(worker) {
    super();
    const spawn = childProcess.spawn;
    const dieWithParent = findOnPath("setpriv");
    childProcess.spawn = (command, args, ...rest) => {
      if (args?.[0] !== "serve" || !args.includes("--binary")) return spawn(command, args, ...rest);
      // Linux ends workerd even when this process is killed without a chance to clean up.
      const child = dieWithParent
        ? spawn(dieWithParent, ["--pdeathsig", "KILL", command, ...args], ...rest)
        : spawn(command, args, ...rest);
      this.#watch(child, worker);
      return child;
    };
  }

  #watch(child, worker) {
    for (const stream of [child.stdout, child.stderr]) {
      // Without an encoding a character that is cut between two chunks would be garbled in a log.
      stream.setEncoding("utf8");
      stream.on("data", () => this.emit("output"));
    }
    // Which of the processes is the Worker's shows only in the configuration it is given.
    const write = child.stdin.write;
    child.stdin.write = (chunk, ...rest) => {
      if (Buffer.from(chunk).includes(`core:user:${worker}`)) {
        this.current = child;
        this.#readPort(child.stdio[3]);
        this.emit("started");
      }
      return write.call(child.stdin, chunk, ...rest);
    };
  }

  /** Tests talk to workerd itself, one process less on the way than through wrangler's proxy. */
  #readPort(events) {
    // Listening before Miniflare does would take its lines away.
    events.once("resume", () => {
      const lines = createInterface({ input: events });
      lines.on("line", (line) => {
        const { event, socket, port } = JSON.parse(line);
        if (event === "listen" && socket === "entry") this.port = port;
      });
    });
  }
}

function findOnPath(program) {
  return (process.env.PATH ?? "")
    .split(path.delimiter)
    .map((folder) => path.join(folder, program))
    .find((file) => {
      try {
        accessSync(file, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}
