/**
 * The models that stand in the emulator's region, and what of each is worth knowing before its body is read.
 *
 * @module
 */
import type { FamilyName } from "../models/model_types.ts";

/** Whether a model is called by its own id, by an inference profile, or by either. */
export type ProfileNeed = "no" | "optional" | "required";

/** One model. */
export interface ModelRow {
  /** The id. */
  id: string;
  /** The family that its bodies belong to; absent for models that only Converse reaches. */
  family?: FamilyName;
  /** Whether it wants an inference profile. */
  profile: ProfileNeed;
}

/** Ids by family. `!` behind an id: only through an inference profile; `~`: by its id or through one. */
const IDS: Partial<Record<FamilyName, string>> = {
  "anthropic-text-completions":
    "anthropic.claude-instant-v1 anthropic.claude-v2 anthropic.claude-v2:1 anthropic.claude-v1",
  "anthropic-messages":
    "anthropic.claude-3-haiku-20240307-v1:0~ anthropic.claude-3-sonnet-20240229-v1:0~ anthropic.claude-3-opus-20240229-v1:0~ anthropic.claude-3-5-sonnet-20240620-v1:0~ anthropic.claude-3-5-sonnet-20241022-v2:0~ anthropic.claude-3-5-haiku-20241022-v1:0~ anthropic.claude-3-7-sonnet-20250219-v1:0! anthropic.claude-sonnet-4-20250514-v1:0! anthropic.claude-opus-4-20250514-v1:0! anthropic.claude-opus-4-1-20250805-v1:0! anthropic.claude-sonnet-4-5-20250929-v1:0! anthropic.claude-haiku-4-5-20251001-v1:0! anthropic.claude-opus-4-5-20251101-v1:0! anthropic.claude-opus-4-6-v1! anthropic.claude-sonnet-4-6! anthropic.claude-opus-4-7! anthropic.claude-opus-4-8! anthropic.claude-opus-5! anthropic.claude-opus-5-5! anthropic.claude-sonnet-5! anthropic.claude-sonnet-5-5! anthropic.claude-haiku-5-5! anthropic.claude-fable-5! anthropic.claude-fable-5-1! anthropic.claude-mythos-5-1!",
  "amazon-titan-text":
    "amazon.titan-tg1-large amazon.titan-text-lite-v1 amazon.titan-text-express-v1 amazon.titan-text-premier-v1:0",
  "amazon-titan-embed-text-v1": "amazon.titan-embed-text-v1 amazon.titan-embed-g1-text-02",
  "amazon-titan-embed-text-v2": "amazon.titan-embed-text-v2:0",
  "amazon-titan-embed-image": "amazon.titan-embed-image-v1",
  "amazon-titan-image": "amazon.titan-image-generator-v1 amazon.titan-image-generator-v2:0",
  "amazon-nova":
    "amazon.nova-micro-v1:0~ amazon.nova-lite-v1:0~ amazon.nova-pro-v1:0~ amazon.nova-premier-v1:0! amazon.nova-2-lite-v1:0!",
  "amazon-nova-canvas": "amazon.nova-canvas-v1:0",
  "amazon-nova-reel": "amazon.nova-reel-v1:0 amazon.nova-reel-v1:1",
  "amazon-nova-sonic": "amazon.nova-sonic-v1:0 amazon.nova-2-sonic-v1:0",
  "amazon-nova-embed": "amazon.nova-2-multimodal-embeddings-v1:0",
  "amazon-rerank": "amazon.rerank-v1:0",
  "ai21-jurassic2":
    "ai21.j2-mid-v1 ai21.j2-ultra-v1 ai21.j2-grande-instruct ai21.j2-jumbo-instruct ai21.j2-mid ai21.j2-ultra",
  "ai21-jamba": "ai21.jamba-instruct-v1:0 ai21.jamba-1-5-mini-v1:0 ai21.jamba-1-5-large-v1:0",
  "cohere-command": "cohere.command-text-v14 cohere.command-light-text-v14",
  "cohere-command-r": "cohere.command-r-v1:0 cohere.command-r-plus-v1:0",
  "cohere-embed-v3": "cohere.embed-english-v3 cohere.embed-multilingual-v3",
  "cohere-embed-v4": "cohere.embed-v4:0~",
  "cohere-rerank": "cohere.rerank-v3-5:0",
  "meta-llama":
    "meta.llama2-13b-chat-v1 meta.llama2-70b-chat-v1 meta.llama3-8b-instruct-v1:0 meta.llama3-70b-instruct-v1:0 meta.llama3-1-8b-instruct-v1:0! meta.llama3-1-70b-instruct-v1:0! meta.llama3-1-405b-instruct-v1:0! meta.llama3-2-1b-instruct-v1:0! meta.llama3-2-3b-instruct-v1:0! meta.llama3-2-11b-instruct-v1:0! meta.llama3-2-90b-instruct-v1:0! meta.llama3-3-70b-instruct-v1:0! meta.llama4-scout-17b-instruct-v1:0! meta.llama4-maverick-17b-instruct-v1:0!",
  "mistral-text":
    "mistral.mistral-7b-instruct-v0:2 mistral.mixtral-8x7b-instruct-v0:1 mistral.mistral-large-2402-v1:0 mistral.mistral-small-2402-v1:0",
  "mistral-chat": "mistral.mistral-large-2407-v1:0 mistral.pixtral-large-2502-v1:0!",
  "openai-gpt-oss":
    "openai.gpt-oss-20b-1:0~ openai.gpt-oss-120b-1:0~ openai.gpt-oss-safeguard-20b openai.gpt-oss-safeguard-120b",
  "deepseek-r1": "deepseek.r1-v1:0!",
  "deepseek-v3": "deepseek.v3-v1:0 deepseek.v3.2",
  "qwen":
    "qwen.qwen3-32b-v1:0 qwen.qwen3-235b-a22b-2507-v1:0 qwen.qwen3-coder-30b-a3b-v1:0 qwen.qwen3-coder-480b-a35b-v1:0 qwen.qwen3-coder-next qwen.qwen3-next-80b-a3b qwen.qwen3-vl-235b-a22b",
  "moonshot-kimi": "moonshot.kimi-k2-thinking moonshotai.kimi-k2.5 moonshotai.kimi-k3!",
  "minimax": "minimax.minimax-m2 minimax.minimax-m2.1 minimax.minimax-m2.5",
  "google-gemma": "google.gemma-3-4b-it google.gemma-3-12b-it google.gemma-3-27b-it",
  "nvidia-nemotron":
    "nvidia.nemotron-nano-9b-v2 nvidia.nemotron-nano-12b-v2 nvidia.nemotron-nano-3-30b nvidia.nemotron-super-3-120b",
  "zai-glm": "zai.glm-4.7 zai.glm-4.7-flash zai.glm-5 zai.glm-5.3!",
  "mistral-openai":
    "mistral.mistral-large-3-675b-instruct mistral.ministral-3-3b-instruct mistral.ministral-3-8b-instruct mistral.ministral-3-14b-instruct mistral.magistral-small-2509 mistral.devstral-2-123b mistral.voxtral-mini-3b-2507 mistral.voxtral-small-24b-2507",
  "writer-palmyra-vision": "writer.palmyra-vision-7b",
  "xai-grok": "xai.grok-4.6! xai.grok-4.7!",
  "writer-palmyra": "writer.palmyra-x4-v1:0! writer.palmyra-x5-v1:0!",
  "stability-sdxl":
    "stability.stable-diffusion-xl-v0 stability.stable-diffusion-xl-v1 stability.stable-diffusion-xl-v1:0",
  "stability-sd3": "stability.sd3-large-v1:0 stability.sd3-5-large-v1:0",
  "stability-image":
    "stability.stable-image-core-v1:0 stability.stable-image-core-v1:1 stability.stable-image-ultra-v1:0 stability.stable-image-ultra-v1:1",
  "stability-creative-upscale": "stability.stable-creative-upscale-v1:0~",
  "stability-conservative-upscale": "stability.stable-conservative-upscale-v1:0~",
  "stability-fast-upscale": "stability.stable-fast-upscale-v1:0~",
  "stability-inpaint": "stability.stable-image-inpaint-v1:0~",
  "stability-outpaint": "stability.stable-outpaint-v1:0~",
  "stability-search-recolor": "stability.stable-image-search-recolor-v1:0~",
  "stability-search-replace": "stability.stable-image-search-replace-v1:0~",
  "stability-erase-object": "stability.stable-image-erase-object-v1:0~",
  "stability-remove-background": "stability.stable-image-remove-background-v1:0~",
  "stability-control-sketch": "stability.stable-image-control-sketch-v1:0~",
  "stability-control-structure": "stability.stable-image-control-structure-v1:0~",
  "stability-style-guide": "stability.stable-image-style-guide-v1:0~",
  "stability-style-transfer": "stability.stable-style-transfer-v1:0~",
  "luma-ray": "luma.ray-v2:0",
  "twelvelabs-pegasus": "twelvelabs.pegasus-1-2-v1:0~",
  "twelvelabs-marengo-2": "twelvelabs.marengo-embed-2-7-v1:0~",
  "twelvelabs-marengo-3": "twelvelabs.marengo-embed-3-0-v1:0~",
};

