/**
 * One request on its way through the gateway: what is known of it, what is counted, and what its answer will be.
 *
 * @module
 */
import type { Caller } from "./auth.ts";
import type { ErrorDialect } from "./errors.ts";
import type { RequestTarget } from "./request_path.ts";

/** What became of a request: one log line's worth. It never holds a prompt, an answer or a key. */
export interface RequestReport {
  /** The request's id: the caller's own when it sent a good one. */
  id: string;
  /** The HTTP method. */
  method: string;
  /** The route's pattern, or `unknown`. */
  route: string;
  /** Whose words were spoken. */
  dialect: ErrorDialect;
  /** The HTTP status that was sent. */
  status: number;
  /** How it ended: also a stream that began with 200 may end in an error, or be left by its reader. */
  outcome: "ok" | "error" | "cancelled";
  /** The code of the error, when there was one. */
  errorCode?: string;
  /** The name of the key it was made with. */
  key?: string;
  /** The model, as the caller wrote it; an ARN is cut to its last part. */
  model?: string;
  /** The region that answered. */
  region?: string;
  /** How many requests were sent to Bedrock. */
  attempts: number;
  /** Whether the answer was a stream. */
  stream: boolean;
  /** From the request to the end of the answer, in milliseconds. */
  durationMs: number;
  /** The part of it spent waiting for Bedrock's response headers, in milliseconds. */
  upstreamMs: number;
  /** From the request to the first byte of a stream, in milliseconds. */
  firstByteMs?: number;
  /** Tokens read, as far as Bedrock told. */
  inputTokens?: number;
  /** Tokens written, as far as Bedrock told. */
  outputTokens?: number;
  /** Bedrock's own request id. */
  upstreamRequestId?: string;
  /** The trace that the request belongs to: the trace id of `traceparent`. */
  traceId?: string;
}

/** What a route's function gets. */
export interface Exchange {
  /** The request. */
  readonly request: Request;
  /** Its path and query, raw. */
  readonly target: RequestTarget;
  /** The labels of the path, raw. */
  readonly labels: readonly string[];
  /** Whose words errors are told in. */
  readonly dialect: ErrorDialect;
  /** Who calls. */
  readonly caller: Caller;
  /** Aborted when the caller leaves, or the answer is cancelled: every call upstream hears it. */
  readonly abort: AbortController;
  /** When the request came, in milliseconds since 1970. */
  readonly startedAt: number;
  /** What is counted; written while the request is served. */
  readonly report: RequestReport;
  /** What was honoured in part or not at all. */
  readonly warnings: string[];
  /** Ends the counting. Only the first call counts; a stream calls it when its last byte went out. */
  settle(outcome: RequestReport["outcome"], errorCode?: string): void;
}

/** An answer before its common headers are added. */
export interface Reply {
  /** The HTTP status. */
  status: number;
  /** Headers of its own. */
  headers: Record<string, string>;
  /** The body. */
  body: Uint8Array<ArrayBuffer> | string | ReadableStream<Uint8Array> | null;
  /** Whether the body settles the exchange itself, when it ends. @default {false} */
  settles?: boolean;
}

/**
 * Builds a JSON reply.
 *
 * @param value The value.
 * @param status The HTTP status.
 * @returns The reply.
 */
export function jsonReply(value: unknown, status = 200): Reply {
  return { status, headers: { "content-type": "application/json" }, body: JSON.stringify(value) };
}

/**
 * Adds a warning, as a header can carry it: ASCII, on one line, the whole list within about a kilobyte.
 *
 * @param warnings The list.
 * @param field The request's member.
 * @param whatHappened What became of it.
 */
export function addWarning(warnings: string[], field: string, whatHappened: string): void {
  const entry = `${field}: ${whatHappened}`.replace(/[^\x20-\x7e]+/g, "?").replaceAll(", ", "; ").slice(0, 300);
  if (warnings.includes(entry)) return;
  const length = warnings.reduce((sum, warning) => sum + warning.length + 2, 0);
  if (length + entry.length <= 1000) warnings.push(entry);
  else if (warnings.at(-1) !== "more") warnings.push("more");
}
