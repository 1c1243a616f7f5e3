/**
 * Rows of palette indices go in, a PNG comes out; and a PNG goes in, its pixels come out.
 *
 * @module
 */
import { crc32 } from "../wire/crc32.ts";
import { joined } from "../wire/joined.ts";
import type { Colour } from "./colours.ts";
import type { Picture } from "./picture.ts";

const MAGIC = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** Encodes a picture: eight bits a pixel, each an index into the palette. */
export async function encodePng(picture: Picture): Promise<Uint8Array> {
  const { width, height, palette } = picture;
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  header.set([8, 3, 0, 0, 0], 8);
  const rows = new Uint8Array((width + 1) * height);
  for (let y = 0; y < height; y++) picture.row(y, rows.subarray(y * (width + 1) + 1, (y + 1) * (width + 1)));
  const data = await through(rows, new CompressionStream("deflate"));
  const parts = [
    Uint8Array.from(MAGIC),
    chunk("IHDR", header),
    chunk("PLTE", Uint8Array.from(palette.flat())),
    chunk("IDAT", data),
    chunk("IEND", new Uint8Array()),
  ];
  return joined(parts);
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(12 + data.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, data.length);
  for (let i = 0; i < 4; i++) bytes[4 + i] = type.charCodeAt(i);
  bytes.set(data, 8);
  view.setUint32(8 + data.length, crc32(bytes, 4, 8 + data.length));
  return bytes;
}

async function through(bytes: Uint8Array, transform: CompressionStream | DecompressionStream): Promise<Uint8Array> {
  const body = new Response(bytes as BodyInit).body!;
  return new Uint8Array(
    await new Response(
      body.pipeThrough(transform as ReadableWritablePair<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>),
    ).arrayBuffer(),
  );
}

/** Pixels, read. */
export interface Pixels {
  /** Pixels across. */
  width: number;
  /** Pixels down. */
  height: number;
  /** The colour at a place. */
  at(x: number, y: number): Colour;
}

/** How many bytes a pixel has, by colour type. */
const CHANNELS: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

/** Decodes a PNG of eight bits a channel that is not interlaced; `undefined` for any other, or a broken one. */
export async function decodePng(bytes: Uint8Array): Promise<Pixels | undefined> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const channels = CHANNELS[bytes[25]!];
  if (
    !MAGIC.every((byte, i) => bytes[i] === byte) || bytes.length < 45 || bytes[24] !== 8 || bytes[28] !== 0 ||
    channels === undefined
  ) return undefined;
  const [width, height] = [view.getUint32(16), view.getUint32(20)];
  const data: Uint8Array[] = [];
  let palette = new Uint8Array();
  for (let at = 8; at + 12 <= bytes.length;) {
    const length = view.getUint32(at);
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    if (type === "IDAT") data.push(bytes.subarray(at + 8, at + 8 + length));
    if (type === "PLTE") palette = bytes.slice(at + 8, at + 8 + length);
    at += 12 + length;
  }
  if (width * height > 16_777_216) return undefined;
  let raw: Uint8Array;
  try {
    raw = await through(joined(data), new DecompressionStream("deflate"));
  } catch {
    return undefined;
  }
  const stride = width * channels;
  if (raw.length < (stride + 1) * height) return undefined;
  unfilter(raw, stride, height, channels);
  const at = (x: number, y: number): Colour => {
    const i = y * (stride + 1) + 1 + x * channels;
    if (channels >= 3) return [raw[i]!, raw[i + 1]!, raw[i + 2]!];
    const value = raw[i]!;
    return palette.length > 0
      ? [palette[value * 3] ?? 0, palette[value * 3 + 1] ?? 0, palette[value * 3 + 2] ?? 0]
      : [value, value, value];
  };
  return { width, height, at };
}

/** Undoes the filters of a PNG's rows, in place. */
function unfilter(raw: Uint8Array, stride: number, height: number, channels: number): void {
  for (let y = 0; y < height; y++) {
    const start = y * (stride + 1);
    const filter = raw[start]!;
    for (let i = 1; i <= stride; i++) {
      const left = i > channels ? raw[start + i - channels]! : 0;
      const up = y > 0 ? raw[start + i - stride - 1]! : 0;
      const corner = y > 0 && i > channels ? raw[start + i - stride - 1 - channels]! : 0;
      const add = filter === 1
        ? left
        : filter === 2
        ? up
        : filter === 3
        ? (left + up) >> 1
        : filter === 4
        ? paeth(left, up, corner)
        : 0;
      raw[start + i] = raw[start + i]! + add;
    }
  }
}

function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner;
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
  return a <= b && a <= c ? left : b <= c ? up : corner;
}
