/**
 * What Bedrock itself adds to a family's body, on the way in and on the way out: guardrails and the numbers of a stream.
 *
 * @module
 */
import type { GuardrailAssessment } from "./guardrail_assessment.ts";
import type { Open } from "./document.ts";

/** How a guardrail treats one request: a member beside the family's own, sent together with the guardrail headers only. */
export interface GuardrailInvocationConfig {
  /** The suffix of the tags around the text to be checked, 1 to 20 letters and digits; fresh and random for every request. */
  tagSuffix?: string;
  /** Whether chunks wait for the guardrail's judgement; asynchronous ones cannot be masked. @default {"SYNCHRONOUS"} */
  streamProcessingMode?: Open<"SYNCHRONOUS" | "ASYNCHRONOUS">;
}

/** The member that any text family's request may carry for a guardrail. */
export interface InvocationRequest {
  /** How the guardrail that the headers name treats this request. */
  "amazon-bedrock-guardrailConfig"?: GuardrailInvocationConfig;
}

/** What a guardrail saw and did, told when its trace is enabled. */
export interface GuardrailInvocationTrace {
  /** What it found in the input, by guardrail id. */
  input?: Record<string, GuardrailAssessment>;
  /** What it found in the output, by guardrail id. */
  outputs?: Record<string, GuardrailAssessment>[];
  /** The model's own text before the guardrail replaced it, as JSON text. */
  modelOutput?: string[];
  /** Why it acted, in a sentence. */
  actionReason?: string;
}

/** The members that a guardrail adds to any text family's answer. */
export interface InvocationResponse {
  /** Whether the guardrail changed or blocked something; present whenever one ran. */
  "amazon-bedrock-guardrailAction"?: Open<"INTERVENED" | "NONE">;
  /** The trace, when it was asked for. */
  "amazon-bedrock-trace"?: {
    /** What the guardrail saw and did. */
    guardrail?: GuardrailInvocationTrace;
  };
}

/** The numbers of a streamed answer, in its last chunk, whatever the family. */
export interface InvocationMetrics {
  /** Tokens read, without those that came from the prompt cache. */
  inputTokenCount?: number;
  /** Tokens written. */
  outputTokenCount?: number;
  /** Milliseconds from the request to the end of the answer. */
  invocationLatency?: number;
  /** Milliseconds from the request to the first byte of the answer. */
  firstByteLatency?: number;
  /** Tokens read from the prompt cache; only where the model has one. */
  cacheReadInputTokenCount?: number;
  /** Tokens written to the prompt cache; only where the model has one. */
  cacheWriteInputTokenCount?: number;
}

/** The members that Bedrock adds to the chunks of any family's stream. */
export interface InvocationChunk extends InvocationResponse {
  /** The numbers of the whole answer; only in the last chunk. */
  "amazon-bedrock-invocationMetrics"?: InvocationMetrics;
}
