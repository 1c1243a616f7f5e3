/**
 * Pegasus's body in, complaints out.
 *
 * @module
 */
import type { TwelvelabsPegasusRequest } from "../models/twelvelabs_pegasus.ts";
import { type BodySchema, bodySchema } from "./body_schema.ts";
import { optional } from "./field.ts";
import { guardrail } from "./guardrail.ts";
import { maxTokens, temperature } from "./inference.ts";
import { anyObject, group } from "./structures.ts";
import { mediaSource } from "./twelvelabs_media.ts";
import { text } from "./values.ts";

/** TwelveLabs Pegasus: a question about a video. */
export const twelvelabsPegasusSchema: BodySchema<TwelvelabsPegasusRequest> = bodySchema({
  family: "twelvelabs-pegasus",
  build: () =>
    group("A text about a video by Pegasus.", {
      inputPrompt: text("What is asked, up to 2,000 tokens."),
      mediaSource: mediaSource(),
      temperature: optional(temperature({ min: 0, max: 1, default: 0.2 })),
      responseFormat: optional(group("The form of the answer.", {
        jsonSchema: anyObject("The JSON Schema that the answer keeps to."),
      })),
      maxOutputTokens: optional(maxTokens({ min: 1, max: 4096 })),
      ...guardrail(),
    }),
});
