/**
 * A body as `fetch` was given it in, its text out: what is short comes as text, what is long as bytes.
 *
 * @module
 */

/**
 * Reads a body that is no stream.
 *
 * @param body The body.
 * @returns Its text.
 */
export function bodyText(body: BodyInit | null | undefined): string {
  return typeof body === "string" ? body : new TextDecoder().decode(body as Uint8Array | undefined);
}
