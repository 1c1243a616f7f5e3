/**
 * The same session by AWS's own client and by ours in, what each other's side says of it out.
 *
 * @module
 */
import { createEmulator, emulatorCredentials } from "../../src/emulator/emulator.ts";
import type { AmazonNovaSonicChunk } from "../../src/models/amazon_nova_sonic.ts";
import { bedrockRuntimeClient, eventStreamCodec, sha256Js, signatureV4 } from "../clients.ts";
import { assert, assertEquals, assertRejects } from "../deps.ts";
import { guarded } from "./guarded.ts";
import { chat, closing, heard, listening, opening, said, silence, SONIC, speaker, Talk } from "./talking.ts";

const utf8 = new TextEncoder();
const text = new TextDecoder();
const SESSION = [
  ...opening(),
  ...said("Be kind", "s", "SYSTEM"),
  listening(),
  heard(crypto.getRandomValues(new Uint8Array(3200))),
  silence(),
  ...said("Say “grüß Gott”", "t"),
  ...closing(),
];

/** What differs from session to session. */
function plain(event: unknown): unknown {
  return JSON.parse(JSON.stringify(event).replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, "uuid"));
}

/** What AWS's client asks of whoever carries its requests. */
interface SdkRequest {
  path: string;
  headers: Record<string, string>;
  body: AsyncIterable<Uint8Array<ArrayBuffer>>;
}

/** Lets AWS's client speak with an emulator over a `fetch` that reads while it sends: its own carrier cannot in Deno. */
async function sdkSession(send: typeof fetch, events: object[]): Promise<unknown[]> {
  const sdk = await bedrockRuntimeClient();
  const { Readable } = await import("node:stream");
  const handler = {
    async handle({ path, headers, body }: SdkRequest): Promise<{ response: unknown }> {
      const { host, ...rest } = headers;
      const init: RequestInit & { duplex: "half" } = {
        method: "POST",
        headers: rest,
        body: ReadableStream.from(body),
        duplex: "half",
      };
      const response = await send(`https://${host}${path}`, init);
      const answer = Readable.fromWeb(response.body as never);
      return {
        response: { statusCode: response.status, headers: Object.fromEntries(response.headers), body: answer },
      };
    },
  };
  const client = new sdk.BedrockRuntimeClient({
    region: "us-east-1",
    credentials: { ...emulatorCredentials, sessionToken: "token/+=" },
    requestHandler: handler as never,
    maxAttempts: 1,
  });
  async function* body(): AsyncGenerator<{ chunk: { bytes: Uint8Array } }> {
    for (const event of events) {
      yield { chunk: { bytes: utf8.encode(JSON.stringify(event)) } };
      await new Promise((resolve) => setTimeout(resolve, 0));
    }
  }
  try {
    const command = new sdk.InvokeModelWithBidirectionalStreamCommand({ modelId: SONIC, body: body() });
    const answers: unknown[] = [];
    for await (const { chunk } of (await client.send(command)).body!) {
      answers.push(JSON.parse(text.decode(chunk!.bytes)));
    }
    return answers;
  } finally {
    client.destroy();
  }
}

guarded("createEmulator() understands AWS's own client: each event that it signs, and it the answers", async () => {
  const emulator = createEmulator({ credentials: [{ ...emulatorCredentials, sessionToken: "token/+=" }] });
  const theirs = await sdkSession(emulator, SESSION);
  const ours: AmazonNovaSonicChunk[] = [];
  const stream = await speaker(createEmulator()).invokeModelWithBidirectionalStream({
    modelId: SONIC,
    body: new Talk(SESSION),
  });
  for await (const event of stream) ours.push(event);
  assertEquals(theirs.map(plain), ours.map(plain));
  const error = await assertRejects(() => sdkSession(emulator, [...opening(), ...opening()]));
  assertEquals((error as Error).name, "ValidationException");
});

