// The dashboard beside the playground: somebody's tab, and what every page of it has to be.
import assert from "node:assert/strict";

/** Somebody's dashboard in a tab beside the playground, from the link that `/dashboard` gives them. */
export async function dashboard(client) {
  const answer = await client.runs("/dashboard");
  const href = await answer.getByRole("link", { name: "Open the dashboard" }).getAttribute("href");
  const page = await client.page.context().newPage();
  const wrong = [];
  page.on("console", (message) => message.type() === "error" && wrong.push(message.text()));
  // What the browser gives up itself, because it goes on to another page, is not wrong.
  page.on("requestfailed", (request) => request.failure()?.errorText !== "net::ERR_ABORTED" && wrong.push(request.url()));
  const asked = [];
  page.on("request", (request) => asked.push(new URL(request.url())));
  await page.goto(href);
  await page.getByRole("button", { name: /^Continue as/ }).click();
  return { page, wrong, asked };
}

/** No page is wider than its window, and everybody can read it. */
export async function fits(client, page, name) {
  for (const colorScheme of ["dark", "light"]) {
    await page.emulateMedia({ colorScheme });
    for (const width of [1280, 400]) {
      const state = `${name}-${colorScheme}-${width}`;
      await page.setViewportSize({ width, height: 800 });
      const beyond = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.equal(beyond, 0, `${state} is too wide`);
      await client.isForEveryone(state, page);
      await client.shotOf(page, `dashboard-${state}`);
    }
  }
  await page.setViewportSize({ width: 1280, height: 800 });
}
