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

/** What is started when the first story needs it, and ended once. */
function once(start, end) {
  let starting = null;
  const stop = async () => {
    const running = await starting?.catch(() => null);
    starting = null;
    if (running) await end(running);
  };
  return { get: () => (starting ??= start()), stop };
}

// One browser and one playground for all stories of this process that leave the guild as it is.
const browser = once(() => chromium.launch({ executablePath: findChromium(), args: ARGUMENTS }), (running) => running.close());
const open = () => once(startPlayground, (running) => running.stop());
const common = open();

/**
 * Prepares a file of stories. `world.enter({as, channel, width, scheme, touch})` opens a page; `prepare(page)` runs
 * before it loads. Stories that change the guild for good play `apart`, in a playground of their file's own.
 */
export function hall({ apart = false } = {}) {
  const world = { clients: [] };
  const ground = apart ? open() : common;
  after(async () => { await ground.stop(); await browser.stop(); });
  world.enter = async ({ as = "ada", channel = "general", width = 1280, height = 800, scheme = "dark", touch = false, prepare } = {}) => {
    const playground = await ground.get();
    const context = await (await browser.get()).newContext({
      viewport: { width, height }, hasTouch: touch, colorScheme: scheme, reducedMotion: "reduce", locale: "en-GB", timezoneId: "UTC",
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
    await page.goto(`${playground.url}#${encodeURIComponent(channel)}/${as}`);
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
  await page.screenshot({ path: path.join(folder, `${name}.png`), fullPage: true });
}
