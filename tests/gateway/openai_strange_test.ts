/** Bodies with anything anywhere in, a call or a refusal out: never another error, which would be a 500. */
import { assert, assertEquals } from "../deps.ts";
import { GatewayError } from "../../src/gateway/gateway_error.ts";
import { converseTranslation, remote } from "../../src/gateway/openai_chat.ts";
import { translate as complete } from "../../src/gateway/openai_completions.ts";
import { translate as embed } from "../../src/gateway/openai_embeddings.ts";
import { translate as draw } from "../../src/gateway/openai_images.ts";
import { passTranslation } from "../../src/gateway/openai_pass.ts";
import { converseTranslation as respond } from "../../src/gateway/openai_responses.ts";
import { contextOf, MODELS, refusal } from "./openai_context.ts";
import { EVERYTHING } from "./openai_responses_context.ts";

const strict = { sanitizeOps: true, sanitizeResources: true };
const STRANGE: unknown[] = [
  null,
  undefined,
  true,
  0,
  -1,
  1e309,
  "",
  " ",
  "x",
  [],
  {},
  [null],
  [[]],
  { type: "object" },
  "constructor",
  "__proto__",
];

const CHAT = {
  model: "m",
  temperature: 0.5,
  top_p: 0.5,
  max_tokens: 9,
  stop: ["a"],
  n: 1,
  seed: 5,
  top_k: 5,
  stream: true,
  stream_options: { include_usage: true },
  reasoning_effort: "low",
  reasoning: { effort: "low", max_tokens: 5, enabled: true },
  thinking: { type: "enabled", budget_tokens: 2000 },
  response_format: {
    type: "json_schema",
    json_schema: { name: "n", schema: { type: "object", $defs: { a: {} }, properties: { a: { $ref: "#/$defs/a" } } } },
  },
  metadata: { a: "b" },
  service_tier: "flex",
  prompt_cache_options: { mode: "implicit", ttl: "30m" },
  bedrock: { system: [{ text: "x" }], requestMetadata: { a: "b" }, outputConfig: {} },
  tools: [
    {
      type: "function",
      function: { name: "f", description: "d", parameters: { anyOf: [{ properties: {} }] } },
      cache_control: {},
    },
    { type: "custom", custom: { name: "g", format: { type: "grammar", grammar: { definition: "d" } } } },
    { name: "h", input_schema: { $ref: "#/x", x: {} } },
  ],
  tool_choice: {
    type: "allowed_tools",
    allowed_tools: { mode: "auto", tools: [{ type: "function", function: { name: "f" } }] },
  },
  parallel_tool_calls: false,
  messages: [
    { role: "system", content: [{ type: "text", text: "s" }], cache_control: { type: "ephemeral" } },
    {
      role: "user",
      name: "n",
      content: [
        { type: "text", text: "t", prompt_cache_breakpoint: { mode: "explicit", ttl: "12h" } },
        { type: "image_url", image_url: { url: "data:image/gif;base64,R0lGODlhAQ", detail: "low" } },
        { type: "file", file: { filename: "a.txt", file_data: "eA==" } },
        { type: "image", source: { type: "base64", media_type: "image/gif", data: "R0lGODlhAQ" } },
      ],
    },
    {
      role: "assistant",
      content: [{ type: "text", text: "a" }, { type: "refusal", refusal: "r" }],
      thinking_blocks: [{ type: "thinking", thinking: "t", signature: "s" }],
      tool_calls: [{ id: "c", type: "function", function: { name: "f", arguments: "{}" } }],
      function_call: { name: "f", arguments: "{}" },
    },
    { role: "tool", tool_call_id: "c", content: [{ type: "text", text: "r" }] },
    { role: "function", name: "f", content: "r" },
    {
      role: "user",
      content: [{ type: "tool_result", tool_use_id: "c", content: "again" }, { type: "text", text: "x" }],
    },
  ],
};
const HYBRID = {
  model: "m",
  input: [
    { role: "user", content: [{ type: "input_text", text: "x" }] },
    { type: "function_call", call_id: "c", name: "f", arguments: "{}" },
    { type: "function_call_output", call_id: "c", output: "" },
    { type: "reasoning", summary: [] },
  ],
  messages: [{ role: "tool", tool_call_id: "c", content: "r" }],
  text: { format: { type: "text" } },
  instructions: "i",
};

/** A generator of numbers that is the same in every run. */
function dice(seed: number): (sides: number) => number {
  return (sides) => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return Math.floor(seed / 2 ** 32 * sides);
  };
}

