/**
 * A description in, images out, whichever model makes them.
 *
 * Loaded with the first call.
 *
 * @module
 */
import { familyOf } from "../models/families.ts";
import type { ImageAdapter, ImageFailure, ImageParameters } from "../models/image_adapter.ts";
import { imageAdapter } from "../models/image_families.ts";
import type { FamilyName } from "../models/model_types.ts";
import { decodeBase64 } from "../wire/base64.ts";
import { type Check, check, type Checks, count, isA } from "./check.ts";
import { failure, identified } from "./decode.ts";
import { imageCheck } from "./media.ts";
import { invokeModel } from "./operations.ts";
import { decodeReply, type Reply } from "./reply.ts";
import type { ServiceClient } from "./service_client.ts";
import { sideBySide, type SideBySideOptions } from "./side_by_side.ts";

/** What is to be seen, and how, in words that are the same for every model. */
export interface ImageInput extends ImageParameters {
  /** The model: an id, an inference profile, or an ARN. */
  modelId: string;
  /** The family whose body the model speaks, when its id does not tell: a provisioned or customised model's ARN. */
  family?: FamilyName;
}

/** How images are asked for. */
export type ImageOptions = SideBySideOptions;

/** One image, ready to be written to a file. */
export interface OutputImage {
  /** The encoded image. */
  bytes: Uint8Array;
  /** Its media type, e.g. `image/png`. */
  mediaType: string;
  /** The seed it was made with, where the family tells. */
  seed?: number;
}

/** Images, and why some are missing. */
export interface ImageOutput {
  /** The images, in order: one at least. */
  images: OutputImage[];
  /** Why fewer came than were wanted, e.g. because one was held back by a filter; empty when all went well. */
  failures: ImageFailure[];
  /** AWS's request ids, one for each request that it took. */
  requestIds: string[];
}

const text = isA("string");
const number: Check = (value) => typeof value === "number" && !Number.isNaN(value) ? undefined : "a number";
const CHECKS: Checks = {
  modelId: text,
  family: text,
  prompt: text,
  negativePrompt: text,
  size: text,
  aspectRatio: text,
  seed: (value) => Number.isInteger(value) && value as number >= 0 ? undefined : "a whole number from 0",
  n: count,
  image: imageCheck,
  mask: imageCheck,
  maskPrompt: text,
  styleImage: imageCheck,
  strength: number,
  guidance: number,
  steps: count,
  style: text,
  quality: text,
  format: text,
  members: isA("object"),
};

/** Seeds that every family takes, with room above for as many more as there are requests. */
const SEEDS = 2 ** 29;

/**
 * Makes images: as many requests as their number needs, some of them side by side.
 *
 * @param client The way to AWS.
 * @param input What is to be seen.
 * @param options How.
 * @returns The images.
 */
export async function generateImage(
  client: ServiceClient,
  input: ImageInput,
  options: ImageOptions,
): Promise<ImageOutput> {
  check("input", input, CHECKS);
  const { modelId, family = familyOf(modelId ?? ""), ...parameters } = input;
  if (!modelId) throw new TypeError("Cannot use input: modelId is missing or empty");
  const adapter = family && imageAdapter(family);
  if (!adapter) {
    const problem = family
      ? `${family} makes no images at once`
      : "its id does not tell the family, wanted input.family";
    throw new TypeError(`Cannot generate image: ${problem}`);
  }
  const bodies = shares(adapter, parameters, client.random)
    .map((share) => adapter.toBody(share, { modelId }));
  const replies = await sideBySide(
    bodies,
    (body, each) => client.exchange(invokeModel, { modelId, body }, each),
    options,
  );
  const output: ImageOutput = { images: [], failures: [], requestIds: [] };
  for (const reply of replies) {
    const { images, failures } = adapter.read(decodeReply({ ...invokeModel, output: {} }, reply) ?? {});
    for (const { base64, mediaType, seed } of images) {
      const image: OutputImage = { bytes: decodeBase64(base64), mediaType };
      if (seed !== undefined) image.seed = seed;
      output.images.push(image);
    }
    output.failures.push(...failures);
    if (reply.requestId) output.requestIds.push(reply.requestId);
  }
  if (output.images.length === 0) throw nothingMade(output.failures, replies[0]!);
  return output;
}

/** What each request asks for: no more images than it makes, and none twice. */
function shares(adapter: ImageAdapter, parameters: ImageParameters, random: () => number): ImageParameters[] {
  const { n = 1, seed } = parameters;
  const requests = Math.ceil(n / adapter.maxImages);
  if (requests === 1) return [parameters];
  // Families that make several at a time have a fixed seed unless one is told: each request would make the same ones
  const first = seed ?? (adapter.maxImages > 1 ? Math.floor(random() * SEEDS) : undefined);
  return Array.from({ length: requests }, (_, at) => ({
    ...parameters,
    n: Math.min(adapter.maxImages, n - at * adapter.maxImages),
    // A seed of the caller's may be the last that the family takes
    ...(first === undefined ? {} : { seed: first > SEEDS ? first - at : first + at }),
  }));
}

function nothingMade(failures: readonly ImageFailure[], { attempts, headers }: Reply): Error {
  const context = { action: "generate image", attempts };
  const facts = { status: 200, retryable: false, ...identified(headers) };
  const [why] = failures;
  if (!why) return failure("no image came", context, { ...facts, code: "InvalidResponse" });
  const filtered = failures.some(({ reason }) => reason === "content_filtered");
  return failure(`the model made none: ${why.message}`, context, {
    ...facts,
    code: filtered ? "ContentFiltered" : "ModelErrorException",
  });
}
