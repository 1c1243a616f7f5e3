/**
 * The dialect of `POST /v1/responses`: an OpenAI response's input in, a call of Converse out, and its answer back as a
 * response's output, whole or as events.
 *
 * @module
 */
import type { ConverseOutput } from "../models/converse.ts";
import type { Document } from "../models/document.ts";
import { replayEvents } from "./converse_replay.ts";
import type { PassTranslation, TranslateContext, Translation } from "./dialect.ts";
import { errorBody, remote } from "./openai_chat.ts";
import { flagAt, isJson, type Json, maybe, objectAt, refuse } from "./openai_fields.ts";
import { isPassed } from "./openai_pass.ts";
import { type ResponsesAnswer, responsesRequest } from "./openai_responses_request.ts";
import { ResponseStream } from "./openai_responses_stream.ts";

export { errorBody, remote };

/** Models for which Bedrock's own OpenAI endpoint has responses. */
const LISTED = /(?:^|\.)(?:openai\.gpt-(?!oss)|xai\.grok|moonshot(?:ai)?\.kimi-k3)/;

function passTranslation(value: unknown, context: TranslateContext): PassTranslation {
  const defaults = isJson(context.defaults) ? context.defaults : {};
  const { bedrock, ...body } = { ...defaults, ...objectAt(value, "body") } as Json;
  if (isJson(bedrock) && isJson(bedrock.guardrailConfig)) {
    throw refuse("bedrock.guardrailConfig", "asks for a guardrail, Bedrock's responses take none, wanted a chat");
  }
  if (bedrock !== undefined) context.warn("bedrock", "left out, it is for Converse");
  body.model = context.modelId;
  const stream = maybe(flagAt, body.stream, "stream") ?? false;
  return { road: "pass", path: "/openai/v1/responses", body: body as Document, stream };
}

/** Tells a whole answer: the response that its stream would have come to. */
function wholeResponse(output: ConverseOutput, request: ResponsesAnswer): Json {
  const stream = new ResponseStream(request, true);
  for (const event of replayEvents(output)) stream.push(event);
  const response = stream.response();
  if (output.stopReason === "refusal") {
    for (const item of response.output as Json[]) {
      if (item.type !== "message") continue;
      item.content = (item.content as { text: string }[]).map(({ text }) => ({ type: "refusal", refusal: text }));
    }
  }
  return response;
}

/**
 * Translates a Responses body for Converse.
 *
 * @param body The caller's body.
 * @param context What the translation may know of the world.
 * @returns The call of Converse and the way back.
 * @throws {GatewayError} If the body cannot be honoured, naming the member in `param`.
 */
export function converseTranslation(body: unknown, context: TranslateContext): Translation {
  const request = responsesRequest(body, context);
  const { input, stream, replays, ...chat } = request.chat;
  const answer: ResponsesAnswer = { ...request, chat };
  return {
    input,
    stream,
    replays,
    reply: {
      whole: (output: ConverseOutput): unknown => wholeResponse(output, answer),
      stream: (): ResponseStream => new ResponseStream(answer),
    },
  };
}

/**
 * Translates a Responses body.
 *
 * @param body The caller's body.
 * @param context What the translation may know of the world.
 * @returns The call of Converse, or of Bedrock's own OpenAI endpoint, and the way back.
 * @throws {GatewayError} If the body cannot be honoured, naming the member in `param`.
 */
export function translate(body: unknown, context: TranslateContext): Translation | PassTranslation {
  return isPassed(context) && LISTED.test(context.modelId)
    ? passTranslation(body, context)
    : converseTranslation(body, context);
}
