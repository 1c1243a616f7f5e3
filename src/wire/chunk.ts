/**
 * The payload of an Invoke stream's `chunk` event in, the model's own bytes out.
 *
 * @module
 */
import { decodeBase64, decodeBase64Run } from "./base64.ts";

/** How Bedrock begins a chunk: then base64 follows, which is decoded where it stands, without a JSON parser. */
const OPENING = new TextEncoder().encode('{"bytes":"');
/** How the padding begins that Bedrock puts behind it, so that a listener cannot tell tokens by their length. */
const PADDING = new TextEncoder().encode(',"p":"');
const QUOTE = 0x22;
const EQUALS = 0x3d;
const BACKSLASH = 0x5c;
const BRACE = 0x7d;
const utf8 = new TextDecoder("utf-8", { fatal: true });

/**
 * Takes the model's bytes out of a chunk event.
 *
 * @param payload The event's payload: `{"bytes":"…base64…"}`, with whatever else stands in it.
 * @returns The bytes.
 * @throws {SyntaxError} When the payload is not JSON, or `bytes` is not base64.
 */
export function chunkBytes(payload: Uint8Array): Uint8Array<ArrayBuffer> {
  const target = new Uint8Array(chunkRoom(payload.length));
  const length = scanChunk(payload, target, 0);
  return length < 0 ? parseChunk(payload) : target.subarray(0, length);
}

/** How many bytes a target of {@linkcode scanChunk} must have free for a payload of so many bytes. */
export function chunkRoom(payloadLength: number): number {
  return (Math.max(payloadLength - OPENING.length, 0) * 3 >> 2) + 3;
}

/**
 * Decodes a chunk event that has the shape Bedrock gives it, with nothing but the padding behind `bytes`.
 *
 * @param payload The event's payload.
 * @param target Where the bytes go; it has {@linkcode chunkRoom} free.
 * @param offset Where in `target` they start.
 * @returns How many bytes there are, or -1 when the payload has another shape and must be parsed.
 */
export function scanChunk(payload: Uint8Array, target: Uint8Array, offset: number): number {
  for (let at = 0; at < OPENING.length; at++) if (payload[at] !== OPENING[at]) return -1;
  const start = OPENING.length;
  const stop = decodeBase64Run(payload, start, target, offset);
  const characters = stop - start;
  const rest = characters & 3;
  let at = stop;
  if (rest === 1) return -1;
  if (rest > 1 && payload[at] === EQUALS) {
    at++;
    if (rest === 2 && payload[at++] !== EQUALS) return -1;
  }
  if (payload[at++] !== QUOTE || !isTail(payload, at)) return -1;
  return characters * 3 >> 2;
}

/** Whether nothing but the closing brace stands at `at`, or the padding and the closing brace. */
function isTail(payload: Uint8Array, at: number): boolean {
  const brace = payload.length - 1;
  if (payload[brace] !== BRACE) return false;
  if (at === brace) return true;
  for (let index = 0; index < PADDING.length; index++) if (payload[at + index] !== PADDING[index]) return false;
  const quote = brace - 1;
  at += PADDING.length;
  // A quote or an escape inside would mean that more than the padding stands here
  for (; at < quote; at++) if (payload[at] === QUOTE || payload[at] === BACKSLASH) return false;
  return at === quote && payload[quote] === QUOTE;
}

/** The slow road: any JSON with a `bytes` member. */
export function parseChunk(payload: Uint8Array): Uint8Array<ArrayBuffer> {
  let event: unknown;
  try {
    event = JSON.parse(utf8.decode(payload));
  } catch {
    // The engine's own message quotes the text, which is the model's answer
    throw new SyntaxError(`Cannot read chunk: ${payload.length} bytes that are not JSON`);
  }
  const bytes = typeof event === "object" && event !== null ? (event as { bytes?: unknown }).bytes : undefined;
  if (typeof bytes !== "string") throw new SyntaxError("Cannot read chunk: no bytes in it, wanted base64 text");
  return decodeBase64(bytes);
}
