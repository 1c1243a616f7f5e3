/**
 * A chat's messages in, of every role, Converse's system and messages out, not yet grouped or checked.
 *
 * @module
 */
import type { ContentBlock, Message, SystemContentBlock, ToolResultContentBlock } from "../models/converse.ts";
import { cachePointOf } from "./openai_cache.ts";
import { blocksOf, type ChatScope, reasoningBlock, resultContent } from "./openai_content.ts";
import { isJson, type Json, listAt, maybe, objectAt, refuse, textAt, wordAt } from "./openai_fields.ts";
import { toolId, toolInput, toolName } from "./openai_tools.ts";

/** A conversation in Converse's shape. */
export interface Conversation {
  /** What stands before it. */
  system: SystemContentBlock[];
  /** The turns. */
  messages: Message[];
}

const ROLES = ["system", "developer", "user", "assistant", "tool", "function"] as const;

/** Calls that wait for their results, so that a result that answers none can be named where it stands. */
interface Calls {
  ids: Set<string>;
  /** Ids of legacy calls by name, oldest first. */
  byName: Map<string, string[]>;
}

function systemBlocks(content: unknown, param: string, scope: ChatScope): SystemContentBlock[] {
  return blocksOf(content, param, scope).map((block) => {
    if (block.text === undefined && block.cachePoint === undefined) {
      throw refuse(param, "holds more than text, wanted text in a system message");
    }
    return block as SystemContentBlock;
  });
}

function callBlock(value: unknown, param: string, scope: ChatScope, calls: Calls): ContentBlock {
  const call = objectAt(value, param);
  const custom = isJson(call.custom) ? call.custom : undefined;
  const called = custom ?? objectAt(call.function, `${param}.function`);
  const path = `${param}.${custom ? "custom" : "function"}`;
  const spoken = textAt(called.name, `${path}.name`);
  const name = toolName(spoken);
  const toolUseId = toolId(textAt(call.id, `${param}.id`), scope.traits);
  const text = custom ? custom.input : called.arguments;
  const input = isJson(text)
    ? JSON.stringify(text)
    : maybe(textAt, text, `${path}.${custom ? "input" : "arguments"}`) ?? "";
  calls.ids.add(toolUseId);
  const kind = custom ? "custom" : scope.names.get(name)?.kind;
  // a tool that is only in the history may still be called: its name has to find its way back
  if (!scope.names.has(name)) scope.names.set(name, { name: spoken, kind: kind ?? "function" });
  const taken = toolInput(input, kind);
  if (isJson(taken) && taken.rawInvalidInput === input) {
    scope.warn(`${path}.arguments`, "no JSON object, sent on as a text in one");
  }
  return { toolUse: { toolUseId, name, input: taken } };
}

function assistantBlocks(message: Json, param: string, scope: ChatScope, calls: Calls): ContentBlock[] {
  if (message.audio !== undefined && message.audio !== null) {
    throw refuse(`${param}.audio`, "names stored audio, there is no store");
  }
  const blocks: ContentBlock[] = [];
  const thoughts = maybe(listAt, message.thinking_blocks, `${param}.thinking_blocks`);
  for (const thought of thoughts ?? []) {
    const block = isJson(thought) ? reasoningBlock(thought, scope) : undefined;
    if (block !== undefined) blocks.push(block);
  }
  // the plain text of a thought cannot go back: Claude takes only what it has signed
  if (thoughts === undefined && (message.reasoning_content || message.reasoning)) {
    scope.warn("reasoning_content", "left out, it carries no signature");
  }
  blocks.push(...blocksOf(message.content, `${param}.content`, scope));
  if (typeof message.refusal === "string" && message.refusal.trim() !== "") blocks.push({ text: message.refusal });
  for (const [at, call] of (maybe(listAt, message.tool_calls, `${param}.tool_calls`) ?? []).entries()) {
    blocks.push(callBlock(call, `${param}.tool_calls[${at}]`, scope, calls));
  }
  if (isJson(message.function_call)) {
    const name = textAt(message.function_call.name, `${param}.function_call.name`);
    const id = `call_${param.replace(/\D/g, "")}`;
    calls.byName.set(name, [...calls.byName.get(name) ?? [], id]);
    blocks.push(callBlock({ id, function: message.function_call }, param, scope, calls));
  }
  for (const block of blocks) if (block.toolUse !== undefined) calls.ids.add(block.toolUse.toolUseId);
  return blocks;
}

function toolBlocks(message: Json, param: string, scope: ChatScope, calls: Calls): ContentBlock[] {
  let toolUseId: string | undefined;
  let named = `${param}.tool_call_id`;
  if (message.role === "function") {
    named = `${param}.name`;
    const id = calls.byName.get(textAt(message.name, named))?.shift();
    toolUseId = id === undefined ? undefined : toolId(id, scope.traits);
  } else {
    toolUseId = toolId(textAt(message.tool_call_id, named), scope.traits);
  }
  if (toolUseId === undefined || !calls.ids.has(toolUseId)) {
    throw refuse(named, "answers no call before it, wanted the id of a tool call", "invalid_value");
  }
  const content = resultContent(message.content, `${param}.content`, scope);
  if (scope.traits.richResults) return [{ toolResult: { toolUseId, content } }];
  // only Claude and Nova look at pictures inside a result; for the others they follow it
  const texts = content.filter((block) => block.text !== undefined);
  const rest = content.filter((block) => block.text === undefined) as ContentBlock[];
  const seen: ToolResultContentBlock[] = texts.length > 0 ? texts : [{ text: "(attached)" }];
  return [{ toolResult: { toolUseId, content: seen } }, ...rest];
}

/**
 * Translates a chat's messages, one by one; grouping and Converse's preconditions are {@linkcode repairConverse}'s.
 *
 * @param values The messages.
 * @param places The path of each in the caller's body.
 * @param scope The translation.
 * @returns The conversation.
 * @throws {GatewayError} If a message cannot be sent on, naming it.
 */
export function conversationOf(values: unknown[], places: (at: number) => string, scope: ChatScope): Conversation {
  const system: SystemContentBlock[] = [];
  const messages: Message[] = [];
  const calls: Calls = { ids: new Set(), byName: new Map() };
  for (const [at, value] of values.entries()) {
    const path = places(at);
    const message = objectAt(value, path);
    const role = wordAt(message.role, `${path}.role`, ROLES);
    const marker = cachePointOf(message, scope.cacheTtl);
    if (message.name !== undefined && message.name !== null && role !== "tool" && role !== "function") {
      scope.warn("messages.name", "left out");
    }
    if (role === "system" || role === "developer") {
      if (messages.length > 0) scope.warn(path, "moved to the system prompt");
      system.push(...systemBlocks(message.content, `${path}.content`, scope));
      if (marker !== undefined) system.push(marker);
      continue;
    }
    const content = role === "user"
      ? blocksOf(message.content, `${path}.content`, scope)
      : role === "assistant"
      ? assistantBlocks(message, path, scope, calls)
      : toolBlocks(message, path, scope, calls);
    if (marker !== undefined) content.push(marker);
    messages.push({ role: role === "assistant" ? "assistant" : "user", content });
  }
  return { system, messages };
}
