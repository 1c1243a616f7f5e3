/** How fast ChatStream tells 1,000 text events as chunks; its rival builds and serialises each chunk whole. */
import { ChatStream } from "../../src/gateway/openai_chat_stream.ts";
import { chatRequest } from "../../src/gateway/openai_chat_request.ts";
import type { ConverseStreamEvent } from "../../src/models/converse.ts";
import { chat, contextOf, MODELS, textEvents } from "./openai_context.ts";

const head = { id: "chatcmpl-abcdefghijklmnopqrstuvwx", created: 1732250000, model: "the-model" };
const texts = Array.from({ length: 1000 }, (_, at) => ` word${at}`);
const events = textEvents(texts) as ConverseStreamEvent[];
const request = chatRequest(chat(), contextOf(MODELS.nova));
const history = Array.from(
  { length: 50 },
  (_, at) => ({ role: at % 2 ? "assistant" : "user", content: `turn ${at} `.repeat(20) }),
);

Deno.bench("1000 text events to chunks", { group: "stream", baseline: true }, () => {
  const stream = new ChatStream(request, head);
  let length = 0;
  for (const event of events) length += stream.push(event).length;
  if (length < 1000) throw new Error("too little came out");
});

Deno.bench("1000 text events to chunks, each serialised whole", { group: "stream" }, () => {
  let length = 0;
  for (const content of texts) {
    const choices = [{ index: 0, delta: { content }, logprobs: null, finish_reason: null }];
    length += `data: ${JSON.stringify({ ...head, object: "chat.completion.chunk", choices })}\n\n`.length;
  }
  if (length < 1000) throw new Error("too little came out");
});

Deno.bench("a chat of one turn to a call", { group: "request", baseline: true }, () => {
  chatRequest(chat(), contextOf(MODELS.nova));
});

Deno.bench("a chat of 51 turns to a call", { group: "request" }, () => {
  chatRequest(chat({ messages: [...history, { role: "user", content: "and?" }] }), contextOf(MODELS.nova));
});
