/**
 * The dialect of `POST /v1/messages`: Anthropic's message in, a call of Invoke for Claude or of Converse for all others out,
 * and the answer back as Anthropic's.
 *
 * @module
 */
import type { ConverseOutput } from "../models/converse.ts";
import type { Document } from "../models/document.ts";
import { invokeParameters } from "./anthropic_bedrock.ts";
import { converseRequest } from "./anthropic_converse.ts";
import { ConverseMessageStream } from "./anthropic_converse_stream.ts";
import { ClaudeStream, message } from "./anthropic_events.ts";
import { bodyWithout, type InvokeBody, invokeBody } from "./anthropic_invoke.ts";
import { type MessagesBody, readMembers } from "./anthropic_members.ts";
import { converseMessage } from "./anthropic_reply.ts";
import { visitBlocks } from "./anthropic_turns.ts";
import type { InvokeTranslation, PassTranslation, TranslateContext, Translation } from "./dialect.ts";
import { errorBodyOf } from "./errors.ts";
import type { GatewayError } from "./gateway_error.ts";
import { isJson, type Json, listAt, maybe, objectAt, refuse } from "./openai_fields.ts";
import { requireConverse } from "./openai_pass.ts";

/** What a quiet stream says: Claude Code waits for any event, and the SDK knows this one. */
export const heartbeat = 'event: ping\ndata: {"type":"ping"}\n\n';

/** Models that have neither Invoke nor Converse: they are asked at Bedrock's own Anthropic endpoint. */
const ONLY_THERE = /(?:^|\.)anthropic\.claude-mythos-(?:5(?![\d-])|preview)/;

/**
 * Says whether a model is asked by Invoke, with Claude's own body. An id that names no model is, when its alias says so.
 *
 * @param context What is known of the model.
 * @returns Whether it is.
 */
export function isInvoked({ family, road }: TranslateContext): boolean {
  return family === "anthropic-messages" ? road !== "converse" : family === undefined && road === "invoke";
}

/**
 * Translates a Messages body.
 *
 * @param value The caller's body.
 * @param context What the translation may know of the world.
 * @returns The call and the way back.
 * @throws {GatewayError} If the body cannot be honoured, naming the member in `param`.
 */
export function translate(
  value: unknown,
  context: TranslateContext,
): InvokeTranslation | PassTranslation | Translation {
  const { warn } = context;
  const read = readMembers(value, context, warn);
  listAt(read.body.messages, "messages");
  if (!isInvoked(context)) {
    requireConverse(context);
    const { input, replays, ...answer } = converseRequest(read, context, warn);
    const head = { id: `msg_${context.id}`, model: context.model };
    return {
      input,
      stream: read.stream,
      replays,
      reply: {
        whole: (output: ConverseOutput): Json => converseMessage(output, answer, head),
        stream: (): ConverseMessageStream => new ConverseMessageStream(answer, head),
      },
    };
  }
  const made = invokeBody(read, context, warn);
  if (ONLY_THERE.test(context.modelId)) return passed(made, read, context);
  const { body, names, answer } = made;
  const head = { model: context.model, names, answer };
  return {
    road: "invoke",
    modelId: context.modelId,
    body: body as Document,
    parameters: invokeParameters(context.headers, read.hatch, warn),
    again: (body, refusal) => bodyWithout(body as Json, refusal, warn) as Document | undefined,
    stream: read.stream,
    reply: {
      whole: (answer: Document): Json => message(answer, head),
      stream: (): ClaudeStream => new ClaudeStream(head),
    },
  };
}

/**
 * The same body for Bedrock's own Anthropic endpoint, which keeps version and flags in headers, and model and stream in the body.
 *
 * Its answer is handed on as it is: what would have to be undone there is refused.
 */
function passed(
  { body, names, answer }: InvokeBody,
  { hatch, stream }: MessagesBody,
  { modelId, warn }: TranslateContext,
): PassTranslation {
  if (answer !== undefined) throw refuse("output_config.format", "is none that the model has, wanted a tool");
  for (const name of names.keys()) throw refuse("tools", `hold one of another name, the model calls it ${name} only`);
  for (const [name, value] of Object.entries(maybe(objectAt, hatch, "bedrock") ?? {})) {
    if (name === "guardrailConfig" && isJson(value)) {
      throw refuse("bedrock.guardrailConfig", "asks for a guardrail, the model is reached where there is none");
    }
    warn(`bedrock.${name.slice(0, 64)}`, "left out, it is for Invoke and Converse");
  }
  const { anthropic_version: _, anthropic_beta: flags, ...own } = body;
  const headers: Record<string, string> = { "anthropic-version": "2023-06-01" };
  if (Array.isArray(flags)) headers["anthropic-beta"] = flags.join(",");
  return {
    road: "pass",
    path: "/anthropic/v1/messages",
    body: { model: modelId, ...own, stream } as Document,
    stream,
    headers,
  };
}

/**
 * Tells of an error in Anthropic's shape.
 *
 * @param error The error.
 * @returns A JSON value.
 */
export function errorBody(error: GatewayError): unknown {
  return errorBodyOf(error, "anthropic");
}

/**
 * Collects the URLs of images and documents in a body.
 *
 * @param body The caller's body.
 * @returns The URLs as written, each once.
 */
export function remote(body: unknown): string[] {
  const found = new Set<string>();
  if (isJson(body)) {
    visitBlocks(body.messages, ({ source }) => {
      if (isJson(source) && source.type === "url" && typeof source.url === "string") found.add(source.url);
    });
  }
  return [...found];
}
