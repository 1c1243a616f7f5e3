/**
 * A family that makes vectors in; its adapter out.
 *
 * @module
 */
import { amazonNovaEmbed } from "./amazon_nova_embed.ts";
import { amazonTitanEmbedImage, amazonTitanEmbedTextV1, amazonTitanEmbedTextV2 } from "./amazon_titan_embed.ts";
import { cohereEmbedV3, cohereEmbedV4 } from "./cohere_embed.ts";
import { twelvelabsMarengo2, twelvelabsMarengo3 } from "./twelvelabs_marengo.ts";
import type { EmbeddingAdapter } from "./embedding_adapter.ts";
import type { FamilyName } from "./model_types.ts";

const adapters: Partial<Record<FamilyName, EmbeddingAdapter>> = {
  "amazon-titan-embed-text-v1": amazonTitanEmbedTextV1,
  "amazon-titan-embed-text-v2": amazonTitanEmbedTextV2,
  "amazon-titan-embed-image": amazonTitanEmbedImage,
  "amazon-nova-embed": amazonNovaEmbed,
  "cohere-embed-v3": cohereEmbedV3,
  "cohere-embed-v4": cohereEmbedV4,
  "twelvelabs-marengo-2": twelvelabsMarengo2,
  "twelvelabs-marengo-3": twelvelabsMarengo3,
};

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
  return adapters[family];
}
