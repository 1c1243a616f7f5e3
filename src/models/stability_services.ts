/**
 * The bodies of Stability's thirteen image services: an image, and what is to happen to it, in; an image out
 * (https://docs.aws.amazon.com/bedrock/latest/userguide/stable-image-services.html).
 *
 * Images go in as JPEG, PNG or WebP in base64, 64 pixels a side or more and 9,437,184 in all at most, at most two and a half
 * times as long as wide.
 *
 * @module
 */
import type { Open } from "./document.ts";
import type { ImageAdapter, ImageParameters } from "./image_adapter.ts";
import { present, refuse, toBase64 } from "./native_body.ts";
import { countOf, needed, shapeOf } from "./native_image.ts";
import { readStabilityImages } from "./stability_image.ts";
import type { StabilityAspectRatio, StabilityImageResponse } from "./stability_image.ts";
import type { StabilityStylePreset } from "./stability_sdxl.ts";
import type { PromptImage } from "./text_adapter.ts";

/** What every service takes. */
export interface StabilityServiceOutput {
  /** How the image is encoded. @default {"png"} */
  output_format?: Open<"jpeg" | "png" | "webp">;
}

/** What every service takes that invents something. */
export interface StabilityServiceRequest extends StabilityServiceOutput {
  /** Makes images repeatable, 0 to 4294967295; 0 is a random one. @default {0} */
  seed?: number;
}

/** The request for a larger image, with invention. */
export interface StabilityCreativeUpscaleRequest extends StabilityServiceRequest {
  /** What is to be seen, up to 10000 characters. */
  prompt: string;
  /** The image, as base64. */
  image: string;
  /** How much is invented, 0.1 to 0.5. @default {0.3} */
  creativity?: number;
  /** What is not to be seen. */
  negative_prompt?: string;
  /** The style. */
  style_preset?: StabilityStylePreset;
}

/** The request for a larger image, without invention. */
export interface StabilityConservativeUpscaleRequest extends StabilityServiceRequest {
  /** What is to be seen, up to 10000 characters. */
  prompt: string;
  /** The image, as base64. */
  image: string;
  /** How much is invented, 0.1 to 0.5. @default {0.35} */
  creativity?: number;
  /** What is not to be seen. */
  negative_prompt?: string;
}

/** The request for a larger image, in a second. */
export interface StabilityFastUpscaleRequest extends StabilityServiceOutput {
  /** The image, as base64. */
  image: string;
}

/** The request for something new in a part of an image. */
export interface StabilityInpaintRequest extends StabilityServiceRequest {
  /** What is to be seen there, up to 10000 characters. */
  prompt: string;
  /** The image, as base64. */
  image: string;
  /** The part, white on black, as base64; without it, what is transparent in the image. */
  mask?: string;
  /** Pixels by which the part grows, 0 to 20. @default {5} */
  grow_mask?: number;
  /** What is not to be seen. */
  negative_prompt?: string;
  /** The style. */
  style_preset?: StabilityStylePreset;
}

/** The request for more image around an image; at least one side has to grow. */
export interface StabilityOutpaintRequest extends StabilityServiceRequest {
  /** The image, as base64. */
  image: string;
  /** Pixels to add on the left, 0 to 2000. */
  left?: number;
  /** Pixels to add on the right, 0 to 2000. */
  right?: number;
  /** Pixels to add above, 0 to 2000. */
  up?: number;
  /** Pixels to add below, 0 to 2000. */
  down?: number;
  /** What is to be seen there. */
  prompt?: string;
  /** How much is invented, 0.1 to 1. @default {0.5} */
  creativity?: number;
  /** The style. */
  style_preset?: StabilityStylePreset;
}

/** The request for another colour for a thing that is named. */
export interface StabilitySearchRecolorRequest extends StabilityServiceRequest {
  /** The colour, in words. */
  prompt: string;
  /** The image, as base64. */
  image: string;
  /** The thing. */
  select_prompt: string;
  /** Pixels by which the thing's part grows, 0 to 20. @default {5} */
  grow_mask?: number;
  /** What is not to be seen. */
  negative_prompt?: string;
  /** The style. */
  style_preset?: StabilityStylePreset;
}

/** The request for another thing for a thing that is named. */
export interface StabilitySearchReplaceRequest extends StabilityServiceRequest {
  /** The new thing. */
  prompt: string;
  /** The image, as base64. */
  image: string;
  /** The old thing. */
  search_prompt: string;
  /** Pixels by which the thing's part grows, 0 to 20. @default {5} */
  grow_mask?: number;
  /** What is not to be seen. */
  negative_prompt?: string;
  /** The style. */
  style_preset?: StabilityStylePreset;
}

/** The request for an image without a thing. */
export interface StabilityEraseObjectRequest extends StabilityServiceRequest {
  /** The image, as base64. */
  image: string;
  /** The thing, white on black, as base64; without it, what is transparent in the image. */
  mask?: string;
  /** Pixels by which the thing's part grows, 0 to 20. @default {5} */
  grow_mask?: number;
}

