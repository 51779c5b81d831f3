// A client for a running Dark canvas: emits messages, and handles those of external workers.
// Node 18 or newer, no dependencies, no build step. Types are in dark-client.d.ts. Copy both files into your project.
//
//   import { Dark } from "./dark-client.js";
//
//   const dark = Dark.inFolder(".dark/photos");                     // the store's folder, on the same machine
//   const dark = Dark.at("http://127.0.0.1:7070", { token: "…" });  // or over TCP
//
//   await dark.emit("resize", { id: 1, path: "a.jpg" });
//
//   await dark.work("resize", async job => {                        // until SIGTERM, SIGINT or dark.stop()
//     job.log("info", "resizing", { path: job.event.path });
//     job.emit("publish", { id: job.event.id });                    // takes effect only if the handler returns
//     return "done";
//   }, { concurrency: 4 });

import { readFileSync, statSync } from "node:fs";
import http from "node:http";
import https from "node:https";
import os from "node:os";
import path from "node:path";

const claimWaitMs = 30_000; // that one claim waits for a message; the canvas allows 60 seconds
const firstPauseMs = 100, longestPauseMs = 10_000; // between tries to reach the canvas

/** The canvas refused a request. `problem` is a word such as "refused", "not-found" or "lease-lost". */
export class DarkError extends Error {
  constructor(problem, message) {
    super(message);
    this.name = "DarkError";
    this.problem = problem;
  }
}

/** The canvas does not answer now. `mayHaveHappened`: the request was sent, so it may have taken effect. */
export class Unreachable extends DarkError {
  constructor(message, mayHaveHappened) {
    super("unreachable", message);
    this.name = "Unreachable";
    this.mayHaveHappened = mayHaveHappened;
  }
}

/** Throw it in a handler: the message runs again after some seconds, and this attempt does not count. */
export class Snooze extends Error {
  constructor(seconds) {
    super(`snooze for ${seconds} s`);
    this.seconds = seconds;
  }
}

/** Throw it in a handler: the message becomes a dead letter at once, whatever the retries of the worker. */
export class Discard extends Error {}

/** A claimed message, given to a handler. */
export class Job {
  emits = [];
  lines = [];

  constructor(claim) {
    this.lease = claim.lease;
    this.message = claim.message; // the same in every attempt: an idempotency key for calls to others
    this.worker = claim.worker;
    this.attempt = claim.attempt;
    this.event = claim.event;
    this.leaseMs = claim.leaseMs;
    this.extendedAt = performance.now();
    this.lost = new AbortController();
  }

  /** Aborts when the message is no longer ours: a long handler may look at it and give up. */
  get signal() {
    return this.lost.signal;
  }

  /** Emits an event in the commit that settles the message, or not at all if the handler throws. */
  emit(worker, event, options = {}) {
    this.emits.push(emitRequest({ worker, event, ...options }));
  }

  /** Keeps a line with the trace of the attempt; the level is "info", "warn" or "error". */
  log(level, message, fields = {}) {
    this.lines.push({ level, message, fields, at: new Date().toISOString() });
  }
}

/** A client of one canvas. */
export class Dark {
  #target;
  #stopping = new AbortController();

  /** @param target what `http.request` needs to find the canvas */
  constructor(target) {
    this.#target = target;
  }

  /** Returns a client of the canvas at a URL (`dark run --port`), with its token or the file that holds it. */
  static at(url, { token, tokenFile } = {}) {
    const secret = token ?? (tokenFile === undefined ? undefined : readFileSync(tokenFile, "utf8").trim());
    const { protocol, hostname, port, pathname } = new URL(url);
    const headers = secret === undefined ? {} : { Authorization: `Bearer ${secret}` };
    const host = hostname.replace(/^\[|\]$/g, "");
    return new Dark(() => ({ protocol, host, port, prefix: pathname.replace(/\/$/, ""), headers }));
  }

  /** Returns a client of the canvas whose store is in that folder, such as ".dark/photos". */
  static inFolder(folder) {
    // Looked up each time: a restart may have moved the socket.
    return new Dark(() => ({ protocol: "http:", host: "dark", prefix: "", headers: {}, socketPath: findSocket(folder) }));
  }

  /** Emits an event, due after `delay` seconds. It is on disk when the promise resolves. */
  async emit(worker, event, options = {}) {
    return (await this.emitMany([{ worker, event, ...options }]))[0];
  }

  /** Emits events in one request: all of them or none. */
  async emitMany(emits) {
    return await this.#emit(emits.map(emitRequest));
  }

