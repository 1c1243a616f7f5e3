/**
 * The bodies of Stability's thirteen image services in, complaints out.
 *
 * @module
 */
import type {
  StabilityConservativeUpscaleRequest,
  StabilityControlSketchRequest,
  StabilityControlStructureRequest,
  StabilityCreativeUpscaleRequest,
  StabilityEraseObjectRequest,
  StabilityFastUpscaleRequest,
  StabilityInpaintRequest,
  StabilityOutpaintRequest,
  StabilityRemoveBackgroundRequest,
  StabilitySearchRecolorRequest,
  StabilitySearchReplaceRequest,
  StabilityStyleGuideRequest,
  StabilityStyleTransferRequest,
} from "../models/stability_services.ts";
import { type BodySchema, bodySchema } from "./body_schema.ts";
import { type Field, optional } from "./field.ts";
import {
  aspectRatio,
  creativity,
  growMask,
  image,
  imageSeed,
  negativePrompt,
  outputFormat,
  prompt,
  strength,
  stylePreset,
} from "./stability_parameters.ts";
import { group, rule } from "./structures.ts";
import { integer, number } from "./values.ts";

/** Stable Creative Upscale. */
export const stabilityCreativeUpscaleSchema: BodySchema<StabilityCreativeUpscaleRequest> = bodySchema({
  family: "stability-creative-upscale",
  build: () =>
    group("A small image made large, with much invention.", {
      prompt: prompt(),
      image: image(),
      creativity: optional(creativity(0.5, 0.3)),
      negative_prompt: optional(negativePrompt()),
      seed: optional(imageSeed()),
      output_format: optional(outputFormat()),
      style_preset: optional(stylePreset()),
    }),
});

/** Stable Conservative Upscale. */
export const stabilityConservativeUpscaleSchema: BodySchema<StabilityConservativeUpscaleRequest> = bodySchema({
  family: "stability-conservative-upscale",
  build: () =>
    group("An image made large, with little invention.", {
      prompt: prompt(),
      image: image(),
      creativity: optional(creativity(0.5, 0.35)),
      negative_prompt: optional(negativePrompt()),
      seed: optional(imageSeed()),
      output_format: optional(outputFormat()),
    }),
});

/** Stable Fast Upscale. */
export const stabilityFastUpscaleSchema: BodySchema<StabilityFastUpscaleRequest> = bodySchema({
  family: "stability-fast-upscale",
  build: () => group("An image made four times as large.", { image: image(), output_format: optional(outputFormat()) }),
});

/** Stable Image Inpaint. */
export const stabilityInpaintSchema: BodySchema<StabilityInpaintRequest> = bodySchema({
  family: "stability-inpaint",
  build: () =>
    group("A change inside of a mask.", {
      prompt: prompt(),
      image: image(),
      mask: optional(image("The mask: white is changed. The image's transparent part when absent.")),
      grow_mask: optional(growMask()),
      style_preset: optional(stylePreset()),
      negative_prompt: optional(negativePrompt()),
      seed: optional(imageSeed()),
      output_format: optional(outputFormat()),
    }),
});

/** Stable Outpaint. */
export const stabilityOutpaintSchema: BodySchema<StabilityOutpaintRequest> = bodySchema({
  family: "stability-outpaint",
  build: () =>
    group<StabilityOutpaintRequest>("An image made larger at its sides.", {
      image: image(),
      left: optional(margin("left")),
      right: optional(margin("right")),
      up: optional(margin("top")),
      down: optional(margin("bottom")),
      prompt: optional(prompt()),
      creativity: optional(creativity(1, 0.5)),
      style_preset: optional(stylePreset()),
      seed: optional(imageSeed()),
      output_format: optional(outputFormat()),
    }, [
      rule(["left", "right", "up", "down"], ({ left, right, up, down }, complain) => {
        if (left || right || up || down) return;
        complain(["left"], "one of left, right, up, down above 0 at least", left === undefined ? "missing" : "0");
      }),
    ]),
});

