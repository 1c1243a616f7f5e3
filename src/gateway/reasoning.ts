/**
 * An effort in, the family's own fields that ask for it out, with what they forbid beside them.
 *
 * @module
 */
import type { Document } from "../models/document.ts";
import type { ModelTraits } from "./model_traits.ts";
import { badRequest } from "./gateway_error.ts";

/** The efforts that callers name, from least to most. */
export const EFFORTS = ["none", "minimal", "low", "medium", "high", "xhigh", "max"] as const;

/** One of the efforts that callers name. */
export type Effort = typeof EFFORTS[number];

/** What the caller asks, and what else in the call bears on it. */
export interface ReasoningRequest {
  /** The effort, when one was named. */
  effort?: Effort;
  /** A budget of thinking tokens, when one was named (Anthropic's `budget_tokens`). */
  budget?: number;
  /** Whether thinking was asked for without an effort (Anthropic's `adaptive`). */
  adaptive?: boolean;
  /** The member that asked, for errors and warnings. */
  param: string;
  /** The most tokens to generate, when the caller set it. */
  maxTokens?: number;
  /** Whether the caller forces a tool call. */
  forced?: boolean;
  /** Whether the last turn is a tool's result whose call stands without its signed thinking. */
  unsigned?: boolean;
}

/** What goes into the call, and what must stay out of it. */
export interface ReasoningPlan {
  /** Members for additionalModelRequestFields. */
  fields: Record<string, Document>;
  /** Whether the model will think. */
  thinking: boolean;
  /** The maxTokens to send, raised above the budget where that is needed. */
  maxTokens?: number;
  /** Whether temperature, topP and topK must stay out. */
  sampling: boolean;
}

/** Where something honoured in part, or not at all, is named. */
export type Warn = (field: string, whatHappened: string) => void;

const BUDGETS: Record<string, number> = {
  minimal: 1024,
  low: 1024,
  medium: 4096,
  high: 16384,
  xhigh: 32768,
  max: 32768,
};

type Block = Record<string, unknown>;

/** Whether a block answers a call, as Converse or as Claude has it. */
function isResult(block: Block): boolean {
  return block.toolResult !== undefined || block.type === "tool_result";
}

/** Whether a block is a thought, as Converse or as Claude has it. */
function isThought(block: Block): boolean {
  return block.reasoningContent !== undefined || block.type === "thinking" || block.type === "redacted_thinking";
}

/**
 * Says whether the last turn answers calls in front of which no signed thinking stands. A turn may be several messages.
 *
 * @param messages The messages as they go to Bedrock: thoughts without a seal have left them.
 * @returns Whether it does.
 */
export function isUnsigned(messages: readonly { role: string; content: readonly object[] }[]): boolean {
  const last = messages.findLastIndex(({ role }) => role === "assistant");
  const before = messages.findLastIndex(({ role }, at) => at < last && role !== "assistant");
  const calling = messages.slice(before + 1, last + 1).flatMap(({ content }) => content as Block[]);
  const answering = messages.slice(last + 1).flatMap(({ content }) => content as Block[]);
  return calling.length > 0 && answering.some(isResult) && !calling.some(isThought);
}

/** The strongest effort that a model knows, as an index into {@linkcode EFFORTS}. */
function strongest(traits: ModelTraits): Effort {
  if (traits.reasoning === "gpt") return "max";
  if (traits.family === "xai-grok") return "xhigh";
  return traits.claude === undefined || traits.claude.version < 46 ? "high" : "max";
}

function levelOf(effort: Effort, traits: ModelTraits, request: ReasoningRequest, warn: Warn): Effort {
  let level: Effort = effort === "minimal" && traits.reasoning !== "gpt" ? "low" : effort;
  if (level === "xhigh" && traits.claude !== undefined && traits.claude.version < 47) level = "high";
  const most = strongest(traits);
  if (EFFORTS.indexOf(level) > EFFORTS.indexOf(most)) level = most;
  if (level !== effort && effort !== "minimal") warn(request.param, `${effort} sent as ${level}`);
  return level;
}

function effortOfBudget(budget: number, maxTokens: number | undefined): Effort {
  const share = maxTokens === undefined ? budget / 6144 : budget / maxTokens;
  return share < 1 / 3 ? "low" : share < 2 / 3 ? "medium" : "high";
}

