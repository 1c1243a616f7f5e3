/**
 * Every way in which a stream can fail, over a real connection, for Invoke and Converse: what the caller is told.
 *
 * @module
 */
import { BedrockError, BedrockRuntime, type BedrockStream } from "../../mod.ts";
import { assert, assertEquals, assertInstanceOf } from "../deps.ts";
import { guarded } from "./guarded.ts";
import {
  chunk,
  cut,
  errorFrame,
  event,
  EVENT_STREAM,
  exception,
  type FaultReply,
  frame,
  join,
  startFaultServer,
} from "./fault_server.ts";

/** One of the two kinds of stream: "Once upon" so far, then what comes at the end. */
interface Kind {
  name: "Invoke" | "Converse";
  begin: Uint8Array[];
  end: Uint8Array[];
  usage: object;
  call(bedrock: BedrockRuntime): Promise<BedrockStream<unknown>>;
  text(event: unknown): string;
}

const modelId = "anthropic.claude-3-haiku-20240307-v1:0";
const KINDS: Kind[] = [{
  name: "Invoke",
  begin: [
    chunk({ type: "message_start", message: { usage: { input_tokens: 7 } } }),
    chunk({ type: "content_block_delta", index: 0, delta: { type: "text_delta", text: "Once " } }),
    chunk({ type: "content_block_delta", index: 0, delta: { type: "text_delta", text: "üpon ✨" } }),
  ],
  end: [
    chunk({ type: "message_delta", delta: { stop_reason: "end_turn" }, usage: { output_tokens: 2 } }),
    chunk({ type: "message_stop" }),
  ],
  usage: { inputTokens: 7 },
  call: (bedrock) => bedrock.invokeModelWithResponseStream({ modelId, body: "{}" }),
  text: (event) => (event as { delta?: { text?: string } }).delta?.text ?? "",
}, {
  name: "Converse",
  begin: [
    event("messageStart", { role: "assistant" }),
    event("contentBlockDelta", { contentBlockIndex: 0, delta: { text: "Once " } }),
    event("contentBlockDelta", { contentBlockIndex: 0, delta: { text: "üpon ✨" } }),
  ],
  end: [
    event("contentBlockStop", { contentBlockIndex: 0 }),
    event("messageStop", { stopReason: "end_turn" }),
    event("metadata", { usage: { inputTokens: 7, outputTokens: 2, totalTokens: 9 }, metrics: { latencyMs: 1 } }),
  ],
  usage: {},
  call: (bedrock) => bedrock.converseStream({ modelId, messages: [] }),
  text: (event) => (event as { contentBlockDelta?: { delta: { text?: string } } }).contentBlockDelta?.delta.text ?? "",
}];

/** A fault, and what is to be told of it. */
interface Fault {
  name: string;
  reply(kind: Kind): FaultReply;
  code: string;
  status?: number;
  retryable: boolean;
  attempts?: number;
  /** Whether nothing of the answer had come. */
  atOnce?: boolean;
  requestId?: undefined;
}

const flip = (bytes: Uint8Array, at: number): Uint8Array => {
  const flipped = bytes.slice();
  flipped[at < 0 ? bytes.length + at : at]! ^= 1;
  return flipped;
};
const after = (...more: Uint8Array[]) => (kind: Kind): FaultReply => ({ pieces: [...kind.begin, ...more] });
const hugeFrame = (() => {
  const bytes = frame({ ":message-type": "event", ":event-type": "chunk" }, "{}");
  const forged = frame({}, "");
  // A length of 2 GiB under a checksum that is right
  const view = new DataView(forged.buffer);
  view.setUint32(0, 0x7ffffff0);
  return join(withPreludeCrc(forged), bytes);
})();

function withPreludeCrc(bytes: Uint8Array<ArrayBuffer>): Uint8Array {
  let crc = -1;
  for (const byte of bytes.subarray(0, 8)) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? crc >>> 1 ^ 0xedb88320 : crc >>> 1;
  }
  new DataView(bytes.buffer).setUint32(8, ~crc >>> 0);
  return bytes;
}

