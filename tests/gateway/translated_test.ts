import { assert, assertEquals, assertMatch, assertRejects, assertStringIncludes } from "../deps.ts";
import type { Exchange } from "../../src/gateway/exchange.ts";
import type { Gateway } from "../../src/gateway/gateway.ts";
import { peek } from "../../src/gateway/peek.ts";
import { type BodySource, streamBody } from "../../src/gateway/stream_body.ts";
import { translatedStream } from "../../src/gateway/translated_stream.ts";
import { event, exception } from "../wire/streams.ts";
import { ANSWER, CHAT, createBench, eventStream, HandTimers, json, OPTIONS, refuse, settle } from "./far_end.ts";

const PATH = "/v1/chat/completions";
const STREAM = { ...CHAT, stream: true };
const START = event("messageStart", '{"role":"assistant"}');
const DELTA = event("contentBlockDelta", '{"contentBlockIndex":0,"delta":{"text":"hello"}}');
const STOP = event("messageStop", '{"stopReason":"end_turn"}');
const METADATA = event(
  "metadata",
  '{"usage":{"inputTokens":3,"outputTokens":5,"totalTokens":8},"metrics":{"latencyMs":1}}',
);
const WHOLE = [START, DELTA, STOP, METADATA];
const EVENT_STREAM = { headers: { "content-type": "application/vnd.amazon.eventstream" } };

function paced(pieces: Uint8Array[]): Response {
  return new Response(
    ReadableStream.from((async function* (): AsyncGenerator<Uint8Array> {
      for (const piece of pieces) {
        await settle();
        yield piece;
      }
    })()),
    EVENT_STREAM,
  );
}

Deno.test("translated() answers a chat from the emulator, whole and as a stream", OPTIONS, async () => {
  const bench = createBench();
  const whole = await (await bench.post(PATH, CHAT)).json();
  const response = await bench.post(PATH, STREAM);
  assertEquals(response.headers.get("content-type"), "text/event-stream; charset=utf-8");
  assertEquals(response.headers.get("cache-control"), "no-cache, no-transform");
  const text = await response.text();
  const said = [...text.matchAll(/"content":"([^"]*)"/g)].map(([, piece]) => piece).join("");
  assertEquals(said, whole.choices[0].message.content);
  assertMatch(text, /data: \[DONE\]\n\n$/);
  assertEquals(whole.model, CHAT.model);
  assertMatch(whole.id, /^chatcmpl-[A-Za-z0-9]{24}$/);
});

Deno.test("translated() tells all that came at once in one piece, and then the end", OPTIONS, async () => {
  const whole = new Uint8Array(WHOLE.flatMap((frame) => [...frame]));
  const bench = createBench({ player: () => eventStream([whole]) });
  const pieces = await Array.fromAsync((await bench.post(PATH, STREAM)).body!);
  assertEquals(pieces.length, 2);
  assertEquals([bench.reports[0]?.inputTokens, bench.reports[0]?.outputTokens], [3, 5]);
});

Deno.test("translated() gives a failure before the first event its own status", OPTIONS, async () => {
  const cases: [Response, number, string][] = [
    [refuse("ThrottlingException", "slow down", 429), 429, "rate_limit_exceeded"],
    [eventStream([exception("throttlingException", '{"message":"slow down"}')]), 429, "rate_limit_exceeded"],
    [refuse("ValidationException", "Input is too long for requested model", 400), 400, "context_length_exceeded"],
    [refuse("ServiceUnavailableException", "later", 503), 503, "service_unavailable"],
    [eventStream([]), 502, "stream_incomplete"],
    [new Response("<html>", { status: 502 }), 503, "service_unavailable"],
  ];
  for (const [answer, status, code] of cases) {
    const bench = createBench({ player: () => answer.clone() });
    const response = await bench.post(PATH, STREAM);
    const { error } = await response.json();
    assertEquals([response.status, error.code], [status, code]);
    await answer.body?.cancel();
  }
});

Deno.test(
  "translated() tells a failure after the first event in the dialect, and what came before it first",
  OPTIONS,
  async () => {
    const throttled = exception("throttlingException", '{"message":"slow down"}');
    for (
      const [last, type] of [[throttled, "rate_limit_error"], [undefined, "server_error"], [
        STOP.with(20, 0),
        "server_error",
      ]] as const
    ) {
      for (const pieces of [[START, DELTA, ...(last ? [last] : [])]]) {
        for (const answer of [() => paced(pieces), () => eventStream(pieces)]) {
          const bench = createBench({ player: answer });
          const text = await (await bench.post(PATH, STREAM)).text();
          const events = text.trim().split("\n\n").map((line) => JSON.parse(line.slice("data: ".length)));
          assertEquals(events.some((chunk) => chunk.choices?.[0]?.delta.content === "hello"), true);
          assertEquals(events.at(-1).error.type, type);
          assertEquals(text.includes("[DONE]"), false);
          assertEquals(text.includes('"finish_reason":"stop"'), false);
          assertEquals(bench.reports[0]?.outcome, "error");
        }
      }
    }
  },
);

