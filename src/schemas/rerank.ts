/**
 * The two rerankers' bodies in, complaints out.
 *
 * @module
 */
import type { AmazonRerankRequest, CohereRerankRequest } from "../models/rerank.ts";
import { type BodySchema, bodySchema } from "./body_schema.ts";
import { optional } from "./field.ts";
import { group, list } from "./structures.ts";
import { integer, text } from "./values.ts";

/** Amazon Rerank: which documents answer a query best. */
export const amazonRerankSchema: BodySchema<AmazonRerankRequest> = bodySchema({
  family: "amazon-rerank",
  build: () =>
    group("Documents in the order in which they answer a query.", {
      query: text("What is asked."),
      documents: list("The documents.", text("A document.")),
      top_n: optional(integer("How many of the best are answered; all when absent.", { min: 1 })),
    }),
});

/** Cohere Rerank: which documents answer a query best. */
export const cohereRerankSchema: BodySchema<CohereRerankRequest> = bodySchema({
  family: "cohere-rerank",
  build: () =>
    group("Documents in the order in which they answer a query.", {
      query: text("What is asked."),
      documents: list("The documents.", text("A document.")),
      api_version: integer("The version of the body.", { min: 2, default: 2 }),
      top_n: optional(integer("How many of the best are answered; all when absent.", { min: 1 })),
      max_tokens_per_doc: optional(integer("Where longer documents are cut, in tokens.", { min: 1, default: 4096 })),
    }),
});
