/** OpenAI's completions, embeddings, images and passed chats in, calls out, and their answers back. */
import { assertEquals, assertMatch, assertStringIncludes } from "../deps.ts";
import type { BatchAnswer, BatchTranslation, PassTranslation } from "../../src/gateway/dialect.ts";
import { translate as chatOrPass } from "../../src/gateway/openai_chat.ts";
import { translate as complete } from "../../src/gateway/openai_completions.ts";
import { fromEmbed, toEmbed, translate as embed } from "../../src/gateway/openai_embeddings.ts";
import { translate as draw } from "../../src/gateway/openai_images.ts";
import type { ConverseStreamEvent } from "../../src/models/converse.ts";
import { answer, chat, contextOf, dataOf, MODELS, refusal, textEvents } from "./openai_context.ts";

const strict = { sanitizeOps: true, sanitizeResources: true };
const TITAN = "amazon.titan-embed-text-v2:0";
const CANVAS = "amazon.nova-canvas-v1:0";
const ULTRA = "stability.stable-image-ultra-v1:1";

// deno-lint-ignore no-explicit-any -- tests look at what came out, whatever it is
function whole(translation: BatchTranslation, answers: unknown[]): any {
  return translation.reply.whole(answers as BatchAnswer[]);
}

Deno.test(
  "translate() of a completion makes one user turn of a prompt, and a text completion of the answer",
  strict,
  () => {
    const context = contextOf(MODELS.claude45);
    const { input, reply } = complete(
      { model: "m", prompt: ["Once"], max_tokens: 9, stop: ["."], temperature: 0 },
      context,
    );
    assertEquals(input, {
      modelId: MODELS.claude45,
      messages: [{ role: "user", content: [{ text: "Once" }] }],
      inferenceConfig: { maxTokens: 9, stopSequences: ["."], temperature: 0 },
    });
    assertEquals(context.warnings, []);
    assertEquals(reply.whole(answer([{ text: " upon" }], { stopReason: "max_tokens" })), {
      id: "cmpl-abcdefghijklmnopqrstuvwx",
      object: "text_completion",
      created: 1732250000,
      model: "the-model",
      choices: [{ text: " upon", index: 0, logprobs: null, finish_reason: "length" }],
      usage: {
        prompt_tokens: 3,
        completion_tokens: 5,
        total_tokens: 8,
        prompt_tokens_details: { cached_tokens: 0, cache_write_tokens: 0 },
      },
    });
  },
);

Deno.test("translate() of a completion streams text and one finish", strict, async () => {
  const context = contextOf(MODELS.nova);
  const body = { model: "m", prompt: "Once", stream: true, stream_options: { include_usage: true } };
  const stream = complete(body, context).reply.stream();
  const text = textEvents(["a", "b"], "max_tokens").map((event) => stream.push(event as ConverseStreamEvent)).join("") +
    stream.end();
  const data = await dataOf(text);
  assertEquals(data.pop(), "[DONE]");
  const chunks = data.map((one) => JSON.parse(one));
  assertEquals(chunks.map((chunk) => chunk.choices[0]), [
    { text: "a", index: 0, logprobs: null, finish_reason: null },
    { text: "b", index: 0, logprobs: null, finish_reason: null },
    { text: "", index: 0, logprobs: null, finish_reason: "length" },
    undefined,
  ]);
  assertEquals(chunks.map((chunk) => chunk.object), Array(4).fill("text_completion"));
  assertEquals(chunks.at(-1).usage.total_tokens, 8);
  assertEquals(context.warnings.map((one) => one.split(":")[0]), ["max_tokens"]);
});

