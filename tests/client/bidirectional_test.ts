/**
 * Events in both directions in, what becomes of them out: in process, against the emulator.
 *
 * @module
 */
import { BedrockError, type BedrockRuntimeOptions, type BedrockStream } from "../../mod.ts";
import { createEmulator, emulatorApiKey, emulatorCredentials } from "../../src/emulator/emulator.ts";
import type { AmazonNovaSonicChunk, AmazonNovaSonicRequest } from "../../src/models/amazon_nova_sonic.ts";
import { assertEquals, assertLess, assertRejects, assertStrictEquals, assertStringIncludes } from "../deps.ts";
import { guarded } from "./guarded.ts";
import {
  chat,
  closing,
  heard,
  listening,
  names,
  opening,
  said,
  settled,
  silence,
  SONIC,
  speaker,
  Talk,
  until,
} from "./talking.ts";

const utf8 = new TextEncoder();

function talk(events: Iterable<AmazonNovaSonicRequest> | AsyncIterable<AmazonNovaSonicRequest>, line?: string): {
  talk: Talk;
  stream: Promise<BedrockStream<AmazonNovaSonicChunk>>;
} {
  const body = new Talk(events);
  const headers = line === undefined ? undefined : { "x-emulator-fault": line };
  const stream = speaker(createEmulator(), { sleep: () => Promise.resolve() }).invokeModelWithBidirectionalStream(
    { modelId: SONIC, body },
    headers ? { headers } : {},
  );
  return { talk: body, stream };
}

/** Waits for what a stream fails with. */
async function failureOf(stream: Promise<AsyncIterable<unknown>>): Promise<BedrockError> {
  return await assertRejects(async () => {
    for await (const _ of await stream);
  }, BedrockError);
}

guarded("invokeModelWithBidirectionalStream() hears and speaks, typed, to the end", async () => {
  const bedrock = speaker(createEmulator());
  const piece = new Uint8Array(640).map((_, at) => at);
  const body = new Talk([...opening(), listening(), heard(piece), silence(), ...said("Say hello", "t"), ...closing()]);
  const stream = await bedrock.invokeModelWithBidirectionalStream({ modelId: "amazon.nova-2-sonic-v1:0", body });
  const texts: string[] = [];
  let echoed: string | undefined;
  let tokens = 0;
  let last = "";
  for await (const { event } of stream) {
    if (event.textOutput) texts.push(`${event.textOutput.role}: ${event.textOutput.content}`);
    echoed ??= event.audioOutput?.content;
    if (event.usageEvent) tokens = event.usageEvent.totalTokens;
    last = Object.keys(event)[0]!;
  }
  assertEquals(texts, [
    "USER: (0.02 seconds of sound)",
    "ASSISTANT: I heard 0.02 seconds of sound.",
    "ASSISTANT: hello",
    "ASSISTANT: hello",
  ]);
  assertEquals(Uint8Array.fromBase64(echoed!), piece);
  assertEquals([last, tokens > 0, body.over, stream.attempts], ["completionEnd", true, true, 1]);
  assertEquals(stream.contentType, "application/json");
});

guarded("invokeModelWithBidirectionalStream() takes a web stream, bytes, and AWS's wrapper around bytes", async () => {
  const bytes = chat("Say hello").map((event) => utf8.encode(JSON.stringify(event)));
  const plain = speaker(createEmulator());
  const wanted = await names(
    await plain.invokeModelWithBidirectionalStream({ modelId: SONIC, body: new Talk(chat("Say hello")) }),
  );
  const bodies = [
    ReadableStream.from(chat("Say hello")),
    ReadableStream.from(bytes),
    ReadableStream.from(bytes.map((one) => ({ chunk: { bytes: one } }))),
  ];
  for (const body of bodies as ReadableStream<AmazonNovaSonicRequest>[]) {
    assertEquals(await names(await plain.invokeModelWithBidirectionalStream({ modelId: SONIC, body })), wanted);
  }
});

guarded(
  "invokeModelWithBidirectionalStream() answers while the caller still speaks, and asks for no event early",
  async () => {
    let more!: () => void;
    const wait = new Promise<void>((resolve) => more = resolve);
    async function* events(): AsyncGenerator<AmazonNovaSonicRequest> {
      yield* [...opening(), ...said("Say hello", "t")];
      await wait;
      yield* closing();
    }
    const { stream } = talk(events());
    let answered = false;
    for await (const { event } of await stream) {
      if (event.usageEvent) {
        answered = true;
        more();
      }
    }
    assertEquals(answered, true);
  },
);

