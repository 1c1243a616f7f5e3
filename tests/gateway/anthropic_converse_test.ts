import { assertEquals, assertStringIncludes } from "../deps.ts";
import { body, conversed, type Model, OPTIONS, PNG } from "./anthropic_context.ts";
import { answer, refusal } from "./openai_context.ts";

// deno-lint-ignore no-explicit-any -- parts of bodies, whatever they are
type Any = any;

const BYTES = Uint8Array.fromBase64(PNG);
const SCHEMA = { type: "object", properties: { city: { type: "string" } } };
const TOOL = { name: "weather", description: "Tells it.", input_schema: SCHEMA };
const SPEC = { toolSpec: { name: "weather", description: "Tells it.", inputSchema: { json: SCHEMA } } };
const CALL = { type: "tool_use", id: "t1", name: "weather", input: { city: "Rome" } };
const USED = { toolUse: { toolUseId: "t1", name: "weather", input: { city: "Rome" } } };
const MARK = { cache_control: { type: "ephemeral" } };
const POINT = { cachePoint: { type: "default" } };

function user(...content: Any[]): Any {
  return { messages: [{ role: "user", content }] };
}

/** What is given beside the least body, what goes to Converse beside it, and how many things are said. */
const CASES: [string, Model, Any, Any, number][] = [
  ["the least", "nova", {}, {}, 0],
  ["a system prompt", "nova", { system: "S" }, { system: [{ text: "S" }] }, 0],
  ["a marked system prompt", "nova", { system: [{ type: "text", text: "S", ...MARK }] }, {
    system: [{ text: "S" }, POINT],
  }, 0],
  ["an hour of cache", "claude45", {
    system: [{ type: "text", text: "S", cache_control: { type: "ephemeral", ttl: "1h" } }],
  }, {
    system: [{ text: "S" }, { cachePoint: { type: "default", ttl: "1h" } }],
  }, 0],
  ["a cache where there is none", "oss", { system: [{ type: "text", text: "S", ...MARK }] }, {
    system: [{ text: "S" }],
  }, 1],
  ["a cache up to the end", "nova", MARK, { messages: [{ role: "user", content: [{ text: "Hi" }, POINT] }] }, 0],
  ["sampling and stops", "nova", { temperature: 0.5, top_p: 0.9, stop_sequences: ["END"] }, {
    inferenceConfig: { maxTokens: 1000, temperature: 0.5, topP: 0.9, stopSequences: ["END"] },
  }, 0],
  ["top_k where the family has it", "nova", { top_k: 5 }, {
    additionalModelRequestFields: { inferenceConfig: { topK: 5 } },
  }, 0],
  ["top_k where it has none", "llama", { top_k: 5 }, {}, 1],
  ["stops that the gateway looks for", "oss", { stop_sequences: ["END"] }, {}, 0],
  ["stops that Claude tells of", "claude45", { stop_sequences: ["END"] }, {
    inferenceConfig: { maxTokens: 1000, stopSequences: ["END"] },
    additionalModelResponseFieldPaths: ["/stop_sequence", "/delta/stop_sequence"],
  }, 0],
  ["a tool", "nova", { tools: [TOOL] }, { toolConfig: { tools: [SPEC] } }, 0],
  ["a marked tool", "claude45", { tools: [{ ...TOOL, ...MARK }] }, { toolConfig: { tools: [SPEC, POINT] } }, 0],
  ["a choice of any", "nova", { tools: [TOOL], tool_choice: { type: "any" } }, {
    toolConfig: { tools: [SPEC], toolChoice: { any: {} } },
  }, 0],
  ["a choice of one", "nova", { tools: [TOOL], tool_choice: { type: "tool", name: "weather" } }, {
    toolConfig: { tools: [SPEC], toolChoice: { tool: { name: "weather" } } },
  }, 0],
  ["a choice of none", "nova", { tools: [TOOL], tool_choice: { type: "none" } }, {}, 0],
  ["a choice that cannot be forced", "llama", { tools: [TOOL], tool_choice: { type: "any" } }, {
    toolConfig: { tools: [SPEC] },
    system: [{ text: "Call one of the tools." }],
  }, 1],
  ["one call at a time from Claude", "claude45", {
    tools: [TOOL],
    tool_choice: { type: "auto", disable_parallel_tool_use: true },
  }, {
    toolConfig: { tools: [SPEC] },
    additionalModelRequestFields: { tool_choice: { type: "auto", disable_parallel_tool_use: true } },
  }, 0],
  ["one call at a time from another", "nova", {
    tools: [TOOL],
    tool_choice: { type: "auto", disable_parallel_tool_use: true },
  }, {
    toolConfig: { tools: [SPEC] },
  }, 1],
  ["a shell for Claude", "claude45", { tools: [{ type: "bash_20250124", name: "bash" }] }, {
    additionalModelRequestFields: {
      tools: [{ type: "bash_20250124", name: "bash" }],
      anthropic_beta: ["computer-use-2025-01-24"],
    },
  }, 0],
  ["a tool without a schema", "nova", { tools: [{ name: "now" }] }, {
    toolConfig: { tools: [{ toolSpec: { name: "now", inputSchema: { json: { type: "object", properties: {} } } } }] },
  }, 0],
  [
    "a picture",
    "nova",
    user({ type: "image", source: { type: "base64", media_type: "image/jpeg", data: PNG } }, {
      type: "text",
      text: "?",
    }),
    {
      messages: [{ role: "user", content: [{ image: { format: "png", source: { bytes: BYTES } } }, { text: "?" }] }],
    },
    0,
  ],
  [
    "a document",
    "nova",
    user({
      type: "document",
      title: "My File.pdf",
      source: { type: "base64", media_type: "application/pdf", data: btoa("%PDF-") },
    }),
    {
      messages: [{
        role: "user",
        content: [
          { document: { format: "pdf", name: "My File", source: { bytes: new TextEncoder().encode("%PDF-") } } },
          { text: "See the attached document." },
        ],
      }],
    },
    0,
  ],
  [
    "a text as a document, to be cited",
    "claude45",
    user({
      type: "document",
      title: "T",
      context: "C",
      citations: { enabled: true },
      source: { type: "text", media_type: "text/plain", data: "x" },
    }, { type: "text", text: "?" }),
    {
      messages: [{
        role: "user",
        content: [{
          document: {
            format: "txt",
            name: "T",
            source: { bytes: new TextEncoder().encode("x") },
            context: "C",
            citations: { enabled: true },
          },
        }, { text: "?" }],
      }],
    },
    0,
  ],
  [
    "pieces as a document",
    "claude45",
    user({ type: "document", source: { type: "content", content: [{ type: "text", text: "x" }] } }, {
      type: "text",
      text: "?",
    }),
    {
      messages: [{
        role: "user",
        content: [{ document: { format: "txt", name: "document-1", source: { content: [{ text: "x" }] } } }, {
          text: "?",
        }],
      }],
    },
    0,
  ],
  [
    "what a search found",
    "claude45",
    user({
      type: "search_result",
      source: "s",
      title: "T",
      content: [{ type: "text", text: "x" }],
      citations: { enabled: true },
    }),
    {
      messages: [{
        role: "user",
        content: [{
          searchResult: { source: "s", title: "T", content: [{ text: "x" }], citations: { enabled: true } },
        }],
      }],
    },
    0,
  ],
  [
    "what a search found, as text",
    "nova",
    user({ type: "search_result", source: "s", title: "T", content: [{ type: "text", text: "x" }] }),
    {
      messages: [{ role: "user", content: [{ text: "T (s)\nx" }] }],
    },
    0,
  ],
  ["thoughts", "claude45", { thinking: { type: "enabled", budget_tokens: 2000 }, max_tokens: 4000 }, {
    inferenceConfig: { maxTokens: 4000 },
    additionalModelRequestFields: { thinking: { type: "enabled", budget_tokens: 2000 } },
  }, 0],
  ["thoughts as a new Claude has them", "opus48", {
    thinking: { type: "adaptive", display: "omitted" },
    output_config: { effort: "low" },
  }, {
    additionalModelRequestFields: {
      thinking: { type: "adaptive", display: "omitted" },
      output_config: { effort: "low" },
    },
  }, 0],
  ["an effort alone", "opus48", { output_config: { effort: "low" } }, {
    additionalModelRequestFields: { output_config: { effort: "low" } },
  }, 0],
  ["an effort that a Claude does not know yet", "claude46", { output_config: { effort: "xhigh" } }, {
    additionalModelRequestFields: { output_config: { effort: "high" } },
  }, 0],
  ["an effort from its first Claude on", "opus47", { output_config: { effort: "xhigh" } }, {
    additionalModelRequestFields: { output_config: { effort: "xhigh" } },
  }, 0],
  ["an effort without thoughts", "opus48", { output_config: { effort: "low" }, thinking: { type: "disabled" } }, {
    additionalModelRequestFields: { output_config: { effort: "low" } },
  }, 0],
  ["an effort where Claude has none", "claude45", { output_config: { effort: "low" } }, {}, 1],
  ["a tool of today's", "claude45", { tools: [{ ...TOOL, strict: true }] }, {
    toolConfig: { tools: [{ toolSpec: { ...SPEC.toolSpec, strict: true } }] },
  }, 0],
  ["a tool of tomorrow's", "opus48", { tools: [{ ...TOOL, strict: true, defer_loading: true }] }, {
    toolConfig: { tools: [SPEC] },
  }, 2],
  ["top_k beside thoughts", "claude45", {
    top_k: 5,
    thinking: { type: "enabled", budget_tokens: 1024 },
    max_tokens: 2000,
  }, {
    inferenceConfig: { maxTokens: 2000 },
    additionalModelRequestFields: { thinking: { type: "enabled", budget_tokens: 1024 } },
  }, 1],
  ["a text as a picture's neighbour", "nova", user({ type: "text", text: "x" }, { type: "text", text: "y", ...MARK }), {
    messages: [{ role: "user", content: [{ text: "x" }, { text: "y" }, POINT] }],
  }, 0],
  ["thoughts of another family", "oss", { thinking: { type: "enabled", budget_tokens: 900 } }, {
    additionalModelRequestFields: { reasoning_effort: "high" },
  }, 0],
  ["an effort of another family", "oss", { output_config: { effort: "low" } }, {
    additionalModelRequestFields: { reasoning_effort: "low" },
  }, 0],
  ["thoughts where there are none", "llama", { thinking: { type: "adaptive" } }, {}, 1],
  ["a managed context", "claude45", { context_management: { edits: [] } }, {
    additionalModelRequestFields: {
      context_management: { edits: [] },
      anthropic_beta: ["context-management-2025-06-27"],
    },
  }, 0],
  ["a managed context where there is none", "nova", { context_management: { edits: [] } }, {}, 1],
  ["members without a place", "nova", { metadata: { user_id: "u" }, tomorrow: 1 }, {}, 2],
  ["a format where there is one", "claude45", { output_config: { format: { type: "json_schema", schema: SCHEMA } } }, {
    outputConfig: {
      textFormat: {
        type: "json_schema",
        structure: {
          jsonSchema: { name: "answer", schema: JSON.stringify({ ...SCHEMA, additionalProperties: false }) },
        },
      },
    },
  }, 0],
  ["a format by a tool", "nova", { output_config: { format: { type: "json_schema", schema: SCHEMA } } }, {
    toolConfig: {
      tools: [{ toolSpec: { name: "json", description: "Gives the answer.", inputSchema: { json: SCHEMA } } }],
      toolChoice: { tool: { name: "json" } },
    },
  }, 0],
  [
    "manners of calling that others have none of",
    "nova",
    {
      tools: [{
        ...TOOL,
        input_examples: [{ city: "Rome" }],
        allowed_callers: ["code_execution_20250825"],
        eager_input_streaming: true,
      }],
    },
    { toolConfig: { tools: [SPEC] } },
    3,
  ],
  [
    "manners of calling that are usual",
    "nova",
    {
      tools: [{ ...TOOL, input_examples: [], allowed_callers: ["direct"], eager_input_streaming: false }],
    },
    { toolConfig: { tools: [SPEC] } },
    0,
  ],
  ["an input that is streamed at once", "claude45", { tools: [{ ...TOOL, eager_input_streaming: true }] }, {
    toolConfig: { tools: [SPEC] },
    additionalModelRequestFields: { anthropic_beta: ["fine-grained-tool-streaming-2025-05-14"] },
  }, 0],
  [
    "a search's result to be cited where none is",
    "nova",
    user({
      type: "search_result",
      source: "http://a",
      title: "t",
      content: [{ type: "text", text: "x" }],
      citations: { enabled: true },
    }),
    { messages: [{ role: "user", content: [{ text: "t (http://a)\nx" }] }] },
    1,
  ],
  ["what only Bedrock has", "nova", {
    bedrock: { guardrailConfig: { guardrailIdentifier: "g", guardrailVersion: "1" }, serviceTier: { type: "flex" } },
  }, {
    guardrailConfig: { guardrailIdentifier: "g", guardrailVersion: "1" },
    serviceTier: { type: "flex" },
  }, 0],
];

