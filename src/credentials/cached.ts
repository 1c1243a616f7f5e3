/**
 * A provider that asks each time in, one that asks once and again shortly before expiry out.
 *
 * @module
 */
import { refusal } from "./failure.ts";
import type { CredentialProvider, Identity } from "./identity.ts";

/** How {@linkcode cached} keeps what a provider gave. */
export interface CachedOptions {
  /**
   * The clock.
   *
   * @default {() => new Date()}
   */
  now?: () => Date;
  /**
   * How long before expiry the provider is asked again, in milliseconds.
   *
   * @default {300_000}
   */
  refreshBeforeMs?: number;
  /**
   * How long a caller waits for the provider, in milliseconds; a sixth of it while the old identity is still valid.
   *
   * @default {60_000}
   */
  timeoutMs?: number;
}

interface Flight<T> {
  answer: Promise<T>;
  startedAt: number;
  waiting: number;
  settled: boolean;
  controller: AbortController;
}

/** How much less patience there is while the old identity would do. */
const HASTE = 6;
/** After an early refresh that did not help, how long the next one waits at most. */
const QUIET_MS = 30_000;

/**
 * Keeps what a provider gave until shortly before it expires.
 *
 * However many callers there are, the provider is asked once; a caller that gives up leaves the others waiting, and the
 * last one to give up ends the asking. While a refresh is under way or has failed, identities that are still valid
 * serve on. An identity without expiration is kept for good.
 *
 * @param provider The provider to spare.
 * @param options Clock and times.
 * @returns A provider of the same identities.
 * @throws {RangeError} When a time is not a number of milliseconds.
 *
 * @example Asking once
 * ```ts
 * import { cached } from "@edge-aws/bedrock/credentials";
 * import { assertEquals } from "@std/assert";
 *
 * let asked = 0;
 * const provider = cached(() => {
 *   asked++;
 *   return Promise.resolve({ apiKey: "example", expiration: new Date(Date.now() + 3_600_000) });
 * });
 * await Promise.all([provider(), provider()]);
 * await provider();
 * assertEquals(asked, 1);
 * ```
 */
export function cached<T extends Identity>(
  provider: CredentialProvider<T>,
  options: CachedOptions = {},
): CredentialProvider<T> {
  const { now = () => new Date(), refreshBeforeMs = 300_000, timeoutMs = 60_000 } = options;
  for (const [name, value] of Object.entries({ refreshBeforeMs, timeoutMs })) {
    if (!(value >= 0)) throw new RangeError(`Cannot cache credentials: ${name} is ${value}, wanted milliseconds`);
  }
  let kept: T | undefined;
  let quietUntil = -Infinity;
  let flight: Flight<T> | undefined;

  return async (context = {}) => {
    context.signal?.throwIfAborted();
    const time = now().getTime();
    const left = lifeLeft(time);
    if (kept !== undefined && left > 0 && (left > refreshBeforeMs || time < quietUntil)) return kept;

    // A flight whose caller's runtime was frozen under it (a Worker's request that ended) never lands: past its time,
    // nobody joins it.
    if (flight !== undefined && time - flight.startedAt <= timeoutMs) {
      return kept !== undefined && left > 0 ? kept : await join(flight, context.signal, timeoutMs);
    }
    flight = depart(context.region, time);
    try {
      return await join(flight, context.signal, left > 0 ? timeoutMs / HASTE : timeoutMs);
    } catch (error) {
      if (kept !== undefined && lifeLeft(now().getTime()) > 0 && !context.signal?.aborted) return kept;
      throw error;
    }
  };

  function lifeLeft(time: number): number {
    if (kept === undefined) return -Infinity;
    return kept.expiration === undefined ? Infinity : kept.expiration.getTime() - time;
  }

  function depart(region: string | undefined, startedAt: number): Flight<T> {
    const controller = new AbortController();
    const { signal } = controller;
    const ended = new Promise<never>((_, reject) => {
      signal.addEventListener("abort", () => reject(signal.reason), { once: true });
    });
    const asked = Promise.resolve().then(() => provider({ signal, ...(region === undefined ? {} : { region }) }));
    const self: Flight<T> = { answer: land(), startedAt, waiting: 0, settled: false, controller };
    // Those who wait see the failure; when nobody waits any more, nobody needs to.
    self.answer.catch(() => {});
    return self;

    async function land(): Promise<T> {
      try {
        const identity = await Promise.race([asked, ended]);
        if (flight === self) kept = identity;
        return identity;
      } finally {
        self.settled = true;
        if (flight === self) {
          flight = undefined;
          rest();
        }
      }
    }
  }

  function rest(): void {
    const time = now().getTime();
    quietUntil = time + Math.min(QUIET_MS, Math.max(0, lifeLeft(time) / 2));
  }

  async function join(joined: Flight<T>, signal: AbortSignal | undefined, patienceMs: number): Promise<T> {
    joined.waiting++;
    const leaving = new AbortController();
    const left = new Promise<never>((_, reject) => {
      leaving.signal.addEventListener("abort", () => reject(leaving.signal.reason), { once: true });
    });
    const leave = (): void => leaving.abort(signal?.reason);
    signal?.addEventListener("abort", leave, { once: true });
    // Each has a clock of its own: one that belongs to another request may stand still.
    const timer = setTimeout(() => {
      leaving.abort(refusal("a cached source", `it did not answer within ${patienceMs} ms`));
    }, patienceMs);
    try {
      return await Promise.race([joined.answer, left]);
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener("abort", leave);
      joined.waiting--;
      if (joined.waiting === 0 && !joined.settled) {
        if (flight === joined) {
          flight = undefined;
          if (!signal?.aborted) rest();
        }
        joined.controller.abort(leaving.signal.reason);
      }
    }
  }
}
