/**
 * Amazon Nova: messages with Converse-like parts in, `output.message` out, one event a chunk in a stream.
 *
 * @module
 */
import { jsonPieces } from "./json_pieces.ts";
import {
  type Answer,
  type AnswerPart,
  emptyQuestion,
  isObject,
  type JsonObject,
  type Media,
  type Part,
  type Question,
  type StopReason,
  type Turn,
} from "./question.ts";
import { readBase64 } from "./read_base64.ts";
import { invalid } from "./refusal.ts";
import { piecesOf, type ShapeContext, type TextShape } from "./shape.ts";

const REASONS: Partial<Record<StopReason, string>> = { guardrail_intervened: "end_turn" };

/** The shape of `amazon-nova`. */
export const nova: TextShape = {
  read(body: JsonObject, modelId: string): Question {
    const config = isObject(body.inferenceConfig) ? body.inferenceConfig : {};
    const question = emptyQuestion((config.maxTokens ?? config.max_new_tokens ?? 5000) as number);
    question.stopSequences = config.stopSequences as string[] ?? [];
    question.system = (body.system as JsonObject[] ?? []).map((part) => ({ type: "text", text: String(part.text) }));
    question.turns = (body.messages as JsonObject[]).map(turnOf);
    checkAlternation(question.turns);
    readTools(question, body);
    const reasoning = isObject(config.reasoningConfig) ? config.reasoningConfig : {};
    question.thinking = reasoning.type === "enabled";
    if (question.thinking && !/nova-2/.test(modelId)) {
      throw invalid(
        "Malformed input request: #/inferenceConfig: key [reasoningConfig] is not known, please reformat your input and try again.",
      );
    }
    return question;
  },
  whole(answer: Answer): JsonObject {
    const message = { content: answer.parts.map(blockOf), role: "assistant" };
    return {
      output: { message },
      stopReason: reasonOf(answer),
      usage: { ...usageOf(answer), totalTokens: totalOf(answer) },
    };
  },
  *chunks(answer: Answer, context: ShapeContext): Generator<unknown> {
    yield { messageStart: { role: "assistant" } };
    let index = 0;
    for (const part of answer.parts) {
      // Text is spread over many blocks, one for each piece: readers must not count on one block being one text.
      for (const [count, event] of [...eventsOf(part)].entries()) {
        const apart = part.type === "text" && count > 0;
        if (apart) yield { contentBlockStop: { contentBlockIndex: index++ } };
        const [name, content] = Object.entries(event)[0]!;
        yield { [name]: { ...content as JsonObject, contentBlockIndex: index } };
      }
      yield { contentBlockStop: { contentBlockIndex: index++ } };
    }
    yield { messageStop: { stopReason: reasonOf(answer) } };
    yield { metadata: { usage: usageOf(answer), metrics: {}, trace: {} }, ...context.metrics };
  },
  piece(text: string): JsonObject {
    return { contentBlockDelta: { delta: { text }, contentBlockIndex: 0 } };
  },
};

function turnOf(message: JsonObject): Turn {
  const parts = (message.content as JsonObject[]).flatMap(partsOf);
  return { role: message.role as Turn["role"], parts };
}

function partsOf(part: JsonObject): Part[] {
  const parts: Part[] = [];
  if (typeof part.text === "string") parts.push({ type: "text", text: part.text });
  for (const kind of ["image", "video", "audio"] as const) {
    if (isObject(part[kind])) parts.push({ type: "media", media: mediaOf(part[kind] as JsonObject, kind) });
  }
  if (isObject(part.toolUse)) {
    const { toolUseId, name, input } = part.toolUse;
    parts.push({ type: "call", call: { id: String(toolUseId), name: String(name), input } });
  }
  if (isObject(part.toolResult)) {
    const { toolUseId, content, status } = part.toolResult;
    const inner = content as JsonObject[] ?? [];
    const json = inner.find((item) => "json" in item)?.json;
    const text = inner.map((item) =>
      typeof item.text === "string" ? item.text : "json" in item ? JSON.stringify(item.json) : ""
    ).join("\n");
    parts.push({
      type: "result",
      result: { id: String(toolUseId), text, ...(json === undefined ? {} : { json }), failed: status === "error" },
    });
  }
  if (isObject(part.cachePoint)) parts.push({ type: "cache", ttl: "5m" });
  if (parts.length === 0 && !isObject(part.reasoningContent)) {
    throw invalid(
      "Malformed input request: #/messages: a content part of a known kind was wanted, please reformat your input and try again.",
    );
  }
  return parts;
}

