import { assertEquals, assertMatch, assertStringIncludes } from "../deps.ts";
import { createEmulator, emulatorApiKey } from "../../src/emulator/emulator.ts";
import { caller, claude, HOST } from "./calling.ts";

const options = { sanitizeOps: true, sanitizeResources: true };
const HAIKU = "anthropic.claude-3-haiku-20240307-v1:0";
const HAIKU_45 = "us.anthropic.claude-haiku-4-5-20251001-v1:0";
// deno-lint-ignore no-explicit-any -- bodies of every shape
type Body = any;

const text = { prompt: "\n\nHuman: Hi\n\nAssistant:", max_tokens_to_sample: 50 };
const call = { type: "tool_use", id: "t1", name: "a", input: {} };
const tools = [{ name: "a", input_schema: { type: "object" } }];

/** What Invoke refuses: the model, the body, and a word of the complaint. */
const REFUSED: [string, string, Body, RegExp][] = [
  ["a body that is no JSON", HAIKU, "{", /^Malformed input request/],
  ["a body that is a list", HAIKU, [], /object/],
  ["a completion without its form", "anthropic.claude-v2", { ...text, prompt: "Hi" }, /Human:/],
  ["a completion without its end", "anthropic.claude-v2", { ...text, prompt: "\n\nHuman: Hi" }, /Assistant:/],
  ["a completion without a limit", "anthropic.claude-v2", { prompt: text.prompt }, /max_tokens_to_sample/],
  ["a completion too long", "anthropic.claude-v2", { ...text, max_tokens_to_sample: 4097 }, /4096/],
  ["a member nobody knows", "anthropic.claude-v2", { ...text, maxTokens: 3 }, /maxTokens/],
  ["no version", HAIKU, { ...claude("Hi"), anthropic_version: undefined }, /^anthropic_version: Field required$/],
  ["a version nobody knows", HAIKU, claude("Hi", { anthropic_version: "2020-01-01" }), /2020-01-01/],
  ["no limit", HAIKU, { ...claude("Hi"), max_tokens: undefined }, /^max_tokens: Field required$/],
  ["a member of another place", HAIKU, claude("Hi", { model: "claude" }), /^model: Extra inputs are not permitted$/],
  ["no message", HAIKU, claude("Hi", { messages: [] }), /at least one message/],
  ["an assistant first", HAIKU, claude("Hi", { messages: [{ role: "assistant", content: "Hi" }] }), /first message/],
  ["an empty text", HAIKU, claude([{ type: "text", text: "" }]), /non-empty/],
  ["a block of no type", HAIKU, claude([{ type: "song" }]), /song/],
  ["too hot", HAIKU, claude("Hi", { temperature: 1.5 }), /temperature/],
  [
    "an image by address",
    HAIKU,
    claude([{ type: "image", source: { type: "url", url: "https://example.com" } }]),
    /base64/,
  ],
  [
    "a call without its result",
    HAIKU,
    claude("", {
      messages: [{ role: "user", content: "Hi" }, { role: "assistant", content: [call] }, {
        role: "user",
        content: "So",
      }],
      tools,
    }),
    /tool_result/,
  ],
  ["a result without its call", HAIKU, claude([{ type: "tool_result", tool_use_id: "t9", content: "x" }]), /t9/],
  ["a tool without a schema", HAIKU, claude("Hi", { tools: [{ name: "a" }] }), /input_schema/],
  [
    "a tool's name with a dot",
    HAIKU,
    claude("Hi", { tools: [{ name: "a.b", input_schema: { type: "object" } }] }),
    /pattern/,
  ],
  ["a choice of no tool", HAIKU, claude("Hi", { tools, tool_choice: { type: "tool", name: "b" } }), /'b' not found/],
  [
    "thoughts on a model without",
    HAIKU,
    claude("Hi", { thinking: { type: "enabled", budget_tokens: 1024 } }),
    /not supported/,
  ],
  ["a budget that is too small", HAIKU_45, claude("Hi", { thinking: { type: "enabled", budget_tokens: 5 } }), /1024/],
  [
    "thoughts and a temperature",
    HAIKU_45,
    claude("Hi", { max_tokens: 3000, temperature: 0.5, thinking: { type: "enabled", budget_tokens: 1024 } }),
    /temperature/,
  ],
  ["both samplers on Haiku 4.5", HAIKU_45, claude("Hi", { temperature: 1, top_p: 0.9 }), /cannot both/],
  ["a sampler on Opus 5", "us.anthropic.claude-opus-5", claude("Hi", { top_p: 0.9 }), /deprecated/],
  ["Titan without text", "amazon.titan-text-express-v1", {}, /inputText/],
  [
    "Titan too hot",
    "amazon.titan-text-express-v1",
    { inputText: "Hi", textGenerationConfig: { temperature: 2 } },
    /textGenerationConfig\/temperature/,
  ],
  ["Titan with a word for a number", "amazon.titan-text-express-v1", {
    inputText: "Hi",
    textGenerationConfig: { maxTokenCount: "5" },
  }, /string was found, integer wanted/],
  [
    "Titan with null",
    "amazon.titan-text-express-v1",
    { inputText: "Hi", textGenerationConfig: { topP: null } },
    /null/,
  ],
  ["Nova that begins with the assistant", "amazon.nova-lite-v1:0", {
    messages: [{ role: "assistant", content: [{ text: "Hi" }] }],
  }, /start with a user message/],
  ["Nova with a role twice", "amazon.nova-lite-v1:0", {
    messages: [{ role: "user", content: [{ text: "a" }] }, { role: "user", content: [{ text: "b" }] }],
  }, /alternate/],
  ["Llama too long", "meta.llama3-8b-instruct-v1:0", { prompt: "Hi", max_gen_len: 4096 }, /max_gen_len/],
  [
    "Llama with a picture it cannot see",
    "us.meta.llama3-1-8b-instruct-v1:0",
    { prompt: "Hi", images: [""] },
    /key \[images\] is not known/,
  ],
  ["Mistral with eleven stops", "mistral.mistral-7b-instruct-v0:2", {
    prompt: "<s>[INST] Hi [/INST]",
    stop: Array(11).fill("a"),
  }, /stop/],
  ["gpt-oss with five stops", "openai.gpt-oss-20b-1:0", {
    messages: [{ role: "user", content: "Hi" }],
    stop: ["a", "b", "c", "d", "e"],
  }, /stop/],
  ["gpt-oss that is told to stream", "openai.gpt-oss-20b-1:0", {
    messages: [{ role: "user", content: "Hi" }],
    stream: true,
  }, /stream/],
  [
    "gpt-oss with a role nobody knows",
    "openai.gpt-oss-20b-1:0",
    { messages: [{ role: "robot", content: "Hi" }] },
    /robot/,
  ],
  ["Pegasus without a film", "twelvelabs.pegasus-1-2-v1:0", { inputPrompt: "Hi" }, /mediaSource/],
  [
    "a base id that wants a profile",
    HAIKU_45.slice(3),
    claude("Hi"),
    /^Invocation of model ID anthropic\.claude-haiku-4-5-20251001-v1:0 with on-demand throughput isn't supported\./,
  ],
  [
    "a profile of a model that has none",
    "us.amazon.titan-text-express-v1",
    { inputText: "Hi" },
    /^The provided model identifier is invalid\.$/,
  ],
  ["an id nobody knows", "no.such-model", {}, /^The provided model identifier is invalid\.$/],
  ["an ARN of an unknown kind", "arn:aws:bedrock:us-east-1:123456789012:teapot/abc", {}, /identifier is invalid/],
  ["a model for jobs", "amazon.nova-reel-v1:0", { taskType: "TEXT_VIDEO" }, /StartAsyncInvoke/],
  ["a model for speech", "amazon.nova-2-sonic-v1:0", {}, /Bidirectional/],
  ["a model that only converses", "openai.gpt-6-astra", {}, /Converse/],
];

