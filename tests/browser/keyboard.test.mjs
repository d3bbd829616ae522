// Stories of using the playground by keyboard alone.
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { hall } from "./lib/browser.mjs";

const world = hall();
afterEach(() => world.leave());

test("a command is found, filled in and sent by keys", async () => {
  const olive = await world.enter({ as: "olive" });
  const { keyboard } = olive.page;
  const last = await olive.lastId();
  await keyboard.press("/");
  await keyboard.type("send");
  await olive.page.getByRole("option", { name: /^\/bytes send/ }).waitFor();
  await keyboard.press("Enter");
  assert.equal(await olive.field.inputValue(), "/bytes send user:");
  await keyboard.type("be");
  await olive.page.locator("#suggestions .active", { hasText: "Ben" }).waitFor();
  await keyboard.press("Tab");
  assert.equal(await olive.field.inputValue(), "/bytes send user:@ben amount:");
  await keyboard.type("7");
  await keyboard.press("Tab");
  assert.equal(await olive.field.inputValue(), "/bytes send user:@ben amount:7 reason:");
  await keyboard.type("two words");
  await keyboard.press("Enter");
  const answer = await olive.newer(last, true);
  assert.match(await answer.innerText(), /two words/);
  assert.equal(await olive.field.inputValue(), "");
  // The line before comes back with the arrow.
  await keyboard.press("ArrowUp");
  assert.match(await olive.field.inputValue(), /^\/bytes send user:@ben amount:7/);
  await keyboard.press("ArrowDown");
  assert.equal(await olive.field.inputValue(), "");
});

test("Escape shuts the list and keeps the text; arrows choose in it", async () => {
  const ada = await world.enter();
  const { keyboard } = ada.page;
  await keyboard.press("/");
  const list = ada.page.locator("#suggestions .option");
  await list.first().waitFor();
  const first = await ada.field.getAttribute("aria-activedescendant");
  await keyboard.press("ArrowDown");
  assert.notEqual(await ada.field.getAttribute("aria-activedescendant"), first);
  await keyboard.press("ArrowUp");
  assert.equal(await ada.field.getAttribute("aria-activedescendant"), first);
  await keyboard.press("Escape");
  await list.first().waitFor({ state: "hidden" });
  assert.equal(await ada.field.inputValue(), "/");
});

test("messages are walked with arrows, their menu opens and closes, the focus stays", async () => {
  const ada = await world.enter();
  const { keyboard } = ada.page;
  const said = await ada.says("a word to walk to");
  await ada.log.focus();
  await keyboard.press("ArrowUp");
  assert.equal(await said.evaluate((e) => e === document.activeElement), true);
  await keyboard.press("Enter");
  await ada.page.getByRole("menuitem", { name: "Copy message id" }).waitFor();
  assert.equal(await ada.page.evaluate(() => document.activeElement.getAttribute("role")), "menuitem");
  await keyboard.press("Escape");
  await ada.page.getByRole("menu").waitFor({ state: "detached" });
  assert.equal(await said.evaluate((e) => e.contains(document.activeElement)), true);
});

test("seats are changed with arrows", async () => {
  const page = await world.enter({ as: "olive" });
  await page.page.getByRole("radio", { name: /^Olive,/ }).focus();
  await page.page.keyboard.press("ArrowRight");
  await page.page.waitForFunction(() => document.querySelector(".member-me .member-name")?.textContent.startsWith("Max"));
  await page.page.getByRole("button", { name: "mods" }).waitFor();
});

test("the focus can always be seen", async () => {
  const ada = await world.enter();
  for (let step = 0; step < 12; step += 1) {
    await ada.page.keyboard.press("Tab");
    const seen = await ada.page.evaluate(() => {
      const marked = [document.activeElement, document.activeElement.closest(".seat, .field")];
      return marked.some((e) => e && (getComputedStyle(e).outlineStyle !== "none" || getComputedStyle(e).boxShadow !== "none"));
    });
    assert.ok(seen, await ada.page.evaluate(() => document.activeElement.outerHTML.slice(0, 120)));
  }
});
