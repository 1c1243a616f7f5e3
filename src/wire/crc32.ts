/**
 * Bytes in, their CRC-32 out: the checksum of zlib and of every event-stream frame.
 *
 * Sixteen bytes go through sixteen tables at a time, read by fours: a third faster than the eight tables of the usual form.
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
 */
export function crc32(bytes: Uint8Array, start: number = 0, end: number = bytes.length, seed: number = 0): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return ~advance(~seed, view, start, end) >>> 0;
}

/**
 * Moves a raw checksum state over bytes: `crc32` without the inversion before and after.
 *
 * @param state The state so far, a signed 32-bit integer.
 * @param view What to read: a `DataView`, for four bytes in one read.
 * @param start The first byte.
 * @param end The byte after the last.
 * @returns The state behind the bytes, a signed 32-bit integer.
 */
export function advance(state: number, view: DataView, start: number, end: number): number {
  let at = start;
  for (const last = end - 15; at < last; at += 16) {
    const a = state ^ view.getInt32(at, true);
    const b = view.getInt32(at + 4, true);
    const c = view.getInt32(at + 8, true);
    const d = view.getInt32(at + 12, true);
    state = T15[a & 255]! ^ T14[(a >>> 8) & 255]! ^ T13[(a >>> 16) & 255]! ^ T12[a >>> 24]! ^
      T11[b & 255]! ^ T10[(b >>> 8) & 255]! ^ T9[(b >>> 16) & 255]! ^ T8[b >>> 24]! ^
      T7[c & 255]! ^ T6[(c >>> 8) & 255]! ^ T5[(c >>> 16) & 255]! ^ T4[c >>> 24]! ^
      T3[d & 255]! ^ T2[(d >>> 8) & 255]! ^ T1[(d >>> 16) & 255]! ^ T0[d >>> 24]!;
  }
  for (const last = end - 3; at < last; at += 4) {
    const a = state ^ view.getInt32(at, true);
    state = T3[a & 255]! ^ T2[(a >>> 8) & 255]! ^ T1[(a >>> 16) & 255]! ^ T0[a >>> 24]!;
  }
  for (; at < end; at++) state = (state >>> 8) ^ T0[(state ^ view.getUint8(at)) & 255]!;
  return state;
}
