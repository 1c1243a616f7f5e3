/**
 * Pieces of an event stream in, one checked frame after the other out: the road that every token takes.
 *
 * @module
 */
import { advance } from "./crc32.ts";
import { type EventStreamReadOptions, Framer } from "./framer.ts";
import { type FrameHead, HeaderMemo, readHead } from "./header_memo.ts";

/** One message of a service's event stream. */
export interface Frame {
  /** What it is: an event, an exception that the service models, or an error that it does not. */
  kind: "event" | "exception" | "error";
  /** `:event-type`, `:exception-type` or `:error-code`. */
  type: string;
  /** `:error-message`. */
  message?: string | undefined;
  /** The payload, a view of the bytes that were pushed. */
  payload: Uint8Array;
  /** `:content-type`. */
  contentType?: string | undefined;
}

/** What is known of header blocks: streams of a service all have the same few, and most are over soon. */
const memo = new HeaderMemo();

/** Reads the frames of one stream. */
export class FrameReader {
  readonly #framer: Framer;

  /**
   * Starts at the beginning of a stream.
   *
   * @param options The longest frame to accept.
   */
  constructor(options?: EventStreamReadOptions) {
    this.#framer = new Framer(options);
  }

  /** How many bytes were pushed and are not yet part of a frame that was read. */
  get pending(): number {
    return this.#framer.pending;
  }

  /**
   * Takes the next piece of the stream. It must not be written to any more.
   *
   * @param chunk Any number of bytes.
   */
  push(chunk: Uint8Array): void {
    this.#framer.push(chunk);
  }

  /**
   * Reads the next frame.
   *
   * @returns The frame, or nothing when its last byte has not come yet.
   * @throws {SyntaxError} When the bytes are not an event stream; from then on always.
   */
  next(): Frame | undefined {
    const head = this.nextHead();
    return head && {
      kind: head.kind,
      type: head.type,
      message: head.message,
      payload: this.payload(),
      contentType: head.contentType,
    };
  }

  /**
   * Reads the next frame and leaves its payload where it is, for {@linkcode FrameReader.place}.
   *
   * @returns What the frame's headers say: the same object for the same headers.
   */
  nextHead(): FrameHead | undefined {
    const framer = this.#framer;
    if (!framer.next()) return undefined;
    const { bytes, view, headersStart, payloadStart } = framer;
    const known = memo.find(view, headersStart, payloadStart);
    const state = known
      ? known.advance(framer.preludeState)
      : advance(framer.preludeState, view, headersStart, payloadStart);
    framer.checkMessage(advance(state, view, payloadStart, framer.payloadEnd));
    if (known) return known.head;
    return memo.add(this.#readHead(), bytes, headersStart, payloadStart).head;
  }

  #readHead(): FrameHead {
    const { bytes, headersStart, payloadStart } = this.#framer;
    try {
      return readHead(bytes, headersStart, payloadStart);
    } catch (error) {
      this.#framer.fail(error as SyntaxError);
    }
  }

  /** Where the payload of the last frame stands. */
  get place(): { readonly bytes: Uint8Array; readonly payloadStart: number; readonly payloadEnd: number } {
    return this.#framer;
  }

  /** The payload of the last frame, as a view. */
  payload(): Uint8Array {
    const { bytes, payloadStart, payloadEnd } = this.#framer;
    return bytes.subarray(payloadStart, payloadEnd);
  }

  /**
   * Says that nothing more will come.
   *
   * @throws {SyntaxError} When bytes are left over: the stream was cut.
   */
  end(): void {
    this.#framer.end();
  }
}