Deno.test("translated() cancels upstream when the reader leaves", OPTIONS, async () => {
  let cancelled = 0;
  const bench = createBench({
    player: () => eventStream([START, DELTA], { open: true, onCancel: () => void cancelled++ }),
  });
  const response = await bench.post(PATH, STREAM);
  const reader = response.body!.getReader();
  await reader.read();
  await reader.read();
  const waiting = reader.read();
  await settle();
  await reader.cancel();
  assertEquals((await waiting).done, true);
  assertEquals(cancelled, 1);
  assertEquals(bench.reports[0]?.outcome, "cancelled");
});

Deno.test(
  "translated() beats every ten seconds of silence and not while there is something to say",
  OPTIONS,
  async () => {
    const timers = new HandTimers();
    let send: ReadableStreamDefaultController<Uint8Array>;
    const body = new ReadableStream<Uint8Array>({ start: (controller) => void (send = controller) });
    const bench = createBench({ player: () => new Response(body, EVENT_STREAM), timers, now: () => timers.time });
    const pending = bench.post(PATH, STREAM);
    await settle();
    send!.enqueue(START);
    const reader = (await pending).body!.pipeThrough(new TextDecoderStream()).getReader();
    await reader.read();
    const first = reader.read();
    await timers.pass(8_000);
    send!.enqueue(DELTA);
    assertStringIncludes((await first).value!, "hello");
    let beat: string | undefined;
    const second = reader.read().then(({ value }) => void (beat = value));
    await timers.pass(9_990);
    assertEquals(beat, undefined);
    await timers.pass(20);
    await second;
    assertEquals(beat, ": ping\n\n");
    await reader.cancel();
    assertEquals(timers.size, 0);
  },
);

/** Events of Claude's own, as Invoke has them. */
function claudeChunks(...chunks: unknown[]): Uint8Array[] {
  return chunks.map((chunk) => event("chunk", JSON.stringify({ bytes: btoa(JSON.stringify(chunk)) })));
}

const MESSAGE = {
  model: "us.anthropic.claude-sonnet-4-6",
  max_tokens: 9,
  stream: true,
  messages: [{ role: "user", content: "hi" }],
};
const MESSAGE_START = {
  type: "message_start",
  message: { type: "message", content: [], usage: { input_tokens: 50, output_tokens: 1 } },
};

Deno.test("translated() counts of a message's stream what it told, also when its reader leaves", OPTIONS, async () => {
  const text = { type: "content_block_delta", index: 0, delta: { type: "text_delta", text: "hi" } };
  const cases: [last: unknown[], counts: number[]][] = [
    [[], [50, 1]],
    [[{ type: "message_delta", delta: {}, usage: { output_tokens: 9 } }], [50, 9]],
    [[
      { type: "message_delta", delta: {}, usage: { output_tokens: 9 } },
      { type: "message_stop", "amazon-bedrock-invocationMetrics": { inputTokenCount: 52, outputTokenCount: 10 } },
    ], [52, 10]],
  ];
  for (const [last, counts] of cases) {
    const bench = createBench({
      player: () =>
        eventStream([new Uint8Array(claudeChunks(MESSAGE_START, text, ...last).flatMap((one) => [...one]))], {
          open: true,
        }),
      keys: [{ key: "k", tokensPerMinute: 10 }],
    });
    const headers = { "x-api-key": "k" };
    const reader = (await bench.post("/v1/messages", MESSAGE, headers)).body!.getReader();
    assertStringIncludes(new TextDecoder().decode((await reader.read()).value), "hi");
    await reader.cancel();
    const [report] = bench.reports;
    assertEquals([report!.outcome, report!.inputTokens, report!.outputTokens], ["cancelled", ...counts]);
    const spent = await bench.post("/v1/messages", MESSAGE, headers);
    await spent.body?.cancel();
    assertEquals(spent.status, 429);
  }
});

