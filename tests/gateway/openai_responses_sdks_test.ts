/** What is built on OpenAI's responses, Vercel's provider in its default mode and LangChain, against the gateway. */
import { assert, assertEquals, assertRejects, assertStringIncludes } from "../deps.ts";
import { aiSdk, aiSdkOpenAi, langchainCore, langchainOpenAi } from "../clients.ts";
import { type FarEnd, type LoopbackGateway, withGateway } from "./openai_gateway.ts";

const strict = { sanitizeOps: true, sanitizeResources: true };
const CLAUDE = "us.anthropic.claude-sonnet-4-5-20250929-v1:0";
const NOVA = "amazon.nova-pro-v1:0";
const BLACK = "explain black holes to 8th graders";
const ASK = "Use the tool: what is the weather in Paris?";
const PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
const CITY = {
  type: "object" as const,
  properties: { city: { type: "string" as const } },
  required: ["city"],
  additionalProperties: false,
};

type Ai = Awaited<ReturnType<typeof aiSdk>>;
type Turn = { role: string; content: Record<string, unknown>[] };

function vercel(
  name: string,
  run: (
    modelOf: (id: string) => ReturnType<Awaited<ReturnType<typeof aiSdkOpenAi>>["openai"]>,
    ai: Ai,
    gateway: LoopbackGateway,
  ) => Promise<void>,
  far?: FarEnd,
): void {
  Deno.test(`ai with openai() ${name}`, strict, async () => {
    const { createOpenAI } = await aiSdkOpenAi();
    const ai = await aiSdk();
    await withGateway(async (gateway) => {
      const openai = createOpenAI({ baseURL: `${gateway.url}/v1`, apiKey: "k" });
      await run((id) => openai(id), ai, gateway);
    }, far);
  });
}

vercel("generates text, with counts", async (modelOf, { generateText }, { sent }) => {
  const { text, finishReason, usage } = await generateText({
    model: modelOf(NOVA),
    prompt: BLACK,
    system: "Be brief.",
  });
  assertStringIncludes(text, "black hole");
  assertEquals(finishReason, "stop");
  assert(usage.totalTokens! > 0);
  assertEquals(sent[0]!.system, [{ text: "Be brief." }]);
});

vercel("streams text, with counts", async (modelOf, { streamText }) => {
  const result = streamText({ model: modelOf(CLAUDE), prompt: BLACK });
  let text = "";
  for await (const piece of result.textStream) text += piece;
  assertStringIncludes(text, "black hole");
  assertEquals(await result.finishReason, "stop");
  assert((await result.usage).totalTokens! > 0);
});

vercel("hears that an answer was cut short", async (modelOf, { generateText, streamText }) => {
  const ask = { model: modelOf(NOVA), prompt: BLACK, maxOutputTokens: 20 };
  assertEquals((await generateText(ask)).finishReason, "length");
  const streamed = streamText(ask);
  await streamed.consumeStream();
  assertEquals(await streamed.finishReason, "length");
});

vercel(
  "runs a tool loop that thinks, whole and streamed, and its thoughts come back signed",
  async (modelOf, ai, { sent }) => {
    const weather = ai.tool({
      description: "Gives the weather in a city.",
      inputSchema: ai.jsonSchema<{ city: string }>(CITY),
      execute: ({ city }: { city: string }) => `18 degrees in ${city}`,
    });
    const openai = { store: false, forceReasoning: true, reasoningEffort: "low", reasoningSummary: "auto" };
    const ask = {
      model: modelOf(CLAUDE),
      prompt: ASK,
      tools: { weather },
      stopWhen: (ai.isStepCount ?? ai.stepCountIs)(3),
      providerOptions: { openai },
    };
    const whole = await ai.generateText(ask);
    const streamed = ai.streamText(ask);
    await streamed.consumeStream();
    for (const steps of [whole.steps, await streamed.steps]) {
      assertEquals(steps.map(({ finishReason }) => finishReason), ["tool-calls", "stop"]);
      assert(steps[0]!.reasoningText!.length > 0);
      assertStringIncludes(steps[1]!.text, "18 degrees in Paris");
    }
    for (const at of [1, 3]) {
      const [, turn] = sent[at]!.messages as Turn[];
      assertEquals(turn!.content.map((block) => Object.keys(block)[0]), ["reasoningContent", "text", "toolUse"]);
    }
  },
);

for (const id of [CLAUDE, NOVA]) {
  vercel(`reads structured output from ${id}`, async (modelOf, { generateText, jsonSchema, Output }) => {
    const schema = jsonSchema<{ city: string }>(CITY);
    const { output } = await generateText({
      model: modelOf(id),
      prompt: 'Give a JSON object with the city "Paris".',
      output: Output.object({ schema }),
    });
    assertEquals(typeof output.city, "string");
  });
}

