/**
 * Palmyra's body in, complaints out.
 *
 * @module
 */
import type { WriterPalmyraRequest } from "../models/writer_palmyra.ts";
import { type BodySchema, bodySchema } from "./body_schema.ts";
import { optional } from "./field.ts";
import { guardrail } from "./guardrail.ts";
import { frequencyPenalty, maxTokens, presencePenalty, seed, stopTexts, temperature, topP } from "./inference.ts";
import { saysSomething, speaking, tool, toolCalls, toolChoice } from "./openai_chat.ts";
import { group, list, nullable } from "./structures.ts";
import { choice, integer, text } from "./values.ts";

/** Palmyra X4 and X5. */
export const writerPalmyraSchema: BodySchema<WriterPalmyraRequest> = bodySchema({
  family: "writer-palmyra",
  build: () =>
    group("A conversation with Palmyra.", {
      messages: list(
        "The conversation.",
        speaking(group("A turn.", {
          role: choice("Who speaks.", ["system", "user", "assistant", "tool"]),
          content: optional(nullable(text("What is said."))),
          tool_calls: optional(toolCalls()),
          tool_call_id: optional(text("The id of the call whose result this is.")),
        }, [saysSomething("a string")])),
        { min: 1 },
      ),
      temperature: optional(temperature({ min: 0, max: 2, default: 1 })),
      top_p: optional(topP({ above: 0, max: 1, default: 1 })),
      max_tokens: optional(maxTokens({ min: 1, max: 8192, default: 16 })),
      min_tokens: optional(integer("The fewest tokens to generate.", { min: 0, default: 0 })),
      stop: optional(stopTexts({ max: 4 })),
      seed: optional(seed()),
      presence_penalty: optional(presencePenalty({ min: -2, max: 2, default: 0 })),
      frequency_penalty: optional(frequencyPenalty({ min: -2, max: 2, default: 0 })),
      tools: optional(list("The tools that may be called.", tool())),
      tool_choice: optional(toolChoice()),
      ...guardrail(),
    }),
});
