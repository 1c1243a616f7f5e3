/**
 * An embedding family's batch in; its inputs, told apart and refused where the family cannot take them, out.
 *
 * @module
 */
import type { EmbeddingAnswer, EmbeddingInput } from "./embedding_adapter.ts";
import { toBase64 } from "./native_body.ts";
import type { PromptImage, PromptUsage } from "./text_adapter.ts";

/** The text and the image of one input. */
export interface EmbeddingParts {
  /** The text, if there is one. */
  text?: string;
  /** The image, if there is one. */
  image?: PromptImage;
}

/** The text and the image of one input. */
export function embeddingParts(input: EmbeddingInput): EmbeddingParts {
  return typeof input === "string" ? { text: input } : "text" in input ? input : { image: input };
}

/**
 * The only input of a batch, for a family that takes one at a time.
 *
 * @throws {RangeError} If there are more, or none.
 * @throws {TypeError} If it holds an image and the family takes none, or both and the family takes one of them.
 */
export function onlyInput(
  family: string,
  batch: readonly EmbeddingInput[],
  takes: "text" | "text or image" | "both",
): EmbeddingParts {
  const [input] = batch;
  if (input === undefined || batch.length > 1) {
    throw new RangeError(`Cannot build body: ${family} takes one input at a time, got ${batch.length}`);
  }
  const parts = embeddingParts(input);
  if (parts.image && takes === "text") throw new TypeError(`Cannot build body: ${family} has no place for images`);
  if (parts.image && parts.text !== undefined && takes !== "both") {
    throw new TypeError(`Cannot build body: ${family} takes a text or an image, got both`);
  }
  return parts;
}

/** An image as a data URI. */
export function dataUri({ bytes, mediaType }: PromptImage): string {
  return `data:${mediaType};base64,${toBase64(bytes)}`;
}

/** Vectors from lists of numbers. */
export function embeddingAnswer(
  lists: readonly (readonly number[])[],
  usage: PromptUsage = {},
): EmbeddingAnswer {
  return { vectors: lists.map((numbers) => Float32Array.from(numbers)), usage };
}
