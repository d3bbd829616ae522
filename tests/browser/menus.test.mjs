// Stories of the menus of people and messages: by mouse, by keys and by touch, with what the bot does then.
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { hall } from "./lib/browser.mjs";

const world = hall({ apart: true });
afterEach(() => world.leave());

const menu = (client) => client.page.getByRole("menu");
const item = (client, name) => client.page.getByRole("menuitem", { name, exact: true });
const shut = async (client) => {
  await client.page.keyboard.press("Escape");
  await menu(client).waitFor({ state: "detached" });
};

test("a moderator flags a person by right click; the alert comes to the admin channel", async () => {
  const olive = await world.enter({ as: "olive" });
  const setup = await olive.runs("/setup");
  await olive.chooses(setup, /^Admin channel/, "#mods");
  await setup.getByText("I can write in").waitFor();

  const max = await world.enter({ as: "max" });
  await max.member("Ben").click({ button: "right" });
  await item(max, "History").waitFor();
  await max.shot("menu-person");
  await max.isForEveryone("a person's menu");
  const last = await max.lastId();
  await item(max, "Flag user").click();
  await max.fills("Flag: why?", { Reason: "sells coins" });
  const answer = await max.newer(last, true);
  assert.match(await answer.innerText(), /@Ben is flagged/);
  await max.opens("mods");
  assert.match(await max.newest.innerText(), /flagged by @Max[\s\S]*sells coins/);
});

test("a member is offered no moderators' commands", async () => {
  const ada = await world.enter({ as: "ada" });
  await ada.member("Ben").click({ button: "right" });
  await item(ada, "Mention").waitFor();
  assert.equal(await item(ada, "Flag user").count(), 0);
  await shut(ada);
});

test("the menu of a person opens by keys, from the list and from a message, and gives the focus back", async () => {
  const max = await world.enter({ as: "max" });
  const { keyboard } = max.page;
  const focused = (element) => element.evaluate((e) => e === document.activeElement);
  const row = max.member("Cleo");
  for (const keys of ["Shift+F10", "ContextMenu", "Enter"]) {
    await row.focus();
    await keyboard.press(keys);
    await item(max, "History").waitFor();
    await shut(max);
    assert.ok(await focused(row), keys);
  }
  const said = await max.says("@cleo, a word for you");
  await said.getByRole("button", { name: "@Cleo" }).focus();
  const last = await max.lastId();
  await keyboard.press("Shift+F10");
  await item(max, "Flag user").waitFor();
  while (!(await focused(item(max, "History")))) await keyboard.press("ArrowDown");
  await keyboard.press("Enter");
  const answer = await max.newer(last, true);
  assert.match(await answer.innerText(), /@Cleo[\s\S]*Nothing is written here/);
});

test("three dots show on a person under the pointer and open the same menu", async () => {
  const max = await world.enter({ as: "max" });
  const dots = max.page.getByRole("button", { name: "Actions for Ada" });
  const shown = () => dots.evaluate((e) => getComputedStyle(e).opacity);
  assert.equal(await shown(), "0");
  await max.member("Ada").hover();
  assert.equal(await shown(), "1");
  await max.page.mouse.move(0, 0);
  await max.member("Ada").focus();
  assert.equal(await shown(), "1");
  await dots.click();
  await item(max, "Flag user").waitFor();
  await shut(max);
});

test("a message is reported by mouse and its author warned by keys, who reads it in a direct message", async () => {
  const ben = await world.enter({ as: "ben" });
  const id = await ben.idOf(await ben.says("buy *coins* from me"));
  const ada = await world.enter({ as: "ada" });
  await ada.message(id).click({ button: "right" });
  const before = await ada.lastId();
  await item(ada, "Report message").click();
  const thanks = await ada.newer(before, true);
  assert.match(await thanks.innerText(), /Thank you/);

  const max = await world.enter({ as: "max" });
  await max.message(id).focus();
  await max.page.keyboard.press("Shift+F10");
  await item(max, "Warn author").waitFor();
  await max.shot("menu-message");
  const last = await max.lastId();
  await item(max, "Warn author").press("Enter");
  await max.fills("Warn: why?", { Reason: "no adverts here" });
  const answer = await max.newer(last, true);
  await max.shot("case-answer");
  await ben.opens("Guildhall");
  await ben.log.getByText("no adverts here").waitFor();
  await ben.shot("direct-message");

  await max.opens("mods");
  // The alert's address of the message leads there.
  await max.newest.getByRole("button", { name: "#general › message" }).click();
  await max.page.waitForFunction((wanted) => document.activeElement.dataset.message === wanted, id);
});

test("a long touch opens the menus, and they stay when the finger is lifted", async () => {
  const ben = await world.enter({ as: "ben" });
  const id = await ben.idOf(await ben.says("touch me"));
  const max = await world.enter({ as: "max", width: 400, touch: true });
  const touch = await max.page.context().newCDPSession(max.page);
  const hold = async (element) => {
    await element.hover({ trial: true }); // it is in view and rests
    const box = await element.boundingBox();
    const point = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    await touch.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: [point] });
    await max.page.locator("[data-held]").waitFor({ state: "attached" });
    await touch.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
  };
  await hold(max.message(id).getByText("touch me"));
  await item(max, "Warn author").waitFor();
  await max.shot("menu-touch");
  await max.isForEveryone("a message's menu at 400 px");
  await max.page.touchscreen.tap(300, 108);
  await menu(max).waitFor({ state: "detached" });

  await max.page.getByRole("button", { name: "Members", exact: true }).click();
  await hold(max.member("Cleo"));
  await item(max, "History").waitFor();
  assert.equal(await menu(max).count(), 1);
  const last = await max.lastId();
  await item(max, "History").click();
  const answer = await max.newer(last, true);
  assert.match(await answer.innerText(), /@Cleo/);
  assert.equal(await max.page.locator(".drawer.open").count(), 0);
});
