/**
 * A Messages body that keeps the rules goes in, the question it asks comes out, or what Claude refuses about it.
 *
 * @module
 */
import { checkCitations, checkSamplers, checkTurns, readThinking } from "./anthropic_checks.ts";
import { claudeTraits } from "./claude_traits.ts";
import { imageInfo } from "./image_info.ts";
import {
  emptyQuestion,
  isObject,
  type JsonObject,
  type Media,
  type Part,
  type Question,
  textOf,
  type ToolOffer,
  type Turn,
} from "./question.ts";
import { readBase64 } from "./read_base64.ts";
import { invalid } from "./refusal.ts";
import { checkSchema } from "./schema_limits.ts";
import { checkThoughts } from "./thoughts.ts";

/** Reads a Messages body. */
export function readMessages(body: JsonObject, modelId: string): Question {
  const traits = claudeTraits(modelId);
  const question = emptyQuestion(body.max_tokens as number);
  question.stopSequences = body.stop_sequences as string[] ?? [];
  question.system = blocksOf(body.system ?? "", "system").filter((part) => part.type !== "text" || part.text !== "");
  question.turns = turnsOf(body.messages as JsonObject[], question);
  question.tools = (body.tools as JsonObject[] ?? []).map(offerOf);
  const cached = (body.tools as JsonObject[] ?? []).findLast((tool) => isObject(tool.cache_control));
  if (cached) question.toolCache = ttlOf(cached.cache_control);
  readChoice(question, body);
  readThinking(question, body, traits);
  const format = isObject(body.output_config) && isObject(body.output_config.format)
    ? body.output_config.format
    : undefined;
  if (format?.type === "json_schema" && isObject(format.schema)) checkSchema(question.schema = format.schema);
  checkSamplers(body, traits);
  checkTurns(question, traits);
  checkThoughts(question, isObject(body.thinking) && body.thinking.type === "enabled");
  checkCitations(question);
  return question;
}

function turnsOf(messages: JsonObject[], question: Question): Turn[] {
  if (messages.length === 0) throw invalid("messages: at least one message is required");
  const turns: Turn[] = [];
  for (const [index, message] of messages.entries()) {
    const parts = blocksOf(message.content, `messages.${index}.content`);
    if (message.role === "system") {
      question.system.push(...parts);
      continue;
    }
    if (parts.length === 0 && index < messages.length - 1) {
      throw invalid(`messages.${index}: all messages must have non-empty content`);
    }
    const role = message.role as Turn["role"];
    const previous = turns.at(-1);
    if (previous?.role === role) previous.parts.push(...parts);
    else turns.push({ role, parts });
  }
  if (turns[0]?.role !== "user") throw invalid('messages: first message must use the "user" role');
  return turns;
}

/** Reads a string, or a list of blocks with the cache marks behind them. */
function blocksOf(content: unknown, where: string): Part[] {
  if (typeof content === "string") return content === "" ? [] : [{ type: "text", text: content }];
  if (!Array.isArray(content)) throw invalid(`${where}: a string or a list of blocks was wanted`);
  return content.flatMap((block, index): Part[] => {
    const at = `${where}.${index}`;
    if (!isObject(block)) throw invalid(`${at}: an object was wanted`);
    const parts = partsOf(block, at);
    return isObject(block.cache_control) ? [...parts, { type: "cache", ttl: ttlOf(block.cache_control) }] : parts;
  });
}

function ttlOf(mark: unknown): "5m" | "1h" {
  return isObject(mark) && mark.ttl === "1h" ? "1h" : "5m";
}

function partsOf(block: JsonObject, at: string): Part[] {
  switch (block.type) {
    case "text":
      if (typeof block.text !== "string") throw invalid(`${at}.text.text: Field required`);
      if (block.text === "") throw invalid("messages: text content blocks must be non-empty");
      return [{ type: "text", text: block.text }];
    case "image":
      return [{ type: "media", media: imageOf(block, at) }];
    case "document":
      return [{ type: "media", media: documentOf(block, at) }];
    case "search_result":
      return [{
        type: "media",
        media: {
          kind: "document",
          format: "txt",
          name: String(block.title ?? ""),
          text: textOf(blocksOf(block.content ?? "", at)),
        },
      }];
    case "tool_use":
    case "server_tool_use":
      if (typeof block.id !== "string" || typeof block.name !== "string" || !isObject(block.input)) {
        throw invalid(`${at}.tool_use: id, name and input are required`);
      }
      return [{ type: "call", call: { id: block.id, name: block.name, input: block.input } }];
    case "tool_result": {
      if (typeof block.tool_use_id !== "string") throw invalid(`${at}.tool_result.tool_use_id: Field required`);
      const inner = blocksOf(block.content ?? "", at);
      return [{
        type: "result",
        result: { id: block.tool_use_id, text: textOf(inner), failed: block.is_error === true },
      }, ...inner.filter((part) => part.type === "media")];
    }
    case "thinking":
      return [{ type: "thought", text: String(block.thinking ?? ""), signature: String(block.signature ?? "") }];
    case "redacted_thinking":
      return [{ type: "thought", text: "", signature: "redacted" }];
    case "compaction":
    case "tool_search_tool_result":
      return [];
    default:
      throw invalid(`${at}: Input tag '${String(block.type)}' does not match any of the expected tags`);
  }
}

