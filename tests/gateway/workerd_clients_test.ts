/** Other people's clients against the gateway in workerd: every dialect, whole and streamed, as they get it in Deno. */
import { assert, assertEquals, assertGreater, assertRejects, assertStringIncludes } from "../deps.ts";
import {
  aiSdk,
  aiSdkAmazonBedrock,
  aiSdkAnthropic,
  aiSdkOpenAi,
  anthropicSdk,
  bedrockRuntimeClient,
  nodeHttpHandler,
  openai7,
} from "../clients.ts";
import { OPTIONS } from "./far_end.ts";
import { withWorkerd } from "./workerd.ts";

const KEY = "worker-key";
const CLAUDE = "claude-sonnet-4-6";
const NOVA = "nova-lite";
const BLACK = [{ role: "user" as const, content: "explain black holes to 8th graders" }];
const WEATHER = [{ role: "user" as const, content: "Use the tool: what is the weather in Paris?" }];
const CITY = { type: "object" as const, properties: { city: { type: "string" } }, required: ["city"] };

Deno.test("real clients get from workerd what they get from Deno", OPTIONS, async (test) => {
  await withWorkerd(new URL("worker.ts", import.meta.url), async (url) => {
    await test.step("openai: chats, whole, streamed, with a tool and with a schema", async () => {
      const { default: OpenAI } = await openai7();
      const client = new OpenAI({ baseURL: `${url}/v1`, apiKey: KEY, maxRetries: 0 });
      const whole = await client.chat.completions.create({ model: NOVA, messages: BLACK, max_tokens: 40 });
      assertStringIncludes(whole.choices[0]!.message.content!, "black hole");
      assert(typeof whole._request_id === "string");
      const streamed = client.chat.completions.stream({
        model: CLAUDE,
        messages: BLACK,
        stream_options: { include_usage: true },
      });
      assertStringIncludes((await streamed.finalContent())!, "black hole");
      assertGreater((await streamed.totalUsage()).total_tokens, 0);
      const called = client.chat.completions.stream({
        model: CLAUDE,
        messages: WEATHER,
        tools: [{ type: "function", function: { name: "geo.weather", parameters: CITY } }],
      });
      const { choices: [choice] } = await called.finalChatCompletion();
      const call = choice!.message.tool_calls![0]!;
      assert(call.type === "function");
      assertEquals([choice!.finish_reason, call.function.name], ["tool_calls", "geo.weather"]);
      assertEquals(typeof JSON.parse(call.function.arguments).city, "string");
      const shaped = await client.chat.completions.create({
        model: NOVA,
        messages: BLACK,
        response_format: { type: "json_schema", json_schema: { name: "city", schema: CITY } },
      });
      assertEquals(Object.keys(JSON.parse(shaped.choices[0]!.message.content!)), ["city"]);
      const error = await assertRejects(
        () => client.chat.completions.create({ model: NOVA, messages: BLACK, n: 2 }),
        OpenAI.BadRequestError,
      );
      assertEquals([error.code, error.param], ["unsupported_value", "n"]);
    });

    await test.step("openai: responses, whole and streamed, embeddings, images and models", async () => {
      const { default: OpenAI } = await openai7();
      const client = new OpenAI({ baseURL: `${url}/v1`, apiKey: KEY, maxRetries: 0 });
      const whole = await client.responses.create({ model: NOVA, input: "explain black holes to 8th graders" });
      assertStringIncludes(whole.output_text, "black hole");
      const streamed = await client.responses.stream({ model: CLAUDE, input: "explain black holes to 8th graders" })
        .finalResponse();
      assertStringIncludes(streamed.output_text, "black hole");
      assertGreater(streamed.usage!.output_tokens, 0);
      const { data } = await client.embeddings.create({ model: "titan-embed-text-v2", input: ["a", "b"] });
      assertEquals(data.map(({ embedding }) => embedding.length), [1024, 1024]);
      const { data: images } = await client.images.generate({
        model: "nova-canvas",
        prompt: "a cat",
        size: "1024x1024",
      });
      assertEquals(atob(images![0]!.b64_json!).slice(1, 4), "PNG");
      assertEquals((await client.models.retrieve(NOVA)).id, NOVA);
    });

    await test.step("@anthropic-ai/sdk: messages, whole, streamed and with a tool, by Invoke and by Converse", async () => {
      const { default: Anthropic } = await anthropicSdk();
      const client = new Anthropic({ baseURL: url, apiKey: KEY, maxRetries: 0 });
      for (const model of [CLAUDE, NOVA]) {
        const whole = await client.messages.create({ model, max_tokens: 100, messages: BLACK });
        assert(whole.content[0]!.type === "text");
        assertStringIncludes(whole.content[0].text, "black hole");
        const streamed = client.messages.stream({ model, max_tokens: 100, messages: BLACK });
        assertStringIncludes(await streamed.finalText(), "black hole");
        assertGreater((await streamed.finalMessage()).usage.output_tokens, 0);
        const tools = [{ name: "weather", input_schema: CITY }];
        const called = await client.messages.stream({ model, max_tokens: 100, messages: WEATHER, tools })
          .finalMessage();
        assertEquals(called.stop_reason, "tool_use");
        assert(called.content.some((block) => block.type === "tool_use" && block.name === "weather"));
      }
      assertGreater((await client.messages.countTokens({ model: CLAUDE, messages: BLACK })).input_tokens, 0);
      const wrong = new Anthropic({ baseURL: url, apiKey: "wrong", maxRetries: 0 });
      await assertRejects(
        () => wrong.messages.create({ model: NOVA, max_tokens: 9, messages: BLACK }),
        Anthropic.AuthenticationError,
      );
    });

    await test.step("AWS's own: Converse and Invoke, whole and streamed", async () => {
      const sdk = await bedrockRuntimeClient();
      const { NodeHttpHandler } = await nodeHttpHandler();
      const client = new sdk.BedrockRuntimeClient({
        region: "us-east-1",
        endpoint: url,
        token: { token: KEY },
        authSchemePreference: ["httpBearerAuth"],
        requestHandler: new NodeHttpHandler(),
        maxAttempts: 1,
      });
      const modelId = "amazon.nova-lite-v1:0";
      const messages = [{ role: "user" as const, content: [{ text: "Say hello" }] }];
      const whole = await client.send(new sdk.ConverseCommand({ modelId, messages }));
      assertEquals(whole.output?.message?.content?.[0]?.text, "hello");
      let text = "";
      const streamed = await client.send(new sdk.ConverseStreamCommand({ modelId, messages }));
      for await (const event of streamed.stream!) text += event.contentBlockDelta?.delta?.text ?? "";
      assertEquals(text, "hello");
      const body = JSON.stringify({ messages });
      const chunks: string[] = [];
      const invoked = await client.send(new sdk.InvokeModelWithResponseStreamCommand({ modelId, body }));
      for await (const { chunk } of invoked.body!) chunks.push(new TextDecoder().decode(chunk!.bytes));
      assertStringIncludes(chunks.join(""), "hello");
      client.destroy();
    });

    await test.step("ai: with its OpenAI, Anthropic and Bedrock providers", async () => {
      const [{ generateText, streamText }, { createOpenAI }, { createAnthropic }, { createAmazonBedrock }] =
        await Promise
          .all([aiSdk(), aiSdkOpenAi(), aiSdkAnthropic(), aiSdkAmazonBedrock()]);
      const models = [
        createOpenAI({ baseURL: `${url}/v1`, apiKey: KEY })(NOVA),
        createOpenAI({ baseURL: `${url}/v1`, apiKey: KEY }).chat(NOVA),
        createAnthropic({ baseURL: `${url}/v1`, apiKey: KEY })(CLAUDE),
        createAmazonBedrock({ baseURL: url, apiKey: KEY, region: "us-east-1" })("amazon.nova-lite-v1:0"),
      ];
      for (const model of models) {
        assertEquals((await generateText({ model, prompt: "Say hello", maxRetries: 0 })).text, "hello");
        const result = streamText({ model, prompt: "Say hello", maxRetries: 0 });
        assertEquals([await result.text, await result.finishReason], ["hello", "stop"]);
      }
    });
  });
});
