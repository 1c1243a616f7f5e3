/**
 * What a route is handed: one authenticated request, and the world it asks something of.
 *
 * @module
 */
import type { Caller } from "./auth.ts";
import type { AsyncJobs } from "./async_jobs.ts";
import { bodyStream, type BodyStreamOptions } from "./body_stream.ts";
import type { Guardrails } from "./guardrail.ts";
import type { PromptCache } from "./prompt_cache.ts";
import { isObject, type JsonObject } from "./question.ts";
import { invalid, Refusal } from "./refusal.ts";

/** What outlives one request. */
export interface World {
  /** The time, in milliseconds since 1970. */
  now: () => number;
  /** What further model ids mean. */
  aliases: Readonly<Record<string, string>>;
  /** The guardrails. */
  guardrails: Guardrails;
  /** What was read before. */
  cache: PromptCache;
  /** The jobs. */
  jobs: AsyncJobs;
}

/** One request. */
export interface Call {
  /** What stood in the path's labels, decoded. */
  labels: Readonly<Record<string, string>>;
  /** The query. */
  query: URLSearchParams;
  /** The headers. */
  headers: Headers;
  /** The body. */
  body: Uint8Array;
  /** The region it was sent to. */
  region: string;
  /** The id it is answered under. */
  requestId: string;
  /** The headers that every answer carries. */
  answerHeaders: Headers;
  /** How streams are sent. */
  sending: BodyStreamOptions;
  /** The unread body of a stream of signed events, and what the first of its signatures continues. */
  events?: { body: ReadableStream<Uint8Array<ArrayBuffer>> | null; seed: Caller["seed"] };
  /** The world. */
  world: World;
}

/** The account that the emulator's ARNs belong to. */
export const ACCOUNT = "123456789012";
const utf8 = new TextEncoder();

/** Answers with JSON. */
export function jsonReply(call: Call, body: unknown, headers: Record<string, string> = {}): Response {
  return bytesReply(call, utf8.encode(JSON.stringify(body)), { "content-type": "application/json", ...headers });
}

/** Answers with a whole body, which trouble may cut or split. */
export function bytesReply(call: Call, bytes: Uint8Array<ArrayBuffer>, headers: Record<string, string>): Response {
  for (const [name, value] of Object.entries(headers)) call.answerHeaders.set(name, value);
  const troubled = ["split", "slow", "cut", "cut-inside", "reset", "stall"].some((name) =>
    call.sending.faults.has(name)
  );
  if (!troubled) return new Response(bytes, { headers: call.answerHeaders });
  const half = bytes.length >> 1;
  const body = bodyStream([bytes.subarray(0, half), bytes.subarray(half)], call.sending);
  return new Response(body, { headers: call.answerHeaders });
}

/** Answers with an event stream. */
export function streamReply(
  call: Call,
  frames: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  headers: Record<string, string> = {},
): Response {
  call.answerHeaders.set("content-type", "application/vnd.amazon.eventstream");
  for (const [name, value] of Object.entries(headers)) call.answerHeaders.set(name, value);
  if (call.sending.faults.has("wrong-type")) call.answerHeaders.set("content-type", "application/json");
  return new Response(bodyStream(frames, call.sending), { headers: call.answerHeaders });
}

/** Reads an operation's JSON body. */
export function readDocument(call: Call): JsonObject {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(call.body) || "{}");
  } catch {
    throw new Refusal("SerializationException", "The request body is not a JSON document.");
  }
  if (!isObject(value)) throw new Refusal("SerializationException", "The request body must be a JSON object.");
  return value;
}

/** Reads a family's JSON body. */
export function readModelBody(bytes: Uint8Array): JsonObject {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    throw invalid("Malformed input request, please reformat your input and try again.");
  }
  if (!isObject(value)) {
    throw invalid("Malformed input request: an object was wanted, please reformat your input and try again.");
  }
  return value;
}