function adaptivePlan(traits: ModelTraits, request: ReasoningRequest, warn: Warn): ReasoningPlan {
  const { adaptive, budget, forced, maxTokens, param } = request;
  let effort = request.effort ?? (budget === undefined ? undefined : effortOfBudget(budget, maxTokens));
  const off: ReasoningPlan = {
    fields: traits.thinksUnasked ? { thinking: { type: "disabled" } } : {},
    thinking: false,
    maxTokens,
    sampling: true,
  };
  if (effort === undefined && !adaptive) {
    if (!traits.thinksUnasked) return off;
    if (!forced || traits.choice === "none" || !traits.thinkingStops) {
      return { fields: {}, thinking: true, maxTokens, sampling: false };
    }
    warn("tool_choice", "thinking turned off, the model cannot think and be forced");
    return off;
  }
  if (effort === "none") {
    if (traits.thinkingStops) return off;
    effort = "low";
    warn(param, "none sent as low, the model always thinks");
  }
  const fields: Record<string, Document> = { thinking: { type: "adaptive" } };
  if (effort !== undefined) fields.output_config = { effort: levelOf(effort, traits, request, warn) };
  return { fields, thinking: true, maxTokens, sampling: false };
}

function budgetPlan(traits: ModelTraits, request: ReasoningRequest, warn: Warn): ReasoningPlan {
  const { effort = request.adaptive ? "medium" : "none", param, unsigned } = request;
  let maxTokens = request.maxTokens;
  let budget = request.budget ?? BUDGETS[effort];
  if (budget === undefined) return { fields: {}, thinking: false, maxTokens, sampling: true };
  if (unsigned) {
    warn(param, "thinking turned off, the tool calls came back without their signed thinking");
    return { fields: {}, thinking: false, maxTokens, sampling: true };
  }
  const { line, version } = traits.claude!;
  // the model's output limit holds thinking and answer together
  const limit = line === "opus" && version < 45 ? 32_000 : 64_000;
  budget = Math.min(Math.max(budget, 1024), limit - 1024);
  if (maxTokens === undefined) {
    // what stands in for a limit that nobody set may be smaller than the budget, which would be refused
    maxTokens = Math.min(budget + 16_384, limit);
  } else if (maxTokens <= budget) {
    maxTokens = Math.min(maxTokens + budget, limit);
    warn("max_tokens", `raised to ${maxTokens} to leave room for thinking`);
    budget = Math.min(budget, maxTokens - 1);
  }
  const fields: Record<string, Document> = { thinking: { type: "enabled", budget_tokens: budget } };
  if (line + version === "opus45" && request.effort !== undefined) {
    const level = EFFORTS.indexOf(effort) > EFFORTS.indexOf("high") ? "high" : effort === "minimal" ? "low" : effort;
    fields.output_config = { effort: level };
    fields.anthropic_beta = ["effort-2025-11-24"];
  }
  return { fields, thinking: true, maxTokens, sampling: false };
}

/**
 * Plans how a model is told to think, or not to.
 *
 * @param traits The model's traits.
 * @param request What the caller asks, and what else bears on it.
 * @param warn Where an effort that is not honoured as it stands is named.
 * @returns The fields to send and what they forbid.
 * @throws {GatewayError} If an effort and a forced tool call, which exclude each other, were both asked for.
 */
export function planReasoning(traits: ModelTraits, request: ReasoningRequest, warn: Warn): ReasoningPlan {
  const { maxTokens, param, forced } = request;
  const plan: ReasoningPlan = { fields: {}, thinking: false, maxTokens, sampling: true };
  const asks = (request.effort ?? "none") !== "none" || request.budget !== undefined || request.adaptive === true;
  if (asks && forced && traits.claude !== undefined && traits.reasoning !== "none") {
    throw badRequest(`Cannot translate request: ${param} asks for thinking and tool_choice forces a call, wanted one`, {
      param: "tool_choice",
      code: "unsupported_value",
    });
  }
  if (traits.reasoning === "adaptive") return adaptivePlan(traits, request, warn);
  if (traits.reasoning === "budget") return budgetPlan(traits, request, warn);
  let effort = request.effort ??
    (request.budget !== undefined
      ? effortOfBudget(request.budget, maxTokens)
      : request.adaptive
      ? "medium"
      : undefined);
  if (effort === undefined) return plan;
  if (traits.reasoning === "none") {
    if (effort !== "none") warn(param, "the model takes no effort");
    return plan;
  }
  if (traits.reasoning === "effort" && effort === "none") {
    warn(param, "none sent as low, the model always thinks");
    effort = "low";
  }
  if (effort !== "none") effort = levelOf(effort, traits, request, warn);
  plan.thinking = effort !== "none";
  if (traits.reasoning === "gpt") plan.fields.reasoning = { effort };
  if (traits.reasoning === "effort") plan.fields.reasoning_effort = effort;
  if (traits.reasoning === "nova") {
    plan.fields.reasoningConfig = plan.thinking
      ? { type: "enabled", maxReasoningEffort: effort }
      : { type: "disabled" };
    if (effort === "high") {
      if (maxTokens !== undefined) warn("max_tokens", "left out, high effort takes none");
      plan.maxTokens = undefined;
      plan.sampling = false;
    }
  }
  return plan;
}