const FAULTS: Fault[] = [
  {
    name: "a modelled exception in the middle",
    reply: after(exception("throttlingException", "Too many tokens")),
    code: "ThrottlingException",
    status: 429,
    retryable: true,
  },
  {
    name: "a model's own failure in the middle",
    reply: after(exception("modelStreamErrorException", "The model stumbled")),
    code: "ModelStreamErrorException",
    status: 424,
    retryable: false,
  },
  {
    name: "an exception that nobody modelled",
    reply: after(exception("brandNewException", "Surprise")),
    code: "BrandNewException",
    retryable: false,
  },
  {
    name: "an error frame",
    reply: after(errorFrame("InternalFailure", "Oh no")),
    code: "InternalFailure",
    status: 500,
    retryable: true,
  },
  {
    name: "a flipped bit in a message checksum",
    reply: (kind) => after(flip(kind.end[0]!, -1))(kind),
    code: "StreamCorrupted",
    status: 200,
    retryable: true,
  },
  {
    name: "a flipped bit in a prelude checksum",
    reply: (kind) => after(flip(kind.end[0]!, 9))(kind),
    code: "StreamCorrupted",
    status: 200,
    retryable: true,
  },
  {
    name: "a frame of 2 GiB",
    reply: after(hugeFrame),
    code: "StreamCorrupted",
    status: 200,
    retryable: true,
  },
  {
    name: "a payload that is not JSON",
    reply: (kind) =>
      after(
        frame(
          { ":message-type": "event", ":event-type": kind.name === "Invoke" ? "chunk" : "contentBlockDelta" },
          kind.name === "Invoke" ? '{"bytes":"e30="' : "{",
        ),
      )(kind),
    code: "StreamCorrupted",
    status: 200,
    retryable: true,
  },
  {
    name: "a cut inside a frame",
    reply: (kind) => after(kind.end[0]!.subarray(0, 20))(kind),
    code: "StreamIncomplete",
    status: 200,
    retryable: true,
  },
  {
    name: "a cut within a frame's length",
    reply: (kind) => after(kind.end[0]!.subarray(0, 3))(kind),
    code: "StreamIncomplete",
    status: 200,
    retryable: true,
  },
  {
    name: "a clean cut, before the end mark",
    reply: after(),
    code: "StreamIncomplete",
    status: 200,
    retryable: true,
  },
  {
    name: "a reset in the middle",
    reply: (kind) => ({ pieces: kind.begin, end: "reset" }),
    code: "StreamIncomplete",
    status: 200,
    retryable: true,
  },
  {
    name: "an empty 200",
    reply: () => ({ pieces: [] }),
    code: "StreamIncomplete",
    status: 200,
    retryable: true,
    atOnce: true,
  },
  {
    name: "an empty 200 of no type",
    reply: () => ({ headers: {} }),
    code: "StreamIncomplete",
    status: 200,
    retryable: true,
    atOnce: true,
  },
  {
    name: "an HTML 502",
    reply: () => ({
      status: 502,
      headers: { "content-type": "text/html" },
      pieces: ["<html><h1>502 Bad Gateway</h1></html>"],
    }),
    code: "ServiceUnavailableException",
    status: 502,
    retryable: true,
    attempts: 3,
    atOnce: true,
  },
  {
    name: "an HTML 200",
    reply: () => ({ headers: { "content-type": "text/html" }, pieces: ["<html>Welcome to the hotel</html>"] }),
    code: "InvalidResponse",
    status: 200,
    retryable: false,
    atOnce: true,
  },
  {
    name: "a 200 that says the operation is not known",
    reply: () => ({
      headers: { "content-type": "application/json" },
      pieces: ['{"Output":{"__type":"com.amazon.coral.service#UnknownOperationException"},"Version":"1.0"}'],
    }),
    code: "UnknownOperationException",
    status: 200,
    retryable: false,
    atOnce: true,
  },
  {
    name: "a 200 of another content type",
    reply: (kind) => ({ headers: { "content-type": "application/json" }, pieces: [...kind.begin, ...kind.end] }),
    code: "InvalidResponse",
    status: 200,
    retryable: false,
    atOnce: true,
  },
  {
    name: "a redirect to somebody else",
    reply: () => ({ status: 307, headers: { location: "http://127.0.0.1:1/" } }),
    code: "InvalidResponse",
    status: 307,
    retryable: false,
    atOnce: true,
  },
  {
    name: "a refusal",
    reply: () => ({
      status: 400,
      headers: { "content-type": "application/json", "x-amzn-errortype": "ValidationException:http://internal/" },
      pieces: ['{"message":"The provided model identifier is invalid."}'],
    }),
    code: "ValidationException",
    status: 400,
    retryable: false,
    atOnce: true,
  },
  {
    name: "throttles only, as first frames",
    reply: () => ({ pieces: [exception("throttlingException", "Slow down")] }),
    code: "ThrottlingException",
    status: 429,
    retryable: true,
    attempts: 3,
    atOnce: true,
  },
  {
    name: "a refusal as the first frame",
    reply: () => ({ pieces: [exception("validationException", "No")] }),
    code: "ValidationException",
    status: 400,
    retryable: false,
    atOnce: true,
  },
  {
    name: "a reset before the headers",
    reply: () => ({ end: "reset-before-headers" }),
    code: "NetworkError",
    retryable: true,
    attempts: 3,
    atOnce: true,
    requestId: undefined,
  },
];

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

guarded("BedrockStream of Converse delivers an event that nobody knows, as it came", async () => {
  const [, { begin, end, call }] = KINDS as [Kind, Kind];
  await using server = startFaultServer(() => ({ pieces: [...begin, event("aside", { note: 1 }), ...end] }));
  const events: unknown[] = [];
  for await (const event of await call(client(server.endpoint))) events.push(event);
  assertEquals(events[3], { aside: { note: 1 } });
  assertEquals(events.length, 7);
});

guarded("BedrockStream of Invoke tells onUnknownEvent of an event that nobody knows", async () => {
  const [{ begin, end }] = KINDS as [Kind];
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

guarded("converse() throws InvalidResponse when the answer is not JSON, and does not repeat it", async () => {
  await using server = startFaultServer(() => ({ headers: EVENT_STREAM, pieces: ["my secret diary"] }));
  const error = await client(server.endpoint).converse({ modelId, messages: [] }).then(() => undefined, (e) => e);
  assertEquals([error.code, error.status], ["InvalidResponse", 200]);
  assert(!Deno.inspect(error).includes("diary"));
});