/** Models without Invoke, which Converse answers for. */
const CONVERSE_ONLY =
  "openai.gpt-6-astra~ openai.gpt-6-sol~ openai.gpt-6-luna~ openai.gpt-6.1-sol~ openai.gpt-5.6-sol~ openai.gpt-5.6-terra~ openai.gpt-5.6-luna~";

/** Every model, by id. */
export const CATALOGUE: ReadonlyMap<string, ModelRow> = new Map(
  [...Object.entries(IDS), [undefined, CONVERSE_ONLY] as const].flatMap(([family, ids]) =>
    ids.split(" ").map((text): [string, ModelRow] => {
      const id = text.replace(/[!~]$/, "");
      const profile = text.endsWith("!") ? "required" : text.endsWith("~") ? "optional" : "no";
      return [id, family === undefined ? { id, profile } : { id, family: family as FamilyName, profile }];
    })
  ),
);

/** The prefixes of cross-region inference profiles. */
export const GEOGRAPHIES: readonly string[] = ["us", "us-gov", "eu", "apac", "jp", "au", "ca", "global"];

type Modality = "TEXT" | "IMAGE" | "EMBEDDING" | "VIDEO" | "SPEECH";

/** The models that write text and look at pictures: in most families some do and some do not. */
const SEES = new RegExp(
  "claude-(?!v\\d|instant|3-5-haiku)|nova-(?!micro)|llama3-2-(?:11|90)b|llama4|pixtral|mistral-large-3|ministral|magistral|" +
    "qwen3-vl|kimi-k(?:2\\.5|3)|gemma|nemotron-nano-12b|palmyra-vision|grok|gpt-\\d",
);

