// Stands between workerd and the built Worker in local runs only: the same exports, plus one route
// that the Worker never sees, through which runtime.mjs queries D1 and makes it misbehave.
import { env } from "cloudflare:workers";
import * as built from "./guildhall/index.js";

// Durable Object classes and whatever else the build exports; `default` is replaced below.
export * from "./guildhall/index.js";

const ROUTE = "/__guildhall_runtime/";

// Cloudflare's text when the free plan's rows of the day are used up; for reads it says "row read limit".
const QUOTA =
  "Your account has exceeded D1's free tier daily row write limit. " +
  "Upgrade to a paid plan or wait until tomorrow (midnight UTC) to continue.";

/** Faults still to come, in order: `{kind, times, ms, after}`. */
let faults = [];

/** The fault that this call to D1 meets, if any. */
function nextFault() {
  const fault = faults[0];
  if (!fault) return undefined;
  if (fault.after > 0) {
    fault.after -= 1;
    return undefined;
  }
  fault.times -= 1;
  if (fault.times <= 0) faults.shift();
  return fault;
}

/** D1's own errors carry the bare text as their cause; callers read it there. */
function d1Error(text) {
  return new Error(`D1_ERROR: ${text}`, { cause: new Error(text) });
}

/** `real` with the faults in front of it. */
function faulty(real) {
  return async function (...args) {
    const fault = nextFault();
    switch (fault?.kind) {
      case "fail":
        throw d1Error("internal error");
      case "quota":
        throw d1Error(QUOTA);
      case "lost":
        await real.apply(this, args);
        throw d1Error("Network connection lost.");
      case "delay":
        await new Promise((resolve) => setTimeout(resolve, fault.ms));
    }
    return real.apply(this, args);
  };
}

// The methods are replaced where they are defined, so that every `env` in this isolate has them (the
// Worker's and each Durable Object's) and `env.DB` keeps being what workers-rs checks it to be.
const database = Object.getPrototypeOf(env.DB);
const statement = Object.getPrototypeOf(env.DB.prepare("SELECT 1"));
const real = { batch: database.batch, all: statement.all };
for (const [prototype, names] of [
  [database, ["batch", "exec"]],
  [statement, ["all", "first", "raw", "run"]],
]) {
  for (const name of names) prototype[name] = faulty(prototype[name]);
}

function prepare({ sql, params = [] }) {
  return env.DB.prepare(sql).bind(...params);
}

const plain = ({ results, meta }) => ({ results, meta });

const routes = {
  alive: () => ({}),
  faults: (body) => {
    faults = (body.d1 ?? []).map(({ kind, times = 1, ms = 0, after = 0 }) => ({ kind, times, ms, after }));
    return {};
  },
  d1: async (body) => plain(await real.all.call(prepare(body))),
  "d1/batch": async (body) => (await real.batch.call(env.DB, body.statements.map(prepare))).map(plain),
};

async function control(name, request) {
  try {
    return Response.json(await routes[name](await request.json()));
  } catch (error) {
    return Response.json({ error: error.message }, { status: 400 });
  }
}

/** The name of the runtime's own route that is asked for, or undefined when the Worker is meant. */
function ownRoute(request) {
  const { pathname } = new URL(request.url);
  const name = pathname.startsWith(ROUTE) ? pathname.slice(ROUTE.length) : "";
  return Object.hasOwn(routes, name) ? name : undefined;
}

// worker-build exports a class (today) or an object of handlers.
const handlers =
  typeof built.default === "function"
    ? class extends built.default {
        fetch(request) {
          const name = ownRoute(request);
          return name ? control(name, request) : super.fetch(request);
        }
      }
    : {
        ...built.default,
        fetch(request, env, ctx) {
          const name = ownRoute(request);
          return name ? control(name, request) : built.default.fetch(request, env, ctx);
        },
      };
export default handlers;
