import { assert, assertEquals, assertMatch, assertRejects, assertStringIncludes } from "../deps.ts";
import { decodeMessage, EventStreamDecoder } from "../../src/wire/event_stream.ts";
import { BedrockRuntime } from "../../src/client/bedrock_runtime.ts";
import { createEmulator, emulatorCredentials } from "../../src/emulator/emulator.ts";
import { validateBody } from "../../src/schemas/schemas.ts";
import { concat, cut, event, exception } from "../wire/streams.ts";
import {
  ANSWER,
  type Bench,
  createBench,
  eventStream,
  HandTimers,
  json,
  OPTIONS,
  QUESTION,
  refuse,
  settle,
} from "./far_end.ts";

const MODEL = "amazon.nova-lite-v1:0";
const PATH = `/model/${MODEL}/converse`;
const SSE = { accept: "text/event-stream" };
const ARN = "arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.amazon.nova-lite-v1:0";

const START = event("messageStart", '{"role":"assistant","p":"abcd"}');
const DELTA = event("contentBlockDelta", '{"contentBlockIndex":0,"delta":{"text":"hello"},"p":"ab"}');
const STOP = event("messageStop", '{"stopReason":"end_turn","p":"a"}');
const METADATA = event(
  "metadata",
  '{"usage":{"inputTokens":3,"outputTokens":5,"totalTokens":8},"metrics":{"latencyMs":1},"p":"abc"}',
);
const WHOLE = [START, DELTA, STOP, METADATA];
const CHAT_TURN = [{ role: "user", content: "x" }];

function stream(bench: Bench, headers: Record<string, string> = {}): Promise<Response> {
  return bench.post(`/model/${MODEL}/converse-stream`, QUESTION, headers);
}

Deno.test("native: Claude's first prompt gets Bedrock's own answer", OPTIONS, async () => {
  const bench = createBench();
  const response = await bench.post("/model/anthropic.claude-v2/invoke", {
    prompt: "\n\nHuman: explain black holes to 8th graders\n\nAssistant:",
    max_tokens_to_sample: 300,
    temperature: 0.1,
    top_p: 0.9,
  });
  assertEquals(response.status, 200);
  assertEquals(typeof (await response.json()).completion, "string");
  assertEquals(response.headers.get("x-bedrock-region"), "us-east-1");
  assertEquals(response.headers.get("x-bedrock-attempts"), "1");
  assertMatch(response.headers.get("server-timing")!, /^upstream;dur=[\d.]+, gateway;dur=[\d.]+$/);
  assertEquals(bench.reports[0]?.outputTokens, Number(response.headers.get("x-amzn-bedrock-output-token-count")));
});

Deno.test("native: an id reaches Bedrock encoded once, however it came", OPTIONS, async () => {
  const bench = createBench({ player: () => json(ANSWER) });
  for (const id of [ARN, encodeURIComponent(ARN), encodeURIComponent(encodeURIComponent(ARN))]) {
    assertEquals((await bench.post(`/model/${id}/converse`, QUESTION)).status, 200);
    assertEquals(new URL(bench.seen.at(-1)!.url).pathname, `/model/${encodeURIComponent(ARN)}/converse`);
  }
});

