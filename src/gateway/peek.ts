/**
 * A source of bytes in, the same source out once its first bytes are there: what fails before is an ordinary error with
 * its own status, which clients retry, and nothing of a stream has been sent yet.
 *
 * @module
 */
import type { BodySource, Timers } from "./stream_body.ts";

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
  let timer: unknown;
  let first: Promise<Uint8Array | undefined> | undefined = source.next();
  const patience = new Promise<void>((resolve) => {
    timer = options.timers.set(resolve, options.waitMs);
  });
  try {
    await Promise.race([first, patience]);
  } catch (error) {
    await source.cancel(error);
    throw error;
  } finally {
    options.timers.clear(timer);
  }
  return {
    next(): Promise<Uint8Array | undefined> {
      const next = first ?? source.next();
      first = undefined;
      return next;
    },
    ...(source.fail === undefined ? {} : { fail: (error: unknown) => source.fail!(error) }),
    cancel: (reason) => source.cancel(reason),
  };
}
