/**
 * A picture goes in, a lossless WebP of its size in its first colour comes out: one colour costs no bits a pixel.
 *
 * @module
 */
import type { Picture } from "./picture.ts";

/** Encodes a picture as one colour. */
export function encodeWebp(picture: Picture): Uint8Array {
  const bits: number[] = [];
  const put = (value: number, length: number): void => {
    for (let i = 0; i < length; i++) bits.push((value >> i) & 1);
  };
  const [red, green, blue] = picture.palette[0]!;
  put(0x2f, 8);
  put(picture.width - 1, 14);
  put(picture.height - 1, 14);
  put(0, 1 + 3);
  // No transform, no colour cache, no further prefix codes
  put(0, 3);
  // Five prefix codes of one symbol each: green, red, blue, alpha, distance
  for (const symbol of [green, red, blue, 255, 0]) {
    put(0b101, 3);
    put(symbol, 8);
  }
  const data = new Uint8Array(Math.ceil(bits.length / 8));
  bits.forEach((bit, index) => data[index >> 3]! |= bit << (index & 7));
  const padded = data.length + data.length % 2;
  const bytes = new Uint8Array(20 + padded);
  const view = new DataView(bytes.buffer);
  const label = (text: string, at: number): void =>
    void [...text].forEach((letter, i) => bytes[at + i] = letter.charCodeAt(0));
  label("RIFF", 0);
  view.setUint32(4, 12 + padded, true);
  label("WEBPVP8L", 8);
  view.setUint32(16, data.length, true);
  bytes.set(data, 20);
  return bytes;
}
