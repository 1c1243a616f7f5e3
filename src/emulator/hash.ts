/**
 * Text or bytes go in, a number or letters that follow from them come out: the emulator's stand-in for chance.
 *
 * @module
 */

/** FNV-1a with a final mix, 32 bits, over text's UTF-16 units or bytes. */
export function hash32(data: string | Uint8Array, seed = 0): number {
  let h = (0x811c9dc5 ^ seed) >>> 0;
  for (let i = 0; i < data.length; i++) {
    const unit = typeof data === "string" ? data.charCodeAt(i) : data[i]!;
    h = Math.imul(h ^ (unit & 0xff), 0x01000193);
    if (unit > 0xff) h = Math.imul(h ^ (unit >>> 8), 0x01000193);
  }
  h ^= h >>> 16;
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** A generator of numbers in [0, 1) that follow from a seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/** An identifier of letters and digits that follows from a text. */
export function idFrom(text: string, length: number, alphabet: string = LETTERS): string {
  const random = randomFrom(hash32(text) ^ Math.imul(text.length, 0x9e3779b1));
  let id = "";
  for (let i = 0; i < length; i++) id += alphabet[Math.floor(random() * alphabet.length)];
  return id;
}

/** A UUID that follows from a text. */
export function uuidFrom(text: string): string {
  const digits = idFrom(text, 32, "0123456789abcdef");
  const variant = "89ab"[parseInt(digits[16]!, 16) & 3];
  return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-4${digits.slice(13, 16)}-${variant}${digits.slice(17, 20)}-${
    digits.slice(20)
  }`;
}
