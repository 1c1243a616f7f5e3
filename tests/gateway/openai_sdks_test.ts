/** What is built on OpenAI's dialect, Vercel's AI SDK and LangChain, against the gateway. */
import { assert, assertEquals, assertRejects, assertStringIncludes } from "../deps.ts";
import { aiSdk, aiSdkOpenAi, aiSdkOpenAiCompatible, langchainCore, langchainOpenAi } from "../clients.ts";
import { type FarEnd, type LoopbackGateway, withGateway } from "./openai_gateway.ts";

const CLAUDE = "us.anthropic.claude-sonnet-4-5-20250929-v1:0";
const NOVA = "amazon.nova-pro-v1:0";
const BLACK = "explain black holes to 8th graders";
const PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

for (const provider of ["openai.chat", "openai-compatible"] as const) {
  // deno-lint-ignore no-explicit-any -- two providers, one shape
  const modelOf = async (url: string, id: string): Promise<any> => {
    if (provider === "openai.chat") {
      const { createOpenAI } = await aiSdkOpenAi();
      return createOpenAI({ baseURL: `${url}/v1`, apiKey: "k" }).chat(id);
    }
    const { createOpenAICompatible } = await aiSdkOpenAiCompatible();
    return createOpenAICompatible({
      name: "gateway",
      baseURL: `${url}/v1`,
      apiKey: "k",
      includeUsage: true,
      supportsStructuredOutputs: true,
    })(id);
  };

  const promise = (
    name: string,
    run: (url: string, ai: Awaited<ReturnType<typeof aiSdk>>, gateway: LoopbackGateway) => Promise<void>,
    far?: FarEnd,
  ): void => {
    Deno.test(`ai with ${provider} ${name}`, { sanitizeOps: true, sanitizeResources: true }, async () => {
      const ai = await aiSdk();
      await withGateway((gateway) => run(gateway.url, ai, gateway), far);
    });
  };

  promise("generates text, with counts", async (url, { generateText }) => {
    const { text, finishReason, usage } = await generateText({ model: await modelOf(url, NOVA), prompt: BLACK });
    assertStringIncludes(text, "black hole");
    assertEquals(finishReason, "stop");
    assert(usage.totalTokens! > 0);
  });

  promise("streams text, with counts", async (url, { streamText }) => {
    const result = streamText({ model: await modelOf(url, CLAUDE), prompt: BLACK, system: "Be brief." });
    let text = "";
    for await (const piece of result.textStream) text += piece;
    assertStringIncludes(text, "black hole");
    assertEquals(await result.finishReason, "stop");
    assert((await result.usage).totalTokens! > 0);
  });

  promise(
    "runs a tool loop, whole and streamed",
    async (url, { generateText, streamText, jsonSchema, tool, isStepCount, stepCountIs }) => {
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
        model: await modelOf(url, CLAUDE),
        prompt: "Use the tool: what is the weather in Paris?",
        tools: { weather },
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

  for (const id of [CLAUDE, NOVA]) {
    promise(`reads structured output from ${id}`, async (url, { generateText, jsonSchema, Output }) => {
      const schema = jsonSchema<{ title: string }>({
        type: "object",
        properties: { title: { type: "string" } },
        required: ["title"],
        additionalProperties: false,
      });
      const { output } = await generateText({
        model: await modelOf(url, id),
        prompt: 'Give a JSON object with the title "Dune".',
        output: Output.object({ schema }),
      });
      assertEquals(typeof output.title, "string");
    });
  }

  promise("shows a picture", async (url, { generateText }, { sent }) => {
    const bytes = Uint8Array.from(atob(PNG), (char) => char.charCodeAt(0));
    await generateText({
      model: await modelOf(url, CLAUDE),
      messages: [{
        role: "user",
        content: [{ type: "text", text: "What is this?" }, { type: "file", data: bytes, mediaType: "image/png" }],
      }],
    });
    const [message] = sent[0]!.messages as { content: { image?: { format: string } }[] }[];
    assertEquals(message!.content[1]!.image!.format, "png");
  });

  promise("raises its own error for a refused body", async (url, { APICallError, generateText }) => {
    const model = await modelOf(url, NOVA);
    const error = await assertRejects(() => generateText({ model, prompt: BLACK, temperature: 5, maxRetries: 0 }));
    assert(APICallError.isInstance(error));
    assertEquals(error.statusCode, 400);
    assertStringIncludes(error.message, "temperature is 5");
  });

  promise("hears of an exception amid a stream", async (url, { streamText }) => {
    const errors: unknown[] = [];
    const result = streamText({
      model: await modelOf(url, NOVA),
      prompt: BLACK,
      maxRetries: 0,
      onError: ({ error }) => void errors.push(error),
    });
    let text = "";
    for await (const piece of result.textStream) text += piece;
    assert(text.length > 0);
    assertEquals(errors.length, 1);
  }, { faults: ["exception-midway;at=6"] });

  const left: string[] = [];
  promise("leaves a stream, and the far end hears of it", async (url, { streamText }) => {
    const controller = new AbortController();
    const result = streamText({ model: await modelOf(url, NOVA), prompt: BLACK, abortSignal: controller.signal });
    for await (const piece of result.textStream) if (piece !== "") controller.abort();
    for (let tries = 0; left.length === 0 && tries < 200; tries++) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    assertEquals(left.length, 1);
    left.length = 0;
  }, { pace: 20, onCancel: (id: string): void => void left.push(id) });

  promise("reads embeddings", async (url, { embedMany }) => {
    const id = "amazon.titan-embed-text-v2:0";
    const model = provider === "openai.chat"
      ? (await aiSdkOpenAi()).createOpenAI({ baseURL: `${url}/v1`, apiKey: "k" }).textEmbeddingModel(id)
      : (await aiSdkOpenAiCompatible()).createOpenAICompatible({ name: "g", baseURL: `${url}/v1`, apiKey: "k" })
        .textEmbeddingModel(id);
    const { embeddings } = await embedMany({ model, values: ["a", "b"] });
    assertEquals(embeddings, [[0.5, -1], [0.5, -1]]);
  }, { fetch: () => Promise.resolve(Response.json({ embedding: [0.5, -1], inputTextTokenCount: 3 })) });

  promise("reads images", async (url, { generateImage }) => {
    const id = "amazon.nova-canvas-v1:0";
    const model = provider === "openai.chat"
      ? (await aiSdkOpenAi()).createOpenAI({ baseURL: `${url}/v1`, apiKey: "k" }).imageModel(id)
      : (await aiSdkOpenAiCompatible()).createOpenAICompatible({ name: "g", baseURL: `${url}/v1`, apiKey: "k" })
        .imageModel(id);
    const { image } = await generateImage({ model, prompt: "a fox", size: "1024x1024" });
    assertEquals(image.mediaType, "image/png");
  }, { fetch: () => Promise.resolve(Response.json({ images: [PNG] })) });
}

Deno.test("ai with openai-compatible shows thoughts, and its cache markers arrive", {
  sanitizeOps: true,
  sanitizeResources: true,
}, async () => {
  const { generateText, streamText } = await aiSdk();
  const { createOpenAICompatible } = await aiSdkOpenAiCompatible();
  await withGateway(async ({ url, sent }) => {
    const model = createOpenAICompatible({ name: "gateway", baseURL: `${url}/v1`, apiKey: "k" })(
      "us.anthropic.claude-opus-4-8",
    );
    const cached = { openaiCompatible: { cache_control: { type: "ephemeral" } } };
    const ask = {
      model,
      messages: [{ role: "user" as const, content: [{ type: "text" as const, text: BLACK, providerOptions: cached }] }],
      providerOptions: { gateway: { reasoningEffort: "low" } },
    };
    const whole = await generateText(ask);
    assert(whole.reasoningText!.length > 0);
    const streamed = streamText(ask);
    await streamed.consumeStream();
    assertEquals(await streamed.reasoningText, whole.reasoningText);
    const [{ messages, additionalModelRequestFields }] = sent as [Record<string, unknown>];
    assertEquals(messages, [{ role: "user", content: [{ text: BLACK }, { cachePoint: { type: "default" } }] }]);
    assertEquals(additionalModelRequestFields, { thinking: { type: "adaptive" }, output_config: { effort: "low" } });
  });
});

const WEATHER = {
  type: "function" as const,
  function: {
    name: "weather",
    description: "Gives the weather in a city.",
    parameters: { type: "object", properties: { city: { type: "string" } }, required: ["city"] },
  },
};

function langchain(name: string, run: (url: string, gateway: LoopbackGateway) => Promise<void>, far?: FarEnd): void {
  Deno.test(`@langchain/openai ${name}`, { sanitizeOps: true, sanitizeResources: true }, async () => {
    await withGateway((gateway) => run(gateway.url, gateway), far);
  });
}
async function chatOf(
  url: string,
  model: string,
  more: { temperature?: number } = {},
): Promise<InstanceType<Awaited<ReturnType<typeof langchainOpenAi>>["ChatOpenAI"]>> {
  const { ChatOpenAI } = await langchainOpenAi();
  return new ChatOpenAI({ model, apiKey: "k", maxRetries: 0, configuration: { baseURL: `${url}/v1` }, ...more });
}

langchain("invokes and streams, with counts", async (url) => {
  const chat = await chatOf(url, NOVA);
  const message = await chat.invoke(BLACK);
  assertStringIncludes(String(message.content), "black hole");
  assert(message.usage_metadata!.total_tokens > 0);
  let text = "";
  let total = 0;
  for await (const chunk of await chat.stream(BLACK)) {
    text += String(chunk.content);
    total = chunk.usage_metadata?.total_tokens ?? total;
  }
  assertStringIncludes(text, "black hole");
  assert(total > 0);
});

langchain("calls tools, whole and streamed, and sends results back", async (url) => {
  const { HumanMessage, ToolMessage } = await langchainCore();
  const chat = (await chatOf(url, CLAUDE)).bindTools([WEATHER], { tool_choice: "required" });
  const question = new HumanMessage("What is the weather in Paris?");
  const message = await chat.invoke([question]);
  assertEquals(message.tool_calls!.map(({ name, args }) => [name, args]), [["weather", { city: "Paris" }]]);
  let whole: Awaited<ReturnType<typeof chat.invoke>> | undefined;
  for await (const chunk of await chat.stream([question])) {
    whole = whole === undefined ? chunk : whole.concat(chunk);
  }
  assertEquals(whole!.tool_calls!.map(({ name, args }) => [name, args]), [["weather", { city: "Paris" }]]);
  const result = new ToolMessage({ content: "18 degrees", tool_call_id: message.tool_calls![0]!.id! });
  const answer = await (await chatOf(url, CLAUDE)).bindTools([WEATHER]).invoke([question, message, result]);
  assertStringIncludes(String(answer.content), "18 degrees");
});

for (const method of ["jsonSchema", "functionCalling", "jsonMode"] as const) {
  langchain(`reads structured output by ${method}`, async (url) => {
    const schema = { title: "Book", type: "object", properties: { title: { type: "string" } }, required: ["title"] };
    for (const model of [CLAUDE, NOVA]) {
      const chat = (await chatOf(url, model)).withStructuredOutput(schema, { method, name: "book" });
      const book = await chat.invoke('Answer with a JSON object that has the title "Dune".') as { title: string };
      if (method !== "jsonMode") assertEquals(typeof book.title, "string");
    }
  });
}

langchain("reads embeddings, which it asks for as base64", async (url) => {
  const { OpenAIEmbeddings } = await langchainOpenAi();
  const embeddings = new OpenAIEmbeddings({
    model: "amazon.titan-embed-text-v2:0",
    apiKey: "k",
    maxRetries: 0,
    configuration: { baseURL: `${url}/v1` },
  });
  assertEquals(await embeddings.embedDocuments(["a", "b"]), [[0.5, -1], [0.5, -1]]);
}, { fetch: () => Promise.resolve(Response.json({ embedding: [0.5, -1], inputTextTokenCount: 3 })) });

langchain("raises an error for a refused body, and for an exception amid a stream", async (url) => {
  const chat = await chatOf(url, NOVA);
  await assertRejects(async () => {
    for await (const _ of await chat.stream(BLACK));
  });
  const hot = await chatOf(url, NOVA, { temperature: 5 });
  await assertRejects(() => hot.invoke(BLACK), Error, "temperature is 5");
}, { faults: ["exception-midway;at=6"] });
