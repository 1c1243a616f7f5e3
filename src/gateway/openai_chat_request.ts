/**
 * A chat body in, the call of Converse it stands for out, with what the reply side has to know of it.
 *
 * @module
 */
import type { ConverseInput } from "../models/converse.ts";
import type { Document } from "../models/document.ts";
import type { TranslateContext } from "./dialect.ts";
import { repairConverse } from "./converse_repair.ts";
import { traitsOf } from "./model_traits.ts";
import { isUnsigned, planReasoning } from "./reasoning.ts";
import { cacheTtl, markConversation } from "./openai_cache.ts";
import type { ChatScope } from "./openai_content.ts";
import { flagAt, isJson, listAt, maybe, objectAt, refuse, textAt } from "./openai_fields.ts";
import { type FormatPlan, formatPlan } from "./openai_format.ts";
import { chatBodyOf } from "./openai_input.ts";
import { conversationOf } from "./openai_messages.ts";
import { checkMembers, familyFields } from "./openai_outcomes.ts";
import { applyHatch, configOf, reasoningOf, tierOf, tokensOf } from "./openai_parameters.ts";
import { toolPlan } from "./openai_tool_plan.ts";
import { type CallerTool, readTools } from "./openai_tools.ts";

/** What a chat's reply has to know of its request: not what was said, which a stream would keep for as long as it is open. */
export interface ChatAnswer {
  /** Whether the stream ends with the token counts. */
  includeUsage: boolean;
  /** Converse's tool names to the caller's. */
  names: Map<string, CallerTool>;
  /** Whether calls are told as `function_call`. */
  legacy: boolean;
  /** How the answer's format is brought about. */
  format: FormatPlan;
  /** Stop sequences that the gateway itself has to look for. */
  stops: string[];
}

/** A chat's call, and what its reply has to know. */
export interface ChatRequest extends ChatAnswer {
  /** What goes to Bedrock. */
  input: ConverseInput;
  /** Whether the caller wants a stream. */
  stream: boolean;
  /** Whether the stream is made of a whole answer, because the model streams no calls. */
  replays: boolean;
}

/**
 * Translates a chat body.
 *
 * @param value The body.
 * @param context What the translation may know of the world.
 * @returns The call and what its reply has to know.
 * @throws {GatewayError} If the body cannot be honoured, naming the member.
 */
export function chatRequest(value: unknown, context: TranslateContext): ChatRequest {
  const { warn } = context;
  const given = objectAt(value, "body");
  const { body, places } = chatBodyOf(isJson(context.defaults) ? { ...context.defaults, ...given } : given, warn);
  const traits = traitsOf(context.modelId, context.family);
  checkMembers(body, warn);
  const values = listAt(body.messages, "messages");
  if (values.length === 0) throw refuse("messages", "is empty, wanted a message", "invalid_value");
  const stream = maybe(flagAt, body.stream, "stream") ?? false;
  const options = maybe(objectAt, body.stream_options, "stream_options") ?? {};
  const read = readTools(body, traits, warn);
  const names = new Map(read.names);
  const forced = read.choice.mode === "any" || read.choice.mode === "tool";
  const format = formatPlan(body.response_format, traits, read, warn);
  const cache = maybe(objectAt, body.prompt_cache_options, "prompt_cache_options");
  const ttl = cacheTtl(cache?.ttl ?? body.prompt_cache_retention);
  const isFormatted = format.outputConfig !== undefined || format.tool !== undefined || format.fenced === true;
  const scope: ChatScope = {
    context,
    traits,
    names,
    warn,
    citations: traits.claude !== undefined && traits.claude.version >= 40 && !isFormatted,
    cacheTtl: ttl,
  };
  const conversation = conversationOf(values, places, scope);
  const caches = body.prompt_cache_retention ?? cache ?? body.cache_control;
  if (isJson(caches) ? caches.mode !== "explicit" : typeof caches === "string") {
    const isMarked = [conversation, ...conversation.messages.map(({ content }) => ({ system: content }))]
      .some(({ system }) => system.some((block) => block.cachePoint !== undefined));
    if (!isMarked) markConversation(conversation, ttl ?? cacheTtl(isJson(caches) ? caches.ttl : undefined));
  }
  const history = conversation.messages.some(({ content }) => content.some((one) => one.toolUse ?? one.toolResult));
  const asked = reasoningOf(body);
  const isAsked = asked.effort !== undefined || asked.budget !== undefined || asked.adaptive;
  const plan = planReasoning(traits, {
    ...asked,
    maxTokens: tokensOf(body, warn),
    // a format's own tool gives way to thinking that was asked for, a caller's does not
    forced: forced || (format.tool !== undefined && !isAsked),
    unsigned: history && isUnsigned(conversation.messages),
  }, warn);
  const legacy = !Array.isArray(body.tools) && Array.isArray(body.functions);
  // `function_call` has room for one call
  const parallel = legacy && traits.claude ? false : maybe(flagAt, body.parallel_tool_calls, "parallel_tool_calls");
  const tools = toolPlan(read, traits, { thinking: plan.thinking, history, parallel }, warn);
  const { config, stops } = configOf(body, traits, plan, warn);
  const fields = {
    ...familyFields(body, traits.fields, plan.sampling && traits.sampling !== false, warn) as Record<string, Document>,
    ...plan.fields,
    ...tools.fields,
  };
  const input: ConverseInput = {
    modelId: context.modelId,
    messages: conversation.messages,
    inferenceConfig: config,
  };
  const { system } = conversation;
  for (const text of [format.instruction, tools.instruction]) if (text !== undefined) system.push({ text });
  if (system.length > 0) input.system = system;
  if (tools.toolConfig !== undefined) input.toolConfig = tools.toolConfig;
  if (format.outputConfig !== undefined) input.outputConfig = format.outputConfig;
  if (Object.keys(fields).length > 0) input.additionalModelRequestFields = fields;
  const metadata = maybe(objectAt, body.metadata, "metadata");
  if (metadata !== undefined) {
    const entries = Object.entries(metadata).map(([key, one]) => [key, textAt(one, `metadata.${key.slice(0, 64)}`)]);
    input.requestMetadata = Object.fromEntries(entries);
  }
  const serviceTier = tierOf(body.service_tier, warn);
  if (serviceTier !== undefined) input.serviceTier = serviceTier;
  applyHatch(input, body.bedrock);
  repairConverse(input, traits, warn);
  return {
    input,
    stream,
    replays: stream && input.toolConfig !== undefined && !traits.toolStream,
    includeUsage: options.include_usage === true,
    names,
    legacy,
    format,
    stops,
  };
}
