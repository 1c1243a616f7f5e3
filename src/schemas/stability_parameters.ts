/**
 * What the Stability families share: their common parameters, as fields to build their bodies of.
 *
 * @module
 */
import type { Field } from "./field.ts";
import { seed } from "./inference.ts";
import { base64, choice, integer, number, text } from "./values.ts";

/** The styles. */
export const stylePresets = [
  "3d-model",
  "analog-film",
  "anime",
  "cinematic",
  "comic-book",
  "digital-art",
  "enhance",
  "fantasy-art",
  "isometric",
  "line-art",
  "low-poly",
  "modeling-compound",
  "neon-punk",
  "origami",
  "photographic",
  "pixel-art",
  "tile-texture",
] as const;

/** The ratios of width to height. */
const aspectRatios = ["16:9", "1:1", "21:9", "2:3", "3:2", "4:5", "5:4", "9:16", "9:21"] as const;

/** What the image shows. */
export function prompt(description = "What the image is to show."): Field<string> {
  return text(description, { max: 10_000 });
}

/** What the image does not show. */
export function negativePrompt(): Field<string> {
  return prompt("What the image is not to show.");
}

/** The image to work on. */
export function image(
  description = "The image to work on: JPEG, PNG or WebP, 64 pixels a side or more.",
): Field<string> {
  return base64(description);
}

/** What makes an image repeatable. */
export function imageSeed(): Field<number> {
  return seed({ min: 0, max: 4_294_967_295, default: 0 });
}

/** A style. */
export function stylePreset(): Field<(typeof stylePresets)[number]> {
  return choice("The image's style.", stylePresets);
}

/** A shape. */
export function aspectRatio(): Field<(typeof aspectRatios)[number]> {
  return choice("The ratio of width to height.", aspectRatios, { default: "1:1" });
}

/** How the image is encoded. */
export function outputFormat(): Field<"png" | "jpeg" | "webp"> {
  return choice("How the image is encoded.", ["png", "jpeg", "webp"], { default: "png" });
}

/** How far a mask grows. */
export function growMask(): Field<number> {
  return integer("By how many pixels the mask grows, with soft edges.", { min: 0, max: 20, default: 5 });
}

/** How free the model is. */
export function creativity(max: number, value: number): Field<number> {
  return number("How much the model adds of its own.", { min: 0.1, max, default: value });
}

/** A strength from nothing to all. */
export function strength(description: string, value?: number): Field<number> {
  return number(description, { min: 0, max: 1, ...(value !== undefined && { default: value }) });
}
