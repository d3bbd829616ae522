// Plays a switch of squads: two squads with their roles, joining one, going to the other for its price.
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { hall } from "./lib/browser.mjs";

const world = hall({ apart: true });
afterEach(() => world.leave());

/** The names of a member's roles, as their card shows them. */
async function roles(client, name) {
  await client.member(name).click();
  const list = client.page.getByRole("list", { name: "Roles" });
  const names = (await list.count()) ? await list.getByRole("listitem").allInnerTexts() : [];
  await client.page.keyboard.press("Escape");
  await client.page.getByRole("menu").waitFor({ state: "detached" });
  return names;
}

test("Nova joins a squad, looks at the price of another, and goes there", async () => {
  const olive = await world.enter({ as: "olive" });
  await olive.runs("/squads-admin create name:Lamplighters role:@Lamplighters emoji:🏮 description:They light the lamps. welcome:Bring a match.");
  await olive.runs("/squads-admin create name:Stargazers role:@Stargazers emoji:🔭 description:Awake at night.");
  await olive.runs("/squads-admin create name:Night Owls emoji:🦉 max:1");
  await olive.runs("/bytes-admin grant user:@nova amount:200");

  const nova = await world.enter({ as: "nova", channel: "bytes" });
  await nova.runs("/squads list");
  await nova.shot("squads-list");
  const offer = await nova.runs("/squads join");
  await nova.shot("squads-join");
  await nova.presses(offer, /Lamplighters/);
  await offer.getByText("You are in").waitFor();
  assert.match(await offer.innerText(), /Lamplighters now[\s\S]*Bring a match/);
  await nova.expectRole("Nova", "Lamplighters");
  const before = await nova.storedBytes("Nova");

  // A no changes nothing.
  const refused = await nova.runs("/squads join squad:Stargazers");
  assert.match(await refused.innerText(), /Leave .*Lamplighters and go to .*Stargazers for 50 bytes\?/);
  await nova.shot("squad-switch");
  await nova.presses(refused, "No");
  await refused.getByText("Everything stays as it is.").waitFor();
  assert.equal(await nova.storedBytes("Nova"), before);

  const asked = await nova.runs("/squads join squad:Stargazers");
  await nova.presses(asked, "Yes, for 50 bytes");
  await asked.getByText("You are in").waitFor();
  assert.match(await asked.innerText(), /It cost 50 bytes/);
  await nova.shot("squad-switched");
  await nova.expectBytes("Nova", before - 50);
  await nova.expectRole("Nova", "Stargazers");
  assert.deepEqual(await roles(nova, "Nova"), ["Stargazers"]);

  // The buttons live a minute; a later press says so.
  const late = await nova.runs("/squads leave");
  await nova.sleepsOver();
  await nova.presses(late, "Leave");
  await late.getByText("These buttons have expired").waitFor();
  assert.deepEqual(await roles(nova, "Nova"), ["Stargazers"]);
});
