/** Converse's answers in, OpenAI's responses out, whole: text, calls, thoughts, formats, ends, counts. */
import { assertEquals } from "../deps.ts";
import { converseTranslation } from "../../src/gateway/openai_responses.ts";
import { answer, contextOf, MODELS, refusal } from "./openai_context.ts";
import { ask, ID, message, responded, TOOL } from "./openai_responses_context.ts";

const strict = { sanitizeOps: true, sanitizeResources: true };
const SCHEMA = { type: "object", properties: { a: {} }, required: ["a"] };
const FORMAT = { text: { format: { type: "json_schema", name: "n", schema: SCHEMA } } };
const LIST = { text: { format: { type: "json_schema", name: "n", schema: { type: "array", items: {} } } } };
const OBJECT = { text: { format: { type: "json_object" } } };

/** A call's item. */
function call(place: number, call_id: string, name: string, args: string): Record<string, unknown> {
  return { id: `fc_${ID}${place}`, type: "function_call", status: "completed", call_id, name, arguments: args };
}

/** A call's block. */
function use(toolUseId: string, name: string, input?: unknown): unknown {
  return { toolUse: { toolUseId, name, input } };
}

Deno.test("translate() gives a whole response as OpenAI does", strict, () => {
  const output = answer([{ text: "Hel" }, { text: "lo" }], {
    usage: { inputTokens: 10, outputTokens: 5, totalTokens: 15, cacheReadInputTokens: 100, cacheWriteInputTokens: 7 },
    serviceTier: { type: "flex" },
  });
  assertEquals(responded(ask(), output), {
    id: `resp_${ID}`,
    object: "response",
    created_at: 1732250000,
    status: "completed",
    background: false,
    error: null,
    incomplete_details: null,
    instructions: null,
    max_output_tokens: null,
    max_tool_calls: null,
    metadata: {},
    model: "the-model",
    output: [message(0, "Hello")],
    parallel_tool_calls: true,
    previous_response_id: null,
    prompt_cache_key: null,
    reasoning: { effort: null, summary: null },
    safety_identifier: null,
    service_tier: "flex",
    store: false,
    temperature: null,
    text: { format: { type: "text" } },
    tool_choice: "auto",
    tools: [],
    top_logprobs: 0,
    top_p: null,
    truncation: "disabled",
    usage: {
      input_tokens: 117,
      input_tokens_details: { cached_tokens: 100, cache_write_tokens: 7 },
      output_tokens: 5,
      output_tokens_details: { reasoning_tokens: 0 },
      total_tokens: 122,
    },
    user: null,
  });
});

Deno.test("translate() repeats in a response what was asked", strict, () => {
  const body = {
    instructions: "S",
    max_output_tokens: 9,
    max_tool_calls: 3,
    metadata: { a: "b" },
    parallel_tool_calls: false,
    prompt_cache_key: "k",
    safety_identifier: "i",
    temperature: 0.5,
    text: { format: { type: "text" }, verbosity: "low" },
    tool_choice: "required",
    tools: [TOOL],
    top_p: 0.5,
    truncation: "auto",
    user: "u",
  };
  const response = responded(ask({ ...body, reasoning: { effort: "none", generate_summary: "auto" } }), answer([]));
  for (const [name, value] of Object.entries(body)) assertEquals(response[name], value, name);
  assertEquals([response.reasoning, response.store, response.service_tier], [
    { effort: "none", summary: "auto" },
    false,
    "default",
  ]);
  assertEquals(responded(ask({ service_tier: "priority" }), answer([])).service_tier, "priority");
});

for (
  const [stopReason, status, reason] of [
    ["end_turn", "completed"],
    ["stop_sequence", "completed"],
    ["pause_turn", "completed"],
    ["max_tokens", "incomplete", "max_output_tokens"],
    ["model_context_window_exceeded", "incomplete", "max_output_tokens"],
    ["content_filtered", "incomplete", "content_filter"],
    ["guardrail_intervened", "incomplete", "content_filter"],
  ] as const
) {
  Deno.test(`translate() tells ${stopReason} in a response's status`, strict, () => {
    const response = responded(ask(), answer([{ text: "x" }], { stopReason }));
    assertEquals([response.status, response.incomplete_details], [status, reason === undefined ? null : { reason }]);
    assertEquals(response.output, [message(0, "x", { status })]);
  });
}

Deno.test("translate() makes a refusal of what a model wrote before it refused", strict, () => {
  const thought = { reasoningContent: { reasoningText: { text: "hm" } } };
  const content = [thought, { text: "I will not" }];
  const response = responded(ask(), answer(content, { stopReason: "refusal" }));
  assertEquals(response.incomplete_details, { reason: "content_filter" });
  assertEquals(response.output, [
    { id: `rs_${ID}0`, type: "reasoning", summary: [] },
    message(1, "", { status: "incomplete", content: [{ type: "refusal", refusal: "I will not" }] }),
  ]);
  assertEquals(responded(ask(), answer([], { stopReason: "refusal" })).output, []);
});

Deno.test("translate() makes an error of an output that no response can hold", strict, () => {
  const error = refusal(() => responded(ask(), answer([], { stopReason: "malformed_model_output" })));
  assertEquals([error.status, error.code], [502, "malformed_model_output"]);
});

