/**
 * Batches of events and the template they share: whatever the shortcut, what comes out is what a parser makes of it.
 *
 * @module
 */
import { EventTemplate } from "../../src/client/event_template.ts";
import { EventBatch, EventsError } from "../../src/client/events.ts";
import { assert, assertEquals, assertNotStrictEquals, assertThrows } from "../deps.ts";

/** Numbers that look random and are the same each time. */
function random(seed: number): (below: number) => number {
  return (below) => {
    seed = (Math.imul(seed, 1664525) + 1013904223) | 0;
    return (seed >>> 8) % below;
  };
}

const WORDS = [
  "",
  " ",
  "a",
  '"',
  "\\",
  "\n",
  "\u0007",
  "{",
  "},{",
  '":"',
  " longer than thirteen letters",
  "\u007f",
  "é",
  "✨",
  "\ud800",
];
const SHAPES: ((word: string, number: number) => unknown)[] = [
  (text) => ({ type: "content_block_delta", index: 0, delta: { type: "text_delta", text } }),
  (content) => ({ id: "x", choices: [{ index: 0, delta: { content }, finish_reason: null }] }),
  (content) => ({ id: "x", choices: [{ index: 0, delta: { content, role: "assistant" } }], usage: { total: 1 } }),
  (generation, generation_token_count) => ({ generation, generation_token_count, stop_reason: null }),
  (text) => ({ a: text, b: text }),
  (text) => ({ [text]: text }),
  (text) => ({ a: "x", b: { c: text }, d: { e: "y" } }),
  () => ({ type: "ping" }),
  () => ({}),
  (_, number) => ({ number }),
];

Deno.test("EventTemplate reads what JSON.parse reads, whatever follows what", () => {
  const next = random(42);
  for (let stream = 0; stream < 300; stream++) {
    const template = new EventTemplate();
    let shape = next(SHAPES.length);
    const steady = 1 + next(30);
    for (let event = 0; event < 40; event++) {
      if (next(steady) === 0) shape = next(SHAPES.length);
      const json = JSON.stringify(SHAPES[shape]!(WORDS[next(WORDS.length)]! + WORDS[next(WORDS.length)]!, event));
      assertEquals(template.read(`[${json},`, 1, 1 + json.length), JSON.parse(json));
    }
  }
});

Deno.test("EventTemplate refuses what JSON.parse refuses", () => {
  const template = new EventTemplate();
  const read = (json: string): unknown => template.read(json, 0, json.length);
  for (const word of ["a", "b", "c"]) read(`{"text":"${word}"}`);
  for (
    const bad of ['{"text":"\n"}', '{"text":"\\"}', '{"text":"a","}', '{"text":"a"b"}', '{"text":"\\x"}', '{"text":"a"']
  ) {
    assertThrows(() => read(bad), SyntaxError, undefined, bad);
  }
  assertEquals(read('{"text":"x","text":"y"}'), { text: "y" });
});

Deno.test("EventTemplate gives each event an object of its own", () => {
  const template = new EventTemplate();
  const read = (word: string): { delta: { text: string } } => {
    const json = `{"delta":{"text":"${word}","index":0}}`;
    return template.read(json, 0, json.length) as { delta: { text: string } };
  };
  const events = ["a", "b", "c", "c"].map(read);
  for (const event of events) {
    event.delta.text = "changed";
    (event as { extra?: number }).extra = 1;
  }
  assertEquals(read("d"), { delta: { text: "d", index: 0 } } as unknown as { delta: { text: string } });
  assertNotStrictEquals(events[2]!.delta, events[3]!.delta);
});

Deno.test("EventTemplate gives up on a stream that has none", () => {
  const template = new EventTemplate();
  for (let number = 0; number < 20; number++) template.read(`{"n":${number}}`, 0, `{"n":${number}}`.length);
  assert(!template.hopeful);
});

const utf8 = new TextEncoder();
const batchOf = (payloads: string[], chunks = false): unknown[] => {
  const batch = new EventBatch();
  batch.reset(payloads.reduce((sum, payload) => sum + utf8.encode(payload).length + 16, 0));
  for (const payload of payloads) {
    const bytes = utf8.encode(payload);
    if (chunks) batch.addChunk(bytes, 0, bytes.length);
    else batch.addEvent(bytes, 0, bytes.length);
  }
  return batch.parse();
};

Deno.test("EventBatch parses many events at once, without their padding", () => {
  assertEquals(batchOf(['{"a":1,"p":"abc"}', '{"b":"ü","p":""}', '{"p":"xyz"}', '{"c":"\\",\\"p\\":\\"q"}']), [
    { a: 1 },
    { b: "ü" },
    { p: "xyz" },
    { c: '","p":"q' },
  ]);
});

Deno.test("EventBatch is not fooled by payloads that make a list only together", () => {
  for (
    const payloads of [
      ['{"a":1},{"b":2}', "{}"],
      ['{"a":"é"},{"b":2}', "{}"],
      ["1,2", "[3", "4]"],
      ['{"a":[{}', "{}]}"],
      ["", "{}"],
      ["1]", "[2"],
    ]
  ) {
    assertThrows(() => batchOf(payloads), EventsError, undefined, payloads.join(" | "));
  }
});

Deno.test("EventBatch gives what stood before a payload that cannot be read, and never quotes it", () => {
  const error = assertThrows(() => batchOf(['{"a":1}', '{"b":2}', '{"secret', '{"c":3}']), EventsError) as EventsError;
  assertEquals(error.events, [{ a: 1 }, { b: 2 }]);
  assert(!error.message.includes("secret"));
});

Deno.test("EventBatch reads chunks of any shape, and OpenAI's last word", () => {
  const chunk = (json: string): string => `{"bytes":"${utf8.encode(json).toBase64()}","p":"abcd"}`;
  assertEquals(batchOf([chunk('{"a":"ü✨"}'), `{ "p": "x", "bytes": "${btoa('{"b":1}')}" }`, chunk("[DONE]")], true), [
    { a: "ü✨" },
    { b: 1 },
    "[DONE]",
  ]);
});

Deno.test("EventBatch refuses text that is not UTF-8, and lets a replacement character pass that was sent", () => {
  const batch = new EventBatch();
  const bytes = new Uint8Array([...utf8.encode('{"a":"'), 0xff, ...utf8.encode('"}')]);
  batch.reset(100);
  batch.addEvent(bytes, 0, bytes.length);
  assertThrows(() => batch.parse(), EventsError);
  assertEquals(batchOf(['{"a":"\ufffd"}']), [{ a: "\ufffd" }]);
});
