/**
 * Many calls in, their answers in order out: so many at a time, and all given up together.
 *
 * @module
 */
import type { CallOptions } from "./options.ts";

/** How calls that belong together are made. */
export interface SideBySideOptions extends CallOptions {
  /**
   * How many requests may be under way at the same time.
   *
   * @default {4}
   */
  concurrency?: number;
}

/**
 * Makes a call for each item. When one fails, the others are cancelled, and what it failed with is thrown.
 *
 * @param items The items.
 * @param call Makes a call.
 * @param options How.
 * @returns What the calls gave, in the order of the items.
 * @throws {RangeError} When the number of requests at the same time is not a whole number from 1.
 */
export async function sideBySide<Item, Output>(
  items: readonly Item[],
  call: (item: Item, options: CallOptions, at: number) => Promise<Output>,
  options: SideBySideOptions,
): Promise<Output[]> {
  const { concurrency = 4, ...rest } = options;
  if (!Number.isInteger(concurrency) || concurrency < 1) {
    throw new RangeError(`Cannot use options: concurrency is ${concurrency}, wanted a whole number from 1`);
  }
  const { signal } = rest;
  const others = new AbortController();
  const each: CallOptions = {
    ...rest,
    signal: signal instanceof AbortSignal ? AbortSignal.any([signal, others.signal]) : signal ?? others.signal,
  };
  const outputs = new Array<Output>(items.length);
  let next = 0;
  let broken = false;
  let failure: unknown;
  const work = async (): Promise<void> => {
    while (!broken && next < items.length) {
      const at = next++;
      try {
        outputs[at] = await call(items[at]!, each, at);
      } catch (error) {
        if (broken) return;
        broken = true;
        failure = error;
        others.abort(error);
      }
    }
  };
  // Nothing is left running behind the caller's back, so all are waited for, also after a failure
  await Promise.all(Array.from({ length: Math.min(concurrency, items.length) }, work));
  if (broken) throw failure;
  return outputs;
}
