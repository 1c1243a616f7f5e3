import { assert, assertAlmostEquals, assertEquals, assertThrows } from "../deps.ts";
import { embeddingBatches } from "../../src/models/embedding_adapter.ts";
import type { EmbeddingInput, EmbeddingParameters } from "../../src/models/embedding_adapter.ts";
import { embeddingAdapter } from "../../src/models/embedding_families.ts";
import { families } from "../../src/models/families.ts";
import type { FamilyName } from "../../src/models/model_types.ts";

const options = { sanitizeOps: true, sanitizeResources: true };
const image = { bytes: new Uint8Array([1, 2, 3]), mediaType: "image/png" };
const pair = { text: "a page", image };
const uri = "data:image/png;base64,AQID";
const everything: EmbeddingParameters = { dimensions: 256, normalize: true, purpose: "query", truncate: "end" };
const all = Object.keys(everything) as (keyof EmbeddingParameters)[];

const cases: [FamilyName, (keyof EmbeddingParameters)[], [EmbeddingInput[], EmbeddingParameters, unknown][]][] = [
  ["amazon-titan-embed-text-v1", [], [[["hello"], {}, { inputText: "hello" }]]],
  ["amazon-titan-embed-text-v2", ["dimensions", "normalize"], [
    [["hello"], { dimensions: 256, normalize: false }, { inputText: "hello", dimensions: 256, normalize: false }],
    [[""], {}, { inputText: "" }],
  ]],
  ["amazon-titan-embed-image", ["dimensions"], [
    [["hello"], { dimensions: 384 }, { inputText: "hello", embeddingConfig: { outputEmbeddingLength: 384 } }],
    [[image], {}, { inputImage: "AQID" }],
    [[pair], {}, { inputText: "a page", inputImage: "AQID" }],
  ]],
  ["amazon-nova-embed", ["dimensions", "purpose", "truncate"], [
    [["hello"], { dimensions: 256 }, {
      taskType: "SINGLE_EMBEDDING",
      singleEmbeddingParams: {
        embeddingPurpose: "GENERIC_INDEX",
        embeddingDimension: 256,
        text: { truncationMode: "END", value: "hello" },
      },
    }],
    [["hello"], { purpose: "TEXT_RETRIEVAL", truncate: "none" }, {
      taskType: "SINGLE_EMBEDDING",
      singleEmbeddingParams: {
        embeddingPurpose: "TEXT_RETRIEVAL",
        text: { truncationMode: "NONE", value: "hello" },
      },
    }],
    [[image], { purpose: "query" }, {
      taskType: "SINGLE_EMBEDDING",
      singleEmbeddingParams: {
        embeddingPurpose: "GENERIC_RETRIEVAL",
        image: { format: "png", source: { bytes: "AQID" } },
      },
    }],
  ]],
  ["cohere-embed-v3", ["purpose", "truncate"], [
    [["a", "b"], {}, { input_type: "search_document", texts: ["a", "b"] }],
    [["a"], { purpose: "query", truncate: "start" }, { input_type: "search_query", texts: ["a"], truncate: "START" }],
    [["a"], { purpose: "clustering" }, { input_type: "clustering", texts: ["a"] }],
    [[image], {}, { input_type: "image", images: [uri] }],
  ]],
  ["cohere-embed-v4", ["dimensions", "purpose", "truncate"], [
    [["a", "b"], { dimensions: 1024, truncate: "start" }, {
      input_type: "search_document",
      texts: ["a", "b"],
      embedding_types: ["float"],
      output_dimension: 1024,
      truncate: "LEFT",
    }],
    [[image, image], { purpose: "query" }, {
      input_type: "search_query",
      images: [uri, uri],
      embedding_types: ["float"],
    }],
    [["a", image, pair], {}, {
      input_type: "search_document",
      inputs: [
        { content: [{ type: "text", text: "a" }] },
        { content: [{ type: "image_url", image_url: uri }] },
        { content: [{ type: "text", text: "a page" }, { type: "image_url", image_url: uri }] },
      ],
      embedding_types: ["float"],
    }],
  ]],
  ["twelvelabs-marengo-2", ["truncate"], [
    [["a dog"], { truncate: "none" }, { inputType: "text", inputText: "a dog", textTruncate: "none" }],
    [[image], {}, { inputType: "image", mediaSource: { base64String: "AQID" } }],
  ]],
  ["twelvelabs-marengo-3", [], [
    [["a dog"], {}, { inputType: "text", text: { inputText: "a dog" } }],
    [[image], {}, { inputType: "image", image: { mediaSource: { base64String: "AQID" } } }],
    [[pair], {}, {
      inputType: "text_image",
      text_image: { inputText: "a page", mediaSource: { base64String: "AQID" } },
    }],
  ]],
];

