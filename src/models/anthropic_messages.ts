/**
 * Claude's body from Claude 3 on: a conversation in, the next message out.
 *
 * On Bedrock it has a version instead of the provider's model and stream members
 * (https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-anthropic-claude-messages-request-response.html).
 *
 * @module
 */
import type { Document, Open } from "./document.ts";
import type { InvocationChunk, InvocationRequest, InvocationResponse } from "./invocation.ts";
import { textAnswer, textDelta, usageOf } from "./native_answer.ts";
import { formatOf, generation, present, refuse, toBase64 } from "./native_body.ts";
import type { PromptUsage, TextAdapter, TextAnswer, TextDelta } from "./text_adapter.ts";

/** Ends a prefix that is worth caching; four at most in a request, the longer-lived ones first. */
export interface AnthropicCacheControl {
  /** The kind of cache. */
  type: Open<"ephemeral">;
  /** How long the entry lives. @default {"5m"} */
  ttl?: Open<"5m" | "1h">;
}

/** Where a text block's statement comes from. */
export interface AnthropicCitation {
  /** What is pointed into: characters or pages of a document, blocks of content, or a search result. */
  type: Open<"char_location" | "page_location" | "content_block_location" | "search_result_location">;
  /** The words that are cited. */
  cited_text?: string;
  /** Which document, from 0. */
  document_index?: number;
  /** The document's title. */
  document_title?: string | null;
  /** The first character. */
  start_char_index?: number;
  /** The character after the last. */
  end_char_index?: number;
  /** The first page, from 1. */
  start_page_number?: number;
  /** The page after the last. */
  end_page_number?: number;
  /** The first block. */
  start_block_index?: number;
  /** The block after the last. */
  end_block_index?: number;
  /** Which search result, from 0. */
  search_result_index?: number;
  /** The search result's source. */
  source?: string;
  /** The search result's title. */
  title?: string | null;
}

/** A block of text. */
export interface AnthropicTextBlock {
  /** What kind of block this is. */
  type: "text";
  /** The text. */
  text: string;
  /** Where its statements come from. */
  citations?: AnthropicCitation[] | null;
  /** Ends a prefix that is worth caching. */
  cache_control?: AnthropicCacheControl;
}

/** An image: up to 3.75 MB and 8,000 pixels a side. */
export interface AnthropicImageBlock {
  /** What kind of block this is. */
  type: "image";
  /** The image itself; Bedrock takes base64, not addresses or files. */
  source: {
    /** How it is given. */
    type: Open<"base64">;
    /** Its media type. */
    media_type: Open<"image/jpeg" | "image/png" | "image/gif" | "image/webp">;
    /** The bytes, as base64. */
    data: string;
  };
  /** What is done with an image that is too large. */
  transformations?: {
    /** Scale it down, or fail. */
    oversized_image?: Open<"downsize" | "error">;
  };
  /** Ends a prefix that is worth caching. */
  cache_control?: AnthropicCacheControl;
}

/** Where a document is. */
export type AnthropicDocumentSource = {
  /** How it is given: a PDF. */
  type: "base64";
  /** Its media type. */
  media_type: Open<"application/pdf">;
  /** The bytes, as base64. */
  data: string;
} | {
  /** How it is given: plain text. */
  type: "text";
  /** Its media type. */
  media_type: Open<"text/plain">;
  /** The text. */
  data: string;
} | {
  /** How it is given: blocks. */
  type: "content";
  /** The blocks. */
  content: string | AnthropicRequestBlock[];
};

/** A document: a PDF of up to 100 pages, a text, or blocks. */
export interface AnthropicDocumentBlock {
  /** What kind of block this is. */
  type: "document";
  /** The document itself. */
  source: AnthropicDocumentSource;
  /** Its title. */
  title?: string | null;
  /** What the model should know about it, which is never cited. */
  context?: string | null;
  /** Whether the answer cites it. */
  citations?: {
    /** Whether it does. */
    enabled?: boolean;
  };
  /** Ends a prefix that is worth caching. */
  cache_control?: AnthropicCacheControl;
}

/** What a search of the caller's own found. */
export interface AnthropicSearchResultBlock {
  /** What kind of block this is. */
  type: "search_result";
  /** Where it was found. */
  source: string;
  /** Its title. */
  title: string;
  /** Its text. */
  content: AnthropicTextBlock[];
  /** Whether the answer cites it. */
  citations?: {
    /** Whether it does. */
    enabled?: boolean;
  };
  /** Ends a prefix that is worth caching. */
  cache_control?: AnthropicCacheControl;
}