for (const [name, modelId, body, complaint] of REFUSED) {
  Deno.test(`createEmulator() refuses in InvokeModel: ${name}`, options, async () => {
    const reply = await caller().invoke(modelId, body);
    assertEquals([reply.status, reply.error], [400, "ValidationException"], JSON.stringify(reply.body));
    assertMatch(reply.body.message, complaint);
    assertEquals(
      reply.headers.get("x-amzn-errortype"),
      "ValidationException:http://internal.amazon.com/coral/com.amazon.bedrock/",
    );
  });
}

Deno.test("createEmulator() refuses a stream of a model that has none", options, async () => {
  const reply = await caller().ask("/model/ai21.j2-mid-v1/invoke-with-response-stream", { prompt: "Hi" });
  assertEquals([reply.status, reply.error], [400, "ValidationException"]);
  assertMatch(reply.body.message, /streaming/);
});

Deno.test("createEmulator() takes every form of a model's id", options, async () => {
  const { invoke } = caller({
    models: {
      "arn:aws:bedrock:us-east-1:123456789012:provisioned-model/abc123def456": HAIKU_45,
      "anthropic.claude-next": HAIKU,
    },
  });
  const ids = [
    HAIKU,
    "us." + HAIKU,
    "global.anthropic.claude-haiku-4-5-20251001-v1:0",
    `arn:aws:bedrock:us-east-1::foundation-model/${HAIKU}`,
    `arn:aws:bedrock:us-east-1:123456789012:inference-profile/${HAIKU_45}`,
    `arn:aws:bedrock:us-east-1:123456789012:custom-model/${HAIKU}/abcdefghijkl`,
    `arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/abc123`,
    "arn:aws:bedrock:us-east-1:123456789012:provisioned-model/abc123def456",
    "anthropic.claude-next",
  ];
  for (const id of ids) {
    const { status, body } = await invoke(id, claude("Say hello"));
    assertEquals([status, body.content?.[0].text], [200, "hello"], id);
  }
  assertEquals((await invoke("amazon.titan-text-express-v1:0:8k", { inputText: "Say hello" })).status, 200);
});

