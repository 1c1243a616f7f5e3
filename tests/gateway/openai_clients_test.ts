/** OpenAI's own clients, in two majors, against the gateway: they cannot tell it from the original. */
import { assert, assertEquals, assertFalse, assertRejects, assertStringIncludes } from "../deps.ts";
import { openai6, openai7 } from "../clients.ts";
import { type FarEnd, type LoopbackGateway, withGateway } from "./openai_gateway.ts";

const CLAUDE = "us.anthropic.claude-sonnet-4-5-20250929-v1:0";
const NOVA = "amazon.nova-pro-v1:0";
const BLACK = [{ role: "user" as const, content: "explain black holes to 8th graders" }];
const WEATHER = {
  type: "function" as const,
  function: {
    name: "geo.weather",
    description: "Gives the weather in a city.",
    parameters: { type: "object", properties: { city: { type: "string" } }, required: ["city"] },
  },
};
const PNG =
  "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

type Client = InstanceType<Awaited<ReturnType<typeof openai7>>["default"]>;

for (const [version, load] of [["6.49", openai6], ["7.57", openai7]] as const) {
  const promise = (
    name: string,
    run: (client: Client, gateway: LoopbackGateway) => Promise<void>,
    far?: FarEnd,
  ): void => {
    Deno.test(`openai ${version} ${name}`, { sanitizeOps: true, sanitizeResources: true }, async () => {
      const { default: OpenAI } = await load();
      await withGateway(async (gateway) => {
        const client = new OpenAI({ baseURL: `${gateway.url}/v1`, apiKey: "k", maxRetries: 0 }) as unknown as Client;
        await run(client, gateway);
      }, far);
    });
  };

  promise("reads a whole answer, its counts and its request id", async (client) => {
    const completion = await client.chat.completions.create({ model: NOVA, messages: BLACK, max_tokens: 40 });
    assertEquals(completion.object, "chat.completion");
    assertEquals(completion.model, NOVA);
    assertStringIncludes(completion.choices[0]!.message.content!, "black hole");
    assert(completion.usage!.total_tokens > 0);
    assert(typeof completion._request_id === "string");
  });

  promise("streams text, and counts when asked", async (client) => {
    const stream = await client.chat.completions.create({
      model: CLAUDE,
      messages: BLACK,
      stream: true,
      stream_options: { include_usage: true },
    });
    let text = "";
    let total = 0;
    const finishes: string[] = [];
    for await (const chunk of stream) {
      text += chunk.choices[0]?.delta.content ?? "";
      if (chunk.choices[0]?.finish_reason) finishes.push(chunk.choices[0].finish_reason);
      total = chunk.usage?.total_tokens ?? total;
    }
    assertStringIncludes(text, "black hole");
    assertEquals(finishes, ["stop"]);
    assert(total > 0);
  });

  promise("gathers a stream with its own helper", async (client) => {
    const stream = client.chat.completions.stream({ model: NOVA, messages: BLACK, max_tokens: 30 });
    const completion = await stream.finalChatCompletion();
    assertEquals(completion.choices[0]!.finish_reason, "length");
    assertStringIncludes(completion.choices[0]!.message.content!, "black hole");
  });

  promise("takes a call, sends its result back, and reads the answer", async (client, { sent }) => {
    const ask = { model: CLAUDE, tools: [WEATHER], tool_choice: "required" as const };
    const question = [{ role: "user" as const, content: "What is the weather in Paris?" }];
    const first = await client.chat.completions.create({ ...ask, messages: question });
    const [choice] = first.choices;
    assertEquals(choice!.finish_reason, "tool_calls");
    const call = choice!.message.tool_calls![0]!;
    assert(call.type === "function");
    assertEquals(call.function.name, "geo.weather");
    assertEquals(JSON.parse(call.function.arguments), { city: "Paris" });
    const messages = [...question, choice!.message, {
      role: "tool" as const,
      tool_call_id: call.id,
      content: "18 degrees",
    }];
    const second = await client.chat.completions.create({ model: CLAUDE, tools: [WEATHER], messages });
    assertEquals(second.choices[0]!.finish_reason, "stop");
    assertStringIncludes(second.choices[0]!.message.content!, "18 degrees");
    assertEquals((sent[1]!.messages as unknown[]).length, 3);
  });

  promise("streams a call through its own helper", async (client) => {
    const stream = client.chat.completions.stream({
      model: NOVA,
      messages: [{ role: "user", content: "What is the weather in Paris?" }],
      tools: [WEATHER],
      tool_choice: { type: "function", function: { name: "geo.weather" } },
    });
    const { message, finish_reason } = (await stream.finalChatCompletion()).choices[0]!;
    assertEquals(finish_reason, "tool_calls");
    const call = message.tool_calls![0]!;
    assert(call.type === "function");
    assertEquals([call.function.name, JSON.parse(call.function.arguments)], ["geo.weather", { city: "Paris" }]);
  });

  promise("runs a tool loop of its own", async (client) => {
    let asked = "";
    const runner = client.chat.completions.runTools({
      model: CLAUDE,
      messages: [{ role: "user", content: "Use the tool: what is the weather in Paris?" }],
      tools: [{
        type: "function",
        function: {
          name: "weather",
          parameters: WEATHER.function.parameters,
          description: "Gives the weather in a city.",
          parse: JSON.parse,
          function: ({ city }: { city: string }) => {
            asked = city;
            return "18 degrees";
          },
        },
      }],
    });
    assertStringIncludes((await runner.finalContent())!, "18 degrees");
    assertEquals(asked, "Paris");
  });

  for (const model of [CLAUDE, NOVA]) {
    promise(`reads structured output from ${model}, whole and streamed`, async (client) => {
      const schema = {
        type: "object",
        properties: { title: { type: "string" }, count: { type: "integer" } },
        required: ["title", "count"],
        additionalProperties: false,
      };
      const ask = {
        model,
        messages: [{ role: "user" as const, content: "Give a title and a count." }],
        response_format: { type: "json_schema" as const, json_schema: { name: "book", schema, strict: true } },
      };
      const whole = await client.chat.completions.create(ask);
      assertEquals(Object.keys(JSON.parse(whole.choices[0]!.message.content!)).sort(), ["count", "title"]);
      assertEquals(whole.choices[0]!.finish_reason, "stop");
      const streamed = await client.chat.completions.stream(ask).finalChatCompletion();
      assertEquals(Object.keys(JSON.parse(streamed.choices[0]!.message.content!)).sort(), ["count", "title"]);
    });
  }

  promise("gathers a stream of a model that thinks, and sends its signed thought back", async (client, { sent }) => {
    const ask = { model: "us.anthropic.claude-opus-4-8", reasoning_effort: "low" as const };
    const { choices } = await client.chat.completions.stream({ ...ask, messages: BLACK }).finalChatCompletion();
    const { message } = choices[0]!;
    assertStringIncludes(message.content!, "black hole");
    const messages = [...BLACK, message, { role: "user" as const, content: "Go on" }];
    await client.chat.completions.create({ ...ask, messages });
    const [, turn] = sent[1]!.messages as { content: Record<string, unknown>[] }[];
    assertEquals(turn!.content.map((block) => Object.keys(block)[0]), ["reasoningContent", "text"]);
  });

  promise("shows a picture", async (client, { sent }) => {
    const content = [{ type: "text" as const, text: "What is this?" }, {
      type: "image_url" as const,
      image_url: { url: PNG },
    }];
    const completion = await client.chat.completions.create({ model: CLAUDE, messages: [{ role: "user", content }] });
    assert(completion.choices[0]!.message.content!.length > 0);
    const [message] = sent[0]!.messages as { content: { image?: { format: string } }[] }[];
    assertEquals(message!.content[1]!.image!.format, "png");
  });

  promise("raises its own error for a refused body, with code and param", async (client) => {
    const { APIError } = await load();
    const error = await assertRejects(() => client.chat.completions.create({ model: NOVA, messages: BLACK, n: 2 }));
    assert(error instanceof APIError);
    assertEquals([error.status, error.code, error.param, error.type], [
      400,
      "unsupported_value",
      "n",
      "invalid_request_error",
    ]);
  });

  promise("raises a rate limit for a throttle before the stream", async (client) => {
    const { RateLimitError } = await load();
    const error = await assertRejects(() =>
      client.chat.completions.create({ model: NOVA, messages: BLACK, stream: true })
    );
    assert(error instanceof RateLimitError);
  }, { faults: () => "exception-frame" });

  promise("raises an error for an exception amid the stream, after the text so far", async (client) => {
    const stream = await client.chat.completions.create({ model: NOVA, messages: BLACK, stream: true });
    let text = "";
    await assertRejects(async () => {
      for await (const chunk of stream) text += chunk.choices[0]?.delta.content ?? "";
    });
    assert(text.length > 0);
  }, { faults: ["exception-midway;at=6"] });

  promise("raises an error for a stream that was cut, and sees no finish", async (client) => {
    const stream = await client.chat.completions.create({ model: NOVA, messages: BLACK, stream: true });
    let finished = false;
    await assertRejects(async () => {
      for await (const chunk of stream) finished ||= Boolean(chunk.choices[0]?.finish_reason);
    });
    assertFalse(finished);
  }, { faults: ["cut;at=6"] });

  const left: string[] = [];
  promise("leaves a stream, and the far end hears of it", async (client) => {
    const stream = await client.chat.completions.create({ model: NOVA, messages: BLACK, stream: true });
    for await (const chunk of stream) if (chunk.choices[0]?.delta.content) break;
    for (let tries = 0; left.length === 0 && tries < 200; tries++) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    assertEquals(left.length, 1);
    left.length = 0;
  }, { pace: 20, onCancel: (requestId: string): void => void left.push(requestId) });

  promise("completes a prompt, whole and streamed", async (client) => {
    const ask = { model: NOVA, prompt: "explain black holes", max_tokens: 20 };
    const whole = await client.completions.create(ask);
    assertStringIncludes(whole.choices[0]!.text, "black hole");
    let text = "";
    for await (const chunk of await client.completions.create({ ...ask, stream: true })) text += chunk.choices[0]!.text;
    assertEquals(text, whole.choices[0]!.text);
  });

  promise("reads embeddings, which it asks for as base64", async (client, { sent }) => {
    const list = await client.embeddings.create({
      model: "amazon.titan-embed-text-v2:0",
      input: ["a", "b"],
      dimensions: 256,
    });
    assertEquals(list.data.map(({ embedding }) => embedding), [[0.5, -1], [0.5, -1]]);
    assertEquals(list.usage.prompt_tokens, 6);
    assertEquals(sent.map(({ inputText }) => inputText).sort(), ["a", "b"]);
    const floats = await client.embeddings.create({
      model: "amazon.titan-embed-text-v2:0",
      input: "a",
      encoding_format: "float",
    });
    assertEquals(floats.data[0]!.embedding, [0.5, -1]);
  }, { fetch: () => Promise.resolve(Response.json({ embedding: [0.5, -1], inputTextTokenCount: 3 })) });

  promise("reads images", async (client) => {
    const { data } = await client.images.generate({
      model: "amazon.nova-canvas-v1:0",
      prompt: "a fox",
      size: "1024x1024",
    });
    assertEquals(data, [{ b64_json: "AAAA" }]);
  }, { fetch: () => Promise.resolve(Response.json({ images: ["AAAA"] })) });
}
