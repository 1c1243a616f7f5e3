import { assert, assertEquals } from "../deps.ts";
import { caller } from "./calling.ts";

const options = { sanitizeOps: true, sanitizeResources: true };
// deno-lint-ignore no-explicit-any -- bodies of every shape, bent out of it
type Body = any;

const png = "iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAEElEQVR4nGP4z8AARAwQCgAf7gP9i18U1AAAAABJRU5ErkJggg==";
const schema = { type: "object", properties: { city: { type: "string" } }, required: ["city"] };
const enc = encodeURIComponent;

/** A body rich in members for each reader there is. */
const RICH: Record<string, [string, Body]> = {
  Converse: [`/model/${enc("amazon.nova-lite-v1:0")}/converse`, {
    system: [{ text: "Be brief" }],
    messages: [
      {
        role: "user",
        content: [
          { text: "Weather in Paris?" },
          { image: { format: "png", source: { bytes: png } } },
          { document: { format: "txt", name: "a", source: { bytes: "aGk=" }, citations: { enabled: true } } },
          { searchResult: { source: "s", title: "t", content: [{ text: "c" }] } },
          { cachePoint: { type: "default" } },
        ],
      },
      {
        role: "assistant",
        content: [{ reasoningContent: { reasoningText: { text: "a", signature: "b" } } }, {
          toolUse: { toolUseId: "t1", name: "w", input: {} },
        }],
      },
      {
        role: "user",
        content: [
          { toolResult: { toolUseId: "t1", content: [{ json: { a: 1 } }, { text: "b" }], status: "success" } },
          { guardContent: { text: { text: "g" } } },
        ],
      },
    ],
    inferenceConfig: { maxTokens: 100, stopSequences: ["zz"] },
    toolConfig: {
      tools: [{ toolSpec: { name: "w", inputSchema: { json: schema } } }, { cachePoint: { type: "default" } }],
      toolChoice: { tool: { name: "w" } },
    },
    guardrailConfig: { guardrailIdentifier: "emulator", guardrailVersion: "1", trace: "enabled" },
    outputConfig: {
      textFormat: { type: "json_schema", structure: { jsonSchema: { schema: JSON.stringify(schema) } } },
    },
    requestMetadata: { a: "b" },
  }],
  Messages: [`/model/${enc("us.anthropic.claude-haiku-4-5-20251001-v1:0")}/invoke`, {
    ...{
      anthropic_version: "bedrock-2023-05-31",
      max_tokens: 3000,
      system: [{ type: "text", text: "a", cache_control: { type: "ephemeral" } }],
    },
    messages: [
      {
        role: "user",
        content: [{ type: "text", text: "Weather in Paris?" }, {
          type: "image",
          source: { type: "base64", media_type: "image/png", data: png },
        }, { type: "document", title: "d", source: { type: "text", media_type: "text/plain", data: "abc" } }],
      },
      {
        role: "assistant",
        content: [{ type: "thinking", thinking: "a", signature: "b" }, {
          type: "tool_use",
          id: "t1",
          name: "w",
          input: {},
        }],
      },
      { role: "user", content: [{ type: "tool_result", tool_use_id: "t1", content: [{ type: "text", text: "r" }] }] },
    ],
    tools: [{ name: "w", input_schema: schema, cache_control: { type: "ephemeral" } }],
    tool_choice: { type: "auto" },
    thinking: { type: "enabled", budget_tokens: 1024 },
    output_config: { format: { type: "json_schema", schema } },
  }],
  "OpenAI's shape": [`/model/${enc("arn:aws:bedrock:us-east-1:123456789012:imported-model/abc123def456")}/invoke`, {
    messages: [
      { role: "system", content: "s" },
      {
        role: "user",
        content: [{ type: "text", text: "Weather in Paris?" }, {
          type: "image_url",
          image_url: { url: `data:image/png;base64,${png}` },
        }],
      },
      {
        role: "assistant",
        content: "",
        tool_calls: [{ id: "c1", type: "function", function: { name: "w", arguments: "{}" } }],
      },
      { role: "tool", tool_call_id: "c1", content: "r" },
    ],
    tools: [{ type: "function", function: { name: "w", parameters: schema } }],
    tool_choice: { type: "function", function: { name: "w" } },
    ...{ max_tokens: 100, stop: ["z"], response_format: { type: "json_schema", json_schema: { name: "n", schema } } },
  }],
  Nova: [`/model/${enc("amazon.nova-lite-v1:0")}/invoke`, {
    messages: [
      { role: "user", content: [{ text: "Weather in Paris?" }, { image: { format: "png", source: { bytes: png } } }] },
      { role: "assistant", content: [{ toolUse: { toolUseId: "t", name: "w", input: {} } }] },
      { role: "user", content: [{ toolResult: { toolUseId: "t", content: [{ json: { a: 1 } }] } }] },
    ],
    toolConfig: { tools: [{ toolSpec: { name: "w", inputSchema: { json: schema } } }], toolChoice: { any: {} } },
  }],
  "Command R": [`/model/${enc("cohere.command-r-v1:0")}/invoke`, {
    ...{
      message: "Weather in Paris?",
      chat_history: [{ role: "USER", message: "a" }],
      documents: [{ title: "a", text: "b" }],
    },
    tools: [{ name: "w", description: "d", parameter_definitions: { city: { type: "str" } } }],
    tool_results: [{ call: { name: "w", parameters: {} }, outputs: [{ a: 1 }] }],
  }],
  "Embed v4": [`/model/${enc("cohere.embed-v4:0")}/invoke`, {
    input_type: "search_query",
    inputs: [{
      content: [{ type: "text", text: "a" }, { type: "image_url", image_url: { url: `data:image/png;base64,${png}` } }],
    }],
    embedding_types: ["float"],
    output_dimension: 256,
  }],
  Canvas: [`/model/${enc("amazon.nova-canvas-v1:0")}/invoke`, {
    taskType: "INPAINTING",
    inPaintingParams: { image: png, text: "a", maskPrompt: "b" },
    imageGenerationConfig: { numberOfImages: 1, seed: 1 },
  }],
  Marengo: [`/model/${enc("twelvelabs.marengo-embed-3-0-v1:0")}/invoke`, {
    inputType: "multi_input",
    multi_input: { inputText: "a", mediaSources: [{ name: "a", mediaType: "image", base64String: png }] },
  }],
  Responses: ["/openai/v1/responses", {
    model: "openai.gpt-oss-20b-1:0",
    input: [{ role: "user", content: [{ type: "input_text", text: "a" }] }, {
      type: "function_call",
      call_id: "c",
      name: "w",
      arguments: "{}",
    }, { type: "function_call_output", call_id: "c", output: [{ type: "output_text", text: "a" }] }],
    tools: [{ type: "function", name: "w", parameters: schema }],
    ...{ text: { format: { type: "json_schema", name: "n", schema } }, reasoning: { effort: "low" } },
  }],
  ApplyGuardrail: ["/guardrail/emulator/version/DRAFT/apply", {
    source: "INPUT",
    content: [{ text: { text: "forbidden", qualifiers: ["guard_content"] } }],
  }],
  GuardrailChecks: ["/guardrail-checks/invoke", {
    messages: [{ role: "user", content: [{ text: "a" }] }],
    checks: {
      contentFilter: { categories: [{ category: "HATE" }] },
      sensitiveInformation: { entities: [{ type: "EMAIL" }] },
    },
  }],
  StartAsyncInvoke: ["/async-invoke", {
    modelId: "luma.ray-v2:0",
    modelInput: {
      prompt: "a",
      keyframes: { frame0: { type: "image", source: { type: "base64", media_type: "image/png", data: png } } },
    },
    outputDataConfig: { s3OutputDataConfig: { s3Uri: "s3://abc" } },
  }],
};

