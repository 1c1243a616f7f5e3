/** Anthropic's dialect through the whole gateway: keys, roads, warnings, second tries, silence, cuts and callers that leave. */
import { assert, assertEquals, assertStringIncludes } from "../deps.ts";
import { encodeMessage } from "../../src/wire/event_stream.ts";
import { eventsOf, OPTIONS, outline } from "./anthropic_context.ts";
import { createBench, eventStream, HandTimers, json, refuse, settle } from "./far_end.ts";

const VERSION = { "anthropic-version": "2023-06-01" };
const ASK = { model: "claude-sonnet-4-6", max_tokens: 100, messages: [{ role: "user", content: "Say hello" }] };
const NOVA = { ...ASK, model: "amazon.nova-pro-v1:0" };
const MESSAGE = {
  id: "msg_bdrk_1",
  type: "message",
  role: "assistant",
  model: "claude-x",
  content: [{ type: "text", text: "hello" }],
  stop_reason: "end_turn",
  stop_sequence: null,
  usage: { input_tokens: 3, output_tokens: 5 },
};

function chunk(event: unknown): Uint8Array {
  const bytes = new TextEncoder().encode(JSON.stringify(event)).toBase64();
  return encodeMessage({
    headers: {
      ":message-type": { type: "string", value: "event" },
      ":event-type": { type: "string", value: "chunk" },
      ":content-type": { type: "string", value: "application/json" },
    },
    body: new TextEncoder().encode(JSON.stringify({ bytes, p: "abc" })),
  });
}

const HEAD = [
  chunk({ type: "message_start", message: { ...MESSAGE, content: [], stop_reason: null } }),
  chunk({ type: "content_block_start", index: 0, content_block: { type: "text", text: "" } }),
];
const HELLO = chunk({ type: "content_block_delta", index: 0, delta: { type: "text_delta", text: "hello" } });

Deno.test("POST /v1/messages takes either key header, and any query", OPTIONS, async () => {
  const bench = createBench({ keys: ["secret"] });
  const headers: Record<string, string>[] = [
    { "x-api-key": "secret" },
    { authorization: "Bearer secret" },
    { "x-api-key": "secret", authorization: "Bearer other" },
    { "x-api-key": "other", authorization: "Bearer secret" },
  ];
  for (const key of headers) {
    assertEquals((await bench.post("/v1/messages?beta=true", ASK, { ...VERSION, ...key })).status, 200);
  }
  for (const key of [{}, { "x-api-key": "other" }] as Record<string, string>[]) {
    const response = await bench.post("/v1/messages", ASK, { ...VERSION, ...key });
    const told = await response.json();
    assertEquals([response.status, told.type, told.error.type], [401, "error", "authentication_error"]);
  }
  for (const { headers, body } of bench.seen) {
    assertEquals([headers.get("x-api-key"), headers.get("anthropic-beta")], [null, null]);
    assert(!body.includes("secret"));
  }
});

Deno.test(
  "POST /v1/messages asks Claude by Invoke, others by Converse, and whom an alias says by what it says",
  OPTIONS,
  async () => {
    const arn = "arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/abc";
    const bench = createBench({
      player: (seen) =>
        json(
          seen.url.includes("/converse")
            ? {
              output: { message: { role: "assistant", content: [{ text: "x" }] } },
              stopReason: "end_turn",
              usage: {},
            }
            : MESSAGE,
        ),
      models: {
        told: { modelId: "us.anthropic.claude-sonnet-4-6", road: "converse" },
        mine: { modelId: arn, road: "invoke" },
        other: arn,
      },
    });
    for (
      const [model, verb] of [
        ["claude-sonnet-4-6", "invoke"],
        ["amazon.nova-pro-v1:0", "converse"],
        ["told", "converse"],
        ["mine", "invoke"],
        ["other", "converse"],
      ]
    ) {
      const response = await bench.post("/v1/messages", { ...ASK, model }, VERSION);
      assertEquals([response.status, (await response.json()).model], [200, model]);
      assertEquals(new URL(bench.seen.at(-1)!.url).pathname.split("/").at(-1), verb);
    }
  },
);

Deno.test("POST /v1/messages names what it left out", OPTIONS, async () => {
  const bench = createBench();
  for (const stream of [false, true]) {
    const response = await bench.post("/v1/messages", { ...ASK, stream, speed: "fast" }, {
      ...VERSION,
      "anthropic-beta": "oauth-2025-04-20",
    });
    assertEquals(
      response.headers.get("x-bedrock-warnings"),
      "speed: left out; Bedrock has none, anthropic-beta: left out oauth-2025-04-20",
    );
    await response.body?.cancel();
  }
  const plain = await bench.post("/v1/messages", ASK, VERSION);
  assertEquals(plain.headers.get("x-bedrock-warnings"), null);
  assertEquals(typeof plain.headers.get("request-id"), "string");
  await plain.body?.cancel();
});

