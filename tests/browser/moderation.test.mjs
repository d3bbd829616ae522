// Plays a moderator's day: a time-out, a ban that is taken back, the inbox, the digest.
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { hall } from "./lib/browser.mjs";

const world = hall({ apart: true });
afterEach(() => world.leave());

/** Whether a message says all of this, in this order. */
async function says(message, ...parts) {
  const text = await message.innerText();
  let at = 0;
  for (const part of parts) {
    const found = text.indexOf(part, at);
    assert.ok(found >= 0, `${part} in: ${text}`);
    at = found + part.length;
  }
}

test("a moderator acts, is answered with the case, and finds it in the list", async () => {
  const max = await world.enter({ as: "max", channel: "mods" });
  await says(await max.runs("/warn user:@cleo reason:posts the same picture again and again"), "@Cleo was warned. Case 1.");
  await says(await max.runs("/timeout user:@ben duration:1h reason:sells *coins* in #general"), "@Ben has a timeout until", "Case 2.", "They were told by direct message.");
  await max.shot("case-answer");
  await max.runs("/note user:@ben text:was kind in private");
  await says(await max.runs("/case list"), "3 Note @Ben: was kind", "2 Timeout @Ben: sells *coins* in #general", "1 Warning @Cleo");
  await max.shot("case-list");
  const shown = await max.runs("/case show case:2");
  await says(shown, "Case 2 · Timeout", "sells *coins*", "@Ben", "@Max");
  await max.shot("case-show");
  await max.isForEveryone("a case");

  // Ben reads why, and cannot write as long as it lasts.
  const ben = await world.enter({ as: "ben" });
  await ben.writes("But they are chocolate!");
  await ben.field.press("Enter");
  await ben.page.locator("#composer-error").getByText("You may read here, but not write.").waitFor();
  await ben.opens("Guildhall");
  await says(ben.newest, "You have a timeout in The Lantern Society", "sells *coins*", "Case 2");
  await ben.shot("direct-message");

  await max.pressesFor(shown, "Undo");
  await ben.opens("general");
  await ben.says("Thank you.");
});

test("a ban empties the seat and is taken back", async () => {
  const max = await world.enter({ as: "max", channel: "mods" });
  const cleo = await world.enter({ as: "cleo" });
  await says(await max.runs("/ban user:@cleo reason:spam"), "@Cleo is banned.");
  await max.shot("ban");
  await cleo.page.locator(".member-me", { hasText: "Olive" }).waitFor();
  await max.member("Cleo").waitFor({ state: "detached" });
  const list = await max.runs("/case list");
  const [, number] = /^(\d+) Ban @Cleo/m.exec(await list.innerText());
  await says(await max.runs(`/case undo case:${number}`), "@Cleo may come back");
});

test("who leaves is named on, and comes back by the same way", async () => {
  const max = await world.enter({ as: "max" });
  const said = await max.says("@nova, do you stay?");
  const nova = await world.enter({ as: "nova" });
  await nova.member("Nova").click();
  await nova.page.getByRole("menuitem", { name: "Leave the guild" }).click();
  await max.member("Nova").waitFor({ state: "detached" });
  await said.getByRole("button", { name: "@Nova" }).click();
  await max.page.getByRole("menuitem", { name: "Come back" }).click();
  await max.member("Nova").waitFor();
});

test("flags wait in the inbox, each with the way to its alert", async () => {
  const olive = await world.enter({ as: "olive", channel: "mods" });
  const setup = await olive.runs("/setup");
  await olive.chooses(setup, /^Admin channel/, "#mods");
  await setup.getByText("I can write in").waitFor();
  await olive.presses(setup, "Features");
  await setup.getByText("Log channels").first().waitFor();
  await olive.shot("features");
  const max = await world.enter({ as: "max", channel: "mods" });
  for (const [name, why] of [["Ada", "asks everyone for their address"], ["Nova", "the same name as someone who was banned"]]) {
    await max.member(name).click({ button: "right" });
    await max.page.getByRole("menuitem", { name: "Flag user" }).click();
    await max.fills("Flag: why?", { Reason: why });
    await max.log.locator(".message", { hasText: `@${name} is flagged` }).waitFor();
    await max.log.locator(".message", { hasText: why }).waitFor();
  }
  const inbox = await max.runs("/inbox");
  await says(inbox, "Inbox", "@Ada · flagged", "alert", "@Nova · flagged");
  await max.shot("inbox");
  await inbox.getByRole("button", { name: "alert" }).first().click();
  await max.page.waitForFunction(() => /Please look[\s\S]*@Ada/.test(document.activeElement.innerText));
});

test("the digest is looked at before it is sent, and comes on its hour", async () => {
  const olive = await world.enter({ as: "olive", channel: "mods" });
  await says(await olive.runs("/digest configure channel:#general frequency:daily hour:8"), "Digests", "#general", "daily at 8:00");
  await olive.shot("digest-configured");
  await olive.runs("/squads-admin create name:Lamplighters role:@Lamplighters emoji:🏮");
  const ada = await world.enter({ as: "ada" });
  await ada.runs("/squads join squad:Lamplighters");
  await olive.runs("/bytes send user:@ada amount:40 reason:for the lamps");
  await says(await olive.runs("/digest preview"), "The last 24 hours", "40");
  await olive.shot("digest-preview");
  await olive.isForEveryone("a digest");
  const last = await ada.lastId();
  await olive.sleepsOver();
  const digest = await ada.newer(last, true);
  await says(digest, "Daily digest", "Bytes", "40");
  assert.doesNotMatch(await digest.innerText(), /late/);
  await ada.shot("digest");
  await olive.runs("/status");
  await olive.shot("status");
});
