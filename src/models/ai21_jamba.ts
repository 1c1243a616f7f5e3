/**
 * AI21 Jamba's body: a conversation in, the next message out
 * (https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-jamba.html).
 *
 * @module
 */
import type { Open } from "./document.ts";
import type { InvocationChunk, InvocationRequest, InvocationResponse } from "./invocation.ts";
import { generation } from "./native_body.ts";
import { chatMessages, readChoices, readChoicesChunk } from "./openai_chat.ts";
import type { OpenAiTool, OpenAiToolCall, OpenAiUsage } from "./openai_chat.ts";
import type { TextAdapter } from "./text_adapter.ts";

/** One turn of the conversation. */
export interface Ai21JambaMessage {
  /** Who speaks. */
  role: Open<"user" | "assistant" | "system" | "tool">;
  /** What is said; nothing, beside calls of tools. */
  content: string | null;
  /** The calls of tools that an assistant made; Jamba 1.5. */
  tool_calls?: OpenAiToolCall[] | null;
  /** The id of the call whose result this is; Jamba 1.5. */
  tool_call_id?: string;
}

/** A document that the answer is drawn from; Jamba 1.5. */
export interface Ai21JambaDocument {
  /** Its text. */
  content: string;
  /** What is known of it. */
  metadata?: {
    /** The name of a fact. */
    key: string;
    /** The fact. */
    value: string;
  }[];
}

/** The request of Jamba. */
export interface Ai21JambaRequest extends InvocationRequest {
  /** The conversation so far: at least one turn of a user or an assistant. */
  messages: Ai21JambaMessage[];
  /** Randomness, 0 to 2. @default {1} */
  temperature?: number;
  /** The probability mass that tokens are taken from, 0 to 1. @default {1} */
  top_p?: number;
  /** The most tokens to write, 0 to 4096. @default {4096} */
  max_tokens?: number;
  /** Texts that end the answer. */
  stop?: string | string[];
  /** How many answers, 1 to 16; one when streamed. @default {1} */
  n?: number;
  /** Discourages tokens the more often they have appeared. */
  frequency_penalty?: number;
  /** Discourages tokens that have appeared. */
  presence_penalty?: number;
  /** Documents that the answer is drawn from; Jamba 1.5. */
  documents?: Ai21JambaDocument[];
  /** The tools of this request; Jamba 1.5. */
  tools?: OpenAiTool[];
  /** The form of the answer; Jamba 1.5. */
  response_format?: {
    /** The kind of form. */
    type: Open<"text" | "json_object">;
  };
}

/** Why Jamba stopped. */
export type Ai21JambaFinishReason = Open<"stop" | "length">;

/** The answer of Jamba. */
export interface Ai21JambaResponse extends InvocationResponse {
  /** The answer's id. */
  id: string;
  /** The answers. */
  choices: {
    /** The answer's place. */
    index: number;
    /** What was said. */
    message: {
      /** Always the assistant. */
      role: Open<"assistant">;
      /** The text. */
      content: string | null;
      /** The calls of tools. */
      tool_calls?: OpenAiToolCall[] | null;
    };
    /** Why it ended. */
    finish_reason: Ai21JambaFinishReason | null;
  }[];
  /** Token counts. */
  usage: OpenAiUsage;
  /** The model. */
  model?: string;
  /** About the answer's making. */
  meta?: {
    /** Milliseconds it took. */
    requestDurationMillis?: number;
  };
}

/** One chunk of Jamba; counts and `meta` stand in the last one. */
export interface Ai21JambaChunk extends InvocationChunk {
  /** The answer's id. */
  id?: string;
  /** The pieces. */
  choices: {
    /** The answer's place. */
    index: number;
    /** The piece. */
    delta: {
      /** Always the assistant; in the first piece. */
      role?: Open<"assistant">;
      /** A piece of text. */
      content?: string | null;
    };
    /** Why it ended; in the last piece. */
    finish_reason?: Ai21JambaFinishReason | null;
  }[];
  /** Token counts. */
  usage?: OpenAiUsage | null;
  /** About the answer's making. */
  meta?: {
    /** Milliseconds it took. */
    requestDurationMillis?: number;
  };
}

/** A prompt to Jamba, and back. */
export const ai21Jamba: TextAdapter<Ai21JambaRequest, Ai21JambaResponse, Ai21JambaChunk> = {
  toBody(parameters): Ai21JambaRequest {
    const names = { maxTokens: "max_tokens", topP: "top_p", stopSequences: "stop" } as const;
    return {
      messages: chatMessages(parameters) as Ai21JambaMessage[],
      ...generation("ai21-jamba", parameters, names, 4096),
    };
  },
  read: readChoices,
  readChunk: readChoicesChunk,
};
