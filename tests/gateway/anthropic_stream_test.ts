import { assertEquals, assertStringIncludes } from "../deps.ts";
import { heartbeat } from "../../src/gateway/anthropic_messages.ts";
import { GatewayError } from "../../src/gateway/gateway_error.ts";
import {
  body,
  conversed,
  conversedEvents,
  eventsOf,
  invoked,
  invokedEvents,
  OPTIONS,
  outline,
} from "./anthropic_context.ts";
import { callEvents, refusal, textEvents } from "./openai_context.ts";

// deno-lint-ignore no-explicit-any -- parts of events, whatever they are
type Any = any;

const START = {
  type: "message_start",
  message: {
    id: "msg_bdrk_1",
    type: "message",
    role: "assistant",
    model: "claude-x",
    content: [],
    usage: { input_tokens: 7, output_tokens: 1 },
  },
};
const END = [
  { type: "message_delta", delta: { stop_reason: "end_turn", stop_sequence: null }, usage: { output_tokens: 9 } },
  { type: "message_stop", "amazon-bedrock-invocationMetrics": { inputTokenCount: 7, outputTokenCount: 9 } },
];

function block(index: number, content_block: Any, deltas: Any[]): Any[] {
  return [
    { type: "content_block_start", index, content_block },
    ...deltas.map((delta) => ({ type: "content_block_delta", index, delta })),
    { type: "content_block_stop", index },
  ];
}

const TEXT = block(0, { type: "text", text: "" }, [{ type: "text_delta", text: "Hé\n" }, {
  type: "text_delta",
  text: "llo",
}]);

Deno.test("ClaudeStream hands Claude's events on, under the caller's name for the model", OPTIONS, async () => {
  const thought = block(0, { type: "thinking", thinking: "", signature: "" }, [
    { type: "thinking_delta", thinking: "t" },
    { type: "signature_delta", signature: "s" },
  ]);
  const call = block(1, { type: "tool_use", id: "t", name: "a", input: {} }, [{
    type: "input_json_delta",
    partial_json: '{"a":',
  }]);
  const events = await invokedEvents(body(), [START, ...thought, ...call, { type: "tomorrow", x: 1 }, ...END]);
  assertEquals(events[0].message, { ...START.message, model: "the-model" });
  assertEquals(events.slice(1, 8), [...thought, ...call]);
  assertEquals(events.slice(8), [{ type: "tomorrow", x: 1 }, END[0], { type: "message_stop" }]);
});

Deno.test("ClaudeStream adds the counts that clients cannot do without", OPTIONS, async () => {
  const events = await invokedEvents(body(), [
    { type: "message_start", message: { id: "m" } },
    { type: "message_delta", delta: { stop_reason: "end_turn" } },
  ]);
  assertEquals(events[0].message.usage, { input_tokens: 0, output_tokens: 0 });
  assertEquals(events[1].usage, { output_tokens: 0 });
});

Deno.test("ClaudeStream throws an error in the stream, which breaks it in the same words", OPTIONS, async () => {
  const stream = invoked(body()).translation.reply.stream();
  const told = { type: "error", error: { type: "overloaded_error", message: "Overloaded" } };
  assertEquals(await eventsOf(stream.fail(refusal(() => stream.push(told)))), [told]);
});

Deno.test("ClaudeStream calls what a guardrail blocked a refusal", OPTIONS, async () => {
  const flagged = { ...END[0], "amazon-bedrock-guardrailAction": "INTERVENED", "amazon-bedrock-trace": { secret: 1 } };
  const events = await invokedEvents(body(), [START, ...TEXT, flagged, END[1]]);
  assertEquals(events.at(-2), { ...END[0], delta: { stop_reason: "refusal", stop_sequence: null } });
});

