/**
 * Claude's Messages: typed content blocks in and out, typed events in a stream.
 *
 * @module
 */
import { readMessages } from "./anthropic_read.ts";
import type { Answer, AnswerPart, JsonObject, Question, StopReason } from "./question.ts";
import { jsonPieces } from "./json_pieces.ts";
import { piecesOf, type ShapeContext, type TextShape } from "./shape.ts";
import { idFrom } from "./hash.ts";

const REASONS: Partial<Record<StopReason, string>> = { guardrail_intervened: "end_turn", content_filtered: "refusal" };

/** The shape of `anthropic-messages`. */
export const anthropicMessages: TextShape = {
  read(body: JsonObject, modelId: string): Question {
    return readMessages(body, modelId);
  },
  whole(answer: Answer, context: ShapeContext): JsonObject {
    const content = answer.parts.map(blockOf);
    return { ...head(context), content, ...ending(answer), usage: { ...inputUsage(answer), ...outputUsage(answer) } };
  },
  *chunks(answer: Answer, context: ShapeContext): Generator<unknown> {
    const usage = { ...inputUsage(answer), output_tokens: 1 };
    const message = { ...head(context), content: [], stop_reason: null, stop_sequence: null, usage };
    yield { type: "message_start", message };
    for (const [index, part] of answer.parts.entries()) {
      yield { type: "content_block_start", index, content_block: emptyBlock(part) };
      for (const delta of deltasOf(part)) yield { type: "content_block_delta", index, delta };
      yield { type: "content_block_stop", index };
    }
    yield { type: "message_delta", delta: ending(answer), usage: outputUsage(answer) };
    yield { type: "message_stop", ...context.metrics };
  },
  piece(text: string): JsonObject {
    return { type: "content_block_delta", index: 0, delta: { type: "text_delta", text } };
  },
};

function head(context: ShapeContext): JsonObject {
  const id = `msg_bdrk_01${idFrom(context.requestId, 22)}`;
  const model = context.model.replace(/^anthropic\./, "").replace(/-v\d+(?::\d+)?$/, "");
  return { id, type: "message", role: "assistant", model };
}

function ending(answer: Answer): JsonObject {
  return { stop_reason: REASONS[answer.stopReason] ?? answer.stopReason, stop_sequence: answer.stopSequence ?? null };
}

function inputUsage(answer: Answer): JsonObject {
  const { input, cacheRead, cacheWrite5m, cacheWrite1h } = answer.usage;
  return {
    input_tokens: input,
    cache_creation_input_tokens: cacheWrite5m + cacheWrite1h,
    cache_read_input_tokens: cacheRead,
    cache_creation: { ephemeral_5m_input_tokens: cacheWrite5m, ephemeral_1h_input_tokens: cacheWrite1h },
  };
}

function outputUsage(answer: Answer): JsonObject {
  const { output, thought } = answer.usage;
  return { output_tokens: output, ...(thought > 0 ? { output_tokens_details: { thinking_tokens: thought } } : {}) };
}

/** A call's id in Claude's form. */
function callId(id: string): string {
  return id.startsWith("toolu_") ? id : `toolu_bdrk_01${id}`;
}

function citationsOf(part: Extract<AnswerPart, { type: "text" }>): JsonObject[] {
  return (part.citations ?? []).map((citation) => ({
    type: "char_location",
    cited_text: citation.text,
    document_index: citation.documentIndex,
    document_title: citation.title || null,
    start_char_index: citation.start,
    end_char_index: citation.end,
  }));
}

function blockOf(part: AnswerPart): JsonObject {
  if (part.type === "text") {
    return { type: "text", text: part.text, ...(part.citations ? { citations: citationsOf(part) } : {}) };
  }
  if (part.type === "call") {
    return { type: "tool_use", id: callId(part.call.id), name: part.call.name, input: part.call.input };
  }
  return { type: "thinking", thinking: part.text, signature: part.signature };
}

function emptyBlock(part: AnswerPart): JsonObject {
  if (part.type === "text") return { type: "text", text: "" };
  if (part.type === "call") return { type: "tool_use", id: callId(part.call.id), name: part.call.name, input: {} };
  return { type: "thinking", thinking: "", signature: "" };
}

function* deltasOf(part: AnswerPart): Generator<JsonObject> {
  if (part.type === "text") {
    for (const citation of citationsOf(part)) yield { type: "citations_delta", citation };
    for (const text of piecesOf(part.text)) yield { type: "text_delta", text };
  } else if (part.type === "thought") {
    for (const thinking of piecesOf(part.text)) yield { type: "thinking_delta", thinking };
    yield { type: "signature_delta", signature: part.signature };
  } else {
    yield { type: "input_json_delta", partial_json: "" };
    for (const partial_json of jsonPieces(part.call.input)) yield { type: "input_json_delta", partial_json };
  }
}
