/**
 * Converse's whole answer in, OpenAI's chat completion out; and the words and numbers that its stream shares.
 *
 * @module
 */
import type { CitationsContentBlock, ContentBlock, ConverseOutput, TokenUsage } from "../models/converse.ts";
import type { Document } from "../models/document.ts";
import { encodeBase64 } from "../wire/base64.ts";
import { GatewayError } from "./gateway_error.ts";
import type { ChatAnswer } from "./openai_chat_request.ts";
import { isJson, type Json } from "./openai_fields.ts";
import { chained, stopping, type TextFilter, unwrapping } from "./openai_text.ts";

/** What an answer repeats of its request. */
export interface ReplyHead {
  /** The answer's id, with OpenAI's prefix. */
  id: string;
  /** The time, in seconds since 1970. */
  created: number;
  /** The model as the caller wrote it. */
  model: string;
}

const FINISH: Record<string, string> = {
  end_turn: "stop",
  stop_sequence: "stop",
  tool_use: "tool_calls",
  max_tokens: "length",
  model_context_window_exceeded: "length",
  content_filtered: "content_filter",
  guardrail_intervened: "content_filter",
  refusal: "content_filter",
};

/**
 * Puts Converse's reason for stopping in OpenAI's words.
 *
 * @param stopReason Converse's word.
 * @param called Whether the answer holds calls for the caller: some models end a turn with calls as if it had none.
 * @param legacy Whether calls are told as `function_call`.
 * @returns OpenAI's word.
 * @throws {GatewayError} If the model's output cannot be used.
 */
export function finishOf(stopReason: string, called: boolean, legacy = false): string {
  if (stopReason.startsWith("malformed_")) {
    throw new GatewayError(`Cannot read answer: the model ended with ${stopReason}`, { status: 502, code: stopReason });
  }
  const finish = Object.hasOwn(FINISH, stopReason) ? FINISH[stopReason]! : "stop";
  if (finish !== "stop" && finish !== "tool_calls") return finish;
  return !called ? "stop" : legacy ? "function_call" : "tool_calls";
}

/**
 * Counts tokens as OpenAI does: what came from or went to the cache is part of the prompt.
 *
 * @param usage Converse's counts.
 * @returns OpenAI's.
 */
export function usageOf(usage: TokenUsage | undefined): Json {
  const cached = usage?.cacheReadInputTokens ?? 0;
  const written = usage?.cacheWriteInputTokens ?? 0;
  const prompt = (usage?.inputTokens ?? 0) + cached + written;
  const completion = usage?.outputTokens ?? 0;
  return {
    prompt_tokens: prompt,
    completion_tokens: completion,
    total_tokens: prompt + completion,
    prompt_tokens_details: { cached_tokens: cached, cache_write_tokens: written },
  };
}

/**
 * Makes the filter that an answer's text passes.
 *
 * @param request The request.
 * @returns The filter, or nothing when the text goes as it is.
 */
export function textFilter(request: ChatAnswer): TextFilter | undefined {
  const { stops, format } = request;
  const filters: TextFilter[] = [];
  if (stops.length > 0) filters.push(stopping(stops));
  if (format.fenced) filters.push(unwrapping("fence"));
  if (format.wrapped) filters.push(unwrapping("value"));
  return filters.length > 0 ? chained(filters) : undefined;
}

/**
 * Tells a call in the caller's words.
 *
 * @param request The request.
 * @param id The call's id.
 * @param converseName The tool's name as Converse has it.
 * @param input What the tool is called with.
 * @returns An element of `tool_calls`.
 */
export function toolCall(request: ChatAnswer, id: string, converseName: string, input: Document | undefined): Json {
  const { name, kind } = request.names.get(converseName) ?? { name: converseName, kind: "function" };
  const text = kind !== "function" && isJson(input) && typeof input.input === "string" ? input.input : undefined;
  if (kind === "custom") return { id, type: "custom", custom: { name, input: text ?? JSON.stringify(input ?? {}) } };
  return { id, type: "function", function: { name, arguments: text ?? JSON.stringify(input ?? {}) } };
}

/**
 * Keeps a thought so that it can come back signed.
 *
 * @param thinking The thought's text.
 * @param signature The model's signature of it.
 * @param redacted A thought that is not shown.
 * @returns An element of `thinking_blocks`, or nothing when it could not come back.
 */
