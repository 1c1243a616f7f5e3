/**
 * What image families share: sizes and shapes in, the family's members out; images as base64 in, images with a media type
 * out.
 *
 * @module
 */
import type { GeneratedImage, ImageFailure, ImageParameters } from "./image_adapter.ts";
import { refuse } from "./native_body.ts";

const beginnings = { "iVBOR": "png", "/9j/": "jpeg", "UklGR": "webp", "R0lGO": "gif" };

/** An image with its media type, which its first bytes tell. */
export function generatedImage(base64: string, seed?: number): GeneratedImage {
  let format = "png";
  for (const [beginning, name] of Object.entries(beginnings)) if (base64.startsWith(beginning)) format = name;
  return seed === undefined ? { base64, mediaType: `image/${format}` } : { base64, mediaType: `image/${format}`, seed };
}

/** Why an image is missing, from the family's own words. */
export function imageFailure(message: string): ImageFailure {
  return { reason: /filter/i.test(message) ? "content_filtered" : "error", message };
}

/**
 * Pixels across and down.
 *
 * @throws {TypeError} If it is not two numbers with an `x` between them.
 */
export function sizeOf(size: string | undefined): { width?: number; height?: number } {
  if (size === undefined) return {};
  const [, width, height] = /^(\d+)x(\d+)$/.exec(size) ?? [];
  if (!width || !height) {
    throw new TypeError(`Cannot build body: size is ${JSON.stringify(size)}, wanted e.g. 1024x1024`);
  }
  return { width: +width, height: +height };
}

const shapes = ["16:9", "1:1", "21:9", "2:3", "3:2", "4:5", "5:4", "9:16", "9:21"];

/**
 * The shape, for a family that chooses the pixels itself: as it is given, or that of the size.
 *
 * @throws {TypeError} If both are given.
 * @throws {RangeError} If the size has a shape that the family does not have.
 */
export function shapeOf(family: string, parameters: ImageParameters): string | undefined {
  const { aspectRatio, size } = parameters;
  if (size === undefined) return aspectRatio;
  if (aspectRatio !== undefined) refuse(`${family} with aspectRatio`, parameters, ["size"]);
  const { width = 1, height = 1 } = sizeOf(size);
  const shape = shapes.find((known) => {
    const [across = 1, down = 1] = known.split(":").map(Number);
    return Math.abs(width / height / (across / down) - 1) < 0.02;
  });
  if (!shape) {
    throw new RangeError(`Cannot build body: ${family} has no shape like ${size}, wanted ${shapes.join(", ")}`);
  }
  return shape;
}

/**
 * How many images are wanted.
 *
 * @throws {RangeError} If one request of the family does not make so many.
 */
export function countOf(family: string, n: number | undefined, most: number): number | undefined {
  if (n !== undefined && !(Number.isInteger(n) && n >= 1 && n <= most)) {
    throw new RangeError(`Cannot build body: ${family} makes 1 to ${most} images at a time, got ${n}`);
  }
  return n;
}

/**
 * A parameter that the family cannot do without.
 *
 * @throws {TypeError} If it is not there.
 */
export function needed<Value>(family: string, name: string, value: Value | undefined): Value {
  if (value === undefined) throw new TypeError(`Cannot build body: ${family} wants ${name}`);
  return value;
}
