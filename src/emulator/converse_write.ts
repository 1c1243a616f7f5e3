/**
 * An answer goes in, Converse's document or its events come out.
 *
 * @module
 */
import { type Answered, type GuardrailReport, latencyOf } from "./answering.ts";
import { hasCache } from "./caching_models.ts";
import { jsonPieces } from "./json_pieces.ts";
import type { Answer, AnswerPart, JsonObject } from "./question.ts";
import { piecesOf } from "./shape.ts";

/** What the request says about how it is answered. */
export interface ConverseWishes {
  /** The model's own id. */
  model: string;
  /** Whether the guardrail's findings are wanted. */
  trace: boolean;
  /** Members that are repeated: performance and tier. */
  echo: JsonObject;
  /** The paths whose values of the model's own answer are wanted. */
  paths: readonly string[];
  /** The model a prompt router chose. */
  router?: string;
}

/** Writes a whole answer. */
export function writeConverse(answered: Answered, wishes: ConverseWishes): JsonObject {
  const { answer } = answered;
  const content = answer.parts.map((part) => blockOf(part, wishes.model));
  return {
    output: { message: { role: "assistant", content } },
    stopReason: answer.stopReason,
    usage: usageOf(answer, wishes.model),
    metrics: { latencyMs: latencyOf(answer) },
    ...fieldsOf(answer, wishes),
    ...traceOf(answered.guardrail, wishes, "whole"),
    ...wishes.echo,
  };
}

/** Writes an answer as events: type and payload. */
export function* converseEvents(answered: Answered, wishes: ConverseWishes): Generator<[string, JsonObject]> {
  const { answer } = answered;
  yield ["messageStart", { role: "assistant" }];
  for (const [contentBlockIndex, part] of answer.parts.entries()) {
    if (part.type === "call") {
      const toolUse = { toolUseId: callId(part.call.id, wishes.model), name: part.call.name };
      yield ["contentBlockStart", { contentBlockIndex, start: { toolUse } }];
    }
    for (const delta of deltasOf(part)) yield ["contentBlockDelta", { contentBlockIndex, delta }];
    yield ["contentBlockStop", { contentBlockIndex }];
  }
  yield ["messageStop", { stopReason: answer.stopReason, ...fieldsOf(answer, wishes) }];
  yield ["metadata", {
    usage: usageOf(answer, wishes.model),
    metrics: { latencyMs: latencyOf(answer) },
    ...traceOf(answered.guardrail, wishes, "stream"),
    ...wishes.echo,
  }];
}

function callId(id: string, model: string): string {
  if (id.startsWith("tooluse_")) return id;
  return /claude/.test(model) ? `toolu_bdrk_01${id}` : `tooluse_${id}`;
}

function blockOf(part: AnswerPart, model: string): JsonObject {
  if (part.type === "call") {
    return { toolUse: { toolUseId: callId(part.call.id, model), name: part.call.name, input: part.call.input } };
  }
  if (part.type === "thought") {
    return { reasoningContent: { reasoningText: { text: part.text, signature: part.signature } } };
  }
  if (!part.citations) return { text: part.text };
  return { citationsContent: { content: [{ text: part.text }], citations: citationsOf(part) } };
}

function citationsOf(part: Extract<AnswerPart, { type: "text" }>): JsonObject[] {
  return (part.citations ?? []).map((citation) => ({
    title: citation.title,
    sourceContent: [{ text: citation.text }],
    location: { documentChar: { documentIndex: citation.documentIndex, start: citation.start, end: citation.end } },
  }));
}

function* deltasOf(part: AnswerPart): Generator<JsonObject> {
  if (part.type === "text") {
    for (const text of piecesOf(part.text)) yield { text };
    for (const citation of citationsOf(part)) yield { citation };
  } else if (part.type === "thought") {
    for (const text of piecesOf(part.text)) yield { reasoningContent: { text } };
    yield { reasoningContent: { signature: part.signature } };
  } else {
    for (const input of jsonPieces(part.call.input)) yield { toolUse: { input } };
  }
}

function usageOf(answer: Answer, model: string): JsonObject {
  const { input, output, cacheRead, cacheWrite5m, cacheWrite1h } = answer.usage;
  const written = cacheWrite5m + cacheWrite1h;
  const counts = { inputTokens: input, outputTokens: output, totalTokens: input + output + cacheRead + written };
  if (!hasCache(model)) return counts;
  const details = [
    ...(cacheWrite5m > 0 ? [{ ttl: "5m", inputTokens: cacheWrite5m }] : []),
    ...(cacheWrite1h > 0 ? [{ ttl: "1h", inputTokens: cacheWrite1h }] : []),
  ];
  const cache = { cacheReadInputTokens: cacheRead, cacheWriteInputTokens: written };
  return { ...counts, ...cache, ...(details.length > 0 ? { cacheDetails: details } : {}) };
}

/** The members of the model's own answer that were asked for; the emulator knows `/stop_sequence`. */
function fieldsOf(answer: Answer, wishes: ConverseWishes): JsonObject {
  if (!wishes.paths.includes("/stop_sequence")) return {};
  return { additionalModelResponseFields: { stop_sequence: answer.stopSequence ?? null } };
}

function traceOf(report: GuardrailReport | undefined, wishes: ConverseWishes, form: "whole" | "stream"): JsonObject {
  const router = wishes.router === undefined ? {} : { promptRouter: { invokedModelId: wishes.router } };
  if (!report || !wishes.trace) return wishes.router === undefined ? {} : { trace: router };
  const guardrail: JsonObject = { inputAssessment: { [report.id]: report.input } };
  if (report.output) guardrail.outputAssessments = { [report.id]: [report.output] };
  if (form === "whole" && report.modelOutput !== undefined) guardrail.modelOutput = [report.modelOutput];
  if (report.intervened) guardrail.actionReason = report.inputBlocked ? "Guardrail blocked." : "Guardrail masked.";
  return { trace: { guardrail, ...router } };
}
