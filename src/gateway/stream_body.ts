/**
 * A source of bytes in, the body of a streaming response out: it pulls, it beats while the source is silent, and its end,
 * its failure and its reader's leaving are each told once.
 *
 * @module
 */

/** Timers, as far as the gateway needs them; handed in by tests. */
export interface Timers {
  /** Calls back once, later. */
  set(callback: () => void, milliseconds: number): unknown;
  /** Forgets it. */
  clear(timer: unknown): void;
}

/** What a {@linkcode streamBody} reads from. */
export interface BodySource {
  /** Gives the next bytes, at least one; nothing at the end. */
  next(): Promise<Uint8Array | undefined>;
  /** Puts a failure into the dialect's words, as the last bytes. Without it the connection is cut, so that no reader takes the end for a good one. */
  fail?(error: unknown): Uint8Array;
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
  const { heartbeat, heartbeatMs = 10_000, timers, now } = options;
  let isSettled = false;
  let isFirst = true;
  let spokeAt = 0;
  let timer: unknown;

  function settle(outcome: "ok" | "error" | "cancelled", error?: unknown): void {
    if (isSettled) return;
    isSettled = true;
    if (timer !== undefined) timers.clear(timer);
    options.onSettled(outcome, error);
  }

  // One timer for each stretch of silence, not for each chunk: a chunk only notes when it came.
  function watch(controller: ReadableStreamDefaultController<Uint8Array>, after: number): void {
    timer = timers.set(() => {
      if (isSettled) return;
      const silence = now() - spokeAt;
      if (silence + 1 < heartbeatMs) return watch(controller, heartbeatMs - silence);
      // A reader that has not taken the last beat needs no other.
      if ((controller.desiredSize ?? 0) >= 0 && options.canBeat?.() !== false) controller.enqueue(heartbeat!);
      spokeAt = now();
      watch(controller, heartbeatMs);
    }, after);
  }

  return new ReadableStream<Uint8Array>({
    start(controller): void {
      spokeAt = now();
      if (heartbeat !== undefined) watch(controller, heartbeatMs);
    },
    async pull(controller): Promise<void> {
      try {
        const bytes = await source.next();
        if (isSettled) return;
        if (bytes === undefined) {
          settle("ok");
          controller.close();
          return;
        }
        spokeAt = now();
        if (isFirst) {
          isFirst = false;
          options.onFirstByte?.();
        }
        controller.enqueue(bytes);
      } catch (error) {
        if (isSettled) return;
        settle("error", error);
        if (source.fail === undefined) controller.error(error);
        else {
          controller.enqueue(source.fail(error));
          controller.close();
        }
        await source.cancel(error);
      }
    },
    async cancel(reason): Promise<void> {
      settle("cancelled");
      await source.cancel(reason);
    },
  }, { highWaterMark: 0 });
}