Deno.test(
  "ClaudeStream tells a whole message as a stream, as a guardrail answers that blocks the question",
  OPTIONS,
  async () => {
    const whole = {
      ...START.message,
      content: [{ type: "text", text: "No." }],
      stop_reason: "end_turn",
      "amazon-bedrock-guardrailAction": "INTERVENED",
    };
    const events = await invokedEvents(body(), [whole]);
    assertEquals(outline(events), [
      "message_start",
      "content_block_start 0 text",
      "content_block_delta 0 text_delta",
      "content_block_stop 0",
      "message_delta",
      "message_stop",
    ]);
    assertEquals([events[0].message.model, events[4].delta.stop_reason], ["the-model", "refusal"]);
  },
);

Deno.test("ClaudeStream leaves chunks alone that are no events", OPTIONS, async () => {
  assertEquals(await invokedEvents(body(), [{}, { type: 7 }, { type: "two\nlines" }, { text: "x" }]), []);
});

Deno.test("message() tells a whole answer without what Bedrock adds to it", OPTIONS, () => {
  const { reply } = invoked(body()).translation;
  const given = {
    ...START.message,
    content: [{ type: "text", text: "x" }],
    stop_reason: "max_tokens",
    stop_sequence: null,
    "amazon-bedrock-guardrailAction": "NONE",
    context_management: { applied_edits: [] },
  };
  const { "amazon-bedrock-guardrailAction": _, ...own } = given;
  assertEquals(reply.whole(given), { ...own, model: "the-model" });
  const blocked = reply.whole({ ...given, "amazon-bedrock-guardrailAction": "INTERVENED" }) as Any;
  assertEquals(blocked.stop_reason, "refusal");
  for (const odd of [null, [], "x", {}, { content: "x" }]) assertEquals(refusal(() => reply.whole(odd)).status, 502);
});

const SCHEMA = { type: "object", properties: { a: { type: "number" } } };
const FORMAT = { output_config: { format: { type: "json_schema", schema: SCHEMA } } };
const LIST = { output_config: { format: { type: "json_schema", schema: { type: "array" } } } };

function callOf(index: number, name: string, pieces: string[]): Any[] {
  const deltas = pieces.map((partial_json) => ({ type: "input_json_delta", partial_json }));
  return block(index, { type: "tool_use", id: `t${index}`, name, input: {} }, deltas);
}

const CALLED = [{ type: "message_delta", delta: { stop_reason: "tool_use" }, usage: { output_tokens: 1 } }, END[1]];

/** Claude's events for a wanted format, and the text and reason that are told. */
const ANSWERS: [string, Any, Any[], string[], string, string][] = [
  [
    "a call as text, what was said before it left out",
    FORMAT,
    [...TEXT, ...callOf(1, "json", ["", '{"a"', ":1}"]), ...CALLED],
    ["text"],
    '{"a":1}',
    "end_turn",
  ],
  [
    "a value out of its wrapping",
    LIST,
    [...callOf(0, "json", ['{"val', 'ue": [1,', "2]}"]), ...CALLED],
    ["text"],
    "[1,2]",
    "end_turn",
  ],
  [
    "an object out of its wrapping, to its last brace",
    {
      output_config: { format: { type: "json_schema", schema: { anyOf: [SCHEMA] } } },
    },
    [...callOf(0, "json", ['{"value":{"a":', "1}}"]), ...CALLED],
    ["text"],
    '{"a":1}',
    "end_turn",
  ],
  [
    "a call and nothing, where nothing was said",
    { ...FORMAT, tools: [{ name: "b", input_schema: SCHEMA }] },
    [
      ...callOf(0, "b", ["{}"]),
      ...CALLED,
    ],
    ["tool_use"],
    "",
    "tool_use",
  ],
  [
    "a text without its fence, when no call came",
    FORMAT,
    [
      ...block(0, { type: "text", text: "" }, [{ type: "text_delta", text: "```json\n{" }, {
        type: "text_delta",
        text: "}\n```",
      }]),
      ...END,
    ],
    ["text"],
    "{}",
    "end_turn",
  ],
  [
    "another call, with what was said before it",
    { ...FORMAT, tools: [{ name: "b", input_schema: SCHEMA }] },
    [
      ...TEXT,
      ...callOf(1, "b", ["{}"]),
      ...callOf(2, "json", ["{}"]),
      ...CALLED,
    ],
    ["text", "tool_use"],
    "Hé\nllo",
    "tool_use",
  ],
  [
    "thoughts in front",
    FORMAT,
    [
      ...block(0, { type: "thinking", thinking: "", signature: "" }, [{ type: "thinking_delta", thinking: "t" }]),
      ...callOf(1, "json", ["{}"]),
      ...callOf(2, "json", ["{}"]),
      ...CALLED,
    ],
    ["thinking", "text"],
    "{}",
    "end_turn",
  ],
];

