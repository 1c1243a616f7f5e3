/**
 * The runtime: every operation beside AWS's own client, made-up inputs and replies, and the emulator's answers read by both.
 *
 * @module
 */
// deno-lint-ignore-file no-explicit-any -- AWS's package is asked by name, where it has no types
import { BedrockRuntime } from "../../mod.ts";
import { createEmulator, emulatorCredentials } from "../../src/emulator/emulator.ts";
import { bedrockRuntimeClient, nodeHttpHandler } from "../clients.ts";
import { assertEquals } from "../deps.ts";
import { compare, drained, FarEnd, plain } from "./compared.ts";
import { guarded } from "./guarded.ts";
import {
  type Description,
  descriptions,
  frameOf,
  hasChoice,
  Maker,
  replyOf,
  theirClient,
  ways,
} from "./second_opinion.ts";

const credentials = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret" };
const text = new TextEncoder();

/** What our method of an operation gives, in the words of AWS's client. */
async function ask(ours: BedrockRuntime, name: string, input: any): Promise<any> {
  const method = (ours as any)[name[0]!.toLowerCase() + name.slice(1)].bind(ours);
  if (name === "InvokeModel") {
    const { body, contentType, performanceConfigLatency, serviceTier } = await method(input);
    return { body, contentType, performanceConfigLatency, serviceTier };
  }
  if (name === "ConverseStream") return { stream: await drained(await method(input)) };
  if (name === "InvokeModelWithResponseStream") return await drained(await method(input));
  return await method(input);
}

/** What AWS's method of an operation gives, read to its end. */
async function askThem(theirs: any, sdk: any, name: string, input: any): Promise<any> {
  const { $metadata: _, ...output } = await theirs.send(new sdk[`${name}Command`](input));
  if (name !== "InvokeModelWithResponseStream") {
    for (const member in output) output[member] = await drained(output[member]);
    return output;
  }
  const chunks = await drained(output.body) as any[];
  return chunks.map(({ chunk }) => JSON.parse(new TextDecoder().decode(chunk.bytes)));
}

const BIDIRECTIONAL = "InvokeModelWithBidirectionalStream";

guarded("BedrockRuntime sends and reads every operation as AWS's own client does", async () => {
  await using farEnd = new FarEnd();
  const sdk: any = await bedrockRuntimeClient();
  const theirs = await theirClient(sdk.BedrockRuntimeClient, farEnd.url);
  const ours = new BedrockRuntime({ region: "us-east-1", credentials, endpoint: farEnd.url });
  const all = (await descriptions(sdk)).filter(({ name }) => name !== BIDIRECTIONAL);
  assertEquals(all.length, 10);
  for (const description of all) {
    const maker = new Maker(false), wire = new Maker(true);
    for (const only of ways(hasChoice(description.input) || hasChoice(description.output) ? 80 : 3)) {
      const input = fitting(description, maker.structure(description.input, only));
      farEnd.next = description.name === "InvokeModelWithResponseStream" ? chunks() : replyOf(description, wire);
      const { name } = description;
      await compare(
        farEnd,
        `${name} (${only})`,
        () => askThem(theirs, sdk, name, input),
        () => ask(ours, name, input),
      );
    }
  }
  theirs.destroy();
});

/** AWS's client sends bytes of any kind as such; ours calls them JSON unless it is told otherwise, and so do both here. */
function fitting({ name }: Description, input: any): any {
  return name.startsWith("InvokeModel") ? { contentType: "application/json", ...input } : input;
}

/** A stream of Invoke: its chunks hold JSON of the model's own. */
function chunks(): FarEnd["next"] {
  const schema = { chunk: ['{"completion":"Hi ü","stop_reason":null}', '{"completion":"","stop_reason":"stop"}'] };
  const frames = schema.chunk.map((json) =>
    frameOf("chunk", { bytes: btoa(String.fromCharCode(...text.encode(json))) })
  );
  const body = new Uint8Array(frames.flatMap((frame) => [...frame]));
  return { status: 200, headers: { "content-type": "application/vnd.amazon.eventstream" }, body };
}