Deno.test("translated() takes no count of Claude's for the end of a stream", OPTIONS, async () => {
  const bench = createBench({
    player: () => eventStream(claudeChunks(MESSAGE_START, { type: "message_delta", usage: { output_tokens: 9 } })),
  });
  for (const path of ["/v1/messages", `/model/${MESSAGE.model}/invoke-with-response-stream`]) {
    const response = await bench.post(path, MESSAGE, { accept: "text/event-stream" });
    assertMatch(await response.text(), /ended before its end/, path);
    assertEquals(bench.reports.at(-1)!.outcome, "error");
  }
});

Deno.test(
  "translated() tells an error within Claude's stream as any other, and names no account",
  OPTIONS,
  async () => {
    const message = "User: arn:aws:sts::123456789012:assumed-role/gw is not welcome";
    const types: [told: string, wanted: string, status: number][] = [
      ["overloaded_error", "overloaded_error", 529],
      ["rate_limit_error", "rate_limit_error", 429],
      ["authentication_error", "api_error", 502],
      ["brand_new_error", "api_error", 500],
    ];
    for (const [told, wanted, status] of types) {
      const error = { type: "error", error: { type: told, message } };
      const bench = createBench({ player: () => paced(claudeChunks(MESSAGE_START, error)) });
      const events = (await (await bench.post("/v1/messages", MESSAGE)).text()).trim().split("\n\n");
      assertEquals(
        events.at(-1),
        `event: error\ndata: ${
          JSON.stringify({ type: "error", error: { type: wanted, message: "User: [arn] is not welcome" } })
        }`,
      );
      assertEquals(bench.reports[0]!.outcome, "error");
      assert(bench.reports[0]!.errorCode !== undefined);
      const first = createBench({ player: () => eventStream(claudeChunks(error)) });
      const response = await first.post("/v1/messages", MESSAGE);
      assertEquals([response.status, (await response.json()).error.type], [status, wanted]);
    }
  },
);

/** A chat with a model for which the gateway looks for stop sequences itself. */
const STOPPED = { ...STREAM, model: "openai.gpt-oss-120b-1:0", stop: ["END"] };
const MET = event("contentBlockDelta", '{"contentBlockIndex":0,"delta":{"text":"hello END more"}}');

Deno.test(
  "translated() reads what follows a stop sequence for a key with a limit on tokens, and counts it",
  OPTIONS,
  async () => {
    for (const after of [[DELTA, STOP, METADATA], [METADATA]]) {
      const bench = createBench({
        player: () => paced([START, MET, ...after]),
        keys: [{ key: "k", tokensPerMinute: 8 }],
      });
      const headers = { "x-api-key": "k" };
      const text = await (await bench.post(PATH, STOPPED, headers)).text();
      assertEquals([...text.matchAll(/"content":"([^"]*)"/g)].map(([, piece]) => piece).join(""), "hello ");
      assertMatch(text, /"finish_reason":"stop"\}\]\}\n\ndata: \[DONE\]\n\n$/);
      const [report] = bench.reports;
      assertEquals([report!.outcome, report!.inputTokens, report!.outputTokens], ["ok", 3, 5]);
      const spent = await bench.post(PATH, STOPPED, headers);
      await spent.body?.cancel();
      assertEquals(spent.status, 429);
    }
  },
);

Deno.test("translated() pays for nothing behind a stop sequence that nobody has to count", OPTIONS, async () => {
  let cancelled = 0;
  const bench = createBench({
    player: () => eventStream([START, MET], { open: true, onCancel: () => void cancelled++ }),
  });
  assertMatch(await (await bench.post(PATH, STOPPED)).text(), /\[DONE\]\n\n$/);
  assertEquals([cancelled, bench.reports[0]!.outcome], [1, "ok"]);
});

