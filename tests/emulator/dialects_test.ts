import { assert, assertEquals, assertGreater, assertRejects } from "../deps.ts";
import { anthropicSdk, openai7 } from "../clients.ts";
import { emulatorApiKey } from "../../src/emulator/emulator.ts";
import { caller, HOST } from "./calling.ts";

const options = { sanitizeOps: true, sanitizeResources: true };
const GPT = "openai.gpt-oss-120b-1:0";
const CLAUDE = "us.anthropic.claude-haiku-4-5-20251001-v1:0";
const parameters = {
  type: "object",
  properties: { city: { type: "string" } },
  required: ["city"],
  additionalProperties: false,
};

// deno-lint-ignore explicit-function-return-type -- the package's own type
async function openAi(headers: Record<string, string> = {}) {
  const { default: OpenAI } = await openai7();
  return new OpenAI({
    apiKey: emulatorApiKey,
    baseURL: `${HOST}/openai/v1`,
    fetch: caller().emulator,
    maxRetries: 0,
    defaultHeaders: headers,
  });
}

// deno-lint-ignore explicit-function-return-type -- the package's own type
async function anthropic(headers: Record<string, string> = {}) {
  const { default: Anthropic } = await anthropicSdk();
  return new Anthropic({
    apiKey: emulatorApiKey,
    baseURL: `${HOST}/anthropic`,
    fetch: caller().emulator,
    maxRetries: 0,
    defaultHeaders: headers,
  });
}

Deno.test("createEmulator() answers OpenAI's client at Bedrock's own endpoint: chat completions", options, async () => {
  const client = await openAi();
  const messages = [{ role: "user" as const, content: "Say hello" }];
  const whole = await client.chat.completions.create({ model: GPT, messages });
  assertEquals([whole.choices[0]!.message.content, whole.choices[0]!.finish_reason, whole.model], [
    "hello",
    "stop",
    GPT,
  ]);
  const stream = await client.chat.completions.create({
    model: GPT,
    messages,
    stream: true,
    stream_options: { include_usage: true },
  });
  let text = "";
  let total = 0;
  for await (const chunk of stream) {
    text += chunk.choices[0]?.delta.content ?? "";
    total = chunk.usage?.total_tokens ?? total;
  }
  assertEquals([text, total], ["hello", whole.usage!.total_tokens]);
});

Deno.test(
  "createEmulator() answers OpenAI's client at Bedrock's own endpoint: responses, with thoughts, tools and text",
  options,
  async () => {
    const client = await openAi();
    const whole = await client.responses.create({ model: GPT, input: "Say hello", reasoning: { effort: "low" } });
    assertEquals([whole.output_text, whole.status, whole.output.map((item) => item.type)], ["hello", "completed", [
      "reasoning",
      "message",
    ]]);
    const final = await client.responses.stream({ model: GPT, input: "Say hello", reasoning: { effort: "low" } })
      .finalResponse();
    assertEquals(final.output_text, "hello");
    const tools = [{ type: "function" as const, name: "get_weather", parameters, strict: true }];
    const called = await client.responses.stream({ model: GPT, input: "What is the weather in Paris?", tools })
      .finalResponse();
    const call = called.output.find((item) => item.type === "function_call")!;
    assertEquals([call.name, call.arguments], ["get_weather", '{"city":"Paris"}']);
    const input = [
      { role: "user" as const, content: "What is the weather in Paris?" },
      { type: "function_call" as const, call_id: call.call_id, name: call.name, arguments: String(call.arguments) },
      { type: "function_call_output" as const, call_id: call.call_id, output: '{"sky":"clear"}' },
    ];
    assertEquals(
      (await client.responses.create({ model: GPT, input, tools })).output_text,
      "According to get_weather: sky is clear.",
    );
    const cut = await client.responses.create({ model: GPT, input: "count to 100", max_output_tokens: 16 });
    assertEquals([cut.status, cut.incomplete_details?.reason], ["incomplete", "max_output_tokens"]);
  },
);

