/** OpenAI's chat bodies in, calls of Converse out: the map of request fields, row by row. */
import { assertEquals, assertStringIncludes } from "../deps.ts";
import { converseTranslation as translate } from "../../src/gateway/openai_chat.ts";
import { chat, contextOf, MODELS, refusal, sent } from "./openai_context.ts";

const strict = { sanitizeOps: true, sanitizeResources: true };
type Model = keyof typeof MODELS;
/** A case: what is added to a body with one turn, what must be in the call, what must be warned about. */
type Row = [
  name: string,
  more: Record<string, unknown>,
  input: Record<string, unknown>,
  warned?: string,
  model?: Model,
];

const HI = [{ role: "user", content: [{ text: "Hi" }] }];
const TOOL = { type: "function", function: { name: "f", parameters: { type: "object", properties: {} } } };
const SPEC = { toolSpec: { name: "f", inputSchema: { json: { type: "object", properties: {} } } } };
const SCHEMA = { type: "object", properties: { a: { type: "string", minLength: 2 } }, required: ["a"] };
const FORMAT = { type: "json_schema", json_schema: { name: "n", schema: SCHEMA } };

const INTO_LIST = {
  type: "object",
  properties: { a: { anyOf: [{ type: "string" }, { type: "null" }] }, b: { $ref: "#/properties/a/anyOf/0" } },
};
const JSON_TOOL = { toolSpec: { name: "json", description: "Gives the answer.", inputSchema: { json: SCHEMA } } };
const toolOf = (parameters: unknown): unknown => ({ type: "function", function: { name: "f", parameters } });
const specOf = (json: unknown): unknown => ({ toolSpec: { name: "f", inputSchema: { json } } });

