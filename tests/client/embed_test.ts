/**
 * Vectors: every family over the emulator, batches and their order, how many requests at a time, and what is refused.
 *
 * @module
 */
import { BedrockError, BedrockRuntime, type EmbedInput } from "../../mod.ts";
import { createEmulator, emulatorCredentials } from "../../src/emulator/emulator.ts";
import { assert, assertAlmostEquals, assertEquals, assertGreater, assertRejects } from "../deps.ts";
import { bodyText } from "./body_text.ts";
import { guarded } from "./guarded.ts";

const credentials = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret" };
const TITAN = "amazon.titan-embed-text-v2:0";
const COHERE = "cohere.embed-english-v3";

/** The families, a model of each, how long its vectors are, and what else it takes. */
const FAMILIES: [modelId: string, length: number, takes: ("image" | "pair")[], parameters?: Partial<EmbedInput>][] = [
  ["amazon.titan-embed-text-v1", 1536, []],
  [TITAN, 256, [], { dimensions: 256, normalize: true }],
  ["amazon.titan-embed-image-v1", 384, ["image", "pair"], { dimensions: 384 }],
  ["amazon.nova-2-multimodal-embeddings-v1:0", 256, ["image"], { dimensions: 256, purpose: "query" }],
  [COHERE, 1024, ["image"], {}],
  ["us.cohere.embed-v4:0", 512, ["image", "pair"], { dimensions: 512, purpose: "document" }],
  ["us.twelvelabs.marengo-embed-2-7-v1:0", 1024, ["image"]],
  ["us.twelvelabs.marengo-embed-3-0-v1:0", 512, ["image", "pair"]],
];

function emulated(): BedrockRuntime {
  return new BedrockRuntime({ region: "us-east-1", credentials: emulatorCredentials, fetch: createEmulator() });
}

async function picture(bedrock: BedrockRuntime): Promise<{ bytes: Uint8Array; mediaType: string }> {
  const { images: [image] } = await bedrock.generateImage({ modelId: "stability.sd3-5-large-v1:0", prompt: "red" });
  return image!;
}

function cosine(a: Float32Array, b: Float32Array): number {
  const dot = (x: Float32Array, y: Float32Array): number => x.reduce((sum, one, at) => sum + one * y[at]!, 0);
  return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
}

/** A far end of Titan or Cohere whose vectors tell which text they are of, and which ends when the test says so. */
function counting(slow: (text: string) => Promise<void> = () => Promise.resolve()): {
  bedrock: BedrockRuntime;
  seen: { most: number; now: number; bodies: { inputText?: string; texts?: string[] }[]; aborted: number };
} {
  const seen = { most: 0, now: 0, bodies: [] as { inputText?: string; texts?: string[] }[], aborted: 0 };
  const bedrock = new BedrockRuntime({
    region: "us-east-1",
    credentials,
    maxAttempts: 1,
    fetch: async (_input, init) => {
      const body = JSON.parse(bodyText(init?.body));
      seen.bodies.push(body);
      seen.most = Math.max(seen.most, ++seen.now);
      const aborted = Promise.withResolvers<never>();
      const give = (): void => {
        seen.aborted++;
        aborted.reject(init!.signal!.reason);
      };
      init?.signal?.addEventListener("abort", give);
      try {
        await Promise.race([slow(body.inputText ?? body.texts[0]), aborted.promise]);
      } finally {
        init?.signal?.removeEventListener("abort", give);
        seen.now--;
      }
      const vectorOf = (text: string): number[] => [Number(text), 1];
      return body.texts
        ? Response.json({ embeddings: body.texts.map(vectorOf) }, {
          headers: { "x-amzn-bedrock-input-token-count": String(body.texts.length), "x-amzn-requestid": "c" },
        })
        : Response.json({ embedding: vectorOf(body.inputText), inputTextTokenCount: 2 }, {
          headers: { "x-amzn-requestid": body.inputText, "x-amzn-bedrock-input-token-count": "2" },
        });
    },
  });
  return { bedrock, seen };
}

