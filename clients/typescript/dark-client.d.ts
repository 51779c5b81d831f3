/** Any value that JSON can express. */
export type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

/** The canvas refused a request. */
export class DarkError extends Error {
  /** A word such as "refused", "not-found" or "lease-lost". */
  readonly problem: string;
  constructor(problem: string, message: string);
}

/** The canvas does not answer now. */
export class Unreachable extends DarkError {
  /** The request was sent, so it may have taken effect. */
  readonly mayHaveHappened: boolean;
  constructor(message: string, mayHaveHappened: boolean);
}

/** Throw it in a handler: the message runs again after some seconds, and this attempt does not count. */
export class Snooze extends Error {
  readonly seconds: number;
  constructor(seconds: number);
}

/** Throw it in a handler: the message becomes a dead letter at once, whatever the retries of the worker. */
export class Discard extends Error {}

export interface EmitOptions {
  /** Due after this many seconds. */
  delay?: number;
  /** The event is emitted unless the key was used for that worker within 24 hours. */
  onceKey?: string;
}

export interface Emit extends EmitOptions {
  worker: string;
  event: Json;
}

export interface Emitted {
  /** The id of the message. If the emit repeats an earlier one under the same key, it is that of the first. */
  message?: string;
  worker: string;
  repeated: boolean;
  warning?: string;
}

export interface Ended {
  state: "done" | "dead" | "removed" | "replaced";
  result?: Json;
  error?: string;
}

/** A claimed message, given to a handler. */
export class Job<E = any> {
  readonly lease: string;
  /** The same in every attempt: an idempotency key for calls to others. */
  readonly message: string;
  readonly worker: string;
  /** Counted from 1. */
  readonly attempt: number;
  readonly event: E;
  /** Aborts when the message is no longer ours: a long handler may look at it and give up. */
  readonly signal: AbortSignal;
  /** Emits an event in the commit that settles the message, or not at all if the handler throws. */
  emit(worker: string, event: Json, options?: EmitOptions): void;
  /** Keeps a line with the trace of the attempt. */
  log(level: "info" | "warn" | "error", message: string, fields?: { [name: string]: Json }): void;
}

export interface WorkOptions {
  /** How many messages are handled at once; 1 by default. */
  concurrency?: number;
  /** Names this program in `dark worker show` and in traces; by default its host and process id. */
  consumer?: string;
}

/** A client of one canvas. */
export class Dark {
  /** Returns a client of the canvas at a URL (`dark run --port`), with its token or the file that holds it. */
  static at(url: string, options?: { token?: string; tokenFile?: string }): Dark;
  /** Returns a client of the canvas whose store is in that folder, such as ".dark/photos". */
  static inFolder(folder: string): Dark;
  /** Emits an event. It is on disk when the promise resolves. */
  emit(worker: string, event: Json, options?: EmitOptions): Promise<Emitted>;
  /** Emits events in one request: all of them or none. */
  emitMany(emits: Emit[]): Promise<Emitted[]>;
  /** Emits an event and returns how its message ended. */
  emitAndWait(worker: string, event: Json, options?: EmitOptions): Promise<Ended>;
  /**
   * Handles the messages of an external worker until `stop`, SIGTERM or SIGINT; then finishes those that run.
   * What the handler returns is the result of the message. If it throws, the message is retried as the worker says.
   */
  work<E = any>(worker: string, handler: (job: Job<E>) => unknown, options?: WorkOptions): Promise<void>;
  /** Ends `work`: no more claims; what runs is finished and settled. */
  stop(): void;
}
