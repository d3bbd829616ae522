// Cloudflare through the pinned wrangler, without questions and without a secret on a command line.
import { execFile, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";

import { Refusal } from "../discord/client.mjs";

/** What wrangler says of a Worker that is not there. */
const NO_WORKER = /\b10007\b|\bnot found\b|does not exist|has no deployments/i;
const NOTHING_TO_APPLY = /No migrations to apply/;

export class Wrangler {
  #root;
  #hidden;

  /** `hidden` gives the values that must never be shown, whatever wrangler prints. */
  constructor(root, hidden) {
    this.#root = root;
    this.#hidden = hidden;
  }

  /** Its exit code and what it printed. Standard input is closed, so that it asks nothing. */
  run(args, env = {}) {
    return new Promise((resolve) => {
      const options = { cwd: this.#root, env: { ...process.env, WRANGLER_SEND_METRICS: "false", ...env }, maxBuffer: 2 ** 26 };
      const child = execFile("wrangler", args, options, (error, out, err) => {
        resolve({ code: error ? (error.code ?? 1) : 0, out: this.#clean(out), err: this.#clean(err) });
      });
      child.stdin.end();
    });
  }

  #clean(text) {
    return this.#hidden().reduce((clean, value) => clean.replaceAll(value, "***"), text);
  }

  async #must(args, env) {
    const done = await this.run(args, env);
    if (done.code !== 0) throw new Refusal(`wrangler ${args.slice(0, 3).join(" ")} failed:\n${tail(done)}`);
    return done;
  }

  async #user() {
    const { code, out } = await this.run(["whoami", "--json"]);
    const user = code === 0 ? json(out) : undefined;
    return user?.loggedIn ? user : undefined;
  }

  /** The account's name; signs in first where somebody can. Several accounts need CLOUDFLARE_ACCOUNT_ID. */
  async account() {
    let user = await this.#user();
    if (!user && process.stdin.isTTY) {
      // The page that opens asks for consent; wrangler keeps what it gets for the next time.
      spawnSync("wrangler", ["login"], { cwd: this.#root, stdio: "inherit" });
      user = await this.#user();
    }
    if (!user) {
      throw new Refusal("Nobody is signed in to Cloudflare: run this in a terminal to sign in, or set CLOUDFLARE_API_TOKEN.");
    }
    const accounts = user.accounts ?? [];
    const chosen = process.env.CLOUDFLARE_ACCOUNT_ID;
    if (accounts.length > 1 && !chosen) {
      const list = accounts.map(({ id, name }) => `  - ${id}: ${name}`).join("\n");
      throw new Refusal(`This sign-in has several Cloudflare accounts: set CLOUDFLARE_ACCOUNT_ID to one of\n${list}`);
    }
    return accounts.find(({ id }) => id === chosen)?.name ?? accounts[0]?.name ?? "the account";
  }

  /** The id of the D1 database with this name, if there is one. */
  async database(name) {
    const { out } = await this.#must(["d1", "list", "--json"]);
    return json(out)?.find((database) => database.name === name)?.uuid;
  }

  createDatabase(name, location) {
    return this.#must(["d1", "create", name, "--location", location]);
  }

  deleteDatabase(name) {
    return this.#must(["d1", "delete", name, "--skip-confirmation"]);
  }

  async hasPendingMigrations(config, name) {
    const { out, err } = await this.#must(["d1", "migrations", "list", name, "--remote", "--config", config]);
    return !NOTHING_TO_APPLY.test(out + err);
  }

  /** The point in time to go back to, where Cloudflare gives one. */
  async bookmark(config, name) {
    const { code, out } = await this.run(["d1", "time-travel", "info", name, "--json", "--config", config]);
    return code === 0 ? json(out)?.bookmark : undefined;
  }

  applyMigrations(config, name) {
    return this.run(["d1", "migrations", "apply", name, "--remote", "--config", config]);
  }

  /** The names of the Worker's secrets; `undefined` when there is no such Worker. */
  async secrets(worker) {
    const done = await this.run(["secret", "list", "--name", worker, "--format", "json"]);
    if (done.code === 0) return (json(done.out) ?? []).map(({ name }) => name);
    if (NO_WORKER.test(done.out + done.err)) return undefined;
    throw new Refusal(`wrangler secret list failed:\n${tail(done)}`);
  }

  /** The tag of the version that serves everything, if one does and it has one. */
  async tag(worker) {
    const status = await this.run(["deployments", "status", "--json", "--name", worker]);
    const versions = status.code === 0 ? (json(status.out)?.versions ?? []) : [];
    if (versions.length !== 1) return undefined;
    const view = await this.run(["versions", "view", versions[0].version_id, "--json", "--name", worker]);
    return view.code === 0 ? json(view.out)?.annotations?.["workers/tag"] : undefined;
  }

  /** Deploys with these secrets and gives the address on workers.dev, where it has one. Secrets go through a file that is gone afterwards. */
  async deploy(config, secrets, tag) {
    const folder = mkdtempSync(path.join(os.tmpdir(), "guildhall-"));
    try {
      const [secretsFile, outputFile] = ["secrets.json", "output.ndjson"].map((name) => path.join(folder, name));
      writeFileSync(secretsFile, JSON.stringify(secrets), { mode: 0o600 });
      writeFileSync(outputFile, "");
      const args = ["deploy", "--config", config, "--secrets-file", secretsFile, "--tag", tag];
      await this.#must(args, { WRANGLER_OUTPUT_FILE_PATH: outputFile });
      const entries = readFileSync(outputFile, "utf8").split("\n").filter(Boolean).map(json);
      const targets = entries.filter((entry) => entry?.type === "deploy").flatMap((entry) => entry.targets ?? []);
      return targets.find((target) => /^https?:\/\/\S+$/.test(target));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }

  /** Whether there was a Worker to remove. */
  async deleteWorker(worker) {
    const done = await this.run(["delete", worker, "--force"]);
    if (done.code === 0) return true;
    if (NO_WORKER.test(done.out + done.err)) return false;
    throw new Refusal(`wrangler delete failed:\n${tail(done)}`);
  }
}

/** The last lines that say something. */
export function tail({ out, err }) {
  const lines = `${out}\n${err}`.split("\n").filter((line) => /\w/.test(line));
  return lines.slice(-15).map((line) => `  | ${line}`).join("\n");
}

function json(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
