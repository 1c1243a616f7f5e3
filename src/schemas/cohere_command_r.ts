/**
 * Command R's body in, complaints out.
 *
 * @module
 */
import type { CohereCommandRRequest } from "../models/cohere_command_r.ts";
import { type BodySchema, bodySchema } from "./body_schema.ts";
import { optional } from "./field.ts";
import { guardrail } from "./guardrail.ts";
import { frequencyPenalty, maxTokens, presencePenalty, seed, stopTexts, temperature, topK, topP } from "./inference.ts";
import { anyObject, either, group, list, mapOf } from "./structures.ts";
import { choice, flag, text } from "./values.ts";

/** Command R and R+. */
export const cohereCommandRSchema: BodySchema<CohereCommandRRequest> = bodySchema({
  family: "cohere-command-r",
  build: () =>
    group("A conversation with Command R.", {
      message: text("What the user says."),
      chat_history: optional(list(
        "The turns before.",
        group("A turn.", {
          role: choice("Who spoke.", ["USER", "CHATBOT"]),
          message: text("What was said."),
        }),
      )),
      documents: optional(list(
        "Texts to answer from, and to cite.",
        mapOf(
          "A document: texts by name; _excludes lists the names that the model does not read.",
          either("A text, or names.", text("A text."), list("Names.", text("A name."))),
        ),
      )),
      search_queries_only: optional(flag("Whether only search queries are answered.", { default: false })),
      preamble: optional(text("Instructions.")),
      max_tokens: optional(maxTokens({ min: 1 })),
      temperature: optional(temperature({ min: 0, max: 1, default: 0.3 })),
      p: optional(topP({ min: 0.01, max: 0.99, default: 0.75 })),
      k: optional(topK({ min: 0, max: 500, default: 0 })),
      prompt_truncation: optional(
        choice("Whether documents and turns are dropped when the prompt is too long.", ["OFF", "AUTO_PRESERVE_ORDER"], {
          default: "OFF",
        }),
      ),
      frequency_penalty: optional(frequencyPenalty({ min: 0, max: 1, default: 0 })),
      presence_penalty: optional(presencePenalty({ min: 0, max: 1, default: 0 })),
      seed: optional(seed()),
      return_prompt: optional(flag("Whether the whole prompt is answered too.", { default: false })),
      tools: optional(list(
        "The tools that may be called.",
        group("A tool.", {
          name: text("Its name."),
          description: text("What it does."),
          parameter_definitions: optional(mapOf(
            "Its parameters.",
            group("A parameter.", {
              description: optional(text("What it means.")),
              type: text("Its type, in Python's words: str, int, float, bool, list, dict."),
              required: optional(flag("Whether it has to be given.", { default: false })),
            }),
          )),
        }),
      )),
      tool_results: optional(list(
        "What tools gave.",
        group("A result.", {
          call: group("The call.", {
            name: text("The tool's name."),
            parameters: anyObject("What it was called with."),
          }),
          outputs: list("What it gave.", anyObject("An output.")),
        }),
      )),
      stop_sequences: optional(stopTexts()),
      raw_prompting: optional(flag("Whether the message goes to the model without a template.", { default: false })),
      ...guardrail(),
    }),
});
