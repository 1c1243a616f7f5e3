/**
 * The OpenAI-shaped families: `messages` in, `choices` out; each family's own way of saying it is a row of differences.
 *
 * @module
 */
import { idFrom } from "./hash.ts";
import { jsonPieces } from "./json_pieces.ts";
import { readOpenAi } from "./openai_read.ts";
import type { Answer, JsonObject, Question, StopReason } from "./question.ts";
import { callsOf, piecesOf, plainText, type ShapeContext, type TextShape, thoughtText } from "./shape.ts";

/** How a family differs from the rest. */
interface Differences {
  /** What it writes when no limit is given. */
  maxTokens?: number;
  /** Where thoughts stand: in tags at the head of the text, or in a member. Nowhere, unless said. */
  thoughts?: "reasoning-tags" | "think-tags" | "member";
  /** Whether it thinks unasked. */
  thinks?: boolean;
  /** Whether a stream's pieces stand in `message`, with `stop_reason`, as in Mistral's own chat. */
  messages?: boolean;
  /** Whether `object`, `created` and `model` are left out. */
  bare?: boolean;
  /** Whether the last chunk repeats the usage. */
  usageInLast?: boolean;
  /** Whether empty members are spelt out, and `"[DONE]"` ends a stream, as Palmyra does. */
  spelt?: boolean;
}

const REASONS: Partial<Record<StopReason, string>> = {
  max_tokens: "length",
  tool_use: "tool_calls",
  content_filtered: "content_filter",
};

/** Makes the shape of a family. */
function openAi(differences: Differences = {}): TextShape {
  return {
    read(body: JsonObject): Question {
      const question = readOpenAi(body, differences.maxTokens ?? 4096);
      question.thinking ||= differences.thinks === true;
      if (differences.thoughts === undefined) question.thinking = false;
      return question;
    },
    whole(answer: Answer, context: ShapeContext, body: JsonObject): JsonObject {
      const count = body.n as number | undefined ?? 1;
      const choices = Array.from({ length: count }, (_, index) => ({
        index,
        message: { role: "assistant", ...saidBy(answer, differences) },
        ...(differences.spelt ? { logprobs: null } : {}),
        finish_reason: reasonOf(answer),
        ...(differences.spelt ? { stop_reason: null } : {}),
      }));
      const rest = differences.spelt
        ? { prompt_logprobs: null }
        : differences.bare
        ? { meta: { requestDurationMillis: 300 } }
        : {};
      return { ...head(context, differences, "chat.completion"), choices, usage: usageOf(answer), ...rest };
    },
    *chunks(answer: Answer, context: ShapeContext, body: JsonObject): Generator<unknown> {
      const start = head(context, differences, "chat.completion.chunk");
      const chunk = (delta: JsonObject): JsonObject => ({ ...start, ...pieceOf(delta, differences) });
      if (!differences.messages) yield chunk({ role: "assistant", content: "" });
      for (const delta of deltasOf(answer, differences)) yield chunk(delta);
      const end = { finish_reason: reasonOf(answer), ...(differences.spelt ? { stop_reason: null } : {}) };
      const last = differences.messages
        ? { index: 0, message: { role: "assistant", content: "" }, stop_reason: reasonOf(answer) }
        : {
          index: 0,
          delta: differences.bare || differences.spelt ? { content: "" } : {},
          ...(differences.spelt ? { logprobs: null } : {}),
          ...end,
        };
      const usage = differences.usageInLast ? { usage: usageOf(answer), meta: { requestDurationMillis: 300 } } : {};
      yield { ...start, choices: [last], ...usage, ...context.metrics };
      const options = body.stream_options as JsonObject | undefined;
      if (options?.include_usage === true) yield { ...start, choices: [], usage: usageOf(answer) };
      if (differences.spelt) yield "[DONE]";
    },
    piece(text: string): JsonObject {
      return pieceOf({ content: text }, differences);
    },
  };
}

function pieceOf(delta: JsonObject, differences: Differences): JsonObject {
  if (differences.messages) {
    return { choices: [{ index: 0, message: { role: "assistant", ...delta }, stop_reason: null }] };
  }
  return { choices: [{ index: 0, delta, ...(differences.spelt ? { logprobs: null } : {}), finish_reason: null }] };
}

