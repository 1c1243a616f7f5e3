/**
 * What the tests of the Anthropic dialect share: bodies, what goes to Bedrock for them, and readers of what comes out.
 *
 * @module
 */
import type { ConverseInput, ConverseStreamEvent } from "../../src/models/converse.ts";
import { translate } from "../../src/gateway/anthropic_messages.ts";
import type { InvokeTranslation, TranslateContext, Translation } from "../../src/gateway/dialect.ts";
import { ServerSentEventParseStream } from "../deps.ts";
import { contextOf, MODELS, type TestContext } from "./openai_context.ts";

/** The options every test of this house runs with. */
export const OPTIONS = { sanitizeOps: true, sanitizeResources: true };

/** Ids by a short name. */
export const IDS = {
  ...MODELS,
  haiku45: "us.anthropic.claude-haiku-4-5-20251001-v1:0",
  opus45: "us.anthropic.claude-opus-4-5-20251101-v1:0",
  opus47: "us.anthropic.claude-opus-4-7",
  sonnet5: "us.anthropic.claude-sonnet-5",
} as const;

/** The name of a model in {@linkcode IDS}. */
export type Model = keyof typeof IDS;

/** A body with one turn, and whatever a case adds. */
export function body(more: Record<string, unknown> = {}): Record<string, unknown> {
  return { model: "the-model", max_tokens: 1000, messages: [{ role: "user", content: "Hi" }], ...more };
}

/** A context whose request names its version. */
export function anthropicContext(model: Model, more: Partial<TranslateContext> = {}): TestContext {
  const headers = new Headers({ "anthropic-version": "2023-06-01" });
  return contextOf(IDS[model], { headers, ...more });
}

// deno-lint-ignore no-explicit-any -- tests look at what came out, whatever it is
type Any = any;

/** What goes to Invoke for a body, with what was warned about. */
export function invoked(
  given: unknown,
  model: Model = "claude45",
  more: Partial<TranslateContext> = {},
): { body: Any; warnings: string[]; translation: InvokeTranslation } {
  const context = anthropicContext(model, more);
  const translation = translate(given, context);
  if (translation.road !== "invoke") throw new Error("it does not go to Invoke");
  return { body: translation.body, warnings: context.warnings, translation };
}

/** What goes to Converse for a body, with what was warned about. */
export function conversed(
  given: unknown,
  model: Model = "nova",
  more: Partial<TranslateContext> = {},
): { input: Partial<ConverseInput>; warnings: string[]; translation: Translation } {
  const context = anthropicContext(model, { road: "converse", ...more });
  const translation = translate(given, context);
  if (translation.road === "invoke" || translation.road === "pass") throw new Error("it does not go to Converse");
  const { modelId: _, ...input } = translation.input;
  return { input, warnings: context.warnings, translation };
}

/** Parses SSE text with a parser that is not ours: each event's name has to be its type. */
export async function eventsOf(text: string): Promise<Any[]> {
  const stream = new Blob([text]).stream().pipeThrough(new ServerSentEventParseStream());
  const events: Any[] = [];
  for await (const { event, data } of stream) {
    const one = JSON.parse(data!);
    if (event !== one.type) throw new Error(`the event ${event} holds a ${one.type}`);
    events.push(one);
  }
  return events;
}

/** The events told for a stream of Converse. */
export function conversedEvents(given: unknown, events: unknown[], model: Model = "nova"): Promise<Any[]> {
  const stream = conversed(given, model).translation.reply.stream();
  let text = "";
  for (const event of events as ConverseStreamEvent[]) {
    text += stream.push(event);
    if (stream.done) break;
  }
  return eventsOf(text + stream.end());
}

/** The events told for a stream of Claude's. */
export function invokedEvents(given: unknown, chunks: Any[], model: Model = "claude45"): Promise<Any[]> {
  const stream = invoked(given, model).translation.reply.stream();
  return eventsOf(chunks.map((chunk) => stream.push(chunk)).join("") + stream.end());
}

/** Types and places of events, one word each, so that an order reads well. */
export function outline(events: Any[]): string[] {
  return events.map(({ type, index, content_block: block, delta }) =>
    [type, index, block?.type ?? delta?.type].filter((part) => part !== undefined).join(" ")
  );
}

/** A picture of one pixel, as base64. */
export const PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
