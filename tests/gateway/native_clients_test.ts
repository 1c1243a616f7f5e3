import { assert, assertEquals, assertRejects, assertStringIncludes } from "../deps.ts";
import { Bedrock } from "../../src/client/bedrock.ts";
import { createEmulator, emulatorCredentials } from "../../src/emulator/emulator.ts";
import { aiSdk, aiSdkAmazonBedrock, anthropicBedrockSdk, bedrockRuntimeClient, nodeHttpHandler } from "../clients.ts";
import { ANSWER, type Bench, type BenchOptions, json, serveBench } from "./far_end.ts";

const OPTIONS = { sanitizeOps: true, sanitizeResources: true };
const KEY = "a-gateway-key";
const CLAUDE = "us.anthropic.claude-sonnet-4-6";
const NOVA = "amazon.nova-lite-v1:0";
const messages = [{ role: "user" as const, content: [{ text: "Say hello" }] }];

async function withGateway(
  use: (url: string, bench: Bench) => Promise<void>,
  options: BenchOptions = {},
): Promise<void> {
  const control = new Bedrock({ region: "us-east-1", credentials: emulatorCredentials, fetch: createEmulator() });
  await serveBench({ keys: [KEY], control, ...options }, use);
}

type Sdk = Awaited<ReturnType<typeof bedrockRuntimeClient>>;

async function awsClient(
  url: string,
  token = KEY,
  isOverHttp2 = false,
): Promise<[Sdk, InstanceType<Sdk["BedrockRuntimeClient"]>]> {
  const sdk = await bedrockRuntimeClient();
  const { NodeHttpHandler } = await nodeHttpHandler();
  const client = new sdk.BedrockRuntimeClient({
    region: "us-east-1",
    endpoint: url,
    token: { token },
    authSchemePreference: ["httpBearerAuth"],
    ...(isOverHttp2 ? {} : { requestHandler: new NodeHttpHandler() }),
    maxAttempts: 1,
  });
  return [sdk, client];
}

Deno.test("AWS's own client works through the gateway with its endpoint and key changed", OPTIONS, async () => {
  await withGateway(async (url, bench) => {
    const [sdk, client] = await awsClient(url);
    const whole = await client.send(new sdk.ConverseCommand({ modelId: CLAUDE, messages }));
    assertEquals(whole.output?.message?.content?.[0]?.text, "hello");
    const streamed = await client.send(new sdk.ConverseStreamCommand({ modelId: CLAUDE, messages }));
    let text = "";
    for await (const event of streamed.stream!) text += event.contentBlockDelta?.delta?.text ?? "";
    assertEquals(text, "hello");
    const body = JSON.stringify({ prompt: "\n\nHuman: Say hello\n\nAssistant:", max_tokens_to_sample: 30 });
    const invoked = await client.send(new sdk.InvokeModelCommand({ modelId: "anthropic.claude-v2", body }));
    assertStringIncludes(JSON.parse(new TextDecoder().decode(invoked.body)).completion, "hello");
    const chunks = await client.send(
      new sdk.InvokeModelWithResponseStreamCommand({ modelId: "anthropic.claude-v2", body }),
    );
    let completion = "";
    for await (const { chunk } of chunks.body!) {
      completion += JSON.parse(new TextDecoder().decode(chunk!.bytes)).completion;
    }
    assertStringIncludes(completion, "hello");
    assertEquals(bench.reports.every(({ status, outcome }) => status === 200 && outcome === "ok"), true);
    client.destroy();
  });
});

Deno.test(
  "AWS's own client as it comes gets whole answers over HTTP/2, and is told what to do where it would lose the end of one",
  OPTIONS,
  async () => {
    let length = 65_535;
    const player = ({ url }: { url: string }): Response => {
      if (url.endsWith("/converse")) return json(ANSWER);
      return new Response(`"${"A".repeat(length - 2)}"`, { headers: { "content-type": "application/json" } });
    };
    await serveBench({ keys: [KEY], player }, async (url, bench) => {
      const [sdk, client] = await awsClient(url, KEY, true);
      const { output } = await client.send(new sdk.ConverseCommand({ modelId: NOVA, messages }));
      assertEquals(output?.message?.content?.[0]?.text, "hello");
      const invoke = () => client.send(new sdk.InvokeModelCommand({ modelId: NOVA, body: JSON.stringify({}) }));
      assertEquals((await invoke()).body.length, length);
      length++;
      const tooLong = await assertRejects(invoke, sdk.ValidationException);
      assertStringIncludes(tooLong.message, "it has 65536 bytes");
      const sent = bench.seen.length;
      const streams = [
        () => client.send(new sdk.ConverseStreamCommand({ modelId: NOVA, messages })),
        () => client.send(new sdk.InvokeModelWithResponseStreamCommand({ modelId: NOVA, body: JSON.stringify({}) })),
      ];
      for (const send of streams) {
        const error = await assertRejects(send, sdk.ValidationException);
        assertStringIncludes(error.message, "requestHandler: new NodeHttpHandler()");
      }
      assertEquals(bench.seen.length, sent, "a stream that is refused costs nothing");
      client.destroy();
    });
  },
);

