/**
 * The bodies of Cohere's embeddings in, complaints out.
 *
 * @module
 */
import type { CohereEmbedV3Request, CohereEmbedV4Request } from "../models/cohere_embed.ts";
import { type BodySchema, bodySchema } from "./body_schema.ts";
import { optional } from "./field.ts";
import { either, exactlyOne, group, list, rule, variants } from "./structures.ts";
import { choice, dataUri, integer, text } from "./values.ts";

/** Cohere Embed 3, English and multilingual. */
export const cohereEmbedV3Schema: BodySchema<CohereEmbedV3Request> = bodySchema({
  family: "cohere-embed-v3",
  build: () =>
    group<CohereEmbedV3Request>("Texts, or one image, to vectors.", {
      input_type: choice("What the vectors are for.", [
        "search_document",
        "search_query",
        "classification",
        "clustering",
        "image",
      ]),
      texts: optional(
        list("The texts, up to 2,048 characters each.", text("A text.", { max: 2048 }), { min: 1, max: 96 }),
      ),
      images: optional(list("The image, JPEG or PNG, up to 5 MB.", dataUri("An image."), { min: 1, max: 1 })),
      truncate: optional(choice("Where a text that is too long is cut.", ["NONE", "START", "END"], { default: "END" })),
      embedding_types: optional(
        list(
          "The forms of the vectors that are wanted.",
          choice("A form.", ["float", "int8", "uint8", "binary", "ubinary"]),
        ),
      ),
    }, [
      exactlyOne("texts", "images"),
      rule(["input_type", "images"], ({ input_type, images }, complain) => {
        if (images !== undefined && input_type !== "image") {
          complain(["input_type"], '"image" with images', `"${input_type}"`);
        }
      }),
    ]),
});

/** Cohere Embed 4. */
export const cohereEmbedV4Schema: BodySchema<CohereEmbedV4Request> = bodySchema({
  family: "cohere-embed-v4",
  build: () =>
    group<CohereEmbedV4Request>("Texts, images, or both together, to vectors.", {
      input_type: choice("What the vectors are for.", [
        "search_document",
        "search_query",
        "classification",
        "clustering",
      ]),
      texts: optional(list("The texts.", text("A text."), { min: 1, max: 96 })),
      images: optional(list("The images.", dataUri("An image."), { min: 1, max: 96 })),
      inputs: optional(list(
        "Texts and images that belong together.",
        group("One input, one vector.", {
          content: list(
            "Its parts.",
            variants("A part.", "type", {
              text: group("A text.", { text: text("The text.") }),
              image_url: group("An image.", {
                image_url: either(
                  "The image.",
                  dataUri("The image."),
                  group<{ url: string }>("The image.", { url: dataUri("The image.") }),
                ),
              }),
            }),
          ),
        }),
        { min: 1, max: 96 },
      )),
      embedding_types: optional(
        list(
          "The forms of the vectors that are wanted.",
          choice("A form.", ["float", "int8", "uint8", "binary", "ubinary"]),
        ),
      ),
      output_dimension: optional(choice("The vectors' length.", [256, 512, 1024, 1536], { default: 1536 })),
      max_tokens: optional(integer("Where longer inputs are cut, in tokens.", { min: 1, max: 128_000 })),
      truncate: optional(choice("On which side an input that is too long is cut.", ["NONE", "LEFT", "RIGHT"])),
    }, [exactlyOne("texts", "images", "inputs")]),
});