function head(context: ShapeContext, differences: Differences, object: string): JsonObject {
  const id = `${differences.bare ? "cmpl" : "chatcmpl"}-${idFrom(context.requestId, 24)}`;
  if (differences.bare) {
    return object === "chat.completion" ? { id, model: context.model.replace(/^[^.]*\./, "") } : { id };
  }
  return { id, object, created: context.created, model: context.model };
}

function reasonOf(answer: Answer): string {
  return REASONS[answer.stopReason] ?? "stop";
}

function usageOf(answer: Answer): JsonObject {
  const { input, output, cacheRead, cacheWrite5m, cacheWrite1h, thought } = answer.usage;
  const prompt = input + cacheRead + cacheWrite5m + cacheWrite1h;
  return {
    ...{ prompt_tokens: prompt, completion_tokens: output, total_tokens: prompt + output },
    ...(cacheRead > 0 ? { prompt_tokens_details: { cached_tokens: cacheRead } } : {}),
    ...(thought > 0 ? { completion_tokens_details: { reasoning_tokens: thought } } : {}),
  };
}

/** The text with the thoughts in it, where the family puts them there. */
function contentOf(answer: Answer, differences: Differences): string {
  const thought = thoughtText(answer);
  const tag = differences.thoughts === "reasoning-tags"
    ? "reasoning"
    : differences.thoughts === "think-tags"
    ? "think"
    : undefined;
  return (tag !== undefined && thought !== "" ? `<${tag}>${thought}</${tag}>` : "") + plainText(answer);
}

function saidBy(answer: Answer, differences: Differences): JsonObject {
  const calls = callsOf(answer).map((call) => ({
    id: callId(call.id),
    type: "function",
    function: { name: call.name, arguments: JSON.stringify(call.input) },
  }));
  const text = contentOf(answer, differences);
  const said: JsonObject = { content: text === "" && calls.length > 0 ? null : text };
  const thought = thoughtText(answer);
  if (differences.thoughts === "member" && thought !== "") said.reasoning_content = thought;
  if (differences.spelt) said.reasoning_content ??= null;
  if (calls.length > 0 || differences.spelt) said.tool_calls = calls;
  return said;
}

function callId(id: string): string {
  return id.startsWith("call_") ? id : `call_${id}`;
}

function* deltasOf(answer: Answer, differences: Differences): Generator<JsonObject> {
  if (differences.thoughts === "member") {
    for (const reasoning_content of piecesOf(thoughtText(answer))) yield { reasoning_content };
  }
  for (const content of piecesOf(contentOf(answer, differences))) yield { content };
  for (const [index, call] of callsOf(answer).entries()) {
    const id = callId(call.id);
    if (differences.messages) {
      yield { content: "", tool_calls: [{ id, function: { name: call.name, arguments: JSON.stringify(call.input) } }] };
      continue;
    }
    yield { tool_calls: [{ index, id, type: "function", function: { name: call.name, arguments: "" } }] };
    for (const text of jsonPieces(call.input)) yield { tool_calls: [{ index, function: { arguments: text } }] };
  }
}

/** The shape of `openai-gpt-oss`: it thinks unasked, in tags at the head of its text. */
export const gptOss: TextShape = openAi({ thoughts: "reasoning-tags", thinks: true });
/** The shape of the open-weight families that answer as gpt-oss does, with thoughts in a member of their own. */
export const openWeight: TextShape = openAi({ thoughts: "member" });
/** The shape of `moonshot-kimi` and `minimax`, whose thoughts stand in tags. */
export const thinkingOpenWeight: TextShape = openAi({ thoughts: "think-tags" });
/** The shape of `mistral-chat`. */
export const mistralChat: TextShape = openAi({ messages: true, maxTokens: 8192 });
/** The shape of `ai21-jamba`. */
export const jamba: TextShape = openAi({ bare: true, usageInLast: true });
/** The shape of `writer-palmyra`. */
export const palmyra: TextShape = openAi({ spelt: true, maxTokens: 16 });
