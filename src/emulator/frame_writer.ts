/**
 * Events as JSON go in, frames of AWS's event stream come out, padded as Bedrock pads them.
 *
 * @module
 */
import { encodeMessage } from "../wire/event_stream.ts";
import { encodeBase64 } from "../wire/base64.ts";
import { hash32 } from "./hash.ts";

const utf8 = new TextEncoder();
const PADDING = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

/** The frame of an event; the payload gets the padding member `p`, of a length that follows from the payload. */
export function eventFrame(type: string, payload: Record<string, unknown>): Uint8Array {
  const json = JSON.stringify(payload);
  const padding = `"p":"${PADDING.slice(0, 1 + hash32(json) % PADDING.length)}"`;
  const padded = json === "{}" ? `{${padding}}` : `${json.slice(0, -1)},${padding}}`;
  return message({ ":event-type": type, ":content-type": "application/json", ":message-type": "event" }, padded);
}

/** The frame of a chunk of an Invoke stream: the family's own JSON as base64. */
export function chunkFrame(chunk: unknown): Uint8Array {
  return eventFrame("chunk", { bytes: encodeBase64(utf8.encode(JSON.stringify(chunk))) });
}

/** The frame of an exception that the service model names, or of one it does not. */
export function exceptionFrame(type: string, text: string, members: Record<string, unknown> = {}): Uint8Array {
  const headers = { ":exception-type": type, ":content-type": "application/json", ":message-type": "exception" };
  return message(headers, JSON.stringify({ message: text, ...members }));
}

/** The frame of an error outside the model. */
export function errorFrame(code: string, text: string): Uint8Array {
  return message({ ":error-code": code, ":error-message": text, ":message-type": "error" }, "");
}

function message(headers: Record<string, string>, body: string): Uint8Array {
  const typed = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, { type: "string" as const, value }]),
  );
  return encodeMessage({ headers: typed, body: utf8.encode(body) });
}
