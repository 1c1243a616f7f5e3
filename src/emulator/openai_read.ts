/**
 * An OpenAI-shaped body that keeps the rules goes in, the question it asks comes out.
 *
 * @module
 */
import {
  emptyQuestion,
  isObject,
  type JsonObject,
  type Part,
  type Question,
  type ToolOffer,
  type Turn,
} from "./question.ts";
import { readDataUri } from "./read_base64.ts";
import { invalid } from "./refusal.ts";

const ROLES: readonly string[] = ["developer", "system", "user", "assistant", "tool"];

/** Reads an OpenAI-shaped body; `maxTokens` is what the family writes when nothing is said. */
export function readOpenAi(body: JsonObject, maxTokens: number): Question {
  const question = emptyQuestion((body.max_completion_tokens ?? body.max_tokens ?? maxTokens) as number);
  question.stopSequences = typeof body.stop === "string" ? [body.stop] : body.stop as string[] ?? [];
  for (const [index, message] of (body.messages as JsonObject[]).entries()) readMessage(question, message, index);
  if (!question.turns.some((turn) => turn.parts.length > 0)) {
    throw invalid("messages: at least one user or assistant message is needed");
  }
  question.tools = listOf(body.tools, "tools").map(offerOf);
  readChoice(question, body.tool_choice);
  readFormat(question, body);
  question.thinking = typeof body.reasoning_effort === "string" && body.reasoning_effort !== "none";
  return question;
}

function readMessage(question: Question, message: JsonObject, index: number): void {
  if (!isObject(message) || !ROLES.includes(String(message.role))) {
    throw invalid(`messages.${index}.role: one of ${ROLES.join(", ")} was wanted`);
  }
  const parts = partsOf(message.content, `messages.${index}`);
  if (message.role === "system" || message.role === "developer") return void question.system.push(...parts);
  if (message.role === "tool") {
    if (typeof message.tool_call_id !== "string") {
      throw invalid(`messages.${index}.tool_call_id: it names the call and is missing`);
    }
    const text = parts.map((part) => part.type === "text" ? part.text : "").join("\n");
    return addParts(question, "user", [{ type: "result", result: { id: message.tool_call_id, text, failed: false } }]);
  }
  const calls = listOf(message.tool_calls, `messages.${index}.tool_calls`).map((call): Part => {
    const called = isObject(call.function) ? call.function : {};
    return { type: "call", call: { id: String(call.id), name: String(called.name), input: parsed(called.arguments) } };
  });
  if (message.content === undefined && calls.length === 0) throw invalid(`messages.${index}.content: it is missing`);
  addParts(question, message.role as Turn["role"], [...parts, ...calls]);
}

function listOf(list: unknown, where: string): JsonObject[] {
  if (list === undefined || list === null) return [];
  if (!Array.isArray(list) || !list.every(isObject)) throw invalid(`${where}: a list of objects was wanted`);
  return list;
}

function addParts(question: Question, role: Turn["role"], parts: Part[]): void {
  const last = question.turns.at(-1);
  if (last?.role === role) last.parts.push(...parts);
  else question.turns.push({ role, parts });
}

function partsOf(content: unknown, where: string): Part[] {
  if (typeof content === "string") return [{ type: "text", text: content }];
  if (content === null || content === undefined) return [];
  if (!Array.isArray(content)) throw invalid(`${where}.content: a string or a list of parts was wanted`);
  return content.flatMap((part, index): Part[] => {
    const at = `${where}.content.${index}`;
    if (!isObject(part)) throw invalid(`${at}: an object was wanted`);
    if (part.type === "text") return [{ type: "text", text: String(part.text ?? "") }];
    if (part.type === "image_url") {
      const url = isObject(part.image_url) ? part.image_url.url : part.image_url;
      const { mediaType, bytes } = readDataUri(url, `${at}.image_url.url`);
      return [{ type: "media", media: { kind: "image", format: mediaType.replace("image/", ""), bytes } }];
    }
    if (part.type === "input_audio" && isObject(part.input_audio)) {
      const format = String(part.input_audio.format);
      const { bytes } = readDataUri(
        `data:audio/${format};base64,${String(part.input_audio.data)}`,
        `${at}.input_audio.data`,
      );
      return [{ type: "media", media: { kind: "audio", format, bytes } }];
    }
    throw invalid(`${at}.type: ${JSON.stringify(part.type)} is not known`);
  });
}

function parsed(text: unknown): unknown {
  if (typeof text !== "string") return text ?? {};
  try {
    return JSON.parse(text || "{}");
  } catch {
    return {};
  }
}

function offerOf(tool: JsonObject, index: number): ToolOffer {
  const called = isObject(tool.function) ? tool.function : {};
  if (typeof called.name !== "string" || called.name === "") {
    throw invalid(`tools.${index}.function.name: it is missing`);
  }
  const schema = isObject(called.parameters) ? called.parameters : { type: "object", properties: {} };
  return { name: called.name, description: String(called.description ?? ""), schema };
}

function readChoice(question: Question, choice: unknown): void {
  if (choice === "none") question.toolChoice = "none";
  else if (choice === "required" || choice === "any") question.toolChoice = "any";
  else if (isObject(choice) && isObject(choice.function)) question.toolChoice = `=${String(choice.function.name)}`;
  const wanted = question.toolChoice.startsWith("=") ? question.toolChoice.slice(1) : undefined;
  if (wanted !== undefined && !question.tools.some((tool) => tool.name === wanted)) {
    throw invalid(`tool_choice: no tool is called ${wanted}`);
  }
  if (question.toolChoice === "any" && question.tools.length === 0) {
    throw invalid("tool_choice: a call is demanded and no tools are given");
  }
}

function readFormat(question: Question, body: JsonObject): void {
  const format = isObject(body.response_format) ? body.response_format : {};
  if (format.type === "json_object") question.schema = true;
  const schema = isObject(format.json_schema) ? format.json_schema.schema : undefined;
  if (format.type === "json_schema") question.schema = isObject(schema) ? schema : true;
  const outputs = isObject(body.structured_outputs) ? body.structured_outputs : {};
  if (isObject(outputs.json)) question.schema = outputs.json;
}
