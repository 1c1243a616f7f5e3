/** Converse's events in, OpenAI's response events out: each kind of item from its beginning to its end, in order. */
import { assert, assertEquals } from "../deps.ts";
import { converseTranslation } from "../../src/gateway/openai_responses.ts";
import { GatewayError } from "../../src/gateway/gateway_error.ts";
import type { ConverseStreamEvent } from "../../src/models/converse.ts";
import { contextOf, MODELS, refusal, textEvents } from "./openai_context.ts";
import {
  ask,
  between,
  delta,
  end,
  eventsOf,
  ID,
  metadata,
  start,
  stop,
  textOf,
  told,
} from "./openai_responses_context.ts";

const strict = { sanitizeOps: true, sanitizeResources: true };
Deno.test("a response's stream tells text from created to completed", strict, async () => {
  const events = await told(ask({ metadata: { a: "b" } }), textEvents(["a", "", 'b"\n\u2028']));
  const at = { item_id: `msg_${ID}0`, output_index: 0, content_index: 0 };
  const item = { id: `msg_${ID}0`, type: "message", status: "in_progress", role: "assistant", content: [] };
  const text = 'ab"\n\u2028';
  const part = { type: "output_text", text, annotations: [], logprobs: [] };
  const done = { ...item, status: "completed", content: [part] };
  const [created, inProgress, ...rest] = events;
  const { response } = created;
  assertEquals(inProgress, { type: "response.in_progress", response });
  assertEquals([response.status, response.output, response.usage, response.metadata], ["in_progress", [], null, {
    a: "b",
  }]);
  assertEquals(rest, [
    { type: "response.output_item.added", output_index: 0, item },
    { type: "response.content_part.added", ...at, part: { ...part, text: "" } },
    { type: "response.output_text.delta", ...at, delta: "a", logprobs: [] },
    { type: "response.output_text.delta", ...at, delta: 'b"\n\u2028', logprobs: [] },
    { type: "response.output_text.done", ...at, text, logprobs: [] },
    { type: "response.content_part.done", ...at, part },
    { type: "response.output_item.done", output_index: 0, item: done },
    {
      type: "response.completed",
      response: {
        ...response,
        status: "completed",
        output: [done],
        service_tier: "default",
        usage: {
          input_tokens: 3,
          input_tokens_details: { cached_tokens: 0, cache_write_tokens: 0 },
          output_tokens: 5,
          output_tokens_details: { reasoning_tokens: 0 },
          total_tokens: 8,
        },
      },
    },
  ]);
});

Deno.test("a response's stream tells the tier that served", strict, async () => {
  const events = await told(ask(), [start, stop("end_turn"), {
    metadata: { ...metadata.metadata, serviceTier: { type: "flex" } },
  }]);
  assertEquals(events.map(({ response }) => response.service_tier), ["auto", "auto", "flex"]);
});

Deno.test("a response's stream joins blocks of text to one message", strict, async () => {
  const events = [delta(0, { text: "a" }), end(0), delta(1, { text: "b" }), end(1), stop("end_turn"), metadata];
  const all = await between(ask(), events);
  assertEquals(textOf(all), "ab");
  assertEquals(all.filter(({ type }) => type === "response.output_item.added").length, 1);
});

Deno.test("a response's stream tells where a text is from", strict, async () => {
  const citation = { title: "T", location: { web: { url: "https://e.x/" } } };
  const events = [
    delta(0, { text: "Say " }),
    end(0),
    delta(1, { text: "hello" }),
    delta(1, { citation }),
    delta(1, { citation: { location: { documentPage: {} } } }),
    end(1),
    stop("end_turn"),
    metadata,
  ];
  const all = await between(ask(), events);
  const annotation = { type: "url_citation", url: "https://e.x/", title: "T", start_index: 4, end_index: 9 };
  const at = { item_id: `msg_${ID}0`, output_index: 0, content_index: 0 };
  assertEquals(all[4], { type: "response.output_text.annotation.added", ...at, annotation_index: 0, annotation });
  assertEquals(all[6].part.annotations, [annotation]);
});

Deno.test("a response's stream joins the pieces of a picture", strict, async () => {
  const image = (byte: number): unknown => delta(0, { image: { source: { bytes: new Uint8Array([byte]) } } });
  const begin = { contentBlockStart: { start: { image: { format: "png" } }, contentBlockIndex: 0 } };
  const all = await between(ask(), [begin, image(1), image(2), end(0), stop("end_turn"), metadata]);
  assertEquals(all.map(({ item }) => [item.status, item.result]), [["in_progress", null], ["completed", "AQI="]]);
});

Deno.test("a response's stream ends at a stop sequence that the model does not know", strict, async () => {
  const context = contextOf(MODELS.oss, { defaults: { stop: "END" } });
  const stream = converseTranslation(ask(), context).reply.stream();
  let text = "";
  for (const event of textEvents(["one E", "ND two"]) as ConverseStreamEvent[]) {
    text += stream.push(event);
    if (stream.done) break;
  }
  assertEquals(stream.done, true);
  const all = await eventsOf(text + stream.end());
  assertEquals([textOf(all), all.at(-1).type, all.at(-1).response.usage], ["one ", "response.completed", null]);
});

Deno.test("a response's stream breaks with an error, which is what clients throw on", strict, async () => {
  const stream = converseTranslation(ask(), contextOf(MODELS.claude45)).reply.stream();
  let text = "";
  for (const event of textEvents(["a"]).slice(0, 2) as ConverseStreamEvent[]) text += stream.push(event);
  text += stream.fail(new GatewayError("Too many requests", { status: 429, code: "ThrottlingException" }));
  const all = await eventsOf(text);
  const throttled = { code: "rate_limit_exceeded", message: "Too many requests", param: null };
  const nested = { ...throttled, type: "rate_limit_error" };
  assertEquals(all.at(-1), { type: "error", ...throttled, error: nested });
  assert(all.every(({ type }) => !/completed|done|failed/.test(type)));
  const early = converseTranslation(ask(), contextOf(MODELS.claude45)).reply.stream();
  assertEquals(await eventsOf(early.fail(new GatewayError("x", { status: 502, code: "StreamIncomplete" }))), [
    {
      type: "error",
      code: "stream_incomplete",
      message: "x",
      param: null,
      error: { type: "server_error", code: "stream_incomplete", message: "x", param: null },
    },
  ]);
});

Deno.test("a response's stream breaks when the model's output cannot be used", strict, () => {
  const stream = converseTranslation(ask(), contextOf(MODELS.claude45)).reply.stream();
  stream.push(start as ConverseStreamEvent);
  assertEquals(refusal(() => stream.push(stop("malformed_tool_use") as ConverseStreamEvent)).status, 502);
});
