// Stories of threads: who sees them, what stands beside their names, who may still write in them.
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { hall } from "./lib/browser.mjs";

const world = hall({ apart: true });
afterEach(() => world.leave());

const THREAD = "Verification: Ben";
const LOCKED = /This thread is locked/;

/** The gate that keeps out single members; Ben is flagged and asked into a thread. Gives the moderator. */
async function flagged() {
  const olive = await world.enter({ as: "olive" });
  const setup = await olive.runs("/setup");
  await olive.chooses(setup, /^Admin channel/, "#mods");
  await setup.getByText("I can write in").waitFor();
  const gate = await olive.runs("/setupverification");
  await olive.presses(gate, "Restricted role");
  await gate.getByText("make the role").waitFor();
  await olive.presses(gate, "Do it");
  await gate.getByText("set channel permissions").waitFor();
  await olive.presses(gate, "Do it");
  await gate.getByText("Everything is set up").waitFor();

  const max = await world.enter({ as: "max" });
  await max.member("Ben").click({ button: "right" });
  await max.page.getByRole("menuitem", { name: "Flag user" }).click();
  await max.fills("Flag: why?", { Reason: "sells coins" });
  await max.log.getByText("is restricted until somebody decides").waitFor();
  await max.opens("mods");
  await max.presses(max.newest, "Create thread");
  await max.place(THREAD).waitFor();
  return max;
}

test("a private thread is seen by those in it, stands under its channel, and tells of news", async () => {
  const max = await flagged();
  const ben = await world.enter({ as: "ben", channel: "verification" });
  const threads = ben.page.getByRole("list", { name: "Threads of verification" });
  await threads.getByRole("button", { name: `${THREAD} private` }).waitFor();
  const ada = await world.enter({ as: "ada" });
  await ada.place("verification").waitFor();
  assert.equal(await ada.place(THREAD).count(), 0);
  await max.opens(THREAD);
  await max.says("Tell me about the coins.");
  await threads.getByRole("button", { name: /new messages/ }).waitFor();
  await ben.opens(THREAD);
  await ben.log.getByText("The moderators would like to talk").waitFor();
  assert.equal(await ben.page.locator("#channel-topic").innerText(), "Thread in #verification · private");
  const said = await ben.says("They are chocolate.");
  await max.message(await ben.idOf(said)).waitFor();
});

test("a thread that was put away says so; who may not write is told, who moderates takes it out again", async () => {
  const max = await world.enter({ as: "max", channel: "mods" });
  const ben = await world.enter({ as: "ben", channel: THREAD });
  await ben.log.getByText("They are chocolate.").waitFor();
  await max.presses(max.log.locator(".message", { hasText: "Somebody waits" }), "Verify");
  const away = ben.page.getByRole("button", { name: `${THREAD} private locked archived` });
  await away.waitFor();
  await ben.page.waitForFunction(() => /locked/.test(document.querySelector("#composer-text").placeholder));
  const error = ben.page.locator("#composer-error");
  for (const line of ["May I?", "/bytes read"]) {
    await ben.writes(line);
    await ben.field.press("Escape");
    await ben.field.press("Enter");
    await error.waitFor();
    assert.match(await error.innerText(), LOCKED);
    assert.equal(await ben.field.inputValue(), line);
  }
  await ben.shot("thread-locked");
  await ben.isForEveryone("a locked thread");
  // Whatever a page sends, the server holds to it.
  const refused = await ben.page.evaluate(async () => {
    const { store } = await import("/play/assets/store.js");
    const body = JSON.stringify({ as: store.actor, channel: store.channel, content: "I will!" });
    const response = await fetch("/play/messages", { method: "POST", headers: { "content-type": "application/json" }, body });
    return { status: response.status, ...(await response.json()) };
  });
  assert.equal(refused.status, 400);
  assert.match(refused.error, LOCKED);
  ben.wrong.splice(0); // the browser notes the refused request

  await max.opens(THREAD);
  await max.says("One more thing.");
  await ben.page.getByRole("button", { name: `${THREAD} private locked`, exact: true }).waitFor();
  await ben.log.getByText("One more thing.").waitFor();
});

test("at 400 px threads are in the drawer, and opening one closes it", async () => {
  const max = await world.enter({ as: "max", width: 400, scheme: "light" });
  await max.page.getByRole("button", { name: "Channels", exact: true }).click();
  await max.place(THREAD).waitFor();
  await max.shot("threads-400");
  await max.isForEveryone("threads in the drawer");
  assert.equal(await max.tooWide(), 0);
  await max.opens(THREAD);
  assert.equal(await max.page.locator(".drawer.open").count(), 0);
  await max.log.getByText("One more thing.").waitFor();
});
