/**
 * Sessions over loopback in, what goes over the wire out: HTTP/1.1, and HTTP/2 with and without TLS, both directions at once.
 *
 * @module
 */
import { BedrockError } from "../../mod.ts";
import { createEmulator } from "../../src/emulator/emulator.ts";
import type { AmazonNovaSonicRequest } from "../../src/models/amazon_nova_sonic.ts";
import { assertEquals, assertLess, assertRejects, assertStrictEquals } from "../deps.ts";
import { guarded } from "./guarded.ts";
import { CERTIFICATE, KEY } from "./localhost_certificate.ts";
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

/** The ways that a request can go, and what Deno's client is told for each. */
const ROADS: Record<string, Deno.CreateHttpClientOptions> = {
  "HTTP/1.1": { http1: true, http2: false },
  // Without TLS, HTTP/2 is spoken by whoever knows that the other side does
  "HTTP/2": { http1: false, http2: true },
  // With it, the two sides agree on what they speak
  "HTTP/2 and TLS": { caCerts: [CERTIFICATE] },
};

/** A served far end, and a `fetch` that reaches it by the wanted road. */
class Line implements AsyncDisposable {
  /** Whether requests came over HTTP/2: those have no `host` header. */
  readonly versions = new Set<string>();
  readonly #server: Deno.HttpServer<Deno.NetAddr>;
  readonly #client: Deno.HttpClient;
  readonly #scheme: string;

