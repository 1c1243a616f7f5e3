/**
 * Mistral's body for Large 2407 and Pixtral Large: a conversation in, the next message out
 * (https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-mistral-chat-completion.html).
 *
 * @module
 */
import type { Open } from "./document.ts";
import type { InvocationChunk, InvocationRequest, InvocationResponse } from "./invocation.ts";
import { generation, refuse } from "./native_body.ts";
import { chatMessages, readChoices, readChoicesChunk } from "./openai_chat.ts";
import type { OpenAiImagePart, OpenAiTextPart, OpenAiTool, OpenAiToolCall, OpenAiUsage } from "./openai_chat.ts";
import type { TextAdapter } from "./text_adapter.ts";

/** One turn of the conversation. */
export interface MistralChatMessage {
  /** Who speaks. */
  role: Open<"system" | "user" | "assistant" | "tool">;
  /** What is said, images for Pixtral only; nothing, beside calls of tools. */
  content: string | (OpenAiTextPart | OpenAiImagePart)[] | null;
  /** The calls of tools that an assistant made. */
  tool_calls?: OpenAiToolCall[] | null;
  /** The id of the call whose result this is. */
  tool_call_id?: string;
}

/** The request of Mistral's chat models. */
export interface MistralChatRequest extends InvocationRequest {
  /** The conversation so far. */
  messages: MistralChatMessage[];
  /** The tools of this request. */
  tools?: OpenAiTool[];
  /** Whether one has to be called. @default {"auto"} */
  tool_choice?: Open<"auto" | "any" | "none">;
  /** The most tokens to write, up to 8192. @default {8192} */
  max_tokens?: number;
  /** Randomness, 0 to 1. @default {0.7} */
  temperature?: number;
  /** The probability mass that tokens are taken from, 0 to 1. @default {1} */
  top_p?: number;
}

/** Why a chat model of Mistral's stopped. */
export type MistralChatStopReason = Open<"stop" | "length" | "tool_calls">;

/** What an assistant of Mistral's said. */
export interface MistralChatAnswerMessage {
  /** Always the assistant. */
  role: Open<"assistant">;
  /** The text. */
  content: string | null;
  /** The calls of tools, whole. */
  tool_calls?: OpenAiToolCall[] | null;
}

/** The answer of Mistral's chat models. */
export interface MistralChatResponse extends InvocationResponse {
  /** The answer's id. */
  id?: string;
  /** Always `chat.completion`. */
  object?: Open<"chat.completion">;
  /** When it was made, in seconds since 1970. */
  created?: number;
  /** The model. */
  model?: string;
  /** The answers, in practice one. */
  choices: {
    /** The answer's place. */
    index: number;
    /** What was said. */
    message: MistralChatAnswerMessage;
    /** Why it ended. */
    finish_reason?: MistralChatStopReason | null;
    /** Why it ended, by the older name. */
    stop_reason?: MistralChatStopReason | null;
  }[];
  /** Token counts. */
  usage?: OpenAiUsage;
}

/** One chunk of Mistral's chat models: pieces stand in `message`, or in `delta` as OpenAI has it. */
export interface MistralChatChunk extends InvocationChunk {
  /** The pieces, in practice one. */
  choices: {
    /** The answer's place. */
    index: number;
    /** The piece. */
    message?: Partial<MistralChatAnswerMessage>;
    /** The piece, by OpenAI's name. */
    delta?: Partial<MistralChatAnswerMessage>;
    /** Why it ended; in the last piece. */
    stop_reason?: MistralChatStopReason | null;
    /** Why it ended, by OpenAI's name. */
    finish_reason?: MistralChatStopReason | null;
  }[];
  /** Token counts. */
  usage?: OpenAiUsage | null;
}

/** A prompt to Mistral's chat models, and back. */
export const mistralChat: TextAdapter<MistralChatRequest, MistralChatResponse, MistralChatChunk> = {
  toBody(parameters, { modelId = "" } = {}): MistralChatRequest {
    if (modelId.includes("mistral-large")) refuse("mistral-chat (Mistral Large)", parameters, ["images"]);
    return {
      messages: chatMessages(parameters),
      ...generation("mistral-chat", parameters, { maxTokens: "max_tokens", topP: "top_p", images: "" }, 4096),
    };
  },
  read: readChoices,
  readChunk: readChoicesChunk,
};
