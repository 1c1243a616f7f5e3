import { assert, assertEquals, assertGreater, assertMatch, assertRejects } from "../deps.ts";
import { eventStreamCodec } from "../clients.ts";
import { createEmulator, emulatorApiKey } from "../../src/emulator/emulator.ts";
import { caller, HOST, user } from "./calling.ts";

const options = { sanitizeOps: true, sanitizeResources: true };
const MODEL = "amazon.nova-lite-v1:0";
const PATH = `/model/${encodeURIComponent(MODEL)}/converse-stream`;
const body = { messages: [user("count to 200")] };
const utf8 = new TextEncoder();
const text = new TextDecoder();

Deno.test("createEmulator() frames what AWS's own codec reads, with padding of many lengths", options, async () => {
  const { EventStreamCodec } = await eventStreamCodec();
  const codec = new EventStreamCodec((bytes) => text.decode(bytes as Uint8Array), (string) => utf8.encode(string));
  const response = await caller().send(PATH, body);
  const paddings = new Set<number>();
  let count = 0;
  for await (const frame of response.body!) {
    const message = codec.decode(frame);
    assertEquals(message.headers[":message-type"], { type: "string", value: "event" });
    assertEquals(message.headers[":content-type"], { type: "string", value: "application/json" });
    const json = text.decode(message.body);
    assertMatch(json, /,"p":"[a-zA-Z0-9]+"\}$/);
    const { p } = JSON.parse(json);
    assert("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789".startsWith(p));
    paddings.add(p.length);
    count++;
  }
  assertGreater(count, 200);
  assertGreater(paddings.size, 30);
});

Deno.test(
  "createEmulator() makes no frame before it is asked for one, and none after the reader left",
  options,
  async () => {
    const waits: number[] = [];
    const left: [string, unknown][] = [];
    const { send } = caller({
      pace: 10,
      wait: (milliseconds) => (waits.push(milliseconds), Promise.resolve()),
      onCancel: (requestId, reason) => left.push([requestId, reason]),
    });
    const response = await send(PATH, body);
    const reader = response.body!.getReader();
    assertEquals(waits.length, 0);
    for (let i = 0; i < 5; i++) await reader.read();
    assertEquals(waits.length, 4);
    await reader.cancel("enough");
    assertEquals(left, [[response.headers.get("x-amzn-requestid")!, "enough"]]);
    assertEquals(waits.length, 4);
  },
);

Deno.test(
  "createEmulator() breaks a stream off when the caller's signal aborts, with its reason",
  options,
  async () => {
    const left: unknown[] = [];
    const emulator = createEmulator({ onCancel: (_requestId, reason) => left.push(reason) });
    const leaving = new AbortController();
    const response = await emulator(HOST + PATH, {
      ...{ method: "POST", body: JSON.stringify(body), signal: leaving.signal },
      headers: { authorization: `Bearer ${emulatorApiKey}` },
    });
    const reader = response.body!.getReader();
    await reader.read();
    const reason = new Error("enough");
    leaving.abort(reason);
    await assertRejects(() => reader.read(), Error, "enough");
    assertEquals(left, [reason]);
  },
);

Deno.test("createEmulator() rejects at once when the signal has aborted before", options, async () => {
  const emulator = createEmulator();
  await assertRejects(
    () => emulator(HOST + PATH, { method: "POST", body: "{}", signal: AbortSignal.abort(new Error("early")) }),
    Error,
    "early",
  );
});

Deno.test("createEmulator() tells nobody of a cancel when a stream came to its end", options, async () => {
  let cancels = 0;
  const { send } = caller({ onCancel: () => cancels++ });
  await (await send(PATH, body)).arrayBuffer();
  assertEquals(cancels, 0);
});
