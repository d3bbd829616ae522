// What an operator gives to a deployment, and the keys that are made for it once.
import { generateKeyPairSync, randomBytes } from "node:crypto";

import { Refusal } from "../discord/client.mjs";

const ID = /^\d{17,20}$/;
const IDS = /^\d{17,20}(\s*,\s*\d{17,20})*$/;
const PORTAL = "https://discord.com/developers/applications";

/** `where` tells where to find the value. Secrets are uploaded as such, everything else as a variable. */
export const GIVEN = [
  {
    name: "DISCORD_TOKEN",
    secret: true,
    needed: true,
    form: /^[\w-]+\.[\w-]+\.[\w-]+$/,
    where: `the bot's token: ${PORTAL} › your application › Bot › Reset Token`,
  },
  {
    name: "GUILDS",
    needed: true,
    form: IDS,
    where:
      "ids of the servers to serve, separated by commas: in Discord turn on User Settings › Advanced › Developer Mode, then right-click the server › Copy Server ID",
  },
  {
    name: "DISCORD_CLIENT_SECRET",
    secret: true,
    form: /^[\w-]{16,}$/,
    where: `for signing in to the dashboard: ${PORTAL} › your application › OAuth2 › Reset Secret`,
  },
  { name: "DISCORD_APPLICATION_ID", form: ID, where: "found through the token when it is not set" },
  { name: "DISCORD_PUBLIC_KEY", form: /^[0-9a-f]{64}$/i, where: "found through the token when it is not set" },
  { name: "DISCORD_API_BASE", form: /^https?:\/\/\S+$/, where: "Discord's own when it is not set" },
  { name: "PUBLIC_BASE_URL", form: /^https:\/\/[^/\s]+\/?$/, where: "the address on workers.dev when it is not set" },
  { name: "OPERATOR_IDS", form: IDS, where: "people who operate the deployment, separated by commas" },
  { name: "LOG_LEVEL", form: /^(error|info|debug)$/, where: "error, info or debug" },
  ...["VERIFIED_ROLE_ID", "RESTRICTED_ROLE_ID", "MODERATOR_ROLE_ID", "ADMIN_CHANNEL_ID", "VERIFICATION_CHANNEL_ID"].map(
    (name) => ({ name, form: ID, where: "for a deployment that serves one server" }),
  ),
  { name: "GOOGLE_CLIENT_ID", form: /^\S+$/, where: "your own OAuth client at Google" },
  { name: "GOOGLE_CLIENT_SECRET", secret: true, form: /^\S+$/, where: "your own OAuth client at Google" },
];

const KEY = /^[0-9a-f]{64}$/i;

/** Made once and then kept: what was sealed or signed with them is lost with them. */
export const KEYS = [
  { name: "ENCRYPTION_KEY", form: KEY, make: () => randomBytes(32).toString("hex") },
  // The scalar of a P-256 key in base64url, as Web Push's libraries write it (RFC 8292).
  {
    name: "VAPID_PRIVATE_KEY",
    form: /^[\w-]{43}$/,
    make: () => generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey.export({ format: "jwk" }).d,
  },
];

/** The key before the last rotation. */
export const PREVIOUS = "ENCRYPTION_KEY_PREVIOUS";

/** What is in the way, one sentence each; names only, never values. */
export function faults(values) {
  const known = [...GIVEN, ...KEYS, { name: PREVIOUS, form: KEY }];
  const missing = GIVEN.filter(({ name, needed }) => needed && !values[name]);
  const malformed = known.filter(({ name, form }) => values[name] && !form.test(values[name]));
  return [
    ...missing.map(({ name, where }) => `${name} is missing (${where}).`),
    ...malformed.map(({ name, where }) => `${name} is malformed${where ? ` (${where})` : ""}.`),
    ...(values.ALLOWED_TEST_HOSTS
      ? ["ALLOWED_TEST_HOSTS is set: it opens the address guard for tests and must not be in a deployment."]
      : []),
  ];
}

export function requireVariables(values, file) {
  const found = faults(values);
  if (found.length === 0) return;
  throw new Refusal(
    `Set in ${file} (or in the environment), see .env.example:\n${found.map((line) => `  - ${line}`).join("\n")}`,
  );
}

const present = (values, list) =>
  Object.fromEntries(list.filter(({ name }) => values[name]).map(({ name }) => [name, values[name]]));

/** Variables that anybody who can see the deployment may see. */
export const varsOf = (values) => present(values, GIVEN.filter(({ secret }) => !secret));

/** What is uploaded as a secret, as far as it is at hand. */
export const secretsOf = (values) => present(values, [...GIVEN.filter(({ secret }) => secret), ...KEYS, { name: PREVIOUS }]);
