/**
 * The payload of a Converse event in, the same payload without its padding out.
 *
 * Bedrock puts a member `p` of random length into its events, so that a listener cannot tell tokens by their length. It means
 * nothing to a reader.
 *
 * @module
 */

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;
const LETTER_P = 0x70;
const OPENING_BRACE = 0x7b;
const CLOSING_BRACE = 0x7d;
const OPENING_BRACKET = 0x5b;
const CLOSING_BRACKET = 0x5d;

/** 1 for what padding is made of: letters and digits. */
const ALPHANUMERIC = new Uint8Array(256);
for (const character of "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") {
  ALPHANUMERIC[character.charCodeAt(0)] = 1;
}

/**
 * Finds where a payload's padding begins, when it is the last member: `,"p":"…"}`.
 *
 * No string can hold these bytes, for a quote inside a string has a backslash before it.
 *
 * @param bytes The bytes that hold the payload, a JSON object.
 * @param start The payload's first byte.
 * @param end The byte after its last.
 * @returns The index of the comma, or -1 when no padding stands there.
 */
export function trailingPadding(bytes: Uint8Array, start: number, end: number): number {
  let at = end - 2;
  if (bytes[at + 1] !== CLOSING_BRACE || bytes[at] !== QUOTE) return -1;
  const first = start + 5;
  do at--; while (at > first && ALPHANUMERIC[bytes[at]!] === 1);
  return at >= first && bytes[at] === QUOTE && bytes[at - 1] === COLON && bytes[at - 2] === QUOTE &&
      bytes[at - 3] === LETTER_P &&
      bytes[at - 4] === QUOTE && bytes[at - 5] === COMMA
    ? at - 5
    : -1;
}

/**
 * Finds a padding that is not the last member, by walking over the strings and braces before it.
 *
 * @param bytes The bytes that hold the payload, a JSON object.
 * @param start The payload's first byte.
 * @param end The byte after its last.
 * @returns Where the bytes to leave out start and end, or nothing when there is no padding.
 */
export function innerPadding(bytes: Uint8Array, start: number, end: number): [number, number] | undefined {
  let depth = 0;
  for (let at = start; at < end; at++) {
    const byte = bytes[at]!;
    if (byte === OPENING_BRACE || byte === OPENING_BRACKET) depth++;
    else if (byte === CLOSING_BRACE || byte === CLOSING_BRACKET) depth--;
    else if (byte === QUOTE) {
      const close = closingQuote(bytes, at, end);
      if (depth === 1 && close === at + 2 && bytes[at + 1] === LETTER_P && bytes[close + 1] === COLON) {
        if (bytes[close + 2] !== QUOTE) return undefined;
        const last = closingQuote(bytes, close + 2, end) + 1;
        // One of the two commas goes with it
        if (bytes[last] === COMMA) return [at, last + 1];
        return bytes[at - 1] === COMMA ? [at - 1, last] : [at, last];
      }
      at = close;
    }
  }
  return undefined;
}

/** Where the string that opens at `at` closes; `end` when it does not. */
function closingQuote(bytes: Uint8Array, at: number, end: number): number {
  for (at++; at < end && bytes[at] !== QUOTE; at++) if (bytes[at] === BACKSLASH) at++;
  return Math.min(at, end);
}