for (
  const [what, more, param] of [
    ["token ids", { prompt: [1, 2] }, "prompt"],
    ["no prompt", { prompt: null }, "prompt"],
    ["a blank prompt", { prompt: " " }, "prompt"],
    ["several prompts", { prompt: ["a", "b"] }, "prompt"],
    ["a suffix", { suffix: "x" }, "suffix"],
    ["echo", { echo: true }, "echo"],
    ["best_of", { best_of: 2 }, "best_of"],
    ["logprobs", { logprobs: 2 }, "logprobs"],
    ["n", { n: 2 }, "n"],
    ["tools", { tools: [{ type: "function", function: { name: "f" } }] }, "tools"],
    ["functions", { functions: [{ name: "f" }] }, "tools"],
    [
      "a format that takes a tool",
      { response_format: { type: "json_schema", json_schema: { name: "n", schema: { type: "object" } } } },
      "response_format",
    ],
  ] as const
) {
  Deno.test(`translate() of a completion refuses ${what}`, strict, () => {
    assertEquals(refusal(() => complete({ model: "m", prompt: "x", ...more }, contextOf(MODELS.nova))).param, param);
  });
}

Deno.test("translate() of embeddings asks Titan once a text, and sums what it counts", strict, () => {
  const context = contextOf(TITAN);
  const translation = embed({ model: "m", input: ["a", "b"], dimensions: 256, normalize: false, user: "u" }, context);
  assertEquals(translation.bodies, [
    { inputText: "a", dimensions: 256, normalize: false },
    { inputText: "b", dimensions: 256, normalize: false },
  ]);
  const reply = whole(translation, [
    { body: { embedding: [0.5, -1], inputTextTokenCount: 2 } },
    { body: { embeddingsByType: { float: [0.25, 1] } }, inputTokens: 3 },
  ]);
  assertEquals(reply, {
    object: "list",
    data: [
      { object: "embedding", index: 0, embedding: [0.5, -1] },
      { object: "embedding", index: 1, embedding: [0.25, 1] },
    ],
    model: "the-model",
    usage: { prompt_tokens: 5, total_tokens: 5 },
  });
  assertEquals(context.warnings, []);
});

Deno.test("translate() of embeddings asks Cohere in batches of 96, and keeps the order", strict, () => {
  const input = Array.from({ length: 100 }, (_, at) => `t${at}`);
  const translation = embed({ model: "m", input, input_type: "search_query" }, contextOf("cohere.embed-english-v3"));
  assertEquals(translation.bodies.map((body) => (body as { texts: string[] }).texts.length), [96, 4]);
  assertEquals((translation.bodies[1] as { input_type: string }).input_type, "search_query");
  const rows = input.map((_, at) => [at]);
  const reply = whole(translation, [
    { body: { embeddings: rows.slice(0, 96) }, inputTokens: 96 },
    { body: { embeddings: { float: rows.slice(96) } }, inputTokens: 4 },
  ]);
  assertEquals(reply.data.map((one: { embedding: number[] }) => one.embedding[0]), rows.flat());
  assertEquals(reply.usage.prompt_tokens, 100);
});

for (
  const [id, body, reply] of [
    ["amazon.titan-embed-text-v1", { inputText: "a" }, { embedding: [1, 2] }],
    ["amazon.titan-embed-image-v1", { inputText: "a" }, { embedding: [1, 2] }],
    ["cohere.embed-v4:0", { texts: ["a"], input_type: "search_document", embedding_types: ["float"] }, {
      embeddings: { float: [[1, 2]] },
    }],
    ["amazon.nova-2-multimodal-embeddings-v1:0", {
      taskType: "SINGLE_EMBEDDING",
      singleEmbeddingParams: { embeddingPurpose: "GENERIC_INDEX", text: { truncationMode: "END", value: "a" } },
    }, { embeddings: [{ embeddingType: "TEXT", embedding: [1, 2] }] }],
    ["twelvelabs.marengo-embed-2-7-v1:0", { inputType: "text", inputText: "a" }, { data: [{ embedding: [1, 2] }] }],
    ["twelvelabs.marengo-embed-3-0-v1:0", { inputType: "text", text: { inputText: "a" } }, {
      data: { embedding: [1, 2] },
    }],
  ] as const
) {
  Deno.test(`translate() of embeddings speaks the body of ${id}`, strict, () => {
    const translation = embed({ model: "m", input: "a" }, contextOf(id));
    assertEquals(translation.bodies, [body as never]);
    assertEquals(whole(translation, [{ body: reply }]).data[0].embedding, [1, 2]);
  });
}

