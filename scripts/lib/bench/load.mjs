// Sends requests as fast as they are answered, over connections that stay open. Requests are written
// as ready bytes and answers are read for their status and length only, because the client shares the
// machine with what it measures.
import { connect } from "node:net";

/** The bytes of a request. */
export function request(port, path, headers, body) {
  const head = [`POST ${path} HTTP/1.1`, `Host: 127.0.0.1:${port}`, `Content-Length: ${body.length}`];
  for (const [name, value] of Object.entries(headers)) head.push(`${name}: ${value}`);
  return Buffer.concat([Buffer.from(`${head.join("\r\n")}\r\n\r\n`), body]);
}

/** Open connections to a port of this machine. */
export class Connections {
  #connections;

  static async open(port, count) {
    const connections = new Connections();
    connections.#connections = await Promise.all(Array.from({ length: count }, () => Connection.open(port)));
    return connections;
  }

  /**
   * Sends `bytes` `times` times in all and returns the microseconds that it took.
   * An answer with another status than `status` ends it: what is measured must be what was meant.
   */
  async send(bytes, times, status) {
    let left = times;
    const from = process.hrtime.bigint();
    await Promise.all(
      this.#connections.map(async (connection) => {
        while (left > 0) {
          left -= 1;
          const got = await connection.ask(bytes);
          if (got !== status) throw new Error(`answered with ${got}, not ${status}`);
        }
      }),
    );
    return Number(process.hrtime.bigint() - from) / 1_000;
  }

  close() {
    for (const connection of this.#connections) connection.close();
  }
}

class Connection {
  #socket;
  #received = "";
  #waiting;

  static open(port) {
    return new Promise((resolve, reject) => {
      const connection = new Connection();
      connection.#socket = connect(port, "127.0.0.1", () => resolve(connection)).setNoDelay().setEncoding("latin1");
      connection.#socket.on("data", (text) => connection.#take(text));
      connection.#socket.on("error", (error) => {
        reject(error);
        connection.#waiting?.reject(error);
      });
      connection.#socket.on("close", () => connection.#waiting?.reject(new Error("workerd closed a connection")));
    });
  }

  /** Sends one request and returns its answer's status. */
  ask(bytes) {
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
      this.#socket.write(bytes);
    });
  }

  #take(text) {
    this.#received += text;
    const end = this.#received.indexOf("\r\n\r\n");
    if (end < 0) return;
    const head = this.#received.slice(0, end);
    const status = Number(head.slice(9, 12));
    const length = /^content-length: *(\d+)/im.exec(head)?.[1];
    if (length === undefined && status !== 204) {
      return this.#waiting.reject(new Error(`an answer without a length: ${head}`));
    }
    if (this.#received.length < end + 4 + Number(length ?? 0)) return;
    this.#received = "";
    const { resolve } = this.#waiting;
    this.#waiting = undefined;
    resolve(status);
  }

  close() {
    this.#waiting = undefined;
    this.#socket.destroy();
  }
}
