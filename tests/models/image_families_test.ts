import { assert, assertEquals, assertThrows } from "../deps.ts";
import { families } from "../../src/models/families.ts";
import type { ImageParameters } from "../../src/models/image_adapter.ts";
import { imageAdapter } from "../../src/models/image_families.ts";
import type { FamilyName } from "../../src/models/model_types.ts";

const options = { sanitizeOps: true, sanitizeResources: true };
const image = { bytes: new Uint8Array([1, 2, 3]), mediaType: "image/png" };
const other = { bytes: new Uint8Array([4, 5, 6]), mediaType: "image/png" };
const full: ImageParameters = {
  prompt: "a robot",
  negativePrompt: "rust",
  size: "1024x1024",
  aspectRatio: "1:1",
  seed: 7,
  image,
  mask: other,
  maskPrompt: "the hat",
  styleImage: other,
  strength: 0.4,
  guidance: 7,
  steps: 30,
  style: "anime",
  quality: "premium",
  format: "png",
};

/** What each family takes: the least, and what may be added to it, with the bodies. */
const cases: Record<string, { least: ImageParameters; body: unknown; more: ImageParameters; full: unknown }> = {
  "amazon-titan-image": {
    least: { prompt: "a robot" },
    body: { taskType: "TEXT_IMAGE", textToImageParams: { text: "a robot" } },
    more: { negativePrompt: "rust", size: "512x768", seed: 7, n: 3, guidance: 8, quality: "premium" },
    full: {
      taskType: "TEXT_IMAGE",
      textToImageParams: { text: "a robot", negativeText: "rust" },
      imageGenerationConfig: {
        width: 512,
        height: 768,
        quality: "premium",
        cfgScale: 8,
        seed: 7,
        numberOfImages: 3,
      },
    },
  },
  "amazon-nova-canvas": {
    least: { prompt: "a fox" },
    body: { taskType: "TEXT_IMAGE", textToImageParams: { text: "a fox" } },
    more: { style: "DESIGN_SKETCH", size: "1024x1024", n: 1 },
    full: {
      taskType: "TEXT_IMAGE",
      textToImageParams: { text: "a fox", style: "DESIGN_SKETCH" },
      imageGenerationConfig: { width: 1024, height: 1024, numberOfImages: 1 },
    },
  },
  "stability-sdxl": {
    least: { prompt: "a robot" },
    body: { text_prompts: [{ text: "a robot" }] },
    more: { negativePrompt: "rust", size: "1152x896", seed: 1, guidance: 7, steps: 30, style: "anime", n: 1 },
    full: {
      text_prompts: [{ text: "a robot" }, { text: "rust", weight: -1 }],
      width: 1152,
      height: 896,
      samples: 1,
      seed: 1,
      cfg_scale: 7,
      steps: 30,
      style_preset: "anime",
    },
  },
  "stability-sd3": {
    least: { prompt: "a robot" },
    body: { prompt: "a robot" },
    more: { aspectRatio: "16:9", seed: 0, negativePrompt: "rust", format: "webp" },
    full: { prompt: "a robot", aspect_ratio: "16:9", seed: 0, negative_prompt: "rust", output_format: "webp" },
  },
  "stability-image": {
    least: { prompt: "a robot" },
    body: { prompt: "a robot" },
    more: { size: "1536x1024", seed: 3, format: "jpeg", image, strength: 0.4 },
    full: {
      prompt: "a robot",
      aspect_ratio: "3:2",
      seed: 3,
      output_format: "jpeg",
      image: "AQID",
      strength: 0.4,
    },
  },
  "stability-creative-upscale": {
    least: { prompt: "a robot", image },
    body: { prompt: "a robot", image: "AQID" },
    more: { strength: 0.4, negativePrompt: "rust", style: "anime", seed: 1, format: "png" },
    full: {
      prompt: "a robot",
      image: "AQID",
      creativity: 0.4,
      negative_prompt: "rust",
      style_preset: "anime",
      seed: 1,
      output_format: "png",
    },
  },
  "stability-conservative-upscale": {
    least: { prompt: "a robot", image },
    body: { prompt: "a robot", image: "AQID" },
    more: { strength: 0.4, negativePrompt: "rust", seed: 1 },
    full: { prompt: "a robot", image: "AQID", creativity: 0.4, negative_prompt: "rust", seed: 1 },
  },
  "stability-fast-upscale": {
    least: { image },
    body: { image: "AQID" },
    more: { format: "webp" },
    full: { image: "AQID", output_format: "webp" },
  },
  "stability-inpaint": {
    least: { prompt: "a hat", image },
    body: { prompt: "a hat", image: "AQID" },
    more: { mask: other, negativePrompt: "rust", style: "anime", seed: 1, members: { grow_mask: 9 } },
    full: {
      prompt: "a hat",
      image: "AQID",
      mask: "BAUG",
      negative_prompt: "rust",
      style_preset: "anime",
      seed: 1,
      grow_mask: 9,
    },
  },
  "stability-outpaint": {
    least: { image, members: { left: 200 } },
    body: { image: "AQID", left: 200 },
    more: { prompt: "a beach", strength: 0.6, style: "anime", seed: 1 },
    full: { image: "AQID", left: 200, prompt: "a beach", creativity: 0.6, style_preset: "anime", seed: 1 },
  },
  "stability-search-recolor": {
    least: { prompt: "red", image, maskPrompt: "the hat" },
    body: { prompt: "red", image: "AQID", select_prompt: "the hat" },
    more: { negativePrompt: "rust", style: "anime", seed: 1 },
    full: {
      prompt: "red",
      image: "AQID",
      select_prompt: "the hat",
      negative_prompt: "rust",
      style_preset: "anime",
      seed: 1,
    },
  },
  "stability-search-replace": {
    least: { prompt: "dog", image, maskPrompt: "cat" },
    body: { prompt: "dog", image: "AQID", search_prompt: "cat" },
    more: { negativePrompt: "rust", style: "anime", seed: 1, format: "png" },
    full: {
      prompt: "dog",
      image: "AQID",
      search_prompt: "cat",
      negative_prompt: "rust",
      style_preset: "anime",
      seed: 1,
      output_format: "png",
    },
  },
  "stability-erase-object": {
    least: { image },
    body: { image: "AQID" },
    more: { mask: other, seed: 1 },
    full: { image: "AQID", mask: "BAUG", seed: 1 },
  },
  "stability-remove-background": {
    least: { image },
    body: { image: "AQID" },
    more: { format: "webp" },
    full: { image: "AQID", output_format: "webp" },
  },
  "stability-control-sketch": {
    least: { prompt: "a castle", image },
    body: { prompt: "a castle", image: "AQID" },
    more: { strength: 0.8, negativePrompt: "rust", style: "anime", seed: 1 },
    full: {
      prompt: "a castle",
      image: "AQID",
      control_strength: 0.8,
      negative_prompt: "rust",
      style_preset: "anime",
      seed: 1,
    },
  },
  "stability-control-structure": {
    least: { prompt: "a castle", image },
    body: { prompt: "a castle", image: "AQID" },
    more: { strength: 0.8 },
    full: { prompt: "a castle", image: "AQID", control_strength: 0.8 },
  },
  "stability-style-guide": {
    least: { prompt: "a castle", image },
    body: { prompt: "a castle", image: "AQID" },
    more: { aspectRatio: "21:9", strength: 0.8, negativePrompt: "rust", seed: 1 },
    full: {
      prompt: "a castle",
      image: "AQID",
      aspect_ratio: "21:9",
      fidelity: 0.8,
      negative_prompt: "rust",
      seed: 1,
    },
  },
  "stability-style-transfer": {
    least: { image, styleImage: other },
    body: { init_image: "AQID", style_image: "BAUG" },
    more: { prompt: "a castle", strength: 0.8, negativePrompt: "rust", seed: 1 },
    full: {
      init_image: "AQID",
      style_image: "BAUG",
      prompt: "a castle",
      style_strength: 0.8,
      negative_prompt: "rust",
      seed: 1,
    },
  },
};

