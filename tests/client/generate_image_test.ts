/**
 * Images: every family over the emulator, several requests for many, filters, and what is refused.
 *
 * @module
 */
import { BedrockError, BedrockRuntime, type ImageInput } from "../../mod.ts";
import { createEmulator, emulatorCredentials } from "../../src/emulator/emulator.ts";
import { assert, assertEquals, assertRejects } from "../deps.ts";
import { bodyText } from "./body_text.ts";
import { guarded } from "./guarded.ts";

const credentials = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret" };
const SD3 = "stability.sd3-5-large-v1:0";
const TITAN = "amazon.titan-image-generator-v2:0";

/** A model of each family, and what it wants beside a prompt. */
const FAMILIES: [modelId: string, wants: (image: { bytes: Uint8Array; mediaType: string }) => Partial<ImageInput>][] = [
  [TITAN, () => ({ prompt: "a red robot", size: "512x512", seed: 7 })],
  ["amazon.nova-canvas-v1:0", () => ({ prompt: "a red robot", size: "512x512", quality: "standard" })],
  ["stability.stable-diffusion-xl-v1", () => ({ prompt: "a red robot", size: "1024x1024", steps: 20 })],
  [SD3, () => ({ prompt: "a red robot", aspectRatio: "16:9", negativePrompt: "blue" })],
  ["stability.stable-image-core-v1:1", () => ({ prompt: "a red robot", size: "1024x1024" })],
  ["us.stability.stable-creative-upscale-v1:0", (image) => ({ prompt: "sharp", image, strength: 0.2 })],
  ["us.stability.stable-conservative-upscale-v1:0", (image) => ({ prompt: "sharp", image })],
  ["us.stability.stable-fast-upscale-v1:0", (image) => ({ image })],
  ["us.stability.stable-image-inpaint-v1:0", (image) => ({ prompt: "a hat", image, mask: image })],
  ["us.stability.stable-outpaint-v1:0", (image) => ({ image, members: { left: 100 } })],
  ["us.stability.stable-image-search-recolor-v1:0", (image) => ({ prompt: "green", image, maskPrompt: "robot" })],
  ["us.stability.stable-image-search-replace-v1:0", (image) => ({ prompt: "a dog", image, maskPrompt: "robot" })],
  ["us.stability.stable-image-erase-object-v1:0", (image) => ({ image, mask: image })],
  ["us.stability.stable-image-remove-background-v1:0", (image) => ({ image, format: "png" })],
  ["us.stability.stable-image-control-sketch-v1:0", (image) => ({ prompt: "a robot", image })],
  ["us.stability.stable-image-control-structure-v1:0", (image) => ({ prompt: "a robot", image, seed: 3 })],
  ["us.stability.stable-image-style-guide-v1:0", (image) => ({ prompt: "a robot", image, aspectRatio: "1:1" })],
  ["us.stability.stable-style-transfer-v1:0", (image) => ({ image, styleImage: image })],
];

function emulated(): BedrockRuntime {
  return new BedrockRuntime({ region: "us-east-1", credentials: emulatorCredentials, fetch: createEmulator() });
}

/** A far end that gives what it is told, and keeps what it was asked. */
function answering(answer: (body: Body, at: number) => unknown): { bedrock: BedrockRuntime; bodies: Body[] } {
  const bodies: Body[] = [];
  const bedrock = new BedrockRuntime({
    region: "us-east-1",
    credentials,
    random: () => 0.5,
    fetch: (_input, init) => {
      const body = JSON.parse(bodyText(init?.body)) as Body;
      bodies.push(body);
      return Promise.resolve(Response.json(answer(body, bodies.length - 1), { headers: { "x-amzn-requestid": "r" } }));
    },
  });
  return { bedrock, bodies };
}

interface Body {
  seed?: number;
  imageGenerationConfig?: { seed?: number; numberOfImages?: number };
}

guarded("BedrockRuntime.generateImage() gives images of every family", async () => {
  const bedrock = emulated();
  const { images: [image] } = await bedrock.generateImage({ modelId: SD3, prompt: "a red robot" });
  for (const [modelId, wants] of FAMILIES) {
    const { images, failures, requestIds } = await bedrock.generateImage({ modelId, ...wants(image!) });
    assertEquals([images.length, failures, requestIds.length], [1, [], 1], modelId);
    const { bytes, mediaType } = images[0]!;
    assertEquals(mediaType, "image/png", modelId);
    assertEquals([...bytes.subarray(1, 4)], [0x50, 0x4e, 0x47], modelId);
  }
});

guarded("BedrockRuntime.generateImage() makes many images by as many requests as they need", async () => {
  const bedrock = emulated();
  for (const [modelId, n, seed] of [[TITAN, 7, undefined], [SD3, 3, 1]] as const) {
    const wish = { modelId, prompt: "a red robot", n, ...(seed === undefined ? {} : { seed }) };
    const { images, requestIds } = await bedrock.generateImage(wish);
    assertEquals([images.length, requestIds.length], [n, modelId === TITAN ? 2 : 3]);
    const different = new Set(images.map(({ bytes }) => bytes.toString()));
    assert(different.size > 1, `${modelId}: the same image again and again`);
  }
});

