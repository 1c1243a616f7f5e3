/**
 * The payload of an Invoke stream's `chunk` event in, the model's own bytes out.
 *
 * @module
 */
import { decodeBase64, decodeBase64Run } from "./base64.ts";
import { decodeText, parseJson } from "./json.ts";

/** How Bedrock begins a chunk: then base64 follows, which is decoded where it stands, without a JSON parser. */
const OPENING = new TextEncoder().encode('{"bytes":"');
/** How the padding begins that Bedrock puts behind it, so that a listener cannot tell tokens by their length. */
const PADDING = new TextEncoder().encode(',"p":"');
const QUOTE = 0x22;
const EQUALS = 0x3d;
const BACKSLASH = 0x5c;
const BRACE = 0x7d;
/** Where the usual chunk is decoded before it becomes text; used again by the next one. */
const scratch = new Uint8Array(16 * 1024);

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

/**
 * Takes the model's text out of a chunk event: `chunkBytes` and UTF-8 decoding in one, twice as fast.
 *
 * @param payload The event's payload.
 * @returns The text, JSON in all models of today.
 * @throws {SyntaxError} When the payload is not JSON, or `bytes` is not base64.
 */
export function chunkText(payload: Uint8Array): string {
  return decodeText(chunkView(payload));
}

/**
 * Takes the model's JSON out of a chunk event.
 *
 * @param payload The event's payload.
 * @returns The value.
 * @throws {SyntaxError} When the payload is not JSON, `bytes` is not base64, or what it holds is not JSON.
 */
export function chunkJson(payload: Uint8Array): unknown {
  return parseJson(chunkView(payload));
}

/** The model's bytes, good until the next call. */
function chunkView(payload: Uint8Array): Uint8Array {
  if (chunkRoom(payload.length) > scratch.length) return chunkBytes(payload);
  const length = scanChunk(payload, 0, payload.length, scratch, 0);
  return length < 0 ? parseChunk(payload) : scratch.subarray(0, length);
}

/** How many bytes a target of {@linkcode scanChunk} must have free for a payload of so many bytes. */
export function chunkRoom(payloadLength: number): number {
  return (Math.max(payloadLength - OPENING.length, 0) * 3 >> 2) + 3;
}

/**
 * Decodes a chunk event that has the shape Bedrock gives it, with nothing but the padding behind `bytes`.
 *
 * @param bytes The bytes that hold the event's payload.
 * @param start The payload's first byte.
 * @param end The byte after its last.
 * @param target Where the model's bytes go; it has {@linkcode chunkRoom} free.
 * @param offset Where in `target` they start.
 * @returns How many bytes there are, or -1 when the payload has another shape and must be parsed.
 */
export function scanChunk(bytes: Uint8Array, start: number, end: number, target: Uint8Array, offset: number): number {
  if (end - start < OPENING.length + 2) return -1;
  for (let index = 0; index < OPENING.length; index++) if (bytes[start + index] !== OPENING[index]) return -1;
  const first = start + OPENING.length;
  let at = decodeBase64Run(bytes, first, end, target, offset);
  const characters = at - first;
  const rest = characters & 3;
  if (rest === 1) return -1;
  if (rest > 1 && bytes[at] === EQUALS) {
    at++;
    if (rest === 2 && bytes[at++] !== EQUALS) return -1;
  }
  if (bytes[at++] !== QUOTE || !isTail(bytes, at, end)) return -1;
  return characters * 3 >> 2;
}

/** Whether nothing but the closing brace stands from `at` on, or the padding and the closing brace. */
function isTail(bytes: Uint8Array, at: number, end: number): boolean {
  const brace = end - 1;
  if (at > brace || bytes[brace] !== BRACE) return false;
  if (at === brace) return true;
  for (let index = 0; index < PADDING.length; index++) if (bytes[at + index] !== PADDING[index]) return false;
  const quote = brace - 1;
  at += PADDING.length;
  // A quote or an escape inside would mean that more than the padding stands here
  for (; at < quote; at++) if (bytes[at] === QUOTE || bytes[at] === BACKSLASH) return false;
  return at === quote && bytes[quote] === QUOTE;
}

/**
 * Takes the model's bytes out of a chunk event of any shape.
 *
 * @param payload The event's payload, JSON with a `bytes` member.
 * @returns The bytes.
 * @throws {SyntaxError} When the payload is not JSON, or `bytes` is not base64.
 */
export function parseChunk(payload: Uint8Array): Uint8Array<ArrayBuffer> {
  const event = parseJson(payload);
  const bytes = typeof event === "object" && event !== null ? (event as { bytes?: unknown }).bytes : undefined;
  if (typeof bytes !== "string") throw new SyntaxError("Cannot read chunk: no bytes in it, wanted base64 text");
  return decodeBase64(bytes);
}
