/**
 * A header block in, what it says out; a block that was seen before is not read again.
 *
 * A stream repeats a handful of header blocks. One that is known by its bytes needs no decoding, and no checksum either: a CRC is
 * linear, so a known block moves any checksum state by one fixed map, here eight small tables.
 *
 * @module
 */
import { advance } from "./crc32.ts";
import { decodeHeaders, type EventStreamHeader } from "./headers.ts";

/** What the headers of a frame say. */
export interface FrameHead {
  /** What the frame is: an event, an exception that the service models, or an error that it does not. */
  readonly kind: "event" | "exception" | "error";
  /** `:event-type`, `:exception-type` or `:error-code`. */
  readonly type: string;
  /** `:error-message`. */
  readonly message: string | undefined;
  /** `:content-type`. */
  readonly contentType: string | undefined;
}

/** Which header names the type of which kind of message. */
const TYPE_HEADERS = { event: ":event-type", exception: ":exception-type", error: ":error-code" } as const;
/** Blocks longer than this are read each time: no stream of Bedrock has them, and comparing costs too. */
const MAX_BLOCK_BYTES = 512;
const MAX_BLOCKS = 16;
const ZEROS = new DataView(new ArrayBuffer(MAX_BLOCK_BYTES));

/** A header block that was seen. */
export class HeaderBlock {
  /** What it says. */
  readonly head: FrameHead;
  readonly #length: number;
  /** Its bytes, to be compared four at a time. */
  readonly #view: DataView;
  /** Sixteen entries for each of the eight half bytes of a checksum state; made when the block comes again. */
  #moves: Int32Array | undefined;

  /**
   * Keeps a block.
   *
   * @param head What it says.
   * @param bytes Its bytes, a copy.
   */
  constructor(head: FrameHead, bytes: Uint8Array) {
    this.head = head;
    this.#length = bytes.length;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** Whether the bytes from `start` to `end` are this block. */
  matches(view: DataView, start: number, end: number): boolean {
    const own = this.#view;
    const length = this.#length;
    if (end - start !== length) return false;
    let at = 0;
    for (const last = length - 3; at < last; at += 4) {
      if (own.getInt32(at) !== view.getInt32(start + at)) return false;
    }
    for (; at < length; at++) if (own.getUint8(at) !== view.getUint8(start + at)) return false;
    return true;
  }

  /** Moves a raw checksum state over the block. */
  advance(state: number): number {
    const moves = this.#moves ??= this.#learnMoves();
    return moves[state & 15]! ^ moves[16 | (state >>> 4) & 15]! ^ moves[32 | (state >>> 8) & 15]! ^
      moves[48 | (state >>> 12) & 15]! ^ moves[64 | (state >>> 16) & 15]! ^ moves[80 | (state >>> 20) & 15]! ^
      moves[96 | (state >>> 24) & 15]! ^ moves[112 | state >>> 28]!;
  }

  #learnMoves(): Int32Array {
    const length = this.#length;
    const moves = new Int32Array(128);
    for (let bit = 0; bit < 32; bit++) {
      const moved = advance(1 << bit, ZEROS, 0, length);
      const row = bit >> 2 << 4;
      const flag = 1 << (bit & 3);
      for (let half = 0; half < 16; half++) if (half & flag) moves[row | half]! ^= moved;
    }
    // What the block's own bytes add is the same for every state
    const added = advance(0, this.#view, 0, length);
    for (let half = 0; half < 16; half++) moves[half]! ^= added;
    return moves;
  }
}

/** The blocks of one stream, a bounded number of them. */
export class HeaderMemo {
  readonly #blocks: HeaderBlock[] = [];
  #last: HeaderBlock | undefined;
  #added = 0;

  /** The block with these bytes, if it was seen. */
  find(view: DataView, start: number, end: number): HeaderBlock | undefined {
    if (this.#last?.matches(view, start, end)) return this.#last;
    for (const block of this.#blocks) if (block.matches(view, start, end)) return this.#last = block;
    return undefined;
  }

  /** Keeps a block, whose frame was found to be whole. */
  add(head: FrameHead, bytes: Uint8Array, start: number, end: number): HeaderBlock {
    const block = new HeaderBlock(head, bytes.slice(start, end));
    if (end - start <= MAX_BLOCK_BYTES) this.#blocks[this.#added++ % MAX_BLOCKS] = this.#last = block;
    return block;
  }
}

/**
 * Reads what a frame is from its headers.
 *
 * @throws {SyntaxError} When the headers cannot be read, or do not say what the frame is.
 */
export function readHead(bytes: Uint8Array, start: number, end: number): FrameHead {
  const headers = decodeHeaders(bytes, start, end);
  const kind = text(headers[":message-type"]);
  if (kind !== "event" && kind !== "exception" && kind !== "error") {
    throw new SyntaxError("Cannot read event stream: :message-type is not one of event, exception, error");
  }
  // A failure without a name is still a failure; an event without one cannot be told from others
  const type = text(headers[TYPE_HEADERS[kind]]) ?? (kind === "event" ? undefined : "UnknownError");
  if (type === undefined) throw new SyntaxError("Cannot read event stream: an event without :event-type");
  return { kind, type, message: text(headers[":error-message"]), contentType: text(headers[":content-type"]) };
}

function text(header: EventStreamHeader | undefined): string | undefined {
  return header?.type === "string" ? header.value : undefined;
}
