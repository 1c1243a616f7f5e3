/**
 * The dialect of `POST /v1/chat/completions`: an OpenAI chat in, a call of Converse out, and its answer back as a chat's.
 *
 * @module
 */
import type { ConverseOutput } from "../models/converse.ts";
import type { PassTranslation, TranslateContext, Translation } from "./dialect.ts";
import { errorBodyOf } from "./errors.ts";
import type { GatewayError } from "./gateway_error.ts";
import { chatCompletion } from "./openai_chat_reply.ts";
import { chatRequest } from "./openai_chat_request.ts";
import { ChatStream } from "./openai_chat_stream.ts";
import { isJson } from "./openai_fields.ts";
import { isPassed, passTranslation } from "./openai_pass.ts";

/**
 * Translates a chat body.
 *
 * @param body The caller's body.
 * @param context What the translation may know of the world.
 * @returns The call of Converse, or of Bedrock's own OpenAI endpoint, and the way back.
 * @throws {GatewayError} If the body cannot be honoured, naming the member in `param`.
 */
export function translate(body: unknown, context: TranslateContext): Translation | PassTranslation {
  return isPassed(context) ? passTranslation(body, context) : converseTranslation(body, context);
}

/**
 * Translates a chat body for Converse.
 *
 * @param body The caller's body.
 * @param context What the translation may know of the world.
 * @returns The call of Converse and the way back.
 * @throws {GatewayError} If the body cannot be honoured, naming the member in `param`.
 */
export function converseTranslation(body: unknown, context: TranslateContext): Translation {
  const { input, stream, replays, ...answer } = chatRequest(body, context);
  const head = { id: `chatcmpl-${context.id}`, created: context.now, model: context.model };
  return {
    input,
    stream,
    replays,
    reply: {
      whole: (output: ConverseOutput): unknown => chatCompletion(output, answer, head),
      stream: (): ChatStream => new ChatStream(answer, head),
    },
  };
}

/**
 * Tells of an error in OpenAI's shape.
 *
 * @param error The error.
 * @returns A JSON value.
 */
export function errorBody(error: GatewayError): unknown {
  return errorBodyOf(error, "openai");
}

/** The members that may hold a URL to be fetched, each with the depth at which its string stands. */
const URL_MEMBERS = ["image_url", "video_url", "file_url", "url"];

/**
 * Collects the https URLs of images, files and videos in a body.
 *
 * @param body The caller's body.
 * @returns The URLs as written, each once.
 */
export function remote(body: unknown): string[] {
  const found = new Set<string>();
  function visitPart(part: unknown): void {
    if (!isJson(part)) return;
    for (const holder of [part, part.image_url, part.video_url, part.file, part.source]) {
      if (!isJson(holder)) continue;
      for (const name of URL_MEMBERS) {
        const url = holder[name];
        if (typeof url === "string" && /^https?:/i.test(url)) found.add(url);
      }
    }
    for (const inner of [part.content, part.output]) if (Array.isArray(inner)) inner.forEach(visitPart);
  }
  if (isJson(body)) {
    for (const list of [body.messages, body.input]) {
      if (Array.isArray(list)) list.forEach(visitPart);
    }
  }
  return [...found];
}