Deno.test("imageAdapter() has one for every family that makes images at once, and no other", options, () => {
  const having = Object.keys(families).filter((name) => imageAdapter(name as FamilyName));
  assertEquals(having.toSorted(), Object.keys(cases).toSorted());
});

for (const [family, one] of Object.entries(cases)) {
  const adapter = imageAdapter(family as FamilyName)!;

  Deno.test(`${family}: toBody() is the family's own`, options, () => {
    assertEquals(adapter.toBody(one.least), one.body);
    assertEquals(adapter.toBody({ ...one.least, ...one.more }), one.full);
  });

  Deno.test(`${family}: toBody() names everything it is given, or refuses it by name`, options, () => {
    for (const [name, value] of Object.entries(full)) {
      if (name in one.least) continue;
      const parameters = { ...one.least, [name]: value };
      let body: unknown;
      try {
        body = adapter.toBody(parameters);
      } catch (error) {
        assert(error instanceof TypeError, `${error}`);
        assert(error.message.includes(name) && error.message.includes(family), `${name}: ${error.message}`);
        continue;
      }
      assert(JSON.stringify(body) !== JSON.stringify(one.body), `${name} was dropped`);
    }
  });

  Deno.test(`${family}: toBody() says what is missing, and how many images it makes`, options, () => {
    for (const name of Object.keys(one.least)) {
      if (name === "members") continue;
      const { [name as keyof ImageParameters]: _, ...rest } = one.least;
      assertThrows(() => adapter.toBody(rest), TypeError, name);
    }
    assertThrows(() => adapter.toBody({ ...one.least, n: adapter.maxImages + 1 }), RangeError, `${adapter.maxImages}`);
    assertThrows(() => adapter.toBody({ ...one.least, n: 0 }), RangeError);
    adapter.toBody({ ...one.least, n: adapter.maxImages });
  });
}

