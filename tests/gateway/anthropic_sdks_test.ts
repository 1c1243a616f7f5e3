/** What is built on Anthropic's dialect: Vercel's AI SDK, and Anthropic's client for Bedrock, against the gateway. */
import { assert, assertEquals, assertGreater, assertRejects, assertStringIncludes } from "../deps.ts";
import { aiSdk, aiSdkAnthropic, anthropicBedrock } from "../clients.ts";
import { PNG } from "./anthropic_context.ts";
import { type FarEnd, type LoopbackGateway, withGateway } from "./openai_gateway.ts";

const OPTIONS = { sanitizeOps: true, sanitizeResources: true };
const SONNET = "claude-sonnet-4-6";
const OPUS = "claude-opus-5";
const NOVA = "amazon.nova-pro-v1:0";
const LLAMA = "us.meta.llama3-3-70b-instruct-v1:0";
const BLACK = "explain black holes to 8th graders";

type Ai = Awaited<ReturnType<typeof aiSdk>>;
type Anthropic = ReturnType<Awaited<ReturnType<typeof aiSdkAnthropic>>["createAnthropic"]>;

function promise(
  name: string,
  run: (anthropic: Anthropic, ai: Ai, gateway: LoopbackGateway) => Promise<void>,
  far?: FarEnd,
): void {
  Deno.test(`ai with @ai-sdk/anthropic ${name}`, OPTIONS, async () => {
    const ai = await aiSdk();
    const { createAnthropic } = await aiSdkAnthropic();
    await withGateway(async (gateway) => {
      await run(createAnthropic({ baseURL: `${gateway.url}/v1`, apiKey: "k" }), ai, gateway);
    }, far);
  });
}

for (const id of [SONNET, OPUS, NOVA, LLAMA]) {
  promise(`generates and streams text of ${id}, with counts`, async (anthropic, { generateText, streamText }) => {
    const whole = await generateText({ model: anthropic(id), prompt: BLACK, maxOutputTokens: 400 });
    assertStringIncludes(whole.text, "black hole");
    assertEquals(whole.finishReason, "stop");
    assertGreater(whole.usage.totalTokens!, 0);
    const result = streamText({ model: anthropic(id), prompt: BLACK, system: "Be brief.", maxOutputTokens: 400 });
    let text = "";
    for await (const piece of result.textStream) text += piece;
    assertStringIncludes(text, "black hole");
    assertEquals(await result.finishReason, "stop");
    assertGreater((await result.usage).inputTokens!, 0);
    assertGreater((await result.usage).outputTokens!, 0);
  });

  promise(
    `runs a tool loop of ${id}, whole and streamed`,
    async (anthropic, { generateText, streamText, jsonSchema, tool, isStepCount, stepCountIs }) => {
      const weather = tool({
        description: "Gives the weather in a city.",
        inputSchema: jsonSchema<{ city: string }>({
          type: "object",
          properties: { city: { type: "string" } },
          required: ["city"],
          additionalProperties: false,
        }),
        execute: ({ city }: { city: string }) => `18 degrees in ${city}`,
      });
      const ask = {
        model: anthropic(id),
        prompt: "Use the tool: what is the weather in Paris?",
        tools: { weather },
        maxOutputTokens: 2000,
        stopWhen: (isStepCount ?? stepCountIs)(3),
      };
      const whole = await generateText(ask);
      assertEquals(whole.steps.map(({ finishReason }) => finishReason), ["tool-calls", "stop"]);
      assertStringIncludes(whole.text, "18 degrees in Paris");
      const streamed = streamText(ask);
      let text = "";
      for await (const piece of streamed.textStream) text += piece;
      assertStringIncludes(text, "18 degrees in Paris");
      assertEquals((await streamed.steps).length, 2);
    },
  );

  promise(`reads structured output of ${id}`, async (anthropic, { generateText, jsonSchema, Output }) => {
    const schema = jsonSchema<{ title: string }>({
      type: "object",
      properties: { title: { type: "string" } },
      required: ["title"],
      additionalProperties: false,
    });
    const { output } = await generateText({
      model: anthropic(id),
      prompt: 'Give a JSON object with the title "Dune".',
      maxOutputTokens: 2000,
      output: Output.object({ schema }),
    });
    assertEquals(typeof output.title, "string");
  });
}

