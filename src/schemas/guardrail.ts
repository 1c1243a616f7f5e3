/**
 * The member that any text family's body may carry for a guardrail, as a shape to spread.
 *
 * @module
 */
import type { InvocationRequest } from "../models/invocation.ts";
import { optional, type Shape } from "./field.ts";
import { group } from "./structures.ts";
import { choice, text } from "./values.ts";

/** The guardrail's member; it is sent together with the guardrail headers only. */
export function guardrail(): Shape<InvocationRequest> {
  return {
    "amazon-bedrock-guardrailConfig": optional(
      group("How the guardrail that the request's headers name treats this body.", {
        tagSuffix: optional(
          text("The suffix of the tags around the text to check: random, and fresh for each request.", {
            min: 1,
            max: 20,
            pattern: /^[A-Za-z0-9]+$/,
            form: "a string of 1 to 20 letters and digits",
          }),
        ),
        streamProcessingMode: optional(
          choice("Whether chunks of a stream wait for the guardrail.", ["SYNCHRONOUS", "ASYNCHRONOUS"], {
            default: "SYNCHRONOUS",
          }),
        ),
      }),
    ),
  };
}