Deno.test(
  "toBody() of Amazon's families paints by masks, varies, and takes any task in its own members",
  options,
  () => {
    const canvas = imageAdapter("amazon-nova-canvas")!;
    assertEquals(canvas.toBody({ image, mask: other, prompt: "a hat", seed: 1 }), {
      taskType: "INPAINTING",
      inPaintingParams: { image: "AQID", maskImage: "BAUG", text: "a hat" },
      imageGenerationConfig: { seed: 1 },
    });
    assertEquals(canvas.toBody({ image, maskPrompt: "the hat" }), {
      taskType: "INPAINTING",
      inPaintingParams: { image: "AQID", maskPrompt: "the hat" },
    });
    assertThrows(() => canvas.toBody({ image, maskPrompt: "the hat", size: "512x512" }), TypeError, "size");
    assertEquals(canvas.toBody({ image, prompt: "at night", strength: 0.8 }), {
      taskType: "IMAGE_VARIATION",
      imageVariationParams: { images: ["AQID"], text: "at night", similarityStrength: 0.8 },
    });
    const members = { taskType: "BACKGROUND_REMOVAL", backgroundRemovalParams: { image: "AQID" } };
    assertEquals(canvas.toBody({ members }), members);
  },
);

Deno.test(
  "toBody() of Amazon's families drops nothing beside members that name a task, or a part of one",
  options,
  () => {
    for (const family of ["amazon-titan-image", "amazon-nova-canvas"] as const) {
      const adapter = imageAdapter(family)!;
      const members = { taskType: "OUTPAINTING", outPaintingParams: { image: "AQID", maskPrompt: "the hat" } };
      for (const name of ["prompt", "negativePrompt", "image", "mask", "maskPrompt", "strength"] as const) {
        assertThrows(() => adapter.toBody({ [name]: full[name], members }), TypeError, name);
      }
      assertEquals(adapter.toBody({ n: 2, quality: "premium", members }), {
        ...members,
        imageGenerationConfig: { numberOfImages: 2, quality: "premium" },
      });
      const parts = { imageGenerationConfig: { cfgScale: 5 }, textToImageParams: { conditionImage: "AQID" } };
      assertEquals(adapter.toBody({ prompt: "a fox", negativePrompt: "rust", n: 5, seed: 3, members: parts }), {
        taskType: "TEXT_IMAGE",
        textToImageParams: { text: "a fox", negativeText: "rust", conditionImage: "AQID" },
        imageGenerationConfig: { numberOfImages: 5, seed: 3, cfgScale: 5 },
      });
    }
    const members = { taskType: "TEXT_IMAGE", textToImageParams: { text: "a fox" } };
    assertThrows(() => imageAdapter("amazon-nova-canvas")!.toBody({ style: "SOFT", members }), TypeError, "style");
  },
);

