/**
 * A source of bytes in, the same source out once its first bytes are there: what fails before is an ordinary error with
 * its own status, which clients retry, and nothing of a stream has been sent yet.
 *
 * @module
 */
import type { Timers } from "../client/alarm.ts";
import type { BodySource } from "./stream_body.ts";

/** How long {@linkcode peek} waits. */
export interface PeekOptions {
  /** How long, in milliseconds. A model that thinks longer gets its stream begun without it. */
  waitMs: number;
  /** The timers. */
  timers: Timers;
}

/**
 * Waits for a source's first bytes.
 *
 * @param source The source.
 * @param options How long.
 * @returns The source, to be read from its beginning.
 * @throws What the source threw, if it did so in time; the source is cancelled then.
 */
export async function peek(source: BodySource, options: PeekOptions): Promise<BodySource> {
  const first = source.next();
  try {
    await awhile(first, options);
  } catch (error) {
    await source.cancel(error);
    throw error;
  }
  return source.fail === undefined ? new Peeked(source, first) : new PeekedTelling(source, first);
}

/** Waits for a promise, or for as long as there is patience. */
function awhile(promise: Promise<unknown>, { waitMs, timers }: PeekOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = timers.set(resolve, waitMs);
    promise.then(() => resolve(), reject).finally(() => timers.clear(timer));
  });
}

/** A source whose first bytes are there, or on their way. */
class Peeked implements BodySource {
  protected readonly source: BodySource;
  #first: Promise<Uint8Array | undefined> | undefined;

  constructor(source: BodySource, first: Promise<Uint8Array | undefined>) {
    this.source = source;
    this.#first = first;
  }

  next(): Promise<Uint8Array | undefined> {
    const next = this.#first ?? this.source.next();
    this.#first = undefined;
    return next;
  }

  cancel(reason: unknown): unknown {
    return this.source.cancel(reason);
  }
}

/** The same of one that tells its failures. A class, because a function for each would link the memory of one stream to the next's. */
class PeekedTelling extends Peeked {
  fail(error: unknown): Uint8Array | undefined {
    return this.source.fail!(error);
  }
}
