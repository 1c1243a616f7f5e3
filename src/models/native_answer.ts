/**
 * A family's own words in; the one vocabulary of stop reasons, token counts and end marks out.
 *
 * @module
 */
import type { InvocationChunk, InvocationMetrics, InvocationResponse } from "./invocation.ts";
import type { PromptUsage, TextAnswer, TextDelta } from "./text_adapter.ts";

const scale: ReadonlyMap<string, string> = new Map(
  Object.entries({
    end_turn: "finish finished stop complete endoftext eos_token rag_query_when_rag_disabled",
    max_tokens: "length",
    stop_sequence: "stop_criteria_met",
    tool_use: "tool_calls tool_call",
    content_filtered: "content_filter error_toxic",
    error: "error_limit user_cancel",
  }).flatMap(([reason, words]) => [reason, ...words.split(" ")].map((word): [string, string] => [word, reason])),
);

/** A family's word for why it stopped, in Converse's vocabulary; a word that has no place there stays as it is. */
export function stopReasonOf(native: string): string {
  return scale.get(native.toLowerCase()) ?? native;
}

/** Whether a guardrail changed or blocked this answer or chunk. */
export function intervened(body: InvocationResponse): boolean {
  return body["amazon-bedrock-guardrailAction"] === "INTERVENED";
}

/** Token counts with only the members that are numbers, so that counts from several chunks can be laid over another. */
export function usageOf(
  input?: number | null,
  output?: number | null,
  cacheRead?: number | null,
  cacheWrite?: number | null,
): PromptUsage {
  const usage: PromptUsage = {};
  if (typeof input === "number") usage.inputTokens = input;
  if (typeof output === "number") usage.outputTokens = output;
  if (typeof cacheRead === "number") usage.cacheReadInputTokens = cacheRead;
  if (typeof cacheWrite === "number") usage.cacheWriteInputTokens = cacheWrite;
  return usage;
}

/** The counts of the metrics that Bedrock adds to a stream's last chunk. */
function metricsUsage(metrics: InvocationMetrics): PromptUsage {
  return usageOf(
    metrics.inputTokenCount,
    metrics.outputTokenCount,
    metrics.cacheReadInputTokenCount,
    metrics.cacheWriteInputTokenCount,
  );
}

/** A whole answer from what the family told; a guardrail's word goes before the family's. */
export function textAnswer(
  response: InvocationResponse,
  text: string | null | undefined,
  native?: string | null,
  usage: PromptUsage = {},
): TextAnswer {
  const answer: TextAnswer = { text: text ?? "", usage };
  if (intervened(response)) answer.stopReason = "guardrail_intervened";
  else if (native) answer.stopReason = stopReasonOf(native);
  return answer;
}

/**
 * A chunk from what the family told. It is an end mark when the family says so, or when it carries Bedrock's metrics.
 *
 * @param chunk The chunk.
 * @param text The text it adds.
 * @param native The family's word for why it stopped, if this chunk has one.
 * @param usage Token counts it tells besides the metrics.
 * @param end Whether it is the family's end mark.
 */
export function textDelta(
  chunk: InvocationChunk,
  text: string | null | undefined,
  native?: string | null,
  usage?: PromptUsage,
  end: boolean = !!native,
): TextDelta {
  const delta: TextDelta = { text: text ?? "", end };
  if (native) delta.stopReason = stopReasonOf(native);
  if (usage !== undefined) delta.usage = usage;
  const metrics = chunk["amazon-bedrock-invocationMetrics"];
  if (metrics) {
    delta.usage = usage === undefined ? metricsUsage(metrics) : Object.assign(usage, metricsUsage(metrics));
    delta.end = true;
  }
  if (intervened(chunk)) {
    delta.stopReason = "guardrail_intervened";
    delta.intervened = true;
  }
  return delta;
}