Deno.test(
  "translated() tells what was used behind a stop sequence to who asked, when it comes soon",
  OPTIONS,
  async () => {
    const asked = { ...STOPPED, stream_options: { include_usage: true } };
    for (
      const [path, body] of [[PATH, asked], ["/v1/completions", {
        ...asked,
        messages: undefined,
        prompt: "hi",
      }]] as const
    ) {
      for (const seconds of [4.9, 5]) {
        const timers = new HandTimers();
        let cancelled = 0;
        let send: ReadableStreamDefaultController<Uint8Array>;
        const upstream = new ReadableStream<Uint8Array>({
          start: (controller) => void (send = controller),
          cancel: () => void cancelled++,
        });
        const bench = createBench({
          player: () => new Response(upstream, EVENT_STREAM),
          timers,
          now: () => timers.time,
        });
        const pending = bench.post(path, body);
        while (bench.seen.length === 0) await settle();
        for (const piece of [START, MET, DELTA]) send!.enqueue(piece);
        const reading = (await pending).text();
        await settle();
        timers.time = seconds * 1000;
        send!.enqueue(DELTA);
        await settle();
        if (cancelled === 0) { for (const piece of [STOP, METADATA]) send!.enqueue(piece); }
        const text = await reading;
        const isSoon = seconds < 5;
        assertEquals([text.includes('"completion_tokens":5'), cancelled], [isSoon, 1], `${path}, ${seconds} s`);
        assertMatch(text, /"finish_reason":"stop"[^]*data: \[DONE\]\n\n$/);
        assertEquals([text.includes("more"), bench.reports[0]!.outputTokens], [false, isSoon ? 5 : undefined]);
      }
    }
  },
);

Deno.test("translated() tells of no failure behind an answer that is complete", OPTIONS, async () => {
  for (const last of [[], [exception("throttlingException", '{"message":"slow down"}')]]) {
    const bench = createBench({
      player: () => paced([START, MET, ...last]),
      keys: [{ key: "k", tokensPerMinute: 8 }],
    });
    const text = await (await bench.post(PATH, STOPPED, { "x-api-key": "k" })).text();
    assertMatch(text, /"finish_reason":"stop"\}\]\}\n\ndata: \[DONE\]\n\n$/);
    assertEquals(bench.reports[0]!.outcome, "ok");
  }
});

Deno.test("translated() reads no faster than it is read", OPTIONS, async () => {
  let pulled = 0;
  const body = new ReadableStream<Uint8Array>({
    pull(controller): void {
      controller.enqueue(pulled++ === 0 ? START : DELTA.slice());
    },
  }, { highWaterMark: 0 });
  const bench = createBench({ player: () => new Response(body, EVENT_STREAM) });
  const reader = (await bench.post(PATH, STREAM)).body!.getReader();
  for (let read = 1; read <= 10; read++) {
    await reader.read();
    await settle();
  }
  assertEquals(pulled <= 12, true, `${pulled} pieces for 10 reads`);
  await reader.cancel();
});

Deno.test("translated() names what it did not honour, also of a stream", OPTIONS, async () => {
  const bench = createBench();
  for (const stream of [false, true]) {
    const response = await bench.post(PATH, { ...CHAT, stream, seed: 7 });
    assertStringIncludes(response.headers.get("x-bedrock-warnings")!, "seed: ");
    await response.body?.cancel();
  }
});

Deno.test(
  "translated() asks the next region when one has no room, and leaves the first alone for a while",
  OPTIONS,
  async () => {
    let time = 0;
    const player = ({ url }: { url: string }): Response =>
      url.includes("us-east-1") ? refuse("ThrottlingException", "slow down", 429) : json(ANSWER);
    const bench = createBench({ player, regions: ["us-east-1", "us-west-2"], now: () => time });
    const ask = async (): Promise<(string | null)[]> => {
      const { headers, body } = await bench.post(PATH, CHAT);
      await body?.cancel();
      return [headers.get("x-bedrock-region"), headers.get("x-bedrock-attempts")];
    };
    assertEquals(await ask(), ["us-west-2", "2"]);
    assertEquals(await ask(), ["us-west-2", "1"]);
    time += 10_001;
    assertEquals(await ask(), ["us-west-2", "2"]);
  },
);

Deno.test(
  "translated() keeps a region's refusal of one model from the others, and tells it when no other has the model",
  OPTIONS,
  async () => {
    let isBusy = true;
    const absent: [string, string, number][] = [
      ["AccessDeniedException", "You don't have access to the model with the specified model ID.", 403],
      ["ResourceNotFoundException", "Could not resolve the foundation model from the model identifier.", 404],
      ["ValidationException", "The provided model identifier is invalid.", 400],
    ];
    for (const [code, message, status] of absent) {
      for (const stream of [false, true]) {
        isBusy = true;
        const bench = createBench({
          regions: ["us-east-1", "us-west-2", "us-east-2"],
          now: () => 0,
          player: ({ url }) => {
            if (!url.includes("us-east-1")) return refuse(code, message, status);
            if (isBusy && url.includes("nova-lite")) return refuse("ThrottlingException", "slow down", 429);
            return stream ? eventStream(WHOLE) : json(ANSWER);
          },
        });
        const ask = async (model: string): Promise<[number, number]> => {
          const before = bench.seen.length;
          const response = await bench.post(PATH, { ...CHAT, stream, model });
          await response.body?.cancel();
          return [response.status, bench.seen.length - before];
        };
        assertEquals(await ask("nova-lite"), [429, 3], code);
        assertEquals(await ask("nova-pro"), [200, 1], code);
        isBusy = false;
        assertEquals(await ask("nova-lite"), [200, 3], code);
      }
    }
  },
);

