// Plays a whole verification: setting up, a newcomer who answers questions, a moderator who decides.
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { hall } from "./lib/browser.mjs";

const world = hall({ apart: true });
afterEach(() => world.leave());

/** The owner chooses the admin channel, closes the guild behind the recommended gate and asks newcomers two questions. */
async function setUp(olive) {
  const setup = await olive.runs("/setup");
  await olive.chooses(setup, /^Admin channel/, "#mods");
  await setup.getByText("I can write in").waitFor();
  await olive.shot("setup");

  const gate = await olive.runs("/setupverification");
  await olive.presses(gate, /^Verified role/);
  await gate.getByText("make the role").waitFor();
  await olive.shot("gate-plan");
  await olive.presses(gate, "Do it");
  await gate.getByText("to everybody who is present").waitFor();
  await olive.presses(gate, "Do it");
  await gate.getByText("members seen").waitFor();
  await olive.runsCron();

  await olive.presses(setup, "Features");
  await olive.presses(setup, "Verification");
  await olive.chooses(setup, /^How newcomers get in/, /questions/);
  await setup.getByRole("button", { name: "How newcomers get in: A button with questions" }).waitFor();
  await olive.presses(setup, /^Checks and questions/);
  await olive.shot("verification-form");
  await olive.fills("Checks and questions", { "Questions, one a line": "Who told you of us?\nWhat do you like?" });
  await setup.getByText("Who told you of us?").waitFor();
  await olive.shot("verification-settings");
  await olive.presses(setup, "Post the button now");

  // Only now that newcomers can get in does the gate close.
  await olive.presses(gate, "Look again");
  await olive.presses(gate, "Close @everyone now");
  await gate.getByText("sees nothing but the verification channel").waitFor();
  await olive.shot("gate-done");
}

/** Somebody new joins and takes a seat in the only channel they see. */
async function comesIn(olive, name) {
  await olive.page.getByRole("button", { name: "A newcomer joins" }).click();
  await olive.member(name).waitFor();
  return world.enter({ as: name.toLowerCase(), channel: "verification" });
}

/** The names of the places that a person can open. */
const places = (client) => client.page.locator(".channel-name").allInnerTexts();

test("a newcomer is asked, talked with and let in", async () => {
  const olive = await world.enter({ as: "olive" });
  await setUp(olive);

  const milo = await comesIn(olive, "Milo");
  assert.deepEqual(await places(milo), ["verification"]);
  await milo.shot("verify-me");
  await milo.presses(milo.newest, "Verify me");
  await milo.page.getByRole("dialog").waitFor();
  await milo.shot("questions");
  await milo.fills("Before you come in", { "Who told you of us?": "Ada did", "What do you like?": "Lanterns, and *stars*" });
  await milo.log.getByText("A moderator will look at this soon").waitFor();

  const max = await world.enter({ as: "max", channel: "mods" });
  const alert = max.message(await max.idOf(max.newest));
  const told = await alert.innerText();
  for (const part of ["Somebody waits", "@Milo", "2 days", "Ada did", "Lanterns, and *stars*"]) assert.ok(told.includes(part), part);
  await max.shot("alert");
  await max.isForEveryone("an alert");

  // They talk in a thread that both see, and nobody else.
  await max.presses(alert, "Create thread");
  await max.place("Verification: Milo").waitFor();
  await milo.place("Verification: Milo").waitFor();
  const ada = await world.enter({ as: "ada" });
  assert.ok(!(await places(ada)).includes("Verification: Milo"));
  await max.opens("Verification: Milo");
  await max.says("Which lanterns?");
  await milo.opens("Verification: Milo");
  await milo.log.getByText("Which lanterns?").waitFor();
  await milo.says("Paper ones.");
  await max.log.getByText("Paper ones.").waitFor();
  await max.shot("thread");

  await max.opens("mods");
  await max.presses(alert, "Verify");
  await alert.getByText("verified by @Max").waitFor();
  await alert.getByRole("button", { name: "Reopen" }).waitFor();
  assert.equal(await alert.getByRole("button", { name: "Ban" }).count(), 0);
  await max.shot("alert-resolved");
  await max.page.getByRole("button", { name: /Verification: Milo.*locked.*archived/ }).waitFor();

  await milo.place("general").waitFor();
  assert.deepEqual(await places(milo), ["welcome", "general", "bytes"]);
  await milo.member("Milo").click();
  await milo.page.getByRole("list", { name: "Roles" }).getByText("Verified").waitFor();
});
