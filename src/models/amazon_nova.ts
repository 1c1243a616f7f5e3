/**
 * Amazon Nova's body for its models of understanding: a conversation in, the next message out
 * (https://docs.aws.amazon.com/nova/latest/userguide/complete-request-schema.html).
 *
 * @module
 */
import type { Document, OneOf, Open } from "./document.ts";
import type { InvocationChunk, InvocationRequest, InvocationResponse } from "./invocation.ts";
import { textAnswer, textDelta, usageOf } from "./native_answer.ts";
import { formatOf, generation, present, refuse, toBase64 } from "./native_body.ts";
import type { PromptUsage, TextAdapter, TextAnswer } from "./text_adapter.ts";

/** Where the bytes of an image, a video or a sound are. */
export type AmazonNovaSource = OneOf<{
  /** The bytes themselves, as base64. */
  bytes: string;
  /** An object in S3. */
  s3Location: AmazonNovaS3Location;
}>;

/** An object in S3. */
export interface AmazonNovaS3Location {
  /** Its address, `s3://bucket/key`. */
  uri: string;
  /** The account that owns the bucket, when it is another one. */
  bucketOwner?: string;
}

/** An image in a message. */
export interface AmazonNovaImage {
  /** How it is encoded. */
  format: Open<"jpeg" | "png" | "gif" | "webp">;
  /** Where it is. */
  source: AmazonNovaSource;
}

/** A video in a message. */
export interface AmazonNovaVideo {
  /** How it is encoded. */
  format: Open<"mkv" | "mov" | "mp4" | "webm" | "three_gp" | "flv" | "mpeg" | "mpg" | "wmv">;
  /** Where it is. */
  source: AmazonNovaSource;
}

/** A sound in a message; Nova 2 only. */
export interface AmazonNovaAudio {
  /** How it is encoded. */
  format: Open<"mp3" | "opus" | "wav" | "aac" | "flac" | "mp4" | "ogg" | "mkv">;
  /** Where it is. */
  source: AmazonNovaSource;
}

/** A call of a tool by the model. */
export interface AmazonNovaToolUse {
  /** The call's id, which its result names. */
  toolUseId: string;
  /** The tool's name. */
  name: string;
  /** What the tool is called with. */
  input: Document;
}

/** The result of a call of a tool. */
export interface AmazonNovaToolResult {
  /** The id of the call. */
  toolUseId: string;
  /** What the tool gave. */
  content: OneOf<{
    /** Text. */
    text: string;
    /** Any JSON. */
    json: Document;
  }>[];
  /** Whether the call went well. */
  status?: Open<"success" | "error">;
}

/** A text that ends a prefix which is worth caching. */
export interface AmazonNovaCachePoint {
  /** The kind of cache point. */
  type: Open<"default">;
}

/** One part of a message: exactly one of its members is set, `cachePoint` may stand beside a text. */
export type AmazonNovaContentPart =
  & OneOf<{
    /** Text. */
    text: string;
    /** An image. */
    image: AmazonNovaImage;
    /** A video. */
    video: AmazonNovaVideo;
    /** A sound; Nova 2 only. */
    audio: AmazonNovaAudio;
    /** The model's call of a tool. */
    toolUse: AmazonNovaToolUse;
    /** What a tool gave. */
    toolResult: AmazonNovaToolResult;
    /** What the model thought, given back; Nova 2 only. */
    reasoningContent: AmazonNovaReasoningContent;
  }>
  & {
    /** Marks the end of a prefix that is worth caching. */
    cachePoint?: AmazonNovaCachePoint;
  };

/** One turn of the conversation. */
export interface AmazonNovaMessage {
  /** Who speaks; the user begins, and the two alternate. */
  role: Open<"user" | "assistant">;
  /** What is said. */
  content: AmazonNovaContentPart[];
}

