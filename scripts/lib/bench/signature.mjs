// The signature check: dalek in wasm against the host's WebCrypto, in one run. `--quick` takes a few
// rounds to see that it works and writes nothing.
import { generateKeyPairSync, sign } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { lockedVersions, machine, median, spread, table, writeFigures } from "./figures.mjs";
import { Connections, request } from "./load.mjs";
import { withWorkers } from "./workerd.mjs";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const BENCH = path.join(ROOT, "bench", "signature");
const README = path.join(ROOT, "bench", "README.md");
const PAYLOAD = path.join(ROOT, "tests", "data", "interactions", "guildhall-bytes-send.json");

const QUICK = process.argv.includes("--quick");
const ROUNDS = QUICK ? 4 : 40;
const CHECKS = 500; // in the shorter of the two requests whose difference is the time of as many checks
const REQUESTS = 1_000; // a round and way
const CONNECTIONS = 8;

// Which build serves a way, and the path that asks it for it.
const NONE = { title: "no check", build: "plain", path: "/none" };
const WEBCRYPTO = { title: "WebCrypto", build: "plain", path: "/webcrypto" };
const DALEK = { title: "dalek", build: "plain", path: "/dalek" };
const TABLES = { title: "dalek with its tables", build: "tables", path: "/dalek" };
const CHECKING = [WEBCRYPTO, DALEK, TABLES];
const ALL = [NONE, ...CHECKING];

/** A real command's body, and another of its length that the signature is not of. */
function signedPayload() {
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  const timestamp = "1704067200";
  const body = Buffer.from(JSON.stringify(JSON.parse(readFileSync(PAYLOAD, "utf8")).payload));
  const signature = sign(null, Buffer.concat([Buffer.from(timestamp), body]), privateKey);
  const tampered = Buffer.from(body);
  tampered[tampered.length >> 1] ^= 1;
  return {
    // The last 32 bytes of the DER form are the key itself.
    key: publicKey.export({ type: "spki", format: "der" }).subarray(-32).toString("hex"),
    headers: {
      "Content-Type": "application/json",
      "X-Signature-Ed25519": signature.toString("hex"),
      "X-Signature-Timestamp": timestamp,
    },
    kinds: [
      { title: "good", body, status: 204 },
      { title: "tampered", body: tampered, status: 401 },
    ],
  };
}

/** Every other round starts from the other end, so that none is always the one after a given other. */
async function inRounds(ways, act) {
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const way of round % 2 === 0 ? ways : ways.toReversed()) await act(way);
  }
}

/** Collects a number a round for each way. */
class Samples {
  #values = new Map();

