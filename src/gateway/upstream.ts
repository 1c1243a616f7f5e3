/**
 * A call in, the answer of the first region that has room for it out.
 *
 * A region that throttles, is not ready or cannot be reached is left alone for a while. Nothing is tried again once an
 * answer began, and callers' own clients retry too, so that one more try here is enough.
 *
 * @module
 */
import type { BedrockRuntime } from "../client/bedrock_runtime.ts";
import { BedrockError } from "../client/errors.ts";
import type { CallOptions } from "../client/options.ts";
import type { Exchange } from "./exchange.ts";
import { traceHeaders } from "./relay_headers.ts";

/** One region, and since when it wants to be left alone. */
interface Region {
  runtime: BedrockRuntime;
  coolUntil: number;
}

/** How an {@linkcode Upstreams} spreads calls. */
export interface UpstreamOptions {
  /** How often a call may be sent when there is one region only. @default {2} */
  maxAttempts?: number;
  /** How long a region that refused is left alone, in milliseconds. @default {10000} */
  coolDownMs?: number;
  /** The clock, in milliseconds since 1970. */
  now: () => number;
}

/** How one call is spread. */
export interface RunOptions<T> {
  /** The only region that may answer. */
  region?: string;
  /** What ends the call. @default {the exchange's own signal, for answers that go on after the caller has one} */
  signal?: AbortSignal;
  /** Whether an answer says that the region has no room. */
  isBusy?: (result: T) => boolean;
  /** Lets go of an answer that is not used. */
  discard?: (result: T) => Promise<unknown> | undefined;
}

const BUSY = new Set([
  "NetworkError",
  "ThrottlingException",
  "TooManyRequestsException",
  "ServiceUnavailableException",
  "ModelNotReadyException",
]);

/** The regions, in the order they are asked. */
export class Upstreams {
  readonly #regions: Region[];
  readonly #options: UpstreamOptions;

  /**
   * Creates the list.
   *
   * @param runtimes One for each region, the preferred first.
   * @param options How calls are spread.
   */
  constructor(runtimes: readonly BedrockRuntime[], options: UpstreamOptions) {
    this.#regions = runtimes.map((runtime) => ({ runtime, coolUntil: 0 }));
    this.#options = options;
  }

  /** The region that is asked first. */
  get region(): string {
    return this.#regions[0]!.runtime.region;
  }

  /**
   * Makes a call in the first region that has room.
   *
   * @param exchange Whose call it is; region, attempts and time are noted in its report.
   * @param call Makes the call with one runtime.
   * @param options How it is spread.
   * @returns The answer.
   */
  async run<T>(
    exchange: Exchange,
    call: (runtime: BedrockRuntime, options: CallOptions) => Promise<T>,
    options: RunOptions<T> = {},
  ): Promise<T> {
    const { now } = this.#options;
    const { report } = exchange;
    const regions = this.#order(options.region);
    const headers = traceHeaders(exchange.request.headers);
    const callOptions: CallOptions = {
      signal: options.signal ?? exchange.abort.signal,
      headers,
      maxAttempts: regions.length > 1 ? 1 : this.#options.maxAttempts ?? 2,
      onAttempt: () => void report.attempts++,
    };
    for (let index = 0;; index++) {
      const region = regions[index]!;
      const isLast = index === regions.length - 1;
      const began = now();
      report.region = region.runtime.region;
      try {
        const result = await call(region.runtime, callOptions);
        if (options.isBusy?.(result) !== true) return result;
        this.#cool(region);
        if (isLast) return result;
        await options.discard?.(result)?.catch(() => {});
      } catch (error) {
        if (!isBusyError(error)) throw error;
        this.#cool(region);
        if (isLast) throw error;
      } finally {
        report.upstreamMs += now() - began;
      }
    }
  }

  #order(only: string | undefined): Region[] {
    const all = only === undefined ? this.#regions : this.#regions.filter(({ runtime }) => runtime.region === only);
    // Only an ARN names a region that has no runtime, and Bedrock says so itself.
    if (all.length === 0) return this.#regions.slice(0, 1);
    if (all.length === 1) return all;
    const now = this.#options.now();
    const warm = all.filter((region) => region.coolUntil <= now);
    // When every region wants to be left alone, the first to be ready again is the best guess.
    return warm.length > 0 ? warm : all.toSorted((a, b) => a.coolUntil - b.coolUntil);
  }

  #cool(region: Region): void {
    region.coolUntil = this.#options.now() + (this.#options.coolDownMs ?? 10_000);
  }
}

/** Whether an error says that this region cannot answer now, and another might. */
function isBusyError(error: unknown): boolean {
  if (!(error instanceof BedrockError)) return false;
  return BUSY.has(error.code) || error.status === 429 || error.status === 503;
}
