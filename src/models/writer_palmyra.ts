/**
 * Writer Palmyra's body for X4 and X5: a conversation in, the next message out, in OpenAI's shape with members of its own
 * (https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-writer-palmyra.html).
 *
 * @module
 */
import type { Document, Open } from "./document.ts";
import type { InvocationRequest, InvocationResponse } from "./invocation.ts";
import { openAiChat } from "./openai_chat.ts";
import type {
  OpenAiAnswerMessage,
  OpenAiChatChunk,
  OpenAiFinishReason,
  OpenAiTool,
  OpenAiToolCall,
  OpenAiToolChoice,
  OpenAiUsage,
} from "./openai_chat.ts";
import type { TextAdapter } from "./text_adapter.ts";

/** One turn of the conversation. */
export interface WriterPalmyraMessage {
  /** Who speaks. */
  role: Open<"system" | "user" | "assistant" | "tool">;
  /** What is said. */
  content?: string | null;
  /** The calls of tools that an assistant made. */
  tool_calls?: OpenAiToolCall[] | null;
  /** The id of the call whose result this is. */
  tool_call_id?: string;
}

/** The request of Palmyra. */
export interface WriterPalmyraRequest extends InvocationRequest {
  /** The conversation so far. */
  messages: WriterPalmyraMessage[];
  /** Randomness, 0 to 2. @default {1} */
  temperature?: number;
  /** The probability mass that tokens are taken from, above 0 to 1. @default {1} */
  top_p?: number;
  /** The most tokens to write, 1 to 8192. @default {16} */
  max_tokens?: number;
  /** The fewest tokens to write. @default {0} */
  min_tokens?: number;
  /** Texts that end the answer, up to four. */
  stop?: string[];
  /** Makes answers repeatable, as far as that goes. */
  seed?: number;
  /** Discourages tokens that have appeared, -2 to 2. @default {0} */
  presence_penalty?: number;
  /** Discourages tokens the more often they have appeared, -2 to 2. @default {0} */
  frequency_penalty?: number;
  /** The tools of this request. */
  tools?: OpenAiTool[];
  /** Whether one has to be called. */
  tool_choice?: OpenAiToolChoice;
}

/** The answer of Palmyra. */
export interface WriterPalmyraResponse extends InvocationResponse {
  /** The answer's id. */
  id: string;
  /** Always `chat.completion`. */
  object: Open<"chat.completion">;
  /** When it was made, in seconds since 1970. */
  created: number;
  /** The model. */
  model: string;
  /** The answers, in practice one. */
  choices: {
    /** The answer's place. */
    index: number;
    /** What was said. */
    message: OpenAiAnswerMessage;
    /** Why it ended. */
    finish_reason: OpenAiFinishReason | null;
    /** The stop text that was hit. */
    stop_reason?: string | number | null;
    /** The tokens' probabilities. */
    logprobs?: Document;
  }[];
  /** Token counts. */
  usage: OpenAiUsage;
  /** The prompt's tokens' probabilities. */
  prompt_logprobs?: Document;
}

/** One chunk of Palmyra; the last may be followed by one that is the text `[DONE]`. */
export type WriterPalmyraChunk = OpenAiChatChunk;

/** A prompt to Palmyra, and back. */
export const writerPalmyra: TextAdapter<WriterPalmyraRequest, WriterPalmyraResponse, WriterPalmyraChunk> = openAiChat(
  "writer-palmyra",
) as TextAdapter<WriterPalmyraRequest, WriterPalmyraResponse, WriterPalmyraChunk>;