Deno.test("translate() of embeddings writes base64 as little-endian floats", strict, () => {
  const { data } = whole(embed({ model: "m", input: "a", encoding_format: "base64" }, contextOf(TITAN)), [{
    body: { embedding: [1, -2.5] },
  }]);
  const bytes = Uint8Array.from(atob(data[0].embedding), (char) => char.charCodeAt(0));
  const view = new DataView(bytes.buffer);
  assertEquals([view.getFloat32(0, true), view.getFloat32(4, true), bytes.length], [1, -2.5, 8]);
});

for (
  const [what, more, param] of [
    ["token ids", { input: [1, 2] }, "input"],
    ["lists of token ids", { input: [[1], [2]] }, "input"],
    ["no text", { input: [] }, "input"],
    ["an empty text", { input: ["a", ""] }, "input[1]"],
    ["more than 2048 texts", { input: Array(2049).fill("a") }, "input"],
    ["a length that there is not", { input: "a", dimensions: 300 }, "dimensions"],
    ["a format that there is not", { input: "a", encoding_format: "hex" }, "encoding_format"],
  ] as const
) {
  Deno.test(`translate() of embeddings refuses ${what}`, strict, () => {
    assertEquals(refusal(() => embed({ model: "m", ...more }, contextOf(TITAN))).param, param);
  });
}

Deno.test("translate() of embeddings refuses a model that gives none, and names the lengths there are", strict, () => {
  assertEquals(refusal(() => embed({ model: "m", input: "a" }, contextOf(MODELS.nova))).param, "model");
  assertStringIncludes(
    refusal(() => embed({ model: "m", input: "a", dimensions: 3 }, contextOf(TITAN))).message,
    "256, 512, 1024",
  );
});

Deno.test("translate() of embeddings fails when vectors are missing", strict, () => {
  const translation = embed({ model: "m", input: ["a", "b"] }, contextOf(TITAN));
  assertEquals(
    refusal(() => whole(translation, [{ body: { embedding: [1] } }, { body: null }])).code,
    "InvalidResponse",
  );
});

Deno.test("toEmbed() and fromEmbed() are the two halves, for any carrier", strict, () => {
  const request = toEmbed({ input: "a", encoding_format: "float" }, () => {});
  assertEquals(request.inputs, ["a"]);
  const list = fromEmbed([Float32Array.of(0.5)], 1, { model: "m", format: request.format });
  assertEquals(list.data, [{ object: "embedding", index: 0, embedding: [0.5] }]);
});

Deno.test("translate() of images asks Nova Canvas once for all", strict, () => {
  const context = contextOf(CANVAS);
  const translation = draw({
    model: "m",
    prompt: "a fox",
    n: 2,
    size: "1280x720",
    quality: "hd",
    style: "photorealism",
    response_format: "b64_json",
    seed: 7,
    negative_prompt: "dogs",
    user: "u",
  }, context);
  assertEquals(translation.bodies, [{
    taskType: "TEXT_IMAGE",
    textToImageParams: { text: "a fox", negativeText: "dogs", style: "PHOTOREALISM" },
    imageGenerationConfig: { numberOfImages: 2, width: 1280, height: 720, quality: "premium", seed: 7 },
  }]);
  assertEquals(context.warnings, []);
  assertEquals(whole(translation, [{ body: { images: ["AA", "BB"] } }]), {
    created: 1732250000,
    data: [{ b64_json: "AA" }, { b64_json: "BB" }],
  });
});

