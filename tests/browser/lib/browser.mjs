// One Chromium for a file of stories; every page in it is watched for errors and for calls to the outside.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import path from "node:path";
import { after } from "node:test";
import { chromium } from "playwright-core";
import { Client } from "./client.mjs";
import { startPlayground } from "./playground.mjs";

// A machine without a display or a graphics card, and nothing that calls home.
const ARGUMENTS = [
  "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync",
];
const WAIT_MS = 15_000;

function findChromium() {
  for (const program of [process.env.CHROMIUM, "chromium", "chromium-browser", "google-chrome"]) {
    if (!program) continue;
    try {
      return execFileSync("sh", ["-c", 'command -v "$1"', "sh", program], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
    } catch { /* the next one */ }
  }
  throw new Error("The stories in the browser cannot run: no Chromium found. Install it (Debian: apt-get install chromium) or set CHROMIUM.");
}

let starting = null;
/** One playground and one browser for all stories of this process, started when the first one needs them. */
function started() {
  starting ??= (async () => {
    const playground = await startPlayground();
    try {
      return { playground, browser: await chromium.launch({ executablePath: findChromium(), args: ARGUMENTS }) };
    } catch (error) {
      await playground.stop();
      throw error;
    }
  })();
  return starting;
}

async function stopped() {
  const running = await starting?.catch(() => null);
  starting = null;
  await running?.browser.close();
  await running?.playground.stop();
}

/**
 * Prepares a file of stories. `world.enter({as, channel, width, scheme})` opens
 * a page; `prepare(page)` runs before it loads.
 */
export function hall() {
  const world = { clients: [] };
  after(stopped);
  world.enter = async ({ as = "ada", channel = "general", width = 1280, height = 800, scheme = "dark", prepare } = {}) => {
    const { playground, browser } = await started();
    const context = await browser.newContext({
      viewport: { width, height }, colorScheme: scheme, reducedMotion: "reduce", locale: "en-GB", timezoneId: "UTC",
    });
    const page = await context.newPage();
    page.setDefaultTimeout(WAIT_MS);
    const wrong = [];
    const origin = new URL(playground.url).origin;
    page.on("console", (message) => message.type() === "error" && wrong.push(`console: ${message.text()}`));
    page.on("pageerror", (error) => wrong.push(`error: ${error.message}`));
    page.on("request", (request) => {
      const url = new URL(request.url());
      if (url.origin !== origin && !["data:", "blob:"].includes(url.protocol)) wrong.push(`call to the outside: ${request.url()}`);
    });
    await prepare?.(page);
    await page.goto(`${playground.url}#${channel}/${as}`);
    await page.waitForSelector("body[data-ready]");
    await page.waitForSelector('#log[aria-busy="false"]');
    const client = new Client(page, wrong, shot);
    world.clients.push(client);
    return client;
  };
  world.leave = async () => {
    const clients = world.clients.splice(0);
    for (const { page } of clients) await page.context().close();
    assert.deepEqual(clients.flatMap(({ wrong }) => wrong), [], "nothing goes wrong in the page");
  };
  return world;
}

/** Writes a picture into the folder SCREENSHOTS, when there is one. */
async function shot(page, name) {
  const folder = process.env.SCREENSHOTS;
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: path.join(folder, `${name}.png`) });
}
