/**
 * Leaving early, deadlines and aborts: what upstream notices, what the caller is told, and what is left behind (nothing).
 *
 * @module
 */
import { BedrockError, BedrockRuntime } from "../../mod.ts";
import { assert, assertEquals, assertInstanceOf, assertStrictEquals } from "../deps.ts";
import { chunk, EVENT_STREAM, join, startFaultServer } from "./fault_server.ts";
import { guarded } from "./guarded.ts";

const modelId = "anthropic.claude-v2";
const credentials = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret" };
const word = chunk({ completion: " word", stop_reason: null });

/** A stream that never ends by itself, and says when it was cancelled. */
function endless(options: ConstructorParameters<typeof BedrockRuntime>[0] = {}): {
  bedrock: BedrockRuntime;
  cancelled: unknown[];
} {
  const cancelled: unknown[] = [];
  const bedrock = new BedrockRuntime({
    region: "us-east-1",
    credentials,
    fetch: () => {
      const body = new ReadableStream<Uint8Array>({
        pull: (controller) => controller.enqueue(word),
        cancel: (reason) => void cancelled.push(reason),
      });
      return Promise.resolve(new Response(body, { headers: EVENT_STREAM }));
    },
    ...options,
  });
  return { bedrock, cancelled };
}

const start = (bedrock: BedrockRuntime, signal?: AbortSignal) =>
  bedrock.invokeModelWithResponseStream({ modelId, body: "{}" }, signal ? { signal } : {});

guarded("BedrockStream cancels upstream when the loop is left by break", async () => {
  const { bedrock, cancelled } = endless();
  for await (const _ of await start(bedrock)) break;
  assertEquals(cancelled.length, 1);
});

guarded("BedrockStream cancels upstream when the loop is left by return", async () => {
  const { bedrock, cancelled } = endless();
  await (async () => {
    for await (const _ of await start(bedrock)) return;
  })();
  assertEquals(cancelled.length, 1);
});

guarded("BedrockStream cancels upstream when the loop is left by a throw", async () => {
  const { bedrock, cancelled } = endless();
  const mine = new Error("mine");
  const thrown = await (async () => {
    for await (const _ of await start(bedrock)) throw mine;
  })().catch((error) => error);
  assertStrictEquals(thrown, mine);
  assertEquals(cancelled.length, 1);
});

guarded("BedrockStream cancels upstream at the end of `await using`, and with the reason of cancel()", async () => {
  const { bedrock, cancelled } = endless();
  {
    await using stream = await start(bedrock);
    assert(stream.contentType);
  }
  const stream = await start(bedrock);
  await stream.cancel("enough");
  await stream.cancel("twice is once");
  assertEquals(await Array.fromAsync(stream), [], "what was cancelled is over");
  assertEquals(cancelled, [undefined, "enough"]);
});

guarded(
  "BedrockStream lets go at once, and ends the request, though the body's own cancel() never settles",
  async () => {
    const signals: AbortSignal[] = [];
    const { bedrock } = endless({
      fetch: (_, init) => {
        signals.push(init!.signal!);
        const body = new ReadableStream<Uint8Array>({
          pull: (controller) => controller.enqueue(word),
          cancel: () => new Promise(() => {}),
        });
        return Promise.resolve(new Response(body, { headers: EVENT_STREAM }));
      },
    });
    for await (const _ of await start(bedrock)) break;
    await (await start(bedrock)).cancel("enough");
    {
      await using stream = await start(bedrock);
      assert(stream.contentType);
    }
    await (await start(bedrock)).toReadableStream().cancel();
    assertEquals(signals.map(({ aborted }) => aborted), [true, true, true, true]);
    assertEquals(signals[1]!.reason, "enough");
  },
);

guarded(
  "BedrockStream ends the request when the loop is left, also where fetch keeps a clone of each answer",
  async () => {
    const clones: Response[] = [];
    const { bedrock } = endless({
      fetch: (_, init) => {
        const body = new ReadableStream<Uint8Array>({
          start: (controller) => init!.signal!.addEventListener("abort", () => controller.error("the request is over")),
          pull: (controller) => controller.enqueue(word),
        });
        const response = new Response(body, { headers: EVENT_STREAM });
        clones.push(response.clone());
        return Promise.resolve(response);
      },
    });
    for await (const _ of await start(bedrock)) break;
    assertEquals(await clones[0]!.text().catch((error) => error), "the request is over");
  },
);

