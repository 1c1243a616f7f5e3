/** Anthropic's own clients, in two majors, against the gateway: they cannot tell it from the original. */
import { assert, assertEquals, assertGreater, assertRejects, assertStringIncludes } from "../deps.ts";
import { anthropic0, anthropic1 } from "../clients.ts";
import { PNG } from "./anthropic_context.ts";
import { type FarEnd, type LoopbackGateway, withGateway } from "./openai_gateway.ts";

const SONNET = "claude-sonnet-4-6";
const OPUS = "claude-opus-5";
const NOVA = "amazon.nova-pro-v1:0";
const OSS = "openai.gpt-oss-120b-1:0";
const BLACK = [{ role: "user" as const, content: "explain black holes to 8th graders" }];
const WEATHER = {
  name: "weather",
  description: "Gives the weather in a city.",
  input_schema: { type: "object" as const, properties: { city: { type: "string" } }, required: ["city"] },
};
const ASK = [{ role: "user" as const, content: "Use the tool: what is the weather in Paris?" }];

type Client = InstanceType<Awaited<ReturnType<typeof anthropic1>>["default"]>;

for (const [version, load] of [["0.122", anthropic0], ["1.12", anthropic1]] as const) {
  const promise = (
    name: string,
    run: (client: Client, gateway: LoopbackGateway) => Promise<void>,
    far?: FarEnd,
  ): void => {
    Deno.test(`@anthropic-ai/sdk ${version} ${name}`, { sanitizeOps: true, sanitizeResources: true }, async () => {
      const { default: Anthropic } = await load();
      await withGateway(async (gateway) => {
        const client = new Anthropic({ baseURL: gateway.url, apiKey: "k", maxRetries: 0 }) as unknown as Client;
        await run(client, gateway);
      }, far);
    });
  };

  for (const model of [SONNET, OPUS, NOVA, OSS]) {
    promise(`reads a whole answer of ${model}, its counts and its request id`, async (client) => {
      const message = await client.messages.create({ model, max_tokens: 400, messages: BLACK });
      assertEquals([message.type, message.role, message.model], ["message", "assistant", model]);
      const text = message.content.map((block) => block.type === "text" ? block.text : "").join("");
      assertStringIncludes(text, "black hole");
      assertEquals([message.stop_reason, message.stop_sequence], ["end_turn", null]);
      assert(message.usage.input_tokens > 0 && message.usage.output_tokens > 0);
      assert(typeof message._request_id === "string");
    });

    promise(`streams text of ${model}, event by event and gathered`, async (client) => {
      const stream = await client.messages.create({ model, max_tokens: 400, messages: BLACK, stream: true });
      const types: string[] = [];
      for await (const event of stream) types.push(event.type);
      assertEquals([types[0], types.at(-2), types.at(-1)], ["message_start", "message_delta", "message_stop"]);
      let told = "";
      const gathered = client.messages.stream({ model, max_tokens: 400, messages: BLACK }).on("text", (text) => {
        told += text;
      });
      const message = await gathered.finalMessage();
      assertStringIncludes(told, "black hole");
      assertEquals([message.model, message.stop_reason], [model, "end_turn"]);
      assert(message.usage.input_tokens > 0 && message.usage.output_tokens > 0);
    });

    promise(`runs a tool of ${model}, and brings its result`, async (client) => {
      const ask = { model, max_tokens: 2000, tools: [WEATHER], messages: ASK };
      const whole = await client.messages.create(ask);
      assertEquals(whole.stop_reason, "tool_use");
      const streamed = await client.messages.stream(ask).finalMessage();
      assertEquals(streamed.content.map(({ type }) => type), whole.content.map(({ type }) => type));
      const call = streamed.content.find((block) => block.type === "tool_use");
      assert(call !== undefined);
      assertEquals([call.name, call.input], ["weather", { city: "Paris" }]);
      const answer = await client.messages.create({
        ...ask,
        messages: [
          ...ASK,
          { role: "assistant" as const, content: streamed.content as [] },
          {
            role: "user" as const,
            content: [{ type: "tool_result" as const, tool_use_id: call.id, content: "18 degrees in Paris" }],
          },
        ],
      });
      const text = answer.content.map((block) => block.type === "text" ? block.text : "").join("");
      assertStringIncludes(text, "18 degrees in Paris");
    });
  }

  promise("sees thoughts, and gives them back", async (client, { sent }) => {
    for (
      const [model, thinking] of [
        [SONNET, { type: "enabled" as const, budget_tokens: 1024 }],
        [OPUS, { type: "adaptive" as const }],
        [OSS, { type: "enabled" as const, budget_tokens: 1024 }],
      ] as const
    ) {
      const ask = { model, max_tokens: 3000, thinking: thinking as never, messages: BLACK };
      const message = await client.messages.stream(ask).finalMessage();
      const [thought] = message.content;
      assert(thought?.type === "thinking" && thought.thinking !== "" && thought.signature !== "");
      const assistant = { role: "assistant" as const, content: message.content as [] };
      const next = [...BLACK, assistant, { role: "user" as const, content: "Thanks" }];
      await client.messages.create({ ...ask, messages: next });
      const [, back] = sent.at(-1)!.messages as { content: { type?: string }[] }[];
      assertEquals(back!.content[0]!.type, model === OSS ? undefined : "thinking");
    }
  });

  promise("shows a picture and a document", async (client, { sent }) => {
    for (const model of [SONNET, NOVA]) {
      await client.messages.create({
        model,
        max_tokens: 100,
        messages: [{
          role: "user",
          content: [
            { type: "image", source: { type: "base64", media_type: "image/png", data: PNG } },
            { type: "document", source: { type: "text", media_type: "text/plain", data: "Dune" }, title: "A book" },
            { type: "text", text: "What is this?" },
          ],
        }],
      });
      const [message] = sent.at(-1)!.messages as { content: Record<string, unknown>[] }[];
      assertEquals(message!.content.length, 3);
    }
  });

  promise("counts tokens", async (client) => {
    const few = await client.messages.countTokens({ model: SONNET, messages: ASK });
    const more = await client.messages.countTokens({
      model: SONNET,
      messages: ASK,
      tools: [WEATHER],
      system: "Be brief.",
    });
    assertGreater(few.input_tokens, 5);
    assertGreater(more.input_tokens, few.input_tokens);
    const error = await assertRejects(() => client.messages.countTokens({ model: NOVA, messages: ASK }));
    assertEquals((error as { status?: number }).status, 501);
  });

  promise("lists models, page by page", async (client) => {
    const names: string[] = [];
    for await (const model of client.models.list({ limit: 30 })) {
      assertEquals([model.type, typeof model.display_name, isNaN(Date.parse(model.created_at))], [
        "model",
        "string",
        false,
      ]);
      names.push(model.id);
    }
    assertGreater(names.length, 30);
    assertEquals(new Set(names).size, names.length);
    assert(names.includes(SONNET));
    assertEquals((await client.models.retrieve(SONNET)).id, SONNET);
  });

  promise("reads an answer in the form it asked for", async (client) => {
    const schema = {
      type: "object",
      properties: { title: { type: "string" } },
      required: ["title"],
      additionalProperties: false,
    };
    for (const model of [SONNET, OPUS, "claude-opus-4-8", NOVA]) {
      const ask = {
        model,
        max_tokens: 2000,
        messages: [{ role: "user" as const, content: 'Give a JSON object with the title "Dune".' }],
        output_config: { format: { type: "json_schema" as const, schema } },
      };
      const whole = await client.messages.create(ask);
      const streamed = await client.messages.stream(ask).finalMessage();
      for (const message of [whole, streamed]) {
        const text = message.content.map((block) => block.type === "text" ? block.text : "").join("");
        assertEquals(typeof JSON.parse(text).title, "string", `${model}: ${text}`);
        assertEquals(message.stop_reason, "end_turn");
      }
    }
  });

  promise("raises its own errors, told by type and status", async (client) => {
    const { default: Anthropic } = await load();
    const cases: [Record<string, unknown>, number, string][] = [
      [{ model: "claude-nobody-9" }, 404, "not_found_error"],
      [
        { messages: [{ role: "assistant", content: [{ type: "tool_result", tool_use_id: "x" }] }] },
        400,
        "invalid_request_error",
      ],
      [{ mcp_servers: [{ type: "url", name: "x", url: "https://x" }] }, 400, "invalid_request_error"],
    ];
    for (const [more, status, type] of cases) {
      for (const stream of [false, true]) {
        const ask = { model: SONNET, max_tokens: 10, messages: BLACK, stream, ...more };
        const error = await assertRejects(() => client.messages.create(ask as never));
        assert(error instanceof Anthropic.APIError);
        assertEquals([error.status, (error.error as { error: { type: string } }).error.type], [status, type]);
        assert(typeof error.requestID === "string");
      }
    }
  });

  promise("is told of a throttle as of a status, also when it comes as a stream's first frame", async (client) => {
    const { default: Anthropic } = await load();
    for (const stream of [false, true]) {
      const ask = { model: SONNET, max_tokens: 10, messages: BLACK, stream };
      const error = await assertRejects(() => client.messages.create(ask));
      assert(error instanceof Anthropic.RateLimitError);
      assertEquals(error.headers?.get("retry-after"), "1");
    }
  }, { faults: (request) => request.url.endsWith("stream") ? "exception-frame" : "throttle" });

  for (
    const [fault, type] of [
      ["cut", "api_error"],
      ["cut-inside", "api_error"],
      ["bad-crc", "api_error"],
      ["exception-midway", "api_error"],
      ["exception-midway=throttlingException", "rate_limit_error"],
      ["reset", "api_error"],
    ] as const
  ) {
    promise(`is told of a stream that broke: ${fault}`, async (client) => {
      for (const model of [SONNET, NOVA]) {
        let text = "";
        const error = await assertRejects(async () => {
          const stream = await client.messages.create({ model, max_tokens: 400, messages: BLACK, stream: true });
          for await (const event of stream) if (event.type === "content_block_delta") text += "x";
        });
        assertStringIncludes((error as Error).message, type);
        assert(text !== "");
        await assertRejects(() => client.messages.stream({ model, max_tokens: 400, messages: BLACK }).finalMessage());
      }
    }, { faults: () => `${fault},at=6` });
  }

  promise("leaves in the middle, and the upstream hears it", async (client) => {
    for (const model of [SONNET, NOVA]) {
      const stream = await client.messages.create({ model, max_tokens: 400, messages: BLACK, stream: true });
      for await (const _ of stream) break;
      const controller = new AbortController();
      const other = client.messages.stream({ model, max_tokens: 400, messages: BLACK }, { signal: controller.signal });
      other.on("text", () => controller.abort());
      await assertRejects(() => other.finalMessage());
    }
  }, { pace: 1 });
}
