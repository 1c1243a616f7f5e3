/**
 * The header block of an event-stream message in, names and typed values out, and back.
 *
 * @module
 */
import { joined } from "./joined.ts";

/** A header's value with the type it has on the wire. */
export type EventStreamHeader =
  | { type: "boolean"; value: boolean }
  | { type: "byte" | "short" | "integer"; value: number }
  | { type: "long"; value: bigint }
  | { type: "binary"; value: Uint8Array }
  | { type: "string"; value: string }
  | { type: "timestamp"; value: Date }
  | { type: "uuid"; value: string };

/** The types by their number on the wire; `true` and `false` have one each. */
const TYPES = [
  "boolean",
  "boolean",
  "byte",
  "short",
  "integer",
  "long",
  "binary",
  "string",
  "timestamp",
  "uuid",
] as const;
/** How many bytes a value has; -1 where a length of two bytes stands before it. */
const SIZES = [0, 0, 1, 2, 4, 8, -1, -1, 8, 16];
const INTEGER_BITS = { byte: 8, short: 16, integer: 32 };
const MAX_VALUE_BYTES = 32_767;
/** The farthest a `Date` reaches to both sides of 1970, in milliseconds. */
const MAX_DATE = 8_640_000_000_000_000n;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const encoder = new TextEncoder();

/**
 * Reads a header block.
 *
 * @param bytes The bytes that hold it.
 * @param start Its first byte.
 * @param end The byte after its last.
 * @returns The headers by name, in the order of the wire. Values are copies.
 * @throws {SyntaxError} When the block is cut, names a header twice, or holds what no type allows.
 */
export function decodeHeaders(bytes: Uint8Array, start: number, end: number): Record<string, EventStreamHeader> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headers = new Map<string, EventStreamHeader>();
  let at = start;
  function take(length: number): number {
    const from = at;
    at += length;
    if (at > end) throw new SyntaxError("Cannot read headers: a header runs over the end of their block");
    return from;
  }
  while (at < end) {
    const nameLength = bytes[take(1)]!;
    if (nameLength === 0) throw new SyntaxError("Cannot read headers: a name is empty");
    const name = readText(bytes, take(nameLength), at);
    const number = bytes[take(1)]!;
    const type = TYPES[number];
    if (type === undefined) throw new SyntaxError(`Cannot read headers: type ${number}, wanted 0 to 9`);
    const size = SIZES[number]!;
    const from = take(size < 0 ? view.getUint16(take(2)) : size);
    if (headers.has(name)) throw new SyntaxError("Cannot read headers: a name stands there twice");
    headers.set(name, readValue(number, view, bytes, from, at));
  }
  return Object.fromEntries(headers);
}

function readText(bytes: Uint8Array, start: number, end: number): string {
  try {
    return utf8.decode(bytes.subarray(start, end));
  } catch {
    throw new SyntaxError("Cannot read headers: text that is not UTF-8");
  }
}

function readValue(number: number, view: DataView, bytes: Uint8Array, start: number, end: number): EventStreamHeader {
  switch (number) {
    case 0:
    case 1:
      return { type: "boolean", value: number === 0 };
    case 2:
      return { type: "byte", value: view.getInt8(start) };
    case 3:
      return { type: "short", value: view.getInt16(start) };
    case 4:
      return { type: "integer", value: view.getInt32(start) };
    case 5:
      return { type: "long", value: view.getBigInt64(start) };
    case 6:
      return { type: "binary", value: bytes.slice(start, end) };
    case 7:
      return { type: "string", value: readText(bytes, start, end) };
    case 8: {
      const milliseconds = view.getBigInt64(start);
      if (milliseconds > MAX_DATE || milliseconds < -MAX_DATE) {
        throw new SyntaxError("Cannot read headers: a timestamp that no date can hold");
      }
      return { type: "timestamp", value: new Date(Number(milliseconds)) };
    }
    default: {
      let hex = "";
      for (let at = start; at < end; at++) hex += bytes[at]!.toString(16).padStart(2, "0");
      return { type: "uuid", value: hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-") };
    }
  }
}

/**
 * Writes a header block.
 *
 * @param headers The headers by name.
 * @returns The block.
 * @throws {TypeError} When a value does not fit its type.
 * @throws {RangeError} When a name or a value is out of bounds.
 */
export function encodeHeaders(headers: Record<string, EventStreamHeader>): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = [];
  for (const [name, header] of Object.entries(headers)) {
    const nameBytes = encoder.encode(name);
    if (nameBytes.length === 0 || nameBytes.length > 255) {
      throw new RangeError(`Cannot write headers: a name of ${nameBytes.length} bytes, wanted 1 to 255`);
    }
    parts.push(Uint8Array.of(nameBytes.length), nameBytes, writeValue(name, header));
  }
  return joined(parts);
}

