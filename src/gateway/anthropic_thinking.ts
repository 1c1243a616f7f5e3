/**
 * How a Messages body asks for thinking in, how this Claude is asked out.
 *
 * @module
 */
import type { BetaFlags } from "./anthropic_beta.ts";
import type { ModelTraits } from "./model_traits.ts";
import { isJson, type Json, maybe, objectAt, textAt } from "./openai_fields.ts";
import { type Effort, EFFORTS, planReasoning, type Warn } from "./reasoning.ts";

/** What else in the body bears on thinking. */
export interface ThinkingSituation {
  /** The flags, which an effort may add to. */
  flags: BetaFlags;
  /** Whether the last turn answers calls whose signed thinking is missing. */
  unsigned: boolean;
}

const STRICT_ORDER = EFFORTS as readonly string[];

/** Whether the choice of tools forces a call. */
export function isForced(body: Json): boolean {
  return isJson(body.tool_choice) && (body.tool_choice.type === "any" || body.tool_choice.type === "tool");
}

/** Rewrites a way of thinking that the model does not know to the one it does. */
function rewrite(body: Json, thinking: Json, traits: ModelTraits, unsigned: boolean, warn: Warn): void {
  const effort = isJson(body.output_config) ? body.output_config.effort : undefined;
  const plan = planReasoning(traits, {
    adaptive: thinking.type === "adaptive",
    ...(typeof thinking.budget_tokens === "number" ? { budget: thinking.budget_tokens } : {}),
    ...(STRICT_ORDER.includes(String(effort)) ? { effort: effort as Effort } : {}),
    maxTokens: body.max_tokens as number,
    param: "thinking",
    forced: isForced(body),
    unsigned,
  }, warn);
  body.max_tokens = plan.maxTokens;
  if (!isJson(plan.fields.thinking)) return void delete body.thinking;
  const { type: _, budget_tokens: __, ...rest } = thinking;
  body.thinking = { ...rest, ...plan.fields.thinking };
  if (plan.fields.output_config !== undefined) {
    body.output_config = { ...body.output_config as Json, ...plan.fields.output_config as Json };
  }
  const { type, budget_tokens: budget } = body.thinking as Json;
  warn("thinking", `${thinking.type} sent as ${type}${budget === undefined ? "" : ` with ${budget} tokens`}`);
  for (const field of ["temperature", "top_p", "top_k"]) {
    if (body[field] !== undefined && body[field] !== 1) warn(field, "left out, the model thinks");
    delete body[field];
  }
}

function applyEffort(body: Json, traits: ModelTraits, flags: BetaFlags, warn: Warn): void {
  const config = maybe(objectAt, body.output_config, "output_config");
  if (config?.effort === undefined || config.effort === null) return;
  const { line, version } = traits.claude!;
  const effort = textAt(config.effort, "output_config.effort");
  const { effort: _, ...rest } = config;
  body.output_config = rest;
  if (version < 46 && line + version !== "opus45") return warn("output_config.effort", "left out, the model has none");
  // an effort is out of trial from 4.6 on
  if (version < 46) flags.want("effort-2025-11-24");
  const isOff = isJson(body.thinking) && body.thinking.type === "disabled" && version >= 50;
  const most = version < 46 || isOff ? "high" : "max";
  let level = effort;
  if (level === "xhigh" && version < 47) level = "high";
  if (STRICT_ORDER.indexOf(level) > STRICT_ORDER.indexOf(most)) level = most;
  if (level !== effort) warn("output_config.effort", `${effort.slice(0, 32)} sent as ${level}`);
  body.output_config = { ...rest, effort: level };
}

/** Which of the members that ask for thinking a model does not take as they are. */
function applyType(body: Json, traits: ModelTraits, unsigned: boolean, warn: Warn): void {
  const thinking = maybe(objectAt, body.thinking, "thinking");
  if (thinking === undefined) return;
  const { version } = traits.claude!;
  const drop = (what?: string): void => {
    if (what !== undefined) warn("thinking", what);
    delete body.thinking;
  };
  switch (thinking.type) {
    case "adaptive":
      if (traits.reasoning === "none") return drop("left out, the model has none");
      if (traits.reasoning === "budget") rewrite(body, thinking, traits, unsigned, warn);
      break;
    case "enabled":
      if (traits.reasoning === "none") return drop("left out, the model has none");
      if (version >= 47) rewrite(body, thinking, traits, unsigned, warn);
      break;
    case "disabled":
      if (traits.reasoning === "none") return drop();
      if (!traits.thinkingStops) return drop("disabled left out, the model always thinks");
      break;
    case "between_tools":
      if (version < 46) return drop("between_tools left out, the model does not know it");
      break;
  }
  const binding = (body.thinking as Json | undefined)?.block_binding;
  if (!isJson(binding)) return;
  const { prefix_mismatch_behavior: behavior, ...rest } = binding;
  // the same member has another name on Bedrock
  const renamed = behavior === undefined ? rest : { ...rest, mismatch_behavior: behavior };
  body.thinking = { ...body.thinking as Json, block_binding: renamed };
}

/**
 * Makes a body ask for thinking and effort as the model takes it. The body is edited in place, its members are not.
 *
 * @param body The body, ready but for this.
 * @param traits The model's traits.
 * @param situation What else bears on it.
 * @param warn Where what is not honoured as it stands is named.
 * @throws {GatewayError} If thinking and a forced call, which exclude each other, were both asked for.
 */
export function applyThinking(body: Json, traits: ModelTraits, situation: ThinkingSituation, warn: Warn): void {
  applyType(body, traits, situation.unsigned, warn);
  applyEffort(body, traits, situation.flags, warn);
  if (isJson(body.output_config) && Object.keys(body.output_config).length === 0) delete body.output_config;
}