/** What the model thought; given back unchanged in the next request. */
export interface AnthropicThinkingBlock {
  /** What kind of block this is. */
  type: "thinking";
  /** The thought, empty when it is omitted from display. */
  thinking: string;
  /** What proves that the thought is the model's. */
  signature: string;
}

/** A thought that is kept secret; given back unchanged in the next request. */
export interface AnthropicRedactedThinkingBlock {
  /** What kind of block this is. */
  type: "redacted_thinking";
  /** The encrypted thought. */
  data: string;
}

/** The model's call of a tool. */
export interface AnthropicToolUseBlock {
  /** What kind of block this is: a tool of the caller, or of the service. */
  type: "tool_use" | "server_tool_use";
  /** The call's id, which its result names. */
  id: string;
  /** The tool's name. */
  name: string;
  /** What the tool is called with. */
  input: unknown;
  /** Who called it, where tools call tools. */
  caller?: Document;
  /** The set that the tool belongs to. */
  toolset_name?: string;
  /** Ends a prefix that is worth caching. */
  cache_control?: AnthropicCacheControl;
}

/** What a tool gave; results stand first in their message. */
export interface AnthropicToolResultBlock {
  /** What kind of block this is. */
  type: "tool_result";
  /** The id of the call. */
  tool_use_id: string;
  /** What the tool gave. */
  content?: string | AnthropicRequestBlock[];
  /** Whether the call failed. */
  is_error?: boolean;
  /** The set that the tool belongs to. */
  toolset_name?: string;
  /** Ends a prefix that is worth caching. */
  cache_control?: AnthropicCacheControl;
}

/** What a search among the tools found. */
export interface AnthropicToolSearchResultBlock {
  /** What kind of block this is. */
  type: "tool_search_tool_result";
  /** The id of the search's call. */
  tool_use_id: string;
  /** The tools that were found, or why none could be. */
  content: {
    /** Whether it is a result or an error. */
    type: Open<"tool_search_tool_search_result" | "tool_search_tool_result_error">;
    /** The tools. */
    tool_references?: AnthropicToolReferenceBlock[];
    /** What went wrong. */
    error_code?: string;
  };
}

/** A tool that is meant by its name. */
export interface AnthropicToolReferenceBlock {
  /** What kind of block this is. */
  type: "tool_reference";
  /** The tool's name. */
  tool_name: string;
}

/** A summary that stands for the conversation before it; beta. */
export interface AnthropicCompactionBlock {
  /** What kind of block this is. */
  type: "compaction";
  /** The summary. */
  content: string | null;
  /** Ends a prefix that is worth caching. */
  cache_control?: AnthropicCacheControl;
}

/** A block of a message in a request. */
export type AnthropicRequestBlock =
  | AnthropicTextBlock
  | AnthropicImageBlock
  | AnthropicDocumentBlock
  | AnthropicSearchResultBlock
  | AnthropicThinkingBlock
  | AnthropicRedactedThinkingBlock
  | AnthropicToolUseBlock
  | AnthropicToolResultBlock
  | AnthropicToolSearchResultBlock
  | AnthropicToolReferenceBlock
  | AnthropicCompactionBlock;

/** One turn of the conversation. */
export interface AnthropicMessage {
  /** Who speaks; the user begins, and turns of one role are merged. */
  role: Open<"user" | "assistant" | "system">;
  /** What is said; a string is one block of text. */
  content: string | AnthropicRequestBlock[];
}

/** A tool that the model may call. */
export interface AnthropicTool {
  /** Absent or `custom` for a tool of the caller, else one of the provider's: `bash_20250124`, `memory_20250818`, … */
  type?: string;
  /** Its name, 1 to 64 letters, digits, `_` and `-`. */
  name: string;
  /** What it does and when to use it. */
  description?: string;
  /** A JSON Schema, of type object, of what it is called with; for a tool of the caller. */
  input_schema?: { [key: string]: unknown };
  /** Whether calls hold the schema exactly. */
  strict?: boolean;
  /** Whether it stays unseen until a search among the tools finds it. */
  defer_loading?: boolean;
  /** What calls look like, up to 20. */
  input_examples?: unknown[];
  /** Whether the input is streamed before it is known to be valid JSON. */
  eager_input_streaming?: boolean;
  /** Who may call it. */
  allowed_callers?: string[];
  /** The width of the screen; computer use. */
  display_width_px?: number;
  /** The height of the screen; computer use. */
  display_height_px?: number;
  /** The number of the screen; computer use. */
  display_number?: number | null;
  /** The most characters of a file that are shown; the text editor. */
  max_characters?: number;
  /** Ends a prefix that is worth caching. */
  cache_control?: AnthropicCacheControl;
}

