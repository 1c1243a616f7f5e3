import { assertEquals } from "../deps.ts";
import { translate } from "../../src/gateway/anthropic_count.ts";
import type { TranslateContext } from "../../src/gateway/dialect.ts";
import { anthropicContext, body, type Model, OPTIONS } from "./anthropic_context.ts";
import { createBench } from "./far_end.ts";
import { refusal } from "./openai_context.ts";

// deno-lint-ignore no-explicit-any -- parts of bodies, whatever they are
type Any = any;

function counted(
  given: unknown,
  model: Model = "claude45",
  more: Partial<TranslateContext> = {},
): { modelId: string; body: Any; converse: Any } {
  const { modelId, input } = translate(given, anthropicContext(model, more));
  const invoke = "invokeModel" in input ? JSON.parse(new TextDecoder().decode(input.invokeModel.body)) : undefined;
  return { modelId, body: invoke, converse: "converse" in input ? input.converse : undefined };
}

const VERSION = { "anthropic-version": "2023-06-01" };
const PROMPT = {
  system: "S",
  tools: [{ name: "a", input_schema: { type: "object" } }],
  messages: [{ role: "user", content: "Hi" }],
};

Deno.test(
  "translate() counts what is part of Claude's prompt, and leaves out what CountTokens refuses",
  OPTIONS,
  () => {
    const { modelId, body: sent } = counted({
      model: "x",
      ...PROMPT,
      thinking: { type: "enabled", budget_tokens: 5000 },
      metadata: { user_id: "u" },
      context_management: { edits: [] },
      stop_sequences: ["END"],
      temperature: 1,
      stream: true,
    });
    assertEquals(modelId, "anthropic.claude-sonnet-4-5-20250929-v1:0");
    assertEquals(sent, {
      anthropic_version: "bedrock-2023-05-31",
      max_tokens: 6024,
      messages: [{ role: "user", content: [{ type: "text", text: "Hi" }] }],
      system: [{ type: "text", text: "S" }],
      tools: PROMPT.tools,
      thinking: { type: "enabled", budget_tokens: 5000 },
    });
  },
);

Deno.test("translate() sends flags only along with tools", OPTIONS, () => {
  const headers = new Headers({
    "anthropic-version": "2023-06-01",
    "anthropic-beta": "interleaved-thinking-2025-05-14",
  });
  assertEquals(counted(body(), "claude45", { headers }).body.anthropic_beta, undefined);
  assertEquals(counted(body(PROMPT), "claude45", { headers }).body.anthropic_beta, ["interleaved-thinking-2025-05-14"]);
});

Deno.test("POST /v1/messages/count_tokens asks the next region when one is busy", OPTIONS, async () => {
  for (const status of [429, 503]) {
    const bench = createBench({
      regions: ["us-east-1", "eu-west-1"],
      player: (_, index) => index === 0 ? new Response("{}", { status }) : Response.json({ inputTokens: 7 }),
    });
    const response = await bench.post("/v1/messages/count_tokens", { model: "claude-sonnet-4-6", ...PROMPT }, VERSION);
    assertEquals([await response.json(), bench.seen.length], [{ input_tokens: 7 }, 2]);
  }
});

Deno.test("translate() counts Claude's own body whichever road it takes", OPTIONS, () => {
  assertEquals(counted(body(PROMPT), "claude45", { road: "converse" }).body.tools, PROMPT.tools);
});

Deno.test("translate() counts by the model's own id", OPTIONS, () => {
  const ids = {
    "us.anthropic.claude-sonnet-4-6": "anthropic.claude-sonnet-4-6",
    "anthropic.claude-3-haiku-20240307-v1:0": "anthropic.claude-3-haiku-20240307-v1:0",
    "arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-sonnet-4-6": "anthropic.claude-sonnet-4-6",
    "arn:aws:bedrock:us-east-1:123456789012:inference-profile/eu.anthropic.claude-sonnet-4-6":
      "anthropic.claude-sonnet-4-6",
  };
  for (const [modelId, wanted] of Object.entries(ids)) {
    assertEquals(counted(body(), "claude45", { modelId }).modelId, wanted);
  }
});

