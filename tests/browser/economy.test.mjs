// Bytes, squads, digests and settings in the dashboard, each page at two widths, by day and by night.
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { hall } from "./lib/browser.mjs";
import { dashboard, fits } from "./lib/dashboard.mjs";

const world = hall({ apart: true });
afterEach(() => world.leave());

test("an administrator looks at what a change would pay, saves it, and reads the ledger", async () => {
  const ada = await world.enter({ as: "ada" });
  await ada.runs("/bytes daily");
  await ada.runs("/bytes send user:@ben amount:7 reason:for the lanterns on the bridge");
  const olive = await world.enter({ as: "olive" });
  await olive.runs("/bytes-admin grant user:@cleo amount:400 reason:wrote the guide");
  const { page, wrong } = await dashboard(olive);
  await page.getByRole("link", { name: "Bytes", exact: true }).click();
  await page.getByText("a newcomer in a year").waitFor();
  await fits(olive, page, "bytes");
  await page.getByLabel("One day's cap").fill("320");
  await page.getByRole("button", { name: "Preview" }).click();
  await page.getByText("Nothing is saved yet.").waitFor();
  assert.equal(await page.getByLabel("One day's cap").inputValue(), "320");
  await page.getByLabel("Streak ladder").fill("8 CHAR 2");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("I cannot read the step").waitFor();
  assert.equal(await page.getByLabel("Streak ladder").inputValue(), "8 CHAR 2");
  assert.ok(await page.getByLabel("Streak ladder").evaluate((field) => document.activeElement === field), "the wrong field has the focus");
  await fits(olive, page, "bytes-refused");
  await page.getByLabel("Streak ladder").fill("8 CHAR x2");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("status").getByText("Saved.").waitFor();

  await page.getByRole("link", { name: "Rewards" }).click();
  await fits(olive, page, "rewards-empty");
  await page.getByLabel("Role").selectOption({ index: 1 });
  await page.getByLabel("From so many bytes on").fill("500");
  await page.getByRole("button", { name: "Save" }).click();
  await page.locator("main").getByText(/Saved\.|above mine|above my/).first().waitFor();
  await fits(olive, page, "rewards");

  await page.getByRole("link", { name: "Ledger" }).click();
  await page.getByText("for the lanterns on the bridge").first().waitFor();
  await fits(olive, page, "ledger");
  await page.getByRole("navigation", { name: "Bytes" }).getByRole("link", { name: "Leaderboard" }).click();
  await page.getByText("Rank").first().waitFor();
  await fits(olive, page, "leaderboard");
  await page.getByRole("link", { name: "Import and export" }).click();
  await page.getByLabel("User ids and balances").fill("200000000000000001,250\n200000000000000002,7");
  await fits(olive, page, "import");
  await page.getByRole("button", { name: "Preview" }).click();
  await page.getByText("What the import comes to").waitFor();
  await fits(olive, page, "import-preview");
  await page.getByRole("navigation", { name: "Bytes" }).getByRole("link", { name: "Audit" }).click();
  await page.getByRole("button", { name: "Run now" }).click();
  await page.getByText("The audit has begun.").waitFor();
  await fits(olive, page, "audit");
  assert.deepEqual(wrong.filter((line) => !line.includes("422")), []);
});

test("squads are made and sold, digests looked at, settings chosen", async () => {
  const olive = await world.enter({ as: "olive" });
  const { page, wrong } = await dashboard(olive);
  await page.getByRole("link", { name: "Squads", exact: true }).click();
  await page.getByText("No squads yet").waitFor();
  await fits(olive, page, "squads-empty");
  await page.getByRole("link", { name: "New squad" }).click();
  await page.getByLabel("Name").fill("Owls");
  await page.getByLabel("Emoji").fill("🦉");
  await page.getByLabel("What it is").fill("Awake at night, and quiet about it.");
  await fits(olive, page, "squad-new");
  await page.getByRole("button", { name: "Create" }).click();
  await page.getByText("Owls is there.").waitFor();
  const ada = await world.enter({ as: "ada" });
  await ada.runs("/squads join squad:Owls");
  await page.reload();
  await fits(olive, page, "squads");
  await page.getByRole("link", { name: /Owls/ }).click();
  await fits(olive, page, "squad");
  await page.getByRole("link", { name: "Archive" }).click();
  await page.getByText("Archive Owls?").waitFor();
  await fits(olive, page, "squad-archive");
  await page.getByRole("link", { name: "Cancel" }).click();
  await page.getByRole("link", { name: "Squads", exact: true }).first().click();
  await page.getByRole("link", { name: "Sales" }).click();
  await page.getByLabel("Name").fill("Lantern night");
  await page.getByRole("button", { name: "Start" }).click();
  await page.getByText("Lantern night: planned.").waitFor();
  await fits(olive, page, "sales");
  await page.locator("nav.tabs").getByRole("link", { name: "Settings" }).click();
  await fits(olive, page, "squads-settings");

  await page.getByRole("link", { name: "Digests" }).click();
  await page.getByLabel("Channel").selectOption({ label: "#general" });
  await page.getByRole("button", { name: "Preview" }).click();
  await page.getByText("Nothing is saved, and nothing was sent.").waitFor();
  await fits(olive, page, "digests");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("status").getByText("Saved.").waitFor();

  await page.getByRole("navigation", { name: "Dashboard" }).getByRole("link", { name: "Settings" }).click();
  await page.getByLabel("Youngest account").fill("3 lamps");
  await page.getByRole("button", { name: "Save Verification" }).click();
  await page.getByText("I cannot read this span.").waitFor();
  await fits(olive, page, "settings");
  await page.getByRole("link", { name: "Versions" }).click();
  await fits(olive, page, "settings-versions");
  assert.deepEqual(wrong.filter((line) => !line.includes("422")), []);
});
