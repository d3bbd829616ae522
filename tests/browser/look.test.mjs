// Stories of how the playground looks: narrow and wide, dark and light, and for everyone (axe).
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { hall } from "./lib/browser.mjs";

const world = hall();
afterEach(() => world.leave());

for (const scheme of ["dark", "light"]) {
  for (const width of [1280, 400]) {
    test(`${scheme}, ${width} px: fits, and axe finds nothing serious`, async () => {
      const page = await world.enter({ as: "ada", width, scheme });
      const name = `look-${scheme}-${width}`;
      const check = async (state) => {
        assert.equal(await page.tooWide(), 0, `${state}: no scrolling sideways`);
        await page.isForEveryone(`${scheme} ${width} ${state}`);
        await page.shot(`${name}-${state}`);
      };
      await page.says("# A heading\n**bold** ||hidden|| `code` <t:1700000000:R> @ben #general\n> quoted\n- one\n- two\n```\nfn main() {}\n```");
      await page.runs("/bytes read");
      await check("messages");
      await page.writes("/");
      await page.page.locator("#suggestions .option").first().waitFor();
      await check("commands");
      await page.writes("/bytes send user:@ben amount:x reason:why");
      await check("hints");
      await page.writes("");
      await page.opensLog();
      await check("log");
      await page.page.click("#log-toggle");
      if (width < 700) {
        for (const side of ["Channels", "Members"]) {
          await page.page.getByRole("button", { name: side, exact: true }).click();
          await page.page.locator(".drawer.open").waitFor();
          await check(side.toLowerCase());
          await page.page.keyboard.press("Escape");
          await page.page.locator(".drawer.open").waitFor({ state: "detached" });
        }
      } else {
        await page.member("Ben").click();
        await page.page.getByRole("menu").waitFor();
        await check("card");
        await page.page.keyboard.press("Escape");
      }
    });
  }
}

test("at 400 px the field works", async () => {
  const page = await world.enter({ as: "ben", width: 400 });
  const answer = await page.runs("/bytes read");
  assert.match(await answer.innerText(), /Only you can see this/);
  const box = await page.field.boundingBox();
  assert.ok(box.x >= 0 && box.x + box.width <= 400, "the field is inside the window");
  assert.equal(await page.tooWide(), 0);
});
