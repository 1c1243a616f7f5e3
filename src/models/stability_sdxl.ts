/**
 * Stable Diffusion XL's body: weighted texts, and an image to work on, in; images out
 * (https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-diffusion-1-0-text-image.html).
 *
 * @module
 */
import type { Open } from "./document.ts";
import type { ImageAdapter, ImageAnswer } from "./image_adapter.ts";
import { present, refuse, toBase64 } from "./native_body.ts";
import { countOf, generatedImage, imageFailure, needed, sizeOf } from "./native_image.ts";

/** Stability's styles. */
export type StabilityStylePreset = Open<
  | "3d-model"
  | "analog-film"
  | "anime"
  | "cinematic"
  | "comic-book"
  | "digital-art"
  | "enhance"
  | "fantasy-art"
  | "isometric"
  | "line-art"
  | "low-poly"
  | "modeling-compound"
  | "neon-punk"
  | "origami"
  | "photographic"
  | "pixel-art"
  | "tile-texture"
>;

/** The request of Stable Diffusion XL. */
export interface StabilitySdxlRequest {
  /** What is to be seen, and with a negative weight what is not. */
  text_prompts: {
    /** The words, up to 2000 characters. */
    text: string;
    /** How much they count. @default {1} */
    weight?: number;
  }[];
  /** Pixels down: with `width`, one of a table of sizes around 1024 by 1024. @default {1024} */
  height?: number;
  /** Pixels across. @default {1024} */
  width?: number;
  /** How closely to follow the prompt, 0 to 35. @default {7} */
  cfg_scale?: number;
  /** How the prompt's guidance is weighed. */
  clip_guidance_preset?: Open<"FAST_BLUE" | "FAST_GREEN" | "NONE" | "SIMPLE" | "SLOW" | "SLOWER" | "SLOWEST">;
  /** The sampler; chosen by the service unless it is said. */
  sampler?: Open<
    | "DDIM"
    | "DDPM"
    | "K_DPMPP_2M"
    | "K_DPMPP_2S_ANCESTRAL"
    | "K_DPM_2"
    | "K_DPM_2_ANCESTRAL"
    | "K_EULER"
    | "K_EULER_ANCESTRAL"
    | "K_HEUN"
    | "K_LMS"
  >;
  /** How many images: one. */
  samples?: number;
  /** Makes images repeatable, 0 to 4294967295; 0 is a random one. @default {0} */
  seed?: number;
  /** How many steps to take, 10 to 150. @default {30} */
  steps?: number;
  /** The style. */
  style_preset?: StabilityStylePreset;
  /** Features in trial. */
  extras?: { [name: string]: unknown };
  /** The image to work on, as base64. */
  init_image?: string;
  /** What tells how far to go from it. @default {"IMAGE_STRENGTH"} */
  init_image_mode?: Open<"IMAGE_STRENGTH" | "STEP_SCHEDULE">;
  /** How much of it stays, 0 to 1. @default {0.35} */
  image_strength?: number;
  /** The share of steps after which it begins to change, 0 to 1. */
  step_schedule_start?: number;
  /** The share of steps after which it stops to change, 0 to 1. */
  step_schedule_end?: number;
  /** What tells the part that changes. */
  mask_source?: Open<"MASK_IMAGE_WHITE" | "MASK_IMAGE_BLACK" | "INIT_IMAGE_ALPHA">;
  /** The mask, as base64, of the image's size. */
  mask_image?: string;
}

/** The answer of Stable Diffusion XL. */
export interface StabilitySdxlResponse {
  /** Whether it went well. */
  result: Open<"success">;
  /** The images. */
  artifacts: {
    /** The seed it was made with. */
    seed: number;
    /** The image, as base64. */
    base64: string;
    /** Whether it went well. */
    finishReason: Open<"SUCCESS" | "ERROR" | "CONTENT_FILTERED">;
  }[];
}

/** A description to Stable Diffusion XL, and its image back; a mask is white where the image changes. */
export const stabilitySdxl: ImageAdapter<StabilitySdxlRequest, StabilitySdxlResponse> = {
  maxImages: 1,
  toBody(parameters): StabilitySdxlRequest {
    const { prompt, negativePrompt, image, mask } = parameters;
    refuse("stability-sdxl", parameters, ["aspectRatio", "maskPrompt", "styleImage", "quality", "format"]);
    if (!image) refuse("stability-sdxl without an image", parameters, ["mask", "strength"]);
    else refuse("stability-sdxl with an image", parameters, ["size"]);
    if (mask) refuse("stability-sdxl with a mask", parameters, ["strength"]);
    const text_prompts: StabilitySdxlRequest["text_prompts"] = [{ text: needed("stability-sdxl", "prompt", prompt) }];
    if (negativePrompt) text_prompts.push({ text: negativePrompt, weight: -1 });
    return present({
      text_prompts,
      ...sizeOf(parameters.size),
      cfg_scale: parameters.guidance,
      samples: countOf("stability-sdxl", parameters.n, 1),
      seed: parameters.seed,
      steps: parameters.steps,
      style_preset: parameters.style,
      init_image: image && toBase64(image.bytes),
      image_strength: parameters.strength,
      mask_source: mask && "MASK_IMAGE_WHITE",
      mask_image: mask && toBase64(mask.bytes),
      ...parameters.members,
    });
  },
  read(response): ImageAnswer {
    const answer: ImageAnswer = { images: [], failures: [] };
    for (const { base64, seed, finishReason } of response.artifacts ?? []) {
      if (finishReason === "ERROR" || finishReason === "CONTENT_FILTERED") {
        answer.failures.push(imageFailure(finishReason));
      } else answer.images.push(generatedImage(base64, seed));
    }
    return answer;
  },
};
