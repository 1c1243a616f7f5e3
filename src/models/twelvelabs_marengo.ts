/**
 * TwelveLabs Marengo's two embedding bodies: a text, an image, a sound or a video in, one or more vectors out; long media by
 * StartAsyncInvoke, with the same body as its model input
 * (https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-marengo.html).
 *
 * @module
 */
import type { OneOf, Open } from "./document.ts";
import type { EmbeddingAdapter, EmbeddingAnswer } from "./embedding_adapter.ts";
import { present, refuse, toBase64 } from "./native_body.ts";
import { embeddingAnswer, onlyInput } from "./native_embedding.ts";
import type { TwelvelabsMediaSource, TwelvelabsS3Location } from "./twelvelabs_pegasus.ts";

/** The request of Marengo 2.7: InvokeModel takes texts and images, StartAsyncInvoke everything. */
export interface TwelvelabsMarengo2Request {
  /** The medium. */
  inputType: Open<"text" | "image" | "video" | "audio">;
  /** The text. */
  inputText?: string;
  /** Which end of a text that is too long is cut. @default {"end"} */
  textTruncate?: Open<"end" | "none">;
  /** The image, the sound or the video. */
  mediaSource?: TwelvelabsMediaSource;
  /** Where in the medium to begin, in seconds. @default {0} */
  startSec?: number;
  /** How much of it to read, in seconds. */
  lengthSec?: number;
  /** Cuts the medium into clips of so many seconds, 2 to 10. */
  useFixedLengthSec?: number;
  /** Cuts the medium into clips of at least so many seconds, 1 to 5. @default {4} */
  minClipSec?: number;
  /** What of a video is embedded. */
  embeddingOption?: Open<"visual-text" | "visual-image" | "audio">[];
}

/** One vector. */
export interface TwelvelabsEmbedding {
  /** The vector. */
  embedding: number[];
  /** What of the medium it is of. */
  embeddingOption?: string | null;
  /** How much of the medium it is of; Marengo 3.0. */
  embeddingScope?: Open<"clip" | "asset"> | null;
  /** Where the clip begins, in seconds. */
  startSec?: number | null;
  /** Where the clip ends, in seconds. */
  endSec?: number | null;
}

/** The answer of Marengo 2.7. */
export interface TwelvelabsMarengo2Response {
  /** The vectors, of 1024 numbers. */
  data: TwelvelabsEmbedding[];
}

/** How Marengo 3.0 cuts a medium into clips. */
export type TwelvelabsSegmentation = {
  /** Where something changes. */
  method: "dynamic";
  /** How it is done. */
  dynamic?: {
    /** The shortest clip, 1 to 5 seconds. @default {4} */
    minDurationSec?: number;
  };
} | {
  /** At equal distances. */
  method: "fixed";
  /** How it is done. */
  fixed?: {
    /** The length of a clip, 1 to 10 seconds. @default {6} */
    durationSec?: number;
  };
};

/** A sound or a video for Marengo 3.0. */
export interface TwelvelabsTimedMedia {
  /** Where it is. */
  mediaSource: TwelvelabsMediaSource;
  /** Where to begin, in seconds. */
  startSec?: number;
  /** Where to end, in seconds. */
  endSec?: number;
  /** How it is cut into clips. */
  segmentation?: TwelvelabsSegmentation;
  /** What of it is embedded. */
  embeddingOption?: Open<"visual" | "audio" | "transcription">[];
  /** Whether what is embedded becomes one vector or several. */
  embeddingType?: Open<"separate_embedding" | "fused_embedding">[];
  /** Whether clips or the whole are embedded. */
  embeddingScope?: Open<"clip" | "asset">[];
}

/** The request of Marengo 3.0: the input's type, and one object of that name. */
export interface TwelvelabsMarengo3Request {
  /** The medium. */
  inputType: Open<"text" | "image" | "text_image" | "audio" | "video" | "multi_input">;
  /** An id of the caller's own. */
  inferenceId?: string;
  /** A text. */
  text?: {
    /** The text. */
    inputText: string;
  };
  /** An image. */
  image?: {
    /** Where it is. */
    mediaSource: TwelvelabsMediaSource;
  };
  /** A text and an image that become one vector. */
  text_image?: {
    /** The text. */
    inputText: string;
    /** Where the image is. */
    mediaSource: TwelvelabsMediaSource;
  };
  /** A sound. */
  audio?: TwelvelabsTimedMedia;
  /** A video. */
  video?: TwelvelabsTimedMedia;
  /** Several media that become one vector. */
  multi_input?: {
    /** A text that names the media: `<@name>`. */
    inputText?: string;
    /** The media. */
    mediaSources: (
      & {
        /** The name that the text calls it by. */
        name: string;
        /** The medium. */
        mediaType: string;
      }
      & OneOf<{
        /** The bytes, as base64. */
        base64String: string;
        /** An object in S3. */
        s3Location: TwelvelabsS3Location;
      }>
    )[];
  };
}

/** The answer of Marengo 3.0. */
export interface TwelvelabsMarengo3Response {
  /** The vectors, of 512 numbers; a single one may stand without a list. */
  data: TwelvelabsEmbedding | TwelvelabsEmbedding[];
}

function read(response: TwelvelabsMarengo3Response): EmbeddingAnswer {
  return embeddingAnswer([response.data ?? []].flat().map(({ embedding }) => embedding));
}

/** Texts and images to Marengo 2.7, one by one. */
export const twelvelabsMarengo2: EmbeddingAdapter<TwelvelabsMarengo2Request, TwelvelabsMarengo2Response> = {
  maxBatch: 1,
  toBody(batch, parameters = {}): TwelvelabsMarengo2Request {
    refuse("twelvelabs-marengo-2", parameters, ["dimensions", "normalize", "purpose"]);
    const { text, image } = onlyInput("twelvelabs-marengo-2", batch, "text or image");
    if (image) {
      refuse("twelvelabs-marengo-2 with images", parameters, ["truncate"]);
      return { inputType: "image", mediaSource: { base64String: toBase64(image.bytes) } };
    }
    if (parameters.truncate === "start") {
      throw new TypeError("Cannot build body: twelvelabs-marengo-2 cuts texts at the end or not at all, got start");
    }
    return present({ inputType: "text", inputText: text, textTruncate: parameters.truncate });
  },
  read,
};

/** Texts, images and pairs of them to Marengo 3.0, one by one. */
export const twelvelabsMarengo3: EmbeddingAdapter<TwelvelabsMarengo3Request, TwelvelabsMarengo3Response> = {
  maxBatch: 1,
  toBody(batch, parameters = {}): TwelvelabsMarengo3Request {
    refuse("twelvelabs-marengo-3", parameters, ["dimensions", "normalize", "purpose", "truncate"]);
    const { text, image } = onlyInput("twelvelabs-marengo-3", batch, "both");
    if (!image) return { inputType: "text", text: { inputText: text! } };
    const mediaSource = { base64String: toBase64(image.bytes) };
    return text === undefined
      ? { inputType: "image", image: { mediaSource } }
      : { inputType: "text_image", text_image: { inputText: text, mediaSource } };
  },
  read,
};
