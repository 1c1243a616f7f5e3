/**
 * A Converse document that keeps the rules goes in, the question it asks comes out.
 *
 * @module
 */
import { checkTurns, readThinkingOf } from "./converse_checks.ts";
import {
  emptyQuestion,
  isObject,
  type JsonObject,
  type Media,
  type Part,
  type Question,
  type Turn,
} from "./question.ts";
import { readBase64 } from "./read_base64.ts";
import { invalid } from "./refusal.ts";
import { checkSchema } from "./schema_limits.ts";

/** Reads a Converse document for a model. */
export function readConverse(body: JsonObject, model: string): Question {
  const inference = isObject(body.inferenceConfig) ? body.inferenceConfig : {};
  const question = emptyQuestion(inference.maxTokens as number | undefined ?? 4096);
  question.stopSequences = inference.stopSequences as string[] ?? [];
  question.system = (body.system as JsonObject[] ?? []).flatMap((block, index) => partsOf(block, `system.${index}`));
  question.turns = (body.messages as JsonObject[] ?? []).flatMap((message, index): Turn[] => {
    const parts = (message.content as JsonObject[]).flatMap((block, at) =>
      partsOf(block, `messages.${index}.content.${at}`)
    );
    if (message.role !== "system") return [{ role: message.role as Turn["role"], parts }];
    question.system.push(...parts);
    return [];
  });
  readTools(question, body);
  readFormat(question, body);
  const more = isObject(body.additionalModelRequestFields) ? body.additionalModelRequestFields : {};
  readThinkingOf(question, more, inference, model);
  checkTurns(question, body, model);
  return question;
}

/** The members a block may have. */
const KNOWN: ReadonlySet<string> = new Set(
  ("text image video audio document toolUse toolResult cachePoint guardContent reasoningContent searchResult " +
    "citationsContent toolAddition toolRemoval").split(" "),
);

function partsOf(block: JsonObject, at: string): Part[] {
  const names = Object.keys(block).filter((name) => block[name] !== undefined && block[name] !== null);
  if (names.length !== 1) {
    throw invalid(`The content block at ${at} must have exactly one member, and has ${names.length}.`);
  }
  const name = names[0]!;
  const value = block[name];
  if (!KNOWN.has(name)) throw invalid(`The content block at ${at} has an unknown member: ${name}.`);
  if (name === "text" ? typeof value !== "string" : !isObject(value)) {
    throw invalid(`The content block at ${at} has a ${name} of the wrong type.`);
  }
  switch (name) {
    case "text":
      return [{ type: "text", text: value as string }];
    case "image":
    case "video":
    case "audio":
      return [{ type: "media", media: mediaOf(name, value as JsonObject, at) }];
    case "document":
      return [{ type: "media", media: documentOf(value as JsonObject, at) }];
    case "toolUse": {
      const { toolUseId, name: tool, input } = value as JsonObject;
      return [{ type: "call", call: { id: toolUseId as string, name: tool as string, input } }];
    }
    case "toolResult":
      return resultOf(value as JsonObject, at);
    case "cachePoint":
      return [{ type: "cache", ttl: (value as JsonObject).ttl === "1h" ? "1h" : "5m" }];
    case "guardContent": {
      const text = (value as JsonObject).text;
      return isObject(text) ? [{ type: "text", text: String(text.text) }] : [];
    }
    case "reasoningContent": {
      const text = (value as JsonObject).reasoningText;
      // What is redacted is signed by being unreadable.
      if (!isObject(text)) return [{ type: "thought", text: "", signature: "redacted" }];
      return [{
        type: "thought",
        text: String(text.text),
        ...(typeof text.signature === "string" ? { signature: text.signature } : {}),
      }];
    }
    case "searchResult":
      return [{ type: "media", media: searchResultOf(value as JsonObject, at) }];
    case "citationsContent": {
      const content = listOf((value as JsonObject).content ?? [], at);
      return [{ type: "text", text: content.map((piece) => String(piece.text ?? "")).join("") }];
    }
    default:
      return [];
  }
}

function mediaOf(kind: "image" | "video" | "audio", block: JsonObject, at: string): Media {
  const source = sourceOf(block, at);
  const format = String(block.format);
  if (isObject(source.s3Location)) return { kind, format, uri: String(source.s3Location.uri) };
  return { kind, format, bytes: readBase64(source.bytes, `${at}.${kind}.source.bytes`) };
}

