/**
 * A Responses body that was sent to chat completions in, the chat body it stands for out.
 *
 * Cursor's agent does this. The answer is a chat's all the same.
 *
 * @module
 */
import type { Warn } from "./reasoning.ts";
import { isJson, type Json, objectAt, refuse } from "./openai_fields.ts";

/** Members that mean something else, or nothing, in a chat body. */
const DROPPED = [
  "input",
  "instructions",
  "text",
  "include",
  "truncation",
  "messages",
  "max_tool_calls",
  "max_output_tokens",
  "previous_response_id",
];

function isEmpty(content: unknown): boolean {
  return content === undefined || content === null || content === "" ||
    (Array.isArray(content) && content.length === 0);
}

function messageOf(item: Json, param: string, outputs: Map<unknown, unknown>, warn: Warn): Json | undefined {
  switch (item.type) {
    case undefined:
    case "message":
      return { ...item, type: undefined };
    case "function_call": {
      const called = { name: item.name, arguments: item.arguments };
      return { role: "assistant", tool_calls: [{ id: item.call_id, type: "function", function: called }] };
    }
    case "custom_tool_call": {
      const called = { name: item.name, input: item.input };
      return { role: "assistant", tool_calls: [{ id: item.call_id, type: "custom", custom: called }] };
    }
    case "function_call_output":
    case "custom_tool_call_output": {
      const content = isEmpty(item.output) ? outputs.get(item.call_id) : item.output;
      return { role: "tool", tool_call_id: item.call_id, content };
    }
    case "reasoning":
      warn("input", "reasoning left out, it carries no signature");
      return undefined;
    default:
      throw refuse(`${param}.type`, "is no item that this gateway can read, wanted messages, calls and their outputs");
  }
}

/** A chat body, and where its messages stand in what the caller sent. */
export interface ChatBody {
  /** The body. */
  body: Json;
  /** The path of each message. */
  places: (at: number) => string;
}

/**
 * Makes a chat body of one that has `input`; any other body stays as it is.
 *
 * @param body The caller's body.
 * @param warn Where what cannot be carried over is named.
 * @returns The chat body, and the caller's names for its messages.
 * @throws {GatewayError} If an item cannot be read.
 */
export function chatBodyOf(body: Json, warn: Warn): ChatBody {
  if (body.input === undefined || body.input === null) return { body, places: (at) => `messages[${at}]` };
  if (body.previous_response_id) throw refuse("previous_response_id", "names a stored response, there is no store");
  const chat: Json = Object.fromEntries(Object.entries(body).filter(([key]) => !DROPPED.includes(key)));
  if (body.max_output_tokens !== undefined) chat.max_completion_tokens = body.max_output_tokens;
  const outputs = new Map<unknown, unknown>();
  for (const message of Array.isArray(body.messages) ? body.messages : []) {
    if (isJson(message) && message.role === "tool") outputs.set(message.tool_call_id, message.content);
  }
  const items = Array.isArray(body.input) ? body.input : [{ role: "user", content: body.input }];
  const messages: Json[] = [];
  const places: string[] = [];
  if (!isEmpty(body.instructions)) {
    messages.push({ role: "system", content: body.instructions });
    places.push("instructions");
  }
  for (const [at, value] of items.entries()) {
    const param = `input[${at}]`;
    const message = messageOf(objectAt(value, param), param, outputs, warn);
    if (message === undefined) continue;
    messages.push(message);
    places.push(param);
  }
  chat.messages = messages;
  const format = isJson(body.text) ? body.text.format : undefined;
  if (format !== undefined) chat.response_format = format;
  return { body: chat, places: (at) => places[at]! };
}
