/**
 * The body of a model that was imported in, complaints out: Bedrock's own shape or OpenAI's two, as the members tell.
 *
 * @module
 */
import type {
  ImportedModelBedrockRequest,
  ImportedModelChatRequest,
  ImportedModelCompletionRequest,
  ImportedModelRequest,
} from "../models/imported_model.ts";
import { type BodySchema, bodySchema } from "./body_schema.ts";
import { optional, type OptionalField } from "./field.ts";
import { guardrail } from "./guardrail.ts";
import { maxTokens, stopTextOrTexts, temperature, topP } from "./inference.ts";
import { imagePart, oneTokenLimit, openAiChatShape, responseFormat } from "./openai_chat.ts";
import { anyObject, atMostOne, either, group, list } from "./structures.ts";
import { text } from "./values.ts";

type PromptRequest = ImportedModelBedrockRequest | ImportedModelCompletionRequest;

const chatSchema: BodySchema<ImportedModelChatRequest> = bodySchema({
  family: "imported-model",
  build: () =>
    group("A conversation with an imported model.", {
      ...openAiChatShape(imagePart()),
      structured_outputs: structuredOutputs(),
    }, [oneTokenLimit()]),
});

/** A model of the caller's own: a `prompt`, with `max_gen_len` or `max_tokens`; or `messages`. */
export const importedModelSchema: BodySchema<ImportedModelRequest> = bodySchema({
  family: "imported-model",
  otherForm: { member: "messages", schema: () => chatSchema },
  build: () =>
    group<PromptRequest>("A text by an imported model.", {
      prompt: text("The prompt, in the model's own template of turns."),
      max_gen_len: optional(maxTokens({ min: 1 })),
      max_tokens: optional(maxTokens({ min: 1 })),
      temperature: optional(temperature({ min: 0 })),
      top_p: optional(topP({ min: 0, max: 1 })),
      stop: optional(stopTextOrTexts()),
      response_format: optional(responseFormat()),
      structured_outputs: structuredOutputs(),
      ...guardrail(),
    }, [atMostOne<PromptRequest>("max_gen_len", "max_tokens")]),
});

function structuredOutputs(): OptionalField<NonNullable<ImportedModelChatRequest["structured_outputs"]>> {
  return optional(group("What the answer keeps to.", {
    json: optional(either("A JSON Schema, or its text.", anyObject("A JSON Schema."), text("A JSON Schema."))),
    regex: optional(text("A regular expression.")),
    choice: optional(list("One of these texts.", text("A text."))),
    grammar: optional(text("A grammar.")),
  }));
}
