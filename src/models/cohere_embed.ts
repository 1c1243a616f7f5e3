/**
 * Cohere's two embedding bodies: many texts, or images, in, a vector for each out
 * (https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-embed.html).
 *
 * @module
 */
import type { Open } from "./document.ts";
import type { EmbeddingAdapter, EmbeddingAnswer, EmbeddingInput, EmbeddingParameters } from "./embedding_adapter.ts";
import { present, refuse } from "./native_body.ts";
import { dataUri, embeddingAnswer, embeddingParts } from "./native_embedding.ts";

/** The forms of a vector: numbers, whole numbers, or bits packed into bytes. */
export type CohereEmbeddingType = Open<"float" | "int8" | "uint8" | "binary" | "ubinary">;

/** The request of Embed v3: texts, or an image. */
export interface CohereEmbedV3Request {
  /** What the vectors are for. */
  input_type: Open<"search_document" | "search_query" | "classification" | "clustering" | "image">;
  /** Up to 96 texts of up to 2048 characters. */
  texts?: string[];
  /** One image of up to 5 MB, JPEG or PNG, as a data URI. */
  images?: string[];
  /** Which end of a text that is too long is cut. @default {"END"} */
  truncate?: Open<"NONE" | "START" | "END">;
  /** The forms that the vectors are wanted in; without it, a plain list of numbers. */
  embedding_types?: CohereEmbeddingType[];
}

/** Vectors in each of their forms. */
export interface CohereEmbeddingsByType {
  /** As numbers. */
  float?: number[][];
  /** As whole numbers, -128 to 127. */
  int8?: number[][];
  /** As whole numbers, 0 to 255. */
  uint8?: number[][];
  /** As bits, eight to a number of -128 to 127. */
  binary?: number[][];
  /** As bits, eight to a number of 0 to 255. */
  ubinary?: number[][];
}

/** The answer of Embed v3; token counts stand in the headers. */
export interface CohereEmbedV3Response {
  /** The answer's id. */
  id: string;
  /** Which of its two forms the answer has. */
  response_type: Open<"embeddings_floats" | "embeddings_by_type">;
  /** The vectors, of 1024 numbers. */
  embeddings: number[][] | CohereEmbeddingsByType;
  /** The texts. */
  texts?: string[];
  /** What the images are. */
  images?: {
    /** Pixels across. */
    width: number;
    /** Pixels down. */
    height: number;
    /** How it is encoded. */
    format: string;
    /** Bits of a pixel. */
    bit_depth: number;
  }[];
}

/** A part of one input of Embed v4. */
export type CohereEmbedV4Part = {
  /** What kind of part this is. */
  type: "text";
  /** The text. */
  text: string;
} | {
  /** What kind of part this is. */
  type: "image_url";
  /** The image, as a data URI. */
  image_url: string | {
    /** The image, as a data URI. */
    url: string;
  };
};

/** The request of Embed v4: texts, images, or inputs that hold both. */
export interface CohereEmbedV4Request {
  /** What the vectors are for. */
  input_type: Open<"search_document" | "search_query" | "classification" | "clustering">;
  /** Up to 96 texts. */
  texts?: string[];
  /** Up to 96 images, as data URIs. */
  images?: string[];
  /** Up to 96 inputs of texts and images together. */
  inputs?: {
    /** The parts of one input. */
    content: CohereEmbedV4Part[];
  }[];
  /** The forms that the vectors are wanted in. */
  embedding_types?: CohereEmbeddingType[];
  /** How many numbers a vector has: 256, 512, 1024 or 1536. @default {1536} */
  output_dimension?: 256 | 512 | 1024 | 1536;
  /** How much of an input is read, up to 128000 tokens. */
  max_tokens?: number;
  /** Which end of an input that is too long is cut. */
  truncate?: Open<"NONE" | "LEFT" | "RIGHT">;
}

/** The answer of Embed v4; token counts stand in the headers. */
export interface CohereEmbedV4Response extends CohereEmbedV3Response {
  /** The inputs. */
  inputs?: CohereEmbedV4Request["inputs"];
}

const most = 96;

function inputType({ purpose = "document" }: EmbeddingParameters): string {
  return purpose === "document" || purpose === "query" ? `search_${purpose}` : purpose;
}

function read(response: CohereEmbedV3Response): EmbeddingAnswer {
  const { embeddings } = response;
  return embeddingAnswer(Array.isArray(embeddings) ? embeddings : embeddings?.float ?? []);
}

function counted(family: string, batch: readonly EmbeddingInput[], limit: number): void {
  if (batch.length === 0 || batch.length > limit) {
    throw new RangeError(`Cannot build body: ${family} takes 1 to ${limit} such inputs at a time, got ${batch.length}`);
  }
}

/** Texts to Embed v3, by the batch; images one by one. */
export const cohereEmbedV3: EmbeddingAdapter<CohereEmbedV3Request, CohereEmbedV3Response> = {
  maxBatch: most,
  maxImageBatch: 1,
  toBody(batch, parameters = {}): CohereEmbedV3Request {
    refuse("cohere-embed-v3", parameters, ["dimensions", "normalize"]);
    const parts = batch.map(embeddingParts);
    const images = parts.flatMap(({ image }) => image ?? []);
    const texts = parts.flatMap(({ text }) => text ?? []);
    if (images.length > 0 && texts.length > 0) {
      throw new TypeError("Cannot build body: cohere-embed-v3 takes texts or an image, got both");
    }
    counted("cohere-embed-v3", batch, images.length > 0 ? 1 : most);
    if (images.length > 0) {
      refuse("cohere-embed-v3 with images", parameters, ["truncate", "purpose"]);
      return { input_type: "image", images: images.map(dataUri) };
    }
    return present({
      input_type: inputType(parameters),
      texts,
      truncate: parameters.truncate?.toUpperCase(),
    });
  },
  read,
};

const sides = { start: "LEFT", end: "RIGHT", none: "NONE" };

/** Texts, images and pairs of them to Embed v4, by the batch. */
export const cohereEmbedV4: EmbeddingAdapter<CohereEmbedV4Request, CohereEmbedV4Response> = {
  maxBatch: most,
  toBody(batch, parameters = {}): CohereEmbedV4Request {
    refuse("cohere-embed-v4", parameters, ["normalize"]);
    counted("cohere-embed-v4", batch, most);
    const parts = batch.map(embeddingParts);
    const rest = {
      output_dimension: parameters.dimensions as CohereEmbedV4Request["output_dimension"],
      truncate: parameters.truncate && sides[parameters.truncate],
      embedding_types: ["float"],
    };
    const input_type = inputType(parameters);
    if (parts.every(({ image }) => !image)) {
      return present({ input_type, texts: parts.map(({ text }) => text!), ...rest });
    }
    if (parts.every(({ text }) => text === undefined)) {
      return present({ input_type, images: parts.map(({ image }) => dataUri(image!)), ...rest });
    }
    const inputs = parts.map(({ text, image }) => {
      const content: CohereEmbedV4Part[] = [];
      if (text !== undefined) content.push({ type: "text", text });
      if (image) content.push({ type: "image_url", image_url: dataUri(image) });
      return { content };
    });
    return present({ input_type, inputs, ...rest });
  },
  read,
};
