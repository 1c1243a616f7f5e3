/**
 * Titan Text's body in, complaints out.
 *
 * @module
 */
import type { AmazonTitanTextRequest } from "../models/amazon_titan_text.ts";
import { type BodySchema, bodySchema } from "./body_schema.ts";
import { optional } from "./field.ts";
import { guardrail } from "./guardrail.ts";
import { maxTokens, stopTexts, temperature, topP } from "./inference.ts";
import { group } from "./structures.ts";
import { text } from "./values.ts";

const mostTokens = { lite: 4096, express: 8192, premier: 3072 };

/** Titan Text Lite, Express and Premier; each has its own limit of tokens. */
export const amazonTitanTextSchema: BodySchema<AmazonTitanTextRequest> = bodySchema({
  family: "amazon-titan-text",
  editions: { lite: /titan-text-lite/, express: /titan-text-express/, premier: /titan-text-premier/ },
  build: (edition) =>
    group("A text by Titan.", {
      inputText: text('The prompt; for a conversation "User: …\\nBot:".'),
      textGenerationConfig: optional(group("How the text is made.", {
        temperature: optional(temperature({ min: 0, max: 1, default: 0.7 })),
        topP: optional(topP({ above: 0, max: 1, default: 0.9 })),
        maxTokenCount: optional(maxTokens({ min: 0, max: mostTokens[edition ?? "express"], default: 512 })),
        stopSequences: optional(stopTexts()),
      })),
      ...guardrail(),
    }),
});
