// People in the dashboard: members, oneself, what is kept of them, appeals, imported cases, API keys; at two widths.
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { hall } from "./lib/browser.mjs";
import { dashboard, fits } from "./lib/dashboard.mjs";

const world = hall({ apart: true });
afterEach(() => world.leave());

test("a moderator finds a member, hears an appeal and shortens a timeout", async () => {
  const ada = await world.enter({ as: "ada" });
  await ada.runs("/bytes daily");
  await ada.runs("/bytes send user:@ben amount:25 reason:for the lanterns on the bridge");
  const max = await world.enter({ as: "max", channel: "mods" });
  await max.runs("/note user:@ada text:asked about prices");
  await max.runs("/timeout user:@ada duration:2d reason:sells *coins* in #general, after two warnings");
  const { page, wrong } = await dashboard(max);
  await page.getByRole("link", { name: "Members", exact: true }).click();
  await page.getByRole("row", { name: /Ada/ }).waitFor();
  await fits(max, page, "members");
  await page.getByRole("link", { name: /Ada/ }).first().click();
  await page.getByRole("heading", { name: "Ada", exact: true }).waitFor();
  await fits(max, page, "member");

  // Ada's own browser, at the address in her direct messages.
  const again = await world.enter({ as: "ada" });
  await again.page.locator("li.direct").first().getByRole("button").click();
  const href = await again.page.getByRole("link", { name: "Appeal" }).last().getAttribute("href");
  const outside = await again.page.context().newPage();
  await outside.goto(href);
  await outside.getByRole("button", { name: "Send the appeal" }).waitFor();
  await fits(again, outside, "appeal");
  await outside.getByLabel("What speaks against it").fill("I only asked where coins are sold.\n\nIt will not happen again.");
  await outside.getByRole("button", { name: "Send the appeal" }).click();
  await outside.getByText("is with the moderators").waitFor();
  await fits(again, outside, "appeal-sent");

  await page.getByRole("link", { name: "Inbox" }).click();
  await page.getByRole("link", { name: /Ada appeals case/ }).click();
  await page.getByRole("button", { name: "Shorten" }).waitFor();
  await fits(max, page, "appeal-decide");
  await page.getByLabel("How long it goes on from now").fill("1h");
  await page.getByRole("button", { name: "Shorten" }).click();
  await page.getByRole("status").getByText("The appeal is shortened.").waitFor();
  await outside.reload();
  await outside.getByText("Your appeal is shortened.").waitFor();
  assert.deepEqual(wrong, []);
});

test("a member sees what is kept of them, and an administrator makes a key and imports cases", async () => {
  const cleo = await world.enter({ as: "cleo" });
  await cleo.runs("/bytes daily");
  const own = await dashboard(cleo);
  await own.page.getByRole("link", { name: "You", exact: true }).click();
  await own.page.getByRole("heading", { name: "Cleo", exact: true }).waitFor();
  await fits(cleo, own.page, "me");
  await own.page.getByRole("link", { name: "Your data" }).click();
  await own.page.getByRole("button", { name: "Delete my data" }).waitFor();
  await fits(cleo, own.page, "my-data");
  await own.page.getByRole("link", { name: "Privacy" }).click();
  await own.page.getByRole("heading", { name: "Privacy" }).first().waitFor();
  await fits(cleo, own.page, "privacy");
  assert.deepEqual(own.wrong, []);

  const olive = await world.enter({ as: "olive" });
  const { page, wrong } = await dashboard(olive);
  await page.getByRole("link", { name: "API keys" }).click();
  await page.getByRole("button", { name: "Make the key" }).waitFor();
  await fits(olive, page, "keys");
  await page.getByRole("link", { name: "Data", exact: true }).click();
  await page.getByRole("button", { name: "Check the whole ledger now" }).waitFor();
  await fits(olive, page, "data");
  await page.getByRole("link", { name: "Moderation", exact: true }).click();
  await page.getByRole("link", { name: "Import cases" }).click();
  await page.getByText("Every ban has its case.").waitFor();
  await fits(olive, page, "case-import");
  await page.getByLabel("CSV").fill("100000000000000010,warn,2026-03-31,,loud\n100000000000000011,praise,2026-04-01\n");
  await page.getByRole("button", { name: "Preview" }).click();
  await page.getByText("has no kind that is known").waitFor();
  await fits(olive, page, "case-import-preview");
  await page.getByRole("button", { name: "Write them down" }).click();
  await page.getByRole("status").getByText("One case is written.").waitFor();
  assert.deepEqual(wrong, []);
});
