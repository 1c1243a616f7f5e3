/**
 * What a dialect is: a caller's body in, a call to Bedrock out, and Bedrock's answer back in the caller's words.
 *
 * A dialect is one file of pure functions: no fetch, clock, randomness or environment. What it needs of the world comes
 * in the {@linkcode TranslateContext}. The driver (`translated.ts`) makes the call, writes the stream and its
 * heartbeats, and carries errors; a further dialect is one more file and a row in `routes.ts`.
 *
 * @module
 */
import type { ConverseInput, ConverseOutput, ConverseStreamEvent } from "../models/converse.ts";
import type { Document } from "../models/document.ts";
import type { FamilyName } from "../models/model_types.ts";
import type { GatewayError } from "./gateway_error.ts";

/** A file that the driver has fetched for a dialect that asked for it. */
export interface RemoteFile {
  /** Its bytes. */
  bytes: Uint8Array;
  /** Its media type, checked against the bytes. */
  mediaType: string;
}

/** What a translation may know of the world. */
export interface TranslateContext {
  /** The model as the caller wrote it: what answers repeat. */
  model: string;
  /** The model id that goes to Bedrock. */
  modelId: string;
  /** The model's family, when it can be told. */
  family?: FamilyName;
  /** Names a field that is honoured only in part, or not at all, in `x-bedrock-warnings`; the same words stand there once. */
  warn(field: string, whatHappened: string): void;
  /** The time, in seconds since 1970. */
  now: number;
  /** A unique name for the answer: 24 letters and digits. */
  id: string;
  /** The request's headers, for the dialects that keep parameters there (`anthropic-beta`). */
  headers: Headers;
  /** The https files that {@linkcode Dialect.remote} asked for, by their URL as written. Empty when that is turned off. */
  files: ReadonlyMap<string, RemoteFile>;
  /** The parameters that go with an alias (`GATEWAY_MODELS`), for the dialect to apply as defaults. */
  defaults?: Document;
  /** The road that the alias asks for, where the dialect has a choice. */
  road?: "converse" | "invoke" | "openai";
}

/** A call of Converse or ConverseStream, and the way back. */
export interface Translation {
  /** The road; absent means `converse`. */
  road?: "converse";
  /** What goes to Bedrock. */
  input: ConverseInput;
  /** Whether the caller wants a stream. */
  stream: boolean;
  /** Whether Bedrock is asked for a whole answer all the same, which is then told as a stream: some models need that for tools. */
  replays?: boolean;
  /** The reply side, which knows this request. */
  reply: ReplyTranslator;
}

/** What a call of Invoke may say beside its body. */
export interface InvokeParameters {
  /** The guardrail's id. */
  guardrailIdentifier?: string;
  /** The guardrail's version. */
  guardrailVersion?: string;
  /** Whether the answer tells what the guardrail did. */
  trace?: string;
  /** The latency that is paid for. */
  performanceConfigLatency?: string;
  /** The service tier that is paid for. */
  serviceTier?: string;
}

/** A call of Invoke with the family's own body, and the way back. */
export interface InvokeTranslation {
  /** The road. */
  road: "invoke";
  /** The model id that goes to Bedrock. */
  modelId: string;
  /** The family's own body. */
  body: Document;
  /** What is said beside it. */
  parameters?: InvokeParameters;
  /**
   * Makes another body of one that Bedrock refused, to be tried once, when what it refused can be left out; it names that.
   * It is handed the body and Bedrock's message.
   */
  again?(body: Document, refusal: string): Document | undefined;
  /** Whether the caller wants a stream. */
  stream: boolean;
  /** The reply side, which knows this request: it is handed the family's own JSON. */
  reply: ReplyTranslator<Document, Document>;
}

/** One of several calls of Invoke that together are one answer, e.g. one per text of an embeddings request. */
export interface BatchTranslation {
  /** The road. */
  road: "batch";
  /** The model id that goes to Bedrock. */
  modelId: string;
  /** The family's own bodies; they run a few at a time and answer in this order. */
  bodies: Document[];
  /** The reply side: the answers, and what the response headers counted, in the order of the bodies. */
  reply: { whole(answers: BatchAnswer[]): unknown };
}

/** What one call of a batch came to. */
export interface BatchAnswer {
  /** The family's own JSON. */
  body: Document;
  /** `x-amzn-bedrock-input-token-count`, when it was sent. */
  inputTokens?: number;
  /** `x-amzn-bedrock-output-token-count`, when it was sent. */
  outputTokens?: number;
}

/** A call of CountTokens, and the way back. */
export interface CountTranslation {
  /** The road. */
  road: "count";
  /** The model id that goes to Bedrock: the foundation model's own, without a profile's prefix. */
  modelId: string;
  /** `{ converse: … }`, or `{ invokeModel: { body } }` with the body as bytes. */
  input: { converse: Omit<ConverseInput, "modelId"> } | { invokeModel: { body: Uint8Array } };
  /** The reply side. */
  reply: { whole(output: { inputTokens: number }): unknown };
}

/** A body for one of Bedrock's own OpenAI or Anthropic endpoints, whose answer is passed through as it is. */
export interface PassTranslation {
  /** The road. */
  road: "pass";
  /** The path at bedrock-runtime: `/openai/v1/chat/completions`. */
  path: string;
  /** The body, with the model's id already in it. */
  body: Document;
  /** Whether the caller wants a stream. */
  stream: boolean;
  /** Headers to send along, e.g. `anthropic-version`. */
  headers?: Record<string, string>;
  /** Whether the body asks for the usage of a stream though its caller did not. @default {false} */
  dropsUsage?: boolean;
}

/** Everything a dialect may ask the driver for. */
export type AnyTranslation = Translation | InvokeTranslation | BatchTranslation | CountTranslation | PassTranslation;

/** Puts Bedrock's answer in the caller's words. */
export interface ReplyTranslator<Output = ConverseOutput, Event = ConverseStreamEvent> {
  /** Translates a whole answer to JSON. */
  whole(output: Output): unknown;
  /** Starts to translate a stream. */
  stream(): StreamTranslator<Event>;
}

/** Puts a stream of events in the caller's words; it may keep state between events. */
export interface StreamTranslator<Event = ConverseStreamEvent> {
  /** Translates one event to SSE text, which may be empty. */
  push(event: Event): string;
  /** Ends the stream: the last SSE text. Called once, after the upstream's end was seen. */
  end(): string;
  /** Breaks the stream: the SSE text that tells this dialect's clients so. Nothing follows it. */
  fail(error: GatewayError): string;
  /**
   * When it turns true the answer is complete: the driver calls `end()` and cancels what is left upstream. Before that it may push
   * the event that tells of usage.
   */
  readonly done?: boolean;
  /** Whether the caller asked what was used: then the driver waits a little for the event that tells. @default {false} */
  readonly wantsUsage?: boolean;
}

/** A dialect's half of the contract. */
export interface Dialect {
  /**
   * Translates a body. Pure.
   *
   * @throws {GatewayError} If the body cannot be honoured, naming the member in `param`.
   */
  translate(body: unknown, context: TranslateContext): AnyTranslation;
  /** The JSON that tells this dialect's clients of an error. */
  errorBody(error: GatewayError): unknown;
  /** What a quiet stream says to stay alive. @default {": ping\n\n"} */
  heartbeat?: string;
  /** The https URLs in the body that the driver should fetch before `translate` runs, when the gateway allows it. */
  remote?(body: unknown): string[];
  /** The model that the body asks for; by default its `model` member. */
  modelOf?(body: unknown): string | undefined;
}
