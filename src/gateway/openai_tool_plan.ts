/**
 * Tools and the choice among them in, the tool half of a call out: forced where the model can be, else asked for in words.
 *
 * @module
 */
import type { Tool, ToolChoice, ToolConfiguration } from "../models/converse.ts";
import type { Document } from "../models/document.ts";
import type { ModelTraits } from "./model_traits.ts";
import type { CallerTools } from "./openai_tools.ts";
import type { Warn } from "./reasoning.ts";

/** What {@linkcode toolPlan} needs to know of the rest of the call. */
export interface ToolSituation {
  /** Whether the model will think, which excludes forced calls. */
  thinking: boolean;
  /** Whether the conversation so far holds calls or results. */
  history: boolean;
  /** False when the caller wants one call at a time. */
  parallel?: boolean;
}

/** The tool half of a call. */
export interface ToolPlan {
  /** What goes to Converse. */
  toolConfig?: ToolConfiguration;
  /** A line for the system prompt, where the choice can only be asked for. */
  instruction?: string;
  /** Members for additionalModelRequestFields. */
  fields: Record<string, Document>;
}

/**
 * Turns tools and choice into Converse's, as far as the model takes them.
 *
 * @param read The caller's tools and choice.
 * @param traits The model's traits.
 * @param situation What else is in the call.
 * @param warn Where a choice that can only be asked for is named.
 * @returns The tool half of the call.
 */
export function toolPlan(read: CallerTools, traits: ModelTraits, situation: ToolSituation, warn: Warn): ToolPlan {
  let { tools, choice } = read;
  const plan: ToolPlan = { fields: {} };
  if (tools.length === 0) return plan;
  if (choice.mode === "none") {
    if (!situation.history) return plan;
    warn("tool_choice", "none asked for in words, the tools stay because the conversation holds calls");
    return { toolConfig: { tools }, instruction: "Answer in text. Do not call any tool.", fields: {} };
  }
  const only = (): Tool[] => tools.filter((tool) => tool.toolSpec === undefined || tool.toolSpec.name === choice.name);
  if (choice.mode !== "auto" && (situation.thinking || traits.choice === "none")) {
    if (choice.mode === "tool") tools = only();
    plan.instruction = choice.mode === "tool" ? `Call the tool ${choice.name}.` : "Call one of the tools.";
    warn("tool_choice", "asked for in words, the model cannot be forced");
    choice = { mode: "auto" };
  } else if (choice.mode === "tool" && traits.choice === "any") {
    tools = only();
    choice = { mode: "any" };
  }
  const toolChoice: ToolChoice | undefined = choice.mode === "any"
    ? { any: {} }
    : choice.mode === "tool"
    ? { tool: { name: choice.name! } }
    : undefined;
  plan.toolConfig = { tools };
  if (situation.parallel !== false) {
    if (toolChoice !== undefined) plan.toolConfig.toolChoice = toolChoice;
  } else if (traits.claude !== undefined) {
    plan.fields.tool_choice = {
      type: choice.mode,
      ...(choice.mode === "tool" ? { name: choice.name! } : {}),
      disable_parallel_tool_use: true,
    };
  } else {
    if (toolChoice !== undefined) plan.toolConfig.toolChoice = toolChoice;
    warn("parallel_tool_calls", "left out, the model may call several tools at once");
  }
  return plan;
}
