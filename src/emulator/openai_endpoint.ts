/**
 * Bedrock's own OpenAI endpoint for chats: a chat completion's body in, a chat completion or its server-sent chunks out.
 *
 * @module
 */
import type { FamilyName } from "../models/model_types.ts";
import { answerQuestion, type GuardrailWish } from "./answering.ts";
import { type Call, jsonReply, readModelBody } from "./call.ts";
import { demandProfile, type MeantModel, meantModel } from "./model_id.ts";
import { invalid, Refusal } from "./refusal.ts";
import { checkBody } from "./rules.ts";
import type { ShapeContext } from "./shape.ts";
import { openWeight } from "./shape_openai.ts";
import { rulesOf } from "./shapes.ts";
import { sseReply } from "./sse_road.ts";

/** Models that this endpoint alone serves. */
const ONLY_HERE: ReadonlySet<string> = new Set(
  ["openai.gpt-5.5", "openai.gpt-5.4", "openai.gpt-5.6-cyber", "openai.gpt-daybreak-blue-5.6-sol", "xai.grok-4.3"],
);
/** The families with a body of OpenAI's shape. */
const SERVED: ReadonlySet<FamilyName | undefined> = new Set<FamilyName | undefined>([
  ...["openai-gpt-oss", "deepseek-v3", "qwen", "moonshot-kimi", "minimax", "google-gemma"] as const,
  ...["nvidia-nemotron", "zai-glm", "mistral-openai", "writer-palmyra-vision", "xai-grok"] as const,
  undefined,
]);

/** Answers `POST /openai/v1/chat/completions`. */
export function chatCompletions(call: Call): Response {
  const body = readModelBody(call.body);
  const model = servedModel(call, body.model);
  checkBody(body, rulesOf("xai-grok"));
  const context: ShapeContext = { ...contextOf(call, model), metrics: {} };
  const { answer } = answerQuestion(call, openWeight.read(body, model), model, guardrailOf(call));
  if (body.stream !== true) return jsonReply(call, openWeight.whole(answer, context, body));
  function* events(): Generator<{ data: unknown }> {
    for (const data of openWeight.chunks(answer, context, body)) yield { data };
    yield { data: "[DONE]" };
  }
  return sseReply(call, "openai", events());
}

/** Finds the model that a body names; refuses those that OpenAI's dialect does not reach. */
export function servedModel(call: Call, named: unknown): string {
  if (typeof named !== "string" || named === "") throw invalid("The member model names the model and is missing.");
  if (ONLY_HERE.has(named)) return named;
  let model: MeantModel;
  try {
    model = meantModel(named, call.world.aliases);
  } catch {
    throw new Refusal("ResourceNotFoundException", `The model ${named} does not exist.`);
  }
  demandProfile(model);
  if (!SERVED.has(model.family)) throw invalid(`The model ${named} isn't supported on this route.`);
  return model.row?.id ?? model.written;
}

/** What a shape of OpenAI's needs to know of a call. */
export function contextOf(call: Call, model: string): Omit<ShapeContext, "metrics"> {
  return { modelId: model, model, requestId: call.requestId, created: Math.floor(call.world.now() / 1000) };
}

function guardrailOf(call: Call): GuardrailWish | undefined {
  const identifier = call.headers.get("x-amzn-bedrock-guardrailidentifier");
  const version = call.headers.get("x-amzn-bedrock-guardrailversion");
  return identifier && version ? { identifier, version } : undefined;
}