for (const [name, model, given, wanted, warned] of CASES) {
  Deno.test(`translate() to Converse: ${name}`, OPTIONS, () => {
    const { input, warnings } = conversed(body(given), model);
    assertEquals(input, {
      messages: [{ role: "user", content: [{ text: "Hi" }] }],
      inferenceConfig: { maxTokens: 1000 },
      ...wanted,
    });
    assertEquals(warnings.length, warned, warnings.join("\n"));
  });
}

Deno.test("translate() to Converse groups a turn of tools, thoughts in front", OPTIONS, () => {
  const given = body({
    tools: [TOOL],
    messages: [
      { role: "user", content: "x" },
      {
        role: "assistant",
        content: [{ type: "thinking", thinking: "t", signature: "s" }, { type: "text", text: "I ask." }, CALL, {
          ...CALL,
          id: "t2",
          name: "mcp.a/b",
        }],
      },
      {
        role: "user",
        content: [
          {
            type: "tool_result",
            tool_use_id: "t2",
            content: [{ type: "image", source: { type: "base64", media_type: "image/png", data: PNG } }],
            is_error: true,
          },
          { type: "tool_result", tool_use_id: "t1" },
          { type: "text", text: "Go on.", ...MARK },
        ],
      },
    ],
  });
  const { input, warnings, translation } = conversed(given, "claude45");
  const [, said, results] = input.messages!;
  assertEquals(said!.content[0], { reasoningContent: { reasoningText: { text: "t", signature: "s" } } });
  assertEquals(said!.content[2], USED as Any);
  const renamed = said!.content[3]!.toolUse!.name;
  assertEquals(results!.content, [
    { toolResult: { toolUseId: "t1", content: [{ text: "(no output)" }] } },
    {
      toolResult: {
        toolUseId: "t2",
        content: [{ image: { format: "png", source: { bytes: BYTES } } }],
        status: "error",
      },
    },
    { text: "Go on." },
    POINT,
  ] as Any);
  assertEquals(warnings, []);
  const again = answer([{ toolUse: { toolUseId: "t9", name: renamed, input: {} } }], { stopReason: "tool_use" });
  assertEquals((translation.reply.whole(again) as Any).content[0].name, "mcp.a/b");
});

