/**
 * Bytes in, the text that they are out; or an error when they are none.
 *
 * @module
 */

const lenient = new TextDecoder();
const strict = new TextDecoder("utf-8", { fatal: true });

/**
 * Reads UTF-8. The strict decoder takes ten times as long, so it is asked only where the lenient one may have covered
 * something up.
 *
 * @param bytes The bytes.
 * @returns The text.
 * @throws {TypeError} When the bytes are not UTF-8.
 */
export function decodeUtf8(bytes: Uint8Array): string {
  const text = lenient.decode(bytes);
  return text.includes("\ufffd") ? strict.decode(bytes) : text;
}
