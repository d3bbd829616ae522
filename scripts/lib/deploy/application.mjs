// What Discord knows of the application: where it sends interactions and events, and what the bot may ask for.
import { Refusal, explain } from "../discord/client.mjs";

// Discord reference, "Application Flags". Without the limited ones a bot in fewer than 100 servers is told
// neither who is a member nor what a message says; those without "limited" are granted by Discord itself.
const MEMBERS = { granted: 1 << 14, limited: 1 << 15 };
const CONTENT = { granted: 1 << 18, limited: 1 << 19 };

const EVENTS = ["APPLICATION_AUTHORIZED", "APPLICATION_DEAUTHORIZED"];
const ENABLED = 2;
const DISABLED = 1;
const SCOPES = ["bot", "applications.commands"];
const INVALID_FORM = 50035;

/** Seconds between the tries while new code spreads over Cloudflare's places: about a minute in all. */
const WAITS = [1, 2, 4, 8, 15, 30];

/** What a deployment at `address` wants of the application, by field. Pure. */
export function wanted(application, { address, permissions }) {
  const flags = [MEMBERS, CONTENT].reduce(
    (sum, { granted, limited }) => (sum & granted ? sum : sum | limited),
    application.flags ?? 0,
  );
  const fields = {
    interactions_endpoint_url: `${address}/interactions`,
    event_webhooks_url: `${address}/webhook-events`,
    event_webhooks_status: ENABLED,
    event_webhooks_types: EVENTS,
    flags,
  };
  // Discord refuses a default authorization link for an application that only its owner may add.
  return application.bot_public ? { ...fields, install_params: { scopes: SCOPES, permissions } } : fields;
}

/** What is taken back when the deployment is removed. */
export const UNWANTED = {
  interactions_endpoint_url: null,
  event_webhooks_url: null,
  event_webhooks_status: DISABLED,
  event_webhooks_types: [],
};

/** Those of the fields that Discord does not have yet. Pure. */
export function missing(application, fields) {
  const plain = (value) => JSON.stringify(Array.isArray(value) ? [...value].sort() : (value ?? null));
  const same = (name, value) =>
    name === "install_params"
      ? plain(application[name]?.scopes) === plain(value.scopes) && application[name]?.permissions === value.permissions
      : plain(application[name] ?? (Array.isArray(value) ? [] : null)) === plain(value);
  return Object.fromEntries(Object.entries(fields).filter(([name, value]) => !same(name, value)));
}

/**
 * Changes the fields. Discord asks the addresses at once whether they answer rightly, and refuses them
 * while the new code is not everywhere yet: then it is tried again.
 */
export async function change(discord, fields, { waits = WAITS, sleep = seconds, say = () => {} } = {}) {
  for (let attempt = 0; ; attempt += 1) {
    const { status, answer } = await discord.call("PATCH", "/applications/@me", fields);
    if (status === 200) return;
    const early = answer?.code === INVALID_FORM && Object.keys(answer.errors ?? {}).some((name) => name.endsWith("_url"));
    if (!early || attempt >= waits.length) {
      const reasons = explain(answer?.errors).map((line) => `\n  ${line}`);
      throw new Refusal(`Discord refused the application's settings: ${status} ${answer?.message ?? ""}${reasons.join("")}`);
    }
    say(`Discord does not get the right answer from the address yet; again in ${waits[attempt]} s.`);
    await sleep(waits[attempt]);
  }
}

const seconds = (count) => new Promise((resolve) => setTimeout(resolve, count * 1000));

/** Opens Discord's dialog that adds the bot to a server. Source: Discord reference, "Bot Authorization Flow". */
export function inviteLink(application, permissions, guild) {
  const link = `https://discord.com/oauth2/authorize?client_id=${application}&scope=${SCOPES.join("+")}&permissions=${permissions}`;
  return guild === undefined ? link : `${link}&guild_id=${guild}`;
}
