/** Converse's answers in, OpenAI's chat completions out: whole and streamed, text, calls, thoughts, formats, finishes, counts. */
import { assert, assertEquals, assertFalse, assertStringIncludes } from "../deps.ts";
import { GatewayError } from "../../src/gateway/gateway_error.ts";
import { converseTranslation as translate, errorBody } from "../../src/gateway/openai_chat.ts";
import type { ConverseStreamEvent } from "../../src/models/converse.ts";
import {
  answer,
  callEvents,
  chat,
  contentOf,
  contextOf,
  dataOf,
  MODELS,
  refusal,
  replied,
  streamed,
  textEvents,
} from "./openai_context.ts";

const strict = { sanitizeOps: true, sanitizeResources: true };
const TOOLS = [{ type: "function", function: { name: "get.weather" } }, { type: "function", function: { name: "g" } }];
const NAME = "get_weather_" + translate(chat({ tools: TOOLS }), contextOf(MODELS.claude45))
  .input.toolConfig!.tools[0]!.toolSpec!.name.slice(12);
const SCHEMA = { type: "json_schema", json_schema: { name: "n", schema: { type: "object", properties: { a: {} } } } };
const LIST = { type: "json_schema", json_schema: { name: "n", schema: { type: "array", items: { type: "number" } } } };
const start = { messageStart: { role: "assistant" } };
const stop = (stopReason: string): unknown => ({ messageStop: { stopReason } });

Deno.test("translate() gives a whole answer as OpenAI does", strict, () => {
  const output = answer([{ text: "Hel" }, { text: "lo" }], {
    usage: { inputTokens: 10, outputTokens: 5, totalTokens: 15, cacheReadInputTokens: 100, cacheWriteInputTokens: 7 },
    serviceTier: { type: "flex" },
  });
  assertEquals(replied(chat(), output), {
    id: "chatcmpl-abcdefghijklmnopqrstuvwx",
    object: "chat.completion",
    created: 1732250000,
    model: "the-model",
    choices: [{
      index: 0,
      message: { role: "assistant", content: "Hello", refusal: null },
      logprobs: null,
      finish_reason: "stop",
    }],
    usage: {
      prompt_tokens: 117,
      completion_tokens: 5,
      total_tokens: 122,
      prompt_tokens_details: { cached_tokens: 100, cache_write_tokens: 7 },
    },
    service_tier: "flex",
    system_fingerprint: null,
  });
});

for (
  const [stopReason, finish] of [
    ["end_turn", "stop"],
    ["stop_sequence", "stop"],
    ["max_tokens", "length"],
    ["model_context_window_exceeded", "length"],
    ["content_filtered", "content_filter"],
    ["guardrail_intervened", "content_filter"],
    ["refusal", "content_filter"],
    ["pause_turn", "stop"],
    ["toString", "stop"],
  ] as const
) {
  Deno.test(`translate() tells ${stopReason} as ${finish}, whole and streamed`, strict, async () => {
    const whole = replied(chat(), answer([{ text: "x" }], { stopReason }));
    assertEquals(whole.choices[0].finish_reason, finish);
    assertEquals(whole.choices[0].message.refusal, stopReason === "refusal" ? "x" : null);
    const chunks = await streamed(chat(), textEvents(["x"], stopReason));
    assertEquals(chunks.map((chunk) => chunk.choices[0].finish_reason), [null, null, finish]);
  });
}

Deno.test("translate() makes an error of an output that cannot be used", strict, () => {
  const error = refusal(() => replied(chat(), answer([], { stopReason: "malformed_tool_use" })));
  assertEquals([error.status, error.code], [502, "malformed_tool_use"]);
  const stream = translate(chat(), contextOf(MODELS.claude45)).reply.stream();
  stream.push(start as ConverseStreamEvent);
  assertEquals(refusal(() => stream.push(stop("malformed_model_output") as ConverseStreamEvent)).status, 502);
});

