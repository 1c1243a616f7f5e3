/**
 * What large documents cost, how often their bytes are copied on their way into a request, and what calls leave behind.
 *
 * @module
 */
import { BedrockRuntime } from "../../src/client/bedrock_runtime.ts";
import { Blobs } from "../../src/client/json_body.ts";
import { converse } from "../../src/client/operations.ts";
import { buildRequest } from "../../src/client/request.ts";
import { createEmulator, emulatorCredentials } from "../../src/emulator/emulator.ts";
import type { ConverseInput } from "../../src/models/converse.ts";
import { encodeBase64 } from "../../src/wire/base64.ts";
import { assert, assertEquals } from "../deps.ts";
import { bodyText } from "./body_text.ts";
import { guarded } from "./guarded.ts";

const SIZE = 14 * 1024 * 1024;

/** Asks Converse about a document in a process of its own, and prints what that cost at its highest, in documents. */
const PROGRAM = `
import { BedrockRuntime } from ${JSON.stringify(new URL("../../mod.ts", import.meta.url).href)};
const highest = () => Number(/VmHWM:\\s+(\\d+)/.exec(Deno.readTextFileSync("/proc/self/status"))[1]) * 1024;
let sent = 0;
const bedrock = new BedrockRuntime({
  region: "us-east-1",
  credentials: { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret" },
  fetch: (_, init) => {
    sent = init.body.length;
    return Promise.resolve(Response.json({ output: {}, stopReason: "end_turn", usage: {}, metrics: {} }));
  },
});
const ask = (bytes) =>
  bedrock.converse({
    modelId: "a.b",
    messages: [{ role: "user", content: [{ document: { name: "d", format: "pdf", source: { bytes } } }] }],
  });
await ask(new Uint8Array(100_000));
const bytes = new Uint8Array(${SIZE}).fill(7);
const before = Deno.memoryUsage().rss;
await ask(bytes);
console.log((highest() - before) / ${SIZE}, sent);
`;

Deno.test({
  name: "BedrockRuntime.converse() with a document of 14 MB takes less than three times that, at its highest",
  ignore: Deno.build.os !== "linux",
  sanitizeOps: true,
  sanitizeResources: true,
  fn: async () => {
    const args = ["eval", "--no-check", `--config=${new URL("../../deno.json", import.meta.url).pathname}`, PROGRAM];
    const { stdout, stderr, success } = await new Deno.Command(Deno.execPath(), { args }).output();
    assert(success, new TextDecoder().decode(stderr));
    const [cost, sent] = new TextDecoder().decode(stdout).trim().split(" ").map(Number) as [number, number];
    assert(sent > SIZE * 4 / 3, `${sent} bytes were sent`);
    assert(cost < 3, `cost ${cost} times its size`);
  },
});

guarded(
  "buildRequest() writes the same body whatever the size of its blobs, and keeps text that looks like their place",
  () => {
    const random = (length: number): Uint8Array => Uint8Array.from({ length }, (_, at) => at * 31 + (at >> 8));
    for (const length of [0, 1, 16 * 1024 - 1, 16 * 1024, 16 * 1024 + 1, 49_152, 49_153, 98_305, 300_002]) {
      const [one, other] = [random(length), random(length + 1)];
      const content = [
        { text: 'ü "quoted" 00000000-0000-4000-8000-000000000000' },
        { image: { format: "png", source: { bytes: one } } },
        { document: { name: "d", source: { bytes: other } } },
        { image: { format: "png", source: { bytes: one } } },
        { text: "end" },
      ];
      const { body } = buildRequest(converse, { modelId: "m", messages: [{ role: "user", content }] });
      const { messages: [message] } = JSON.parse(bodyText(body));
      assertEquals(message.content[0], content[0]);
      assertEquals(message.content[1].image.source.bytes, encodeBase64(one));
      assertEquals(message.content[2].document.source.bytes, encodeBase64(other));
      assertEquals(message.content[3].image.source.bytes, encodeBase64(one));
      assertEquals(message.content[4], content[4]);
    }
  },
);

guarded("Blobs gives short bytes as base64 at once, and a place for long ones", () => {
  const blobs = new Blobs();
  assertEquals(blobs.hold(new Uint8Array([1, 2])), "AQI=");
  const place = blobs.hold(new Uint8Array(20_000));
  assertEquals(place.length, 36);
  assertEquals(blobs.write(`["${place}"]`).length, 4 + 4 * Math.ceil(20_000 / 3));
});

/** Counts who listens to which signal while a program runs. */
async function listening(run: () => Promise<void>): Promise<(signal: AbortSignal) => number> {
  const counts = new Map<EventTarget, number>();
  const { addEventListener, removeEventListener } = AbortSignal.prototype;
  const counting = (listen: typeof addEventListener, step: number): typeof addEventListener =>
    function (this: AbortSignal, ...args: unknown[]): void {
      counts.set(this, (counts.get(this) ?? 0) + step);
      return Reflect.apply(listen, this, args);
    };
  AbortSignal.prototype.addEventListener = counting(addEventListener, 1);
  AbortSignal.prototype.removeEventListener = counting(removeEventListener, -1);
  try {
    await run();
  } finally {
    Object.assign(AbortSignal.prototype, { addEventListener, removeEventListener });
  }
  return (signal) => counts.get(signal) ?? 0;
}

// A runtime keeps the signal of a `fetch` until its next great collection, and all that the signal leads to
guarded("a call that is over is not reached from the signal that fetch was given, nor from its caller's", async () => {
  const given: AbortSignal[] = [];
  const emulator = createEmulator();
  const bedrock = new BedrockRuntime({
    region: "us-east-1",
    credentials: emulatorCredentials,
    fetch: (input, init) => {
      given.push(init!.signal!);
      return emulator(input, init);
    },
  });
  const caller = new AbortController();
  const input: ConverseInput = {
    modelId: "amazon.nova-lite-v1:0",
    messages: [{ role: "user", content: [{ text: "hello" }] }],
  };
  let words = 0;
  const listeners = await listening(async () => {
    await bedrock.converse(input, { signal: caller.signal });
    for await (const _ of await bedrock.converseStream(input, { signal: caller.signal })) words++;
  });
  assert(words > 0);
  assertEquals([...given, caller.signal].map(listeners), [0, 0, 0]);
});
