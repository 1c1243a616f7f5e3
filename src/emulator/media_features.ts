/**
 * The bytes of a picture, sound or clip go in, its features come out, in the same space as a text's.
 *
 * @module
 */
import { type Colour, nameOfColour } from "./colours.ts";
import { type Features, textFeatures } from "./embedding.ts";
import { hash32 } from "./hash.ts";
import { imageInfo } from "./image_info.ts";
import { decodePng } from "./png.ts";

/** Finds the features of a picture: the colours of its parts and their names; of one that is not read, its bytes. */
export async function imageFeatures(bytes: Uint8Array): Promise<Features> {
  const pixels = await decodePng(bytes);
  if (!pixels) return byteFeatures(bytes);
  const features: Features = new Map();
  const names = new Map<string, number>();
  const add = (name: string, weight: number): void => void features.set(name, (features.get(name) ?? 0) + weight);
  const grid = 4;
  for (let row = 0; row < grid; row++) {
    for (let column = 0; column < grid; column++) {
      const mean = meanOf(pixels, column / grid, row / grid, 1 / grid);
      const coarse = mean.map((value) => value >> 6).join("-");
      add(`cell ${row} ${column} ${coarse}`, 0.5);
      add(`colour ${coarse}`, 0.3);
      const name = nameOfColour(mean);
      names.set(name, (names.get(name) ?? 0) + 1);
    }
  }
  for (const [name, count] of names) {
    for (const [feature, weight] of textFeatures(name)) add(feature, weight * count / (grid * grid) * 3);
  }
  const info = imageInfo(bytes);
  if (info) add(`shape ${Math.round(Math.log2(info.width / info.height) * 2)}`, 0.3);
  return features;
}

function meanOf(
  pixels: { width: number; height: number; at(x: number, y: number): Colour },
  left: number,
  top: number,
  size: number,
): Colour {
  const sum = [0, 0, 0];
  const steps = 8;
  for (let i = 0; i < steps; i++) {
    for (let j = 0; j < steps; j++) {
      const x = Math.floor((left + size * (i + 0.5) / steps) * pixels.width);
      const y = Math.floor((top + size * (j + 0.5) / steps) * pixels.height);
      pixels.at(x, y).forEach((value, channel) => sum[channel]! += value);
    }
  }
  const [red, green, blue] = sum.map((value) => Math.round(value / steps ** 2)) as [number, number, number];
  return [red, green, blue];
}

/** Finds the features of bytes whose meaning is not read: pieces that repeat between similar files. */
export function byteFeatures(bytes: Uint8Array): Features {
  const features: Features = new Map();
  const step = Math.max(1, Math.floor(bytes.length / 2000));
  for (let at = 0; at + 4 <= bytes.length; at += step) {
    const name = `bytes ${hash32(bytes.subarray(at, at + 4))}`;
    features.set(name, (features.get(name) ?? 0) + 0.3);
  }
  features.set(`bytes ${hash32(bytes)}`, 1);
  return features;
}