promise("sees thoughts", async (anthropic, { streamText }) => {
  const thinking = { type: "enabled" as const, budgetTokens: 1024 };
  const result = streamText({
    model: anthropic("claude-sonnet-4-5"),
    prompt: BLACK,
    maxOutputTokens: 2000,
    providerOptions: { anthropic: { thinking } },
  });
  let thought = "";
  for await (const part of result.fullStream) if (part.type === "reasoning-delta") thought += part.text;
  assert(thought !== "");
});

promise("shows a picture", async (anthropic, { generateText }, { sent }) => {
  const data = Uint8Array.fromBase64(PNG);
  await generateText({
    model: anthropic(SONNET),
    maxOutputTokens: 100,
    messages: [{
      role: "user",
      content: [{ type: "text", text: "What is this?" }, { type: "file", data, mediaType: "image/png" }],
    }],
  });
  const [message] = sent[0]!.messages as { content: { source?: { data: string } }[] }[];
  assertEquals(message!.content[1]!.source!.data, PNG);
});

promise("raises its own error for a refused body", async (anthropic, { APICallError, generateText }) => {
  const ask = { model: anthropic("claude-nobody-9"), prompt: BLACK, maxRetries: 0 };
  const error = await assertRejects(() => generateText(ask));
  assert(APICallError.isInstance(error));
  assertEquals(error.statusCode, 404);
  assertStringIncludes(error.message, "claude-nobody-9");
});

for (const id of [SONNET, NOVA]) {
  promise(`is told of a stream of ${id} that broke`, async (anthropic, { streamText }) => {
    const errors: unknown[] = [];
    const result = streamText({
      model: anthropic(id),
      prompt: BLACK,
      maxOutputTokens: 400,
      maxRetries: 0,
      onError: ({ error }) => void errors.push(error),
    });
    let text = "";
    for await (const piece of result.textStream) text += piece;
    assert(text !== "");
    assertEquals(errors.length, 1);
  }, { faults: () => "cut,at=6" });
}

/** Bedrock's own dialect as Anthropic's client speaks it. */
function bedrock(
  name: string,
  run: (
    client: InstanceType<Awaited<ReturnType<typeof anthropicBedrock>>["AnthropicBedrock"]>,
    gateway: LoopbackGateway,
  ) => Promise<void>,
  far?: FarEnd,
): void {
  Deno.test(`@anthropic-ai/bedrock-sdk ${name}`, OPTIONS, async () => {
    const { AnthropicBedrock } = await anthropicBedrock();
    await withGateway(async (gateway) => {
      const client = new AnthropicBedrock(
        {
          baseURL: gateway.url,
          awsRegion: "us-east-1",
          skipAuth: true,
          maxRetries: 0,
          dangerouslyAllowBrowser: true,
        } as ConstructorParameters<typeof AnthropicBedrock>[0],
      );
      await run(client, gateway);
    }, far);
  });
}

const MODEL = "us.anthropic.claude-sonnet-4-6";
const MESSAGES = [{ role: "user" as const, content: BLACK }];

bedrock("reads a whole answer, and a stream", async (client) => {
  const message = await client.messages.create({ model: MODEL, max_tokens: 400, messages: MESSAGES });
  assert(message.content[0]?.type === "text");
  assertStringIncludes(message.content[0].text, "black hole");
  const types: string[] = [];
  const stream = await client.messages.create({ model: MODEL, max_tokens: 400, messages: MESSAGES, stream: true });
  for await (const event of stream) types.push(event.type);
  assertEquals([types[0], types.at(-1)], ["message_start", "message_stop"]);
  const gathered = await client.messages.stream({ model: MODEL, max_tokens: 400, messages: MESSAGES }).finalMessage();
  assertEquals(gathered.stop_reason, "end_turn");
});

bedrock("is told of refusals", async (client) => {
  const error = await assertRejects(() =>
    client.messages.create({ model: "us.anthropic.claude-nobody-9", max_tokens: 400, messages: MESSAGES })
  );
  assertGreater((error as { status: number }).status, 399);
});

bedrock("is told of a stream that broke", async (client) => {
  await assertRejects(async () => {
    const stream = await client.messages.create({ model: MODEL, max_tokens: 400, messages: MESSAGES, stream: true });
    for await (const _ of stream) { /* to its end */ }
  });
}, { faults: () => "exception-midway" });
