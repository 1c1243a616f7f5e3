/**
 * The bodies of a model of the caller's own, brought in by Custom Model Import: three shapes, told apart by the request
 * (https://docs.aws.amazon.com/bedrock/latest/userguide/custom-model-import-code-samples-converse.html).
 *
 * Models imported before November 2025 speak the body of the family they descend from instead.
 *
 * @module
 */
import type { Document, Open } from "./document.ts";
import type { InvocationChunk, InvocationRequest, InvocationResponse } from "./invocation.ts";
import { textAnswer, textDelta, usageOf } from "./native_answer.ts";
import { openAiChat } from "./openai_chat.ts";
import type {
  ChoicesBody,
  OpenAiChatChunk,
  OpenAiChatRequest,
  OpenAiChatResponse,
  OpenAiImagePart,
  OpenAiResponseFormat,
  OpenAiTextPart,
  OpenAiUsage,
} from "./openai_chat.ts";
import type { ChunkReader, TextAdapter, TextAnswer, TextDelta } from "./text_adapter.ts";

/** What an answer is held to. */
export interface ImportedModelStructuredOutputs {
  /** A JSON Schema. */
  json?: { [key: string]: unknown } | string;
  /** A regular expression. */
  regex?: string;
  /** One of these texts. */
  choice?: string[];
  /** A grammar. */
  grammar?: string;
}

/** The request of Bedrock's own shape: `prompt`, with `max_gen_len` or no limit. */
export interface ImportedModelBedrockRequest extends InvocationRequest {
  /** The text to continue. */
  prompt: string;
  /** The most tokens to write. */
  max_gen_len?: number;
  /** Randomness. */
  temperature?: number;
  /** The probability mass that tokens are taken from, 0 to 1. */
  top_p?: number;
  /** The form of the answer. */
  response_format?: OpenAiResponseFormat;
}

/** The request of OpenAI's older shape: `prompt`, with `max_tokens`. */
export interface ImportedModelCompletionRequest extends InvocationRequest {
  /** The text to continue. */
  prompt: string;
  /** The most tokens to write. */
  max_tokens: number;
  /** Randomness. */
  temperature?: number;
  /** The probability mass that tokens are taken from, 0 to 1. */
  top_p?: number;
  /** Texts that end the answer. */
  stop?: string | string[];
  /** What the answer is held to. */
  structured_outputs?: ImportedModelStructuredOutputs;
}

/** The request of OpenAI's chat shape: `messages`; the model has to bring a chat template. */
export interface ImportedModelChatRequest extends OpenAiChatRequest<OpenAiTextPart | OpenAiImagePart> {
  /** What the answer is held to. */
  structured_outputs?: ImportedModelStructuredOutputs;
}

/** The request of an imported model, in one of its three shapes. */
export type ImportedModelRequest =
  | ImportedModelBedrockRequest
  | ImportedModelCompletionRequest
  | ImportedModelChatRequest;

/** The answer of Bedrock's own shape. */
export interface ImportedModelBedrockResponse extends InvocationResponse {
  /** The text. */
  generation: string;
  /** Tokens read. */
  prompt_token_count: number;
  /** Tokens written. */
  generation_token_count: number;
  /** Why it ended. */
  stop_reason: Open<"stop" | "length"> | null;
  /** The tokens' probabilities. */
  logprobs?: Document;
}

/** The answer of OpenAI's older shape. */
export interface ImportedModelCompletionResponse extends InvocationResponse {
  /** The answer's id. */
  id: string;
  /** Always `text_completion`. */
  object: Open<"text_completion">;
  /** When it was made, in seconds since 1970. */
  created: number;
  /** The texts, in practice one. */
  choices: {
    /** The text's place. */
    index: number;
    /** The text. */
    text: string;
    /** Why it ended. */
    finish_reason: Open<"stop" | "length"> | null;
  }[];
  /** Token counts. */
  usage?: OpenAiUsage;
}

/** The answer of an imported model: its shape follows the request's. */
export type ImportedModelResponse =
  | ImportedModelBedrockResponse
  | ImportedModelCompletionResponse
  | OpenAiChatResponse;

/** One chunk of an imported model: the answer's shape, with pieces in place of texts. */
export type ImportedModelChunk =
  | (Partial<ImportedModelBedrockResponse> & InvocationChunk)
  | (Partial<ImportedModelCompletionResponse> & InvocationChunk)
  | OpenAiChatChunk;

const chat = openAiChat<OpenAiTextPart | OpenAiImagePart>("imported-model", { blind: /^\b$/ });

function generated(body: ImportedModelResponse | ImportedModelChunk): body is ImportedModelBedrockResponse {
  return typeof (body as ImportedModelBedrockResponse).generation === "string";
}

function withGenerations(reader: ChunkReader<OpenAiChatChunk>): ChunkReader<ImportedModelChunk> {
  return {
    readChunk(chunk): TextDelta {
      if (!generated(chunk)) return reader.readChunk(chunk as ChoicesBody as OpenAiChatChunk);
      const { generation, stop_reason: reason, prompt_token_count: input, generation_token_count: output } = chunk;
      return textDelta(chunk, generation, reason, reason ? usageOf(input, output) : undefined);
    },
  };
}

/** A prompt to an imported model in OpenAI's chat shape, and an answer of any of the three shapes back. */
export const importedModel: TextAdapter<ImportedModelRequest, ImportedModelResponse, ImportedModelChunk> = {
  toBody: (parameters, options): ImportedModelRequest => chat.toBody(parameters, options),
  read(response): TextAnswer {
    if (!generated(response)) return chat.read(response as OpenAiChatResponse);
    const { generation, stop_reason, prompt_token_count, generation_token_count } = response;
    return textAnswer(response, generation, stop_reason, usageOf(prompt_token_count, generation_token_count));
  },
  readChunk: withGenerations(chat).readChunk,
  startReading: () => withGenerations(chat.startReading!()),
};
