/**
 * A prompt, a seed and a size go in, a picture that follows from them comes out: a sky in bands, and round things.
 *
 * @module
 */
import { encodeJpeg } from "./jpeg.ts";
import { encodePng } from "./png.ts";
import { encodeWebp } from "./webp.ts";
import { type Colour, coloursIn } from "./colours.ts";
import { hash32, randomFrom } from "./hash.ts";

/** A picture of palette indices. */
export interface Picture {
  /** Pixels across. */
  width: number;
  /** Pixels down. */
  height: number;
  /** The colours. */
  palette: readonly Colour[];
  /** Writes one row of indices. */
  row(y: number, into: Uint8Array): void;
}

const BANDS = 24;

/** Draws a prompt. The first colour it names is the background's, further ones are the things'. */
export function draw(prompt: string, seed: number, width: number, height: number): Picture {
  const random = randomFrom(hash32(prompt, seed));
  const chance = (): Colour => [80 + 150 * random(), 80 + 150 * random(), 80 + 150 * random()];
  const named = coloursIn(prompt);
  const ground = named[0] ?? chance();
  const palette: Colour[] = [];
  for (let band = 0; band < BANDS; band++) palette.push(shade(ground, 1.15 - 0.35 * band / BANDS));
  const things = Array.from({ length: 3 + Math.floor(random() * 4) }, (_, index) => {
    palette.push(shade(named[1 + index % Math.max(1, named.length - 1)] ?? named[0] ?? chance(), 0.6 + 0.7 * random()));
    return { x: random() * width, y: random() * height, radius: (0.05 + 0.12 * random()) * Math.min(width, height) };
  });
  function row(y: number, into: Uint8Array): void {
    into.fill(Math.floor(y * BANDS / height));
    things.forEach((thing, index) => {
      const half = Math.sqrt(thing.radius ** 2 - (y - thing.y) ** 2);
      if (!Number.isNaN(half)) {
        into.fill(BANDS + index, Math.max(0, Math.round(thing.x - half)), Math.max(0, Math.round(thing.x + half)));
      }
    });
  }
  return { width, height, palette, row };
}

function shade(colour: Colour, factor: number): Colour {
  const [red, green, blue] = colour.map((value) => Math.max(0, Math.min(255, Math.round(value * factor)))) as [
    number,
    number,
    number,
  ];
  return [red, green, blue];
}

/** Encodes a picture in a format. */
export async function encodePicture(picture: Picture, format: string): Promise<Uint8Array> {
  if (format === "jpeg") return encodeJpeg(picture);
  return format === "webp" ? encodeWebp(picture) : await encodePng(picture);
}