/** The request for an image without its background. */
export interface StabilityRemoveBackgroundRequest extends StabilityServiceOutput {
  /** The image, as base64. */
  image: string;
}

/** The request for an image from a sketch. */
export interface StabilityControlSketchRequest extends StabilityServiceRequest {
  /** What is to be seen, up to 10000 characters. */
  prompt: string;
  /** The sketch, as base64. */
  image: string;
  /** How closely it is followed, 0 to 1. @default {0.7} */
  control_strength?: number;
  /** What is not to be seen. */
  negative_prompt?: string;
  /** The style. */
  style_preset?: StabilityStylePreset;
}

/** The request for an image with another's structure. */
export type StabilityControlStructureRequest = StabilityControlSketchRequest;

/** The request for an image with another's style. */
export interface StabilityStyleGuideRequest extends StabilityServiceRequest {
  /** What is to be seen, up to 10000 characters. */
  prompt: string;
  /** The image whose style is followed, as base64. */
  image: string;
  /** The shape. @default {"1:1"} */
  aspect_ratio?: StabilityAspectRatio;
  /** How closely the style is followed, 0 to 1. @default {0.5} */
  fidelity?: number;
  /** What is not to be seen. */
  negative_prompt?: string;
}

/** The request for an image in the style of another. */
export interface StabilityStyleTransferRequest extends StabilityServiceRequest {
  /** The image, as base64. */
  init_image: string;
  /** The image whose style is followed, as base64. */
  style_image: string;
  /** What is to be seen. */
  prompt?: string;
  /** What is not to be seen. */
  negative_prompt?: string;
  /** How closely the layout is kept, 0 to 1. @default {0.9} */
  composition_fidelity?: number;
  /** How strong the style is, 0 to 1. @default {1} */
  style_strength?: number;
  /** How much may change, 0.1 to 1. @default {0.9} */
  change_strength?: number;
}

/** The answer with a larger image, with invention. */
export type StabilityCreativeUpscaleResponse = StabilityImageResponse;

/** The answer with a larger image, without invention. */
export type StabilityConservativeUpscaleResponse = StabilityImageResponse;

/** The answer with a larger image, in a second. */
export type StabilityFastUpscaleResponse = StabilityImageResponse;

/** The answer with something new in a part of an image. */
export type StabilityInpaintResponse = StabilityImageResponse;

/** The answer with more image around an image. */
export type StabilityOutpaintResponse = StabilityImageResponse;

/** The answer with another colour for a thing that is named. */
export type StabilitySearchRecolorResponse = StabilityImageResponse;

/** The answer with another thing for a thing that is named. */
export type StabilitySearchReplaceResponse = StabilityImageResponse;

/** The answer with an image without a thing. */
export type StabilityEraseObjectResponse = StabilityImageResponse;

/** The answer with an image without its background. */
export type StabilityRemoveBackgroundResponse = StabilityImageResponse;

/** The answer with an image from a sketch. */
export type StabilityControlSketchResponse = StabilityImageResponse;

/** The answer with an image with another's structure. */
export type StabilityControlStructureResponse = StabilityImageResponse;

/** The answer with an image with another's style. */
export type StabilityStyleGuideResponse = StabilityImageResponse;

/** The answer with an image in the style of another. */
export type StabilityStyleTransferResponse = StabilityImageResponse;

type ParameterName = Exclude<keyof ImageParameters, "n" | "members" | "size">;

const parameterNames: Record<ParameterName, string> = {
  prompt: "prompt",
  image: "image",
  negativePrompt: "negative_prompt",
  style: "style_preset",
  mask: "mask",
  maskPrompt: "",
  styleImage: "style_image",
  strength: "",
  aspectRatio: "aspect_ratio",
  seed: "seed",
  format: "output_format",
  guidance: "",
  steps: "",
  quality: "",
};

/** Makes a service's adapter: what it needs, what it takes, and the members that it has another name for. */
function service<Request>(
  family: string,
  needs: ParameterName[],
  takes: ParameterName[],
  renamed: Partial<Record<ParameterName, string>> = {},
): ImageAdapter<Request, StabilityImageResponse> {
  const known = [...needs, ...takes, "format"];
  const unfit = Object.keys(parameterNames).filter((name) => !known.includes(name));
  if (!known.includes("aspectRatio")) unfit.push("size");
  return {
    maxImages: 1,
    toBody(parameters): Request {
      refuse(family, parameters, unfit);
      countOf(family, parameters.n, 1);
      const given: Partial<Record<ParameterName, unknown>> = { ...parameters };
      if (!unfit.includes("size")) given.aspectRatio = shapeOf(family, parameters);
      const body: { [member: string]: unknown } = {};
      for (const name of known as ParameterName[]) {
        const member = renamed[name] ?? parameterNames[name];
        // What a service needs may also stand among its own members.
        if (needs.includes(name) && parameters.members?.[member] === undefined) needed(family, name, given[name]);
        const value = given[name];
        body[member] = value instanceof Object ? toBase64((value as PromptImage).bytes) : value;
      }
      return present({ ...body, ...parameters.members }) as Request;
    },
    read: readStabilityImages,
  };
}