Deno.test(
  "createEmulator() takes Messages on the ids of completions, and chat on Mistral Large 2402",
  options,
  async () => {
    const { invoke } = caller();
    assertEquals((await invoke("anthropic.claude-v2:1", claude("Say hello"))).body.content[0].text, "hello");
    assertEquals(
      (await invoke("mistral.mistral-large-2402-v1:0", { messages: [{ role: "user", content: "Say hello" }] })).body
        .choices[0].message.content,
      "hello",
    );
  },
);

Deno.test(
  "createEmulator() repeats the choices of the request's headers, and refuses words nobody knows",
  options,
  async () => {
    const { invoke } = caller();
    const { headers } = await invoke(HAIKU, claude("Hi"), {
      "x-amzn-bedrock-performanceconfig-latency": "optimized",
      "x-amzn-bedrock-service-tier": "flex",
    });
    assertEquals(
      [headers.get("x-amzn-bedrock-performanceconfig-latency"), headers.get("x-amzn-bedrock-service-tier")],
      ["optimized", "flex"],
    );
    assertEquals((await invoke(HAIKU, claude("Hi"), { "x-amzn-bedrock-service-tier": "cheap" })).status, 400);
  },
);

Deno.test("createEmulator() says what its streams hold in the header of their own", options, async () => {
  const { send } = caller();
  const response = await send(`/model/${encodeURIComponent(HAIKU)}/invoke-with-response-stream`, claude("Hi"));
  assertEquals(response.headers.get("content-type"), "application/vnd.amazon.eventstream");
  assertEquals(response.headers.get("x-amzn-bedrock-content-type"), "application/json");
  assertEquals(response.headers.get("x-amzn-bedrock-input-token-count"), null);
  await response.body!.cancel();
});

