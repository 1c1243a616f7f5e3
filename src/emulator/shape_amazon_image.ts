/**
 * Titan Image Generator and Nova Canvas: a task and its parameters in, PNGs of the asked size out.
 *
 * @module
 */
import { encodeBase64 } from "../wire/base64.ts";
import { imageInfo } from "./image_info.ts";
import { draw, encodePicture } from "./picture.ts";
import { isObject, type JsonObject } from "./question.ts";
import { readBase64 } from "./read_base64.ts";
import { invalid } from "./refusal.ts";
import type { PlainReply, PlainShape } from "./shape.ts";

/** What a task needs: the member its parameters stand in, the pictures it starts from, and whether it needs a text. */
interface Task {
  params: string;
  images: string[];
  text?: boolean;
  mask?: boolean;
}

const TASKS: Readonly<Record<string, Task>> = {
  TEXT_IMAGE: { params: "textToImageParams", images: [], text: true },
  INPAINTING: { params: "inPaintingParams", images: ["image"], mask: true },
  OUTPAINTING: { params: "outPaintingParams", images: ["image"], mask: true },
  IMAGE_VARIATION: { params: "imageVariationParams", images: ["images"] },
  COLOR_GUIDED_GENERATION: { params: "colorGuidedGenerationParams", images: [], text: true },
  BACKGROUND_REMOVAL: { params: "backgroundRemovalParams", images: ["image"] },
  VIRTUAL_TRY_ON: { params: "virtualTryOnParams", images: ["sourceImage", "referenceImage"] },
};

/** Tasks whose result has the size of the picture they start from. */
const KEEPS_SIZE: ReadonlySet<string> = new Set(["INPAINTING", "OUTPAINTING", "BACKGROUND_REMOVAL", "VIRTUAL_TRY_ON"]);

/** The shape of `amazon-titan-image` and `amazon-nova-canvas`. */
export const amazonImage: PlainShape = {
  async reply(body: JsonObject, context): Promise<PlainReply> {
    const taskType = String(body.taskType);
    const task = TASKS[taskType]!;
    const params = isObject(body[task.params]) ? body[task.params] as JsonObject : undefined;
    if (!params) throw wrong(`#: required key [${task.params}] is not there`);
    if (task.text && typeof params.text !== "string") throw wrong(`#/${task.params}: required key [text] is not there`);
    if (task.mask && (params.maskPrompt === undefined) === (params.maskImage === undefined)) {
      throw wrong(`#/${task.params}: one of maskPrompt and maskImage was wanted`);
    }
    if (taskType === "COLOR_GUIDED_GENERATION" && !Array.isArray(params.colors)) {
      throw wrong(`#/${task.params}: required key [colors] is not there`);
    }
    const sources = task.images.flatMap((name) =>
      [params[name]].flat().map((image) => readBase64(image, `#/${task.params}/${name}`))
    );
    const config = isObject(body.imageGenerationConfig) ? body.imageGenerationConfig : {};
    const { width, height } = sizeOf(config, KEEPS_SIZE.has(taskType) ? sources[0] : undefined, context.model);
    const words = [params.text, ...(params.colors as string[] ?? []), params.maskPrompt].filter((word) =>
      typeof word === "string"
    ).join(" ");
    if (/\b(?:nsfw|gore)\b/i.test(words)) {
      return {
        body: {
          images: [],
          error: "This request has been blocked by our content filters. Our filters automatically flagged this prompt.",
        },
      };
    }
    const seed = config.seed as number | undefined ?? (/canvas/.test(context.model) ? 12 : 42);
    const count = config.numberOfImages as number | undefined ?? 1;
    const prompt = `${words} ${sources.map((bytes) => bytes.length).join(" ")}`.trim();
    const images = await Promise.all(
      Array.from(
        { length: count },
        async (_, i) => encodeBase64(await encodePicture(draw(prompt, seed + i, width, height), "png")),
      ),
    );
    const mask = params.returnMask === true
      ? { maskImage: encodeBase64(await encodePicture(draw("white mask", 0, width, height), "png")) }
      : {};
    return { body: { images, ...mask } };
  },
};

function wrong(what: string): Error {
  return invalid(`Malformed input request: ${what}, please reformat your input and try again.`);
}

function sizeOf(config: JsonObject, source: Uint8Array | undefined, model: string): { width: number; height: number } {
  const info = source && imageInfo(source);
  const [width, height] = [config.width ?? info?.width ?? 1024, config.height ?? info?.height ?? 1024] as [
    number,
    number,
  ];
  if (/canvas/.test(model) && !info) {
    if (width % 16 !== 0 || height % 16 !== 0) {
      throw wrong("#/imageGenerationConfig: width and height are to be multiples of 16");
    }
    if (width > 4 * height || height > 4 * width) {
      throw wrong("#/imageGenerationConfig: the longer side may be at most 4 times the shorter");
    }
    if (width * height >= 4_194_304) throw wrong("#/imageGenerationConfig: fewer than 4194304 pixels are made");
  }
  return { width, height };
}
