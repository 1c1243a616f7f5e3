import { assert, assertEquals, assertGreater, assertLess, assertStringIncludes } from "../deps.ts";
import { families } from "../../src/models/families.ts";
import type { FamilyName } from "../../src/models/model_types.ts";
import { caller } from "./calling.ts";

const options = { sanitizeOps: true, sanitizeResources: true };
const PROMPT = "explain black holes to 8th graders";
// deno-lint-ignore no-explicit-any -- bodies of every shape
type Body = any;

/** A text family's own words: a body, and where text, stop reason and end stand in the answer and its chunks. */
interface Row {
  family: FamilyName;
  modelId: string;
  body: Record<string, unknown>;
  /** The member that limits the tokens, and its path. */
  limit: (tokens: number) => Record<string, unknown>;
  text: (body: Body) => string;
  stop: (body: Body) => unknown;
  delta?: (chunk: Body) => string | undefined;
  /** Whether a chunk is the family's last. */
  end?: (chunk: Body) => boolean;
  /** What the stop reason is called when all is said, and when the limit is met. */
  words: [unknown, unknown];
}

const chat = { messages: [{ role: "user", content: PROMPT }] };
const openAi = (family: FamilyName, modelId: string, more: Partial<Row> = {}): Row => ({
  family,
  modelId,
  body: { ...chat, max_tokens: 400 },
  limit: (max_tokens) => ({ max_tokens }),
  text: (body) => body.choices[0].message.content,
  stop: (body) => body.choices[0].finish_reason,
  delta: (chunk) => chunk.choices?.[0]?.delta?.content,
  end: (chunk) => chunk.choices?.[0]?.finish_reason != null,
  words: ["stop", "length"],
  ...more,
});