Deno.test("createEmulator() thinks, calls, caches and cites in Claude's own blocks", options, async () => {
  const { invoke, chunks } = caller();
  const thinking = { type: "enabled", budget_tokens: 1024 };
  const body = claude("Say hello", { max_tokens: 3000, thinking });
  const whole = (await invoke(HAIKU_45, body)).body;
  assertEquals(whole.content.map((block: { type: string }) => block.type), ["thinking", "text"]);
  assertMatch(whole.id, /^msg_bdrk_01\w{22}$/);
  const deltas = (await chunks(HAIKU_45, body)).flatMap((chunk) => chunk.delta?.type ?? []);
  assertEquals(
    [...new Set(deltas)],
    ["thinking_delta", "signature_delta", "text_delta", undefined].filter((type) => type !== undefined),
  );
  const hidden =
    (await invoke(HAIKU_45, claude("Say hello", { max_tokens: 3000, thinking: { ...thinking, display: "omitted" } })))
      .body.content[0];
  assertEquals([hidden.thinking, hidden.signature.length > 40], ["", true]);
  const system = [{
    type: "text",
    text: "One rule after the other. ".repeat(1500),
    cache_control: { type: "ephemeral", ttl: "1h" },
  }];
  const { usage } = (await invoke(HAIKU_45, claude("Hi", { system }))).body;
  assertEquals(usage.cache_creation, {
    ephemeral_5m_input_tokens: 0,
    ephemeral_1h_input_tokens: usage.cache_creation_input_tokens,
  });
  const again = await invoke(HAIKU_45, claude("Hi", { system }));
  assertEquals(again.body.usage.cache_read_input_tokens, usage.cache_creation_input_tokens);
  assertEquals(
    again.headers.get("x-amzn-bedrock-cache-read-input-token-count"),
    String(usage.cache_creation_input_tokens),
  );
  const document = {
    type: "document",
    title: "sea",
    source: { type: "text", media_type: "text/plain", data: "The sea is blue. It is deep." },
    citations: { enabled: true },
  };
  const cited = (await invoke(HAIKU_45, claude([document, { type: "text", text: "Summarize" }]))).body.content[0];
  assertEquals(cited.citations, [{
    type: "char_location",
    cited_text: "The sea is blue.",
    document_index: 0,
    document_title: "sea",
    start_char_index: 0,
    end_char_index: 16,
  }]);
});

Deno.test("createEmulator() fits answers to schemas in each family's own words", options, async () => {
  const { invoke } = caller();
  const schema = {
    type: "object",
    properties: { name: { type: "string" } },
    required: ["name"],
    additionalProperties: false,
  };
  const prompt = "Her name is Ada.";
  const format = { type: "json_schema", schema };
  assertEquals(
    JSON.parse((await invoke(HAIKU_45, claude(prompt, { output_config: { format } }))).body.content[0].text),
    { name: "Ada" },
  );
  const response_format = { type: "json_schema", json_schema: { name: "person", schema } };
  const qwen = await invoke("qwen.qwen3-32b-v1:0", { messages: [{ role: "user", content: prompt }], response_format });
  assertEquals(JSON.parse(qwen.body.choices[0].message.content), { name: "Ada" });
  const pegasus = await invoke("twelvelabs.pegasus-1-2-v1:0", {
    inputPrompt: prompt,
    mediaSource: { s3Location: { uri: "s3://b/v" } },
    responseFormat: { jsonSchema: schema },
  });
  assertEquals(JSON.parse(pegasus.body.message), { name: "Ada" });
});

