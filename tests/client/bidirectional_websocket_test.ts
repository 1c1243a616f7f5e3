/**
 * Sessions over a WebSocket in, what the other side of it checks and hears out.
 *
 * @module
 */
import { BedrockError } from "../../mod.ts";
import type { EventChainSeed } from "../../src/emulator/auth.ts";
import { sessionFrames } from "../../src/emulator/bidirectional.ts";
import { emulatorCredentials } from "../../src/emulator/emulator.ts";
import { signingKey } from "../../src/emulator/sigv4.ts";
import { SonicSession } from "../../src/emulator/sonic.ts";
import type { AmazonNovaSonicRequest } from "../../src/models/amazon_nova_sonic.ts";
import { encodeBase64 } from "../../src/wire/base64.ts";
import { sha256Js, signatureV4 } from "../clients.ts";
import { assert, assertEquals, assertMatch, assertRejects, assertStrictEquals, assertStringIncludes } from "../deps.ts";
import { guarded } from "./guarded.ts";
import {
  chat,
  heard,
  listening,
  names,
  opening,
  piecesOf,
  said,
  settled,
  SONIC,
  speaker,
  Talk,
  until,
} from "./talking.ts";

const CREDENTIALS = { ...emulatorCredentials, sessionToken: "token/with+signs=" };

/** How the other side behaves. */
interface Manners {
  /** Whether answers come as text. */
  text?: boolean;
  /** Refuses to speak. */
  refuse?: boolean;
  /** How many frames come before it closes with a code. */
  close?: { after: number; code: number };
}

/** A service on loopback that takes WebSockets whose address AWS's own signer would have made. */
class FarSocket implements AsyncDisposable {
  /** What was wrong with addresses. */
  readonly complaints: string[] = [];
  /** What clients closed with. */
  readonly codes: number[] = [];
  /** The paths and queries that came. */
  readonly urls: URL[] = [];
  readonly #server: Deno.HttpServer<Deno.NetAddr>;
  readonly #open = new Set<WebSocket>();

  constructor(manners: Manners = {}) {
    this.#server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen: () => {} }, async (request) => {
      if (manners.refuse) return new Response("no", { status: 403 });
      const url = new URL(request.url);
      this.urls.push(url);
      const seed = await this.#check(url);
      const { socket, response } = Deno.upgradeWebSocket(request);
      this.#open.add(socket);
      const pieces = piecesOf(socket);
      socket.addEventListener("close", ({ code }) => {
        this.codes.push(code);
        this.#open.delete(socket);
      });
      const speak = async (): Promise<void> => {
        let count = 0;
        for await (const frame of sessionFrames(new SonicSession("s"), pieces.getReader(), seed, Date.now)) {
          if (socket.readyState !== WebSocket.OPEN) return;
          socket.send(manners.text ? encodeBase64(frame) : frame as Uint8Array<ArrayBuffer>);
          if (++count === manners.close?.after) return socket.close(manners.close.code);
        }
      };
      socket.onopen = () => void speak();
      return response;
    });
  }

  /** Where it is. */
  get endpoint(): string {
    return `http://127.0.0.1:${this.#server.addr.port}`;
  }

  /** Signs the address once more, with AWS's signer. */
  async #check(url: URL): Promise<EventChainSeed> {
    const { SignatureV4 } = await signatureV4();
    const { Sha256 } = await sha256Js();
    const query = Object.fromEntries(url.searchParams);
    const signer = new SignatureV4({
      service: "bedrock",
      region: "us-east-1",
      credentials: CREDENTIALS,
      sha256: Sha256,
    });
    const stamp = query["X-Amz-Date"]!;
    const signed = await signer.presign({
      method: "GET",
      protocol: "ws:",
      hostname: url.hostname,
      port: Number(url.port),
      path: url.pathname,
      headers: { host: url.host },
      query: {},
    }, {
      expiresIn: 60,
      signingDate: new Date(stamp.replace(/(\d{4})(..)(.{5})(..)/, "$1-$2-$3:$4:")),
    });
    for (const name of new Set([...Object.keys(query), ...Object.keys(signed.query!)])) {
      if (query[name] !== signed.query![name]) this.complaints.push(`${name}: ${query[name]} ${signed.query![name]}`);
    }
    const scope = { date: stamp.slice(0, 8), region: "us-east-1", service: "bedrock" };
    const key = await signingKey(CREDENTIALS.secretAccessKey, scope);
    return { signature: query["X-Amz-Signature"]!, key, scope };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of this.#open) socket.close();
    await until(() => this.#open.size === 0);
    await this.#server.shutdown();
    await settled();
  }
}

