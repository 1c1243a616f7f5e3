/**
 * A whole answer of Converse in, the events that its stream would have had out.
 *
 * Some models take tools only where they answer at once; their callers get a stream all the same.
 *
 * @module
 */
import type { ContentBlock, ContentBlockDelta, ConverseOutput, ConverseStreamEvent } from "../models/converse.ts";

function deltasOf(block: ContentBlock): ContentBlockDelta[] {
  const { text, toolUse, reasoningContent, citationsContent, image } = block;
  if (text !== undefined) return [{ text }];
  if (toolUse !== undefined) return [{ toolUse: { input: JSON.stringify(toolUse.input ?? {}) } }];
  if (citationsContent !== undefined) {
    const { content = [], citations = [] } = citationsContent;
    return [...content.map((one) => ({ text: one.text })), ...citations.map((citation) => ({ citation }))];
  }
  if (image !== undefined) return [{ image: { source: image.source } }];
  if (reasoningContent === undefined) return [];
  const { reasoningText, redactedContent } = reasoningContent;
  if (redactedContent !== undefined) return [{ reasoningContent: { redactedContent } }];
  const deltas: ContentBlockDelta[] = [{ reasoningContent: { text: reasoningText?.text ?? "" } }];
  if (reasoningText?.signature) deltas.push({ reasoningContent: { signature: reasoningText.signature } });
  return deltas;
}

/**
 * Makes a stream's events of a whole answer.
 *
 * @param output The answer.
 * @returns The events, in the order in which Bedrock sends them.
 */
export function replayEvents(output: ConverseOutput): ConverseStreamEvent[] {
  const events: ConverseStreamEvent[] = [{ messageStart: { role: "assistant" } }];
  for (const [contentBlockIndex, block] of (output.output?.message?.content ?? []).entries()) {
    if (block.toolUse !== undefined) {
      const { toolUseId, name } = block.toolUse;
      events.push({ contentBlockStart: { start: { toolUse: { toolUseId, name } }, contentBlockIndex } });
    }
    if (block.image !== undefined) {
      events.push({ contentBlockStart: { start: { image: { format: block.image.format } }, contentBlockIndex } });
    }
    for (const delta of deltasOf(block)) events.push({ contentBlockDelta: { delta, contentBlockIndex } });
    events.push({ contentBlockStop: { contentBlockIndex } });
  }
  const { stopReason, usage, metrics, serviceTier } = output;
  const served = serviceTier === undefined ? {} : { serviceTier };
  events.push({ messageStop: { stopReason } }, { metadata: { usage, metrics, ...served } });
  return events;
}

/**
 * Tells a whole answer as a stream.
 *
 * @param output The answer.
 * @returns Its events.
 */
export function replay(output: ConverseOutput): { batches(): AsyncGenerator<ConverseStreamEvent[]> } {
  return {
    async *batches(): AsyncGenerator<ConverseStreamEvent[]> {
      yield replayEvents(output);
    },
  };
}