Deno.test(
  "translated() keeps an id with a geography's prefix in that geography, and a name in none",
  OPTIONS,
  async () => {
    const bench = createBench({
      regions: ["us-east-1", "eu-west-1", "us-west-2"],
      player: () => refuse("ThrottlingException", "slow down", 429),
      models: { mine: "us.anthropic.claude-sonnet-4-6" },
    });
    const ask = async (model: string): Promise<string[]> => {
      bench.seen.length = 0;
      await (await bench.post(PATH, { ...CHAT, model })).body?.cancel();
      return bench.seen.map(({ url }) => `${url.split(".")[1]} ${url.split("/")[4]!.split(".")[0]}`);
    };
    for (const model of ["us.anthropic.claude-sonnet-4-6", "mine"]) {
      assertEquals(await ask(model), ["us-east-1 us", "us-west-2 us"]);
    }
    assertEquals(await ask("claude-haiku-4-5"), ["us-east-1 us", "eu-west-1 eu", "us-west-2 us"]);
    assertEquals(await ask("global.anthropic.claude-sonnet-4-6"), [
      "us-east-1 global",
      "eu-west-1 global",
      "us-west-2 global",
    ]);
    assertEquals((await ask("mars.anthropic.claude-sonnet-4-6")).length, 3);
  },
);

Deno.test("translated() fails over a stream whose first frame is an exception", OPTIONS, async () => {
  const bench = createBench({
    regions: ["us-east-1", "us-west-2"],
    player: (_, index) =>
      index === 0 ? eventStream([exception("throttlingException", '{"message":"slow"}')]) : eventStream(WHOLE),
  });
  const response = await bench.post(PATH, STREAM);
  assertEquals([response.status, response.headers.get("x-bedrock-region")], [200, "us-west-2"]);
  await response.body?.cancel();
});

Deno.test(
  "translated() fails over when a region cannot be reached, and not when the request is wrong",
  OPTIONS,
  async () => {
    const lost = createBench({
      regions: ["us-east-1", "us-west-2"],
      player: (_, index) => {
        if (index === 0) throw new TypeError("error sending request");
        return json(ANSWER);
      },
    });
    assertEquals((await lost.post(PATH, CHAT)).headers.get("x-bedrock-region"), "us-west-2");
    const wrong = createBench({
      regions: ["us-east-1", "us-west-2"],
      player: () => refuse("ValidationException", "wrong", 400),
    });
    assertEquals((await wrong.post(PATH, CHAT)).status, 400);
    assertEquals(wrong.seen.length, 1);
  },
);

Deno.test(
  "translated() tries once more where there is one region, and then tells clients not to",
  OPTIONS,
  async () => {
    const bench = createBench({ player: () => refuse("ThrottlingException", "slow down", 429) });
    const response = await bench.post(PATH, CHAT);
    assertEquals(bench.seen.length, 2);
    assertEquals([response.headers.get("x-should-retry"), response.headers.get("retry-after")], ["false", "1"]);
    await response.body?.cancel();
  },
);

Deno.test("translated() learns that a model needs an inference profile", OPTIONS, async () => {
  const player = ({ url }: { url: string }): Response =>
    url.includes("/model/us.")
      ? json(ANSWER)
      : refuse("ValidationException", "Invocation of model ID x with on-demand throughput isn’t supported.", 400);
  const bench = createBench({ player });
  const body = { ...CHAT, model: "acme.new-model-v1:0" };
  assertEquals((await bench.post(PATH, body)).status, 200);
  assertEquals((await bench.post(PATH, body)).status, 200);
  const ids = bench.seen.map(({ url }) => decodeURIComponent(url.split("/")[4]!));
  assertEquals(ids, ["acme.new-model-v1:0", "us.acme.new-model-v1:0", "us.acme.new-model-v1:0"]);
});

