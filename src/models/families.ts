/**
 * A model id in; the family that says what its body looks like, and what can be asked of it, out.
 *
 * @module
 */
import type { FamilyName } from "./model_types.ts";

/** What can be asked of a family's models. */
export type FamilyOperation = "invoke" | "stream" | "converse" | "countTokens" | "async" | "bidirectional";

/** What is known of a family. */
export interface Family {
  /** The ids of its models, without a region's prefix and a context suffix. */
  id: RegExp;
  /** What can be asked of them. */
  operations: readonly FamilyOperation[];
}

const invoke = ["invoke"] as const;
const chat = ["invoke", "stream", "converse"] as const;
const asynchronous = ["async"] as const;

/** Every family of the service, in the order in which ids are held against them. */
export const families: Readonly<Record<FamilyName, Family>> = {
  "anthropic-text-completions": { id: /^anthropic\.claude-(instant-v1|v1|v2)(:\d+)?$/, operations: chat },
  "anthropic-messages": {
    id: /^anthropic\.claude-(3|fable|haiku|mythos|opus|sonnet)/,
    operations: [...chat, "countTokens"],
  },
  "amazon-titan-text": { id: /^amazon\.titan-(tg1-large$|text-(lite|express|premier))/, operations: chat },
  "amazon-titan-embed-text-v1": { id: /^amazon\.titan-embed-(text-v1|g1-text-02)(:\d+)?$/, operations: invoke },
  "amazon-titan-embed-text-v2": { id: /^amazon\.titan-embed-text-v2(:\d+)?$/, operations: invoke },
  "amazon-titan-embed-image": { id: /^amazon\.titan-embed-image-v1(:\d+)?$/, operations: invoke },
  "amazon-titan-image": { id: /^amazon\.titan-image-generator-v[12](:\d+)?$/, operations: invoke },
  "amazon-nova": { id: /^amazon\.nova-((micro|lite|pro|premier)|2-(lite|pro|omni))-v1(:\d+)?$/, operations: chat },
  "amazon-nova-canvas": { id: /^amazon\.nova-canvas-v1(:\d+)?$/, operations: invoke },
  "amazon-nova-reel": { id: /^amazon\.nova-reel-v1(:\d+)?$/, operations: asynchronous },
  "amazon-nova-sonic": { id: /^amazon\.nova-(2-)?sonic-v1(:\d+)?$/, operations: ["bidirectional"] },
  "amazon-nova-embed": { id: /^amazon\.nova-2-multimodal-embeddings-v1(:\d+)?$/, operations: ["invoke", "async"] },
  "amazon-rerank": { id: /^amazon\.rerank-v1(:\d+)?$/, operations: invoke },
  "ai21-jurassic2": { id: /^ai21\.j2-/, operations: invoke },
  "ai21-jamba": { id: /^ai21\.jamba-/, operations: chat },
  "cohere-command": { id: /^cohere\.command-(light-)?text-v14/, operations: chat },
  "cohere-command-r": { id: /^cohere\.command-r(-plus)?-v1(:\d+)?$/, operations: chat },
  "cohere-embed-v3": { id: /^cohere\.embed-(english|multilingual)-v3/, operations: invoke },
  "cohere-embed-v4": { id: /^cohere\.embed-v4(:\d+)?$/, operations: invoke },
  "cohere-rerank": { id: /^cohere\.rerank-v3-5(:\d+)?$/, operations: invoke },
  "meta-llama": { id: /^meta\.llama[234]/, operations: chat },
  "mistral-text": {
    id: /^mistral\.(mistral-7b-instruct|mixtral-8x7b-instruct|mistral-(large|small)-2402)/,
    operations: chat,
  },
  "mistral-chat": { id: /^mistral\.(mistral-large-2407|pixtral-large-2502)/, operations: chat },
  "openai-gpt-oss": { id: /^openai\.gpt-oss-(safeguard-)?(20|120)b/, operations: chat },
  "deepseek-r1": { id: /^deepseek\.r1-v1(:\d+)?$/, operations: chat },
  "deepseek-v3": { id: /^deepseek\.v3/, operations: chat },
  "qwen": { id: /^qwen\.qwen3-/, operations: chat },
  "moonshot-kimi": { id: /^moonshot(ai)?\.kimi-/, operations: chat },
  "minimax": { id: /^minimax\.minimax-/, operations: chat },
  "google-gemma": { id: /^google\.gemma-3-/, operations: chat },
  "nvidia-nemotron": { id: /^nvidia\.nemotron-/, operations: chat },
  "zai-glm": { id: /^zai\.glm-/, operations: chat },
  "mistral-openai": { id: /^mistral\.(mistral-large-3|ministral-3|magistral|devstral|voxtral)/, operations: chat },
  "writer-palmyra-vision": { id: /^writer\.palmyra-vision-/, operations: chat },
  "xai-grok": { id: /^xai\.grok-4\.[67]/, operations: chat },
  "writer-palmyra": { id: /^writer\.palmyra-x[45]-v1(:\d+)?$/, operations: chat },
  "stability-sdxl": { id: /^stability\.stable-diffusion-xl/, operations: invoke },
  "stability-sd3": { id: /^stability\.sd3-/, operations: invoke },
  "stability-image": { id: /^stability\.stable-image-(core|ultra)-v1(:\d+)?$/, operations: invoke },
  "stability-creative-upscale": { id: /^stability\.stable-creative-upscale-v1(:\d+)?$/, operations: invoke },
  "stability-conservative-upscale": { id: /^stability\.stable-conservative-upscale-v1(:\d+)?$/, operations: invoke },
  "stability-fast-upscale": { id: /^stability\.stable-fast-upscale-v1(:\d+)?$/, operations: invoke },
  "stability-inpaint": { id: /^stability\.stable-image-inpaint-v1(:\d+)?$/, operations: invoke },
  "stability-outpaint": { id: /^stability\.stable-outpaint-v1(:\d+)?$/, operations: invoke },
  "stability-search-recolor": { id: /^stability\.stable-image-search-recolor-v1(:\d+)?$/, operations: invoke },
  "stability-search-replace": { id: /^stability\.stable-image-search-replace-v1(:\d+)?$/, operations: invoke },
  "stability-erase-object": { id: /^stability\.stable-image-erase-object-v1(:\d+)?$/, operations: invoke },
  "stability-remove-background": { id: /^stability\.stable-image-remove-background-v1(:\d+)?$/, operations: invoke },
  "stability-control-sketch": { id: /^stability\.stable-image-control-sketch-v1(:\d+)?$/, operations: invoke },
  "stability-control-structure": { id: /^stability\.stable-image-control-structure-v1(:\d+)?$/, operations: invoke },
  "stability-style-guide": { id: /^stability\.stable-image-style-guide-v1(:\d+)?$/, operations: invoke },
  "stability-style-transfer": { id: /^stability\.stable-style-transfer-v1(:\d+)?$/, operations: invoke },
  "luma-ray": { id: /^luma\.ray-v2(:\d+)?$/, operations: asynchronous },
  "twelvelabs-pegasus": { id: /^twelvelabs\.pegasus-1-2-v1(:\d+)?$/, operations: ["invoke", "stream"] },
  "twelvelabs-marengo-2": { id: /^twelvelabs\.marengo-embed-2-7-v1(:\d+)?$/, operations: ["invoke", "async"] },
  "twelvelabs-marengo-3": { id: /^twelvelabs\.marengo-embed-3-0-v1(:\d+)?$/, operations: ["invoke", "async"] },
  "imported-model": { id: /^arn:aws[a-z-]*:bedrock:[a-z0-9-]+:\d{12}:imported-model\/[a-z0-9]{12}$/, operations: chat },
  "marketplace-endpoint": {
    id: /^arn:aws[a-z-]*:sagemaker:[a-z0-9-]+:\d{12}:endpoint\/[a-zA-Z0-9-]+$/,
    operations: chat,
  },
};

const rows = Object.entries(families) as [FamilyName, Family][];
const named = /^arn:aws[a-z-]*:bedrock:[^/]*:(?:foundation-model|inference-profile|custom-model)\/([^/]+)/;
const region =
  /^[a-z-]+\.(?=(?:ai21|amazon|anthropic|cohere|deepseek|google|luma|meta|minimax|mistral|moonshot|moonshotai|nvidia|openai|qwen|stability|twelvelabs|writer|xai|zai)\.)/;

/** How many ids it remembers the family of: a program asks few models, again and again. */
const MOST = 500;
const told = new Map<string, FamilyName | undefined>();

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
  if (told.has(modelId)) return told.get(modelId);
  const id = bareModelId(modelId);
  const found = /[^\w.:/-]/.test(id) ? undefined : rows.find(([, family]) => family.id.test(id))?.[0];
  if (told.size >= MOST) told.clear();
  told.set(modelId, found);
  return found;
}
