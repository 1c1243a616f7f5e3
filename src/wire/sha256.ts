/**
 * Bytes or text in, their SHA-256 out, at once; and the same under a key. Pure.
 *
 * `crypto.subtle` hashes on another thread; for some hundred bytes, on every request, the way there and back costs ten times
 * the hash. What is long is left to it.
 *
 * @module
 */

/** A key of HMAC's, hashed as far as it can be before there is a message. */
export interface HmacKey {
  /** What the message is hashed after. */
  inner: Int32Array;
  /** What that hash is hashed after. */
  outer: Int32Array;
}

const BLOCK = 64;
/** The fractional parts of the cube roots of the first 64 primes. */
const ROUND = fractions(64, Math.cbrt);
/** The fractional parts of the square roots of the first 8 primes. */
const START = fractions(8, Math.sqrt);
/** The codes of the sixteen digits. */
const DIGITS = Array.from("0123456789abcdef", (digit) => digit.charCodeAt(0));
/** A hash in digits, written anew for each: a text that is put together digit by digit leaves one behind for each. */
const digits: number[] = new Array(64).fill(0);
/** One block's words, written anew for each. */
const words = new Int32Array(BLOCK);
/** Where what is short is made ready: memory that a request takes for itself has to be given back. */
const room = new Uint8Array(8192);
/** What has been hashed so far: read before the next hash begins. */
const state = new Int32Array(8);
const utf8 = new TextEncoder();

/**
 * Hashes bytes or text.
 *
 * @param message The bytes, or the text, which is read as UTF-8.
 * @returns The 32 bytes of the hash.
 */
export function sha256(message: Uint8Array | string): Uint8Array<ArrayBuffer> {
  return bytesOf(digest(message, START, 0));
}

/**
 * Hashes bytes or text.
 *
 * @param message The bytes, or the text, which is read as UTF-8.
 * @returns The hash in 64 small hexadecimal digits.
 */
export function hexSha256(message: Uint8Array | string): string {
  return hex(digest(message, START, 0));
}

/**
 * Makes a key ready for HMAC.
 *
 * @param key The key.
 * @returns What {@linkcode hexHmacSha256} takes.
 */
export function hmacKey(key: Uint8Array): HmacKey {
  const short = key.length > BLOCK ? sha256(key) : key;
  const padded = (by: number): Int32Array => {
    const block = new Uint8Array(BLOCK).fill(by);
    for (let at = 0; at < short.length; at++) block[at]! ^= short[at]!;
    state.set(START);
    mix(block, 0);
    return state.slice();
  };
  return { inner: padded(0x36), outer: padded(0x5c) };
}

/**
 * Hashes a message under a key: HMAC.
 *
 * @param key The key, made ready.
 * @param message The message.
 * @returns The hash in 64 small hexadecimal digits.
 */
export function hexHmacSha256(key: HmacKey, message: Uint8Array | string): string {
  return hex(digest(bytesOf(digest(message, key.inner, BLOCK)), key.outer, BLOCK));
}

/** Hashes a message after what `from` has seen already: whole blocks, of so many bytes. */
function digest(message: Uint8Array | string, from: Int32Array, before: number): Int32Array {
  // A character of UTF-16 takes three bytes of UTF-8 at most; the end takes nine, and what fills its block
  const fits = message.length * 3 + BLOCK + 9 <= room.length;
  const bytes = fits || typeof message !== "string" ? message : utf8.encode(message);
  const space = fits ? room : new Uint8Array(bytes.length + BLOCK + 9);
  let length = bytes.length;
  if (typeof bytes === "string") length = utf8.encodeInto(bytes, space).written;
  else space.set(bytes);
  const end = (length + 8 >> 6) + 1 << 6;
  space.fill(0, length, end);
  space[length] = 0x80;
  const bits = (length + before) * 8;
  for (let at = 1, rest = bits; rest > 0; at++, rest = Math.floor(rest / 256)) space[end - at] = rest;
  state.set(from);
  for (let block = 0; block < end; block += BLOCK) mix(space, block);
  return state;
}

/** Hashes one block more. */
function mix(bytes: Uint8Array, at: number): void {
  // What is looked up in the module's scope is looked up each time
  const w = words;
  const k = ROUND;
  const hash = state;
  for (let i = 0; i < 16; i++, at += 4) {
    w[i] = bytes[at]! << 24 | bytes[at + 1]! << 16 | bytes[at + 2]! << 8 | bytes[at + 3]!;
  }
  for (let i = 16; i < 64; i++) {
    const early = w[i - 15]!;
    const late = w[i - 2]!;
    const mixed = (turn(early, 7) ^ turn(early, 18) ^ early >>> 3) + (turn(late, 17) ^ turn(late, 19) ^ late >>> 10);
    w[i] = (w[i - 16]! + w[i - 7]! | 0) + (mixed | 0);
  }
  let a = hash[0]!;
  let b = hash[1]!;
  let c = hash[2]!;
  let d = hash[3]!;
  let e = hash[4]!;
  let f = hash[5]!;
  let g = hash[6]!;
  let h = hash[7]!;
  for (let i = 0; i < 64; i++) {
    // A sum is cut to a word before it is too long to be a whole number for the machine
    const given = (g ^ e & (f ^ g)) + (k[i]! + w[i]! | 0) | 0;
    const first = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) | 0) + given | 0;
    const second = (turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + (a & b ^ c & (a ^ b)) | 0;
    h = g;
    g = f;
    f = e;
    e = d + first | 0;
    d = c;
    c = b;
    b = a;
    a = first + second | 0;
  }
  hash[0]! += a;
  hash[1]! += b;
  hash[2]! += c;
  hash[3]! += d;
  hash[4]! += e;
  hash[5]! += f;
  hash[6]! += g;
  hash[7]! += h;
}

function turn(word: number, by: number): number {
  return word >>> by | word << 32 - by;
}

function bytesOf(hash: Int32Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(32);
  for (let at = 0; at < 32; at++) bytes[at] = hash[at >> 2]! >> 24 - (at & 3) * 8;
  return bytes;
}

function hex(hash: Int32Array): string {
  for (let at = 0; at < 64; at++) digits[at] = DIGITS[hash[at >> 3]! >> 28 - (at & 7) * 4 & 15]!;
  return String.fromCharCode.apply(null, digits);
}

function fractions(count: number, root: (prime: number) => number): Int32Array {
  const primes: number[] = [];
  for (let candidate = 2; primes.length < count; candidate++) {
    if (primes.every((prime) => candidate % prime !== 0)) primes.push(candidate);
  }
  return Int32Array.from(primes, (prime) => (root(prime) % 1) * 0x100000000 | 0);
}
