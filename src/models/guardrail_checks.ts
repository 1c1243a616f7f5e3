/**
 * The bodies of InvokeGuardrailChecks: a conversation and the checks that are wanted in, scores out, with no guardrail set
 * up before.
 *
 * Names, shapes and requiredness are those of the Bedrock Runtime API, 2023-09-30
 * (https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_InvokeGuardrailChecks.html).
 *
 * @module
 */
import type { OneOf, Open } from "./document.ts";
import type { GuardrailPiiEntityType } from "./guardrail_assessment.ts";

/** What InvokeGuardrailChecks takes. */
export interface InvokeGuardrailChecksInput {
  /** The conversation, one message at least. */
  messages: GuardrailChecksMessage[];
  /** The checks that are made. */
  checks: GuardrailChecksConfig;
}

/** A message that is checked. */
export interface GuardrailChecksMessage {
  /** Who speaks. */
  role: Open<"user" | "assistant" | "system">;
  /** What is said, one block at least. */
  content: GuardrailChecksContentBlock[];
}

/** A block that is checked: exactly one member is set. */
export type GuardrailChecksContentBlock = OneOf<{
  /** A text, one character at least. */
  text: string;
}>;

/** The checks that are made; a check that is left out is not. */
export interface GuardrailChecksConfig {
  /** Whether the content is harmful. */
  contentFilter?: GuardrailChecksContentFilterConfig;
  /** Whether the content is an attack on a model. */
  promptAttack?: GuardrailChecksPromptAttackConfig;
  /** Whether the content has personal data in it. */
  sensitiveInformation?: GuardrailChecksSensitiveInformationConfig;
}

/** A kind of harmful content. */
export type GuardrailChecksContentFilterCategory = Open<"VIOLENCE" | "HATE" | "SEXUAL" | "MISCONDUCT" | "INSULTS">;

/** A kind of attack on a model. */
export type GuardrailChecksPromptAttackCategory = Open<"JAILBREAK" | "PROMPT_INJECTION" | "PROMPT_LEAKAGE">;

/** A kind of personal data. */
export type GuardrailChecksSensitiveInformationEntityType = GuardrailPiiEntityType;

/** The check for harmful content. */
export interface GuardrailChecksContentFilterConfig {
  /** The kinds that are looked for, 1 to 5. */
  categories: GuardrailChecksContentFilterCategoryConfig[];
}

/** A kind of harmful content that is looked for. */
export interface GuardrailChecksContentFilterCategoryConfig {
  /** The kind. */
  category: GuardrailChecksContentFilterCategory;
}

/** The check for attacks on a model. */
export interface GuardrailChecksPromptAttackConfig {
  /** The kinds that are looked for, 1 to 3. */
  categories: GuardrailChecksPromptAttackCategoryConfig[];
}

/** A kind of attack that is looked for. */
export interface GuardrailChecksPromptAttackCategoryConfig {
  /** The kind. */
  category: GuardrailChecksPromptAttackCategory;
}

/** The check for personal data. */
export interface GuardrailChecksSensitiveInformationConfig {
  /** The kinds that are looked for, 1 to 31. */
  entities: GuardrailChecksSensitiveInformationEntityConfig[];
}

/** A kind of personal data that is looked for. */
export interface GuardrailChecksSensitiveInformationEntityConfig {
  /** The kind. */
  type: GuardrailChecksSensitiveInformationEntityType;
}

/** What InvokeGuardrailChecks answers. */
export interface InvokeGuardrailChecksOutput {
  /** What each check found. */
  results: GuardrailChecksResults;
  /** What each check costs. */
  usage: GuardrailChecksUsageResults;
}

/** What each check found, for the checks that were made. */
export interface GuardrailChecksResults {
  /** Harmful content. */
  contentFilter?: GuardrailChecksContentFilterResult;
  /** Attacks on a model. */
  promptAttack?: GuardrailChecksPromptAttackResult;
  /** Personal data. */
  sensitiveInformation?: GuardrailChecksSensitiveInformationResult;
}

/** How harmful the content is. */
export interface GuardrailChecksContentFilterResult {
  /** A score for each kind. */
  results: GuardrailChecksContentFilterResultEntry[];
}

/** How harmful the content is, for one kind. */
export interface GuardrailChecksContentFilterResultEntry {
  /** The kind. */
  category: GuardrailChecksContentFilterCategory;
  /** How severe, 0 to 1. */
  severityScore: number;
}

/** How much of an attack the content is. */
export interface GuardrailChecksPromptAttackResult {
  /** A score for each kind. */
  results: GuardrailChecksPromptAttackResultEntry[];
}

/** How much of an attack the content is, for one kind. */
export interface GuardrailChecksPromptAttackResultEntry {
  /** The kind. */
  category: GuardrailChecksPromptAttackCategory;
  /** How severe, 0 to 1. */
  severityScore: number;
}

/** The personal data in the content. */
export interface GuardrailChecksSensitiveInformationResult {
  /** Each piece. */
  results: GuardrailChecksSensitiveInformationResultEntry[];
  /** Whether there are more pieces than are told. */
  truncated?: boolean;
}

/** A piece of personal data. */
export interface GuardrailChecksSensitiveInformationResultEntry {
  /** What it is. */
  type: GuardrailChecksSensitiveInformationEntityType;
  /** How sure the check is, 0 to 1. */
  confidenceScore: number;
  /** The first character in its block, from 0. */
  beginOffset: number;
  /** Where the piece ends in its block. */
  endOffset: number;
  /** The message it stands in, from 0. */
  messageIndex: number;
  /** The block of the message, from 0. */
  contentIndex: number;
}

/** What each check costs, for the checks that were made. */
export interface GuardrailChecksUsageResults {
  /** The check for harmful content. */
  contentFilter?: GuardrailChecksUsage;
  /** The check for attacks on a model. */
  promptAttack?: GuardrailChecksUsage;
  /** The check for personal data. */
  sensitiveInformation?: GuardrailChecksUsage;
}

/** What a check costs. */
export interface GuardrailChecksUsage {
  /** Units of text that are charged. */
  textUnits: number;
}
