/**
 * Event-stream decoding, from network reads to parsed JSON, beside AWS's decoder and client and Vercel's provider.
 *
 * Every iteration reads the same 5,000 events: divide by that for the time of one.
 *
 * @module
 */
import { aiSdkAmazonBedrock, bedrockRuntimeClient, eventStreamSerde } from "../clients.ts";
import { chunkBytes, scanChunk } from "../../src/wire/chunk.ts";
import { FrameReader } from "../../src/wire/frames.ts";
import { concat, converseFrames, cut, event, invokeFrames } from "./streams.ts";

const COUNT = 5000;
const decoder = new TextDecoder();
const encoder = new TextEncoder();

const { EventStreamMarshaller } = await eventStreamSerde();
const marshaller = new EventStreamMarshaller({
  utf8Encoder: (bytes) => typeof bytes === "string" ? bytes : decoder.decode(bytes as Uint8Array),
  utf8Decoder: (text) => encoder.encode(text),
});
const { BedrockRuntimeClient, InvokeModelWithResponseStreamCommand } = await bedrockRuntimeClient();
const { createAmazonBedrock } = await aiSdkAmazonBedrock();

async function* asStream(pieces: Uint8Array[]): AsyncGenerator<Uint8Array> {
  for (const piece of pieces) yield piece;
}

function check(count: number, wanted: number = COUNT): void {
  if (count !== wanted) throw new Error(`Cannot bench: ${count} events, wanted ${wanted}`);
}

/** From reads to values, each chunk decoded into the same memory. */
function readInPlace(pieces: Uint8Array[]): number {
  const reader = new FrameReader();
  const scratch = new Uint8Array(4096);
  let count = 0;
  for (const piece of pieces) {
    reader.push(piece);
    while (reader.nextHead()) {
      const { bytes, payloadStart, payloadEnd } = reader.place;
      const length = scanChunk(bytes, payloadStart, payloadEnd, scratch, 0);
      JSON.parse(decoder.decode(scratch.subarray(0, length)));
      count++;
    }
  }
  reader.end();
  return count;
}

/** The frames alone, checked. */
function readFrames(pieces: Uint8Array[]): number {
  const reader = new FrameReader();
  let count = 0;
  for (const piece of pieces) {
    reader.push(piece);
    while (reader.nextHead()) count++;
  }
  reader.end();
  return count;
}

/** Frame by frame, each with its own bytes. */
function readOneByOne(pieces: Uint8Array[]): number {
  const reader = new FrameReader();
  let count = 0;
  for (const piece of pieces) {
    reader.push(piece);
    for (let frame = reader.next(); frame; frame = reader.next()) {
      JSON.parse(decoder.decode(chunkBytes(frame.payload)));
      count++;
    }
  }
  reader.end();
  return count;
}

async function readBySmithy(pieces: Uint8Array[]): Promise<number> {
  const events = marshaller.deserialize(asStream(pieces), (messages: Record<string, { body: Uint8Array }>) => {
    const { bytes } = JSON.parse(decoder.decode(Object.values(messages)[0]!.body));
    return Promise.resolve(JSON.parse(atob(bytes)));
  });
  let count = 0;
  for await (const _event of events) count++;
  return count;
}

async function readByAwsClient(pieces: Uint8Array[]): Promise<number> {
  const client = new BedrockRuntimeClient({
    region: "us-east-1",
    credentials: { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret" },
    requestHandler: {
      handle: () =>
        Promise.resolve({
          response: {
            statusCode: 200,
            headers: { "content-type": "application/vnd.amazon.eventstream" },
            body: asStream(pieces),
          },
        }),
    } as never,
  });
  const { body } = await client.send(new InvokeModelWithResponseStreamCommand({ modelId: "anthropic.claude-v2" }));
  let count = 0;
  for await (const event of body!) {
    JSON.parse(decoder.decode(event.chunk!.bytes));
    count++;
  }
  return count;
}

async function readByAiSdk(pieces: Uint8Array[]): Promise<number> {
  const provider = createAmazonBedrock({
    region: "us-east-1",
    apiKey: "key",
    fetch: () =>
      Promise.resolve(
        new Response(ReadableStream.from(asStream(pieces)) as ReadableStream<Uint8Array<ArrayBuffer>>, {
          headers: { "content-type": "application/vnd.amazon.eventstream" },
        }),
      ),
  });
  const { stream } = await provider("anthropic.claude-3-haiku-20240307-v1:0").doStream({
    prompt: [{ role: "user", content: [{ type: "text", text: "hi" }] }],
  });
  let count = 0;
  for await (const part of stream) if (part.type === "text-delta") count++;
  return count;
}

const invoke = invokeFrames(COUNT);
const converse = converseFrames(COUNT);
for (
  const [reads, pieces, conversePieces] of [
    ["16 KiB reads", cut(concat(invoke), 16 * 1024), cut(concat(converse), 16 * 1024)],
    ["100 B reads", cut(concat(invoke), 100), cut(concat(converse), 100)],
    ["one frame in a read", invoke, converse],
  ] as const
) {
  const group = `5,000 Invoke events, ${reads}`;
  Deno.bench("bedrock, decoded in place", { group, baseline: true }, () => check(readInPlace(pieces)));
  Deno.bench("bedrock, each chunk with its own bytes", { group }, () => check(readOneByOne(pieces)));
  Deno.bench("bedrock, frames alone", { group }, () => check(readFrames(pieces)));
  Deno.bench("@smithy/eventstream-serde-universal", { group }, async () => check(await readBySmithy(pieces)));
  Deno.bench("@aws-sdk/client-bedrock-runtime", { group }, async () => check(await readByAwsClient(pieces)));
  Deno.bench("@ai-sdk/amazon-bedrock (Converse)", { group }, async () => check(await readByAiSdk(conversePieces)));
}

const large = event("chunk", JSON.stringify({ bytes: btoa("x".repeat(6 * 1024 * 1024)) }));
for (const [reads, size] of [["one read", large.length], ["1.4 KB reads", 1400]] as const) {
  const group = "one frame of 8 MiB";
  const pieces = cut(large, size);
  Deno.bench(`bedrock, ${reads}`, { group, baseline: pieces.length === 1 }, () => {
    const reader = new FrameReader();
    let count = 0;
    for (const piece of pieces) {
      reader.push(piece);
      while (reader.next()) count++;
    }
    check(count, 1);
  });
  Deno.bench(`@smithy/eventstream-serde-universal, ${reads}`, { group }, async () => {
    let count = 0;
    for await (const _event of marshaller.deserialize(asStream(pieces), (message) => Promise.resolve(message))) count++;
    check(count, 1);
  });
}