export function thinkingBlock(thinking: string, signature?: string, redacted?: Uint8Array): Json | undefined {
  if (redacted !== undefined) return { type: "redacted_thinking", data: encodeBase64(redacted) };
  return signature ? { type: "thinking", thinking, signature } : undefined;
}

function annotationsOf({ citations, content }: CitationsContentBlock, start: number): Json[] {
  const end = start + (content ?? []).reduce((sum, one) => sum + one.text.length, 0);
  return (citations ?? []).flatMap(({ location, title }) => {
    const url = location?.web?.url;
    if (url === undefined) return [];
    return { type: "url_citation", url_citation: { url, title: title ?? url, start_index: start, end_index: end } };
  });
}

/** What a message's blocks come to. */
interface Gathered {
  text: string;
  reasoning: string;
  calls: Json[];
  thoughts: Json[];
  annotations: Json[];
  images: Json[];
  /** The answer that came as a tool's input. */
  answer?: Document;
}

function gather(blocks: ContentBlock[], request: ChatAnswer): Gathered {
  const all: Gathered = { text: "", reasoning: "", calls: [], thoughts: [], annotations: [], images: [] };
  for (const block of blocks) {
    if (block.text !== undefined) all.text += block.text;
    else if (block.citationsContent !== undefined) {
      all.annotations.push(...annotationsOf(block.citationsContent, all.text.length));
      for (const one of block.citationsContent.content ?? []) all.text += one.text;
    } else if (block.toolUse !== undefined) {
      const { toolUseId, name, input } = block.toolUse;
      if (name === request.format.tool) all.answer ??= input ?? {};
      else all.calls.push(toolCall(request, toolUseId, name, input));
    } else if (block.reasoningContent !== undefined) {
      const { reasoningText, redactedContent } = block.reasoningContent;
      all.reasoning += reasoningText?.text ?? "";
      const thought = thinkingBlock(reasoningText?.text ?? "", reasoningText?.signature, redactedContent);
      if (thought !== undefined) all.thoughts.push(thought);
    } else if (block.image?.source.bytes !== undefined) {
      const url = `data:image/${block.image.format};base64,${encodeBase64(block.image.source.bytes)}`;
      all.images.push({ type: "image_url", image_url: { url } });
    }
  }
  return all;
}

/** The text of an answer that was given as a tool's input. */
function answerText(answer: Document, request: ChatAnswer): string {
  const value = request.format.wrapped && isJson(answer) && "value" in answer ? answer.value : answer;
  return JSON.stringify(value);
}

/**
 * Translates a whole answer.
 *
 * @param output Converse's answer.
 * @param request The request that it answers.
 * @param head What it repeats of the request.
 * @returns A chat completion.
 * @throws {GatewayError} If the model's output cannot be used.
 */
export function chatCompletion(output: ConverseOutput, request: ChatAnswer, head: ReplyHead): Json {
  const all = gather(output.output?.message?.content ?? [], request);
  const filter = textFilter(request);
  let text = all.text;
  let stopReason: string = output.stopReason;
  if (all.answer !== undefined && all.calls.length === 0) text = answerText(all.answer, request);
  else if (filter !== undefined) {
    text = filter.push(text) + filter.end();
    if (filter.done) stopReason = "stop_sequence";
  }
  const called = all.calls.length > 0;
  const finish = finishOf(stopReason, called, request.legacy);
  const message: Json = {
    role: "assistant",
    content: text === "" && called ? null : text,
    refusal: output.stopReason === "refusal" ? text : null,
  };
  if (called && request.legacy) message.function_call = all.calls[0]!.function;
  else if (called) message.tool_calls = all.calls;
  if (all.reasoning !== "") message.reasoning_content = message.reasoning = all.reasoning;
  if (all.thoughts.length > 0) message.thinking_blocks = all.thoughts;
  if (all.annotations.length > 0) message.annotations = all.annotations;
  if (all.images.length > 0) message.images = all.images;
  return {
    id: head.id,
    object: "chat.completion",
    created: head.created,
    model: head.model,
    choices: [{ index: 0, message, logprobs: null, finish_reason: finish }],
    usage: usageOf(output.usage),
    service_tier: output.serviceTier?.type ?? "default",
    system_fingerprint: null,
  };
}
