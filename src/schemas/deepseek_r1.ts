/**
 * DeepSeek R1's body in, complaints out.
 *
 * @module
 */
import type { DeepseekR1Request } from "../models/deepseek_r1.ts";
import { type BodySchema, bodySchema } from "./body_schema.ts";
import { optional } from "./field.ts";
import { guardrail } from "./guardrail.ts";
import { maxTokens, stopTexts, temperature, topP } from "./inference.ts";
import { group } from "./structures.ts";
import { text } from "./values.ts";

/** DeepSeek R1. */
export const deepseekR1Schema: BodySchema<DeepseekR1Request> = bodySchema({
  family: "deepseek-r1",
  build: () =>
    group("A text by DeepSeek R1.", {
      prompt: text("The prompt, in the model's own template of turns."),
      temperature: optional(temperature({ min: 0, max: 1 })),
      top_p: optional(topP({ min: 0, max: 1 })),
      max_tokens: optional(maxTokens({ min: 1, max: 32_768 })),
      stop: optional(stopTexts({ max: 10 })),
      ...guardrail(),
    }),
});
