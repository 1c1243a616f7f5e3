/**
 * The chunks of an event stream that passes by in, whether it ended as a whole one and what it counted out.
 *
 * Only lengths are read on the way; the bytes go on untouched. The last frame alone is decoded, once, at the end.
 *
 * @module
 */
import { chunkBytes } from "../wire/chunk.ts";
import { decodeMessage, type EventStreamMessage } from "../wire/event_stream.ts";
import { type ChunkEnd, chunkEnd, countsOf } from "./stream_end.ts";

/** What the end of a stream told. */
export interface StreamEnd extends ChunkEnd {
  /** The exception's type, when the stream ended with one. */
  exception?: string;
}

const PRELUDE = 12;
/** A frame that is longer than this carries an image, not counts. */
const MAX_KEPT = 65_536;

/** Follows the frames of one stream. */
export class FrameWalk {
  /** The bytes of the frame that is passing by; of the last one, between two frames. */
  #parts: Uint8Array[] = [];
  #seen = 0;
  #length = 0;

  /**
   * Follows a chunk.
   *
   * @param chunk The bytes, in the order they pass.
   */
  push(chunk: Uint8Array): void {
    let offset = 0;
    while (offset < chunk.length) {
      if (this.#length > 0 && this.#seen === this.#length) this.#start();
      const wanted = this.#length === 0 ? 4 - this.#seen : this.#length - this.#seen;
      const taken = Math.min(wanted, chunk.length - offset);
      if (this.#seen < MAX_KEPT) this.#parts.push(chunk.subarray(offset, offset + taken));
      offset += taken;
      this.#seen += taken;
      if (this.#length === 0 && this.#seen === 4) {
        const [a, b, c, d] = joined(this.#parts) as unknown as [number, number, number, number];
        // A length that cannot be is left alone here: whoever decodes the stream will say so.
        this.#length = Math.max(PRELUDE, a * 0x1000000 + (b << 16) + (c << 8) + d);
      }
    }
  }

  /**
   * Judges the end.
   *
   * @param modelId The model of an Invoke stream, by whose family its last words are known; nothing for Converse.
   * @returns What the last frame told.
   */
  async end(modelId: string | undefined): Promise<StreamEnd> {
    if (this.#length === 0 || this.#seen !== this.#length) return { isWhole: false };
    if (this.#length > MAX_KEPT) return { isWhole: modelId !== undefined };
    let message: EventStreamMessage;
    try {
      message = decodeMessage(joined(this.#parts));
    } catch {
      return { isWhole: false };
    }
    const { headers, body } = message;
    const exception = headers[":exception-type"] ?? headers[":error-code"];
    if (exception !== undefined) return { isWhole: true, exception: String(exception.value) };
    if (modelId !== undefined) {
      try {
        return await chunkEnd(modelId, chunkBytes(body));
      } catch {
        return { isWhole: false };
      }
    }
    const type = headers[":event-type"]?.value;
    if (type !== "metadata") return { isWhole: type === "messageStop" };
    const { usage } = parse(body);
    return { isWhole: true, ...countsOf(usage?.inputTokens, usage?.outputTokens) };
  }

  #start(): void {
    this.#parts = [];
    this.#seen = 0;
    this.#length = 0;
  }
}

function parse(bytes: Uint8Array): { usage?: Record<string, unknown> } {
  try {
    return JSON.parse(new TextDecoder().decode(bytes)) ?? {};
  } catch {
    return {};
  }
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  if (parts.length === 1) return parts[0]!;
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    bytes.set(part, offset);
    offset += part.length;
  }
  return bytes;
}