const ROWS: Row[] = [
  {
    ...{ family: "anthropic-text-completions", modelId: "anthropic.claude-v2" },
    body: { prompt: `\n\nHuman: ${PROMPT}\n\nAssistant:`, max_tokens_to_sample: 300 },
    limit: (max_tokens_to_sample) => ({ max_tokens_to_sample }),
    text: (body) => body.completion,
    stop: (body) => body.stop_reason,
    delta: (chunk) => chunk.completion,
    end: (chunk) => chunk.stop_reason !== null,
    words: ["stop_sequence", "max_tokens"],
  },
  {
    ...{ family: "anthropic-messages", modelId: "us.anthropic.claude-haiku-4-5-20251001-v1:0" },
    body: { anthropic_version: "bedrock-2023-05-31", max_tokens: 300, ...chat },
    limit: (max_tokens) => ({ max_tokens }),
    text: (body) => body.content[0].text,
    stop: (body) => body.stop_reason,
    delta: (chunk) => chunk.delta?.text,
    end: (chunk) => chunk.type === "message_stop",
    words: ["end_turn", "max_tokens"],
  },
  {
    ...{ family: "amazon-titan-text", modelId: "amazon.titan-text-express-v1" },
    body: { inputText: PROMPT },
    limit: (maxTokenCount) => ({ textGenerationConfig: { maxTokenCount } }),
    text: (body) => body.results[0].outputText,
    stop: (body) => body.results[0].completionReason,
    delta: (chunk) => chunk.outputText,
    end: (chunk) => chunk.completionReason !== null,
    words: ["FINISH", "LENGTH"],
  },
  {
    ...{ family: "amazon-nova", modelId: "amazon.nova-lite-v1:0" },
    body: { messages: [{ role: "user", content: [{ text: PROMPT }] }] },
    limit: (maxTokens) => ({ inferenceConfig: { maxTokens } }),
    text: (body) => body.output.message.content[0].text,
    stop: (body) => body.stopReason,
    delta: (chunk) => chunk.contentBlockDelta?.delta.text,
    end: (chunk) => chunk.metadata !== undefined,
    words: ["end_turn", "max_tokens"],
  },
  {
    ...{ family: "ai21-jurassic2", modelId: "ai21.j2-mid-v1", body: { prompt: PROMPT } },
    limit: (maxTokens) => ({ maxTokens }),
    text: (body) => body.completions[0].data.text,
    stop: (body) => body.completions[0].finishReason.reason,
    words: ["endoftext", "length"],
  },
  openAi("ai21-jamba", "ai21.jamba-1-5-mini-v1:0"),
  {
    ...{
      family: "cohere-command",
      modelId: "cohere.command-text-v14",
      body: { prompt: PROMPT, max_tokens: 300, stream: true },
    },
    limit: (max_tokens) => ({ max_tokens }),
    text: (body) => body.generations[0].text,
    stop: (body) => body.generations[0].finish_reason,
    delta: (chunk) => chunk.text,
    end: (chunk) => chunk.is_finished,
    words: ["COMPLETE", "MAX_TOKENS"],
  },
  {
    ...{ family: "cohere-command-r", modelId: "cohere.command-r-v1:0", body: { message: PROMPT } },
    limit: (max_tokens) => ({ max_tokens }),
    text: (body) => body.text,
    stop: (body) => body.finish_reason,
    delta: (chunk) => chunk.text,
    end: (chunk) => chunk.event_type === "stream-end",
    words: ["COMPLETE", "MAX_TOKENS"],
  },
  {
    ...{ family: "meta-llama", modelId: "meta.llama3-8b-instruct-v1:0" },
    body: {
      prompt:
        `<|begin_of_text|><|start_header_id|>user<|end_header_id|>\n\n${PROMPT}<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\n`,
    },
    limit: (max_gen_len) => ({ max_gen_len }),
    text: (body) => body.generation,
    stop: (body) => body.stop_reason,
    delta: (chunk) => chunk.generation,
    end: (chunk) => chunk.stop_reason !== null,
    words: ["stop", "length"],
  },
  {
    ...{
      family: "mistral-text",
      modelId: "mistral.mistral-7b-instruct-v0:2",
      body: { prompt: `<s>[INST] ${PROMPT} [/INST]` },
    },
    limit: (max_tokens) => ({ max_tokens }),
    text: (body) => body.outputs[0].text,
    stop: (body) => body.outputs[0].stop_reason,
    delta: (chunk) => chunk.outputs[0].text,
    end: (chunk) => chunk.outputs[0].stop_reason !== null,
    words: ["stop", "length"],
  },
  openAi("mistral-chat", "mistral.mistral-large-2407-v1:0", {
    delta: (chunk) => chunk.choices[0].message.content,
    end: (chunk) => chunk.choices[0].stop_reason !== null,
  }),
  openAi("openai-gpt-oss", "openai.gpt-oss-20b-1:0"),
  {
    ...{ family: "deepseek-r1", modelId: "us.deepseek.r1-v1:0" },
    body: { prompt: `<｜begin▁of▁sentence｜><｜User｜>${PROMPT}<｜Assistant｜><think>\n` },
    limit: (max_tokens) => ({ max_tokens }),
    text: (body) => body.choices[0].text,
    stop: (body) => body.choices[0].stop_reason,
    delta: (chunk) => chunk.choices[0].text,
    end: (chunk) => chunk.choices[0].stop_reason !== null,
    words: ["stop", "length"],
  },
  openAi("deepseek-v3", "deepseek.v3-v1:0"),
  openAi("qwen", "qwen.qwen3-32b-v1:0"),
  openAi("moonshot-kimi", "moonshot.kimi-k2-thinking"),
  openAi("minimax", "minimax.minimax-m2"),
  openAi("google-gemma", "google.gemma-3-4b-it"),
  openAi("nvidia-nemotron", "nvidia.nemotron-nano-9b-v2"),
  openAi("zai-glm", "zai.glm-4.7"),
  openAi("mistral-openai", "mistral.magistral-small-2509"),
  openAi("writer-palmyra-vision", "writer.palmyra-vision-7b"),
  openAi("xai-grok", "us.xai.grok-4.6"),
  openAi("writer-palmyra", "us.writer.palmyra-x5-v1:0"),
  {
    ...{ family: "twelvelabs-pegasus", modelId: "twelvelabs.pegasus-1-2-v1:0" },
    body: {
      inputPrompt: PROMPT,
      mediaSource: { s3Location: { uri: "s3://bucket/v.mp4", bucketOwner: "111122223333" } },
    },
    limit: (maxOutputTokens) => ({ maxOutputTokens }),
    text: (body) => body.message,
    stop: (body) => body.finishReason,
    delta: (chunk) => chunk.message,
    end: (chunk) => chunk.stopReason !== "",
    words: ["stop", "length"],
  },
  {
    ...{
      family: "imported-model",
      modelId: "arn:aws:bedrock:us-east-1:123456789012:imported-model/abc123def456",
      body: { prompt: PROMPT, max_gen_len: 300 },
    },
    limit: (max_gen_len) => ({ max_gen_len }),
    text: (body) => body.generation,
    stop: (body) => body.stop_reason,
    delta: (chunk) => chunk.generation,
    end: (chunk) => chunk.stop_reason !== null,
    words: ["stop", "length"],
  },
  {
    ...{
      family: "marketplace-endpoint",
      modelId: "arn:aws:sagemaker:us-east-1:123456789012:endpoint/mine",
      body: { prompt: PROMPT, max_tokens: 300 },
    },
    limit: (max_tokens) => ({ max_tokens }),
    text: (body) => body.choices[0].text,
    stop: (body) => body.choices[0].finish_reason,
    delta: (chunk) => chunk.choices[0].text,
    end: (chunk) => chunk.choices[0].finish_reason !== null,
    words: ["stop", "length"],
  },
];

