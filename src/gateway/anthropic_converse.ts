/**
 * A Messages body in, the call of Converse it stands for out: for families that are not Claude, and for Claude when told so.
 *
 * @module
 */
import type { ConverseInput, SystemContentBlock } from "../models/converse.ts";
import type { Document } from "../models/document.ts";
import { applyBedrock } from "./anthropic_bedrock.ts";
import { type BetaFlags, betaFlags } from "./anthropic_beta.ts";
import { converseMessages, type ConverseScope } from "./anthropic_converse_blocks.ts";
import type { MessagesBody } from "./anthropic_members.ts";
import { isForced } from "./anthropic_thinking.ts";
import { readTurns } from "./anthropic_turns.ts";
import { repairConverse } from "./converse_repair.ts";
import type { TranslateContext } from "./dialect.ts";
import { traitsOf } from "./model_traits.ts";
import { cachePointOf } from "./openai_cache.ts";
import { countAt, flagAt, isJson, type Json, maybe, numberAt, objectAt, textAt } from "./openai_fields.ts";
import { type FormatPlan, formatPlan } from "./openai_format.ts";
import { familyFields } from "./openai_outcomes.ts";
import { configOf } from "./openai_parameters.ts";
import { converseTools } from "./anthropic_converse_tools.ts";
import { toolPlan } from "./openai_tool_plan.ts";
import { type Effort, EFFORTS, isUnsigned, planReasoning, type ReasoningPlan, type Warn } from "./reasoning.ts";

/** What a reply has to know of its request. */
export interface ConverseAnswer {
  /** Converse's tool names, to those that the caller knows. */
  names: Map<string, string>;
  /** How the answer's format is brought about. */
  format: FormatPlan;
  /** Stop sequences that the gateway itself has to look for. */
  stops: string[];
}

/** A call, and what its reply has to know. */
export interface ConverseRequest extends ConverseAnswer {
  /** What goes to Bedrock. */
  input: ConverseInput;
  /** Whether the stream is made of a whole answer, because the model streams no calls. */
  replays: boolean;
}

/** What the parts of the translation that both dialects share call things, and what Anthropic does. */
const RENAMED: Readonly<Record<string, string>> = {
  stop: "stop_sequences",
  parallel_tool_calls: "tool_choice.disable_parallel_tool_use",
  response_format: "output_config.format",
};

/** What Anthropic's `thinking` and effort come to on this model. */
function reasoningPlan(body: Json, scope: ConverseScope, unsigned: boolean, forced: boolean): ReasoningPlan {
  const { traits, warn } = scope;
  const thinking = maybe(objectAt, body.thinking, "thinking") ?? {};
  const config = maybe(objectAt, body.output_config, "output_config");
  const named = maybe(textAt, config?.effort, "output_config.effort");
  const effort = (EFFORTS as readonly string[]).includes(String(named)) ? named as Effort : undefined;
  const isOff = thinking.type === "disabled";
  // on Claude an effort alone does not ask for thoughts
  const isBare = traits.claude !== undefined && thinking.type === undefined;
  const plan = planReasoning(traits, {
    ...(isOff ? { effort: "none" as const } : effort === undefined || isBare ? {} : { effort }),
    ...(thinking.type === "enabled" && effort === undefined
      ? { budget: countAt(thinking.budget_tokens, "thinking.budget_tokens") }
      : {}),
    adaptive: thinking.type === "adaptive" || (thinking.type === "enabled" && effort !== undefined),
    param: thinking.type === undefined ? "output_config.effort" : "thinking",
    maxTokens: countAt(body.max_tokens, "max_tokens"),
    forced,
    unsigned,
  }, warn);
  if (traits.reasoning === "adaptive" && effort !== undefined && (isBare || isOff)) {
    plan.fields.output_config = { effort: effort === "xhigh" && traits.claude!.version < 47 ? "high" : effort };
  } else if (isBare && effort !== undefined) warn("output_config.effort", "left out, the model has none");
  if (isJson(plan.fields.thinking) && thinking.display !== undefined) {
    plan.fields.thinking = { ...plan.fields.thinking, display: thinking.display as Document };
  }
  return plan;
}

function systemBlocks(blocks: Json[]): SystemContentBlock[] {
  return blocks.flatMap((block) => {
    const marker = cachePointOf(block);
    return marker === undefined ? [{ text: block.text as string }] : [{ text: block.text as string }, marker];
  });
}

/** Members that only Claude has a place for. */
function claudeFields(body: Json, scope: ConverseScope, flags: BetaFlags): Record<string, Document> {
  const fields: Record<string, Document> = {};
  const { traits, warn } = scope;
  const management = maybe(objectAt, body.context_management, "context_management");
  if (management !== undefined) {
    if (flags.want("context-management-2025-06-27")) fields.context_management = management as Document;
    else warn("context_management", "left out, the model has none");
  }
  if (traits.claude !== undefined && flags.list().length > 0) fields.anthropic_beta = flags.list();
  return fields;
}

