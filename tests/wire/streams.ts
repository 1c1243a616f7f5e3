/**
 * The size of a read in, the pieces of a Bedrock stream out: what the tests and benches of this house read.
 *
 * The frames look like Bedrock's, padding and all; they are written by hand here, by none of the code that they test.
 *
 * @module
 */
import { crc32 } from "node:zlib";

const PADDING = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
const encoder = new TextEncoder();

/** Puts pieces together. */
export function concat(pieces: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}

/** Cuts bytes into pieces of their own memory, as a network would bring them. */
export function cut(bytes: Uint8Array, size: number): Uint8Array<ArrayBuffer>[] {
  const pieces = [];
  for (let at = 0; at < bytes.length; at += size) pieces.push(bytes.slice(at, at + size));
  return pieces;
}

/** Writes a number as four bytes. */
export function uint32(value: number): Uint8Array {
  return Uint8Array.of(value >>> 24, value >>> 16, value >>> 8, value);
}

/** Puts a frame around a header block and a payload, with the checksums of zlib. */
export function frameAround(headers: Uint8Array, payload: Uint8Array): Uint8Array<ArrayBuffer> {
  const lengths = concat([uint32(16 + headers.length + payload.length), uint32(headers.length)]);
  const before = concat([lengths, uint32(crc32(lengths)), headers, payload]);
  return concat([before, uint32(crc32(before))]);
}

/** A header with a string, as bytes. */
export function stringHeader(name: string, value: string): Uint8Array {
  const bytes = encoder.encode(value);
  return concat([
    Uint8Array.of(name.length),
    encoder.encode(name),
    Uint8Array.of(7, bytes.length >> 8, bytes.length),
    bytes,
  ]);
}

/** An event, as Bedrock sends it. */
export function event(type: string, payload: string | Uint8Array): Uint8Array<ArrayBuffer> {
  return frameAround(
    concat([
      stringHeader(":event-type", type),
      stringHeader(":content-type", "application/json"),
      stringHeader(":message-type", "event"),
    ]),
    typeof payload === "string" ? encoder.encode(payload) : payload,
  );
}

/** An exception that the service models. */
export function exception(type: string, payload: string): Uint8Array<ArrayBuffer> {
  return frameAround(
    concat([
      stringHeader(":exception-type", type),
      stringHeader(":content-type", "application/json"),
      stringHeader(":message-type", "exception"),
    ]),
    encoder.encode(payload),
  );
}

/** What a Claude model says with its n-th token in an Invoke stream. */
export function chunkOfToken(n: number): unknown {
  return { type: "content_block_delta", index: 0, delta: { type: "text_delta", text: ` word number ${n % 1000}` } };
}

/** The frames of an Invoke stream, 257 bytes each on average. */
export function invokeFrames(count: number): Uint8Array<ArrayBuffer>[] {
  return Array.from({ length: count }, (_, n) => {
    const bytes = btoa(JSON.stringify(chunkOfToken(n)));
    return event("chunk", JSON.stringify({ bytes, p: PADDING.slice(0, 6 + n * 7 % 33) }));
  });
}

/** The frames of a Converse stream. */
export function converseFrames(count: number): Uint8Array<ArrayBuffer>[] {
  return Array.from({ length: count }, (_, n) => {
    const delta = { text: ` word number ${n % 1000}` };
    return event(
      "contentBlockDelta",
      JSON.stringify({ contentBlockIndex: 0, delta, p: PADDING.slice(0, 6 + n * 7 % 57) }),
    );
  });
}
