/**
 * DeepSeek R1's body: a text with the marks of a conversation in; thoughts, and then the answer, out
 * (https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-deepseek.html).
 *
 * @module
 */
import type { Open } from "./document.ts";
import type { InvocationChunk, InvocationRequest, InvocationResponse } from "./invocation.ts";
import { generation, unmarked } from "./native_body.ts";
import { readChoices, readChoicesChunk } from "./openai_chat.ts";
import type { TextAdapter, TextAnswer } from "./text_adapter.ts";
import { thoughtlessReader } from "./thoughts.ts";

/** The request of R1. */
export interface DeepseekR1Request extends InvocationRequest {
  /** The text: `<｜begin▁of▁sentence｜>…<｜User｜>…<｜Assistant｜><think>\n`. */
  prompt: string;
  /** Randomness, 0 to 1. */
  temperature?: number;
  /** The probability mass that tokens are taken from, 0 to 1. */
  top_p?: number;
  /** The most tokens to write, thoughts among them: 1 to 32768, best up to 8192. */
  max_tokens?: number;
  /** Texts that end the answer, up to ten. */
  stop?: string[];
}

/** One text of R1's answer. */
export interface DeepseekR1Choice {
  /** The text's place. */
  index?: number;
  /** The text: thoughts, `</think>`, the answer; in a stream, a piece of that. */
  text: string;
  /** Why it ended; in a stream, `null` until then. */
  stop_reason?: Open<"stop" | "length"> | null;
}

/** The answer of R1; token counts stand in the headers. */
export interface DeepseekR1Response extends InvocationResponse {
  /** The texts, in practice one. */
  choices: DeepseekR1Choice[];
}

/** One chunk of R1. */
export interface DeepseekR1Chunk extends InvocationChunk {
  /** The pieces, in practice one. */
  choices: DeepseekR1Choice[];
}

const close = "</think>";

/** A prompt to R1, and back; the answer is what stands behind the thoughts. */
export const deepseekR1: TextAdapter<DeepseekR1Request, DeepseekR1Response, DeepseekR1Chunk> = {
  toBody(parameters): DeepseekR1Request {
    const { system = "", prompt } = parameters;
    const names = { maxTokens: "max_tokens", topP: "top_p", stopSequences: "stop" } as const;
    return {
      prompt: `<｜begin▁of▁sentence｜>${unmarked(system)}<｜User｜>${unmarked(prompt)}<｜Assistant｜><think>\n`,
      ...generation("deepseek-r1", parameters, names, 8192),
    };
  },
  read(response): TextAnswer {
    const answer = readChoices(response);
    const text = response.choices?.[0]?.text ?? "";
    const at = text.indexOf(close);
    if (at >= 0) answer.text = text.slice(at + close.length).trimStart();
    else if (answer.stopReason === "max_tokens") answer.text = "";
    return answer;
  },
  readChunk: readChoicesChunk,
  startReading: () => thoughtlessReader(readChoicesChunk, close),
};
