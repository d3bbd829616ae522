// Stories of the live line to the server and of the request log.
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { hall } from "./lib/browser.mjs";

const world = hall();
afterEach(() => world.leave());

test("the log shows the request with its D1 round trips and rows", async () => {
  const ada = await world.enter();
  await ada.runs("/bytes read");
  await ada.opensLog();
  const row = ada.page.locator('#log-rows tr[data-command="bytes read"]').last();
  await row.waitFor();
  const cell = (label) => row.locator(`td[data-label="${label}"]`).innerText();
  assert.equal(await cell("status"), "200");
  assert.ok(Number(await cell("ms")) >= 0);
  assert.ok(Number(await cell("D1 trips")) >= 1, "at least one round trip");
  assert.match(await cell("read"), /^\d/);
  assert.match(await cell("written"), /^\d/);
  await ada.shot("log");
  await ada.page.getByRole("checkbox", { name: "Errors only" }).check();
  await row.waitFor({ state: "detached" });
  await ada.page.getByRole("checkbox", { name: "Errors only" }).uncheck();
  await row.waitFor();
});

test("the cron can be run, and leaves a line in the log", async () => {
  const ada = await world.enter();
  await ada.opensLog();
  const before = await ada.page.locator("#log-rows tr").count();
  await ada.page.getByRole("button", { name: "Run cron" }).click();
  await ada.page.waitForFunction((n) => document.querySelectorAll("#log-rows tr").length > n, before);
  assert.match(await ada.page.locator("#log-rows tr").last().innerText(), /cron|\* \* \*/i);
});

test("what one says, the other sees at once", async () => {
  const ada = await world.enter({ as: "ada" });
  const ben = await world.enter({ as: "ben" });
  const last = await ben.lastId();
  await ada.says("Do you see this, @ben?");
  const heard = await ben.newer(last, false);
  assert.match(await heard.innerText(), /Do you see this, @Ben\?/);
});

test("after a break in the line what was missed is there", async () => {
  const ada = await world.enter({ as: "ada" });
  const events = "**/play/events?*";
  const ben = await world.enter({
    as: "ben",
    // A line that is cut as soon as it stands.
    prepare: (page) => page.route(events, (route) => route.fulfill({ contentType: "text/event-stream", body: "retry: 100\n\n" })),
  });
  const last = await ben.lastId();
  await ben.page.locator("#offline").waitFor();
  const said = await ada.says("Said while Ben was away");
  await ben.page.unroute(events);
  const heard = await ben.newer(last, false);
  assert.match(await heard.innerText(), /Said while Ben was away/);
  assert.equal(await ben.idOf(heard), await ada.idOf(said));
  await ben.page.locator("#offline").waitFor({ state: "hidden" });
});

test("a channel that is not open shows that something is new", async () => {
  const ada = await world.enter({ as: "ada", channel: "general" });
  const ben = await world.enter({ as: "ben", channel: "bytes" });
  await ben.says("over here");
  await ada.page.getByRole("button", { name: /bytes.*new messages/ }).click();
  await ada.log.getByText("over here").waitFor();
});