function imageOf(block: JsonObject, at: string): Media {
  const source = isObject(block.source) ? block.source : {};
  if (source.type !== "base64") throw invalid(`${at}.image.source: only base64 sources are supported`);
  const mediaType = String(source.media_type);
  if (!/^image\/(?:jpeg|png|gif|webp)$/.test(mediaType)) {
    throw invalid(
      `${at}.image.source.base64.media_type: Input should be 'image/jpeg', 'image/png', 'image/gif' or 'image/webp'`,
    );
  }
  const bytes = readBase64(source.data, `${at}.image.source.base64.data`);
  if (bytes.length > 3.75 * 1024 * 1024) {
    throw invalid(`${at}.image.source.base64: image exceeds 3.75 MB maximum: ${bytes.length} bytes`);
  }
  const found = imageInfo(bytes);
  if (found && `image/${found.format}` !== mediaType) {
    throw invalid(
      `${at}.image.source.base64: the media type says ${mediaType}, but the image appears to be a image/${found.format} image`,
    );
  }
  return { kind: "image", format: mediaType.slice(6), bytes };
}

function documentOf(block: JsonObject, at: string): Media {
  const source = isObject(block.source) ? block.source : {};
  const base = {
    kind: "document" as const,
    name: String(block.title ?? "document"),
    citations: isObject(block.citations) && block.citations.enabled === true,
  };
  if (source.type === "base64" && source.media_type === "application/pdf") {
    return { ...base, format: "pdf", bytes: readBase64(source.data, `${at}.document.source.base64.data`) };
  }
  if (source.type === "text" && typeof source.data === "string") return { ...base, format: "txt", text: source.data };
  if (source.type === "content") return { ...base, format: "txt", text: textOf(blocksOf(source.content ?? "", at)) };
  throw invalid(`${at}.document.source: a base64 PDF, text or content source was wanted`);
}

function offerOf(tool: JsonObject, index: number): ToolOffer {
  const name = tool.name as string;
  if (!/^[a-zA-Z0-9_-]{1,64}$/.test(name)) {
    throw invalid(`tools.${index}.custom.name: String should match pattern '^[a-zA-Z0-9_-]{1,64}$'`);
  }
  const typed = typeof tool.type === "string" && tool.type !== "custom";
  if (!typed && !isObject(tool.input_schema)) throw invalid(`tools.${index}.custom.input_schema: Field required`);
  if (!typed && (tool.input_schema as JsonObject).type !== "object") {
    throw invalid(`tools.${index}.custom.input_schema.type: Input should be 'object'`);
  }
  const schema = isObject(tool.input_schema) ? tool.input_schema : BUILT_IN[name] ?? { type: "object" };
  return { name, description: String(tool.description ?? ""), schema };
}

/** What the tools take whose schema Claude knows by heart. */
const BUILT_IN: Readonly<Record<string, JsonObject>> = {
  bash: { type: "object", properties: { command: { type: "string", default: "ls" } }, required: ["command"] },
  computer: { type: "object", properties: { action: { type: "string", enum: ["screenshot"] } }, required: ["action"] },
  memory: {
    type: "object",
    properties: { command: { enum: ["view"] }, path: { const: "/memories" } },
    required: ["command", "path"],
  },
};

function readChoice(question: Question, body: JsonObject): void {
  const choice = isObject(body.tool_choice) ? body.tool_choice : {};
  if (choice.type === "any" || choice.type === "none") question.toolChoice = choice.type;
  if (choice.type !== "tool") return;
  if (!question.tools.some((tool) => tool.name === choice.name)) {
    throw invalid(`tool_choice.tool.name: Tool '${String(choice.name)}' not found in provided tools`);
  }
  question.toolChoice = `=${String(choice.name)}`;
}
