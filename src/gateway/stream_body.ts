/**
 * A source of bytes in, the body of a streaming response out: it pulls, it beats while the source is silent, and its end,
 * its failure and its reader's leaving are each told once.
 *
 * @module
 */
import type { Timers } from "../client/alarm.ts";

/** What a {@linkcode streamBody} reads from. */
export interface BodySource {
  /** Gives the next bytes, at least one; nothing at the end. */
  next(): Promise<Uint8Array | undefined>;
  /**
   * Puts a failure into the dialect's words, as the last bytes. Without them the connection is cut, so that no reader takes the
   * end for a good one.
   */
  fail?(error: unknown): Uint8Array | undefined;
  /** Ends what feeds it: the reader has left, or the source failed. */
  cancel(reason: unknown): unknown;
}

/** How a {@linkcode streamBody} behaves. */
export interface StreamBodyOptions {
  /** What is sent when nothing else is. */
  heartbeat?: Uint8Array;
  /** Whether it may be sent now. @default {always} */
  canBeat?: () => boolean;
  /** After how much silence, in milliseconds. @default {10000} */
  heartbeatMs?: number;
  /** The timers. */
  timers: Timers;
  /** The clock, in milliseconds. */
  now: () => number;
  /** Called with the first bytes. */
  onFirstByte?: () => void;
  /** Called once, when nothing more will be sent. */
  onSettled: (outcome: "ok" | "error" | "cancelled", error?: unknown) => void;
}

/**
 * Builds the body.
 *
 * @param source Where the bytes come from.
 * @param options How it beats, and who is told.
 * @returns A stream that reads its source only when it is read.
 */
export function streamBody(source: BodySource, options: StreamBodyOptions): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>(new StreamBody(source, options), { highWaterMark: 0 });
}

type Controller = ReadableStreamDefaultController<Uint8Array>;

/** A class, because thousands may be open: their functions are made once, not for each. */
class StreamBody implements UnderlyingDefaultSource<Uint8Array> {
  readonly #source: BodySource;
  readonly #options: StreamBodyOptions;
  #isSettled = false;
  #isFirst = true;
  #spokeAt = 0;
  #timer: unknown;

  constructor(source: BodySource, options: StreamBodyOptions) {
    this.#source = source;
    this.#options = options;
  }

  start(controller: Controller): void {
    const { heartbeat, heartbeatMs = 10_000, now } = this.#options;
    if (heartbeat === undefined) return;
    this.#spokeAt = now();
    this.#watch(controller, heartbeatMs);
  }

  async pull(controller: Controller): Promise<void> {
    try {
      const bytes = await this.#source.next();
      if (this.#isSettled) return;
      if (bytes === undefined) {
        this.#settle("ok");
        controller.close();
        return;
      }
      if (this.#timer !== undefined) this.#spokeAt = this.#options.now();
      if (this.#isFirst) {
        this.#isFirst = false;
        this.#options.onFirstByte?.();
      }
      controller.enqueue(bytes);
    } catch (error) {
      if (!this.#isSettled) await this.#fail(controller, error);
    }
  }

  async cancel(reason: unknown): Promise<void> {
    this.#settle("cancelled");
    await this.#source.cancel(reason);
  }

  async #fail(controller: Controller, error: unknown): Promise<void> {
    this.#settle("error", error);
    const last = this.#source.fail?.(error);
    if (last === undefined) controller.error(error);
    else {
      controller.enqueue(last);
      controller.close();
    }
    await this.#source.cancel(error);
  }

  #settle(outcome: "ok" | "error" | "cancelled", error?: unknown): void {
    if (this.#isSettled) return;
    this.#isSettled = true;
    if (this.#timer !== undefined) this.#options.timers.clear(this.#timer);
    this.#options.onSettled(outcome, error);
  }

  /** One timer for each stretch of silence, not for each chunk: a chunk only notes when it came. */
  #watch(controller: Controller, after: number): void {
    const { heartbeat, heartbeatMs = 10_000, canBeat, timers, now } = this.#options;
    this.#timer = timers.set(() => {
      if (this.#isSettled) return;
      const silence = now() - this.#spokeAt;
      if (silence + 1 < heartbeatMs) return this.#watch(controller, heartbeatMs - silence);
      // A reader that has not taken the last beat needs no other.
      if ((controller.desiredSize ?? 0) >= 0 && canBeat?.() !== false) controller.enqueue(heartbeat!);
      this.#spokeAt = now();
      this.#watch(controller, heartbeatMs);
    }, after);
  }
}
