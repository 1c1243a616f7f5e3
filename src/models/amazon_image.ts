/**
 * The image bodies of Amazon Titan Image Generator and Nova Canvas: a task and its parameters in, images out
 * (https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-titan-image.html,
 * https://docs.aws.amazon.com/nova/latest/userguide/image-gen-req-resp-structure.html).
 *
 * @module
 */
import type { Open } from "./document.ts";
import type { ImageAdapter, ImageAnswer, ImageParameters } from "./image_adapter.ts";
import { present, refuse, toBase64 } from "./native_body.ts";
import { countOf, generatedImage, imageFailure, needed, sizeOf } from "./native_image.ts";

/** How images are made. */
export interface AmazonImageGenerationConfig {
  /** Pixels across: for Titan one of a table of sizes, 320 to 1408; for Canvas 320 to 4096, a multiple of 16. @default {1024} */
  width?: number;
  /** Pixels down, as `width`; for Canvas between a quarter and four times of it. @default {1024} */
  height?: number;
  /** How good. @default {"standard"} */
  quality?: Open<"standard" | "premium">;
  /** How closely to follow the prompt, 1.1 to 10; 8 for Titan and 6.5 for Canvas unless it is said. */
  cfgScale?: number;
  /** Makes images repeatable, 0 to 2147483646; 42 for Titan and 12 for Canvas unless it is said. */
  seed?: number;
  /** How many images, 1 to 5. @default {1} */
  numberOfImages?: number;
}

/** An image from words. */
export interface AmazonTextToImageParams {
  /** What is to be seen: up to 512 characters for Titan, 1024 for Canvas. */
  text: string;
  /** What is not to be seen. */
  negativeText?: string;
  /** An image whose layout is followed, as base64; Titan V2 and Canvas. */
  conditionImage?: string;
  /** What of the layout is followed. @default {"CANNY_EDGE"} */
  controlMode?: Open<"CANNY_EDGE" | "SEGMENTATION">;
  /** How closely it is followed, 0 to 1. @default {0.7} */
  controlStrength?: number;
}

/** A part of an image, made anew. */
export interface AmazonInPaintingParams {
  /** The image, as base64. */
  image: string;
  /** What is to be seen there; without it, the part is erased. */
  text?: string;
  /** What is not to be seen there. */
  negativeText?: string;
  /** The part, in words; this or `maskImage`. */
  maskPrompt?: string;
  /** The part, as a black and white image in base64: black is made anew. */
  maskImage?: string;
  /** Whether the mask is given back; Titan. @default {false} */
  returnMask?: boolean;
}

/** What is around a part of an image, made anew. */
export interface AmazonOutPaintingParams {
  /** The image, as base64. */
  image: string;
  /** What is to be seen around it. */
  text?: string;
  /** What is not to be seen. */
  negativeText?: string;
  /** The part that stays, in words; this or `maskImage`. */
  maskPrompt?: string;
  /** The part that stays, as a black and white image in base64: white is made anew. */
  maskImage?: string;
  /** Whether the part's border stays exact. @default {"DEFAULT"} */
  outPaintingMode?: Open<"DEFAULT" | "PRECISE">;
  /** Whether the mask is given back; Titan. @default {false} */
  returnMask?: boolean;
}

/** Variations on images. */
export interface AmazonImageVariationParams {
  /** One to five images, as base64. */
  images: string[];
  /** What is to be seen. */
  text?: string;
  /** What is not to be seen. */
  negativeText?: string;
  /** How closely the images are followed, 0.2 to 1. @default {0.7} */
  similarityStrength?: number;
}

/** An image in given colours. */
export interface AmazonColorGuidedGenerationParams {
  /** What is to be seen. */
  text: string;
  /** One to ten colours, `#rrggbb`. */
  colors: string[];
  /** What is not to be seen. */
  negativeText?: string;
  /** An image whose style and colours are followed, as base64. */
  referenceImage?: string;
}

/** An image without its background. */
export interface AmazonBackgroundRemovalParams {
  /** The image, as base64. */
  image: string;
}