Deno.test("translate() to Converse says that a tool failed where results have no status", OPTIONS, () => {
  const failed = { type: "tool_result", tool_use_id: "t1", content: "42", is_error: true };
  const messages = [{ role: "user", content: "x" }, { role: "assistant", content: [CALL] }, {
    role: "user",
    content: [failed],
  }];
  assertEquals(conversed(body({ tools: [TOOL], messages }), "llama").input.messages![2]!.content, [
    { toolResult: { toolUseId: "t1", content: [{ text: "Error:" }, { text: "42" }] } },
  ]);
});

Deno.test("translate() to Converse tells a tool's picture beside its result where results hold none", OPTIONS, () => {
  const image = { type: "image", source: { type: "base64", media_type: "image/png", data: PNG } };
  const given = body({
    tools: [TOOL],
    messages: [
      { role: "user", content: "x" },
      { role: "assistant", content: [CALL] },
      { role: "user", content: [{ type: "tool_result", tool_use_id: "t1", content: [image] }] },
    ],
  });
  assertEquals(conversed(given, "llama").input.messages![2]!.content, [
    { toolResult: { toolUseId: "t1", content: [{ text: "(attached)" }] } },
    { image: { format: "png", source: { bytes: BYTES } } },
  ]);
});

Deno.test("translate() to Converse leaves out thoughts that are not the model's own", OPTIONS, () => {
  const messages = [
    { role: "user", content: "x" },
    { role: "assistant", content: [{ type: "thinking", thinking: "t", signature: "s" }, { type: "text", text: "y" }] },
    { role: "user", content: "z" },
  ];
  const { input, warnings } = conversed(body({ messages }), "oss");
  assertEquals(input.messages![1]!.content, [{ text: "y" }]);
  assertEquals(warnings.length, 1);
});

