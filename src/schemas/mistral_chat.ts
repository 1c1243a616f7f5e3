/**
 * The chat body of Mistral Large 2 and Pixtral in, complaints out.
 *
 * @module
 */
import type { MistralChatRequest } from "../models/mistral_chat.ts";
import { type BodySchema, bodySchema } from "./body_schema.ts";
import { type Field, optional } from "./field.ts";
import { guardrail } from "./guardrail.ts";
import { maxTokens, temperature, topP } from "./inference.ts";
import { imagePart, saysSomething, speaking, textPart, tool, toolCalls } from "./openai_chat.ts";
import { either, group, list, nullable } from "./structures.ts";
import { choice, text } from "./values.ts";

/** Mistral Large 2407, and Pixtral Large, which alone sees images. */
export const mistralChatSchema: BodySchema<MistralChatRequest> = bodySchema({
  family: "mistral-chat",
  editions: { blind: /mistral-large-24/ },
  build: (edition) => {
    const part: Field<Extract<MistralChatRequest["messages"][number]["content"], unknown[]>[number]> = edition
      ? textPart()
      : imagePart();
    const content = either("What is said: a text or parts.", text("A text."), list("Parts.", part));
    return group("A conversation with Mistral.", {
      messages: list(
        "The conversation.",
        speaking(group("A turn.", {
          role: choice("Who speaks.", ["system", "user", "assistant", "tool"]),
          content: nullable(content),
          tool_calls: optional(toolCalls()),
          tool_call_id: optional(text("The id of the call whose result this is.")),
        }, [saysSomething(content.wanted)])),
        { min: 1 },
      ),
      tools: optional(list("The tools that may be called.", tool())),
      tool_choice: optional(
        choice("Whether a tool is called: the model decides, one has to be, or none.", ["auto", "any", "none"], {
          default: "auto",
        }),
      ),
      max_tokens: optional(maxTokens({ min: 1, max: 8192, default: 8192 })),
      temperature: optional(temperature({ min: 0, max: 1, default: 0.7 })),
      top_p: optional(topP({ min: 0, max: 1, default: 1 })),
      ...guardrail(),
    });
  },
});
