/**
 * Amazon Titan's three embedding bodies: a text, or a text and an image, in, one vector out
 * (https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-titan-embed-text.html).
 *
 * @module
 */
import type { Open } from "./document.ts";
import type { EmbeddingAdapter } from "./embedding_adapter.ts";
import type { EmbeddingAnswer } from "./embedding_adapter.ts";
import { usageOf } from "./native_answer.ts";
import { present, refuse, toBase64 } from "./native_body.ts";
import { embeddingAnswer, onlyInput } from "./native_embedding.ts";

/** The request of Titan Text Embeddings G1. */
export interface AmazonTitanEmbedTextV1Request {
  /** The text, up to 8192 tokens. */
  inputText: string;
}

/** The answer of Titan Text Embeddings G1. */
export interface AmazonTitanEmbedTextV1Response {
  /** The vector, of 1536 numbers. */
  embedding: number[];
  /** Tokens read. */
  inputTextTokenCount: number;
}

/** The request of Titan Text Embeddings V2. */
export interface AmazonTitanEmbedTextV2Request {
  /** The text, up to 8192 tokens. */
  inputText: string;
  /** How many numbers the vector has: 256, 512 or 1024. @default {1024} */
  dimensions?: 256 | 512 | 1024;
  /** Whether the vector is scaled to length 1. @default {true} */
  normalize?: boolean;
  /** The forms that the vector is wanted in. @default {["float"]} */
  embeddingTypes?: Open<"float" | "binary">[];
}

/** The answer of Titan Text Embeddings V2. */
export interface AmazonTitanEmbedTextV2Response {
  /** The vector; absent when only the binary form is asked for. */
  embedding?: number[];
  /** The vector in each of its forms. */
  embeddingsByType?: {
    /** As numbers. */
    float?: number[];
    /** As bits. */
    binary?: number[];
  };
  /** Tokens read. */
  inputTextTokenCount: number;
}

/** The request of Titan Multimodal Embeddings: a text, an image, or both. */
export interface AmazonTitanEmbedImageRequest {
  /** The text, up to 128 tokens. */
  inputText?: string;
  /** The image, as base64. */
  inputImage?: string;
  /** How the vector is made. */
  embeddingConfig?: {
    /** How many numbers it has: 256, 384 or 1024. @default {1024} */
    outputEmbeddingLength?: 256 | 384 | 1024;
  };
}

/** The answer of Titan Multimodal Embeddings. */
export interface AmazonTitanEmbedImageResponse {
  /** The vector. */
  embedding: number[];
  /** Tokens read. */
  inputTextTokenCount: number;
  /** What went wrong, beside HTTP 200. */
  message?: string | null;
}

function read(response: AmazonTitanEmbedTextV2Response): EmbeddingAnswer {
  const numbers = response.embedding ?? response.embeddingsByType?.float;
  return embeddingAnswer(numbers ? [numbers] : [], usageOf(response.inputTextTokenCount));
}

/** Texts to Titan Text Embeddings G1, one by one. */
export const amazonTitanEmbedTextV1: EmbeddingAdapter<AmazonTitanEmbedTextV1Request, AmazonTitanEmbedTextV1Response> = {
  maxBatch: 1,
  toBody(batch, parameters = {}): AmazonTitanEmbedTextV1Request {
    refuse("amazon-titan-embed-text-v1", parameters, ["dimensions", "normalize", "purpose", "truncate"]);
    return { inputText: onlyInput("amazon-titan-embed-text-v1", batch, "text").text! };
  },
  read,
};

/** Texts to Titan Text Embeddings V2, one by one. */
export const amazonTitanEmbedTextV2: EmbeddingAdapter<AmazonTitanEmbedTextV2Request, AmazonTitanEmbedTextV2Response> = {
  maxBatch: 1,
  toBody(batch, parameters = {}): AmazonTitanEmbedTextV2Request {
    refuse("amazon-titan-embed-text-v2", parameters, ["purpose", "truncate"]);
    return present({
      inputText: onlyInput("amazon-titan-embed-text-v2", batch, "text").text!,
      dimensions: parameters.dimensions as AmazonTitanEmbedTextV2Request["dimensions"],
      normalize: parameters.normalize,
    });
  },
  read,
};

/** Texts, images and pairs of them to Titan Multimodal Embeddings, one by one. */
export const amazonTitanEmbedImage: EmbeddingAdapter<AmazonTitanEmbedImageRequest, AmazonTitanEmbedImageResponse> = {
  maxBatch: 1,
  toBody(batch, parameters = {}): AmazonTitanEmbedImageRequest {
    refuse("amazon-titan-embed-image", parameters, ["normalize", "purpose", "truncate"]);
    const { text, image } = onlyInput("amazon-titan-embed-image", batch, "both");
    const outputEmbeddingLength = parameters.dimensions as 1024 | undefined;
    return present({
      inputText: text,
      inputImage: image && toBase64(image.bytes),
      embeddingConfig: outputEmbeddingLength && { outputEmbeddingLength },
    });
  },
  read,
};