Deno.test("embeddingAdapter() has one for every family that makes vectors, and no other", options, () => {
  const having = Object.keys(families).filter((name) => embeddingAdapter(name as FamilyName));
  const wanted = Object.keys(families).filter((name) => /embed|marengo/.test(name));
  assertEquals(having.toSorted(), wanted.toSorted());
  assertEquals(cases.map(([family]) => family).toSorted(), wanted.toSorted());
});

for (const [family, fits, bodies] of cases) {
  const adapter = embeddingAdapter(family)!;

  Deno.test(`${family}: toBody() is the family's own`, options, () => {
    for (const [batch, parameters, body] of bodies) assertEquals(adapter.toBody(batch, parameters), body);
  });

  Deno.test(`${family}: toBody() refuses what the family has no place for, by name`, options, () => {
    for (const name of all) {
      const body = (): unknown => adapter.toBody(["a"], { [name]: everything[name] });
      if (fits.includes(name)) body();
      else assertThrows(body, TypeError, name);
    }
  });

  Deno.test(`${family}: toBody() takes no more than a batch`, options, () => {
    const batch = new Array<string>(adapter.maxBatch).fill("a");
    adapter.toBody(batch);
    assertThrows(() => adapter.toBody([...batch, "b"]), RangeError);
    assertThrows(() => adapter.toBody([]), RangeError);
  });
}

Deno.test("toBody() refuses images and pairs to the families that take none", options, () => {
  for (const family of ["amazon-titan-embed-text-v1", "amazon-titan-embed-text-v2"] as const) {
    assertThrows(() => embeddingAdapter(family)!.toBody([image]), TypeError, "images");
    assertThrows(() => embeddingAdapter(family)!.toBody([pair]), TypeError, "images");
  }
  for (const family of ["amazon-nova-embed", "twelvelabs-marengo-2", "cohere-embed-v3"] as const) {
    assertThrows(() => embeddingAdapter(family)!.toBody([pair]), TypeError, "both");
  }
  assertThrows(() => embeddingAdapter("cohere-embed-v3")!.toBody(["a", image]), TypeError, "both");
  assertThrows(() => embeddingAdapter("cohere-embed-v3")!.toBody([image, image]), RangeError);
  assertThrows(() => embeddingAdapter("cohere-embed-v3")!.toBody([image], { purpose: "query" }), TypeError, "purpose");
  assertThrows(
    () => embeddingAdapter("amazon-nova-embed")!.toBody([image], { truncate: "end" }),
    TypeError,
    "truncate",
  );
  assertThrows(
    () => embeddingAdapter("twelvelabs-marengo-2")!.toBody(["a"], { truncate: "start" }),
    TypeError,
    "start",
  );
});

