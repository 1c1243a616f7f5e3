/**
 * Headers in, those that may travel on out: towards Bedrock, and back to the caller. Both ways by an allow-list.
 *
 * A caller's credentials, cookies and proxy headers never reach Bedrock, because nothing does that is not named here:
 * what is not standard would be signed, and the next proxy that touches it would break the signature.
 *
 * @module
 */

/** What goes to Bedrock on every native route. */
const FORWARD: readonly string[] = [
  "x-amzn-bedrock-accept",
  "x-amzn-bedrock-trace",
  "x-amzn-bedrock-guardrailidentifier",
  "x-amzn-bedrock-guardrailversion",
  "x-amzn-bedrock-performanceconfig-latency",
  "x-amzn-bedrock-service-tier",
  "x-amzn-bedrock-request-metadata",
];

/** W3C's trace context: what goes to Bedrock on every route. */
const TRACE: readonly string[] = ["traceparent", "tracestate"];

/** What goes to Bedrock besides on its own Anthropic endpoint. */
const FORWARD_ANTHROPIC: readonly string[] = [...FORWARD, "anthropic-version", "anthropic-beta"];

/** What comes back; the names that start with `x-amzn-bedrock-` come back too. */
const KEEP: ReadonlySet<string> = new Set([
  "content-type",
  "x-amzn-requestid",
  "x-amzn-errortype",
  "retry-after",
  "x-amz-retry-after",
  "request-id",
]);

/** Which road the headers go. */
export interface ForwardOptions {
  /** Whether the request goes to Bedrock's own Anthropic endpoint. @default {false} */
  anthropic?: boolean;
  /** Whether the request has a body, which needs a content type. @default {true} */
  hasBody?: boolean;
}

/**
 * Picks the headers that go to Bedrock.
 *
 * @param headers The caller's.
 * @param options Which road they go.
 * @returns A plain record.
 */
export function forwardHeaders(headers: Headers, options: ForwardOptions = {}): Record<string, string> {
  const forwarded: Record<string, string> = {};
  if (options.hasBody !== false) forwarded["content-type"] = jsonType(headers.get("content-type"));
  const accept = headers.get("accept");
  // `*/*` says nothing, and an event stream is what the gateway is asked for, not Bedrock.
  if (accept !== null && accept !== "*/*" && !accept.includes("text/event-stream")) forwarded.accept = accept;
  pick(headers, options.anthropic ? FORWARD_ANTHROPIC : FORWARD, forwarded);
  return forwarded;
}

/**
 * Picks the headers that tell which trace a request belongs to: they go to Bedrock whatever words the caller speaks.
 *
 * @param headers The caller's.
 * @returns A plain record; nothing when it belongs to none.
 */
export function traceHeaders(headers: Headers): Record<string, string> | undefined {
  // To ask whether there is one costs a runtime the whole list; to ask for it does not
  if (headers.get("traceparent") === null || hasTracer()) return undefined;
  const forwarded: Record<string, string> = {};
  pick(headers, TRACE, forwarded);
  return forwarded;
}

/** Whether the runtime passes traces on itself, as Deno does with `OTEL_DENO`: a second `traceparent` would void the first. */
function hasTracer(): boolean {
  const telemetry = (globalThis as Record<symbol, unknown>)[Symbol.for("opentelemetry.js.api.1")];
  return typeof telemetry === "object" && telemetry !== null && "propagation" in telemetry;
}

function pick(headers: Headers, names: readonly string[], into: Record<string, string>): void {
  for (const name of names) {
    const value = headers.get(name);
    if (value !== null) into[name] = value;
  }
}

/**
 * Picks the headers that go back to the caller, into a record that may hold others.
 *
 * @param headers Bedrock's.
 * @param into Where they are put.
 */
export function keepHeaders(headers: Headers, into: Record<string, string>): void {
  // To loop over headers costs three times what `forEach` does
  headers.forEach((value, name) => {
    if (KEEP.has(name) || name.startsWith("x-amzn-bedrock-")) into[name] = value;
  });
}

/** A media type Bedrock understands: the AWS SDK says octet-stream, curl a form, and both send JSON. */
function jsonType(value: string | null): string {
  if (value === null || /^application\/(?:octet-stream|x-www-form-urlencoded)\b|^text\/plain\b/i.test(value)) {
    return "application/json";
  }
  return value;
}
