/**
 * The last chunk of an Invoke stream in, whether a whole stream ends so, and what it counted, out.
 *
 * @module
 */
import { familyOf } from "../models/families.ts";
import { decodeUtf8 } from "../wire/utf8.ts";

/** What a last chunk told. */
export interface ChunkEnd {
  /** Whether it is one that a whole stream ends with. */
  isWhole: boolean;
  /** Tokens read. */
  inputTokens?: number;
  /** Tokens written. */
  outputTokens?: number;
}

/** What Claude counts. */
interface Usage {
  input_tokens?: unknown;
  output_tokens?: unknown;
}

/**
 * Judges the last chunk of a stream.
 *
 * @param modelId The model that was asked.
 * @param json The chunk's own JSON.
 * @param isOnly Whether it is the first one too: a guardrail answers blocked input by one chunk without an end mark.
 * @returns What it told. A family without an end mark is taken at its word.
 */
export async function chunkEnd(modelId: string, json: Uint8Array, isOnly: boolean): Promise<ChunkEnd> {
  let chunk: unknown;
  try {
    chunk = JSON.parse(decodeUtf8(json));
  } catch {
    return { isWhole: false };
  }
  const usage = metricsOf(chunk);
  if (usage !== undefined) return { isWhole: true, ...usage };
  const family = familyOf(modelId);
  if (family === undefined) return { isWhole: true };
  const { textAdapter } = await import("../models/text_families.ts");
  const adapter = textAdapter(family);
  if (adapter === undefined) return { isWhole: true };
  const { end, intervened = false } = adapter.readChunk(chunk as Record<string, unknown>);
  return { isWhole: end || isOnly && intervened };
}

/**
 * Reads what a chunk counts: Bedrock's own numbers, which come in the last chunk, whatever the family; before that Claude's, so
 * that a stream that is left costs what it had told by then.
 *
 * @param chunk A chunk's JSON.
 * @returns The counts; nothing when it tells none.
 */
export function usageOfChunk(chunk: unknown): ReturnType<typeof countsOf> | undefined {
  const { message, usage = message?.usage } = (chunk ?? {}) as { message?: { usage?: Usage }; usage?: Usage };
  return metricsOf(chunk) ?? (usage ? countsOf(usage.input_tokens, usage.output_tokens) : undefined);
}

/** Bedrock's own numbers; nothing when it is not the last chunk. */
function metricsOf(chunk: unknown): ReturnType<typeof countsOf> | undefined {
  if (typeof chunk !== "object" || chunk === null) return undefined;
  const metrics = (chunk as Record<string, unknown>)["amazon-bedrock-invocationMetrics"];
  if (typeof metrics !== "object" || metrics === null) return undefined;
  const { inputTokenCount, outputTokenCount } = metrics as Record<string, unknown>;
  return countsOf(inputTokenCount, outputTokenCount);
}

/**
 * Keeps what are numbers.
 *
 * @param inputTokens Tokens read, perhaps.
 * @param outputTokens Tokens written, perhaps.
 * @returns A record of those that are.
 */
export function countsOf(inputTokens: unknown, outputTokens: unknown): { inputTokens?: number; outputTokens?: number } {
  const counts: { inputTokens?: number; outputTokens?: number } = {};
  if (typeof inputTokens === "number") counts.inputTokens = inputTokens;
  if (typeof outputTokens === "number") counts.outputTokens = outputTokens;
  return counts;
}