  add(way, value) {
    if (!this.#values.has(way)) this.#values.set(way, []);
    this.#values.get(way).push(value);
  }

  of(way) {
    return this.#values.get(way) ?? [];
  }

  /** Round by round, because what disturbs a round disturbs all of it. */
  ratios(way, to) {
    const base = this.of(to);
    return this.of(way).map((value, round) => value / base[round]);
  }
}

/**
 * One check's time, free of HTTP: workerd's clock stands still while a Worker computes, so it is seen
 * from outside, as the difference between a request that checks twice as often and one that does not.
 */
async function measureChecks(workers, payload, kind) {
  const wall = new Samples();
  const cpu = new Map();
  const connections = await openAll(workers, 1);
  const ask = (way, times) => {
    const { port } = workers[way.build];
    return connections[way.build].send(request(port, `${way.path}/${times}`, payload.headers, kind.body), 1, kind.status);
  };
  for (const way of CHECKING) await ask(way, CHECKS);
  await inRounds(CHECKING, async (way) => {
    const before = workers[way.build].cpu();
    const once = await ask(way, CHECKS);
    const twice = await ask(way, 2 * CHECKS);
    wall.add(way, (twice - once) / CHECKS);
    cpu.set(way, (cpu.get(way) ?? 0) + workers[way.build].cpu() - before);
  });
  closeAll(connections);
  return { wall, cpu: new Map([...cpu].map(([way, sum]) => [way, sum / (3 * CHECKS * ROUNDS)])) };
}

/** Requests as Discord sends them, one check each, over a few connections at once. */
async function measureRequests(workers, payload, kind) {
  const rate = new Samples();
  const cpu = new Map();
  const connections = await openAll(workers, CONNECTIONS);
  const send = (way, times) => {
    const { port } = workers[way.build];
    const status = way === NONE ? 204 : kind.status;
    return connections[way.build].send(request(port, way.path, payload.headers, kind.body), times, status);
  };
  for (const way of ALL) await send(way, REQUESTS);
  await inRounds(ALL, async (way) => {
    const before = workers[way.build].cpu();
    rate.add(way, (REQUESTS * 1e6) / (await send(way, REQUESTS)));
    cpu.set(way, (cpu.get(way) ?? 0) + workers[way.build].cpu() - before);
  });
  closeAll(connections);
  return { rate, cpu: new Map([...cpu].map(([way, sum]) => [way, sum / (REQUESTS * ROUNDS)])) };
}

async function openAll(workers, count) {
  const opened = {};
  for (const [name, { port }] of Object.entries(workers)) opened[name] = await Connections.open(port, count);
  return opened;
}

function closeAll(connections) {
  for (const each of Object.values(connections)) each.close();
}

const micros = (value) => (Number.isNaN(value) ? "-" : value.toFixed(1));
const times = (value) => (Number.isNaN(value) ? "-" : value.toFixed(2));

function checksTable({ wall, cpu }) {
  const head = ["one check", "wall µs", "× WebCrypto (middle half)", "CPU µs", "× WebCrypto"];
  const rows = CHECKING.map((way) => [
    way.title,
    micros(median(wall.of(way))),
    spread(wall.ratios(way, WEBCRYPTO)),
    micros(cpu.get(way)),
    times(cpu.get(way) / cpu.get(WEBCRYPTO)),
  ]);
  return table(head, rows);
}

function requestsTable({ rate, cpu }) {
  const head = ["a request", "requests/s", "× WebCrypto (middle half)", "CPU µs", "× WebCrypto"];
  const rows = ALL.map((way) => [
    way.title,
    median(rate.of(way)).toFixed(0),
    spread(rate.ratios(way, WEBCRYPTO)),
    micros(cpu.get(way)),
    times(cpu.get(way) / cpu.get(WEBCRYPTO)),
  ]);
  return table(head, rows);
}

/** The lines of `[profile.release]` and of the sections below it, without comments. */
function releaseProfile(manifest) {
  const lines = readFileSync(manifest, "utf8").split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  let inside = false;
  return lines.filter((line) => (inside = line.startsWith("[") ? line.startsWith("[profile.release") : inside)).join("\n");
}

function requireSameProfile() {
  const [own, bench] = [ROOT, BENCH].map((folder) => releaseProfile(path.join(folder, "Cargo.toml")));
  if (own === bench) return;
  throw new Error("bench/signature/Cargo.toml has another release profile than Cargo.toml, so its figures would be of something else");
}

function versions() {
  const crates = lockedVersions(readFileSync(path.join(BENCH, "Cargo.lock"), "utf8"), ["worker", "ed25519-dalek", "curve25519-dalek"]);
  const { version } = JSON.parse(readFileSync(path.join(ROOT, "node_modules", "workerd", "package.json"), "utf8"));
  return [`workerd ${version}`, ...crates, `Node ${process.versions.node}`].join(", ");
}

requireSameProfile();
const about = [`${new Date().toISOString().slice(0, 10)} · ${machine()}`, versions()];
const builds = Object.fromEntries([...new Set(ALL.map(({ build }) => build))].map((name) => [name, path.join(BENCH, "build", name)]));
const payload = signedPayload();
const [{ body }] = payload.kinds;
const [, compatibilityDate] = /^compatibility_date = "([^"]+)"/m.exec(readFileSync(path.join(ROOT, "wrangler.toml"), "utf8"));
const settings = { compatibilityDate, vars: { PUBLIC_KEY: payload.key } };
const sections = await withWorkers(builds, settings, async (workers) => {
  const parts = [];
  for (const kind of payload.kinds) {
    console.error(`… a ${kind.title} signature`);
    const checks = await measureChecks(workers, payload, kind);
    const requests = await measureRequests(workers, payload, kind);
    parts.push(`A ${kind.title} signature:\n\n${checksTable(checks)}\n\n${requestsTable(requests)}`);
  }
  return parts;
});
const how = `${ROUNDS} rounds; body ${body.length} bytes; ${CHECKS} and ${2 * CHECKS} checks in a request; ${CONNECTIONS} connections`;
const text = [`${about.join("  \n")}  \n${how}`, ...sections].join("\n\n");
console.log(text);
if (!QUICK) writeFigures(README, "signature", text);
