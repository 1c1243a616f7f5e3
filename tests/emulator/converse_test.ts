import { assert, assertEquals, assertGreater, assertMatch, assertObjectMatch, assertStringIncludes } from "../deps.ts";
import { assistant, caller, user } from "./calling.ts";

const options = { sanitizeOps: true, sanitizeResources: true };
const HAIKU = "anthropic.claude-3-haiku-20240307-v1:0";
const SONNET = "us.anthropic.claude-sonnet-4-5-20250929-v1:0";
const png = "iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAEElEQVR4nGP4z8AARAwQCgAf7gP9i18U1AAAAABJRU5ErkJggg==";
const tool = (
  name = "get_weather",
  json: unknown = { type: "object", properties: { city: { type: "string" } }, required: ["city"] },
): unknown => ({ toolSpec: { name, inputSchema: { json } } });
const call = (toolUseId = "t1"): unknown => ({ toolUse: { toolUseId, name: "get_weather", input: { city: "Paris" } } });
const result = (toolUseId = "t1", content: unknown[] = [{ json: { temperature: 21, sky: "clear" } }]): unknown => ({
  toolResult: { toolUseId, content },
});
const document = (name: string): unknown => ({
  document: { format: "txt", name, source: { bytes: btoa("The sea is blue. It is deep.") } },
});
const picture = { image: { format: "png", source: { bytes: png } } };
const toolConfig = { tools: [tool()] };

/** What Converse refuses: the document, and a word of the complaint. */
const REFUSED: Record<string, [Record<string, unknown>, RegExp]> = {
  "no messages": [{}, /at least one message/],
  "an assistant first": [{ messages: [assistant("Hi")] }, /must start with a user message/],
  "a role twice": [{ messages: [user("Hi"), user("Hi")] }, /must alternate/],
  "a blank text": [{ messages: [user(" ")] }, /is blank/],
  "empty content": [{ messages: [{ role: "user", content: [] }] }, /is empty/],
  "an unknown role": [{ messages: [{ role: "robot", content: [{ text: "Hi" }] }] }, /robot/],
  "content that is text": [{ messages: [{ role: "user", content: "Hi" }] }, /content/],
  "a block with two members": [
    { messages: [user({ text: "Hi", image: { format: "png", source: { bytes: png } } })] },
    /exactly one member/,
  ],
  "an unknown block": [{ messages: [user({ song: "la" })] }, /unknown member/],
  "white space at the end": [{ messages: [user("Hi"), assistant("Hello ")] }, /trailing whitespace/],
  "a call without its result": [
    { messages: [user("Hi"), assistant(call()), user("Go on")], toolConfig },
    /Expected toolResult blocks .* t1/,
  ],
  "one result of two": [
    { messages: [user("Hi"), assistant(call(), call("t2")), user(result())], toolConfig },
    /Expected toolResult blocks .* t2/,
  ],
  "a result without its call": [{ messages: [user(result())], toolConfig }, /exceeds the number of toolUse blocks/],
  "a result twice": [
    { messages: [user("Hi"), assistant(call()), user(result(), result())], toolConfig },
    /exceeds the number of toolUse blocks/,
  ],
  "a result behind text": [
    { messages: [user("Hi"), assistant(call()), user("So", result())], toolConfig },
    /before any text/,
  ],
  "tool blocks without toolConfig": [
    { messages: [user("Hi"), assistant(call()), user(result())] },
    /toolConfig field must be defined/,
  ],
  "no tools in toolConfig": [{ messages: [user("Hi")], toolConfig: { tools: [] } }, /less than 1/],
  "a tool's name with a dot": [{ messages: [user("Hi")], toolConfig: { tools: [tool("a.b")] } }, /a\.b/],
  "a tool's schema that is no object": [{
    messages: [user("Hi")],
    toolConfig: { tools: [tool("a", { type: "string" })] },
  }, /one of the following: object/],
  "a choice of no tool": [{
    messages: [user("Hi")],
    toolConfig: { ...toolConfig, toolChoice: { tool: { name: "other" } } },
  }, /other/],
  "a document's name with a dot": [{ messages: [user("Hi", document("a.txt"))] }, /file name/],
  "a document without text": [{ messages: [user(document("a"))] }, /text block/],
  "a document's name twice": [{ messages: [user("Hi", document("a"), document("a"))] }, /duplicate document names/],
  "a document of the assistant": [{ messages: [user("Hi"), assistant("So", document("a")), user("Hm")] }, /assistant/],
  "six documents": [{ messages: [user("Hi", ..."abcdef".split("").map(document))] }, /at most 5/],
  "twenty-one images": [{
    messages: [user("Hi", ...Array(21).fill({ image: { format: "png", source: { bytes: png } } }))],
  }, /at most 20/],
  "an image under a wrong name": [
    { messages: [user("Hi", { image: { format: "jpeg", source: { bytes: png } } })] },
    /image format/,
  ],
  "bytes that are no base64": [
    { messages: [user("Hi", { image: { format: "png", source: { bytes: "%%%" } } })] },
    /base64/,
  ],
  "an empty system text": [{ messages: [user("Hi")], system: [{ text: "" }] }, /system/],
  "an empty stop sequence": [{ messages: [user("Hi")], inferenceConfig: { stopSequences: [""] } }, /stopSequences/],
  "no token at all": [{ messages: [user("Hi")], inferenceConfig: { maxTokens: 0 } }, /maxTokens/],
  "too hot": [{ messages: [user("Hi")], inferenceConfig: { temperature: 1.1 } }, /temperature/],
  "a cache mark first": [{ messages: [user({ cachePoint: { type: "default" } }, "Hi")] }, /behind the content/],
  "cache marks in a row": [{
    messages: [user("Hi", { cachePoint: { type: "default" } }, { cachePoint: { type: "default" } })],
  }, /in a row/],
  "five cache marks": [{
    messages: [user(...[1, 2, 3, 4, 5].flatMap((i) => [`${i}`, { cachePoint: { type: "default" } }]))],
  }, /at most 4/],
  "an hour's mark behind a short one": [{
    messages: [user("a", { cachePoint: { type: "default" } }, "b", { cachePoint: { type: "default", ttl: "1h" } })],
  }, /1h/],
  "metadata with JSON in it": [{ messages: [user("Hi")], requestMetadata: { a: '{"b":1}' } }, /regular expression/],
  "a schema that is no JSON": [{
    messages: [user("Hi")],
    outputConfig: { textFormat: { type: "json_schema", structure: { jsonSchema: { schema: "{" } } } },
  }, /JSON/],
  "half a guardrail": [{ messages: [user("Hi")], guardrailConfig: { guardrailIdentifier: "emulator" } }, /both/],
  "a guardrail that is not there": [{
    messages: [user("Hi")],
    guardrailConfig: { guardrailIdentifier: "nobody", guardrailVersion: "1" },
  }, /does not exist/],
};

