/**
 * The chunks of an event stream in, the bytes that may pass out; and at its end, whether it was a whole one and what it counted.
 *
 * Of events only the length is read, and how their headers begin; their bytes pass untouched. A frame that tells of a failure is
 * held until it is whole, and passes without what names an account. The last frame alone is decoded, once, at the end.
 *
 * @module
 */
import { chunkBytes } from "../wire/chunk.ts";
import { FrameReader } from "../wire/frames.ts";
import type { FrameHead } from "../wire/header_memo.ts";
import { joined } from "../wire/joined.ts";
import { decodeUtf8 } from "../wire/utf8.ts";
import { heldUntil, MAX_KEPT, scrubFrame, startsAsEvent } from "./failure_frame.ts";
import { type ChunkEnd, chunkEnd, countsOf } from "./stream_end.ts";

/** What the end of a stream told. */
export interface StreamEnd extends ChunkEnd {
  /** The exception's type, when the stream ended with one. */
  exception?: string;
}

const PRELUDE = 12;
/** What of a frame shows that it is an event. */
const GLANCE = 16;
const NOTHING = new Uint8Array(0);

/** Follows the frames of one stream. */
export class FrameWalk {
  /** Copies of the bytes of the frame that is passing by, or, between two frames, of the last: a view would keep all around it. */
  #parts: Uint8Array[] = [];
  #seen = 0;
  /** The frame's length; 0 while its first four bytes are not all there. */
  #length = 0;
  /** How many frames began. */
  #frames = 0;
  /** How much of the frame must be there before it may pass; 0 once it does. */
  #heldUntil = 0;

  /**
   * Follows a chunk.
   *
   * @param chunk The bytes, in the order they come.
   * @returns The bytes that pass now: the chunk itself, nearly always.
   * @throws {GatewayError} If a frame tells of a failure, and is damaged or too long.
   */
  push(chunk: Uint8Array): Uint8Array {
    // Made only when something does not pass as it came
    let passed: Uint8Array[] | undefined;
    let sent = 0;
    let at = 0;
    if (this.#seen !== this.#length) {
      at = this.#take(chunk, 0);
      if (this.#heldUntil > 0) {
        passed = [this.#judge()];
        sent = at;
      }
    }
    let last = -1;
    // Frames that are whole are stepped over; of most chunks that is all there is to do.
    while (at < chunk.length) {
      const length = chunk.length - at < 4 ? Infinity : lengthAt(chunk, at);
      if (at + length > chunk.length) break;
      if (!startsAsEvent(chunk, at)) {
        const frame = chunk.subarray(at, at + length);
        if (heldUntil(frame, length) > 0) {
          (passed ??= []).push(chunk.subarray(sent, at), scrubFrame(frame));
          sent = at + length;
        }
      }
      last = at;
      at += length;
      this.#frames++;
    }
    if (at < chunk.length) {
      this.#start();
      this.#take(chunk, at);
      if (chunk.length - at < GLANCE || !startsAsEvent(chunk, at)) {
        this.#heldUntil = GLANCE;
        (passed ??= []).push(chunk.subarray(sent, at), this.#judge());
        sent = chunk.length;
      }
    } else if (last >= 0) {
      this.#parts = [chunk.slice(last, Math.min(at, last + MAX_KEPT))];
      this.#seen = this.#length = at - last;
    }
    if (passed === undefined) return chunk;
    passed.push(chunk.subarray(sent));
    return joined(passed);
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
    const reader = new FrameReader();
    reader.push(joined(this.#parts));
    let head: FrameHead | undefined;
    try {
      head = reader.nextHead();
    } catch {
      // Bad bytes are no end
    }
    if (head === undefined) return { isWhole: false };
    const body = reader.payload();
    if (head.kind !== "event") return { isWhole: true, exception: head.type };
    if (modelId !== undefined) {
      try {
        return await chunkEnd(modelId, chunkBytes(body), this.#frames === 1);
      } catch {
        return { isWhole: false };
      }
    }
    if (head.type !== "metadata") return { isWhole: head.type === "messageStop" };
    const { usage } = parse(body);
    return { isWhole: true, ...countsOf(usage?.inputTokens, usage?.outputTokens) };
  }

  #start(): void {
    this.#parts = [];
    this.#seen = 0;
    this.#length = 0;
    this.#heldUntil = 0;
    this.#frames++;
  }

  /** Says what of the frame that is held may pass by now: all that came of it, or nothing. */
  #judge(): Uint8Array {
    if (this.#length === 0 || this.#seen < Math.min(this.#heldUntil, this.#length)) return NOTHING;
    const frame = joined(this.#parts);
    // More comes of it, or it is read again at the end: what passes is a copy
    this.#parts = [frame];
    this.#heldUntil = heldUntil(frame, this.#length);
    if (this.#heldUntil === 0) return frame.slice();
    if (frame.length < this.#heldUntil) return NOTHING;
    this.#heldUntil = 0;
    return scrubFrame(frame).slice();
  }

  /** Takes what a chunk has of the frame, and says where that ends. */
  #take(chunk: Uint8Array, start: number): number {
    let at = start;
    while (at < chunk.length && (this.#length === 0 || this.#seen < this.#length)) {
      const wanted = (this.#length || 4) - this.#seen;
      const end = Math.min(at + wanted, chunk.length);
      if (this.#seen < MAX_KEPT) this.#parts.push(chunk.slice(at, end));
      this.#seen += end - at;
      at = end;
      if (this.#length === 0 && this.#seen === 4) this.#length = lengthAt(joined(this.#parts), 0);
    }
    return at;
  }
}

/** A frame's length. One that cannot be is left to whoever decodes the stream, who will say so. */
function lengthAt(bytes: Uint8Array, at: number): number {
  return Math.max(PRELUDE, bytes[at]! * 0x1000000 + (bytes[at + 1]! << 16) + (bytes[at + 2]! << 8) + bytes[at + 3]!);
}

function parse(bytes: Uint8Array): { usage?: Record<string, unknown> } {
  try {
    return JSON.parse(decodeUtf8(bytes)) ?? {};
  } catch {
    return {};
  }
}
