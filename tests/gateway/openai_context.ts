/**
 * What the tests of the OpenAI dialect share: a context with a fixed clock and id, and readers of what comes out.
 *
 * @module
 */
import { addWarning } from "../../src/gateway/exchange.ts";
import type { ConverseInput, ConverseOutput, ConverseStreamEvent } from "../../src/models/converse.ts";
import type { RemoteFile, TranslateContext } from "../../src/gateway/dialect.ts";
import { familyOf } from "../../src/models/families.ts";
import { GatewayError } from "../../src/gateway/gateway_error.ts";
import { converseTranslation as translate } from "../../src/gateway/openai_chat.ts";
import { ServerSentEventParseStream } from "../deps.ts";

/** Ids by a short name, so that cases read well. */
export const MODELS = {
  claude45: "us.anthropic.claude-sonnet-4-5-20250929-v1:0",
  claude46: "us.anthropic.claude-sonnet-4-6",
  opus48: "us.anthropic.claude-opus-4-8",
  opus5: "us.anthropic.claude-opus-5",
  opus55: "us.anthropic.claude-opus-5-5",
  fable: "us.anthropic.claude-fable-5",
  claude37: "us.anthropic.claude-3-7-sonnet-20250219-v1:0",
  claude3: "anthropic.claude-3-haiku-20240307-v1:0",
  nova: "amazon.nova-pro-v1:0",
  nova2: "us.amazon.nova-2-lite-v1:0",
  titan: "amazon.titan-text-express-v1",
  llama: "us.meta.llama3-3-70b-instruct-v1:0",
  mistral: "mistral.mistral-large-2402-v1:0",
  command: "cohere.command-r-plus-v1:0",
  oss: "openai.gpt-oss-120b-1:0",
  gpt: "openai.gpt-5.6-sol",
  qwen: "qwen.qwen3-32b-v1:0",
} as const;

/** A context, and what was warned about. */
export interface TestContext extends TranslateContext {
  /** Warnings, as the header has them. */
  warnings: string[];
}

/** Makes a context for a model. */
export function contextOf(modelId: string, more: Partial<TranslateContext> = {}): TestContext {
  const warnings: string[] = [];
  return {
    model: "the-model",
    modelId,
    family: familyOf(modelId),
    warn: (field: string, what: string): void => addWarning(warnings, field, what),
    now: 1732250000,
    id: "abcdefghijklmnopqrstuvwx",
    headers: new Headers(),
    files: new Map<string, RemoteFile>(),
    warnings,
    ...more,
  };
}

/** A chat body with one turn, and whatever a case adds. */
export function chat(more: Record<string, unknown> = {}): Record<string, unknown> {
  return { model: "the-model", messages: [{ role: "user", content: "Hi" }], ...more };
}

/** Translates a body, and gives what goes to Bedrock with what was warned about. */
export function sent(
  body: unknown,
  model: keyof typeof MODELS = "claude45",
): { input: Partial<ConverseInput>; warnings: string[] } {
  const context = contextOf(MODELS[model]);
  const { modelId: _, ...input } = translate(body, context).input;
  return { input, warnings: context.warnings };
}

/** The refusal that a body meets. */
export function refusal(run: () => unknown): GatewayError {
  try {
    run();
  } catch (error) {
    if (error instanceof GatewayError) return error;
    throw error;
  }
  throw new Error("nothing was refused");
}

/** A whole answer of Converse. */
export function answer(content: unknown[], more: Record<string, unknown> = {}): ConverseOutput {
  return {
    output: { message: { role: "assistant", content } },
    stopReason: "end_turn",
    usage: { inputTokens: 3, outputTokens: 5, totalTokens: 8 },
    metrics: { latencyMs: 1 },
    ...more,
  } as ConverseOutput;
}

/** The answer's JSON for a body and a whole answer. */
// deno-lint-ignore no-explicit-any -- tests look at what came out, whatever it is
export function replied(body: unknown, output: ConverseOutput, model: keyof typeof MODELS = "claude45"): any {
  return translate(body, contextOf(MODELS[model])).reply.whole(output);
}

/** Parses SSE text with a parser that is not ours. */
export async function dataOf(text: string): Promise<string[]> {
  const stream = new Blob([text]).stream().pipeThrough(new ServerSentEventParseStream());
  const data: string[] = [];
  for await (const { data: one } of stream) if (one !== undefined) data.push(one);
  return data;
}

/** The chunks of a stream for a body and Converse's events; `[DONE]` is checked and taken off. */
export async function streamed(
  body: unknown,
  events: unknown[],
  model: keyof typeof MODELS = "claude45",
  // deno-lint-ignore no-explicit-any -- as above
): Promise<any[]> {
  const stream = translate(body, contextOf(MODELS[model])).reply.stream();
  let text = "";
  for (const event of events as ConverseStreamEvent[]) {
    text += stream.push(event);
    if (stream.done) break;
  }
  text += stream.end();
  const data = await dataOf(text);
  if (data.pop() !== "[DONE]") throw new Error("the stream does not end with [DONE]");
  return data.map((one) => JSON.parse(one));
}

/** The events of a text answer. */
export function textEvents(texts: string[], stopReason = "end_turn"): unknown[] {
  return [
    { messageStart: { role: "assistant" } },
    ...texts.map((text) => ({ contentBlockDelta: { delta: { text }, contentBlockIndex: 0 } })),
    { contentBlockStop: { contentBlockIndex: 0 } },
    { messageStop: { stopReason } },
    { metadata: { usage: { inputTokens: 3, outputTokens: 5, totalTokens: 8 }, metrics: { latencyMs: 1 } } },
  ];
}

/** The events of one call, at a block, in pieces. */
export function callEvents(index: number, id: string, name: string, pieces: string[]): unknown[] {
  return [
    { contentBlockStart: { start: { toolUse: { toolUseId: id, name } }, contentBlockIndex: index } },
    ...pieces.map((input) => ({ contentBlockDelta: { delta: { toolUse: { input } }, contentBlockIndex: index } })),
    { contentBlockStop: { contentBlockIndex: index } },
  ];
}

/** The content that a stream's chunks come to. */
// deno-lint-ignore no-explicit-any -- as above
export function contentOf(chunks: any[]): string {
  return chunks.map((chunk) => chunk.choices[0]?.delta.content ?? "").join("");
}
