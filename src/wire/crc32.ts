/**
 * Bytes in, their CRC-32 out: the checksum of zlib and of every event-stream frame.
 *
 * Sixteen bytes go through sixteen tables at a time, twice as fast as the eight of the usual form and no slower on the first bytes.
 *
 * @module
 */

/** `TABLES[n][byte]` is the checksum state that `byte` leaves behind when `n` zero bytes follow it. */
const TABLES: Int32Array[] = [];
for (let distance = 0; distance < 16; distance++) {
  const table = new Int32Array(256);
  const nearer = TABLES[distance - 1];
  for (let byte = 0; byte < 256; byte++) {
    let state = nearer ? nearer[byte]! : byte;
    if (nearer) state = (state >>> 8) ^ TABLES[0]![state & 255]!;
    else for (let bit = 0; bit < 8; bit++) state = state & 1 ? (state >>> 1) ^ 0xedb88320 : state >>> 1;
    table[byte] = state;
  }
  TABLES.push(table);
}
const [T0, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14, T15] = TABLES as unknown as Tuple16;
type Tuple16 = [
  ...[Int32Array, Int32Array, Int32Array, Int32Array, Int32Array, Int32Array, Int32Array, Int32Array],
  ...[Int32Array, Int32Array, Int32Array, Int32Array, Int32Array, Int32Array, Int32Array, Int32Array],
];

/**
 * Computes a CRC-32.
 *
 * @param bytes What to read.
 * @param start The first byte.
 * @param end The byte after the last.
 * @param seed The checksum of the bytes before these.
 * @returns The checksum, an unsigned 32-bit integer.
 *
 * @example
 * ```ts ignore
 * crc32(new TextEncoder().encode("123456789")); // 0xcbf43926
 * ```
 */
export function crc32(bytes: Uint8Array, start: number = 0, end: number = bytes.length, seed: number = 0): number {
  return ~advance(~seed, bytes, start, end) >>> 0;
}

/**
 * Moves a raw checksum state over bytes: `crc32` without the inversion before and after.
 *
 * @param state The state so far, a signed 32-bit integer.
 * @param bytes What to read.
 * @param start The first byte.
 * @param end The byte after the last.
 * @returns The state behind the bytes, a signed 32-bit integer.
 */
export function advance(state: number, bytes: Uint8Array, start: number, end: number): number {
  const b = bytes;
  let at = start;
  for (const last = end - 15; at < last; at += 16) {
    state = T15[(state ^ b[at]!) & 255]! ^ T14[((state >>> 8) ^ b[at + 1]!) & 255]! ^
      T13[((state >>> 16) ^ b[at + 2]!) & 255]! ^ T12[(state >>> 24) ^ b[at + 3]!]! ^
      T11[b[at + 4]!]! ^ T10[b[at + 5]!]! ^ T9[b[at + 6]!]! ^ T8[b[at + 7]!]! ^
      T7[b[at + 8]!]! ^ T6[b[at + 9]!]! ^ T5[b[at + 10]!]! ^ T4[b[at + 11]!]! ^
      T3[b[at + 12]!]! ^ T2[b[at + 13]!]! ^ T1[b[at + 14]!]! ^ T0[b[at + 15]!]!;
  }
  for (const last = end - 3; at < last; at += 4) {
    state = T3[(state ^ b[at]!) & 255]! ^ T2[((state >>> 8) ^ b[at + 1]!) & 255]! ^
      T1[((state >>> 16) ^ b[at + 2]!) & 255]! ^ T0[(state >>> 24) ^ b[at + 3]!]!;
  }
  for (; at < end; at++) state = (state >>> 8) ^ T0[(state ^ b[at]!) & 255]!;
  return state;
}
