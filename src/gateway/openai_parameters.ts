/**
 * A chat body's single parameters in, their places in a call of Converse out.
 *
 * @module
 */
import type { ConverseInput, InferenceConfiguration, ServiceTier } from "../models/converse.ts";
import type { ModelTraits } from "./model_traits.ts";
import { EFFORTS, type ReasoningRequest, type Warn } from "./reasoning.ts";
import { countAt, type Json, listAt, maybe, numberAt, objectAt, refuse, textAt, wordAt } from "./openai_fields.ts";

const HATCH = [
  "additionalModelRequestFields",
  "additionalModelResponseFieldPaths",
  "guardrailConfig",
  "performanceConfig",
  "requestMetadata",
  "system",
  "outputConfig",
] as const;

function stopsOf(value: unknown): string[] {
  const stops = typeof value === "string" ? [value] : maybe(listAt, value, "stop") ?? [];
  return stops.map((stop, at) => textAt(stop, `stop[${at}]`)).filter((stop) => stop !== "");
}

/** Reads the most tokens to generate, under either name. */
export function tokensOf(body: Json, warn: Warn): number | undefined {
  const now = maybe(countAt, body.max_completion_tokens, "max_completion_tokens");
  const before = maybe(countAt, body.max_tokens, "max_tokens");
  if (now !== undefined && before !== undefined && now !== before) warn("max_tokens", "max_completion_tokens wins");
  return now ?? before;
}

function temperatureOf(body: Json, warn: Warn): number | undefined {
  const value = maybe((one, param) => numberAt(one, param, 0, 2), body.temperature, "temperature");
  if (value === undefined || value <= 1) return value;
  warn("temperature", `${value} sent as 1, the most that Converse takes`);
  return 1;
}

/** Reads the three ways in which callers ask for thinking. */
export function reasoningOf(body: Json): Pick<ReasoningRequest, "effort" | "budget" | "adaptive" | "param"> {
  const effort = maybe((one, at) => wordAt(one, at, EFFORTS), body.reasoning_effort, "reasoning_effort");
  if (effort !== undefined) return { effort, param: "reasoning_effort" };
  const reasoning = maybe(objectAt, body.reasoning, "reasoning");
  if (reasoning !== undefined) {
    const param = "reasoning.effort";
    const word = maybe((one, at) => wordAt(one, at, EFFORTS), reasoning.effort, param);
    if (word !== undefined) return { effort: word, param };
    const budget = maybe(countAt, reasoning.max_tokens, "reasoning.max_tokens");
    if (budget !== undefined) return { budget, param: "reasoning.max_tokens" };
    if (reasoning.enabled === false) return { effort: "none", param: "reasoning.enabled" };
    if (reasoning.enabled === true) return { effort: "medium", param: "reasoning.enabled" };
  }
  const thinking = maybe(objectAt, body.thinking, "thinking");
  if (thinking === undefined) return { param: "reasoning_effort" };
  const type = wordAt(thinking.type, "thinking.type", ["enabled", "adaptive", "disabled"]);
  if (type === "disabled") return { effort: "none", param: "thinking" };
  if (type === "adaptive") return { adaptive: true, param: "thinking" };
  return { budget: countAt(thinking.budget_tokens, "thinking.budget_tokens"), param: "thinking" };
}

/** Reads the service tier. */
export function tierOf(value: unknown, warn: Warn): ServiceTier | undefined {
  const words = ["auto", "default", "flex", "priority", "reserved", "fast", "scale"] as const;
  const word = maybe((one, param) => wordAt(one, param, words), value, "service_tier");
  if (word === undefined || word === "auto") return undefined;
  if (word === "scale") return void warn("service_tier", "left out, Bedrock has no such tier");
  if (word === "fast") warn("service_tier", "fast sent as priority");
  return { type: word === "fast" ? "priority" : word };
}

/** Adds what stands under `bedrock`, the way out for all that OpenAI has no name for. */
export function applyHatch(input: ConverseInput, value: unknown): void {
  const hatch = maybe(objectAt, value, "bedrock");
  if (hatch === undefined) return;
  for (const key of Object.keys(hatch)) {
    if (!(HATCH as readonly string[]).includes(key)) {
      throw refuse(`bedrock.${key}`.slice(0, 80), `is not known, wanted ${HATCH.join(", ")}`, "unsupported_parameter");
    }
  }
  const given = hatch as Partial<ConverseInput>;
  for (const [at, block] of (maybe(listAt, given.system, "bedrock.system") ?? []).entries()) {
    const { text } = objectAt(block, `bedrock.system[${at}]`);
    if (text !== undefined) textAt(text, `bedrock.system[${at}].text`);
  }
  maybe(listAt, given.additionalModelResponseFieldPaths, "bedrock.additionalModelResponseFieldPaths");
  for (const [key, member] of Object.entries(hatch)) {
    if (member === undefined || member === null) continue;
    if (Array.isArray(member) && (key === "system" || key === "additionalModelResponseFieldPaths")) {
      // the caller's own system blocks come first
      input[key] = [...input[key] ?? [], ...member] as never;
      continue;
    }
    const members = objectAt(member, `bedrock.${key}`);
    if (key === "requestMetadata") { for (const one of Object.values(members)) textAt(one, `bedrock.${key}`); }
    input[key as "outputConfig"] = { ...input[key as "outputConfig"], ...members };
  }
}

/**
 * Reads the inference parameters.
 *
 * @param body The chat body.
 * @param traits The model's traits.
 * @param plan What thinking leaves of them.
 * @param warn Where what is left out is named.
 * @returns Converse's inferenceConfig, and the stop sequences that the gateway has to look for because the model does not.
 */
export function configOf(
  body: Json,
  traits: ModelTraits,
  plan: { maxTokens?: number; sampling: boolean },
  warn: Warn,
): { config: InferenceConfiguration; stops: string[] } {
  const config: InferenceConfiguration = {
    maxTokens: plan.maxTokens,
    temperature: temperatureOf(body, warn),
    topP: maybe((one, param) => numberAt(one, param, 0, 1), body.top_p, "top_p"),
  };
  const stops = stopsOf(body.stop);
  if (traits.stops) config.stopSequences = stops;
  if (!plan.sampling && traits.sampling !== false) {
    if (config.temperature !== undefined && config.temperature !== 1) warn("temperature", "left out, the model thinks");
    if (config.topP !== undefined) warn("top_p", "left out, the model thinks");
    config.temperature = config.topP = undefined;
  }
  return { config, stops: traits.stops ? [] : stops };
}