guarded("BedrockStream closes the connection within a tick of leaving the loop", async () => {
  await using server = startFaultServer(() => ({ pieces: [word], end: "hang" }));
  const bedrock = new BedrockRuntime({ region: "us-east-1", credentials, endpoint: server.endpoint });
  for await (const _ of await start(bedrock)) break;
  await server.idle();
  assertEquals(server.open, 0);
});

guarded("BedrockStream as a web stream reads no faster than it is read, and cancels", async () => {
  let pulled = 0;
  let cancelled = false;
  const bedrock = new BedrockRuntime({
    region: "us-east-1",
    credentials,
    fetch: () => {
      const body = new ReadableStream<Uint8Array>({
        pull: (controller) => {
          pulled++;
          controller.enqueue(word);
        },
        cancel: () => void (cancelled = true),
      }, { highWaterMark: 0 });
      return Promise.resolve(new Response(body, { headers: EVENT_STREAM }));
    },
  });
  const reader = (await start(bedrock)).toReadableStream().getReader();
  for (let index = 0; index < 3; index++) {
    assertEquals((await reader.read()).value, { completion: " word", stop_reason: null });
  }
  await Promise.resolve();
  assertEquals(pulled, 3);
  await reader.cancel();
  assertEquals(cancelled, true);
});

guarded("BedrockStream can be read once", async () => {
  const { bedrock } = endless();
  const stream = await start(bedrock);
  for await (const _ of stream) break;
  let thrown: unknown;
  try {
    for await (const _ of stream) break;
  } catch (error) {
    thrown = error;
  }
  assertInstanceOf(thrown, TypeError);
});

guarded("BedrockStream answers to many next() at once, in order", async () => {
  const words = ["a", "b", "c", "d"];
  const bedrock = new BedrockRuntime({
    region: "us-east-1",
    credentials,
    fetch: () => {
      const body = new ReadableStream<Uint8Array>({
        pull: (controller) => {
          const completion = words.shift();
          if (completion === undefined) return controller.close();
          controller.enqueue(chunk({ completion, stop_reason: words.length ? null : "stop_sequence" }));
        },
      });
      return Promise.resolve(new Response(body, { headers: EVENT_STREAM }));
    },
  });
  const iterator = (await start(bedrock))[Symbol.asyncIterator]();
  const results = await Promise.all(Array.from({ length: 6 }, () => iterator.next()));
  assertEquals(results.map(({ value }) => (value as { completion: string } | undefined)?.completion), [
    "a",
    "b",
    "c",
    "d",
    undefined,
    undefined,
  ]);
});

guarded("a thousand abandoned streams leave nothing open", async () => {
  await using server = startFaultServer(() => ({ pieces: [word, word], end: "hang" }));
  const bedrock = new BedrockRuntime({ region: "us-east-1", credentials, endpoint: server.endpoint });
  for (let round = 0; round < 20; round++) {
    await Promise.all(Array.from({ length: 50 }, async () => {
      for await (const _ of await start(bedrock)) break;
    }));
  }
  await server.idle();
  assertEquals([server.requests.length, server.open], [1000, 0]);
});

guarded("an abort ends a call that connects, with the caller's own reason", async () => {
  const reason = { mine: true };
  const controller = new AbortController();
  let told: unknown;
  const connecting = Promise.withResolvers<void>();
  const bedrock = new BedrockRuntime({
    region: "us-east-1",
    credentials,
    fetch: (_, init) => {
      init!.signal!.addEventListener("abort", () => told = init!.signal!.reason);
      connecting.resolve();
      // A fetch that does not care about signals at all
      return new Promise(() => {});
    },
  });
  const call = bedrock.invokeModel({ modelId, body: "{}" }, { signal: controller.signal }).catch((error) => error);
  await connecting.promise;
  controller.abort(reason);
  assertStrictEquals(await call, reason);
  assertStrictEquals(told, reason);
});

guarded("an abort before the call sends nothing", async () => {
  const { bedrock } = endless({ fetch: () => Promise.reject(new Error("it was sent")) });
  assertEquals(await start(bedrock, AbortSignal.abort("no")).catch((error) => error), "no");
});

guarded("an answer that comes after the abort is cancelled", async () => {
  const controller = new AbortController();
  let cancelled = false;
  const asked = Promise.withResolvers<void>();
  const answered = Promise.withResolvers<Response>();
  const fetch = (): Promise<Response> => {
    asked.resolve();
    return answered.promise;
  };
  const { bedrock } = endless({ fetch });
  const call = start(bedrock, controller.signal).catch((error) => error);
  await asked.promise;
  controller.abort("late");
  assertEquals(await call, "late");
  answered.resolve(new Response(new ReadableStream({ cancel: () => void (cancelled = true) })));
  await new Promise((resolve) => setTimeout(resolve, 0));
  assertEquals(cancelled, true);
});

