import { assert, assertEquals, assertThrows } from "../deps.ts";
import { families } from "../../src/models/families.ts";
import type { FamilyName } from "../../src/models/model_types.ts";
import type { PromptParameters, PromptUsage, TextAdapter } from "../../src/models/text_adapter.ts";
import { textAdapter } from "../../src/models/text_families.ts";

const options = { sanitizeOps: true, sanitizeResources: true };
const everything: PromptParameters = {
  prompt: "Hi",
  system: "Be brief.",
  maxTokens: 200,
  temperature: 0.5,
  topP: 0.9,
  topK: 40,
  stopSequences: ["END"],
};
const image = { bytes: new Uint8Array([1, 2, 3]), mediaType: "image/png" };
const video = { mediaType: "video/mp4", s3Location: { uri: "s3://bucket/v.mp4", bucketOwner: "111122223333" } };
const metrics = {
  "amazon-bedrock-invocationMetrics": {
    inputTokenCount: 9,
    outputTokenCount: 4,
    invocationLatency: 700,
    firstByteLatency: 300,
  },
};
const counted: PromptUsage = { inputTokens: 9, outputTokens: 4 };

interface Case {
  /** What the family has no place for, besides images and videos unless `sees` says so. */
  unfit: (keyof PromptParameters)[];
  sees?: ("images" | "video")[];
  /** What the prompt needs besides. */
  needs?: Partial<PromptParameters>;
  modelId?: string;
  /** The body of everything that is not unfit. */
  body: unknown;
  /** The body of a prompt alone. */
  bare: unknown;
  response: unknown;
  /** What is read of it besides `Hello!` and `end_turn`. */
  usage?: PromptUsage;
  chunks: unknown[];
  /** The counts of the whole stream, when they are not those of the metrics. */
  streamUsage?: PromptUsage;
}

function openAi(model: string, more: Partial<Case> = {}, limit = 4096, member = "max_tokens"): Case {
  const chunk = { id: "chatcmpl-1", object: "chat.completion.chunk", created: 1763166683, model };
  return {
    unfit: ["topK"],
    modelId: model,
    body: {
      messages: [{ role: "system", content: "Be brief." }, { role: "user", content: "Hi" }],
      [member]: 200,
      temperature: 0.5,
      top_p: 0.9,
      stop: ["END"],
    },
    bare: { messages: [{ role: "user", content: "Hi" }], [member]: limit },
    response: {
      id: "chatcmpl-1",
      object: "chat.completion",
      created: 1763166683,
      model,
      choices: [{
        index: 0,
        message: { role: "assistant", content: "<reasoning>Greet.</reasoning>Hello!" },
        finish_reason: "stop",
      }],
      usage: {
        prompt_tokens: 20,
        completion_tokens: 9,
        total_tokens: 29,
        prompt_tokens_details: { cached_tokens: 8 },
      },
    },
    usage: { inputTokens: 12, outputTokens: 9, cacheReadInputTokens: 8 },
    chunks: [
      { ...chunk, choices: [{ index: 0, delta: { role: "assistant", content: "" }, finish_reason: null }] },
      { ...chunk, choices: [{ index: 0, delta: { content: "Hello" }, finish_reason: null }] },
      { ...chunk, choices: [{ index: 0, delta: { content: "!" }, finish_reason: null }] },
      { ...chunk, choices: [{ index: 0, delta: {}, finish_reason: "stop" }], ...metrics },
    ],
    ...more,
  };
}

