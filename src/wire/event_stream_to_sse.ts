/**
 * Pieces of a Bedrock event stream in, server-sent events out, in one pass and without parsing JSON.
 *
 * @module
 */
import { parseChunk, scanChunk } from "./chunk.ts";
import type { EventStreamReadOptions } from "./framer.ts";
import { type Frame, FrameReader } from "./frames.ts";
import { innerPadding, trailingPadding } from "./padding.ts";

/** Options of an {@linkcode EventStreamToSse}. */
export interface EventStreamToSseOptions extends EventStreamReadOptions {
  /**
   * Whether to send the model's own JSON for each `chunk` of an Invoke stream, instead of the base64 around it.
   *
   * @default false
   */
  unwrap?: boolean;
}

const encoder = new TextEncoder();
const NOTHING = new Uint8Array(0);
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const CLOSING_BRACE = 0x7d;
/** What begins each further line of an event's data. */
const NEXT_LINE = encoder.encode("\ndata: ");

/**
 * Turns an event stream into server-sent events: `event:` is the event's type, `data:` its JSON without the padding `p`.
 *
 * It stops at the first frame that is not an event and at the first bad byte, and says why in `failure`: the caller writes
 * the last event in its own words. `end()` throws when the stream was cut inside a frame. A stream that was cut between two
 * frames looks whole from here; the caller tells by `stopped` (Converse) or by `lastData` (Invoke).
 */
export class EventStreamToSse {
  readonly #reader: FrameReader;
  readonly #unwrap: boolean;
  #failure: Frame | SyntaxError | undefined;
  #stopped = false;
  /** The name of the last event, and the bytes that lead to its data. */
  #type: string | undefined;
  #prefix: Uint8Array = NOTHING;
  /** What was written since the last push, its length, and where in it the last event's data starts. */
  #out: Uint8Array<ArrayBuffer> = NOTHING;
  #length = 0;
  #dataStart = 0;

  /**
   * Starts at the beginning of a stream.
   *
   * @param options What to do with chunks, and the longest frame to accept.
   */
  constructor(options: EventStreamToSseOptions = {}) {
    this.#reader = new FrameReader(options);
    this.#unwrap = options.unwrap ?? false;
  }

  /** Why it stopped: the exception or error frame, or the error of bytes that are not an event stream. */
  get failure(): Frame | SyntaxError | undefined {
    return this.#failure;
  }

  /** Whether a `messageStop` went by, without which no Converse stream is whole. */
  get stopped(): boolean {
    return this.#stopped;
  }

  /** The type of the last event. */
  get lastType(): string | undefined {
    return this.#type;
  }

  /** The data of the last event as it was written: a view of what `push` returned, empty once that was transferred. */
  get lastData(): Uint8Array {
    return this.#out.subarray(this.#dataStart, Math.max(this.#length - 2, this.#dataStart));
  }

