/**
 * Pieces of an event stream in, however they were cut; where each whole frame stands out.
 *
 * @module
 */
import { advance } from "./crc32.ts";

/** Options of everything that reads an event stream. */
export interface EventStreamReadOptions {
  /**
   * The longest frame to accept, in bytes. Checked before anything is allocated for it.
   *
   * @default 25296912 (24 MiB of payload, 128 KiB of headers, and the frame around them)
   */
  maxMessageBytes?: number;
}

/** The bytes around headers and payload: lengths and checksum before them, a checksum behind. */
export const FRAME_OVERHEAD = 16;
const PRELUDE = 12;
const DEFAULT_MAX_MESSAGE_BYTES = 24 * 1024 * 1024 + 128 * 1024 + FRAME_OVERHEAD;
/** Frames that arrive in pieces are put together side by side in buffers of this size; longer ones get their own. */
const SLAB_BYTES = 16 * 1024;
/** For small frames it has room for so many: a stream that trickles holds little. */
const SLAB_FRAMES = 6;
/** Copying so few bytes is cheaper than making views of them where they are. */
const SMALL_PIECE = 1024;
/** A longer frame's own buffer starts with room for so many times what has come: little is copied twice, little is unused. */
const GROWTH = 8;
const NOTHING = new Uint8Array(0);

/**
 * Finds the frames in a stream of bytes. What came in large pieces stays where it is; only frames that were cut, and small
 * pieces, are copied together, into memory that grows with what has come: a length alone allocates nothing.
 *
 * A frame's prelude is checked here; its message checksum is the caller's, who may know a part of it already.
 */
export class Framer {
  /** The bytes that hold the frame that `next()` found. */
  bytes: Uint8Array = NOTHING;
  /** The same bytes. */
  view: DataView = viewOf(NOTHING);
  /** Where its headers start. */
  headersStart = 0;
  /** Where its headers end and its payload starts. */
  payloadStart = 0;
  /** Where its payload ends, and its checksum stands. */
  payloadEnd = 0;
  /** The raw checksum state behind its prelude. */
  preludeState = 0;

  readonly #maxMessageBytes: number;
  /** The bytes not yet read: first `bytes` from `at` to `end`, then the queue from `queueAt`, its first piece from `queueOffset`. */
  #at = 0;
  #end = 0;
  #queue: Uint8Array[] = [];
  #queueAt = 0;
  #queueLength = 0;
  #queueOffset = 0;
  #queuedBytes = 0;
  /** The length of the frame at `at`, or 0 as long as its prelude was not read. */
  #total = 0;
  /** Whether `bytes` is memory of this framer, to be written behind `end`. */
  #own = false;
  #slab = NOTHING;
  #slabView = this.view;
  #slabAt = 0;
  #failure: SyntaxError | undefined;

  /**
   * Starts at the beginning of a stream.
   *
   * @param options The longest frame to accept.
   * @throws {RangeError} When that is no length of a frame.
   */
  constructor(options: EventStreamReadOptions = {}) {
    const { maxMessageBytes = DEFAULT_MAX_MESSAGE_BYTES } = options;
    if (!Number.isInteger(maxMessageBytes) || maxMessageBytes < FRAME_OVERHEAD) {
      throw new RangeError(
        `Cannot read event stream: maxMessageBytes is ${maxMessageBytes}, wanted a number from 16 on`,
      );
    }
    this.#maxMessageBytes = maxMessageBytes;
  }

  /** How many bytes were pushed and not yet read. */
  get pending(): number {
    return this.#end - this.#at + this.#queuedBytes;
  }