/** Members that Converse has a place for; what else stands in a body is named and left out. */
const TRANSLATED = new Set([
  "messages",
  "system",
  "max_tokens",
  "temperature",
  "top_p",
  "top_k",
  "stop_sequences",
  "tools",
  "tool_choice",
  "thinking",
  "output_config",
  "context_management",
  "cache_control",
]);

/**
 * Translates a Messages body for Converse.
 *
 * @param request The caller's body, its members read.
 * @param context What the translation may know of the world.
 * @param tell Where what is not honoured as it stands is named.
 * @returns The call and what its reply has to know.
 * @throws {GatewayError} If the body cannot be honoured, naming the member.
 */
export function converseRequest(request: MessagesBody, context: TranslateContext, tell: Warn): ConverseRequest {
  const { body } = request;
  const warn: Warn = (field, what) => tell(RENAMED[field] ?? field, what);
  const traits = traitsOf(context.modelId, context.family);
  const { headers, defaults } = context;
  const flags = betaFlags({ body: request.given, headers, defaults, traits, road: "converse" }, warn);
  for (const name of Object.keys(body)) {
    if (!TRANSLATED.has(name)) {
      warn(name.slice(0, 64), name === "metadata" ? "left out, it is not sent on" : "left out");
    }
  }
  const names = new Map<string, string>();
  const scope: ConverseScope = { files: context.files, traits, names, warn };
  const { system, turns } = readTurns(body, false, warn);
  const { read, builtIn } = converseTools(body, scope, flags);
  const config = maybe(objectAt, body.output_config, "output_config");
  const wanted = maybe(objectAt, config?.format, "output_config.format");
  const format = wanted === undefined ? {} : formatPlan(
    {
      type: "json_schema",
      json_schema: { name: "answer", schema: objectAt(wanted.schema, "output_config.format.schema") },
    },
    traits,
    read,
    warn,
  );
  const messages = converseMessages(turns, scope);
  const automatic = cachePointOf(body);
  if (automatic !== undefined) messages.at(-1)!.content.push(automatic);
  const asks = isJson(body.thinking) && body.thinking.type !== "disabled";
  // a format's own tool gives way to thinking that was asked for, a caller's does not
  const plan = reasoningPlan(body, scope, isUnsigned(messages), isForced(body) || (format.tool !== undefined && !asks));
  const history = messages.some(({ content }) => content.some((one) => one.toolUse ?? one.toolResult));
  const single = isJson(body.tool_choice) &&
    maybe(flagAt, body.tool_choice.disable_parallel_tool_use, "tool_choice.disable_parallel_tool_use") === true;
  const tools = toolPlan(
    read,
    traits,
    { thinking: plan.thinking, history, ...(single ? { parallel: false } : {}) },
    warn,
  );
  const parameters = { stop: body.stop_sequences, temperature: body.temperature, top_p: body.top_p };
  const { config: inferenceConfig, stops } = configOf(parameters, traits, plan, warn);
  const topK = maybe((one, param) => numberAt(one, param, 0), body.top_k, "top_k");
  const fields: Record<string, Document> = {
    ...familyFields({ top_k: topK }, traits.fields, plan.sampling && traits.sampling !== false, warn) as Record<
      string,
      Document
    >,
    ...plan.fields,
    ...tools.fields,
    ...(builtIn.length > 0 ? { tools: builtIn as Document } : {}),
    ...claudeFields(body, scope, flags),
  };
  const instructions = [format.instruction, tools.instruction].flatMap((text) => text === undefined ? [] : { text });
  const input: ConverseInput = {
    modelId: context.modelId,
    messages,
    system: [...systemBlocks(system), ...instructions],
    inferenceConfig,
  };
  if (tools.toolConfig !== undefined) input.toolConfig = tools.toolConfig;
  if (format.outputConfig !== undefined) input.outputConfig = format.outputConfig;
  if (Object.keys(fields).length > 0) input.additionalModelRequestFields = fields;
  // Claude tells which stop sequence it met only when asked
  if (traits.claude !== undefined && inferenceConfig.stopSequences?.length) {
    input.additionalModelResponseFieldPaths = ["/stop_sequence", "/delta/stop_sequence"];
  }
  applyBedrock(input, headers, request.hatch);
  repairConverse(input, traits, warn);
  return {
    input,
    replays: request.stream && input.toolConfig !== undefined && !traits.toolStream,
    names,
    format,
    stops,
  };
}
