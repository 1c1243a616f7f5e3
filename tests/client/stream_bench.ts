/**
 * `for await` over Invoke chunks of 257 bytes, in reads of 16 KiB, beside the AWS SDK doing the same.
 *
 * @module
 */
import { encodeMessage } from "../../src/wire/event_stream.ts";
import { BedrockRuntime } from "../../mod.ts";
import { bedrockRuntimeClient } from "../clients.ts";

const EVENTS = 50_000;
const credentials = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret" };
const modelId = "anthropic.claude-3-haiku-20240307-v1:0";

function frame(chunk: unknown, padding: number): Uint8Array {
  const bytes = btoa(JSON.stringify(chunk));
  return encodeMessage({
    headers: {
      ":event-type": { type: "string", value: "chunk" },
      ":content-type": { type: "string", value: "application/json" },
      ":message-type": { type: "string", value: "event" },
    },
    body: new TextEncoder().encode(
      `{"bytes":"${bytes}","p":"${"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ".slice(0, padding)}"}`,
    ),
  });
}

/** The stream's bytes, in reads of `size` bytes. */
export function body(size: number): ReadableStream<Uint8Array> {
  let at = 0;
  return new ReadableStream({
    pull(controller): void {
      if (at >= whole.length) return controller.close();
      controller.enqueue(whole.subarray(at, at += size));
    },
  }, { highWaterMark: 0 });
}

const delta = frame({ type: "content_block_delta", index: 0, delta: { type: "text_delta", text: " token" } }, 22);
const last = frame({ type: "message_stop", "amazon-bedrock-invocationMetrics": { inputTokenCount: 1 } }, 0);
const whole = new Uint8Array(delta.length * EVENTS + last.length);
for (let index = 0; index < EVENTS; index++) whole.set(delta, index * delta.length);
whole.set(last, EVENTS * delta.length);

const reply = (size: number): Response =>
  new Response(body(size), { headers: { "content-type": "application/vnd.amazon.eventstream" } });

async function ours(size: number): Promise<number> {
  const bedrock = new BedrockRuntime({ region: "us-east-1", credentials, fetch: () => Promise.resolve(reply(size)) });
  const stream = await bedrock.invokeModelWithResponseStream({ modelId, body: "{}" });
  let count = 0;
  for await (const chunk of stream) if ((chunk as { type: string }).type) count++;
  return count;
}

async function theirs(size: number): Promise<number> {
  const { BedrockRuntimeClient, InvokeModelWithResponseStreamCommand } = await bedrockRuntimeClient();
  const client = new BedrockRuntimeClient({
    region: "us-east-1",
    credentials,
    requestHandler: {
      handle: () => {
        return Promise.resolve({
          response: {
            statusCode: 200,
            headers: { "content-type": "application/vnd.amazon.eventstream" },
            body: body(size),
          },
        });
      },
      // deno-lint-ignore no-explicit-any -- the SDK's own type asks for more than it uses
    } as any,
  });
  const { body: events } = await client.send(new InvokeModelWithResponseStreamCommand({ modelId, body: "{}" }));
  let count = 0;
  const text = new TextDecoder();
  for await (const event of events!) if (JSON.parse(text.decode(event.chunk!.bytes!)).type) count++;
  return count;
}

for (const size of [16 * 1024, 257]) {
  const group = `invoke chunks to events, ${delta.length} B frames in reads of ${size} B, ${EVENTS} events`;
  Deno.bench({
    name: `edge-aws/bedrock (${size})`,
    group,
    baseline: true,
    n: 10,
    fn: async () => counted(await ours(size)),
  });
  Deno.bench({
    name: `@aws-sdk/client-bedrock-runtime (${size})`,
    group,
    n: 10,
    fn: async () => counted(await theirs(size)),
  });
}

function counted(events: number): void {
  if (events !== EVENTS + 1) throw new Error(`${events} events, wanted ${EVENTS + 1}`);
}