/** A wish to the service, and a larger image, with invention back; `strength` is how much is invented. */
export const stabilityCreativeUpscale: ImageAdapter<StabilityCreativeUpscaleRequest, StabilityCreativeUpscaleResponse> =
  service(
    "stability-creative-upscale",
    ["prompt", "image"],
    ["strength", "negativePrompt", "style", "seed"],
    { strength: "creativity" },
  );

/** A wish to the service, and a larger image, without invention back; `strength` is how much is invented. */
export const stabilityConservativeUpscale: ImageAdapter<
  StabilityConservativeUpscaleRequest,
  StabilityConservativeUpscaleResponse
> = service(
  "stability-conservative-upscale",
  ["prompt", "image"],
  ["strength", "negativePrompt", "seed"],
  { strength: "creativity" },
);

/** A wish to the service, and a larger image, in a second back. */
export const stabilityFastUpscale: ImageAdapter<StabilityFastUpscaleRequest, StabilityFastUpscaleResponse> = service(
  "stability-fast-upscale",
  ["image"],
  [],
);

/** A wish to the service, and something new in a part of an image back. */
export const stabilityInpaint: ImageAdapter<StabilityInpaintRequest, StabilityInpaintResponse> = service(
  "stability-inpaint",
  ["prompt", "image"],
  ["mask", "negativePrompt", "style", "seed"],
);

/** A wish to the service, and more image around an image back; the sides that grow stand in `members`. */
export const stabilityOutpaint: ImageAdapter<StabilityOutpaintRequest, StabilityOutpaintResponse> = service(
  "stability-outpaint",
  ["image"],
  ["prompt", "strength", "style", "seed"],
  { strength: "creativity" },
);

/** A wish to the service, and another colour for a thing that is named back; `maskPrompt` is the thing. */
export const stabilitySearchRecolor: ImageAdapter<StabilitySearchRecolorRequest, StabilitySearchRecolorResponse> =
  service(
    "stability-search-recolor",
    ["prompt", "image", "maskPrompt"],
    ["negativePrompt", "style", "seed"],
    { maskPrompt: "select_prompt" },
  );

/** A wish to the service, and another thing for a thing that is named back; `maskPrompt` is the old thing. */
export const stabilitySearchReplace: ImageAdapter<StabilitySearchReplaceRequest, StabilitySearchReplaceResponse> =
  service(
    "stability-search-replace",
    ["prompt", "image", "maskPrompt"],
    ["negativePrompt", "style", "seed"],
    { maskPrompt: "search_prompt" },
  );

/** A wish to the service, and an image without a thing back. */
export const stabilityEraseObject: ImageAdapter<StabilityEraseObjectRequest, StabilityEraseObjectResponse> = service(
  "stability-erase-object",
  ["image"],
  ["mask", "seed"],
);

/** A wish to the service, and an image without its background back. */
export const stabilityRemoveBackground: ImageAdapter<
  StabilityRemoveBackgroundRequest,
  StabilityRemoveBackgroundResponse
> = service(
  "stability-remove-background",
  ["image"],
  [],
);

/** A wish to the service, and an image from a sketch back; `strength` is how closely it is followed. */
export const stabilityControlSketch: ImageAdapter<StabilityControlSketchRequest, StabilityControlSketchResponse> =
  service(
    "stability-control-sketch",
    ["prompt", "image"],
    ["strength", "negativePrompt", "style", "seed"],
    { strength: "control_strength" },
  );

/** A wish to the service, and an image with another's structure back; `strength` is how closely it is followed. */
export const stabilityControlStructure: ImageAdapter<
  StabilityControlStructureRequest,
  StabilityControlStructureResponse
> = service(
  "stability-control-structure",
  ["prompt", "image"],
  ["strength", "negativePrompt", "style", "seed"],
  { strength: "control_strength" },
);

/** A wish to the service, and an image with another's style back; `strength` is how closely the style is followed. */
export const stabilityStyleGuide: ImageAdapter<StabilityStyleGuideRequest, StabilityStyleGuideResponse> = service(
  "stability-style-guide",
  ["prompt", "image"],
  ["aspectRatio", "strength", "negativePrompt", "seed"],
  { strength: "fidelity" },
);

/** A wish to the service, and an image in the style of another back; `strength` is how strong the style is. */
export const stabilityStyleTransfer: ImageAdapter<StabilityStyleTransferRequest, StabilityStyleTransferResponse> =
  service(
    "stability-style-transfer",
    ["image", "styleImage"],
    ["prompt", "strength", "negativePrompt", "seed"],
    { image: "init_image", strength: "style_strength" },
  );
