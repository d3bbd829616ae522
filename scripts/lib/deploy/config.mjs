// The configuration of one deployment: wrangler.toml with what belongs to an account filled in.
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";

/** Relative to this folder are the paths of what is written in it. It is not committed. */
const FOLDER = ".deploy";

/**
 * wrangler.toml, filled in. Pure.
 * @param {{worker: string, database?: string, vars: object}} own `database` is D1's id
 */
export function filledIn(base, { worker, database, vars }) {
  const up = (place) => `../${place}`;
  const [first] = base.d1_databases;
  const host = vars.PUBLIC_BASE_URL ? new URL(vars.PUBLIC_BASE_URL).host : "";
  return {
    ...base,
    name: worker,
    main: up(base.main),
    // A domain of one's own is attached to the Worker; workers.dev needs nothing.
    ...(host && !host.endsWith(".workers.dev") ? { routes: [{ pattern: host, custom_domain: true }] } : {}),
    vars: Object.fromEntries(Object.entries({ ...base.vars, ...vars }).filter(([, value]) => value !== "")),
    d1_databases: [
      {
        ...first,
        database_name: worker,
        database_id: database ?? first.database_id,
        migrations_dir: up(first.migrations_dir),
      },
    ],
    assets: { ...base.assets, directory: up(base.assets.directory) },
  };
}

export async function readBase(root) {
  const { experimental_readRawConfig: read } = await import("wrangler");
  return read({ config: path.join(root, "wrangler.toml") }).rawConfig;
}

/** Writes it where wrangler finds it and gives the file. */
export function writeConfig(root, config) {
  const folder = path.join(root, FOLDER);
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, `${config.name}.json`);
  writeFileSync(file, `${JSON.stringify(config, null, 2)}\n`);
  return file;
}

/**
 * Names everything that is deployed, so that the same need not be deployed again. Secrets are in it as
 * part of the sum only; they are long and random, so that nothing can be learned from it.
 */
export function fingerprint(root, config, secrets) {
  const sum = createHash("sha256");
  const add = (name, content) => sum.update(`${name}\0${content.length}\0`).update(content);
  for (const folder of ["build", config.assets.directory.replace("../", "")]) {
    for (const file of filesIn(path.join(root, folder))) add(path.relative(root, file), readFileSync(file));
  }
  add("config", JSON.stringify(config));
  for (const name of Object.keys(secrets).sort()) add(name, secrets[name]);
  return `guildhall-${sum.digest("hex").slice(0, 16)}`;
}

function filesIn(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name))
    .sort();
}