guarded(
  "invokeModelWithBidirectionalStream() takes no more events than are answered: back-pressure reaches the caller",
  async () => {
    const piece = new Uint8Array(32_000);
    function* endless(): Generator<AmazonNovaSonicRequest> {
      yield* [...opening(), listening()];
      for (;;) yield heard(piece);
    }
    const { talk: body, stream } = talk(endless());
    const events = (await stream)[Symbol.asyncIterator]();
    let echoes = 0;
    while (echoes < 20) if ((await events.next()).value!.event.audioOutput) echoes++;
    await settled(200);
    assertLess(body.taken, 3 + 20 + 4);
    await events.return!();
    await until(() => body.over);
  },
);

guarded("invokeModelWithBidirectionalStream() ends the events that are sent, however the stream is left", async () => {
  async function* waiting(): AsyncGenerator<AmazonNovaSonicRequest> {
    yield* [...opening(), ...said("Say hello", "t")];
    for (;;) {
      await new Promise((resolve) => setTimeout(resolve, 0));
      yield* said("Say hello", "t");
    }
  }
  const ways: Record<
    string,
    (stream: AsyncIterable<AmazonNovaSonicChunk> & { cancel(): Promise<void> }) => Promise<void>
  > = {
    async break(stream): Promise<void> {
      for await (const _ of stream) break;
    },
    async throw(stream): Promise<void> {
      await assertRejects(async () => {
        for await (const _ of stream) throw new RangeError("enough");
      }, RangeError);
    },
    cancel: (stream) => stream.cancel(),
  };
  for (const [way, leave] of Object.entries(ways)) {
    const { talk: body, stream } = talk(waiting());
    await leave(await stream as never);
    await until(() => body.over).catch(() => assertEquals(way, "done"));
  }
  let reason: unknown;
  const web = new ReadableStream<AmazonNovaSonicRequest>({
    start: (controller) => opening().forEach((event) => controller.enqueue(event)),
    cancel: (given) => void (reason = given),
  });
  const stream = await speaker(createEmulator()).invokeModelWithBidirectionalStream({ modelId: SONIC, body: web });
  await stream.cancel("no more");
  assertEquals(reason, "no more");
  await settled();
});

guarded(
  "invokeModelWithBidirectionalStream() throws what the caller's events fail with, and cancels the call",
  async () => {
    const trouble = new RangeError("the microphone is gone");
    for (const after of [0, 2, 5]) {
      const failing = async function* (): AsyncGenerator<AmazonNovaSonicRequest> {
        yield* [...opening(), ...said("Say hello", "t")].slice(0, after);
        await Promise.resolve();
        throw trouble;
      };
      let cancelled = false;
      const emulator = createEmulator({ onCancel: () => cancelled = true });
      const thrown = await assertRejects(async () => {
        const stream = await speaker(emulator).invokeModelWithBidirectionalStream({ modelId: SONIC, body: failing() });
        for await (const _ of stream);
      }, RangeError);
      assertStrictEquals(thrown, trouble);
      await until(() => cancelled);
    }
    for (const bad of ["text", null, undefined, 7]) {
      const body = ReadableStream.from([bad]) as never;
      const thrown = await assertRejects(async () => {
        for await (
          const _ of await speaker(createEmulator()).invokeModelWithBidirectionalStream({ modelId: SONIC, body })
        );
      }, TypeError);
      assertStringIncludes(thrown.message, "wanted an object or bytes");
    }
  },
);

guarded("invokeModelWithBidirectionalStream() keeps the reason of an abort, before, amid and unread", async () => {
  const reason = new Error("closed the lid");
  const body = (): Talk => new Talk([...opening(), ...said("Say hello", "t")]);
  const emulator = createEmulator();
  const gone = await assertRejects(() =>
    speaker(emulator).invokeModelWithBidirectionalStream({ modelId: SONIC, body: body() }, {
      signal: AbortSignal.abort(reason),
    })
  );
  assertStrictEquals(gone, reason);
  for (const read of [true, false]) {
    const caller = new AbortController();
    const open = async function* (): AsyncGenerator<AmazonNovaSonicRequest> {
      yield* body();
      for (;;) {
        await new Promise((resolve) => setTimeout(resolve, 0));
        yield* said("Say hello", "t");
      }
    };
    const spoken = new Talk(open());
    const stream = await speaker(emulator).invokeModelWithBidirectionalStream({ modelId: SONIC, body: spoken }, {
      signal: caller.signal,
    });
    const events = stream[Symbol.asyncIterator]();
    if (read) await events.next();
    caller.abort(reason);
    assertStrictEquals(await assertRejects(() => events.next()), reason);
    await until(() => spoken.over);
  }
});