/** How deep Nova 2 thinks. */
export interface AmazonNovaReasoningConfig {
  /** Whether it thinks at all. @default {"disabled"} */
  type: Open<"enabled" | "disabled">;
  /** How much; with `high`, leave temperature, topP, topK and maxTokens out. */
  maxReasoningEffort?: Open<"low" | "medium" | "high">;
}

/** How Nova generates. */
export interface AmazonNovaInferenceConfig {
  /** The most tokens to write, 1 or more; up to 5000 for Nova 1. */
  maxTokens?: number;
  /** Randomness, 0.00001 to 1. @default {0.7} */
  temperature?: number;
  /** The probability mass that tokens are taken from, 0 to 1. @default {0.9} */
  topP?: number;
  /** How many of the likeliest tokens are considered, 0 to 128. */
  topK?: number;
  /** Texts that end the answer. */
  stopSequences?: string[];
  /** How deep to think; Nova 2 only. */
  reasoningConfig?: AmazonNovaReasoningConfig;
  /** The older name of `maxTokens`, still accepted. */
  max_new_tokens?: number;
}

/** A tool that the model may call. */
export interface AmazonNovaTool {
  /** What it is. */
  toolSpec: {
    /** Its name, up to 64 characters. */
    name: string;
    /** What it does and when to use it. */
    description?: string;
    /** What it is called with. */
    inputSchema: {
      /** A JSON Schema. */
      json: { [key: string]: unknown };
    };
  };
}

/** Which tools the model may, or must, call. */
export interface AmazonNovaToolConfig {
  /** The tools. */
  tools: AmazonNovaTool[];
  /** Whether one has to be called. @default {{ auto: {} }} */
  toolChoice?: OneOf<{
    /** The model decides. */
    auto: Record<string, never>;
    /** One of the tools has to be called. */
    any: Record<string, never>;
    /** This tool has to be called. */
    tool: {
      /** Its name. */
      name: string;
    };
  }>;
}

/** The request of Nova. */
export interface AmazonNovaRequest extends InvocationRequest {
  /** The body's version. */
  schemaVersion?: Open<"messages-v1">;
  /** Instructions; one item is enough. */
  system?: {
    /** The text. */
    text: string;
    /** Marks the end of a prefix that is worth caching. */
    cachePoint?: AmazonNovaCachePoint;
  }[];
  /** The conversation so far. */
  messages: AmazonNovaMessage[];
  /** How to generate. */
  inferenceConfig?: AmazonNovaInferenceConfig;
  /** The tools of this request. */
  toolConfig?: AmazonNovaToolConfig;
}

/** What Nova thought, where it shows it: the text is `[REDACTED]`. */
export interface AmazonNovaReasoningContent {
  /** The thought. */
  reasoningText?: {
    /** Its text. */
    text?: string;
  };
}

/** One part of Nova's answer. */
export type AmazonNovaOutputPart = OneOf<{
  /** Text. */
  text: string;
  /** A call of a tool. */
  toolUse: AmazonNovaToolUse;
  /** What the model thought; Nova 2 only. */
  reasoningContent: AmazonNovaReasoningContent;
}>;

/** Why Nova stopped. */
export type AmazonNovaStopReason = Open<
  "end_turn" | "max_tokens" | "stop_sequence" | "tool_use" | "content_filtered"
>;

/** Nova's token counts. */
export interface AmazonNovaUsage {
  /** Tokens read. */
  inputTokens?: number;
  /** Tokens written. */
  outputTokens?: number;
  /** Both together; not in a stream. */
  totalTokens?: number;
  /** Tokens read from the prompt cache. */
  cacheReadInputTokenCount?: number;
  /** Tokens written to the prompt cache. */
  cacheWriteInputTokenCount?: number;
}