const JUNK: readonly unknown[] = [null, 0, "x", [], {}, [null]];

/** Every place inside a value. */
function placesIn(value: Body, path: (string | number)[] = []): (string | number)[][] {
  if (typeof value !== "object" || value === null) return [];
  return Object.keys(value).flatMap((key) => {
    const here = [...path, Array.isArray(value) ? Number(key) : key];
    return [here, ...placesIn(value[key], here)];
  });
}

for (const [name, [path, body]] of Object.entries(RICH)) {
  Deno.test(`createEmulator() answers or refuses, whatever stands anywhere in a body: ${name}`, options, async () => {
    const { send } = caller();
    const good = await send(path, body);
    assertEquals(good.status, 200, await good.text());
    for (const place of placesIn(body)) {
      for (const junk of JUNK) {
        const bent = structuredClone(body);
        const parent = place.slice(0, -1).reduce((value, key) => value[key], bent);
        parent[place.at(-1)!] = junk;
        const response = await send(path, bent);
        const text = await response.text();
        assert(
          [200, 400, 404].includes(response.status),
          `${place.join(".")} = ${JSON.stringify(junk)}: ${response.status} ${text}`,
        );
      }
    }
  });
}

Deno.test("createEmulator() stays small when a body asks for too much", options, async () => {
  const { send } = caller();
  const self = {
    $defs: {
      a: { type: "object", properties: { a: { $ref: "#/$defs/a" }, b: { $ref: "#/$defs/a" } }, required: ["a", "b"] },
    },
    $ref: "#/$defs/a",
  };
  const greedy: unknown[] = [
    self,
    { anyOf: [{ $ref: "#" }] },
    { allOf: [{ $ref: "#" }] },
    { type: "array", items: { type: "string" }, minItems: 1e9 },
    { type: "string", minLength: 1e9 },
    { type: "string", pattern: "^a{1000000000}$" },
  ];
  for (const schema of greedy) {
    const response = await send("/model/qwen.qwen3-32b-v1%3A0/invoke", {
      messages: [{ role: "user", content: "Hi" }],
      max_tokens: 100_000,
      response_format: { type: "json_schema", json_schema: { name: "n", schema } },
    });
    const text = await response.text();
    assertEquals(response.status, 200);
    assert(text.length < 500_000, JSON.stringify(schema));
  }
  const many = await send("/model/qwen.qwen3-32b-v1%3A0/invoke", {
    messages: [{ role: "user", content: "Hi" }],
    n: 1e9,
  });
  assertEquals([many.status, (await many.text()).length < 1000], [400, true]);
  const long = await send("/model/qwen.qwen3-32b-v1%3A0/invoke", {
    messages: [{ role: "user", content: "say ha 9999999 times" }],
    max_tokens: 1e9,
  });
  assert((await long.text()).length < 1_100_000);
});