/** Stable Image Search and Recolor. */
export const stabilitySearchRecolorSchema: BodySchema<StabilitySearchRecolorRequest> = bodySchema({
  family: "stability-search-recolor",
  build: () =>
    group("New colours for what words find.", {
      prompt: prompt(),
      image: image(),
      select_prompt: prompt("What is to be recoloured."),
      grow_mask: optional(growMask()),
      style_preset: optional(stylePreset()),
      negative_prompt: optional(negativePrompt()),
      seed: optional(imageSeed()),
      output_format: optional(outputFormat()),
    }),
});

/** Stable Image Search and Replace. */
export const stabilitySearchReplaceSchema: BodySchema<StabilitySearchReplaceRequest> = bodySchema({
  family: "stability-search-replace",
  build: () =>
    group("Something else in the place of what words find.", {
      prompt: prompt(),
      image: image(),
      search_prompt: prompt("What is to be replaced."),
      grow_mask: optional(growMask()),
      style_preset: optional(stylePreset()),
      negative_prompt: optional(negativePrompt()),
      seed: optional(imageSeed()),
      output_format: optional(outputFormat()),
    }),
});

/** Stable Image Erase Object. */
export const stabilityEraseObjectSchema: BodySchema<StabilityEraseObjectRequest> = bodySchema({
  family: "stability-erase-object",
  build: () =>
    group("An image without what is inside of a mask.", {
      image: image(),
      mask: optional(image("The mask: white is erased. The image's transparent part when absent.")),
      grow_mask: optional(growMask()),
      seed: optional(imageSeed()),
      output_format: optional(outputFormat()),
    }),
});

/** Stable Image Remove Background. */
export const stabilityRemoveBackgroundSchema: BodySchema<StabilityRemoveBackgroundRequest> = bodySchema({
  family: "stability-remove-background",
  build: () => group("An image freed of its background.", { image: image(), output_format: optional(outputFormat()) }),
});

/** Stable Image Control Sketch. */
export const stabilityControlSketchSchema: BodySchema<StabilityControlSketchRequest> = bodySchema({
  family: "stability-control-sketch",
  build: () => controlled("An image from a sketch."),
});

/** Stable Image Control Structure. */
export const stabilityControlStructureSchema: BodySchema<StabilityControlStructureRequest> = bodySchema({
  family: "stability-control-structure",
  build: () => controlled("An image with another's structure."),
});

/** Stable Image Style Guide. */
export const stabilityStyleGuideSchema: BodySchema<StabilityStyleGuideRequest> = bodySchema({
  family: "stability-style-guide",
  build: () =>
    group("An image in another's style.", {
      prompt: prompt(),
      image: image("The image whose style is followed."),
      aspect_ratio: optional(aspectRatio()),
      fidelity: optional(strength("How closely the style is followed.", 0.5)),
      negative_prompt: optional(negativePrompt()),
      seed: optional(imageSeed()),
      output_format: optional(outputFormat()),
    }),
});

/** Stable Style Transfer. */
export const stabilityStyleTransferSchema: BodySchema<StabilityStyleTransferRequest> = bodySchema({
  family: "stability-style-transfer",
  build: () =>
    group("One image in the style of another.", {
      init_image: image(),
      style_image: image("The image whose style is taken."),
      prompt: optional(prompt()),
      negative_prompt: optional(negativePrompt()),
      seed: optional(imageSeed()),
      output_format: optional(outputFormat()),
      composition_fidelity: optional(strength("How closely the composition is kept.", 0.9)),
      style_strength: optional(strength("How strong the style is.", 1)),
      change_strength: optional(number("How much the image is changed.", { min: 0.1, max: 1, default: 0.9 })),
    }),
});

function margin(side: string): Field<number> {
  return integer(`How many pixels are added at the ${side}; at least one side above 0.`, {
    min: 0,
    max: 2000,
    default: 0,
  });
}

function controlled(description: string): Field<StabilityControlSketchRequest> {
  return group(description, {
    prompt: prompt(),
    image: image("The image that is followed."),
    control_strength: optional(strength("How closely the image is followed.", 0.7)),
    negative_prompt: optional(negativePrompt()),
    seed: optional(imageSeed()),
    output_format: optional(outputFormat()),
    style_preset: optional(stylePreset()),
  });
}