/** Whether a tool has to be called; `any` and `tool` do not go with thinking. */
export interface AnthropicToolChoice {
  /** The model decides, one has to be called, this one has to be called, or none may be. */
  type: Open<"auto" | "any" | "tool" | "none">;
  /** The tool's name, for `tool`. */
  name?: string;
  /** Whether the model makes one call at a time. @default {false} */
  disable_parallel_tool_use?: boolean;
}

/** How the model thinks; excludes temperature, top_p, top_k and a forced tool. */
export interface AnthropicThinking {
  /** With a budget (to Opus 4.5), as much as it needs (from Opus 4.6), between calls of tools, or not. */
  type: Open<"enabled" | "disabled" | "adaptive" | "between_tools">;
  /** Tokens to think with: 1024 or more, below `max_tokens`; for `enabled`. */
  budget_tokens?: number;
  /** Whether thoughts are shown. */
  display?: Open<"summarized" | "omitted">;
}

/** How much the model works on an answer, and its form. */
export interface AnthropicOutputConfig {
  /** How much work. */
  effort?: Open<"low" | "medium" | "high" | "xhigh" | "max">;
  /** The form. */
  format?: {
    /** The kind of form. */
    type: Open<"json_schema">;
    /** A JSON Schema without recursion and bounds, whose objects have no additional properties. */
    schema: { [key: string]: unknown };
  };
}

/** One way to shorten the conversation before the model reads it; beta. */
export interface AnthropicContextEdit {
  /** Which way. */
  type: Open<"clear_tool_uses_20250919" | "clear_thinking_20251015" | "compact_20260112">;
  /** When it happens: from how many tokens, or calls of tools, on. */
  trigger?: AnthropicContextAmount;
  /** What is kept. */
  keep?: AnthropicContextAmount | "all";
  /** The least that has to be won. */
  clear_at_least?: AnthropicContextAmount;
  /** Tools whose calls stay. */
  exclude_tools?: string[];
  /** Whether what tools were called with goes too. @default {false} */
  clear_tool_inputs?: boolean | string[];
  /** Whether the answer stops after a compaction. @default {false} */
  pause_after_compaction?: boolean;
  /** How to summarise. */
  instructions?: string | null;
}

/** A number of tokens, calls of tools, or turns. */
export interface AnthropicContextAmount {
  /** What is counted. */
  type: Open<"input_tokens" | "tool_uses" | "thinking_turns">;
  /** How many. */
  value: number;
}

/** The request of Claude Messages. */
export interface AnthropicMessagesRequest extends InvocationRequest {
  /** The body's version. */
  anthropic_version: Open<"bedrock-2023-05-31">;
  /** The most tokens to write, from 1 to the model's own limit; above 21,333 the answer has to be streamed. */
  max_tokens: number;
  /** The conversation so far. */
  messages: AnthropicMessage[];
  /** Instructions. */
  system?: string | AnthropicTextBlock[];
  /** Randomness, 0 to 1; not with thinking, not with `top_p` from Claude 4.1 on, not at all from Claude 5 on. @default {1} */
  temperature?: number;
  /** The probability mass that tokens are taken from, 0 to 1; excluded as `temperature` is. @default {0.999} */
  top_p?: number;
  /** How many of the likeliest tokens are considered, 0 to 500; not with thinking. */
  top_k?: number;
  /** Texts that end the answer, up to 8191. */
  stop_sequences?: string[];
  /** The tools of this request. */
  tools?: AnthropicTool[];
  /** Whether one has to be called. */
  tool_choice?: AnthropicToolChoice;
  /** How the model thinks. */
  thinking?: AnthropicThinking;
  /** How much work, and the form of the answer. */
  output_config?: AnthropicOutputConfig;
  /** Features in trial, by the provider's names. */
  anthropic_beta?: string[];
  /** How the conversation is shortened; beta. */
  context_management?: {
    /** The ways, in order. */
    edits?: AnthropicContextEdit[];
  };
  /** About the caller. */
  metadata?: {
    /** An opaque id of the end user. */
    user_id?: string | null;
  };
  /** Caches up to the last block that can be cached. */
  cache_control?: AnthropicCacheControl;
  /** The profile of the end user. */
  user_profile_id?: string;
}