function mediaOf(part: JsonObject, kind: "image" | "video" | "audio"): Media {
  const source = isObject(part.source) ? part.source : {};
  const location = isObject(source.s3Location) ? source.s3Location : undefined;
  if (location) return { kind, format: String(part.format), uri: String(location.uri) };
  return { kind, format: String(part.format), bytes: readBase64(source.bytes, `#/messages/${kind}/source/bytes`) };
}

function checkAlternation(turns: readonly Turn[]): void {
  if (turns.length === 0 || turns[0]!.role !== "user") {
    throw invalid(
      "A conversation must start with a user message. Try again with a conversation that starts with a user message.",
    );
  }
  turns.forEach((turn, index) => {
    if (turn.parts.length === 0) throw invalid(`The content field in the Message object at index ${index} is empty.`);
    if (index > 0 && turns[index - 1]!.role === turn.role) {
      throw invalid("Roles must alternate between user and assistant.");
    }
  });
}

function readTools(question: Question, body: JsonObject): void {
  const config = isObject(body.toolConfig) ? body.toolConfig : undefined;
  if (!config) return;
  question.tools = (config.tools as JsonObject[] ?? []).flatMap((tool) => {
    const spec = isObject(tool.toolSpec) ? tool.toolSpec : undefined;
    if (!spec) return [];
    const schema = isObject(spec.inputSchema) && isObject(spec.inputSchema.json)
      ? spec.inputSchema.json
      : { type: "object" };
    return [{ name: String(spec.name), description: String(spec.description ?? ""), schema }];
  });
  const choice = isObject(config.toolChoice) ? config.toolChoice : {};
  if (isObject(choice.any)) question.toolChoice = "any";
  if (isObject(choice.tool)) question.toolChoice = `=${String(choice.tool.name)}`;
}

function reasonOf(answer: Answer): string {
  return REASONS[answer.stopReason] ?? answer.stopReason;
}

function usageOf(answer: Answer): JsonObject {
  const { input, output, cacheRead, cacheWrite5m, cacheWrite1h } = answer.usage;
  return {
    inputTokens: input,
    outputTokens: output,
    cacheReadInputTokenCount: cacheRead,
    cacheWriteInputTokenCount: cacheWrite5m + cacheWrite1h,
  };
}

function totalOf(answer: Answer): number {
  const { input, output, cacheRead, cacheWrite5m, cacheWrite1h } = answer.usage;
  return input + output + cacheRead + cacheWrite5m + cacheWrite1h;
}

function blockOf(part: AnswerPart): JsonObject {
  if (part.type === "text") return { text: part.text };
  if (part.type === "call") {
    return { toolUse: { toolUseId: part.call.id, name: part.call.name, input: part.call.input } };
  }
  return { reasoningContent: { reasoningText: { text: "[REDACTED]" } } };
}

function* eventsOf(part: AnswerPart): Generator<JsonObject> {
  if (part.type === "text") {
    for (const text of piecesOf(part.text)) yield { contentBlockDelta: { delta: { text } } };
  } else if (part.type === "call") {
    yield { contentBlockStart: { start: { toolUse: { toolUseId: part.call.id, name: part.call.name } } } };
    for (const input of jsonPieces(part.call.input)) yield { contentBlockDelta: { delta: { toolUse: { input } } } };
  } else {
    yield { contentBlockDelta: { delta: { reasoningContent: { text: "[REDACTED]" } } } };
  }
}