Deno.test("translate() tells calls as items of their own, by the caller's names", strict, () => {
  const tools = [
    { ...TOOL, name: "get.weather" },
    { type: "custom", name: "c" },
    { type: "namespace", name: "fs", tools: [TOOL, { type: "custom", name: "d" }] },
  ];
  const body = ask({ tools });
  const [weather] = converseTranslation(body, contextOf(MODELS.claude45)).input.toolConfig!.tools;
  const content = [
    { text: "Well" },
    use("t1", weather!.toolSpec!.name, { q: 1 }),
    use("t2", weather!.toolSpec!.name),
    use("t3", "c", { input: "raw" }),
    use("t4", "fs__f", {}),
    use("t5", "fs__d", { input: "" }),
    use("t6", "c", { other: 1 }),
  ];
  const custom = (place: number, more: unknown): unknown => ({
    id: `ctc_${ID}${place}`,
    type: "custom_tool_call",
    status: "completed",
    ...more as Record<string, unknown>,
  });
  for (const stopReason of ["tool_use", "end_turn"]) {
    const response = responded(body, answer(content, { stopReason }));
    assertEquals(response.status, "completed");
    assertEquals(response.output, [
      message(0, "Well"),
      call(1, "t1", "get.weather", '{"q":1}'),
      call(2, "t2", "get.weather", "{}"),
      custom(3, { call_id: "t3", name: "c", input: "raw" }),
      { ...call(4, "t4", "f", "{}"), namespace: "fs" },
      custom(5, { call_id: "t5", name: "d", namespace: "fs", input: "" }),
      custom(6, { call_id: "t6", name: "c", input: '{"other":1}' }),
    ]);
  }
});

Deno.test("translate() keeps text around calls in its order", strict, () => {
  const { output } = responded(ask({ tools: [TOOL] }), answer([{ text: "a" }, use("t", "f", {}), { text: "b" }]));
  assertEquals(output, [message(0, "a"), call(1, "t", "f", "{}"), message(2, "b")]);
});

for (
  const [name, body, model, content, text] of [
    ["natively", ask(FORMAT), "claude45", [{ text: '{"a":1}' }], '{"a":1}'],
    ["through a tool", ask(FORMAT), "nova", [{ text: "So:" }, use("t", "json", { a: 1 })], '{"a":1}'],
    ["through a tool that is not called", ask(FORMAT), "nova", [{ text: '```json\n{"a":1}\n```' }], '{"a":1}'],
    ["a list, in an object", ask(LIST), "claude45", [{ text: '{"value": [1,2]}' }], "[1,2]"],
    ["a list, through a tool", ask(LIST), "nova", [use("t", "json", { value: [1, 2] })], "[1,2]"],
    ["an object, out of a fence", ask(OBJECT), "claude45", [{ text: '```\n{"a":1}\n```' }], '{"a":1}'],
  ] as const
) {
  Deno.test(`translate() reads a response's format ${name}`, strict, () => {
    const response = responded(body, answer([...content], { stopReason: "tool_use" }), model);
    assertEquals([response.status, response.output], ["completed", [message(0, text)]]);
  });
}

Deno.test("translate() prefers a call to the answer's own tool", strict, () => {
  const body = ask({ ...FORMAT, tools: [TOOL] });
  const { output } = responded(body, answer([use("t", "f", {}), use("u", "json", { a: 1 })]), "nova");
  assertEquals(output, [call(0, "t", "f", "{}")]);
});

Deno.test("translate() tells where a text is from, and pictures as items", strict, () => {
  const content = [
    { text: "Say " },
    {
      citationsContent: {
        content: [{ text: "hel" }, { text: "lo" }],
        citations: [
          { title: "T", location: { web: { url: "https://e.x/" } } },
          { location: { documentPage: {} } },
          { location: { web: { url: "https://e.x/2" } } },
        ],
      },
    },
    { image: { format: "png", source: { bytes: new Uint8Array(3) } } },
  ];
  const { output } = responded(ask(), answer(content));
  const cited = { type: "url_citation", start_index: 4, end_index: 9 };
  const annotations = [
    { ...cited, url: "https://e.x/", title: "T" },
    { ...cited, url: "https://e.x/2", title: "https://e.x/2" },
  ];
  assertEquals(output, [
    message(0, "", { content: [{ type: "output_text", text: "Say hello", annotations, logprobs: [] }] }),
    { id: `ig_${ID}1`, type: "image_generation_call", status: "completed", result: "AAAA" },
  ]);
});

Deno.test("translate() cuts a response at a stop sequence that the model does not know", strict, () => {
  const context = contextOf(MODELS.oss, { defaults: { stop: ["END"] } });
  const output = answer([{ text: "one END two" }, use("t", "f", {}), { text: "three" }, {
    reasoningContent: { reasoningText: { text: "hm" } },
  }]);
  // deno-lint-ignore no-explicit-any -- whatever came out
  const response = converseTranslation(ask(), context).reply.whole(output) as any;
  assertEquals([response.status, response.output], ["completed", [message(0, "one ")]]);
  assertEquals(response.usage.total_tokens, 8);
});
