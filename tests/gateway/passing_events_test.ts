/** Chats that stream through Bedrock's own OpenAI endpoint: what they used is known, and told to those alone who asked. */
import { assert, assertEquals, assertStringIncludes } from "../deps.ts";
import { PassingEvents } from "../../src/gateway/passing_events.ts";
import { usageIn } from "../../src/gateway/passing_usage.ts";
import { askUsage } from "../../src/gateway/unasked_usage.ts";
import { openai6, openai7 } from "../clients.ts";
import { concat, cut } from "../wire/streams.ts";
import { createBench, HandTimers, OPTIONS, serveBench, settle } from "./far_end.ts";

const encoder = new TextEncoder();
const OSS = "openai.gpt-oss-20b-1:0";
const CHAT = { model: OSS, messages: [{ role: "user" as const, content: "Say hello" }] };
const NATIVE = "/openai/v1/chat/completions";
/** Both roads to the endpoint: its own path, and an alias that leads there. */
const ROADS: [path: string, model: string][] = [[NATIVE, OSS], ["/v1/chat/completions", "there"]];
const MODELS = { there: { modelId: OSS, road: "openai" as const } };

const data = (value: unknown): string => `data: ${typeof value === "string" ? value : JSON.stringify(value)}\n\n`;
const text = (content: string): string => data({ choices: [{ index: 0, delta: { content } }], usage: null });
const USAGE = data({ id: "c", choices: [], usage: { prompt_tokens: 3, completion_tokens: 4, total_tokens: 7 } });
const BEFORE = `: hi\n\n${text('é "usage":{ in words')}event: x\nid: 1\n${data({ choices: [], usage: null })}${
  text("b")
}`;
const AFTER = `${data({ choices: [], prompt_filter_results: [] })}${data("[DONE]")}`;
const ALL = BEFORE + USAGE + AFTER;

function sse(pieces: (string | Uint8Array)[]): Response {
  const body = new ReadableStream<Uint8Array>({
    start(controller): void {
      for (const piece of pieces) controller.enqueue(typeof piece === "string" ? encoder.encode(piece) : piece);
      controller.close();
    },
  });
  return new Response(body, { headers: { "content-type": "text/event-stream" } });
}

interface Counts {
  inputTokens?: number;
  outputTokens?: number;
}

/** What follows a chat whose caller did not ask, and what it counts. */
function unasked(): [PassingEvents, Counts] {
  const counts: Counts = {};
  const onUsage = (told: unknown): void => void Object.assign(counts, usageIn(told));
  return [new PassingEvents({ dropsUsage: true, onUsage, onError: () => {} }), counts];
}

function filtered(pieces: Uint8Array[]): [string, Counts] {
  const [events, counts] = unasked();
  const passed = pieces.map((piece) => events.push(piece));
  return [new TextDecoder().decode(concat([...passed, events.end() ?? new Uint8Array(0)])), counts];
}

Deno.test("askUsage() asks for streams that do not, and leaves all else alone", OPTIONS, () => {
  const asked = { stream: true, stream_options: { include_usage: true } };
  assertEquals(askUsage({ stream: true, x: 1 }), { ...asked, x: 1 });
  assertEquals(askUsage({ stream: true, stream_options: null }), asked);
  assertEquals(askUsage({ stream: true, stream_options: { include_usage: false, a: 1 } }), {
    stream: true,
    stream_options: { a: 1, include_usage: true },
  });
  for (const body of [{}, { stream: false }, asked, { stream: true, stream_options: "x" }]) {
    assertEquals(askUsage(body), undefined);
  }
});

Deno.test("PassingEvents takes the one event out, and no other byte, wherever the stream is cut", OPTIONS, () => {
  for (const feed of ["\n", "\r\n"]) {
    const bytes = encoder.encode(ALL.replaceAll("\n", feed));
    const wanted = (BEFORE + AFTER).replaceAll("\n", feed);
    const cuts = Array.from({ length: bytes.length }, (_, at) => [bytes.slice(0, at), bytes.slice(at)]);
    for (let size = 1; size <= bytes.length; size++) cuts.push(cut(bytes, size));
    for (const pieces of cuts) {
      const [passed, counts] = filtered(pieces);
      assertEquals(passed, wanted);
      assertEquals(counts, { inputTokens: 3, outputTokens: 4 });
    }
  }
});

