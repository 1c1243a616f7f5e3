/**
 * Every way in which a stream can fail, over a real connection, for Invoke and Converse: what the caller is told.
 *
 * @module
 */
import { BedrockError, type BedrockOptions, BedrockRuntime, type InvokeModelInput } from "../../mod.ts";
import { createEmulator, emulatorCredentials } from "../../src/emulator/emulator.ts";
import { assert, assertEquals, assertInstanceOf } from "../deps.ts";
import { guarded } from "./guarded.ts";
import {
  chunk,
  cut,
  event,
  EVENT_STREAM,
  exception,
  type FaultReply,
  frame,
  join,
  startFaultServer,
} from "./fault_server.ts";
import { FAULTS, KINDS, modelId } from "./faults.ts";

const client = (endpoint: string): BedrockRuntime =>
  new BedrockRuntime({
    region: "us-east-1",
    credentials: { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret" },
    endpoint,
    sleep: () => Promise.resolve(),
  });

for (const kind of KINDS) {
  for (const fault of FAULTS) {
    guarded(`BedrockStream of ${kind.name} throws on ${fault.name}`, async () => {
      await using server = startFaultServer(() => fault.reply(kind));
      let text = "";
      let thrown: unknown;
      try {
        for await (const event of await kind.call(client(server.endpoint))) text += kind.text(event);
      } catch (error) {
        thrown = error;
      }
      assertInstanceOf(thrown, BedrockError);
      const { code, status, retryable, attempts, requestId, partial } = thrown;
      assertEquals({ code, status, retryable, attempts }, {
        code: fault.code,
        status: fault.status,
        retryable: fault.retryable,
        attempts: fault.attempts ?? 1,
      });
      assertEquals(requestId, "requestId" in fault ? undefined : "req-1");
      assertEquals(text, fault.atOnce ? "" : "Once üpon ✨", "what came before the fault is delivered");
      if (!fault.atOnce) assertEquals(partial, { text: "Once üpon ✨", usage: kind.usage });
      assertEquals(server.requests.length, fault.attempts ?? 1);
      await server.idle();
    });
  }

  guarded(`BedrockStream of ${kind.name} delivers all, cut at every length`, async () => {
    const whole = join(...kind.begin, ...kind.end);
    for (const length of [1, 3, 7, 100, whole.length]) {
      await using server = startFaultServer(() => ({ pieces: cut(whole, length) }));
      const stream = await kind.call(client(server.endpoint));
      let text = "";
      let count = 0;
      for await (const event of stream) {
        text += kind.text(event);
        count++;
        assert(!JSON.stringify(event).includes('"p"'), "the padding is not the caller's");
      }
      assertEquals([text, count], ["Once üpon ✨", kind.begin.length + kind.end.length], `pieces of ${length}`);
      assertEquals(stream.requestId, "req-1");
    }
  });

  guarded(`BedrockStream of ${kind.name} tries again when the first frame is a throttle`, async () => {
    await using server = startFaultServer((number) => ({
      pieces: number < 3 ? [exception("throttlingException", "Slow down")] : [...kind.begin, ...kind.end],
    }));
    const stream = await kind.call(client(server.endpoint));
    let text = "";
    for await (const event of stream) text += kind.text(event);
    assertEquals([text, stream.attempts, server.requests.length], ["Once üpon ✨", 3, 3]);
  });

  guarded(`BedrockStream of ${kind.name} never tries again once an event was delivered`, async () => {
    await using server = startFaultServer(() => ({
      pieces: [kind.begin[0]!, exception("throttlingException", "Slow")],
    }));
    const iterator = (await kind.call(client(server.endpoint)))[Symbol.asyncIterator]();
    assertEquals((await iterator.next()).done, false);
    const error = await iterator.next().then(() => undefined, (error) => error);
    assertEquals(error.code, "ThrottlingException");
    assertEquals(await iterator.next().then(() => undefined, (error) => error), error, "it stays broken");
    assertEquals(server.requests.length, 1);
  });
}

guarded("an answer that is no event stream is read no further than 64 KiB, and cancelled", async () => {
  for (const status of [200, 400]) {
    let sent = 0;
    let cancelled = false;
    const bedrock = new BedrockRuntime({
      region: "us-east-1",
      credentials: { apiKey: "key" },
      fetch: () => {
        const body = new ReadableStream<Uint8Array>({
          pull: (controller) => {
            sent += 10_000;
            controller.enqueue(new Uint8Array(10_000).fill(32));
            if (sent > 1_000_000) controller.close();
          },
          cancel: () => void (cancelled = true),
        }, { highWaterMark: 0 });
        return Promise.resolve(new Response(body, { status, headers: { "content-type": "text/event-stream" } }));
      },
    });
    const error = await bedrock.converseStream({ modelId, messages: [] }).then(() => undefined, (error) => error);
    assertInstanceOf(error, BedrockError);
    assertEquals([error.code, error.status], [status === 200 ? "InvalidResponse" : "ValidationException", status]);
    assertEquals([sent, cancelled], [70_000, true]);
  }
});

guarded("BedrockStream of Converse delivers an event that nobody knows, as it came", async () => {
  const [, { begin, end, call }] = KINDS;
  await using server = startFaultServer(() => ({ pieces: [...begin, event("aside", { note: 1 }), ...end] }));
  const events: unknown[] = [];
  for await (const event of await call(client(server.endpoint))) events.push(event);
  assertEquals(events[3], { aside: { note: 1 } });
  assertEquals(events.length, 7);
});

guarded(
  "BedrockStream of Converse delivers an event that nobody knows, whatever its payload, and an empty one as {}",
  async () => {
    const [, { begin, end, call }] = KINDS;
    const headers = (type: string) => ({ ":message-type": "event", ":event-type": type });
    const odd = [
      frame(headers("heartbeat"), ""),
      frame(headers("sound"), new Uint8Array([0, 1])),
      frame(headers("nothing"), "null"),
      frame(headers("contentBlockStop"), ""),
      event("aside", { note: 1 }),
    ];
    await using server = startFaultServer(() => ({ pieces: [...begin, join(...odd), ...end] }));
    const events: unknown[] = [];
    for await (const event of await call(client(server.endpoint))) events.push(event);
    assertEquals(events.slice(3, 8), [
      { heartbeat: {} },
      { sound: new Uint8Array([0, 1]) },
      { nothing: null },
      { contentBlockStop: {} },
      { aside: { note: 1 } },
    ]);
    assertEquals(events.length, 11);
  },
);

guarded(
  "BedrockStream is StreamCorrupted by an event of another shape, behind all that came before it, and not sent again",
  async () => {
    const redacted = event("contentBlockDelta", { delta: { reasoningContent: { redactedContent: "***" } } });
    for (const [kind, bad] of [[KINDS[0], chunk(null)], [KINDS[1], redacted]] as const) {
      for (const before of [kind.begin, []]) {
        await using server = startFaultServer(() => ({ pieces: [join(...before, bad, ...kind.end)] }));
        let text = "";
        const error = await (async () => {
          for await (const event of await kind.call(client(server.endpoint))) text += kind.text(event);
        })().then(() => undefined, (error) => error);
        assertInstanceOf(error, BedrockError);
        const { code, status, partial } = error;
        assertEquals({ code, status, text: partial?.text }, { code: "StreamCorrupted", status: 200, text });
        assertEquals([text, server.requests.length], [before.length > 0 ? "Once üpon ✨" : "", 1], kind.name);
      }
    }
  },
);

guarded(
  "BedrockStream throws what onUnknownEvent threw as it is, behind all that came before it, and sends nothing again",
  async () => {
    const [{ begin, end }] = KINDS;
    for (const mine of [new TypeError("mine"), undefined]) {
      for (const before of [begin, []]) {
        await using server = startFaultServer(() => ({ pieces: [join(...before, event("aside", {}), ...end)] }));
        let count = 0;
        let thrown: unknown = "nothing";
        try {
          const body = { modelId, body: "{}" } as const;
          const stream = await client(server.endpoint).invokeModelWithResponseStream(body, {
            onUnknownEvent: () => {
              throw mine;
            },
          });
          for await (const _ of stream) count++;
        } catch (error) {
          thrown = error;
        }
        assertEquals([thrown, count, server.requests.length], [mine, before.length, 1]);
        await server.idle();
      }
    }
  },
);

guarded("BedrockStream of Invoke tells onUnknownEvent of an event that nobody knows", async () => {
  const [{ begin, end }] = KINDS;
  const odd = frame({ ":message-type": "event", ":event-type": "blob" }, new Uint8Array([0, 1]));
  await using server = startFaultServer(() => ({ pieces: [...begin, event("aside", { note: 1 }), odd, ...end] }));
  const unknown: unknown[] = [];
  const stream = await client(server.endpoint).invokeModelWithResponseStream({ modelId, body: "{}" }, {
    onUnknownEvent: (event) => unknown.push(event),
  });
  let count = 0;
  for await (const _ of stream) count++;
  assertEquals(count, 5);
  assertEquals(unknown, [{ type: "aside", payload: { note: 1 } }, { type: "blob", payload: new Uint8Array([0, 1]) }]);
});

guarded("BedrockStream of Invoke ends whole when a guardrail blocked the input", async () => {
  const blocked = { outputText: "Blocked", index: 0, "amazon-bedrock-guardrailAction": "INTERVENED" };
  await using server = startFaultServer(() => ({ pieces: [chunk(blocked)] }));
  const stream = await client(server.endpoint).invokeModelWithResponseStream({
    modelId: "amazon.titan-text-express-v1",
    body: { inputText: "x" },
  });
  const chunks = await Array.fromAsync(stream);
  assertEquals(chunks.length, 1);
});

guarded("BedrockStream of Invoke does not take a guardrail's word in the middle for the end", async () => {
  const masked = { outputText: "Call {PHONE}", index: 0, "amazon-bedrock-guardrailAction": "INTERVENED" };
  const more = { outputText: " now", index: 0, "amazon-bedrock-guardrailAction": "NONE" };
  await using server = startFaultServer(() => ({ pieces: [chunk(masked), chunk(more)] }));
  const stream = await client(server.endpoint).invokeModelWithResponseStream({
    modelId: "amazon.titan-text-express-v1",
    body: { inputText: "x" },
  });
  const error = await Array.fromAsync(stream).then(() => undefined, (error) => error);
  assertEquals([error.code, error.partial.text], ["StreamIncomplete", "Call {PHONE} now"]);
});

guarded(
  "BedrockStream of Invoke is incomplete wherever it is cut, although a guardrail masked a word of each chunk",
  async () => {
    const guardrails = { g1: { maskedWords: { NAME: ["Ada"] } } };
    const words = { guardrailIdentifier: "g1", guardrailVersion: "1" };
    const bodies = {
      "amazon.titan-text-express-v1": { inputText: "Say that Ada is here, and tell a long tale of Ada" },
      "anthropic.claude-3-haiku-20240307-v1:0": {
        anthropic_version: "bedrock-2023-05-31",
        max_tokens: 300,
        messages: [{ role: "user", content: "Say that Ada is here, and tell a long tale of Ada" }],
      },
    };
    for (const [modelId, body] of Object.entries(bodies)) {
      const bedrock = new BedrockRuntime({
        region: "us-east-1",
        credentials: emulatorCredentials,
        fetch: createEmulator({ guardrails }),
      });
      const chunks = await Array.fromAsync(
        await bedrock.invokeModelWithResponseStream({ modelId, body, ...words } as InvokeModelInput),
      );
      const acted = chunks.map((each) => (each as Record<string, unknown>)["amazon-bedrock-guardrailAction"]);
      assert(chunks.length > 3 && acted.every((action) => action === "INTERVENED"), String(acted));
      for (let length = 2; length < chunks.length; length++) {
        await using server = startFaultServer(() => ({ pieces: chunks.slice(0, length).map(chunk) }));
        const stream = await client(server.endpoint).invokeModelWithResponseStream(
          { modelId, body } as InvokeModelInput,
        );
        const error = await Array.fromAsync(stream).then(() => undefined, (error) => error);
        assertEquals(error?.code, "StreamIncomplete", `${modelId}, ${length} of ${chunks.length}`);
      }
    }
  },
);

guarded(
  "promptStream() says that a guardrail intervened, also when the last chunk has the model's own reason",
  async () => {
    const masked = { outputText: "Call {PHONE}", index: 0, "amazon-bedrock-guardrailAction": "INTERVENED" };
    const end = {
      outputText: ".",
      index: 0,
      completionReason: "FINISH",
      "amazon-bedrock-guardrailAction": "NONE",
      "amazon-bedrock-invocationMetrics": { inputTokenCount: 1, outputTokenCount: 2 },
    };
    await using server = startFaultServer(() => ({ pieces: [chunk(masked), chunk(end)] }));
    const stream = await client(server.endpoint).promptStream({ modelId: "amazon.titan-text-express-v1", prompt: "x" });
    assertEquals((await Array.fromAsync(stream)).at(-1)?.stopReason, "guardrail_intervened");
  },
);

guarded("promptStream() hands out what a guardrail says in the place of a model that thinks first", async () => {
  const blocked = { choices: [{ text: "Blocked" }], "amazon-bedrock-guardrailAction": "INTERVENED" };
  await using server = startFaultServer(() => ({ pieces: [chunk(blocked)] }));
  const stream = await client(server.endpoint).promptStream({ modelId: "us.deepseek.r1-v1:0", prompt: "x" });
  const last = { text: "", stopReason: "guardrail_intervened", usage: {} };
  assertEquals<unknown>(await Array.fromAsync(stream), [{ text: "Blocked" }, last]);
});

guarded("BedrockStream of Invoke tells the end of a family that the id does not name", async () => {
  const arn = "arn:aws:bedrock:us-east-1:123456789012:provisioned-model/abc123def456";
  const ends: unknown[] = [
    { type: "message_stop" },
    { completion: "", stop_reason: "stop_sequence" },
    { outputText: "", completionReason: "FINISH" },
    { generation: "", stop_reason: "stop" },
    { outputs: [{ text: "", stop_reason: "stop" }] },
    { choices: [{ delta: {}, finish_reason: "stop" }] },
    { is_finished: true },
    { messageStop: { stopReason: "end_turn" } },
    { "amazon-bedrock-invocationMetrics": { inputTokenCount: 1 } },
  ];
  for (const end of ends) {
    await using server = startFaultServer(() => ({ pieces: [chunk({ text: "a" }), chunk(end)] }));
    const stream = await client(server.endpoint).invokeModelWithResponseStream({ modelId: arn, body: {} });
    assertEquals((await Array.fromAsync(stream)).length, 2, JSON.stringify(end));
  }
  await using server = startFaultServer(() => ({ pieces: [chunk({ text: "a" })] }));
  const stream = await client(server.endpoint).invokeModelWithResponseStream({ modelId: arn, body: {} });
  const error = await Array.fromAsync(stream).then(() => undefined, (error) => error);
  assertEquals([error.code, error.partial.text], ["StreamIncomplete", "a"]);
});

guarded("invokeModel() throws what went wrong with a whole answer", async () => {
  const json = { "content-type": "application/json" };
  const cases: [FaultReply, string, number | undefined, number][] = [
    [
      { status: 400, headers: json, pieces: ['{"__type":"validationException","Message":"No."}'] },
      "ValidationException",
      400,
      1,
    ],
    [
      { status: 403, headers: json, pieces: ['{"code":"a.b#AccessDeniedException"}'] },
      "AccessDeniedException",
      403,
      1,
    ],
    [
      { status: 404, headers: { "content-type": "text/html" }, pieces: ["<html>"] },
      "ResourceNotFoundException",
      404,
      1,
    ],
    [{ status: 401, headers: json, pieces: ["{}"] }, "AccessDeniedException", 401, 1],
    [
      { status: 407, headers: { "content-type": "text/html" }, pieces: ["<html>"] },
      "AccessDeniedException",
      407,
      1,
    ],
    [{ status: 413, headers: json, pieces: ["{}"] }, "ValidationException", 413, 1],
    [{ status: 424, headers: json, pieces: ["{}"] }, "ModelErrorException", 424, 1],
    [{ status: 408, headers: json, pieces: ["{}"] }, "ModelTimeoutException", 408, 1],
    [{ status: 500, headers: json, pieces: [""] }, "InternalServerException", 500, 3],
    [{ status: 200, headers: json, pieces: ['{"a":'], end: "reset" }, "NetworkError", undefined, 3],
    [
      { headers: json, pieces: ['{"Output":{"__type":"x#UnknownOperationException"},"Version":"1.0"}'] },
      "UnknownOperationException",
      200,
      1,
    ],
  ];
  for (const [reply, code, status, attempts] of cases) {
    await using server = startFaultServer(() => reply);
    const error = await client(server.endpoint).invokeModel({ modelId, body: "{}" }).then(() => undefined, (e) => e);
    assertInstanceOf(error, BedrockError);
    assertEquals([error.code, error.status, error.attempts], [code, status, attempts]);
    assertEquals(server.requests.length, attempts);
  }
});

guarded("invokeModel() repeats what an error says in OpenAI's shape", async () => {
  await using server = startFaultServer(() => ({
    status: 400,
    headers: { "content-type": "application/json" },
    pieces: ['{"error":{"message":"max_tokens is too large","type":"invalid_request_error"}}'],
  }));
  const error = await client(server.endpoint).invokeModel({ modelId, body: "{}" }).then(() => undefined, (e) => e);
  assertEquals([error.code, error.message], ["ValidationException", "Cannot invoke model: max_tokens is too large"]);
});

guarded("converse() throws InvalidResponse when the answer is not JSON, and does not repeat it", async () => {
  await using server = startFaultServer(() => ({ headers: EVENT_STREAM, pieces: ["my secret diary"] }));
  const error = await client(server.endpoint).converse({ modelId, messages: [] }).then(() => undefined, (e) => e);
  assertEquals([error.code, error.status], ["InvalidResponse", 200]);
  assert(!Deno.inspect(error).includes("diary"));
});

guarded("a BedrockError repeats neither the session token nor the value that AWS complains of", async () => {
  const said = [
    "The request signature we calculated does not match. Check your key.\n\nThe Canonical String for this request should have been\n'POST\n/\nx-amz-security-token:hush'",
    "1 validation error detected: Value 'hush, a 'quoted' prompt' at 'messages.1.member.content' failed to satisfy constraint",
  ];
  for (const message of said) {
    await using server = startFaultServer(() => ({
      status: 403,
      headers: { "content-type": "application/json", "x-amzn-errortype": "SomeException" },
      pieces: [JSON.stringify({ message })],
    }));
    const error = await client(server.endpoint).invokeModel({ modelId, body: "{}" }).then(() => undefined, (e) => e);
    assertInstanceOf(error, BedrockError);
    assert(!Deno.inspect(error).includes("hush"), error.message);
    assert(/signature|messages\.1\.member\.content/.test(error.message), error.message);
  }
});

guarded("a provider that gives no keys, or half of them, is told so, and nothing is sent", async () => {
  const given = [
    undefined,
    null,
    "hush",
    () => {},
    {},
    { accessKeyId: null, secretAccessKey: null },
    { accessKeyId: "AKID" },
    { accessKeyId: "", secretAccessKey: "" },
    { accessKeyId: "AKID", secretAccessKey: "" },
    { apiKey: "" },
    { apiKey: 1 },
  ];
  for (const credentials of given) {
    let sent = 0;
    const bedrock = new BedrockRuntime({
      region: "us-east-1",
      credentials: () => Promise.resolve(credentials as { apiKey: string }),
      fetch: () => Promise.resolve(Response.json({ sent: ++sent })),
    });
    const error = await bedrock.invokeModel({ modelId, body: "{}" }).then(() => undefined, (thrown) => thrown);
    assertInstanceOf(error, BedrockError, Deno.inspect(credentials));
    assertEquals([error.code, sent], ["CredentialsUnavailable", 0]);
    assert(error.message.endsWith("wanted keys or an API key"), error.message);
  }
});

guarded("keys beside an API key that is undefined sign, and nobody is sent as undefined", async () => {
  const credentials = { apiKey: undefined, accessKeyId: "AKID", secretAccessKey: "secret" };
  for (const given of [credentials, () => Promise.resolve(credentials)]) {
    const signed: (string | null)[] = [];
    const bedrock = new BedrockRuntime({
      region: "us-east-1",
      credentials: given as BedrockOptions["credentials"] & object,
      fetch: (_, init) => {
        signed.push(new Headers(init?.headers).get("authorization"));
        return Promise.resolve(Response.json({}));
      },
    });
    await bedrock.invokeModel({ modelId, body: "{}" });
    assert(signed[0]?.startsWith("AWS4-HMAC-SHA256 Credential=AKID/"), String(signed[0]));
  }
});

guarded("a key with a character that no header takes is refused by its member's name, and never repeated", async () => {
  const keys = [
    { apiKey: "hush\nhush" },
    { apiKey: "тише-hush" },
    { accessKeyId: "AKID\n", secretAccessKey: "hush" },
    { accessKeyId: "AKID", secretAccessKey: "hush", sessionToken: "hush\r\nx: y" },
  ];
  for (const credentials of keys) {
    const asked: unknown[] = [];
    const bedrock = new BedrockRuntime({
      region: "us-east-1",
      credentials,
      fetch: (input) => Promise.resolve(Response.json({ asked: asked.push(input) })),
    });
    const error = await bedrock.invokeModel({ modelId, body: "{}" }).then(() => undefined, (thrown) => thrown);
    assertInstanceOf(error, BedrockError);
    assertEquals([error.code, asked.length], ["CredentialsUnavailable", 0]);
    assert(/apiKey|accessKeyId|sessionToken/.test(error.message), error.message);
    assert(!Deno.inspect(error).includes("hush"), Deno.inspect(error));
  }
});
