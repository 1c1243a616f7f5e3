/**
 * The payload of an Invoke stream's `chunk` event in, the model's own bytes out.
 *
 * @module
 */
import { decodeBase64, decodeBase64Run } from "./base64.ts";
import { trailingPadding } from "./padding.ts";

/** How Bedrock begins a chunk: then base64 follows, which is decoded where it stands, without a JSON parser. */
const OPENING = new TextEncoder().encode('{"bytes":"');
const QUOTE = 0x22;
const EQUALS = 0x3d;
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
  const length = scanChunk(payload, 0, payload.length, target, 0);
  return length < 0 ? parseChunk(payload) : target.subarray(0, length);
}

/** How many bytes a target of {@linkcode scanChunk} must have free for a payload of so many bytes. */
export function chunkRoom(payloadLength: number): number {
  return (Math.max(payloadLength - OPENING.length, 0) * 3 >> 2) + 3;
}

/**
 * Decodes a chunk event that has the shape Bedrock gives it: JSON on one line, with nothing but the padding behind `bytes`.
 *
 * @param bytes The bytes that hold the event's payload.
 * @param start The payload's first byte.
 * @param end The byte after its last.
 * @param target Where the model's bytes go; it has {@linkcode chunkRoom} free.
 * @param offset Where in `target` they start.
 * @returns How many bytes there are, or -1 when the payload has another shape and must be parsed.
 */
export function scanChunk(bytes: Uint8Array, start: number, end: number, target: Uint8Array, offset: number): number {
  for (let index = 0; index < OPENING.length; index++) if (bytes[start + index] !== OPENING[index]) return -1;
  const first = start + OPENING.length;
  let at = decodeBase64Run(bytes, first, end, target, offset);
  if (at < 0) return -1;
  const characters = at - first;
  const rest = characters & 3;
  if (rest === 1) return -1;
  if (rest > 1 && bytes[at] === EQUALS) {
    at++;
    if (rest === 2 && bytes[at++] !== EQUALS) return -1;
  }
  if (bytes[at++] !== QUOTE) return -1;
  const whole = at === end - 1 ? bytes[at] === BRACE : trailingPadding(bytes, at, end) === at;
  return whole ? characters * 3 >> 2 : -1;
}

/**
 * Takes the model's bytes out of a chunk event of any shape.
 *
 * @param payload The event's payload, JSON with a `bytes` member.
 * @returns The bytes.
 * @throws {SyntaxError} When the payload is not JSON, or `bytes` is not base64.
 */
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
