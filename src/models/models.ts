/**
 * Bedrock's families of models: what each of them takes and answers, as types, and one prompt in the words of any of them.
 *
 * Nothing here touches the network, and nothing is read but what is handed in.
 *
 * @example A prompt in a family's own words, and its answer read
 * ```ts
 * import { familyOf, textAdapter } from "@edge-aws/bedrock/models";
 * import { assert, assertEquals } from "@std/assert";
 *
 * const modelId = "anthropic.claude-v2";
 * const family = familyOf(modelId);
 * assert(family);
 * const adapter = textAdapter(family)!;
 * const body = adapter.toBody({ prompt: "explain black holes to 8th graders", maxTokens: 300 }, { modelId });
 * assertEquals(body, {
 *   prompt: "\n\nHuman: explain black holes to 8th graders\n\nAssistant:",
 *   max_tokens_to_sample: 300,
 * });
 * const answer = adapter.read({ completion: " A black hole is…", stop_reason: "max_tokens" });
 * assertEquals(answer, { text: " A black hole is…", stopReason: "max_tokens", usage: {} });
 * ```
 *
 * @module
 */
export { bareModelId, families, familyOf } from "./families.ts";
export { embeddingAdapter } from "./embedding_families.ts";
export { geographiesOf } from "./geography.ts";
export { imageAdapter } from "./image_families.ts";
export { textAdapter } from "./text_families.ts";
export type { Family, FamilyOperation } from "./families.ts";
export { converseAdapter } from "./converse_adapter.ts";
export { embeddingBatches } from "./embedding_adapter.ts";
export type * from "./embedding_adapter.ts";
export type * from "./ai21_jamba.ts";
export type * from "./ai21_jurassic2.ts";
export type * from "./amazon_image.ts";
export type * from "./amazon_nova.ts";
export type * from "./amazon_nova_embed.ts";
export type * from "./amazon_nova_reel.ts";
export type * from "./amazon_nova_sonic.ts";
export type * from "./amazon_titan_embed.ts";
export type * from "./amazon_titan_text.ts";
export type * from "./anthropic_messages.ts";
export type * from "./anthropic_text_completions.ts";
export type * from "./apply_guardrail.ts";
export type * from "./async_invoke.ts";
export type * from "./cohere_command.ts";
export type * from "./cohere_command_r.ts";
export type * from "./cohere_embed.ts";
export type * from "./converse.ts";
export type * from "./count_tokens.ts";
export type * from "./deepseek_r1.ts";
export type * from "./document.ts";
export type * from "./guardrail_assessment.ts";
export type * from "./guardrail_checks.ts";
export type * from "./image_adapter.ts";
export type * from "./imported_model.ts";
export type * from "./invocation.ts";
export type * from "./luma_ray.ts";
export type * from "./marketplace_endpoint.ts";
export type * from "./meta_llama.ts";
export type * from "./mistral_chat.ts";
export type * from "./mistral_text.ts";
export type * from "./model_types.ts";
export type * from "./open_weight_models.ts";
export type * from "./openai_chat.ts";
export type * from "./rerank.ts";
export type * from "./stability_image.ts";
export type * from "./stability_sdxl.ts";
export type * from "./stability_services.ts";
export type * from "./text_adapter.ts";
export type * from "./twelvelabs_marengo.ts";
export type * from "./twelvelabs_pegasus.ts";
export type * from "./writer_palmyra.ts";
