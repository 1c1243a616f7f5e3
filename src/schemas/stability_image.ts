/**
 * The bodies of Stable Diffusion 3, Stable Image Core and Ultra in, complaints out.
 *
 * @module
 */
import type { StabilityImageRequest, StabilitySd3Request } from "../models/stability_image.ts";
import { type BodySchema, bodySchema } from "./body_schema.ts";
import { optional } from "./field.ts";
import {
  aspectRatio,
  image,
  imageSeed,
  negativePrompt,
  outputFormat,
  prompt,
  strength,
} from "./stability_parameters.ts";
import { group, rule, unwanted } from "./structures.ts";
import { choice } from "./values.ts";

/** Stable Diffusion 3 and 3.5 Large: from words, or from an image and words. */
export const stabilitySd3Schema: BodySchema<StabilitySd3Request> = bodySchema({
  family: "stability-sd3",
  build: () =>
    group<StabilitySd3Request>("An image by Stable Diffusion 3.", {
      prompt: prompt(),
      mode: optional(choice("From words, or from an image and words.", ["text-to-image", "image-to-image"], {
        default: "text-to-image",
      })),
      aspect_ratio: optional(aspectRatio()),
      seed: optional(imageSeed()),
      negative_prompt: optional(negativePrompt()),
      output_format: optional(outputFormat()),
      image: optional(image("The image to begin with, 64 pixels a side or more; image-to-image only.")),
      strength: optional(strength("How much the image is changed; image-to-image only.")),
    }, [
      rule(["mode", "image", "strength"], (body, complain) => {
        if (body.mode !== "image-to-image") return;
        if (body.image === undefined) complain(["image"], "an image with mode image-to-image");
        if (body.strength === undefined) complain(["strength"], "a number from 0 to 1 with mode image-to-image");
      }),
      unwanted(
        ["image", "strength"],
        ["mode"],
        ({ mode }) => mode !== "image-to-image" && "without mode image-to-image",
      ),
      unwanted(["aspect_ratio"], ["mode"], ({ mode }) => mode === "image-to-image" && "with mode image-to-image"),
    ]),
});

/** Stable Image Core and Ultra; Ultra alone begins with an image. */
export const stabilityImageSchema: BodySchema<StabilityImageRequest> = bodySchema({
  family: "stability-image",
  editions: { core: /stable-image-core/ },
  build: (edition) =>
    group<StabilityImageRequest>("An image by Stable Image.", {
      prompt: prompt(),
      aspect_ratio: optional(aspectRatio()),
      seed: optional(imageSeed()),
      negative_prompt: optional(negativePrompt()),
      output_format: optional(choice("How the image is encoded.", ["png", "jpeg"], { default: "png" })),
      image: optional(image("The image to begin with; Ultra only.")),
      strength: optional(strength("How much the image is changed; Ultra only.", 0.35)),
    }, [
      unwanted(["image", "strength"], [], () => edition === "core" && "for this model"),
      unwanted(["strength"], ["image"], (body) => body.image === undefined && "without image"),
    ]),
});