Deno.test("translated() looks for a profile until one answers, and remembers that one only", OPTIONS, async () => {
  const plain = "anthropic.claude-sonnet-4-20250514-v1:0";
  let served = [`apac.${plain}`];
  const idOf = (url: string): string => decodeURIComponent(url.split("/")[4]!);
  const bench = createBench({
    regions: ["ap-northeast-1"],
    player: ({ url }) => {
      const id = idOf(url);
      if (served.includes(id)) return json(ANSWER);
      const message = id === plain
        ? `Invocation of model ID ${id} with on-demand throughput isn't supported. Retry your request with the ID or ARN of an ` +
          "inference profile that contains this model."
        : "The provided model identifier is invalid.";
      return refuse("ValidationException", message, 400);
    },
  });
  const ask = async (model: string): Promise<unknown[]> => {
    bench.seen.length = 0;
    const response = await bench.post(PATH, { ...CHAT, model });
    await response.body?.cancel();
    return [response.status, ...bench.seen.map(({ url }) => idOf(url).replace(plain, ""))];
  };
  // What somebody wrote is taken at its word: a geography is never left for another.
  assertEquals(await ask(`jp.${plain}`), [404, "jp."]);
  served = [];
  assertEquals(await ask(plain), [404, "", "jp.", "apac."]);
  served = [`apac.${plain}`];
  assertEquals(await ask(plain), [200, "", "jp.", "apac."]);
  assertEquals(await ask(plain), [200, "apac."]);
  assertEquals(await ask("claude-sonnet-4"), [200, "apac."]);
  const named = createBench({
    regions: ["ap-northeast-1"],
    player: ({ url }) =>
      idOf(url).startsWith("apac.")
        ? json(ANSWER)
        : refuse("ValidationException", "The provided model identifier is invalid.", 400),
  });
  assertEquals((await named.post(PATH, { ...CHAT, model: "claude-sonnet-4" })).status, 200);
  assertEquals(named.seen.map(({ url }) => idOf(url).split(".")[0]), ["jp", "apac"]);
});

Deno.test("translated() takes no caller's words for a sign that a model needs a profile", OPTIONS, async () => {
  const bench = createBench({
    player: () =>
      refuse("ValidationException", "inference profile, on-demand throughput: Extra inputs are not permitted", 400),
  });
  const response = await bench.post("/v1/messages", {
    model: "anthropic.claude-3-haiku-20240307-v1:0",
    max_tokens: 9,
    messages: [{ role: "user", content: "hello" }],
    "inference profile": 1,
  });
  await response.body?.cancel();
  assertEquals(bench.seen.length, 1);
});

Deno.test("translated() says that a model is not there when no profile helps", OPTIONS, async () => {
  const bench = createBench({
    player: () => refuse("ValidationException", "Invocation with on-demand throughput isn’t supported.", 400),
  });
  const response = await bench.post(PATH, { ...CHAT, model: "acme.new-model-v1:0" });
  assertEquals([response.status, (await response.json()).error.code], [404, "model_not_found"]);
  assertEquals(bench.seen.length, 2);
});

Deno.test("translated() says where a model is that neither Converse nor Invoke has", OPTIONS, async () => {
  const bench = createBench();
  const messages = [{ role: "user", content: "hello" }];
  for (const model of ["openai.gpt-5.5", "us.xai.grok-4.3"]) {
    const anthropic = await bench.post("/v1/messages", { model, max_tokens: 9, messages });
    const { error } = await anthropic.json();
    assertEquals([anthropic.status, error.type], [501, "not_supported"]);
    assertStringIncludes(error.message, "/v1/chat/completions");
    const completion = await bench.post("/v1/completions", { model, prompt: "hello" });
    assertEquals([completion.status, (await completion.json()).error.param], [501, "model"]);
  }
  assertEquals(bench.seen.length, 0);
});

Deno.test("translated() takes aliases, with their region and their defaults", OPTIONS, async () => {
  const bench = createBench({
    player: () => json(ANSWER),
    regions: ["us-east-1", "eu-west-1"],
    models: { tutor: { modelId: "amazon.nova-pro-v1:0", region: "eu-west-1", defaults: { temperature: 0.5 } } },
  });
  const answer = await (await bench.post(PATH, { ...CHAT, model: "tutor" })).json();
  assertEquals(answer.model, "tutor");
  const [seen] = bench.seen;
  assertStringIncludes(seen!.url, "bedrock-runtime.eu-west-1.");
  assertEquals(JSON.parse(seen!.body).inferenceConfig, { temperature: 0.5 });
});

