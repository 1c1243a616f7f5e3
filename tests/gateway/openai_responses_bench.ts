/** How fast ResponseStream tells 1,000 text events; its rival serialises each event whole, and the chat's stream is beside it. */
import { ChatStream } from "../../src/gateway/openai_chat_stream.ts";
import { responsesRequest } from "../../src/gateway/openai_responses_request.ts";
import { ResponseStream } from "../../src/gateway/openai_responses_stream.ts";
import type { ConverseStreamEvent } from "../../src/models/converse.ts";
import { contextOf, MODELS, textEvents } from "./openai_context.ts";
import { ask } from "./openai_responses_context.ts";

const head = { id: "chatcmpl-abcdefghijklmnopqrstuvwx", created: 1732250000, model: "the-model" };
const texts = Array.from({ length: 1000 }, (_, at) => ` word${at}`);
const events = textEvents(texts) as ConverseStreamEvent[];
const request = responsesRequest(ask(), contextOf(MODELS.nova));

Deno.bench("1000 text events to response events", { group: "stream", baseline: true }, () => {
  const stream = new ResponseStream(request);
  let length = 0;
  for (const event of events) length += stream.push(event).length;
  if (length + stream.end().length < 1000) throw new Error("too little came out");
});

Deno.bench("1000 text events to response events, each serialised whole", { group: "stream" }, () => {
  let length = 0;
  const type = "response.output_text.delta";
  const at = { item_id: "msg_abcdefghijklmnopqrstuvwx0", output_index: 0, content_index: 0 };
  for (const [sequence_number, delta] of texts.entries()) {
    const event = { type, sequence_number, ...at, delta, logprobs: [] };
    length += `event: ${type}\ndata: ${JSON.stringify(event)}\n\n`.length;
  }
  if (length < 1000) throw new Error("too little came out");
});

Deno.bench("1000 text events to chunks of a chat", { group: "stream" }, () => {
  const stream = new ChatStream(request.chat, head);
  let length = 0;
  for (const event of events) length += stream.push(event).length;
  if (length < 1000) throw new Error("too little came out");
});

Deno.bench("a response's body of one turn to a call", () => {
  responsesRequest(ask(), contextOf(MODELS.nova));
});
