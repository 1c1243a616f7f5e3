import { assert, assertAlmostEquals, assertEquals, assertGreater, assertLess } from "../deps.ts";
import { draw, encodePicture } from "../../src/emulator/picture.ts";
import { cosine, stemOf, textFeatures, vectorOf } from "../../src/emulator/embedding.ts";
import { caller } from "./calling.ts";

const options = { sanitizeOps: true, sanitizeResources: true };
// deno-lint-ignore no-explicit-any -- bodies of every shape
type Body = any;

async function picture(words: string, seed: number): Promise<string> {
  const bytes = await encodePicture(draw(words, seed, 64, 48), "png");
  return btoa(String.fromCharCode(...bytes));
}

/** A family: how a text and a picture are asked for, and where the vector is. */
interface Row {
  modelId: string;
  text: (text: string) => Body;
  image?: (base64: string) => Body;
  vector: (body: Body) => number[];
  /** Members that choose a dimension, and the dimension; the first is the default. */
  dimensions: [Body, number][];
}

const first = (body: Body): number[] => body.embeddings[0];
const ROWS: Row[] = [
  {
    modelId: "amazon.titan-embed-text-v1",
    text: (inputText) => ({ inputText }),
    vector: (body) => body.embedding,
    dimensions: [[{}, 1536]],
  },
  {
    modelId: "amazon.titan-embed-text-v2:0",
    text: (inputText) => ({ inputText }),
    vector: (body) => body.embedding,
    dimensions: [[{}, 1024], [{ dimensions: 512 }, 512], [{ dimensions: 256 }, 256]],
  },
  {
    modelId: "amazon.titan-embed-image-v1",
    text: (inputText) => ({ inputText }),
    image: (inputImage) => ({ inputImage }),
    vector: (body) => body.embedding,
    dimensions: [[{}, 1024], [{ embeddingConfig: { outputEmbeddingLength: 384 } }, 384]],
  },
  {
    modelId: "amazon.nova-2-multimodal-embeddings-v1:0",
    text: (value) => ({
      taskType: "SINGLE_EMBEDDING",
      singleEmbeddingParams: { embeddingPurpose: "GENERIC_INDEX", text: { truncationMode: "END", value } },
    }),
    image: (bytes) => ({
      taskType: "SINGLE_EMBEDDING",
      singleEmbeddingParams: { embeddingPurpose: "GENERIC_INDEX", image: { format: "png", source: { bytes } } },
    }),
    vector: (body) => body.embeddings[0].embedding,
    dimensions: [[{}, 3072]],
  },
  {
    modelId: "cohere.embed-english-v3",
    text: (text) => ({ input_type: "search_document", texts: [text] }),
    image: (base64) => ({ input_type: "image", images: [`data:image/png;base64,${base64}`] }),
    vector: first,
    dimensions: [[{}, 1024]],
  },
  {
    modelId: "cohere.embed-v4:0",
    text: (text) => ({ input_type: "search_document", texts: [text] }),
    image: (base64) => ({ input_type: "search_document", images: [`data:image/png;base64,${base64}`] }),
    vector: first,
    dimensions: [[{}, 1536], [{ output_dimension: 256 }, 256]],
  },
  {
    modelId: "us.twelvelabs.marengo-embed-2-7-v1:0",
    text: (inputText) => ({ inputType: "text", inputText }),
    image: (base64String) => ({ inputType: "image", mediaSource: { base64String } }),
    vector: (body) => body.data[0].embedding,
    dimensions: [[{}, 1024]],
  },
  {
    modelId: "us.twelvelabs.marengo-embed-3-0-v1:0",
    text: (inputText) => ({ inputType: "text", text: { inputText } }),
    image: (base64String) => ({ inputType: "image", image: { mediaSource: { base64String } } }),
    vector: (body) => body.data.embedding,
    dimensions: [[{}, 512]],
  },
];