for (const [name, [body, complaint]] of Object.entries(REFUSED)) {
  Deno.test(`createEmulator() refuses in Converse: ${name}`, options, async () => {
    const reply = await caller().converse(HAIKU, body);
    assertEquals([reply.status, reply.error], [400, "ValidationException"], JSON.stringify(reply.body));
    assertMatch(reply.body.message, complaint);
  });
}

/** What single models refuse. */
const BY_MODEL: [string, string, Record<string, unknown>, RegExp][] = [
  [
    "prefill from Claude 4.6 on",
    "us.anthropic.claude-opus-4-6-v1",
    { messages: [user("Hi"), assistant("So")] },
    /prefill/,
  ],
  [
    "both samplers on Sonnet 4.5",
    SONNET,
    { messages: [user("Hi")], inferenceConfig: { temperature: 1, topP: 0.9 } },
    /cannot both be specified/,
  ],
  ["samplers on Opus 5", "us.anthropic.claude-opus-5", {
    messages: [user("Hi")],
    inferenceConfig: { temperature: 0.5 },
  }, /deprecated/],
  ["a small budget", SONNET, {
    messages: [user("Hi")],
    additionalModelRequestFields: { thinking: { type: "enabled", budget_tokens: 10 } },
  }, /1024/],
  ["a budget above the limit", SONNET, {
    messages: [user("Hi")],
    inferenceConfig: { maxTokens: 2000 },
    additionalModelRequestFields: { thinking: { type: "enabled", budget_tokens: 2000 } },
  }, /must be greater/],
  ["thoughts and a forced tool", SONNET, {
    messages: [user("Hi")],
    toolConfig: { ...toolConfig, toolChoice: { any: {} } },
    additionalModelRequestFields: { thinking: { type: "enabled", budget_tokens: 1024 } },
  }, /forces tool use/],
  ["a budget on Opus 4.7", "us.anthropic.claude-opus-4-7", {
    messages: [user("Hi")],
    additionalModelRequestFields: { thinking: { type: "enabled", budget_tokens: 1024 } },
  }, /not supported/],
  [
    "a picture for a Llama that does not see",
    "us.meta.llama3-3-70b-instruct-v1:0",
    { messages: [user("Hi", picture)] },
    /doesn't support the image content block/,
  ],
  [
    "a picture among a tool's results",
    "amazon.nova-micro-v1:0",
    { messages: [user("Hi"), assistant(call()), user(result("t1", [picture]))], toolConfig },
    /doesn't support the image content block/,
  ],
  ["a model without Converse", "amazon.titan-embed-text-v2:0", { messages: [user("Hi")] }, /does not support Converse/],
  [
    "a base id that wants a profile",
    SONNET.slice(3),
    { messages: [user("Hi")] },
    /on-demand throughput isn't supported/,
  ],
  [
    "an id nobody knows",
    "anthropic.claude-nobody",
    { messages: [user("Hi")] },
    /^The provided model identifier is invalid\.$/,
  ],
];