Deno.test("read() gives the vectors of every family in the order of the inputs", options, () => {
  const vectors = [new Float32Array([0.5, -0.25])];
  const two = [new Float32Array([0.5, -0.25]), new Float32Array([1, 2])];
  const numbers = [0.5, -0.25];
  const answers: [FamilyName, unknown, Float32Array[], object][] = [
    ["amazon-titan-embed-text-v1", { embedding: numbers, inputTextTokenCount: 1 }, vectors, { inputTokens: 1 }],
    [
      "amazon-titan-embed-text-v2",
      { embeddingsByType: { float: numbers, binary: [1, 0] }, inputTextTokenCount: 1 },
      vectors,
      { inputTokens: 1 },
    ],
    ["amazon-titan-embed-image", { embedding: numbers, inputTextTokenCount: 0, message: null }, vectors, {
      inputTokens: 0,
    }],
    ["amazon-nova-embed", { embeddings: [{ embeddingType: "TEXT", embedding: numbers }] }, vectors, {}],
    ["cohere-embed-v3", { id: "e", response_type: "embeddings_floats", embeddings: [numbers, [1, 2]] }, two, {}],
    [
      "cohere-embed-v4",
      { id: "e", response_type: "embeddings_by_type", embeddings: { float: [numbers, [1, 2]] } },
      two,
      {},
    ],
    ["twelvelabs-marengo-2", { data: [{ embedding: numbers }] }, vectors, {}],
    ["twelvelabs-marengo-3", { data: { embedding: numbers } }, vectors, {}],
    ["twelvelabs-marengo-3", { data: [{ embedding: numbers }, { embedding: [1, 2] }] }, two, {}],
  ];
  for (const [family, response, wanted, usage] of answers) {
    assertEquals(embeddingAdapter(family)!.read(response), { vectors: wanted, usage }, family);
    assertEquals(embeddingAdapter(family)!.read({}), { vectors: [], usage: {} }, family);
  }
  const [vector] = embeddingAdapter("cohere-embed-v3")!.read({ embeddings: [[0.1]] }).vectors;
  assertAlmostEquals(vector![0]!, 0.1, 1e-7);
});

Deno.test("embeddingBatches() fills batches of one kind, in order", options, () => {
  const v3 = embeddingAdapter("cohere-embed-v3")!;
  const texts = Array.from({ length: 200 }, (_, at) => `text ${at}`);
  const batches = embeddingBatches(v3, texts);
  assertEquals(batches.map((batch) => batch.length), [96, 96, 8]);
  assertEquals(batches.flat(), texts);
  assertEquals(embeddingBatches(v3, ["a", "b", image, image, "c"]), [["a", "b"], [image], [image], ["c"]]);
  assertEquals(embeddingBatches(embeddingAdapter("cohere-embed-v4")!, [image, image, pair]), [[image, image], [pair]]);
  assertEquals(embeddingBatches(embeddingAdapter("amazon-titan-embed-image")!, [pair, pair]), [[pair], [pair]]);
  assertEquals(embeddingBatches(v3, []), []);
  for (const [family] of cases) {
    const adapter = embeddingAdapter(family)!;
    for (const batch of embeddingBatches(adapter, texts)) assert(adapter.toBody(batch));
  }
});

Deno.test("embeddingBatches() begins another batch before a body grows past what Bedrock takes", options, () => {
  const v4 = embeddingAdapter("cohere-embed-v4")!;
  const photo = { bytes: new Uint8Array(3_000_000), mediaType: "image/jpeg" };
  const sizes = (inputs: EmbeddingInput[]): number[] => embeddingBatches(v4, inputs).map((batch) => batch.length);
  assertEquals(sizes(Array.from({ length: 7 }, () => photo)), [5, 2]);
  assertEquals(sizes(Array.from({ length: 4 }, () => ({ text: "€".repeat(1_000_000), image: photo }))), [2, 2]);
  assertEquals(sizes(["€".repeat(5_000_000), "€".repeat(5_000_000), "a"]), [1, 2]);
  assertEquals(sizes([{ ...photo, bytes: new Uint8Array(20_000_000) }, image]), [1, 1]);
});