for (const [name, given, chunks, kinds, text, reason] of ANSWERS) {
  Deno.test(`AnswerEvents tells ${name}`, OPTIONS, async () => {
    const events = await invokedEvents(body(given), [START, ...chunks], "opus48");
    const starts = events.filter(({ type }) => type === "content_block_start");
    assertEquals(starts.map((one) => one.content_block.type), kinds);
    assertEquals(starts.map(({ index }) => index), kinds.map((_, at) => at));
    assertEquals(events.map(({ delta }) => delta?.text ?? "").join(""), text);
    const ends = events.filter(({ type }) => type === "content_block_stop").map(({ index }) => index);
    assertEquals(ends, kinds.map((_, at) => at));
    assertEquals(events.at(-2).delta.stop_reason, reason);
  });
}

Deno.test("message() tells the answer that came as a call", OPTIONS, () => {
  const call = { type: "tool_use", id: "t", name: "json", input: { a: 1 } };
  const whole = (given: Any, content: Any[]): Any =>
    invoked(body(given), "opus48").translation.reply.whole({ content, stop_reason: "tool_use" });
  const said = { type: "text", text: "Sure." };
  const told = whole(FORMAT, [said, call]);
  assertEquals([told.content, told.stop_reason], [[{ type: "text", text: '{"a":1}' }], "end_turn"]);
  assertEquals(whole(LIST, [{ ...call, input: { value: [1] } }]).content, [{ type: "text", text: "[1]" }]);
  const other = { ...call, name: "b" };
  const both = whole(FORMAT, [said, other, call]);
  assertEquals([both.content, both.stop_reason], [[said, other], "tool_use"]);
  assertEquals(whole(FORMAT, [said]).content, [said]);
});

const OUTLINE = [
  "message_start",
  "content_block_start 0 text",
  "content_block_delta 0 text_delta",
  "content_block_delta 0 text_delta",
  "content_block_stop 0",
  "message_delta",
  "message_stop",
];

Deno.test(
  "ConverseMessageStream begins blocks that Converse does not, and tells the counts last",
  OPTIONS,
  async () => {
    const events = await conversedEvents(body(), textEvents(["Hé", "llo"]));
    assertEquals(outline(events), OUTLINE);
    assertEquals(events[0].message, {
      id: "msg_abcdefghijklmnopqrstuvwx",
      type: "message",
      role: "assistant",
      model: "the-model",
      content: [],
      stop_reason: null,
      stop_sequence: null,
      usage: { input_tokens: 0, output_tokens: 0, cache_creation_input_tokens: 0, cache_read_input_tokens: 0 },
    });
    assertEquals(events[1].content_block, { type: "text", text: "" });
    assertEquals(events[5], {
      type: "message_delta",
      delta: { stop_reason: "end_turn", stop_sequence: null },
      usage: { input_tokens: 3, output_tokens: 5, cache_creation_input_tokens: 0, cache_read_input_tokens: 0 },
    });
  },
);