Deno.test("createEmulator() has a row here for every family that writes text", options, () => {
  const told = new Set(ROWS.map((row) => row.family));
  const writes = (Object.keys(families) as FamilyName[]).filter((name) =>
    families[name].operations.includes("stream") || name === "ai21-jurassic2"
  );
  assertEquals(writes.filter((name) => !told.has(name)), []);
});

for (const row of ROWS) {
  Deno.test(`createEmulator() speaks ${row.family}: a whole answer, and one cut by its limit`, options, async () => {
    const { invoke } = caller();
    const { status, body, headers } = await invoke(row.modelId, row.body);
    assertEquals(status, 200, JSON.stringify(body));
    assertStringIncludes(row.text(body), "event horizon");
    assertEquals(row.stop(body), row.words[0]);
    const output = Number(headers.get("x-amzn-bedrock-output-token-count"));
    assertGreater(Number(headers.get("x-amzn-bedrock-input-token-count")), 5);
    assertGreater(output, 100);
    assertGreater(Number(headers.get("x-amzn-bedrock-invocation-latency")), 0);
    assertEquals(headers.get("content-type"), "application/json");
    const short = await invoke(row.modelId, { ...row.body, ...row.limit(12) });
    assertEquals(row.stop(short.body), row.words[1]);
    assertEquals(Number(short.headers.get("x-amzn-bedrock-output-token-count")), 12);
  });

  if (!row.delta) continue;
  Deno.test(
    `createEmulator() speaks ${row.family}: a stream of small pieces that are the whole answer`,
    options,
    async () => {
      const { invoke, chunks } = caller();
      const whole = row.text((await invoke(row.modelId, row.body)).body);
      const found = await chunks(row.modelId, row.body);
      const pieces = found.map((chunk) => row.delta!(chunk) ?? "");
      assertEquals(pieces.join(""), whole);
      assertGreater(pieces.filter((piece) => piece !== "").length, 60);
      assertLess(Math.max(...pieces.map((piece) => piece.length)), 20);
      const ends = found.filter((chunk) => typeof chunk === "object" && row.end!(chunk));
      assertEquals(ends.length, 1);
      const metrics = found.filter((chunk) => chunk["amazon-bedrock-invocationMetrics"]);
      assertEquals(metrics, ends);
      const { inputTokenCount, outputTokenCount, firstByteLatency, invocationLatency } =
        metrics[0]["amazon-bedrock-invocationMetrics"];
      assert(inputTokenCount > 5 && outputTokenCount > 100 && firstByteLatency > 0 && invocationLatency > 0);
    },
  );
}

