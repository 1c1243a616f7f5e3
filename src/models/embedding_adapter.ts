/**
 * The one shape that every embedding family's adapter has: texts and images in, the family's own body out, and its vectors
 * read back.
 *
 * @module
 */
import type { Open } from "./document.ts";
import { embeddingParts } from "./native_embedding.ts";
import type { BodyOptions, PromptImage, PromptUsage } from "./text_adapter.ts";

/** A text and an image that become one vector together. */
export interface EmbeddingPair {
  /** The text. */
  text: string;
  /** The image. */
  image: PromptImage;
}

/** What becomes one vector: a text, an image, or both together where the family can. */
export type EmbeddingInput = string | PromptImage | EmbeddingPair;

/** How vectors are made, in words that are the same for every family. */
export interface EmbeddingParameters {
  /** How many numbers a vector has. */
  dimensions?: number;
  /** Whether vectors are scaled to length 1. */
  normalize?: boolean;
  /** What the vectors are for, or the family's own word for it. */
  purpose?: Open<"document" | "query" | "classification" | "clustering">;
  /** Which end of a text that is too long is cut. */
  truncate?: "start" | "end" | "none";
}

/** Vectors, read. */
export interface EmbeddingAnswer {
  /** One vector for each input, in their order. */
  vectors: Float32Array[];
  /** Token counts that stand in the body; empty when the family tells them in headers only. */
  usage: PromptUsage;
}

/** An embedding family's adapter: pure functions over its own bodies. */
export interface EmbeddingAdapter<Request = unknown, Response = unknown> {
  /** How many texts one request takes. */
  readonly maxBatch: number;
  /** How many images one request takes, when it is another number. */
  readonly maxImageBatch?: number;
  /**
   * Builds the family's own request body. A batch holds inputs of one kind, as {@linkcode embeddingBatches} makes them.
   *
   * @throws {TypeError} If the family has no place for a parameter, or does not take this kind of input.
   */
  toBody(batch: readonly EmbeddingInput[], parameters?: EmbeddingParameters, options?: BodyOptions): Request;
  /** Reads a whole answer. */
  read(response: Response): EmbeddingAnswer;
}

/** The kinds of input. */
export type EmbeddingInputKind = "text" | "image" | "pair";

/** What kind of input this is. */
export function embeddingInputKind(input: EmbeddingInput): EmbeddingInputKind {
  return typeof input === "string" ? "text" : "text" in input ? "pair" : "image";
}

/** How large inputs may be together, in bytes: Bedrock takes bodies of 25,000,000, with all that stands around them. */
const MOST_BYTES = 20_000_000;

/** How many bytes an input takes in a body: up to three for a letter, four for every three of an image. */
function weightOf(input: EmbeddingInput): number {
  const { text = "", image } = embeddingParts(input);
  return text.length * 3 + (image?.bytes.length ?? 0) * 4 / 3;
}

/**
 * Cuts a list of inputs into batches that one request each can take, in order, every batch of one kind.
 *
 * @param adapter The family's adapter.
 * @param inputs The inputs.
 * @returns The batches.
 *
 * @example Titan takes one text at a time, Cohere ninety-six
 * ```ts
 * import { embeddingAdapter, embeddingBatches } from "@edge-aws/bedrock/models";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(embeddingBatches(embeddingAdapter("amazon-titan-embed-text-v2")!, ["a", "b"]), [["a"], ["b"]]);
 * assertEquals(embeddingBatches(embeddingAdapter("cohere-embed-v3")!, ["a", "b"]), [["a", "b"]]);
 * ```
 */
export function embeddingBatches(adapter: EmbeddingAdapter, inputs: readonly EmbeddingInput[]): EmbeddingInput[][] {
  const batches: EmbeddingInput[][] = [];
  let batch: EmbeddingInput[] = [];
  let last: EmbeddingInputKind | undefined;
  let bytes = 0;
  for (const input of inputs) {
    const kind = embeddingInputKind(input);
    const weight = weightOf(input);
    const most = kind === "text" ? adapter.maxBatch : adapter.maxImageBatch ?? adapter.maxBatch;
    if (kind !== last || batch.length >= most || bytes + weight > MOST_BYTES) {
      batches.push(batch = []);
      bytes = 0;
    }
    last = kind;
    bytes += weight;
    batch.push(input);
  }
  return batches;
}
