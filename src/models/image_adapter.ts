/**
 * The one shape that every image family's adapter has: a description, and images to work on, in; the family's own body out,
 * and its images read back.
 *
 * @module
 */
import type { Open } from "./document.ts";
import type { BodyOptions, PromptImage } from "./text_adapter.ts";

/** What an image is to be, in words that are the same for every family. */
export interface ImageParameters {
  /** What is to be seen. */
  prompt?: string;
  /** What is not to be seen. */
  negativePrompt?: string;
  /** Pixels across and down, `1024x1024`; families that only choose a shape take the shape of it. */
  size?: string;
  /** The shape, `16:9`, for the families that choose the pixels themselves. */
  aspectRatio?: string;
  /** Makes images repeatable. */
  seed?: number;
  /** How many images. @default {1} */
  n?: number;
  /** The image to work on: to vary, to edit, to enlarge, or to follow. */
  image?: PromptImage;
  /** Which part of the image is meant, as an image of black and white. */
  mask?: PromptImage;
  /** Which part of the image is meant, in words. */
  maskPrompt?: string;
  /** An image whose style is followed. */
  styleImage?: PromptImage;
  /** How far to go from the image, or how closely to follow it, as the family has it: 0 to 1. */
  strength?: number;
  /** How closely to follow the prompt. */
  guidance?: number;
  /** How many steps to take. */
  steps?: number;
  /** A style, by the family's name for it. */
  style?: string;
  /** How good. */
  quality?: Open<"standard" | "premium">;
  /** How images are encoded. */
  format?: Open<"png" | "jpeg" | "webp">;
  /** Members of the family's own body for what has no word here, set as they are; Amazon's objects join what is there. */
  members?: { [name: string]: unknown };
}

/** One image. */
export interface GeneratedImage {
  /** Its bytes, as base64. */
  base64: string;
  /** Its media type, as its first bytes tell. */
  mediaType: string;
  /** The seed it was made with, where the family tells. */
  seed?: number;
}

/** Why an image is missing, or blank. */
export interface ImageFailure {
  /** Whether it was held back or could not be made. */
  reason: "content_filtered" | "error";
  /** The family's own words. */
  message: string;
}

/** Images, read. */
export interface ImageAnswer {
  /** The images, in order. */
  images: GeneratedImage[];
  /** Why some are missing; empty when all went well. */
  failures: ImageFailure[];
}

/** An image family's adapter: pure functions over its own bodies. */
export interface ImageAdapter<Request = unknown, Response = unknown> {
  /** How many images one request makes. */
  readonly maxImages: number;
  /**
   * Builds the family's own request body.
   *
   * @throws {TypeError} If the family has no place for a parameter, or lacks one.
   * @throws {RangeError} If more images are wanted than one request makes, or a shape that the family does not have.
   */
  toBody(parameters: ImageParameters, options?: BodyOptions): Request;
  /** Reads a whole answer. */
  read(response: Response): ImageAnswer;
}
