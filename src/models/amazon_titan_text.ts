/**
 * Amazon Titan Text's body: one text in, its continuation out
 * (https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-titan-text.html).
 *
 * @module
 */
import type { Open } from "./document.ts";
import type { InvocationChunk, InvocationRequest, InvocationResponse } from "./invocation.ts";
import { textAnswer, textDelta, usageOf } from "./native_answer.ts";
import { generation, prepended } from "./native_body.ts";
import type { TextAdapter, TextAnswer, TextDelta } from "./text_adapter.ts";

/** How Titan Text generates. */
export interface AmazonTitanTextGenerationConfig {
  /** Randomness, 0 to 1. @default {0.7} */
  temperature?: number;
  /** The probability mass that tokens are taken from, above 0 to 1. @default {0.9} */
  topP?: number;
  /** The most tokens to write: up to 4096 for Lite, 8192 for Express, 3072 for Premier. @default {512} */
  maxTokenCount?: number;
  /** Texts that end the answer. */
  stopSequences?: string[];
}

/** The request of Titan Text. */
export interface AmazonTitanTextRequest extends InvocationRequest {
  /** The text to continue; a conversation is written as `User: …\nBot:`. */
  inputText: string;
  /** How to generate. */
  textGenerationConfig?: AmazonTitanTextGenerationConfig;
}

/** Why Titan Text stopped. */
export type AmazonTitanTextCompletionReason = Open<
  "FINISH" | "FINISHED" | "LENGTH" | "STOP_CRITERIA_MET" | "RAG_QUERY_WHEN_RAG_DISABLED" | "CONTENT_FILTERED"
>;

/** One text of Titan Text's answer. */
export interface AmazonTitanTextResult {
  /** Tokens written. */
  tokenCount: number;
  /** The text. */
  outputText: string;
  /** Why it ended. */
  completionReason: AmazonTitanTextCompletionReason | null;
}

/** The answer of Titan Text. */
export interface AmazonTitanTextResponse extends InvocationResponse {
  /** Tokens read. */
  inputTextTokenCount: number;
  /** The texts, in practice one. */
  results: AmazonTitanTextResult[];
}

/** One chunk of Titan Text: every member is there, `null` (or absent behind a guardrail) until it is known. */
export interface AmazonTitanTextChunk extends InvocationChunk {
  /** The text that this chunk adds. */
  outputText: string;
  /** The chunk's place. */
  index?: number;
  /** Tokens written in all; in the last chunk. */
  totalOutputTextTokenCount?: number | null;
  /** Why it ended; in the last chunk. */
  completionReason?: AmazonTitanTextCompletionReason | null;
  /** Tokens read; in the last chunk. */
  inputTextTokenCount?: number | null;
}

/** A prompt to Titan Text, and back. */
export const amazonTitanText: TextAdapter<AmazonTitanTextRequest, AmazonTitanTextResponse, AmazonTitanTextChunk> = {
  toBody(parameters): AmazonTitanTextRequest {
    return {
      inputText: prepended(parameters.system, parameters.prompt),
      textGenerationConfig: generation("amazon-titan-text", parameters, {
        maxTokens: "maxTokenCount",
        topP: "topP",
        stopSequences: "stopSequences",
      }),
    };
  },
  read(response): TextAnswer {
    const result = response.results?.[0];
    return textAnswer(
      response,
      result?.outputText,
      result?.completionReason,
      usageOf(response.inputTextTokenCount, result?.tokenCount),
    );
  },
  readChunk(chunk): TextDelta {
    const input = chunk.inputTextTokenCount, output = chunk.totalOutputTextTokenCount;
    return textDelta(
      chunk,
      chunk.outputText,
      chunk.completionReason,
      input == null && output == null ? undefined : usageOf(input, output),
    );
  },
};
