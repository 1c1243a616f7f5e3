import { crc32 } from "node:zlib";
import { assertEquals, assertGreater, assertLess, assertStrictEquals, assertThrows } from "../deps.ts";
import { type Frame, FrameReader } from "../../src/wire/frames.ts";
import { concat, cut, event, exception, frameAround, invokeFrames, stringHeader, uint32 } from "./streams.ts";
import { watch } from "./watch.ts";

const OPTIONS = { sanitizeOps: true, sanitizeResources: true };
const NOTHING = new Uint8Array();
const encoder = new TextEncoder();

function read(pieces: Uint8Array[], reader: FrameReader = new FrameReader()): Frame[] {
  const frames = [];
  for (const piece of pieces) {
    reader.push(piece);
    for (let frame = reader.next(); frame; frame = reader.next()) frames.push(frame);
  }
  reader.end();
  return frames;
}

/** A prelude whose checksum is right, whatever it says. */
function prelude(total: number, headers: number): Uint8Array {
  const lengths = concat([uint32(total), uint32(headers)]);
  return concat([lengths, uint32(crc32(lengths))]);
}

const STREAM = [
  event("messageStart", '{"role":"assistant"}'),
  event("contentBlockDelta", '{"delta":{"text":"héllo"}}'),
  event("contentBlockDelta", '{"delta":{"text":"wörld"}}'),
  event("contentBlockStart", ""),
  exception("throttlingException", '{"message":"slow down"}'),
  frameAround(
    concat([
      stringHeader(":message-type", "error"),
      stringHeader(":error-code", "InternalError"),
      stringHeader(":error-message", "an error"),
    ]),
    NOTHING,
  ),
];
const WANTED = [
  { kind: "event", type: "messageStart", payload: '{"role":"assistant"}' },
  { kind: "event", type: "contentBlockDelta", payload: '{"delta":{"text":"héllo"}}' },
  { kind: "event", type: "contentBlockDelta", payload: '{"delta":{"text":"wörld"}}' },
  { kind: "event", type: "contentBlockStart", payload: "" },
  { kind: "exception", type: "throttlingException", payload: '{"message":"slow down"}' },
  { kind: "error", type: "InternalError", payload: "", message: "an error" },
].map((frame) => ({
  message: undefined,
  contentType: frame.kind === "error" ? undefined : "application/json",
  ...frame,
}));
const shown = (frames: Frame[]): unknown[] =>
  frames.map((frame) => ({ ...frame, payload: new TextDecoder().decode(frame.payload) }));

Deno.test("FrameReader tells events, exceptions and errors apart", OPTIONS, () => {
  assertEquals(shown(read(STREAM)), WANTED);
});

Deno.test("FrameReader reads the same frames from pieces of every size", OPTIONS, () => {
  const bytes = concat(STREAM);
  for (let size = 1; size <= bytes.length; size++) assertEquals(shown(read(cut(bytes, size))), WANTED, `${size}`);
});

Deno.test("FrameReader reads the same frames cut at every byte, and with empty pieces between", OPTIONS, () => {
  const bytes = concat(STREAM);
  for (let at = 0; at <= bytes.length; at++) {
    assertEquals(shown(read([bytes.slice(0, at), NOTHING, bytes.slice(at)])), WANTED, `cut at ${at}`);
  }
});

Deno.test("FrameReader reads the same frames when pieces wait before they are read", OPTIONS, () => {
  const bytes = concat(STREAM);
  for (const size of [1, 7, 100, 300]) {
    const reader = new FrameReader();
    for (const piece of cut(bytes, size)) reader.push(piece);
    assertEquals(reader.pending, bytes.length);
    const frames = [];
    for (let frame = reader.next(); frame; frame = reader.next()) frames.push(frame);
    assertEquals(shown(frames), WANTED);
    assertEquals(reader.pending, 0);
  }
});

Deno.test("FrameReader reads thousands of frames in pieces that fit nothing", OPTIONS, () => {
  const frames = invokeFrames(2000);
  const bytes = concat(frames);
  for (const size of [13, 100, 1023, 1024, 1025, 1400, 16_384, 16_385, 1 << 20]) {
    const got = read(cut(bytes, size));
    assertEquals(got.length, frames.length);
    got.forEach((frame, n) => {
      const end = frames[n]!.length - 4;
      assertEquals(frame.payload, frames[n]!.subarray(end - frame.payload.length, end));
    });
  }
});