Deno.test("translate() tells calls by the caller's names, also when the model says the turn ended", strict, () => {
  const content = [{ toolUse: { toolUseId: "t1", name: NAME, input: { q: 1 } } }, {
    toolUse: { toolUseId: "t2", name: "g" },
  }];
  for (const stopReason of ["tool_use", "end_turn"]) {
    const [choice] = replied(chat({ tools: TOOLS }), answer(content, { stopReason })).choices;
    assertEquals(choice, {
      index: 0,
      message: {
        role: "assistant",
        content: null,
        refusal: null,
        tool_calls: [
          { id: "t1", type: "function", function: { name: "get.weather", arguments: '{"q":1}' } },
          { id: "t2", type: "function", function: { name: "g", arguments: "{}" } },
        ],
      },
      logprobs: null,
      finish_reason: "tool_calls",
    });
  }
});

Deno.test("translate() tells a call as function_call beside tools of null too", strict, () => {
  const whole = answer([{ toolUse: { toolUseId: "t", name: "f", input: {} } }], { stopReason: "tool_use" });
  const [choice] = replied(chat({ tools: null, functions: [{ name: "f" }] }), whole).choices;
  assertEquals([choice.finish_reason, choice.message.function_call], ["function_call", { name: "f", arguments: "{}" }]);
});

Deno.test("translate() tells a call as function_call when the request used functions", strict, async () => {
  const body = chat({ functions: [{ name: "get.weather" }] });
  const [choice] =
    replied(body, answer([{ toolUse: { toolUseId: "t", name: NAME, input: {} } }], { stopReason: "tool_use" })).choices;
  assertEquals([choice.finish_reason, choice.message.function_call], ["function_call", {
    name: "get.weather",
    arguments: "{}",
  }]);
  const chunks = await streamed(body, [start, ...callEvents(0, "t", NAME, ['{"a"', ":1}"]), stop("tool_use")]);
  assertEquals(chunks.slice(1, -1).map((chunk) => chunk.choices[0].delta.function_call), [
    { name: "get.weather", arguments: "" },
    { arguments: '{"a"' },
    { arguments: ":1}" },
  ]);
  assertEquals(chunks.at(-1).choices[0].finish_reason, "function_call");
});

Deno.test("translate() tells thoughts beside the text, and keeps their signatures", strict, async () => {
  const reasoning = [
    { reasoningContent: { reasoningText: { text: "hm", signature: "sig" } } },
    { reasoningContent: { redactedContent: new Uint8Array(3) } },
  ];
  const thinking_blocks = [{ type: "thinking", thinking: "hm", signature: "sig" }, {
    type: "redacted_thinking",
    data: "AAAA",
  }];
  assertEquals(replied(chat(), answer([...reasoning, { text: "x" }])).choices[0].message, {
    role: "assistant",
    content: "x",
    refusal: null,
    reasoning_content: "hm",
    reasoning: "hm",
    thinking_blocks,
  });
  const delta = (reasoningContent: unknown): unknown => ({
    contentBlockDelta: { delta: { reasoningContent }, contentBlockIndex: 0 },
  });
  const chunks = await streamed(chat(), [
    start,
    delta({ text: "h" }),
    delta({ text: "m" }),
    delta({ signature: "sig" }),
    delta({ redactedContent: new Uint8Array(3) }),
    ...textEvents(["x"]).slice(1),
  ]);
  assertEquals(chunks.slice(1).map((chunk) => chunk.choices[0].delta), [
    { reasoning_content: "h", reasoning: "h" },
    { reasoning_content: "m", reasoning: "m" },
    { content: "x" },
    { thinking_blocks },
  ]);
});

Deno.test("translate() tells web citations and pictures", strict, () => {
  const { message } = replied(
    chat(),
    answer([
      { text: "Say " },
      {
        citationsContent: {
          content: [{ text: "hello" }],
          citations: [{ title: "T", location: { web: { url: "https://e.x/" } } }, { location: { documentPage: {} } }],
        },
      },
      { image: { format: "png", source: { bytes: new Uint8Array(3) } } },
    ]),
  ).choices[0];
  assertEquals(message.content, "Say hello");
  assertEquals(message.annotations, [{
    type: "url_citation",
    url_citation: { url: "https://e.x/", title: "T", start_index: 4, end_index: 9 },
  }]);
  assertEquals(message.images, [{ type: "image_url", image_url: { url: "data:image/png;base64,AAAA" } }]);
});