/** A block of an answer. */
export type AnthropicResponseBlock =
  | AnthropicTextBlock
  | AnthropicThinkingBlock
  | AnthropicRedactedThinkingBlock
  | AnthropicToolUseBlock
  | AnthropicToolSearchResultBlock
  | AnthropicCompactionBlock;

/** Why Claude stopped. */
export type AnthropicStopReason = Open<
  | "end_turn"
  | "max_tokens"
  | "stop_sequence"
  | "tool_use"
  | "refusal"
  | "pause_turn"
  | "model_context_window_exceeded"
  | "compaction"
>;

/** What is told beside a stop reason. */
export interface AnthropicStopDetails {
  /** Which reason is detailed. */
  type: Open<"refusal">;
  /** What was refused. */
  category?: Open<"cyber" | "bio" | "frontier_llm" | "reasoning_extraction" | "general_harms"> | null;
  /** Why, in words. */
  explanation?: string | null;
}

/** Claude's token counts. */
export interface AnthropicUsage {
  /** Tokens read, without cached ones. */
  input_tokens?: number;
  /** Tokens written; in a stream, so far. */
  output_tokens?: number;
  /** Tokens written to the prompt cache. */
  cache_creation_input_tokens?: number | null;
  /** Tokens read from the prompt cache. */
  cache_read_input_tokens?: number | null;
  /** Tokens written to the prompt cache, by how long they live. */
  cache_creation?: {
    /** For five minutes. */
    ephemeral_5m_input_tokens?: number;
    /** For an hour. */
    ephemeral_1h_input_tokens?: number;
  } | null;
  /** What the tokens were written for. */
  output_tokens_details?: {
    /** For thinking. */
    thinking_tokens?: number;
  } | null;
  /** The counts of each pass, where there were several. */
  iterations?: Document[] | null;
  /** Calls of the service's own tools. */
  server_tool_use?: Document;
  /** The tier that served the request. */
  service_tier?: string | null;
}

/** What was shortened; beta. */
export interface AnthropicAppliedContext {
  /** Each edit, with what it won. */
  applied_edits?: {
    /** Which way. */
    type: string;
    /** Calls of tools that went. */
    cleared_tool_uses?: number;
    /** Tokens that went. */
    cleared_input_tokens?: number;
  }[];
}

/** The answer of Claude Messages. */
export interface AnthropicMessagesResponse extends InvocationResponse {
  /** The message's id, `msg_bdrk_…`. */
  id: string;
  /** Always `message`. */
  type: Open<"message">;
  /** Always the assistant. */
  role: Open<"assistant">;
  /** The model, by the provider's name. */
  model: string;
  /** What is said. */
  content: AnthropicResponseBlock[];
  /** Why it ended. */
  stop_reason: AnthropicStopReason | null;
  /** The stop sequence that was hit. */
  stop_sequence: string | null;
  /** More about the reason. */
  stop_details?: AnthropicStopDetails | null;
  /** Token counts. */
  usage: AnthropicUsage;
  /** What was shortened; beta. */
  context_management?: AnthropicAppliedContext | null;
}

/** A piece of a block. */
export type AnthropicBlockDelta = {
  /** A piece of text. */
  type: "text_delta";
  /** The text. */
  text: string;
} | {
  /** A piece of a tool's input. */
  type: "input_json_delta";
  /** JSON text, to be joined and then parsed; nothing at all means `{}`. */
  partial_json: string;
} | {
  /** A piece of a thought. */
  type: "thinking_delta";
  /** The thought. */
  thinking: string;
} | {
  /** A thought's signature. */
  type: "signature_delta";
  /** The signature. */
  signature: string;
} | {
  /** Where the text comes from. */
  type: "citations_delta";
  /** The citation. */
  citation: AnthropicCitation;
} | {
  /** A piece of a summary. */
  type: "compaction_delta";
  /** The summary. */
  content: string | null;
};

