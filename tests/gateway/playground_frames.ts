/**
 * Events in, the frames in which Bedrock sends them out.
 *
 * @module
 */
import { encodeMessage } from "../../src/wire/event_stream.ts";

function frame(headers: Record<string, string>, payload: unknown): Uint8Array {
  const body = new TextEncoder().encode(JSON.stringify(payload));
  const entries = Object.entries({ ":content-type": "application/json", ...headers });
  return encodeMessage({
    headers: Object.fromEntries(entries.map(([name, value]) => [name, { type: "string", value }])),
    body,
  });
}

/** One event. */
export function event(type: string, payload: unknown): Uint8Array {
  return frame({ ":message-type": "event", ":event-type": type }, payload);
}

/** One exception. */
export function exception(type: string, message: string): Uint8Array {
  return frame({ ":message-type": "exception", ":exception-type": type }, { message });
}

/** A piece of text. */
export function text(piece: string): Uint8Array {
  return event("contentBlockDelta", { contentBlockIndex: 0, delta: { text: piece } });
}