guarded("an abort ends the wait between two attempts", async () => {
  const controller = new AbortController();
  const { bedrock } = endless({
    fetch: () => Promise.resolve(new Response("{}", { status: 503, headers: { "x-amz-retry-after": "4000" } })),
    onAttempt: () => queueMicrotask(() => controller.abort("enough")),
  });
  assertEquals(await start(bedrock, controller.signal).catch((error) => error), "enough");
});

guarded("an abort ends a stream at once, also what was decoded and not yet delivered", async () => {
  const controller = new AbortController();
  const cancelled: unknown[] = [];
  const { bedrock } = endless({
    fetch: () => {
      const body = new ReadableStream<Uint8Array>({
        pull: (controller) => controller.enqueue(join(word, word, word, word, word)),
        cancel: (reason) => void cancelled.push(reason),
      });
      return Promise.resolve(new Response(body, { headers: EVENT_STREAM }));
    },
  });
  let count = 0;
  const thrown = await (async () => {
    for await (const _ of await start(bedrock, controller.signal)) if (++count === 3) controller.abort("stop");
  })().catch((error) => error);
  assertEquals([thrown, count, cancelled], ["stop", 3, ["stop"]]);
});

guarded("an abort lets go of a stream that nobody reads again: no timer is left", async () => {
  const { bedrock, cancelled } = endless();
  const controller = new AbortController();
  const stream = await start(bedrock, controller.signal);
  const iterator = stream[Symbol.asyncIterator]();
  await iterator.next();
  controller.abort(new Error("mine"));
  await Promise.resolve();
  assertEquals(cancelled.length, 1);
  // And is never asked for more: what is left ticking fails this test
});

guarded("an abort ends a whole answer in the middle of its body", async () => {
  const controller = new AbortController();
  await using server = startFaultServer(() => ({ pieces: ["{"], end: "hang" }));
  const bedrock = new BedrockRuntime({ region: "us-east-1", credentials, endpoint: server.endpoint });
  const call = bedrock.invokeModel({ modelId, body: "{}" }, { signal: controller.signal }).catch((error) => error);
  setTimeout(() => controller.abort("stop"), 5);
  assertEquals(await call, "stop");
  await server.idle();
});

guarded("a signal that outlives its calls holds nothing of them, and stops nothing that is done", async () => {
  const controller = new AbortController();
  const { bedrock } = endless();
  for await (const _ of await start(bedrock, controller.signal)) break;
  controller.abort("too late to matter");
});

guarded("the deadline on the first byte is one attempt's, and Timeout is what is thrown in the end", async () => {
  let sent = 0;
  const { bedrock } = endless({
    fetch: () => {
      sent++;
      return new Promise(() => {});
    },
    // Nothing to sign: a busy machine could take longer for that than the deadline leaves
    credentials: { apiKey: "key" },
    timeouts: { firstByte: 3 },
    sleep: () => Promise.resolve(),
  });
  const error = await start(bedrock).catch((error) => error);
  assertInstanceOf(error, BedrockError);
  assertEquals([error.code, error.attempts, error.retryable, sent], ["Timeout", 3, true, 3]);
});

guarded("the deadline on the first byte begins with its attempt, however long the pause before that", async () => {
  let sent = 0;
  const bedrock = new BedrockRuntime({
    region: "us-east-1",
    credentials: { apiKey: "key" },
    fetch: async () => {
      if (++sent === 1) return new Response("{}", { status: 503 });
      await new Promise((resolve) => setTimeout(resolve, 20));
      return new Response("{}");
    },
    timeouts: { firstByte: 400 },
    sleep: () => new Promise((resolve) => setTimeout(resolve, 500)),
  });
  const { attempts } = await bedrock.invokeModel({ modelId, body: "{}" });
  assertEquals([attempts, sent], [2, 2]);
});

guarded("the deadline on silence ends a stream, with what had come", async () => {
  await using server = startFaultServer(() => ({ pieces: [word, word], end: "hang" }));
  const bedrock = new BedrockRuntime({
    region: "us-east-1",
    credentials,
    endpoint: server.endpoint,
    timeouts: { idle: 250 },
  });
  let text = "";
  const error = await (async () => {
    for await (const { completion } of await start(bedrock)) text += completion;
  })().catch((error) => error);
  assertInstanceOf(error, BedrockError);
  assertEquals([error.code, text, error.partial, error.requestId], [
    "Timeout",
    " word word",
    { text: " word word", usage: {} },
    "req-1",
  ]);
  await server.idle();
});

