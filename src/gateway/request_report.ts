/**
 * A request in, what is told of it out: to whoever watches the gateway, and in the answer's headers.
 *
 * @module
 */
import type { ErrorDialect } from "./errors.ts";

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

/**
 * Begins a report.
 *
 * @param request The request.
 * @param dialect Whose words it speaks.
 * @returns What is known of it so far.
 */
export function startReport(request: Request, dialect: ErrorDialect): RequestReport {
  const given = request.headers.get("x-request-id");
  const report: RequestReport = {
    id: given !== null && /^[\w.:-]{1,128}$/.test(given) ? given : crypto.randomUUID(),
    method: request.method,
    route: "unknown",
    dialect,
    status: 0,
    outcome: "ok",
    attempts: 0,
    stream: false,
    durationMs: 0,
    upstreamMs: 0,
  };
  const trace = request.headers.get("traceparent");
  const traceId = trace === null ? undefined : /^[0-9a-f]{2}-([0-9a-f]{32})-/.exec(trace)?.[1];
  if (traceId !== undefined) report.traceId = traceId;
  return report;
}

/**
 * Writes down for the caller which region answered, after how many tries, and where the time went.
 *
 * @param report The report.
 * @param totalMs How long the request took so far, in milliseconds.
 * @param into The response headers.
 */
export function writeUpstream(report: RequestReport, totalMs: number, into: Record<string, string>): void {
  if (report.region !== undefined) into["x-bedrock-region"] = report.region;
  into["x-bedrock-attempts"] = String(report.attempts);
  const own = Math.max(0, totalMs - report.upstreamMs);
  into["server-timing"] = `upstream;dur=${report.upstreamMs.toFixed(1)}, gateway;dur=${own.toFixed(1)}`;
}