for (const [name, modelId, body, complaint] of BY_MODEL) {
  Deno.test(`createEmulator() refuses in Converse: ${name}`, options, async () => {
    const reply = await caller().converse(modelId, body);
    assertEquals([reply.status, reply.error], [400, "ValidationException"], JSON.stringify(reply.body));
    assertMatch(reply.body.message, complaint);
  });
}

Deno.test("createEmulator() answers in the light of a tool's results, and calls no more", options, async () => {
  const messages = [user("What is the weather in Paris?"), assistant(call()), user(result())];
  const { body } = await caller().converse(HAIKU, { messages, toolConfig });
  assertEquals(body.stopReason, "end_turn");
  assertEquals(body.output.message.content, [{ text: "According to get_weather: temperature is 21, sky is clear." }]);
  const failed = [
    ...messages.slice(0, 2),
    user({ toolResult: { toolUseId: "t1", status: "error", content: [{ text: "no such city" }] } }),
  ];
  assertStringIncludes(
    (await caller().converse(HAIKU, { messages: failed, toolConfig })).body.output.message.content[0].text,
    "no such city",
  );
});

Deno.test(
  "createEmulator() calls a tool for each place that is named, and none when nothing calls for one",
  options,
  async () => {
    const ask = async (text: string, toolChoice: unknown = { auto: {} }) =>
      (await caller().converse(HAIKU, {
        messages: [user(text)],
        toolConfig: { tools: [tool(), tool("search_web")], toolChoice },
      })).body;
    const both = await ask("What is the weather in Paris and in Rome?");
    const calls = both.output.message.content.flatMap((block: { toolUse?: unknown }) => block.toolUse ?? []);
    assertEquals(calls.map((one: { input: unknown }) => one.input), [{ city: "Paris" }, { city: "Rome" }]);
    assert(calls[0].toolUseId !== calls[1].toolUseId);
    assertEquals((await ask("Say hello")).stopReason, "end_turn");
    assertEquals((await ask("Say hello", { any: {} })).stopReason, "tool_use");
    assertEquals((await ask("Please use the search_web tool.")).output.message.content[1].toolUse.name, "search_web");
  },
);

Deno.test("createEmulator() thinks aloud when it is asked to, and signs its thoughts", options, async () => {
  const body = {
    messages: [user("Say hello")],
    additionalModelRequestFields: { thinking: { type: "enabled", budget_tokens: 1024 } },
  };
  const whole = (await caller().converse(SONNET, body)).body;
  const [thought, text] = whole.output.message.content;
  assertMatch(thought.reasoningContent.reasoningText.signature, /.{40,}/);
  assertEquals(text, { text: "hello" });
  const events = await caller().events(SONNET, body);
  const deltas = events.filter(([type]) => type === "contentBlockDelta").map(([, payload]) => payload.delta);
  assertEquals(
    deltas.map((delta) => delta.reasoningContent?.text ?? "").join(""),
    thought.reasoningContent.reasoningText.text,
  );
  assertEquals(
    deltas.map((delta) => delta.reasoningContent?.signature ?? "").join(""),
    thought.reasoningContent.reasoningText.signature,
  );
});

