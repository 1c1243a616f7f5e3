/**
 * A plain request in, what its answer holds out: each attempt signed afresh, failures that may pass tried again.
 *
 * @module
 */
import type { CredentialProvider, Identity } from "../credentials/identity.ts";
import type { Alarm } from "./alarm.ts";
import type { Clock } from "./clock.ts";
import { failure, requestIdOf } from "./decode.ts";
import { BedrockError } from "./errors.ts";
import { deadlines, Leash } from "./leash.ts";
import type { AttemptReason, AttemptReport, CallOptions, Timeouts } from "./options.ts";
import { type PlainRequest, recordOf } from "./request.ts";
import { backOff, type RetryBudget, retryKind } from "./retry.ts";
import type { SignRequest } from "./sign.ts";
import { identify, vouched } from "./vouch.ts";

/** What all calls of a client share. */
export interface Road {
  /** The address of the service, without a slash at its end. */
  endpoint: string;
  /** The region that signatures are for. */
  region: string;
  /** Who signs, or what finds that out for each attempt. */
  credentials: Identity | CredentialProvider;
  /** What carries requests. */
  fetch: typeof fetch;
  /** The time. */
  clock: Clock;
  /** What watches over deadlines. */
  alarm: Alarm;
  /** What retries may cost. */
  budget: RetryBudget;
  /** Derived signing keys. */
  keys: Map<string, ArrayBuffer>;
  /** How many times a call may be sent. */
  maxAttempts: number;
  /** Deadlines. */
  timeouts: Required<Timeouts>;
  /** A number from 0 to 1. */
  random: () => number;
  /** Waits. */
  sleep: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  /** Told of each attempt. */
  onAttempt: ((attempt: AttemptReport) => void) | undefined;
  /** Whether answers are handed out unread, and the caller's signal, which may serve many calls, is to reach them there. */
  handsOut?: boolean;
  /** Whether a call may still be sent again: what it sends may be there only once. */
  repeatable?: () => boolean;
}

/** What the receiver of an answer is told. */
export interface Attempt {
  /** What is being done, for messages. */
  action: string;
  /** How many times it was sent. */
  attempts: number;
  /** What may end it. */
  leash: Leash;
  /** Its deadlines. */
  timeouts: Required<Timeouts>;
  /** The time. */
  clock: Clock;
  /** The region that was asked. */
  region: string;
}

/** An answer that may be replaced by a better one, but is good enough to be handed out when no attempt is left. */
export class Unsatisfying {
  /** The answer, unread. */
  readonly response: Response;
  /** What is wrong with it. */
  readonly error: BedrockError;

  constructor(response: Response, error: BedrockError) {
    this.response = response;
    this.error = error;
  }
}

/** Stands where something thrown would be. */
const GOOD = Symbol();

/** Codes that a wrong clock may be the reason of. */
const CLOCK =
  /^(RequestTimeTooSkewed|RequestExpired|RequestInTheFuture|InvalidSignatureException|SignatureDoesNotMatch|AuthFailure)$/;

/**
 * Sends a request until it is answered, or is not worth sending again.
 *
 * @param road What the client shares.
 * @param request The request.
 * @param action What is being done, for messages.
 * @param options How.
 * @param receive Takes the answer: gives what it holds, or throws. From then on the leash is its own to release.
 * @returns What the answer held.
 */