Deno.test("PassingEvents takes an event of several lines, and one that no blank line ends", OPTIONS, () => {
  const lines = 'event: x\ndata: {"choices":[],\ndata: "usage" : {"prompt_tokens":1,"completion_tokens":2}}\n\n';
  for (const written of [lines, lines.trimEnd()]) {
    const [passed, counts] = filtered([encoder.encode(text("a") + written)]);
    assertEquals([passed, counts], [text("a"), { inputTokens: 1, outputTokens: 2 }]);
  }
  const rest = 'data: {"choices":[],"usage":{"prompt_to';
  assertEquals(filtered([encoder.encode(text("a")), encoder.encode(rest)])[0], text("a") + rest);
});

Deno.test("PassingEvents counts what other events tell, and lets them pass", OPTIONS, () => {
  const last = data({ choices: [{ delta: {} }], usage: { prompt_tokens: 1, completion_tokens: 2 } });
  const [passed, counts] = filtered([encoder.encode(last)]);
  assertEquals([passed, counts], [last, { inputTokens: 1, outputTokens: 2 }]);
});

Deno.test("PassingEvents holds no event that is long, and is not between two while it passes", OPTIONS, () => {
  const [events, counts] = unasked();
  const long = encoder.encode(text("x".repeat(100_000)));
  assertEquals(events.push(long.slice(0, 60_000)).length, 0);
  assert(events.isBetween);
  assertEquals(events.push(long.slice(60_000, 70_000)).length, 70_000);
  assert(!events.isBetween);
  assertEquals(events.push(long.slice(70_000)), long.slice(70_000));
  assert(events.isBetween);
  assertEquals(events.push(encoder.encode(USAGE)).length, 0);
  assertEquals(counts, { inputTokens: 3, outputTokens: 4 });
});

Deno.test(
  "native: a chat's stream counts for metrics and limits, and its caller sees no event more",
  OPTIONS,
  async () => {
    for (const [path, model] of ROADS) {
      for (const size of [1, 7, 100_000]) {
        const bench = createBench({
          player: () => sse(cut(encoder.encode(ALL), size)),
          models: MODELS,
          keys: [{ key: "k", tokensPerMinute: 7 }, "watch"],
        });
        const ask = (): Promise<Response> => bench.post(path, { ...CHAT, model, stream: true }, { "x-api-key": "k" });
        assertEquals(await (await ask()).text(), BEFORE + AFTER);
        const sent = JSON.parse(bench.seen[0]!.body);
        assertEquals([sent.model, sent.stream_options], [OSS, { include_usage: true }]);
        const [report] = bench.reports;
        assertEquals([report?.outcome, report?.inputTokens, report?.outputTokens], ["ok", 3, 4]);
        const spent = await ask();
        await spent.body?.cancel();
        assertEquals(spent.status, 429);
        const metrics = await (await bench.call("/metrics", { headers: { "x-api-key": "watch" } })).text();
        assertEquals(tokensIn(metrics), 7);
      }
    }
  },
);

Deno.test("native: a caller who asks for the usage gets the stream as it is", OPTIONS, async () => {
  for (const [path, model] of ROADS) {
    const bench = createBench({ player: () => sse(cut(encoder.encode(ALL), 5)), models: MODELS });
    const body = { ...CHAT, model, stream: true, stream_options: { include_usage: true } };
    assertEquals(await (await bench.post(path, body)).text(), ALL);
    assertEquals(bench.reports[0]?.outputTokens, 4);
    if (path === NATIVE) assertEquals(bench.seen[0]!.body, JSON.stringify(body));
  }
});

Deno.test("native: responses, messages and chats that are whole are asked for nothing more", OPTIONS, async () => {
  for (const path of ["/openai/v1/responses", "/anthropic/v1/messages", NATIVE]) {
    const bench = createBench({ player: () => sse([USAGE + data("[DONE]")]) });
    const body = `{ "model" : "x", "stream" : ${path !== NATIVE} }`;
    assertEquals(await (await bench.post(path, body)).text(), USAGE + data("[DONE]"));
    assertEquals(bench.seen[0]!.body, body);
  }
});

