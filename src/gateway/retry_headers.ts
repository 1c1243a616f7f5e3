/**
 * What is known of an error in, the headers that say whether, and when, a client does well to try again out. Pure.
 *
 * @module
 */
import type { Outcome } from "./errors.ts";

/**
 * Writes the headers.
 *
 * @param outcome What the error comes to.
 * @param attempts How often the gateway has asked Bedrock itself.
 * @returns `retry-after` in seconds, `retry-after-ms`, and `x-should-retry`, each where something is known.
 */
export function retryHeaders({ status, retryAfterMs, shouldRetry }: Outcome, attempts: number): Record<string, string> {
  const headers: Record<string, string> = {};
  if (retryAfterMs !== undefined) {
    headers["retry-after"] = String(Math.ceil(retryAfterMs / 1000));
    headers["retry-after-ms"] = String(Math.ceil(retryAfterMs));
  }
  // Once the gateway has tried again itself, a client that does so too would multiply the load.
  const isSpent = attempts > 1 && (status === 429 || status >= 500);
  const retries = shouldRetry ?? (isSpent ? false : undefined);
  if (retries !== undefined) headers["x-should-retry"] = String(retries);
  return headers;
}
