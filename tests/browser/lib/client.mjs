// What a person does and sees in the page, in words that stories use. Everything waits on a condition, never on time.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

export class Client {
  constructor(page, wrong, shot) {
    this.page = page;
    this.wrong = wrong;
    this.field = page.locator("#composer-text");
    this.log = page.locator("#log");
    this.shot = (name) => shot(page, name);
    this.shotOf = shot;
  }

  /** Writes into the field as keys do, without sending. */
  async writes(text) {
    await this.field.fill(text);
    await this.field.press("End");
  }

  /** Says something in the channel and sees it stand there. */
  async says(text) {
    const last = await this.lastId();
    await this.writes(text);
    await this.field.press("Enter");
    return this.newer(last, false);
  }

  /** Runs a command by text; answers the bot's message, finished. */
  async runs(text) {
    const last = await this.lastId();
    await this.writes(text);
    await this.field.press("Escape");
    await this.field.press("Enter");
    return this.newer(last, true);
  }

  /** The first message of the bot after `last` that is no longer thinking. */
  async newer(last, byBot) {
    const found = await this.page.waitForFunction(([after, bot]) => {
      const failed = document.querySelector("#log .failure .why")?.textContent;
      const refused = document.querySelector("#composer-error:not([hidden])")?.textContent;
      if (failed || refused) return { failed: failed || refused };
      const message = [...document.querySelectorAll("#log [data-message]")].find((m) =>
        BigInt(m.dataset.message) > BigInt(after) && !m.querySelector(".thinking") && (!bot || m.querySelector(".avatar-bot")));
      return message ? { id: message.dataset.message } : null;
    }, [last, byBot]);
    const { id, failed } = await found.jsonValue();
    assert.equal(failed, undefined, "the command goes through");
    return this.message(id);
  }

  /** Opens a channel or thread by its place in the list. */
  async opens(name) {
    await this.place(name).click();
    await this.page.waitForFunction((title) => document.querySelector("#channel-name").textContent === title, name);
    await this.page.waitForSelector('#log[aria-busy="false"]');
  }

  /** A channel or thread in the list. */
  place(name) {
    return this.page.locator(".channel").filter({ has: this.page.locator(".channel-name", { hasText: new RegExp(`^${name}$`) }) });
  }

  /** Presses a button of a message. */
  presses(message, label) {
    return message.locator(".controls, .layout").getByRole("button", { name: label, exact: typeof label === "string" }).click();
  }

  /** Presses a button of a message that is answered by a new one. */
  async pressesFor(message, label) {
    const last = await this.lastId();
    await this.presses(message, label);
    return this.newer(last, true);
  }

  /** Chooses in a select of a message. */
  async chooses(message, select, option) {
    await message.getByRole("button", { name: select }).click();
    await this.page.getByRole("option", { name: option }).click();
  }

  /** Fills the open form in, by labels, and sends it; answers the bot's message where there is one. */
  async fills(title, fields) {
    const dialog = this.page.getByRole("dialog", { name: title });
    await dialog.waitFor();
    for (const [label, text] of Object.entries(fields)) await dialog.getByLabel(label).fill(text);
    await dialog.getByRole("button", { name: "Submit" }).click();
    await dialog.waitFor({ state: "detached" });
  }

  /** Runs the cron and waits for its end. */
  async runsCron() {
    await this.page.getByRole("button", { name: "Run cron" }).click();
    await this.page.locator('#run-cron:not([aria-busy="true"])').waitFor();
  }

  /** Lets a day go by, with all that the cron does in it. */
  async sleepsOver() {
    await this.page.getByRole("button", { name: "Next day" }).click();
    await this.page.locator('#next-day:not([aria-busy="true"])').waitFor();
  }

  /** The newest message in the open channel. */
  get newest() {
    return this.log.locator("[data-message]").last();
  }

  message(id) {
    return this.page.locator(`#log [data-message="${id}"]`);
  }

  idOf(message) {
    return message.getAttribute("data-message");
  }

  lastId() {
    return this.page.evaluate(() => [...document.querySelectorAll("#log [data-message]")].at(-1)?.dataset.message ?? "0");
  }

  /** Takes another person's seat. */
  async becomes(name) {
    await this.page.getByRole("radio", { name: new RegExp(`^${name},`) }).check();
    await this.page.waitForFunction((who) => document.querySelector(".member-me .member-name")?.textContent.startsWith(who), name);
    await this.page.waitForSelector('#log[aria-busy="false"]');
  }

  member(name) {
    return this.page.locator(".member").filter({ has: this.page.locator(".member-name", { hasText: new RegExp(`^${name}`) }) });
  }

  /** Waits until a person stands under a role in the member list. */
  async expectRole(name, role) {
    const group = this.page.locator(".group").filter({ has: this.page.locator(".group-name", { hasText: role }) });
    await group.locator(".member-name", { hasText: new RegExp(`^${name}`) }).waitFor();
  }

  /** The bytes beside a name in the member list; null when there are none yet. */
  async bytes(name) {
    const text = await this.member(name).locator("[data-bytes]").getAttribute("data-bytes");
    return text === "" || text === null ? null : Number(text);
  }

  /** Waits until the member list shows these bytes. */
  async expectBytes(name, amount) {
    const shown = this.member(name).locator(`[data-bytes="${amount}"]`);
    await shown.waitFor({ state: "attached" }).catch(async () => {
      assert.equal(await this.bytes(name), amount, `${name}'s bytes in the member list`);
    });
  }

  /** Waits until the member list shows an opened account for a name, and answers its bytes. */
  async knownBytes(name) {
    await this.member(name).locator('[data-bytes]:not([data-bytes=""]):not([data-bytes="0"])').waitFor({ state: "attached" });
    return this.bytes(name);
  }

  /** The bytes as the server knows them at this moment. */
  async storedBytes(name) {
    const id = await this.member(name).getAttribute("data-member");
    return this.page.evaluate(async (who) => {
      const state = await (await fetch("/play/state")).json();
      return state.guild.members.find((m) => m.id === who).bytes;
    }, id);
  }

  async opensLog() {
    if ((await this.page.locator("#log-toggle").getAttribute("aria-expanded")) === "false") await this.page.click("#log-toggle");
    await this.page.locator("#log-body").waitFor();
  }

  /** axe finds no serious or critical fault as the page stands now. */
  async isForEveryone(state, page = this.page) {
    await page.evaluate(axe);
    const faults = await page.evaluate(async () => {
      const { violations } = await window.axe.run(document, { resultTypes: ["violations"] });
      return violations.filter((v) => ["serious", "critical"].includes(v.impact))
        .map((v) => `${v.id}: ${v.help}\n${v.nodes.slice(0, 3).map((n) => `  ${n.html.slice(0, 160)}\n  ${n.any[0]?.message ?? ""}`).join("\n")}`);
    });
    assert.deepEqual(faults, [], state);
  }

  /** How far the page is wider than the window; 0 when it fits. */
  tooWide() {
    return this.page.evaluate(() => Math.max(0, document.scrollingElement.scrollWidth - window.innerWidth, document.body.scrollWidth - window.innerWidth));
  }
}
