/**
 * Base64 text in and bytes out, and back; and base64 in bytes, decoded where it stands.
 *
 * @module
 */

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** `SIX[n][byte]` is the value of the character `byte`, moved to where the n-th of four belongs; negative for a foreign byte. */
const SIX: Int32Array[] = [18, 12, 6, 0].map((shift) => {
  const table = new Int32Array(256).fill(-1);
  for (let value = 0; value < 64; value++) table[ALPHABET.charCodeAt(value)] = value << shift;
  return table;
});
const [FIRST, SECOND, THIRD, FOURTH] = SIX as [Int32Array, Int32Array, Int32Array, Int32Array];

/** What newer engines bring, and TypeScript's libraries do not promise everywhere. */
const native = Uint8Array as unknown as {
  fromBase64?(text: string): Uint8Array<ArrayBuffer>;
  prototype: { toBase64?(): string };
};

/**
 * Writes bytes as base64, padded, in the standard alphabet.
 *
 * @param bytes What to write.
 * @returns The text.
 */
export function encodeBase64(bytes: Uint8Array): string {
  if (native.prototype.toBase64) return native.prototype.toBase64.call(bytes);
  let binary = "";
  for (let at = 0; at < bytes.length; at += 8192) {
    binary += String.fromCharCode.apply(null, bytes.subarray(at, at + 8192) as unknown as number[]);
  }
  return btoa(binary);
}

/**
 * Reads base64 in the standard alphabet. White space is skipped, padding may be left out.
 *
 * @param text What to read.
 * @returns The bytes.
 * @throws {SyntaxError} When the text is not base64.
 */
export function decodeBase64(text: string): Uint8Array<ArrayBuffer> {
  try {
    if (native.fromBase64) return native.fromBase64(text);
    const binary = atob(text);
    const bytes = new Uint8Array(binary.length);
    for (let at = 0; at < binary.length; at++) bytes[at] = binary.charCodeAt(at);
    return bytes;
  } catch {
    // The engine's own message may quote the text, which may be a prompt
    throw new SyntaxError(`Cannot decode base64: ${text.length} characters that are not base64`);
  }
}

/**
 * Decodes the run of base64 characters that starts at `start`, up to the first foreign byte.
 *
 * @param source The bytes that hold the characters.
 * @param start The first character.
 * @param end Where to stop at the latest.
 * @param target Where the decoded bytes go; it has room for three bytes for every four characters, and three more.
 * @param offset Where in `target` they start.
 * @returns The index of the first byte that is not a base64 character, `n` characters make `n * 3 >> 2` bytes; or -1 when a
 * control character was decoded, for whoever wants text on one line.
 */
export function decodeBase64Run(
  source: Uint8Array,
  start: number,
  end: number,
  target: Uint8Array,
  offset: number,
): number {
  let at = start;
  let to = offset;
  let controls = 0;
  for (const last = end - 3; at < last; at += 4) {
    const bits = FIRST[source[at]!]! | SECOND[source[at + 1]!]! | THIRD[source[at + 2]!]! | FOURTH[source[at + 3]!]!;
    if (bits < 0) break;
    // The high bit of each byte tells whether it, or one below, was less than 0x20
    controls |= (bits - 0x202020) & ~bits;
    target[to] = bits >> 16;
    target[to + 1] = bits >> 8;
    target[to + 2] = bits;
    to += 3;
  }
  // Less than four are left: the loop saw a foreign byte among the next four, or the end
  const tail = at;
  let bits = 0;
  for (let shift = 18; at < end && shift > 0; shift -= 6, at++) {
    const value = FOURTH[source[at]!]!;
    if (value < 0) break;
    bits |= value << shift;
  }
  if (at - tail > 1) {
    target[to] = bits >> 16;
    if (at - tail > 2) target[to + 1] = bits >> 8;
    // What was not there must not look like a control character
    const rest = at - tail > 2 ? bits | 0xff : bits | 0xffff;
    controls |= (rest - 0x202020) & ~rest;
  }
  return controls & 0x808080 ? -1 : at;
}
