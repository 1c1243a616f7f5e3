import { assert, assertEquals, assertGreater, assertLess, assertNotEquals } from "../deps.ts";
import { jpegJs, pngjs } from "../clients.ts";
import { imageInfo } from "../../src/emulator/image_info.ts";
import { draw, encodePicture } from "../../src/emulator/picture.ts";
import { decodePng } from "../../src/emulator/png.ts";
import { caller } from "./calling.ts";

const options = { sanitizeOps: true, sanitizeResources: true };
// deno-lint-ignore no-explicit-any -- bodies of every shape
type Body = any;

function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}

function toBase64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}

/** Decodes with a decoder that is not ours. */
async function decode(bytes: Uint8Array): Promise<{ width: number; height: number; data: Uint8Array }> {
  const { PNG } = (await pngjs()).default as unknown as {
    PNG: { sync: { read(bytes: Uint8Array): { width: number; height: number; data: Uint8Array } } };
  };
  const { Buffer } = await import("node:buffer");
  return PNG.sync.read(Buffer.from(bytes));
}

async function source(width = 80, height = 64): Promise<string> {
  return toBase64(await encodePicture(draw("blue sea", 1, width, height), "png"));
}

const TITAN = "amazon.titan-image-generator-v2:0";
const CANVAS = "amazon.nova-canvas-v1:0";
const text = (prompt: string, width: number, height: number, more: Body = {}): Body => ({
  taskType: "TEXT_IMAGE",
  textToImageParams: { text: prompt },
  imageGenerationConfig: { width, height, ...more },
});

Deno.test("createEmulator() makes PNGs of the asked size that an independent decoder reads", options, async () => {
  const { invoke } = caller();
  const cases: [string, Body, (body: Body) => string, number, number][] = [
    [TITAN, text("a red robot", 512, 320), (body) => body.images[0], 512, 320],
    [CANVAS, text("a fox", 1024, 512), (body) => body.images[0], 1024, 512],
    [
      "stability.stable-diffusion-xl-v1",
      { text_prompts: [{ text: "a robot" }], width: 1152, height: 896 },
      (body) => body.artifacts[0].base64,
      1152,
      896,
    ],
    ["stability.sd3-5-large-v1:0", { prompt: "a robot", aspect_ratio: "16:9" }, (body) => body.images[0], 1344, 768],
    ["stability.stable-image-core-v1:1", { prompt: "a robot" }, (body) => body.images[0], 1024, 1024],
    [
      "stability.stable-image-ultra-v1:1",
      { prompt: "a robot", aspect_ratio: "9:21" },
      (body) => body.images[0],
      640,
      1536,
    ],
  ];
  for (const [modelId, body, find, width, height] of cases) {
    const reply = await invoke(modelId, body);
    assertEquals(reply.status, 200, JSON.stringify(reply.body));
    const bytes = fromBase64(find(reply.body));
    const picture = await decode(bytes);
    assertEquals([picture.width, picture.height], [width, height], modelId);
    assertLess(bytes.length, 40_000);
    assertEquals(reply.headers.get("x-amzn-bedrock-input-token-count"), null);
    assertGreater(Number(reply.headers.get("x-amzn-bedrock-invocation-latency")), 0);
  }
});

Deno.test(
  "createEmulator() draws what follows from prompt and seed, in the colours the prompt names",
  options,
  async () => {
    const { invoke } = caller();
    const image = async (prompt: string, seed: number): Promise<string> =>
      (await invoke(TITAN, text(prompt, 320, 320, { seed }))).body.images[0];
    assertEquals(await image("a red robot", 1), await image("a red robot", 1));
    assertNotEquals(await image("a red robot", 1), await image("a red robot", 2));
    assertNotEquals(await image("a red robot", 1), await image("a blue robot", 1));
    const { data } = await decode(fromBase64(await image("red", 1)));
    let [red, blue] = [0, 0];
    for (let i = 0; i < data.length; i += 4) [red, blue] = [red + data[i]!, blue + data[i + 2]!];
    assertGreater(red, 3 * blue);
  },
);

Deno.test("createEmulator() makes as many images as are asked for, each its own", options, async () => {
  const { body } = await caller().invoke(CANVAS, text("a fox", 320, 320, { numberOfImages: 3 }));
  assertEquals(body.images.length, 3);
  assertEquals(new Set(body.images).size, 3);
});

Deno.test(
  "createEmulator() edits a picture in its own size, and enlarges where the service enlarges",
  options,
  async () => {
    const { invoke } = caller();
    const image = await source();
    const size = async (modelId: string, body: Body): Promise<string> => {
      const reply = await invoke(modelId, body);
      assertEquals(reply.status, 200, `${modelId} ${JSON.stringify(reply.body)}`);
      const info = imageInfo(fromBase64(reply.body.images[0]))!;
      return `${info.format} ${info.width}x${info.height}`;
    };
    assertEquals(
      await size(TITAN, { taskType: "INPAINTING", inPaintingParams: { image, text: "a boat", maskPrompt: "sea" } }),
      "png 80x64",
    );
    assertEquals(
      await size(CANVAS, { taskType: "BACKGROUND_REMOVAL", backgroundRemovalParams: { image } }),
      "png 80x64",
    );
    assertEquals(
      await size(CANVAS, {
        taskType: "IMAGE_VARIATION",
        imageVariationParams: { images: [image] },
        imageGenerationConfig: { width: 320, height: 640 },
      }),
      "png 320x640",
    );
    assertEquals(await size("us.stability.stable-fast-upscale-v1:0", { image }), "png 320x256");
    assertEquals(await size("stability.stable-conservative-upscale-v1:0", { image, prompt: "a sea" }), "png 160x128");
    assertEquals(await size("stability.stable-outpaint-v1:0", { image, left: 20, up: 6 }), "png 100x70");
    assertEquals(
      await size("stability.stable-image-search-replace-v1:0", { image, prompt: "dog", search_prompt: "cat" }),
      "png 80x64",
    );
    assertEquals(
      await size("stability.stable-style-transfer-v1:0", { init_image: image, style_image: image }),
      "png 80x64",
    );
    assertEquals(
      await size("stability.stable-image-style-guide-v1:0", { image, prompt: "a sea", aspect_ratio: "3:2" }),
      "png 1216x832",
    );
    assertEquals(
      await size("stability.stable-image-remove-background-v1:0", { image, output_format: "webp" }),
      "webp 80x64",
    );
  },
);

