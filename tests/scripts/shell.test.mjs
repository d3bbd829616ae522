// What the shell scripts share: counting tests, going on after failures, naming what is missing, finding secrets.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";

const SCRIPTS = fileURLToPath(new URL("../../scripts", import.meta.url));

let folder;

before(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), "shell-"));
  cpSync(SCRIPTS, path.join(folder, "scripts"), { recursive: true });
});

after(() => rmSync(folder, { recursive: true }));

function bash(script, env = {}) {
  const { status, stdout, stderr } = spawnSync(process.env.BASH ?? "/bin/bash", ["-c", script], {
    cwd: folder,
    encoding: "utf8",
    env: { ...process.env, ...env },
  });
  return { status, out: stdout, err: stderr };
}

test("steps: counts what cargo and node report, goes on after failures, sums up in the last line", () => {
  const { status, out } = bash(`
    . scripts/lib/common.sh
    . scripts/lib/steps.sh
    good() {
      echo "test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 3 filtered out; finished in 0.1s"
      echo "test result: ok. 3 passed; 0 failed; 0 ignored"
    }
    bad() { echo "# pass 4"; echo "# fail 2"; echo "# cancelled 0"; return 1; }
    breaks() { false; echo "never reached"; }
    empty() { echo "test result: ok. 0 passed; 0 failed; 0 ignored"; }
    leave_out "Something" "install it"
    run_step 1 4 Good good tests
    run_step 2 4 Bad bad tests
    run_step 3 4 Breaks breaks
    run_step 4 4 Empty empty tests
    summary
    [[ ! $ANY_FAILED ]]
  `);
  assert.equal(status, 1);
  const lines = out.trimEnd().split("\n");
  assert.equal(lines.at(-1), "19 passed, 4 failed");
  assert.match(out, /\nGood +ok +\d s +15 +0\n/);
  assert.match(out, /\nBad +FAILED +\d s +4 +2\n/);
  assert.match(out, /\nBreaks +FAILED +\d s +0 +1\n/);
  assert.match(out, /\nEmpty +FAILED +\d s +0 +1\n/);
  assert.match(out, /1 left out\.\n {2}- Something\. To have it: install it\n/);
  assert.doesNotMatch(out, /never reached/);
});

test("steps: success is success", () => {
  const { status, out } = bash(`
    . scripts/lib/common.sh
    . scripts/lib/steps.sh
    good() { echo "# pass 2"; }
    run_step 1 1 Good good tests
    summary
    [[ ! $ANY_FAILED ]]
  `);
  assert.equal(status, 0);
  assert.match(out, /\n2 passed, 0 failed\n$/);
});

test("a long step's failure shows the end of its log", () => {
  const { status, err } = bash(`. scripts/lib/common.sh; step thing "Making a thing" bash -c 'echo the reason; exit 3'`);
  assert.equal(status, 1);
  assert.match(err, /… Making a thing\nthe reason\n {2}failed after \d s: Making a thing\. Full log: \.tools\/log\/thing\.log\n/);
});

test("set-up names all that is missing, each with a command", () => {
  const bin = path.join(folder, "bin");
  mkdirSync(bin);
  for (const name of ["bash", "dirname", "mkdir", "uname"]) {
    symlinkSync(execFileSync("/bin/bash", ["-c", `command -v ${name}`], { encoding: "utf8" }).trim(), path.join(bin, name));
  }
  const { status, err } = bash(". scripts/lib/setup.sh; setup", { PATH: bin });
  assert.equal(status, 1);
  assert.match(err, /Rust with rustup: curl .+rustup\.rs/);
  assert.match(err, /Node 20 or later with npm: \S+/);
  assert.match(err, /a C compiler: \S+/);
});

test("a lock whose owner is gone is taken over", () => {
  const { status, out } = bash(`
    . scripts/lib/setup.sh
    mkdir $TOOLS/lock-build
    (exit 0) & wait $!
    echo $! >$TOOLS/lock-build/pid
    (lock build; echo taken over)
    [[ ! -d $TOOLS/lock-build ]]
  `);
  assert.equal(status, 0);
  assert.equal(out, "taken over\n");
});

test("the version of a crate is read from Cargo.lock", () => {
  writeFileSync(
    path.join(folder, "Cargo.lock"),
    '[[package]]\nname = "wasm-bindgen-macro"\nversion = "9.9.9"\n\n[[package]]\nname = "wasm-bindgen"\nversion = "0.2.129"\n\n[[package]]\nname = "z"\nversion = "1.0.0"\n',
  );
  assert.equal(bash(". scripts/lib/common.sh; locked_version wasm-bindgen").out, "0.2.129\n");
});

test("secrets: found in what is or would be committed, and in nothing else", () => {
  const repository = path.join(folder, "repository");
  mkdirSync(repository);
  const scan = () => spawnSync(process.execPath, [path.join(SCRIPTS, "lib", "check-secrets.mjs")], { cwd: repository, encoding: "utf8" });
  execFileSync("git", ["init", "-q"], { cwd: repository });
  writeFileSync(path.join(repository, ".gitignore"), ".env\n");
  writeFileSync(path.join(repository, "fine.md"), "A route such as /workers/x, a key name such as DISCORD_TOKEN, https://example.org/home/page\n");
  // Put together here, so that the scan of this repository does not find them.
  const token = ["M".repeat(24), "a".repeat(6), "b".repeat(38)].join(".");
  writeFileSync(path.join(repository, ".env"), `DISCORD_TOKEN=${token}\n`);
  assert.equal(scan().status, 0, scan().stderr);
  writeFileSync(path.join(repository, "bad.txt"), `x\n${token}\n-----BEGIN ${"PRIVATE"} KEY-----\nsee ${"/ro"}ot/notes\n`);
  const { status, stderr } = scan();
  assert.equal(status, 1);
  assert.equal(stderr, "bad.txt:2: a Discord bot token\nbad.txt:3: a private key\nbad.txt:4: a path of a machine\n");
});