/** The answer of Nova. */
export interface AmazonNovaResponse extends InvocationResponse {
  /** What was said. */
  output: {
    /** The message. */
    message: {
      /** Always the assistant. */
      role: Open<"assistant">;
      /** Its parts. */
      content: AmazonNovaOutputPart[];
    };
  };
  /** Why it ended. */
  stopReason: AmazonNovaStopReason;
  /** Token counts. */
  usage: AmazonNovaUsage;
}

/** One chunk of Nova: exactly one member names the event. */
export type AmazonNovaChunk =
  & OneOf<{
    /** The answer begins. */
    messageStart: {
      /** Always the assistant. */
      role: Open<"assistant">;
    };
    /** A call of a tool begins; a text has no such event. */
    contentBlockStart: {
      /** What begins. */
      start: {
        /** The call. */
        toolUse?: {
          /** Its id. */
          toolUseId: string;
          /** The tool's name. */
          name: string;
        };
      };
      /** The block's place. */
      contentBlockIndex: number;
    };
    /** A piece of a block; one text may be spread over many blocks. */
    contentBlockDelta: {
      /** The piece. */
      delta: {
        /** A piece of text. */
        text?: string;
        /** A piece of a tool's input. */
        toolUse?: {
          /** A piece of JSON text. */
          input: string;
        };
        /** A piece of thought; Nova 2 only. */
        reasoningContent?: AmazonNovaReasoningContent;
      };
      /** The block's place. */
      contentBlockIndex: number;
    };
    /** A block is over. */
    contentBlockStop: {
      /** The block's place. */
      contentBlockIndex: number;
    };
    /** The answer is over; `metadata` still follows. */
    messageStop: {
      /** Why it ended. */
      stopReason: AmazonNovaStopReason;
    };
    /** The last event. */
    metadata: {
      /** Token counts. */
      usage?: AmazonNovaUsage;
      /** Nothing so far. */
      metrics?: Document;
      /** Nothing so far. */
      trace?: Document;
    };
  }>
  & InvocationChunk;

function novaUsage(usage: AmazonNovaUsage | undefined): PromptUsage {
  return usageOf(
    usage?.inputTokens,
    usage?.outputTokens,
    usage?.cacheReadInputTokenCount,
    usage?.cacheWriteInputTokenCount,
  );
}

/** A prompt to Nova, and back. */
export const amazonNova: TextAdapter<AmazonNovaRequest, AmazonNovaResponse, AmazonNovaChunk> = {
  toBody(parameters, { modelId } = {}): AmazonNovaRequest {
    if (modelId?.includes("nova-micro")) refuse("amazon-nova (Nova Micro)", parameters, ["images", "video"]);
    const { prompt, system, images = [], video } = parameters;
    const content: AmazonNovaContentPart[] = images.map(({ bytes, mediaType }) => ({
      image: { format: formatOf(mediaType), source: { bytes: toBase64(bytes) } },
    }));
    if (video) {
      const source: AmazonNovaSource = "bytes" in video
        ? { bytes: toBase64(video.bytes) }
        : { s3Location: video.s3Location };
      content.push({ video: { format: formatOf(video.mediaType), source } });
    }
    content.push({ text: prompt });
    return present({
      schemaVersion: "messages-v1",
      system: system ? [{ text: system }] : undefined,
      messages: [{ role: "user", content }],
      inferenceConfig: generation("amazon-nova", parameters, {
        maxTokens: "maxTokens",
        topP: "topP",
        topK: "topK",
        stopSequences: "stopSequences",
        images: "",
        video: "",
      }, 4096),
    });
  },
  read(response): TextAnswer {
    const text = response.output?.message?.content?.map((part) => part.text ?? "").join("");
    return textAnswer(response, text, response.stopReason, novaUsage(response.usage));
  },
  readChunk: (chunk) =>
    textDelta(
      chunk,
      chunk.contentBlockDelta?.delta?.text,
      chunk.messageStop?.stopReason,
      chunk.metadata && novaUsage(chunk.metadata.usage),
      chunk.messageStop !== undefined || chunk.metadata !== undefined,
    ),
};
