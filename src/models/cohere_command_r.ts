/**
 * Cohere Command R's body: a message and what went before it in, the reply out
 * (https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-cohere-command-r-plus.html).
 *
 * @module
 */
import type { Document, Open } from "./document.ts";
import type { InvocationChunk, InvocationRequest, InvocationResponse } from "./invocation.ts";
import { textAnswer, textDelta, usageOf } from "./native_answer.ts";
import { generation, present } from "./native_body.ts";
import type { TextAdapter, TextAnswer, TextDelta } from "./text_adapter.ts";

/** One turn that went before. */
export interface CohereCommandRTurn {
  /** Who spoke. */
  role: Open<"USER" | "CHATBOT">;
  /** What was said. */
  message: string;
}

/** A tool that the model may call. */
export interface CohereCommandRTool {
  /** Its name. */
  name: string;
  /** What it does. */
  description: string;
  /** What it is called with, by name. */
  parameter_definitions?: Record<string, {
    /** What it means. */
    description?: string;
    /** Its type, in Python's words: `str`, `int`, `float`, `bool`, `list`, `dict`. */
    type: string;
    /** Whether it has to be given. */
    required?: boolean;
  }>;
}

/** The model's call of a tool. */
export interface CohereCommandRToolCall {
  /** The tool's name. */
  name: string;
  /** What it is called with. */
  parameters: { [key: string]: unknown };
}

/** The request of Command R and R+. */
export interface CohereCommandRRequest extends InvocationRequest {
  /** What is said. */
  message: string;
  /** What went before. */
  chat_history?: CohereCommandRTurn[];
  /** Documents that the answer cites: texts by name; `_excludes` lists the names that are not read. */
  documents?: Record<string, string | string[]>[];
  /** Whether only searches are answered with. @default {false} */
  search_queries_only?: boolean;
  /** Instructions, in place of the model's own. */
  preamble?: string;
  /** The most tokens to write. */
  max_tokens?: number;
  /** Randomness, 0 to 1. @default {0.3} */
  temperature?: number;
  /** The probability mass that tokens are taken from, 0.01 to 0.99. @default {0.75} */
  p?: number;
  /** How many of the likeliest tokens are considered, 0 to 500; all for 0. @default {0} */
  k?: number;
  /** Whether a conversation that is too long loses its beginning. @default {"OFF"} */
  prompt_truncation?: Open<"OFF" | "AUTO_PRESERVE_ORDER">;
  /** Discourages tokens the more often they have appeared, 0 to 1. @default {0} */
  frequency_penalty?: number;
  /** Discourages tokens that have appeared, 0 to 1. @default {0} */
  presence_penalty?: number;
  /** Makes answers repeatable, as far as that goes. */
  seed?: number;
  /** Whether the prompt as the model reads it is told. @default {false} */
  return_prompt?: boolean;
  /** The tools of this request. */
  tools?: CohereCommandRTool[];
  /** What called tools gave. */
  tool_results?: {
    /** The call. */
    call: CohereCommandRToolCall;
    /** What it gave. */
    outputs: { [key: string]: unknown }[];
  }[];
  /** Texts that end the answer. */
  stop_sequences?: string[];
  /** Whether `message` goes to the model as it is. @default {false} */
  raw_prompting?: boolean;
}

/** Why Command R stopped: in upper case on the wire, in lower case in AWS's pages. */
export type CohereCommandRFinishReason = Open<
  "COMPLETE" | "MAX_TOKENS" | "STOP_SEQUENCE" | "TOOL_CALL" | "ERROR" | "ERROR_TOXIC" | "ERROR_LIMIT" | "USER_CANCEL"
>;

/** Which documents a piece of the text comes from. */
export interface CohereCommandRCitation {
  /** The first character. */
  start: number;
  /** The character after the last. */
  end: number;
  /** The piece. */
  text: string;
  /** The documents. */
  document_ids: string[];
}

/** The answer of Command R. */
export interface CohereCommandRResponse extends InvocationResponse {
  /** The answer's id. */
  response_id: string;
  /** The text. */
  text: string;
  /** The text's id. */
  generation_id: string;
  /** Which documents it comes from. */
  citations?: CohereCommandRCitation[];
  /** Why it ended. */
  finish_reason?: CohereCommandRFinishReason | null;
  /** The calls of tools. */
  tool_calls?: CohereCommandRToolCall[];
  /** The conversation with this turn. */
  chat_history?: CohereCommandRTurn[];
  /** The prompt as the model read it. */
  prompt?: string;
  /** Searches to make. */
  search_queries?: {
    /** The search. */
    text: string;
    /** Its id. */
    generation_id: string;
  }[];
  /** Whether a search has to be made. */
  is_search_required?: boolean;
  /** About the answer's making. */
  meta?: {
    /** The version that answered. */
    api_version?: {
      /** Its number. */
      version?: string;
    };
    /** What is charged. */
    billed_units?: {
      /** Tokens read. */
      input_tokens?: number;
      /** Tokens written. */
      output_tokens?: number;
    };
  };
}

/** One chunk of Command R: an event, told by its type. */
export interface CohereCommandRChunk extends InvocationChunk {
  /** What happens. */
  event_type: Open<
    | "stream-start"
    | "text-generation"
    | "citation-generation"
    | "tool-calls-generation"
    | "search-queries-generation"
    | "search-results"
    | "stream-end"
  >;
  /** Whether this is the last one. */
  is_finished: boolean;
  /** The text's id; at the start. */
  generation_id?: string;
  /** The text that this chunk adds. */
  text?: string;
  /** Which documents it comes from. */
  citations?: CohereCommandRCitation[];
  /** The calls of tools. */
  tool_calls?: CohereCommandRToolCall[];
  /** Searches to make. */
  search_queries?: Document[];
  /** Why it ended; at the end. */
  finish_reason?: CohereCommandRFinishReason;
  /** The whole answer; at the end. */
  response?: CohereCommandRResponse;
}

/** A prompt to Command R, and back. */
export const cohereCommandR: TextAdapter<CohereCommandRRequest, CohereCommandRResponse, CohereCommandRChunk> = {
  toBody(parameters): CohereCommandRRequest {
    return present({
      message: parameters.prompt,
      preamble: parameters.system || undefined,
      ...generation("cohere-command-r", parameters, {
        maxTokens: "max_tokens",
        topP: "p",
        topK: "k",
        stopSequences: "stop_sequences",
      }),
    });
  },
  read(response): TextAnswer {
    const units = response.meta?.billed_units;
    return textAnswer(
      response,
      response.text,
      response.finish_reason,
      usageOf(units?.input_tokens, units?.output_tokens),
    );
  },
  readChunk(chunk): TextDelta {
    const units = chunk.response?.meta?.billed_units;
    return textDelta(
      chunk,
      chunk.text,
      chunk.finish_reason,
      units && usageOf(units.input_tokens, units.output_tokens),
      chunk.is_finished === true,
    );
  },
};