Deno.test("createEmulator() answers Anthropic's client at Bedrock's own endpoint", options, async () => {
  const client = await anthropic();
  const body = { model: CLAUDE, max_tokens: 100, messages: [{ role: "user" as const, content: "Say hello" }] };
  const whole = await client.messages.create(body);
  const said = whole.content.map((block) => block.type === "text" ? block.text : block.type);
  assertEquals([said, whole.stop_reason], [["hello"], "end_turn"]);
  const final = await client.messages.stream(body).finalMessage();
  assertEquals(final.content.map((block) => block.type === "text" ? block.text : block.type), ["hello"]);
  assertGreater(final.usage.input_tokens, 3);
});

Deno.test("createEmulator() refuses at these endpoints in their own dialect", options, async () => {
  const { default: OpenAI } = await openai7();
  const { default: Anthropic } = await anthropicSdk();
  const client = await openAi();
  const ask = (model: string, more = {}): Promise<unknown> =>
    client.chat.completions.create({ model, messages: [{ role: "user", content: "Hi" }], ...more });
  const wrong = await assertRejects(() => ask(GPT, { temperature: 3 }), OpenAI.BadRequestError);
  assertEquals([wrong.status, wrong.type], [400, "invalid_request_error"]);
  await assertRejects(() => ask("nobody"), OpenAI.NotFoundError);
  await assertRejects(() => ask("us.anthropic.claude-sonnet-4-6"), OpenAI.BadRequestError, "route");
  await assertRejects(() => ask("us.amazon.nova-lite-v1:0"), OpenAI.BadRequestError, "route");
  assert(await ask("openai.gpt-5.5"));
  const claude = await anthropic();
  const create = (model: string): Promise<unknown> =>
    claude.messages.create({ model, max_tokens: 100, messages: [{ role: "user", content: "Hi" }] });
  await assertRejects(() => create("us.anthropic.claude-sonnet-4-20250514-v1:0"), Anthropic.NotFoundError);
  await assertRejects(() => create("anthropic.claude-opus-5"), Anthropic.NotFoundError);
  const stranger = new OpenAI({
    apiKey: "wrong",
    baseURL: `${HOST}/openai/v1`,
    fetch: caller().emulator,
    maxRetries: 0,
  });
  await assertRejects(
    () => stranger.chat.completions.create({ model: GPT, messages: [{ role: "user", content: "Hi" }] }),
    OpenAI.PermissionDeniedError,
  );
});

Deno.test(
  "createEmulator() takes one key at Anthropic's endpoint, and answers paths it does not serve as AWS does",
  options,
  async () => {
    const { emulator } = caller();
    const post = async (path: string, headers: Record<string, string>): Promise<Response> =>
      await emulator(HOST + path, { method: "POST", body: "{}", headers });
    const refused = await post("/anthropic/v1/messages", {
      "x-api-key": emulatorApiKey,
      authorization: `Bearer ${emulatorApiKey}`,
    });
    assertEquals([refused.status, (await refused.json()).error.type], [403, "permission_error"]);
    const unknown = await post("/anthropic/v1/messages/count_tokens", { "x-api-key": emulatorApiKey });
    assertEquals([unknown.status, (await unknown.json()).Version], [200, "1.0"]);
  },
);

Deno.test("createEmulator() makes its trouble in the dialect of a stream, too", options, async () => {
  const { default: OpenAI } = await openai7();
  const { default: Anthropic } = await anthropicSdk();
  const throttled = await openAi({ "x-emulator-fault": "throttle=10" });
  await assertRejects(
    () => throttled.chat.completions.create({ model: GPT, messages: [{ role: "user", content: "Hi" }] }),
    OpenAI.RateLimitError,
  );
  const broken = await openAi({ "x-emulator-fault": "exception-midway" });
  const chunks = await broken.chat.completions.create({
    model: GPT,
    messages: [{ role: "user", content: "count to 9" }],
    stream: true,
  });
  await assertRejects(async () => {
    for await (const _chunk of chunks);
  }, OpenAI.APIError);
  const claude = await anthropic({ "x-emulator-fault": "exception-frame" });
  await assertRejects(
    () =>
      claude.messages.stream({ model: CLAUDE, max_tokens: 100, messages: [{ role: "user", content: "Hi" }] })
        .finalMessage(),
    Anthropic.APIError,
  );
});
