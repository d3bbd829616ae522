// What the steps of one deployment share.
import { readFileSync } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";

import { Refusal } from "../discord/client.mjs";
import { readFileValues, readValues, writeFileValues } from "../env-file.mjs";
import { filledIn, readBase, writeConfig } from "./config.mjs";
import { GIVEN, secretsOf, varsOf } from "./variables.mjs";
import { Wrangler } from "./wrangler.mjs";

const NAME = "guildhall";

/** Where a deployment keeps its names: a preview shares nothing with production. */
export function namesOf(environment) {
  return environment === "production"
    ? { environment, worker: NAME, file: ".env" }
    : { environment, worker: `${NAME}-${environment}`, file: `.env.${environment}` };
}

export class Deployment {
  /**
   * @param {{root: string, environment: string, location?: string, rotate?: boolean, derived?: string}} options
   *   `derived` is the folder of `commands.json` and `permissions`, which the crate prints
   */
  constructor({ root, environment, location = "enam", rotate = false, derived, say }) {
    Object.assign(this, namesOf(environment), { root, location, rotate, derived, say });
    this.values = readValues(root, this.file);
    this.wrangler = new Wrangler(root, () => Object.values(secretsOf(this.values)));
  }

  /** Keeps values in the file, and for the rest of this run. */
  keep(values) {
    writeFileValues(path.join(this.root, this.file), values);
    Object.assign(this.values, values);
  }

  /** Asks for what is needed and missing where somebody can answer. Nothing that is typed as a secret is shown. */
  async ask() {
    const lacking = GIVEN.filter(({ name, needed }) => needed && !this.values[name]);
    if (lacking.length === 0 || !process.stdin.isTTY) return;
    for (const { name, where, secret, form } of lacking) {
      for (;;) {
        const answer = (await question(`${name}: ${where}\n> `, secret)).trim();
        if (form.test(answer)) {
          this.keep({ [name]: answer });
          break;
        }
        this.say(`That is no ${name}.`);
      }
    }
    this.say(`Kept in ${this.file}, which is not committed.`);
  }

  refuseTheSameApplication() {
    if (this.environment === "production") return;
    const { file } = namesOf("production");
    if (readFileValues(path.join(this.root, file)).DISCORD_TOKEN === this.values.DISCORD_TOKEN) {
      throw new Refusal(`${this.file} has the same DISCORD_TOKEN as ${file}: a preview needs an application of its own.`);
    }
  }

  /** The configuration as far as it is known. */
  async config() {
    this.base ??= await readBase(this.root);
    return filledIn(this.base, { worker: this.worker, database: this.database, vars: varsOf(this.values) });
  }

  async writeConfig() {
    return writeConfig(this.root, await this.config());
  }

  /** What the bot's role needs: Discord's bit set as a decimal number. */
  permissions() {
    return readFileSync(path.join(this.derived, "permissions"), "utf8").trim();
  }
}

/** Asks in the terminal. */
export async function question(text, secret = false) {
  const silent = new Writable({ write: (chunk, encoding, done) => done() });
  process.stderr.write(text);
  const lines = createInterface({ input: process.stdin, output: secret ? silent : process.stderr, terminal: true });
  try {
    return await lines.question("");
  } finally {
    lines.close();
    if (secret) process.stderr.write("\n");
  }
}
