/**
 * The bodies of Titan's embeddings in, complaints out.
 *
 * @module
 */
import type {
  AmazonTitanEmbedImageRequest,
  AmazonTitanEmbedTextV1Request,
  AmazonTitanEmbedTextV2Request,
} from "../models/amazon_titan_embed.ts";
import { type BodySchema, bodySchema } from "./body_schema.ts";
import { optional } from "./field.ts";
import { atLeastOne, group, list } from "./structures.ts";
import { base64, choice, flag, text } from "./values.ts";

/** Titan Embeddings G1: one text, one vector. */
export const amazonTitanEmbedTextV1Schema: BodySchema<AmazonTitanEmbedTextV1Request> = bodySchema({
  family: "amazon-titan-embed-text-v1",
  build: () => group("A text to a vector.", { inputText: text("The text.") }),
});

/** Titan Text Embeddings V2: one text, one vector of a chosen length. */
export const amazonTitanEmbedTextV2Schema: BodySchema<AmazonTitanEmbedTextV2Request> = bodySchema({
  family: "amazon-titan-embed-text-v2",
  build: () =>
    group("A text to a vector.", {
      inputText: text("The text.", { max: 50_000 }),
      dimensions: optional(choice("The vector's length.", [256, 512, 1024], { default: 1024 })),
      normalize: optional(flag("Whether the vector is scaled to the length one.", { default: true })),
      embeddingTypes: optional(
        list("The forms of the vector that are wanted.", choice("A form.", ["float", "binary"]), {
          default: ["float"],
        }),
      ),
    }),
});

/** Titan Multimodal Embeddings G1: a text, an image, or both, to one vector. */
export const amazonTitanEmbedImageSchema: BodySchema<AmazonTitanEmbedImageRequest> = bodySchema({
  family: "amazon-titan-embed-image",
  build: () =>
    group("A text, an image or both to a vector.", {
      inputText: optional(text("The text.")),
      inputImage: optional(base64("The image.")),
      embeddingConfig: optional(group("What the vector is like.", {
        outputEmbeddingLength: optional(choice("The vector's length.", [256, 384, 1024], { default: 1024 })),
      })),
    }, [atLeastOne("inputText", "inputImage")]),
});
