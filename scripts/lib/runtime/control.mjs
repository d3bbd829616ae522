// The control port: what tests and the playground ask of the running Worker besides requests.
import { createServer } from "node:http";

/** @param {import("./worker.mjs").LocalWorker} worker */
function routesOf(worker) {
  const address = () => ({ worker: worker.url });
  return {
    "GET /logs": (_, query) => worker.logs.since(number(query, "after"), number(query, "wait")),
    "POST /scheduled": (body) => worker.scheduled(body),
    "POST /d1": (body) => worker.call("d1", body),
    "POST /d1/batch": (body) => worker.call("d1/batch", body),
    "POST /faults": (body) => worker.call("faults", body),
    "POST /migrate": async () => {
      await worker.migrate();
      return {};
    },
    "POST /reset": async () => {
      await worker.reset();
      return address();
    },
    "POST /restart": async () => {
      await worker.restart();
      return address();
    },
  };
}

/** Serves on a free loopback port. */
export async function serveControl(worker) {
  const routes = routesOf(worker);
  const server = createServer(async (request, response) => {
    const send = (status, value) => {
      response.writeHead(status, { "content-type": "application/json" });
      response.end(JSON.stringify(value));
    };
    try {
      const url = new URL(request.url, "http://control");
      const act = routes[`${request.method} ${url.pathname}`];
      if (!act) return send(404, { error: `no such route: ${request.method} ${url.pathname}` });
      const text = await read(request);
      let body;
      try {
        body = text === "" ? {} : JSON.parse(text);
      } catch (error) {
        return send(400, { error: `not JSON: ${error.message}` });
      }
      send(200, await act(body, url.searchParams));
    } catch (error) {
      send(500, { error: String(error?.message ?? error) });
    }
  });
  server.keepAliveTimeout = 60_000;
  await new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  return { url: `http://127.0.0.1:${server.address().port}`, close: () => server.closeAllConnections() };
}

function number(query, name) {
  const value = Number(query.get(name) ?? 0);
  return Number.isFinite(value) ? value : 0;
}

async function read(request) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}