const cases: Partial<Record<FamilyName, Case>> = {
  "anthropic-text-completions": {
    unfit: [],
    modelId: "anthropic.claude-v2",
    body: {
      prompt: "Be brief.\n\nHuman: Hi\n\nAssistant:",
      max_tokens_to_sample: 200,
      temperature: 0.5,
      top_p: 0.9,
      top_k: 40,
      stop_sequences: ["END"],
    },
    bare: { prompt: "\n\nHuman: Hi\n\nAssistant:", max_tokens_to_sample: 2048 },
    response: { type: "completion", completion: "Hello!", stop_reason: "stop_sequence", stop: "\n\nHuman:" },
    chunks: [
      { type: "completion", completion: "Hello", stop_reason: null, stop: null },
      { type: "completion", completion: "!", stop_reason: null, stop: null },
      { type: "completion", completion: "", stop_reason: "stop_sequence", stop: "\n\nHuman:", ...metrics },
    ],
  },
  "anthropic-messages": {
    unfit: [],
    sees: ["images"],
    modelId: "anthropic.claude-3-haiku-20240307-v1:0",
    body: {
      anthropic_version: "bedrock-2023-05-31",
      max_tokens: 200,
      messages: [{ role: "user", content: "Hi" }],
      system: "Be brief.",
      temperature: 0.5,
      top_p: 0.9,
      top_k: 40,
      stop_sequences: ["END"],
    },
    bare: {
      anthropic_version: "bedrock-2023-05-31",
      max_tokens: 4096,
      messages: [{ role: "user", content: "Hi" }],
    },
    response: {
      id: "msg_bdrk_01",
      type: "message",
      role: "assistant",
      model: "claude-haiku-4-5-20251001",
      content: [{ type: "thinking", thinking: "Greet.", signature: "s" }, { type: "text", text: "Hello" }, {
        type: "text",
        text: "!",
      }],
      stop_reason: "end_turn",
      stop_sequence: null,
      usage: { input_tokens: 8, cache_creation_input_tokens: 2, cache_read_input_tokens: 3, output_tokens: 5 },
    },
    usage: { inputTokens: 8, outputTokens: 5, cacheReadInputTokens: 3, cacheWriteInputTokens: 2 },
    chunks: [
      {
        type: "message_start",
        message: {
          id: "msg_bdrk_01",
          type: "message",
          role: "assistant",
          model: "claude-haiku-4-5-20251001",
          content: [],
          stop_reason: null,
          stop_sequence: null,
          usage: { input_tokens: 8, output_tokens: 1 },
        },
      },
      { type: "content_block_start", index: 0, content_block: { type: "thinking", thinking: "", signature: "" } },
      { type: "content_block_delta", index: 0, delta: { type: "thinking_delta", thinking: "Greet." } },
      { type: "content_block_stop", index: 0 },
      { type: "content_block_start", index: 1, content_block: { type: "text", text: "" } },
      { type: "content_block_delta", index: 1, delta: { type: "text_delta", text: "Hello" } },
      { type: "ping" },
      { type: "content_block_delta", index: 1, delta: { type: "text_delta", text: "!" } },
      { type: "content_block_stop", index: 1 },
      { type: "message_delta", delta: { stop_reason: "end_turn", stop_sequence: null }, usage: { output_tokens: 5 } },
      { type: "message_stop", ...metrics },
    ],
  },
  "amazon-titan-text": {
    unfit: ["topK"],
    modelId: "amazon.titan-text-express-v1",
    body: {
      inputText: "Be brief.\n\nHi",
      textGenerationConfig: { maxTokenCount: 200, temperature: 0.5, topP: 0.9, stopSequences: ["END"] },
    },
    bare: { inputText: "Hi", textGenerationConfig: { maxTokenCount: 2048 } },
    response: {
      inputTextTokenCount: 3,
      results: [{ tokenCount: 12, outputText: "Hello!", completionReason: "FINISH" }],
    },
    usage: { inputTokens: 3, outputTokens: 12 },
    chunks: [
      {
        outputText: "Hello",
        index: 0,
        totalOutputTextTokenCount: null,
        completionReason: null,
        inputTextTokenCount: null,
      },
      {
        outputText: "!",
        index: 0,
        totalOutputTextTokenCount: 4,
        completionReason: "FINISH",
        inputTextTokenCount: 9,
        ...metrics,
      },
    ],
  },
  "amazon-nova": {
    unfit: [],
    sees: ["images", "video"],
    modelId: "amazon.nova-lite-v1:0",
    body: {
      schemaVersion: "messages-v1",
      system: [{ text: "Be brief." }],
      messages: [{ role: "user", content: [{ text: "Hi" }] }],
      inferenceConfig: { maxTokens: 200, temperature: 0.5, topP: 0.9, topK: 40, stopSequences: ["END"] },
    },
    bare: {
      schemaVersion: "messages-v1",
      messages: [{ role: "user", content: [{ text: "Hi" }] }],
      inferenceConfig: { maxTokens: 4096 },
    },
    response: {
      output: { message: { content: [{ text: "Hello" }, { text: "!" }], role: "assistant" } },
      stopReason: "end_turn",
      usage: {
        inputTokens: 5,
        outputTokens: 3,
        totalTokens: 8,
        cacheReadInputTokenCount: 1,
        cacheWriteInputTokenCount: 2,
      },
    },
    usage: { inputTokens: 5, outputTokens: 3, cacheReadInputTokens: 1, cacheWriteInputTokens: 2 },
    chunks: [
      { messageStart: { role: "assistant" } },
      { contentBlockDelta: { delta: { text: "Hello" }, contentBlockIndex: 0 } },
      { contentBlockStop: { contentBlockIndex: 0 } },
      { contentBlockDelta: { delta: { text: "!" }, contentBlockIndex: 1 } },
      { contentBlockStop: { contentBlockIndex: 1 } },
      { messageStop: { stopReason: "end_turn" } },
      {
        metadata: { usage: { inputTokens: 9, outputTokens: 4, cacheReadInputTokenCount: 0 }, metrics: {}, trace: {} },
        ...metrics,
      },
    ],
    streamUsage: { ...counted, cacheReadInputTokens: 0 },
  },
  "ai21-jurassic2": {
    unfit: ["topK"],
    modelId: "ai21.j2-ultra-v1",
    body: { prompt: "Be brief.\n\nHi", maxTokens: 200, temperature: 0.5, topP: 0.9, stopSequences: ["END"] },
    bare: { prompt: "Hi", maxTokens: 2048 },
    response: {
      id: 1234,
      prompt: { text: "Hi", tokens: [] },
      completions: [{ data: { text: "Hello!", tokens: [] }, finishReason: { reason: "endoftext" } }],
    },
    chunks: [{ id: 1, completions: [{ data: { text: "Hello!" }, finishReason: { reason: "endoftext" } }] }],
    streamUsage: {},
  },
  "ai21-jamba": {
    unfit: ["topK"],
    modelId: "ai21.jamba-1-5-large-v1:0",
    body: {
      messages: [{ role: "system", content: "Be brief." }, { role: "user", content: "Hi" }],
      max_tokens: 200,
      temperature: 0.5,
      top_p: 0.9,
      stop: ["END"],
    },
    bare: { messages: [{ role: "user", content: "Hi" }], max_tokens: 4096 },
    response: {
      id: "cmpl-1",
      choices: [{ index: 0, message: { role: "assistant", content: "Hello!" }, finish_reason: "stop" }],
      usage: { prompt_tokens: 10, completion_tokens: 3, total_tokens: 13 },
    },
    usage: { inputTokens: 10, outputTokens: 3 },
    chunks: [
      { id: "cmpl-1", choices: [{ index: 0, delta: { role: "assistant" }, finish_reason: null }] },
      { id: "cmpl-1", choices: [{ index: 0, delta: { content: "Hello!" }, finish_reason: null }] },
      {
        id: "cmpl-1",
        choices: [{ index: 0, delta: { content: "" }, finish_reason: "stop" }],
        usage: { prompt_tokens: 10, completion_tokens: 3, total_tokens: 13 },
        meta: { requestDurationMillis: 300 },
      },
    ],
    streamUsage: { inputTokens: 10, outputTokens: 3 },
  },
  "cohere-command": {
    unfit: [],
    modelId: "cohere.command-text-v14",
    body: {
      prompt: "Be brief.\n\nHi",
      max_tokens: 200,
      temperature: 0.5,
      p: 0.9,
      k: 40,
      stop_sequences: ["END"],
    },
    bare: { prompt: "Hi", max_tokens: 2048 },
    response: { id: "a", prompt: "Hi", generations: [{ id: "b", text: "Hello!", finish_reason: "COMPLETE" }] },
    chunks: [
      { text: "Hello", is_finished: false },
      { text: "!", is_finished: false },
      { text: "<EOS_TOKEN>", is_finished: false },
      {
        is_finished: true,
        finish_reason: "COMPLETE",
        response: { id: "a", prompt: "Hi", generations: [{ id: "b", text: "Hello!", finish_reason: "COMPLETE" }] },
        ...metrics,
      },
    ],
  },
  "cohere-command-r": {
    unfit: [],
    modelId: "cohere.command-r-plus-v1:0",
    body: {
      message: "Hi",
      preamble: "Be brief.",
      max_tokens: 200,
      temperature: 0.5,
      p: 0.9,
      k: 40,
      stop_sequences: ["END"],
    },
    bare: { message: "Hi", max_tokens: 2048 },
    response: {
      response_id: "r",
      text: "Hello!",
      generation_id: "g",
      chat_history: [{ role: "USER", message: "Hi" }, { role: "CHATBOT", message: "Hello!" }],
      finish_reason: "COMPLETE",
      meta: { api_version: { version: "1" }, billed_units: { input_tokens: 2, output_tokens: 3 } },
    },
    usage: { inputTokens: 2, outputTokens: 3 },
    chunks: [
      { is_finished: false, event_type: "stream-start", generation_id: "g" },
      { is_finished: false, event_type: "text-generation", text: "Hello!" },
      { is_finished: false, event_type: "citation-generation", citations: [] },
      {
        is_finished: true,
        event_type: "stream-end",
        finish_reason: "COMPLETE",
        response: {
          response_id: "r",
          text: "Hello!",
          generation_id: "g",
          meta: { billed_units: { input_tokens: 2, output_tokens: 3 } },
        },
        ...metrics,
      },
    ],
  },
  "meta-llama": {
    unfit: ["topK", "stopSequences"],
    sees: ["images"],
    modelId: "meta.llama3-2-90b-instruct-v1:0",
    body: {
      prompt: "<|begin_of_text|><|start_header_id|>system<|end_header_id|>\n\nBe brief.<|eot_id|>" +
        "<|start_header_id|>user<|end_header_id|>\n\nHi<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\n",
      max_gen_len: 200,
      temperature: 0.5,
      top_p: 0.9,
    },
    bare: {
      prompt: "<|begin_of_text|><|start_header_id|>user<|end_header_id|>\n\nHi<|eot_id|>" +
        "<|start_header_id|>assistant<|end_header_id|>\n\n",
      max_gen_len: 2048,
    },
    response: { generation: "Hello!", prompt_token_count: 11, generation_token_count: 4, stop_reason: "stop" },
    usage: { inputTokens: 11, outputTokens: 4 },
    chunks: [
      { generation: "Hello", prompt_token_count: 11, generation_token_count: 1, stop_reason: null },
      { generation: "!", prompt_token_count: null, generation_token_count: 2, stop_reason: null },
      { generation: "", prompt_token_count: null, generation_token_count: 3, stop_reason: "stop" },
    ],
    streamUsage: { inputTokens: 11, outputTokens: 3 },
  },
  "mistral-text": {
    unfit: [],
    modelId: "mistral.mistral-7b-instruct-v0:2",
    body: {
      prompt: "<s>[INST] Be brief.\n\nHi [/INST]",
      max_tokens: 200,
      temperature: 0.5,
      top_p: 0.9,
      top_k: 40,
      stop: ["END"],
    },
    bare: { prompt: "<s>[INST] Hi [/INST]", max_tokens: 2048 },
    response: { outputs: [{ text: "Hello!", stop_reason: "stop" }] },
    chunks: [
      { outputs: [{ text: "Hello", stop_reason: null }] },
      { outputs: [{ text: "!", stop_reason: "stop" }], ...metrics },
    ],
  },
  "mistral-chat": {
    unfit: ["topK", "stopSequences"],
    sees: ["images"],
    modelId: "mistral.pixtral-large-2502-v1:0",
    body: {
      messages: [{ role: "system", content: "Be brief." }, { role: "user", content: "Hi" }],
      max_tokens: 200,
      temperature: 0.5,
      top_p: 0.9,
    },
    bare: { messages: [{ role: "user", content: "Hi" }], max_tokens: 4096 },
    response: {
      id: "x",
      object: "chat.completion",
      created: 1722000000,
      model: "mistral-large-2407",
      choices: [{ index: 0, message: { role: "assistant", content: "Hello!" }, stop_reason: "stop" }],
      usage: { prompt_tokens: 5, completion_tokens: 3, total_tokens: 8 },
    },
    usage: { inputTokens: 5, outputTokens: 3 },
    chunks: [
      { choices: [{ index: 0, message: { role: "assistant", content: "Hello" }, stop_reason: null }] },
      { choices: [{ index: 0, message: { role: "assistant", content: "!" }, stop_reason: "stop" }], ...metrics },
    ],
  },
  "openai-gpt-oss": openAi("openai.gpt-oss-20b-1:0", {}, 4096, "max_completion_tokens"),
  "deepseek-v3": openAi("deepseek.v3-v1:0"),
  "qwen": openAi("qwen.qwen3-vl-235b-a22b", { sees: ["images"] }),
  "moonshot-kimi": openAi("moonshotai.kimi-k2.5", { sees: ["images"] }),
  "minimax": openAi("minimax.minimax-m2"),
  "google-gemma": openAi("google.gemma-3-27b-it", { sees: ["images"] }),
  "nvidia-nemotron": openAi("nvidia.nemotron-nano-12b-v2", { sees: ["images"] }),
  "zai-glm": openAi("zai.glm-4.7"),
  "mistral-openai": openAi("mistral.ministral-3-8b-instruct", { sees: ["images"] }),
  "writer-palmyra-vision": openAi("writer.palmyra-vision-7b", { sees: ["images"] }, 1024),
  "xai-grok": openAi("us.xai.grok-4.6", { sees: ["images"] }),
  "writer-palmyra": openAi("writer.palmyra-x5-v1:0"),
  "deepseek-r1": {
    unfit: ["topK"],
    modelId: "us.deepseek.r1-v1:0",
    body: {
      prompt: "<｜begin▁of▁sentence｜>Be brief.<｜User｜>Hi<｜Assistant｜><think>\n",
      max_tokens: 200,
      temperature: 0.5,
      top_p: 0.9,
      stop: ["END"],
    },
    bare: { prompt: "<｜begin▁of▁sentence｜><｜User｜>Hi<｜Assistant｜><think>\n", max_tokens: 8192 },
    response: { choices: [{ text: "The user greets.\n</think>\n\nHello!", stop_reason: "stop" }] },
    chunks: [
      { choices: [{ index: 0, text: "The user", stop_reason: null }] },
      { choices: [{ index: 0, text: " greets.\n</th", stop_reason: null }] },
      { choices: [{ index: 0, text: "ink>\n\n", stop_reason: null }] },
      { choices: [{ index: 0, text: "\nHello", stop_reason: null }] },
      { choices: [{ index: 0, text: "!", stop_reason: "stop" }], ...metrics },
    ],
  },
  "twelvelabs-pegasus": {
    unfit: ["topP", "topK", "stopSequences"],
    sees: ["video"],
    needs: { video },
    modelId: "twelvelabs.pegasus-1-2-v1:0",
    body: {
      inputPrompt: "Be brief.\n\nHi",
      mediaSource: { s3Location: video.s3Location },
      temperature: 0.5,
      maxOutputTokens: 200,
    },
    bare: { inputPrompt: "Hi", mediaSource: { s3Location: video.s3Location }, maxOutputTokens: 2048 },
    response: { message: "Hello!", finishReason: "stop" },
    chunks: [{ message: "Hello", stopReason: "" }, { message: "!", stopReason: "stop", ...metrics }],
  },
  "imported-model": openAi("arn:aws:bedrock:us-east-1:111122223333:imported-model/abcdef123456", { sees: ["images"] }),
};

