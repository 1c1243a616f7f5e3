/**
 * Claude's first body: a Human and Assistant script in, its continuation out.
 *
 * Served by Claude Instant, 2 and 2.1, whose ids take the Messages body too
 * (https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-anthropic-claude-text-completion.html).
 *
 * @module
 */
import type { Open } from "./document.ts";
import type { InvocationChunk, InvocationRequest, InvocationResponse } from "./invocation.ts";
import { textAnswer, textDelta } from "./native_answer.ts";
import { generation } from "./native_body.ts";
import type { TextAdapter } from "./text_adapter.ts";

/** The request of Claude's text completions. */
export interface AnthropicTextCompletionsRequest extends InvocationRequest {
  /** The script: has `\n\nHuman:` and ends in `\n\nAssistant:`; Claude 2.1 takes instructions before the first turn. */
  prompt: string;
  /** The most tokens to write, 0 to 4096; 200 is what AWS recommends. */
  max_tokens_to_sample: number;
  /** Randomness, 0 to 1. @default {1} */
  temperature?: number;
  /** The probability mass that tokens are taken from, 0 to 1. @default {1} */
  top_p?: number;
  /** How many of the likeliest tokens are considered, 0 to 500. @default {250} */
  top_k?: number;
  /** Texts that end the answer, besides the built-in `\n\nHuman:`. */
  stop_sequences?: string[];
  /** The body's version. */
  anthropic_version?: Open<"bedrock-2023-05-31">;
}

/** The answer of Claude's text completions; token counts stand in the headers. */
export interface AnthropicTextCompletionsResponse extends InvocationResponse {
  /** Always `completion`. */
  type?: Open<"completion">;
  /** The text, which begins with a space. */
  completion: string;
  /** Why it ended. */
  stop_reason: Open<"stop_sequence" | "max_tokens"> | null;
  /** The stop sequence that was hit. */
  stop?: string | null;
}

/** One chunk of Claude's text completions: the same shape, with a stop reason in the last one only. */
export interface AnthropicTextCompletionsChunk extends AnthropicTextCompletionsResponse, InvocationChunk {}

function nativeReason(body: AnthropicTextCompletionsResponse): string | null | undefined {
  return body.stop_reason === "stop_sequence" && body.stop === "\n\nHuman:" ? "end_turn" : body.stop_reason;
}

/** A caller's text in which nothing begins a turn of the conversation any more. */
function unturned(text: string): string {
  return text.replace(/\n\n(?=(?:Human|Assistant):)/g, "$& ");
}

/** A prompt to Claude's text completions, and back. */
export const anthropicTextCompletions: TextAdapter<
  AnthropicTextCompletionsRequest,
  AnthropicTextCompletionsResponse,
  AnthropicTextCompletionsChunk
> = {
  toBody(parameters): AnthropicTextCompletionsRequest {
    return {
      prompt: `${unturned(parameters.system ?? "")}\n\nHuman: ${unturned(parameters.prompt)}\n\nAssistant:`,
      ...generation("anthropic-text-completions", parameters, {
        maxTokens: "max_tokens_to_sample",
        topP: "top_p",
        topK: "top_k",
        stopSequences: "stop_sequences",
      }),
    };
  },
  read: (response) => textAnswer(response, response.completion, nativeReason(response)),
  readChunk: (chunk) => textDelta(chunk, chunk.completion, chunk.stop_reason && nativeReason(chunk)),
};