Deno.test("native: a key with a limit cannot say twice whether it streams", OPTIONS, async () => {
  const bench = createBench({ player: () => sse([]), keys: [{ key: "k", tokensPerMinute: 7 }] });
  await (await bench.post(NATIVE, '{"model":"x","stream":true,"stream":false}', { "x-api-key": "k" })).text();
  assertEquals(bench.seen[0]!.body, '{"model":"x","stream":false}');
});

Deno.test("native: a chat's stream that is held beats, and is left like any other", OPTIONS, async () => {
  const timers = new HandTimers();
  let reason: unknown;
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(encoder.encode(text("a") + text("b").slice(0, 9))),
    cancel: (why) => void (reason = why),
  });
  const bench = createBench({
    player: () => new Response(body, { headers: { "content-type": "text/event-stream" } }),
    timers,
    now: () => timers.time,
  });
  const reader = (await bench.post(NATIVE, { ...CHAT, stream: true })).body!.getReader();
  const read = async (): Promise<string> => new TextDecoder().decode((await reader.read()).value);
  assertEquals(await read(), text("a"));
  const next = read();
  await timers.pass(10_000);
  assertEquals(await next, ": ping\n\n");
  await reader.cancel("the caller left");
  assertEquals([reason, bench.reports[0]?.outcome, timers.size], ["the caller left", "cancelled", 0]);
});

Deno.test("native: a chat's stream is read no faster than its reader reads", OPTIONS, async () => {
  let pulled = 0;
  const body = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.enqueue(encoder.encode(pulled++ % 2 === 0 ? text("a") + USAGE : text("b"))),
  }, { highWaterMark: 0 });
  const bench = createBench({ player: () => new Response(body, { headers: { "content-type": "text/event-stream" } }) });
  const reader = (await bench.post(NATIVE, { ...CHAT, stream: true })).body!.getReader();
  for (let read = 1; read <= 5; read++) {
    assertEquals(new TextDecoder().decode((await reader.read()).value), text(read % 2 === 1 ? "a" : "b"));
    await settle();
    assertEquals(pulled, read);
  }
  await reader.cancel();
});

function tokensIn(metrics: string): number {
  return metrics.split("\n").filter((line) => /^[a-z_]*tokens[a-z_]*\{/.test(line))
    .reduce((sum, line) => sum + Number(line.split(" ").at(-1)), 0);
}

for (const [version, load] of [["6.49", openai6], ["7.57", openai7]] as const) {
  Deno.test(`openai ${version} streams a passed chat: counted always, told when asked`, OPTIONS, async () => {
    const { default: OpenAI } = await load() as Awaited<ReturnType<typeof openai7>>;
    await serveBench({ models: MODELS, keys: ["k", { key: "limited", tokensPerMinute: 1 }] }, async (url, bench) => {
      for (const [path, model] of ROADS) {
        const baseURL = url + path.replace("/chat/completions", "");
        const client = new OpenAI({ baseURL, apiKey: "k", maxRetries: 0 });
        for (const include_usage of [undefined, false, true]) {
          const options = include_usage === undefined ? {} : { stream_options: { include_usage } };
          const stream = await client.chat.completions.create({ ...CHAT, model, stream: true, ...options });
          let said = "";
          const told = [];
          for await (const { choices, usage } of stream) {
            said += choices[0]?.delta.content ?? "";
            if (usage) told.push(usage.completion_tokens);
            assert(choices.length > 0 || include_usage);
          }
          assertStringIncludes(said, "hello");
          const { outputTokens, outcome } = bench.reports.at(-1)!;
          assertEquals([outcome, outputTokens! > 0], ["ok", true]);
          assertEquals(told, include_usage ? [outputTokens!] : []);
        }
      }
      const client = new OpenAI({ baseURL: `${url}/openai/v1`, apiKey: "limited", maxRetries: 0 });
      const ask = async (): Promise<void> => {
        for await (const _ of await client.chat.completions.create({ ...CHAT, stream: true }));
      };
      await ask();
      const refused = await ask().catch((error) => error);
      assertEquals(refused?.status, 429);
    });
  });
}