guarded(
  "invokeModelWithBidirectionalStream() sends what AWS's signer and codec find whole and well signed",
  async () => {
    const { SignatureV4 } = await signatureV4();
    const { Sha256 } = await sha256Js();
    const { EventStreamCodec } = await eventStreamCodec();
    const codec = new EventStreamCodec((bytes) => text.decode(bytes as Uint8Array), (words) => utf8.encode(words));
    const credentials = { ...emulatorCredentials, sessionToken: "token/+=" };
    const signer = new SignatureV4({ service: "bedrock", region: "us-east-1", credentials, sha256: Sha256 });
    const found: unknown[] = [];
    const emulator = createEmulator({ credentials: [credentials] });
    let checked = 0;
    const check = async (url: string, headers: Headers, body: ReadableStream<Uint8Array>): Promise<void> => {
      const { host, pathname: path, protocol, hostname } = new URL(url);
      const signedDate = (headers.get("x-amz-date")!).replace(/(\d{4})(..)(.{5})(..)/, "$1-$2-$3:$4:");
      const given = Object.fromEntries(
        [...headers].filter(([name]) => !/^(authorization|x-amz-date|x-amz-sec)/.test(name)),
      );
      const again = await signer.sign({ method: "POST", protocol, hostname, path, headers: { ...given, host } }, {
        signingDate: new Date(signedDate),
        signableHeaders: new Set(/SignedHeaders=([^,]+)/.exec(headers.get("authorization")!)![1]!.split(";")),
      });
      assertEquals(headers.get("authorization"), again.headers.authorization);
      assertEquals(headers.get("content-type"), "application/vnd.amazon.eventstream");
      assertEquals(headers.get("x-amz-content-sha256"), "STREAMING-AWS4-HMAC-SHA256-EVENTS");
      let priorSignature = /Signature=(\w+)/.exec(headers.get("authorization")!)![1]!;
      let last: Uint8Array | undefined;
      // One frame is one piece: whoever reads the stream by pieces may rely on nothing, the codec here may
      for await (const piece of body) {
        const message = codec.decode(piece);
        const { ":chunk-signature": signature, ":date": date } = message.headers;
        const signed = await signer.sign({
          message: { headers: { ":date": date! }, body: message.body },
          priorSignature,
        }, {
          signingDate: date!.value as Date,
        });
        assertEquals(new Uint8Array(signature!.value as Uint8Array).toHex(), signed.signature);
        priorSignature = signed.signature;
        last = message.body;
        checked++;
        if (last.length > 0) {
          const inner = codec.decode(last);
          assertEquals(
            Object.fromEntries(Object.entries(inner.headers).map(([name, { value }]) => [name, value])),
            { ":event-type": "chunk", ":message-type": "event", ":content-type": "application/json" },
          );
          found.push(JSON.parse(atobText(JSON.parse(text.decode(inner.body)).bytes)));
        }
      }
      assertEquals(last?.length, 0);
    };
    let checking: Promise<void> | undefined;
    const bedrock = speaker((url, init) => {
      const [one, two] = (init!.body as ReadableStream<Uint8Array<ArrayBuffer>>).tee();
      checking = check(String(url), new Headers(init!.headers), one);
      return emulator(url, { ...init, body: two });
    }, { credentials });
    const stream = await bedrock.invokeModelWithBidirectionalStream({ modelId: SONIC, body: new Talk(SESSION) });
    for await (const _ of stream);
    await checking;
    assertEquals([checked, found], [SESSION.length + 1, SESSION]);
  },
);

guarded("createEmulator() takes the chain of AWS's signer over the frames of AWS's codec, and no other", async () => {
  const { SignatureV4 } = await signatureV4();
  const { Sha256 } = await sha256Js();
  const { EventStreamCodec } = await eventStreamCodec();
  const codec = new EventStreamCodec((bytes) => text.decode(bytes as Uint8Array), (words) => utf8.encode(words));
  const signer = new SignatureV4({
    service: "bedrock",
    region: "us-east-1",
    credentials: { ...emulatorCredentials },
    sha256: Sha256,
  });
  const host = "bedrock-runtime.us-east-1.amazonaws.com";
  const path = `/model/${encodeURIComponent(SONIC)}/invoke-with-bidirectional-stream`;
  const headers = {
    host,
    "content-type": "application/vnd.amazon.eventstream",
    "x-amz-content-sha256": "STREAMING-AWS4-HMAC-SHA256-EVENTS",
  };
  const ask = async (
    bend: (frames: Uint8Array[]) => Uint8Array[],
    whole: Record<string, string> = headers,
  ): Promise<string> => {
    const request = await signer.sign({ method: "POST", protocol: "https:", hostname: host, path, headers: whole });
    delete request.headers[":authority"];
    let priorSignature = /Signature=(\w+)/.exec(request.headers.authorization!)![1]!;
    const frames: Uint8Array[] = [];
    for (const event of [...chat("Say hello"), undefined]) {
      const body = event === undefined ? new Uint8Array() : codec.encode({
        headers: {
          ":event-type": { type: "string", value: "chunk" },
          ":message-type": { type: "string", value: "event" },
          ":content-type": { type: "string", value: "application/json" },
        },
        body: utf8.encode(JSON.stringify({ bytes: utf8.encode(JSON.stringify(event)).toBase64() })),
      });
      const date = { ":date": { type: "timestamp" as const, value: new Date() } };
      const signed = await signer.sign({ message: { headers: date, body }, priorSignature }, {});
      priorSignature = signed.signature;
      const signature = { type: "binary" as const, value: Uint8Array.fromHex(priorSignature) };
      frames.push(codec.encode({ headers: { ...date, ":chunk-signature": signature }, body }));
    }
    const response = await createEmulator()(`https://${host}${path}`, {
      method: "POST",
      headers: request.headers,
      body: new Blob(bend(frames) as Uint8Array<ArrayBuffer>[]),
    });
    const answer = text.decode(await response.arrayBuffer());
    return /:exception-type\W+?(\w+Exception)/.exec(answer)?.[1] ?? (answer.includes("chunk") ? "whole" : answer);
  };
  assertEquals(await ask((frames) => frames), "whole");
  // What AWS's client signs in the place of the host when it speaks HTTP/2
  const { host: authority, ...rest } = headers;
  assertEquals(await ask((frames) => frames, { ":authority": authority, ...rest }), "whole");
  assertEquals(await ask((frames) => frames.toSpliced(4, 1)), "invalidSignatureException");
  assertEquals(await ask((frames) => frames.toSpliced(2, 2, frames[3]!, frames[2]!)), "invalidSignatureException");
  assertEquals(await ask((frames) => [frames[0]!, ...frames]), "invalidSignatureException");
  assertEquals(await ask((frames) => frames.slice(0, -1)), "validationException");
  const bent = await ask((frames) =>
    frames.map((frame, at) => at === 3 ? frame.map((byte, i) => i === 90 ? byte ^ 1 : byte) : frame)
  );
  assert(bent === "serializationException", bent);
});

function atobText(encoded: string): string {
  return text.decode(Uint8Array.fromBase64(encoded));
}