Deno.test(
  "createEmulator() guards Invoke: a word blocks the question, another the answer, a third is masked",
  options,
  async () => {
    const guardrails = {
      g1: {
        blockedWords: ["dragon", "horizon"],
        maskedWords: { NAME: ["Ada"] },
        blockedInputMessaging: "No.",
        blockedOutputsMessaging: "No answer.",
      },
    };
    const { invoke, chunks } = caller({ guardrails });
    const headers = {
      "x-amzn-bedrock-guardrailidentifier": "g1",
      "x-amzn-bedrock-guardrailversion": "1",
      "x-amzn-bedrock-trace": "ENABLED",
    };
    const titan = (inputText: string): Body => ({ inputText });
    const ID = "amazon.titan-text-express-v1";
    const blocked = (await invoke(ID, titan("Say dragon"), headers)).body;
    assertEquals([blocked.results[0].outputText.trim(), blocked["amazon-bedrock-guardrailAction"]], [
      "No.",
      "INTERVENED",
    ]);
    assertEquals(blocked["amazon-bedrock-trace"].guardrail.input.g1.wordPolicy.customWords[0].match, "dragon");
    const answer = (await invoke(ID, titan("explain black holes"), headers)).body;
    assertEquals(answer.results[0].outputText.trim(), "No answer.");
    assertStringIncludes(answer["amazon-bedrock-trace"].guardrail.modelOutput[0], "event horizon");
    const masked = (await invoke(ID, titan("Say Ada is here"), headers)).body;
    assertEquals(masked.results[0].outputText.trim(), "{NAME} is here");
    const fine = (await invoke(ID, titan("Say hello"), { ...headers, "x-amzn-bedrock-trace": "DISABLED" })).body;
    assertEquals([fine["amazon-bedrock-guardrailAction"], fine["amazon-bedrock-trace"]], ["NONE", undefined]);
    const stream = await chunks(ID, titan("Say dragon"), headers);
    assertEquals(stream.length, 1);
    assertEquals([
      stream[0].outputText,
      stream[0]["amazon-bedrock-guardrailAction"],
      stream[0].completionReason,
      stream[0]["amazon-bedrock-invocationMetrics"],
    ], ["No.", "INTERVENED", undefined, undefined]);
    const through = await chunks(ID, titan("count to 9"), headers);
    assertEquals(new Set(through.map((chunk) => chunk["amazon-bedrock-guardrailAction"])), new Set(["NONE"]));
    assertEquals((await invoke(ID, titan("Hi"), { "x-amzn-bedrock-guardrailidentifier": "g1" })).status, 400);
    assertEquals(
      (await invoke(ID, titan("Hi"), { ...headers, "x-amzn-bedrock-guardrailidentifier": "g2" })).status,
      400,
    );
  },
);

Deno.test("createEmulator() judges only what is tagged", options, async () => {
  const { invoke } = caller({ guardrails: { g1: { blockedWords: ["dragon"] } } });
  const headers = { "x-amzn-bedrock-guardrailidentifier": "g1", "x-amzn-bedrock-guardrailversion": "DRAFT" };
  const tag = "amazon-bedrock-guardrails-guardContent_x1";
  const body = {
    inputText: `dragon <${tag}>Count to 3</${tag}>`,
    "amazon-bedrock-guardrailConfig": { tagSuffix: "x1" },
  };
  assertEquals(
    (await invoke("amazon.titan-text-express-v1", body, headers)).body["amazon-bedrock-guardrailAction"],
    "NONE",
  );
});

Deno.test("createEmulator() refuses a body over 25,000,000 bytes, and reads no further", options, async () => {
  const chunk = new Uint8Array(1_000_000).fill(0x20);
  let pulled = 0;
  const body = new ReadableStream<Uint8Array>({
    pull(controller): void {
      pulled++;
      controller.enqueue(chunk);
    },
  });
  const response = await createEmulator()(
    `${HOST}/model/${HAIKU}/invoke`,
    { method: "POST", body, headers: { authorization: `Bearer ${emulatorApiKey}` }, duplex: "half" } as RequestInit,
  );
  assertEquals([response.status, response.headers.get("x-amzn-errortype")?.split(":")[0]], [
    400,
    "ValidationException",
  ]);
  await response.body!.cancel();
  assertEquals(pulled < 30, true);
});

Deno.test("InvokeModel goes on without thoughts where a loop of tools began without them, as Claude does", async () => {
  const { invoke } = caller();
  const body = (calling: unknown[]): unknown => ({
    anthropic_version: "bedrock-2023-05-31",
    max_tokens: 3000,
    thinking: { type: "enabled", budget_tokens: 1024 },
    tools: [{ name: "clock", input_schema: { type: "object", properties: {} } }],
    messages: [
      { role: "user", content: "What time is it?" },
      { role: "assistant", content: calling },
      { role: "user", content: [{ type: "tool_result", tool_use_id: "toolu_1", content: "noon" }] },
    ],
  });
  const call = { type: "tool_use", id: "toolu_1", name: "clock", input: {} };
  const thought = { type: "thinking", thinking: "A clock tells the time.", signature: "c2lnbmVk" };
  const kinds = async (calling: unknown[]): Promise<string[]> => {
    const { body: answer } = await invoke("us.anthropic.claude-sonnet-4-5-20250929-v1:0", body(calling));
    return answer.content.map((block: { type: string }) => block.type);
  };
  assertEquals((await kinds([call])).includes("thinking"), false);
  assertEquals((await kinds([thought, call])).includes("thinking"), true);
});
