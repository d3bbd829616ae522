// Stories of the page's parts with made-up answers: forms, selects, failures, autocompletion, rich messages.
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { hall } from "./lib/browser.mjs";

const world = hall();
afterEach(() => world.leave());

const json = (body) => ({ contentType: "application/json", body: JSON.stringify(body) });
const answer = (more) => json({ ok: true, status: 200, ms: 3, wrong: [], message: null, modal: null, choices: null, ...more });

/** Opens a page whose interactions are answered by `reply(sent)`, with a command and messages of its own. */
async function enter({ reply = () => ({}), messages = [], options = [], events, ...where } = {}) {
  const sent = [];
  const client = await world.enter({ ...where, prepare: async (page) => {
    await page.route("**/play/interactions", (route) => {
      const body = route.request().postDataJSON();
      sent.push(body);
      return route.fulfill(answer(reply(body)));
    });
    await page.route("**/play/state*", async (route) => {
      const state = await route.fetch().then((response) => response.json()).catch(() => null);
      if (!state) return route.abort().catch(() => {}); // the page is being closed
      state.commands = [{ id: "1", type: 1, name: "trial", description: "A made-up command", options }, { id: "2", type: 3, name: "Keep this" }];
      return route.fulfill(json(state));
    });
    if (events) await page.route("**/play/events?*", (route) => route.fulfill({ contentType: "text/event-stream", body: `retry: 100\n${events()}\n` }));
    if (messages.length) await page.route("**/play/messages?*", (route) => route.fulfill(json(messages)));
  } });
  return { client, page: client.page, sent };
}

const message = (more) => ({
  id: "1200000000000000000", channel_id: "1", type: 0, author: { id: "9", username: "somebot", bot: true }, content: "",
  timestamp: "2026-01-02T03:04:05Z", edited_timestamp: null, embeds: [], components: [], attachments: [], flags: 0, ...more,
});

test("a form asks, checks and sends what was filled in", async () => {
  const modal = { custom_id: "form", title: "Tell the wardens", components: [
    { type: 10, content: "Read by **wardens** only." },
    { type: 18, label: "Subject", component: { type: 4, custom_id: "subject", style: 1, min_length: 3, max_length: 20 } },
    { type: 18, label: "What happened", description: "Exactly", component: { type: 4, custom_id: "text", style: 2, required: false } },
    { type: 18, label: "How bad", component: { type: 3, custom_id: "bad", options: [{ label: "A little", value: "1" }, { label: "Very", value: "2" }] } },
    { type: 18, label: "Who", component: { type: 5, custom_id: "who", required: false } },
  ] };
  const { client, page, sent } = await enter({ reply: (body) => (body.kind === "command" ? { modal } : {}) });
  await client.writes("/trial");
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Tell the wardens" });
  await dialog.waitFor();
  await client.shot("form");
  await page.keyboard.press("Enter");
  await dialog.getByText("This must be filled in.").waitFor();
  await dialog.getByLabel("Subject").fill("ab");
  await page.keyboard.press("Enter");
  await dialog.getByText("At least 3 characters.").waitFor();
  await dialog.getByLabel("Subject").fill("A map");
  await dialog.getByRole("button", { name: /How bad/ }).click();
  await page.getByRole("option", { name: "Very" }).click();
  await dialog.getByRole("button", { name: /Who/ }).click();
  await page.getByRole("option", { name: /Ben/ }).click();
  await dialog.getByRole("button", { name: "Submit" }).click();
  await dialog.waitFor({ state: "detached" });
  const { kind, custom_id, values } = sent.at(-1);
  assert.deepEqual({ kind, custom_id }, { kind: "modal", custom_id: "form" });
  const ben = await client.member("Ben").getAttribute("data-member");
  assert.deepEqual(values, { subject: "A map", text: "", bad: ["2"], who: [ben] });
});