Deno.test("translated() has an ARN answered by its own region, of an alias too", OPTIONS, async () => {
  const profile = "arn:aws:bedrock:us-west-2:123456789012:application-inference-profile/abc";
  const bench = createBench({
    player: () => json(ANSWER),
    regions: ["us-east-1", "us-west-2"],
    models: { mine: profile },
  });
  for (const model of [profile, "mine"]) {
    const response = await bench.post(PATH, { ...CHAT, model });
    assertEquals([response.status, response.headers.get("x-bedrock-region")], [200, "us-west-2"]);
    await response.body?.cancel();
  }
});

Deno.test("translated() holds a key to its models, whatever stands around a name", OPTIONS, async () => {
  const models = ["claude-haiku*", "anthropic.claude-haiku-*", "anthropic/nova-pro", "amazon*", "*-latest"];
  const bench = createBench({ player: () => json(ANSWER), keys: [{ key: "k", models }] });
  const ask = async (path: string, model: string): Promise<number> => {
    const response = await bench.post(path, { ...CHAT, model, max_tokens: 9 }, { "x-api-key": "k" });
    await response.body?.cancel();
    return response.status;
  };
  for (const path of [PATH, "/v1/messages", "/v1/messages/count_tokens"]) {
    for (
      const model of [
        "claude-haiku/claude-opus-4-8",
        "claude-haiku/us.anthropic.claude-opus-5",
        "anthropic.claude-haiku-/anthropic.claude-opus-4-1-20250805-v1:0",
      ]
    ) assertEquals(await ask(path, model), 404, `${path} ${model}`);
    for (const model of ["anthropic/claude-opus-4-8", "amazon/claude-opus-4-8", "claude-opus-4-8-latest"]) {
      assertEquals(await ask(path, model), 403, `${path} ${model}`);
    }
  }
  assertEquals(bench.seen.length, 0);
  // A name without a star means one model, however either side writes it.
  for (const model of ["bedrock/claude-haiku-4-5", "claude-haiku-4-5[1m]", "anthropic/nova-pro", "nova-pro"]) {
    assertEquals(await ask(PATH, model), 200, model);
  }
});

Deno.test("translated() tells names that are near when a model has none", OPTIONS, async () => {
  const bench = createBench();
  const response = await bench.post(PATH, { ...CHAT, model: "claude-sonet-4-5" });
  const { error } = await response.json();
  assertEquals([response.status, error.code, error.param], [404, "model_not_found", "model"]);
  assertStringIncludes(error.message, "claude-sonnet-4-5");
  assertEquals(bench.seen.length, 0);
});

Deno.test("translated() answers embeddings of many texts in order, by several calls", OPTIONS, async () => {
  const bench = createBench();
  const input = ["one", "two", "three", "four", "five", "six"];
  const response = await bench.post("/v1/embeddings", { model: "amazon.titan-embed-text-v2:0", input });
  const { data, usage } = await response.json();
  assertEquals(data.map(({ index }: { index: number }) => index), [0, 1, 2, 3, 4, 5]);
  assertEquals(bench.seen.length, 6);
  assertEquals(typeof usage.prompt_tokens, "number");
  const [alone] =
    (await (await bench.post("/v1/embeddings", { model: "amazon.titan-embed-text-v2:0", input: "four" })).json()).data;
  assertEquals(data[3].embedding, alone.embedding);
});

Deno.test("translated() stops the other calls of a batch when one fails", OPTIONS, async () => {
  const bench = createBench({
    player: ({ signal, body }) =>
      body.includes("bad")
        ? refuse("ValidationException", "bad", 400)
        : new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason), { once: true })),
  });
  const input = ["one", "bad", "three"];
  const response = await bench.post("/v1/embeddings", { model: "amazon.titan-embed-text-v2:0", input });
  assertEquals(response.status, 400);
  await response.body?.cancel();
  assertEquals(bench.seen.filter(({ body }) => !body.includes("bad")).every(({ signal }) => signal.aborted), true);
});

/** A source that gives what a test tells it to. */
function sourceOf(steps: (Uint8Array | undefined | Error)[], cancelled: unknown[] = []): BodySource {
  return {
    next(): Promise<Uint8Array | undefined> {
      const step = steps.shift();
      return step instanceof Error ? Promise.reject(step) : Promise.resolve(step);
    },
    cancel: (reason) => void cancelled.push(reason),
  };
}