Deno.test("translate() of images asks Stability once an image, by the nearest ratio", strict, () => {
  const context = contextOf(ULTRA);
  const translation = draw(
    { model: "m", prompt: "a fox", n: 2, size: "1792x1024", seed: 7, output_format: "jpeg" },
    context,
  );
  assertEquals(
    translation.bodies,
    [7, 8].map((seed) => ({ prompt: "a fox", output_format: "jpeg", aspect_ratio: "16:9", seed })),
  );
  assertEquals(context.warnings.map((one) => one.split(":")[0]), ["size"]);
  const answers = [{ body: { images: ["AA"], finish_reasons: [null] } }, {
    body: { images: [], finish_reasons: ["Filter reason: prompt"] },
  }];
  assertEquals(whole(translation, answers).data, [{ b64_json: "AA" }]);
  assertEquals(context.warnings.at(-1), "n: some images were filtered: Filter reason: prompt");
});

Deno.test("translate() of images makes a 400 of an answer that was filtered whole", strict, () => {
  const filtered = refusal(() =>
    whole(draw({ model: "m", prompt: "x" }, contextOf(CANVAS)), [{ body: { error: "blocked" } }])
  );
  assertEquals([filtered.status, filtered.code, filtered.param], [400, "content_policy_violation", "prompt"]);
  assertEquals(refusal(() => whole(draw({ model: "m", prompt: "x" }, contextOf(CANVAS)), [{ body: {} }])).status, 502);
});

for (
  const [what, more, param, id] of [
    ["no prompt", { prompt: undefined }, "prompt", CANVAS],
    ["a prompt too long", { prompt: "x".repeat(1025) }, "prompt", CANVAS],
    ["too many", { n: 6 }, "n", CANVAS],
    ["a URL", { response_format: "url" }, "response_format", CANVAS],
    ["transparency", { background: "transparent" }, "background", CANVAS],
    ["a stream", { stream: true }, "stream", CANVAS],
    ["a size that is none", { size: "large" }, "size", CANVAS],
    ["a size that the model has not", { size: "100x100" }, "size", CANVAS],
    ["a size that Titan has not", { size: "1024x1000" }, "size", "amazon.titan-image-generator-v2:0"],
    ["a format that the model has not", { output_format: "webp" }, "output_format", ULTRA],
    ["a model that draws none", {}, "model", MODELS.nova],
  ] as const
) {
  Deno.test(`translate() of images refuses ${what}`, strict, () => {
    assertEquals(refusal(() => draw({ model: "m", prompt: "x", ...more }, contextOf(id))).param, param);
  });
}

Deno.test(
  "translate() of a chat passes the models that are only at Bedrock's OpenAI endpoint, and those told to go there",
  strict,
  () => {
    const context = contextOf("openai.gpt-5.5", { defaults: { top_p: 0.5 } });
    const body = chat({
      max_tokens: 5,
      n: 2,
      web_search_options: null,
      bedrock: { guardrailConfig: { guardrailIdentifier: "g", guardrailVersion: "1", trace: "enabled" }, system: [] },
    });
    const passed = chatOrPass(body, context) as PassTranslation;
    assertEquals(passed, {
      road: "pass",
      path: "/openai/v1/chat/completions",
      body: { top_p: 0.5, ...chat(), n: 2, model: "openai.gpt-5.5", max_completion_tokens: 5 } as never,
      stream: false,
      headers: {
        "x-amzn-bedrock-guardrailidentifier": "g",
        "x-amzn-bedrock-guardrailversion": "1",
        "x-amzn-bedrock-trace": "ENABLED",
      },
    });
    assertMatch(context.warnings.join(), /^bedrock.system: /);
    assertEquals(chatOrPass(chat(), contextOf(MODELS.oss)).road, undefined);
    const told = chatOrPass(chat({ max_tokens: 5 }), contextOf(MODELS.oss, { road: "openai" })) as PassTranslation;
    assertEquals([told.road, (told.body as { max_tokens: number }).max_tokens], ["pass", 5]);
    assertEquals(chatOrPass(chat(), contextOf("openai.gpt-5.5", { road: "converse" })).road, undefined);
  },
);