/** Whether a model that writes text takes pictures. */
export function takesImages(id: string): boolean {
  return SEES.test(id);
}

/** What goes into and comes out of a model, in the control plane's words. */
export function modalitiesOf(row: ModelRow): { input: Modality[]; output: Modality[] } {
  const family = row.family ?? "";
  if (/embed|marengo/.test(family)) {
    const alone = family === "amazon-titan-embed-text-v1" || family === "amazon-titan-embed-text-v2";
    return { input: alone ? ["TEXT"] : ["TEXT", "IMAGE"], output: ["EMBEDDING"] };
  }
  if (/reel|luma/.test(family)) return { input: ["TEXT", "IMAGE"], output: ["VIDEO"] };
  if (/sonic/.test(family)) return { input: ["SPEECH"], output: ["SPEECH", "TEXT"] };
  if (/^stability|titan-image|canvas/.test(family)) return { input: ["TEXT", "IMAGE"], output: ["IMAGE"] };
  if (/pegasus/.test(family)) return { input: ["TEXT", "VIDEO"], output: ["TEXT"] };
  return { input: takesImages(row.id) ? ["TEXT", "IMAGE"] : ["TEXT"], output: ["TEXT"] };
}

const PROVIDERS: Readonly<Record<string, string>> = {
  ai21: "AI21 Labs",
  amazon: "Amazon",
  anthropic: "Anthropic",
  cohere: "Cohere",
  deepseek: "DeepSeek",
  google: "Google",
  luma: "Luma AI",
  meta: "Meta",
  minimax: "MiniMax",
  mistral: "Mistral AI",
  moonshot: "Moonshot AI",
  moonshotai: "Moonshot AI",
  nvidia: "NVIDIA",
  openai: "OpenAI",
  qwen: "Qwen",
  stability: "Stability AI",
  twelvelabs: "TwelveLabs",
  writer: "Writer",
  xai: "xAI",
  zai: "Z.AI",
};

/** The provider's name as it is shown. */
export function providerOf(id: string): string {
  const provider = id.split(".", 1)[0]!;
  return PROVIDERS[provider] ?? provider;
}

/** A model's name as it is shown: `anthropic.claude-3-haiku-20240307-v1:0` is `Claude 3 Haiku`. */
export function nameOf(id: string): string {
  const words = id.replace(/^[^.]+\./, "").replace(/:\d+$/, "").replace(/-v\d+$/, "").replace(/-\d{8}$/, "").split("-");
  return words.map((word) =>
    /^(?:gpt|glm|sd3|j2|tg1)$/.test(word) ? word.toUpperCase() : word.charAt(0).toUpperCase() + word.slice(1)
  ).join(" ");
}
