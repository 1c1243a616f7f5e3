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
const SPACE = 0x20;
const CLOSING_BRACE = 0x7d;
/**
 * Turns an event stream into server-sent events: `event:` is the event's type, `data:` its JSON without the padding `p`,
 * on one line.
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
  #count = 0;
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

  /** How many events it has written. */
  get count(): number {
    return this.#count;
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
          // An event is shorter than its frame, whose headers name its type twice over; decoding may run over by some bytes
          this.#out = new Uint8Array(this.#prefix.length + payloadEnd - payloadStart + reader.pending + 8);
          this.#length = 0;
        }
        this.#write(bytes, payloadStart, payloadEnd);
      }
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      this.#failure = error;
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

  #write(bytes: Uint8Array, start: number, end: number): void {
    const out = this.#out;
    const prefix = this.#prefix;
    let to = this.#length;
    for (let at = 0; at < prefix.length; at++) out[to++] = prefix[at]!;
    this.#dataStart = to;
    to = this.#unwrap && this.#type === "chunk"
      ? writeChunk(bytes, start, end, out, to)
      : writeJson(bytes, start, end, out, to);
    out[to] = LINE_FEED;
    out[to + 1] = LINE_FEED;
    this.#length = to + 2;
    this.#count++;
  }
}

/** Writes what the base64 of a chunk event holds, and returns where it ends. */
function writeChunk(bytes: Uint8Array, start: number, end: number, out: Uint8Array, to: number): number {
  const length = scanChunk(bytes, start, end, out, to);
  if (length >= 0) return to + length;
  const data = parseChunk(bytes.subarray(start, end));
  return copyLine(data, 0, data.length, out, to);
}

/** Writes an event's payload without its padding, and returns where it ends. */
function writeJson(bytes: Uint8Array, start: number, end: number, out: Uint8Array, to: number): number {
  const padding = trailingPadding(bytes, start, end);
  if (padding >= 0) {
    to = copyLine(bytes, start, padding, out, to);
    out[to] = CLOSING_BRACE;
    return to + 1;
  }
  const inner = innerPadding(bytes, start, end);
  if (!inner) return copyLine(bytes, start, end, out, to);
  return copyLine(bytes, inner[1], end, out, copyLine(bytes, start, inner[0], out, to));
}

/** Copies JSON onto one line: a line break is white space there, for inside a string it is escaped. */
function copyLine(bytes: Uint8Array, start: number, end: number, out: Uint8Array, to: number): number {
  for (let at = start; at < end; at++) {
    const byte = bytes[at]!;
    out[to++] = byte < SPACE && (byte === LINE_FEED || byte === CARRIAGE_RETURN) ? SPACE : byte;
  }
  return to;
}