Deno.test("AWS's own client reads the gateway's refusals as AWS's", OPTIONS, async () => {
  await withGateway(async (url) => {
    const [sdk, client] = await awsClient(url, "wrong");
    const error = await assertRejects(() => client.send(new sdk.ConverseCommand({ modelId: CLAUDE, messages })), Error);
    assertEquals(error.name, "UnrecognizedClientException");
    const [, good] = await awsClient(url);
    const invalid = await assertRejects(
      () => good.send(new sdk.ConverseCommand({ modelId: CLAUDE, messages: [] })),
      Error,
    );
    assertEquals(invalid.name, "ValidationException");
    client.destroy();
    good.destroy();
  });
});

Deno.test("AWS's own client hears of an exception in the stream, and of one that was cut", OPTIONS, async () => {
  const read = async (url: string): Promise<unknown> => {
    const [sdk, client] = await awsClient(url);
    const { stream } = await client.send(new sdk.ConverseStreamCommand({ modelId: NOVA, messages }));
    try {
      for await (const _ of stream!);
      return "ended";
    } catch (error) {
      return (error as Error).name;
    } finally {
      client.destroy();
    }
  };
  await withGateway(async (url) => assertEquals(await read(url), "ThrottlingException"), {
    emulator: { faults: ["exception-midway=throttlingException"] },
  });
  for (const fault of ["cut", "cut-inside"]) {
    await withGateway(async (url) => assert(await read(url) !== "ended", fault), { emulator: { faults: [fault] } });
  }
});

Deno.test(
  "Vercel's Bedrock provider works through the gateway with its base URL and key changed",
  OPTIONS,
  async () => {
    await withGateway(async (url) => {
      const [{ generateText, streamText }, { createAmazonBedrock }] = await Promise.all([
        aiSdk(),
        aiSdkAmazonBedrock(),
      ]);
      const bedrock = createAmazonBedrock({ baseURL: url, apiKey: KEY, region: "us-east-1" });
      const { text } = await generateText({ model: bedrock(CLAUDE), prompt: "Say hello" });
      assertEquals(text, "hello");
      let streamed = "";
      for await (const piece of streamText({ model: bedrock(NOVA), prompt: "Say hello" }).textStream) streamed += piece;
      assertEquals(streamed, "hello");
      const wrong = createAmazonBedrock({ baseURL: url, apiKey: "wrong", region: "us-east-1" });
      await assertRejects(() => generateText({ model: wrong(CLAUDE), prompt: "Say hello", maxRetries: 0 }));
    });
  },
);

Deno.test(
  "Anthropic's Bedrock client works through the gateway with its base URL and key changed",
  OPTIONS,
  async () => {
    await withGateway(async (url, bench) => {
      const { AnthropicBedrock } = await anthropicBedrockSdk();
      const client = new AnthropicBedrock({ baseURL: url, apiKey: KEY, awsRegion: "us-east-1", maxRetries: 0 });
      const params = { model: CLAUDE, max_tokens: 50, messages: [{ role: "user" as const, content: "Say hello" }] };
      const message = await client.messages.create(params);
      assertEquals(message.content.map((block) => block.type === "text" ? block.text : "").join(""), "hello");
      let text = "";
      for await (const event of client.messages.stream(params)) {
        if (event.type === "content_block_delta" && event.delta.type === "text_delta") text += event.delta.text;
      }
      assertEquals(text, "hello");
      assertEquals(bench.reports.map(({ route }) => route), [
        "/model/{modelId}/invoke",
        "/model/{modelId}/invoke-with-response-stream",
      ]);
    });
  },
);

Deno.test("Claude Code's look at the inference profiles finds them beside the runtime", OPTIONS, async () => {
  await withGateway(async (url) => {
    const headers = { authorization: `Bearer ${KEY}` };
    const list = await (await fetch(`${url}/inference-profiles?type=SYSTEM_DEFINED`, { headers })).json();
    assert(list.inferenceProfileSummaries.length > 0);
    const [{ inferenceProfileId }] = list.inferenceProfileSummaries;
    const one = await (await fetch(`${url}/inference-profiles/${inferenceProfileId}`, { headers })).json();
    assertEquals(one.inferenceProfileId, inferenceProfileId);
    const models = await (await fetch(`${url}/foundation-models`, { headers })).json();
    assert(models.modelSummaries.length > 0);
  });
});