const ROWS: Row[] = [
  ["nothing but a turn", {}, {}],
  ["max_tokens", { max_tokens: 5 }, { inferenceConfig: { maxTokens: 5 } }],
  ["max_completion_tokens", { max_completion_tokens: 6 }, { inferenceConfig: { maxTokens: 6 } }],
  [
    "both limits that differ",
    { max_completion_tokens: 6, max_tokens: 5 },
    { inferenceConfig: { maxTokens: 6 } },
    "max_tokens",
  ],
  ["both limits that agree", { max_completion_tokens: 6, max_tokens: 6 }, { inferenceConfig: { maxTokens: 6 } }],
  ["temperature up to 1", { temperature: 0.4 }, { inferenceConfig: { temperature: 0.4 } }],
  ["temperature 0", { temperature: 0 }, { inferenceConfig: { temperature: 0 } }],
  ["temperature above 1", { temperature: 1.7 }, { inferenceConfig: { temperature: 1 } }, "temperature"],
  ["temperature on a Claude that takes none", { temperature: 0.4 }, {}, "temperature", "opus48"],
  ["temperature on a GPT", { temperature: 0.4 }, {}, "temperature", "gpt"],
  ["top_p", { top_p: 0.5 }, { inferenceConfig: { topP: 0.5 } }],
  ["temperature or top_p", { temperature: 0.1, top_p: 0.5 }, { inferenceConfig: { temperature: 0.1 } }, "top_p"],
  [
    "temperature and top_p",
    { temperature: 0.1, top_p: 0.5 },
    { inferenceConfig: { temperature: 0.1, topP: 0.5 } },
    undefined,
    "nova",
  ],
  ["top_k for Claude", { top_k: 7 }, { additionalModelRequestFields: { top_k: 7 } }],
  [
    "top_k for Nova",
    { top_k: 7 },
    { additionalModelRequestFields: { inferenceConfig: { topK: 7 } } },
    undefined,
    "nova",
  ],
  ["top_k for Cohere", { top_k: 7 }, { additionalModelRequestFields: { k: 7 } }, undefined, "command"],
  ["top_k for Llama", { top_k: 7 }, {}, "top_k", "llama"],
  ["penalties of zero", { frequency_penalty: 0, presence_penalty: 0 }, {}],
  ["a penalty for Claude", { frequency_penalty: 0.5 }, {}, "frequency_penalty"],
  [
    "a penalty for gpt-oss",
    { presence_penalty: 0.5 },
    { additionalModelRequestFields: { presence_penalty: 0.5 } },
    undefined,
    "oss",
  ],
  ["stop as a string", { stop: "END" }, { inferenceConfig: { stopSequences: ["END"] } }],
  ["stop as an array", { stop: ["A", "", "B"] }, { inferenceConfig: { stopSequences: ["A", "B"] } }],
  ["stop of nothing", { stop: [] }, {}],
  ["stop null", { stop: null }, {}],
  ["stop for a model that takes none", { stop: "END" }, {}, undefined, "oss"],
  ["stop of white space on Claude", { stop: ["\n\n"] }, {}, "stop"],
  ["n 1", { n: 1 }, {}],
  ["stream_options", { stream: true, stream_options: { include_usage: true, include_obfuscation: false } }, {}],
  ["tools of nothing", { tools: [] }, {}],
  ["tools", { tools: [TOOL] }, { toolConfig: { tools: [SPEC] } }],
  ["functions", { functions: [TOOL.function] }, {
    toolConfig: { tools: [SPEC] },
    additionalModelRequestFields: { tool_choice: { type: "auto", disable_parallel_tool_use: true } },
  }],
  ["tool_choice auto", { tools: [TOOL], tool_choice: "auto" }, { toolConfig: { tools: [SPEC] } }],
  ["tool_choice none", { tools: [TOOL], tool_choice: "none" }, {}],
  ["tool_choice required", { tools: [TOOL], tool_choice: "required" }, {
    toolConfig: { tools: [SPEC], toolChoice: { any: {} } },
  }],
  ["tool_choice of one", { tools: [TOOL], tool_choice: { type: "function", function: { name: "f" } } }, {
    toolConfig: { tools: [SPEC], toolChoice: { tool: { name: "f" } } },
  }],
  ["function_call of one beside tools and tool_choice of null", {
    tools: null,
    tool_choice: null,
    functions: [TOOL.function],
    function_call: { name: "f" },
  }, {
    toolConfig: { tools: [SPEC] },
    additionalModelRequestFields: { tool_choice: { type: "tool", name: "f", disable_parallel_tool_use: true } },
  }],
  ["function_call of one", { functions: [TOOL.function], function_call: { name: "f" } }, {
    toolConfig: { tools: [SPEC] },
    additionalModelRequestFields: { tool_choice: { type: "tool", name: "f", disable_parallel_tool_use: true } },
  }],
  [
    "tool_choice of one, where any is the most there is",
    {
      tools: [TOOL, { type: "function", function: { name: "g" } }],
      tool_choice: { type: "function", function: { name: "f" } },
    },
    { toolConfig: { tools: [SPEC], toolChoice: { any: {} } } },
    undefined,
    "mistral",
  ],
  [
    "tool_choice required, where none can be forced",
    { tools: [TOOL], tool_choice: "required" },
    { toolConfig: { tools: [SPEC] }, system: [{ text: "Call one of the tools." }] },
    "tool_choice",
    "llama",
  ],
  [
    "tool_choice required on Opus 5.5",
    { tools: [TOOL], tool_choice: "required" },
    { toolConfig: { tools: [SPEC] }, system: [{ text: "Call one of the tools." }] },
    "tool_choice",
    "opus55",
  ],
  [
    "tool_choice required on a Claude that thinks unasked",
    { tools: [TOOL], tool_choice: "required" },
    {
      toolConfig: { tools: [SPEC], toolChoice: { any: {} } },
      additionalModelRequestFields: { thinking: { type: "disabled" } },
    },
    "tool_choice",
    "opus5",
  ],
  ["allowed_tools", {
    tools: [TOOL, { type: "function", function: { name: "g" } }],
    tool_choice: {
      type: "allowed_tools",
      allowed_tools: { mode: "required", tools: [{ type: "function", function: { name: "f" } }] },
    },
  }, { toolConfig: { tools: [SPEC], toolChoice: { any: {} } } }],
  ["parallel_tool_calls true", { tools: [TOOL], parallel_tool_calls: true }, { toolConfig: { tools: [SPEC] } }],
  ["parallel_tool_calls false on Claude", { tools: [TOOL], parallel_tool_calls: false, tool_choice: "required" }, {
    toolConfig: { tools: [SPEC] },
    additionalModelRequestFields: { tool_choice: { type: "any", disable_parallel_tool_use: true } },
  }],
  [
    "parallel_tool_calls false elsewhere",
    { tools: [TOOL], parallel_tool_calls: false },
    {
      toolConfig: { tools: [SPEC] },
    },
    "parallel_tool_calls",
    "nova",
  ],
  ["response_format text", { response_format: { type: "text" } }, {}],
  ["response_format json_object", { response_format: { type: "json_object" } }, {
    system: [{ text: "Answer with one JSON object only, without any text or code fence around it." }],
  }, "response_format"],
  ["response_format json_schema, native", { response_format: FORMAT }, {
    outputConfig: {
      textFormat: {
        type: "json_schema",
        structure: {
          jsonSchema: {
            schema:
              '{"type":"object","properties":{"a":{"type":"string"}},"required":["a"],"additionalProperties":false}',
            name: "n",
          },
        },
      },
    },
  }, "response_format.json_schema.schema"],
  [
    "response_format json_schema, by a tool",
    { response_format: FORMAT },
    {
      toolConfig: {
        tools: [{
          toolSpec: { name: "json", description: "Gives the answer.", inputSchema: { json: SCHEMA } },
        }],
        toolChoice: { tool: { name: "json" } },
      },
    },
    undefined,
    "nova",
  ],
  [
    "response_format json_schema, by a tool beside the caller's",
    { response_format: FORMAT, tools: [TOOL] },
    {
      toolConfig: {
        tools: [SPEC, { toolSpec: { name: "json", description: "Gives the answer.", inputSchema: { json: SCHEMA } } }],
        toolChoice: { any: {} },
      },
    },
    undefined,
    "nova",
  ],
  ["a schema that structured output cannot say, by a tool", {
    response_format: {
      type: "json_schema",
      json_schema: {
        name: "n",
        description: "D",
        schema: { type: "object", additionalProperties: { type: "number" } },
      },
    },
  }, {
    toolConfig: {
      tools: [{
        toolSpec: {
          name: "json",
          description: "D",
          inputSchema: { json: { type: "object", additionalProperties: { type: "number" }, properties: {} } },
        },
      }],
      toolChoice: { tool: { name: "json" } },
    },
  }],
  [
    "a schema by a tool that cannot be forced while the model thinks",
    { response_format: FORMAT, reasoning_effort: "low" },
    {
      system: [{ text: "Call the tool json." }],
      toolConfig: { tools: [JSON_TOOL] },
      additionalModelRequestFields: { thinking: { type: "adaptive" }, output_config: { effort: "low" } },
    },
    "tool_choice",
    "opus48",
  ],
  [
    "a schema by a tool, the caller's own turned off",
    { response_format: FORMAT, tools: [TOOL], tool_choice: "none" },
    {
      toolConfig: { tools: [JSON_TOOL], toolChoice: { tool: { name: "json" } } },
    },
    undefined,
    "nova",
  ],
  [
    "a schema beside a call that is forced",
    {
      response_format: FORMAT,
      tools: [TOOL],
      tool_choice: { type: "function", function: { name: "f" } },
    },
    { toolConfig: { tools: [SPEC], toolChoice: { tool: { name: "f" } } } },
    undefined,
    "nova",
  ],
  [
    "a schema in words, where there are no tools",
    { response_format: FORMAT },
    {
      messages: [{
        role: "user",
        content: [{
          text:
            "Answer with one JSON object only, without any text or code fence around it. It must follow this JSON Schema:\n" +
            JSON.stringify(SCHEMA),
        }, { text: "Hi" }],
      }],
    },
    "response_format",
    "titan",
  ],
  [
    "a format with a reference into a list, which is not known to compile",
    { response_format: { type: "json_schema", json_schema: { name: "n", schema: INTO_LIST } } },
    {
      toolConfig: {
        tools: [{ toolSpec: { ...JSON_TOOL.toolSpec, inputSchema: { json: INTO_LIST } } }],
        toolChoice: { tool: { name: "json" } },
      },
    },
  ],
  [
    "a tool's schema for Nova, which takes a plain root",
    {
      tools: [toolOf({
        $schema: "x",
        title: "T",
        type: "object",
        properties: { a: { $ref: "#/$defs/a" } },
        required: ["a"],
        additionalProperties: false,
        $defs: { a: { type: "object", properties: { b: { $ref: "#/$defs/a" } } } },
      })],
    },
    {
      toolConfig: {
        tools: [
          specOf({ type: "object", properties: { a: { type: "object", properties: { b: {} } } }, required: ["a"] }),
        ],
      },
    },
    "tools[0].function.parameters",
    "nova",
  ],
  [
    "a tool's schema for Nova whose members are named as keywords are",
    {
      tools: [toolOf({
        type: "object",
        properties: {
          definitions: { type: "array", items: { type: "string" } },
          $ref: { type: "string" },
          inner: { type: "object", properties: { $defs: { type: "string" }, properties: { $ref: "#/$defs/100%" } } },
        },
        required: ["definitions"],
        $defs: { "100%": { type: "number" } },
      })],
    },
    {
      toolConfig: {
        tools: [specOf({
          type: "object",
          properties: {
            definitions: { type: "array", items: { type: "string" } },
            $ref: { type: "string" },
            inner: { type: "object", properties: { $defs: { type: "string" }, properties: { type: "number" } } },
          },
          required: ["definitions"],
        })],
      },
    },
    undefined,
    "nova",
  ],
  [
    "a tool's schema for Nova with references into a list and by escaped names",
    {
      tools: [toolOf({
        type: "object",
        properties: {
          a: { anyOf: [{ type: "object", properties: { street: { type: "string" } } }, { type: "null" }] },
          b: { $ref: "#/properties/a/anyOf/0" },
          c: { $ref: "#/$defs/caf%C3%A9~1%25" },
        },
        $defs: { "café/%": { type: "boolean" } },
      })],
    },
    {
      toolConfig: {
        tools: [specOf({
          type: "object",
          properties: {
            a: { anyOf: [{ type: "object", properties: { street: { type: "string" } } }, { type: "null" }] },
            b: { type: "object", properties: { street: { type: "string" } } },
            c: { type: "boolean" },
          },
        })],
      },
    },
    undefined,
    "nova",
  ],
  ["a tool's schema of alternatives that say different things of one member", {
    tools: [toolOf({
      type: "object",
      properties: { action: { type: "string" } },
      oneOf: [
        { properties: { action: { const: "create" }, name: { type: "string" } }, required: ["action", "name"] },
        { properties: { action: { const: "delete" }, id: { type: "integer" } }, required: ["action", "id"] },
        { properties: { action: { const: "delete" }, id: { type: "integer" } }, required: ["action"] },
      ],
    })],
  }, {
    toolConfig: {
      tools: [specOf({
        type: "object",
        properties: {
          action: { allOf: [{ type: "string" }, { anyOf: [{ const: "create" }, { const: "delete" }] }] },
          name: { type: "string" },
          id: { type: "integer" },
        },
        required: ["action"],
      })],
    },
  }, "tools[0].function.parameters"],
  ["a tool's schema of parts that say different things of one member", {
    tools: [toolOf({
      allOf: [
        { properties: { a: { type: "string" } }, required: ["a"] },
        { properties: { a: { minLength: 2 }, b: {} }, required: ["b"] },
      ],
    })],
  }, {
    toolConfig: {
      tools: [specOf({
        properties: { a: { allOf: [{ type: "string" }, { minLength: 2 }] }, b: {} },
        required: ["a", "b"],
        type: "object",
      })],
    },
  }, "tools[0].function.parameters"],
  ["a tool's schema of alternatives", {
    tools: [toolOf({
      anyOf: [
        { type: "object", properties: { a: {}, b: {} }, required: ["a", "b"] },
        { type: "object", properties: { a: {}, c: {} }, required: ["a"] },
      ],
    })],
  }, {
    toolConfig: { tools: [specOf({ properties: { a: {}, b: {}, c: {} }, required: ["a"], type: "object" })] },
  }, "tools[0].function.parameters"],
  ["a tool's schema by reference", {
    tools: [toolOf({ $ref: "#/definitions/A", definitions: { A: { type: "object", properties: { a: {} } } } })],
  }, {
    toolConfig: {
      tools: [
        specOf({
          definitions: { A: { type: "object", properties: { a: {} } } },
          type: "object",
          properties: { a: {} },
        }),
      ],
    },
  }],
  [
    "strict tools where they are known",
    { tools: [{ type: "function", function: { ...TOOL.function, strict: true } }] },
    {
      toolConfig: { tools: [{ toolSpec: { ...SPEC.toolSpec, strict: true } }] },
    },
  ],
  [
    "strict tools where they are not",
    { tools: [{ type: "function", function: { ...TOOL.function, strict: true } }] },
    {
      toolConfig: { tools: [SPEC] },
    },
    "tools.strict",
    "opus48",
  ],
  [
    "reasoning_effort on Claude 4.6",
    { reasoning_effort: "high" },
    {
      additionalModelRequestFields: { thinking: { type: "adaptive" }, output_config: { effort: "high" } },
    },
    undefined,
    "claude46",
  ],
  [
    "reasoning_effort xhigh before 4.7",
    { reasoning_effort: "xhigh" },
    {
      additionalModelRequestFields: { thinking: { type: "adaptive" }, output_config: { effort: "high" } },
    },
    "reasoning_effort",
    "claude46",
  ],
  [
    "reasoning_effort xhigh from 4.7",
    { reasoning_effort: "xhigh" },
    {
      additionalModelRequestFields: { thinking: { type: "adaptive" }, output_config: { effort: "xhigh" } },
    },
    undefined,
    "opus48",
  ],
  [
    "reasoning_effort minimal",
    { reasoning_effort: "minimal" },
    {
      additionalModelRequestFields: { thinking: { type: "adaptive" }, output_config: { effort: "low" } },
    },
    undefined,
    "opus5",
  ],
  [
    "reasoning_effort none, thinking unasked",
    { reasoning_effort: "none" },
    {
      additionalModelRequestFields: { thinking: { type: "disabled" } },
    },
    undefined,
    "opus5",
  ],
  [
    "reasoning_effort none, where thinking cannot stop",
    { reasoning_effort: "none" },
    {
      additionalModelRequestFields: { thinking: { type: "adaptive" }, output_config: { effort: "low" } },
    },
    "reasoning_effort",
    "fable",
  ],
  ["reasoning_effort none, thinking not asked", { reasoning_effort: "none" }, {}, undefined, "claude46"],
  [
    "reasoning_effort as a budget",
    { reasoning_effort: "medium", max_tokens: 9000, temperature: 0.3 },
    {
      inferenceConfig: { maxTokens: 9000 },
      additionalModelRequestFields: { thinking: { type: "enabled", budget_tokens: 4096 } },
    },
    "temperature",
    "claude37",
  ],
  [
    "a budget above the limit",
    { reasoning_effort: "medium", max_tokens: 500 },
    {
      inferenceConfig: { maxTokens: 4596 },
      additionalModelRequestFields: { thinking: { type: "enabled", budget_tokens: 4096 } },
    },
    "max_tokens",
    "claude37",
  ],
  [
    "reasoning.effort, Open WebUI's way",
    { reasoning: { effort: "low" } },
    {
      inferenceConfig: { maxTokens: 17408 },
      additionalModelRequestFields: { thinking: { type: "enabled", budget_tokens: 1024 } },
    },
    undefined,
    "claude37",
  ],
  [
    "thinking, Anthropic's way",
    { thinking: { type: "enabled", budget_tokens: 2000 } },
    {
      inferenceConfig: { maxTokens: 18384 },
      additionalModelRequestFields: { thinking: { type: "enabled", budget_tokens: 2000 } },
    },
    undefined,
    "claude37",
  ],
  [
    "a budget for a Claude that takes efforts",
    { thinking: { type: "enabled", budget_tokens: 2000 }, max_tokens: 4000 },
    {
      inferenceConfig: { maxTokens: 4000 },
      additionalModelRequestFields: { thinking: { type: "adaptive" }, output_config: { effort: "medium" } },
    },
    undefined,
    "opus48",
  ],
  [
    "reasoning_effort on Nova 2",
    { reasoning_effort: "high", max_tokens: 5, temperature: 0.5 },
    {
      additionalModelRequestFields: { reasoningConfig: { type: "enabled", maxReasoningEffort: "high" } },
    },
    "max_tokens",
    "nova2",
  ],
  [
    "reasoning_effort on gpt-oss",
    { reasoning_effort: "max" },
    {
      additionalModelRequestFields: { reasoning_effort: "high" },
    },
    "reasoning_effort",
    "oss",
  ],
  [
    "reasoning_effort on a GPT",
    { reasoning_effort: "none" },
    {
      additionalModelRequestFields: { reasoning: { effort: "none" } },
    },
    undefined,
    "gpt",
  ],
  ["reasoning_effort on Qwen", { reasoning_effort: "high" }, {}, "reasoning_effort", "qwen"],
  ["verbosity", { verbosity: "low" }, {}, "verbosity"],
  ["logprobs false", { logprobs: false, top_logprobs: 0 }, {}],
  ["logit_bias of nothing", { logit_bias: {} }, {}],
  ["seed", { seed: 7 }, {}, "seed"],
  ["seed for Cohere", { seed: 7 }, { additionalModelRequestFields: { seed: 7 } }, undefined, "command"],
  ["user", { user: "u@example.com", safety_identifier: "s" }, {}, "user"],
  ["metadata", { metadata: { team: "a b" } }, { requestMetadata: { team: "a b" } }],
  ["metadata that a log does not take", { metadata: { "a{b": '{"x":1}' } }, {
    requestMetadata: { a_b: "__x_:1_" },
  }, "metadata"],
  ["store false", { store: false }, {}],
  ["store true", { store: true }, {}, "store"],
  ["prediction", { prediction: { type: "content", content: "x" } }, {}, "prediction"],
  ["modalities text", { modalities: ["text"] }, {}],
  ["service_tier auto", { service_tier: "auto" }, {}],
  ["service_tier flex", { service_tier: "flex" }, { serviceTier: { type: "flex" } }],
  ["service_tier fast", { service_tier: "fast" }, { serviceTier: { type: "priority" } }, "service_tier"],
  ["service_tier scale", { service_tier: "scale" }, {}, "service_tier"],
  ["prompt_cache_key", { prompt_cache_key: "k" }, {}, "prompt_cache_key"],
  ["prompt_cache_retention", { prompt_cache_retention: "24h" }, {
    messages: [{ role: "user", content: [{ text: "Hi" }, { cachePoint: { type: "default", ttl: "1h" } }] }],
  }],
  ["prompt_cache_options for the markers", {
    prompt_cache_options: { ttl: "30m" },
    messages: [{
      role: "user",
      content: [{ type: "text", text: "Hi", prompt_cache_breakpoint: { mode: "explicit" } }],
    }],
  }, { messages: [{ role: "user", content: [{ text: "Hi" }, { cachePoint: { type: "default", ttl: "1h" } }] }] }],
  ["prompt_cache_options explicit", { prompt_cache_options: { mode: "explicit" } }, {}],
  ["unknown members", { transforms: ["x"], plugins: [] }, {}, "transforms"],
  ["the way out", {
    bedrock: {
      additionalModelRequestFields: { x: 1 },
      additionalModelResponseFieldPaths: ["/stop_sequence"],
      guardrailConfig: { guardrailIdentifier: "g", guardrailVersion: "1" },
      performanceConfig: { latency: "optimized" },
      requestMetadata: { a: "b" },
      system: [{ text: "S" }],
      outputConfig: { effort: "low" },
    },
  }, {
    additionalModelRequestFields: { x: 1 },
    additionalModelResponseFieldPaths: ["/stop_sequence"],
    guardrailConfig: { guardrailIdentifier: "g", guardrailVersion: "1" },
    performanceConfig: { latency: "optimized" },
    requestMetadata: { a: "b" },
    system: [{ text: "S" }],
    outputConfig: { effort: "low" },
  }],
];