Deno.test("translate() streams text: role first and once, a finish, counts only when asked", strict, async () => {
  const chunks = await streamed(chat(), textEvents(["a", "", 'b"\n\u2028']));
  const base = {
    id: "chatcmpl-abcdefghijklmnopqrstuvwx",
    object: "chat.completion.chunk",
    created: 1732250000,
    model: "the-model",
  };
  const chunk = (delta: unknown, finish_reason: string | null = null): unknown => ({
    ...base,
    choices: [{ index: 0, delta, logprobs: null, finish_reason }],
  });
  assertEquals(chunks, [
    chunk({ role: "assistant", content: "" }),
    chunk({ content: "a" }),
    chunk({ content: 'b"\n\u2028' }),
    chunk({}, "stop"),
  ]);
  const counted = await streamed(chat({ stream_options: { include_usage: true } }), textEvents(["a"]));
  assertEquals(counted.at(-1), {
    ...base,
    choices: [],
    usage: {
      prompt_tokens: 3,
      completion_tokens: 5,
      total_tokens: 8,
      prompt_tokens_details: { cached_tokens: 0, cache_write_tokens: 0 },
    },
  });
});

Deno.test(
  "translate() streams the role first even when the model's first event is something else",
  strict,
  async () => {
    const chunks = await streamed(chat({ tools: TOOLS }), [...callEvents(0, "t", "g", []), stop("tool_use")]);
    assertEquals(chunks[0].choices[0].delta, { role: "assistant", content: "" });
  },
);

Deno.test(
  "translate() streams calls: counted from 0 whatever their blocks are, fragments unparsed, {} for none",
  strict,
  async () => {
    const events = [
      start,
      ...textEvents(["Let me see."]).slice(1, 3),
      ...callEvents(3, "t1", NAME, ["", '{"q":', '"é"}']),
      ...callEvents(5, "t2", "g", []),
      stop("end_turn"),
    ];
    const chunks = await streamed(chat({ tools: TOOLS }), events);
    assertEquals(chunks.slice(2, -1).map((chunk) => chunk.choices[0].delta.tool_calls), [
      [{ index: 0, id: "t1", type: "function", function: { name: "get.weather", arguments: "" } }],
      [{ index: 0, function: { arguments: '{"q":' } }],
      [{ index: 0, function: { arguments: '"é"}' } }],
      [{ index: 1, id: "t2", type: "function", function: { name: "g", arguments: "" } }],
      [{ index: 1, function: { arguments: "{}" } }],
    ]);
    assertEquals(chunks.at(-1).choices[0], { index: 0, delta: {}, logprobs: null, finish_reason: "tool_calls" });
  },
);

Deno.test(
  "translate() tells custom calls as custom, and Cursor's flat ones as functions of raw text",
  strict,
  async () => {
    const input = { input: "*** Begin\n" };
    const events = [start, ...callEvents(0, "t", "ApplyPatch", ['{"input":"*** Be', 'gin\\n"}']), stop("tool_use")];
    const nested = chat({ tools: [{ type: "custom", custom: { name: "ApplyPatch" } }] });
    const flat = chat({ tools: [{ type: "custom", name: "ApplyPatch" }] });
    const custom = { id: "t", type: "custom", custom: { name: "ApplyPatch", input: "*** Begin\n" } };
    const raw = { id: "t", type: "function", function: { name: "ApplyPatch", arguments: "*** Begin\n" } };
    const whole = answer([{ toolUse: { toolUseId: "t", name: "ApplyPatch", input } }], { stopReason: "tool_use" });
    assertEquals(replied(nested, whole).choices[0].message.tool_calls, [custom]);
    assertEquals(replied(flat, whole).choices[0].message.tool_calls, [raw]);
    const deltas = async (body: unknown): Promise<unknown[]> =>
      (await streamed(body, events)).slice(1, -1).map((chunk) => chunk.choices[0].delta.tool_calls[0]);
    assertEquals(await deltas(nested), [{ index: 0, ...custom }]);
    assertEquals(await deltas(flat), [
      { index: 0, id: "t", type: "function", function: { name: "ApplyPatch", arguments: "" } },
      { index: 0, function: { arguments: "*** Begin\n" } },
    ]);
  },
);