function documentOf(block: JsonObject, at: string): Media {
  const source = sourceOf(block, at);
  const base = {
    kind: "document" as const,
    format: String(block.format ?? "txt"),
    name: String(block.name),
    citations: isObject(block.citations) && block.citations.enabled === true,
  };
  if (isObject(source.s3Location)) return { ...base, uri: String(source.s3Location.uri) };
  if (typeof source.text === "string") return { ...base, text: source.text };
  if (Array.isArray(source.content)) {
    return {
      ...base,
      text: source.content.map((piece) => String(piece?.text ?? "")).join("\n"),
    };
  }
  return { ...base, bytes: readBase64(source.bytes, `${at}.document.source.bytes`) };
}

function sourceOf(block: JsonObject, at: string): JsonObject {
  if (!isObject(block.source)) throw invalid(`The content block at ${at} has no source.`);
  return block.source;
}

/** Reads a list of objects inside a block. */
function listOf(list: unknown, at: string): JsonObject[] {
  if (!Array.isArray(list) || !list.every(isObject)) throw invalid(`The content at ${at} must be a list of blocks.`);
  return list;
}

function searchResultOf(block: JsonObject, at: string): Media {
  const text = listOf(block.content, at).map((piece) => String(piece.text)).join("\n");
  const citations = isObject(block.citations) && block.citations.enabled === true;
  return { kind: "document", format: "txt", name: String(block.title), text, citations };
}

function resultOf(block: JsonObject, at: string): Part[] {
  const content = listOf(block.content, at);
  const text = content.flatMap((piece) =>
    typeof piece.text === "string" ? [piece.text] : "json" in piece ? [JSON.stringify(piece.json)] : []
  );
  const json = content.find((piece) => "json" in piece)?.json;
  const result = { id: block.toolUseId as string, text: text.join("\n"), failed: block.status === "error" };
  const media = content.filter((piece) => !("text" in piece) && !("json" in piece) && !("toolResult" in piece));
  return [
    { type: "result", result: json === undefined ? result : { ...result, json } },
    ...media.flatMap((piece, index) => partsOf(piece, `${at}.toolResult.content.${index}`)),
  ];
}

function readTools(question: Question, body: JsonObject): void {
  const config = isObject(body.toolConfig) ? body.toolConfig : undefined;
  for (const tool of config?.tools as JsonObject[] ?? []) {
    if (isObject(tool.cachePoint)) question.toolCache = tool.cachePoint.ttl === "1h" ? "1h" : "5m";
    const spec = isObject(tool.toolSpec) ? tool.toolSpec : undefined;
    if (!spec) continue;
    const name = spec.name as string;
    if (!/^[a-zA-Z0-9_-]+$/.test(name)) {
      throw invalid(
        `Value '${name}' at 'toolConfig.tools' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_-]+`,
      );
    }
    const schema = (spec.inputSchema as JsonObject).json;
    if (!isObject(schema) || schema.type !== "object") {
      throw invalid(
        "The value at toolConfig.tools.0.toolSpec.inputSchema.json.type must be one of the following: object.",
      );
    }
    question.tools.push({ name, description: String(spec.description ?? ""), schema });
  }
  const choice = isObject(config?.toolChoice) ? config.toolChoice : {};
  if (isObject(choice.any)) question.toolChoice = "any";
  if (!isObject(choice.tool)) return;
  const wanted = String(choice.tool.name);
  if (!question.tools.some((tool) => tool.name === wanted)) {
    throw invalid(`The tool ${wanted} that toolChoice names is not among the tools.`);
  }
  question.toolChoice = `=${wanted}`;
}

function readFormat(question: Question, body: JsonObject): void {
  const output = isObject(body.outputConfig) ? body.outputConfig : {};
  const format = isObject(output.textFormat) && isObject(output.textFormat.structure)
    ? output.textFormat.structure.jsonSchema
    : undefined;
  const more = isObject(body.additionalModelRequestFields) ? body.additionalModelRequestFields : {};
  const own = isObject(more.output_config) && isObject(more.output_config.format)
    ? more.output_config.format.schema
    : undefined;
  const open = isObject(more.response_format) ? more.response_format : {};
  if (open.type === "json_object") question.schema = true;
  if (isObject(open.json_schema) && isObject(open.json_schema.schema)) question.schema = open.json_schema.schema;
  if (isObject(own)) checkSchema(question.schema = own);
  if (!isObject(format)) return;
  let schema: unknown;
  try {
    schema = JSON.parse(format.schema as string);
  } catch {
    throw invalid("The schema of outputConfig.textFormat is not valid JSON: it is a JSON schema written as text.");
  }
  if (!isObject(schema)) throw invalid("The schema of outputConfig.textFormat must be a JSON object.");
  checkSchema(schema);
  question.schema = schema;
}