/** One chunk of Claude Messages: an event, told by its type. */
export type AnthropicMessagesChunk =
  & ({
    /** The answer begins. */
    type: "message_start";
    /** The answer so far: no content, and what was read. */
    message: AnthropicMessagesResponse;
  } | {
    /** A block begins. */
    type: "content_block_start";
    /** The block's place. */
    index: number;
    /** The empty block. */
    content_block: AnthropicResponseBlock;
  } | {
    /** A block goes on. */
    type: "content_block_delta";
    /** The block's place. */
    index: number;
    /** The piece. */
    delta: AnthropicBlockDelta;
  } | {
    /** A block is over. */
    type: "content_block_stop";
    /** The block's place. */
    index: number;
  } | {
    /** The answer's own members become known. */
    type: "message_delta";
    /** The members. */
    delta: {
      /** Why it ended. */
      stop_reason?: AnthropicStopReason | null;
      /** The stop sequence that was hit. */
      stop_sequence?: string | null;
      /** More about the reason. */
      stop_details?: AnthropicStopDetails | null;
    };
    /** What was written so far. */
    usage?: AnthropicUsage;
    /** What was shortened; beta. */
    context_management?: AnthropicAppliedContext | null;
  } | {
    /** The end. */
    type: "message_stop";
  } | {
    /** Nothing, to keep the connection. */
    type: "ping";
  } | {
    /** The end, in failure. */
    type: "error";
    /** What went wrong. */
    error: {
      /** The provider's name for it. */
      type: string;
      /** In words. */
      message: string;
    };
  })
  & InvocationChunk;

// Always thinking unless told otherwise, and thinking excludes these three.
const takesNoSampling = /claude-(fable|mythos|(opus|sonnet|haiku)-([5-9]|\d\d))/;
const takesOneOfTwo = /claude-(opus|sonnet|haiku)-4-[1-9]\b/;

function anthropicUsage(usage: AnthropicUsage | undefined): PromptUsage {
  return usageOf(
    usage?.input_tokens,
    usage?.output_tokens,
    usage?.cache_read_input_tokens,
    usage?.cache_creation_input_tokens,
  );
}

function messageText(content: AnthropicResponseBlock[] | undefined): string {
  let text = "";
  if (content) { for (const block of content) if (block.type === "text") text += block.text; }
  return text;
}

/** A prompt to Claude Messages, and back. */
export const anthropicMessages: TextAdapter<
  AnthropicMessagesRequest,
  AnthropicMessagesResponse,
  AnthropicMessagesChunk
> = {
  toBody(parameters, { modelId = "" } = {}): AnthropicMessagesRequest {
    const { prompt, images = [] } = parameters;
    if (takesNoSampling.test(modelId)) {
      refuse("anthropic-messages (Claude 5 and newer)", parameters, ["temperature", "topP", "topK"]);
    }
    if (parameters.temperature !== undefined && takesOneOfTwo.test(modelId)) {
      refuse("anthropic-messages (Claude 4.1 and newer, which takes one of temperature and topP)", parameters, [
        "topP",
      ]);
    }
    return present({
      anthropic_version: "bedrock-2023-05-31",
      messages: [{
        role: "user",
        content: images.length === 0 ? prompt : [
          ...images.map(({ bytes, mediaType }): AnthropicImageBlock => ({
            type: "image",
            source: { type: "base64", media_type: `image/${formatOf(mediaType)}`, data: toBase64(bytes) },
          })),
          { type: "text", text: prompt },
        ],
      }],
      system: parameters.system || undefined,
      ...generation("anthropic-messages", parameters, {
        maxTokens: "max_tokens",
        topP: "top_p",
        topK: "top_k",
        stopSequences: "stop_sequences",
        images: "",
      }, 4096),
    });
  },
  read(response): TextAnswer {
    const { content, stop_reason, usage } = response;
    return textAnswer(response, messageText(content), stop_reason, anthropicUsage(usage));
  },
  readChunk(chunk): TextDelta {
    switch (chunk.type) {
      case "content_block_delta":
        return textDelta(chunk, chunk.delta?.type === "text_delta" ? chunk.delta.text : "");
      case "message_start":
        return textDelta(chunk, "", undefined, anthropicUsage(chunk.message?.usage));
      case "message_delta":
        return textDelta(chunk, "", chunk.delta?.stop_reason, anthropicUsage(chunk.usage), false);
      case "message_stop":
        return textDelta(chunk, "", undefined, undefined, true);
      default:
        // A guardrail that blocks the input answers with one chunk, which is a whole message or holds no more than text.
        return textDelta(chunk, messageText((chunk as Partial<AnthropicMessagesResponse>).content));
    }
  },
};
