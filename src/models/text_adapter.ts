/**
 * The one shape that every text family's adapter has: a prompt in, the family's own body out, and its answer read back.
 *
 * @module
 */

/** One image beside a prompt. */
export interface PromptImage {
  /** The encoded image. */
  bytes: Uint8Array;
  /** Its media type, e.g. `image/png`. */
  mediaType: string;
}

/** One video beside a prompt: its bytes, or where they are in S3. */
export type PromptVideo =
  & {
    /** Its media type, e.g. `video/mp4`. */
    mediaType: string;
  }
  & ({
    /** The encoded video. */
    bytes: Uint8Array;
  } | {
    /** The object in S3. */
    s3Location: {
      /** Its address, `s3://bucket/key`. */
      uri: string;
      /** The account that owns the bucket, when it is another one. */
      bucketOwner?: string;
    };
  });

/** What one prompt says, in words that are the same for every family. */
export interface PromptParameters {
  /** What the model is asked. */
  prompt: string;
  /** Instructions that stand before the prompt. */
  system?: string;
  /** The most tokens to generate. */
  maxTokens?: number;
  /** Randomness of the choice of tokens. */
  temperature?: number;
  /** The share of probability mass that tokens are chosen from, 0 to 1. */
  topP?: number;
  /** How many of the likeliest tokens are considered. */
  topK?: number;
  /** Texts that end the answer when they appear. */
  stopSequences?: string[];
  /** Images beside the text, for the families that see. */
  images?: PromptImage[];
  /** A video beside the text, for the families that watch. */
  video?: PromptVideo;
}

/** Token counts, as far as the family tells them. */
export interface PromptUsage {
  /** Tokens read, without those that came from a cache. */
  inputTokens?: number;
  /** Tokens written. */
  outputTokens?: number;
  /** Tokens read from the prompt cache. */
  cacheReadInputTokens?: number;
  /** Tokens written to the prompt cache. */
  cacheWriteInputTokens?: number;
}

/** A whole answer, read. */
export interface TextAnswer {
  /** The text. */
  text: string;
  /** Why it ended, in Converse's vocabulary; a word that has no place there stays as it is. */
  stopReason?: string;
  /** Token counts that stand in the body; empty when the family tells them in headers only. */
  usage: PromptUsage;
}

/** One chunk of a stream, read. */
export interface TextDelta {
  /** The text that the chunk adds, often empty. */
  text: string;
  /** Why the answer ended, when this chunk says so. */
  stopReason?: string;
  /** Token counts that this chunk tells. */
  usage?: PromptUsage;
  /** Whether this chunk is the family's end mark: a stream that stops before one was cut. */
  end: boolean;
  /** Whether a guardrail spoke in it. Blocked input is answered by one such chunk without an end mark, masked words by many. */
  intervened?: boolean;
}

/** How a body is to be built. */
export interface BodyOptions {
  /** Whether it goes to the streaming operation. @default {false} */
  stream?: boolean;
  /** The model id the body is for: some versions of a family take other members than the rest. */
  modelId?: string;
}

/** What reads the chunks of a stream. */
export interface ChunkReader<Chunk = unknown> {
  /** Reads one chunk. Tolerant, and cheap: it runs for every chunk of every stream. */
  readChunk(chunk: Chunk): TextDelta;
  /** Gives the text that was held back until the stream ended, when it ended without an end mark and is whole all the same. */
  rest?(): string;
}

/** A text family's adapter: pure functions over its own bodies. */
export interface TextAdapter<Request = unknown, Response = unknown, Chunk = unknown> extends ChunkReader<Chunk> {
  /**
   * Builds the family's own request body.
   *
   * @throws {TypeError} If the family has no place for a parameter that was given: nothing is dropped in silence.
   */
  toBody(parameters: PromptParameters, options?: BodyOptions): Request;
  /** Reads a whole answer. Tolerant: members that are missing read as empty. */
  read(response: Response): TextAnswer;
  /**
   * Begins to read one stream: gives what reads its chunks in order. Only families have it whose chunks cannot be read
   * alone, because the model thinks aloud at the head of its text; elsewhere the adapter itself is the reader.
   */
  startReading?(): ChunkReader<Chunk>;
}
