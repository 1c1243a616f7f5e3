/** Calls in Converse's events in, response events out: each call an item, its pieces in order, answers out of their tool. */
import { assert, assertEquals } from "../deps.ts";
import { converseTranslation } from "../../src/gateway/openai_responses.ts";
import type { ConverseStreamEvent } from "../../src/models/converse.ts";
import { callEvents, contextOf, MODELS, textEvents } from "./openai_context.ts";
import { ask, between, delta, end, ID, metadata, start, stop, textOf, told, TOOL } from "./openai_responses_context.ts";

const strict = { sanitizeOps: true, sanitizeResources: true };
const SCHEMA = { type: "object", properties: { a: {} }, required: ["a"] };
const FORMAT = { text: { format: { type: "json_schema", name: "n", schema: SCHEMA } } };

Deno.test("a response's stream tells calls in pieces, each an item", strict, async () => {
  const events = [
    delta(0, { text: "Well" }),
    end(0),
    ...callEvents(1, "t1", "f", ['{"a"', "", ":1}"]),
    ...callEvents(2, "t2", "f", []),
    stop("tool_use"),
    metadata,
  ];
  const all = await between(ask({ tools: [TOOL] }), events);
  const first = {
    id: `fc_${ID}1`,
    type: "function_call",
    status: "in_progress",
    call_id: "t1",
    name: "f",
    arguments: "",
  };
  const at = { item_id: first.id, output_index: 1 };
  assertEquals(all.slice(6, 11), [
    { type: "response.output_item.added", output_index: 1, item: first },
    { type: "response.function_call_arguments.delta", ...at, delta: '{"a"' },
    { type: "response.function_call_arguments.delta", ...at, delta: ":1}" },
    { type: "response.function_call_arguments.done", ...at, name: "f", arguments: '{"a":1}' },
    {
      type: "response.output_item.done",
      output_index: 1,
      item: { ...first, status: "completed", arguments: '{"a":1}' },
    },
  ]);
  assertEquals(all.slice(11).map(({ delta, item, ...more }) => delta ?? item?.arguments ?? more.arguments), [
    "",
    "{}",
    "{}",
    "{}",
  ]);
});

Deno.test("a response's stream tells calls whose pieces come by turns", strict, async () => {
  const begin = (index: number): unknown => ({
    contentBlockStart: { start: { toolUse: { toolUseId: `t${index}`, name: "f" } }, contentBlockIndex: index },
  });
  const piece = (index: number, input: string): unknown => delta(index, { toolUse: { input } });
  const events = [begin(0), begin(1), piece(1, '{"b"'), piece(0, "{}"), end(0), piece(1, ":2}"), end(1)];
  const all = await between(ask({ tools: [TOOL] }), [...events, stop("tool_use"), metadata]);
  const done = all.filter(({ type }) => type === "response.output_item.done");
  assertEquals(done.map(({ item }) => [item.call_id, item.arguments]), [["t0", "{}"], ["t1", '{"b":2}']]);
});

Deno.test("a response's stream tells a custom tool's input as the text it is", strict, async () => {
  const body = ask({ tools: [{ type: "namespace", name: "n", tools: [{ type: "custom", name: "c" }] }] });
  const events = [...callEvents(0, "t", "n__c", ['{"input":"a\\n', 'b"}']), stop("tool_use"), metadata];
  const item = {
    id: `ctc_${ID}0`,
    type: "custom_tool_call",
    status: "in_progress",
    call_id: "t",
    namespace: "n",
    name: "c",
  };
  const at = { item_id: item.id, output_index: 0 };
  assertEquals(await between(body, events), [
    { type: "response.output_item.added", output_index: 0, item: { ...item, input: "" } },
    { type: "response.custom_tool_call_input.delta", ...at, delta: "a\nb" },
    { type: "response.custom_tool_call_input.done", ...at, input: "a\nb" },
    { type: "response.output_item.done", output_index: 0, item: { ...item, status: "completed", input: "a\nb" } },
  ]);
});

Deno.test("a response's stream marks the item that was cut, and no other", strict, async () => {
  const events = [...callEvents(0, "t0", "f", ["{}"]), ...callEvents(1, "t1", "f", ['{"a'])];
  const all = await told(ask({ tools: [TOOL] }), [start, ...events, stop("max_tokens"), metadata]);
  const { type, response } = all.at(-1);
  assertEquals([type, response.incomplete_details], ["response.incomplete", { reason: "max_output_tokens" }]);
  assertEquals(response.output.map((item: { status: string }) => item.status), ["completed", "incomplete"]);
});

