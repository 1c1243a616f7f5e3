/**
 * The handler's promises, for every runtime that serves.
 *
 * @module
 */
import { createEmulator, type EmulatorOptions } from "../src/emulator/emulator.ts";
import { createHandler, type Handler } from "../src/gateway/handler.ts";
import { EventStreamDecoder } from "../src/wire/event_stream.ts";
import type { Check } from "./conformance.ts";
import { clientOf, MODEL, PROMPT, thrownBy } from "./conformance_client.ts";
import { endless } from "./conformance_stream.ts";
import { assert, assertEquals, assertStringIncludes } from "./deps.ts";

const KEY = "a-key-of-the-gateway";
const converse = { messages: [{ role: "user", content: [{ text: PROMPT }] }] };
const chat = { model: MODEL, messages: [{ role: "user", content: PROMPT }] };
const messages = { ...chat, max_tokens: 1000 };
const STREAMS: readonly [what: string, path: string, body: object, headers?: Record<string, string>][] = [
  ["Bedrock's event stream", `/model/${MODEL}/converse-stream`, converse],
  ["Bedrock's events as SSE", `/model/${MODEL}/converse-stream`, converse, { accept: "text/event-stream" }],
  ["OpenAI's chat", "/v1/chat/completions", { ...chat, stream: true }],
  ["OpenAI's responses", "/v1/responses", { model: MODEL, input: PROMPT, stream: true }],
  ["Anthropic's messages", "/v1/messages", { ...messages, stream: true }],
];

type Post = (
  path: string,
  body: unknown,
  init?: RequestInit & { headers?: Record<string, string> },
) => Promise<Response>;

function poster(handler: Handler): Post {
  return (path, body, { headers, ...init } = {}) =>
    handler(
      new Request(`http://localhost${path}`, {
        method: "POST",
        headers: { authorization: `Bearer ${KEY}`, "content-type": "application/json", ...headers },
        body: typeof body === "string" ? body : JSON.stringify(body),
        ...init,
      }),
    );
}

/** A gateway before an emulator. */
function gateway(options: EmulatorOptions = {}): Post {
  return poster(createHandler({ runtime: clientOf({ fetch: createEmulator(options) }), keys: [KEY] }));
}

/** A gateway before a function that plays Bedrock. */
function before(fetch: typeof globalThis.fetch): Post {
  return poster(createHandler({ runtime: clientOf({ fetch }), keys: [KEY] }));
}

