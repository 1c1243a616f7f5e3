/** OpenAI's own clients, in two majors, asking the gateway for responses: they cannot tell it from the original. */
import { assert, assertEquals, assertRejects, assertStringIncludes } from "../deps.ts";
import { openai6, openai6Zod, openai7, openai7Zod, zod } from "../clients.ts";
import { type FarEnd, type LoopbackGateway, withGateway } from "./openai_gateway.ts";

const CLAUDE = "us.anthropic.claude-sonnet-4-5-20250929-v1:0";
const NOVA = "amazon.nova-pro-v1:0";
const BLACK = "explain black holes to 8th graders";
const ASK = "Use the tool: what is the weather in Paris?";
const WEATHER = {
  type: "function" as const,
  name: "geo.weather",
  description: "Gives the weather in a city.",
  strict: false,
  parameters: { type: "object", properties: { city: { type: "string" } }, required: ["city"] },
};
const PNG =
  "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

type Client = InstanceType<Awaited<ReturnType<typeof openai7>>["default"]>;
type Zod = Awaited<ReturnType<typeof openai7Zod>>;
type Turn = { role: string; content: Record<string, unknown>[] };

for (const [version, load, loadZod] of [["6.49", openai6, openai6Zod], ["7.57", openai7, openai7Zod]] as const) {
  const promise = (
    name: string,
    run: (client: Client, gateway: LoopbackGateway) => Promise<void>,
    far?: FarEnd,
  ): void => {
    Deno.test(`openai ${version} responses ${name}`, { sanitizeOps: true, sanitizeResources: true }, async () => {
      const { default: OpenAI } = await load();
      await withGateway(async (gateway) => {
        const client = new OpenAI({ baseURL: `${gateway.url}/v1`, apiKey: "k", maxRetries: 0 }) as unknown as Client;
        await run(client, gateway);
      }, far);
    });
  };

  promise("read a whole answer, its counts and its request id", async (client, { sent }) => {
    const response = await client.responses.create({ model: NOVA, instructions: "Be brief.", input: BLACK });
    assertEquals([response.object, response.status, response.model], ["response", "completed", NOVA]);
    assertStringIncludes(response.output_text, "black hole");
    assert(response.usage!.total_tokens > 0);
    assert(typeof response._request_id === "string");
    assertEquals(sent[0]!.system, [{ text: "Be brief." }]);
  });

  promise("stream events in their order", async (client) => {
    const types: string[] = [];
    let text = "";
    for await (const event of await client.responses.create({ model: CLAUDE, input: BLACK, stream: true })) {
      if (event.type === "response.output_text.delta") text += event.delta;
      if (event.type !== types.at(-1)) types.push(event.type);
    }
    assertStringIncludes(text, "black hole");
    assertEquals(types, [
      "response.created",
      "response.in_progress",
      "response.output_item.added",
      "response.content_part.added",
      "response.output_text.delta",
      "response.output_text.done",
      "response.content_part.done",
      "response.output_item.done",
      "response.completed",
    ]);
  });

  promise("gather a stream with their own helper, also when it was cut short", async (client) => {
    const stream = client.responses.stream({ model: NOVA, input: BLACK, max_output_tokens: 30 });
    let told = "";
    stream.on("response.output_text.delta", ({ delta }) => void (told += delta));
    const response = await stream.finalResponse();
    assertEquals([response.status, response.incomplete_details], ["incomplete", { reason: "max_output_tokens" }]);
    assertStringIncludes(response.output_text, "black hole");
    assertEquals(response.output_text, told);
    assertEquals(response.usage!.output_tokens, 30);
  });

  promise("take a call, send the output back, and read the answer", async (client, { sent }) => {
    const ask = { model: CLAUDE, tools: [WEATHER] };
    const first = await client.responses.create({ ...ask, input: ASK, tool_choice: "required" });
    const call = first.output.find((item) => item.type === "function_call")!;
    assertEquals([call.name, JSON.parse(call.arguments)], ["geo.weather", { city: "Paris" }]);
    const output = { type: "function_call_output" as const, call_id: call.call_id, output: "18 degrees" };
    const input = [{ role: "user" as const, content: ASK }, ...first.output, output];
    const second = await client.responses.create({ ...ask, input: input as never });
    assertStringIncludes(second.output_text, "18 degrees");
    assertEquals((sent[1]!.messages as Turn[]).map(({ role }) => role), ["user", "assistant", "user"]);
  });

  promise("stream a call through their own helper", async (client) => {
    const tool_choice = { type: "function" as const, name: "geo.weather" };
    const stream = client.responses.stream({ model: NOVA, input: ASK, tools: [WEATHER], tool_choice });
    let told = "";
    stream.on("response.function_call_arguments.delta", ({ delta }) => void (told += delta));
    const { output } = await stream.finalResponse();
    const call = output.find((item) => item.type === "function_call")!;
    assertEquals([call.name, JSON.parse(call.arguments)], ["geo.weather", { city: "Paris" }]);
    assertEquals(told, call.arguments);
  });

  promise("call a custom tool, and go on", async (client, { sent }) => {
    const tools = [{ type: "custom" as const, name: "shell", description: "Runs a command." }];
    const tool_choice = { type: "custom" as const, name: "shell" };
    const stream = client.responses.stream({ model: CLAUDE, input: "List the files", tools, tool_choice });
    const { output } = await stream.finalResponse();
    const call = output.find((item) => item.type === "custom_tool_call")!;
    assertEquals([call.name, typeof call.input], ["shell", "string"]);
    const result = { type: "custom_tool_call_output" as const, call_id: call.call_id, output: "a.txt" };
    const input = [{ role: "user", content: "List the files" }, ...output, result];
    await client.responses.create({ model: CLAUDE, input: input as never, tools });
    const [, turn] = sent[1]!.messages as Turn[];
    assertEquals(turn!.content.at(-1)!.toolUse, {
      toolUseId: call.call_id,
      name: "shell",
      input: { input: call.input },
    });
  });

  for (const model of [CLAUDE, NOVA]) {
    promise(`parse structured output from ${model}, whole and streamed`, async (client) => {
      const { zodTextFormat } = await loadZod() as unknown as Zod;
      const { object, string, number } = await zod();
      const format = zodTextFormat(object({ title: string(), count: number() }), "book");
      const ask = { model, input: "Give a title and a count.", text: { format } };
      const { output_parsed } = await client.responses.parse(ask);
      assertEquals([typeof output_parsed!.title, typeof output_parsed!.count], ["string", "number"]);
      const streamed = await client.responses.stream(ask).finalResponse();
      assertEquals(typeof streamed.output_parsed!.title, "string");
    });
  }

  promise("parse the arguments of a strict tool", async (client) => {
    const { zodResponsesFunction } = await loadZod() as unknown as Zod;
    const { object, string } = await zod();
    const tool = zodResponsesFunction({ name: "weather", parameters: object({ city: string() }) });
    const { output } = await client.responses.parse({ model: CLAUDE, input: ASK, tools: [tool] });
    const call = output.find((item) => item.type === "function_call")!;
    assertEquals(call.parsed_arguments, { city: "Paris" });
  });

  promise("show thoughts, and bring them back signed", async (client, { sent }) => {
    const ask = {
      model: CLAUDE,
      reasoning: { effort: "low" as const, summary: "auto" as const },
      include: ["reasoning.encrypted_content" as const],
      tools: [WEATHER],
      store: false,
    };
    const streamed = client.responses.stream({ ...ask, input: ASK });
    let thought = "";
    streamed.on("response.reasoning_summary_text.delta", ({ delta }) => void (thought += delta));
    const { output } = await streamed.finalResponse();
    const reasoning = output.find((item) => item.type === "reasoning")!;
    const call = output.find((item) => item.type === "function_call")!;
    assertEquals(reasoning.summary, [{ type: "summary_text", text: thought }]);
    const result = { type: "function_call_output" as const, call_id: call.call_id, output: "18 degrees" };
    const input = [{ role: "user" as const, content: ASK }, ...output, result];
    const { output_text } = await client.responses.create({ ...ask, input: input as never });
    assertStringIncludes(output_text, "18 degrees");
    const [, turn] = sent[1]!.messages as Turn[];
    assertEquals(
      (turn!.content[0] as { reasoningContent: { reasoningText: { text: string } } }).reasoningContent
        .reasoningText.text,
      thought,
    );
    assertEquals(sent[1]!.additionalModelRequestFields, sent[0]!.additionalModelRequestFields);
  });

  promise("show a picture and a file", async (client, { sent }) => {
    const content = [
      { type: "input_text" as const, text: "What are these?" },
      { type: "input_image" as const, image_url: PNG, detail: "auto" as const },
      { type: "input_file" as const, filename: "notes.txt", file_data: `data:text/plain;base64,${btoa("notes")}` },
    ];
    const response = await client.responses.create({ model: CLAUDE, input: [{ role: "user", content }] });
    assert(response.output_text.length > 0);
    const [turn] = sent[0]!.messages as Turn[];
    assertEquals(turn!.content.map((block) => Object.keys(block)[0]), ["text", "image", "document"]);
  });

  promise("raise their own error for a refused body, with code and param", async (client) => {
    const { APIError } = await load();
    const ask = { model: NOVA, input: BLACK, previous_response_id: "resp_1" };
    const error = await assertRejects(() => client.responses.create(ask));
    assert(error instanceof APIError);
    assertEquals([error.status, error.code, error.param, error.type], [
      400,
      "unsupported_parameter",
      "previous_response_id",
      "invalid_request_error",
    ]);
  });

  promise("are told that nothing is stored", async (client) => {
    const { NotFoundError } = await load();
    for (
      const look of [
        () => client.responses.retrieve("resp_1"),
        () => client.responses.delete("resp_1"),
        () => client.responses.cancel("resp_1"),
        () => client.responses.inputItems.list("resp_1"),
      ]
    ) {
      const error = await assertRejects(async () => void await look());
      assert(error instanceof NotFoundError);
      assertEquals(error.code, "response_not_found");
    }
  });

  promise("raise a rate limit for a throttle before the stream", async (client) => {
    const { RateLimitError } = await load();
    const error = await assertRejects(() => client.responses.create({ model: NOVA, input: BLACK, stream: true }));
    assert(error instanceof RateLimitError);
  }, { faults: () => "exception-frame" });

  promise("raise an error for an exception amid the stream, after the text so far", async (client) => {
    const { APIError } = await load();
    let text = "";
    const error = await assertRejects(async () => {
      for await (const event of await client.responses.create({ model: NOVA, input: BLACK, stream: true })) {
        if (event.type === "response.output_text.delta") text += event.delta;
      }
    });
    assert(text.length > 0);
    assert(error instanceof APIError);
    const { code } = await assertRejects(() =>
      client.responses.stream({ model: NOVA, input: BLACK }).finalResponse()
    ) as typeof error;
    assertEquals([error.code, code], ["model_stream_error", "model_stream_error"]);
  }, { faults: () => "exception-midway;at=6" });

  promise("raise an error for a stream that was cut", async (client) => {
    await assertRejects(() => client.responses.stream({ model: NOVA, input: BLACK }).finalResponse());
  }, { faults: ["cut;at=6"] });

  const left: string[] = [];
  promise("leave a stream, and the far end hears of it", async (client) => {
    const stream = await client.responses.create({ model: NOVA, input: BLACK, stream: true });
    for await (const { type } of stream) if (type === "response.output_text.delta") break;
    for (let tries = 0; left.length === 0 && tries < 200; tries++) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    assertEquals(left.length, 1);
  }, { pace: 20, onCancel: (id: string): void => void left.push(id) });
}
