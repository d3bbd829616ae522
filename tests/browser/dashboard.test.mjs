// The dashboard as people meet it: signing in by a link, and each page at two widths.
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { hall } from "./lib/browser.mjs";
import { dashboard, fits } from "./lib/dashboard.mjs";

const world = hall({ apart: true });
afterEach(() => world.leave());

test("a moderator signs in, reads a case, and lets somebody in", async () => {
  const olive = await world.enter({ as: "olive" });
  const gate = await olive.runs("/setupverification");
  await olive.presses(gate, /^Restricted role/);
  await gate.getByText("make the role").waitFor();
  await olive.presses(gate, "Do it");
  await gate.getByText("Steps done").waitFor();
  const max = await world.enter({ as: "max", channel: "mods" });
  await max.runs("/warn user:@cleo reason:posts the same picture again and again, in three channels, although she was asked twice not to");
  await max.runs("/timeout user:@ben duration:1h reason:sells *coins* in #general");
  const { page, wrong, asked } = await dashboard(max);
  const link = page.url();
  assert.match(link, /\/g\/\d+\/$/);
  await page.getByText("Welcome, Max.").waitFor();
  await fits(max, page, "overview");
  await page.getByRole("link", { name: "Moderation", exact: true }).click();
  await page.getByRole("row", { name: /Timeout Ben/ }).waitFor();
  await fits(max, page, "cases");
  await page.getByRole("link", { name: "1", exact: true }).click();
  await page.getByLabel("Add a note").fill("She has apologised.\nLet it rest.");
  await page.getByRole("button", { name: "Add" }).click();
  await page.getByRole("status").getByText("Saved.").waitFor();
  await page.getByText("She has apologised.").waitFor();
  await fits(max, page, "case");
  await page.getByRole("link", { name: "Inbox" }).click();
  await page.getByText("Nothing waits for you").waitFor();
  await fits(max, page, "inbox-empty");
  assert.deepEqual(wrong, []);
  assert.deepEqual([...new Set(asked.filter((url) => url.origin !== new URL(link).origin).map(String))], [], "nothing from elsewhere");

  // The first page and all that it asks for.
  asked.length = 0;
  const first = await page.goto(link);
  assert.ok((await first.body()).length < 100_000);
  assert.ok(asked.length <= 4, `${asked.length} requests`);
});

test("the playground opens it as the one whose seat is taken, in its own time", async () => {
  const ada = await world.enter({ as: "ada" });
  await ada.runs("/bytes daily");
  const opens = async (client) => {
    const [page] = await Promise.all([
      client.page.context().waitForEvent("page"),
      client.page.getByRole("link", { name: "Dashboard", exact: true }).click(),
    ]);
    await page.getByRole("heading", { name: "Overview" }).waitFor();
    return page;
  };
  const mine = await opens(ada);
  await mine.getByText("Welcome, Ada.").waitFor();
  assert.equal(await mine.getByRole("link", { name: "Inbox", exact: true }).count(), 0);
  await mine.close();
  const max = await world.enter({ as: "max", channel: "mods" });
  await max.runs("/warn user:@cleo reason:loud");
  await max.page.getByRole("button", { name: "Next day" }).click();
  await max.page.getByRole("button", { name: "Next day" }).and(max.page.locator(":not([aria-busy=true])")).waitFor();
  const his = await opens(max);
  await his.getByText("Welcome, Max.").waitFor();
  await his.getByRole("link", { name: "Moderation", exact: true }).click();
  await his.getByText("1 day ago").first().waitFor();
  await max.shotOf(his, "dashboard-cases-next-day");
});
