/**
 * The words of Invoke: what goes in beside the model's own body, and what comes out beside the model's own answer.
 *
 * @module
 */
import type { Open } from "../models/document.ts";
import type { RequestOf, ResponseOf } from "../models/model_types.ts";
import type { Reply } from "./reply.ts";

/** What InvokeModel and InvokeModelWithResponseStream take. */
export interface InvokeModelInput<M extends string = string> {
  /** The model: an id, an inference profile, or an ARN. */
  modelId: M;
  /** The model's own body: an object, sent as JSON, or text or bytes, sent as they are. A prompt's ARN takes none. */
  body?: RequestOf<M> | string | Uint8Array;
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
  /**
   * The answer, parsed.
   *
   * @throws {SyntaxError} When it is not JSON.
   */
  json(): ResponseOf<M>;
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

/** The members of an answer that are told by headers, all of them by whole numbers. */
const COUNTS = {
  inputTokenCount: "x-amzn-bedrock-input-token-count",
  outputTokenCount: "x-amzn-bedrock-output-token-count",
  cacheReadInputTokenCount: "x-amzn-bedrock-cache-read-input-token-count",
  cacheWriteInputTokenCount: "x-amzn-bedrock-cache-write-input-token-count",
  invocationLatency: "x-amzn-bedrock-invocation-latency",
};

/**
 * Reads what InvokeModel answered.
 *
 * @param reply The answer.
 * @returns The model's body, and what the headers tell.
 */
export function readInvokeModel<M extends string>(reply: Reply): InvokeModelOutput<M> {
  const { body, headers, requestId, attempts } = reply;
  const text = (): string => new TextDecoder().decode(body);
  const output: InvokeModelOutput<M> = {
    body,
    text,
    json: () => JSON.parse(text()),
    contentType: headers.get("content-type") ?? "",
    requestId,
    attempts,
  };
  for (const [member, header] of Object.entries(COUNTS)) {
    const value = headers.get(header);
    if (value !== null && /^\d+$/.test(value)) output[member as keyof typeof COUNTS] = Number(value);
  }
  const latency = headers.get("x-amzn-bedrock-performanceconfig-latency");
  const tier = headers.get("x-amzn-bedrock-service-tier");
  if (latency !== null) output.performanceConfigLatency = latency;
  if (tier !== null) output.serviceTier = tier;
  return output;
}
