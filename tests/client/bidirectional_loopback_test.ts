/**
 * Sessions over loopback in, what goes over the wire out: HTTP/1.1 and HTTP/2, both directions at once.
 *
 * @module
 */
import { BedrockError } from "../../mod.ts";
import { createEmulator, type EmulatorOptions } from "../../src/emulator/emulator.ts";
import type { AmazonNovaSonicRequest } from "../../src/models/amazon_nova_sonic.ts";
import { assertEquals, assertLess, assertRejects, assertStrictEquals } from "../deps.ts";
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

/** A served emulator, and a `fetch` of the wanted version of HTTP that reaches it. */
class Line implements AsyncDisposable {
  /** Whether requests came over HTTP/2: those have no `host` header. */
  readonly versions = new Set<string>();
  readonly #server: Deno.HttpServer<Deno.NetAddr>;
  readonly #client: Deno.HttpClient;

  constructor(version: 1 | 2, options: EmulatorOptions = {}) {
    const emulator = createEmulator(options);
    this.#server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen: () => {} }, (request, info) => {
      this.versions.add(request.headers.has("host") ? "HTTP/1.1" : "HTTP/2");
      return emulator(request, info as never);
    });
    // Without TLS, HTTP/2 is spoken by whoever knows that the other side does
    this.#client = Deno.createHttpClient(version === 2 ? { http1: false, http2: true } : { http1: true, http2: false });
  }

  /** A client of it. */
  get bedrock(): ReturnType<typeof speaker> {
    const client = { client: this.#client };
    const send: typeof fetch = (url, init) => fetch(url, { ...init, ...client });
    return speaker(send, {
      endpoint: `http://127.0.0.1:${this.#server.addr.port}`,
      sleep: () => Promise.resolve(),
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#client.close();
    await this.#server.shutdown();
    await settled();
  }
}

/** Says something over and over, until it is left. */
async function* chatter(): AsyncGenerator<AmazonNovaSonicRequest> {
  yield* opening();
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, 0));
    yield* said("Say hello", "t");
  }
}

for (const version of [1, 2] as const) {
  const over = version === 1 ? "HTTP/1.1" : "HTTP/2";

  guarded(`invokeModelWithBidirectionalStream() over ${over} speaks and listens at the same time`, async () => {
    await using line = new Line(version);
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
    assertEquals([answers, body.over, [...line.versions]], [3, true, [over]]);
  });

  // Over HTTP/2, Deno's client and server have been seen to wait for each other for good once both directions are full
  const fills = version === 1 ? guarded : (): void => {};
  fills(`invokeModelWithBidirectionalStream() over ${over} holds the caller back while nobody reads`, async () => {
    await using line = new Line(version);
    const piece = new Uint8Array(48_000);
    function* endless(): Generator<AmazonNovaSonicRequest> {
      yield* [...opening(), listening()];
      for (;;) yield heard(piece);
    }
    const body = new Talk(endless());
    const stream = await line.bedrock.invokeModelWithBidirectionalStream({ modelId: SONIC, body });
    const events = stream[Symbol.asyncIterator]();
    while (!(await events.next()).value!.event.audioOutput);
    // What is under way fills the system's own buffers, and then nothing moves
    let before = -1;
    for (let still = 0; still < 20; still++) {
      if (body.taken !== before) still = 0;
      before = body.taken;
      assertLess(body.taken, 600, "nothing holds the caller back");
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    // And all of it is there for whoever reads on
    for (let more = 0; more < before; more++) assertEquals((await events.next()).done, false);
    await until(() => body.taken > before);
    await events.return!();
    await until(() => body.over);
  });

  guarded(
    `invokeModelWithBidirectionalStream() over ${over} hears every sample back, however slowly it is read`,
    async () => {
      await using line = new Line(version);
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
      await using line = new Line(version);
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
      await using line = new Line(version);
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
    await using line = new Line(version);
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
    await using line = new Line(version);
    const body = new Talk(chatter());
    const error = await assertRejects(async () => {
      const options = { headers: { "x-emulator-fault": "stall at=3" }, timeouts: { idle: 300 } };
      await names(await line.bedrock.invokeModelWithBidirectionalStream({ modelId: SONIC, body }, options));
    }, BedrockError);
    assertEquals([error.code, error.partial?.text], ["Timeout", "hello"]);
    await until(() => body.over);
  });
}

guarded("invokeModelWithBidirectionalStream() says when nobody is there", async () => {
  const bedrock = speaker((url, init) => fetch(url, init), { endpoint: "http://127.0.0.1:9", maxAttempts: 1 });
  const body = new Talk(chat("x"));
  const error = await assertRejects(
    () => bedrock.invokeModelWithBidirectionalStream({ modelId: SONIC, body }),
    BedrockError,
  );
  assertEquals([error.code, body.over || body.taken === 0], ["NetworkError", true]);
});
