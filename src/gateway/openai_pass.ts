/**
 * A chat body for a model that Bedrock's own OpenAI endpoint serves in, the same body made ready for that endpoint out.
 *
 * @module
 */
import type { Document } from "../models/document.ts";
import type { PassTranslation, TranslateContext } from "./dialect.ts";
import { GatewayError } from "./gateway_error.ts";
import { flagAt, isJson, maybe, objectAt, refuse } from "./openai_fields.ts";
import { askUsage } from "./unasked_usage.ts";

/** Models that have neither Converse nor Invoke. */
const ONLY_THERE = /(?:^|\.)(?:openai\.gpt-(?:5\.[45]|5\.6-cyber|daybreak)|xai\.grok-4\.3)/;

/**
 * Says whether a chat goes to Bedrock's own OpenAI endpoint: because its alias says so, or because the model is only there.
 *
 * @param context What the translation may know of the world.
 * @returns Whether it does.
 */
export function isPassed(context: TranslateContext): boolean {
  return context.road === "openai" || (context.road === undefined && ONLY_THERE.test(context.modelId));
}

/**
 * Turns a model away that has neither Converse nor Invoke, from the dialects that know no other road to it.
 *
 * @param context What the translation may know of the world.
 * @throws {GatewayError} 501, when the model is only at Bedrock's own OpenAI endpoint.
 */
export function requireConverse({ road, modelId }: TranslateContext): void {
  if (road !== undefined || !ONLY_THERE.test(modelId)) return;
  throw new GatewayError(
    "Cannot reach model: Bedrock has it at its OpenAI endpoint only, wanted /v1/chat/completions or /v1/responses",
    { status: 501, code: "not_supported", param: "model" },
  );
}

/**
 * Makes a chat body ready for Bedrock's own OpenAI endpoint, which takes nearly all of it as it is.
 *
 * @param value The caller's body.
 * @param context What the translation may know of the world.
 * @returns The body and where it goes.
 * @throws {GatewayError} If the endpoint could not do what is asked.
 */
export function passTranslation(value: unknown, context: TranslateContext): PassTranslation {
  const defaults = isJson(context.defaults) ? context.defaults : {};
  const { bedrock, max_tokens, web_search_options, ...body } = { ...defaults, ...objectAt(value, "body") };
  if (web_search_options !== undefined && web_search_options !== null) {
    throw refuse("web_search_options", "asks for a web search, Bedrock has none");
  }
  body.model = context.modelId;
  if (max_tokens !== undefined) {
    // GPT models know the newer name only
    const name = /openai\.gpt-(?!oss)/.test(context.modelId) ? "max_completion_tokens" : "max_tokens";
    body[name] ??= max_tokens;
  }
  const headers: Record<string, string> = {};
  for (const [key, member] of Object.entries(maybe(objectAt, bedrock, "bedrock") ?? {})) {
    if (key !== "guardrailConfig" || !isJson(member)) {
      context.warn(`bedrock.${key.slice(0, 64)}`, "left out, it is for Converse");
      continue;
    }
    const { guardrailIdentifier, guardrailVersion, trace } = member;
    if (typeof guardrailIdentifier === "string") headers["x-amzn-bedrock-guardrailidentifier"] = guardrailIdentifier;
    if (typeof guardrailVersion === "string") headers["x-amzn-bedrock-guardrailversion"] = guardrailVersion;
    if (typeof trace === "string") headers["x-amzn-bedrock-trace"] = trace.toUpperCase();
  }
  const stream = maybe(flagAt, body.stream, "stream") ?? false;
  const asking = askUsage(body);
  return {
    road: "pass",
    path: "/openai/v1/chat/completions",
    body: (asking ?? body) as Document,
    stream,
    headers,
    ...(asking === undefined ? {} : { dropsUsage: true }),
  };
}
