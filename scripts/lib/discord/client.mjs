// Discord's REST API for scripts: who may call, how long is waited, what a refusal says.
const MOST_TRIES = 5;
const MOST_WAITING_MS = 120_000;
export const DEFAULT_API = "https://discord.com/api/v10";

/** Something to tell the operator in a sentence, without a stack. */
export class Refusal extends Error {}

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Discord's REST API, with its Retry-After obeyed within bounds. */
export class Discord {
  #token;
  #base;
  #waited = 0;

  /** `base` is the API's address without a slash at its end. */
  constructor({ token, base = DEFAULT_API }) {
    this.#token = token;
    this.#base = base;
  }

  /** The answer's status and body; only 429 and 5xx are tried again. */
  async call(method, route, body) {
    for (let attempt = 1; ; attempt += 1) {
      const response = await fetch(`${this.#base}${route}`, {
        method,
        headers: {
          authorization: `Bot ${this.#token}`,
          "user-agent": "DiscordBot (guildhall, 0.1.0)",
          ...(body === undefined ? {} : { "content-type": "application/json" }),
        },
        body: body === undefined ? undefined : JSON.stringify(body),
        signal: AbortSignal.timeout(30_000),
      });
      const answer = parse(await response.text());
      if (response.status !== 429 && response.status < 500) return { status: response.status, answer };
      await this.#wait(attempt, response, answer, `${method} ${route.split("?")[0]}`);
    }
  }

  async #wait(attempt, response, answer, what) {
    const asked = Number(answer?.retry_after ?? response.headers.get("retry-after"));
    const ms = Math.ceil((asked > 0 ? asked : 2 ** (attempt - 1)) * 1000);
    if (attempt >= MOST_TRIES || this.#waited + ms > MOST_WAITING_MS) {
      throw new Refusal(`Discord answered ${response.status} to ${what} and asks to wait ${Math.ceil(ms / 1000)} s. Run this again later.`);
    }
    this.#waited += ms;
    await sleep(ms);
  }
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The application whose bot the token belongs to. Only a bot's own token may be used, and only for its own application. */
export async function requireBot(discord, application) {
  const own = await discord.call("GET", "/applications/@me");
  if (own.status !== 200) {
    throw new Refusal(`DISCORD_TOKEN is refused by Discord (status ${own.status}): it must be the token of a bot account.`);
  }
  if (application !== undefined && own.answer?.id !== application) {
    throw new Refusal("DISCORD_TOKEN belongs to another application than DISCORD_APPLICATION_ID.");
  }
  const user = await discord.call("GET", "/users/@me");
  if (user.status !== 200 || user.answer?.bot !== true) {
    throw new Refusal("DISCORD_TOKEN is not the token of a bot account.");
  }
  return own.answer;
}

/** Discord's nested error object as lines `path: message`. */
export function explain(errors, at = []) {
  if (!errors || typeof errors !== "object") return [];
  return Object.entries(errors).flatMap(([name, value]) =>
    name === "_errors" ? value.map(({ message }) => `${at.join(".")}: ${message}`) : explain(value, [...at, name]),
  );
}
