import { assertEquals, assertInstanceOf, assertLess, assertThrows, ServerSentEventParseStream } from "../deps.ts";
import { EventStreamToSse, type EventStreamToSseOptions } from "../../src/wire/sse.ts";
import { chunkOfToken, concat, converseFrames, cut, event, exception, invokeFrames } from "./streams.ts";
import { watch } from "./watch.ts";

const OPTIONS = { sanitizeOps: true, sanitizeResources: true };
const decoder = new TextDecoder();

function convert(pieces: Uint8Array[], options?: EventStreamToSseOptions): Uint8Array<ArrayBuffer> {
  const transcoder = new EventStreamToSse(options);
  return concat([...pieces.map((piece) => transcoder.push(piece)), transcoder.end()]);
}

/** What another's parser makes of it. */
async function parse(bytes: Uint8Array<ArrayBuffer>): Promise<{ event: string; data: unknown }[]> {
  const events = await Array.fromAsync(new Blob([bytes]).stream().pipeThrough(new ServerSentEventParseStream()));
  return events.map(({ event, data }) => ({ event: event!, data: JSON.parse(data!) }));
}

Deno.test("EventStreamToSse names events after their type and leaves their padding out", OPTIONS, () => {
  const bytes = concat([
    event("messageStart", '{"p":"abc","role":"assistant"}'),
    event("contentBlockDelta", '{"contentBlockIndex":0,"delta":{"text":"hé"},"p":"abcdef"}'),
    event("contentBlockStop", '{"contentBlockIndex":0}'),
    event("messageStop", '{"p":"abcd","stopReason":"end_turn"}'),
    event("metadata", '{"metrics":{},"p":"a","usage":{}}'),
  ]);
  assertEquals(
    decoder.decode(convert([bytes])),
    'event: messageStart\ndata: {"role":"assistant"}\n\n' +
      'event: contentBlockDelta\ndata: {"contentBlockIndex":0,"delta":{"text":"hé"}}\n\n' +
      'event: contentBlockStop\ndata: {"contentBlockIndex":0}\n\n' +
      'event: messageStop\ndata: {"stopReason":"end_turn"}\n\n' +
      'event: metadata\ndata: {"metrics":{},"usage":{}}\n\n',
  );
});

Deno.test("EventStreamToSse sends the model's own JSON when it unwraps chunks, and the chunk when not", OPTIONS, () => {
  const inner = '{"completion":" a \\n b"}';
  const chunk = event("chunk", JSON.stringify({ bytes: btoa(inner), p: "abc" }));
  assertEquals(decoder.decode(convert([chunk], { unwrap: true })), `event: chunk\ndata: ${inner}\n\n`);
  assertEquals(decoder.decode(convert([chunk])), `event: chunk\ndata: {"bytes":"${btoa(inner)}"}\n\n`);
  const other = event("chunk", JSON.stringify({ p: "abc", bytes: btoa(inner) }));
  assertEquals(decoder.decode(convert([other], { unwrap: true })), `event: chunk\ndata: ${inner}\n\n`);
  const unknown = event("news", '{"bytes":"aGk="}');
  assertEquals(decoder.decode(convert([unknown], { unwrap: true })), 'event: news\ndata: {"bytes":"aGk="}\n\n');
});

Deno.test("EventStreamToSse gives the same bytes for pieces of every size", OPTIONS, () => {
  const bytes = concat([...invokeFrames(3), ...converseFrames(3)]);
  const wanted = convert([bytes], { unwrap: true });
  for (let size = 1; size <= bytes.length; size++) assertEquals(convert(cut(bytes, size), { unwrap: true }), wanted);
});

Deno.test("EventStreamToSse is read back by @std/http's parser, thousands of events", OPTIONS, async () => {
  const tokens = await parse(convert(cut(concat(invokeFrames(2000)), 16_384), { unwrap: true }));
  assertEquals(tokens, Array.from({ length: 2000 }, (_, n) => ({ event: "chunk", data: chunkOfToken(n) })));
  const deltas = await parse(convert(cut(concat(converseFrames(2000)), 1000)));
  assertEquals(
    deltas,
    Array.from({ length: 2000 }, (_, n) => ({
      event: "contentBlockDelta",
      data: { contentBlockIndex: 0, delta: { text: ` word number ${n % 1000}` } },
    })),
  );
});