test("an answer that Discord would refuse is shown as none, with its reasons in the log", async () => {
  const wrong = ["title: longer than 256", "6 buttons in a row"];
  const line = { at: 0, what: "POST /interactions", command: "trial", status: 200, ms: 2, outcome: "rejected by Discord", wrong };
  let asked = false;
  const { client, page } = await enter({
    reply: () => { asked = true; return { ok: false, wrong }; },
    events: () => (asked ? `id: 1000000\nevent: log\ndata: ${JSON.stringify(line)}\n\n` : ""),
  });
  await client.writes("/trial");
  await page.keyboard.press("Enter");
  const failure = page.locator("#log .failure");
  await failure.getByText("The application did not respond").waitFor();
  await failure.getByRole("button", { name: "Open the log" }).click();
  await page.locator("#log-rows").getByText("6 buttons in a row").first().waitFor();
  await page.getByRole("checkbox", { name: "Errors only" }).check();
  await page.locator("#log-rows").getByText("title: longer than 256").first().waitFor();
  await failure.getByRole("button", { name: "Dismiss message" }).click();
  await failure.waitFor({ state: "detached" });
});

test("what was not sent stays in the field, with the reason", async () => {
  const { client, page } = await enter({ reply: () => ({ ok: false, status: 0, ms: 0, wrong: ["option x: no such thing"] }) });
  await client.writes("/trial");
  await page.keyboard.press("Enter");
  await page.locator("#composer-error").getByText("no such thing").waitFor();
  assert.equal(await client.field.inputValue(), "/trial");
});

test("buttons and selects of a message work, one and several choices", async () => {
  const row = (...components) => ({ type: 1, components });
  const options = ["Owls", "Rats", "Foxes"].map((label) => ({ label, value: label.toLowerCase() }));
  const { client, page, sent } = await enter({
    reply: (body) => (body.custom_id === "bad" ? { ok: false, wrong: ["no answer within 3 s"] } : {}),
    messages: [message({ content: "Choose", components: [
      row({ type: 2, style: 1, label: "Good", custom_id: "good" }, { type: 2, style: 4, label: "Bad", custom_id: "bad" }, { type: 2, style: 2, label: "Off", custom_id: "off", disabled: true }),
      row({ type: 3, custom_id: "one", placeholder: "One squad", options }),
      row({ type: 3, custom_id: "some", placeholder: "Some squads", min_values: 1, max_values: 2, options }),
      row({ type: 8, custom_id: "where", placeholder: "A channel" }),
    ] })],
  });
  await page.getByRole("button", { name: "Good" }).click();
  await page.getByRole("button", { name: /^One squad/ }).click();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "One squad: Rats" }).waitFor();
  await page.getByRole("button", { name: /^Some squads/ }).click();
  for (const name of ["Owls", "Foxes", "Rats"]) await page.getByRole("option", { name }).click();
  await client.shot("select");
  await page.getByRole("button", { name: "Done" }).click();
  await page.getByRole("button", { name: /^A channel/ }).click();
  await page.getByRole("option", { name: "#general" }).click();
  await page.getByRole("button", { name: "Bad" }).click();
  await client.log.getByText("This interaction failed").waitFor();
  assert.equal(await page.getByRole("button", { name: "Off" }).isDisabled(), true);
  assert.deepEqual(sent.map((s) => [s.kind, s.custom_id, s.values?.length]), [["click", "good", undefined], ["select", "one", 1], ["select", "some", 2], ["select", "where", 1], ["click", "bad", undefined]]);
  assert.deepEqual(sent[2].values, ["owls", "foxes"]);
});

