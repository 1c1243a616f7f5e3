/**
 * Every family's schema, by the family's name: the one place that lists them.
 *
 * @module
 */
import type { FamilyModelInputs, FamilyName, FamilyRequests } from "../models/model_types.ts";
import { ai21JambaSchema } from "./ai21_jamba.ts";
import { ai21Jurassic2Schema } from "./ai21_jurassic2.ts";
import { amazonNovaSchema } from "./amazon_nova.ts";
import { amazonNovaCanvasSchema } from "./amazon_nova_canvas.ts";
import { amazonNovaEmbedSchema } from "./amazon_nova_embed.ts";
import { amazonNovaReelSchema } from "./amazon_nova_reel.ts";
import { amazonNovaSonicSchema } from "./amazon_nova_sonic.ts";
import {
  amazonTitanEmbedImageSchema,
  amazonTitanEmbedTextV1Schema,
  amazonTitanEmbedTextV2Schema,
} from "./amazon_titan_embed.ts";
import { amazonTitanImageSchema } from "./amazon_titan_image.ts";
import { amazonTitanTextSchema } from "./amazon_titan_text.ts";
import { anthropicMessagesSchema } from "./anthropic_messages.ts";
import { anthropicTextCompletionsSchema } from "./anthropic_text_completions.ts";
import type { BodySchema } from "./body_schema.ts";
import { cohereCommandSchema } from "./cohere_command.ts";
import { cohereCommandRSchema } from "./cohere_command_r.ts";
import { cohereEmbedV3Schema, cohereEmbedV4Schema } from "./cohere_embed.ts";
import { deepseekR1Schema } from "./deepseek_r1.ts";
import { importedModelSchema } from "./imported_model.ts";
import { lumaRaySchema } from "./luma_ray.ts";
import { marketplaceEndpointSchema } from "./marketplace_endpoint.ts";
import { metaLlamaSchema } from "./meta_llama.ts";
import { mistralChatSchema } from "./mistral_chat.ts";
import { mistralTextSchema } from "./mistral_text.ts";
import {
  deepseekV3Schema,
  googleGemmaSchema,
  minimaxSchema,
  mistralOpenaiSchema,
  moonshotKimiSchema,
  nvidiaNemotronSchema,
  openaiGptOssSchema,
  qwenSchema,
  writerPalmyraVisionSchema,
  xaiGrokSchema,
  zaiGlmSchema,
} from "./open_weight_models.ts";
import { amazonRerankSchema, cohereRerankSchema } from "./rerank.ts";
import { stabilityImageSchema, stabilitySd3Schema } from "./stability_image.ts";
import { stabilitySdxlSchema } from "./stability_sdxl.ts";
import {
  stabilityConservativeUpscaleSchema,
  stabilityControlSketchSchema,
  stabilityControlStructureSchema,
  stabilityCreativeUpscaleSchema,
  stabilityEraseObjectSchema,
  stabilityFastUpscaleSchema,
  stabilityInpaintSchema,
  stabilityOutpaintSchema,
  stabilityRemoveBackgroundSchema,
  stabilitySearchRecolorSchema,
  stabilitySearchReplaceSchema,
  stabilityStyleGuideSchema,
  stabilityStyleTransferSchema,
} from "./stability_services.ts";
import { twelvelabsMarengo2Schema, twelvelabsMarengo3Schema } from "./twelvelabs_marengo.ts";
import { twelvelabsPegasusSchema } from "./twelvelabs_pegasus.ts";
import { writerPalmyraSchema } from "./writer_palmyra.ts";

/** The body of every family: what InvokeModel takes, or StartAsyncInvoke as its `modelInput`, or both. */
export type FamilyBodies = {
  [Family in FamilyName]:
    | FamilyRequests[Family]
    | (Family extends keyof FamilyModelInputs ? FamilyModelInputs[Family] : never);
};

/** A schema for each family. Adding a family is its own file, and a line here. */
export const bodySchemas: { readonly [Family in FamilyName]: BodySchema<FamilyBodies[Family]> } = {
  "anthropic-text-completions": anthropicTextCompletionsSchema,
  "anthropic-messages": anthropicMessagesSchema,
  "amazon-titan-text": amazonTitanTextSchema,
  "amazon-titan-embed-text-v1": amazonTitanEmbedTextV1Schema,
  "amazon-titan-embed-text-v2": amazonTitanEmbedTextV2Schema,
  "amazon-titan-embed-image": amazonTitanEmbedImageSchema,
  "amazon-titan-image": amazonTitanImageSchema,
  "amazon-nova": amazonNovaSchema,
  "amazon-nova-canvas": amazonNovaCanvasSchema,
  "amazon-nova-reel": amazonNovaReelSchema,
  "amazon-nova-sonic": amazonNovaSonicSchema,
  "amazon-nova-embed": amazonNovaEmbedSchema,
  "amazon-rerank": amazonRerankSchema,
  "ai21-jurassic2": ai21Jurassic2Schema,
  "ai21-jamba": ai21JambaSchema,
  "cohere-command": cohereCommandSchema,
  "cohere-command-r": cohereCommandRSchema,
  "cohere-embed-v3": cohereEmbedV3Schema,
  "cohere-embed-v4": cohereEmbedV4Schema,
  "cohere-rerank": cohereRerankSchema,
  "meta-llama": metaLlamaSchema,
  "mistral-text": mistralTextSchema,
  "mistral-chat": mistralChatSchema,
  "openai-gpt-oss": openaiGptOssSchema,
  "deepseek-r1": deepseekR1Schema,
  "deepseek-v3": deepseekV3Schema,
  qwen: qwenSchema,
  "moonshot-kimi": moonshotKimiSchema,
  minimax: minimaxSchema,
  "google-gemma": googleGemmaSchema,
  "nvidia-nemotron": nvidiaNemotronSchema,
  "zai-glm": zaiGlmSchema,
  "mistral-openai": mistralOpenaiSchema,
  "writer-palmyra-vision": writerPalmyraVisionSchema,
  "xai-grok": xaiGrokSchema,
  "writer-palmyra": writerPalmyraSchema,
  "stability-sdxl": stabilitySdxlSchema,
  "stability-sd3": stabilitySd3Schema,
  "stability-image": stabilityImageSchema,
  "stability-creative-upscale": stabilityCreativeUpscaleSchema,
  "stability-conservative-upscale": stabilityConservativeUpscaleSchema,
  "stability-fast-upscale": stabilityFastUpscaleSchema,
  "stability-inpaint": stabilityInpaintSchema,
  "stability-outpaint": stabilityOutpaintSchema,
  "stability-search-recolor": stabilitySearchRecolorSchema,
  "stability-search-replace": stabilitySearchReplaceSchema,
  "stability-erase-object": stabilityEraseObjectSchema,
  "stability-remove-background": stabilityRemoveBackgroundSchema,
  "stability-control-sketch": stabilityControlSketchSchema,
  "stability-control-structure": stabilityControlStructureSchema,
  "stability-style-guide": stabilityStyleGuideSchema,
  "stability-style-transfer": stabilityStyleTransferSchema,
  "luma-ray": lumaRaySchema,
  "twelvelabs-pegasus": twelvelabsPegasusSchema,
  "twelvelabs-marengo-2": twelvelabsMarengo2Schema,
  "twelvelabs-marengo-3": twelvelabsMarengo3Schema,
  "imported-model": importedModelSchema,
  "marketplace-endpoint": marketplaceEndpointSchema,
};