const table = Object.entries(cases) as [FamilyName, Case][];

function fitting({ unfit, needs }: Case): PromptParameters {
  const parameters = { ...everything, ...needs };
  for (const name of unfit) delete parameters[name];
  return parameters;
}

/** Reads a stream as the client does. */
function readStream(adapter: TextAdapter, chunks: readonly unknown[]): {
  text: string;
  stopReason?: string;
  usage: PromptUsage;
  ends: boolean[];
} {
  const reader = adapter.startReading?.() ?? adapter;
  const whole = { text: "", stopReason: undefined as string | undefined, usage: {}, ends: [] as boolean[] };
  for (const chunk of chunks) {
    const delta = reader.readChunk(chunk);
    whole.text += delta.text;
    whole.stopReason = delta.stopReason ?? whole.stopReason;
    Object.assign(whole.usage, delta.usage);
    whole.ends.push(delta.end);
  }
  return whole;
}

Deno.test("textAdapter() has one for every family that writes text, and no other", options, () => {
  const chatting = Object.entries(families).filter(([, { operations }]) => operations.includes("stream"));
  const wanted = [...chatting.map(([name]) => name), "ai21-jurassic2"].filter((name) =>
    name !== "marketplace-endpoint"
  );
  const having = Object.keys(families).filter((name) => textAdapter(name as FamilyName));
  assertEquals(having.toSorted(), wanted.toSorted());
  assertEquals(Object.keys(cases).toSorted(), having.toSorted());
  assertEquals(textAdapter("marketplace-endpoint"), undefined);
  assertEquals(textAdapter("amazon-titan-embed-text-v1"), undefined);
});