test("selects of people, roles and channels are used by keys alone; a look sends nothing", async () => {
  const row = (...components) => ({ type: 1, components });
  const { client, page, sent } = await enter({
    messages: [message({ content: "Choose", components: [
      row({ type: 5, custom_id: "who", placeholder: "A person" }),
      row({ type: 6, custom_id: "role", placeholder: "A role" }),
      row({ type: 7, custom_id: "either", placeholder: "Either", min_values: 0, max_values: 2 }),
      row({ type: 8, custom_id: "where", placeholder: "Where", channel_types: [0] }),
      row({ type: 3, custom_id: "set", placeholder: "Set", options: [{ label: "One", value: "1", default: true }, { label: "Two", value: "2" }] }),
    ] })],
  });
  const { keyboard } = page;
  const opened = async (name) => {
    await page.getByRole("button", { name }).focus();
    await keyboard.press("Enter");
    await page.getByRole("listbox", { name: /.+/ }).last().waitFor();
  };
  const shut = () => page.locator(".picker").waitFor({ state: "detached" });
  const sentTo = (id) => sent.filter((s) => s.custom_id === id).map((s) => s.values);

  await opened(/^A person/);
  await page.getByRole("option", { name: /^Ada/ }).waitFor();
  await keyboard.press("ArrowDown");
  await keyboard.press("Home");
  await keyboard.press("Enter");
  await shut();
  assert.equal(sentTo("who").length, 1);

  await opened(/^A role/);
  const keepers = page.getByRole("option", { name: "@Keepers" });
  while (!(await keepers.evaluate((e) => e.classList.contains("active")))) await keyboard.press("ArrowDown");
  await keyboard.press(" ");
  await page.getByRole("button", { name: "A role: @Keepers" }).waitFor();
  assert.equal(sentTo("role").length, 1);

  // Long lists are searched; several are taken one by one and sent when the list is left.
  await opened(/^Either/);
  await keyboard.type("ben");
  await keyboard.press("Enter");
  for (let n = 0; n < 3; n += 1) await keyboard.press("Backspace");
  await keyboard.type("founders");
  await keyboard.press("Enter");
  assert.deepEqual(sentTo("either"), []);
  await keyboard.press("Tab");
  await keyboard.press("Enter");
  await page.getByRole("button", { name: "Either: Ben, @Founders" }).waitFor();
  const ben = await client.member("Ben").getAttribute("data-member");
  assert.deepEqual(sentTo("either").map((values) => [values.length, values[0]]), [[2, ben]]);

  await opened(/^Where/);
  await keyboard.press("End");
  await keyboard.press("Escape");
  await shut();
  await opened(/^Set/);
  await page.mouse.click(5, 400);
  await shut();
  assert.deepEqual([sentTo("where"), sentTo("set")], [[], []]);
  await opened(/^Set/);
  await keyboard.press("Enter");
  await shut();
  assert.deepEqual(sentTo("set"), [["1"]], "the same choice once more is one");
});

test("a form with selects is filled in by keys alone", async () => {
  const modal = { custom_id: "form", title: "A request", components: [
    { type: 18, label: "Who", component: { type: 5, custom_id: "who" } },
    { type: 18, label: "Roles", component: { type: 6, custom_id: "roles", max_values: 2 } },
    { type: 18, label: "Where", component: { type: 8, custom_id: "where", required: false } },
    { type: 1, components: [{ type: 4, custom_id: "why", label: "Why", style: 1, max_length: 40 }] },
  ] };
  const { client, page, sent } = await enter({ reply: (body) => (body.kind === "command" ? { modal } : {}) });
  const { keyboard } = page;
  await client.writes("/trial");
  await keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "A request" });
  await dialog.waitFor();
  await keyboard.press("Enter");
  await keyboard.press("End");
  await keyboard.press("Enter");
  await dialog.getByRole("button", { name: /^Who: / }).waitFor();
  await keyboard.press("Tab");
  await keyboard.press("Enter");
  await keyboard.press("Enter");
  await keyboard.press("ArrowDown");
  await keyboard.press("Enter");
  await keyboard.press("Tab");
  await keyboard.press("Enter");
  await dialog.getByRole("button", { name: /^Roles: .*, / }).waitFor();
  await keyboard.press("Tab");
  await keyboard.press("Tab");
  await keyboard.type("because");
  await keyboard.press("Enter");
  await dialog.waitFor({ state: "detached" });
  const { values } = sent.at(-1);
  assert.deepEqual([values.who.length, values.roles.length, values.where, values.why], [1, 2, [], "because"]);
  assert.equal(await page.evaluate(() => document.activeElement !== document.body), true, "the focus is somewhere");
});

test("Escape shuts a list in a form, and only then the form", async () => {
  const modal = { custom_id: "form", title: "A request", components: [{ type: 18, label: "Who", component: { type: 5, custom_id: "who" } }] };
  const { client, page, sent } = await enter({ reply: (body) => (body.kind === "command" ? { modal } : {}) });
  await client.writes("/trial");
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "A request" });
  await dialog.waitFor();
  await page.keyboard.press("Enter");
  await page.locator(".picker").waitFor();
  await page.keyboard.press("Escape");
  await page.locator(".picker").waitFor({ state: "detached" });
  assert.equal(await dialog.count(), 1);
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
  assert.equal(sent.filter((s) => s.kind === "modal").length, 0);
});