const numbers = (count: number): string[] => Array.from({ length: count }, (_, at) => String(at));
const firsts = (vectors: Float32Array[]): number[] => vectors.map(([first]) => first!);

guarded("BedrockRuntime.embed() gives vectors of every family, whose nearness means something", async () => {
  const bedrock = emulated();
  const image = await picture(bedrock);
  for (const [modelId, length, takes, parameters] of FAMILIES) {
    const input = ["a dog runs", "a puppy is running", "quarterly tax report"];
    const { vectors, usage, requestIds } = await bedrock.embed({ modelId, input, ...parameters });
    assertEquals(vectors.map((vector) => vector.length), [length, length, length], modelId);
    const [dog, puppy, tax] = vectors as [Float32Array, Float32Array, Float32Array];
    assertGreater(cosine(dog, puppy), cosine(dog, tax), modelId);
    assert(requestIds.length > 0, modelId);
    if (!/marengo|nova/.test(modelId)) assertGreater(usage.inputTokens ?? 0, 0, modelId);
    const one = await bedrock.embed({ modelId, input: "a dog runs", ...parameters });
    assertAlmostEquals(cosine(one.vectors[0]!, dog), 1, 1e-6);
    const { purpose: _, ...unpurposed } = parameters ?? {};
    for (const kind of takes) {
      const of = kind === "image" ? image : { text: "red", image };
      assertEquals((await bedrock.embed({ modelId, input: of, ...unpurposed })).vectors[0]?.length, length, modelId);
    }
    if (!takes.includes("image")) await assertRejects(() => bedrock.embed({ modelId, input: image }), TypeError);
    if (!takes.includes("pair")) {
      await assertRejects(() => bedrock.embed({ modelId, input: { text: "red", image } }), TypeError);
    }
  }
});

guarded("BedrockRuntime.embed() keeps the order of mixed inputs over several batches", async () => {
  const bedrock = emulated();
  const image = await picture(bedrock);
  const modelId = "us.cohere.embed-v4:0";
  const input = ["a", image, "b", "c", { text: "d", image }];
  const { vectors } = await bedrock.embed({ modelId, input });
  for (const [at, one] of input.entries()) {
    assertAlmostEquals(cosine(vectors[at]!, (await bedrock.embed({ modelId, input: one })).vectors[0]!), 1, 1e-6);
  }
});

guarded("BedrockRuntime.embed() batches what the family batches, and adds up what it took", async () => {
  const { bedrock, seen } = counting();
  const { vectors, usage, requestIds } = await bedrock.embed({ modelId: COHERE, input: numbers(200) });
  assertEquals(firsts(vectors), numbers(200).map(Number));
  assertEquals(seen.bodies.map(({ texts }) => texts!.length).sort(), [8, 96, 96]);
  assertEquals(usage, { inputTokens: 200 });
  assertEquals(requestIds.length, 3);
});

guarded("BedrockRuntime.embed() has no more requests under way than it is told, and keeps the order", async () => {
  for (const [options, most] of [[{}, 4], [{ concurrency: 1 }, 1], [{ concurrency: 7 }, 7]] as const) {
    // The later a text, the sooner it is done
    const turns = (text: string): Promise<void> => new Promise((done) => setTimeout(done, 5 - Number(text) % 5));
    const { bedrock, seen } = counting(turns);
    const { vectors, usage, requestIds } = await bedrock.embed({ modelId: TITAN, input: numbers(20) }, options);
    assertEquals(firsts(vectors), numbers(20).map(Number));
    assertEquals(seen.most, most);
    assertEquals(usage, { inputTokens: 40 });
    assertEquals(requestIds, numbers(20));
  }
});

guarded("BedrockRuntime.embed() is given up as a whole, with the caller's reason", async () => {
  const controller = new AbortController();
  const { bedrock, seen } = counting(() => {
    if (seen.now === 4) queueMicrotask(() => controller.abort(new Error("enough")));
    return new Promise(() => {});
  });
  const call = bedrock.embed({ modelId: TITAN, input: numbers(20) }, { signal: controller.signal });
  await assertRejects(() => call, Error, "enough");
  await new Promise((done) => setTimeout(done));
  assertEquals([seen.bodies.length, seen.aborted, seen.now], [4, 4, 0]);
  await assertRejects(
    () => bedrock.embed({ modelId: TITAN, input: "1" }, { signal: AbortSignal.abort(new Error("before")) }),
    Error,
    "before",
  );
  assertEquals(seen.bodies.length, 4);
});