Deno.test("translate() counts another family's prompt as Converse has it", OPTIONS, () => {
  const { modelId, converse } = counted(body(PROMPT), "nova");
  assertEquals(modelId, "amazon.nova-pro-v1:0");
  assertEquals(Object.keys(converse).filter((key) => converse[key] !== undefined), [
    "messages",
    "system",
    "toolConfig",
  ]);
});

Deno.test("translate() refuses to count what could not be sent", OPTIONS, () => {
  assertEquals(refusal(() => counted({ model: "x" })).param, "messages");
  assertEquals(
    refusal(() => counted(body({ tools: [{ type: "web_search_20250305", name: "w" }] }))).param,
    "tools[0].type",
  );
});

Deno.test("POST /v1/messages/count_tokens tells what the model counts, system and tools too", OPTIONS, async () => {
  const bench = createBench();
  const counts: number[] = [];
  for (const given of [{ messages: PROMPT.messages }, { ...PROMPT, tools: [] }, PROMPT]) {
    const response = await bench.post(
      "/v1/messages/count_tokens?beta=true",
      { model: "claude-sonnet-4-5", ...given },
      VERSION,
    );
    assertEquals(response.status, 200);
    const told = await response.json();
    assertEquals(Object.keys(told), ["input_tokens"]);
    counts.push(told.input_tokens);
  }
  assertEquals(counts, counts.toSorted((a, b) => a - b));
  assertEquals(new Set(counts).size, 3);
  assertEquals(new URL(bench.seen[0]!.url).pathname, "/model/anthropic.claude-sonnet-4-5-20250929-v1%3A0/count-tokens");
});

Deno.test("POST /v1/messages/count_tokens counts what Invoke then charges", OPTIONS, async () => {
  const bench = createBench();
  const given = { model: "claude-sonnet-4-5", max_tokens: 50, ...PROMPT };
  const { input_tokens } = await (await bench.post("/v1/messages/count_tokens", given, VERSION)).json();
  const { usage } = await (await bench.post("/v1/messages", given, VERSION)).json();
  assertEquals(input_tokens, usage.input_tokens);
});

/** What AWS answers, and what is told. */
const REFUSALS: [string, number, string, string, number, string][] = [
  [
    "a model that counts none",
    400,
    "ValidationException",
    "The provided model doesn't support counting tokens.",
    501,
    "not_supported",
  ],
  [
    "a model that has no id of its own",
    400,
    "ValidationException",
    "The provided model identifier is invalid.",
    501,
    "not_supported",
  ],
  ["no permission", 403, "AccessDeniedException", "no", 501, "not_supported"],
  ["no such operation", 200, "UnknownOperationException", "", 501, "not_supported"],
  ["a body that is wrong", 400, "ValidationException", "messages: roles must alternate", 400, "invalid_request_error"],
  ["too many requests", 429, "ThrottlingException", "slow", 429, "rate_limit_error"],
];

for (const [name, status, code, said, wanted, type] of REFUSALS) {
  Deno.test(`POST /v1/messages/count_tokens estimates nothing: ${name}`, OPTIONS, async () => {
    const text = status === 200
      ? `{"Output":{"__type":"x#${code}"},"Version":"1.0"}`
      : JSON.stringify({ message: said });
    const headers: Record<string, string> = status === 200 ? {} : { "x-amzn-errortype": code };
    const bench = createBench({ player: () => new Response(text, { status, headers }) });
    const response = await bench.post("/v1/messages/count_tokens", { model: "claude-opus-5", ...PROMPT }, VERSION);
    const told = await response.json();
    assertEquals([response.status, told.type, told.error.type], [wanted, "error", type]);
    assertEquals(response.headers.get("x-should-retry"), wanted === 501 || wanted === 429 ? "false" : null);
  });
}

Deno.test(
  "POST /v1/messages/count_tokens tells of an answer that is none as Bedrock's, not the gateway's",
  OPTIONS,
  async () => {
    for (
      const [answer, type] of [["<html>proxy</html>", "text/html"], ['{"surprise":true}', "application/json"]] as const
    ) {
      const bench = createBench({ player: () => new Response(answer, { headers: { "content-type": type } }) });
      const response = await bench.post("/v1/messages/count_tokens", { model: "claude-opus-5", ...PROMPT }, VERSION);
      const { error } = await response.json();
      assertEquals([response.status, error.type], [502, "api_error"]);
      assertEquals(bench.reports[0]!.errorCode, "upstream_invalid_response");
    }
  },
);