guarded(
  "BedrockRuntime.generateImage() tells each request another seed, where the family would repeat itself",
  async () => {
    const titan = answering(({ imageGenerationConfig }) => ({
      images: Array(imageGenerationConfig?.numberOfImages ?? 1).fill("iVBORw=="),
    }));
    const shares = (): unknown[] =>
      titan.bodies.splice(0).map(({ imageGenerationConfig: c }) => [c?.numberOfImages, c?.seed] as const)
        .sort(([, a = 0], [, b = 0]) => a - b);
    await titan.bedrock.generateImage({ modelId: TITAN, prompt: "x", n: 12, seed: 100 });
    assertEquals(shares(), [[5, 100], [5, 101], [2, 102]]);
    await titan.bedrock.generateImage({ modelId: TITAN, prompt: "x", n: 6 });
    assertEquals(shares(), [[5, 2 ** 28], [1, 2 ** 28 + 1]]);
    await titan.bedrock.generateImage({ modelId: TITAN, prompt: "x", n: 5 });
    assertEquals(shares(), [[5, undefined]]);
    const stability = answering(() => ({ images: ["iVBORw=="], seeds: [9], finish_reasons: [null] }));
    const { images } = await stability.bedrock.generateImage({ modelId: SD3, prompt: "x", n: 2 });
    assertEquals(stability.bodies.map(({ seed }) => seed), [undefined, undefined]);
    assertEquals(
      images,
      Array(2).fill({ bytes: new Uint8Array([0x89, 0x50, 0x4e, 0x47]), mediaType: "image/png", seed: 9 }),
    );
    await stability.bedrock.generateImage({ modelId: SD3, prompt: "x", n: 3, seed: 5 });
    assertEquals(stability.bodies.splice(0).slice(2).map(({ seed }) => seed).sort(), [5, 6, 7]);
    await stability.bedrock.generateImage({ modelId: SD3, prompt: "x", n: 2, seed: 2 ** 32 - 1 });
    assertEquals(stability.bodies.map(({ seed }) => seed), [2 ** 32 - 1, 2 ** 32 - 2]);
  },
);

guarded(
  "BedrockRuntime.generateImage() has four requests under way at most, and cancels the rest when one fails",
  async () => {
    let now = 0, most = 0, sent = 0, aborted = 0;
    const bedrock = new BedrockRuntime({
      region: "us-east-1",
      credentials,
      maxAttempts: 1,
      fetch: (_input, init) => {
        most = Math.max(most, ++now);
        const second = ++sent === 2;
        return new Promise((_, reject) => {
          const give = (): void => {
            aborted++;
            reject(init?.signal?.reason);
          };
          if (second) setTimeout(() => reject(new Error("gone")), 1);
          else init?.signal?.addEventListener("abort", give, { once: true });
        });
      },
    });
    const error = await assertRejects(
      () => bedrock.generateImage({ modelId: SD3, prompt: "x", n: 9 }),
      BedrockError,
      "gone",
    );
    assertEquals([error.code, most, sent, aborted], ["NetworkError", 4, 4, 3]);
  },
);

guarded(
  "BedrockRuntime.generateImage() throws ContentFiltered when a filter held all back, else tells of those it did",
  async () => {
    const bedrock = emulated();
    for (const modelId of [TITAN, SD3]) {
      const error = await assertRejects(
        () => bedrock.generateImage({ modelId, prompt: "gore and nsfw" }),
        BedrockError,
      );
      assertEquals([error.code, error.retryable, error.status], ["ContentFiltered", false, 200], modelId);
      assert(!error.message.includes("gore"));
    }
    const some = answering(({ seed }) =>
      seed === 1
        ? { finish_reasons: ["Filter reason: prompt"], images: [] }
        : { finish_reasons: [null], images: ["iVBORw=="], seeds: [seed] }
    );
    const { images, failures } = await some.bedrock.generateImage({ modelId: SD3, prompt: "x", n: 3, seed: 0 });
    assertEquals(images.map(({ seed }) => seed), [0, 2]);
    assertEquals(failures, [{ reason: "content_filtered", message: "Filter reason: prompt" }]);
    const broken = answering(() => ({ finish_reasons: ["Inference error"], images: [] }));
    const error = await assertRejects(() => broken.bedrock.generateImage({ modelId: SD3, prompt: "x" }), BedrockError);
    assertEquals(error.code, "ModelErrorException");
    for (const [modelId, answer] of [[SD3, {}], [SD3, null], [TITAN, null]] as const) {
      const empty = answering(() => answer);
      const nothing = await assertRejects(() => empty.bedrock.generateImage({ modelId, prompt: "x" }), BedrockError);
      assertEquals(nothing.code, "InvalidResponse");
    }
  },
);

guarded(
  "BedrockRuntime.generateImage() refuses what no family or this one has a place for, before anything is sent",
  async () => {
    const { bedrock, bodies } = answering(() => ({}));
    const refused: [unknown, string][] = [
      [{ prompt: "x" }, "modelId"],
      [{ modelId: "amazon.nova-lite-v1:0", prompt: "x" }, "makes no images"],
      [{ modelId: "amazon.nova-reel-v1:0", prompt: "x" }, "makes no images"],
      [{ modelId: "arn:aws:bedrock:us-east-1:123456789012:provisioned-model/abc", prompt: "x" }, "input.family"],
      [{ modelId: SD3 }, "wants prompt"],
      [{ modelId: SD3, prompt: "x", steps: 5 }, "no place for steps"],
      [{ modelId: SD3, prompt: "x", image: "base64" }, "{ bytes, mediaType }"],
      [{ modelId: SD3, prompt: "x", width: 5 }, "not known"],
    ];
    for (const [input, problem] of refused) {
      await assertRejects(() => bedrock.generateImage(input as ImageInput), TypeError, problem);
    }
    for (const wrong of [{ n: 0 }, { n: 1.5 }, { seed: -1 }, { size: "5x1" }]) {
      await assertRejects(() => bedrock.generateImage({ modelId: SD3, prompt: "x", ...wrong }), RangeError);
    }
    assertEquals(bodies, []);
  },
);
