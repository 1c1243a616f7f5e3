/**
 * A request's headers in, whether its caller would lose what comes later than an answer's headers out.
 *
 * Over HTTP/2 the AWS SDK for JavaScript says goodbye (GOAWAY) as soon as it has an answer's headers, and goes on reading. Deno's
 * server then drops what it has not sent (hyperium/h2 #885), and the SDK takes what had come for the whole. What fits into the
 * window that HTTP/2 begins with leaves together with the headers, and arrives.
 *
 * @module
 */

/** What a proxy says of itself: it does not say goodbye when its caller does. */
const PROXIED: readonly string[] = ["via", "forwarded", "x-forwarded-for", "x-forwarded-proto", "cdn-loop"];

/**
 * Tells whether a request's caller would lose what comes later than an answer's headers.
 *
 * @param headers The request's headers, as a server hands them over.
 * @param navigator The server's own, which says whether it is Deno's.
 * @returns Whether it is the AWS SDK for JavaScript, over HTTP/2, at a server of Deno's own.
 */
export function leavesAtHeaders(headers: Headers, navigator: { userAgent: string } | undefined): boolean {
  // HTTP/2 alone comes without a `host`, so that all others are told apart by the first look
  return headers.get("host") === null && /\baws-sdk-js\//.test(headers.get("user-agent") ?? "") &&
    navigator?.userAgent.startsWith("Deno/") === true && PROXIED.every((name) => headers.get(name) === null);
}