for (const stream of [false, true]) {
  const way = stream ? "streamed" : "whole";

  Deno.test(`POST /v1/messages tries once more without what Bedrock does not know, ${way}`, OPTIONS, async () => {
    const refusals = ["tools.0.custom.tomorrow: Extra inputs are not permitted", undefined];
    const bench = createBench({
      player: (_, index) => {
        const said = refusals[index];
        if (said !== undefined) return refuse("ValidationException", said, 400);
        if (!stream) return json(MESSAGE);
        return eventStream([...HEAD, HELLO, chunk({ type: "message_stop" })]);
      },
    });
    const tools = [{ name: "a", input_schema: { type: "object" }, tomorrow: 1 }];
    const response = await bench.post("/v1/messages", { ...ASK, tools, stream }, VERSION);
    assertEquals([response.status, bench.seen.length], [200, 2]);
    assertEquals(response.headers.get("x-bedrock-warnings"), "tools.0.custom.tomorrow: refused by Bedrock; left out");
    assertEquals(bench.seen.map(({ body }) => body.includes("tomorrow")), [true, false]);
    await response.body?.cancel();
  });

  Deno.test(`POST /v1/messages tries no third time, ${way}`, OPTIONS, async () => {
    const said = "a: Extra inputs are not permitted";
    const bench = createBench({ player: () => refuse("ValidationException", said, 400) });
    const response = await bench.post("/v1/messages", { ...ASK, a: 1, stream }, VERSION);
    const told = await response.json();
    assertEquals([response.status, told.error, bench.seen.length], [400, {
      type: "invalid_request_error",
      message: said,
    }, 2]);
  });
}

Deno.test("POST /v1/messages does without a member that the far end does not know", OPTIONS, async () => {
  const bench = createBench();
  const response = await bench.post("/v1/messages", { ...ASK, tomorrow: { a: 1 } }, VERSION);
  assertEquals([response.status, (await response.json()).content[0].text], [200, "hello"]);
  assertStringIncludes(response.headers.get("x-bedrock-warnings")!, "tomorrow: refused by Bedrock");
});

/** What AWS says, and the status and type that are told. */
const ERRORS: [string, number, number, string][] = [
  ["ValidationException", 400, 400, "invalid_request_error"],
  ["AccessDeniedException", 403, 403, "permission_error"],
  ["ResourceNotFoundException", 404, 404, "not_found_error"],
  ["ThrottlingException", 429, 429, "rate_limit_error"],
  ["ServiceUnavailableException", 503, 529, "overloaded_error"],
  ["ModelNotReadyException", 429, 529, "overloaded_error"],
  ["ModelTimeoutException", 408, 504, "timeout_error"],
  ["InternalServerException", 500, 500, "api_error"],
  ["ExpiredTokenException", 403, 502, "api_error"],
];

for (const [code, status, wanted, type] of ERRORS) {
  Deno.test(`POST /v1/messages tells ${code} as ${type}, on both roads`, OPTIONS, async () => {
    const bench = createBench({ player: () => refuse(code, "said so", status) });
    for (const ask of [ASK, NOVA]) {
      for (const stream of [false, true]) {
        const response = await bench.post("/v1/messages", { ...ask, stream }, VERSION);
        const told = await response.json();
        assertEquals([response.status, told.type, told.error.type], [wanted, "error", type]);
        assertEquals([told.request_id, response.headers.get("request-id")], ["upstream-id", "upstream-id"]);
      }
    }
  });
}

Deno.test("POST /v1/messages refuses in Anthropic's shape what is no body", OPTIONS, async () => {
  const bench = createBench();
  for (const body of ["", "{", "[]", "7", "{}", '{"model":7}', '{"model":"claude-sonnet-4-6"}']) {
    const response = await bench.post("/v1/messages", body, VERSION);
    const told = await response.json();
    assertEquals([response.status, told.type, told.error.type], [400, "error", "invalid_request_error"], body);
  }
  assertEquals(bench.seen.length, 0);
});

Deno.test("POST /v1/messages keeps a quiet stream alive with pings", OPTIONS, async () => {
  const timers = new HandTimers();
  let give: (bytes: Uint8Array) => void = () => {};
  let end: () => void = () => {};
  const bench = createBench({
    timers,
    now: () => timers.time,
    player: () => {
      const body = new ReadableStream<Uint8Array>({
        start(controller): void {
          for (const bytes of HEAD) controller.enqueue(bytes);
          give = (bytes) => controller.enqueue(bytes);
          end = () => controller.close();
        },
      });
      return new Response(body, { headers: { "content-type": "application/vnd.amazon.eventstream" } });
    },
  });
  const response = await bench.post("/v1/messages", { ...ASK, stream: true }, VERSION);
  const text = response.text();
  await timers.pass(25_000);
  give(HELLO);
  await settle();
  give(chunk({ type: "message_stop" }));
  end();
  assertEquals(outline(await eventsOf(await text)), [
    "message_start",
    "content_block_start 0 text",
    "ping",
    "ping",
    "content_block_delta 0 text_delta",
    "message_stop",
  ]);
});

