/** traitsOf(), claudeOf() and planReasoning(): what a model id says of what Converse takes for it. */
import { assert, assertEquals, assertFalse } from "../deps.ts";
import { GatewayError } from "../../src/gateway/gateway_error.ts";
import { claudeOf, traitsOf } from "../../src/gateway/model_traits.ts";
import { planReasoning } from "../../src/gateway/reasoning.ts";
import { familyOf } from "../../src/models/families.ts";

const strict = { sanitizeOps: true, sanitizeResources: true };
const of = (modelId: string) => traitsOf(modelId, familyOf(modelId));
const silent = (): void => {};

for (
  const [id, line, version] of [
    ["anthropic.claude-3-haiku-20240307-v1:0", "haiku", 30],
    ["anthropic.claude-3-5-sonnet-20241022-v2:0", "sonnet", 35],
    ["us.anthropic.claude-3-7-sonnet-20250219-v1:0", "sonnet", 37],
    ["anthropic.claude-sonnet-4-20250514-v1:0", "sonnet", 40],
    ["anthropic.claude-opus-4-1-20250805-v1:0", "opus", 41],
    ["anthropic.claude-haiku-4-5-20251001-v1:0", "haiku", 45],
    ["global.anthropic.claude-opus-4-6-v1", "opus", 46],
    ["anthropic.claude-opus-5", "opus", 50],
    ["anthropic.claude-fable-5-1", "fable", 51],
    ["arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.anthropic.claude-opus-4-8", "opus", 48],
    ["anthropic.claude-mythos-preview", "mythos", 990],
    ["arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/abc", "opus", 990],
  ] as const
) {
  Deno.test(`claudeOf() reads ${id}`, strict, () => assertEquals(claudeOf(id), { line, version }));
}

Deno.test("traitsOf() takes nothing away from a model that it does not know", strict, () => {
  for (const id of ["arn:aws:bedrock:us-east-1:1:provisioned-model/x", "newvendor.model-1"]) {
    const { system, sampling, stops, choice, tools, toolStream, richResults, prefill, audio, video } = of(id);
    assertEquals([system, sampling, stops, tools, toolStream, richResults, prefill, audio, video], Array(9).fill(true));
    assertEquals(choice, "tool");
  }
});

Deno.test("traitsOf() takes a Claude that it does not know for the newest", strict, () => {
  const traits = of("us.anthropic.claude-opus-9");
  assertEquals([traits.reasoning, traits.sampling, traits.prefill, traits.strictTools], [
    "adaptive",
    false,
    false,
    false,
  ]);
  assertEquals(
    traitsOf("arn:aws:bedrock:us-east-1:1:application-inference-profile/x", "anthropic-messages").reasoning,
    "adaptive",
  );
});

Deno.test("traitsOf() has a say on the members that differ by family", strict, () => {
  assertEquals([of("amazon.titan-text-express-v1").system, of("cohere.command-text-v14").system], [false, false]);
  assertEquals([
    of("amazon.nova-micro-v1:0").video,
    of("amazon.nova-lite-v1:0").video,
    of("us.amazon.nova-2-lite-v1:0").audio,
  ], [false, true, true]);
  assertEquals([of("anthropic.claude-v2").claude, of("anthropic.claude-v2").tools], [undefined, false]);
  assertEquals(["mistral.mistral-large-2402-v1:0", "mistral.mistral-7b-instruct-v0:2"].map((id) => of(id).choice), [
    "any",
    "none",
  ]);
  assertEquals(["xai.grok-4.6", "xai.grok-4.7", "openai.gpt-oss-20b-1:0"].map((id) => of(id).structured), [
    false,
    true,
    true,
  ]);
  assertEquals(
    ["anthropic.claude-haiku-4-5-20251001-v1:0", "anthropic.claude-3-haiku-20240307-v1:0", "amazon.nova-pro-v1:0"].map((
      id,
    ) => of(id).cache),
    ["1h", false, "5m"],
  );
  assert(of("mistral.ministral-3-8b-instruct").shortIds);
  assertFalse(of("us.meta.llama4-scout-17b-instruct-v1:0").toolStream);
  assert(of("meta.llama3-1-8b-instruct-v1:0").tools && of("meta.llama3-3-70b-instruct-v1:0").tools);
  assertFalse(of("meta.llama3-70b-instruct-v1:0").tools || of("us.meta.llama3-2-1b-instruct-v1:0").tools);
});

Deno.test("planReasoning() keeps a budget inside the model's output limit", strict, () => {
  const opus = of("anthropic.claude-opus-4-1-20250805-v1:0");
  const plan = planReasoning(opus, { effort: "max", param: "reasoning_effort", maxTokens: 9000 }, silent);
  assertEquals(plan.fields, { thinking: { type: "enabled", budget_tokens: 30976 } });
  assertEquals([plan.maxTokens, plan.thinking, plan.sampling], [32000, true, false]);
});

Deno.test("planReasoning() asks Opus 4.5 for an effort beside the budget", strict, () => {
  const plan = planReasoning(of("anthropic.claude-opus-4-5-20251101-v1:0"), { effort: "low", param: "p" }, silent);
  assertEquals(plan.fields, {
    thinking: { type: "enabled", budget_tokens: 1024 },
    output_config: { effort: "low" },
    anthropic_beta: ["effort-2025-11-24"],
  });
});

Deno.test("planReasoning() rewrites what Anthropic's callers ask to what the model knows", strict, () => {
  const old = planReasoning(
    of("anthropic.claude-sonnet-4-20250514-v1:0"),
    { adaptive: true, param: "thinking" },
    silent,
  );
  assertEquals(old.fields, { thinking: { type: "enabled", budget_tokens: 4096 } });
  const now = planReasoning(of("anthropic.claude-opus-4-8"), { adaptive: true, param: "thinking" }, silent);
  assertEquals(now.fields, { thinking: { type: "adaptive" } });
  const nova = planReasoning(
    of("us.amazon.nova-2-lite-v1:0"),
    { budget: 900, maxTokens: 1000, param: "thinking" },
    silent,
  );
  assertEquals(nova.fields, { reasoningConfig: { type: "enabled", maxReasoningEffort: "high" } });
});

Deno.test("planReasoning() refuses a forced call beside an effort on Claude only", strict, () => {
  const asked = { effort: "low", forced: true, param: "reasoning_effort" } as const;
  let refused: unknown;
  try {
    planReasoning(of("anthropic.claude-opus-4-8"), asked, silent);
  } catch (error) {
    refused = error;
  }
  assert(refused instanceof GatewayError && refused.param === "tool_choice");
  assertEquals(planReasoning(of("openai.gpt-oss-20b-1:0"), asked, silent).fields, { reasoning_effort: "low" });
  assertEquals(planReasoning(of("anthropic.claude-3-haiku-20240307-v1:0"), asked, silent).thinking, false);
});
