/**
 * Converse and ConverseStream: one document for every model in, one document or one stream of events out.
 *
 * @module
 */
import { families } from "../models/families.ts";
import { type Answered, answerQuestion, type GuardrailWish } from "./answering.ts";
import { type Call, jsonReply, readDocument, streamReply } from "./call.ts";
import { readConverse } from "./converse_read.ts";
import { CONVERSE_RULES } from "./converse_rules.ts";
import { converseEvents, type ConverseWishes, writeConverse } from "./converse_write.ts";
import { eventFrame } from "./frame_writer.ts";
import { demandProfile, type MeantModel, meantModel } from "./model_id.ts";
import { isObject, type JsonObject } from "./question.ts";
import { invalid } from "./refusal.ts";
import { checkBody } from "./rules.ts";

/** Answers `POST /model/{modelId}/converse`. */
export function converse(call: Call): Response {
  const { answered, wishes } = answerConverse(call);
  return jsonReply(call, writeConverse(answered, wishes));
}

/** Answers `POST /model/{modelId}/converse-stream`. */
export function converseStream(call: Call): Response {
  const { answered, wishes } = answerConverse(call);
  return streamReply(call, framesOf(answered, wishes));
}

function* framesOf(answered: Answered, wishes: ConverseWishes): Generator<Uint8Array> {
  for (const [type, payload] of converseEvents(answered, wishes)) yield eventFrame(type, payload);
}

function answerConverse(call: Call): { answered: Answered; wishes: ConverseWishes } {
  const model = meantModel(call.labels.modelId!, call.world.aliases);
  demandProfile(model);
  demandConverse(model);
  const body = withPrompt(readDocument(call), model);
  checkBody(body, CONVERSE_RULES);
  const id = model.row?.id ?? model.written;
  const wishes = wishesOf(body, model, id, call.region);
  return { answered: answerQuestion(call, readConverse(body, id), id, guardrailOf(body)), wishes };
}

/** Refuses a model that has no Converse. */
export function demandConverse(model: MeantModel): void {
  const family = model.family;
  if (family === undefined || families[family].operations.includes("converse")) return;
  throw invalid(`This model does not support Converse: ${model.row?.id ?? model.written}.`);
}

/** A managed prompt brings its own messages; the emulator's says what its variables say. */
function withPrompt(body: JsonObject, model: MeantModel): JsonObject {
  if (model.by !== "prompt" || body.messages !== undefined) return body;
  const variables = Object.values(isObject(body.promptVariables) ? body.promptVariables : {});
  const text = variables.map((value) => isObject(value) ? String(value.text ?? "") : "").join("\n").trim();
  return { ...body, messages: [{ role: "user", content: [{ text: text || "Answer the managed prompt." }] }] };
}

function wishesOf(body: JsonObject, model: MeantModel, id: string, region: string): ConverseWishes {
  const guardrail = isObject(body.guardrailConfig) ? body.guardrailConfig : {};
  const echo: JsonObject = {};
  if (isObject(body.performanceConfig)) echo.performanceConfig = body.performanceConfig;
  if (isObject(body.serviceTier)) echo.serviceTier = body.serviceTier;
  const wishes: ConverseWishes = {
    model: id,
    trace: guardrail.trace === "enabled" || guardrail.trace === "enabled_full",
    echo,
    paths: body.additionalModelResponseFieldPaths as string[] ?? [],
  };
  const chosen = `arn:aws:bedrock:${region}::foundation-model/anthropic.claude-3-haiku-20240307-v1:0`;
  return model.by === "router" ? { ...wishes, router: chosen } : wishes;
}

function guardrailOf(body: JsonObject): GuardrailWish | undefined {
  const config = isObject(body.guardrailConfig) ? body.guardrailConfig : undefined;
  if (!config || (!config.guardrailIdentifier && !config.guardrailVersion)) return undefined;
  if (!config.guardrailIdentifier || !config.guardrailVersion) {
    throw invalid("A guardrail is asked for by identifier and version: guardrailConfig needs both.");
  }
  return { identifier: String(config.guardrailIdentifier), version: String(config.guardrailVersion) };
}