guarded("the deadline on silence is not the reader's: a slow reader may take its time", async () => {
  const { bedrock } = endless({ timeouts: { idle: 3 } });
  let count = 0;
  for await (const _ of await start(bedrock)) {
    await new Promise((resolve) => setTimeout(resolve, 6));
    if (++count === 3) break;
  }
  assertEquals(count, 3);
});

guarded("the total deadline ends a call between attempts, and a stream that goes on and on", async () => {
  const waiting = endless({
    fetch: () => Promise.resolve(new Response("{}", { status: 503, headers: { "x-amz-retry-after": "4000" } })),
    timeouts: { total: 10 },
  });
  const error = await start(waiting.bedrock).catch((error) => error);
  assertEquals([error.code, error.attempts], ["Timeout", 1]);

  const { bedrock, cancelled } = endless({ timeouts: { total: 200 } });
  const late = await (async () => {
    for await (const _ of await start(bedrock)) await new Promise((resolve) => setTimeout(resolve, 1));
  })().catch((error) => error);
  assertEquals([late.code, cancelled.length], ["Timeout", 1]);
  assert(late.partial.text.startsWith(" word"));
});

guarded("a provider that hangs is under the deadline too", async () => {
  const { bedrock } = endless({
    credentials: () => new Promise(() => {}),
    timeouts: { firstByte: 3 },
    maxAttempts: 1,
  });
  assertEquals((await start(bedrock).catch((error) => error)).code, "Timeout");
});

guarded("BedrockRuntime.fetch() hands out the body, under the caller's signal and no deadline", async () => {
  await using server = startFaultServer(() => ({ pieces: ["a", "b"], end: "hang" }));
  const bedrock = new BedrockRuntime({
    region: "us-east-1",
    credentials,
    endpoint: server.endpoint,
    timeouts: { firstByte: 2000, idle: 3, total: 2000 },
  });
  const controller = new AbortController();
  const response = await bedrock.fetch("/model/x/invoke", { body: "{}", signal: controller.signal });
  const reader = response.body!.getReader();
  assertEquals(new TextDecoder().decode((await reader.read()).value).slice(0, 1), "a");
  await new Promise((resolve) => setTimeout(resolve, 6));
  const rest = (async () => {
    while (!(await reader.read()).done);
  })().catch((error) => error);
  controller.abort("gone");
  assertEquals(await rest, "gone");
  await server.idle();
});

Deno.test("BedrockRuntime refuses options that are not known, or out of bounds, before anything is sent", async () => {
  const wrong: [object, typeof TypeError][] = [
    [{ reigon: "us-east-1" }, TypeError],
    [{ region: 1 }, TypeError],
    [{ region: "evil.example.com/" }, RangeError],
    [{ credentials: { accessKeyId: "AKIDEXAMPLE" } }, TypeError],
    [{ credentials: { apiKey: "" } }, TypeError],
    [{ maxAttempts: 0 }, RangeError],
    [{ maxAttempts: 1.5 }, RangeError],
    [{ timeouts: { idle: 0 } }, RangeError],
    [{ timeouts: { ilde: 5 } }, TypeError],
    [{ endpoint: "not a url" }, TypeError],
    [{ endpoint: "https://example.com/?a=b" }, TypeError],
    [{ endpoint: "https://example.com", useFipsEndpoint: true }, TypeError],
    [{ fetch: "fetch" }, TypeError],
  ];
  for (const [options, kind] of wrong) {
    let thrown: unknown;
    try {
      new BedrockRuntime({ region: "us-east-1", credentials, ...options });
    } catch (error) {
      thrown = error;
    }
    assertInstanceOf(thrown, kind, JSON.stringify(options));
  }
  const { bedrock } = endless();
  const calls: [Promise<unknown>, typeof TypeError][] = [
    [bedrock.invokeModel({ modelId, body: "{}" }, { maxAttempt: 1 } as object), TypeError],
    [bedrock.invokeModel({ modelId, body: "{}" }, { timeouts: { total: -1 } }), RangeError],
    [bedrock.invokeModel({ modelId, body: "{}" }, { headers: { "x-a": "line\nbreak" } }), TypeError],
    [bedrock.fetch("model"), TypeError],
  ];
  for (const [call, kind] of calls) assertInstanceOf(await call.catch((error) => error), kind);
});