/** Writes a value with the number of its type before it. */
function writeValue(name: string, header: EventStreamHeader): Uint8Array {
  switch (header.type) {
    case "boolean":
      check(typeof header.value === "boolean", name, header.type);
      return Uint8Array.of(header.value ? 0 : 1);
    case "byte":
    case "short":
    case "integer": {
      const bits = INTEGER_BITS[header.type];
      check(Number.isInteger(header.value), name, header.type);
      if (header.value < -(2 ** (bits - 1)) || header.value >= 2 ** (bits - 1)) outOfBounds(name, header.type);
      return number(TYPES.indexOf(header.type), bits / 8, BigInt(header.value));
    }
    case "long":
      check(typeof header.value === "bigint", name, header.type);
      if (BigInt.asIntN(64, header.value) !== header.value) outOfBounds(name, header.type);
      return number(5, 8, header.value);
    case "timestamp":
      check(header.value instanceof Date, name, header.type);
      if (Number.isNaN(header.value.getTime())) outOfBounds(name, header.type);
      return number(8, 8, BigInt(header.value.getTime()));
    case "binary":
      check(header.value instanceof Uint8Array, name, header.type);
      return sized(6, name, header.value);
    case "string":
      check(typeof header.value === "string", name, header.type);
      return sized(7, name, encoder.encode(header.value));
    case "uuid": {
      check(typeof header.value === "string" && UUID.test(header.value), name, header.type);
      const hex = header.value.replaceAll("-", "");
      return Uint8Array.from([
        9,
        ...Array.from({ length: 16 }, (_, at) => parseInt(hex.slice(2 * at, 2 * at + 2), 16)),
      ]);
    }
    default:
      throw new TypeError(
        `Cannot write header ${name}: an unknown type, wanted one of ${[...new Set(TYPES)].join(", ")}`,
      );
  }
}

/** A whole number of so many bytes, the most significant first. */
function number(type: number, size: number, value: bigint): Uint8Array {
  const bytes = new Uint8Array(9);
  bytes[0] = type;
  new DataView(bytes.buffer).setBigInt64(1, value << BigInt(64 - 8 * size));
  return bytes.subarray(0, 1 + size);
}

/** A value with its length before it. */
function sized(type: number, name: string, value: Uint8Array): Uint8Array {
  if (value.length > MAX_VALUE_BYTES) {
    throw new RangeError(`Cannot write header ${name}: ${value.length} bytes, wanted at most ${MAX_VALUE_BYTES}`);
  }
  const bytes = new Uint8Array(3 + value.length);
  bytes.set([type, value.length >> 8, value.length]);
  bytes.set(value, 3);
  return bytes;
}

function check(fits: boolean, name: string, type: string): void {
  if (!fits) throw new TypeError(`Cannot write header ${name}: a value that is no ${type}`);
}

function outOfBounds(name: string, type: string): never {
  throw new RangeError(`Cannot write header ${name}: a value out of the bounds of ${type}`);
}
