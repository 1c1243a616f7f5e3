/**
 * Mistral's first body in, complaints out.
 *
 * @module
 */
import type { MistralTextRequest } from "../models/mistral_text.ts";
import { type BodySchema, bodySchema } from "./body_schema.ts";
import { optional } from "./field.ts";
import { guardrail } from "./guardrail.ts";
import { maxTokens, stopTexts, temperature, topK, topP } from "./inference.ts";
import { mistralChatSchema } from "./mistral_chat.ts";
import { group } from "./structures.ts";
import { text } from "./values.ts";

/** What each model takes when a member is absent, and its limit of tokens. */
const models = {
  small7b: { tokens: 512, most: 8192, temperature: 0.5, topP: 0.9, topK: 50 },
  mixtral: { tokens: 512, most: 4096, temperature: 0.5, topP: 0.9, topK: 50 },
  later: { tokens: 8192, most: 8192, temperature: 0.7, topP: 1, topK: undefined },
};

/** Mistral 7B, Mixtral, Large 2402 and Small 2402. A body with `messages`, which Large takes, is judged as a chat. */
export const mistralTextSchema: BodySchema<MistralTextRequest> = bodySchema({
  family: "mistral-text",
  editions: { mixtral: /mixtral/, later: /mistral-(large|small)/ },
  otherForm: { member: "messages", schema: () => mistralChatSchema },
  build: (edition) => {
    const model = models[edition ?? "small7b"];
    return group("A text by Mistral.", {
      prompt: text('The prompt: "<s>[INST] … [/INST]".'),
      max_tokens: optional(maxTokens({ min: 1, max: model.most, default: model.tokens })),
      stop: optional(stopTexts({ max: 10 })),
      temperature: optional(temperature({ min: 0, max: 1, default: model.temperature })),
      top_p: optional(topP({ min: 0, max: 1, default: model.topP })),
      top_k: optional(topK({ min: 1, max: 200, ...(model.topK && { default: model.topK }) })),
      ...guardrail(),
    });
  },
});
