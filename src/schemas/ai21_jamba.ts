/**
 * Jamba's body in, complaints out.
 *
 * @module
 */
import type { Ai21JambaRequest } from "../models/ai21_jamba.ts";
import { type BodySchema, bodySchema } from "./body_schema.ts";
import { optional } from "./field.ts";
import { guardrail } from "./guardrail.ts";
import { frequencyPenalty, maxTokens, presencePenalty, stopTextOrTexts, temperature, topP } from "./inference.ts";
import { saysSomething, speaking, tool, toolCalls } from "./openai_chat.ts";
import { group, list, nullable, rule } from "./structures.ts";
import { choice, integer, text } from "./values.ts";

/** Jamba Instruct and Jamba 1.5. */
export const ai21JambaSchema: BodySchema<Ai21JambaRequest> = bodySchema({
  family: "ai21-jamba",
  build: () =>
    group<Ai21JambaRequest>("A conversation with Jamba.", {
      messages: list(
        "The conversation, with one turn of a user or an assistant at least.",
        speaking(group("A turn.", {
          role: choice("Who speaks.", ["user", "assistant", "system", "tool"]),
          content: nullable(text("What is said.")),
          tool_calls: optional(toolCalls()),
          tool_call_id: optional(text("The id of the call whose result this is.")),
        }, [saysSomething("a string")])),
        { min: 1 },
      ),
      temperature: optional(temperature({ min: 0, max: 2, default: 1 })),
      top_p: optional(topP({ min: 0, max: 1, default: 1 })),
      max_tokens: optional(maxTokens({ min: 0, max: 4096, default: 4096 })),
      stop: optional(stopTextOrTexts()),
      n: optional(integer("How many answers; one when streamed.", { min: 1, max: 16, default: 1 })),
      frequency_penalty: optional(frequencyPenalty()),
      presence_penalty: optional(presencePenalty()),
      documents: optional(list(
        "Texts to answer from.",
        group("A document.", {
          content: text("Its text."),
          metadata: optional(list(
            "What is known of it.",
            group("A fact.", {
              key: text("The fact's name."),
              value: text("The fact."),
            }),
          )),
        }),
      )),
      tools: optional(list("The tools that may be called.", tool())),
      response_format: optional(group("The form of the answer.", {
        type: choice("The kind of form.", ["text", "json_object"]),
      })),
      ...guardrail(),
    }, [
      rule(["messages"], ({ messages }, complain) => {
        if (messages.some(({ role }) => role === "user" || role === "assistant")) return;
        complain(["messages"], "a turn of a user or an assistant at least", "without one");
      }),
    ]),
});
