/**
 * Amazon Nova Multimodal Embeddings' bodies: a piece of any medium in, a vector out at once, or many from a long one in S3
 * (https://docs.aws.amazon.com/nova/latest/userguide/embeddings-schema.html).
 *
 * @module
 */
import type { AmazonNovaSource } from "./amazon_nova.ts";
import type { OneOf, Open } from "./document.ts";
import type { EmbeddingAdapter, EmbeddingAnswer } from "./embedding_adapter.ts";
import { formatOf, present, refuse, toBase64 } from "./native_body.ts";
import { embeddingAnswer, onlyInput } from "./native_embedding.ts";

/** What Nova's vectors are for. */
export type AmazonNovaEmbeddingPurpose = Open<
  | "GENERIC_INDEX"
  | "GENERIC_RETRIEVAL"
  | "TEXT_RETRIEVAL"
  | "IMAGE_RETRIEVAL"
  | "VIDEO_RETRIEVAL"
  | "DOCUMENT_RETRIEVAL"
  | "AUDIO_RETRIEVAL"
  | "CLASSIFICATION"
  | "CLUSTERING"
>;

/** A text to embed. */
export interface AmazonNovaEmbedText {
  /** Which end of a text that is too long is cut. */
  truncationMode: Open<"START" | "END" | "NONE">;
  /** The text, up to 8192 characters at once; a longer one in S3. */
  value?: string;
  /** Where the text is. */
  source?: AmazonNovaSource;
}

/** An image to embed. */
export interface AmazonNovaEmbedImage {
  /** Whether it is a picture or a page. @default {"STANDARD_IMAGE"} */
  detailLevel?: Open<"STANDARD_IMAGE" | "DOCUMENT_IMAGE">;
  /** How it is encoded. */
  format: Open<"png" | "jpeg" | "gif" | "webp">;
  /** Where it is. */
  source: AmazonNovaSource;
}

/** A sound to embed, of up to 30 seconds at once. */
export interface AmazonNovaEmbedAudio {
  /** How it is encoded. */
  format: Open<"mp3" | "wav" | "ogg">;
  /** Where it is. */
  source: AmazonNovaSource;
}

/** A video to embed, of up to 30 seconds at once. */
export interface AmazonNovaEmbedVideo {
  /** How it is encoded. */
  format: Open<"mp4" | "mov" | "mkv" | "webm" | "flv" | "mpeg" | "mpg" | "wmv" | "3gp">;
  /** Whether sight and sound become one vector. */
  embeddingMode: Open<"AUDIO_VIDEO_COMBINED" | "AUDIO_VIDEO_SEPARATE">;
  /** Where it is. */
  source: AmazonNovaSource;
}

/** What all of Nova's embeddings are made by. */
export interface AmazonNovaEmbedCommon {
  /** What the vectors are for. */
  embeddingPurpose: AmazonNovaEmbeddingPurpose;
  /** How many numbers a vector has: 256, 384, 1024 or 3072. @default {3072} */
  embeddingDimension?: 256 | 384 | 1024 | 3072;
}

/** The request of Nova Multimodal Embeddings. */
export interface AmazonNovaEmbedRequest {
  /** The body's version. */
  schemaVersion?: Open<"nova-multimodal-embed-v1">;
  /** One vector, at once. */
  taskType: "SINGLE_EMBEDDING";
  /** What is embedded: exactly one medium. */
  singleEmbeddingParams:
    & AmazonNovaEmbedCommon
    & OneOf<{
      /** A text. */
      text: AmazonNovaEmbedText;
      /** An image. */
      image: AmazonNovaEmbedImage;
      /** A sound. */
      audio: AmazonNovaEmbedAudio;
      /** A video. */
      video: AmazonNovaEmbedVideo;
    }>;
}

/** How a long medium is cut. */
export interface AmazonNovaSegmentation {
  /** Into pieces of so many characters, 800 to 50000; texts. @default {32000} */
  maxLengthChars?: number;
  /** Into pieces of so many seconds, 1 to 30; sounds and videos. @default {5} */
  durationSeconds?: number;
}

/** What is cut, and how. */
export interface AmazonNovaSegmented {
  /** How it is cut. */
  segmentationConfig?: AmazonNovaSegmentation;
}

/** The model input of StartAsyncInvoke for Nova Multimodal Embeddings. */
export interface AmazonNovaEmbedAsyncRequest {
  /** The body's version. */
  schemaVersion?: Open<"nova-multimodal-embed-v1">;
  /** Many vectors, of the pieces of a long medium. */
  taskType: "SEGMENTED_EMBEDDING";
  /** What is embedded: exactly one medium. */
  segmentedEmbeddingParams:
    & AmazonNovaEmbedCommon
    & OneOf<{
      /** A text. */
      text: AmazonNovaEmbedText & AmazonNovaSegmented;
      /** An image. */
      image: AmazonNovaEmbedImage;
      /** A sound. */
      audio: AmazonNovaEmbedAudio & AmazonNovaSegmented;
      /** A video. */
      video: AmazonNovaEmbedVideo & AmazonNovaSegmented;
    }>;
}

/** The answer of Nova Multimodal Embeddings. */
export interface AmazonNovaEmbedResponse {
  /** The vectors: one, or two where sight and sound are apart. */
  embeddings: {
    /** What was embedded. */
    embeddingType: Open<"TEXT" | "IMAGE" | "VIDEO" | "AUDIO" | "AUDIO_VIDEO_COMBINED">;
    /** The vector. */
    embedding: number[];
    /** How many characters were read, when the text was cut. */
    truncatedCharLength?: number;
  }[];
}

const purposes: Record<string, AmazonNovaEmbeddingPurpose> = {
  document: "GENERIC_INDEX",
  query: "GENERIC_RETRIEVAL",
  classification: "CLASSIFICATION",
  clustering: "CLUSTERING",
};

/** Texts and images to Nova Multimodal Embeddings, one by one. */
export const amazonNovaEmbed: EmbeddingAdapter<AmazonNovaEmbedRequest, AmazonNovaEmbedResponse> = {
  maxBatch: 1,
  toBody(batch, parameters = {}): AmazonNovaEmbedRequest {
    refuse("amazon-nova-embed", parameters, ["normalize"]);
    const { text, image } = onlyInput("amazon-nova-embed", batch, "text or image");
    const { purpose = "document", truncate = "end" } = parameters;
    const common = present({
      embeddingPurpose: purposes[purpose] ?? purpose,
      embeddingDimension: parameters.dimensions as AmazonNovaEmbedCommon["embeddingDimension"],
    });
    if (image) {
      refuse("amazon-nova-embed with images", parameters, ["truncate"]);
      const source = { bytes: toBase64(image.bytes) };
      return {
        taskType: "SINGLE_EMBEDDING",
        singleEmbeddingParams: { ...common, image: { format: formatOf(image.mediaType), source } },
      };
    }
    return {
      taskType: "SINGLE_EMBEDDING",
      singleEmbeddingParams: { ...common, text: { truncationMode: truncate.toUpperCase(), value: text } },
    };
  },
  read: (response): EmbeddingAnswer => embeddingAnswer((response.embeddings ?? []).map(({ embedding }) => embedding)),
};
