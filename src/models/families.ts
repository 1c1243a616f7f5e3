/**
 * A model id in; the family that says what its body looks like out, and that family's adapters.
 *
 * @module
 */
import { ai21Jamba } from "./ai21_jamba.ts";
import { ai21Jurassic2 } from "./ai21_jurassic2.ts";
import { amazonNovaCanvas, amazonTitanImage } from "./amazon_image.ts";
import { amazonNova } from "./amazon_nova.ts";
import { amazonNovaEmbed } from "./amazon_nova_embed.ts";
import { amazonTitanEmbedImage, amazonTitanEmbedTextV1, amazonTitanEmbedTextV2 } from "./amazon_titan_embed.ts";
import { amazonTitanText } from "./amazon_titan_text.ts";
import { anthropicMessages } from "./anthropic_messages.ts";
import { anthropicTextCompletions } from "./anthropic_text_completions.ts";
import { cohereCommand } from "./cohere_command.ts";
import { cohereCommandR } from "./cohere_command_r.ts";
import { cohereEmbedV3, cohereEmbedV4 } from "./cohere_embed.ts";
import { deepseekR1 } from "./deepseek_r1.ts";
import { importedModel } from "./imported_model.ts";
import { metaLlama } from "./meta_llama.ts";
import { mistralChat } from "./mistral_chat.ts";
import { mistralText } from "./mistral_text.ts";
import {
  deepseekV3,
  googleGemma,
  minimax,
  mistralOpenai,
  moonshotKimi,
  nvidiaNemotron,
  openaiGptOss,
  qwen,
  writerPalmyraVision,
  xaiGrok,
  zaiGlm,
} from "./open_weight_models.ts";
import { stabilityImage, stabilitySd3 } from "./stability_image.ts";
import { stabilitySdxl } from "./stability_sdxl.ts";
import {
  stabilityConservativeUpscale,
  stabilityControlSketch,
  stabilityControlStructure,
  stabilityCreativeUpscale,
  stabilityEraseObject,
  stabilityFastUpscale,
  stabilityInpaint,
  stabilityOutpaint,
  stabilityRemoveBackground,
  stabilitySearchRecolor,
  stabilitySearchReplace,
  stabilityStyleGuide,
  stabilityStyleTransfer,
} from "./stability_services.ts";
import { twelvelabsMarengo2, twelvelabsMarengo3 } from "./twelvelabs_marengo.ts";
import { twelvelabsPegasus } from "./twelvelabs_pegasus.ts";
import { writerPalmyra } from "./writer_palmyra.ts";
import type { EmbeddingAdapter } from "./embedding_adapter.ts";
import type { ImageAdapter } from "./image_adapter.ts";
import type { FamilyName } from "./model_types.ts";
import type { TextAdapter } from "./text_adapter.ts";

/** What can be asked of a family's models. */
export type FamilyOperation = "invoke" | "stream" | "converse" | "countTokens" | "async" | "bidirectional";

/** What is known of a family. */
export interface Family {
  /** The ids of its models, without a region's prefix and a context suffix. */
  id: RegExp;
  /** What can be asked of them. */
  operations: readonly FamilyOperation[];
  /** How a prompt becomes its body, for a family that writes text. */
  text?: TextAdapter;
  /** How texts and images become its body, for a family that makes vectors. */
  embedding?: EmbeddingAdapter;
  /** How a description becomes its body, for a family that makes images. */
  image?: ImageAdapter;
}

const invoke = ["invoke"] as const;
const chat = ["invoke", "stream", "converse"] as const;
const asynchronous = ["async"] as const;

