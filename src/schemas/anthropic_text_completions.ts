/**
 * The text completion body of the first Claude models in, complaints out.
 *
 * @module
 */
import type { AnthropicTextCompletionsRequest } from "../models/anthropic_text_completions.ts";
import { anthropicMessagesSchema } from "./anthropic_messages.ts";
import { type BodySchema, bodySchema } from "./body_schema.ts";
import { optional } from "./field.ts";
import { guardrail } from "./guardrail.ts";
import { maxTokens, stopTexts, temperature, topK, topP } from "./inference.ts";
import { group, rule } from "./structures.ts";
import { choice, text } from "./values.ts";

/** Claude Instant and Claude 2: a prompt with Human and Assistant turns. A body with `messages` is judged as Messages. */
export const anthropicTextCompletionsSchema: BodySchema<AnthropicTextCompletionsRequest> = bodySchema({
  family: "anthropic-text-completions",
  otherForm: { member: "messages", schema: () => anthropicMessagesSchema },
  build: () =>
    group("A text completion by Claude.", {
      prompt: text('The conversation: "\\n\\nHuman: " before each question, "\\n\\nAssistant:" at the end.', {
        min: 1,
      }),
      max_tokens_to_sample: maxTokens({ min: 0, max: 4096, default: 200 }),
      temperature: optional(temperature({ min: 0, max: 1, default: 1 })),
      top_p: optional(topP({ min: 0, max: 1, default: 1 })),
      top_k: optional(topK({ min: 0, max: 500, default: 250 })),
      stop_sequences: optional(stopTexts()),
      anthropic_version: optional(choice("The version of the body.", ["bedrock-2023-05-31"])),
      ...guardrail(),
    }, [
      rule(["prompt"], ({ prompt }, complain) => {
        const human = prompt.lastIndexOf("\n\nHuman:");
        // The last turn is the Assistant's; text after it is the answer's beginning, given by the caller.
        if (human >= 0 && prompt.lastIndexOf("\n\nAssistant:") > human) return;
        const received = human < 0 ? 'without "\\n\\nHuman:"' : 'without "\\n\\nAssistant:" at the end';
        complain(["prompt"], 'a text of the form "\\n\\nHuman: …\\n\\nAssistant:"', received);
      }),
    ]),
});
