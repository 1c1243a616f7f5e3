/** OpenAI's response bodies in, calls of Converse out: the map of request fields, row by row. */
import { assertEquals } from "../deps.ts";
import { converseTranslation, remote, translate } from "../../src/gateway/openai_responses.ts";
import { contextOf, MODELS } from "./openai_context.ts";
import { ask, type Row, specOf, testRows, textSpec, TOOL } from "./openai_responses_context.ts";

const strict = { sanitizeOps: true, sanitizeResources: true };
const SCHEMA = { type: "object", properties: { a: { type: "string" } }, required: ["a"], additionalProperties: false };

const FIELDS: Row[] = [
  ["nothing but a string", {}, {}],
  ["instructions", { instructions: "Be brief." }, { system: [{ text: "Be brief." }] }],
  ["instructions null", { instructions: null }, {}],
  ["max_output_tokens null", { max_output_tokens: null }, {}],
  ["max_output_tokens", { max_output_tokens: 9 }, { inferenceConfig: { maxTokens: 9 } }],
  ["temperature", { temperature: 0.3 }, { inferenceConfig: { temperature: 0.3 } }],
  ["temperature above 1", { temperature: 1.5 }, { inferenceConfig: { temperature: 1 } }, "temperature: 1.5 sent as 1"],
  ["top_p", { top_p: 0.3 }, { inferenceConfig: { topP: 0.3 } }],
  ["metadata", { metadata: { a: "b" } }, { requestMetadata: { a: "b" } }],
  ["service_tier auto", { service_tier: "auto" }, {}],
  ["service_tier flex", { service_tier: "flex" }, { serviceTier: { type: "flex" } }],
  ["user", { user: "u" }, {}, "user: left out"],
  ["safety_identifier", { safety_identifier: "u" }, {}, "safety_identifier: left out"],
  ["prompt_cache_key", { prompt_cache_key: "u" }, {}, "prompt_cache_key: left out"],
  ["prompt_cache_retention", { prompt_cache_retention: "24h", instructions: "S" }, {
    system: [{ text: "S" }, { cachePoint: { type: "default", ttl: "1h" } }],
    messages: [{ role: "user", content: [{ text: "Hi" }, { cachePoint: { type: "default", ttl: "1h" } }] }],
  }],
  [
    "effort for a Claude that adapts",
    { reasoning: { effort: "low" } },
    {
      additionalModelRequestFields: { thinking: { type: "adaptive" }, output_config: { effort: "low" } },
    },
    undefined,
    "opus48",
  ],
  ["effort for a Claude with budgets", { reasoning: { effort: "low", summary: "auto" }, max_output_tokens: 9000 }, {
    additionalModelRequestFields: { thinking: { type: "enabled", budget_tokens: 1024 } },
    inferenceConfig: { maxTokens: 9000 },
  }],
  ["a budget as other services have it", { reasoning: { max_tokens: 2000 }, max_output_tokens: 9000 }, {
    additionalModelRequestFields: { thinking: { type: "enabled", budget_tokens: 2000 } },
    inferenceConfig: { maxTokens: 9000 },
  }],
  ["room for thinking", { reasoning: { effort: "low" }, max_output_tokens: 100 }, {
    additionalModelRequestFields: { thinking: { type: "enabled", budget_tokens: 1024 } },
    inferenceConfig: { maxTokens: 1124 },
  }, "max_output_tokens: raised to 1124"],
  [
    "an effort that there is not",
    { reasoning: { effort: "xhigh" } },
    {
      additionalModelRequestFields: { thinking: { type: "adaptive" }, output_config: { effort: "high" } },
    },
    "reasoning.effort: xhigh sent as high",
    "claude46",
  ],
  ["effort for a model without", { reasoning: { effort: "low" } }, {}, "reasoning.effort", "nova"],
  ["effort null", { reasoning: { effort: null, summary: null } }, {}],
  ["reasoning.context auto", { reasoning: { context: "auto", mode: "standard" } }, {}],
  ["reasoning.context", { reasoning: { context: "all_turns" } }, {}, "reasoning.context: left out"],
  ["reasoning.mode", { reasoning: { mode: "pro" } }, {}, "reasoning.mode: left out"],
  ["text.format text", { text: { format: { type: "text" } } }, {}],
  ["text.format json_object", { text: { format: { type: "json_object" } } }, {
    system: [{ text: "Answer with one JSON object only, without any text or code fence around it." }],
  }, "text.format: asked for in words"],
  ["text.format json_schema", {
    text: { format: { type: "json_schema", name: "n", description: "d", strict: true, schema: SCHEMA } },
  }, {
    outputConfig: {
      textFormat: {
        type: "json_schema",
        structure: { jsonSchema: { schema: JSON.stringify(SCHEMA), name: "n", description: "d" } },
      },
    },
  }],
  [
    "text.format json_schema through a tool",
    {
      text: { format: { type: "json_schema", name: "n", schema: SCHEMA } },
    },
    {
      toolConfig: {
        tools: [{ toolSpec: { name: "json", description: "Gives the answer.", inputSchema: { json: SCHEMA } } }],
        toolChoice: { tool: { name: "json" } },
      },
    },
    undefined,
    "claude46",
  ],
  ["text.verbosity", { text: { verbosity: "low" } }, {}, "text.verbosity: left out"],
  ["tools of nothing", { tools: [] }, {}],
  ["a flat tool", { tools: [TOOL] }, { toolConfig: { tools: [specOf("f")] } }],
  ["a flat tool with a description", { tools: [{ ...TOOL, description: "d", parameters: null }] }, {
    toolConfig: { tools: [specOf("f", { description: "d" })] },
  }],
  ["a strict tool", { tools: [{ ...TOOL, strict: true }] }, { toolConfig: { tools: [specOf("f", { strict: true })] } }],
  [
    "a strict tool where there is no strictness",
    { tools: [{ ...TOOL, strict: true }] },
    {
      toolConfig: { tools: [specOf("f")] },
    },
    "tools.strict",
    "opus48",
  ],
  ["a custom tool", { tools: [{ type: "custom", name: "c", description: "d" }] }, {
    toolConfig: { tools: [textSpec("c", { description: "d" })] },
  }],
  ["a custom tool with a grammar", {
    tools: [TOOL, { type: "custom", name: "c", format: { type: "grammar", syntax: "lark", definition: "start: x" } }],
  }, {
    toolConfig: {
      tools: [
        specOf("f"),
        textSpec("c", { description: "The input must follow this lark grammar:\nstart: x" }),
      ],
    },
  }, "tools[1].format: the grammar is described"],
  ["a group of tools", {
    tools: [{ type: "namespace", name: "fs", description: "d", tools: [TOOL, { type: "custom", name: "c" }] }],
  }, { toolConfig: { tools: [specOf("fs__f"), textSpec("fs__c")] } }],
  ["a choice in a group", {
    tools: [{ type: "namespace", name: "fs", tools: [TOOL] }],
    tool_choice: { type: "function", name: "f", namespace: "fs" },
  }, { toolConfig: { tools: [specOf("fs__f")], toolChoice: { tool: { name: "fs__f" } } } }],
  ["a choice among the tools of a group", {
    tools: [TOOL, { type: "namespace", name: "fs", tools: [TOOL] }],
    tool_choice: { type: "allowed_tools", mode: "auto", tools: [{ type: "function", name: "f", namespace: "fs" }] },
  }, { toolConfig: { tools: [specOf("fs__f")] } }],
  ["a tool that may answer later", { tools: [{ ...TOOL, async: true, allowed_callers: ["direct"] }] }, {
    toolConfig: { tools: [specOf("f")] },
  }, "tools[0].async: left out"],
  ["tool_choice auto", { tools: [TOOL], tool_choice: "auto" }, { toolConfig: { tools: [specOf("f")] } }],
  ["tool_choice none", { tools: [TOOL], tool_choice: "none" }, {}],
  ["tool_choice required", { tools: [TOOL], tool_choice: "required" }, {
    toolConfig: { tools: [specOf("f")], toolChoice: { any: {} } },
  }],
  ["tool_choice of one", { tools: [TOOL], tool_choice: { type: "function", name: "f" } }, {
    toolConfig: { tools: [specOf("f")], toolChoice: { tool: { name: "f" } } },
  }],
  ["tool_choice of a custom one", {
    tools: [{ type: "custom", name: "c" }],
    tool_choice: { type: "custom", name: "c" },
  }, {
    toolConfig: { tools: [textSpec("c")], toolChoice: { tool: { name: "c" } } },
  }],
  ["tool_choice of some", {
    tools: [TOOL, { ...TOOL, name: "g" }],
    tool_choice: { type: "allowed_tools", mode: "required", tools: [{ type: "function", name: "g" }] },
  }, { toolConfig: { tools: [specOf("g")], toolChoice: { any: {} } } }],
  ["parallel_tool_calls false", { tools: [TOOL], parallel_tool_calls: false }, {
    toolConfig: { tools: [specOf("f")] },
    additionalModelRequestFields: { tool_choice: { type: "auto", disable_parallel_tool_use: true } },
  }],
  ["include of thoughts", { include: ["reasoning.encrypted_content"] }, {}],
  ["include of what there is not", { include: ["file_search_call.results"] }, {}, "include: file_search_call.results"],
  ["truncation disabled", { truncation: "disabled" }, {}],
  ["truncation auto", { truncation: "auto" }, {}, "truncation: left out"],
  ["max_tool_calls", { max_tool_calls: 3 }, {}, "max_tool_calls: left out"],
  ["top_logprobs 0", { top_logprobs: 0 }, {}],
  ["store true", { store: true }, {}, "store: left out"],
  ["store false", { store: false, background: false, previous_response_id: null, conversation: null }, {}],
  ["stream_options", { stream: true, stream_options: { include_obfuscation: false } }, {}],
  ["what nobody knows", { foo: 1 }, {}, "foo: left out; it is not known"],
  ["what other services know", { top_k: 5 }, { additionalModelRequestFields: { top_k: 5 } }],
  ["the way out", { bedrock: { guardrailConfig: { guardrailIdentifier: "g" } } }, {
    guardrailConfig: { guardrailIdentifier: "g" },
  }],
];