Deno.test("createEmulator() says the same to the same body, always", options, async () => {
  const [first, second] = [caller(), caller()];
  for (const row of ROWS) {
    assertEquals((await first.invoke(row.modelId, row.body)).body, (await second.invoke(row.modelId, row.body)).body);
  }
});

Deno.test("createEmulator() writes Claude's events in Claude's order", options, async () => {
  const { chunks } = caller();
  const found = await chunks("us.anthropic.claude-haiku-4-5-20251001-v1:0", ROWS[1]!.body);
  const types = found.map((chunk) => chunk.type).filter((type, index, all) => type !== all[index - 1]);
  assertEquals(types, [
    "message_start",
    "content_block_start",
    "content_block_delta",
    "content_block_stop",
    "message_delta",
    "message_stop",
  ]);
  assertEquals(found[0].message.model, "claude-haiku-4-5-20251001");
  assertEquals(found[0].message.content, []);
});

Deno.test(
  "createEmulator() sends Command's stream as one document unless the body asks for tokens",
  options,
  async () => {
    const found = await caller().chunks("cohere.command-text-v14", { prompt: "Say hi", max_tokens: 20 });
    assertEquals(found.length, 1);
    assertEquals(found[0].generations[0].text, " hi");
  },
);

Deno.test(
  "createEmulator() ends Palmyra's stream with its own mark, and OpenAI's with usage when asked",
  options,
  async () => {
    const { chunks } = caller();
    const palmyra = await chunks("us.writer.palmyra-x5-v1:0", { ...chat, max_tokens: 50 });
    assertEquals(palmyra.at(-1), "[DONE]");
    const qwen = await chunks("qwen.qwen3-32b-v1:0", {
      ...chat,
      stream: true,
      stream_options: { include_usage: true },
    });
    assertEquals(qwen.at(-1).choices, []);
    assertGreater(qwen.at(-1).usage.total_tokens, 100);
  },
);

Deno.test("createEmulator() gives Palmyra its small default limit", options, async () => {
  const { body } = await caller().invoke("us.writer.palmyra-x4-v1:0", chat);
  assertEquals([body.usage.completion_tokens, body.choices[0].finish_reason], [16, "length"]);
});

Deno.test("createEmulator() lets stop sequences end an answer, and says which", options, async () => {
  const { invoke } = caller();
  const claude = await invoke("us.anthropic.claude-haiku-4-5-20251001-v1:0", {
    ...ROWS[1]!.body,
    stop_sequences: ["giant", "light"],
  });
  assertEquals([claude.body.stop_reason, claude.body.stop_sequence], ["stop_sequence", "light"]);
  assert(claude.body.content[0].text.endsWith("not even "));
  const titan = await invoke("amazon.titan-text-express-v1", {
    inputText: PROMPT,
    textGenerationConfig: { stopSequences: ["light"] },
  });
  assertEquals(titan.body.results[0].completionReason, "STOP_CRITERIA_MET");
});

