/**
 * A failed fetch in, what the system said at its bottom out.
 *
 * @module
 */

/**
 * Finds what the system said at the bottom of a failed fetch, which itself says no more than that it failed.
 *
 * @param error What was thrown.
 * @returns A colon and the system's words, without the address; nothing when the error says them itself.
 */
export function depthOf(error: Error): string {
  let at: unknown = error.cause;
  while (at instanceof Error && at.cause instanceof Error) at = at.cause;
  if (!(at instanceof Error) || error.message.endsWith(at.message)) return "";
  return `: ${
    at.message.replace(/^error sending request for url \([^)]*\): /, "").replace(/^client error \(\w+\): /, "")
  }`;
}
