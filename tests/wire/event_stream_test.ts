import { assertEquals, assertThrows } from "../deps.ts";
import { eventStreamCodec } from "../clients.ts";
import {
  decodeMessage,
  encodeMessage,
  EventStreamDecoder,
  type EventStreamHeader,
  type EventStreamMessage,
} from "../../src/wire/event_stream.ts";
import { concat, cut, event, frameAround } from "./streams.ts";

const OPTIONS = { sanitizeOps: true, sanitizeResources: true };
const NOTHING = new Uint8Array();
const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
const bytesOf = (hex: string): Uint8Array =>
  Uint8Array.from(hex.replaceAll(" ", "").match(/../g) ?? [], (pair) => parseInt(pair, 16));

/** Each type as the specification writes it, by hand: type number and value behind the name `n`. */
const HEADERS: [string, EventStreamHeader][] = [
  ["00", { type: "boolean", value: true }],
  ["01", { type: "boolean", value: false }],
  ["02 80", { type: "byte", value: -128 }],
  ["02 7f", { type: "byte", value: 127 }],
  ["03 8000", { type: "short", value: -32_768 }],
  ["03 0102", { type: "short", value: 258 }],
  ["04 80000000", { type: "integer", value: -2_147_483_648 }],
  ["04 7fffffff", { type: "integer", value: 2_147_483_647 }],
  ["05 8000000000000000", { type: "long", value: -(2n ** 63n) }],
  ["05 7fffffffffffffff", { type: "long", value: 2n ** 63n - 1n }],
  ["06 0003 0001ff", { type: "binary", value: Uint8Array.of(0, 1, 255) }],
  ["06 0000", { type: "binary", value: NOTHING }],
  ["07 0003 e282ac", { type: "string", value: "€" }],
  ["07 0003 efbbbf", { type: "string", value: "\ufeff" }],
  ["07 0000", { type: "string", value: "" }],
  ["08 0000000000000000", { type: "timestamp", value: new Date(0) }],
  ["08 ffffffffffffffff", { type: "timestamp", value: new Date(-1) }],
  ["08 001eb208c2dc0000", { type: "timestamp", value: new Date(8.64e15) }],
  ["09 00112233445566778899aabbccddeeff", { type: "uuid", value: "00112233-4455-6677-8899-aabbccddeeff" }],
];
const ALL: EventStreamMessage = {
  headers: Object.fromEntries(HEADERS.map(([, header], n) => [`header ${n}`, header])),
  body: encoder.encode('{"text":"grüße"}'),
};

Deno.test("encodeMessage() writes the empty message of the specification", OPTIONS, () => {
  assertEquals(encodeMessage({ headers: {}, body: NOTHING }), bytesOf("00000010 00000000 05c248eb 7d98c8ff"));
});

for (const [hex, header] of HEADERS) {
  Deno.test(`encodeMessage() and decodeMessage() agree on ${header.type} ${hex}`, OPTIONS, () => {
    const bytes = frameAround(bytesOf(`01 6e ${hex}`), encoder.encode("body"));
    assertEquals(encodeMessage({ headers: { n: header }, body: encoder.encode("body") }), bytes);
    const message = decodeMessage(bytes);
    assertEquals(message.headers, { n: header });
    assertEquals(decoder.decode(message.body), "body");
  });
}

Deno.test("decodeMessage() keeps the order of headers, and names that objects are wary of", OPTIONS, () => {
  const names = ["z", "a", "__proto__", "constructor", "ü", "x".repeat(255)];
  const headers = Object.fromEntries(names.map((name) => [name, { type: "boolean", value: true } as const]));
  const decoded = decodeMessage(encodeMessage({ headers, body: NOTHING })).headers;
  assertEquals(Object.keys(decoded), names);
  assertEquals(Object.getPrototypeOf(decoded), Object.prototype);
});

Deno.test("encodeMessage() refuses what the wire cannot carry", OPTIONS, () => {
  const encode = (header: unknown, name = "n"): Uint8Array =>
    encodeMessage({ headers: { [name]: header as EventStreamHeader }, body: NOTHING });
  for (
    const header of [
      { type: "byte", value: 128 },
      { type: "byte", value: -129 },
      { type: "short", value: 32_768 },
      { type: "integer", value: 2 ** 31 },
      { type: "long", value: 2n ** 63n },
      { type: "timestamp", value: new Date(NaN) },
      { type: "string", value: "x".repeat(32_768) },
      { type: "binary", value: new Uint8Array(32_768) },
    ]
  ) assertThrows(() => encode(header), RangeError, "Cannot write header n: ");
  for (const name of ["", "x".repeat(256), "ü".repeat(128)]) {
    assertThrows(() => encode({ type: "boolean", value: true }, name), RangeError, "Cannot write headers: ");
  }
  for (
    const header of [
      { type: "byte", value: 1.5 },
      { type: "byte", value: "1" },
      { type: "long", value: 1 },
      { type: "boolean", value: 1 },
      { type: "string", value: 1 },
      { type: "binary", value: "aGk=" },
      { type: "timestamp", value: 0 },
      { type: "uuid", value: "00112233445566778899aabbccddeeff" },
      { type: "float", value: 1 },
    ]
  ) assertThrows(() => encode(header), TypeError, "Cannot write header n: ");
  assertEquals(encode({ type: "string", value: "x".repeat(32_767) }).length, 16 + 2 + 3 + 32_767);
});