function over(far: FarSocket): ReturnType<typeof speaker> {
  const nobody = (): Promise<Response> => Promise.reject(new Error("fetch was used"));
  return speaker(nobody, { endpoint: far.endpoint, credentials: CREDENTIALS, sleep: () => Promise.resolve() });
}
const TRANSPORT = { transport: "websocket" } as const;

async function* chatter(): AsyncGenerator<AmazonNovaSonicRequest> {
  yield* opening();
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, 0));
    yield* said("Say hello", "t");
  }
}

for (const text of [false, true]) {
  guarded(
    `openWebSocket() carries a session whose address and events AWS's signer agrees with, answered in ${
      text ? "text" : "bytes"
    }`,
    async () => {
      await using far = new FarSocket({ text });
      const body = new Talk(chat("Say hello"));
      const stream = await over(far).invokeModelWithBidirectionalStream({ modelId: SONIC, body }, TRANSPORT);
      const seen = await names(stream);
      assertEquals([seen[0], seen.at(-1), body.over], ["completionStart", "completionEnd", true]);
      await until(() => far.codes.length > 0);
      assertEquals([far.complaints, far.codes], [[], [1000]]);
      assertEquals(
        far.urls[0]!.pathname,
        "/model/amazon.nova-2-sonic-v1%3A0/invoke-with-bidirectional-stream-websocket",
      );
      assertEquals(far.urls[0]!.searchParams.get("X-Amz-SignedHeaders"), "host");
      assertEquals(far.urls[0]!.searchParams.get("X-Amz-Expires"), "60");
    },
  );
}

guarded("openWebSocket() tells an exception frame, a close amid the answer, and a code that is no good", async () => {
  const cases: [Manners, AmazonNovaSonicRequest[], string][] = [
    [
      {},
      [...opening(), ...said("Say hello", "t"), { event: { promptEnd: { promptName: "other" } } }],
      "ValidationException",
    ],
    [{ close: { after: 4, code: 1000 } }, chat("Say hello"), "StreamIncomplete"],
    [{ close: { after: 4, code: 4500 } }, chat("Say hello"), "StreamIncomplete"],
  ];
  for (const [manners, events, code] of cases) {
    await using far = new FarSocket(manners);
    const body = new Talk(events);
    const error = await assertRejects(async () => {
      await names(await over(far).invokeModelWithBidirectionalStream({ modelId: SONIC, body }, TRANSPORT));
    }, BedrockError);
    assertEquals([error.code, error.partial?.text], [code, "hello"]);
    if (manners.close?.code === 4500) assertMatch((error.cause as Error).message, /4500/);
    await until(() => body.over);
  }
});

guarded("openWebSocket() fails as a connection does when it is refused, and does not show the address", async () => {
  await using far = new FarSocket({ refuse: true });
  const body = new Talk(chat("x"));
  const error = await assertRejects(
    () => over(far).invokeModelWithBidirectionalStream({ modelId: SONIC, body }, TRANSPORT),
    BedrockError,
  );
  assertEquals([error.code, error.attempts, body.taken], ["NetworkError", 3, 0]);
  assert(!`${error.message}${(error.cause as Error).message}`.includes("X-Amz-"));
});

