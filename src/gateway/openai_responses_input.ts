/**
 * The input of a Responses body in, a string or items of every kind, a chat's messages out, one for each item.
 *
 * @module
 */
import { isJson, type Json, listAt, maybe, objectAt, refuse, textAt, wordAt } from "./openai_fields.ts";
import type { Origin } from "./openai_responses_names.ts";
import { openThought } from "./openai_responses_thought.ts";
import { flatName, type GroupedTool } from "./openai_responses_tools.ts";
import type { Warn } from "./reasoning.ts";

/** What every item's translation shares. */
export interface InputScope {
  /** The model that is asked. */
  modelId: string;
  /** Tools by the names that chats know. */
  groups: Map<string, GroupedTool>;
  /** Where what is left out is named. */
  warn: Warn;
}

/** An input, as a chat has it. */
export interface ChatInput {
  /** The messages. */
  messages: Json[];
  /** Where each came from. */
  origins: Origin[];
}

const ROLES = ["user", "assistant", "system", "developer"] as const;
const PARTS = /^(?:input_text|output_text|text|refusal|input_image|image_url|input_file|file|input_audio)$/;

/** Looks at the kinds of parts, so that a refusal names those that Responses has. */
function checkParts(content: unknown, param: string): void {
  if (!Array.isArray(content)) return;
  for (const [at, part] of content.entries()) {
    const type = isJson(part) ? part.type : undefined;
    if (type === undefined || (typeof type === "string" && PARTS.test(type))) continue;
    throw refuse(`${param}[${at}].type`, "is no known kind of part, wanted input_text, input_image or input_file");
  }
}

function call(item: Json, param: string, scope: InputScope): Json {
  const id = textAt(item.call_id, `${param}.call_id`);
  const name = flatName(item, param, scope.groups);
  const called = item.type === "function_call"
    ? { type: "function", function: { name, arguments: maybe(textAt, item.arguments, `${param}.arguments`) } }
    : { type: "custom", custom: { name, input: maybe(textAt, item.input, `${param}.input`) } };
  return { role: "assistant", tool_calls: [{ id, ...called }] };
}

function reasoning(item: Json, param: string, { modelId, warn }: InputScope): Json | undefined {
  const sealed = maybe(textAt, item.encrypted_content, `${param}.encrypted_content`);
  const thought = sealed === undefined ? undefined : openThought(sealed, modelId);
  if (thought !== undefined) return { role: "assistant", thinking_blocks: [thought] };
  warn(
    "input.reasoning",
    sealed === undefined
      ? "left out, it has no encrypted_content (ask for it: include reasoning.encrypted_content)"
      : "left out, its encrypted_content is of another model or service",
  );
  return undefined;
}

function messageOf(item: Json, param: string, scope: InputScope): Json | undefined {
  switch (item.type) {
    case undefined:
    case "message":
      wordAt(item.role, `${param}.role`, ROLES);
      checkParts(item.content, `${param}.content`);
      return { ...item, type: undefined };
    case "function_call":
    case "custom_tool_call":
      return call(item, param, scope);
    case "function_call_output":
    case "custom_tool_call_output":
      checkParts(item.output, `${param}.output`);
      return {
        role: "tool",
        tool_call_id: textAt(item.call_id, `${param}.call_id`),
        content: item.output,
      };
    case "reasoning":
      return reasoning(item, param, scope);
    case "item_reference":
      throw refuse(
        param,
        `refers to ${String(item.id).slice(0, 64)} and this gateway stores no responses, wanted the item itself: ` +
          "set store to false (Vercel AI SDK: providerOptions: { openai: { store: false } }, or openai.chat(model))",
        "unsupported_parameter",
      );
    default:
      throw refuse(
        `${param}.type`,
        "is no item that this gateway can read, wanted message, function_call, custom_tool_call, their outputs or reasoning",
      );
  }
}

/**
 * Reads `instructions` and `input`.
 *
 * @param instructions The first member.
 * @param input The second.
 * @param scope The translation.
 * @returns A chat's messages.
 * @throws {GatewayError} If an item cannot be read, naming it.
 */
export function chatInput(instructions: unknown, input: unknown, scope: InputScope): ChatInput {
  const chat: ChatInput = { messages: [], origins: [] };
  const add = (message: Json, path: string, content = "content"): void => {
    chat.messages.push(message);
    chat.origins.push({ path, content });
  };
  const system = maybe(textAt, instructions, "instructions") ?? "";
  if (system !== "") add({ role: "system", content: system }, "instructions");
  if (typeof input === "string") {
    add({ role: "user", content: input }, "input");
    return chat;
  }
  for (const [at, value] of listAt(input, "input").entries()) {
    const path = `input[${at}]`;
    const message = messageOf(objectAt(value, path), path, scope);
    if (message !== undefined) add(message, path, message.role === "tool" ? "output" : "content");
  }
  return chat;
}