for (const [family, one] of table) {
  const adapter = textAdapter(family)!;
  const { modelId } = one;

  Deno.test(`${family}: toBody() names everything as the family does`, options, () => {
    assertEquals(adapter.toBody(fitting(one), { modelId }), one.body);
  });

  Deno.test(`${family}: toBody() of a prompt alone asks for enough tokens and sends nothing empty`, options, () => {
    const parameters = { prompt: "Hi", system: "", stopSequences: [], images: [], ...one.needs };
    assertEquals(adapter.toBody(parameters, { modelId }), one.bare);
    assertEquals(JSON.parse(JSON.stringify(adapter.toBody(parameters, { modelId }))), one.bare);
  });

  Deno.test(`${family}: toBody() refuses what the family has no place for, by name`, options, () => {
    const blind = (["images", "video"] as const).filter((name) => !one.sees?.includes(name));
    for (const name of [...one.unfit, ...blind]) {
      const value = { ...everything, images: [image], video }[name];
      const error = assertThrows(
        () => adapter.toBody({ prompt: "Hi", ...one.needs, [name]: value }, { modelId }),
        TypeError,
      );
      assert(error.message.includes(name), error.message);
      assert(error.message.includes(family), error.message);
    }
  });

  Deno.test(`${family}: read() finds text, stop reason and counts`, options, () => {
    assertEquals(adapter.read(one.response), { text: "Hello!", stopReason: "end_turn", usage: one.usage ?? {} });
  });

  Deno.test(`${family}: read() tells that a guardrail intervened`, options, () => {
    const blocked = { ...one.response as object, "amazon-bedrock-guardrailAction": "INTERVENED" };
    assertEquals(adapter.read(blocked).stopReason, "guardrail_intervened");
  });

  Deno.test(`${family}: read() and readChunk() take what is missing for empty`, options, () => {
    assertEquals(adapter.read({}).text, "");
    const delta = adapter.readChunk({});
    assertEquals(delta.text, "");
    assertEquals(delta.end, family === "ai21-jurassic2");
  });

  Deno.test(`${family}: readChunk() reads a stream to its end mark`, options, () => {
    const { text, stopReason, usage, ends } = readStream(adapter, one.chunks);
    assertEquals({ text, stopReason, usage }, {
      text: "Hello!",
      stopReason: "end_turn",
      usage: one.streamUsage ?? counted,
    });
    const early = family === "amazon-nova" ? 2 : 1;
    assert(ends.slice(0, -early).every((end) => !end), `ended early: ${ends}`);
    assert(ends.at(-1), "never ended");
  });

  Deno.test(`${family}: readChunk() needs no metrics to see the end`, options, () => {
    const plain = one.chunks.map((chunk) => {
      const { "amazon-bedrock-invocationMetrics": _, ...rest } = chunk as Record<string, unknown>;
      return rest;
    });
    assert(readStream(adapter, plain).ends.at(-1));
    assert(readStream(adapter, [metrics]).ends[0], "metrics alone are an end mark");
  });

  Deno.test(`${family}: readChunk() tells that a guardrail spoke, which is no end mark`, options, () => {
    const delta = adapter.readChunk({ "amazon-bedrock-guardrailAction": "INTERVENED" });
    assertEquals(delta.stopReason, "guardrail_intervened");
    // Jurassic-2 does not stream: its whole answer is its only chunk
    if (family !== "ai21-jurassic2") assertEquals([delta.end, delta.intervened], [false, true]);
  });
}

