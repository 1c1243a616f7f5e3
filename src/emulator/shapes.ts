/**
 * A family's name goes in, its rules and its shape come out: one line for each family.
 *
 * @module
 */
import type { FamilyName } from "../models/model_types.ts";
import { MEDIA_RULES } from "./media_rules.ts";
import type { Rules } from "./rules.ts";
import type { PlainShape, TextShape } from "./shape.ts";
import { anthropicMessages } from "./shape_anthropic_messages.ts";
import { anthropicText } from "./shape_anthropic_text.ts";
import { amazonImage } from "./shape_amazon_image.ts";
import { cohereCommand } from "./shape_cohere_command.ts";
import { cohereCommandR } from "./shape_cohere_command_r.ts";
import { cohereEmbedV3, cohereEmbedV4 } from "./shape_cohere_embed.ts";
import { ownModel } from "./shape_completion.ts";
import { deepseekR1 } from "./shape_deepseek_r1.ts";
import { jurassic2 } from "./shape_jurassic2.ts";
import { llama } from "./shape_llama.ts";
import { marengo2, marengo3 } from "./shape_marengo.ts";
import { mistralText } from "./shape_mistral_text.ts";
import { nova } from "./shape_nova.ts";
import { novaEmbed } from "./shape_nova_embed.ts";
import { gptOss, jamba, mistralChat, openWeight, palmyra, thinkingOpenWeight } from "./shape_openai.ts";
import { pegasus } from "./shape_pegasus.ts";
import { rerank } from "./shape_rerank.ts";
import { sdxl, stability } from "./shape_stability.ts";
import { titanEmbedImage, titanEmbedV1, titanEmbedV2 } from "./shape_titan_embed.ts";
import { titanText } from "./shape_titan_text.ts";
import { TEXT_RULES } from "./text_rules.ts";

/** How each text family asks and answers. */
export const TEXT_SHAPES: Partial<Record<FamilyName, TextShape>> = {
  "anthropic-text-completions": anthropicText,
  "anthropic-messages": anthropicMessages,
  "amazon-titan-text": titanText,
  "amazon-nova": nova,
  "ai21-jurassic2": jurassic2,
  "ai21-jamba": jamba,
  "cohere-command": cohereCommand,
  "cohere-command-r": cohereCommandR,
  "meta-llama": llama,
  "mistral-text": mistralText,
  "mistral-chat": mistralChat,
  "openai-gpt-oss": gptOss,
  "deepseek-r1": deepseekR1,
  "deepseek-v3": openWeight,
  "qwen": openWeight,
  "moonshot-kimi": thinkingOpenWeight,
  "minimax": thinkingOpenWeight,
  "google-gemma": openWeight,
  "nvidia-nemotron": openWeight,
  "zai-glm": openWeight,
  "mistral-openai": openWeight,
  "writer-palmyra-vision": openWeight,
  "xai-grok": openWeight,
  "writer-palmyra": palmyra,
  "twelvelabs-pegasus": pegasus,
  "imported-model": ownModel,
  "marketplace-endpoint": ownModel,
};

/** How each other family answers. */
export const PLAIN_SHAPES: Partial<Record<FamilyName, PlainShape>> = {
  "amazon-titan-embed-text-v1": titanEmbedV1,
  "amazon-titan-embed-text-v2": titanEmbedV2,
  "amazon-titan-embed-image": titanEmbedImage,
  "amazon-nova-embed": novaEmbed,
  "cohere-embed-v3": cohereEmbedV3,
  "cohere-embed-v4": cohereEmbedV4,
  "twelvelabs-marengo-2": marengo2,
  "twelvelabs-marengo-3": marengo3,
  "amazon-rerank": rerank,
  "cohere-rerank": rerank,
  "amazon-titan-image": amazonImage,
  "amazon-nova-canvas": amazonImage,
  "stability-sdxl": sdxl,
  "stability-sd3": stability,
  "stability-image": stability,
  "stability-creative-upscale": stability,
  "stability-conservative-upscale": stability,
  "stability-fast-upscale": stability,
  "stability-inpaint": stability,
  "stability-outpaint": stability,
  "stability-search-recolor": stability,
  "stability-search-replace": stability,
  "stability-erase-object": stability,
  "stability-remove-background": stability,
  "stability-control-sketch": stability,
  "stability-control-structure": stability,
  "stability-style-guide": stability,
  "stability-style-transfer": stability,
};

/** What a family's bodies keep to; nothing for containers that take any body. */
export function rulesOf(family: FamilyName): Rules {
  return TEXT_RULES[family] ?? MEDIA_RULES[family] ?? { fields: {} };
}
