/**
 * A model's id in, what reads the chunks of its stream out: its family's adapter, or the words that all families use.
 *
 * Loaded with the first stream, while the request is under way.
 *
 * @module
 */
import { converseAdapter } from "../models/converse_adapter.ts";
import { familyOf } from "../models/families.ts";
import { textDelta } from "../models/native_answer.ts";
import type { ChunkReader, TextDelta } from "../models/text_adapter.ts";
import { textAdapter } from "../models/text_families.ts";

/** What reads the events of Converse. */
export const converseReader: ChunkReader<never> = converseAdapter;

/**
 * Finds what reads a model's chunks.
 *
 * @param modelId The model.
 * @returns A reader for one stream; nothing for a container of one's own, of which nobody knows what it says last.
 */
export function chunkReader(modelId: string): ChunkReader<never> | undefined {
  const family = familyOf(modelId);
  if (family === "marketplace-endpoint") return undefined;
  const adapter = family && textAdapter(family);
  return adapter?.startReading?.() ?? adapter ?? { readChunk: readAnyChunk };
}

/** Members that hold a chunk's text, or why it ended, in one family or another; on the chunk, or on what it wraps. */
interface AnyPart {
  text?: unknown;
  content?: unknown;
  completion?: unknown;
  outputText?: unknown;
  generation?: unknown;
  stop_reason?: unknown;
  finish_reason?: unknown;
  completionReason?: unknown;
  stopReason?: unknown;
  is_finished?: unknown;
  delta?: AnyPart;
  message?: AnyPart;
  choices?: AnyPart[];
  outputs?: AnyPart[];
  generations?: AnyPart[];
  contentBlockDelta?: AnyPart;
  messageStop?: AnyPart;
  type?: unknown;
}

/**
 * Reads a chunk of any family.
 *
 * @param chunk The chunk.
 * @returns What it tells.
 */
function readAnyChunk(chunk: AnyPart): TextDelta {
  const { choices, outputs, generations, contentBlockDelta, messageStop } = chunk;
  const part = choices?.[0] ?? outputs?.[0] ?? generations?.[0] ?? contentBlockDelta ?? chunk;
  const inner = part.delta ?? part.message ?? part;
  const text = inner.text ?? inner.content ?? part.text ?? part.completion ?? part.outputText ?? part.generation;
  // Claude's messages tell the reason one chunk before the end
  const reason = part.stop_reason ?? part.finish_reason ?? part.completionReason ?? messageStop?.stopReason ??
    part.stopReason;
  const end = chunk.type === "message_stop" || chunk.is_finished === true || chunk as unknown === "[DONE]";
  return textDelta(
    chunk as Record<never, never>,
    typeof text === "string" ? text : "",
    typeof reason === "string" ? reason : undefined,
    undefined,
    end || typeof reason === "string",
  );
}
