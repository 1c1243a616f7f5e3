/**
 * Mistral's first body: a text with instruction marks in, its continuation out
 * (https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-mistral-text-completion.html).
 *
 * @module
 */
import type { Open } from "./document.ts";
import type { InvocationChunk, InvocationRequest, InvocationResponse } from "./invocation.ts";
import { textAnswer, textDelta } from "./native_answer.ts";
import { generation, instruction, unmarked } from "./native_body.ts";
import type { TextAdapter, TextAnswer, TextDelta } from "./text_adapter.ts";

/** The request of Mistral 7B, Mixtral, Large 2402 and Small 2402. */
export interface MistralTextRequest extends InvocationRequest {
  /** The text: `<s>[INST] … [/INST]`, with earlier turns as `<s>[INST] q [/INST] a</s>[INST] … [/INST]`. */
  prompt: string;
  /** The most tokens to write: up to 8192, 4096 for Mixtral; 512 unless it is said, 8192 for Large and Small. */
  max_tokens?: number;
  /** Texts that end the answer, up to ten. */
  stop?: string[];
  /** Randomness, 0 to 1; 0.5 unless it is said, 0.7 for Large and Small. */
  temperature?: number;
  /** The probability mass that tokens are taken from, 0 to 1; 0.9 unless it is said, 1 for Large and Small. */
  top_p?: number;
  /** How many of the likeliest tokens are considered, 1 to 200; 50 unless it is said, all for Large and Small. */
  top_k?: number;
}

/** One text of the answer. */
export interface MistralTextOutput {
  /** The text; in a stream, a piece of it. */
  text: string;
  /** Why it ended; in a stream, `null` until then. */
  stop_reason?: Open<"stop" | "length"> | null;
}

/** The answer of Mistral's text models; token counts stand in the headers. */
export interface MistralTextResponse extends InvocationResponse {
  /** The texts, in practice one. */
  outputs: MistralTextOutput[];
}

/** One chunk of Mistral's text models. */
export interface MistralTextChunk extends InvocationChunk {
  /** The pieces, in practice one. */
  outputs: MistralTextOutput[];
}

/** A prompt to Mistral's text models, and back. */
export const mistralText: TextAdapter<MistralTextRequest, MistralTextResponse, MistralTextChunk> = {
  toBody(parameters): MistralTextRequest {
    return {
      prompt: instruction(parameters.prompt, unmarked(parameters.system ?? "")),
      ...generation("mistral-text", parameters, {
        maxTokens: "max_tokens",
        topP: "top_p",
        topK: "top_k",
        stopSequences: "stop",
      }),
    };
  },
  read(response): TextAnswer {
    const output = response.outputs?.[0];
    return textAnswer(response, output?.text, output?.stop_reason);
  },
  readChunk(chunk): TextDelta {
    const output = chunk.outputs?.[0];
    return textDelta(chunk, output?.text, output?.stop_reason);
  },
};