Deno.test(
  "ConverseMessageStream tells thoughts, secrets, texts and calls, their places without gaps",
  OPTIONS,
  async () => {
    const delta = (contentBlockIndex: number, one: Any): Any => ({
      contentBlockDelta: { delta: one, contentBlockIndex },
    });
    const stop = (contentBlockIndex: number): Any => ({ contentBlockStop: { contentBlockIndex } });
    const given = body({ tools: [{ name: "a.b", input_schema: SCHEMA }] });
    const name = conversed(given, "claude45").input.toolConfig!.tools[0]!.toolSpec!.name;
    const events = await conversedEvents(given, [
      { messageStart: { role: "assistant" } },
      delta(0, { reasoningContent: { text: "th" } }),
      delta(0, { reasoningContent: { text: "ink" } }),
      delta(0, { reasoningContent: { signature: "s" } }),
      stop(0),
      delta(1, { reasoningContent: { redactedContent: new Uint8Array([1]) } }),
      delta(1, { reasoningContent: { redactedContent: new Uint8Array([2, 3, 4]) } }),
      stop(1),
      delta(3, { text: "x" }),
      delta(3, { citation: { location: { documentChar: { start: 1, end: 2 } } } }),
      stop(3),
      ...callEvents(5, "t", name, ['{"a"', ":1}"]),
      ...callEvents(6, "u", name, []),
      { messageStop: { stopReason: "end_turn" } },
      { metadata: { usage: { inputTokens: 1, outputTokens: 2, totalTokens: 3 }, metrics: { latencyMs: 1 } } },
    ], "claude45");
    assertEquals(outline(events), [
      "message_start",
      "content_block_start 0 thinking",
      "content_block_delta 0 thinking_delta",
      "content_block_delta 0 thinking_delta",
      "content_block_delta 0 signature_delta",
      "content_block_stop 0",
      "content_block_start 1 redacted_thinking",
      "content_block_stop 1",
      "content_block_start 2 text",
      "content_block_delta 2 text_delta",
      "content_block_delta 2 citations_delta",
      "content_block_stop 2",
      "content_block_start 3 tool_use",
      "content_block_delta 3 input_json_delta",
      "content_block_delta 3 input_json_delta",
      "content_block_stop 3",
      "content_block_start 4 tool_use",
      "content_block_stop 4",
      "message_delta",
      "message_stop",
    ]);
    assertEquals(events[6].content_block.data, "AQIDBA==");
    assertEquals(events[12].content_block, { type: "tool_use", id: "t", name: "a.b", input: {} });
    assertEquals(events.at(-2).delta.stop_reason, "tool_use");
  },
);

Deno.test("ConverseMessageStream closes a block that another one interrupts", OPTIONS, async () => {
  const delta = (contentBlockIndex: number, text: string): Any => ({
    contentBlockDelta: { delta: { text }, contentBlockIndex },
  });
  const events = await conversedEvents(body(), [delta(0, "a"), delta(1, "b"), {
    messageStop: { stopReason: "end_turn" },
  }]);
  assertEquals(outline(events), [
    "message_start",
    "content_block_start 0 text",
    "content_block_delta 0 text_delta",
    "content_block_stop 0",
    "content_block_start 1 text",
    "content_block_delta 1 text_delta",
    "content_block_stop 1",
    "message_delta",
    "message_stop",
  ]);
});

Deno.test("ConverseMessageStream tells the end when the counts come, and once", OPTIONS, async () => {
  const stream = conversed(body()).translation.reply.stream();
  const [start, text, stop, end, counts] = textEvents(["x"]) as Any[];
  const before = [start, text, stop, end].map((event) => stream.push(event)).join("");
  assertEquals((await eventsOf(before)).at(-1).type, "content_block_stop");
  assertEquals(outline(await eventsOf(stream.push(counts))), ["message_delta", "message_stop"]);
  assertEquals(stream.end(), "");
  assertEquals(stream.push({ tomorrow: {} } as Any), "");
});