/** The tasks that Titan Image Generator and Nova Canvas share. */
export type AmazonImageTask = {
  /** An image from words. */
  taskType: "TEXT_IMAGE";
  /** Its parameters. */
  textToImageParams: AmazonTextToImageParams;
  /** How it is made. */
  imageGenerationConfig?: AmazonImageGenerationConfig;
} | {
  /** A part of an image, made anew. */
  taskType: "INPAINTING";
  /** Its parameters. */
  inPaintingParams: AmazonInPaintingParams;
  /** How it is made. */
  imageGenerationConfig?: AmazonImageGenerationConfig;
} | {
  /** What is around a part of an image, made anew. */
  taskType: "OUTPAINTING";
  /** Its parameters. */
  outPaintingParams: AmazonOutPaintingParams;
  /** How it is made. */
  imageGenerationConfig?: AmazonImageGenerationConfig;
} | {
  /** Variations on images. */
  taskType: "IMAGE_VARIATION";
  /** Its parameters. */
  imageVariationParams: AmazonImageVariationParams;
  /** How it is made. */
  imageGenerationConfig?: AmazonImageGenerationConfig;
} | {
  /** An image in given colours; Titan V2 and Canvas. */
  taskType: "COLOR_GUIDED_GENERATION";
  /** Its parameters. */
  colorGuidedGenerationParams: AmazonColorGuidedGenerationParams;
  /** How it is made. */
  imageGenerationConfig?: AmazonImageGenerationConfig;
} | {
  /** An image without its background; Titan V2 and Canvas. */
  taskType: "BACKGROUND_REMOVAL";
  /** Its parameters. */
  backgroundRemovalParams: AmazonBackgroundRemovalParams;
};

/** The request of Titan Image Generator. */
export type AmazonTitanImageRequest = AmazonImageTask;

/** The answer of Titan Image Generator. */
export interface AmazonTitanImageResponse {
  /** The images, as base64; fewer than asked for when some were held back. */
  images?: string[];
  /** Why some were held back. */
  error?: string | null;
}

/** Nova Canvas' styles. */
export type AmazonNovaCanvasStyle = Open<
  | "3D_ANIMATED_FAMILY_FILM"
  | "DESIGN_SKETCH"
  | "FLAT_VECTOR_ILLUSTRATION"
  | "GRAPHIC_NOVEL_ILLUSTRATION"
  | "MAXIMALISM"
  | "MIDCENTURY_RETRO"
  | "PHOTOREALISM"
  | "SOFT_DIGITAL_PAINTING"
>;

/** How wide around a garment or a thing the mask is. */
export type AmazonNovaCanvasMaskShape = Open<"CONTOUR" | "BOUNDING_BOX" | "DEFAULT">;

/** The garments that Nova Canvas knows. */
export type AmazonNovaCanvasGarmentClass = Open<
  | "UPPER_BODY"
  | "LOWER_BODY"
  | "FULL_BODY"
  | "FOOTWEAR"
  | "LONG_SLEEVE_SHIRT"
  | "SHORT_SLEEVE_SHIRT"
  | "NO_SLEEVE_SHIRT"
  | "OTHER_UPPER_BODY"
  | "LONG_PANTS"
  | "SHORT_PANTS"
  | "OTHER_LOWER_BODY"
  | "LONG_DRESS"
  | "SHORT_DRESS"
  | "FULL_BODY_OUTFIT"
  | "OTHER_FULL_BODY"
  | "SHOES"
  | "BOOTS"
  | "OTHER_FOOTWEAR"
>;

/** A thing from one image on another: a garment on a person. */
export interface AmazonNovaCanvasTryOnParams {
  /** The image to change, as base64. */
  sourceImage: string;
  /** The image with the thing, as base64. */
  referenceImage: string;
  /** What tells the part that changes. */
  maskType: Open<"IMAGE" | "GARMENT" | "PROMPT">;
  /** The part, as an image; for `IMAGE`. */
  imageBasedMask?: {
    /** A black and white image, as base64. */
    maskImage: string;
  };
  /** The part, as a kind of garment; for `GARMENT`. */
  garmentBasedMask?: {
    /** The kind. */
    garmentClass: AmazonNovaCanvasGarmentClass;
    /** How wide. */
    maskShape?: AmazonNovaCanvasMaskShape;
    /** How it is worn. */
    garmentStyling?: {
      /** Long sleeves. */
      longSleeveStyle?: Open<"SLEEVE_DOWN" | "SLEEVE_UP">;
      /** Tucked in or not. */
      tuckingStyle?: Open<"UNTUCKED" | "TUCKED">;
      /** The outer layer. */
      outerLayerStyle?: Open<"CLOSED" | "OPEN">;
    };
  };
  /** The part, in words; for `PROMPT`. */
  promptBasedMask?: {
    /** The words. */
    maskPrompt: string;
    /** How wide. */
    maskShape?: AmazonNovaCanvasMaskShape;
  };
  /** What stays as it is. */
  maskExclusions?: {
    /** The body's pose. */
    preserveBodyPose?: Open<"ON" | "OFF" | "DEFAULT">;
    /** The hands. */
    preserveHands?: Open<"ON" | "OFF" | "DEFAULT">;
    /** The face. */
    preserveFace?: Open<"ON" | "OFF" | "DEFAULT">;
  };
  /** How the two become one. */
  mergeStyle?: Open<"BALANCED" | "SEAMLESS" | "DETAILED">;
  /** Whether the mask is given back. */
  returnMask?: boolean;
}