Deno.test("toBody() of Stability's families works on an image", options, () => {
  assertEquals(imageAdapter("stability-sd3")!.toBody({ prompt: "at night", image }), {
    prompt: "at night",
    mode: "image-to-image",
    image: "AQID",
    strength: 0.35,
  });
  assertEquals(imageAdapter("stability-sdxl")!.toBody({ prompt: "a hat", image, mask: other }), {
    text_prompts: [{ text: "a hat" }],
    init_image: "AQID",
    mask_source: "MASK_IMAGE_WHITE",
    mask_image: "BAUG",
  });
  const core = (): unknown =>
    imageAdapter("stability-image")!.toBody({ prompt: "a hat", image }, {
      modelId: "stability.stable-image-core-v1:1",
    });
  assertThrows(core, TypeError, "image");
});

Deno.test("toBody() sends no null and no empty list, which families answer 400 to", options, () => {
  const parameters = { prompt: "a robot", seed: null, style: undefined } as unknown as ImageParameters;
  assertEquals(imageAdapter("stability-sdxl")!.toBody(parameters), { text_prompts: [{ text: "a robot" }] });
});

Deno.test("toBody() turns a size into the nearest shape, or says that there is none", options, () => {
  const sd3 = imageAdapter("stability-sd3")!;
  const shape = (size: string): unknown => (sd3.toBody({ prompt: "a", size }) as { aspect_ratio: string }).aspect_ratio;
  assertEquals(
    ["1024x1024", "1344x768", "768x1344", "1024x1536", "1792x1024"].map((size) => {
      try {
        return shape(size);
      } catch (error) {
        return (error as Error).name;
      }
    }),
    ["1:1", "16:9", "9:16", "2:3", "16:9"],
  );
  assertThrows(() => shape("1000x300"), RangeError, "1000x300");
  assertThrows(() => shape("large"), TypeError, "large");
  assertThrows(() => sd3.toBody({ prompt: "a", size: "1024x1024", aspectRatio: "16:9" }), TypeError, "size");
});

Deno.test("read() gives images with their media types, and says why some are missing", options, () => {
  assertEquals(imageAdapter("amazon-titan-image")!.read({ images: ["iVBORw0"], error: "some were filtered" }), {
    images: [{ base64: "iVBORw0", mediaType: "image/png" }],
    failures: [{ reason: "content_filtered", message: "some were filtered" }],
  });
  assertEquals(imageAdapter("amazon-nova-canvas")!.read({ images: ["iVBORw0"], error: null, maskImage: "x" }), {
    images: [{ base64: "iVBORw0", mediaType: "image/png" }],
    failures: [],
  });
  assertEquals(
    imageAdapter("stability-sdxl")!.read({
      result: "success",
      artifacts: [
        { seed: 1, base64: "iVBORw0", finishReason: "SUCCESS" },
        { seed: 2, base64: "iVBORw0", finishReason: "CONTENT_FILTERED" },
        { seed: 3, base64: "", finishReason: "ERROR" },
      ],
    }),
    {
      images: [{ base64: "iVBORw0", mediaType: "image/png", seed: 1 }],
      failures: [
        { reason: "content_filtered", message: "CONTENT_FILTERED" },
        { reason: "error", message: "ERROR" },
      ],
    },
  );
  for (const family of ["stability-sd3", "stability-image", "stability-erase-object"] as const) {
    const adapter = imageAdapter(family)!;
    assertEquals(adapter.read({ seeds: [9], finish_reasons: [null], images: ["/9j/4AAQ"] }), {
      images: [{ base64: "/9j/4AAQ", mediaType: "image/jpeg", seed: 9 }],
      failures: [],
    });
    assertEquals(adapter.read({ finish_reasons: ["Filter reason: prompt"] }), {
      images: [],
      failures: [{ reason: "content_filtered", message: "Filter reason: prompt" }],
    });
    assertEquals(adapter.read({ seeds: [9, 8], finish_reasons: ["Inference error", null], images: ["x", "UklGRg"] }), {
      images: [{ base64: "UklGRg", mediaType: "image/webp", seed: 8 }],
      failures: [{ reason: "error", message: "Inference error" }],
    });
    assertEquals(adapter.read({ seeds: null, finish_reasons: ["Filter reason: prompt"], images: null }), {
      images: [],
      failures: [{ reason: "content_filtered", message: "Filter reason: prompt" }],
    });
    assertEquals(adapter.read({ seeds: null, finish_reasons: null, images: ["UklGRg"] }), {
      images: [{ base64: "UklGRg", mediaType: "image/webp" }],
      failures: [],
    });
    assertEquals(adapter.read({}), { images: [], failures: [] });
  }
});