Deno.test("decodeMessage() refuses a message with any byte flipped", OPTIONS, () => {
  const bytes = encodeMessage(ALL);
  for (let at = 0; at < bytes.length; at++) {
    for (const mask of [0x01, 0x41, 0x80]) {
      const flipped = bytes.slice();
      flipped[at]! ^= mask;
      assertThrows(() => decodeMessage(flipped), SyntaxError, "Cannot read ", `byte ${at}`);
    }
  }
});

Deno.test("decodeMessage() refuses anything but exactly one message", OPTIONS, () => {
  const bytes = encodeMessage(ALL);
  for (let end = 0; end < bytes.length; end++) assertThrows(() => decodeMessage(bytes.slice(0, end)), SyntaxError);
  assertThrows(() => decodeMessage(concat([bytes, Uint8Array.of(0)])), SyntaxError, "1 bytes stand behind it");
  assertThrows(() => decodeMessage(concat([bytes, bytes])), SyntaxError, "stand behind it");
});

Deno.test("decodeMessage() refuses headers that are not what their block says", OPTIONS, () => {
  for (
    const hex of [
      "01", // no type, no name
      "01 6e", // no type
      "00 00", // an empty name
      "01 6e 0a", // a type beyond the last
      "05 6e 00", // a name over the end
      "01 6e 02", // values over the end
      "01 6e 03 00",
      "01 6e 04 000000",
      "01 6e 05 00000000000000",
      "01 6e 06 00",
      "01 6e 06 0002 00",
      "01 6e 07 ffff 00",
      "01 6e 08 00",
      "01 6e 09 00112233445566778899aabbccddee",
      "01 6e 00 01 6e 00", // the same name twice
      "01 6e 07 0001 ff", // not UTF-8
      "01 ff 00",
      "01 6e 08 7fffffffffffffff", // no date
      "01 6e 08 8000000000000000",
    ]
  ) assertThrows(() => decodeMessage(frameAround(bytesOf(hex), NOTHING)), SyntaxError, "Cannot read headers: ", hex);
});

Deno.test("EventStreamDecoder reads the same messages from pieces of every size", OPTIONS, () => {
  const messages = [ALL, { headers: {}, body: NOTHING }, ALL];
  const bytes = concat(messages.map(encodeMessage));
  for (let size = 1; size <= bytes.length; size += 3) {
    const reader = new EventStreamDecoder();
    assertEquals(cut(bytes, size).flatMap((piece) => reader.push(piece)), messages, `${size}`);
    reader.end();
  }
});

Deno.test("EventStreamDecoder gives what came before bad bytes, then the error, from then on always", OPTIONS, () => {
  const good = encodeMessage(ALL);
  const bad = good.slice();
  bad[20]! ^= 1;
  const reader = new EventStreamDecoder();
  assertEquals(reader.push(concat([good, bad, good])), [ALL]);
  assertThrows(() => reader.push(good), SyntaxError, "message checksum");
  assertThrows(() => reader.end(), SyntaxError, "message checksum");
  assertThrows(() => new EventStreamDecoder().push(bad), SyntaxError, "message checksum");
  const headless = frameAround(bytesOf("00"), NOTHING);
  const other = new EventStreamDecoder();
  assertEquals(other.push(concat([good, headless, good])), [ALL]);
  assertThrows(() => other.push(good), SyntaxError, "a name is empty");
  assertThrows(() => other.end(), SyntaxError, "a name is empty");
});

Deno.test("EventStreamDecoder refuses messages above its cap, and ends inside a message", OPTIONS, () => {
  const bytes = encodeMessage(ALL);
  const small = new EventStreamDecoder({ maxMessageBytes: bytes.length - 1 });
  assertThrows(() => small.push(bytes.slice(0, 12)), SyntaxError, "wanted at most");
  const reader = new EventStreamDecoder();
  assertEquals(reader.push(bytes.slice(0, -1)), []);
  assertThrows(() => reader.end(), SyntaxError, "ended inside a frame");
  assertThrows(() => new EventStreamDecoder({ maxMessageBytes: 1 }), RangeError, "maxMessageBytes");
});

Deno.test("encodeMessage() writes what AWS's codec reads, and reads what AWS's codec writes", OPTIONS, async () => {
  const { EventStreamCodec, Int64 } = await eventStreamCodec();
  const codec = new EventStreamCodec(
    (bytes) => typeof bytes === "string" ? bytes : decoder.decode(bytes as Uint8Array),
    (text) => encoder.encode(text),
  );
  const bytes = encodeMessage(ALL);
  const theirs = codec.decode(bytes);
  assertEquals(theirs.body, ALL.body);
  for (const [name, { type, value }] of Object.entries(ALL.headers)) {
    const header = theirs.headers[name]!;
    assertEquals(header.type, type);
    if (header.value instanceof Int64) {
      assertEquals(header.value.bytes, bytesOf(BigInt.asUintN(64, value as bigint).toString(16).padStart(16, "0")));
    } else assertEquals<unknown>(header.value, value);
  }
  assertEquals(new Uint8Array(codec.encode(theirs)), bytes);
  assertEquals(decodeMessage(codec.encode(theirs)), ALL);
  assertEquals(codec.decode(event("chunk", "{}")).headers[":event-type"], { type: "string", value: "chunk" });
});
