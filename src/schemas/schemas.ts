/**
 * Is this body right for that model? The inference parameters of every family on Bedrock, with their types, ranges and
 * defaults: to check a body before it is sent, to draw a form, to describe an API.
 *
 * A schema judges what is known and lets everything else pass, since models get new members without notice. It changes
 * nothing: what goes in is what comes out, and no default is filled in.
 *
 * @example A body checked before it is sent
 * ```ts
 * import { amazonNovaSchema, validateBody } from "@edge-aws/bedrock/schemas";
 * import { assertEquals, assertThrows } from "@std/assert";
 *
 * const [complaint] = validateBody("us.amazon.nova-lite-v1:0", { messages: [{ role: "user", content: "Hi" }] });
 * assertEquals(complaint?.path, "messages[0].content");
 * assertEquals(complaint?.message, "messages[0].content is a string of 2 characters, wanted a list of at least 1 item");
 *
 * const body = { messages: [{ role: "user", content: [{ text: "Hi" }] }], inferenceConfig: { maxTokens: 300 } };
 * assertEquals(amazonNovaSchema.parse(body), body);
 * assertThrows(() => amazonNovaSchema.parse({}), TypeError, "messages is missing");
 * ```
 *
 * @module
 */
export type { BodySchema, Complaint, SafeParse, StandardSchema } from "./body_schema.ts";
export type { PathStep } from "./english.ts";
export type { JsonSchema } from "./json_schema.ts";
export { anyBodySchema, type BodyOf, type ModelSchema, schemaOf, validateBody } from "./model_schema.ts";
export { bodySchemas, type FamilyBodies } from "./table.ts";
export { ai21JambaSchema } from "./ai21_jamba.ts";
export { ai21Jurassic2Schema } from "./ai21_jurassic2.ts";
export { amazonNovaSchema } from "./amazon_nova.ts";
export { amazonNovaCanvasSchema } from "./amazon_nova_canvas.ts";
export { amazonNovaEmbedSchema } from "./amazon_nova_embed.ts";
export { amazonNovaReelSchema } from "./amazon_nova_reel.ts";
export { amazonNovaSonicSchema } from "./amazon_nova_sonic.ts";
export {
  amazonTitanEmbedImageSchema,
  amazonTitanEmbedTextV1Schema,
  amazonTitanEmbedTextV2Schema,
} from "./amazon_titan_embed.ts";
export { amazonTitanImageSchema } from "./amazon_titan_image.ts";
export { amazonTitanTextSchema } from "./amazon_titan_text.ts";
export { anthropicMessagesSchema } from "./anthropic_messages.ts";
export { anthropicTextCompletionsSchema } from "./anthropic_text_completions.ts";
export { cohereCommandSchema } from "./cohere_command.ts";
export { cohereCommandRSchema } from "./cohere_command_r.ts";
export { cohereEmbedV3Schema, cohereEmbedV4Schema } from "./cohere_embed.ts";
export { deepseekR1Schema } from "./deepseek_r1.ts";
export { importedModelSchema } from "./imported_model.ts";
export { lumaRaySchema } from "./luma_ray.ts";
export { marketplaceEndpointSchema } from "./marketplace_endpoint.ts";
export { metaLlamaSchema } from "./meta_llama.ts";
export { mistralChatSchema } from "./mistral_chat.ts";
export { mistralTextSchema } from "./mistral_text.ts";
export {
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
export { amazonRerankSchema, cohereRerankSchema } from "./rerank.ts";
export { stabilityImageSchema, stabilitySd3Schema } from "./stability_image.ts";
export { stabilitySdxlSchema } from "./stability_sdxl.ts";
export {
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
export { twelvelabsMarengo2Schema, twelvelabsMarengo3Schema } from "./twelvelabs_marengo.ts";
export { twelvelabsPegasusSchema } from "./twelvelabs_pegasus.ts";
export { writerPalmyraSchema } from "./writer_palmyra.ts";