const FAULTS: [line: string, code: string, status: number | undefined][] = [
  ["cut at=4", "StreamIncomplete", 200],
  ["cut-inside at=4", "StreamIncomplete", 200],
  ["empty", "StreamIncomplete", 200],
  ["reset at=4", "StreamIncomplete", 200],
  ["bad-crc at=4", "StreamCorrupted", 200],
  ["bad-prelude at=4", "StreamCorrupted", 200],
  ["exception-frame", "ThrottlingException", 429],
  ["exception-frame=modelTimeoutException", "ModelTimeoutException", 408],
  ["exception-midway at=4", "ModelStreamErrorException", 424],
  ["error-frame=internalFailure at=4", "InternalFailure", 500],
  ["throttle", "ThrottlingException", 429],
  ["error=AccessDeniedException", "AccessDeniedException", 403],
  ["html=502", "ServiceUnavailableException", 502],
  ["unknown-operation", "UnknownOperationException", 200],
  ["wrong-type", "InvalidResponse", 200],
  ["network", "NetworkError", undefined],
];

for (const [line, code, status] of FAULTS) {
  guarded(`invokeModelWithBidirectionalStream() throws ${code} after: ${line}`, async () => {
    const { talk: body, stream } = talk(chat("Say hello"), line);
    const error = await failureOf(stream);
    assertEquals([error.code, error.status], [code, status]);
    if (line.includes("at=4")) assertEquals(error.partial?.text, "hello");
    await until(() => body.over || body.taken === 0);
  });
}

guarded(
  "invokeModelWithBidirectionalStream() does not end before every completion did, and the caller was done",
  async () => {
    const frames = async (count: number): Promise<Uint8Array<ArrayBuffer>[]> => {
      const all: Uint8Array<ArrayBuffer>[] = [];
      const emulator = createEmulator();
      const bedrock = speaker(async (url, init) => {
        const response = await emulator(url, init);
        const body = response.body!.pipeThrough(
          new TransformStream({
            transform: (piece, controller) => {
              all.push(piece);
              controller.enqueue(piece);
            },
          }),
        );
        return new Response(body, response);
      });
      await names(
        await bedrock.invokeModelWithBidirectionalStream({ modelId: SONIC, body: new Talk(chat("Say hello")) }),
      );
      return all.slice(0, all.length + count);
    };
    const canned = (pieces: Uint8Array<ArrayBuffer>[]): typeof fetch => async (_, init) => {
      // Whoever sends sees its events taken
      for await (const _ of init!.body as ReadableStream);
      const headers = { "content-type": "application/vnd.amazon.eventstream" };
      return new Response(new Blob(pieces), { headers });
    };
    const ask = (pieces: Uint8Array<ArrayBuffer>[], events: AmazonNovaSonicRequest[], modelId = SONIC) =>
      speaker(canned(pieces)).invokeModelWithBidirectionalStream({
        modelId: modelId as never,
        body: new Talk(events) as never,
      });
    const whole = await frames(0);
    assertEquals((await names(await ask(whole, chat("x")) as never)).at(-1), "completionEnd");
    // A completion that is open, none at all, a second one
    assertEquals((await failureOf(ask(await frames(-1), chat("x")))).code, "StreamIncomplete");
    assertEquals((await failureOf(ask([], chat("x")))).code, "StreamIncomplete");
    assertEquals((await failureOf(ask([...whole, whole[0]!], chat("x")))).code, "StreamIncomplete");
    // Nothing was asked, so there is nothing to wait for
    assertEquals(await names(await ask([], [...opening().slice(0, 1), ...closing().slice(1)]) as never), []);
    // Of a model that nobody knows, nobody knows the last word
    assertEquals(
      await names(
        await ask(
          whole.slice(0, 3),
          chat("x"),
          "arn:aws:bedrock:us-east-1:123456789012:provisioned-model/abc",
        ) as never,
      ),
      [
        "completionStart",
        "contentStart",
        "textOutput",
      ],
    );
  },
);

guarded(
  "invokeModelWithBidirectionalStream() throws when the service leaves while the caller still speaks",
  async () => {
    const emulator = createEmulator();
    async function* open(): AsyncGenerator<AmazonNovaSonicRequest> {
      yield* [...opening(), ...said("Say hello", "t"), closing()[0]!];
      for (;;) {
        await new Promise((resolve) => setTimeout(resolve, 0));
        yield* [];
        if (body.over) return;
      }
    }
    const body = new Talk(open());
    const bedrock = speaker(async (url, init) => {
      const response = await emulator(url, init);
      const reader = response.body!.getReader();
      let count = 0;
      const cut = new ReadableStream<Uint8Array<ArrayBuffer>>({
        async pull(controller): Promise<void> {
          const { value } = await reader.read();
          controller.enqueue(value as Uint8Array<ArrayBuffer>);
          // The completion's end is the last that comes, and then the service leaves
          if (++count === 12) {
            controller.close();
            await reader.cancel();
          }
        },
        cancel: (reason) => reader.cancel(reason),
      });
      return new Response(cut, response);
    });
    const error = await failureOf(bedrock.invokeModelWithBidirectionalStream({ modelId: SONIC, body }));
    assertEquals(error.code, "StreamIncomplete");
    body.over = true;
  },
);