  /** Takes the next piece; from now on it belongs to the framer, and to the views that are made of it. */
  push(chunk: Uint8Array): void {
    if (chunk.length === 0 || this.#failure) return;
    this.#queue[this.#queueLength++] = chunk;
    this.#queuedBytes += chunk.length;
  }

  /**
   * Goes to the next whole frame.
   *
   * @returns Whether there is one. Its place stands in the fields until the next call.
   * @throws {SyntaxError} When a prelude is bad; from then on always.
   */
  next(): boolean {
    if (this.#failure) throw this.#failure;
    for (;;) {
      const available = this.#end - this.#at;
      if (this.#total === 0 && available >= PRELUDE) this.#readPrelude();
      if (this.#total !== 0 && available >= this.#total) {
        this.#at += this.#total;
        this.payloadEnd = this.#at - 4;
        this.#total = 0;
        return true;
      }
      if (this.#queuedBytes === 0) return false;
      this.#more(available, this.#total || PRELUDE);
    }
  }

  /** Remembers why the stream cannot be read on, lets go of its bytes, and throws. */
  fail(reason: string | SyntaxError): never {
    this.#failure = typeof reason === "string" ? new SyntaxError(`Cannot read event stream: ${reason}`) : reason;
    this.bytes = this.#slab = NOTHING;
    this.view = this.#slabView = viewOf(NOTHING);
    this.#queue = [];
    this.#at = this.#end = this.#queuedBytes = 0;
    throw this.#failure;
  }

  /** Compares a raw checksum state with the checksum behind the payload. */
  checkMessage(state: number): void {
    if (~state !== this.view.getInt32(this.payloadEnd)) this.fail("a frame's message checksum does not match");
  }

  /**
   * Says that nothing more will come.
   *
   * @throws {SyntaxError} When the stream was bad, or ended inside a frame.
   */
  end(): void {
    if (this.#failure) throw this.#failure;
    if (this.pending > 0) this.fail(`it ended inside a frame, ${this.pending} bytes after the frame's start`);
  }

  #readPrelude(): void {
    const { view } = this;
    const at = this.#at;
    const state = advance(-1, view, at, at + 8);
    if (~state !== view.getInt32(at + 8)) this.fail("a frame's prelude checksum does not match");
    const total = view.getUint32(at);
    const headers = view.getUint32(at + 4);
    if (total > this.#maxMessageBytes) {
      this.fail(`a frame of ${total} bytes, wanted at most ${this.#maxMessageBytes}`);
    }
    if (headers > total - FRAME_OVERHEAD) {
      this.fail(`a frame of ${total} bytes with ${headers} bytes of headers`);
    }
    this.#total = total;
    this.#place(headers);
    this.preludeState = advance(state, view, at + 8, at + PRELUDE);
  }

  /** Sets where headers and payload start. */
  #place(headersLength: number): void {
    this.headersStart = this.#at + PRELUDE;
    this.payloadStart = this.headersStart + headersLength;
  }

  /** Takes from the next piece: all of it, or what the frame at `at` needs. */
  #more(available: number, wanted: number): void {
    const piece = this.#queue[this.#queueAt]!;
    const offset = this.#queueOffset;
    const rest = piece.length - offset;
    const small = rest <= SMALL_PIECE && available + rest <= SLAB_BYTES;
    if (available === 0 && !small) this.#adopt(piece, offset);
    else {
      const length = small && wanted <= SLAB_BYTES ? rest : Math.min(rest, wanted - available);
      if (!this.#own || this.#end + length > this.bytes.length) this.#move(available, length, wanted);
      this.bytes.set(length === piece.length ? piece : piece.subarray(offset, offset + length), this.#end);
      this.#end += length;
      this.#dequeue(piece, length);
    }
  }

  /** Reads on in a piece where it is. */
  #adopt(piece: Uint8Array, offset: number): void {
    if (this.#own && this.bytes === this.#slab) this.#slabAt = this.#end;
    this.#own = false;
    this.bytes = piece;
    this.view = viewOf(piece);
    this.#at = offset;
    this.#end = piece.length;
    this.#dequeue(piece, piece.length - offset);
  }

  /** Moves the beginning of a frame to where there is room for `length` bytes more. */
  #move(available: number, length: number, wanted: number): void {
    const { bytes } = this;
    const from = this.#at;
    if (this.#own && bytes === this.#slab) this.#slabAt = from;
    if (wanted > SLAB_BYTES) {
      this.bytes = new Uint8Array(Math.min(wanted, Math.max(GROWTH * (available + length), SLAB_BYTES)));
      this.view = viewOf(this.bytes);
      this.#at = 0;
    } else {
      const room = Math.max(wanted, available + length);
      if (this.#slabAt + room > this.#slab.length) {
        this.#slab = new Uint8Array(Math.min(SLAB_FRAMES * room, SLAB_BYTES));
        this.#slabView = viewOf(this.#slab);
        this.#slabAt = 0;
      }
      this.bytes = this.#slab;
      this.view = this.#slabView;
      this.#at = this.#slabAt;
    }
    this.#own = true;
    this.#end = this.#at + available;
    this.bytes.set(bytes.subarray(from, from + available), this.#at);
    if (this.#total !== 0) this.#place(this.payloadStart - this.headersStart);
  }

  #dequeue(piece: Uint8Array, length: number): void {
    this.#queuedBytes -= length;
    this.#queueOffset += length;
    if (this.#queueOffset < piece.length) return;
    this.#queueOffset = 0;
    this.#queue[this.#queueAt++] = NOTHING;
    // The array is used again: emptying it would cost an allocation for each piece
    if (this.#queueAt === this.#queueLength) this.#queueAt = this.#queueLength = 0;
  }
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
