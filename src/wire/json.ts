/**
 * The bytes of a JSON text in, its value out, and an error that does not quote it when it is not JSON.
 *
 * @module
 */

// A byte that is no UTF-8 is the model's to answer for: it arrives as U+FFFD, and the stream goes on
const utf8 = new TextDecoder();

/**
 * Decodes UTF-8 text.
 *
 * @param bytes The text's bytes.
 * @returns The text.
 */
export function decodeText(bytes: Uint8Array): string {
  return utf8.decode(bytes);
}

/**
 * Parses JSON.
 *
 * @param bytes The JSON text, in UTF-8.
 * @returns The value.
 * @throws {SyntaxError} When the bytes are not JSON. The engine's own error would quote them: they may be a prompt.
 */
export function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(utf8.decode(bytes));
  } catch {
    throw new SyntaxError(`Cannot read payload: ${bytes.length} bytes that are not JSON`);
  }
}