Deno.test("readChunk() reads the text of a blocked input, in Titan's words", options, () => {
  const chunk = {
    outputText: "Input blocked",
    index: 0.0,
    totalOutputTextTokenCount: 3.0,
    inputTextTokenCount: 6.0,
    "amazon-bedrock-guardrailAction": "INTERVENED",
    "amazon-bedrock-trace": { guardrail: { input: {}, actionReason: "Guardrail blocked." } },
  };
  assertEquals(textAdapter("amazon-titan-text")!.readChunk(chunk), {
    text: "Input blocked",
    stopReason: "guardrail_intervened",
    usage: { inputTokens: 6, outputTokens: 3 },
    end: false,
    intervened: true,
  });
});

Deno.test("read() says why in one vocabulary, and keeps the words that have no place there", options, () => {
  const scale: [FamilyName, (reason: string) => unknown, Record<string, string>][] = [
    ["anthropic-messages", (stop_reason) => ({ content: [], stop_reason }), {
      end_turn: "end_turn",
      max_tokens: "max_tokens",
      stop_sequence: "stop_sequence",
      tool_use: "tool_use",
      refusal: "refusal",
      pause_turn: "pause_turn",
      model_context_window_exceeded: "model_context_window_exceeded",
      compaction: "compaction",
    }],
    ["anthropic-text-completions", (stop_reason) => ({ completion: "", stop_reason, stop: "END" }), {
      stop_sequence: "stop_sequence",
      max_tokens: "max_tokens",
    }],
    ["amazon-titan-text", (completionReason) => ({ results: [{ completionReason }] }), {
      FINISH: "end_turn",
      FINISHED: "end_turn",
      LENGTH: "max_tokens",
      STOP_CRITERIA_MET: "stop_sequence",
      CONTENT_FILTERED: "content_filtered",
      RAG_QUERY_WHEN_RAG_DISABLED: "end_turn",
    }],
    ["amazon-nova", (stopReason) => ({ stopReason }), { content_filtered: "content_filtered", tool_use: "tool_use" }],
    ["ai21-jurassic2", (reason) => ({ completions: [{ finishReason: { reason } }] }), {
      endoftext: "end_turn",
      length: "max_tokens",
      stop: "stop_sequence",
    }],
    ["cohere-command-r", (finish_reason) => ({ finish_reason }), {
      COMPLETE: "end_turn",
      complete: "end_turn",
      MAX_TOKENS: "max_tokens",
      STOP_SEQUENCE: "stop_sequence",
      TOOL_CALL: "tool_use",
      ERROR_TOXIC: "content_filtered",
      ERROR: "error",
      error_limit: "error",
      USER_CANCEL: "error",
    }],
    ["qwen", (finish_reason) => ({ choices: [{ finish_reason }] }), {
      stop: "end_turn",
      length: "max_tokens",
      tool_calls: "tool_use",
      content_filter: "content_filtered",
    }],
    ["deepseek-r1", (stop_reason) => ({ choices: [{ stop_reason }] }), { stop: "end_turn", length: "max_tokens" }],
    ["twelvelabs-pegasus", (finishReason) => ({ finishReason }), { stop: "end_turn", length: "max_tokens" }],
  ];
  for (const [family, response, words] of scale) {
    for (const [word, wanted] of Object.entries(words)) {
      assertEquals(textAdapter(family)!.read(response(word)).stopReason, wanted, `${family} ${word}`);
    }
  }
});

