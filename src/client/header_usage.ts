/**
 * An answer of InvokeModel in, the token counts of its headers out: for the families whose bodies tell none.
 *
 * @module
 */
import type { PromptUsage } from "../models/text_adapter.ts";
import { readInvokeModel } from "./invoke.ts";
import type { Reply } from "./reply.ts";

/**
 * Reads the token counts of an answer's headers.
 *
 * @param reply The answer.
 * @returns The counts that are told.
 */
export function headerUsage(reply: Reply): PromptUsage {
  const { inputTokenCount, outputTokenCount, cacheReadInputTokenCount, cacheWriteInputTokenCount } = readInvokeModel(
    reply,
  );
  return {
    ...(inputTokenCount === undefined ? {} : { inputTokens: inputTokenCount }),
    ...(outputTokenCount === undefined ? {} : { outputTokens: outputTokenCount }),
    ...(cacheReadInputTokenCount === undefined ? {} : { cacheReadInputTokens: cacheReadInputTokenCount }),
    ...(cacheWriteInputTokenCount === undefined ? {} : { cacheWriteInputTokens: cacheWriteInputTokenCount }),
  };
}