  /**
   * Takes the next piece of the stream. It must not be written to any more.
   *
   * @param chunk Any number of bytes.
   * @returns The events that it completed; empty when there are none, and always once `failure` stands.
   */
  push(chunk: Uint8Array): Uint8Array<ArrayBuffer> {
    if (this.#failure) return NOTHING;
    const reader = this.#reader;
    reader.push(chunk);
    let begun = false;
    try {
      for (let head = reader.nextHead(); head; head = reader.nextHead()) {
        const { bytes, payloadStart, payloadEnd } = reader.place;
        if (head.kind !== "event") {
          this.#failure = { ...head, payload: bytes.slice(payloadStart, payloadEnd) };
          break;
        }
        if (head.type !== this.#type) this.#setType(head.type);
        if (!begun) {
          begun = true;
          // An event is never longer than its frame, but for line breaks
          this.#out = new Uint8Array(this.#room(payloadEnd - payloadStart) + reader.pending);
          this.#length = 0;
        }
        this.#write(bytes, payloadStart, payloadEnd);
      }
    } catch (error) {
      this.#failure = error as SyntaxError;
    }
    return begun ? this.#out.subarray(0, this.#length) : NOTHING;
  }

  /**
   * Says that nothing more will come.
   *
   * @returns Nothing more to send: empty.
   * @throws {SyntaxError} When the stream was cut inside a frame, or its bytes were bad.
   */
  end(): Uint8Array<ArrayBuffer> {
    if (this.#failure instanceof SyntaxError) throw this.#failure;
    if (!this.#failure) this.#reader.end();
    return NOTHING;
  }

  #setType(type: string): void {
    if (/[\r\n]/.test(type)) throw new SyntaxError("Cannot write event: a line break in :event-type");
    this.#type = type;
    this.#prefix = encoder.encode(`event: ${type}\ndata: `);
    if (type === "messageStop") this.#stopped = true;
  }

  /** How many bytes an event needs at most, but for line breaks; a few more, for decoding runs over by some. */
  #room(payloadLength: number): number {
    return this.#prefix.length + payloadLength + 8;
  }

  #write(bytes: Uint8Array, start: number, end: number): void {
    this.#reserve(this.#room(end - start));
    const out = this.#out;
    const prefix = this.#prefix;
    let to = this.#length;
    for (let at = 0; at < prefix.length; at++) out[to++] = prefix[at]!;
    this.#length = this.#dataStart = to;
    if (this.#unwrap && this.#type === "chunk") this.#writeChunk(bytes, start, end);
    else this.#writeJson(bytes, start, end);
    this.#reserve(2);
    this.#out[this.#length++] = LINE_FEED;
    this.#out[this.#length++] = LINE_FEED;
  }

  /** Writes what the base64 of a chunk event holds. */
  #writeChunk(bytes: Uint8Array, start: number, end: number): void {
    const length = scanChunk(bytes, start, end, this.#out, this.#length);
    if (length < 0) this.#writeLines(parseChunk(bytes.subarray(start, end)));
    else this.#commit(this.#length + length);
  }

  /** Writes an event's payload without its padding. */
  #writeJson(bytes: Uint8Array, start: number, end: number): void {
    const padding = trailingPadding(bytes, start, end);
    if (padding >= 0) {
      const to = this.#copy(bytes, start, padding, this.#length);
      this.#out[to] = CLOSING_BRACE;
      return this.#commit(to + 1);
    }
    const inner = innerPadding(bytes, start, end);
    if (!inner) return this.#commit(this.#copy(bytes, start, end, this.#length));
    this.#commit(this.#copy(bytes, inner[1], end, this.#copy(bytes, start, inner[0], this.#length)));
  }

  #copy(bytes: Uint8Array, start: number, end: number, to: number): number {
    const out = this.#out;
    for (let at = start; at < end; at++) out[to++] = bytes[at]!;
    return to;
  }

  /** Accepts the bytes up to `end` as data, when they are one line. */
  #commit(end: number): void {
    const out = this.#out;
    let controls = 0;
    for (let at = this.#length; at < end; at++) controls |= out[at]! - 0x20;
    if (controls < 0) this.#writeLines(out.slice(this.#length, end));
    else this.#length = end;
  }

  /** Writes data that may have several lines. */
  #writeLines(data: Uint8Array): void {
    let start = 0;
    for (let at = 0; at < data.length; at++) {
      const byte = data[at];
      if (byte !== LINE_FEED && byte !== CARRIAGE_RETURN) continue;
      this.#append(data.subarray(start, at));
      this.#append(NEXT_LINE);
      if (byte === CARRIAGE_RETURN && data[at + 1] === LINE_FEED) at++;
      start = at + 1;
    }
    this.#append(data.subarray(start));
  }

  #append(data: Uint8Array): void {
    this.#reserve(data.length);
    this.#out.set(data, this.#length);
    this.#length += data.length;
  }

  /** Makes room for so many bytes more. */
  #reserve(length: number): void {
    if (this.#length + length <= this.#out.length) return;
    const grown = new Uint8Array(2 * (this.#length + length));
    grown.set(this.#out.subarray(0, this.#length));
    this.#out = grown;
  }
}
