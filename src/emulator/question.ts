/**
 * The words that all model bodies share: what was asked, whatever the family, and what is answered.
 *
 * @module
 */

/** Any JSON value. */
export type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

/** A JSON object whose members are not known yet. */
export type JsonObject = Record<string, unknown>;

/** A picture, document, clip or sound beside the text. */
export interface Media {
  /** What it is. */
  kind: "image" | "document" | "video" | "audio";
  /** Its format as the caller names it, e.g. `png` or `pdf`. */
  format: string;
  /** Its bytes; absent when it lies in S3. */
  bytes?: Uint8Array;
  /** Where it lies when it is not in the request. */
  uri?: string;
  /** A document's name. */
  name?: string;
  /** A document's text, when it came as text. */
  text?: string;
  /** Whether the answer should cite it. */
  citations?: boolean;
}

/** A call of a tool, made by the model. */
export interface ToolCall {
  /** Its id. */
  id: string;
  /** The tool. */
  name: string;
  /** The arguments. */
  input: unknown;
}

/** What a tool gave back. */
export interface ToolResult {
  /** The id of the call. */
  id: string;
  /** The text, or the JSON as text. */
  text: string;
  /** The JSON, when there was one. */
  json?: unknown;
  /** Whether the tool failed. */
  failed: boolean;
}

/** One piece of a turn. */
export type Part =
  | { type: "text"; text: string }
  | { type: "media"; media: Media }
  | { type: "call"; call: ToolCall }
  | { type: "result"; result: ToolResult }
  | { type: "thought"; text: string; signature?: string }
  | { type: "cache"; ttl: "5m" | "1h" };

/** One turn of a conversation. */
export interface Turn {
  /** Who speaks. */
  role: "user" | "assistant";
  /** What is said. */
  parts: Part[];
}

/** A tool that may be called. */
export interface ToolOffer {
  /** Its name. */
  name: string;
  /** What it does. */
  description: string;
  /** The JSON schema of its arguments. */
  schema: JsonObject;
}

/** Everything one request asks, in words that are the same for every family. */
export interface Question {
  /** Instructions that stand before the conversation. */
  system: Part[];
  /** The conversation. */
  turns: Turn[];
  /** The most tokens to write. */
  maxTokens: number;
  /** Texts that end the answer. */
  stopSequences: string[];
  /** The tools. */
  tools: ToolOffer[];
  /** Whether a tool has to be called: `auto`, `any`, `none`, or the tool's name behind an `=`. */
  toolChoice: "auto" | "any" | "none" | `=${string}`;
  /** A schema that the answer has to fit, or `true` for any JSON object. */
  schema?: JsonObject | true;
  /** Whether to think aloud before answering. */
  thinking: boolean;
  /** Whether thoughts are only signed and not shown. */
  thoughtsHidden?: boolean;
  /** Whether a cache is used without being asked, up to the end of the question. */
  cacheAll?: boolean;
  /** Where the cache marks behind the tools stand: the first comes before everything else. */
  toolCache?: "5m" | "1h";
}

/** One piece of an answer. */
export type AnswerPart =
  | { type: "thought"; text: string; signature: string }
  | { type: "text"; text: string; citations?: AnswerCitation[] }
  | { type: "call"; call: ToolCall };

/** Where a sentence of the answer comes from. */
export interface AnswerCitation {
  /** Which document of the request, from 0. */
  documentIndex: number;
  /** Its name. */
  title: string;
  /** The words cited. */
  text: string;
  /** Where they begin. */
  start: number;
  /** Where they end. */
  end: number;
}

/** Why an answer ended, in Converse's vocabulary. */
export type StopReason =
  | "end_turn"
  | "max_tokens"
  | "stop_sequence"
  | "tool_use"
  | "guardrail_intervened"
  | "content_filtered";

/** What was read and written, in tokens. */
export interface Usage {
  /** Tokens read, without those that came from or went to the cache. */
  input: number;
  /** Tokens written. */
  output: number;
  /** Tokens of thoughts among those written. */
  thought: number;
  /** Tokens read from the cache. */
  cacheRead: number;
  /** Tokens written to the cache for five minutes. */
  cacheWrite5m: number;
  /** Tokens written to the cache for an hour. */
  cacheWrite1h: number;
}

/** What the brain says. */
export interface Answer {
  /** The pieces, in order. */
  parts: AnswerPart[];
  /** Why it ended. */
  stopReason: StopReason;
  /** The stop sequence that ended it. */
  stopSequence?: string;
  /** The tokens. */
  usage: Usage;
}

/** A question with nothing in it. */
export function emptyQuestion(maxTokens = 512): Question {
  return {
    ...{ system: [], turns: [], maxTokens, stopSequences: [] },
    ...{ tools: [], toolChoice: "auto" as const, thinking: false },
  };
}

/** The text of parts, joined by line breaks. */
export function textOf(parts: readonly Part[]): string {
  return parts.flatMap((part) => part.type === "text" ? [part.text] : []).join("\n");
}

/** The text of an answer. */
export function answerText(answer: Answer): string {
  return answer.parts.map((part) => part.type === "text" ? part.text : "").join("");
}

/** Whether a value is an object with members. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
