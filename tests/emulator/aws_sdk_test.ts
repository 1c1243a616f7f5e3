import { assert, assertEquals, assertMatch, assertRejects, assertStringIncludes } from "../deps.ts";
import { emulatorCredentials } from "../../src/emulator/emulator.ts";
import { sdkClient, serve } from "./serving.ts";

const options = { sanitizeOps: true, sanitizeResources: true };
const utf8 = new TextEncoder();
const text = new TextDecoder();
const claude = "anthropic.claude-v2";
const prompt = {
  prompt: "\n\nHuman: explain black holes to 8th graders\n\nAssistant:",
  max_tokens_to_sample: 300,
  temperature: 0.1,
  top_p: 0.9,
};
const messages = [{ role: "user" as const, content: [{ text: "Say hello" }] }];

Deno.test("createEmulator() answers AWS's own client: InvokeModel", options, async () => {
  await using served = serve();
  const { sdk, client } = await sdkClient(served.url);
  const command = new sdk.InvokeModelCommand({
    modelId: claude,
    contentType: "application/json",
    body: JSON.stringify(prompt),
  });
  const answer = await client.send(command);
  client.destroy();
  const body = JSON.parse(text.decode(answer.body));
  assertStringIncludes(body.completion, "event horizon");
  assertEquals(body.stop_reason, "stop_sequence");
  assertEquals(answer.contentType, "application/json");
  assertMatch(answer.$metadata.requestId ?? "", /^[0-9a-f-]{36}$/);
});

Deno.test("createEmulator() answers AWS's own client: InvokeModelWithResponseStream", options, async () => {
  await using served = serve();
  const { sdk, client } = await sdkClient(served.url);
  const command = new sdk.InvokeModelWithResponseStreamCommand({
    modelId: claude,
    contentType: "application/json",
    body: utf8.encode(JSON.stringify(prompt)),
  });
  const answer = await client.send(command);
  const chunks = [];
  for await (const event of answer.body!) chunks.push(JSON.parse(text.decode(event.chunk!.bytes)));
  client.destroy();
  assert(chunks.length > 50);
  assertStringIncludes(chunks.map((chunk) => chunk.completion).join(""), "event horizon");
  const last = chunks.at(-1);
  assertEquals(last.stop_reason, "stop_sequence");
  assert(last["amazon-bedrock-invocationMetrics"].inputTokenCount > 5);
});

Deno.test("createEmulator() answers AWS's own client: Converse", options, async () => {
  await using served = serve();
  const { sdk, client } = await sdkClient(served.url);
  const answer = await client.send(new sdk.ConverseCommand({ modelId: "us.anthropic.claude-sonnet-4-6", messages }));
  client.destroy();
  assertEquals(answer.output?.message?.content, [{ text: "hello" }]);
  assertEquals(answer.stopReason, "end_turn");
  assertEquals(answer.usage?.totalTokens, answer.usage!.inputTokens! + answer.usage!.outputTokens!);
});

Deno.test("createEmulator() answers AWS's own client: ConverseStream, with a tool", options, async () => {
  await using served = serve();
  const { sdk, client } = await sdkClient(served.url);
  const json = { type: "object", properties: { city: { type: "string" } }, required: ["city"] };
  const answer = await client.send(
    new sdk.ConverseStreamCommand({
      modelId: "amazon.nova-lite-v1:0",
      messages: [{ role: "user", content: [{ text: "What is the weather in Paris?" }] }],
      toolConfig: { tools: [{ toolSpec: { name: "get_weather", inputSchema: { json } } }], toolChoice: { any: {} } },
    }),
  );
  let input = "";
  const kinds = [];
  for await (const event of answer.stream!) {
    kinds.push(Object.keys(event)[0]);
    input += event.contentBlockDelta?.delta?.toolUse?.input ?? "";
  }
  client.destroy();
  assertEquals(JSON.parse(input), { city: "Paris" });
  assertEquals(kinds[0], "messageStart");
  assertEquals(kinds.slice(-2), ["messageStop", "metadata"]);
});

Deno.test("createEmulator() refuses as Bedrock does: a bad body is a ValidationException", options, async () => {
  await using served = serve();
  const { sdk, client } = await sdkClient(served.url);
  const command = new sdk.InvokeModelCommand({
    modelId: claude,
    body: JSON.stringify({ prompt: "Hi", max_tokens_to_sample: 5 }),
  });
  const error = await assertRejects(() => client.send(command), sdk.ValidationException);
  client.destroy();
  assertEquals(error.$metadata.httpStatusCode, 400);
  assertStringIncludes(error.message, "Human:");
});

Deno.test(
  "createEmulator() refuses as Bedrock does: a wrong secret is an InvalidSignatureException",
  options,
  async () => {
    await using served = serve();
    const wrong = { accessKeyId: "AKIDEMULATOREXAMPLE", secretAccessKey: "wrong" };
    const { sdk, client } = await sdkClient(served.url, {}, wrong);
    const error = await assertRejects(() => client.send(new sdk.ConverseCommand({ modelId: claude, messages })));
    client.destroy();
    assertEquals((error as Error).name, "InvalidSignatureException");
  },
);

Deno.test("createEmulator() sends an exception amid a stream on request", options, async () => {
  await using served = serve();
  const { sdk, client } = await sdkClient(served.url, { "x-emulator-fault": "exception-midway at=3" });
  const answer = await client.send(
    new sdk.ConverseStreamCommand({
      modelId: claude,
      messages: [{ role: "user", content: [{ text: "count to 20" }] }],
    }),
  );
  let count = 0;
  const error = await assertRejects(async () => {
    for await (const _event of answer.stream!) count++;
  }, sdk.ModelStreamErrorException);
  client.destroy();
  assertEquals(count, 3);
  assertEquals(error.originalStatusCode, 500);
});

Deno.test(
  "createEmulator(), served, gives AWS's own client as it comes whole answers over HTTP/2, and refuses what it would lose the end of",
  options,
  async () => {
    await using served = serve();
    const { sdk, client } = await sdkClient(served.url, {}, emulatorCredentials, true);
    const modelId = "amazon.nova-lite-v1:0";
    const { output } = await client.send(new sdk.ConverseCommand({ modelId, messages }));
    assertEquals(output?.message?.content, [{ text: "hello" }]);
    const streams = [
      () => client.send(new sdk.ConverseStreamCommand({ modelId, messages })),
      () =>
        client.send(new sdk.InvokeModelWithResponseStreamCommand({ modelId: claude, body: JSON.stringify(prompt) })),
    ];
    for (const send of streams) {
      const error = await assertRejects(send, sdk.ValidationException);
      assertStringIncludes(error.message, "requestHandler: new NodeHttpHandler()");
    }
    const texts = JSON.stringify({ texts: Array(96).fill("Hi"), input_type: "search_query" });
    const long = new sdk.InvokeModelCommand({ modelId: "cohere.embed-english-v3", body: texts });
    const error = await assertRejects(() => client.send(long), sdk.ValidationException);
    assertStringIncludes(error.message, "requestHandler: new NodeHttpHandler()");
    client.destroy();
  },
);
