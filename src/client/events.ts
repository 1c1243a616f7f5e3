/**
 * The payloads of many frames in, their JSON out, in one parse: a call of the decoder and of the parser for each frame would
 * cost more than the frames.
 *
 * @module
 */
import { parseChunk, scanChunk } from "../wire/chunk.ts";
import { trailingPadding } from "../wire/padding.ts";
import { decodeUtf8 } from "../wire/utf8.ts";
import { EventTemplate } from "./event_template.ts";

const OPENING_BRACKET = 0x5b;
const CLOSING_BRACKET = 0x5d;
const OPENING_BRACE = 0x7b;
const CLOSING_BRACE = 0x7d;
const COMMA = 0x2c;

/** What cannot be read, with what stood before it. */
export class EventsError extends SyntaxError {
  /** The events before. */
  readonly events: unknown[];

  constructor(events: unknown[]) {
    // The parser's own message would quote the text, which is the model's answer
    super("Cannot read event: its payload is not JSON");
    this.events = events;
  }
}

/** What is kept from batch to batch: room for what a read of usual size holds. */
const KEPT_BYTES = 20 * 1024;
/** So many bytes are copied one by one. */
const SHORT = 256;
/** Room that no batch needs now: a batch is filled and parsed in one go, so that all streams can do with the same. */
let spare: Uint8Array<ArrayBuffer> | undefined;

/** So many events are parsed before it is learned what they have in common: in a short answer that would not pay. */
const PATIENCE = 64;

const NOTHING = new Uint8Array(0);

/** Events, written one behind the other as a list of JSON. */
export class EventBatch {
  /** How many events there are. */
  length = 0;
  #list = NOTHING;
  #at = 1;
  /** Where each event ends; it starts behind the comma after the one before. Only the first `length` count. */
  readonly #ends: number[] = [];
  /** Whether each has the outside of an object: only those stay themselves between commas. */
  #plain = true;
  /** How many events there were before. */
  #before = 0;
  /** What the events of this stream have in common. */
  #template: EventTemplate | undefined;

  /**
   * Begins anew.
   *
   * @param bytes How many bytes the frames have that the events are in.
   */
  reset(bytes: number): void {
    const wanted = bytes + 1;
    this.#list = spare !== undefined && spare.length >= wanted ? spare : new Uint8Array(Math.max(wanted, KEPT_BYTES));
    spare = undefined;
    this.#list[0] = OPENING_BRACKET;
    this.#at = 1;
    this.length = 0;
    this.#plain = true;
  }

  /**
   * Adds the model's own JSON, out of the payload of an Invoke stream's chunk.
   *
   * @param bytes The bytes that hold the payload.
   * @param start The payload's first byte.
   * @param end The byte after its last.
   * @throws {SyntaxError} When it has another shape than a chunk.
   */
  addChunk(bytes: Uint8Array, start: number, end: number): void {
    let length = scanChunk(bytes, start, end, this.#list, this.#at);
    if (length < 0) {
      const chunk = parseChunk(bytes.subarray(start, end));
      this.#list.set(chunk, this.#at);
      length = chunk.length;
    }
    this.#add(length);
  }

  /**
   * Adds the payload of any other event, without the padding that Bedrock puts into it.
   *
   * @param bytes The bytes that hold the payload.
   * @param start The payload's first byte.
   * @param end The byte after its last.
   */
  addEvent(bytes: Uint8Array, start: number, end: number): void {
    const padding = trailingPadding(bytes, start, end);
    const stop = padding < 0 ? end : padding;
    const list = this.#list;
    // Most events are short, and a view of one would cost more than its bytes
    if (stop - start > SHORT) list.set(bytes.subarray(start, stop), this.#at);
    else for (let from = start, to = this.#at; from < stop; from++, to++) list[to] = bytes[from]!;
    if (padding >= 0) list[this.#at + stop - start] = CLOSING_BRACE;
    this.#add(padding < 0 ? end - start : stop - start + 1);
  }

  #add(length: number): void {
    const list = this.#list;
    const end = this.#at + length;
    if (length < 2 || list[this.#at] !== OPENING_BRACE || list[end - 1] !== CLOSING_BRACE) this.#plain = false;
    list[end] = COMMA;
    this.#ends[this.length++] = end;
    this.#at = end + 1;
  }

  /**
   * Parses what was added, which ends the batch.
   *
   * @returns The events.
   * @throws {EventsError} When one is not JSON.
   */
  parse(): unknown[] {
    const list = this.#list;
    this.#list = NOTHING;
    if (list.length === KEPT_BYTES) spare = list;
    if (this.length === 0) return [];
    if (this.#before > PATIENCE) this.#template ??= new EventTemplate();
    else this.#before += this.length;
    if (this.#plain) {
      list[this.#at - 1] = CLOSING_BRACKET;
      try {
        const text = decodeUtf8(list.subarray(0, this.#at));
        // Where a character is a byte, the text has the same places as the bytes
        if (text.length === this.#at && this.#template?.hopeful) return this.#readEach(text, this.#template);
        const events: unknown[] = JSON.parse(text);
        if (events.length === this.length) return events;
      } catch {
        // One of them is not JSON: parsed alone, each shows whether it is
      }
    }
    const events: unknown[] = [];
    let start = 1;
    for (const end of this.#ends.slice(0, this.length)) {
      try {
        const text = decodeUtf8(list.subarray(start, end));
        // Models that speak as OpenAI does may end so, and it is not JSON
        events.push(text === "[DONE]" ? text : JSON.parse(text));
      } catch {
        throw new EventsError(events);
      }
      start = end + 1;
    }
    return events;
  }

  #readEach(text: string, template: EventTemplate): unknown[] {
    const events: unknown[] = [];
    for (let index = 0, start = 1; index < this.length; index++) {
      const end = this.#ends[index]!;
      events.push(template.read(text, start, end));
      start = end + 1;
    }
    return events;
  }
}
