/**
 * A Responses body in, the response object as it is at first out; and with what came of it, as it is at last.
 *
 * @module
 */
import type { TokenUsage } from "../models/converse.ts";
import type { TranslateContext } from "./dialect.ts";
import { usageOf } from "./openai_chat_reply.ts";
import { isJson, type Json } from "./openai_fields.ts";

/** What came of a request. */
export interface ResponseState {
  /** A chat's word for how the answer ended; none while it has not. */
  finish: string | undefined;
  /** The items. */
  output: Json[];
  /** The counts, when they have come. */
  usage: TokenUsage | undefined;
  /** The tier that served. */
  tier: string | undefined;
}

/** Words for how an answer was cut, by a chat's. */
const REASONS: Record<string, string> = { length: "max_output_tokens", content_filter: "content_filter" };

/**
 * Makes the response as it is before there is any output.
 *
 * @param body The request's body.
 * @param context What the translation may know of the world.
 * @returns The response.
 */
export function responseHead(body: Json, { id, now, model }: TranslateContext): Json {
  const text = isJson(body.text) ? body.text : {};
  const reasoning = isJson(body.reasoning) ? body.reasoning : {};
  return {
    id: `resp_${id}`,
    object: "response",
    created_at: now,
    status: "in_progress",
    background: false,
    error: null,
    incomplete_details: null,
    instructions: body.instructions ?? null,
    max_output_tokens: body.max_output_tokens ?? null,
    max_tool_calls: body.max_tool_calls ?? null,
    metadata: body.metadata ?? {},
    model,
    output: [],
    parallel_tool_calls: body.parallel_tool_calls ?? true,
    previous_response_id: null,
    prompt_cache_key: body.prompt_cache_key ?? null,
    reasoning: { effort: reasoning.effort ?? null, summary: reasoning.summary ?? reasoning.generate_summary ?? null },
    safety_identifier: body.safety_identifier ?? null,
    service_tier: body.service_tier ?? "auto",
    store: false,
    temperature: body.temperature ?? null,
    text: { ...text, format: text.format ?? { type: "text" } },
    tool_choice: body.tool_choice ?? "auto",
    tools: body.tools ?? [],
    top_logprobs: 0,
    top_p: body.top_p ?? null,
    truncation: body.truncation ?? "disabled",
    usage: null,
    user: body.user ?? null,
  };
}

function usageIn(usage: TokenUsage): Json {
  const { prompt_tokens, completion_tokens, total_tokens, prompt_tokens_details } = usageOf(usage);
  return {
    input_tokens: prompt_tokens,
    input_tokens_details: prompt_tokens_details,
    output_tokens: completion_tokens,
    output_tokens_details: { reasoning_tokens: 0 },
    total_tokens,
  };
}

/**
 * Makes the response of what has come.
 *
 * @param head The response as it was at first.
 * @param state What came.
 * @returns The response.
 */
export function responseOf(head: Json, { finish, output, usage, tier }: ResponseState): Json {
  const reason = finish === undefined ? undefined : REASONS[finish];
  return {
    ...head,
    status: finish === undefined ? "in_progress" : reason === undefined ? "completed" : "incomplete",
    incomplete_details: reason === undefined ? null : { reason },
    output,
    service_tier: tier ?? (head.service_tier === "auto" ? "default" : head.service_tier),
    usage: usage === undefined ? null : usageIn(usage),
  };
}