vercel("shows a picture", async (modelOf, { generateText }, { sent }) => {
  const bytes = Uint8Array.from(atob(PNG), (char) => char.charCodeAt(0));
  await generateText({
    model: modelOf(CLAUDE),
    messages: [{
      role: "user",
      content: [{ type: "text", text: "What is this?" }, { type: "file", data: bytes, mediaType: "image/png" }],
    }],
  });
  const [turn] = sent[0]!.messages as Turn[];
  assertEquals((turn!.content[1] as { image: { format: string } }).image.format, "png");
});

vercel("is told how to go on when it refers to what it believes is stored", async (modelOf, ai) => {
  const first = await ai.generateText({ model: modelOf(NOVA), prompt: BLACK });
  const messages = [
    { role: "user" as const, content: BLACK },
    ...first.response.messages,
    { role: "user" as const, content: "Go on" },
  ];
  const error = await assertRejects(() => ai.generateText({ model: modelOf(NOVA), messages, maxRetries: 0 }));
  assert(ai.APICallError.isInstance(error));
  assertStringIncludes(error.message, "providerOptions: { openai: { store: false } }");
  const openai = { store: false };
  const { text } = await ai.generateText({ model: modelOf(NOVA), messages, providerOptions: { openai } });
  assert(text.length > 0);
});

vercel("raises its own error for a refused body", async (modelOf, { APICallError, generateText }) => {
  const ask = { model: modelOf(NOVA), prompt: BLACK, temperature: 5, maxRetries: 0 };
  const error = await assertRejects(() => generateText(ask));
  assert(APICallError.isInstance(error));
  assertEquals(error.statusCode, 400);
  assertStringIncludes(error.message, "temperature is 5");
});

vercel("hears of an exception amid a stream", async (modelOf, { streamText }) => {
  const errors: unknown[] = [];
  const onError = ({ error }: { error: unknown }): void => void errors.push(error);
  const result = streamText({ model: modelOf(NOVA), prompt: BLACK, maxRetries: 0, onError });
  let text = "";
  for await (const piece of result.textStream) text += piece;
  assert(text.length > 0);
  assertEquals(errors.length, 1);
}, { faults: ["exception-midway;at=6"] });

const left: string[] = [];
vercel("leaves a stream, and the far end hears of it", async (modelOf, { streamText }) => {
  const controller = new AbortController();
  const result = streamText({ model: modelOf(NOVA), prompt: BLACK, abortSignal: controller.signal });
  for await (const piece of result.textStream) if (piece !== "") controller.abort();
  for (let tries = 0; left.length === 0 && tries < 200; tries++) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  assertEquals(left.length, 1);
}, { pace: 20, onCancel: (id: string): void => void left.push(id) });

Deno.test("@langchain/openai with responses invokes, streams, and calls tools", strict, async () => {
  const { ChatOpenAI } = await langchainOpenAi();
  const { HumanMessage, ToolMessage } = await langchainCore();
  await withGateway(async ({ url }) => {
    const configuration = { baseURL: `${url}/v1` };
    const chat = new ChatOpenAI({ model: CLAUDE, apiKey: "k", maxRetries: 0, configuration, useResponsesApi: true });
    const message = await chat.invoke(BLACK);
    assertStringIncludes(message.text, "black hole");
    assert(message.usage_metadata!.total_tokens > 0);
    let text = "";
    for await (const chunk of await chat.stream(BLACK)) text += chunk.text;
    assertStringIncludes(text, "black hole");
    const description = "Gives the weather in a city.";
    const weather = { type: "function" as const, function: { name: "weather", description, parameters: CITY } };
    const asking = chat.bindTools([weather]);
    const question = new HumanMessage(ASK);
    let whole: Awaited<ReturnType<typeof asking.invoke>> | undefined;
    for await (const chunk of await asking.stream([question])) {
      whole = whole === undefined ? chunk : whole.concat(chunk);
    }
    assertEquals(whole!.tool_calls!.map(({ name, args }) => [name, args]), [["weather", { city: "Paris" }]]);
    const called = await asking.invoke([question]);
    const result = new ToolMessage({ content: "18 degrees", tool_call_id: called.tool_calls![0]!.id! });
    assertStringIncludes((await asking.invoke([question, called, result])).text, "18 degrees");
  });
});

Deno.test("@langchain/openai with responses hears of an exception amid a stream", strict, async () => {
  const { ChatOpenAI } = await langchainOpenAi();
  await withGateway(async ({ url }) => {
    const configuration = { baseURL: `${url}/v1` };
    const chat = new ChatOpenAI({ model: NOVA, apiKey: "k", maxRetries: 0, configuration, useResponsesApi: true });
    await assertRejects(async () => {
      for await (const _ of await chat.stream(BLACK));
    });
  }, { faults: ["exception-midway;at=6"] });
});