  /** Emits an event and returns how its message ended. */
  async emitAndWait(worker, event, options = {}) {
    const [emitted] = await this.#emit([{ ...emitRequest({ worker, event, ...options }), wait: true }]);
    if (emitted.repeated)
      throw new DarkError("repeated", `the key was used for worker ${worker} already: there is no message to wait for`);
    const ended = await this.#ask("GET", `wait?message=${emitted.message}`, undefined, {});
    return { state: ended.state, result: ended.result?.json, error: ended.failure?.message };
  }

  /**
   * Handles the messages of an external worker until `stop`, SIGTERM or SIGINT; then finishes those that run.
   * What the handler returns is the result of the message. If it throws, the message is retried as the worker says.
   * `consumer` names this program in `dark worker show` and in traces.
   */
  async work(worker, handler, { concurrency = 1, consumer = `${os.hostname()}:${process.pid}` } = {}) {
    const held = new Set(); // the jobs that run
    const running = new Set(); // their promises
    const stop = () => this.stop();
    const extending = setInterval(() => this.#extendAll(held), 200);
    process.on("SIGTERM", stop).on("SIGINT", stop);
    try {
      const pause = new Pause(this.#stopping.signal);
      while (!this.#stopping.signal.aborted) {
        if (running.size >= concurrency) {
          await Promise.race(running);
          continue;
        }
        for (const claim of await this.#claim(worker, consumer, Math.min(100, concurrency - running.size), pause)) {
          const job = new Job(claim);
          held.add(job);
          const ended = this.#handle(job, handler).finally(() => {
            held.delete(job);
            running.delete(ended);
          });
          running.add(ended);
        }
      }
      await Promise.all(running);
    } finally {
      clearInterval(extending);
      process.off("SIGTERM", stop).off("SIGINT", stop);
    }
  }

  /** Ends `work`: no more claims; what runs is finished and settled. */
  stop() {
    this.#stopping.abort();
  }

  async #claim(worker, consumer, max, pause) {
    try {
      const request = { worker, consumer, max, waitMs: claimWaitMs };
      const claims = await this.#ask("POST", "claim", request, { timeoutMs: claimWaitMs + 30_000, signal: this.#stopping.signal });
      pause.reset();
      return claims;
    } catch (problem) {
      if (!(problem instanceof DarkError) || ["bad-request", "unauthorized"].includes(problem.problem)) throw problem;
      if (!this.#stopping.signal.aborted) await pause.wait(`worker ${worker}: ${problem.message}`);
      return [];
    }
  }

