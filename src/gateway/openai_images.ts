/**
 * The dialect of `POST /v1/images/generations`: a prompt in, the families' own bodies out, and their images back.
 *
 * @module
 */
import type { Document } from "../models/document.ts";
import type { BatchAnswer, BatchTranslation, TranslateContext } from "./dialect.ts";
import { badRequest, GatewayError } from "./gateway_error.ts";
import { errorBody } from "./openai_chat.ts";
import { countAt, isJson, type Json, maybe, numberAt, objectAt, refuse, textAt, wordAt } from "./openai_fields.ts";

export { errorBody };

/** What an images body asks for. */
interface ImageRequest {
  prompt: string;
  negative?: string;
  count: number;
  /** Width and height; absent when the model decides. */
  size?: [width: number, height: number];
  premium: boolean;
  style?: string;
  format: "png" | "jpeg" | "webp";
  seed?: number;
}

/** How one family is asked. */
interface Painter {
  promptLength: number;
  count: number;
  formats: string[];
  seed: number;
  toBodies(request: ImageRequest, warn: TranslateContext["warn"]): Document[];
}

const TITAN_SIZES =
  "1024x1024 768x768 512x512 768x1152 384x576 1152x768 576x384 768x1280 384x640 1280x768 640x384 896x1152 448x576 1152x896 " +
  "576x448 768x1408 384x704 1408x768 704x384 640x1408 320x704 1408x640 704x320 1152x640 1173x640";
const CANVAS_STYLES = [
  "3D_ANIMATED_FAMILY_FILM",
  "DESIGN_SKETCH",
  "FLAT_VECTOR_ILLUSTRATION",
  "GRAPHIC_NOVEL_ILLUSTRATION",
  "MAXIMALISM",
  "MIDCENTURY_RETRO",
  "PHOTOREALISM",
  "SOFT_DIGITAL_PAINTING",
];
const RATIOS = ["16:9", "1:1", "21:9", "2:3", "3:2", "4:5", "5:4", "9:16", "9:21"];

/** The bodies of Titan Image and Nova Canvas, which differ in sizes and styles. */
function amazonBodies(
  request: ImageRequest,
  warn: TranslateContext["warn"],
  fits: (size: [number, number]) => string | undefined,
  styles: string[],
): Document[] {
  const [width, height] = request.size ?? [1024, 1024];
  const wanted = fits([width, height]);
  if (wanted !== undefined) throw refuse("size", `is ${width}x${height}, wanted ${wanted}`);
  const textToImageParams: Record<string, Document> = { text: request.prompt };
  if (request.negative !== undefined) textToImageParams.negativeText = request.negative;
  if (request.style !== undefined) {
    const style = request.style.toUpperCase();
    if (styles.includes(style)) textToImageParams.style = style;
    else warn("style", "left out, the model does not know it");
  }
  const imageGenerationConfig: Record<string, Document> = {
    numberOfImages: request.count,
    width,
    height,
    quality: request.premium ? "premium" : "standard",
  };
  if (request.seed !== undefined) imageGenerationConfig.seed = request.seed;
  return [{ taskType: "TEXT_IMAGE", textToImageParams, imageGenerationConfig }];
}

function fitsTitan([width, height]: [number, number]): string | undefined {
  return TITAN_SIZES.split(" ").includes(`${width}x${height}`) ? undefined : `one of ${TITAN_SIZES}`;
}

function fitsCanvas([width, height]: [number, number]): string | undefined {
  const sides = [width, height].every((side) => side >= 320 && side <= 4096 && side % 16 === 0);
  const ratio = width / height;
  if (sides && ratio >= 0.25 && ratio <= 4 && width * height < 4_194_304) return undefined;
  return "sides of 320 to 4096, divisible by 16, at most 4 to 1, fewer than 4194304 pixels";
}

function stabilityBodies(request: ImageRequest, warn: TranslateContext["warn"]): Document[] {
  const body: Record<string, Document> = { prompt: request.prompt, output_format: request.format };
  if (request.size !== undefined) {
    const wanted = Math.log(request.size[0] / request.size[1]);
    const off = (ratio: string): number => {
      const [width, height] = ratio.split(":").map(Number);
      return Math.abs(Math.log(width! / height!) - wanted);
    };
    const nearest = RATIOS.reduce((best, ratio) => off(ratio) < off(best) ? ratio : best);
    warn("size", `${request.size.join("x")} sent as the aspect ratio ${nearest}`);
    body.aspect_ratio = nearest;
  }
  if (request.negative !== undefined) body.negative_prompt = request.negative;
  if (request.premium) warn("quality", "left out, the model has one");
  if (request.style !== undefined) warn("style", "left out, the model takes none");
  const { seed } = request;
  // one image a call: several with one seed would all be the same image
  return Array.from({ length: request.count }, (_, at) => seed === undefined ? body : { ...body, seed: seed + at });
}

