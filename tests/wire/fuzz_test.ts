import { assert, assertEquals, assertInstanceOf } from "../deps.ts";
import { EventStreamDecoder } from "../../src/wire/event_stream.ts";
import { FrameReader } from "../../src/wire/frames.ts";
import { EventStreamToSse } from "../../src/wire/sse.ts";
import { concat, converseFrames, event, exception, frameAround, invokeFrames } from "./streams.ts";

const OPTIONS = { sanitizeOps: true, sanitizeResources: true };
const CAP = 64 * 1024;

/** Chance that comes out the same in each run: xorshift. */
function chance(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

const FRAMES = [
  ...invokeFrames(20),
  ...converseFrames(20),
  event("metadata", "{}"),
  event("chunk", '{"bytes":"'),
  event("chunk", "{}"),
  exception("throttlingException", "{}"),
];

/** A stream of whole frames, with some of its bytes changed, left out, said twice or made up. */
function mutate(random: (below: number) => number): Uint8Array[] {
  const bytes = concat(Array.from({ length: 4 }, () => FRAMES[random(FRAMES.length)]!));
  for (let n = random(4); n > 0; n--) bytes[random(bytes.length)] = random(256);
  const pieces = [];
  for (let at = 0; at < bytes.length;) {
    const length = 1 + random(random(8) === 0 ? 4 : 600);
    const piece = bytes.slice(at, at + length);
    if (random(12) > 0) pieces.push(piece);
    if (random(20) === 0) pieces.push(piece.slice());
    if (random(30) === 0) pieces.push(Uint8Array.from({ length: random(40) }, () => random(256)));
    at += length;
  }
  return pieces;
}

/** Reads, and returns how many messages came; an error must be a SyntaxError. */
function survive(work: () => number): number {
  try {
    return work();
  } catch (error) {
    assertInstanceOf(error, SyntaxError);
    return 0;
  }
}

Deno.test(
  "millions of mutated bytes: every reader yields messages or throws SyntaxError, within its cap",
  OPTIONS,
  () => {
    const random = chance(20261104);
    const seen = { bytes: 0, runs: 0, messages: 0, frames: 0, failures: 0 };
    while (seen.bytes < 4_000_000) {
      const pieces = mutate(random);
      seen.runs++;
      for (const piece of pieces) seen.bytes += piece.length;
      seen.messages += survive(() => {
        const decoder = new EventStreamDecoder({ maxMessageBytes: CAP });
        return pieces.reduce((sum, piece) => sum + decoder.push(piece).length, 0);
      });
      const reader = new FrameReader({ maxMessageBytes: CAP });
      survive(() => {
        for (const piece of pieces) {
          reader.push(piece);
          while (reader.next()) seen.frames++;
          assert(reader.pending < CAP);
        }
        reader.end();
        return 0;
      });
      const sse = new EventStreamToSse({ unwrap: true, maxMessageBytes: CAP });
      for (const piece of pieces) assert(sse.push(piece).length <= CAP);
      survive(() => sse.end().length);
      if (sse.failure) seen.failures++;
    }
    // It found good and bad, or it proves nothing
    assert(seen.messages > 1000 && seen.frames > 1000 && seen.failures > 200, JSON.stringify(seen));
  },
);

Deno.test("random headers and payloads in whole frames: a frame or a SyntaxError", OPTIONS, () => {
  const random = chance(7);
  const counts = { read: 0, refused: 0 };
  for (let n = 0; n < 20_000; n++) {
    const whole = FRAMES[random(FRAMES.length)]!;
    const headersLength = new DataView(whole.buffer).getUint32(4);
    const headers = whole.slice(12, 12 + headersLength);
    const payload = whole.slice(12 + headersLength, -4);
    // Behind good checksums, so that what is read from the bytes is what meets the mutations
    if (random(2)) headers[random(headers.length)] = random(256);
    if (random(2) && payload.length) payload[random(payload.length)] = random(256);
    const bytes = frameAround(headers, payload);
    const reader = new FrameReader();
    reader.push(bytes);
    try {
      assertEquals(reader.next()?.payload, payload);
      counts.read++;
    } catch (error) {
      assertInstanceOf(error, SyntaxError);
      counts.refused++;
    }
    const sse = new EventStreamToSse({ unwrap: n % 2 === 0 });
    sse.push(bytes);
    survive(() => sse.end().length);
  }
  assert(counts.read > 1000 && counts.refused > 1000, JSON.stringify(counts));
});