Deno.test(
  "createEmulator() streams Converse's events in order, with no start for text and one for tools",
  options,
  async () => {
    const events = await caller().events(HAIKU, { messages: [user("What is the weather in Paris?")], toolConfig });
    const types = events.map(([type]) => type).filter((type, index, all) => type !== all[index - 1]);
    assertEquals(types, [
      "messageStart",
      "contentBlockDelta",
      "contentBlockStop",
      "contentBlockStart",
      "contentBlockDelta",
      "contentBlockStop",
      "messageStop",
      "metadata",
    ]);
    const start = events.find(([type]) => type === "contentBlockStart")![1];
    assertObjectMatch(start, { contentBlockIndex: 1, start: { toolUse: { name: "get_weather" } } });
    assertEquals(events.at(-2)![1], { stopReason: "tool_use" });
  },
);

Deno.test("createEmulator() fits its answer to a JSON schema, whole and streamed", options, async () => {
  const schema = JSON.stringify({
    type: "object",
    additionalProperties: false,
    required: ["name", "age", "tags"],
    properties: {
      name: { type: "string" },
      age: { type: "integer" },
      tags: { type: "array", items: { type: "string", enum: ["new", "old"] } },
    },
  });
  const body = {
    messages: [user("Extract: her name is Ada, and she is 36.")],
    outputConfig: { textFormat: { type: "json_schema", structure: { jsonSchema: { name: "person", schema } } } },
  };
  const { text } = (await caller().converse(SONNET, body)).body.output.message.content[0];
  assertEquals(JSON.parse(text), { name: "Ada", age: 36, tags: ["new"] });
  const events = await caller().events(SONNET, body);
  assertEquals(events.map(([, payload]) => payload.delta?.text ?? "").join(""), text);
});

Deno.test("createEmulator() sees images and reads documents, and cites when asked", options, async () => {
  const seen = (await caller().converse(HAIKU, { messages: [user("What is this?", picture)] })).body;
  assertStringIncludes(seen.output.message.content[0].text, "I see 1 image (png, 2x2).");
  for (const llama of ["us.meta.llama3-2-11b-instruct-v1:0", "us.meta.llama4-scout-17b-instruct-v1:0"]) {
    assertEquals((await caller().converse(llama, { messages: [user("What is this?", picture)] })).status, 200, llama);
  }
  const source = { bytes: btoa("The sea is blue. It is deep.") };
  const cited = { document: { format: "txt", name: "sea", source, citations: { enabled: true } } };
  const read =
    (await caller().converse(HAIKU, { messages: [user("Summarize", cited)] })).body.output.message.content[0];
  assertEquals(read.citationsContent.citations[0].sourceContent, [{ text: "The sea is blue." }]);
  assertEquals(read.citationsContent.citations[0].location, { documentChar: { documentIndex: 0, start: 0, end: 16 } });
});

Deno.test(
  "createEmulator() writes a long prefix to the cache once, reads it after, and forgets it in time",
  options,
  async () => {
    let time = Date.parse("2026-01-15T12:00:00Z");
    const { converse } = caller({ now: () => new Date(time) });
    const long = "All the rules of the house, one by one. ".repeat(200);
    const ask = async (text: string) =>
      (await converse(SONNET, {
        system: [{ text: long }, { cachePoint: { type: "default" } }],
        messages: [user(text)],
      })).body.usage;
    const first = await ask("Hi");
    assertEquals(first.cacheReadInputTokens, 0);
    assertGreater(first.cacheWriteInputTokens, 1024);
    assertEquals(first.cacheDetails, [{ ttl: "5m", inputTokens: first.cacheWriteInputTokens }]);
    const second = await ask("Another question");
    assertEquals([second.cacheReadInputTokens, second.cacheWriteInputTokens], [first.cacheWriteInputTokens, 0]);
    assert(second.inputTokens < 30);
    assertEquals(second.totalTokens, second.inputTokens + second.outputTokens + second.cacheReadInputTokens);
    time += 5 * 60_000 + 1;
    assertEquals((await ask("Hi")).cacheReadInputTokens, 0);
  },
);