for (
  const [pieces, input] of [
    [['{"input":"a\\n', "b"], "a\nb"],
    [['{"input":"a', "\\"], "a"],
    [['{"input":"a\\u00'], "a"],
    [["a patch"], "a patch"],
  ] as const
) {
  Deno.test(`translate() gives of a custom call that was cut what came: ${pieces.join("")}`, strict, async () => {
    const body = chat({ tools: [{ type: "custom", custom: { name: "f" } }] });
    const events = [start, ...callEvents(0, "t", "f", [...pieces]), stop("max_tokens")];
    const [, chunk, last] = await streamed(body, events);
    assertEquals(chunk.choices[0].delta.tool_calls[0].custom, { name: "f", input });
    assertEquals(last.choices[0].finish_reason, "length");
  });
}

Deno.test("translate() gives an answer that came as a tool's input as text", strict, async () => {
  const body = chat({ response_format: SCHEMA });
  const whole = answer([{ text: "Here:" }, { toolUse: { toolUseId: "t", name: "json", input: { a: 1 } } }], {
    stopReason: "tool_use",
  });
  const [choice] = replied(body, whole, "nova").choices;
  assertEquals([choice.message.content, choice.message.tool_calls, choice.finish_reason], [
    '{"a":1}',
    undefined,
    "stop",
  ]);
  const events = [
    ...textEvents(["Here:"]).slice(0, 3),
    ...callEvents(1, "t", "json", ['{"a"', ":1}"]),
    stop("tool_use"),
  ];
  const chunks = await streamed(body, events, "nova");
  assertEquals(chunks.map((chunk) => chunk.choices[0].delta.content).filter(Boolean), ['{"a"', ":1}"]);
  assertEquals(chunks.at(-1).choices[0].finish_reason, "stop");
});

Deno.test(
  "translate() gives the text when the model did not call the answer's tool, without its fence",
  strict,
  async () => {
    const body = chat({ response_format: SCHEMA });
    const text = '```json\n{"a":1}\n```';
    assertEquals(replied(body, answer([{ text }]), "llama").choices[0].message.content, '{"a":1}');
    assertEquals(contentOf(await streamed(body, textEvents([...text]), "llama")), '{"a":1}');
  },
);

Deno.test("translate() leaves other calls a tool turn when an answer's tool stands beside them", strict, async () => {
  const body = chat({ response_format: SCHEMA, tools: TOOLS });
  const whole = answer([{ text: "First." }, { toolUse: { toolUseId: "t", name: "g", input: {} } }], {
    stopReason: "tool_use",
  });
  const [choice] = replied(body, whole, "nova").choices;
  assertEquals([choice.finish_reason, choice.message.tool_calls.length, choice.message.content], [
    "tool_calls",
    1,
    "First.",
  ]);
  const chunks = await streamed(body, [
    ...textEvents(["First."]).slice(0, 3),
    ...callEvents(1, "t", "g", ["{}"]),
    stop("tool_use"),
  ], "nova");
  assertEquals(contentOf(chunks), "First.");
  assertEquals(chunks.at(-1).choices[0].finish_reason, "tool_calls");
});