Deno.test("translate() to Converse says once that flags are for Claude", OPTIONS, () => {
  const headers = new Headers({
    "anthropic-version": "2023-06-01",
    "anthropic-beta": "interleaved-thinking-2025-05-14,a",
  });
  const { input, warnings } = conversed(body(), "nova", { headers });
  assertEquals(input.additionalModelRequestFields, undefined);
  assertEquals(warnings, ["anthropic-beta: left out interleaved-thinking-2025-05-14 a"]);
  const claude = conversed(body(), "claude45", { headers });
  assertEquals(claude.input.additionalModelRequestFields, { anthropic_beta: ["interleaved-thinking-2025-05-14"] });
});

Deno.test("translate() to Converse takes a guardrail, a latency and a tier from headers", OPTIONS, () => {
  const headers = new Headers({
    "anthropic-version": "2023-06-01",
    "x-amzn-bedrock-guardrailidentifier": "g",
    "x-amzn-bedrock-trace": "ENABLED",
    "x-amzn-bedrock-performanceconfig-latency": "optimized",
    "x-amzn-bedrock-service-tier": "priority",
  });
  const { input } = conversed(body(), "nova", { headers });
  assertEquals(input.guardrailConfig, { guardrailIdentifier: "g", guardrailVersion: "DRAFT", trace: "enabled" });
  assertEquals([input.performanceConfig, input.serviceTier], [{ latency: "optimized" }, { type: "priority" }]);
});

