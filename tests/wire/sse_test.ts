import { assertEquals, assertThrows, ServerSentEventParseStream } from "../deps.ts";
import { encodeSse, formatSse, sseComment, type SseEvent } from "../../src/wire/sse.ts";
import { concat } from "./streams.ts";

const OPTIONS = { sanitizeOps: true, sanitizeResources: true };
const decoder = new TextDecoder();

/** What another's parser makes of it. */
function parse(bytes: Uint8Array<ArrayBuffer>): Promise<unknown[]> {
  return Array.fromAsync(new Blob([bytes]).stream().pipeThrough(new ServerSentEventParseStream()));
}

Deno.test("encodeSse() writes each field on its line, and a blank line behind", OPTIONS, () => {
  assertEquals(
    decoder.decode(encodeSse({ event: "chunk", data: "{}", id: "7", retry: 3000 })),
    "event: chunk\nid: 7\nretry: 3000\ndata: {}\n\n",
  );
  assertEquals(formatSse({ data: "[DONE]" }), "data: [DONE]\n\n");
  assertEquals(formatSse({ data: "" }), "data: \n\n");
});

Deno.test("encodeSse() is read back by @std/http's parser, line breaks and all", OPTIONS, async () => {
  const events: SseEvent[] = [
    { data: "one" },
    { event: "delta", data: "two\nlines" },
    { data: "\n" },
    { data: "event: error\n\ndata: injected" },
    { data: " leading space, é, 🙂, \0" },
    { event: "x", data: ": not a comment", id: "1", retry: 0 },
  ];
  const read = await parse(concat(events.map(encodeSse)));
  assertEquals(read, events.map((event) => ({ ...event })));
});

Deno.test("encodeSse() sends every kind of line break as one that all readers know", OPTIONS, () => {
  assertEquals(formatSse({ data: "a\r\nb\rc\nd" }), "data: a\ndata: b\ndata: c\ndata: d\n\n");
});

Deno.test("encodeSse() refuses what would become another field", OPTIONS, () => {
  for (const value of ["a\nb", "a\rb", "a\r\n", "\n", "a\0"]) {
    assertThrows(() => encodeSse({ event: value, data: "" }), TypeError, "Cannot write event: ");
    assertThrows(() => encodeSse({ id: value, data: "" }), TypeError, "Cannot write event: ");
  }
  for (const retry of [-1, 1.5, NaN, Infinity]) {
    assertThrows(() => encodeSse({ data: "", retry }), RangeError, "retry");
  }
});

Deno.test("sseComment() is seen by no reader", OPTIONS, async () => {
  assertEquals(decoder.decode(sseComment()), ": \n\n");
  assertEquals(decoder.decode(sseComment("ping")), ": ping\n\n");
  assertEquals(decoder.decode(sseComment("a\ndata: b")), ": a\n: data: b\n\n");
  const bytes = concat([sseComment("ping"), encodeSse({ data: "1" }), sseComment("data: 2\n\ndata: 3")]);
  assertEquals((await parse(bytes)).map((event) => (event as SseEvent).data).filter((data) => data), ["1"]);
});