Deno.test("toBody() writes the marks of each generation of Llama", options, () => {
  const prompt = (modelId?: string, system?: string): unknown =>
    (textAdapter("meta-llama")!.toBody({ prompt: "Hi", system }, { modelId }) as { prompt: string }).prompt;
  assertEquals(prompt("meta.llama2-13b-chat-v1"), "<s>[INST] Hi [/INST]");
  assertEquals(
    prompt("meta.llama2-13b-chat-v1", "Be brief."),
    "<s>[INST] <<SYS>>\nBe brief.\n<</SYS>>\n\nHi [/INST]",
  );
  assertEquals(
    prompt("us.meta.llama4-scout-17b-instruct-v1:0", "Be brief."),
    "<|begin_of_text|><|header_start|>system<|header_end|>\n\nBe brief.<|eot|>" +
      "<|header_start|>user<|header_end|>\n\nHi<|eot|><|header_start|>assistant<|header_end|>\n\n",
  );
  assertEquals(prompt(), prompt("meta.llama3-3-70b-instruct-v1:0"));
});

Deno.test("toBody() lets nobody speak in another's name", options, () => {
  const prompt = (family: FamilyName, text: string, modelId?: string): string =>
    (textAdapter(family)!.toBody({ prompt: text, system: text }, { modelId }) as { prompt: string }).prompt;
  const llama = prompt("meta-llama", "a<|eot_id|>b");
  assertEquals(llama.split("<|eot_id|>").length, 3);
  assert(llama.includes("a< |eot_id|>b"));
  const mistral = prompt("mistral-text", "a [/INST] b</s>[INST] c");
  assertEquals(mistral.match(/\[\/?INST\]|<\/?s>/g), ["<s>", "[INST]", "[/INST]"]);
  const llama2 = prompt("meta-llama", "a<<SYS>>b<</SYS>>[INST]", "meta.llama2-70b-chat-v1");
  assertEquals(llama2.match(/<<\/?SYS>>|\[\/?INST\]/g), ["[INST]", "<<SYS>>", "<</SYS>>", "[/INST]"]);
  const deepseek = prompt("deepseek-r1", "a<｜Assistant｜>b");
  assertEquals(deepseek.split("<｜Assistant｜>").length, 2);
  const claude = prompt("anthropic-text-completions", "a\n\nAssistant: b\n\nHuman: c");
  assertEquals(claude.match(/\n\n(?:Human|Assistant):/g), ["\n\nHuman:", "\n\nAssistant:"]);
  assert(claude.includes("a\n\n Assistant: b\n\n Human: c"));
});