test("the bot is asked for choices while one types, and the value is sent for the name", async () => {
  const options = [{ type: 3, name: "squad", description: "Which", required: true, autocomplete: true }];
  const { client, page, sent } = await enter({ options, reply: (body) => (body.kind === "autocomplete" ? { choices: [{ name: "Night Owls", value: "sq_17" }] } : {}) });
  await page.keyboard.press("/");
  await page.keyboard.type("tri");
  await page.keyboard.press("Enter");
  await page.keyboard.type("owl");
  await page.getByRole("option", { name: "Night Owls" }).waitFor();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.querySelector("#composer-text").value === "");
  assert.equal(sent.at(-1).text, "/trial squad:sq_17");
  const asked = sent.filter((s) => s.kind === "autocomplete");
  assert.ok(asked.length >= 1 && asked.every((s) => s.focused === "squad"));
});

test("a file is handed over with its option", async () => {
  const options = [{ type: 11, name: "picture", description: "Which", required: true }];
  const { client, page, sent } = await enter({ options });
  await client.writes("/trial picture:");
  const choosing = page.waitForEvent("filechooser");
  await page.getByRole("option", { name: /Choose a file/ }).click();
  await (await choosing).setFiles({ name: "the map.png", mimeType: "image/png", buffer: Buffer.from("not really") });
  await page.waitForFunction(() => /the.map\.png/.test(document.querySelector("#composer-text").value));
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.querySelector("#composer-text").value === "");
  // Discord takes what is special in addresses out of names.
  assert.match(sent.at(-1).text, /^\/trial picture:"?file:the.map\.png"?$/);
});

test("a message's menu offers its commands", async () => {
  const { client, page, sent } = await enter({ messages: [message({ content: "Keep me" })] });
  await client.log.getByText("Keep me").click({ button: "right" });
  await page.getByRole("menuitem", { name: "Keep this" }).click();
  await page.waitForFunction(() => !document.querySelector("[role=menu]"));
  assert.deepEqual(sent.map(({ kind, name, target }) => ({ kind, name, target })), [{ kind: "message", name: "Keep this", target: "1200000000000000000" }]);
});

test("everything that a message can hold is drawn", async () => {
  const { client, page } = await enter({ messages: [message({
    edited_timestamp: "2026-01-02T04:04:05Z",
    interaction: { user: { id: "8", username: "someone" }, command: "bytes read" },
    content: "# Title\n**bold** ||hidden words|| \\*plain\\* <t:1700000000:R>",
    embeds: [{ title: "An embed", color: 0x3355ff, description: "*text*", fields: [{ name: "A", value: "1", inline: true }, { name: "B", value: "2", inline: true }], footer: { text: "the foot" }, timestamp: "2026-01-02T03:04:05Z", image: { url: "https://example.org/far.png" } }],
    attachments: [{ id: "1", filename: "ledger.csv", size: 2048, url: "/play/state", content_type: "text/csv" }],
  }), message({ id: "1200000000000000001", flags: 128 }), message({ id: "1200000000000000002", flags: 64, content: "only mine" })] });
  const first = client.message("1200000000000000000");
  const text = await first.innerText();
  for (const part of ["someone", "used", "/bytes read", "BOT", "Title", "*plain*", "years ago", "(edited)", "An embed", "the foot", "ledger.csv", "2.0 KB"]) assert.ok(text.includes(part), part);
  assert.equal(await first.getByText("hidden words").evaluate((e) => getComputedStyle(e).opacity), "0");
  await first.getByRole("button", { name: /Spoiler/ }).click();
  assert.equal(await first.getByText("hidden words").evaluate((e) => getComputedStyle(e).opacity), "1");
  assert.equal(await first.locator("img").count(), 0, "pictures from elsewhere are not fetched");
  await client.message("1200000000000000001").getByText("is thinking…").waitFor();
  await client.message("1200000000000000002").getByText("Only you can see this").waitFor();
  await client.shot("message");
});