/** Every family of the service, in the order in which ids are held against them. */
export const families: Readonly<Record<FamilyName, Family>> = {
  "anthropic-text-completions": {
    id: /^anthropic\.claude-(instant-v1|v1|v2)(:\d+)?$/,
    operations: chat,
    text: anthropicTextCompletions,
  },
  "anthropic-messages": {
    id: /^anthropic\.claude-(3|fable|haiku|mythos|opus|sonnet)/,
    operations: [...chat, "countTokens"],
    text: anthropicMessages,
  },
  "amazon-titan-text": {
    id: /^amazon\.titan-(tg1-large$|text-(lite|express|premier))/,
    operations: chat,
    text: amazonTitanText,
  },
  "amazon-titan-embed-text-v1": {
    id: /^amazon\.titan-embed-(text-v1|g1-text-02)(:\d+)?$/,
    operations: invoke,
    embedding: amazonTitanEmbedTextV1,
  },
  "amazon-titan-embed-text-v2": {
    id: /^amazon\.titan-embed-text-v2(:\d+)?$/,
    operations: invoke,
    embedding: amazonTitanEmbedTextV2,
  },
  "amazon-titan-embed-image": {
    id: /^amazon\.titan-embed-image-v1(:\d+)?$/,
    operations: invoke,
    embedding: amazonTitanEmbedImage,
  },
  "amazon-titan-image": {
    id: /^amazon\.titan-image-generator-v[12](:\d+)?$/,
    operations: invoke,
    image: amazonTitanImage,
  },
  "amazon-nova": {
    id: /^amazon\.nova-((micro|lite|pro|premier)|2-(lite|pro|omni))-v1(:\d+)?$/,
    operations: chat,
    text: amazonNova,
  },
  "amazon-nova-canvas": { id: /^amazon\.nova-canvas-v1(:\d+)?$/, operations: invoke, image: amazonNovaCanvas },
  "amazon-nova-reel": { id: /^amazon\.nova-reel-v1(:\d+)?$/, operations: asynchronous },
  "amazon-nova-sonic": { id: /^amazon\.nova-(2-)?sonic-v1(:\d+)?$/, operations: ["bidirectional"] },
  "amazon-nova-embed": {
    id: /^amazon\.nova-2-multimodal-embeddings-v1(:\d+)?$/,
    operations: ["invoke", "async"],
    embedding: amazonNovaEmbed,
  },
  "amazon-rerank": { id: /^amazon\.rerank-v1(:\d+)?$/, operations: invoke },
  "ai21-jurassic2": { id: /^ai21\.j2-/, operations: invoke, text: ai21Jurassic2 },
  "ai21-jamba": { id: /^ai21\.jamba-/, operations: chat, text: ai21Jamba },
  "cohere-command": { id: /^cohere\.command-(light-)?text-v14/, operations: chat, text: cohereCommand },
  "cohere-command-r": { id: /^cohere\.command-r(-plus)?-v1(:\d+)?$/, operations: chat, text: cohereCommandR },
  "cohere-embed-v3": { id: /^cohere\.embed-(english|multilingual)-v3/, operations: invoke, embedding: cohereEmbedV3 },
  "cohere-embed-v4": { id: /^cohere\.embed-v4(:\d+)?$/, operations: invoke, embedding: cohereEmbedV4 },
  "cohere-rerank": { id: /^cohere\.rerank-v3-5(:\d+)?$/, operations: invoke },
  "meta-llama": { id: /^meta\.llama[234]/, operations: chat, text: metaLlama },
  "mistral-text": {
    id: /^mistral\.(mistral-7b-instruct|mixtral-8x7b-instruct|mistral-(large|small)-2402)/,
    operations: chat,
    text: mistralText,
  },
  "mistral-chat": { id: /^mistral\.(mistral-large-2407|pixtral-large-2502)/, operations: chat, text: mistralChat },
  "openai-gpt-oss": { id: /^openai\.gpt-oss-(safeguard-)?(20|120)b/, operations: chat, text: openaiGptOss },
  "deepseek-r1": { id: /^deepseek\.r1-v1(:\d+)?$/, operations: chat, text: deepseekR1 },
  "deepseek-v3": { id: /^deepseek\.v3/, operations: chat, text: deepseekV3 },
  "qwen": { id: /^qwen\.qwen3-/, operations: chat, text: qwen },
  "moonshot-kimi": { id: /^moonshot(ai)?\.kimi-/, operations: chat, text: moonshotKimi },
  "minimax": { id: /^minimax\.minimax-/, operations: chat, text: minimax },
  "google-gemma": { id: /^google\.gemma-3-/, operations: chat, text: googleGemma },
  "nvidia-nemotron": { id: /^nvidia\.nemotron-/, operations: chat, text: nvidiaNemotron },
  "zai-glm": { id: /^zai\.glm-/, operations: chat, text: zaiGlm },
  "mistral-openai": {
    id: /^mistral\.(mistral-large-3|ministral-3|magistral|devstral|voxtral)/,
    operations: chat,
    text: mistralOpenai,
  },
  "writer-palmyra-vision": { id: /^writer\.palmyra-vision-/, operations: chat, text: writerPalmyraVision },
  "xai-grok": { id: /^xai\.grok-4\.[67]/, operations: chat, text: xaiGrok },
  "writer-palmyra": { id: /^writer\.palmyra-x[45]-v1(:\d+)?$/, operations: chat, text: writerPalmyra },
  "stability-sdxl": { id: /^stability\.stable-diffusion-xl/, operations: invoke, image: stabilitySdxl },
  "stability-sd3": { id: /^stability\.sd3-/, operations: invoke, image: stabilitySd3 },
  "stability-image": {
    id: /^stability\.stable-image-(core|ultra)-v1(:\d+)?$/,
    operations: invoke,
    image: stabilityImage,
  },
  "stability-creative-upscale": {
    id: /^stability\.stable-creative-upscale-v1(:\d+)?$/,
    operations: invoke,
    image: stabilityCreativeUpscale,
  },
  "stability-conservative-upscale": {
    id: /^stability\.stable-conservative-upscale-v1(:\d+)?$/,
    operations: invoke,
    image: stabilityConservativeUpscale,
  },
  "stability-fast-upscale": {
    id: /^stability\.stable-fast-upscale-v1(:\d+)?$/,
    operations: invoke,
    image: stabilityFastUpscale,
  },
  "stability-inpaint": {
    id: /^stability\.stable-image-inpaint-v1(:\d+)?$/,
    operations: invoke,
    image: stabilityInpaint,
  },
  "stability-outpaint": { id: /^stability\.stable-outpaint-v1(:\d+)?$/, operations: invoke, image: stabilityOutpaint },
  "stability-search-recolor": {
    id: /^stability\.stable-image-search-recolor-v1(:\d+)?$/,
    operations: invoke,
    image: stabilitySearchRecolor,
  },
  "stability-search-replace": {
    id: /^stability\.stable-image-search-replace-v1(:\d+)?$/,
    operations: invoke,
    image: stabilitySearchReplace,
  },
  "stability-erase-object": {
    id: /^stability\.stable-image-erase-object-v1(:\d+)?$/,
    operations: invoke,
    image: stabilityEraseObject,
  },
  "stability-remove-background": {
    id: /^stability\.stable-image-remove-background-v1(:\d+)?$/,
    operations: invoke,
    image: stabilityRemoveBackground,
  },
  "stability-control-sketch": {
    id: /^stability\.stable-image-control-sketch-v1(:\d+)?$/,
    operations: invoke,
    image: stabilityControlSketch,
  },
  "stability-control-structure": {
    id: /^stability\.stable-image-control-structure-v1(:\d+)?$/,
    operations: invoke,
    image: stabilityControlStructure,
  },
  "stability-style-guide": {
    id: /^stability\.stable-image-style-guide-v1(:\d+)?$/,
    operations: invoke,
    image: stabilityStyleGuide,
  },
  "stability-style-transfer": {
    id: /^stability\.stable-style-transfer-v1(:\d+)?$/,
    operations: invoke,
    image: stabilityStyleTransfer,
  },
  "luma-ray": { id: /^luma\.ray-v2(:\d+)?$/, operations: asynchronous },
  "twelvelabs-pegasus": {
    id: /^twelvelabs\.pegasus-1-2-v1(:\d+)?$/,
    operations: ["invoke", "stream"],
    text: twelvelabsPegasus,
  },
  "twelvelabs-marengo-2": {
    id: /^twelvelabs\.marengo-embed-2-7-v1(:\d+)?$/,
    operations: ["invoke", "async"],
    embedding: twelvelabsMarengo2,
  },
  "twelvelabs-marengo-3": {
    id: /^twelvelabs\.marengo-embed-3-0-v1(:\d+)?$/,
    operations: ["invoke", "async"],
    embedding: twelvelabsMarengo3,
  },
  "imported-model": {
    id: /^arn:aws[a-z-]*:bedrock:[a-z0-9-]+:\d{12}:imported-model\/[a-z0-9]{12}$/,
    operations: chat,
    text: importedModel,
  },
  "marketplace-endpoint": {
    id: /^arn:aws[a-z-]*:sagemaker:[a-z0-9-]+:\d{12}:endpoint\/[a-zA-Z0-9-]+$/,
    operations: chat,
  },
};

