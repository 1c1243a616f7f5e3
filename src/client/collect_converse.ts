/**
 * The events of a Converse stream in, the answer that Converse would have given out.
 *
 * @module
 */
import type { ConverseOutput, ConverseStreamEvent } from "../models/converse.ts";

/**
 * Reads a stream of Converse to its end, and puts the whole answer together.
 *
 * What a tool is called with is parsed, `{}` where nothing was said; JSON that was cut off, because the answer was, stays text.
 *
 * @param stream The events, as {@linkcode BedrockRuntime.converseStream} gives them.
 * @returns The answer.
 * @throws {BedrockError} `StreamIncomplete` when the events end before the message does; and what the stream throws.
 *
 * @example A call of a tool, in pieces
 * ```ts
 * import { collectConverse, type ConverseStreamEvent } from "@edge-aws/bedrock";
 * import { assertEquals } from "@std/assert";
 *
 * async function* stream(): AsyncGenerator<ConverseStreamEvent> {
 *   yield { messageStart: { role: "assistant" } };
 *   yield { contentBlockStart: { contentBlockIndex: 0, start: { toolUse: { toolUseId: "t1", name: "weather" } } } };
 *   yield { contentBlockDelta: { contentBlockIndex: 0, delta: { toolUse: { input: '{"city":' } } } };
 *   yield { contentBlockDelta: { contentBlockIndex: 0, delta: { toolUse: { input: '"Rome"}' } } } };
 *   yield { contentBlockStop: { contentBlockIndex: 0 } };
 *   yield { messageStop: { stopReason: "tool_use" } };
 * }
 * const { output } = await collectConverse(stream());
 * assertEquals(output.message?.content[0]?.toolUse?.input, { city: "Rome" });
 * ```
 */
export async function collectConverse(stream: AsyncIterable<ConverseStreamEvent>): Promise<ConverseOutput> {
  const { ConverseCollector } = await import("./more.ts");
  const collector = new ConverseCollector();
  for await (const event of stream) collector.add(event);
  return collector.finish();
}
