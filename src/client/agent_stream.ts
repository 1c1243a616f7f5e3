/**
 * The events of an agent, a flow or a knowledge base in; the same out, with what the reply's headers say beside them.
 *
 * @module
 */
import type { ChunkReader, TextDelta } from "../models/text_adapter.ts";
import { BedrockStream, type StreamSource } from "./stream.ts";

/** One event: `{ [type]: payload }`, as AWS names both. */
export type AgentEvent = { readonly [type: string]: unknown };

/** The events of a streamed reply of the agent runtime. */
export class AgentStream<Event> extends BedrockStream<Event> {
  /** The members of the reply that stand in its headers, by AWS's names: `sessionId`, `memoryId`, `executionId`, … */
  readonly members: Readonly<Record<string, string>>;

  /**
   * Wraps a source.
   *
   * @param source What is read from.
   * @param members What the headers say.
   */
  constructor(source: StreamSource<Event>, members: Readonly<Record<string, string>>) {
    super(source);
    this.members = members;
  }
}

/** Events that end a stream; a stream without one of its own may end behind any event. */
const ENDS: Record<string, string> = { InvokeFlow: "flowCompletionEvent", OptimizePrompt: "optimizedPromptEvent" };

/**
 * Gives what tells where a stream ends, and what was said by then.
 *
 * @param name AWS's name of the operation.
 * @returns A reader for one stream.
 */
export function agentReader(name: string): ChunkReader<never> {
  const last = ENDS[name];
  const text = new TextDecoder();
  let whole = false;
  return {
    readChunk(event: Record<string, Record<string, unknown> | undefined>): TextDelta {
      const { chunk, output, responseEvent } = event;
      const said = chunk?.bytes instanceof Uint8Array
        ? text.decode(chunk.bytes, { stream: true })
        : output?.text ?? responseEvent?.text;
      whole ||= last === undefined || last in event;
      return { text: typeof said === "string" ? said : "", end: whole };
    },
  };
}