const rows = Object.entries(families) as [FamilyName, Family][];
const named = /^arn:aws[a-z-]*:bedrock:[^/]*:(?:foundation-model|inference-profile|custom-model)\/([^/]+)/;
const region =
  /^[a-z-]+\.(?=(?:ai21|amazon|anthropic|cohere|deepseek|google|luma|meta|minimax|mistral|moonshot|moonshotai|nvidia|openai|qwen|stability|twelvelabs|writer|xai|zai)\.)/;

/**
 * The id of the model itself: without an ARN around it, a region's prefix (`us.`, `global.`, …) and a context suffix
 * (`:24k`, `:mm`). Any other text comes back as it is.
 *
 * @param modelId The id as AWS takes it.
 * @returns The bare id.
 */
export function bareModelId(modelId: string): string {
  return (named.exec(modelId)?.[1] ?? modelId).replace(region, "").replace(/:(?:\d+k|mm)$/, "");
}

/**
 * The family of a model, told from its id through regional prefixes, context suffixes and ARNs that name a model.
 *
 * @param modelId The id as AWS takes it.
 * @returns The family, or `undefined` for an id that does not tell: a provisioned throughput, an application inference
 * profile, a prompt router, a custom model's deployment, or a family that is not known.
 *
 * @example Through a regional prefix
 * ```ts
 * import { familyOf } from "@edge-aws/bedrock/models";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(familyOf("us.anthropic.claude-sonnet-4-5-20250929-v1:0"), "anthropic-messages");
 * assertEquals(familyOf("arn:aws:bedrock:us-east-1:111122223333:provisioned-model/abc"), undefined);
 * ```
 */