guarded(
  "openWebSocket() keeps the reason of an abort, leaves when it is left, and throws what the events fail with",
  async () => {
    await using far = new FarSocket();
    const reason = new Error("hung up");
    const caller = new AbortController();
    const body = new Talk(chatter());
    const stream = await over(far).invokeModelWithBidirectionalStream({ modelId: SONIC, body }, {
      ...TRANSPORT,
      signal: caller.signal,
    });
    const thrown = await assertRejects(async () => {
      for await (const { event } of stream) if (event.usageEvent) caller.abort(reason);
    });
    assertStrictEquals(thrown, reason);
    await until(() => body.over && far.codes.length === 1);

    const left = new Talk(chatter());
    for await (
      const _ of await over(far).invokeModelWithBidirectionalStream({ modelId: SONIC, body: left }, TRANSPORT)
    ) break;
    await until(() => left.over && far.codes.length === 2);

    const trouble = new RangeError("the microphone is gone");
    async function* failing(): AsyncGenerator<AmazonNovaSonicRequest> {
      yield* opening();
      throw trouble;
    }
    const failed = await assertRejects(async () => {
      await names(await over(far).invokeModelWithBidirectionalStream({ modelId: SONIC, body: failing() }, TRANSPORT));
    });
    assertStrictEquals(failed, trouble);
  },
);

guarded("openWebSocket() tells how a connection failed, without the query that vouches for the caller", async () => {
  /** A WebSocket that says too much. */
  class Talkative extends EventTarget {
    binaryType = "blob";
    bufferedAmount = 0;
    constructor(url: string) {
      super();
      queueMicrotask(() => this.dispatchEvent(new ErrorEvent("error", { message: `no route to ${url} today` })));
    }
    send(): void {}
    close(): void {}
  }
  const bedrock = speaker(() => Promise.reject(new Error("fetch was used")), { maxAttempts: 1 });
  const call = { ...TRANSPORT, WebSocket: Talkative };
  const body = new Talk(chat("x"));
  const error = await assertRejects(
    () => bedrock.invokeModelWithBidirectionalStream({ modelId: SONIC, body }, call),
    BedrockError,
  );
  assertMatch(error.message, /no route to wss:.*-websocket\?… today$/);
});

guarded("openWebSocket() gives a WebSocket no more than it takes", async () => {
  const sent: number[] = [];
  let waits = 0;
  /** A WebSocket that takes a while. */
  class Slow extends EventTarget {
    binaryType = "blob";
    bufferedAmount = 0;
    constructor(readonly url: string) {
      super();
      queueMicrotask(() => this.dispatchEvent(new Event("open")));
    }
    send(data: Uint8Array): void {
      this.bufferedAmount += data.length;
      sent.push(this.bufferedAmount);
      last = this;
    }
    close(): void {}
  }
  let last: Slow | undefined;
  const bedrock = speaker(() => Promise.reject(new Error("fetch was used")), {
    sleep: async (_, signal) => {
      signal.throwIfAborted();
      waits++;
      await new Promise((resolve) => setTimeout(resolve, 0));
      if (waits % 10 === 0) last!.bufferedAmount = 0;
    },
  });
  function* endless(): Generator<AmazonNovaSonicRequest> {
    yield* [...opening(), listening()];
    for (;;) yield heard(new Uint8Array(48_000));
  }
  const body = new Talk(endless());
  const stream = await bedrock.invokeModelWithBidirectionalStream({ modelId: SONIC, body }, {
    ...TRANSPORT,
    WebSocket: Slow,
  });
  await until(() => waits > 30);
  assert(Math.max(...sent) < 512 * 1024, `${Math.max(...sent)}`);
  assertStringIncludes(last!.url, "wss://bedrock-runtime.us-east-1.amazonaws.com/model/");
  await stream.cancel();
  await until(() => body.over);
});