  constructor(road: string, answer: (request: Request) => Response | Promise<Response> = createEmulator()) {
    const safe = road.includes("TLS");
    this.#scheme = safe ? "https" : "http";
    const options = { port: 0, hostname: "127.0.0.1", onListen: () => {}, ...safe && { cert: CERTIFICATE, key: KEY } };
    this.#server = Deno.serve(options, (request) => {
      this.versions.add(request.headers.has("host") ? "HTTP/1.1" : "HTTP/2");
      return answer(request);
    });
    this.#client = Deno.createHttpClient(ROADS[road]!);
  }

  /** A client of it. */
  get bedrock(): ReturnType<typeof speaker> {
    const client = { client: this.#client };
    const send: typeof fetch = (url, init) => fetch(url, { ...init, ...client });
    return speaker(send, {
      endpoint: `${this.#scheme}://127.0.0.1:${this.#server.addr.port}`,
      sleep: () => Promise.resolve(),
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#client.close();
    // It goes on until nobody has anything open with it
    await soon(this.#server.shutdown());
    await settled();
  }
}

/** Waits for what comes soon, also on a busy machine; a test that waits in vain fails. */
async function soon<T>(what: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("Cannot go on: what was to come soon did not")), 30_000);
  });
  try {
    return await Promise.race([what, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Sounds that do not end. */
function* noise(): Generator<AmazonNovaSonicRequest> {
  yield* [...opening(), listening()];
  for (;;) yield heard(new Uint8Array(48_000));
}

/** Waits until no more events are taken: what is under way fills the system's own buffers, and then nothing moves. */
async function full(body: Talk): Promise<void> {
  let before = -1;
  for (let still = 0; still < 20; still++) {
    if (body.taken !== before) still = 0;
    before = body.taken;
    assertLess(body.taken, 600, "nothing holds the caller back");
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** The ways that a stream can be left. */
const WAYS: Record<string, (events: AsyncIterator<unknown>, caller: AbortController) => Promise<unknown>> = {
  cancel: (events) => events.return!(),
  async abort(events, caller): Promise<void> {
    const reason = new Error("hung up");
    caller.abort(reason);
    assertStrictEquals(await assertRejects(() => events.next()), reason);
  },
};

/** Speaks to a far end that takes nothing and says nothing, until that is a Timeout. */
async function stuck(bedrock: ReturnType<typeof speaker>): Promise<void> {
  const body = new Talk(noise());
  const timeouts = { idle: 300 };
  const stream = await bedrock.invokeModelWithBidirectionalStream({ modelId: SONIC, body }, { timeouts });
  await full(body);
  const error = await assertRejects(() => names(stream), BedrockError);
  assertEquals([error.code, body.over], ["Timeout", true]);
}

/** What is slow here is the machine. */
const PATIENT = { timeouts: { idle: 30_000 } };
const EVENT_STREAM = "application/vnd.amazon.eventstream";

/** Says something over and over, until it is left. */
async function* chatter(): AsyncGenerator<AmazonNovaSonicRequest> {
  yield* opening();
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, 0));
    yield* said("Say hello", "t");
  }
}

for (const over of Object.keys(ROADS)) {
  guarded(`invokeModelWithBidirectionalStream() over ${over} speaks and listens at the same time`, async () => {
    await using line = new Line(over);
    const waits: (() => void)[] = [];
    async function* conversation(): AsyncGenerator<AmazonNovaSonicRequest> {
      yield* opening(false);
      for (let asked = 0; asked < 3; asked++) {
        const answer = new Promise<void>((resolve) => waits.push(resolve));
        yield* said("Say hello", "t");
        await answer;
      }
      yield* closing();
    }
    const body = new Talk(conversation());
    const stream = await line.bedrock.invokeModelWithBidirectionalStream({ modelId: SONIC, body });
    let answers = 0;
    for await (const { event } of stream) {
      if (!event.usageEvent) continue;
      answers++;
      waits.shift()!();
    }
    assertEquals([answers, body.over, [...line.versions]], [3, true, [over.split(" ")[0]]]);
  });

  guarded(`invokeModelWithBidirectionalStream() over ${over} holds the caller back while nobody reads`, async () => {
    await using line = new Line(over);
    const body = new Talk(noise());
    const stream = await line.bedrock.invokeModelWithBidirectionalStream({ modelId: SONIC, body }, PATIENT);
    const events = stream[Symbol.asyncIterator]();
    while (!(await events.next()).value!.event.audioOutput);
    await full(body);
    // And all of it is there for whoever reads on
    const before = body.taken;
    for (let more = 0; more < before; more++) assertEquals((await events.next()).done, false);
    await until(() => body.taken > before);
    await events.return!();
    await until(() => body.over);
  });

  for (const [how, leave] of Object.entries(WAYS)) {
    guarded(
      `invokeModelWithBidirectionalStream() over ${over}, left by ${how} while both directions are full, reaches the far end`,
      async () => {
        const left = Promise.withResolvers<void>();
        await using line = new Line(over, createEmulator({ onCancel: () => left.resolve() }));
        const caller = new AbortController();
        const body = new Talk(noise());
        const options = { ...PATIENT, signal: caller.signal };
        const stream = await line.bedrock.invokeModelWithBidirectionalStream({ modelId: SONIC, body }, options);
        await full(body);
        await leave(stream[Symbol.asyncIterator](), caller);
        assertEquals(body.over, true);
        await soon(left.promise);
      },
    );

    guarded(
      `invokeModelWithBidirectionalStream() over ${over}, left by ${how} while the caller is silent, reaches the far end`,
      async () => {
        const left = Promise.withResolvers<void>();
        await using line = new Line(over, createEmulator({ onCancel: () => left.resolve() }));
        async function* silent(): AsyncGenerator<AmazonNovaSonicRequest> {
          yield* [...opening(), ...said("Say hello", "t")];
          await new Promise(() => {});
        }
        const caller = new AbortController();
        const body = new Talk(silent());
        const options = { ...PATIENT, signal: caller.signal };
        const stream = await line.bedrock.invokeModelWithBidirectionalStream({ modelId: SONIC, body }, options);
        const events = stream[Symbol.asyncIterator]();
        await events.next();
        await leave(events, caller);
        await soon(left.promise);
      },
    );
  }

  // Over HTTP/1.1, Deno's server takes what nobody reads
  if (over !== "HTTP/1.1") {
    guarded(
      `invokeModelWithBidirectionalStream() over ${over} is a Timeout when the far end neither hears nor speaks`,
      async () => {
        const awake = Promise.withResolvers<void>();
        const told = Promise.withResolvers<void>();
        await using line = new Line(over, (request) => {
          const pull = async (): Promise<void> => {
            await awake.promise;
            await Array.fromAsync(request.body!).catch(() => told.resolve());
          };
          return new Response(new ReadableStream({ pull }), { headers: { "content-type": EVENT_STREAM } });
        });
        await stuck(line.bedrock);
        // What was under way is let go as soon as the far end has room for it
        awake.resolve();
        await soon(told.promise);
      },
    );
  }

  guarded(
    `invokeModelWithBidirectionalStream() over ${over} hears every sample back, however slowly it is read`,
    async () => {
      await using line = new Line(over);
      const bytes = crypto.getRandomValues(new Uint8Array(64_000));
      const pieces = Array.from({ length: 100 }, (_, at) => heard(bytes.subarray(at * 640, at * 640 + 640)));
      const body = new Talk([...opening(), listening(), ...pieces, silence(), ...closing()]);
      const back: number[] = [];
      for await (const { event } of await line.bedrock.invokeModelWithBidirectionalStream({ modelId: SONIC, body })) {
        await new Promise((resolve) => setTimeout(resolve, 0));
        if (event.audioOutput) back.push(...Uint8Array.fromBase64(event.audioOutput.content));
      }
      assertEquals(Uint8Array.from(back), bytes);
    },
  );

  const FAULTS: [line: string, code: string][] = [
    ["cut at=4", "StreamIncomplete"],
    ["cut-inside at=4", "StreamIncomplete"],
    ["reset at=4", "StreamIncomplete"],
    ["exception-midway at=4", "ModelStreamErrorException"],
    ["exception-frame", "ThrottlingException"],
    ["split=7 bad-crc at=4", "StreamCorrupted"],
    ["error=AccessDeniedException", "AccessDeniedException"],
  ];
  for (const [fault, code] of FAULTS) {
    guarded(`invokeModelWithBidirectionalStream() over ${over} throws ${code} after: ${fault}`, async () => {
      await using line = new Line(over);
      const body = new Talk(chatter());
      const error = await assertRejects(async () => {
        const headers = { "x-emulator-fault": fault };
        await names(await line.bedrock.invokeModelWithBidirectionalStream({ modelId: SONIC, body }, { headers }));
      }, BedrockError);
      assertEquals(error.code, code);
      await until(() => body.over);
    });
  }

  guarded(
    `invokeModelWithBidirectionalStream() over ${over} keeps the reason of an abort, and leaves nothing open`,
    async () => {
      await using line = new Line(over);
      const caller = new AbortController();
      const reason = new Error("hung up");
      const body = new Talk(chatter());
      const stream = await line.bedrock.invokeModelWithBidirectionalStream({ modelId: SONIC, body }, {
        signal: caller.signal,
      });
      const thrown = await assertRejects(async () => {
        for await (const { event } of stream) if (event.usageEvent) caller.abort(reason);
      });
      assertStrictEquals(thrown, reason);
      await until(() => body.over);
    },
  );

  guarded(`invokeModelWithBidirectionalStream() over ${over} throws what the caller's events fail with`, async () => {
    await using line = new Line(over);
    const trouble = new RangeError("the microphone is gone");
    async function* failing(): AsyncGenerator<AmazonNovaSonicRequest> {
      yield* [...opening(), ...said("Say hello", "t")];
      await answered;
      throw trouble;
    }
    let go!: () => void;
    const answered = new Promise<void>((resolve) => go = resolve);
    const thrown = await assertRejects(async () => {
      const stream = await line.bedrock.invokeModelWithBidirectionalStream({ modelId: SONIC, body: failing() });
      for await (const _ of stream) go();
    });
    assertStrictEquals(thrown, trouble);
  });

  guarded(`invokeModelWithBidirectionalStream() over ${over} ends the call within its deadlines`, async () => {
    await using line = new Line(over);
    const body = new Talk(chatter());
    const error = await assertRejects(async () => {
      const options = { headers: { "x-emulator-fault": "stall at=3" }, timeouts: { idle: 300 } };
      await names(await line.bedrock.invokeModelWithBidirectionalStream({ modelId: SONIC, body }, options));
    }, BedrockError);
    assertEquals([error.code, error.partial?.text], ["Timeout", "hello"]);
    await until(() => body.over);
  });
}

guarded(
  "invokeModelWithBidirectionalStream() over HTTP/1.1 is a Timeout when the far end neither hears nor speaks",
  async () => {
    using listener = Deno.listen({ port: 0, hostname: "127.0.0.1" });
    const awake = Promise.withResolvers<void>();
    const listen = async (): Promise<void> => {
      using connection = await listener.accept();
      await connection.read(new Uint8Array(1));
      const head = `HTTP/1.1 200 OK\r\ncontent-type: ${EVENT_STREAM}\r\ntransfer-encoding: chunked\r\n\r\n`;
      await connection.write(new TextEncoder().encode(head));
      await awake.promise;
      await Array.fromAsync(connection.readable).catch(() => {});
    };
    const listened = listen();
    using client = Deno.createHttpClient(ROADS["HTTP/1.1"]!);
    const options: RequestInit & { client: Deno.HttpClient } = { client };
    const endpoint = `http://127.0.0.1:${listener.addr.port}`;
    await stuck(speaker((url, init) => fetch(url, { ...init, ...options }), { endpoint }));
    awake.resolve();
    await soon(listened);
    await settled();
  },
);

guarded("invokeModelWithBidirectionalStream() says when nobody is there", async () => {
  const bedrock = speaker((url, init) => fetch(url, init), { endpoint: "http://127.0.0.1:9", maxAttempts: 1 });
  const body = new Talk(chat("x"));
  const error = await assertRejects(
    () => bedrock.invokeModelWithBidirectionalStream({ modelId: SONIC, body }),
    BedrockError,
  );
  assertEquals([error.code, body.over || body.taken === 0], ["NetworkError", true]);
});