for (const row of ROWS) {
  Deno.test(
    `createEmulator() embeds with ${row.modelId}: near texts are near, and vectors have the length asked for`,
    options,
    async () => {
      const { invoke } = caller();
      const embed = async (body: Body): Promise<number[]> => row.vector((await invoke(row.modelId, body)).body);
      for (const [members, dimension] of row.dimensions) {
        const ask = (text: string): Promise<number[]> => embed({ ...row.text(text), ...members });
        const [dog, puppy, stocks, again] = await Promise.all(
          [
            "A dog runs in the park",
            "A puppy is running through a park",
            "Stock markets fell sharply today",
            "A dog runs in the park",
          ].map(ask),
        ) as [number[], number[], number[], number[]];
        assertEquals(dog.length, dimension);
        assertAlmostEquals(cosine(dog, dog), 1, 1e-5);
        assertEquals(again, dog);
        assertGreater(cosine(dog, puppy), 0.35);
        assertLess(Math.abs(cosine(dog, stocks)), 0.25);
      }
    },
  );

  const { image } = row;
  if (!image) continue;
  Deno.test(
    `createEmulator() embeds pictures with ${row.modelId}: near pictures are near, and near to their words`,
    options,
    async () => {
      const { invoke } = caller();
      const embed = async (body: Body): Promise<number[]> => row.vector((await invoke(row.modelId, body)).body);
      const [red, redder, blue] = await Promise.all(
        [["red", 1], ["red", 2], ["blue", 1]].map(async ([words, seed]) =>
          embed(image(await picture(words as string, seed as number)))
        ),
      ) as [number[], number[], number[]];
      const [word, other] = await Promise.all(["red", "blue"].map((text) => embed(row.text(text)))) as [
        number[],
        number[],
      ];
      assertGreater(cosine(red, redder), 0.6);
      assertLess(cosine(red, blue), 0.4);
      assertGreater(cosine(red, word), cosine(red, other) + 0.1);
    },
  );
}

Deno.test("createEmulator() honours Titan's normalize and its types", options, async () => {
  const { invoke } = caller();
  const { body, headers } = await invoke("amazon.titan-embed-text-v2:0", {
    inputText: "hello world",
    normalize: false,
    embeddingTypes: ["float", "binary"],
    dimensions: 256,
  });
  assertGreater(Math.hypot(...body.embedding), 2);
  assertEquals(body.embeddingsByType.binary.length, 256);
  assert(body.embeddingsByType.binary.every((bit: number, i: number) => bit === (body.embedding[i] > 0 ? 1 : 0)));
  assertEquals(headers.get("x-amzn-bedrock-input-token-count"), String(body.inputTextTokenCount));
  const binary = await invoke("amazon.titan-embed-text-v2:0", { inputText: "hello", embeddingTypes: ["binary"] });
  assertEquals([binary.body.embedding, binary.body.embeddingsByType.float], [undefined, undefined]);
});

Deno.test("createEmulator() embeds in batches, in order, and in all of Cohere's types", options, async () => {
  const { invoke } = caller();
  const texts = ["one", "two", "three"];
  const { body } = await invoke("cohere.embed-v4:0", {
    input_type: "search_query",
    texts,
    embedding_types: ["float", "int8", "uint8", "binary", "ubinary"],
    output_dimension: 256,
  });
  assertEquals([body.response_type, body.texts], ["embeddings_by_type", texts]);
  const { float, int8, uint8, binary, ubinary } = body.embeddings;
  assertEquals([float, int8, uint8, binary, ubinary].map((list) => [list.length, list[0].length]), [
    [3, 256],
    [3, 256],
    [3, 256],
    [3, 32],
    [3, 32],
  ]);
  assert(int8.flat().every((value: number) => Number.isInteger(value) && value >= -128 && value <= 127));
  assertEquals(uint8[1], int8[1].map((value: number) => value + 128));
  assertEquals(binary[2], ubinary[2].map((value: number) => value - 128));
  assertEquals(ubinary[0][0] >> 7, float[0][0] > 0 ? 1 : 0);
  const alone = await invoke("cohere.embed-v4:0", {
    input_type: "search_query",
    texts: ["two"],
    output_dimension: 256,
  });
  assertEquals(alone.body.embeddings[0], float[1]);
});