export async function send<T>(
  road: Road,
  request: PlainRequest,
  action: string,
  options: CallOptions,
  receive: (response: Response, attempt: Attempt) => Promise<T> | T,
): Promise<T> {
  const { maxAttempts = road.maxAttempts, signal } = options;
  const timeouts = options.timeouts ? deadlines(road.timeouts, options.timeouts) : road.timeouts;
  const headers: Record<string, string> = {
    ...recordOf(options.headers),
    ...request.headers,
    "amz-sdk-invocation-id": crypto.randomUUID(),
  };
  // Who signs is not the caller's to say here
  if (headers.authorization !== undefined) delete headers.authorization;
  const url = road.endpoint + request.path + (request.query && "?" + request.query);
  const { fetch } = road;
  signal?.throwIfAborted();
  const leash = new Leash(road.alarm, action, timeouts.total, signal);
  const unsigned: SignRequest = { method: request.method, url, headers, body: request.body };
  const { clock, region } = road;
  const { method, body = null } = request;

  try {
    for (let number = 1, cost = 0;; number++) {
      const context: Attempt = { action, attempts: number, leash, timeouts, clock, region };
      let sent: number | undefined;
      let response: Response | undefined;
      let { offset } = clock;
      let value: T | undefined;
      let thrown: unknown = GOOD;
      try {
        leash.attempts = number;
        leash.arm("firstByte", timeouts.firstByte);
        headers["amz-sdk-request"] = `attempt=${number}; max=${maxAttempts}`;
        let identity = identify(road, context);
        if (identity instanceof Promise) identity = await leash.race(identity);
        offset = clock.offset;
        let signed = vouched(road, unsigned, identity);
        if (signed instanceof Promise) signed = await signed;
        // Signing may take a while, and nobody listens meanwhile
        leash.signal.throwIfAborted();
        sent = clock.local();
        const lasting = signal && road.handsOut ? AbortSignal.any([signal, leash.signal]) : leash.signal;
        // A redirect would take the prompt, and not the signature, to somebody else
        const init: RequestInit = { method, headers: signed, body, signal: lasting, redirect: "manual" };
        response = await leash.race(Promise.resolve(fetch(url, init)), discard);
        leash.disarm();
        clock.learn(response.headers, sent);
        const held = receive(response, context);
        value = held instanceof Promise ? await held : held;
      } catch (cause) {
        const told = response && (cause instanceof BedrockError || cause instanceof Unsatisfying);
        if (sent === undefined || told && !leash.over) thrown = cause;
        else if (leash.signal.aborted) thrown = leash.signal.reason;
        else thrown = lost(context, cause);
      }
      const report = (reason: AttemptReason, error?: BedrockError, delay?: number): void => {
        if (!road.onAttempt && !options.onAttempt) return;
        const told = reportOf(number, reason, response, error, delay);
        try {
          road.onAttempt?.(told);
          options.onAttempt?.(told);
        } catch (cause) {
          // Nobody gets the answer now
          leash.end(cause);
          if (response) discard(response);
          throw cause;
        }
      };
      if (thrown === GOOD) {
        road.budget.refund(cost);
        report("success");
        return value as T;
      }
      const error = thrown instanceof Unsatisfying ? thrown.error : thrown;
      if (leash.over || !(error instanceof BedrockError)) throw error;
      // Another call's answer may have set it right meanwhile
      const clockwise = isClockwise(error, clock.offset !== offset);
      const kind = clockwise ? "transient" : retryKind(error.status, error.code);
      const stop = kind === undefined || road.repeatable?.() === false
        ? "not-retryable"
        : number >= maxAttempts
        ? "attempts-exhausted"
        : (cost = road.budget.take(kind)) === 0
        ? "budget-exhausted"
        : undefined;
      if (stop) {
        report(stop, error);
        throw thrown;
      }
      if (thrown instanceof Unsatisfying) discard(thrown.response);
      const delay = backOff(kind!, number - 1, road.random(), error.retryAfterMs);
      report(clockwise ? "clock-skew" : kind!, error, delay);
      leash.disarm();
      leash.begin();
      await leash.race(road.sleep(delay, leash.signal));
    }
  } catch (error) {
    // An answer that is handed out after all is still to be read
    leash.release(error instanceof Unsatisfying && !road.handsOut);
    throw error;
  }
}

/** Lets go of an answer that is of no use: it came too late, or is asked for again. */
function discard(response: Response): void {
  response.body?.cancel().catch(() => {});
}

function reportOf(
  number: number,
  reason: AttemptReason,
  response: Response | undefined,
  error: BedrockError | undefined,
  delay: number | undefined,
): AttemptReport {
  const told: AttemptReport = { number, reason };
  const status = error?.status ?? response?.status;
  const requestId = response && requestIdOf(response.headers);
  if (status !== undefined) told.status = status;
  if (error) told.code = error.code;
  if (requestId) told.requestId = requestId;
  if (delay !== undefined) told.delay = delay;
  return told;
}

/** The network's failure; one that says what the program may not do is passed on as it is. */
function lost(context: Attempt, cause: unknown): unknown {
  const { name, message } = cause as Error;
  if (/^(NotCapable|PermissionDenied)$/.test(name)) return cause;
  return failure(`the connection failed: ${message}`, context, { code: "NetworkError", cause });
}

/** Whether the clock was the reason, and is right now. */
function isClockwise(error: BedrockError, skewed: boolean): boolean {
  return skewed && (error.status === 401 || error.status === 403 || CLOCK.test(error.code)) ||
    error.code === "InvalidSignatureException" && /signature (expired|not yet current)/i.test(error.message);
}
