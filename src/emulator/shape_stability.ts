/**
 * Stability's pictures: a prompt, or a picture and what is to become of it, in, a picture out.
 *
 * @module
 */
import { encodeBase64 } from "../wire/base64.ts";
import { hash32 } from "./hash.ts";
import { imageInfo } from "./image_info.ts";
import { draw, encodePicture } from "./picture.ts";
import type { JsonObject } from "./question.ts";
import { readBase64 } from "./read_base64.ts";
import { invalid } from "./refusal.ts";
import type { PlainReply, PlainShape } from "./shape.ts";

/** Sizes of about a megapixel, by aspect ratio. */
const SIZES: Readonly<Record<string, readonly [number, number]>> = {
  "1:1": [1024, 1024],
  "16:9": [1344, 768],
  "21:9": [1536, 640],
  "2:3": [832, 1216],
  "3:2": [1216, 832],
  "4:5": [896, 1088],
  "5:4": [1088, 896],
  "9:16": [768, 1344],
  "9:21": [640, 1536],
};

const FILTERED = /\b(?:nsfw|gore)\b/i;

/** The shape of `stability-sd3`, `stability-image` and the thirteen services. */
export const stability: PlainShape = {
  async reply(body: JsonObject, context): Promise<PlainReply> {
    const source = (body.image ?? body.init_image) as string | undefined;
    if (body.mode === "image-to-image" && (source === undefined || body.strength === undefined)) {
      throw wrong("#: required keys [image], [strength] are not there");
    }
    if (body.style_image !== undefined) readBase64(body.style_image, "#/style_image");
    const [width, height] = sizeOf(body, source, context.model);
    const prompt = String(body.prompt ?? "");
    const seed = (body.seed as number | undefined) || hash32(prompt + (source?.length ?? ""));
    if (FILTERED.test(prompt)) {
      return { body: { seeds: [seed], finish_reasons: ["Filter reason: prompt"], images: [] } };
    }
    const words = [prompt, body.select_prompt, body.search_prompt, body.style_preset].filter((word) =>
      typeof word === "string"
    ).join(" ");
    const picture = draw(`${words} ${source?.length ?? ""}`, seed, width, height);
    const image = encodeBase64(await encodePicture(picture, String(body.output_format ?? "png")));
    return { body: { seeds: [seed], finish_reasons: [null], images: [image] } };
  },
};

/** The shape of `stability-sdxl`. */
export const sdxl: PlainShape = {
  async reply(body: JsonObject): Promise<PlainReply> {
    const prompts = body.text_prompts as JsonObject[];
    if (prompts.length === 0) throw wrong("#/text_prompts: at least one was wanted");
    if (body.mask_source !== undefined && body.init_image === undefined) {
      throw wrong("#: required key [init_image] is not there");
    }
    const source = body.init_image === undefined ? undefined : imageInfo(readBase64(body.init_image, "#/init_image"));
    const width = body.width as number | undefined ?? source?.width ?? 1024;
    const height = body.height as number | undefined ?? source?.height ?? 1024;
    const pairs = [
      "1024x1024",
      "1152x896",
      "1216x832",
      "1344x768",
      "1536x640",
      "640x1536",
      "768x1344",
      "832x1216",
      "896x1152",
    ];
    if (!source && !pairs.includes(`${width}x${height}`)) {
      throw wrong(`#: width and height are to be one of ${pairs.join(", ")}`);
    }
    const prompt = prompts.filter((item) => Number(item.weight ?? 1) >= 0).map((item) => String(item.text)).join(" ");
    const seed = (body.seed as number | undefined) || hash32(prompt);
    const picture = draw(prompt, seed, width, height);
    const artifact = {
      seed,
      base64: encodeBase64(await encodePicture(picture, "png")),
      finishReason: FILTERED.test(prompt) ? "CONTENT_FILTERED" : "SUCCESS",
    };
    return { body: { result: "success", artifacts: [artifact] } };
  },
};

function wrong(what: string): Error {
  return invalid(`Malformed input request: ${what}, please reformat your input and try again.`);
}

function sizeOf(body: JsonObject, source: string | undefined, model: string): readonly [number, number] {
  const info = source === undefined ? undefined : imageInfo(readBase64(source, "#/image"));
  if (!info || /style-guide/.test(model)) return SIZES[String(body.aspect_ratio ?? "1:1")]!;
  const { width, height } = info;
  if (width < 64 || height < 64) {
    throw wrong(`#/image: a side of at least 64 pixels was wanted, and the picture has ${width}x${height}`);
  }
  const factor = /fast-upscale/.test(model) ? 4 : /upscale/.test(model) ? 2 : 1;
  const grown = (name: string): number => Number(body[name] ?? 0);
  const outpaint = /outpaint/.test(model);
  if (outpaint && grown("left") + grown("right") + grown("up") + grown("down") === 0) {
    throw wrong("#: at least one of left, right, up, down was wanted");
  }
  const limit = (size: number): number => Math.min(4096, size);
  if (!outpaint) return [limit(width * factor), limit(height * factor)];
  return [limit(width + grown("left") + grown("right")), limit(height + grown("up") + grown("down"))];
}
