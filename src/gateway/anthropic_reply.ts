/**
 * Converse's whole answer in, Anthropic's message out; and the words and numbers that its stream shares.
 *
 * @module
 */
import type { Citation, CitationsDelta, ContentBlock, ConverseOutput, TokenUsage } from "../models/converse.ts";
import { encodeBase64 } from "../wire/base64.ts";
import type { ConverseAnswer } from "./anthropic_converse.ts";
import { GatewayError } from "./gateway_error.ts";
import { isJson, type Json } from "./openai_fields.ts";
import { chained, stopping, type TextFilter, unwrapping } from "./openai_text.ts";

/** What an answer repeats of its request. */
export interface ReplyHead {
  /** The answer's id. */
  id: string;
  /** The model as the caller wrote it. */
  model: string;
}

const STOPS: Readonly<Record<string, string>> = {
  end_turn: "end_turn",
  tool_use: "tool_use",
  max_tokens: "max_tokens",
  stop_sequence: "stop_sequence",
  guardrail_intervened: "refusal",
  content_filtered: "refusal",
  refusal: "refusal",
  pause_turn: "pause_turn",
  model_context_window_exceeded: "model_context_window_exceeded",
};

/**
 * Puts Converse's reason for stopping in Anthropic's words.
 *
 * @param stopReason Converse's word.
 * @param called Whether the answer holds calls: some models end a turn with calls as if it had none.
 * @returns Anthropic's word.
 * @throws {GatewayError} If the model's output cannot be used.
 */
export function stopReasonOf(stopReason: string, called: boolean): string {
  if (stopReason.startsWith("malformed_")) {
    throw new GatewayError(`Cannot read answer: the model ended with ${stopReason}`, { status: 502, code: stopReason });
  }
  const reason = Object.hasOwn(STOPS, stopReason) ? STOPS[stopReason]! : "end_turn";
  if (reason !== "end_turn" && reason !== "tool_use") return reason;
  return called ? "tool_use" : "end_turn";
}

/**
 * Finds the stop sequence that was met in what was asked of the model's own answer.
 *
 * @param fields Converse's additionalModelResponseFields.
 * @returns The sequence, or null.
 */
export function stopSequenceOf(fields: unknown): string | null {
  if (!isJson(fields)) return null;
  const found = fields.stop_sequence ?? (isJson(fields.delta) ? fields.delta.stop_sequence : undefined);
  return typeof found === "string" ? found : null;
}

/**
 * Counts tokens. Both dialects leave cached tokens out of those that were read.
 *
 * @param usage Converse's counts.
 * @returns Anthropic's.
 */
export function usageOf(usage: TokenUsage | undefined): Json {
  const counts: Json = {
    input_tokens: usage?.inputTokens ?? 0,
    output_tokens: usage?.outputTokens ?? 0,
    cache_creation_input_tokens: usage?.cacheWriteInputTokens ?? 0,
    cache_read_input_tokens: usage?.cacheReadInputTokens ?? 0,
  };
  if (usage?.cacheDetails !== undefined && usage.cacheDetails.length > 0) {
    const of = (ttl: string): number => usage.cacheDetails!.find((one) => one.ttl === ttl)?.inputTokens ?? 0;
    counts.cache_creation = { ephemeral_5m_input_tokens: of("5m"), ephemeral_1h_input_tokens: of("1h") };
  }
  return counts;
}

/**
 * Puts a source in Anthropic's words.
 *
 * @param citation Converse's.
 * @returns Anthropic's; nothing for a place that it has no name for.
 */
export function citationOf(citation: Citation | CitationsDelta): Json | undefined {
  const { location, title, source, sourceContent } = citation;
  const cited_text = (sourceContent ?? []).map(({ text }) => text ?? "").join("");
  const document = location?.documentChar ?? location?.documentPage ?? location?.documentChunk;
  const head = { cited_text, document_index: document?.documentIndex ?? 0, document_title: title ?? null };
  const { start = 0, end = 0 } = document ?? location?.searchResultLocation ?? {};
  if (location?.documentChar) return { type: "char_location", ...head, start_char_index: start, end_char_index: end };
  if (location?.documentPage) {
    return { type: "page_location", ...head, start_page_number: start, end_page_number: end };
  }
  if (location?.documentChunk) {
    return { type: "content_block_location", ...head, start_block_index: start, end_block_index: end };
  }
  if (location?.searchResultLocation === undefined) return undefined;
  return {
    type: "search_result_location",
    cited_text,
    search_result_index: location.searchResultLocation.searchResultIndex ?? 0,
    source: source ?? "",
    title: title ?? null,
    start_block_index: start,
    end_block_index: end,
  };
}