Deno.test("streamBody() tells its end once, whatever happens after", OPTIONS, async () => {
  const timers = new HandTimers();
  for (
    const [steps, wanted] of [
      [[Uint8Array.of(1), undefined], ["ok"]],
      [[Uint8Array.of(1), new Error("broke")], ["error"]],
    ] as const
  ) {
    const told: string[] = [];
    const body = streamBody(sourceOf([...steps]), {
      timers,
      now: () => 0,
      onSettled: (outcome) => void told.push(outcome),
    });
    const reader = body.getReader();
    await reader.read();
    if (wanted[0] === "ok") assertEquals((await reader.read()).done, true);
    else await assertRejects(() => reader.read(), Error, "broke");
    await reader.cancel().catch(() => {});
    assertEquals(told, [...wanted]);
  }
});

Deno.test("streamBody() cancels its source when that fails", OPTIONS, async () => {
  const cancelled: unknown[] = [];
  const error = new Error("broke");
  const body = streamBody(sourceOf([error], cancelled), {
    timers: new HandTimers(),
    now: () => 0,
    onSettled: () => {},
  });
  await assertRejects(() => body.getReader().read(), Error, "broke");
  await settle();
  assertEquals(cancelled, [error]);
});

Deno.test("streamBody() sends one heartbeat, not a heap, to a reader that does not read", OPTIONS, async () => {
  const timers = new HandTimers();
  const body = streamBody({ next: () => new Promise(() => {}), cancel: () => {} }, {
    heartbeat: Uint8Array.of(7),
    timers,
    now: () => timers.time,
    onSettled: () => {},
  });
  await timers.pass(100_000);
  const reader = body.getReader();
  assertEquals((await reader.read()).value, Uint8Array.of(7));
  let more = 0;
  void reader.read().then(() => void more++);
  await settle();
  assertEquals(more, 0);
  await reader.cancel();
});

Deno.test("peek() gives a failure at once, the rest from its beginning", OPTIONS, async () => {
  const timers = new HandTimers();
  const cancelled: unknown[] = [];
  await assertRejects(() => peek(sourceOf([new Error("no")], cancelled), { waitMs: 5000, timers }), Error, "no");
  assertEquals([cancelled.length, timers.size], [1, 0]);
  const source = await peek(sourceOf([Uint8Array.of(1), Uint8Array.of(2)]), { waitMs: 5000, timers });
  assertEquals([await source.next(), await source.next(), await source.next()], [
    Uint8Array.of(1),
    Uint8Array.of(2),
    undefined,
  ]);
  assertEquals(timers.size, 0);
});

Deno.test("translatedStream() tells what came before its translator failed", OPTIONS, async () => {
  let pushed = 0;
  const { exchange, gateway } = parts();
  const reply = await translatedStream<number>(exchange, gateway, {
    open: () => Promise.resolve(ready([1, 2, 3])),
    translator: {
      push: (event) => {
        pushed++;
        if (event === 3) throw new Error("a mistake");
        return `${event};`;
      },
      end: () => "end",
      fail: (error) => `failed ${error.status}`,
    },
    usageOf: () => undefined,
  });
  assertEquals(await new Response(reply.body).text(), "1;2;failed 500");
  assertEquals(pushed, 3);
});

Deno.test("translatedStream() ends when its translator has enough, and ends what feeds it", OPTIONS, async () => {
  let left = false;
  const { exchange, gateway } = parts();
  const reply = await translatedStream<number>(exchange, gateway, {
    open: () => Promise.resolve(ready([1, 2, 3], () => void (left = true))),
    translator: {
      done: false,
      push(event): string {
        if (event === 2) Object.assign(this, { done: true });
        return `${event};`;
      },
      end: () => "end",
      fail: () => "failed",
    },
    usageOf: () => undefined,
  });
  assertEquals([await new Response(reply.body).text(), left], ["1;2;end", true]);
});

/** Events that are there already. */
function ready(events: number[], onReturn: () => void = () => {}): { batches(): AsyncIterator<number[]> } {
  const lists = [events];
  return {
    batches: () => ({
      next(): Promise<IteratorResult<number[]>> {
        const value = lists.shift();
        return Promise.resolve(value === undefined ? { done: true, value } : { done: false, value });
      },
      return(): Promise<IteratorReturnResult<undefined>> {
        onReturn();
        return Promise.resolve({ done: true, value: undefined });
      },
    }),
  };
}

/** As much of an exchange and a gateway as a stream looks at. */
function parts(): { exchange: Exchange; gateway: Gateway } {
  const timers = new HandTimers();
  const exchange = { report: {}, caller: { name: "" }, abort: new AbortController(), startedAt: 0, settle: () => {} };
  const gateway = { peekMs: 5000, heartbeatMs: 10_000, timers, now: () => timers.time };
  return { exchange: exchange as unknown as Exchange, gateway: gateway as unknown as Gateway };
}
