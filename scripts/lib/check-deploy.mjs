// Shows the pinned wrangler what scripts/deploy would give it: the filled-in configuration and every option.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";

import { filledIn, fingerprint, readBase, writeConfig } from "./deploy/config.mjs";

const root = process.cwd();
const secrets = { DISCORD_TOKEN: "of-no-bot", ENCRYPTION_KEY: "00".repeat(32) };
const vars = { GUILDS: "100000000000000001", PUBLIC_BASE_URL: "https://bot.example.com" };
const config = filledIn(await readBase(root), { worker: "guildhall-check", database: "00000000-0000-4000-8000-000000000001", vars });
const file = writeConfig(root, config);
const folder = mkdtempSync(path.join(os.tmpdir(), "check-deploy-"));
try {
  const secretsFile = path.join(folder, "secrets.json");
  writeFileSync(secretsFile, JSON.stringify(secrets));
  const args = ["deploy", "--dry-run", "--outdir", path.join(folder, "out"), "--config", file];
  const out = execFileSync("wrangler", [...args, "--secrets-file", secretsFile, "--tag", fingerprint(root, config, secrets)], {
    encoding: "utf8",
  });
  console.log(out);
  // A warning tells of a field that wrangler does not know, or no longer wants.
  const expected = ["env.DB (guildhall-check)", "env.ASSETS", "env.RATE_LIMIT (60 requests/60s)", 'env.GUILDS ("100000000000000001")'];
  const missing = expected.filter((text) => !out.includes(text));
  if (missing.length > 0 || /WARNING/.test(out)) throw new Error(`not shown: ${missing.join(", ") || "nothing"}; or there is a warning`);
} finally {
  rmSync(folder, { recursive: true, force: true });
  rmSync(file);
}