Deno.test("FrameReader reads frames about as long as its buffers, in small pieces", OPTIONS, () => {
  for (let length = 16_200; length < 16_420; length += 7) {
    const frames = [event("chunk", "a".repeat(length)), event("chunk", "b".repeat(length)), STREAM[0]!];
    for (const size of [900, 1000, 1024, 5000]) {
      assertEquals(read(cut(concat(frames), size)).map((frame) => frame.payload.length), [length, length, 20]);
    }
  }
});

Deno.test("FrameReader gives payloads as views of what was pushed", OPTIONS, () => {
  const bytes = event("chunk", "x".repeat(2000));
  const [frame] = read([bytes]);
  assertStrictEquals(frame?.payload.buffer, bytes.buffer);
});

Deno.test(
  "FrameReader refuses a frame with any byte flipped, also behind frames with the same headers",
  OPTIONS,
  () => {
    const before = concat([STREAM[1]!, STREAM[2]!, STREAM[1]!]);
    const target = STREAM[2]!;
    for (const mask of [0x01, 0x80, 0x41]) {
      for (let at = 0; at < target.length; at++) {
        const flipped = target.slice();
        flipped[at]! ^= mask;
        const reader = new FrameReader();
        reader.push(concat([before, flipped, STREAM[0]!]));
        for (let n = 0; n < 3; n++) assertEquals(reader.next()?.type, "contentBlockDelta");
        assertThrows(() => reader.next(), SyntaxError, "Cannot read event stream: ", `byte ${at}`);
        assertThrows(() => reader.next(), SyntaxError, "Cannot read event stream: ", "from then on always");
        assertThrows(() => reader.end(), SyntaxError);
        reader.push(new Uint8Array(100));
        assertEquals(reader.pending, 0, "nothing is kept any more");
      }
    }
  },
);

Deno.test("FrameReader does not mistake a header block for another of the same length", OPTIONS, () => {
  const types = ["contentBlockDelta", "contentBlockStart", "contentBlockDelta", "contentBlockStoop"];
  assertEquals(read(types.map((type) => event(type, type))).map((frame) => frame.type), types);
});

Deno.test("FrameReader reads more header blocks than it remembers, and longer ones", OPTIONS, () => {
  const types = Array.from({ length: 100 }, (_, n) => `type${n % 40}`);
  assertEquals(read(types.map((type) => event(type, type))).map((frame) => frame.type), types);
  const long = "t".repeat(5000);
  assertEquals(read([event(long, "a"), event(long, "b")]).map((frame) => frame.type), [long, long]);
});

Deno.test("FrameReader checks a prelude as soon as its twelve bytes are there", OPTIONS, () => {
  const bytes = STREAM[0]!.slice(0, 12);
  bytes[2]! ^= 1;
  const reader = new FrameReader();
  reader.push(bytes.slice(0, 11));
  assertEquals(reader.next(), undefined);
  reader.push(bytes.slice(11));
  assertThrows(() => reader.next(), SyntaxError, "prelude checksum");
});

Deno.test("FrameReader refuses a length above its cap before anything is allocated", OPTIONS, () => {
  for (
    const [total, cap] of [[0x7ffffff0, undefined], [0xffffffff, undefined], [25_296_913, undefined], [
      101,
      100,
    ]] as const
  ) {
    const bytes = prelude(total, 0);
    const { allocated } = watch(() => {
      const reader = new FrameReader(cap === undefined ? {} : { maxMessageBytes: cap });
      reader.push(bytes);
      assertThrows(() => reader.next(), SyntaxError, `a frame of ${total} bytes`);
    });
    assertLess(allocated, 50_000);
  }
});

Deno.test("FrameReader takes frames up to its cap, and allocates as they come", OPTIONS, () => {
  const reader = new FrameReader();
  const { allocated } = watch(() => {
    reader.push(concat([prelude(25_296_912, 0), new Uint8Array(2000)]));
    assertEquals(reader.next(), undefined);
    reader.push(new Uint8Array(2000));
    assertEquals(reader.next(), undefined);
  });
  assertLess(allocated, 100_000);
  const frame = event("chunk", "x".repeat(100));
  assertEquals(read([frame], new FrameReader({ maxMessageBytes: frame.length })).length, 1);
  assertThrows(() => read([frame], new FrameReader({ maxMessageBytes: frame.length - 1 })), SyntaxError);
});

