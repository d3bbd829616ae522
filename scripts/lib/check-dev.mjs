// `wrangler dev`, as someone would start it by hand, answers a signed PING and refuses a forged one.
import { spawn } from "node:child_process";
import { generateKeyPairSync, sign } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

const READY_WITHIN_MS = 60_000;

const root = fileURLToPath(new URL("../..", import.meta.url));
const { publicKey, privateKey } = generateKeyPairSync("ed25519");
// The last 32 bytes of the DER form are the key itself.
const hex = publicKey.export({ type: "spki", format: "der" }).subarray(-32).toString("hex");
const state = mkdtempSync(path.join(os.tmpdir(), "guildhall-dev-"));

const wrangler = spawn(
  process.execPath,
  [
    path.join(root, "node_modules", "wrangler", "bin", "wrangler.js"),
    ...["dev", "--local", "--ip", "127.0.0.1", "--port", "0", "--inspector-port", "0"],
    ...["--persist-to", state, "--var", `DISCORD_PUBLIC_KEY:${hex}`],
  ],
  {
    cwd: root,
    stdio: ["ignore", "pipe", "pipe"],
    // wrangler starts processes of its own; as a group they can be ended together.
    detached: true,
    env: { ...process.env, CI: "true", FORCE_COLOR: "0", WRANGLER_SEND_METRICS: "false", CLOUDFLARE_CF_FETCH_ENABLED: "false" },
  },
);

let printed = "";

function address() {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error("wrangler dev is not ready in time")), READY_WITHIN_MS);
    const read = (chunk) => {
      printed += chunk;
      const found = /Ready on (http:\/\/\S+)/.exec(printed);
      if (!found) return;
      clearTimeout(timer);
      resolve(found[1]);
    };
    wrangler.stdout.on("data", read);
    wrangler.stderr.on("data", read);
    wrangler.on("exit", (code) => reject(new Error(`wrangler dev ended with ${code}`)));
  });
}

async function post(url, body, { forged }) {
  const timestamp = String(Math.floor(Date.now() / 1000));
  const signature = sign(null, Buffer.from(timestamp + body), privateKey);
  if (forged) signature[0] ^= 1;
  const response = await fetch(new URL("/interactions", url), {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "x-signature-ed25519": signature.toString("hex"),
      "x-signature-timestamp": timestamp,
    },
    body,
  });
  return { status: response.status, text: await response.text() };
}

function expect(what, holds, seen) {
  if (!holds) throw new Error(`${what}: got ${seen.status} ${seen.text.slice(0, 300)}`);
  console.log(`ok: ${what}`);
}

let failed = false;
try {
  const url = await address();
  const body = JSON.stringify({ type: 1, id: "1", application_id: "1", token: "ping", version: 1 });
  const pong = await post(url, body, { forged: false });
  expect("a signed PING is answered", pong.status === 200 && JSON.parse(pong.text).type === 1, pong);
  const refused = await post(url, body, { forged: true });
  expect("a forged one is refused", refused.status === 401, refused);
} catch (error) {
  failed = true;
  console.error(error.message);
  console.error(printed);
} finally {
  const gone = new Promise((resolve) => wrangler.once("close", resolve));
  try {
    process.kill(-wrangler.pid, "SIGTERM");
  } catch {
    // It has ended by itself.
  }
  await Promise.race([gone, new Promise((resolve) => setTimeout(resolve, 5_000))]);
  try {
    process.kill(-wrangler.pid, "SIGKILL");
  } catch {
    // As it should be: nothing of the group is left.
  }
  rmSync(state, { recursive: true, force: true });
}
process.exit(failed ? 1 : 0);