/** What the handler is held to. */
export const handlerChecks: readonly Check[] = [
  {
    name: "createHandler(): health needs no key, all else does",
    async run(): Promise<void> {
      const handler = createHandler({ runtime: clientOf({ fetch: createEmulator() }), keys: [KEY] });
      assertEquals((await handler(new Request("http://localhost/health"))).status, 200);
      assertEquals((await handler(new Request("http://localhost/", { method: "HEAD" }))).status, 200);
      for (const path of ["/v1/models", "/metrics", "/openapi.json"]) {
        assertEquals((await handler(new Request(`http://localhost${path}`))).status, 401, path);
      }
      const headers = { authorization: `Bearer ${KEY}` };
      assertEquals((await handler(new Request("http://localhost/v1/models", { headers }))).status, 200);
    },
  },
  {
    name: "createHandler() over the network, to a Bedrock in another process",
    async run({ endpoint }): Promise<void> {
      const post = poster(createHandler({ runtime: clientOf({ endpoint }), keys: [KEY] }));
      const whole = await (await post(`/model/${MODEL}/converse`, converse)).json();
      const streamed = await (await post("/v1/chat/completions", { ...chat, stream: true })).text();
      assertStringIncludes(streamed, "data: [DONE]\n\n");
      const text = streamed.split("\n").filter((line) => line.startsWith("data: {"))
        .map((line) => JSON.parse(line.slice(6)).choices[0]?.delta?.content ?? "").join("");
      assertEquals(text, whole.output.message.content[0].text);
    },
  },
  {
    name: "createHandler() answers the same words in each dialect",
    async run(): Promise<void> {
      const post = gateway();
      const { output } = await (await post(`/model/${MODEL}/converse`, converse)).json();
      const { text } = output.message.content[0];
      const { choices } = await (await post("/v1/chat/completions", chat)).json();
      const { content } = await (await post("/v1/messages", messages)).json();
      const { output: items } = await (await post("/v1/responses", { model: MODEL, input: PROMPT })).json();
      assertEquals(choices[0].message.content, text);
      assertEquals(content[0].text, text);
      assertEquals(items.at(-1).content[0].text, text);
    },
  },
  {
    name: "createHandler() relays an event stream byte for byte",
    async run(): Promise<void> {
      const bytes: Uint8Array[] = [];
      const emulate = createEmulator();
      const post = before(async (input, init) => {
        const response = await emulate(input, init);
        const body = response.body!.pipeThrough(
          new TransformStream<Uint8Array, Uint8Array>({
            transform(piece, controller): void {
              bytes.push(piece.slice());
              controller.enqueue(piece);
            },
          }),
        );
        return new Response(body, response);
      });
      const response = await post(`/model/${MODEL}/converse-stream`, converse);
      const relayed = new Uint8Array(await response.arrayBuffer());
      assertEquals(relayed, new Uint8Array(await new Blob(bytes as Uint8Array<ArrayBuffer>[]).arrayBuffer()));
      const decoder = new EventStreamDecoder();
      assertEquals(decoder.push(relayed).at(-1)!.headers[":event-type"]!.value, "metadata");
      decoder.end();
    },
  },
  {
    name: "createHandler() cuts the connection when a relayed stream was cut",
    async run(): Promise<void> {
      for (const fault of ["cut", "cut-inside", "reset"]) {
        const response = await gateway({ faults: [fault] })(`/model/${MODEL}/converse-stream`, converse);
        assertEquals(response.status, 200);
        await thrownBy(() => response.arrayBuffer());
      }
    },
  },
  {
    name: "createHandler() tells an error that came after a stream began, in the caller's dialect",
    async run(): Promise<void> {
      for (const [what, path, body, headers] of STREAMS.slice(1)) {
        const faults = ["exception-midway=throttlingException,at=4"];
        const text = await (await gateway({ faults })(path, body, { headers: headers ?? {} })).text();
        assert(/throttlingException|"error"/.test(text), `${what}: ${text.slice(-300)}`);
        assert(!/\[DONE\]|message_stop|response\.completed|event: messageStop/.test(text), what);
      }
    },
  },
  {
    name:
      "createHandler() answers a refusal with its status, in the caller's dialect, and a throttle with when to come back",
    async run(): Promise<void> {
      const post = gateway({ faults: () => "throttle=1500" });
      const native = await post(`/model/${MODEL}/converse`, converse);
      assertEquals([native.status, native.headers.get("x-amzn-errortype")?.split(":")[0]], [
        429,
        "ThrottlingException",
      ]);
      const openai = await post("/v1/chat/completions", chat);
      assertEquals([openai.status, typeof (await openai.json()).error.message], [429, "string"]);
      const anthropic = await post("/v1/messages", messages);
      assertEquals([anthropic.status, (await anthropic.json()).error.type], [429, "rate_limit_error"]);
      assertEquals(anthropic.headers.get("retry-after"), "2");
      await native.body?.cancel();
    },
  },
  {
    name: "createHandler() refuses a body that is no JSON, too large, or lacks what it needs",
    async run(): Promise<void> {
      const post = poster(
        createHandler({
          runtime: clientOf({ fetch: () => Promise.reject(new Error("it was sent")) }),
          keys: [KEY],
          maxBodyBytes: 1000,
        }),
      );
      const statuses = [];
      for (const body of ["{", "[]", '{"messages":[]}', JSON.stringify({ ...chat, user: "x".repeat(2000) })]) {
        const response = await post("/v1/chat/completions", body);
        statuses.push(response.status);
        await response.body?.cancel();
      }
      assertEquals(statuses, [400, 400, 400, 413]);
    },
  },
  {
    name: "createHandler() names what it could not honour",
    async run(): Promise<void> {
      const response = await gateway()("/v1/chat/completions", { ...chat, logit_bias: { "50256": -100 } });
      const warnings = response.headers.get("x-bedrock-warnings") ?? "";
      assert(response.status === 400 || warnings.includes("logit_bias"), `${response.status} ${warnings}`);
      await response.body?.cancel();
    },
  },
  ...STREAMS.map(([what, path, body, headers]): Check => ({
    name: `createHandler(): who leaves ${what} ends it at the far end`,
    async run(): Promise<void> {
      let told: (reason: unknown) => void;
      const left = new Promise((resolve) => told = resolve);
      const post = gateway({ pace: 5, onCancel: (_id, reason) => told(reason) });
      const response = await post(path, body, { headers: headers ?? {} });
      assertEquals(response.status, 200);
      const reader = response.body!.getReader();
      await reader.read();
      await reader.cancel("enough");
      await left;
    },
  })),
  {
    name: "createHandler(): who leaves before there is an answer ends the call",
    async run(): Promise<void> {
      const controller = new AbortController();
      let told: (reason: unknown) => void;
      const ended = new Promise((resolve) => told = resolve);
      const post = before((_input, init) =>
        new Promise((_, reject) => {
          init!.signal!.addEventListener("abort", () => {
            told(true);
            reject(init!.signal!.reason);
          });
          setTimeout(() => controller.abort(), 5);
        })
      );
      const response = await post("/v1/chat/completions", chat, { signal: controller.signal });
      await ended;
      assert(response.status >= 400);
      await response.body?.cancel();
    },
  },
  ...STREAMS.map(([what, path, body, headers]): Check => ({
    name: `createHandler(): ${what} is read from the far end no faster than it is read itself`,
    async run(): Promise<void> {
      const { response, pulls, cancelled } = endless();
      const answer = await before(() => Promise.resolve(response))(path, body, { headers: headers ?? {} });
      const reader = answer.body!.getReader();
      for (let count = 0; count < 5; count++) await reader.read();
      await new Promise((resolve) => setTimeout(resolve));
      // What a translated stream gives for one read may be all that has come already
      const [frames, bound] = [pulls(), 200];
      assert(frames <= bound, `${frames} frames were read for 5 pieces`);
      for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setTimeout(resolve));
      assertEquals(pulls(), frames, "it went on although nobody read");
      await reader.cancel("enough");
      assert(cancelled());
    },
  })),
  {
    name: "createHandler() tells neither a secret nor a prompt in an error or a report",
    async run(): Promise<void> {
      const told: unknown[] = [];
      const handler = createHandler({
        runtime: clientOf({ fetch: () => Promise.reject(new TypeError("no route")) }),
        keys: [KEY],
        onRequest: (report) => void told.push(report),
      });
      const response = await poster(handler)("/v1/chat/completions", chat);
      const text = JSON.stringify(told) + await response.text();
      assertEquals(response.status >= 500, true);
      assert(!text.includes(KEY) && !text.includes(PROMPT), text);
    },
  },
  {
    name: "createHandler(): many streams at a time are not mixed up",
    async run(): Promise<void> {
      const post = gateway();
      const ask = async (count: number): Promise<string> => {
        const body = { model: MODEL, stream: true, messages: [{ role: "user", content: `Count to ${count}` }] };
        const text = await (await post("/v1/chat/completions", body)).text();
        return text.split("\n").filter((line) => line.startsWith("data: {"))
          .map((line) => JSON.parse(line.slice(6)).choices[0]?.delta?.content ?? "").join("");
      };
      const counts = Array.from({ length: 24 }, (_, at) => at + 5);
      const together = await Promise.all(counts.map(ask));
      for (const [at, count] of counts.entries()) assertEquals(together[at], await ask(count));
    },
  },
];
