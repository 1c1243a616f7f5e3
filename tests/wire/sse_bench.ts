/**
 * Event streams turned into server-sent events, beside AWS's decoders alone, which have not written a byte by then.
 *
 * Every iteration reads the same 5,000 events: divide by that for the time of one.
 *
 * @module
 */
import { bedrockRuntimeClient, eventStreamSerde } from "../clients.ts";
import { EventStreamToSse } from "../../src/wire/sse.ts";
import { concat, converseFrames, cut, invokeFrames } from "./streams.ts";

const COUNT = 5000;
const { EventStreamMarshaller } = await eventStreamSerde();
const { BedrockRuntimeClient, ConverseStreamCommand, InvokeModelWithResponseStreamCommand } =
  await bedrockRuntimeClient();
const decoder = new TextDecoder();
const encoder = new TextEncoder();
const marshaller = new EventStreamMarshaller({
  utf8Encoder: (bytes) => typeof bytes === "string" ? bytes : decoder.decode(bytes as Uint8Array),
  utf8Decoder: (text) => encoder.encode(text),
});

async function* asStream(pieces: Uint8Array[]): AsyncGenerator<Uint8Array> {
  for (const piece of pieces) yield piece;
}

async function count(events: AsyncIterable<unknown>): Promise<void> {
  let count = 0;
  for await (const _event of events) count++;
  if (count !== COUNT) throw new Error(`Cannot bench: ${count} events, wanted ${COUNT}`);
}

function awsClient(pieces: Uint8Array[]): InstanceType<typeof BedrockRuntimeClient> {
  return new BedrockRuntimeClient({
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
}

function transcode(pieces: Uint8Array[], unwrap: boolean): void {
  const transcoder = new EventStreamToSse({ unwrap });
  for (const piece of pieces) transcoder.push(piece);
  transcoder.end();
}

for (
  const [reads, cutUp] of [
    ["16 KiB reads", (frames: Uint8Array[]) => cut(concat(frames), 16 * 1024)],
    ["100 B reads", (frames: Uint8Array[]) => cut(concat(frames), 100)],
    ["one frame in a read", (frames: Uint8Array[]) => frames],
  ] as const
) {
  const invoke = cutUp(invokeFrames(COUNT));
  const converse = cutUp(converseFrames(COUNT));
  let group = `5,000 Invoke events, ${reads}`;
  Deno.bench("bedrock, to server-sent events", { group, baseline: true }, () => transcode(invoke, true));
  Deno.bench("@aws-sdk/client-bedrock-runtime, decoding alone", { group }, async () => {
    const command = new InvokeModelWithResponseStreamCommand({ modelId: "anthropic.claude-v2" });
    await count((await awsClient(invoke).send(command)).body!);
  });
  Deno.bench("@smithy/eventstream-serde-universal, JSON and base64", { group }, async () => {
    await count(marshaller.deserialize(asStream(invoke), (messages: Record<string, { body: Uint8Array }>) => {
      const { bytes } = JSON.parse(decoder.decode(Object.values(messages)[0]!.body));
      return Promise.resolve(JSON.parse(atob(bytes)));
    }));
  });
  group = `5,000 Converse events, ${reads}`;
  Deno.bench("bedrock, to server-sent events", { group, baseline: true }, () => transcode(converse, false));
  Deno.bench("@aws-sdk/client-bedrock-runtime, decoding alone", { group }, async () => {
    const command = new ConverseStreamCommand({ modelId: "anthropic.claude-v2", messages: [] });
    await count((await awsClient(converse).send(command)).stream!);
  });
}
