/**
 * The binary event stream of AWS (`application/vnd.amazon.eventstream`): bytes in, messages out, and back.
 *
 * Both checksums of every message are checked, the first of them before its length is trusted; a message may be cut anywhere
 * between two pieces; a stream that ends inside a message is an error.
 *
 * @example Writing a message and reading it
 * ```ts
 * import { decodeMessage, encodeMessage } from "@edge-aws/bedrock/event-stream";
 * import { assertEquals } from "@std/assert";
 *
 * const bytes = encodeMessage({
 *   headers: {
 *     ":message-type": { type: "string", value: "event" },
 *     ":event-type": { type: "string", value: "messageStart" },
 *   },
 *   body: new TextEncoder().encode('{"role":"assistant"}'),
 * });
 * const { headers, body } = decodeMessage(bytes);
 * assertEquals(headers[":event-type"], { type: "string", value: "messageStart" });
 * assertEquals(JSON.parse(new TextDecoder().decode(body)), { role: "assistant" });
 * ```
 *
 * @module
 */
import { advance, crc32 } from "./crc32.ts";
import { type EventStreamReadOptions, FRAME_OVERHEAD, Framer } from "./framer.ts";
import { decodeHeaders, encodeHeaders, type EventStreamHeader } from "./headers.ts";

export type { EventStreamHeader, EventStreamReadOptions };

/** A message of an event stream. */
export interface EventStreamMessage {
  /** The headers by name, each value with its type on the wire. */
  headers: Record<string, EventStreamHeader>;
  /** The payload. What a decoder returns here is a view of the bytes it was given. */
  body: Uint8Array;
}

/**
 * Writes one message.
 *
 * @param message The message.
 * @returns Its bytes.
 * @throws {TypeError} When a header's value does not fit its type.
 * @throws {RangeError} When a header's name or value is out of bounds.
 *
 * @example The smallest message
 * ```ts
 * import { encodeMessage } from "@edge-aws/bedrock/event-stream";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(encodeMessage({ headers: {}, body: new Uint8Array() }).length, 16);
 * ```
 */
export function encodeMessage(message: EventStreamMessage): Uint8Array<ArrayBuffer> {
  const headers = encodeHeaders(message.headers);
  const { body } = message;
  const bytes = new Uint8Array(FRAME_OVERHEAD + headers.length + body.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, bytes.length);
  view.setUint32(4, headers.length);
  view.setUint32(8, crc32(bytes, 0, 8));
  bytes.set(headers, 12);
  bytes.set(body, 12 + headers.length);
  view.setUint32(bytes.length - 4, crc32(bytes, 0, bytes.length - 4));
  return bytes;
}

/**
 * Reads exactly one message.
 *
 * @param bytes The message, all of it and nothing else.
 * @returns The message.
 * @throws {SyntaxError} When the bytes are not one whole message.
 *
 * @example A message that was damaged on the way
 * ```ts
 * import { decodeMessage, encodeMessage } from "@edge-aws/bedrock/event-stream";
 * import { assertThrows } from "@std/assert";
 *
 * const bytes = encodeMessage({ headers: {}, body: new TextEncoder().encode("hello") });
 * bytes[14]! ^= 1;
 * assertThrows(() => decodeMessage(bytes), SyntaxError);
 * ```
 */
export function decodeMessage(bytes: Uint8Array): EventStreamMessage {
  const framer = new Framer({ maxMessageBytes: Math.max(bytes.length, FRAME_OVERHEAD) });
  framer.push(bytes);
  if (!framer.next()) throw new SyntaxError(`Cannot read message: ${bytes.length} bytes, which are not all of it`);
  const message = readMessage(framer);
  if (framer.pending > 0) throw new SyntaxError(`Cannot read message: ${framer.pending} bytes stand behind it`);
  return message;
}

/**
 * Reads the messages of a stream that comes in pieces.
 *
 * @example A message cut in two
 * ```ts
 * import { encodeMessage, EventStreamDecoder } from "@edge-aws/bedrock/event-stream";
 * import { assertEquals } from "@std/assert";
 *
 * const bytes = encodeMessage({ headers: {}, body: new TextEncoder().encode("hello") });
 * const decoder = new EventStreamDecoder();
 * assertEquals(decoder.push(bytes.slice(0, 7)), []);
 * const [message] = decoder.push(bytes.slice(7));
 * decoder.end();
 * assertEquals(new TextDecoder().decode(message?.body), "hello");
 * ```
 */
export class EventStreamDecoder {
  readonly #framer: Framer;
  #failure: unknown;

  /**
   * Starts at the beginning of a stream.
   *
   * @param options The longest message to accept.
   */
  constructor(options?: EventStreamReadOptions) {
    this.#framer = new Framer(options);
  }

  /**
   * Takes the next piece of the stream. It must not be written to any more, the messages' bodies may be views of it.
   *
   * @param chunk Any number of bytes.
   * @returns The messages that this piece completed. When bad bytes follow them, the error comes with the next call.
   * @throws {SyntaxError} When the bytes are not an event stream; from then on always.
   */
  push(chunk: Uint8Array): EventStreamMessage[] {
    this.#check();
    const messages: EventStreamMessage[] = [];
    try {
      this.#framer.push(chunk);
      while (this.#framer.next()) messages.push(readMessage(this.#framer));
    } catch (error) {
      this.#failure = error;
      if (messages.length === 0) throw error;
    }
    return messages;
  }

  /**
   * Says that nothing more will come.
   *
   * @throws {SyntaxError} When bytes are left over, or were bad.
   */
  end(): void {
    this.#check();
    this.#framer.end();
  }

  #check(): void {
    if (this.#failure !== undefined) throw this.#failure;
  }
}

/** Reads the message at the place that the framer found. */
function readMessage(framer: Framer): EventStreamMessage {
  const { bytes, view, headersStart, payloadStart, payloadEnd } = framer;
  framer.checkMessage(advance(framer.preludeState, view, headersStart, payloadEnd));
  return { headers: decodeHeaders(bytes, headersStart, payloadStart), body: bytes.subarray(payloadStart, payloadEnd) };
}
