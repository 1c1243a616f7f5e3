/**
 * A Messages conversation in, its turns as lists of blocks out: nothing blank in them, and system messages only where the
 * model takes them. Both roads begin with it.
 *
 * @module
 */
import { isJson, type Json, listAt, maybe, objectAt, refuse, textAt, wordAt } from "./openai_fields.ts";
import type { Warn } from "./reasoning.ts";

/** One turn. */
export interface Turn {
  /** Who speaks. */
  role: "user" | "assistant" | "system";
  /** What is said. */
  content: Json[];
  /** Where it stands in the caller's body. */
  path: string;
}

/** A conversation. */
export interface Turns {
  /** What stands before it. */
  system: Json[];
  /** The turns. */
  turns: Turn[];
}

const ROLES = ["user", "assistant", "system"] as const;

function blocksAt(content: unknown, path: string): Json[] {
  if (typeof content === "string") return [{ type: "text", text: content }];
  return listAt(content, path).map((block, at) =>
    typeof block === "string" ? { type: "text", text: block } : objectAt(block, `${path}[${at}]`)
  );
}

/** Drops blank texts; a cache marker that one carried moves to the block before it. */
function withoutBlanks(blocks: Json[], path: string): Json[] {
  const kept: Json[] = [];
  for (const [at, block] of blocks.entries()) {
    if (block.type !== "text" || textAt(block.text, `${path}[${at}].text`).trim() !== "") {
      kept.push(block);
      continue;
    }
    const previous = kept.at(-1);
    if (block.cache_control !== undefined && previous !== undefined && isCacheable(previous)) {
      kept[kept.length - 1] = { cache_control: block.cache_control, ...previous };
    }
  }
  return kept;
}

/** Whether a block may carry a cache marker. */
export function isCacheable(block: Json): boolean {
  return block.type !== "thinking" && block.type !== "redacted_thinking";
}

function reminder(block: Json): Json {
  return { ...block, text: `<system-reminder>\n${block.text}\n</system-reminder>` };
}

/** Says a system message where the model hears it: in the user's turn beside it, or before the conversation. */
function placeSystem(turns: Turn[], at: number, conversation: Turns, warn: Warn): void {
  const { content, path } = turns[at]!;
  const said = content.map(reminder);
  const previous = conversation.turns.at(-1);
  const next = turns[at + 1];
  if (previous === undefined) {
    warn(path, "moved to the system prompt");
    conversation.system.push(...content);
  } else {
    warn(path, "sent as a system reminder in the user's turn");
    if (previous.role === "user") previous.content.push(...said);
    else if (next?.role === "user") next.content.push(...said);
    else conversation.turns.push({ role: "user", content: said, path });
  }
}

/**
 * Reads a conversation.
 *
 * @param body The caller's body.
 * @param keepsSystem Whether the model takes system messages within a conversation.
 * @param warn Where a message that moved is named.
 * @returns The conversation; the body itself is not touched.
 * @throws {GatewayError} If it is not one, or holds nothing.
 */
export function readTurns(body: Json, keepsSystem: boolean, warn: Warn): Turns {
  const system = maybe(blocksAt, body.system, "system") ?? [];
  for (const [at, block] of system.entries()) {
    if (block.type !== "text") throw refuse(`system[${at}].type`, "is not text, wanted text in a system prompt");
  }
  const turns: Turn[] = [];
  for (const [at, value] of listAt(body.messages, "messages").entries()) {
    const path = `messages[${at}]`;
    const message = objectAt(value, path);
    const role = wordAt(message.role, `${path}.role`, ROLES);
    const content = withoutBlanks(blocksAt(message.content, `${path}.content`), `${path}.content`);
    if (role === "system" && content.some((block) => block.type !== "text")) {
      throw refuse(`${path}.content`, "holds more than text, wanted text in a system message");
    }
    if (content.length > 0) turns.push({ role, content, path });
  }
  const conversation: Turns = { system: withoutBlanks(system, "system"), turns: [] };
  for (const [at, turn] of turns.entries()) {
    const next = turns[at + 1]?.role;
    // the newest Claudes take one behind a user's turn, with nothing or an answer after it
    const stands = keepsSystem && conversation.turns.at(-1)?.role === "user" && (next ?? "assistant") === "assistant";
    if (turn.role === "system" && !stands) placeSystem(turns, at, conversation, warn);
    else conversation.turns.push(turn);
  }
  if (conversation.turns.length === 0) throw refuse("messages", "hold nothing, wanted a text", "invalid_value");
  trimLast(conversation.turns);
  return conversation;
}

/** Takes white space off the end of a prefilled answer, which Claude refuses. */
function trimLast(turns: Turn[]): void {
  const last = turns.at(-1)!;
  const block = last.content.at(-1)!;
  if (last.role !== "assistant" || block.type !== "text") return;
  last.content[last.content.length - 1] = { ...block, text: (block.text as string).trimEnd() };
}

/**
 * Visits the blocks of a conversation; those within a block come before it, as they do in the prompt.
 *
 * @param value A block, or a list of them.
 * @param visit Called with each.
 */
export function visitBlocks(value: unknown, visit: (block: Json) => void): void {
  if (Array.isArray(value)) { for (const one of value) visitBlocks(one, visit); }
  if (!isJson(value)) return;
  visitBlocks(value.content, visit);
  if (isJson(value.source)) visitBlocks(value.source.content, visit);
  visit(value);
}
