/**
 * A request in, the headers that browsers and proxies want of every response out.
 *
 * @module
 */

/** What of a request decides about these headers. */
export type ResponseHeaders = (request: Request, into: Record<string, string>) => void;

const EXPOSED = [
  "x-request-id",
  "request-id",
  "x-bedrock-warnings",
  "x-bedrock-region",
  "x-bedrock-attempts",
  "x-bedrock-emulator",
  "x-amzn-requestid",
  "x-amzn-errortype",
  "retry-after",
  "retry-after-ms",
  "x-should-retry",
  "server-timing",
].join(", ");

/**
 * Makes the function that writes the headers every response has.
 *
 * @param origins The origins whose pages may read answers; `*` for any. None: no page of another origin may.
 * @returns The function.
 */
export function createResponseHeaders(origins: readonly string[]): ResponseHeaders {
  const allowed = new Set(origins);
  return function write(request: Request, into: Record<string, string>): void {
    into["x-content-type-options"] = "nosniff";
    into["cache-control"] ??= "no-store";
    if (allowed.size === 0) return;
    into.vary = into.vary === undefined ? "origin" : `${into.vary}, origin`;
    const origin = matchOrigin(request, allowed);
    if (origin === undefined) return;
    into["access-control-allow-origin"] = origin;
    into["access-control-expose-headers"] = EXPOSED;
  };
}

/**
 * Answers a browser that asks whether it may call.
 *
 * @param request An `OPTIONS` request.
 * @param origins The origins whose pages may call.
 * @param isLoopback Whether the gateway was called by a loopback name, where a public page may ask to reach it.
 * @returns The headers of a 204; nothing when no answer is due, because nobody asked or nobody may.
 */
export function preflight(
  request: Request,
  origins: readonly string[],
  isLoopback: boolean,
): Record<string, string> | undefined {
  if (origins.length === 0 || !request.headers.has("access-control-request-method")) return undefined;
  const origin = matchOrigin(request, new Set(origins));
  const headers: Record<string, string> = { vary: "origin, access-control-request-headers" };
  if (origin === undefined) return headers;
  headers["access-control-allow-origin"] = origin;
  headers["access-control-allow-methods"] = "GET, POST, OPTIONS, HEAD";
  headers["access-control-max-age"] = "86400";
  const wanted = request.headers.get("access-control-request-headers");
  if (wanted !== null && /^[\w\-, ]{1,4000}$/.test(wanted)) headers["access-control-allow-headers"] = wanted;
  if (isLoopback && request.headers.get("access-control-request-private-network") === "true") {
    headers["access-control-allow-private-network"] = "true";
  }
  return headers;
}

function matchOrigin(request: Request, allowed: ReadonlySet<string>): string | undefined {
  const origin = request.headers.get("origin");
  if (origin === null) return undefined;
  if (allowed.has("*")) return "*";
  return allowed.has(origin) ? origin : undefined;
}
