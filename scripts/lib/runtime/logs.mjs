// What the Worker printed, numbered by us, so that nobody misses a line or reads one twice.

export class Logs {
  #lines = [];
  #seq = 0;
  #waiting = new Set();
  #harness;

  /** @param {import("wrangler").TestHarness} harness */
  constructor(harness) {
    this.#harness = harness;
  }

  /** Takes over what the harness captured. Both calls are synchronous, so nothing falls between them. */
  collect() {
    const captured = this.#harness.getLogs();
    if (captured.length === 0) return;
    this.#harness.clearLogs();
    for (const { level, message, timestamp } of captured) {
      this.#seq += 1;
      this.#lines.push({ seq: this.#seq, level, message, at: timestamp });
    }
    for (const wake of this.#waiting) wake();
  }

  /** Lines after `after`; when there are none yet, the first that come within `wait` ms. */
  async since(after, wait) {
    this.collect();
    if (wait > 0 && this.#seq <= after) await this.#next(wait);
    // `seq` counts from 1 without gaps, so a line's place is known.
    return { next: this.#seq, logs: this.#lines.slice(Math.max(after, 0)) };
  }

  #next(wait) {
    return new Promise((resolve) => {
      const wake = () => {
        clearTimeout(timer);
        this.#waiting.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, wait);
      this.#waiting.add(wake);
    });
  }
}