/** The request of Nova Canvas. */
export type AmazonNovaCanvasRequest = Exclude<AmazonImageTask, { taskType: "TEXT_IMAGE" }> | {
  /** An image from words. */
  taskType: "TEXT_IMAGE";
  /** Its parameters. */
  textToImageParams: AmazonTextToImageParams & {
    /** The style. */
    style?: AmazonNovaCanvasStyle;
  };
  /** How it is made. */
  imageGenerationConfig?: AmazonImageGenerationConfig;
} | {
  /** A thing from one image on another. */
  taskType: "VIRTUAL_TRY_ON";
  /** Its parameters. */
  virtualTryOnParams: AmazonNovaCanvasTryOnParams;
  /** How it is made. */
  imageGenerationConfig?: AmazonImageGenerationConfig;
};

/** The answer of Nova Canvas. */
export interface AmazonNovaCanvasResponse extends AmazonTitanImageResponse {
  /** The mask, as base64, when it was asked for. */
  maskImage?: string | null;
}

const placedInParams = ["prompt", "negativePrompt", "image", "mask", "maskPrompt", "strength", "style"];

function params(family: string, parameters: ImageParameters): AmazonNovaCanvasRequest {
  const { prompt: text, negativePrompt: negativeText, image, mask, maskPrompt, strength, style } = parameters;
  if (!image) {
    refuse(`${family} without an image`, parameters, ["mask", "maskPrompt", "strength"]);
    const textToImageParams = present({ text: needed(family, "prompt", text), negativeText, style });
    return { taskType: "TEXT_IMAGE", textToImageParams };
  }
  refuse(`${family} with an image`, parameters, ["style"]);
  if (mask || maskPrompt) {
    refuse(`${family} with a mask`, parameters, family === "amazon-nova-canvas" ? ["strength", "size"] : ["strength"]);
    const maskImage = mask && toBase64(mask.bytes);
    const inPaintingParams = present({ image: toBase64(image.bytes), text, negativeText, maskPrompt, maskImage });
    return { taskType: "INPAINTING", inPaintingParams };
  }
  const images = [toBase64(image.bytes)];
  const imageVariationParams = present({ images, text, negativeText, similarityStrength: strength });
  return { taskType: "IMAGE_VARIATION", imageVariationParams };
}

/** A body with the family's own members: an object among them joins the one that is there. */
function withMembers(body: object, members: { [name: string]: unknown }): object {
  const joined: { [name: string]: unknown } = { ...body };
  for (const [name, value] of Object.entries(members)) {
    const there = joined[name];
    joined[name] = typeof there === "object" && typeof value === "object" ? { ...there, ...value } : value;
  }
  return joined;
}

function amazonImage<Request>(family: string, unfit: string[]): ImageAdapter<Request, AmazonTitanImageResponse> {
  return {
    maxImages: 5,
    toBody(parameters): Request {
      refuse(family, parameters, ["aspectRatio", "styleImage", "steps", "format", ...unfit]);
      const imageGenerationConfig = present({
        ...sizeOf(parameters.size),
        quality: parameters.quality,
        cfgScale: parameters.guidance,
        seed: parameters.seed,
        numberOfImages: countOf(family, parameters.n, 5),
      });
      const configured = Object.keys(imageGenerationConfig).length > 0 ? { imageGenerationConfig } : {};
      const members = parameters.members ?? {};
      if (members.taskType) refuse(`${family} with members.taskType`, parameters, placedInParams);
      const body = { ...(members.taskType ? {} : params(family, parameters)), ...configured };
      return withMembers(body, members) as Request;
    },
    read: ({ images, error }): ImageAnswer => ({
      images: (images ?? []).map((image) => generatedImage(image)),
      failures: error ? [{ ...imageFailure(error), reason: "content_filtered" }] : [],
    }),
  };
}

/** A description to Titan Image Generator, and its images back: from words, by a mask, or as variations. */
export const amazonTitanImage: ImageAdapter<AmazonTitanImageRequest, AmazonTitanImageResponse> = amazonImage(
  "amazon-titan-image",
  ["style"],
);

/** A description to Nova Canvas, and its images back: from words, by a mask, or as variations. */
export const amazonNovaCanvas: ImageAdapter<AmazonNovaCanvasRequest, AmazonNovaCanvasResponse> = amazonImage(
  "amazon-nova-canvas",
  [],
);
