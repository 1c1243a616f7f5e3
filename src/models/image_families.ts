/**
 * A family that makes images in; its adapter out.
 *
 * @module
 */
import { amazonNovaCanvas, amazonTitanImage } from "./amazon_image.ts";
import { stabilityImage, stabilitySd3 } from "./stability_image.ts";
import { stabilitySdxl } from "./stability_sdxl.ts";
import {
  stabilityConservativeUpscale,
  stabilityControlSketch,
  stabilityControlStructure,
  stabilityCreativeUpscale,
  stabilityEraseObject,
  stabilityFastUpscale,
  stabilityInpaint,
  stabilityOutpaint,
  stabilityRemoveBackground,
  stabilitySearchRecolor,
  stabilitySearchReplace,
  stabilityStyleGuide,
  stabilityStyleTransfer,
} from "./stability_services.ts";
import type { ImageAdapter } from "./image_adapter.ts";
import type { FamilyName } from "./model_types.ts";

const adapters: Partial<Record<FamilyName, ImageAdapter>> = {
  "amazon-titan-image": amazonTitanImage,
  "amazon-nova-canvas": amazonNovaCanvas,
  "stability-sdxl": stabilitySdxl,
  "stability-sd3": stabilitySd3,
  "stability-image": stabilityImage,
  "stability-creative-upscale": stabilityCreativeUpscale,
  "stability-conservative-upscale": stabilityConservativeUpscale,
  "stability-fast-upscale": stabilityFastUpscale,
  "stability-inpaint": stabilityInpaint,
  "stability-outpaint": stabilityOutpaint,
  "stability-search-recolor": stabilitySearchRecolor,
  "stability-search-replace": stabilitySearchReplace,
  "stability-erase-object": stabilityEraseObject,
  "stability-remove-background": stabilityRemoveBackground,
  "stability-control-sketch": stabilityControlSketch,
  "stability-control-structure": stabilityControlStructure,
  "stability-style-guide": stabilityStyleGuide,
  "stability-style-transfer": stabilityStyleTransfer,
};

/**
 * How a description becomes a family's own body, and how its images are read.
 *
 * @param family The family.
 * @returns Its adapter, or `undefined` when it does not make images at once.
 *
 * @example A robot, in the words of Stable Diffusion 3
 * ```ts
 * import { imageAdapter } from "@edge-aws/bedrock/models";
 * import { assertEquals } from "@std/assert";
 *
 * const adapter = imageAdapter("stability-sd3")!;
 * assertEquals(adapter.toBody({ prompt: "a robot", size: "1024x1024", seed: 7 }), {
 *   prompt: "a robot",
 *   aspect_ratio: "1:1",
 *   seed: 7,
 * });
 * ```
 */
export function imageAdapter(family: FamilyName): ImageAdapter | undefined {
  return adapters[family];
}
