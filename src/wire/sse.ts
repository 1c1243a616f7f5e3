/**
 * An event in, the bytes of a server-sent event out; and whole event streams, see {@linkcode EventStreamToSse}.
 *
 * @module
 */
export { EventStreamToSse, type EventStreamToSseOptions } from "./event_stream_to_sse.ts";

/** A server-sent event. */
export interface SseEvent {
  /** The event's name. */
  event?: string;
  /** The event's data. Line breaks are allowed and arrive as `\n`. */
  data: string;
  /** The id that a reader would send back as `Last-Event-ID`. */
  id?: string;
  /** How long a reader should wait before it connects again, in milliseconds. */
  retry?: number;
}

const LINE_BREAK = /\r\n|\r|\n/g;
const encoder = new TextEncoder();

/**
 * Writes a server-sent event.
 *
 * @param event The event.
 * @returns Its bytes, with the blank line that ends it.
 * @throws {TypeError} When the name or the id holds a line break, or the id a NUL: a reader would see other fields, or none.
 * @throws {RangeError} When `retry` is not a whole number of milliseconds.
 */
export function encodeSse(event: SseEvent): Uint8Array<ArrayBuffer> {
  return encoder.encode(formatSse(event));
}

/**
 * Writes a server-sent event as text.
 *
 * @param event The event.
 * @returns The text of {@linkcode encodeSse}.
 * @throws {TypeError} As {@linkcode encodeSse} does.
 * @throws {RangeError} As {@linkcode encodeSse} does.
 */
export function formatSse({ event, data, id, retry }: SseEvent): string {
  let text = "";
  if (event !== undefined) text += `event: ${oneLine("event", event)}\n`;
  if (id !== undefined) text += `id: ${oneLine("id", id)}\n`;
  if (retry !== undefined) {
    if (!Number.isInteger(retry) || retry < 0) {
      throw new RangeError(`Cannot write event: retry is ${retry}, wanted a whole number of milliseconds`);
    }
    text += `retry: ${retry}\n`;
  }
  return `${text}data: ${data.replace(LINE_BREAK, "\ndata: ")}\n\n`;
}

/**
 * Writes a comment, which readers skip: a heartbeat.
 *
 * @param text What it says.
 * @returns Its bytes, with a blank line behind.
 */
export function sseComment(text: string = ""): Uint8Array<ArrayBuffer> {
  return encoder.encode(`: ${text.replace(LINE_BREAK, "\n: ")}\n\n`);
}

function oneLine(field: string, value: string): string {
  if (/[\r\n\0]/.test(value)) throw new TypeError(`Cannot write event: a line break or NUL in ${field}`);
  return value;
}
