/**
 * A cache marker of a caller in, a cache point of Converse out.
 *
 * @module
 */
import type { CachePointBlock } from "../models/converse.ts";
import type { Conversation } from "./openai_messages.ts";
import { isJson } from "./openai_fields.ts";

/**
 * Reads a lifetime: Converse knows five minutes, its default, and an hour, the longest there is.
 *
 * @param value The caller's `ttl` or `prompt_cache_retention`.
 * @returns `1h` when the caller asks for more than five minutes.
 */
export function cacheTtl(value: unknown): "1h" | undefined {
  return typeof value === "string" && /^\d+h|^[1-9]\dm/.test(value) ? "1h" : undefined;
}

/**
 * Reads the cache marker beside a part, a message or a tool: OpenAI's `prompt_cache_breakpoint` or Anthropic's `cache_control`.
 *
 * @param holder What may hold a marker.
 * @param inherited The lifetime when the marker names none.
 * @returns The block to put after it, if there is a marker.
 */
export function cachePointOf(holder: unknown, inherited?: "1h"): { cachePoint: CachePointBlock } | undefined {
  if (!isJson(holder)) return undefined;
  const marker = holder.prompt_cache_breakpoint ?? holder.cache_control;
  if (!isJson(marker)) return undefined;
  const ttl = marker.ttl === undefined ? inherited : cacheTtl(marker.ttl);
  return { cachePoint: ttl === undefined ? { type: "default" } : { type: "default", ttl } };
}

/**
 * Marks a conversation where OpenAI would on its own: behind the system prompt and behind the last turn.
 *
 * @param conversation The conversation, which is added to.
 * @param ttl The lifetime.
 */
export function markConversation(conversation: Conversation, ttl: "1h" | undefined): void {
  const point = (): { cachePoint: CachePointBlock } => ({ cachePoint: { type: "default", ...(ttl ? { ttl } : {}) } });
  if (conversation.system.length > 0) conversation.system.push(point());
  conversation.messages.at(-1)?.content.push(point());
}
