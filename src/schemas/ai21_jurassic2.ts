/**
 * Jurassic-2's body in, complaints out.
 *
 * @module
 */
import type { Ai21Jurassic2Request } from "../models/ai21_jurassic2.ts";
import { type BodySchema, bodySchema } from "./body_schema.ts";
import { type Field, optional } from "./field.ts";
import { guardrail } from "./guardrail.ts";
import { maxTokens, stopTexts, temperature, topP } from "./inference.ts";
import { group } from "./structures.ts";
import { flag, number, text } from "./values.ts";

/** Jurassic-2 Mid and Ultra. */
export const ai21Jurassic2Schema: BodySchema<Ai21Jurassic2Request> = bodySchema({
  family: "ai21-jurassic2",
  build: () =>
    group("A text by Jurassic-2.", {
      prompt: text("The prompt."),
      temperature: optional(temperature({ min: 0, max: 1, default: 0.5 })),
      topP: optional(topP({ min: 0, max: 1, default: 0.5 })),
      maxTokens: optional(maxTokens({ min: 0, max: 8191, default: 200 })),
      stopSequences: optional(stopTexts()),
      countPenalty: optional(penalty("the more often they appeared", 1)),
      presencePenalty: optional(penalty("that already appeared", 5)),
      frequencyPenalty: optional(penalty("by how frequent they are in the text", 500)),
      ...guardrail(),
    }),
});

function penalty(which: string, max: number): Field<NonNullable<Ai21Jurassic2Request["countPenalty"]>> {
  return group(`Avoids tokens ${which}.`, {
    scale: number("How strongly.", { min: 0, max, default: 0 }),
    applyToWhitespaces: optional(flag("Whether spaces count.")),
    applyToPunctuations: optional(flag("Whether punctuation counts.")),
    applyToNumbers: optional(flag("Whether numbers count.")),
    applyToStopwords: optional(flag("Whether the commonest words count.")),
    applyToEmojis: optional(flag("Whether emojis count.")),
  });
}