const REFUSED: [string, Model, Any, string][] = [
  ["a tool of the provider's", "nova", { tools: [{ type: "bash_20250124", name: "bash" }] }, "tools[0].type"],
  ["a server tool for Claude", "claude45", { tools: [{ type: "web_search_20250305", name: "w" }] }, "tools[0].type"],
  ["two tools of one name", "nova", { tools: [TOOL, TOOL] }, "tools[1]"],
  [
    "a choice of a tool that is not there",
    "nova",
    { tools: [TOOL], tool_choice: { type: "tool", name: "x" } },
    "tool_choice.name",
  ],
  ["an unknown choice", "nova", { tools: [TOOL], tool_choice: { type: "some" } }, "tool_choice.type"],
  [
    "a schema that is no object's",
    "nova",
    { tools: [{ name: "a", input_schema: { type: "string" } }] },
    "tools[0].input_schema.type",
  ],
  [
    "an image by URL",
    "nova",
    user({ type: "image", source: { type: "url", url: "https://x" } }),
    "messages[0].content[0].source.url",
  ],
  [
    "what is no picture",
    "nova",
    user({ type: "image", source: { type: "base64", media_type: "image/png", data: "AAAA" } }),
    "messages[0].content[0].source",
  ],
  [
    "a stored document",
    "nova",
    user({ type: "document", source: { type: "file", file_id: "f" } }),
    "messages[0].content[0].source.file_id",
  ],
  ["a block of the provider's", "nova", user({ type: "server_tool_use", id: "x" }), "messages[0].content[0].type"],
  ["a prefilled answer where there is none", "opus48", {
    messages: [{ role: "user", content: "x" }, { role: "assistant", content: "y" }],
  }, "messages"],
  ["a result without a call", "nova", user({ type: "tool_result", tool_use_id: "t" }), "messages"],
  ["no limit", "nova", { max_tokens: undefined }, "max_tokens"],
];

