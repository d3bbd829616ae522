// Every page of the dashboard, found by following links as a person would: none is too wide, too heavy or shut to anybody.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { afterEach, test } from "node:test";
import { hall } from "./lib/browser.mjs";
import { dashboard, fits } from "./lib/dashboard.mjs";

const world = hall({ apart: true });
afterEach(() => world.leave());

assert.ok(process.env.PAGES, "PAGES names the list of pages: run scripts/test browser");
/** The paths of the pages below a guild, from the features' own list. */
const PAGES = JSON.parse(readFileSync(process.env.PAGES, "utf8"));
/** Pages outside any guild that somebody who is signed in gets to. */
const OWN = ["/guilds", "/sessions", "/privacy", "/appeal", "/api/docs"];
/** The document itself, and three things more. */
const REQUESTS = 4;
const BYTES = 100_000;

/** The page of the list that a path is, or the path itself. */
function pageOf(path) {
  const below = path.replace(/^\/g\/\d+/, "");
  if (below === path) return path;
  const parts = below.split("/");
  const is = (page) => page.split("/").length === parts.length && page.split("/").every((part, index) => part.startsWith("{") || part === parts[index]);
  const exact = (page) => page.split("/").filter((part) => !part.startsWith("{")).length;
  return PAGES.filter(is).sort((a, b) => exact(b) - exact(a))[0] ?? below;
}

/** Something of everything that has a page of its own. */
async function live() {
  const olive = await world.enter({ as: "olive", channel: "mods" });
  const setup = await olive.runs("/setup");
  await olive.chooses(setup, /^Admin channel/, "#mods");
  await setup.getByText("I can write in").waitFor();
  await olive.runs("/squads-admin create name:Owls description:Awake at night");
  for (const name of ["ada", "ben", "cleo"]) await (await world.enter({ as: name })).runs("/bytes daily");
  const max = await world.enter({ as: "max", channel: "mods" });
  await max.runs("/timeout user:@cleo duration:2d reason:sells *coins* in #general, after two warnings");
  await max.runs("/warn user:@ben reason:loud");
  const flags = async (name) => {
    const last = await max.lastId();
    await max.member(name).click({ button: "right" });
    await max.page.getByRole("menuitem", { name: "Flag user" }).click();
    await max.fills("Flag: why?", { Reason: "sells coins" });
    await max.newer(last, true);
  };
  // More than five within a minute are a raid.
  for (const name of ["Milo", "Tess"]) {
    await max.page.getByRole("button", { name: "A newcomer joins" }).click();
    await max.member(name).waitFor();
  }
  for (const name of ["Ben", "Ada", "Cleo", "Nova", "Milo", "Tess"]) await flags(name);
  // Cleo appeals, at the address in her direct messages.
  const cleo = await world.enter({ as: "cleo" });
  await cleo.page.locator("li.direct").first().getByRole("button").click();
  const outside = await cleo.page.context().newPage();
  await outside.goto(await cleo.page.getByRole("link", { name: "Appeal" }).last().getAttribute("href"));
  await outside.getByLabel("What speaks against it").fill("I only asked where coins are sold.");
  await outside.getByRole("button", { name: "Send the appeal" }).click();
  await outside.getByText("is with the moderators").waitFor();
  return olive;
}

test("every page is for everybody, at two widths", async () => {
  const olive = await live();
  const { page, wrong, asked } = await dashboard(olive);
  const home = new URL(page.url());
  const below = (path) => new URL(`/g/${home.pathname.split("/")[2]}${path}`, home).href;
  await page.goto(below("/links"));
  await page.getByLabel("Short name").fill("rules");
  await page.getByLabel("Leads to").fill("https://example.com/rules");
  await page.getByRole("button", { name: "Make the link" }).click();
  await page.goto(below("/keys"));
  await page.getByLabel("Name").fill("shop");
  await page.getByLabel("bytes:read").check();
  await page.getByRole("button", { name: "Make the key" }).click();
  await page.getByText("gh_").first().waitFor();
  await fits(olive, page, "key-made");

  const found = new Map();
  const queue = [home.href, ...OWN.map((path) => new URL(path, home).href)];
  while (queue.length > 0) {
    const url = new URL(queue.shift());
    const name = pageOf(url.pathname);
    if (found.has(name)) continue;
    found.set(name, url.href);
    asked.length = 0;
    const answer = await page.goto(url.href);
    assert.equal(answer.status(), 200, url.pathname);
    assert.ok((await answer.body()).length < BYTES || name === "/api/docs", `${name} is too heavy`);
    assert.ok(asked.length <= REQUESTS, `${name}: ${asked.length} requests`);
    await fits(olive, page, `every${name.replaceAll(/[^a-z]+/g, "-")}`);
    const links = await page.locator("a[href]").evaluateAll((all) => all.map((a) => a.href));
    for (const link of links.map((href) => new URL(href))) {
      if (link.origin === home.origin && !/^\/(go|api|static|appeal|login)\b/.test(link.pathname)) queue.push(link.href);
    }
  }
  assert.deepEqual(PAGES.filter((path) => !found.has(path)), [], "no link leads to these pages, or the story has nothing for them");

  // What is said to who may not, and to who has lost their way.
  for (const [path, status] of [["/g/1/", 404], [below("/members/1"), 404], ["/login/over", 404], ["/appeal/over", 404]]) {
    const answer = await page.goto(new URL(path, home).href);
    assert.equal(answer.status(), status, path);
    await fits(olive, page, `refused-${path.split("/").slice(-2).join("-")}`);
  }
  const stranger = await (await world.enter({ as: "ada" })).page.context().newPage();
  for (const path of ["/", home.pathname, "/privacy"]) {
    await stranger.goto(new URL(path, home).href);
    await fits(olive, stranger, `signed-out${path.length > 10 ? "-guild" : path.replaceAll("/", "-")}`);
  }
  assert.deepEqual(wrong.filter((text) => !text.includes("404")), []);
});