Deno.test("createEmulator() does not cache a prefix that is too short", options, async () => {
  const { body } = await caller().converse(SONNET, {
    system: [{ text: "Be brief." }, { cachePoint: { type: "default" } }],
    messages: [user("Hi")],
  });
  assertEquals([body.usage.cacheReadInputTokens, body.usage.cacheWriteInputTokens], [0, 0]);
});

Deno.test("createEmulator() repeats tier and latency, and tells the stop sequence when asked", options, async () => {
  const { body } = await caller().converse(HAIKU, {
    messages: [user("count to 9")],
    inferenceConfig: { stopSequences: ["5"] },
    additionalModelResponseFieldPaths: ["/stop_sequence"],
    performanceConfig: { latency: "optimized" },
    serviceTier: { type: "flex" },
  });
  assertEquals(body.output.message.content, [{ text: "1, 2, 3, 4, " }]);
  assertEquals(body.stopReason, "stop_sequence");
  assertEquals(body.additionalModelResponseFields, { stop_sequence: "5" });
  assertEquals([body.performanceConfig, body.serviceTier], [{ latency: "optimized" }, { type: "flex" }]);
});

Deno.test("createEmulator() takes its own thoughts back as they were, and refuses them changed", options, async () => {
  const { converse } = caller();
  const thinking = { type: "enabled", budget_tokens: 1024 };
  const first = {
    messages: [user("What is the weather in Paris?")],
    toolConfig,
    additionalModelRequestFields: { thinking },
  };
  const { message } = (await converse(SONNET, first)).body.output;
  const use = message.content.find((block: { toolUse?: unknown }) => block.toolUse).toolUse;
  const answer = user({ toolResult: { toolUseId: use.toolUseId, content: [{ text: "clear" }] } });
  assertEquals((await converse(SONNET, { ...first, messages: [...first.messages, message, answer] })).status, 200);
  const changed = structuredClone(message);
  changed.content[0].reasoningContent.reasoningText.text += "!";
  const refused = await converse(SONNET, { ...first, messages: [...first.messages, changed, answer] });
  assertEquals(refused.status, 400);
  assertMatch(refused.body.message, /cannot be modified/);
});

Deno.test("createEmulator() refuses what structured output does not take", options, async () => {
  const { converse, invoke } = caller();
  const wrong: unknown[] = [
    { type: "object", properties: { a: { type: "integer", minimum: 1 } } },
    { type: "object", properties: { a: { type: "string", maxLength: 3 } } },
    { type: "object", properties: { a: { type: "array", items: {}, minItems: 2 } } },
    { type: "object", additionalProperties: true },
    { type: "object", properties: { a: { $ref: "https://example.com/schema" } } },
    { type: "object", properties: { a: { $ref: "#" } } },
    { type: "object", properties: { a: { $ref: "#/$defs/b" } }, $defs: { b: { anyOf: [{ $ref: "#/$defs/b" }] } } },
    { type: "object", properties: { a: { $ref: "#/nowhere" } } },
  ];
  for (const schema of wrong) {
    const structure = { jsonSchema: { schema: JSON.stringify(schema) } };
    const reply = await converse(SONNET, {
      messages: [user("Hi")],
      outputConfig: { textFormat: { type: "json_schema", structure } },
    });
    assertEquals(reply.status, 400, JSON.stringify(schema));
    const format = { type: "json_schema", schema };
    const body = {
      anthropic_version: "bedrock-2023-05-31",
      max_tokens: 100,
      messages: [user("Hi")],
      output_config: { format },
    };
    const claude = { ...body, messages: [{ role: "user", content: "Hi" }] };
    assertEquals((await invoke(SONNET, claude)).status, 400, JSON.stringify(schema));
  }
  const twice = {
    $defs: { b: { type: "string" } },
    type: "object",
    properties: { a: { $ref: "#/$defs/b" }, c: { $ref: "#/$defs/b" } },
  };
  const structure = { jsonSchema: { schema: JSON.stringify(twice) } };
  assertEquals(
    (await converse(SONNET, {
      messages: [user("Hi")],
      outputConfig: { textFormat: { type: "json_schema", structure } },
    })).status,
    200,
  );
  const cited = { document: { format: "txt", name: "a", source: { text: "b" }, citations: { enabled: true } } };
  const both = await converse(SONNET, {
    messages: [user("Hi", cited)],
    outputConfig: { textFormat: { type: "json_schema", structure } },
  });
  assertMatch(both.body.message, /Citations/);
});
