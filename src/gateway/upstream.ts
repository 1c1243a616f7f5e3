/**
 * A call in, the answer of the first region that has room for it out.
 *
 * A region that throttles a model, is not ready or cannot be reached is asked last for a while. Nothing is tried again once an
 * answer began, and callers' own clients retry too, so that one more try here is enough.
 *
 * @module
 */
import type { BedrockRuntime } from "../client/bedrock_runtime.ts";
import { BedrockError } from "../client/errors.ts";
import type { CallOptions } from "../client/options.ts";
import { geographiesOf } from "../models/geography.ts";
import type { Exchange } from "./exchange.ts";
import type { Failover } from "./failover.ts";
import { traceHeaders } from "./relay_headers.ts";

/** One region, and the profiles that serve it. */
interface Region {
  runtime: BedrockRuntime;
  geographies: readonly string[];
}

/** What a region said, which is not handed out while another may have an answer. */
interface Said {
  region: string;
  /** The answer, or what was thrown. */
  answer: unknown;
  hasFailed: boolean;
}

/** How an {@linkcode Upstreams} spreads calls. */
export interface UpstreamOptions {
  /** How often a call may be sent when there is one region only. @default {2} */
  maxAttempts?: number;
  /** How long a region that refused is asked last, in milliseconds. @default {10000} */
  coolDownMs?: number;
  /** The clock, in milliseconds since 1970. */
  now: () => number;
}

/** Which model a call is for, and who may answer for it. */
export interface AskedModel {
  /** Its id, for which alone a region may have no room. */
  readonly modelId?: string | undefined;
  /** The only region that may answer. */
  readonly region?: string | undefined;
  /** The prefix of a profile's id: only regions that it serves may answer, where there are any. */
  readonly geography?: string | undefined;
}

/** How one call is spread. */
export interface RunOptions<T> {
  /** The model. */
  model?: AskedModel | undefined;
  /** What ends the call. @default {the exchange's own signal, for answers that go on after the caller has one} */
  signal?: AbortSignal | undefined;
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
  /** What is known of regions that had no room; nothing as long as all had. */
  #failover: Failover | undefined;

  /**
   * Creates the list.
   *
   * @param runtimes One for each region, the preferred first.
   * @param options How calls are spread.
   */
  constructor(runtimes: readonly BedrockRuntime[], options: UpstreamOptions) {
    this.#regions = runtimes.map((runtime) => ({ runtime, geographies: geographiesOf(runtime.region) }));
    this.#options = options;
  }

  /** The region that is asked first. */
  get region(): string {
    return this.#regions[0]!.runtime.region;
  }

  /**
   * Makes a call in the first region that has room. What the preferred region lacks is refused; what another one lacks is not
   * its to refuse: then the next is asked, and in the end what a busy one said is the answer.
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
    const { modelId = "", region: only, geography } = options.model ?? {};
    const allowed = this.#allowed(only, geography);
    const regions = this.#failover?.order(allowed, modelId, now()) ?? allowed;
    const headers = traceHeaders(exchange.request.headers);
    const callOptions: CallOptions = {
      signal: options.signal ?? exchange.abort.signal,
      headers,
      maxAttempts: regions.length > 1 ? 1 : this.#options.maxAttempts ?? 2,
      onAttempt: () => void report.attempts++,
    };
    let held: Said | undefined;
    for (let index = 0;; index++) {
      const { runtime } = regions[index]!;
      const { region } = runtime;
      let answer: unknown;
      let hasFailed = false;
      const began = now();
      report.region = region;
      try {
        answer = await call(runtime, callOptions);
      } catch (error) {
        answer = error;
        hasFailed = true;
      } finally {
        report.upstreamMs += now() - began;
      }
      const isBusy = hasFailed ? isBusyError(answer) : options.isBusy?.(answer as T) === true;
      if (isBusy && regions.length > 1) (await this.#failOver()).cool(region, modelId, { answer, now: now() });
      const isFinal = !isBusy && (regions[index] === allowed[0] || !await (await this.#failOver()).isAbsent(answer));
      if (isFinal && held === undefined && !hasFailed) return answer as T;
      let dropped = held;
      if (isFinal || isBusy || held === undefined) held = { region, answer, hasFailed };
      else dropped = { region, answer, hasFailed };
      if (dropped?.hasFailed === false) await options.discard?.(dropped.answer as T)?.catch(() => {});
      if (!isFinal && index < regions.length - 1) continue;
      report.region = held.region;
      if (held.hasFailed) throw held.answer;
      return held.answer as T;
    }
  }

  #allowed(only: string | undefined, geography: string | undefined): Region[] {
    const all = this.#regions;
    if (all.length === 1) return all;
    if (only !== undefined) {
      const found = all.filter(({ runtime }) => runtime.region === only);
      // An ARN alone names a region that has no runtime, and Bedrock says so itself.
      return found.length > 0 ? found : all.slice(0, 1);
    }
    if (!geography || geography === "global") return all;
    const near = all.filter(({ geographies }) => geographies.includes(geography));
    return near.length > 0 ? near : all;
  }

  async #failOver(): Promise<Failover> {
    return this.#failover ??= new (await import("./failover.ts")).Failover(this.#options.coolDownMs);
  }
}

/** Whether an error says that this region cannot answer now, and another might. */
function isBusyError(error: unknown): boolean {
  if (!(error instanceof BedrockError)) return false;
  return BUSY.has(error.code) || error.status === 429 || error.status === 503;
}