testRows(FIELDS);

Deno.test("translate() of a response takes what an alias brings, in a chat's words and in its own", strict, () => {
  const context = contextOf(MODELS.claude45, { defaults: { max_output_tokens: 7, temperature: 0.2, max_tokens: 9 } });
  const { input } = converseTranslation(ask({ temperature: 0.4 }), context);
  assertEquals(input.inferenceConfig, { maxTokens: 7, temperature: 0.4 });
  assertEquals(context.warnings, []);
  const thoughtful = contextOf(MODELS.opus48, { defaults: { reasoning_effort: "high" } });
  const { additionalModelRequestFields } = converseTranslation(ask({ reasoning: { effort: "low" } }), thoughtful).input;
  assertEquals(additionalModelRequestFields, { thinking: { type: "adaptive" }, output_config: { effort: "low" } });
});

Deno.test("translate() of a response passes models on that only Bedrock's own endpoint serves", strict, () => {
  const context = contextOf("us.openai.gpt-5.5");
  const body = { model: "gpt", input: "Hi", stream: true, previous_response_id: "resp_1", bedrock: {} };
  assertEquals(translate(body, context), {
    road: "pass",
    path: "/openai/v1/responses",
    body: { model: "us.openai.gpt-5.5", input: "Hi", stream: true, previous_response_id: "resp_1" },
    stream: true,
  });
  assertEquals(context.warnings, ["bedrock: left out; it is for Converse"]);
  // an alias may ask for that road, but not every model has responses there
  for (const [modelId, road] of [["xai.grok-4.6", "pass"], ["qwen.qwen3-32b-v1:0", undefined]] as const) {
    assertEquals(translate(ask(), contextOf(modelId, { road: "openai" })).road, road);
  }
  assertEquals(translate(ask(), contextOf("xai.grok-4.6")).road, undefined);
});

Deno.test("translate() of a response asks for a whole answer where a model streams no calls", strict, () => {
  const translation = converseTranslation(ask({ stream: true, tools: [TOOL] }), contextOf(MODELS.llama));
  assertEquals([translation.stream, translation.replays], [true, true]);
});

Deno.test("remote() finds the URLs in a response's input", strict, () => {
  const message = (...content: unknown[]): unknown[] => [{ role: "user", content }];
  const input = [
    ...message({ type: "input_image", image_url: "https://e.x/a" }),
    { type: "function_call_output", output: [{ type: "input_file", file_url: "https://e.x/b" }] },
  ];
  assertEquals(remote(ask({ input })), ["https://e.x/a", "https://e.x/b"]);
});