/** A copy of a body with one value anywhere replaced. */
function spoilt(body: unknown, roll: (sides: number) => number): unknown {
  const copy = structuredClone(body) as Record<string, unknown>;
  let at: Record<string, unknown> = copy;
  for (;;) {
    const keys = Object.keys(at);
    const key = keys[roll(keys.length)]!;
    const value = at[key];
    if (typeof value === "object" && value !== null && Object.keys(value).length > 0 && roll(4) > 0) {
      at = value as Record<string, unknown>;
      continue;
    }
    at[key] = STRANGE[roll(STRANGE.length)];
    return copy;
  }
}

const CASES: [name: string, body: unknown, run: (body: unknown) => unknown][] = [
  ["a chat", CHAT, (body) => {
    remote(body);
    return Object.values(MODELS).map((id) => attempt(() => converseTranslation(body, contextOf(id))));
  }],
  [
    "Cursor's chat",
    HYBRID,
    (body) => (remote(body), attempt(() => converseTranslation(body, contextOf(MODELS.claude45)))),
  ],
  ["a response", EVERYTHING, (body) => {
    remote(body);
    return Object.values(MODELS).map((id) => attempt(() => respond(body, contextOf(id))));
  }],
  ["a passed chat", CHAT, (body) => attempt(() => passTranslation(body, contextOf("openai.gpt-5.5")))],
  [
    "a completion",
    { model: "m", prompt: ["x"], max_tokens: 5, echo: false, suffix: "", best_of: 1 },
    (body) => attempt(() => complete(body, contextOf(MODELS.nova))),
  ],
  ["embeddings", {
    model: "m",
    input: ["a"],
    dimensions: 256,
    encoding_format: "float",
    normalize: true,
    input_type: "search_query",
  }, (body) => attempt(() => embed(body, contextOf("amazon.titan-embed-text-v2:0")))],
  ["images", {
    model: "m",
    prompt: "x",
    n: 1,
    size: "512x512",
    quality: "hd",
    style: "x",
    seed: 5,
    output_format: "png",
  }, (body) => attempt(() => draw(body, contextOf("amazon.nova-canvas-v1:0")))],
];

function attempt(run: () => unknown): void {
  try {
    JSON.stringify(run());
  } catch (error) {
    assert(error instanceof GatewayError, `${(error as Error).stack}`);
    assert(error.status === 400);
  }
}

for (const [name, body, run] of CASES) {
  Deno.test(`translate() of ${name} answers anything with a call or a 400`, strict, () => {
    const roll = dice(7);
    for (let round = 0; round < 300; round++) {
      let strange = body;
      for (let times = 1 + roll(3); times > 0; times--) strange = spoilt(strange, roll);
      run(strange);
    }
    for (const strange of STRANGE) run(strange);
  });
}

Deno.test("translate() holds against schemas that refer to themselves, or double at every step", strict, () => {
  const $defs: Record<string, unknown> = { a0: { type: "string" } };
  for (let at = 1; at < 60; at++) {
    $defs[`a${at}`] = {
      type: "object",
      properties: { x: { $ref: `#/$defs/a${at - 1}` }, y: { $ref: `#/$defs/a${at - 1}` } },
    };
  }
  const doubling = { type: "object", properties: { x: { $ref: "#/$defs/a59" } }, $defs };
  const cyclic = { type: "object", properties: { child: { $ref: "#" }, self: { $ref: "#/properties/self" } } };
  for (
    const schema of [doubling, cyclic, { $ref: "#/$defs/a", $defs: { a: { $ref: "#/$defs/a" } } }, {
      $ref: "https://x/y",
    }]
  ) {
    const body = (more: unknown): unknown => ({
      model: "m",
      messages: [{ role: "user", content: "x" }],
      ...more as object,
    });
    const started = performance.now();
    for (const id of [MODELS.claude45, MODELS.nova]) {
      attempt(() =>
        converseTranslation(
          body({ tools: [{ type: "function", function: { name: "f", parameters: schema } }] }),
          contextOf(id),
        )
      );
      attempt(() =>
        converseTranslation(
          body({ response_format: { type: "json_schema", json_schema: { name: "n", schema } } }),
          contextOf(id),
        )
      );
    }
    assert(performance.now() - started < 2000);
  }
});

Deno.test("translate() lets no member named __proto__ change anything", strict, () => {
  const body = JSON.parse(
    '{"model":"m","messages":[{"role":"user","content":"x"}],"__proto__":{"n":2,"logprobs":true},"metadata":{"__proto__":"x"}}',
  );
  const { input } = converseTranslation(body, contextOf(MODELS.nova));
  assertEquals(
    Object.keys(input).sort(),
    ["inferenceConfig", "messages", "modelId", "requestMetadata", "system"].filter((key) => key in input).sort(),
  );
  assertEquals(({} as { n?: number }).n, undefined);
  assertEquals(
    refusal(() => converseTranslation({ ...body, bedrock: { constructor: 1 } }, contextOf(MODELS.nova))).param,
    "bedrock.constructor",
  );
});