Deno.test("a response's stream gives the answer out of its tool as text", strict, async () => {
  const events = [
    delta(0, { text: "So: " }),
    end(0),
    ...callEvents(1, "t", "json", ['{"a"', ":1}"]),
    stop("tool_use"),
    metadata,
  ];
  const all = await between(ask(FORMAT), events, "nova");
  assertEquals(textOf(all), '{"a":1}');
  assert(all.every(({ type }) => !type.includes("function_call")));
  assertEquals(all.filter(({ type }) => type === "response.output_text.delta").length, 2);
  const none = await between(ask(FORMAT), [...textEvents(['```json\n{"a"', ":1}\n```"]).slice(1)], "nova");
  assertEquals(textOf(none), '{"a":1}');
});

Deno.test(
  "a response's stream lets the text in front of a call go, where an answer might have come",
  strict,
  async () => {
    const events = [
      delta(0, { text: "Let me see" }),
      end(0),
      ...callEvents(1, "t", "f", ["{}"]),
      stop("tool_use"),
      metadata,
    ];
    const all = await between(ask({ ...FORMAT, tools: [TOOL] }), events, "nova");
    const items = all.filter(({ type }) => type === "response.output_item.done").map(({ item }) => item.type);
    assertEquals([textOf(all), items], ["Let me see", ["message", "function_call"]]);
  },
);

Deno.test("a response's stream ends each item before it begins the next", strict, async () => {
  const reason = (index: number): unknown => delta(index, { reasoningContent: { text: "hm" } });
  const events = [
    delta(0, { text: "a" }),
    reason(1),
    reason(2),
    ...callEvents(3, "t", "f", ["{}"]),
    delta(4, { text: "b" }),
    ...callEvents(5, "u", "f", ["{}"]),
    reason(6),
  ];
  const all = await between(ask({ tools: [TOOL] }), [...events, stop("end_turn"), metadata]);
  const items = all.filter(({ type }) => type.startsWith("response.output_item"));
  const types = ["message", "reasoning", "reasoning", "function_call", "message", "function_call", "reasoning"];
  assertEquals(
    items.map(({ type, output_index, item }) => `${type.slice(21)} ${output_index} ${item.type}`),
    types.flatMap((type, at) => [`added ${at} ${type}`, `done ${at} ${type}`]),
  );
});

Deno.test("a response's stream takes fences off the text before a call and after it", strict, async () => {
  const fenced = (index: number): unknown => delta(index, { text: "```json\n{}\n```" });
  const body = ask({ tools: [TOOL], text: { format: { type: "json_object" } } });
  const events = [fenced(0), end(0), ...callEvents(1, "t", "f", ["{}"]), fenced(2), end(2), stop("end_turn"), metadata];
  const all = await between(body, events);
  const texts = all.flatMap(({ type, text }) => type === "response.output_text.done" ? text : []);
  assertEquals(texts, ["{}", "{}"]);
});

Deno.test("a response's stream ends once when text that was held back has a stop sequence", strict, () => {
  const schema = { type: "object", additionalProperties: true };
  const body = ask({ tools: [TOOL], text: { format: { type: "json_schema", name: "n", schema } } });
  for (const rest of [callEvents(1, "t", "f", ["{}"]), [stop("max_tokens")]]) {
    const context = contextOf(MODELS.oss, { defaults: { stop: "END" } });
    const { input, reply } = converseTranslation(body, context);
    assertEquals(input.toolConfig!.tools.map(({ toolSpec }) => toolSpec!.name), ["f", "json"]);
    const stream = reply.stream();
    let text = "";
    for (const event of [start, delta(0, { text: "one END two" }), end(0), ...rest] as ConverseStreamEvent[]) {
      text += stream.push(event);
    }
    assertEquals(text.match(/^event: .*/gm)!.map((line) => line.slice(16)), [
      "created",
      "in_progress",
      "output_item.added",
      "content_part.added",
      "output_text.delta",
      "output_text.done",
      "content_part.done",
      "output_item.done",
    ]);
    assert(stream.done);
    assert(stream.end().startsWith("event: response.completed\n"));
  }
});