Deno.test("createEmulator() writes JPEG and WebP when asked", options, async () => {
  const { invoke } = caller();
  const image = async (output_format: string): Promise<Uint8Array> =>
    fromBase64(
      (await invoke("stability.sd3-5-large-v1:0", { prompt: "red", output_format, aspect_ratio: "3:2" })).body
        .images[0],
    );
  const { decode: decodeJpeg } = (await jpegJs()).default as unknown as {
    decode(bytes: Uint8Array): { width: number; height: number; data: Uint8Array };
  };
  const jpeg = decodeJpeg(await image("jpeg"));
  assertEquals([jpeg.width, jpeg.height], [1216, 832]);
  let [red, blue] = [0, 0];
  for (let i = 0; i < jpeg.data.length; i += 4) [red, blue] = [red + jpeg.data[i]!, blue + jpeg.data[i + 2]!];
  assertGreater(red, 3 * blue);
  assertEquals(imageInfo(await image("webp")), { format: "webp", width: 1216, height: 832 });
});

Deno.test("createEmulator() filters a prompt in each family's way", options, async () => {
  const { invoke } = caller();
  const titan = (await invoke(TITAN, text("gore", 512, 512))).body;
  assertEquals(titan.images, []);
  assert(titan.error.length > 10);
  const stability = (await invoke("stability.sd3-5-large-v1:0", { prompt: "gore" })).body;
  assertEquals([stability.finish_reasons, stability.images], [["Filter reason: prompt"], []]);
  assertEquals(
    (await invoke("stability.stable-diffusion-xl-v1", { text_prompts: [{ text: "gore" }] })).body.artifacts[0]
      .finishReason,
    "CONTENT_FILTERED",
  );
});

Deno.test("createEmulator() refuses images' bodies that are wrong", options, async () => {
  const { invoke } = caller();
  const image = await source();
  const wrong: [string, Body][] = [
    [TITAN, { textToImageParams: { text: "a" } }],
    [TITAN, { taskType: "TEXT_IMAGE" }],
    [TITAN, { taskType: "TEXT_IMAGE", textToImageParams: {} }],
    [TITAN, text("a".repeat(513), 512, 512)],
    [TITAN, text("a", 512, 5000)],
    [TITAN, text("a", 512, 512, { cfgScale: 11 })],
    [TITAN, { taskType: "INPAINTING", inPaintingParams: { image } }],
    [TITAN, { taskType: "INPAINTING", inPaintingParams: { image, maskPrompt: "a", maskImage: image } }],
    [CANVAS, text("a", 330, 330)],
    [CANVAS, text("a", 2048, 2048)],
    [CANVAS, text("a", 320, 1600)],
    ["stability.stable-diffusion-xl-v1", { text_prompts: [] }],
    ["stability.stable-diffusion-xl-v1", { text_prompts: [{ text: "a" }], width: 100, height: 100 }],
    ["stability.sd3-5-large-v1:0", { prompt: "a", mode: "image-to-image" }],
    ["stability.stable-outpaint-v1:0", { image }],
    ["stability.stable-image-inpaint-v1:0", { image }],
    ["stability.stable-fast-upscale-v1:0", { image: await source(40, 40) }],
  ];
  for (const [modelId, body] of wrong) {
    const reply = await invoke(modelId, body);
    assertEquals(
      [reply.status, reply.error],
      [400, "ValidationException"],
      JSON.stringify([modelId, body]).slice(0, 200),
    );
  }
});

Deno.test(
  "decodePng() reads what encodePng() wrote, and every filter and colour type that pngjs writes",
  options,
  async () => {
    const picture = draw("a red fox under a blue sky", 5, 70, 50);
    const pixels = (await decodePng(await encodePicture(picture, "png")))!;
    const row = new Uint8Array(70);
    picture.row(20, row);
    assertEquals(
      pixels.at(33, 20),
      picture.palette[row[33]!]!.map((value) => Math.round(value)) as unknown as readonly [number, number, number],
    );
    const { PNG } = (await pngjs()).default as unknown as { PNG: Body };
    for (const colorType of [0, 2, 4, 6]) {
      for (const filterType of [0, 1, 2, 3, 4]) {
        const png = new PNG({ width: 9, height: 7, colorType, filterType });
        for (let i = 0; i < png.data.length; i += 4) png.data.set([i % 256, (i * 7) % 256, (i * 13) % 256, 255], i);
        const found = (await decodePng(PNG.sync.write(png, { colorType, filterType, inputHasAlpha: true })))!;
        const again = PNG.sync.read(PNG.sync.write(png, { colorType, filterType, inputHasAlpha: true }));
        const at = (4 * 9 + 5) * 4;
        assertEquals([...found.at(5, 4)], [...again.data.subarray(at, at + 3)], `${colorType} ${filterType}`);
      }
    }
    assertEquals(await decodePng(new Uint8Array([1, 2, 3])), undefined);
  },
);
