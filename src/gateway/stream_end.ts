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

/**
 * Judges the last chunk of a stream.
 *
 * @param modelId The model that was asked.
 * @param json The chunk's own JSON.
 * @returns What it told. A family without an end mark is taken at its word.
 */
export async function chunkEnd(modelId: string, json: Uint8Array): Promise<ChunkEnd> {
  let chunk: Record<string, unknown>;
  try {
    chunk = JSON.parse(decodeUtf8(json));
  } catch {
    return { isWhole: false };
  }
  // Bedrock's own numbers come in the last chunk, whatever the family.
  const metrics = chunk?.["amazon-bedrock-invocationMetrics"] as Record<string, unknown> | undefined;
  if (metrics !== undefined) {
    return { isWhole: true, ...countsOf(metrics.inputTokenCount, metrics.outputTokenCount) };
  }
  const family = familyOf(modelId);
  if (family === undefined) return { isWhole: true };
  const { textAdapter } = await import("../models/text_families.ts");
  const adapter = textAdapter(family);
  return { isWhole: adapter === undefined || adapter.readChunk(chunk).end };
}

/**
 * Keeps what are numbers.
 *
 * @param inputTokens Tokens read, perhaps.
 * @param outputTokens Tokens written, perhaps.
 * @returns A record of those that are.
 */
export function countsOf(inputTokens: unknown, outputTokens: unknown): { inputTokens?: number; outputTokens?: number } {
  return {
    ...(typeof inputTokens === "number" ? { inputTokens } : {}),
    ...(typeof outputTokens === "number" ? { outputTokens } : {}),
  };
}
