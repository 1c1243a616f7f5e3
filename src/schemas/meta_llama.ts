/**
 * Llama's body in, complaints out.
 *
 * @module
 */
import type { MetaLlamaRequest } from "../models/meta_llama.ts";
import { type BodySchema, bodySchema } from "./body_schema.ts";
import { optional } from "./field.ts";
import { guardrail } from "./guardrail.ts";
import { maxTokens, temperature, topP } from "./inference.ts";
import { group, list, unwanted } from "./structures.ts";
import { base64, text } from "./values.ts";

/** Llama 2, 3 and 4; images are for the vision models of 3.2 and for 4. */
export const metaLlamaSchema: BodySchema<MetaLlamaRequest> = bodySchema({
  family: "meta-llama",
  editions: { blind: /llama2-|llama3-(\d+b|1-|2-[13]b|3-)/ },
  build: (edition) =>
    group<MetaLlamaRequest>("A text by Llama.", {
      prompt: text("The prompt, in the model's own template of turns; without one it is continued, not answered."),
      temperature: optional(temperature({ min: 0, max: 1, default: 0.5 })),
      top_p: optional(topP({ min: 0, max: 1, default: 0.9 })),
      max_gen_len: optional(maxTokens({ min: 1, max: 2048, default: 512 })),
      images: optional(list("Images; the prompt says <|image|> where one belongs.", base64("An image."))),
      ...guardrail(),
    }, edition === "blind" ? [unwanted(["images"], [], () => "for this model, which reads text only")] : []),
});