Deno.test("FrameReader refuses lengths that contradict each other", OPTIONS, () => {
  for (const [total, headers] of [[0, 0], [15, 0], [16, 1], [100, 85], [100, 0xffffffff]] as const) {
    const reader = new FrameReader();
    reader.push(concat([prelude(total, headers), new Uint8Array(100)]));
    assertThrows(() => reader.next(), SyntaxError, "bytes of headers");
  }
});

Deno.test("FrameReader refuses headers that do not say what a frame is", OPTIONS, () => {
  const type = stringHeader(":message-type", "event");
  for (
    const headers of [
      NOTHING,
      type,
      stringHeader(":event-type", "chunk"),
      concat([stringHeader(":message-type", "evnt"), stringHeader(":event-type", "chunk")]),
      concat([type, stringHeader(":event-type", "chunk"), type]),
      concat([type, stringHeader(":event-type", "chunk").slice(0, -1)]),
      concat([type, Uint8Array.of(0, 0)]),
      concat([type, Uint8Array.of(1, 65, 10)]),
      concat([encoder.encode("\x0d:message-type"), Uint8Array.of(0), stringHeader(":event-type", "chunk")]),
    ]
  ) {
    const reader = new FrameReader();
    reader.push(concat([frameAround(headers, NOTHING), STREAM[0]!]));
    assertThrows(() => reader.next(), SyntaxError, "Cannot read ");
    assertThrows(() => reader.next(), SyntaxError, "Cannot read ", "from then on always");
  }
});

Deno.test("FrameReader takes a failure without a name for a failure", OPTIONS, () => {
  for (const kind of ["exception", "error"]) {
    const [frame] = read([frameAround(stringHeader(":message-type", kind), NOTHING)]);
    assertEquals([frame?.kind, frame?.type], [kind, "UnknownError"]);
  }
});

Deno.test("FrameReader.end() refuses a stream that was cut inside a frame, at every byte", OPTIONS, () => {
  const bytes = concat(STREAM);
  const borders = new Set([0]);
  let border = 0;
  for (const frame of STREAM) borders.add(border += frame.length);
  for (let at = 0; at <= bytes.length; at++) {
    if (borders.has(at)) read([bytes.slice(0, at)]);
    else assertThrows(() => read([bytes.slice(0, at)]), SyntaxError, "ended inside a frame");
  }
});

Deno.test("FrameReader copies a frame in pieces a bounded number of times, whatever its length", OPTIONS, () => {
  const perByte = [256 * 1024, 1024 * 1024, 8 * 1024 * 1024].map((length) => {
    const bytes = event("chunk", new Uint8Array(length));
    const pieces = cut(bytes, 1400);
    const { copied, allocated } = watch(() => assertEquals(read(pieces).length, 1));
    assertGreater(copied, length - 1);
    return [copied / length, allocated / length];
  });
  for (const [copied, allocated] of perByte) {
    assertLess(copied!, 2.2);
    assertLess(allocated!, 2.2);
  }
});

Deno.test("FrameReader copies nothing of frames that came in one piece", OPTIONS, () => {
  const bytes = concat([event("chunk", new Uint8Array(100_000)), event("chunk", new Uint8Array(100_000))]);
  assertEquals(watch(() => assertEquals(read([bytes]).length, 2)), { copied: 0, allocated: 0 });
});

Deno.test("FrameReader copies small pieces once, and of large ones only the frames that were cut", OPTIONS, () => {
  const bytes = concat(invokeFrames(2000));
  const small = watch(() => read(cut(bytes, 100)));
  // Cutting the pieces is not counted: slice() sets nothing
  assertLess(small.copied, bytes.length * 1.2);
  const large = watch(() => read(cut(bytes, 16_384)));
  assertLess(large.copied, bytes.length / 16_384 * 300);
});

Deno.test("new FrameReader() refuses a cap that is none", OPTIONS, () => {
  for (const maxMessageBytes of [0, 15, 16.5, NaN, Infinity, -1]) {
    assertThrows(() => new FrameReader({ maxMessageBytes }), RangeError, "maxMessageBytes");
  }
});