Deno.test(
  "ConverseMessageStream stops at a stop sequence that the model does not know, and names it",
  OPTIONS,
  async () => {
    const events = await conversedEvents(body({ stop_sequences: ["END"] }), textEvents(["a E", "ND b", "c"]), "oss");
    assertEquals(events.map(({ delta }) => delta?.text ?? "").join(""), "a ");
    assertEquals(events.at(-2).delta, { stop_reason: "stop_sequence", stop_sequence: "END" });
    const spared = await conversedEvents(body({ stop_sequences: ["END"] }), textEvents(["a E", "N"]), "oss");
    assertEquals(spared.map(({ delta }) => delta?.text ?? "").join(""), "a EN");
    assertEquals(spared.at(-2).delta, { stop_reason: "end_turn", stop_sequence: null });
  },
);

Deno.test("ConverseMessageStream names the stop sequence that Claude tells", OPTIONS, async () => {
  const events = await conversedEvents(body({ stop_sequences: ["END"] }), [
    {
      messageStop: { stopReason: "stop_sequence", additionalModelResponseFields: { delta: { stop_sequence: "END" } } },
    },
  ], "claude45");
  assertEquals(events.at(-2).delta, { stop_reason: "stop_sequence", stop_sequence: "END" });
});

Deno.test(
  "ConverseMessageStream tells an answer that comes as a call, and holds back what was said before",
  OPTIONS,
  async () => {
    const said = { contentBlockDelta: { delta: { text: "Sure." }, contentBlockIndex: 0 } };
    const end = { messageStop: { stopReason: "tool_use" } };
    for (
      const [given, pieces, text] of [[FORMAT, ['{"a"', ":1}"], '{"a":1}'], [
        LIST,
        ['{"value"', ": [1]}"],
        "[1]",
      ]] as const
    ) {
      const calls = [...callEvents(1, "t", "json", [...pieces]), ...callEvents(2, "u", "json", ["{}"])];
      const events = await conversedEvents(body(given), [said, ...calls, end]);
      assertEquals(events.map(({ delta }) => delta?.text ?? "").join(""), text);
      assertEquals(events.filter(({ type }) => type === "content_block_start").length, 1);
      assertEquals(events.at(-2).delta.stop_reason, "end_turn");
    }
    const object = { output_config: { format: { type: "json_schema", schema: { anyOf: [SCHEMA] } } } };
    const braces = callEvents(0, "t", "json", ['{"value":{"a"', ":1}}"]);
    const told = await conversedEvents(body(object), [...braces, end]);
    assertEquals(told.map(({ delta }) => delta?.text ?? "").join(""), '{"a":1}');
    const none = await conversedEvents(body(FORMAT), textEvents(["```json\n", "{}\n```"]));
    assertEquals(none.map(({ delta }) => delta?.text ?? "").join(""), "{}");
  },
);

Deno.test(
  "ConverseMessageStream makes an error of output that cannot be used, before it says that it ended",
  OPTIONS,
  () => {
    const stream = conversed(body()).translation.reply.stream();
    const error = refusal(() => stream.push({ messageStop: { stopReason: "malformed_model_output" } }));
    assertEquals([error.status, error.code], [502, "malformed_model_output"]);
  },
);

Deno.test("both streams break with an event of Anthropic's", OPTIONS, async () => {
  const error = new GatewayError("Too fast", { status: 429, code: "ThrottlingException", requestId: "r" });
  for (const stream of [invoked(body()).translation.reply.stream(), conversed(body()).translation.reply.stream()]) {
    assertEquals(await eventsOf(stream.fail(error)), [
      { type: "error", error: { type: "rate_limit_error", message: "Too fast" }, request_id: "r" },
    ]);
  }
  assertEquals(await eventsOf(heartbeat), [{ type: "ping" }]);
  assertStringIncludes(heartbeat, "\n\n");
});