Deno.test("createEmulator() calls tools in each family's own words", options, async () => {
  const { invoke } = caller();
  const parameters = { type: "object", properties: { city: { type: "string" } }, required: ["city"] };
  const question = "What is the weather in Paris?";
  const openAiTools = {
    messages: [{ role: "user", content: question }],
    tools: [{ type: "function", function: { name: "get_weather", parameters } }],
  };
  const qwen = (await invoke("qwen.qwen3-32b-v1:0", openAiTools)).body.choices[0];
  assertEquals([qwen.finish_reason, qwen.message.tool_calls[0].function], ["tool_calls", {
    name: "get_weather",
    arguments: '{"city":"Paris"}',
  }]);
  const claude = (await invoke("us.anthropic.claude-haiku-4-5-20251001-v1:0", {
    ...{ anthropic_version: "bedrock-2023-05-31", max_tokens: 300, messages: [{ role: "user", content: question }] },
    tools: [{ name: "get_weather", input_schema: parameters }],
    tool_choice: { type: "tool", name: "get_weather" },
  })).body;
  assertEquals([claude.stop_reason, claude.content[0].name, claude.content[0].input], ["tool_use", "get_weather", {
    city: "Paris",
  }]);
  const nova = (await invoke("amazon.nova-lite-v1:0", {
    messages: [{ role: "user", content: [{ text: question }] }],
    toolConfig: {
      tools: [{ toolSpec: { name: "get_weather", inputSchema: { json: parameters } } }],
      toolChoice: { any: {} },
    },
  })).body;
  assertEquals([nova.stopReason, nova.output.message.content[0].toolUse.input], ["tool_use", { city: "Paris" }]);
  const command = (await invoke("cohere.command-r-v1:0", {
    message: question,
    tools: [{ name: "get_weather", description: "", parameter_definitions: { city: { type: "str", required: true } } }],
  })).body;
  assertEquals(command.tool_calls, [{ name: "get_weather", parameters: { city: "Paris" } }]);
});

Deno.test("createEmulator() reads the templates that prompts are written in", options, async () => {
  const { invoke } = caller();
  const llama2 = "<s>[INST] <<SYS>>\nAnswer in upper case.\n<</SYS>>\n\nSay hello [/INST]";
  assertEquals((await invoke("meta.llama2-13b-chat-v1", { prompt: llama2 })).body.generation, "HELLO");
  const llama4 =
    "<|begin_of_text|><|header_start|>system<|header_end|>\n\nAnswer in upper case.<|eot|><|header_start|>user<|header_end|>\n\nSay hello<|eot|><|header_start|>assistant<|header_end|>\n\n";
  assertEquals((await invoke("us.meta.llama4-scout-17b-instruct-v1:0", { prompt: llama4 })).body.generation, "HELLO");
  const turns = "<s>[INST] My name is Ada [/INST] Hello Ada</s>[INST] What is my name? [/INST]";
  assertEquals(
    (await invoke("mistral.mistral-7b-instruct-v0:2", { prompt: turns })).body.outputs[0].text,
    " Your name is Ada.",
  );
  const chatMl = "<|im_start|>user\nSay hello<|im_end|>\n<|im_start|>assistant\n";
  const arn = "arn:aws:bedrock:us-east-1:123456789012:imported-model/abc123def456";
  assertEquals((await invoke(arn, { prompt: chatMl, max_gen_len: 20 })).body.generation, "hello");
  assertEquals((await invoke(arn, { prompt: "Say hello", max_tokens: 20 })).body.object, "text_completion");
  assertEquals(
    (await invoke(arn, { messages: [{ role: "user", content: "Say hello" }] })).body.choices[0].message.content,
    "hello",
  );
});

Deno.test(
  "createEmulator() tells Llama's prompt count in the first chunk only, and lets the other run",
  options,
  async () => {
    const found = await caller().chunks("meta.llama3-8b-instruct-v1:0", { prompt: "count to 9" });
    assertGreater(found[0].prompt_token_count, 3);
    assertEquals(new Set(found.slice(1).map((chunk) => chunk.prompt_token_count)), new Set([null]));
    assertEquals(
      found.slice(0, -1).map((chunk) => chunk.generation_token_count),
      found.slice(0, -1).map((_, index) => index + 1),
    );
  },
);

Deno.test("createEmulator() spreads Nova's text over blocks that each end", options, async () => {
  const found = await caller().chunks("amazon.nova-lite-v1:0", {
    messages: [{ role: "user", content: [{ text: "count to 3" }] }],
  });
  const deltas = found.flatMap((chunk) => chunk.contentBlockDelta?.contentBlockIndex ?? []);
  const stops = found.flatMap((chunk) => chunk.contentBlockStop?.contentBlockIndex ?? []);
  assertEquals(deltas, deltas.map((_: number, index: number) => index));
  assertEquals(stops, deltas);
});
