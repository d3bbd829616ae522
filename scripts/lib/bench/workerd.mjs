// Runs built Workers in workerd for benchmarks, each in a process of its own, and reads how much CPU
// time that process has used. Without Miniflare: its own Worker in front of each request, with a log
// line to Node for it, costs several times what is measured.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, readdirSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";

/** The kernel's unit of CPU time, which is the same wherever user programs see it. */
const TICK_US = 10_000;
const KINDS = { ".js": "esModule", ".mjs": "esModule", ".wasm": "wasm" };

/**
 * Starts one Worker for each of `builds`, calls `act` with them by name and ends them afterwards.
 * @param {Record<string, string>} builds name → folder that worker-build wrote
 * @param {{compatibilityDate: string, vars: Record<string, string>}} settings
 */
export async function withWorkers(builds, settings, act) {
  const folder = mkdtempSync(path.join(realpathSync(os.tmpdir()), "guildhall-bench-"));
  const children = [];
  try {
    const workers = {};
    for (const [name, build] of Object.entries(builds)) {
      if (!existsSync(path.join(build, "index.js"))) throw new Error(`${build} holds no build: start this through scripts/bench`);
      // workerd embeds files by paths that do not leave the configuration's folder.
      symlinkSync(build, path.join(folder, name), "dir");
      const config = path.join(folder, `${name}.capnp`);
      writeFileSync(config, configuration(name, readdirSync(build), settings));
      const child = spawn(createRequire(import.meta.url)("workerd").default, ["serve", "--control-fd=3", config], {
        stdio: ["ignore", "inherit", "inherit", "pipe"],
      });
      children.push(child);
      workers[name] = { port: await portOf(child), cpu: () => cpuMicroseconds(child.pid) };
    }
    return await act(workers);
  } finally {
    for (const child of children) child.kill("SIGKILL");
    rmSync(folder, { recursive: true, force: true });
  }
}

function configuration(name, files, { compatibilityDate, vars }) {
  const text = JSON.stringify; // Close enough to Cap'n Proto's for names and hexadecimal digits.
  const order = (file) => (file === "index.js" ? 0 : 1); // The first module is the Worker's entry.
  const modules = files
    .filter((file) => path.extname(file) in KINDS)
    .sort((a, b) => order(a) - order(b))
    .map((file) => `(name = ${text(file)}, ${KINDS[path.extname(file)]} = embed ${text(`${name}/${file}`)})`);
  const bindings = Object.entries(vars).map(([key, value]) => `(name = ${text(key)}, text = ${text(value)})`);
  return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "main", worker = (
    modules = [${modules.join(", ")}],
    compatibilityDate = ${text(compatibilityDate)},
    bindings = [${bindings.join(", ")}],
  ))],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")],
);
`;
}

/** The port that workerd chose, which it tells on its control pipe. */
async function portOf(child) {
  const lines = createInterface({ input: child.stdio[3] });
  const [line] = await Promise.race([
    once(lines, "line"),
    once(child, "exit").then(([code]) => Promise.reject(new Error(`workerd ended with ${code}`))),
  ]);
  return JSON.parse(line).port;
}

/** User and system time of a process, all threads; not a number where there is no /proc. */
function cpuMicroseconds(pid) {
  let stat;
  try {
    stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  } catch {
    return Number.NaN;
  }
  // The program's name is in brackets and may hold spaces; the fields after it may not.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) * TICK_US;
}