for (const [name, more, input, warned, model] of ROWS) {
  Deno.test(`translate() of a chat maps ${name}`, strict, () => {
    const got = sent(chat(more), model);
    assertEquals(got.input, { messages: HI, ...input });
    if (warned === undefined) assertEquals(got.warnings, []);
    else assertEquals(got.warnings.some((one) => one.startsWith(`${warned}: `)), true, got.warnings.join("\n"));
  });
}

const REFUSED: [name: string, more: Record<string, unknown>, param: string, code: string, model?: Model][] = [
  ["no messages", { messages: undefined }, "messages", "missing_required_parameter"],
  ["messages of nothing", { messages: [] }, "messages", "invalid_value"],
  ["messages that are none", { messages: "Hi" }, "messages", "invalid_type"],
  ["a message that is none", { messages: ["Hi"] }, "messages[0]", "invalid_type"],
  ["a role that is none", { messages: [{ role: "bot", content: "x" }] }, "messages[0].role", "invalid_value"],
  ["content that is none", { messages: [{ role: "user", content: 5 }] }, "messages[0].content", "invalid_type"],
  [
    "a part that is none",
    { messages: [{ role: "user", content: [{ type: "smell" }] }] },
    "messages[0].content[0].type",
    "unsupported_value",
  ],
  ["max_tokens 0", { max_tokens: 0 }, "max_tokens", "invalid_value"],
  ["max_tokens a text", { max_tokens: "5" }, "max_tokens", "invalid_type"],
  ["temperature 3", { temperature: 3 }, "temperature", "invalid_value"],
  ["top_p 2", { top_p: 2 }, "top_p", "invalid_value"],
  ["n 2", { n: 2 }, "n", "unsupported_value"],
  ["stream a text", { stream: "yes" }, "stream", "invalid_type"],
  ["stop of numbers", { stop: [1] }, "stop[0]", "invalid_type"],
  ["logprobs", { logprobs: true }, "logprobs", "unsupported_value"],
  ["top_logprobs", { top_logprobs: 3 }, "top_logprobs", "unsupported_value"],
  ["logit_bias", { logit_bias: { 5: 1 } }, "logit_bias", "unsupported_value"],
  ["audio", { modalities: ["text", "audio"] }, "modalities", "unsupported_value"],
  ["audio's settings", { audio: { voice: "x" } }, "audio", "unsupported_parameter"],
  ["web_search_options", { web_search_options: {} }, "web_search_options", "unsupported_parameter"],
  ["moderation", { moderation: {} }, "moderation", "unsupported_parameter"],
  ["service_tier of no name", { service_tier: "gold" }, "service_tier", "invalid_value"],
  ["an effort of no name", { reasoning_effort: "huge" }, "reasoning_effort", "invalid_value"],
  ["a format of no name", { response_format: { type: "xml" } }, "response_format.type", "invalid_value"],
  ["a hosted tool", { tools: [{ type: "web_search" }] }, "tools[0].type", "unsupported_value"],
  [
    "a tool without a name",
    { tools: [{ type: "function", function: {} }] },
    "tools[0].function.name",
    "missing_required_parameter",
  ],
  [
    "a tool's schema of a text",
    { tools: [{ type: "function", function: { name: "f", parameters: { type: "string" } } }] },
    "tools[0].function.parameters.type",
    "invalid_value",
  ],
  ["two tools of one name", { tools: [TOOL, TOOL] }, "tools[1]", "invalid_value"],
  [
    "a choice of a tool that is not there",
    { tools: [TOOL], tool_choice: { type: "function", function: { name: "g" } } },
    "tool_choice",
    "invalid_value",
  ],
  ["a forced call without tools", { tool_choice: "required" }, "tool_choice", "invalid_value"],
  [
    "thinking and a forced call",
    { tools: [TOOL], tool_choice: "required", reasoning_effort: "low" },
    "tool_choice",
    "unsupported_value",
    "claude46",
  ],
  [
    "a stored file",
    { messages: [{ role: "user", content: [{ type: "file", file: { file_id: "f" } }] }] },
    "messages[0].content[0].file.file_id",
    "unsupported_value",
  ],
  [
    "a picture in a system message",
    {
      messages: [{
        role: "system",
        content: [{ type: "image_url", image_url: { url: "data:image/gif;base64,R0lGODlhAQ" } }],
      }],
    },
    "messages[0].content",
    "unsupported_value",
  ],
  [
    "a URL while none is fetched",
    { messages: [{ role: "user", content: [{ type: "image_url", image_url: { url: "https://example.com/a.png" } }] }] },
    "messages[0].content[0].image_url.url",
    "unsupported_value",
  ],
  [
    "base64 that is none",
    { messages: [{ role: "user", content: [{ type: "image_url", image_url: { url: "data:image/png;base64,%%%" } }] }] },
    "messages[0].content[0].image_url.url",
    "invalid_value",
  ],
  [
    "a data URL without base64",
    { messages: [{ role: "user", content: [{ type: "image_url", image_url: { url: "data:image/svg+xml,<svg/>" } }] }] },
    "messages[0].content[0].image_url.url",
    "invalid_value",
  ],
  [
    "a picture that is none",
    {
      messages: [{
        role: "user",
        content: [{ type: "image_url", image_url: { url: "data:image/png;base64,aGVsbG8=" } }],
      }],
    },
    "messages[0].content[0].image_url.url",
    "invalid_value",
  ],
  [
    "sound for a model that hears none",
    { messages: [{ role: "user", content: [{ type: "input_audio", input_audio: { data: "AAAA", format: "wav" } }] }] },
    "messages[0].content[0]",
    "unsupported_value",
  ],
  [
    "a film for a model that sees none",
    { messages: [{ role: "user", content: [{ type: "video_url", video_url: { url: "s3://b/k.mp4" } }] }] },
    "messages[0].content[0]",
    "unsupported_value",
  ],
  [
    "stored audio",
    { messages: [{ role: "user", content: "x" }, { role: "assistant", audio: { id: "a" } }] },
    "messages[1].audio",
    "unsupported_value",
  ],
  [
    "a result that answers no call",
    { messages: [{ role: "user", content: "x" }, { role: "tool", tool_call_id: "c9", content: "1" }] },
    "messages[1].tool_call_id",
    "invalid_value",
  ],
  [
    "a prefill",
    { messages: [{ role: "user", content: "x" }, { role: "assistant", content: "{" }] },
    "messages",
    "invalid_request",
    "claude46",
  ],
  ["messages of white space", { messages: [{ role: "user", content: " " }] }, "messages", "invalid_request"],
  ["a system text of null", { bedrock: { system: [{ text: null }] } }, "bedrock.system[0].text", "invalid_type"],
  ["a way out that is none", { bedrock: { modelId: "x" } }, "bedrock.modelId", "unsupported_parameter"],
];

