/**
 * Cohere Command R: `message` and `chat_history` in, `text` out, events by name in a stream.
 *
 * @module
 */
import { turnOf } from "./chat_template.ts";
import { idFrom, uuidFrom } from "./hash.ts";
import {
  type Answer,
  emptyQuestion,
  isObject,
  type JsonObject,
  type Part,
  type Question,
  type StopReason,
  type ToolOffer,
} from "./question.ts";
import { callsOf, piecesOf, plainText, type ShapeContext, type TextShape } from "./shape.ts";

const REASONS: Partial<Record<StopReason, string>> = { max_tokens: "MAX_TOKENS", stop_sequence: "STOP_SEQUENCE" };
const TYPES: Readonly<Record<string, string>> = {
  str: "string",
  int: "integer",
  float: "number",
  bool: "boolean",
  list: "array",
  dict: "object",
};

/** The shape of `cohere-command-r`. */
export const cohereCommandR: TextShape = {
  read(body: JsonObject): Question {
    const question = emptyQuestion(body.max_tokens as number | undefined ?? 4000);
    question.stopSequences = body.stop_sequences as string[] ?? [];
    if (typeof body.preamble === "string") question.system = [{ type: "text", text: body.preamble }];
    const history = body.chat_history as JsonObject[] ?? [];
    const turns = history.map((turn) =>
      turnOf(turn.role === "CHATBOT" ? "assistant" : "user", String(turn.message ?? ""))
    );
    const asked = turnOf("user", body.message as string);
    asked.parts.push(...documentsOf(body), ...resultsOf(body));
    question.turns = [...turns, asked];
    question.tools = (body.tools as JsonObject[] ?? []).map(offerOf);
    return question;
  },
  whole(answer: Answer, context: ShapeContext, body: JsonObject): JsonObject {
    const calls = callsOf(answer).map(({ name, input }) => ({ name, parameters: input }));
    const turns = [{ role: "USER", message: body.message }, { role: "CHATBOT", message: plainText(answer) }];
    return {
      response_id: uuidFrom(context.requestId),
      text: plainText(answer),
      generation_id: generationId(context),
      chat_history: [...(body.chat_history as JsonObject[] ?? []), ...turns],
      finish_reason: reasonOf(answer),
      ...(calls.length > 0 ? { tool_calls: calls } : {}),
      ...(body.return_prompt === true ? { prompt: body.message } : {}),
      ...(body.search_queries_only === true
        ? { is_search_required: true, search_queries: [{ text: body.message, generation_id: generationId(context) }] }
        : {}),
      meta: {
        api_version: { version: "1" },
        billed_units: { input_tokens: answer.usage.input, output_tokens: answer.usage.output },
      },
    };
  },
  *chunks(answer: Answer, context: ShapeContext, body: JsonObject): Generator<unknown> {
    const response = cohereCommandR.whole(answer, context, body);
    yield { is_finished: false, event_type: "stream-start", generation_id: generationId(context) };
    for (const text of piecesOf(plainText(answer))) yield pieceOf(text);
    if (response.tool_calls !== undefined) {
      yield { is_finished: false, event_type: "tool-calls-generation", tool_calls: response.tool_calls };
    }
    yield {
      is_finished: true,
      event_type: "stream-end",
      finish_reason: reasonOf(answer),
      response,
      ...context.metrics,
    };
  },
  piece: pieceOf,
};

function pieceOf(text: string): JsonObject {
  return { is_finished: false, event_type: "text-generation", text };
}

function generationId(context: ShapeContext): string {
  return uuidFrom(idFrom(context.requestId, 12));
}

function reasonOf(answer: Answer): string {
  return REASONS[answer.stopReason] ?? "COMPLETE";
}

function documentsOf(body: JsonObject): Part[] {
  return (body.documents as JsonObject[] ?? []).map((document, index) => {
    const text = Object.entries(document).filter(([name]) => name !== "_excludes").map(([, value]) => String(value))
      .join("\n");
    return {
      type: "media",
      media: { kind: "document", format: "txt", name: String(document.title ?? document.id ?? `doc_${index}`), text },
    };
  });
}

function resultsOf(body: JsonObject): Part[] {
  return (body.tool_results as JsonObject[] ?? []).flatMap((result, index): Part[] => {
    const call = isObject(result.call) ? result.call : {};
    const outputs = Array.isArray(result.outputs) ? result.outputs : [];
    const id = `call_${index}`;
    const json = outputs.length === 1 ? outputs[0] : outputs;
    return [
      { type: "call", call: { id, name: String(call.name ?? "tool"), input: call.parameters } },
      { type: "result", result: { id, text: JSON.stringify(json), json, failed: false } },
    ];
  });
}

function offerOf(tool: JsonObject): ToolOffer {
  const definitions = isObject(tool.parameter_definitions) ? tool.parameter_definitions : {};
  const properties = Object.fromEntries(
    Object.entries(definitions).map(([name, definition]) => {
      const given = isObject(definition) ? definition : {};
      return [name, { type: TYPES[String(given.type)] ?? given.type ?? "string", description: given.description }];
    }),
  );
  return {
    name: String(tool.name),
    description: String(tool.description ?? ""),
    schema: { type: "object", properties },
  };
}
