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
  await olive.presses(gate, "Look again");
  await olive.presses(gate, "Close @everyone now");
  await gate.getByText("sees nothing but the verification channel").waitFor();
  await olive.shot("gate-done");

  await olive.presses(setup, "Features");
  await olive.presses(setup, "Verification");
  await olive.chooses(setup, /^How newcomers get in/, /questions/);
  await setup.getByRole("button", { name: "How newcomers get in: A button with questions" }).waitFor();
  await olive.presses(setup, "Checks and questions");
  await olive.shot("verification-form");
  await olive.fills("Checks and questions", { "Questions, one a line": "Who told you of us?\nWhat do you like?" });
  await setup.getByText("Who told you of us?").waitFor();
  await olive.shot("verification-settings");
  await olive.presses(setup, "Post the button now");
}

test("a newcomer is asked, talked with and let in", async () => {
  const olive = await world.enter({ as: "olive" });
  await setUp(olive);

  await olive.page.getByRole("button", { name: "A newcomer joins" }).click();
  await olive.member("Milo").waitFor();
  const milo = await world.enter({ as: "milo", channel: "verification" });
  console.log(await milo.page.locator("#channel-list").innerText());
  console.log(await milo.newest.innerText());
  await milo.shot("verify-me");
  await milo.presses(milo.newest, "Verify me");
  await milo.page.getByRole("dialog").waitFor();
  await milo.shot("questions");
  await milo.fills("Before you come in", { "Who told you of us?": "Ada did", "What do you like?": "Lanterns, and *stars*" });
  await milo.log.getByText("A moderator will look at this soon").waitFor();
  await milo.shot("waiting");

  const max = await world.enter({ as: "max", channel: "mods" });
  const alert = max.newest;
  console.log(await alert.innerText());
  await max.shot("alert");
  await max.presses(alert, "Create thread");
  await max.page.locator(".threads .channel").waitFor();
  console.log(await max.page.locator("#channel-list").innerText());
  console.log(await max.log.innerText());
  console.log(await milo.page.locator("#channel-list").innerText());
});