guarded(
  "BedrockRuntime.embed() cancels the others when one request fails, and throws what it failed with",
  async () => {
    const { bedrock, seen } = counting((text) => {
      if (text === "2") return Promise.reject(new Error("no way"));
      return text === "0" ? Promise.resolve() : new Promise(() => {});
    });
    const error = await assertRejects(
      () => bedrock.embed({ modelId: TITAN, input: numbers(20) }),
      BedrockError,
      "no way",
    );
    assertEquals(error.code, "NetworkError");
    await new Promise((done) => setTimeout(done));
    assertEquals(seen.now, 0);
    assert(seen.bodies.length <= 6, `${seen.bodies.length} were sent`);
  },
);

guarded("BedrockRuntime.embed() throws when vectors are missing, and what Titan says beside HTTP 200", async () => {
  let answer: unknown = { embeddings: [[1], [2]] };
  const bedrock = new BedrockRuntime({
    region: "us-east-1",
    credentials,
    fetch: () => Promise.resolve(Response.json(answer)),
  });
  const codeOf = async (modelId: string, input: string[]): Promise<string> =>
    (await assertRejects(() => bedrock.embed({ modelId, input }), BedrockError)).code;
  assertEquals(await codeOf(COHERE, ["a", "b", "c"]), "InvalidResponse");
  answer = null;
  assertEquals(await codeOf(TITAN, ["a"]), "InvalidResponse");
  answer = { message: "Too long" };
  assertEquals(await codeOf("amazon.titan-embed-image-v1", ["a"]), "ModelErrorException");
});

guarded(
  "BedrockRuntime.embed() refuses what no family or this one has a place for, before anything is sent",
  async () => {
    const { bedrock, seen } = counting();
    const video = { bytes: new Uint8Array([1]), mediaType: "video/mp4" };
    const s3 = { s3Location: { uri: "s3://bucket/key" }, mediaType: "image/png" };
    const refused: [unknown, string][] = [
      [{ modelId: "twelvelabs.marengo-embed-3-0-v1:0", input: video }, "startAsyncInvoke"],
      [{ modelId: "amazon.nova-2-multimodal-embeddings-v1:0", input: ["a", video] }, "startAsyncInvoke"],
      [{ modelId: TITAN, input: s3 }, "startAsyncInvoke"],
      [{ modelId: TITAN, input: [7] }, "neither text nor image"],
      [{ modelId: TITAN, input: null }, "input"],
      [{ modelId: TITAN }, "input"],
      [{ input: "a" }, "modelId"],
      [{ modelId: "amazon.nova-lite-v1:0", input: "a" }, "makes no vectors"],
      [{ modelId: "amazon.nova-reel-v1:0", input: "a" }, "makes no vectors"],
      [{ modelId: "arn:aws:bedrock:us-east-1:123456789012:provisioned-model/abc", input: "a" }, "input.family"],
      [{ modelId: TITAN, input: "a", purpose: "query" }, "no place for purpose"],
      [{ modelId: TITAN, input: "a", dimension: 256 }, "not known"],
      [{ modelId: TITAN, input: "a", truncate: "middle" }, "truncate"],
    ];
    for (const [input, problem] of refused) {
      await assertRejects(() => bedrock.embed(input as EmbedInput), TypeError, problem);
    }
    await assertRejects(() => bedrock.embed({ modelId: TITAN, input: "a" }, { concurrency: 0 }), RangeError);
    assertEquals(seen.bodies, []);
    assertEquals(await bedrock.embed({ modelId: TITAN, input: [] }), { vectors: [], usage: {}, requestIds: [] });
    const { vectors } = await bedrock.embed({ modelId: "arn:x", family: "amazon-titan-embed-text-v2", input: "5" });
    assertEquals(firsts(vectors), [5]);
  },
);
