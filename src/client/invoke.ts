/**
 * The words of Invoke: what goes in beside the model's own body, and what comes out beside the model's own answer.
 *
 * @module
 */
import type { Document, Open } from "../models/document.ts";

/** The request body of a model, as far as its id tells. */
export type RequestBody<M extends string> = M extends string ? { [key: string]: Document | undefined } : never;
/** The answer of a model, as far as its id tells. */
// deno-lint-ignore no-explicit-any -- replaced by the families' types
export type ResponseBody<M extends string> = M extends string ? any : never;
/** One chunk of a model's stream, as far as its id tells. */
// deno-lint-ignore no-explicit-any -- replaced by the families' types
export type ResponseChunk<M extends string> = M extends string ? any : never;

/** What InvokeModel and InvokeModelWithResponseStream take. */
export interface InvokeModelInput<M extends string = string> {
  /** The model: an id, an inference profile, or an ARN. */
  modelId: M;
  /** The model's own body: an object, sent as JSON, or text or bytes, sent as they are. A prompt's ARN takes none. */
  body?: RequestBody<M> | string | Uint8Array;
  /**
   * The media type of the body.
   *
   * @default {"application/json"}
   */
  contentType?: string;
  /** The media type wanted back. */
  accept?: string;
  /** Whether the answer tells what the guardrail did. */
  trace?: Open<"ENABLED" | "DISABLED" | "ENABLED_FULL">;
  /** The guardrail's id or ARN. */
  guardrailIdentifier?: string;
  /** The guardrail's version, or `DRAFT`. */
  guardrailVersion?: string;
  /** The latency that is paid for. */
  performanceConfigLatency?: Open<"standard" | "optimized">;
  /** The service tier that is paid for. */
  serviceTier?: Open<"priority" | "default" | "flex" | "reserved">;
  /** Names and values for the invocation log: an object, or its JSON. */
  requestMetadata?: string | Record<string, string>;
}

/** What InvokeModel gives. */
export interface InvokeModelOutput<M extends string = string> {
  /** The answer, as it came. */
  body: Uint8Array;
  /** The answer as text. */
  text(): string;
  /** The answer, parsed. */
  json(): ResponseBody<M>;
  /** The media type of the answer. */
  contentType: string;
  /** Tokens read, without those that came from the cache, as the response header tells. */
  inputTokenCount?: number;
  /** Tokens written, as the response header tells. */
  outputTokenCount?: number;
  /** Tokens read from the prompt cache, as the response header tells. */
  cacheReadInputTokenCount?: number;
  /** Tokens written to the prompt cache, as the response header tells. */
  cacheWriteInputTokenCount?: number;
  /** How long the model took, in milliseconds, as the response header tells. */
  invocationLatency?: number;
  /** The latency that was given. */
  performanceConfigLatency?: string;
  /** The service tier that was given. */
  serviceTier?: string;
  /** AWS's request id. */
  requestId: string | undefined;
  /** How many times the call was sent. */
  attempts: number;
}
