/**
 * TwelveLabs Pegasus' body: a video and a question in, the answer out
 * (https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-pegasus.html).
 *
 * @module
 */
import type { OneOf, Open } from "./document.ts";
import type { InvocationChunk, InvocationRequest, InvocationResponse } from "./invocation.ts";
import { textAnswer, textDelta } from "./native_answer.ts";
import { generation, prepended, toBase64 } from "./native_body.ts";
import type { TextAdapter, TextAnswer, TextDelta } from "./text_adapter.ts";

/** An object in S3. */
export interface TwelvelabsS3Location {
  /** Its address, `s3://bucket/key`. */
  uri: string;
  /** The account that owns the bucket. */
  bucketOwner?: string;
}

/** Where a video, a sound or an image is. */
export type TwelvelabsMediaSource = OneOf<{
  /** The bytes, as base64, up to 25 MB. */
  base64String: string;
  /** An object in S3. */
  s3Location: TwelvelabsS3Location;
}>;

/** The request of Pegasus. */
export interface TwelvelabsPegasusRequest extends InvocationRequest {
  /** The question, up to 2000 tokens. */
  inputPrompt: string;
  /** The video. */
  mediaSource: TwelvelabsMediaSource;
  /** Randomness, 0 to 1. @default {0.2} */
  temperature?: number;
  /** The form of the answer. */
  responseFormat?: {
    /** A JSON Schema. */
    jsonSchema: { [key: string]: unknown };
  };
  /** The most tokens to write, up to 4096. */
  maxOutputTokens?: number;
}

/** The answer of Pegasus; token counts stand in the headers. */
export interface TwelvelabsPegasusResponse extends InvocationResponse {
  /** The text. */
  message: string;
  /** Why it ended. */
  finishReason: Open<"stop" | "length">;
}

/** One chunk of Pegasus. */
export interface TwelvelabsPegasusChunk extends InvocationChunk {
  /** The text that this chunk adds. */
  message: string;
  /** Why it ended; empty until the last chunk. */
  stopReason?: Open<"stop" | "length" | "">;
}

/** A prompt about a video to Pegasus, and back. */
export const twelvelabsPegasus: TextAdapter<
  TwelvelabsPegasusRequest,
  TwelvelabsPegasusResponse,
  TwelvelabsPegasusChunk
> = {
  toBody(parameters): TwelvelabsPegasusRequest {
    const { video, system, prompt } = parameters;
    if (!video) {
      throw new TypeError("Cannot build body: twelvelabs-pegasus answers questions about a video, wanted video");
    }
    return {
      inputPrompt: prepended(system, prompt),
      mediaSource: "bytes" in video ? { base64String: toBase64(video.bytes) } : { s3Location: video.s3Location },
      ...generation("twelvelabs-pegasus", parameters, { maxTokens: "maxOutputTokens", video: "" }),
    };
  },
  read: (response): TextAnswer => textAnswer(response, response.message, response.finishReason),
  readChunk: (chunk): TextDelta => textDelta(chunk, chunk.message, chunk.stopReason),
};
