/**
 * Any text in, the same text for a path, a query or a form out: percent-encoded as AWS reads and signs it.
 *
 * @module
 */

/**
 * Encodes text for a path or a query as AWS does: everything but letters, digits and `-._~`.
 *
 * @param text What to encode.
 * @returns The encoded text.
 * @throws {URIError} When the text holds half a surrogate pair.
 */
export function encodeUri(text: string): string {
  return encodeURIComponent(text)
    .replace(/[!'()*]/g, (character) => "%" + character.charCodeAt(0).toString(16).toUpperCase());
}