/**
 * Makes the filter that an answer's text passes.
 *
 * @param request The request.
 * @returns The filter, or nothing when the text goes as it is.
 */
export function textFilter({ stops, format }: ConverseAnswer): TextFilter | undefined {
  const filters: TextFilter[] = [];
  if (stops.length > 0) filters.push(stopping(stops));
  if (format.fenced) filters.push(unwrapping("fence"));
  if (format.wrapped) filters.push(unwrapping("value"));
  return filters.length > 0 ? chained(filters) : undefined;
}

/** The text of an answer that was given as a tool's input. */
function answerText(input: unknown, request: ConverseAnswer): string {
  return JSON.stringify(request.format.wrapped && isJson(input) && "value" in input ? input.value : input ?? {});
}

function blockOf(block: ContentBlock, request: ConverseAnswer): Json | undefined {
  if (block.text !== undefined) return { type: "text", text: block.text };
  if (block.citationsContent !== undefined) {
    const text = (block.citationsContent.content ?? []).map((one) => one.text).join("");
    const citations = (block.citationsContent.citations ?? []).flatMap((one) => citationOf(one) ?? []);
    return { type: "text", text, ...(citations.length > 0 ? { citations } : {}) };
  }
  if (block.toolUse !== undefined) {
    const { toolUseId: id, name, input } = block.toolUse;
    return { type: "tool_use", id, name: request.names.get(name) ?? name, input: input ?? {} };
  }
  if (block.reasoningContent === undefined) return undefined;
  const { reasoningText, redactedContent } = block.reasoningContent;
  if (redactedContent !== undefined) return { type: "redacted_thinking", data: encodeBase64(redactedContent) };
  return { type: "thinking", thinking: reasoningText?.text ?? "", signature: reasoningText?.signature ?? "" };
}

/**
 * Translates a whole answer.
 *
 * @param output Converse's answer.
 * @param request The request that it answers.
 * @param head What it repeats of the request.
 * @returns The message.
 * @throws {GatewayError} If the model's output cannot be used.
 */
export function converseMessage(output: ConverseOutput, request: ConverseAnswer, head: ReplyHead): Json {
  const blocks = output.output?.message?.content ?? [];
  const isAnswer = ({ toolUse }: ContentBlock): boolean =>
    toolUse !== undefined && toolUse.name === request.format.tool;
  const answer = blocks.find(isAnswer)?.toolUse;
  const own = blocks.filter((block) => !isAnswer(block));
  const called = own.some(({ toolUse }) => toolUse !== undefined);
  let stopReason: string = output.stopReason;
  let stopSequence = stopSequenceOf(output.additionalModelResponseFields);
  let content: Json[] = own.flatMap((block): Json[] => [blockOf(block, request) ?? []].flat());
  const filter = textFilter(request);
  if (answer !== undefined && !called) {
    content = content.filter(({ type }) => type !== "text");
    content.push({ type: "text", text: answerText(answer.input, request) });
  } else if (filter !== undefined) {
    const kept: Json[] = [];
    for (const block of content) {
      if (filter.done) break;
      kept.push(block.type === "text" ? { ...block, text: filter.push(block.text as string) } : block);
    }
    const rest = filter.end();
    const last = kept.findLast(({ type }) => type === "text");
    if (last !== undefined) last.text = `${last.text}${rest}`;
    content = kept.filter(({ type, text }) => type !== "text" || text !== "");
    if (filter.done) {
      stopReason = "stop_sequence";
      stopSequence = filter.met ?? null;
    }
  }
  return {
    id: head.id,
    type: "message",
    role: "assistant",
    model: head.model,
    content,
    stop_reason: stopReasonOf(stopReason, called),
    stop_sequence: stopSequence,
    usage: usageOf(output.usage),
  };
}