for (const ask of [ASK, NOVA]) {
  Deno.test(`POST /v1/messages tells a cut stream of ${ask.model} by an event, behind what came`, OPTIONS, async () => {
    const bench = createBench({ emulator: { faults: () => "cut,at=3" } });
    const response = await bench.post("/v1/messages", { ...ask, stream: true }, VERSION);
    const events = await eventsOf(await response.text());
    assertEquals([response.status, events[0].type], [200, "message_start"]);
    assertEquals([events.at(-1).type, events.at(-1).error.type], ["error", "api_error"]);
    assertEquals(events.filter(({ type }) => type === "error" || type === "message_stop").length, 1);
    assertEquals([bench.reports[0]!.outcome, bench.reports[0]!.errorCode], ["error", "stream_incomplete"]);
  });

  Deno.test(`POST /v1/messages ends the call of ${ask.model} when its caller leaves`, OPTIONS, async () => {
    const bench = createBench({ emulator: { faults: () => "stall,at=4" } });
    const response = await bench.post("/v1/messages", { ...ask, stream: true }, VERSION);
    const reader = response.body!.getReader();
    await reader.read();
    assertEquals(bench.seen[0]!.signal.aborted, false);
    await reader.cancel("enough");
    assertEquals(bench.seen[0]!.signal.aborted, true);
    assertEquals(bench.reports[0]!.outcome, "cancelled");
  });

  Deno.test(`POST /v1/messages asks the next region for ${ask.model} before the first byte`, OPTIONS, async () => {
    for (const stream of [false, true]) {
      const bench = createBench({ regions: ["us-east-1", "eu-west-1"], emulator: { faults: ["throttle"] } });
      const response = await bench.post("/v1/messages", { ...ask, stream }, VERSION);
      assertEquals([response.status, response.headers.get("x-bedrock-region")], [200, "eu-west-1"]);
      await response.text();
    }
  });
}

Deno.test("POST /v1/messages reports the tokens of every road", OPTIONS, async () => {
  const bench = createBench();
  for (const ask of [ASK, NOVA]) {
    for (const stream of [false, true]) {
      const response = await bench.post("/v1/messages", { ...ask, stream }, VERSION);
      await response.text();
      const { inputTokens, outputTokens, outcome } = bench.reports.at(-1)!;
      assertEquals([outcome, inputTokens! > 0, outputTokens! > 0], ["ok", true, true]);
    }
  }
});

Deno.test(
  "POST /v1/messages asks a Claude that is only there at Bedrock's own Anthropic endpoint",
  OPTIONS,
  async () => {
    const event = 'event: message_stop\ndata: {"type":"message_stop"}\n\n';
    const bench = createBench({
      player: ({ body }) =>
        JSON.parse(body).stream
          ? new Response(event, { headers: { "content-type": "text/event-stream" } })
          : json(MESSAGE),
    });
    const headers = { ...VERSION, "anthropic-beta": "interleaved-thinking-2025-05-14,oauth-2025-04-20" };
    const model = "us.anthropic.claude-mythos-5";
    const whole = await bench.post("/v1/messages", { ...ASK, model }, headers);
    assertEquals([whole.status, (await whole.json()).content], [200, MESSAGE.content]);
    const streamed = await bench.post("/v1/messages", { ...ASK, model, stream: true }, headers);
    assertEquals(await streamed.text(), event);
    for (const [at, { url, headers, body }] of bench.seen.entries()) {
      assertEquals(new URL(url).pathname, "/anthropic/v1/messages");
      assertEquals(headers.get("anthropic-beta"), "interleaved-thinking-2025-05-14");
      assertEquals(headers.get("anthropic-version"), "2023-06-01");
      const { messages: _, ...rest } = JSON.parse(body);
      assertEquals(rest, { model, max_tokens: 100, stream: at === 1 });
    }
    await (await bench.post("/v1/messages", { ...ASK, model: "us.anthropic.claude-mythos-5-1" }, VERSION)).body
      ?.cancel();
    assertEquals(new URL(bench.seen.at(-1)!.url).pathname, "/model/us.anthropic.claude-mythos-5-1/invoke");
  },
);

Deno.test("POST /v1/messages refuses what the answer of a passed Claude would not come back in", OPTIONS, async () => {
  const bench = createBench({ player: () => json(MESSAGE) });
  const schema = { type: "object", properties: { city: { type: "string" } }, required: ["city"] };
  for (
    const [param, more] of [
      ["output_config.format", { output_config: { format: { type: "json_schema", schema } } }],
      ["tools", { tools: [{ type: "text_editor_20250124", name: "str_replace_editor" }] }],
      [
        "bedrock.guardrailConfig",
        { bedrock: { guardrailConfig: { guardrailIdentifier: "g", guardrailVersion: "1" } } },
      ],
    ] as const
  ) {
    const response = await bench.post(
      "/v1/messages",
      { ...ASK, ...more, model: "us.anthropic.claude-mythos-5" },
      VERSION,
    );
    const { error } = await response.json();
    assertEquals([response.status, error.type, error.message.includes(param)], [400, "invalid_request_error", true]);
  }
  assertEquals(bench.seen, []);
});