Deno.test("EventStreamToSse puts JSON with line breaks on one line", OPTIONS, async () => {
  for (const space of [1, "\t", "\r\n", "\r"]) {
    const value = { text: "a\nb\r\nc", list: [1, 2] };
    const json = JSON.stringify(value, null, 1).replaceAll("\n", `\n${typeof space === "string" ? space : ""}`);
    const chunk = event("chunk", JSON.stringify({ bytes: btoa(json), p: "a" }));
    for (const bytes of [convert([chunk], { unwrap: true }), convert([event("metadata", json)])]) {
      assertEquals(decoder.decode(bytes).split(/\r\n|\r|\n/).length, 4, "two lines, and the blank one");
      assertEquals((await parse(bytes))[0]?.data, value);
    }
  }
});

Deno.test("EventStreamToSse gives what came before an exception, then the exception, then nothing", OPTIONS, () => {
  const transcoder = new EventStreamToSse();
  const bytes = concat([
    event("messageStart", JSON.stringify({ p: "a".repeat(2000) })),
    exception("throttlingException", '{"message":"slow down"}'),
    event("messageStop", "{}"),
  ]);
  assertEquals(decoder.decode(transcoder.push(bytes)), "event: messageStart\ndata: {}\n\n");
  const { failure } = transcoder;
  assertEquals(failure, {
    kind: "exception",
    type: "throttlingException",
    message: undefined,
    contentType: "application/json",
    payload: new TextEncoder().encode('{"message":"slow down"}'),
  });
  bytes.fill(0);
  assertEquals(decoder.decode((failure as { payload: Uint8Array }).payload), '{"message":"slow down"}', "a copy");
  assertEquals(transcoder.push(event("messageStop", "{}")).length, 0);
  assertEquals(transcoder.stopped, false);
  assertEquals(transcoder.end().length, 0);
});

Deno.test("EventStreamToSse gives what came before bad bytes, then the error", OPTIONS, () => {
  const bad = event("messageStop", "{}");
  bad[40]! ^= 1;
  for (const broken of [bad, event("chunk", '{"bytes":"!"}'), event("two\nlines", "{}")]) {
    const transcoder = new EventStreamToSse({ unwrap: true });
    assertEquals(
      decoder.decode(transcoder.push(concat([event("messageStart", "{}"), broken]))),
      "event: messageStart\ndata: {}\n\n",
    );
    assertInstanceOf(transcoder.failure, SyntaxError);
    assertEquals(transcoder.push(event("messageStop", "{}")).length, 0);
    assertThrows(() => transcoder.end(), SyntaxError, "Cannot ");
  }
});

Deno.test("EventStreamToSse.end() refuses a stream that was cut inside a frame, at every byte", OPTIONS, () => {
  const frame = event("messageStop", "{}");
  for (let at = 1; at < frame.length; at++) {
    assertThrows(() => convert([event("messageStart", "{}"), frame.slice(0, at)]), SyntaxError, "ended inside a frame");
  }
});

Deno.test("EventStreamToSse tells how a stream ended", OPTIONS, () => {
  const transcoder = new EventStreamToSse();
  assertEquals([transcoder.stopped, transcoder.lastType, transcoder.lastData.length], [false, undefined, 0]);
  transcoder.push(concat([event("messageStart", "{}"), event("contentBlockStop", '{"contentBlockIndex":0,"p":"ab"}')]));
  assertEquals([transcoder.stopped, transcoder.lastType], [false, "contentBlockStop"]);
  assertEquals(decoder.decode(transcoder.lastData), '{"contentBlockIndex":0}');
  const stop = event("messageStop", '{"stopReason":"end_turn"}');
  transcoder.push(stop.slice(0, 50));
  assertEquals(decoder.decode(transcoder.lastData), '{"contentBlockIndex":0}');
  transcoder.push(stop.slice(50));
  assertEquals([transcoder.stopped, transcoder.lastType], [true, "messageStop"]);
  transcoder.push(event("metadata", '{"usage":{}}'));
  assertEquals([transcoder.stopped, transcoder.lastType], [true, "metadata"]);
  assertEquals(decoder.decode(transcoder.lastData), '{"usage":{}}');
});

Deno.test("EventStreamToSse allocates in proportion to what it is given, in pieces of any size", OPTIONS, () => {
  for (const length of [256 * 1024, 4 * 1024 * 1024]) {
    const bytes = event("metadata", JSON.stringify({ text: "x".repeat(length) }));
    const pieces = cut(bytes, 1400);
    const { allocated } = watch(() => convert(pieces));
    assertLess(allocated / length, 5);
  }
});