  async #handle(job, handler) {
    await this.#settle(job, await run(handler, job));
  }

  /** Settles until the canvas has answered. Repeating is safe: the first settle of a lease decides. */
  async #settle(job, outcome) {
    const pause = new Pause();
    for (;;) {
      try {
        await this.#ask("POST", "settle", { lease: job.lease, log: job.lines, ...outcome }, { timeoutMs: 120_000 });
        return;
      } catch (problem) {
        if (!(problem instanceof DarkError)) throw problem;
        if (problem instanceof Unreachable && performance.now() - job.extendedAt <= job.leaseMs) {
          await pause.wait(`settling message ${job.message}: ${problem.message}`);
          continue;
        }
        console.warn(`dark: message ${job.message} of worker ${job.worker} was not settled: ${problem.message}`);
        if (problem instanceof Unreachable || problem.problem === "lease-lost" || outcome.outcome === "failed") return;
        // The canvas does not take what the handler emits, returns or logs.
        job.lines = [];
        outcome = { outcome: "failed", error: problem.message };
      }
    }
  }

  /** Extends each lease when a third of it has passed. */
  #extendAll(held) {
    for (const job of held) {
      if (job.signal.aborted || job.isExtending || performance.now() - job.extendedAt < job.leaseMs / 3) continue;
      job.isExtending = true;
      const askedAt = performance.now();
      this.#ask("POST", "extend", { lease: job.lease }, { timeoutMs: Math.max(1_000, job.leaseMs / 3) })
        .then(() => { job.extendedAt = askedAt; })
        // Until the lease has passed, the next round tries again.
        .catch(problem => { if (problem.problem === "lease-lost" && held.has(job)) job.lost.abort(problem); })
        .finally(() => { job.isExtending = false; });
    }
  }

  async #emit(requests) {
    const [pause, until] = [new Pause(), performance.now() + 30_000];
    for (;;) {
      try {
        return await this.#ask("POST", "emit", requests, { timeoutMs: 120_000 });
      } catch (problem) {
        if (!(problem instanceof Unreachable)) throw problem;
        // Without a key, an emit that may have happened would happen twice.
        const isSafe = !problem.mayHaveHappened || requests.every(request => request.onceKey !== undefined);
        if (!isSafe || performance.now() > until) throw problem;
        await pause.wait(`emitting: ${problem.message}`);
      }
    }
  }

  /** Sends one request on a connection of its own. Rejects with `DarkError`, or `Unreachable` if there was no answer. */
  #ask(method, name, body, { timeoutMs, signal }) {
    return new Promise((resolve, reject) => {
      const text = body === undefined ? undefined : JSON.stringify(body);
      let target;
      try {
        target = this.#target();
      } catch (fault) {
        reject(new Unreachable(`the canvas can't be reached: ${fault.message}`, false));
        return;
      }
      const { protocol, prefix, headers, ...to } = target;
      let isSent = false;
      const lost = fault => reject(isSent
        ? new Unreachable(`the connection was lost before the canvas answered: ${fault.message}`, true)
        : new Unreachable(`the canvas can't be reached: ${fault.message}`, false));
      const length = text === undefined ? {} : { "Content-Length": Buffer.byteLength(text) };
      const request = (protocol === "https:" ? https : http).request(
        { ...to, method, path: `${prefix}/v2/${name}`, headers: { ...headers, ...length }, agent: false, signal },
        response => {
          const parts = [];
          response.on("data", part => parts.push(part)).on("error", lost).on("aborted", () => lost(new Error("cut off")));
          response.on("end", () => {
            try {
              resolve(read(response.statusCode, Buffer.concat(parts).toString()));
            } catch (problem) {
              reject(problem);
            }
          });
        });
      request.on("socket", socket => socket.on("connect", () => { isSent = true; }));
      request.on("error", lost);
      if (timeoutMs !== undefined) request.setTimeout(timeoutMs, () => request.destroy(new Error("no answer in time")));
      request.end(text);
    });
  }
}

/** Waits longer after each failure, by a random part, so that many clients do not come back at once. */
class Pause {
  #next = firstPauseMs;
  #stopping;

  constructor(stopping) {
    this.#stopping = stopping;
  }

  async wait(why) {
    if (this.#next >= 1_000) console.warn(`dark: ${why}; trying again`);
    await new Promise(resolve => {
      const timer = setTimeout(resolve, this.#next * (0.5 + Math.random() / 2));
      this.#stopping?.addEventListener("abort", () => { clearTimeout(timer); resolve(); }, { once: true });
    });
    this.#next = Math.min(longestPauseMs, this.#next * 2);
  }

  reset() {
    this.#next = firstPauseMs;
  }
}

/** Runs the handler. Returns how it ended, in the words of the canvas. */
async function run(handler, job) {
  try {
    const result = await handler(job);
    JSON.stringify([result, job.emits, job.lines]); // what JSON can't express is a failure of the handler
    return { outcome: "done", result: result ?? null, emits: job.emits };
  } catch (fault) {
    if (fault instanceof Snooze) return { outcome: "snoozed", snoozeMs: Math.round(fault.seconds * 1000) };
    if (fault instanceof Discard) return { outcome: "discarded", error: fault.message || "discarded" };
    job.log("error", "the handler failed", { stack: String(fault?.stack ?? fault).slice(0, 4000) });
    return { outcome: "failed", error: String(fault) };
  }
}

function emitRequest({ worker, event, delay = 0, onceKey }) {
  return { worker, event: event ?? null, delayMs: Math.round(delay * 1000), onceKey };
}

function findSocket(folder) {
  let socket = path.join(folder, "control.sock");
  try {
    socket = JSON.parse(readFileSync(path.join(folder, "control.json"), "utf8")).socket;
  } catch {
    // On a full disk there is no such file.
  }
  if (statSync(socket).uid !== process.getuid()) throw new Error(`${socket} belongs to another user`);
  return socket;
}

function read(status, text) {
  let content;
  try {
    content = JSON.parse(text);
  } catch {
    throw new DarkError("bad-request", `the answer (${status}) is not that of a canvas`);
  }
  if (status === 200) return content;
  if ([429, 500, 502, 503, 504].includes(status)) throw new Unreachable(content.message ?? `status ${status}`, status !== 429);
  throw new DarkError([401, 403].includes(status) ? "unauthorized" : content.problem ?? "refused", content.message ?? "");
}
