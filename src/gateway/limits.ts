/**
 * A caller with limits in, room for one more request out, or a 429 that says how long to wait.
 *
 * Counting is by windows of a minute. What counts is behind a small interface; the one that comes with the gateway
 * counts in memory, so that on a platform with many isolates each of them counts for itself.
 *
 * @module
 */
import type { Caller } from "./auth.ts";
import { GatewayError } from "./gateway_error.ts";

/** What a key has used in the minute that is running. */
export interface Usage {
  /** Requests, this one included. */
  requests: number;
  /** Tokens, in and out. */
  tokens: number;
  /** When the minute ends, in milliseconds since 1970. */
  resetAt: number;
}

/** Counts what keys use. Any store that can add to a number and forget it will do. */
export interface LimitStore {
  /**
   * Adds to what a key has used in this minute.
   *
   * @param name The key's name.
   * @param used What is added.
   * @param now The time, in milliseconds since 1970.
   * @returns What the key has used since its minute began.
   */
  add(name: string, used: { requests: number; tokens: number }, now: number): Usage | Promise<Usage>;
}

/** What is left to a caller, for its response headers. */
export interface Allowance {
  /** The caller's limits. */
  caller: Caller;
  /** What it has used. */
  usage: Usage;
}

const MINUTE = 60_000;

/**
 * Makes a store that counts in memory. It holds one entry for each configured key.
 *
 * @returns The store.
 */
export function memoryLimitStore(): LimitStore {
  const minutes = new Map<string, Usage>();
  return {
    add(name: string, used: { requests: number; tokens: number }, now: number): Usage {
      let minute = minutes.get(name);
      if (minute === undefined || now >= minute.resetAt) {
        minutes.set(name, minute = { requests: 0, tokens: 0, resetAt: now + MINUTE });
      }
      minute.requests += used.requests;
      minute.tokens += used.tokens;
      return { ...minute };
    },
  };
}

/** Whether a caller has any limit at all: most have none, and cost nothing. */
export function hasLimits(caller: Caller): boolean {
  return caller.requestsPerMinute !== undefined || caller.tokensPerMinute !== undefined;
}

/**
 * Counts a request, and refuses it when there is no room.
 *
 * Tokens are known only afterwards: a request is let in while any are left.
 *
 * @param caller Who asks.
 * @param store What counts.
 * @param now The time, in milliseconds since 1970.
 * @returns What is left.
 * @throws {GatewayError} 429 when there is no room.
 */
export async function takeRoom(caller: Caller, store: LimitStore, now: number): Promise<Allowance> {
  const usage = await store.add(caller.name, { requests: 1, tokens: 0 }, now);
  const allowance = { caller, usage };
  const { requestsPerMinute = Infinity, tokensPerMinute = Infinity } = caller;
  const isOverRequests = usage.requests > requestsPerMinute;
  if (isOverRequests || usage.tokens >= tokensPerMinute) {
    const what = isOverRequests ? `${requestsPerMinute} requests` : `${tokensPerMinute} tokens`;
    throw new LimitError(`Cannot let request in: the key's limit is ${what} in a minute`, allowance, now);
  }
  return allowance;
}

/** A refusal for want of room, with what the response headers tell. */
export class LimitError extends GatewayError {
  /** What is left. */
  readonly allowance: Allowance;

  /**
   * Creates an error.
   *
   * @param message What limit was reached.
   * @param allowance What is left.
   * @param now The time, in milliseconds since 1970.
   */
  constructor(message: string, allowance: Allowance, now: number) {
    super(message, {
      status: 429,
      code: "rate_limit_exceeded",
      retryAfterMs: Math.max(0, allowance.usage.resetAt - now),
      shouldRetry: true,
    });
    this.allowance = allowance;
  }
}

/**
 * Puts what is left into response headers, in OpenAI's words or Anthropic's.
 *
 * @param allowance What is left.
 * @param options Whose words, and the time.
 * @param into Where the headers are put.
 */
export function writeAllowance(
  allowance: Allowance,
  options: { anthropic: boolean; now: number },
  into: Record<string, string>,
): void {
  const { caller, usage } = allowance;
  const reset = options.anthropic
    ? new Date(usage.resetAt).toISOString()
    : `${Math.max(0, Math.ceil((usage.resetAt - options.now) / 1000))}s`;
  const rows = [
    ["requests", caller.requestsPerMinute, usage.requests],
    ["tokens", caller.tokensPerMinute, usage.tokens],
  ] as const;
  for (const [what, limit, used] of rows) {
    if (limit === undefined) continue;
    const left = String(Math.max(0, limit - used));
    if (options.anthropic) {
      into[`anthropic-ratelimit-${what}-limit`] = String(limit);
      into[`anthropic-ratelimit-${what}-remaining`] = left;
      into[`anthropic-ratelimit-${what}-reset`] = reset;
    } else {
      into[`x-ratelimit-limit-${what}`] = String(limit);
      into[`x-ratelimit-remaining-${what}`] = left;
      into[`x-ratelimit-reset-${what}`] = reset;
    }
  }
}
