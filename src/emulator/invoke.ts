/**
 * InvokeModel and its stream: a family's own body in, the same family's body or chunks out.
 *
 * @module
 */
import type { FamilyName } from "../models/model_types.ts";
import { families } from "../models/families.ts";
import { answerQuestion, type GuardrailReport, type GuardrailWish, latencyOf } from "./answering.ts";
import { hasCache } from "./caching_models.ts";
import { bytesReply, type Call, readModelBody, streamReply } from "./call.ts";
import { demandProfile, type MeantModel, meantModel } from "./model_id.ts";
import { chunkFrame } from "./frame_writer.ts";
import { type Answer, isObject, type JsonObject, type Question } from "./question.ts";
import { invalid } from "./refusal.ts";
import { checkBody } from "./rules.ts";
import type { ShapeContext, TextShape } from "./shape.ts";
import { PLAIN_SHAPES, rulesOf, TEXT_SHAPES } from "./shapes.ts";

const utf8 = new TextEncoder();

/** Answers `POST /model/{modelId}/invoke`. */
export async function invokeModel(call: Call): Promise<Response> {
  const { model, family, body } = readInvocation(call, false);
  const context = contextOf(call, model);
  const plain = PLAIN_SHAPES[family];
  if (plain) {
    const { body: reply, inputTokens } = await plain.reply(body, context);
    const counts: Record<string, string> = inputTokens === undefined
      ? {}
      : { "x-amzn-bedrock-input-token-count": String(inputTokens) };
    return bytesReply(call, utf8.encode(JSON.stringify(reply)), {
      ...replyHeaders(call),
      ...counts,
      "x-amzn-bedrock-invocation-latency": "150",
    });
  }
  const shape = textShapeOf(family);
  const { answer, guardrail } = answerQuestion(call, shape.read(body, context.model), context.model, wishOf(call));
  const whole = { ...shape.whole(answer, context, body), ...traceOf(call, guardrail) };
  return bytesReply(call, utf8.encode(JSON.stringify(whole)), {
    ...replyHeaders(call),
    ...countHeaders(answer, context.model),
  });
}

/** Answers `POST /model/{modelId}/invoke-with-response-stream`. */
export function invokeModelWithResponseStream(call: Call): Response {
  const { model, family, body } = readInvocation(call, true);
  const shape = TEXT_SHAPES[family];
  if (!shape || !(families[family].operations.includes("stream"))) {
    throw invalid("The model is unsupported for streaming. Try the InvokeModel operation.");
  }
  const context = contextOf(call, model);
  const { answer, guardrail } = answerQuestion(call, shape.read(body, context.model), context.model, wishOf(call));
  context.metrics = { "amazon-bedrock-invocationMetrics": metricsOf(answer, context.model) };
  const headers = { "x-amzn-bedrock-content-type": "application/json", ...echoHeaders(call) };
  return streamReply(call, framesOf(call, shape, answer, context, body, guardrail), headers);
}

function* framesOf(
  call: Call,
  shape: TextShape,
  answer: Answer,
  context: ShapeContext,
  body: JsonObject,
  guardrail?: GuardrailReport,
): Generator<Uint8Array> {
  if (!guardrail) {
    for (const chunk of shape.chunks(answer, context, body)) yield chunkFrame(chunk);
    return;
  }
  const action = { "amazon-bedrock-guardrailAction": guardrail.intervened ? "INTERVENED" : "NONE" };
  if (guardrail.inputBlocked) {
    const text = answer.parts.map((part) => part.type === "text" ? part.text : "").join("");
    const present = Object.fromEntries(Object.entries(shape.piece(text, body)).filter(([, value]) => value !== null));
    yield chunkFrame({ ...present, ...traceOf(call, guardrail) });
    return;
  }
  for (const chunk of shape.chunks(answer, context, body)) {
    if (!isObject(chunk)) yield chunkFrame(chunk);
    else {yield chunkFrame(
        "amazon-bedrock-invocationMetrics" in chunk
          ? { ...chunk, ...traceOf(call, guardrail) }
          : { ...chunk, ...action },
      );}
  }
}

function readInvocation(call: Call, stream: boolean): { model: MeantModel; family: FamilyName; body: JsonObject } {
  const model = meantModel(call.labels.modelId!, call.world.aliases);
  const body = model.by === "prompt" && call.body.length === 0
    ? { prompt: "Answer the managed prompt." }
    : readModelBody(call.body);
  if (model.by !== "id" || model.family === undefined || !/marengo/.test(model.family)) demandProfile(model);
  const family = familyFor(model, body);
  const operations = families[family].operations;
  if (operations.includes("async") && !operations.includes("invoke")) {
    throw invalid("This model does not support InvokeModel: start a job with StartAsyncInvoke.");
  }
  if (operations.includes("bidirectional")) {
    throw invalid("This model supports InvokeModelWithBidirectionalStream only.");
  }
  if (!stream && body.stream === true && family === "openai-gpt-oss") {
    throw invalid("The member stream is not to be true for InvokeModel.");
  }
  checkBody(body, rulesOf(family));
  return { model, family, body };
}

