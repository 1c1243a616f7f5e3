/**
 * The bodies of Stability's newer models, Stable Diffusion 3, Stable Image Core and Ultra: a description in, an image out
 * (https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-stability-diffusion.html).
 *
 * @module
 */
import type { Open } from "./document.ts";
import type { ImageAdapter, ImageAnswer } from "./image_adapter.ts";
import { present, refuse, toBase64 } from "./native_body.ts";
import { countOf, generatedImage, imageFailure, needed, shapeOf } from "./native_image.ts";

/** The shapes of an image. */
export type StabilityAspectRatio = Open<
  "16:9" | "1:1" | "21:9" | "2:3" | "3:2" | "4:5" | "5:4" | "9:16" | "9:21"
>;

/** The request of Stable Diffusion 3 and 3.5 Large. */
export interface StabilitySd3Request {
  /** What is to be seen, up to 10000 characters. */
  prompt: string;
  /** Whether it is made from words or from an image. @default {"text-to-image"} */
  mode?: Open<"text-to-image" | "image-to-image">;
  /** The shape, when it is made from words. @default {"1:1"} */
  aspect_ratio?: StabilityAspectRatio;
  /** Makes images repeatable, 0 to 4294967295; 0 is a random one. @default {0} */
  seed?: number;
  /** What is not to be seen, up to 10000 characters. */
  negative_prompt?: string;
  /** How the image is encoded. @default {"png"} */
  output_format?: Open<"jpeg" | "png" | "webp">;
  /** The image to work on, as base64, 64 pixels a side or more. */
  image?: string;
  /** How far to go from it, 0 to 1. */
  strength?: number;
}

/** The request of Stable Image Core and Ultra. */
export interface StabilityImageRequest {
  /** What is to be seen, up to 10000 characters. */
  prompt: string;
  /** The shape. @default {"1:1"} */
  aspect_ratio?: StabilityAspectRatio;
  /** Makes images repeatable, 0 to 4294967295; 0 is a random one. @default {0} */
  seed?: number;
  /** What is not to be seen, up to 10000 characters. */
  negative_prompt?: string;
  /** How the image is encoded. @default {"png"} */
  output_format?: Open<"jpeg" | "png">;
  /** The image to work on, as base64; Ultra. */
  image?: string;
  /** How far to go from it, 0 to 1; Ultra. @default {0.35} */
  strength?: number;
}

/** The answer of Stability's newer models and services. */
export interface StabilityImageResponse {
  /** The seeds that the images were made with. */
  seeds?: number[];
  /** Why each image is missing or blank: `Filter reason: prompt`, `Inference error`, …; `null` for one that is well. */
  finish_reasons: (string | null)[];
  /** The images, as base64. */
  images?: string[];
}

/** The answer of Stable Diffusion 3 and 3.5 Large. */
export type StabilitySd3Response = StabilityImageResponse;

/** Reads the answer of Stability's newer models and services. */
export function readStabilityImages(response: StabilityImageResponse): ImageAnswer {
  const answer: ImageAnswer = { images: [], failures: [] };
  const images = response.images ?? [], seeds = response.seeds ?? [], reasons = response.finish_reasons ?? [];
  for (let at = 0; at < Math.max(images.length, reasons.length); at++) {
    const reason = reasons[at], image = images[at];
    if (reason) answer.failures.push(imageFailure(reason));
    else if (image) answer.images.push(generatedImage(image, seeds[at]));
  }
  return answer;
}

const unfit = ["mask", "maskPrompt", "styleImage", "guidance", "steps", "style", "quality"];

/** A description to Stable Diffusion 3, and its image back: from words, or from an image. */
export const stabilitySd3: ImageAdapter<StabilitySd3Request, StabilitySd3Response> = {
  maxImages: 1,
  toBody(parameters): StabilitySd3Request {
    const { image } = parameters;
    refuse("stability-sd3", parameters, unfit);
    refuse(
      `stability-sd3 ${image ? "with" : "without"} an image`,
      parameters,
      image ? ["size", "aspectRatio"] : ["strength"],
    );
    countOf("stability-sd3", parameters.n, 1);
    return present({
      prompt: needed("stability-sd3", "prompt", parameters.prompt),
      mode: image && "image-to-image",
      aspect_ratio: shapeOf("stability-sd3", parameters),
      seed: parameters.seed,
      negative_prompt: parameters.negativePrompt,
      output_format: parameters.format,
      image: image && toBase64(image.bytes),
      strength: image && (parameters.strength ?? 0.35),
      ...parameters.members,
    });
  },
  read: readStabilityImages,
};

/** A description to Stable Image Core or Ultra, and its image back. */
export const stabilityImage: ImageAdapter<StabilityImageRequest, StabilityImageResponse> = {
  maxImages: 1,
  toBody(parameters, { modelId = "" } = {}): StabilityImageRequest {
    const { image } = parameters;
    refuse("stability-image", parameters, unfit);
    if (modelId.includes("image-core")) refuse("stability-image (Stable Image Core)", parameters, ["image"]);
    if (!image) refuse("stability-image without an image", parameters, ["strength"]);
    countOf("stability-image", parameters.n, 1);
    return present({
      prompt: needed("stability-image", "prompt", parameters.prompt),
      aspect_ratio: shapeOf("stability-image", parameters),
      seed: parameters.seed,
      negative_prompt: parameters.negativePrompt,
      output_format: parameters.format,
      image: image && toBase64(image.bytes),
      strength: parameters.strength,
      ...parameters.members,
    });
  },
  read: readStabilityImages,
};