Deno.test("createEmulator() embeds text and picture together", options, async () => {
  const { invoke } = caller();
  const image_url = `data:image/png;base64,${await picture("red", 1)}`;
  const content = [{ type: "text", text: "a rose" }, { type: "image_url", image_url }];
  const mixed = await invoke("cohere.embed-v4:0", {
    input_type: "search_document",
    inputs: [{ content }, { content: [{ type: "text", text: "a rose" }] }],
  });
  assertEquals(mixed.status, 200);
  const [both, alone] = mixed.body.embeddings;
  assertGreater(cosine(both, alone), 0.2);
  assertLess(cosine(both, alone), 0.99);
});

Deno.test("createEmulator() refuses embeddings' bodies that are wrong", options, async () => {
  const { invoke } = caller();
  const wrong: [string, Body][] = [
    ["amazon.titan-embed-text-v1", {}],
    ["amazon.titan-embed-text-v1", { inputText: "" }],
    ["amazon.titan-embed-text-v2:0", { inputText: "a", dimensions: 300 }],
    ["amazon.titan-embed-text-v2:0", { inputText: "a", dimensions: "256" }],
    ["amazon.titan-embed-image-v1", {}],
    ["cohere.embed-english-v3", { texts: ["a"] }],
    ["cohere.embed-english-v3", { input_type: "search_document", texts: Array(97).fill("a") }],
    ["cohere.embed-english-v3", { input_type: "search_document", texts: [] }],
    ["cohere.embed-english-v3", { input_type: "search_document", texts: ["a"], images: ["b"] }],
    ["cohere.embed-v4:0", { input_type: "image", texts: ["a"] }],
    ["amazon.nova-2-multimodal-embeddings-v1:0", {
      taskType: "SINGLE_EMBEDDING",
      singleEmbeddingParams: { embeddingPurpose: "GENERIC_INDEX" },
    }],
    ["us.twelvelabs.marengo-embed-3-0-v1:0", { inputType: "text", inputText: "a" }],
  ];
  for (const [modelId, body] of wrong) {
    const reply = await invoke(modelId, body);
    assertEquals([reply.status, reply.error], [400, "ValidationException"], JSON.stringify([modelId, body]));
  }
});

Deno.test("createEmulator() ranks documents, the best first", options, async () => {
  const { invoke } = caller();
  const documents = [
    "Carson City is the capital of Nevada.",
    "Bread needs flour.",
    "Washington, D.C. is the capital of the United States.",
  ];
  for (const [modelId, more] of [["cohere.rerank-v3-5:0", { api_version: 2 }], ["amazon.rerank-v1:0", {}]] as const) {
    const { body, headers } = await invoke(modelId, {
      query: "What is the capital of the United States?",
      documents,
      ...more,
    });
    assertEquals(body.results.map((result: { index: number }) => result.index), [2, 0, 1]);
    assert(
      body.results.every((result: { relevance_score: number }) =>
        result.relevance_score >= 0 && result.relevance_score <= 1
      ),
    );
    assertEquals(headers.get("x-amzn-bedrock-input-token-count"), null);
    assertEquals((await invoke(modelId, { query: "bread", documents, top_n: 1, ...more })).body.results.length, 1);
  }
});

Deno.test("vectorOf() puts paraphrases nearer than strangers", options, () => {
  const near = (a: string, b: string): number =>
    cosine(vectorOf(textFeatures(a), 1024), vectorOf(textFeatures(b), 1024));
  const triples = [
    ["How do I reset my password?", "I forgot my login and need a new password", "The weather is nice today"],
    ["The doctor treated the sick child", "A physician cared for an ill kid", "Interest rates were raised by the bank"],
    ["explain black holes", "what is a black hole", "how to bake bread"],
    ["黑洞是什么", "什么是黑洞", "今天天气很好"],
  ] as const;
  for (const [one, like, unlike] of triples) assertGreater(near(one, like), near(one, unlike) + 0.15, one);
});

Deno.test("stemOf() cuts the commonest endings alike", options, () => {
  for (
    const [a, b] of [
      ["running", "run"],
      ["holes", "hole"],
      ["stories", "story"],
      ["boxes", "box"],
      ["baked", "baking"],
      ["quickly", "quick"],
    ] as const
  ) {
    assertEquals(stemOf(a), stemOf(b), `${a} ${b}`);
  }
});