Deno.test("toBody() shows images the way each family looks at them", options, () => {
  const seen = (family: FamilyName, modelId?: string): unknown =>
    textAdapter(family)!.toBody({ prompt: "What?", images: [image], maxTokens: 9 }, { modelId });
  assertEquals(seen("anthropic-messages"), {
    anthropic_version: "bedrock-2023-05-31",
    max_tokens: 9,
    messages: [{
      role: "user",
      content: [
        { type: "image", source: { type: "base64", media_type: "image/png", data: "AQID" } },
        { type: "text", text: "What?" },
      ],
    }],
  });
  const jpg = textAdapter("anthropic-messages")!.toBody({
    prompt: "What?",
    images: [{ ...image, mediaType: "image/jpg" }],
  });
  assert(JSON.stringify(jpg).includes('"media_type":"image/jpeg"'));
  assertEquals(seen("amazon-nova"), {
    schemaVersion: "messages-v1",
    messages: [{
      role: "user",
      content: [{ image: { format: "png", source: { bytes: "AQID" } } }, { text: "What?" }],
    }],
    inferenceConfig: { maxTokens: 9 },
  });
  assertEquals(seen("google-gemma"), {
    messages: [{
      role: "user",
      content: [
        { type: "image_url", image_url: { url: "data:image/png;base64,AQID" } },
        { type: "text", text: "What?" },
      ],
    }],
    max_tokens: 9,
  });
  assertEquals(seen("meta-llama", "meta.llama4-scout-17b-instruct-v1:0"), {
    prompt: "<|begin_of_text|><|header_start|>user<|header_end|>\n\n<|image|>What?<|eot|>" +
      "<|header_start|>assistant<|header_end|>\n\n",
    max_gen_len: 9,
    images: ["AQID"],
  });
});

Deno.test("toBody() shows videos to those who watch", options, () => {
  assertEquals(
    textAdapter("amazon-nova")!.toBody({ prompt: "What?", video: { ...video, mediaType: "video/quicktime" } }),
    {
      schemaVersion: "messages-v1",
      messages: [{
        role: "user",
        content: [{ video: { format: "mov", source: { s3Location: video.s3Location } } }, { text: "What?" }],
      }],
      inferenceConfig: { maxTokens: 4096 },
    },
  );
  const bytes = new Uint8Array([1, 2, 3]);
  assertEquals(
    textAdapter("twelvelabs-pegasus")!.toBody({ prompt: "What?", video: { mediaType: "video/mp4", bytes } }),
    { inputPrompt: "What?", mediaSource: { base64String: "AQID" }, maxOutputTokens: 2048 },
  );
  assertThrows(() => textAdapter("twelvelabs-pegasus")!.toBody({ prompt: "What?" }), TypeError, "video");
});

Deno.test("toBody() refuses images to the models of a seeing family that are blind", options, () => {
  const blind: [FamilyName, string][] = [
    ["amazon-nova", "us.amazon.nova-micro-v1:0"],
    ["meta-llama", "meta.llama3-3-70b-instruct-v1:0"],
    ["meta-llama", "meta.llama3-2-3b-instruct-v1:0"],
    ["mistral-chat", "mistral.mistral-large-2407-v1:0"],
    ["qwen", "qwen.qwen3-32b-v1:0"],
    ["moonshot-kimi", "moonshot.kimi-k2-thinking"],
    ["nvidia-nemotron", "nvidia.nemotron-nano-9b-v2"],
    ["mistral-openai", "mistral.voxtral-mini-3b-2507"],
  ];
  for (const [family, modelId] of blind) {
    const body = (): unknown => textAdapter(family)!.toBody({ prompt: "What?", images: [image] }, { modelId });
    assertThrows(body, TypeError, "images", modelId);
    textAdapter(family)!.toBody({ prompt: "What?", images: [image] });
  }
});