/** Questions to the emulator, one at least for each operation. */
const png = Uint8Array.from(
  atob("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="),
  (character) => character.charCodeAt(0),
);
const CLAUDE = "us.anthropic.claude-sonnet-4-5-20250929-v1:0";
const messages = [{
  role: "user",
  content: [{ text: "What is in this picture? ü" }, { image: { format: "png", source: { bytes: png } } }],
}];
const toolConfig = {
  tools: [{
    toolSpec: {
      name: "weather",
      inputSchema: { json: { type: "object", properties: { city: { type: "string" } }, required: ["city"] } },
    },
  }],
  toolChoice: { any: {} },
};
const native = {
  anthropic_version: "bedrock-2023-05-31",
  max_tokens: 50,
  messages: [{ role: "user", content: "Hello there" }],
};
const QUESTIONS: [name: string, input: any][] = [
  ["Converse", { modelId: CLAUDE, messages }],
  ["Converse", { modelId: CLAUDE, messages, toolConfig, additionalModelResponseFieldPaths: ["/stop_sequence"] }],
  ["ConverseStream", { modelId: CLAUDE, messages }],
  ["ConverseStream", { modelId: CLAUDE, messages, toolConfig }],
  [
    "ConverseStream",
    { modelId: CLAUDE, messages, additionalModelRequestFields: { thinking: { type: "enabled", budget_tokens: 1024 } } },
  ],
  ["InvokeModel", { modelId: CLAUDE, body: JSON.stringify(native), contentType: "application/json" }],
  ["InvokeModelWithResponseStream", { modelId: CLAUDE, body: JSON.stringify(native), contentType: "application/json" }],
  ["CountTokens", { modelId: "anthropic.claude-sonnet-4-20250514-v1:0", input: { converse: { messages } } }],
  [
    "CountTokens",
    {
      modelId: "anthropic.claude-sonnet-4-20250514-v1:0",
      input: { invokeModel: { body: text.encode(JSON.stringify(native)) } },
    },
  ],
  [
    "ApplyGuardrail",
    {
      guardrailIdentifier: "emulator",
      guardrailVersion: "DRAFT",
      source: "INPUT",
      content: [{ text: { text: "mail me at a@example.com", qualifiers: ["guard_content"] } }],
    },
  ],
  [
    "InvokeGuardrailChecks",
    {
      messages: [{ role: "user", content: [{ text: "call 555-0100 or a@example.com" }] }],
      checks: {
        contentFilter: { categories: [{ category: "VIOLENCE" }] },
        promptAttack: { categories: [{ category: "JAILBREAK" }] },
        sensitiveInformation: { entities: [{ type: "EMAIL" }] },
      },
    },
  ],
  [
    "StartAsyncInvoke",
    {
      modelId: "amazon.nova-reel-v1:1",
      modelInput: { taskType: "TEXT_VIDEO", textToVideoParams: { text: "waves" } },
      outputDataConfig: { s3OutputDataConfig: { s3Uri: "s3://bucket/prefix" } },
      clientRequestToken: "one-and-the-same",
      tags: [{ key: "a", value: "b" }],
    },
  ],
  ["ListAsyncInvokes", { maxResults: 10, sortOrder: "Ascending", statusEquals: "InProgress" }],
];

guarded("BedrockRuntime reads the emulator's answers as AWS's own client does", async () => {
  const now = new Date("2026-11-02T03:04:05.678Z");
  const emulator = createEmulator({ now: () => now });
  await using recorder = new Recorder(emulator);
  const sdk: any = await bedrockRuntimeClient();
  const { NodeHttpHandler } = await nodeHttpHandler();
  const theirs = new sdk.BedrockRuntimeClient({
    region: "us-east-1",
    endpoint: recorder.url,
    credentials: { ...emulatorCredentials },
    requestHandler: new NodeHttpHandler(),
    maxAttempts: 1,
    systemClockOffset: now.getTime() - Date.now(),
  });
  const ours = new BedrockRuntime({
    region: "us-east-1",
    credentials: emulatorCredentials,
    now: () => now,
    maxAttempts: 1,
    fetch: (input, init) => recorder.replay(new Request(input, init)),
  });
  const questions = [...QUESTIONS];
  for (const [name, input] of questions) {
    const their = await askThem(theirs, sdk, name, input);
    assertEquals(plain(await ask(ours, name, input)), plain(their), name);
    if (name === "StartAsyncInvoke") questions.push(["GetAsyncInvoke", { invocationArn: their.invocationArn }]);
  }
  theirs.destroy();
});

/** Serves a `fetch` on loopback, and keeps the last answer to give the same bytes again. */
class Recorder implements AsyncDisposable {
  readonly #server: Deno.HttpServer<Deno.NetAddr>;
  #last: { status: number; headers: [string, string][]; body: Uint8Array<ArrayBuffer> } | undefined;

  constructor(fetch: typeof globalThis.fetch) {
    this.#server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen: () => {} }, async (request) => {
      const response = await fetch(request);
      const body = new Uint8Array(await response.arrayBuffer());
      this.#last = { status: response.status, headers: [...response.headers], body };
      return this.#again();
    });
  }

  get url(): string {
    return `http://127.0.0.1:${this.#server.addr.port}`;
  }

  async replay(request: Request): Promise<Response> {
    await request.body?.cancel();
    return this.#again();
  }

  #again(): Response {
    const { status, headers, body } = this.#last!;
    return new Response(body, { status, headers });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#server.shutdown();
  }
}