Deno.test("translate() takes a root that is no object out of the object it was put in", strict, async () => {
  const body = chat({ response_format: LIST });
  const whole = answer([{ toolUse: { toolUseId: "t", name: "json", input: { value: [1, 2] } } }], {
    stopReason: "tool_use",
  });
  assertEquals(replied(body, whole, "nova").choices[0].message.content, "[1,2]");
  const text = ' {"value" : [1, {"x": 2}]}';
  for (const pieces of [[text], [...text], [text.slice(0, 9), text.slice(9)]]) {
    const chunks = await streamed(body, [start, ...callEvents(0, "t", "json", pieces), stop("tool_use")], "nova");
    assertEquals(JSON.parse(contentOf(chunks)), [1, { x: 2 }]);
    assertEquals(JSON.parse(contentOf(await streamed(body, textEvents(pieces), "claude45"))), [1, { x: 2 }]);
  }
});

Deno.test("translate() takes one code fence off JSON, however it was cut, and no other text", strict, async () => {
  const body = chat({ response_format: { type: "json_object" } });
  for (
    const [text, wanted] of [
      ['```json\n{"a":"```x```"}\n```\n', '{"a":"```x```"}'],
      ['{"a":1}', '{"a":1}'],
      ["``", "``"],
      ["`code` is {}", "`code` is {}"],
      ["```\n{}", "{}"],
      ["", ""],
    ] as const
  ) {
    assertEquals(replied(body, answer([{ text }])).choices[0].message.content, wanted);
    assertEquals(contentOf(await streamed(body, textEvents([...text]))), wanted);
    assertEquals(contentOf(await streamed(body, textEvents([text]))), wanted);
  }
});

Deno.test(
  "translate() looks for stop sequences itself where the model takes none, however they were cut",
  strict,
  async () => {
    const body = chat({ stop: ["END", "\n\n"], stream_options: { include_usage: true } });
    const text = "One.EN\nTwoENEND three";
    assertEquals(
      replied(body, answer([{ text }], { stopReason: "max_tokens" }), "oss").choices[0].message.content,
      "One.EN\nTwoEN",
    );
    for (const pieces of [[text], [...text], ["One.E", "N\nTwoENE", "ND three"]]) {
      const chunks = await streamed(body, textEvents(pieces, "max_tokens"), "oss");
      assertEquals(contentOf(chunks), "One.EN\nTwoEN");
      assertEquals(chunks.at(-1).choices[0].finish_reason, "stop");
    }
    const whole = await streamed(body, textEvents(["No stop: EN"]), "oss");
    assertEquals(contentOf(whole), "No stop: EN");
    assertEquals(whole.at(-1).usage.total_tokens, 8);
  },
);

Deno.test(
  "translate() says that it is done when a stop sequence was met, so that the rest can be cancelled",
  strict,
  () => {
    const stream = translate(chat({ stop: "END" }), contextOf(MODELS.oss)).reply.stream();
    const text = (value: string): ConverseStreamEvent => ({
      contentBlockDelta: { delta: { text: value }, contentBlockIndex: 0 },
    });
    stream.push(text("a"));
    assertFalse(stream.done);
    assertStringIncludes(stream.push(text("END")), '"finish_reason":"stop"');
    assert(stream.done);
    assertEquals(stream.push(text("more")), "");
    assertEquals(stream.push({ messageStop: { stopReason: "end_turn" } }), "");
  },
);

Deno.test("translate() breaks a stream with an error and nothing that looks like an end", strict, async () => {
  const stream = translate(chat(), contextOf(MODELS.claude45)).reply.stream();
  const text = stream.push(start as ConverseStreamEvent) +
    stream.fail(new GatewayError("Too many requests", { status: 429, code: "ThrottlingException" }));
  const data = await dataOf(text);
  assertEquals(JSON.parse(data[1]!), {
    error: { message: "Too many requests", type: "rate_limit_error", code: "rate_limit_exceeded", param: null },
  });
  assertFalse(text.includes("[DONE]"));
});

Deno.test("errorBody() has OpenAI's four members", strict, () => {
  const error = refusal(() => translate(chat({ n: 3 }), contextOf(MODELS.claude45)));
  assertEquals(errorBody(error), {
    error: {
      message: "Cannot translate request: n asks for several answers, wanted 1",
      type: "invalid_request_error",
      code: "unsupported_value",
      param: "n",
    },
  });
});