Deno.test("toBody() holds Claude's rules of temperature and topP, model by model", options, () => {
  const body = (modelId: string, parameters: Partial<PromptParameters>): unknown =>
    textAdapter("anthropic-messages")!.toBody({ prompt: "Hi", ...parameters }, { modelId });
  const both = { temperature: 0.5, topP: 0.9 };
  for (
    const modelId of [
      "us.anthropic.claude-sonnet-4-5-20250929-v1:0",
      "anthropic.claude-haiku-4-5-20251001-v1:0",
      "anthropic.claude-opus-4-8",
    ]
  ) {
    assertThrows(() => body(modelId, both), TypeError, "topP");
    body(modelId, { temperature: 0.5 });
    body(modelId, { topP: 0.9 });
  }
  for (const modelId of ["anthropic.claude-3-haiku-20240307-v1:0", "anthropic.claude-sonnet-4-20250514-v1:0", ""]) {
    body(modelId, both);
  }
  for (
    const modelId of [
      "anthropic.claude-opus-5",
      "global.anthropic.claude-haiku-5-5",
      "anthropic.claude-fable-5-1",
      "anthropic.claude-mythos-5-1",
    ]
  ) {
    assertThrows(() => body(modelId, { temperature: 0 }), TypeError, "temperature");
    assertThrows(() => body(modelId, { topP: 0.9 }), TypeError, "topP");
    assertThrows(() => body(modelId, { topK: 5 }), TypeError, "topK");
    body(modelId, { maxTokens: 5 });
  }
});

Deno.test(
  "toBody() asks Cohere Command for pieces when it streams, and readChunk() takes a whole answer too",
  options,
  () => {
    const command = textAdapter("cohere-command")!;
    assertEquals(command.toBody({ prompt: "Hi", maxTokens: 5 }, { stream: true }), {
      prompt: "Hi",
      max_tokens: 5,
      stream: true,
    });
    const whole = { id: "a", prompt: "Hi", generations: [{ id: "b", text: " Hello!", finish_reason: "COMPLETE" }] };
    assertEquals(command.readChunk({ ...whole, ...metrics }), {
      text: " Hello!",
      stopReason: "end_turn",
      usage: counted,
      end: true,
    });
    assert(command.readChunk(whole).end);
  },
);

Deno.test("readChunk() takes what OpenAI-shaped models send after the reason", options, () => {
  const qwen = textAdapter("qwen")!;
  const last = qwen.readChunk({ choices: [], usage: { prompt_tokens: 2, completion_tokens: 3 } });
  assertEquals(last, { text: "", usage: { inputTokens: 2, outputTokens: 3 }, end: true });
  assertEquals(qwen.readChunk("[DONE]"), { text: "", end: true });
  assertEquals(qwen.readChunk({ choices: [] }).end, false);
  assertEquals(
    textAdapter("mistral-chat")!.readChunk({ choices: [{ delta: { content: "a" }, finish_reason: null }] }),
    {
      text: "a",
      end: false,
    },
  );
});

Deno.test("an imported model's answer is read in each of its three shapes", options, () => {
  const imported = textAdapter("imported-model")!;
  assertEquals(
    imported.read({ generation: " Light…", prompt_token_count: 7, generation_token_count: 100, stop_reason: "length" }),
    { text: " Light…", stopReason: "max_tokens", usage: { inputTokens: 7, outputTokens: 100 } },
  );
  assertEquals(
    imported.read({
      id: "cmpl-1",
      object: "text_completion",
      choices: [{ index: 0, text: " Light…", finish_reason: "length" }],
      usage: { prompt_tokens: 7, total_tokens: 107, completion_tokens: 100 },
    }),
    { text: " Light…", stopReason: "max_tokens", usage: { inputTokens: 7, outputTokens: 100 } },
  );
  const llama = readStream(imported, [
    { generation: "Hel", prompt_token_count: 7, generation_token_count: 1, stop_reason: null },
    { generation: "lo", prompt_token_count: 7, generation_token_count: 2, stop_reason: "stop" },
  ]);
  assertEquals(llama, {
    text: "Hello",
    stopReason: "end_turn",
    usage: { inputTokens: 7, outputTokens: 2 },
    ends: [false, true],
  });
  const completion = readStream(imported, [
    { choices: [{ index: 0, text: "Hello", finish_reason: null }] },
    { choices: [{ index: 0, text: "", finish_reason: "stop" }] },
  ]);
  assertEquals([completion.text, completion.ends], ["Hello", [false, true]]);
});
