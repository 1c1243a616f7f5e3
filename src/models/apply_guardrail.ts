/**
 * The bodies of ApplyGuardrail: content in, what a guardrail says of it out, with no model asked.
 *
 * Names, shapes and requiredness are those of the Bedrock Runtime API, 2023-09-30
 * (https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ApplyGuardrail.html).
 *
 * @module
 */
import type { OneOf, Open } from "./document.ts";
import type { GuardrailAssessment, GuardrailCoverage, GuardrailUsage } from "./guardrail_assessment.ts";

/** What ApplyGuardrail takes. */
export interface ApplyGuardrailInput {
  /** The guardrail, by its id or ARN. */
  guardrailIdentifier: string;
  /** Its version: a number, or `DRAFT`. */
  guardrailVersion: string;
  /** Whether the content goes to a model or comes from one: the guardrail may treat the two differently. */
  source: Open<"INPUT" | "OUTPUT">;
  /** The content, in blocks. */
  content: GuardrailContentBlock[];
  /**
   * Whether only what was found is told, or also what was looked for in vain; words and the caller's patterns are told
   * only when they were found. @default {"INTERVENTIONS"}
   */
  outputScope?: Open<"INTERVENTIONS" | "FULL">;
}

/** A block that a guardrail looks at: exactly one member is set. */
export type GuardrailContentBlock = OneOf<{
  /** A text. */
  text: GuardrailTextBlock;
  /** An image. */
  image: GuardrailImageBlock;
}>;

/** A text that a guardrail looks at. */
export interface GuardrailTextBlock {
  /** The text. */
  text: string;
  /** What the text is for the check of grounding: the source, the question, or what is to be checked. */
  qualifiers?: Open<"grounding_source" | "query" | "guard_content">[];
}

/** An image that a guardrail looks at. */
export interface GuardrailImageBlock {
  /** How it is encoded. */
  format: Open<"png" | "jpeg">;
  /** Where it is. */
  source: GuardrailImageSource;
}

/** Where an image is: exactly one member is set. */
export type GuardrailImageSource = OneOf<{
  /** The encoded bytes, one at least. */
  bytes: Uint8Array;
}>;

/** What ApplyGuardrail answers. */
export interface ApplyGuardrailOutput {
  /** Units of each policy that are charged. */
  usage: GuardrailUsage;
  /** Whether the guardrail acted. */
  action: Open<"NONE" | "GUARDRAIL_INTERVENED">;
  /** Why it acted, in words. */
  actionReason?: string;
  /** What is to be shown instead of the content: the content with data masked, or the message for blocked content. */
  outputs: GuardrailOutputContent[];
  /** What each policy found. */
  assessments: GuardrailAssessment[];
  /** How much of the content was checked. */
  guardrailCoverage?: GuardrailCoverage;
}

/** A block that is to be shown instead of the content. */
export interface GuardrailOutputContent {
  /** The text. */
  text?: string;
}
