/** OpenAI's response bodies that cannot be honoured in, refusals out that name what the caller wrote. */
import { assert, assertEquals, assertStringIncludes } from "../deps.ts";
import { converseTranslation, translate } from "../../src/gateway/openai_responses.ts";
import { contextOf, MODELS, refusal } from "./openai_context.ts";
import { ask, GIF, TOOL } from "./openai_responses_context.ts";

const strict = { sanitizeOps: true, sanitizeResources: true };
const CALL = { type: "function_call", call_id: "c", name: "f", arguments: "{}" };
const message = (...content: unknown[]): unknown => [{ role: "user", content }];
const hosted = [
  "web_search",
  "web_search_preview",
  "file_search",
  "code_interpreter",
  "computer",
  "computer_use_preview",
  "image_generation",
  "mcp",
  "shell",
  "local_shell",
  "apply_patch",
  "tool_search",
  "programmatic_tool_calling",
];
const REFUSALS: [name: string, body: unknown, param: string, code: string, text?: string][] = [
  ["a body that is no object", [], "body", "invalid_type"],
  ["no input", { model: "m" }, "input", "missing_required_parameter"],
  ["input of a number", ask({ input: 5 }), "input", "invalid_type"],
  ["input of nothing", ask({ input: [] }), "input", "invalid_value"],
  ["a blank input", ask({ input: " " }), "input", "invalid_request", "none of them holds anything"],
  ["an item that is none", ask({ input: ["x"] }), "input[0]", "invalid_type"],
  ["a role that is none", ask({ input: [{ role: "tool", content: "x" }] }), "input[0].role", "invalid_value"],
  [
    "previous_response_id",
    ask({ previous_response_id: "resp_1" }),
    "previous_response_id",
    "unsupported_parameter",
    "stores no responses",
  ],
  ["conversation", ask({ conversation: "conv_1" }), "conversation", "unsupported_parameter"],
  ["prompt", ask({ prompt: { id: "p" } }), "prompt", "unsupported_parameter"],
  ["background", ask({ background: true }), "background", "unsupported_parameter"],
  [
    "context_management",
    ask({ context_management: [{ type: "compaction" }] }),
    "context_management",
    "unsupported_parameter",
  ],
  ["access_programs", ask({ access_programs: {} }), "access_programs", "unsupported_parameter"],
  ["image", ask({ image: {} }), "image", "unsupported_parameter"],
  ["moderation", ask({ moderation: {} }), "moderation", "unsupported_parameter", "guardrail"],
  ["top_logprobs", ask({ top_logprobs: 3 }), "top_logprobs", "unsupported_value"],
  ["include of log probabilities", ask({ include: ["message.output_text.logprobs"] }), "include", "unsupported_value"],
  ["truncation of another kind", ask({ truncation: "x" }), "truncation", "invalid_value"],
  ["max_output_tokens 0", ask({ max_output_tokens: 0 }), "max_output_tokens", "invalid_value"],
  ["temperature 3", ask({ temperature: 3 }), "temperature", "invalid_value"],
  ["reasoning.effort of another kind", ask({ reasoning: { effort: "huge" } }), "reasoning.effort", "invalid_value"],
  ["reasoning.summary of another kind", ask({ reasoning: { summary: "x" } }), "reasoning.summary", "invalid_value"],
  ["text of a string", ask({ text: "x" }), "text", "invalid_type"],
  ["text.format of another kind", ask({ text: { format: { type: "xml" } } }), "text.format.type", "invalid_value"],
  [
    "text.format with a schema of a string",
    ask({ text: { format: { type: "json_schema", schema: "x" } } }),
    "text.format.schema",
    "invalid_type",
  ],
  [
    "thinking and a forced call",
    ask({ reasoning: { effort: "low" }, tools: [TOOL], tool_choice: "required" }),
    "tool_choice",
    "unsupported_value",
    "reasoning.effort asks for thinking",
  ],
  ["tools of a string", ask({ tools: "x" }), "tools", "invalid_type"],
  [
    "a tool without a name",
    ask({ tools: [TOOL, { type: "function" }] }),
    "tools[1].name",
    "missing_required_parameter",
  ],
  ["a custom tool without a name", ask({ tools: [{ type: "custom" }] }), "tools[0].name", "missing_required_parameter"],
  [
    "a hosted tool in a group",
    ask({ tools: [TOOL, { type: "namespace", name: "n", tools: [TOOL, { type: "mcp", name: "x" }] }] }),
    "tools[1].tools[1].type",
    "unsupported_value",
  ],
  [
    "a group in a group",
    ask({ tools: [{ type: "namespace", name: "n", tools: [{ type: "namespace", name: "m", tools: [] }] }] }),
    "tools[0].tools[0].type",
    "unsupported_value",
  ],
  ["a tool twice", ask({ tools: [TOOL, TOOL] }), "tools[1]", "invalid_value"],
  [
    "a choice of what is not there",
    ask({ tools: [TOOL], tool_choice: { type: "function", name: "g" } }),
    "tool_choice",
    "invalid_value",
  ],
  [
    "a choice of a hosted tool",
    ask({ tools: [TOOL], tool_choice: { type: "file_search" } }),
    "tool_choice.type",
    "unsupported_value",
  ],
  [
    "a choice among what is no list",
    ask({ tools: [TOOL], tool_choice: { type: "allowed_tools", mode: "auto" } }),
    "tool_choice.tools",
    "missing_required_parameter",
  ],
  [
    "an item by reference",
    ask({ input: [{ type: "item_reference", id: "msg_1" }] }),
    "input[0]",
    "unsupported_parameter",
    "providerOptions: { openai: { store: false } }",
  ],
  [
    "a compacted item",
    ask({ input: [{ type: "compaction", encrypted_content: "x" }] }),
    "input[0].type",
    "unsupported_value",
  ],
  [
    "an item of a hosted tool",
    ask({ input: [{ type: "web_search_call", id: "x" }] }),
    "input[0].type",
    "unsupported_value",
  ],
  [
    "a stored image",
    ask({ input: message({ type: "input_image", file_id: "file_1" }) }),
    "input[0].content[0].file_id",
    "unsupported_value",
    "no store",
  ],
  [
    "a stored file",
    ask({ instructions: "S", input: message({ type: "input_file", file_id: "file_1" }) }),
    "input[0].content[0].file_id",
    "unsupported_value",
    "input[0].content[0].file_id",
  ],
  [
    "an image behind a URL",
    ask({ input: message({ type: "input_image", image_url: "https://e.x/a.png" }) }),
    "input[0].content[0].image_url",
    "unsupported_value",
    "fetches none",
  ],
  [
    "an image that is none",
    ask({ input: message({ type: "input_image", image_url: "data:image/png;base64,AAAA" }) }),
    "input[0].content[0].image_url",
    "invalid_value",
  ],
  [
    "a part of another kind",
    ask({ input: message({ type: "video" }) }),
    "input[0].content[0].type",
    "unsupported_value",
    "wanted input_text",
  ],
  [
    "an image in instructions' place",
    ask({ input: [{ role: "system", content: [{ type: "input_image", image_url: GIF }] }] }),
    "input[0].content",
    "unsupported_value",
  ],
  [
    "a call without an id",
    ask({ input: [{ type: "function_call", name: "f" }] }),
    "input[0].call_id",
    "missing_required_parameter",
  ],
  [
    "a call without a name",
    ask({ input: [{ type: "function_call", call_id: "c" }] }),
    "input[0].name",
    "missing_required_parameter",
  ],
  [
    "a call with arguments of a number",
    ask({ input: [{ ...CALL, arguments: 5 }] }),
    "input[0].arguments",
    "invalid_type",
  ],
  [
    "an output without an id",
    ask({ input: [{ type: "function_call_output", output: "x" }] }),
    "input[0].call_id",
    "missing_required_parameter",
  ],
  [
    "an output of no call",
    ask({ input: [CALL, { type: "function_call_output", call_id: "d", output: "x" }] }),
    "input[1].call_id",
    "invalid_value",
  ],
  [
    "an output with an image that is none",
    ask({
      input: [CALL, { type: "function_call_output", call_id: "c", output: [{ type: "input_image", image_url: "x" }] }],
    }),
    "input[1].output[0].image_url",
    "unsupported_value",
  ],
  [
    "an output with a part of another kind",
    ask({ input: [CALL, { type: "function_call_output", call_id: "c", output: [{ type: "x" }] }] }),
    "input[1].output[0].type",
    "unsupported_value",
  ],
  ...hosted.map((
    type,
  ): [string, unknown, string, string] => [
    `the tool ${type}`,
    ask({ tools: [{ type, name: "x" }] }),
    "tools[0].type",
    "unsupported_value",
  ]),
];
for (const [name, body, param, code, text = param] of REFUSALS) {
  Deno.test(`translate() of a response refuses ${name}`, strict, () => {
    const error = refusal(() => converseTranslation(body, contextOf(MODELS.claude45)));
    assertEquals([error.status, error.param, error.code], [400, param, code], error.message);
    assertStringIncludes(error.message, text);
    assert(!/messages|response_format|max_completion|tool_calls/.test(error.message), error.message);
  });
}

Deno.test("translate() of a passed response refuses a guardrail, also one that its alias brings", strict, () => {
  const bedrock = { guardrailConfig: { guardrailIdentifier: "g", guardrailVersion: "1" } };
  for (const [body, defaults] of [[ask({ bedrock }), {}], [ask(), { bedrock }]] as const) {
    const error = refusal(() => translate(body, contextOf("openai.gpt-5.4", { defaults })));
    assertEquals([error.status, error.param, error.code], [400, "bedrock.guardrailConfig", "unsupported_value"]);
  }
});