for (const [name, model, given, param] of REFUSED) {
  Deno.test(`translate() to Converse refuses ${name}, by name`, OPTIONS, () => {
    const error = refusal(() => conversed(body(given), model));
    assertEquals([error.status, error.param], [400, param]);
  });
}

Deno.test("translate() has a whole answer replayed where calls are not streamed", OPTIONS, () => {
  for (const [stream, tools, wanted] of [[true, [TOOL], true], [true, [], false], [false, [TOOL], false]] as const) {
    assertEquals(conversed(body({ stream, tools }), "llama").translation.replays, wanted);
  }
  assertEquals(conversed(body({ stream: true, tools: [TOOL] }), "nova").translation.replays, false);
});

/** What Converse answers, and what is told. */
const REPLIES: [string, Model, Any, Any[], Any, Any][] = [
  ["text", "nova", {}, [{ text: "a" }, { text: "b" }], {}, {
    content: [{ type: "text", text: "a" }, { type: "text", text: "b" }],
  }],
  ["a call", "nova", {}, [USED], { stopReason: "tool_use" }, { content: [CALL], stop_reason: "tool_use" }],
  ["a call that ends a turn", "nova", {}, [USED], { stopReason: "end_turn" }, {
    content: [CALL],
    stop_reason: "tool_use",
  }],
  [
    "thoughts",
    "claude45",
    {},
    [
      { reasoningContent: { reasoningText: { text: "t", signature: "s" } } },
      { reasoningContent: { redactedContent: new Uint8Array([1, 2]) } },
      { reasoningContent: { reasoningText: { text: "u" } } },
    ],
    {},
    {
      content: [
        { type: "thinking", thinking: "t", signature: "s" },
        { type: "redacted_thinking", data: "AQI=" },
        { type: "thinking", thinking: "u", signature: "" },
      ],
    },
  ],
  ["a limit", "nova", {}, [{ text: "a" }], { stopReason: "max_tokens" }, {
    content: [{ type: "text", text: "a" }],
    stop_reason: "max_tokens",
  }],
  ["a full context", "nova", {}, [], { stopReason: "model_context_window_exceeded" }, {
    stop_reason: "model_context_window_exceeded",
  }],
  ["a guardrail", "nova", {}, [{ text: "no" }], { stopReason: "guardrail_intervened" }, {
    content: [{ type: "text", text: "no" }],
    stop_reason: "refusal",
  }],
  ["a filter", "nova", {}, [], { stopReason: "content_filtered" }, { stop_reason: "refusal" }],
  ["tomorrow's reason", "nova", {}, [], { stopReason: "bored" }, {}],
  ["a stop sequence that Claude tells", "claude45", { stop_sequences: ["END"] }, [{ text: "a" }], {
    stopReason: "stop_sequence",
    additionalModelResponseFields: { stop_sequence: "END" },
  }, { content: [{ type: "text", text: "a" }], stop_reason: "stop_sequence", stop_sequence: "END" }],
  [
    "a stop sequence that is looked for",
    "oss",
    { stop_sequences: ["END", "FIN"] },
    [{ text: "a FI" }, { text: "N b" }, USED],
    {},
    {
      content: [{ type: "text", text: "a " }],
      stop_reason: "stop_sequence",
      stop_sequence: "FIN",
    },
  ],
  [
    "an answer that came as a call",
    "nova",
    { output_config: { format: { type: "json_schema", schema: SCHEMA } } },
    [
      { text: "Sure." },
      { toolUse: { toolUseId: "t", name: "json", input: { city: "Rome" } } },
    ],
    { stopReason: "tool_use" },
    { content: [{ type: "text", text: '{"city":"Rome"}' }] },
  ],
  [
    "an answer that came in a fence",
    "nova",
    { output_config: { format: { type: "json_schema", schema: SCHEMA } } },
    [
      { text: '```json\n{"city":"Rome"}\n```' },
    ],
    {},
    { content: [{ type: "text", text: '{"city":"Rome"}' }] },
  ],
  [
    "an answer that is no object",
    "nova",
    { output_config: { format: { type: "json_schema", schema: { type: "array" } } } },
    [
      { toolUse: { toolUseId: "t", name: "json", input: { value: [1] } } },
    ],
    { stopReason: "tool_use" },
    { content: [{ type: "text", text: "[1]" }] },
  ],
  ["cached tokens", "claude45", {}, [], {
    usage: {
      inputTokens: 1,
      outputTokens: 2,
      totalTokens: 10,
      cacheReadInputTokens: 3,
      cacheWriteInputTokens: 4,
      cacheDetails: [{ ttl: "1h", inputTokens: 4 }],
    },
  }, {
    usage: {
      input_tokens: 1,
      output_tokens: 2,
      cache_creation_input_tokens: 4,
      cache_read_input_tokens: 3,
      cache_creation: { ephemeral_5m_input_tokens: 0, ephemeral_1h_input_tokens: 4 },
    },
  }],
];

