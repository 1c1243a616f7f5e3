/**
 * A picture goes in, a baseline JPEG comes out, each block of eight by eight in one colour: the least that is a JPEG.
 *
 * @module
 */
import type { Picture } from "./picture.ts";

/** How many Huffman codes of each length the standard's table for DC coefficients has, and what they stand for. */
const DC_LENGTHS = [0, 1, 5, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0];
const DC_VALUES = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11];

/** Encodes a picture, coarsely. */
export function encodeJpeg(picture: Picture): Uint8Array {
  const { width, height } = picture;
  const frame = [8, height >> 8, height & 0xff, width >> 8, width & 0xff, 3, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0];
  const parts = [
    [0xff, 0xd8],
    segment(0xe0, [0x4a, 0x46, 0x49, 0x46, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0]),
    segment(0xdb, [0, ...Array(64).fill(8)]),
    segment(0xc0, frame),
    segment(0xc4, [0x00, ...DC_LENGTHS, ...DC_VALUES]),
    // One code for alternating coefficients: "no more of them in this block"
    segment(0xc4, [0x10, 1, ...Array(15).fill(0), 0]),
    segment(0xda, [3, 1, 0, 2, 0, 3, 0, 0, 63, 0]),
  ];
  return Uint8Array.from([...parts.flat(), ...scan(picture), 0xff, 0xd9]);
}

function segment(marker: number, data: number[]): number[] {
  return [0xff, marker, (data.length + 2) >> 8, (data.length + 2) & 0xff, ...data];
}

function scan(picture: Picture): number[] {
  const bytes: number[] = [];
  let bits = 0;
  let count = 0;
  function put(value: number, length: number): void {
    for (let i = length - 1; i >= 0; i--) {
      bits = (bits << 1) | ((value >> i) & 1);
      if (++count < 8) continue;
      bytes.push(bits);
      if (bits === 0xff) bytes.push(0);
      [bits, count] = [0, 0];
    }
  }
  const codes = huffmanCodes();
  const before = [0, 0, 0];
  const row = new Uint8Array(picture.width);
  for (let y = 0; y < picture.height; y += 8) {
    picture.row(Math.min(y + 4, picture.height - 1), row);
    for (let x = 0; x < picture.width; x += 8) {
      const levels = levelsOf(picture.palette[row[Math.min(x + 4, picture.width - 1)]!]!);
      levels.forEach((level, component) => {
        const difference = level - before[component]!;
        before[component] = level;
        const size = difference === 0 ? 0 : 32 - Math.clz32(Math.abs(difference));
        put(...codes[size]!);
        put(difference < 0 ? difference + (1 << size) - 1 : difference, size);
        put(0, 1);
      });
    }
  }
  while (count !== 0) put(1, 1);
  return bytes;
}

function huffmanCodes(): [number, number][] {
  const codes: [number, number][] = [];
  let code = 0;
  DC_LENGTHS.forEach((amount, index) => {
    for (let i = 0; i < amount; i++) codes.push([code++, index + 1]);
    code <<= 1;
  });
  return codes;
}

/** Luma and chroma about zero; a table of eights makes a block's DC coefficient just that. */
function levelsOf([red, green, blue]: readonly [number, number, number]): [number, number, number] {
  const luma = 0.299 * red + 0.587 * green + 0.114 * blue;
  return [Math.round(luma) - 128, Math.round((blue - luma) * 0.564), Math.round((red - luma) * 0.713)];
}