export function familyOf(modelId: string): FamilyName | undefined {
  const id = bareModelId(modelId);
  if (/[^\w.:/-]/.test(id)) return undefined;
  for (const [name, family] of rows) if (family.id.test(id)) return name;
  return undefined;
}

/**
 * How a prompt becomes a family's own body, and how its answer is read.
 *
 * @param family The family.
 * @returns Its adapter, or `undefined` when it does not write text, or its body is not known (a marketplace endpoint).
 *
 * @example One prompt, in the words of Amazon Titan
 * ```ts
 * import { textAdapter } from "@edge-aws/bedrock/models";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(textAdapter("amazon-titan-text")?.toBody({ prompt: "Hi", maxTokens: 200, temperature: 0.5 }), {
 *   inputText: "Hi",
 *   textGenerationConfig: { maxTokenCount: 200, temperature: 0.5 },
 * });
 * ```
 */
export function textAdapter(family: FamilyName): TextAdapter | undefined {
  return families[family]?.text;
}

/**
 * How texts and images become a family's own body, and how its vectors are read.
 *
 * @param family The family.
 * @returns Its adapter, or `undefined` when it does not make vectors.
 *
 * @example A text, in the words of Titan Text Embeddings V2
 * ```ts
 * import { embeddingAdapter } from "@edge-aws/bedrock/models";
 * import { assertEquals } from "@std/assert";
 *
 * const adapter = embeddingAdapter("amazon-titan-embed-text-v2")!;
 * assertEquals(adapter.toBody(["hello"], { dimensions: 256 }), { inputText: "hello", dimensions: 256 });
 * const answer = adapter.read({ embedding: [0.5, -0.5], inputTextTokenCount: 1 });
 * assertEquals(answer, { vectors: [new Float32Array([0.5, -0.5])], usage: { inputTokens: 1 } });
 * ```
 */
export function embeddingAdapter(family: FamilyName): EmbeddingAdapter | undefined {
  return families[family]?.embedding;
}

/**
 * How a description becomes a family's own body, and how its images are read.
 *
 * @param family The family.
 * @returns Its adapter, or `undefined` when it does not make images at once.
 *
 * @example A robot, in the words of Stable Diffusion 3
 * ```ts
 * import { imageAdapter } from "@edge-aws/bedrock/models";
 * import { assertEquals } from "@std/assert";
 *
 * const adapter = imageAdapter("stability-sd3")!;
 * assertEquals(adapter.toBody({ prompt: "a robot", size: "1024x1024", seed: 7 }), {
 *   prompt: "a robot",
 *   aspect_ratio: "1:1",
 *   seed: 7,
 * });
 * ```
 */
export function imageAdapter(family: FamilyName): ImageAdapter | undefined {
  return families[family]?.image;
}