for (const [name, more, param, code, model] of REFUSED) {
  Deno.test(`translate() of a chat refuses ${name}`, strict, () => {
    const error = refusal(() => sent(chat(more), model));
    assertEquals([error.status, error.param, error.code], [400, param, code]);
  });
}

Deno.test("translate() refuses with a message that says what was wanted and quotes no prompt", strict, () => {
  const error = refusal(() => sent(chat({ messages: [{ role: "user", content: { secret: "plan" } }] })));
  assertEquals(
    error.message,
    "Cannot translate request: messages[0].content is neither text nor parts, wanted a string or an array",
  );
  assertStringIncludes(refusal(() => sent(chat({ n: 2 }))).message, "wanted 1");
});

Deno.test("translate() asks for a whole answer only where calls cannot be streamed", strict, () => {
  const replays = (model: Model, more: Record<string, unknown>): boolean | undefined =>
    translate(chat(more), contextOf(MODELS[model])).replays;
  const tools = [TOOL];
  assertEquals(replays("llama", { tools, stream: true }), true);
  assertEquals([
    replays("llama", { tools }),
    replays("llama", { stream: true }),
    replays("nova", { tools, stream: true }),
  ], [false, false, false]);
});

Deno.test("translate() takes an alias's parameters where the caller names none", strict, () => {
  const context = contextOf(MODELS.nova, { defaults: { temperature: 0.2, max_tokens: 9 } });
  const { input } = translate(chat({ max_tokens: 4 }), context);
  assertEquals(input.inferenceConfig, { temperature: 0.2, maxTokens: 4 });
});

Deno.test("translate() names each thing once, however many messages it is true of", strict, () => {
  const messages = [{ role: "user", content: "a", name: "x" }, { role: "user", content: "b", name: "y" }];
  assertEquals(sent(chat({ messages })).warnings, ["messages.name: left out"]);
});

Deno.test("translate() takes the models that nobody knows for able ones", strict, () => {
  const context = contextOf("arn:aws:bedrock:us-east-1:1:application-inference-profile/x");
  const { input } = translate(chat({ tools: [TOOL], tool_choice: "required", temperature: 0.3 }), context);
  assertEquals(input.toolConfig, { tools: [SPEC], toolChoice: { any: {} } });
  assertEquals([input.inferenceConfig, context.warnings], [{ temperature: 0.3 }, []]);
});
