/**
 * One request on its way through the gateway: what is known of it, what is counted, and what its answer will be.
 *
 * @module
 */
import type { Caller } from "./auth.ts";
import type { ErrorDialect } from "./errors.ts";
import type { RequestAbort } from "./request_abort.ts";
import type { RequestReport } from "./request_report.ts";
import type { RequestTarget } from "./request_path.ts";

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
  /** Ends the calls upstream when the caller leaves, or the answer is cancelled. */
  readonly abort: RequestAbort;
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
 * Makes the response of a reply.
 *
 * @param reply The reply, with all its headers.
 * @param isHead Whether the body is left out.
 * @returns The response.
 */
export function responseOf({ status, headers, body }: Reply, isHead: boolean): Response {
  const type = headers["content-type"];
  // Deno makes a body with several headers that come at once an object of its own, with a finalizer: one by one they cost less
  const init = type === undefined ? { status } : { status, headers: { "content-type": type } };
  const response = new Response(isHead ? null : body, init);
  const into = response.headers;
  for (const name in headers) if (name !== "content-type") into.append(name, headers[name]!);
  return response;
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