Deno.test("native: nothing of the caller's credentials or connection travels on", OPTIONS, async () => {
  const bench = createBench({ player: () => json(ANSWER), keys: ["gateway-key"], signs: true });
  await bench.post(PATH, QUESTION, {
    authorization: "Bearer gateway-key",
    "x-api-key": "gateway-key",
    cookie: "session=1",
    "x-amz-security-token": "token",
    "x-forwarded-for": "10.0.0.1",
    "x-amzn-bedrock-trace": "ENABLED",
    "x-stainless-os": "Linux",
  });
  const { headers } = bench.seen[0]!;
  const names = [...headers.keys()].sort();
  assertEquals(names, [
    "amz-sdk-invocation-id",
    "amz-sdk-request",
    "authorization",
    "content-type",
    "x-amz-date",
    "x-amzn-bedrock-trace",
  ]);
  assertMatch(headers.get("authorization")!, /^AWS4-HMAC-SHA256 Credential=AKIDEMULATOREXAMPLE\//);
  assertEquals([...headers.values()].join().includes("gateway-key"), false);
});

Deno.test("native: a body goes through byte for byte", OPTIONS, async () => {
  const bench = createBench({ player: () => json(ANSWER) });
  const text = `{ "messages" : [ {"role":"user","content":[{"text":"hé\\u00e9"}]} ], "unknown": 1.0 }`;
  await bench.post(PATH, text);
  assertEquals(bench.seen[0]!.body, text);
});

Deno.test("native: an event stream is relayed byte for byte", OPTIONS, async () => {
  const pieces = [START.slice(0, 3), concat([START.slice(3), DELTA.slice(0, 50)]), DELTA.slice(50), STOP, METADATA];
  const bench = createBench({ player: () => eventStream(pieces) });
  const response = await stream(bench);
  assertEquals(response.headers.get("content-type"), "application/vnd.amazon.eventstream");
  assertEquals(response.headers.get("x-amzn-requestid"), "upstream-id");
  assertEquals(await response.bytes(), concat(WHOLE));
  const [report] = bench.reports;
  assertEquals([report?.outcome, report?.inputTokens, report?.outputTokens, report?.stream], ["ok", 3, 5, true]);
});

Deno.test("native: AWS's frames pass with an exception among them, and it is noted", OPTIONS, async () => {
  const broken = exception("ModelStreamErrorException", '{"message":"it broke"}');
  const bench = createBench({ player: () => eventStream([START, DELTA, broken]) });
  assertEquals(await (await stream(bench)).bytes(), concat([START, DELTA, broken]));
  assertEquals([bench.reports[0]?.outcome, bench.reports[0]?.errorCode], ["error", "ModelStreamErrorException"]);
});

Deno.test("native: a stream that ends too early cuts the connection instead of ending", OPTIONS, async () => {
  for (const pieces of [[START, DELTA], [START, DELTA.slice(0, -1)], [START.slice(0, 2)], []]) {
    const bench = createBench({ player: () => eventStream(pieces) });
    const response = await stream(bench);
    await assertRejects(() => response.bytes());
    assertEquals([bench.reports[0]?.outcome, bench.reports[0]?.errorCode], ["error", "StreamIncomplete"]);
  }
});

Deno.test("native: an Invoke stream that lacks its family's last chunk cuts the connection", OPTIONS, async () => {
  const chunk = (value: unknown): Uint8Array =>
    event("chunk", JSON.stringify({ bytes: btoa(JSON.stringify(value)), p: "ab" }));
  const text = chunk({ type: "content_block_delta", index: 0, delta: { type: "text_delta", text: "hi" } });
  const end = chunk({
    type: "message_stop",
    "amazon-bedrock-invocationMetrics": { inputTokenCount: 2, outputTokenCount: 9 },
  });
  const path = "/model/us.anthropic.claude-sonnet-4-6/invoke-with-response-stream";
  const whole = createBench({ player: () => eventStream([text, end]) });
  assertEquals(await (await whole.post(path, {})).bytes(), concat([text, end]));
  assertEquals([whole.reports[0]?.inputTokens, whole.reports[0]?.outputTokens], [2, 9]);
  const cut = createBench({ player: () => eventStream([text]) });
  const response = await cut.post(path, {});
  await assertRejects(() => response.bytes());
});

Deno.test("native: a guardrail's word is the end of a stream that has no other chunk", OPTIONS, async () => {
  const masked = { outputText: "Call {PHONE}", index: 0, "amazon-bedrock-guardrailAction": "INTERVENED" };
  const word = event("chunk", JSON.stringify({ bytes: btoa(JSON.stringify(masked)) }));
  for (const accept of ["*/*", "text/event-stream"]) {
    for (const [pieces, isWhole] of [[[word], true], [[word, word], false]] as const) {
      const bench = createBench({ player: () => eventStream([concat([...pieces])]) });
      const path = "/model/amazon.titan-text-express-v1/invoke-with-response-stream";
      const response = await bench.post(path, { inputText: "x" }, { accept });
      const text = await response.text().catch(() => "streamIncomplete");
      assertEquals(!text.includes("streamIncomplete"), isWhole, `${accept}, ${pieces.length}`);
    }
  }
});

Deno.test("native: server-sent events come for who asks for them", OPTIONS, async () => {
  const bench = createBench({ player: () => eventStream(WHOLE) });
  const response = await stream(bench, SSE);
  assertEquals(response.headers.get("content-type"), "text/event-stream; charset=utf-8");
  assertStringIncludes(response.headers.get("vary")!, "accept");
  assertEquals(
    await response.text(),
    'event: messageStart\ndata: {"role":"assistant"}\n\n' +
      'event: contentBlockDelta\ndata: {"contentBlockIndex":0,"delta":{"text":"hello"}}\n\n' +
      'event: messageStop\ndata: {"stopReason":"end_turn"}\n\n' +
      'event: metadata\ndata: {"usage":{"inputTokens":3,"outputTokens":5,"totalTokens":8},"metrics":{"latencyMs":1}}\n\n',
  );
  assertEquals(bench.reports[0]?.outputTokens, 5);
});

Deno.test("native: the AWS SDK's accept header gets the event stream", OPTIONS, async () => {
  for (const accept of ["*/*", "application/json", "application/vnd.amazon.eventstream"]) {
    const bench = createBench({ player: () => eventStream(WHOLE) });
    assertEquals((await (await stream(bench, { accept })).bytes()).length, concat(WHOLE).length);
  }
});

Deno.test(
  "native: an exception in the first frame is a status for who asked for server-sent events",
  OPTIONS,
  async () => {
    const bench = createBench({
      player: () => eventStream([exception("throttlingException", '{"message":"slow down, 123456789012"}')]),
    });
    const response = await stream(bench, SSE);
    assertEquals([response.status, response.headers.get("x-amzn-errortype")], [429, "ThrottlingException"]);
    assertEquals(await response.json(), { message: "slow down, [account]" });
  },
);

Deno.test("native: trouble in a stream of server-sent events is its last event", OPTIONS, async () => {
  const cases: [Uint8Array[], string][] = [
    [
      [START, exception("throttlingException", '{"message":"slow down"}')],
      'event: throttlingException\ndata: {"message":"slow down"}\n\n',
    ],
    [[START, DELTA], "event: streamIncomplete\n"],
    [[START, DELTA.slice(0, 40)], "event: streamIncomplete\n"],
    [[START, DELTA.with(60, 1), STOP], "event: streamCorrupted\n"],
  ];
  for (const [pieces, last] of cases) {
    // A pause between the pieces, so that trouble comes after the first byte.
    const body = ReadableStream.from((async function* (): AsyncGenerator<Uint8Array> {
      for (const piece of pieces) {
        await settle();
        yield piece;
      }
    })());
    const headers = { "content-type": "application/vnd.amazon.eventstream" };
    const bench = createBench({ player: () => new Response(body, { headers }) });
    const text = await (await stream(bench, SSE)).text();
    assertStringIncludes(text, "event: messageStart\n");
    assertStringIncludes(text.split("\n\n").at(-2) + "\n\n", last.trim());
    assertEquals(bench.reports[0]?.outcome, "error");
  }
});

Deno.test("native: a silent stream of server-sent events beats, and stops beating at its end", OPTIONS, async () => {
  const timers = new HandTimers();
  let send: ReadableStreamDefaultController<Uint8Array>;
  const body = new ReadableStream<Uint8Array>({ start: (controller) => void (send = controller) });
  const bench = createBench({
    player: () => new Response(body, { headers: { "content-type": "application/vnd.amazon.eventstream" } }),
    timers,
    now: () => timers.time,
  });
  const pending = stream(bench, SSE);
  await settle();
  send!.enqueue(START);
  const reader = (await pending).body!.pipeThrough(new TextDecoderStream()).getReader();
  assertStringIncludes((await reader.read()).value!, "messageStart");
  const next = reader.read();
  await timers.pass(9_999);
  await timers.pass(1);
  assertEquals((await next).value, ": ping\n\n");
  for (const piece of [DELTA, STOP, METADATA]) send!.enqueue(piece);
  send!.close();
  let text = "";
  for (let part = await reader.read(); !part.done; part = await reader.read()) text += part.value;
  assertStringIncludes(text, "metadata");
  assertEquals(timers.size, 0);
});

Deno.test("native: the answer begins without its first event when that is long in coming", OPTIONS, async () => {
  const timers = new HandTimers();
  let send: ReadableStreamDefaultController<Uint8Array>;
  const body = new ReadableStream<Uint8Array>({ start: (controller) => void (send = controller) });
  const bench = createBench({
    player: () => new Response(body, { headers: { "content-type": "application/vnd.amazon.eventstream" } }),
    timers,
    now: () => timers.time,
  });
  const pending = stream(bench, SSE);
  await timers.pass(5_000);
  const response = await pending;
  assertEquals(response.status, 200);
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  const beat = reader.read();
  await timers.pass(10_000);
  assertEquals((await beat).value, ": ping\n\n");
  const told = reader.read();
  send!.enqueue(exception("throttlingException", '{"message":"slow down"}'));
  assertEquals((await told).value, 'event: throttlingException\ndata: {"message":"slow down"}\n\n');
  assertEquals((await reader.read()).done, true);
  assertEquals(timers.size, 0);
});

/** A body that a test writes, and why it was cancelled. */
class Trickle {
  readonly body: ReadableStream<Uint8Array>;
  cancelled: unknown;
  #controller!: ReadableStreamDefaultController<Uint8Array>;

  constructor(first?: Uint8Array | string) {
    this.body = new ReadableStream({
      start: (controller) => void (this.#controller = controller),
      cancel: (reason) => void (this.cancelled = reason),
    });
    if (first !== undefined) this.send(first);
  }

  send(piece: Uint8Array | string): void {
    this.#controller.enqueue(typeof piece === "string" ? new TextEncoder().encode(piece) : piece);
  }

  fail(reason: unknown): void {
    this.#controller.error(reason);
  }
}

const EVENTS = { "content-type": "application/vnd.amazon.eventstream" };
const PLAIN_SSE = { "content-type": "text/event-stream" };
const CHATS = "/openai/v1/chat/completions";
const ANSWERS = "/openai/v1/responses";
const MESSAGES = "/anthropic/v1/messages";
const CREATED =
  'event: response.created\ndata: {"type":"response.created","sequence_number":0,"response":{"error":null}}\n\n';
/** Streams, how they begin, and what their callers are told of a failure; nothing where the connection is cut. */
const STREAMS: [path: string, headers: Record<string, string>, first: Uint8Array | string, told?: RegExp][] = [
  [`/model/${MODEL}/converse-stream`, {}, START],
  [`/model/${MODEL}/invoke-with-response-stream`, {}, event("chunk", '{"bytes":"e30="}')],
  [
    `/model/${MODEL}/converse-stream`,
    SSE,
    START,
    /event: (?:timeout|streamIncomplete)\ndata: \{"message":"[^"]+"\}\n\n$/,
  ],
  [
    CHATS,
    {},
    'data: {"choices":[{"index":0,"delta":{"content":"4"},"finish_reason":null}]}\n\n',
    /\n\ndata: \{"error":\{"message":"[^"]+","type":"server_error","code":"(?:timeout|stream_incomplete)","param":null\}\}\n\n$/,
  ],
  [
    ANSWERS,
    {},
    CREATED,
    /\n\nevent: error\ndata: \{"type":"error","sequence_number":1,"code":"(?:timeout|stream_incomplete)","message":[^\n]+\}\n\n$/,
  ],
  [
    MESSAGES,
    {},
    'event: message_start\ndata: {"type":"message_start","message":{"usage":{"input_tokens":3,"output_tokens":1}}}\n\n',
    /\n\nevent: error\ndata: \{"type":"error","error":\{"type":"(?:timeout_error|api_error)","message":[^\n]+\}\n\n$/,
  ],
];

/** Reads what comes, until it ends or is cut. */
async function readOut(response: Response): Promise<{ text: string; isCut: boolean }> {
  let text = "";
  try {
    for await (const piece of response.body!.pipeThrough(new TextDecoderStream())) text += piece;
    return { text, isCut: false };
  } catch {
    return { text, isCut: true };
  }
}

Deno.test(
  "native: a stream that falls silent is given up, and its caller told, whatever beats meanwhile",
  OPTIONS,
  async () => {
    for (const [path, headers, first, told] of STREAMS) {
      const timers = new HandTimers();
      const upstream = new Trickle(first);
      const type = typeof first === "string" ? PLAIN_SSE : EVENTS;
      const bench = createBench({
        player: () => new Response(upstream.body, { headers: type }),
        timers,
        now: () => timers.time,
      });
      let read: Awaited<ReturnType<typeof readOut>> | undefined;
      const response = await bench.post(path, { ...QUESTION, model: "m", stream: true }, headers);
      const reading = readOut(response).then((all) => void (read = all));
      await timers.pass(200_000);
      upstream.send(first);
      await timers.pass(299_999);
      assertEquals([read, upstream.cancelled], [undefined, undefined], path);
      await timers.pass(1);
      await reading;
      assertEquals(read!.isCut, told === undefined, path);
      if (told !== undefined) assertMatch(read!.text, told);
      assert(upstream.cancelled instanceof Error, path);
      assertMatch(bench.reports[0]!.errorCode!, /^timeout$/i);
      assertEquals([bench.reports[0]!.outcome, timers.size], ["error", 0], path);
    }
  },
);

Deno.test(
  "native: a stream is over when the runtime's own time for a call is, however much it says",
  OPTIONS,
  async () => {
    for (const [path, headers, first] of STREAMS) {
      const timers = new HandTimers();
      const upstream = new Trickle();
      const type = typeof first === "string" ? PLAIN_SSE : EVENTS;
      const runtime = new BedrockRuntime({
        region: "us-east-1",
        credentials: emulatorCredentials,
        fetch: () => Promise.resolve(new Response(upstream.body, { headers: type })),
        timeouts: { idle: 1000, total: 3000 },
      });
      const { reports, post } = createBench({ runtime, timers, now: () => timers.time });
      upstream.send(first);
      let isOver = false;
      const response = await post(path, { ...QUESTION, model: "m", stream: true }, headers);
      const reading = readOut(response).then(() => void (isOver = true));
      for (let second = 0; second < 3; second++) {
        await timers.pass(999);
        assertEquals(isOver, false, path);
        upstream.send(first);
      }
      await timers.pass(3);
      await reading;
      assertMatch(reports[0]!.errorCode!, /^timeout$/i);
      assertEquals(timers.size, 0, path);
    }
  },
);

Deno.test("native: a reader who takes their time is no silence of the stream's", OPTIONS, async () => {
  const timers = new HandTimers();
  const upstream = new Trickle(START);
  const bench = createBench({
    player: () => new Response(upstream.body, { headers: EVENTS }),
    timers,
    now: () => timers.time,
  });
  const reader = (await stream(bench)).body!.getReader();
  assertEquals((await reader.read()).value, START);
  await timers.pass(1_000_000);
  upstream.send(DELTA);
  assertEquals((await reader.read()).value, DELTA);
  await reader.cancel();
  assertEquals(timers.size, 0);
});

Deno.test("native: a whole answer, or a refusal, that does not come to its end is given up", OPTIONS, async () => {
  const invoke = "/model/amazon.titan-text-lite-v1/invoke";
  const paths = [PATH, invoke, "/guardrail/g/version/1/apply", CHATS, "/v1/messages/count_tokens"];
  for (const path of paths) {
    for (const length of [undefined, "100"]) {
      for (const status of [200, 400]) {
        const timers = new HandTimers();
        const upstream = new Trickle("{");
        let given: AbortSignal | undefined;
        const bench = createBench({
          player({ signal }): Response {
            given = signal;
            signal.addEventListener("abort", () => upstream.fail(signal.reason), { once: true });
            const headers = { "content-type": "application/json", ...length && { "content-length": length } };
            return new Response(upstream.body, { status, headers });
          },
          timers,
          now: () => timers.time,
        });
        const body = { ...QUESTION, model: "anthropic.claude-3-haiku-20240307-v1:0", inputText: "x" };
        const pending = bench.post(path, path.includes("count") ? { ...body, messages: CHAT_TURN } : body);
        while (bench.seen.length === 0) await settle();
        await timers.pass(300_000);
        const response = await pending;
        await response.body?.cancel();
        assertEquals([response.status, bench.reports[0]!.outcome], [504, "error"], `${path} ${length} ${status}`);
        assert(given!.aborted || upstream.cancelled !== undefined, path);
        assertEquals(timers.size, 0, path);
      }
    }
  }
});

Deno.test("native: a long answer that passes by is given up, too", OPTIONS, async () => {
  const timers = new HandTimers();
  const upstream = new Trickle("[");
  const headers = { "content-type": "application/json", "content-length": "20000" };
  const bench = createBench({
    player: () => new Response(upstream.body, { headers }),
    timers,
    now: () => timers.time,
  });
  const reading = readOut(await bench.post("/model/amazon.titan-embed-text-v2:0/invoke", { inputText: "x" }));
  await timers.pass(300_000);
  assertEquals(await reading, { text: "[", isCut: true });
  assert(upstream.cancelled instanceof Error);
});

Deno.test(
  "native: a connection that fails is a bad answer of Bedrock's, and no fault of the gateway's own",
  OPTIONS,
  async () => {
    for (const [path, headers] of [[PATH, {}], [`/model/${MODEL}/converse-stream`, SSE]] as const) {
      const failing = (): Response => {
        const upstream = new Trickle();
        upstream.fail(new TypeError("connection reset"));
        const type = path === PATH ? { "content-type": "application/json" } : EVENTS;
        return new Response(upstream.body, { headers: type });
      };
      const bench = createBench({ player: failing });
      const response = await bench.post(path, QUESTION, headers);
      assertEquals(response.status, 502, path);
      assertMatch(response.headers.get("x-amzn-errortype")!, /^(?:NetworkError|StreamIncomplete)$/);
      assertEquals((await response.text()).includes("reset"), false);
    }
  },
);

Deno.test("native: a passed stream that ends before its last word ends in an error", OPTIONS, async () => {
  for (const [path, headers, first, told] of STREAMS) {
    if (typeof first !== "string") continue;
    for (const rest of ["", 'data: {"half', "event: half"]) {
      for (const isReset of [false, true]) {
        const upstream = new Trickle(first + rest);
        const body = isReset ? upstream.body : new Blob([first + rest]).stream();
        const bench = createBench({ player: () => new Response(body, { headers: PLAIN_SSE }) });
        const response = await bench.post(path, { model: "m", stream: true }, headers);
        const reading = readOut(response);
        await settle();
        upstream.fail(new TypeError("connection reset"));
        const { text, isCut } = await reading;
        assertMatch(text, told!);
        assert(text.startsWith(first) && !text.slice(first.length).includes("half"), text);
        const [report] = bench.reports;
        assertEquals([isCut, report!.outcome, report!.errorCode], [false, "error", "stream_incomplete"], path);
      }
    }
  }
});

Deno.test("native: a passed stream is whole by its last word, whoever's it is", OPTIONS, async () => {
  const ends: [path: string, end: string][] = [
    [CHATS, "data: [DONE]\n\n"],
    [CHATS, "data: [DONE]"],
    [CHATS, 'data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}\n\n'],
    ["/openai/v1/completions", "data:[DONE]\r\n\r\n"],
    [MESSAGES, 'event: message_stop\ndata: {"type":"message_stop"}\n\n'],
    ...["completed", "incomplete", "failed"].map((word): [string, string] => [
      ANSWERS,
      `event: response.${word}\ndata: {"type":"response.${word}","response":{"error":null}}\n\n`,
    ]),
    [ANSWERS, `data: {"type":"response.completed","x":"${"y".repeat(1_100_000)}"}\n\n`],
    // Nobody knows how these end
    ["/openai/v1/audio", 'data: {"a":1}\n\n'],
  ];
  for (const [path, end] of ends) {
    for (const size of [5, 1_000_000]) {
      const bytes = new TextEncoder().encode(`: hi\n\n${end}`);
      const pieces = size === 5 && bytes.length > 1000 ? [bytes.slice(0, 9), bytes.slice(9)] : cut(bytes, size);
      const bench = createBench({
        player: () => new Response(ReadableStream.from(pieces), { headers: PLAIN_SSE }),
      });
      const { text, isCut } = await readOut(await bench.post(path, { model: "m" }));
      assertEquals(
        [text === `: hi\n\n${end}`, isCut, bench.reports[0]!.outcome],
        [true, false, "ok"],
        end.slice(0, 99),
      );
    }
  }
});

Deno.test("native: a passed stream that breaks within a long event is cut", OPTIONS, async () => {
  const bytes = new TextEncoder().encode(`data: {"x":"${"y".repeat(1_100_000)}`);
  const bench = createBench({ player: () => new Response(ReadableStream.from([bytes]), { headers: PLAIN_SSE }) });
  const { text, isCut } = await readOut(await bench.post(CHATS, { model: "m" }));
  assertEquals([text.length, isCut, bench.reports[0]!.errorCode], [bytes.length, true, "stream_incomplete"]);
});

Deno.test("native: an error within a passed stream is noted, and names no account", OPTIONS, async () => {
  const said = `User: arn:aws:sts::123456789012:assumed-role/gw is not authorized on account 123456789012`;
  const errors: [path: string, event: string, code: string][] = [
    [
      MESSAGES,
      `event: error\ndata: {"type":"error","error":{"type":"permission_error","message":"${said}"}}`,
      "permission_error",
    ],
    [CHATS, `data: {"error":{"message":"${said}","type":"server_error","code":"denied"}}`, "denied"],
    [CHATS, `event: error\ndata: ${said}`, "error"],
    [ANSWERS, `event: error\ndata: {"type":"error","code":"denied","message":"${said}"}`, "denied"],
    [ANSWERS, `data: {"type":"response.failed","response":{"error":{"code":"denied","message":"${said}"}}}`, "denied"],
  ];
  for (const [path, error, code] of errors) {
    const text = `: hi\n\n${error}\n\n`;
    for (const size of [1, 40, 1000]) {
      const pieces = cut(new TextEncoder().encode(text), size);
      const bench = createBench({
        player: () => new Response(ReadableStream.from(pieces), { headers: PLAIN_SSE }),
      });
      const wanted = text.replace(said, "User: [arn] is not authorized on account [account]");
      assertEquals(await (await bench.post(path, { model: "m", stream: true })).text(), wanted);
      assertEquals([bench.reports[0]!.outcome, bench.reports[0]!.errorCode], ["error", code]);
    }
  }
});

Deno.test("native: who leaves a stream ends it upstream", OPTIONS, async () => {
  for (const headers of [{}, SSE] as Record<string, string>[]) {
    let reason: unknown;
    const bench = createBench({
      player: () => eventStream([START, DELTA], { open: true, onCancel: (why) => void (reason = why) }),
    });
    const response = await stream(bench, headers);
    const reader = response.body!.getReader();
    await reader.read();
    await reader.cancel("the caller left");
    assertEquals(reason, "the caller left");
    assertEquals([bench.reports[0]?.outcome, bench.reports[0]?.status], ["cancelled", 200]);
  }
});

Deno.test(
  "native: who leaves in the middle of a whole answer, or of a refusal, ends it upstream",
  OPTIONS,
  async () => {
    for (const status of [200, 400, 500]) {
      const caller = new AbortController();
      const bench = createBench({
        maxAttempts: 1,
        player: ({ signal }) => {
          const body = new ReadableStream<Uint8Array>({
            start(controller): void {
              controller.enqueue(new TextEncoder().encode("{"));
              signal.addEventListener("abort", () => controller.error(signal.reason), { once: true });
            },
          });
          return new Response(body, { status, headers: { "content-type": "application/json" } });
        },
      });
      const body = JSON.stringify(QUESTION);
      const answer = bench.call(PATH, { method: "POST", body, signal: caller.signal });
      while (bench.seen.length === 0) await settle();
      await settle();
      caller.abort();
      assert(bench.seen[0]!.signal.aborted, `${status}`);
      await answer;
      assertEquals(bench.reports[0]!.outcome, "cancelled");
    }
  },
);

Deno.test(
  "native: who leaves before there is an answer ends the call upstream, and nothing has failed",
  OPTIONS,
  async () => {
    let failures = 0;
    const bench = createBench({
      onFailure: () => void failures++,
      player: ({ signal }) =>
        new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason), { once: true })),
    });
    const controller = new AbortController();
    const pending = bench.call(PATH, { method: "POST", body: JSON.stringify(QUESTION), signal: controller.signal });
    await settle();
    controller.abort();
    await pending;
    assertEquals(bench.seen[0]!.signal.aborted, true);
    assertEquals([bench.reports[0]?.outcome, failures], ["cancelled", 0]);
  },
);

Deno.test(
  "native: a runtime that another copy of the library made, or a wrapper around one, serves as well",
  OPTIONS,
  async () => {
    const runtime = new BedrockRuntime({
      region: "us-east-1",
      credentials: emulatorCredentials,
      fetch: createEmulator(),
    });
    const wrapper: Pick<BedrockRuntime, "region" | "fetch"> = {
      region: "us-east-1",
      fetch: (path, init) => runtime.fetch(path, init),
    };
    const { post } = createBench({ runtime: wrapper as BedrockRuntime });
    const response = await post(PATH, QUESTION);
    assertEquals(response.status, 200);
    assertEquals((await response.json()).output.message.role, "assistant");
  },
);

Deno.test("native: a stream is read no faster than its reader reads", OPTIONS, async () => {
  for (const headers of [{}, SSE] as Record<string, string>[]) {
    let pulled = 0;
    const body = new ReadableStream<Uint8Array>({
      pull(controller): void {
        pulled++;
        controller.enqueue(DELTA.slice());
      },
    }, { highWaterMark: 0 });
    const bench = createBench({
      player: () => new Response(body, { headers: { "content-type": "application/vnd.amazon.eventstream" } }),
    });
    const reader = (await stream(bench, headers)).body!.getReader();
    for (let read = 1; read <= 5; read++) {
      await reader.read();
      await settle();
      assertEquals(pulled, read);
    }
    await reader.cancel();
  }
});

Deno.test(
  "native: Bedrock's refusal comes through with its status, without what names an account",
  OPTIONS,
  async () => {
    const text =
      `User: arn:aws:sts::123456789012:assumed-role/x is not authorized on ${ARN} for 123456789012 with AKIAIOSFODNN7EXAMPLE`;
    const bench = createBench({ player: () => refuse("AccessDeniedException", text, 403) });
    const response = await bench.post(PATH, QUESTION);
    assertEquals([response.status, response.headers.get("x-amzn-errortype")], [403, "AccessDeniedException"]);
    assertEquals(response.headers.get("x-amzn-requestid"), "upstream-id");
    const { message } = await response.json();
    assertEquals(message, "User: [arn] is not authorized on [arn] for [account] with [key]");
  },
);

Deno.test("native: a page of a load balancer becomes an error that can be read", OPTIONS, async () => {
  const bench = createBench({
    player: () => new Response("<html>Bad Gateway</html>", { status: 502, headers: { "content-type": "text/html" } }),
  });
  const response = await bench.post(PATH, QUESTION);
  assertEquals([response.status, response.headers.get("content-type")], [502, "application/json"]);
  assertEquals((await response.text()).includes("<html>"), false);
});

Deno.test("native: a page that says 200 is told as a bad answer, and not shown", OPTIONS, async () => {
  const page = `<html>${ARN}</html>`;
  const bench = createBench({ player: () => new Response(page, { headers: { "content-type": "text/html" } }) });
  for (const path of [PATH, "/openai/v1/chat/completions", "/anthropic/v1/messages"]) {
    const response = await bench.post(path, QUESTION);
    assertEquals([response.status, (await response.text()).includes("arn:")], [502, false], path);
  }
});

Deno.test("native: a key's models hold for bodies that name none, or two", OPTIONS, async () => {
  const bench = createBench({ player: () => json({}), keys: [{ key: "k", models: ["good"] }, "free"] });
  const ask = async (path: string, body: string, key: string): Promise<number> => {
    const response = await bench.call(path, { method: "POST", body, headers: { "x-api-key": key } });
    await response.body?.cancel();
    return response.status;
  };
  for (const [path, member] of [["/openai/v1/chat/completions", "model"], ["/async-invoke", "modelId"]] as const) {
    for (const body of ["{}", `{"${member}":["good"]}`]) assertEquals(await ask(path, body, "k"), 400, body);
    assertEquals(await ask(path, `{"${member}":"bad"}`, "k"), 403);
    assertEquals(bench.seen.length, 0);
    // JSON.parse takes the last; what another parser takes must be the same
    assertEquals(await ask(path, `{"${member}":"bad","${member}":"good"}`, "k"), 200);
    assertEquals(bench.seen.pop()!.body, `{"${member}":"good"}`);
    assertEquals(await ask(path, "{}", "free"), 200);
    assertEquals(bench.seen.pop()!.body, "{}");
  }
});

Deno.test("native: a refusal that says 200 is told as one", OPTIONS, async () => {
  const coral = { Output: { __type: "com.amazon.coral.service#UnknownOperationException" }, Version: "1.0" };
  for (const path of [PATH, `/model/${MODEL}/converse-stream`, "/anthropic/v1/messages"]) {
    const bench = createBench({ player: () => json(coral) });
    const response = await bench.post(path, { ...QUESTION, model: "m" });
    assertEquals(response.status, 404, path);
    await response.body?.cancel();
  }
});

Deno.test("native: a stream that is none is told as a bad answer", OPTIONS, async () => {
  const bench = createBench({ player: () => json(ANSWER) });
  const response = await stream(bench);
  assertEquals([response.status, response.headers.get("x-amzn-errortype")], [502, "InvalidResponse"]);
  await response.body?.cancel();
});

Deno.test("native: guardrails, asynchronous invocations and their queries reach their paths", OPTIONS, async () => {
  const bench = createBench({ player: () => json({}) });
  const job = "arn:aws:bedrock:us-east-1:123456789012:async-invoke/abc";
  await bench.post("/guardrail/gr-1/version/DRAFT/apply", {});
  await bench.post("/guardrail-checks/invoke", {});
  await bench.post("/async-invoke", { modelId: "amazon.nova-reel-v1:0" });
  await bench.call(`/async-invoke/${job}`);
  await bench.call("/async-invoke?maxResults=5&statusEquals=Failed");
  assertEquals(bench.seen.map(({ method, url }) => `${method} ${url.slice(url.indexOf("/", 8))}`), [
    "POST /guardrail/gr-1/version/DRAFT/apply",
    "POST /guardrail-checks/invoke",
    "POST /async-invoke",
    `GET /async-invoke/${encodeURIComponent(job)}`,
    "GET /async-invoke?maxResults=5&statusEquals=Failed",
  ]);
});

Deno.test("native: the control plane is read through the control client, and never written", OPTIONS, async () => {
  const asked: string[] = [];
  const control = {
    fetch(path: string, init: { query?: unknown; method?: string } = {}): Promise<Response> {
      asked.push(`${init.method} ${path} ${JSON.stringify(init.query ?? {})}`);
      return Promise.resolve(json({ modelSummaries: [] }));
    },
  };
  const bench = createBench({ control });
  for (
    const path of [
      "/foundation-models?byProvider=amazon",
      "/inference-profiles/us.x.y",
      "/provisioned-model-throughputs",
    ]
  ) {
    const response = await bench.call(path);
    assertEquals(response.status, 200);
    await response.body?.cancel();
  }
  for (const name of ["constructor", "__proto__", "toString"]) {
    const response = await bench.call(`/foundation-models?${name}=1&${name}=2`);
    assertEquals(response.status, 200, name);
    await response.body?.cancel();
  }
  assertEquals(asked.splice(3), [
    'GET /foundation-models {"constructor":["1","2"]}',
    'GET /foundation-models {"__proto__":["1","2"]}',
    'GET /foundation-models {"toString":["1","2"]}',
  ]);
  assertEquals(asked, [
    'GET /foundation-models {"byProvider":["amazon"]}',
    "GET /inference-profiles/us.x.y {}",
    "GET /provisioned-model-throughputs {}",
  ]);
  for (const method of ["POST", "PUT", "DELETE"]) {
    const response = await bench.call("/guardrails", { method });
    assertEquals([response.status, response.headers.get("allow")], [405, "GET, HEAD"]);
    await response.body?.cancel();
  }
  assertEquals(asked.length, 3);
  const without = await createBench().call("/foundation-models");
  assertEquals(without.status, 501);
  await without.body?.cancel();
});

Deno.test("native: Bedrock's own OpenAI and Anthropic endpoints are passed through", OPTIONS, async () => {
  const text = 'data: {"a":1}\n\ndata: [DONE]\n\n';
  const bench = createBench({
    player: () => new Response(text, { headers: { "content-type": "text/event-stream" } }),
    models: { fast: "openai.gpt-oss-20b-1:0" },
  });
  const response = await bench.post("/openai/v1/chat/completions", { model: "fast", stream: true });
  assertEquals(await response.text(), text);
  await (await bench.post("/anthropic/v1/messages", { model: "x" }, { "anthropic-version": "2023-06-01" })).text();
  const [first, second] = bench.seen;
  assertEquals(new URL(first!.url).pathname, "/openai/v1/chat/completions");
  assertEquals(JSON.parse(first!.body), {
    model: "openai.gpt-oss-20b-1:0",
    stream: true,
    stream_options: { include_usage: true },
  });
  assertEquals(second!.headers.get("anthropic-version"), "2023-06-01");
  const escape = await bench.post("/openai/v1/%2e%2e%2f%2e%2e/model/x/invoke", { model: "x" });
  assertEquals(escape.status, 400);
  await escape.body?.cancel();
});

Deno.test("native: the tokens of every road are counted, for metrics and for a key's limit", OPTIONS, async () => {
  const sse = (...events: unknown[]): Response =>
    new Response(events.map((event) => `event: x\ndata: ${JSON.stringify(event)}\n\n`).join(""), {
      headers: { "content-type": "text/event-stream" },
    });
  const converse = { output: {}, stopReason: "end_turn", usage: { inputTokens: 3, outputTokens: 4, totalTokens: 7 } };
  const chat = "/openai/v1/chat/completions";
  const roads: [string, string, () => Response][] = [
    ["Converse", PATH, () => json(converse)],
    ["Converse, long", PATH, () => json({ ...converse, x: "y".repeat(20_000) })],
    ["a chat", chat, () => json({ usage: { prompt_tokens: 3, completion_tokens: 4 } })],
    [
      "a chat, streamed",
      chat,
      () =>
        sse({ choices: [], usage: null }, { choices: [], usage: { prompt_tokens: 3, completion_tokens: 4 } }, "[DONE]"),
    ],
    [
      "a response, streamed",
      "/openai/v1/responses",
      () => sse({ type: "response.completed", response: { usage: { input_tokens: 3, output_tokens: 4 } } }),
    ],
    ["a message, streamed", "/anthropic/v1/messages", () =>
      sse(
        { type: "message_start", message: { usage: { input_tokens: 3, output_tokens: 1 } } },
        { type: "message_delta", usage: { output_tokens: 4 } },
        { type: "message_stop" },
      )],
  ];
  for (const [name, path, player] of roads) {
    const bench = createBench({ player, keys: ["free", { key: "k", tokensPerMinute: 7 }] });
    for (const key of ["free", "k"]) {
      await (await bench.post(path, { model: "x", messages: [] }, { "x-api-key": key })).text();
      const { inputTokens, outputTokens } = bench.reports.at(-1)!;
      assertEquals([inputTokens, outputTokens], [3, 4], name);
    }
    const spent = await bench.post(path, { model: "x", messages: [] }, { "x-api-key": "k" });
    await spent.body?.cancel();
    assertEquals(spent.status, 429, name);
  }
});

Deno.test(
  "native: an error of another shape is told in the words of the endpoint that was asked",
  OPTIONS,
  async () => {
    const bench = createBench({ player: () => refuse("ThrottlingException", "slow down", 429) });
    const openai = await bench.post("/openai/v1/chat/completions", { model: "x" });
    assertEquals([openai.status, (await openai.json()).error.type], [429, "rate_limit_error"]);
    const anthropic = await bench.post("/anthropic/v1/messages", { model: "x" });
    assertEquals([anthropic.status, (await anthropic.json()).type], [429, "error"]);
  },
);

Deno.test(
  "native: what an endpoint says of the gateway's own credentials is no word on the caller's key",
  OPTIONS,
  async () => {
    const refusals: [status: number, message: string, wanted: number][] = [
      [401, "Invalid authentication for arn:aws:iam::123456789012:role/gw", 502],
      [403, "The security token included in the request is expired", 502],
      [403, "The request signature we calculated does not match the signature you provided", 502],
      [403, "User is not authorized to perform bedrock:InvokeModel", 403],
    ];
    for (const path of [CHATS, MESSAGES]) {
      for (const [status, message, wanted] of refusals) {
        const error = { message, type: "authentication_error", code: "invalid_api_key", param: null };
        const bench = createBench({ player: () => json({ type: "error", error }, status) });
        const response = await bench.post(path, { model: "m" });
        const told = await response.json();
        assertEquals([response.status, JSON.stringify(told).includes("arn:")], [wanted, false], message);
        assertEquals(told.error.type === "authentication_error", wanted === 403);
        if (wanted === 502) assertEquals(bench.reports[0]!.errorCode, "upstream_auth_failed");
      }
    }
  },
);

Deno.test(
  "native: a refusal that passes says whether to try again, as the gateway has done itself",
  OPTIONS,
  async () => {
    const refusals: [status: number, message: string, headers: Record<string, string>, wanted: (string | null)[]][] = [
      [429, "Too many requests", {}, ["false", "1", "1000"]],
      [429, "Too many requests", { "retry-after": "20" }, ["false", "20", null]],
      [429, "Too many tokens per day", {}, ["false", null, null]],
      [503, "later", {}, ["false", "1", "1000"]],
      [400, "no", {}, [null, null, null]],
    ];
    for (const [status, message, headers, wanted] of refusals) {
      const error = { message, type: "x", code: "y", param: "z" };
      const bench = createBench({ player: () => json({ error }, status, headers) });
      const response = await bench.post(CHATS, { model: "m" });
      assertEquals([response.status, (await response.json()).error], [status, error]);
      assertEquals(
        ["x-should-retry", "retry-after", "retry-after-ms"].map((name) => response.headers.get(name)),
        wanted,
      );
    }
  },
);

Deno.test("native: what is decoded from the emulator's stream is what the emulator says whole", OPTIONS, async () => {
  const bench = createBench();
  const whole = await (await bench.post(PATH, QUESTION)).json();
  const decoder = new EventStreamDecoder();
  let text = "";
  for await (const piece of (await stream(bench)).body!) {
    for (const { body } of decoder.push(piece)) text += JSON.parse(new TextDecoder().decode(body)).delta?.text ?? "";
  }
  decoder.end();
  assertEquals(text, whole.output.message.content[0].text);
  assert(decodeMessage(START).headers[":event-type"] !== undefined);
});

Deno.test("native: a body that Bedrock could not read goes no further", OPTIONS, async () => {
  const bench = createBench({ player: () => json(ANSWER) });
  const bad: [string, string][] = [
    [PATH, "{"],
    [PATH, ""],
    [PATH, "[]"],
    [PATH, '{"messages":{}}'],
    [PATH, '{"messages":[],"system":"x"}'],
    [PATH, '{"messages":[],"inferenceConfig":[]}'],
    [`/model/${MODEL}/invoke`, "not json"],
    ["/guardrail/g/version/1/apply", "x"],
    ["/async-invoke", "x"],
    ["/openai/v1/chat/completions", "x"],
  ];
  for (const [path, body] of bad) {
    const response = await bench.post(path, body);
    assertEquals(response.status, 400, `${path} ${body}`);
    await response.body?.cancel();
  }
  assertEquals(bench.seen.length, 0);
});

Deno.test("native: bodies are checked before they are sent when the gateway is told to", OPTIONS, async () => {
  const bench = createBench({ player: () => json({}), validate: validateBody });
  for (const verb of ["invoke", "invoke-with-response-stream"]) {
    const refused = await bench.post(`/model/amazon.titan-text-lite-v1/${verb}`, { inputText: 5 });
    assertEquals([refused.status, refused.headers.get("x-amzn-errortype")], [400, "ValidationException"]);
    assertStringIncludes((await refused.json()).message, "inputText");
  }
  assertEquals(bench.seen.length, 0);
  assertEquals((await bench.post("/model/amazon.titan-text-lite-v1/invoke", { inputText: "hi" })).status, 200);
});

Deno.test("native: an image's frame that was cut is cut, however long it is", OPTIONS, async () => {
  const long = event("chunk", JSON.stringify({ bytes: btoa("x".repeat(100_000)), p: "ab" }));
  const path = "/model/stability.sd3-5-large-v1:0/invoke-with-response-stream";
  const whole = createBench({ player: () => eventStream([long]) });
  assertEquals((await (await whole.post(path, {})).bytes()).length, long.length);
  const cut = createBench({ player: () => eventStream([long.slice(0, -1)]) });
  const response = await cut.post(path, {});
  await assertRejects(() => response.bytes());
});

Deno.test(
  "native: the next region answers when one has no room, and the first is left alone for a while",
  OPTIONS,
  async () => {
    const bench = createBench({
      regions: ["us-east-1", "us-west-2"],
      player: ({ url }) => url.includes("us-east-1") ? refuse("ThrottlingException", "slow", 429) : json(ANSWER),
    });
    for (const attempts of ["2", "1"]) {
      const { status, headers, body } = await bench.post(PATH, QUESTION);
      assertEquals([status, headers.get("x-bedrock-region"), headers.get("x-bedrock-attempts")], [
        200,
        "us-west-2",
        attempts,
      ]);
      await body?.cancel();
    }
  },
);

Deno.test("native: an ARN is answered by its own region or not at all", OPTIONS, async () => {
  const bench = createBench({
    regions: ["us-west-2", "us-east-1"],
    player: () => refuse("ThrottlingException", "slow", 429),
  });
  const response = await bench.post(`/model/${ARN}/converse`, QUESTION);
  assertEquals(response.status, 429);
  assertEquals(bench.seen.every(({ url }) => url.includes("us-east-1.amazonaws.com")), true);
  await response.body?.cancel();
});

Deno.test("native: a busy region's answer stands when the others have not what is asked for", OPTIONS, async () => {
  let isBusy = true;
  const cancelled: string[] = [];
  const body = (url: string, text: string): ReadableStream<Uint8Array> =>
    new ReadableStream({
      pull(controller): void {
        controller.enqueue(new TextEncoder().encode(text));
        controller.close();
      },
      cancel: () => void cancelled.push(url.split(".")[1]!),
    }, { highWaterMark: 0 });
  const answer = (url: string, message: string, status: number): Response =>
    new Response(body(url, JSON.stringify({ message })), { status, headers: { "content-type": "application/json" } });
  for (const path of [PATH, "/openai/v1/chat/completions", "/guardrail/gr-1/version/DRAFT/apply"]) {
    for (
      const [status, message] of [[403, "no"], [404, "no"], [400, "The provided model identifier is invalid."]] as const
    ) {
      isBusy = true;
      cancelled.length = 0;
      const bench = createBench({
        regions: ["us-east-1", "us-west-2"],
        now: () => 0,
        player: ({ url }) => {
          if (!url.includes("us-east-1")) return answer(url, message, status);
          return isBusy ? answer(url, "slow down", 429) : json(ANSWER);
        },
      });
      const busy = await bench.post(path, { ...QUESTION, model: "m" });
      assertEquals([busy.status, (await busy.json()).message ?? "slow down"], [429, "slow down"], path);
      // What was read to be understood needs no cancelling.
      assertEquals(cancelled, status === 400 ? [] : ["us-west-2"]);
      isBusy = false;
      const ready = await bench.post(path, { ...QUESTION, model: "m" });
      assertEquals([ready.status, bench.seen.length], [200, 4], path);
      await ready.body?.cancel();
    }
  }
  const wrong = createBench({
    regions: ["us-east-1", "us-west-2"],
    player: ({ url }) => answer(url, "wrong", url.includes("us-east-1") ? 429 : 400),
  });
  const response = await wrong.post(PATH, QUESTION);
  assertEquals([response.status, await response.json()], [400, { message: "wrong" }]);
});

Deno.test("native: an id with a geography's prefix stays in that geography", OPTIONS, async () => {
  const bench = createBench({
    regions: ["us-east-1", "eu-west-1", "us-west-2"],
    player: () => refuse("ThrottlingException", "slow down", 429),
    models: { mine: "us.amazon.nova-lite-v1:0" },
  });
  for (
    const [path, regions] of [
      ["/model/us.amazon.nova-lite-v1:0/converse", ["us-east-1", "us-west-2"]],
      ["/model/mine/converse", ["us-east-1", "us-west-2"]],
      ["/openai/v1/chat/completions", ["us-east-1", "us-west-2"]],
      [PATH, ["us-east-1", "eu-west-1", "us-west-2"]],
    ] as const
  ) {
    bench.seen.length = 0;
    await (await bench.post(path, { ...QUESTION, model: "mine" })).body?.cancel();
    assertEquals(bench.seen.map(({ url }) => url.split(".")[1]), [...regions], path);
  }
});

Deno.test("native: an ARN that is no path's model is answered by its own region too", OPTIONS, async () => {
  let region = "us-west-2";
  const bench = createBench({
    regions: ["us-east-1", "us-west-2"],
    player: ({ url }) => url.includes(`.${region}.`) ? json({}) : refuse("ResourceNotFoundException", "not here", 404),
    models: { mine: "arn:aws:bedrock:us-west-2:123456789012:provisioned-model/abc" },
  });
  const job = "arn:aws:bedrock:us-west-2:123456789012:async-invoke/abc";
  const profile = "arn:aws:bedrock:us-west-2:123456789012:application-inference-profile/abc";
  const guardrail = encodeURIComponent("arn:aws:bedrock:us-west-2:123456789012:guardrail/abc");
  const asked = async (response: Promise<Response>): Promise<void> => {
    const { status, body } = await response;
    await body?.cancel();
    assertEquals(status, 200, bench.seen.at(-1)!.url);
  };
  await asked(bench.call(`/async-invoke/${job}`));
  await asked(bench.call(`/async-invoke/${encodeURIComponent(job)}`));
  await asked(bench.post(`/guardrail/${guardrail}/version/DRAFT/apply`, {}));
  await asked(bench.post("/async-invoke", { modelId: profile }));
  await asked(bench.post("/openai/v1/chat/completions", { model: profile }));
  await asked(bench.post("/openai/v1/chat/completions", { model: "mine" }));
  await asked(bench.post("/model/mine/converse", QUESTION));
  region = "us-east-1";
  await asked(bench.call("/async-invoke"));
  await asked(bench.post("/async-invoke", { modelId: "amazon.nova-reel-v1:0" }));
});
