/**
 * Bedrock's own OpenAI endpoint for responses: a Responses body in, a response or its server-sent events out.
 *
 * @module
 */
import { answerQuestion } from "./answering.ts";
import { type Call, jsonReply, readModelBody } from "./call.ts";
import { idFrom } from "./hash.ts";
import { jsonPieces } from "./json_pieces.ts";
import { servedModel } from "./openai_endpoint.ts";
import { readResponses } from "./responses_read.ts";
import type { Answer, AnswerPart, JsonObject } from "./question.ts";
import { piecesOf } from "./shape.ts";
import { sseReply } from "./sse_road.ts";

/** Answers `POST /openai/v1/responses`. */
export function responses(call: Call): Response {
  const body = readModelBody(call.body);
  const model = servedModel(call, body.model);
  const { answer } = answerQuestion(call, readResponses(body), model);
  const items = answer.parts.map((part, index) => itemOf(part, `${call.requestId} ${index}`));
  const whole = responseOf(call, body, model, answer, items);
  return body.stream === true ? sseReply(call, "openai", numbered(eventsOf(whole, items))) : jsonReply(call, whole);
}

function responseOf(call: Call, body: JsonObject, model: string, answer: Answer, output: JsonObject[]): JsonObject {
  const { input, output: written, cacheRead, cacheWrite5m, cacheWrite1h, thought } = answer.usage;
  const cut = answer.stopReason === "max_tokens";
  const read = input + cacheRead + cacheWrite5m + cacheWrite1h;
  return {
    id: `resp_${idFrom(call.requestId, 48, "0123456789abcdef")}`,
    object: "response",
    created_at: Math.floor(call.world.now() / 1000),
    status: cut ? "incomplete" : "completed",
    error: null,
    incomplete_details: cut ? { reason: "max_output_tokens" } : null,
    instructions: body.instructions ?? null,
    metadata: body.metadata ?? {},
    model,
    output,
    parallel_tool_calls: body.parallel_tool_calls ?? true,
    previous_response_id: null,
    reasoning: body.reasoning ?? { effort: null, summary: null },
    service_tier: "default",
    store: body.store ?? true,
    temperature: body.temperature ?? 1,
    text: body.text ?? { format: { type: "text" } },
    tool_choice: body.tool_choice ?? "auto",
    tools: body.tools ?? [],
    top_p: body.top_p ?? 1,
    truncation: "disabled",
    usage: {
      input_tokens: read,
      input_tokens_details: { cached_tokens: cacheRead },
      output_tokens: written,
      output_tokens_details: { reasoning_tokens: thought },
      total_tokens: read + written,
    },
  };
}

function itemOf(part: AnswerPart, seed: string): JsonObject {
  const id = idFrom(seed, 48, "0123456789abcdef");
  if (part.type === "thought") {
    return {
      id: `rs_${id}`,
      type: "reasoning",
      summary: [{ type: "summary_text", text: part.text }],
      encrypted_content: part.signature,
    };
  }
  if (part.type === "call") {
    const call = { call_id: `call_${part.call.id}`, name: part.call.name, arguments: JSON.stringify(part.call.input) };
    return { id: `fc_${id}`, type: "function_call", status: "completed", ...call };
  }
  const content = [{ type: "output_text", text: part.text, annotations: [], logprobs: [] }];
  return { id: `msg_${id}`, type: "message", role: "assistant", status: "completed", content };
}

function* numbered(events: Iterable<JsonObject>): Generator<{ event: string; data: unknown }> {
  let sequence_number = 0;
  for (const event of events) {
    yield { event: String(event.type), data: { ...event, sequence_number: sequence_number++ } };
  }
}

function* eventsOf(whole: JsonObject, items: JsonObject[]): Generator<JsonObject> {
  const begun = { ...whole, status: "in_progress", output: [], usage: null, incomplete_details: null };
  yield { type: "response.created", response: begun };
  yield { type: "response.in_progress", response: begun };
  for (const [output_index, item] of items.entries()) {
    const place = { item_id: item.id, output_index };
    if (item.type === "function_call") {
      yield {
        type: "response.output_item.added",
        output_index,
        item: { ...item, status: "in_progress", arguments: "" },
      };
      for (const delta of jsonPieces(JSON.parse(String(item.arguments)))) {
        yield { type: "response.function_call_arguments.delta", ...place, delta };
      }
      yield { type: "response.function_call_arguments.done", ...place, name: item.name, arguments: item.arguments };
    } else if (item.type === "reasoning") {
      yield* reasoningEvents(item, place);
    } else {
      yield* messageEvents(item, place);
    }
    yield { type: "response.output_item.done", output_index, item };
  }
  yield { type: `response.${String(whole.status)}`, response: whole };
}

function* reasoningEvents(item: JsonObject, place: JsonObject): Generator<JsonObject> {
  const [part] = item.summary as JsonObject[];
  const at = { ...place, summary_index: 0 };
  yield { type: "response.output_item.added", output_index: place.output_index, item: { ...item, summary: [] } };
  yield { type: "response.reasoning_summary_part.added", ...at, part: { ...part, text: "" } };
  for (const delta of piecesOf(String(part!.text))) {
    yield { type: "response.reasoning_summary_text.delta", ...at, delta };
  }
  yield { type: "response.reasoning_summary_text.done", ...at, text: part!.text };
  yield { type: "response.reasoning_summary_part.done", ...at, part };
}

function* messageEvents(item: JsonObject, place: JsonObject): Generator<JsonObject> {
  const [part] = item.content as JsonObject[];
  const at = { ...place, content_index: 0 };
  yield {
    type: "response.output_item.added",
    output_index: place.output_index,
    item: { ...item, status: "in_progress", content: [] },
  };
  yield { type: "response.content_part.added", ...at, part: { ...part, text: "" } };
  for (const delta of piecesOf(String(part!.text))) {
    yield { type: "response.output_text.delta", ...at, delta, logprobs: [] };
  }
  yield { type: "response.output_text.done", ...at, text: part!.text, logprobs: [] };
  yield { type: "response.content_part.done", ...at, part };
}