guarded("invokeModelWithBidirectionalStream() is sent once, once its events were asked for", async () => {
  let calls = 0;
  const seen: string[] = [];
  const bedrock = speaker((_, init) => {
    calls++;
    const reader = (init!.body as ReadableStream).getReader();
    return reader.read().then(() => {
      reader.cancel().catch(() => {});
      return Response.json({ message: "slow down" }, {
        status: 429,
        headers: { "x-amzn-errortype": "ThrottlingException" },
      });
    });
  }, { onAttempt: ({ reason }) => void seen.push(reason), sleep: () => Promise.resolve() });
  const body = new Talk(chat("x"));
  const error = await failureOf(bedrock.invokeModelWithBidirectionalStream({ modelId: SONIC, body }));
  assertEquals([error.code, error.retryable, calls, seen], ["ThrottlingException", true, 1, ["not-retryable"]]);
  await until(() => body.over);
});

guarded("invokeModelWithBidirectionalStream() is sent again as long as no event was asked for", async () => {
  let calls = 0;
  const emulator = createEmulator();
  const bedrock = speaker((url, init) => {
    if (++calls < 3) return Promise.reject(new TypeError("connection refused"));
    return emulator(url, init);
  }, { sleep: () => Promise.resolve() });
  const stream = await bedrock.invokeModelWithBidirectionalStream({
    modelId: SONIC,
    body: new Talk(chat("Say hello")),
  });
  assertEquals([(await names(stream)).at(-1), stream.attempts], ["completionEnd", 3]);
});

const MISUSE: [what: string, input: object, options: object, says: string][] = [
  ["no model", { body: [] }, {}, "modelId is missing"],
  ["no events", { modelId: SONIC, body: "hello" }, {}, "wanted an async iterable or a ReadableStream"],
  ["a member that is none", { modelId: SONIC, body: new Talk([]), trace: "ENABLED" }, {}, "trace is not a member"],
  ["an option that is none", { modelId: SONIC, body: new Talk([]) }, { retries: 3 }, "retries is not known"],
  [
    "a transport that is none",
    { modelId: SONIC, body: new Talk([]) },
    { transport: "pigeon" },
    '"fetch" or "websocket"',
  ],
  [
    "headers for a WebSocket",
    { modelId: SONIC, body: new Talk([]) },
    { transport: "websocket", headers: { a: "b" } },
    "no headers",
  ],
];
for (const [what, input, options, says] of MISUSE) {
  guarded(`invokeModelWithBidirectionalStream() refuses before anything is sent: ${what}`, async () => {
    const bedrock = speaker(() => Promise.reject(new Error("sent")));
    const error = await assertRejects(
      () => bedrock.invokeModelWithBidirectionalStream(input as never, options),
      TypeError,
    );
    assertStringIncludes(error.message, says);
  });
}

guarded("invokeModelWithBidirectionalStream() takes no API key, and says so", async () => {
  let sent = 0;
  const options: BedrockRuntimeOptions = { credentials: { apiKey: emulatorApiKey } };
  const bedrock = speaker(() => Promise.reject(new Error(`sent ${++sent}`)), options);
  const body = new Talk(chat("x"));
  const error = await failureOf(bedrock.invokeModelWithBidirectionalStream({ modelId: SONIC, body }));
  assertEquals([error.code, sent, body.taken], ["CredentialsUnavailable", 0, 0]);
  assertStringIncludes(error.message, "takes no API keys");
});

guarded(
  "invokeModelWithBidirectionalStream() passes an API key of the environment by, for the keys beside it",
  async () => {
    const { accessKeyId, secretAccessKey } = emulatorCredentials;
    const before = Deno.env.toObject();
    Deno.env.set("AWS_BEARER_TOKEN_BEDROCK", "key");
    Deno.env.set("AWS_ACCESS_KEY_ID", accessKeyId);
    Deno.env.set("AWS_SECRET_ACCESS_KEY", secretAccessKey);
    try {
      const bedrock = speaker(createEmulator(), { credentials: undefined as never });
      const stream = await bedrock.invokeModelWithBidirectionalStream({
        modelId: SONIC,
        body: new Talk(chat("Say hello")),
      });
      assertEquals((await names(stream)).at(-1), "completionEnd");
    } finally {
      for (const name of ["AWS_BEARER_TOKEN_BEDROCK", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"]) {
        if (before[name] === undefined) Deno.env.delete(name);
        else Deno.env.set(name, before[name]);
      }
    }
  },
);
