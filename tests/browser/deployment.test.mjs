// What administrators and operators see of a deployment: how it goes, what it takes, jobs, links; at two widths.
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { hall } from "./lib/browser.mjs";
import { dashboard, fits } from "./lib/dashboard.mjs";

const world = hall({ apart: true });
afterEach(() => world.leave());

test("an operator looks at how a deployment goes and makes a link", async () => {
  for (const name of ["ada", "ben", "cleo"]) {
    const member = await world.enter({ as: name });
    await member.runs("/bytes daily");
  }
  const max = await world.enter({ as: "max", channel: "mods" });
  await max.runs("/warn user:@cleo reason:posts the same picture again and again");
  await max.runs("/note user:@ben text:asked about prices");
  await max.runs("/timeout user:@ben duration:1h reason:sells coins");
  await max.runs("/bytes send user:@ada amount:25");
  await max.runs("/bytes send user:@max amount:25");
  await max.runsCron();
  const olive = await world.enter({ as: "olive" });
  await olive.runs("/bytes-admin config daily:20");
  const { page, wrong } = await dashboard(olive);
  await page.getByText("Welcome, Olive.").waitFor();
  await page.getByText("Rows written today").first().waitFor();
  await fits(olive, page, "operator-overview");
  await page.getByRole("link", { name: "Check everything" }).click();
  await page.getByText("Checked just now").waitFor();
  await fits(olive, page, "operator-checked");

  await page.getByRole("link", { name: "Usage and errors" }).click();
  await page.getByText("Errors of the deployment").waitFor();
  await fits(olive, page, "operator-usage");

  await page.getByRole("link", { name: "Jobs", exact: true }).first().click();
  await page.getByRole("button", { name: "Run now dedup.clean" }).click();
  await page.getByRole("status").getByText("runs with the next tick").waitFor();
  await fits(olive, page, "operator-jobs");

  await page.getByRole("link", { name: "Links", exact: true }).click();
  await page.getByText("No links yet").waitFor();
  await fits(olive, page, "operator-links-empty");
  await page.getByLabel("Short name").fill("Rules!");
  await page.getByLabel("Leads to").fill("https://example.com/rules?lang=en");
  await page.getByLabel("What it is for").fill("The rules, for newcomers");
  await page.getByRole("button", { name: "Make the link" }).click();
  await page.getByText("Small letters, digits and hyphens between them").waitFor();
  await fits(olive, page, "operator-links-refused");
  await page.getByLabel("Short name").fill("rules");
  await page.getByRole("button", { name: "Make the link" }).click();
  await page.getByRole("status").getByText("/go/rules leads there now.").waitFor();
  const own = new URL(page.url()).origin;
  for (const agent of ["Mozilla/5.0 (X11; Linux x86_64)", "Mozilla/5.0 (iPhone) Mobile", "Discordbot/2.0"]) {
    const answer = await page.request.get(`${own}/go/rules`, { headers: { "user-agent": agent, referer: "https://news.example/a" }, maxRedirects: 0 });
    assert.equal(answer.status(), 302);
  }
  await page.reload();
  await page.getByText("news.example").waitFor();
  await fits(olive, page, "operator-link");
  await page.getByRole("link", { name: "Delete" }).click();
  await page.getByText("Cannot be undone.").waitFor();
  await fits(olive, page, "operator-link-delete");
  await page.getByRole("button", { name: "Delete the link" }).click();
  await page.getByText("No links yet").waitFor();
  await page.goto(`${own}/guilds`);
  await page.getByText("Lantern").first().waitFor();
  await fits(olive, page, "operator-guilds");
  const gone = await page.goto(`${own}/go/rules`);
  assert.equal(gone.status(), 404);
  await fits(olive, page, "link-gone");
  assert.deepEqual(wrong.filter((line) => !line.includes("404") && !line.includes("422")), []);
});

test("a member sees what is theirs", async () => {
  const ada = await world.enter({ as: "ada" });
  const { page } = await dashboard(ada);
  await page.getByText("your squad").waitFor();
  await fits(ada, page, "member-overview");
});