const PAINTERS: Record<string, Painter> = {
  "amazon-titan-image": {
    promptLength: 512,
    count: 5,
    formats: ["png"],
    seed: 2147483646,
    toBodies: (request, warn) => amazonBodies(request, warn, fitsTitan, []),
  },
  "amazon-nova-canvas": {
    promptLength: 1024,
    count: 5,
    formats: ["png"],
    seed: 2147483646,
    toBodies: (request, warn) => amazonBodies(request, warn, fitsCanvas, CANVAS_STYLES),
  },
  "stability-sd3": {
    promptLength: 10_000,
    count: 4,
    formats: ["png", "jpeg", "webp"],
    seed: 4294967291,
    toBodies: stabilityBodies,
  },
  "stability-image": {
    promptLength: 10_000,
    count: 4,
    formats: ["png", "jpeg"],
    seed: 4294967291,
    toBodies: stabilityBodies,
  },
};

const KNOWN = new Set(
  "model prompt negative_prompt n size quality style response_format output_format background stream seed user".split(
    " ",
  ),
);

function sizeOf(value: unknown): [number, number] | undefined {
  const text = maybe(textAt, value, "size");
  if (text === undefined || text === "auto") return undefined;
  const found = /^(\d{1,5})x(\d{1,5})$/.exec(text);
  if (found === null || Number(found[1]) === 0 || Number(found[2]) === 0) {
    throw refuse("size", "is no size, wanted <width>x<height> or auto", "invalid_value");
  }
  return [Number(found[1]), Number(found[2])];
}

function requestOf(body: Json, painter: Painter, warn: TranslateContext["warn"]): ImageRequest {
  for (const [name, value] of Object.entries(body)) {
    if (!KNOWN.has(name) && value !== undefined && value !== null) warn(name.slice(0, 64), "left out");
  }
  if (body.stream === true) throw refuse("stream", "asks for partial images, Bedrock sends whole ones");
  if (body.background === "transparent") throw refuse("background", "is transparent, the model cannot");
  if (body.response_format === "url") throw refuse("response_format", "is url and there is no store, wanted b64_json");
  const prompt = textAt(body.prompt, "prompt");
  if (prompt.trim() === "" || prompt.length > painter.promptLength) {
    throw refuse("prompt", `has ${prompt.length} characters, wanted 1 to ${painter.promptLength}`, "invalid_value");
  }
  const count = maybe(countAt, body.n, "n") ?? 1;
  if (count > painter.count) throw refuse("n", `is ${count}, wanted 1 to ${painter.count}`);
  const words = ["auto", "low", "medium", "standard", "high", "hd"] as const;
  const quality = maybe((one, at) => wordAt(one, at, words), body.quality, "quality");
  const format = maybe(textAt, body.output_format, "output_format") ?? "png";
  if (!painter.formats.includes(format)) {
    throw refuse("output_format", `is not given by the model, wanted ${painter.formats.join(", ")}`);
  }
  return {
    prompt,
    negative: maybe(textAt, body.negative_prompt, "negative_prompt"),
    count,
    size: sizeOf(body.size),
    premium: quality === "high" || quality === "hd",
    style: maybe(textAt, body.style, "style"),
    format: format as ImageRequest["format"],
    seed: maybe((one, at) => numberAt(one, at, 0, painter.seed), body.seed, "seed"),
  };
}

/**
 * Translates an images body.
 *
 * @param body The caller's body.
 * @param context What the translation may know of the world.
 * @returns The calls and the way back.
 * @throws {GatewayError} If the body cannot be honoured, or the model makes no images.
 */
export function translate(body: unknown, context: TranslateContext): BatchTranslation {
  const painter = Object.hasOwn(PAINTERS, context.family ?? "") ? PAINTERS[context.family!]! : undefined;
  if (painter === undefined) throw refuse("model", "makes no images, wanted an image model");
  const defaults = isJson(context.defaults) ? context.defaults : {};
  const request = requestOf({ ...defaults, ...objectAt(body, "body") }, painter, context.warn);
  return {
    road: "batch",
    modelId: context.modelId,
    bodies: painter.toBodies(request, context.warn),
    reply: {
      whole(answers: BatchAnswer[]): unknown {
        const images: string[] = [];
        const reasons: string[] = [];
        for (const { body } of answers) {
          const { images: given, finish_reasons, error } = isJson(body) ? body as Json : {};
          const finishes = Array.isArray(finish_reasons) ? finish_reasons : [];
          for (const finish of [...finishes, error]) if (typeof finish === "string") reasons.push(finish);
          for (const [at, image] of (Array.isArray(given) ? given : []).entries()) {
            // a filtered image is blank or missing
            if (typeof image === "string" && image !== "" && typeof finishes[at] !== "string") images.push(image);
          }
        }
        if (images.length > 0) {
          if (reasons.length > 0) context.warn("n", `some images were filtered: ${reasons[0]}`);
          return { created: context.now, data: images.map((b64_json) => ({ b64_json })) };
        }
        if (reasons.length > 0) {
          throw badRequest(`Cannot make image: ${reasons[0]}`, { code: "content_policy_violation", param: "prompt" });
        }
        throw new GatewayError("Cannot read answer: it holds no image", { status: 502, code: "InvalidResponse" });
      },
    },
  };
}
