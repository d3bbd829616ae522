// Stories of giving and reading bytes in the playground.
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { hall } from "./lib/browser.mjs";

const world = hall();
afterEach(() => world.leave());

test("Ada gives Ben bytes: everyone reads it, and both balances change", async () => {
  const ada = await world.enter({ as: "ada" });
  await ada.runs("/bytes read");
  const hers = await ada.knownBytes("Ada");
  const ben = await world.enter({ as: "ben" });
  await ben.runs("/bytes read");
  const his = await ben.knownBytes("Ben");

  const seenByBen = await ben.lastId();
  const answer = await ada.runs("/bytes send user:@ben amount:25 reason:for the map under the stairs");
  const text = await answer.innerText();
  assert.match(text, /Ada/);
  assert.match(text, /Ben/);
  assert.match(text, /\b25\b/);
  assert.match(text, /for the map under the stairs/);
  assert.doesNotMatch(text, /Only you can see this/);
  await ada.expectBytes("Ada", hers - 25);
  await ada.expectBytes("Ben", his + 25);
  await ada.shot("bytes-given");

  // Ben's page hears of it by itself.
  const heard = await ben.newer(seenByBen, true);
  assert.match(await heard.innerText(), /for the map under the stairs/);
  await ben.expectBytes("Ben", his + 25);
});

test("what only Ada sees is gone when Ben takes the seat, and back when she does", async () => {
  const page = await world.enter({ as: "ada", channel: "bytes" });
  const answer = await page.runs("/bytes read");
  const id = await page.idOf(answer);
  assert.match(await answer.innerText(), /Only you can see this/);
  await page.becomes("Ben");
  assert.equal(await page.message(id).count(), 0);
  await page.becomes("Ada");
  await page.message(id).waitFor();
  await page.message(id).getByRole("button", { name: "Dismiss message" }).click();
  await page.message(id).waitFor({ state: "detached" });
});

test("a button press works: what was read is shown to everyone", async () => {
  const page = await world.enter({ as: "cleo", channel: "bytes" });
  const answer = await page.runs("/bytes read");
  const last = await page.lastId();
  await answer.getByRole("button", { name: /show here/i }).click();
  const shown = await page.newer(last, true);
  assert.doesNotMatch(await shown.innerText(), /Only you can see this/);
  const id = await page.idOf(shown);
  await page.becomes("Ben");
  await page.message(id).waitFor();
});

test("the next day brings a new daily", async () => {
  const page = await world.enter({ as: "nova" });
  await page.runs("/bytes daily");
  const first = await page.knownBytes("Nova");
  await page.runs("/bytes daily");
  assert.equal(await page.storedBytes("Nova"), first, "the same day pays once");
  const before = await page.page.locator("#sim-date").innerText();
  await page.sleepsOver();
  assert.notEqual(await page.page.locator("#sim-date").innerText(), before);
  await page.runs("/bytes daily");
  await page.page.waitForFunction((old) => Number(document.querySelector(".member-me [data-bytes]").dataset.bytes) > old, first);
  await page.shot("next-day");
});

test("a hostile reason is only text", async () => {
  const page = await world.enter({ as: "max" });
  const hostile = `<img src=x onerror="window.broken=1"><script>window.broken=1</script>`;
  const answer = await page.runs(`/bytes send user:@cleo amount:1 reason:${hostile}`);
  assert.match(await answer.innerText(), /<img src=x onerror=/);
  const said = await page.says(`${hostile} [click](javascript:window.broken=1) <https://example.org>`);
  assert.match(await said.innerText(), /<script>/);
  assert.equal(await page.log.locator("img, script, [href^='javascript']").count(), 0);
  assert.equal(await page.page.evaluate(() => window.broken), undefined);
});

test("what the client can see to be wrong is not sent", async () => {
  const page = await world.enter({ as: "olive" });
  const last = await page.lastId();
  for (const [line, sentence] of [
    ["/bytes send amount:5", /user is required/],
    ["/bytes send user:@nobody amount:5", /nothing called/],
    ["/bytes send user:@ben amount:five", /whole number/],
    ["/nonsense", /no command/],
  ]) {
    await page.writes(line);
    await page.field.press("Escape");
    await page.field.press("Enter");
    const error = page.page.locator("#composer-error");
    await error.waitFor();
    assert.match(await error.innerText(), sentence);
  }
  assert.equal(await page.lastId(), last);
});