/** The family whose shape a body has: the model's own, or what an older body or an opaque id leads to. */
export function familyFor(model: MeantModel, body: JsonObject): FamilyName {
  const { family } = model;
  if (family === undefined) {
    if (model.row) throw invalid("This model does not support InvokeModel: it answers Converse.");
    return guessFamily(body);
  }
  const chat = "messages" in body;
  if (family === "anthropic-text-completions" && chat) return "anthropic-messages";
  if (family === "mistral-text" && chat && /large-2402/.test(model.row?.id ?? "")) return "mistral-chat";
  return family;
}

function guessFamily(body: JsonObject): FamilyName {
  if ("anthropic_version" in body) return "anthropic-messages";
  if ("max_tokens_to_sample" in body) return "anthropic-text-completions";
  if ("inputText" in body) return "amazon-titan-text";
  const first = Array.isArray(body.messages) ? body.messages[0] : undefined;
  if (
    "schemaVersion" in body || "inferenceConfig" in body ||
    (isObject(first) && Array.isArray(first.content) && isObject(first.content[0]) && !("type" in first.content[0]))
  ) return "amazon-nova";
  return "imported-model";
}

function textShapeOf(family: FamilyName): TextShape {
  const shape = TEXT_SHAPES[family];
  if (!shape) throw invalid("The provided model identifier is invalid.");
  return shape;
}

/** Reads the question that an Invoke body asks, without answering it. */
export function questionOf(model: MeantModel, body: JsonObject): Question {
  const family = familyFor(model, body);
  checkBody(body, rulesOf(family));
  return textShapeOf(family).read(body, model.row?.id ?? model.written);
}

function contextOf(call: Call, model: MeantModel): ShapeContext {
  return {
    modelId: model.written,
    model: model.row?.id ?? model.written,
    requestId: call.requestId,
    created: Math.floor(call.world.now() / 1000),
    metrics: {},
  };
}

function metricsOf(answer: Answer, model: string): JsonObject {
  const { input, output, cacheRead, cacheWrite5m, cacheWrite1h } = answer.usage;
  const cache = { cacheReadInputTokenCount: cacheRead, cacheWriteInputTokenCount: cacheWrite5m + cacheWrite1h };
  const metrics = {
    inputTokenCount: input,
    outputTokenCount: output,
    invocationLatency: latencyOf(answer),
    firstByteLatency: 120,
  };
  return hasCache(model) ? { ...metrics, ...cache } : metrics;
}

function countHeaders(answer: Answer, model: string): Record<string, string> {
  const { input, output, cacheRead, cacheWrite5m, cacheWrite1h } = answer.usage;
  const counts = {
    "x-amzn-bedrock-input-token-count": String(input),
    "x-amzn-bedrock-output-token-count": String(output),
    "x-amzn-bedrock-invocation-latency": String(latencyOf(answer)),
  };
  if (!hasCache(model)) return counts;
  return {
    ...counts,
    "x-amzn-bedrock-cache-read-input-token-count": String(cacheRead),
    "x-amzn-bedrock-cache-write-input-token-count": String(cacheWrite5m + cacheWrite1h),
  };
}

function replyHeaders(call: Call): Record<string, string> {
  return { "content-type": "application/json", ...echoHeaders(call) };
}

/** The choices of the request that the answer repeats. */
function echoHeaders(call: Call): Record<string, string> {
  const echoes: Record<string, string> = {};
  for (const [name, words] of Object.entries(ECHOED)) {
    const value = call.headers.get(name);
    if (value === null) continue;
    if (!words.includes(value)) throw invalid(`Value '${value}' at '${name}' must be one of ${words.join(", ")}`);
    echoes[name] = value;
  }
  return echoes;
}

const ECHOED: Readonly<Record<string, readonly string[]>> = {
  "x-amzn-bedrock-performanceconfig-latency": ["standard", "optimized"],
  "x-amzn-bedrock-service-tier": ["priority", "default", "flex", "reserved"],
};

function wishOf(call: Call): GuardrailWish | undefined {
  const identifier = call.headers.get("x-amzn-bedrock-guardrailidentifier");
  const version = call.headers.get("x-amzn-bedrock-guardrailversion");
  if (identifier === null && version === null) return undefined;
  if (!identifier || !version) {
    throw invalid("A guardrail is asked for by identifier and version: both headers are needed.");
  }
  return { identifier, version };
}

function traceOf(call: Call, report: GuardrailReport | undefined): JsonObject {
  if (!report) return {};
  const action = { "amazon-bedrock-guardrailAction": report.intervened ? "INTERVENED" : "NONE" };
  const trace = call.headers.get("x-amzn-bedrock-trace")?.toUpperCase();
  if (trace !== "ENABLED" && trace !== "ENABLED_FULL") return action;
  const guardrail: JsonObject = { input: { [report.id]: report.input } };
  if (report.output) guardrail.outputs = [{ [report.id]: report.output }];
  if (report.modelOutput !== undefined) guardrail.modelOutput = [JSON.stringify(report.modelOutput)];
  if (report.intervened) guardrail.actionReason = report.inputBlocked ? "Guardrail blocked." : "Guardrail masked.";
  return { ...action, "amazon-bedrock-trace": { guardrail } };
}
