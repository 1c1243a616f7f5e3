/**
 * Claude's own answer from Invoke in, the same answer in Anthropic's words out: whole, or event by event.
 *
 * @module
 */
import { answeredMessage, AnswerEvents, type AnswerPlan } from "./anthropic_answer.ts";
import type { Document } from "../models/document.ts";
import type { StreamTranslator } from "./dialect.ts";
import { errorBodyOf } from "./errors.ts";
import { GatewayError, scrub } from "./gateway_error.ts";
import { isJson, type Json } from "./openai_fields.ts";

/** What an answer needs to know of its request. */
export interface AnswerHead {
  /** The model as the caller wrote it. */
  model: string;
  /** The names of tools that went to the model, to those that the caller knows. */
  names: ReadonlyMap<string, string>;
  /** How the answer was brought into its format, where the model could not. */
  answer?: AnswerPlan | undefined;
}

/**
 * Writes one event.
 *
 * @param event The event.
 * @returns Its SSE text: Anthropic's SDK reads no event without its name.
 */
export function sseEvent(event: Json): string {
  return `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`;
}

/**
 * Writes the event that breaks a stream.
 *
 * @param error What went wrong.
 * @returns Its SSE text.
 */
export function sseError(error: GatewayError): string {
  return sseEvent(errorBodyOf(error, "anthropic"));
}

/** The codes by which `errors.ts` knows Anthropic's types of errors; what is not here is an `api_error`. */
const CODES: Readonly<Record<string, string>> = {
  invalid_request_error: "ValidationException",
  authentication_error: "UnrecognizedClientException",
  permission_error: "AccessDeniedException",
  not_found_error: "ResourceNotFoundException",
  request_too_large: "request_too_large",
  rate_limit_error: "ThrottlingException",
  timeout_error: "Timeout",
  overloaded_error: "ServiceUnavailableException",
};

/** An error that Claude's stream told of, to be told as any other: counted, and without what names an account. */
function errorOf({ type, message }: Json): GatewayError {
  return new GatewayError(scrub(typeof message === "string" ? message : "Bedrock broke the stream"), {
    status: 502,
    code: CODES[String(type)] ?? "InternalServerException",
  });
}

/** Takes off what Bedrock adds to Claude's answer; says whether a guardrail stepped in. */
function withoutExtras(answer: Json): { answer: Json; intervened: boolean } {
  const intervened = answer["amazon-bedrock-guardrailAction"] === "INTERVENED";
  const own = Object.entries(answer).filter(([name]) => !name.startsWith("amazon-bedrock-"));
  return { answer: Object.fromEntries(own), intervened };
}

function named(block: unknown, { names }: AnswerHead): unknown {
  const name = isJson(block) && block.type === "tool_use" ? names.get(String(block.name)) : undefined;
  return name === undefined ? block : { ...block as Json, name };
}

/**
 * Translates a whole answer.
 *
 * @param value Claude's answer.
 * @param head What it repeats of its request.
 * @returns The message.
 * @throws {GatewayError} If it is none.
 */
export function message(value: Document, head: AnswerHead): Json {
  if (!isJson(value) || !Array.isArray(value.content)) {
    throw new GatewayError("Cannot read answer: it is no message", { status: 502, code: "InvalidResponse" });
  }
  const { answer, intervened } = withoutExtras(value);
  const whole = {
    id: "msg_bedrock",
    type: "message",
    role: "assistant",
    stop_sequence: null,
    ...answer,
    model: head.model,
    content: value.content.map((block) => named(block, head)),
    stop_reason: intervened ? "refusal" : answer.stop_reason ?? "end_turn",
    usage: { input_tokens: 0, output_tokens: 0, ...answer.usage as Json },
  };
  return head.answer === undefined ? whole : answeredMessage(whole, head.answer);
}

/** Tells a whole message as a stream: a guardrail that blocks the question answers with one. */
function replay(whole: Json): string {
  const { content, stop_reason, stop_sequence, usage } = whole;
  let text = sseEvent({
    type: "message_start",
    message: { ...whole, content: [], stop_reason: null, stop_sequence: null },
  });
  for (const [index, block] of (content as Json[]).entries()) {
    const isText = block.type === "text";
    text += sseEvent({
      type: "content_block_start",
      index,
      content_block: isText ? { type: "text", text: "" } : block,
    });
    if (isText) {
      text += sseEvent({ type: "content_block_delta", index, delta: { type: "text_delta", text: block.text } });
    }
    text += sseEvent({ type: "content_block_stop", index });
  }
  return text + sseEvent({ type: "message_delta", delta: { stop_reason, stop_sequence }, usage }) +
    sseEvent({ type: "message_stop" });
}

/** Hands Claude's events on. */
export class ClaudeStream implements StreamTranslator<Document> {
  readonly #head: AnswerHead;
  readonly #answer: AnswerEvents | undefined;
  #intervened = false;
  #done = false;

  /**
   * Starts a stream.
   *
   * @param head What the answer repeats of its request.
   */
  constructor(head: AnswerHead) {
    this.#head = head;
    if (head.answer !== undefined) this.#answer = new AnswerEvents(head.answer);
  }

  /** Whether the answer came whole, as one event, behind which nothing may come. */
  get done(): boolean {
    return this.#done;
  }

  #tell(event: Json): string {
    return this.#answer === undefined ? sseEvent(event) : this.#answer.push(event).map(sseEvent).join("");
  }

  /** Hands one event on. */
  push(value: Document): string {
    const chunk = value as Json;
    switch (chunk.type) {
      case "content_block_delta":
      case "content_block_stop":
        return this.#tell(chunk);
      case "message_start": {
        const started = isJson(chunk.message) ? chunk.message : {};
        const usage = { input_tokens: 0, output_tokens: 0, ...started.usage as Json };
        return sseEvent({ ...chunk, message: { ...started, model: this.#head.model, usage } });
      }
      case "content_block_start":
        return this.#tell({ ...chunk, content_block: named(chunk.content_block, this.#head) });
      case "error":
        throw errorOf(isJson(chunk.error) ? chunk.error : {});
    }
    const { answer, intervened } = withoutExtras(chunk);
    this.#intervened ||= intervened;
    if (typeof answer.type !== "string" || answer.type === "message") {
      if (!Array.isArray(answer.content)) return "";
      this.#done = true;
      return replay(message(chunk as Document, this.#head));
    }
    if (answer.type === "message_delta") {
      const delta = this.#intervened ? { ...answer.delta as Json, stop_reason: "refusal" } : answer.delta;
      return this.#tell({ ...answer, delta, usage: { output_tokens: 0, ...answer.usage as Json } });
    }
    return /^\w+$/.test(answer.type) ? sseEvent(answer) : "";
  }

  /** Ends the stream. */
  end(): string {
    return "";
  }

  /** Breaks the stream. */
  fail(error: GatewayError): string {
    return sseError(error);
  }
}
