/**
 * The dialect of `POST /v1/messages/count_tokens`: a message that is not sent in, the tokens that it would cost out.
 *
 * They are counted by the model itself; nothing is ever estimated.
 *
 * @module
 */
import { converseRequest } from "./anthropic_converse.ts";
import { invokeBody } from "./anthropic_invoke.ts";
import { readMembers } from "./anthropic_members.ts";
import type { CountTranslation, TranslateContext } from "./dialect.ts";
import { splitPrefix } from "./model_names.ts";
import { isJson, type Json, listAt } from "./openai_fields.ts";

export { errorBody, remote } from "./anthropic_messages.ts";

/** Members that count. CountTokens refuses some of the others, and none of them is part of a prompt. */
const COUNTED = ["messages", "system", "tools", "tool_choice", "thinking"] as const;

/** Members that are no part of a prompt and would only bring flags and warnings along. */
const UNCOUNTED = [
  "context_management",
  "metadata",
  "output_config",
  "stop_sequences",
  "temperature",
  "top_p",
  "top_k",
];

/** CountTokens knows a model by its own id, not by a profile's. */
function foundationId(modelId: string): string {
  const name = /^arn:[^/]*:(?:foundation-model|inference-profile)\/(.+)$/.exec(modelId)?.[1] ?? modelId;
  return splitPrefix(name).id;
}

/** The most tokens to write: it has to stand there, and above the budget of thinking. */
function maxTokens({ max_tokens, thinking }: Json): unknown {
  const budget = isJson(thinking) && typeof thinking.budget_tokens === "number" ? thinking.budget_tokens : 0;
  return max_tokens ?? budget + 1024;
}

/**
 * Translates a body that is to be counted.
 *
 * @param value The caller's body.
 * @param context What the translation may know of the world.
 * @returns The call of CountTokens and the way back.
 * @throws {GatewayError} If the body could not be sent either, naming the member in `param`.
 */
export function translate(value: unknown, context: TranslateContext): CountTranslation {
  const { warn } = context;
  const read = readMembers(value, context, warn);
  listAt(read.body.messages, "messages");
  read.body.max_tokens = maxTokens(read.body);
  for (const name of UNCOUNTED) delete read.body[name];
  const modelId = foundationId(context.modelId);
  const reply = { whole: ({ inputTokens }: { inputTokens: number }): Json => ({ input_tokens: inputTokens }) };
  // the converse form leaves tools out, so that Claude's own body counts whichever road it would take
  if (context.family === "anthropic-messages" || context.road === "invoke") {
    const { body } = invokeBody(read, context, warn);
    const counted: Json = { anthropic_version: body.anthropic_version, max_tokens: body.max_tokens };
    for (const name of COUNTED) if (body[name] !== undefined) counted[name] = body[name];
    // flags of tools have to stay with their tools
    if (body.anthropic_beta !== undefined && body.tools !== undefined) counted.anthropic_beta = body.anthropic_beta;
    return {
      road: "count",
      modelId,
      input: { invokeModel: { body: new TextEncoder().encode(JSON.stringify(counted)) } },
      reply,
    };
  }
  const { messages, system, toolConfig, additionalModelRequestFields } = converseRequest(read, context, warn).input;
  return {
    road: "count",
    modelId,
    input: { converse: { messages, system, toolConfig, additionalModelRequestFields } },
    reply,
  };
}
