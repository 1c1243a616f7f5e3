/**
 * Cohere Command's body in, complaints out.
 *
 * @module
 */
import type { CohereCommandRequest } from "../models/cohere_command.ts";
import { type BodySchema, bodySchema } from "./body_schema.ts";
import { optional } from "./field.ts";
import { guardrail } from "./guardrail.ts";
import { maxTokens, stopTexts, temperature, topK, topP } from "./inference.ts";
import { group, mapOf } from "./structures.ts";
import { choice, flag, integer, number, text } from "./values.ts";

/** Cohere Command and Command Light. */
export const cohereCommandSchema: BodySchema<CohereCommandRequest> = bodySchema({
  family: "cohere-command",
  build: () =>
    group("A text by Command.", {
      prompt: text("The prompt."),
      temperature: optional(temperature({ min: 0, max: 5, default: 0.9 })),
      p: optional(topP({ min: 0, max: 1, default: 0.75 })),
      k: optional(topK({ min: 0, max: 500, default: 0 })),
      max_tokens: optional(maxTokens({ min: 1, max: 4096, default: 20 })),
      stop_sequences: optional(stopTexts({ max: 4 })),
      return_likelihoods: optional(
        choice("Which tokens' likelihoods are answered.", ["GENERATION", "ALL", "NONE"], { default: "NONE" }),
      ),
      stream: optional(flag("Whether a stream comes token by token; else it is one chunk.", { default: false })),
      num_generations: optional(integer("How many answers.", { min: 1, max: 5, default: 1 })),
      logit_bias: optional(
        mapOf("Makes tokens, by id, likelier or less likely.", number("A bias.", { min: -10, max: 10 })),
      ),
      truncate: optional(
        choice("Where a prompt that is too long is cut.", ["NONE", "START", "END"], { default: "END" }),
      ),
      ...guardrail(),
    }),
});
