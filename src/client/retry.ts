/**
 * A failure in, whether and when to try again out, and the wait until then: the AWS SDKs' standard mode by its rules of 2026.
 *
 * @module
 */

/** Why a failure may pass. */
export type RetryKind = "throttling" | "transient";

/** What a retry takes out of the budget, and how long the first one waits at most, in milliseconds. */
const TERMS: Record<RetryKind, { cost: number; base: number }> = {
  throttling: { cost: 5, base: 1000 },
  transient: { cost: 14, base: 50 },
};
const CAPACITY = 500;
const LONGEST = 20_000;
/** How much longer than its own delay a client waits at most because the server asked it to. */
const PATIENCE = 5000;

const THROTTLING =
  /^(Thrott(ling|led)(Exception)?|RequestThrottled(Exception)?|TooManyRequestsException|ProvisionedThroughputExceededException|RequestLimitExceeded|BandwidthLimitExceeded|LimitExceededException|SlowDown|PriorRequestNotComplete|TransactionInProgressException|EC2ThrottledException)$/;
const TRANSIENT =
  /^(RequestTimeout(Exception)?|TimeoutError|InternalServerException|ServiceUnavailableException|NetworkError|Timeout)$/;

/**
 * Tells whether a failure may pass.
 *
 * @param status The HTTP status, or the one that an exception stands for.
 * @param code The error's code.
 * @returns Why it may pass; `undefined` when it will not.
 */
export function retryKind(status: number | undefined, code: string): RetryKind | undefined {
  if (status === 429 || THROTTLING.test(code)) return "throttling";
  return TRANSIENT.test(code) || [500, 502, 503, 504].includes(status!) ? "transient" : undefined;
}

/**
 * Reads how long a server asks to wait: `x-amz-retry-after` in milliseconds, else `Retry-After` in seconds or as a date.
 *
 * @param headers The answer's headers.
 * @param now The local time in milliseconds.
 * @returns Milliseconds; `undefined` when nothing, or nothing sensible, is asked for.
 */
export function retryAfter(headers: Headers, now: number): number | undefined {
  const exact = headers.get("x-amz-retry-after");
  const coarse = headers.get("retry-after");
  const wait = exact !== null
    ? number(exact)
    : coarse === null
    ? NaN
    : /^\s*[\d.]+\s*$/.test(coarse)
    ? number(coarse) * 1000
    : Date.parse(coarse) - now;
  return wait >= 0 && wait < Infinity ? wait : undefined;
}

/**
 * Says how long to wait before a retry.
 *
 * @param kind Why there is one.
 * @param retry 0 for the first retry.
 * @param chance A number from 0 to 1.
 * @param asked What the server asked for, in milliseconds.
 * @returns Milliseconds.
 */
export function backOff(kind: RetryKind, retry: number, chance: number, asked?: number): number {
  const own = chance * Math.min(TERMS[kind].base * 2 ** retry, LONGEST);
  return asked === undefined ? own : Math.max(own, Math.min(asked, own + PATIENCE));
}

/** What keeps a client from retrying without end while a service is down: each retry costs, each success pays back. */
export class RetryBudget {
  /** What is left. */
  tokens = CAPACITY;

  /**
   * Pays for a retry.
   *
   * @param kind Why there is one.
   * @returns What it cost; 0 when there was not enough left, and there is to be no retry.
   */
  take(kind: RetryKind): number {
    const { cost } = TERMS[kind];
    if (this.tokens < cost) return 0;
    this.tokens -= cost;
    return cost;
  }

  /**
   * Pays back after a success.
   *
   * @param cost What the last retry of the call cost; 0 when there was none.
   */
  refund(cost: number): void {
    this.tokens = Math.min(CAPACITY, this.tokens + (cost || 1));
  }
}

function number(text: string): number {
  return text.trim() === "" ? NaN : Number(text);
}

/**
 * Waits.
 *
 * @param milliseconds How long.
 * @param signal What ends the wait early, and makes it fail.
 */
export function wait(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const give = (): void => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener("abort", give);
      resolve();
    }, milliseconds);
    signal.addEventListener("abort", give, { once: true });
  });
}
