/**
 * Meta Llama's body: a text with the marks of a conversation in, its continuation out
 * (https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-meta.html).
 *
 * @module
 */
import type { Open } from "./document.ts";
import type { InvocationChunk, InvocationRequest, InvocationResponse } from "./invocation.ts";
import { textAnswer, textDelta, usageOf } from "./native_answer.ts";
import { generation, instruction, present, refuse, toBase64, unmarked } from "./native_body.ts";
import type { TextAdapter, TextAnswer, TextDelta } from "./text_adapter.ts";

/** The request of Llama. */
export interface MetaLlamaRequest extends InvocationRequest {
  /** The text, in the marks of its generation of Llama; a bare text is continued, not answered. */
  prompt: string;
  /** Randomness, 0 to 1. @default {0.5} */
  temperature?: number;
  /** The probability mass that tokens are taken from, 0 to 1. @default {0.9} */
  top_p?: number;
  /** The most tokens to write, 1 to 2048. @default {512} */
  max_gen_len?: number;
  /** Images as base64, each with an `<|image|>` in the prompt; Llama 3.2 11B and 90B, and Llama 4. */
  images?: string[];
}

/** The answer of Llama. */
export interface MetaLlamaResponse extends InvocationResponse {
  /** The text. */
  generation: string;
  /** Tokens read. */
  prompt_token_count: number;
  /** Tokens written. */
  generation_token_count: number;
  /** Why it ended. */
  stop_reason: Open<"stop" | "length"> | null;
}

/** One chunk of Llama. */
export interface MetaLlamaChunk extends InvocationChunk {
  /** The text that this chunk adds. */
  generation: string;
  /** Tokens read; in the first chunk. */
  prompt_token_count?: number | null;
  /** Tokens written so far. */
  generation_token_count?: number | null;
  /** Why it ended; in the last chunk. */
  stop_reason?: Open<"stop" | "length"> | null;
}

function llama3(prompt: string, system?: string): string {
  const turn = (role: string, text: string): string =>
    `<|start_header_id|>${role}<|end_header_id|>\n\n${text}<|eot_id|>`;
  return `<|begin_of_text|>${system ? turn("system", unmarked(system)) : ""}${turn("user", prompt)}` +
    "<|start_header_id|>assistant<|end_header_id|>\n\n";
}

function llama4(prompt: string, system?: string): string {
  const turn = (role: string, text: string): string => `<|header_start|>${role}<|header_end|>\n\n${text}<|eot|>`;
  return `<|begin_of_text|>${system ? turn("system", unmarked(system)) : ""}${turn("user", prompt)}` +
    "<|header_start|>assistant<|header_end|>\n\n";
}

/** A prompt to Llama, and back; without a model id, in the marks of Llama 3. */
export const metaLlama: TextAdapter<MetaLlamaRequest, MetaLlamaResponse, MetaLlamaChunk> = {
  toBody(parameters, { modelId = "" } = {}): MetaLlamaRequest {
    const { system, images = [] } = parameters;
    if (/llama[23](?!-2-(11|90)b)/.test(modelId)) {
      refuse("meta-llama (all but Llama 3.2 11B and 90B, and Llama 4)", parameters, ["images"]);
    }
    const prompt = "<|image|>".repeat(images.length) + unmarked(parameters.prompt);
    return present({
      prompt: modelId.includes("llama2")
        ? instruction(parameters.prompt, system && `<<SYS>>\n${unmarked(system)}\n<</SYS>>`)
        : modelId.includes("llama4")
        ? llama4(prompt, system)
        : llama3(prompt, system),
      ...generation("meta-llama", parameters, { maxTokens: "max_gen_len", topP: "top_p", images: "" }),
      images: images.map(({ bytes }) => toBase64(bytes)),
    });
  },
  read: (response): TextAnswer =>
    textAnswer(
      response,
      response.generation,
      response.stop_reason,
      usageOf(response.prompt_token_count, response.generation_token_count),
    ),
  readChunk(chunk): TextDelta {
    const { prompt_token_count: input, stop_reason: reason } = chunk;
    // The running count stands in every chunk; it is told with the first and the last, and costs nothing in between.
    const usage = reason || input != null ? usageOf(input, chunk.generation_token_count) : undefined;
    return textDelta(chunk, chunk.generation, reason, usage);
  },
};