for (const [name, model, given, blocks, more, wanted] of REPLIES) {
  Deno.test(`converseMessage() tells ${name}`, OPTIONS, () => {
    const { reply } = conversed(body(given), model).translation;
    assertEquals(reply.whole(answer(blocks, more)), {
      id: "msg_abcdefghijklmnopqrstuvwx",
      type: "message",
      role: "assistant",
      model: "the-model",
      content: [],
      stop_reason: "end_turn",
      stop_sequence: null,
      usage: { input_tokens: 3, output_tokens: 5, cache_creation_input_tokens: 0, cache_read_input_tokens: 0 },
      ...wanted,
    });
  });
}

Deno.test("converseMessage() tells where a text comes from", OPTIONS, () => {
  const citations = [
    { title: "T", sourceContent: [{ text: "c" }], location: { documentChar: { documentIndex: 1, start: 2, end: 3 } } },
    { location: { documentPage: { start: 2, end: 3 } } },
    { location: { documentChunk: { start: 2, end: 3 } } },
    { source: "s", location: { searchResultLocation: { searchResultIndex: 4, start: 2, end: 3 } } },
    { location: { web: { url: "https://x" } } },
  ];
  const { reply } = conversed(body(), "claude45").translation;
  const [block] = (reply.whole(answer([{ citationsContent: { content: [{ text: "x" }], citations } }])) as Any).content;
  const head = { cited_text: "", document_index: 0, document_title: null };
  assertEquals(block.text, "x");
  assertEquals(block.citations, [
    {
      type: "char_location",
      cited_text: "c",
      document_index: 1,
      document_title: "T",
      start_char_index: 2,
      end_char_index: 3,
    },
    { type: "page_location", ...head, start_page_number: 2, end_page_number: 3 },
    { type: "content_block_location", ...head, start_block_index: 2, end_block_index: 3 },
    {
      type: "search_result_location",
      cited_text: "",
      search_result_index: 4,
      source: "s",
      title: null,
      start_block_index: 2,
      end_block_index: 3,
    },
  ]);
});

Deno.test("converseMessage() makes an error of output that cannot be used", OPTIONS, () => {
  const { reply } = conversed(body(), "nova").translation;
  const error = refusal(() => reply.whole(answer([], { stopReason: "malformed_tool_use" })));
  assertEquals([error.status, error.code], [502, "malformed_tool_use"]);
  assertStringIncludes(error.message, "malformed_tool_use");
});
