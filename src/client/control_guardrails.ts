/**
 * The guardrails of an account: the inputs and outputs of the operations, as AWS names them.
 *
 * @module
 */
import type { Open } from "../models/document.ts";
import type { GuardrailPiiEntityType } from "../models/guardrail_assessment.ts";

/** Which guardrails are listed. */
export interface ListGuardrailsInput {
  /** A guardrail, by its id or ARN: its versions are listed, in place of all guardrails. */
  guardrailIdentifier?: string;
  /** The most items of a page, 1 to 1000. */
  maxResults?: number;
  /** Where the page before ended. */
  nextToken?: string;
}

/** A page of guardrails. */
export interface ListGuardrailsOutput {
  /** The guardrails. */
  guardrails: GuardrailSummary[];
  /** Where the page ended; absent for the last one. */
  nextToken?: string;
}

/** What a list tells of a guardrail. */
export interface GuardrailSummary {
  /** Its id. */
  id: string;
  /** Its ARN. */
  arn: string;
  /** How far it is. */
  status: Open<"CREATING" | "UPDATING" | "VERSIONING" | "READY" | "FAILED" | "DELETING">;
  /** Its name, up to 50 characters. */
  name: string;
  /** What it is for, up to 200 characters. */
  description?: string;
  /** Its version: a number, or `DRAFT`. */
  version: string;
  /** When it was made. */
  createdAt: Date;
  /** When it was last changed. */
  updatedAt: Date;
  /** The profile by which it may work in other regions. */
  crossRegionDetails?: GuardrailCrossRegionDetails;
}

/** The profile by which a guardrail may do its work in other regions. */
export interface GuardrailCrossRegionDetails {
  /** The profile's id. */
  guardrailProfileId?: string;
  /** The profile's ARN. */
  guardrailProfileArn?: string;
}

/** Which guardrail is described. */
export interface GetGuardrailInput {
  /** The guardrail, by its id or ARN. */
  guardrailIdentifier: string;
  /** Its version: a number, or `DRAFT`, which is also meant when this is left out. */
  guardrailVersion?: string;
}

/** All that is told of a guardrail. */
export interface GetGuardrailOutput {
  /** Its name, up to 50 characters. */
  name: string;
  /** What it is for, up to 200 characters. */
  description?: string;
  /** Its id. */
  guardrailId: string;
  /** Its ARN. */
  guardrailArn: string;
  /** Its version: a number, or `DRAFT`. */
  version: string;
  /** How far it is. */
  status: Open<"CREATING" | "UPDATING" | "VERSIONING" | "READY" | "FAILED" | "DELETING">;
  /** The topics that are kept out. */
  topicPolicy?: GuardrailTopicPolicy;
  /** The kinds of harm that are kept out. */
  contentPolicy?: GuardrailContentPolicy;
  /** The words that are kept out. */
  wordPolicy?: GuardrailWordPolicy;
  /** The personal data that is kept out or masked. */
  sensitiveInformationPolicy?: GuardrailSensitiveInformationPolicy;
  /** How closely answers must keep to their source and the question. */
  contextualGroundingPolicy?: GuardrailContextualGroundingPolicy;
  /** The rules of logic that answers are held against. */
  automatedReasoningPolicy?: GuardrailAutomatedReasoningPolicy;
  /** The profile by which it may work in other regions. */
  crossRegionDetails?: GuardrailCrossRegionDetails;
  /** When it was made. */
  createdAt: Date;
  /** When it was last changed. */
  updatedAt: Date;
  /** Why it failed, in up to 100 sentences. */
  statusReasons?: string[];
  /** What to do about a failure, in up to 100 sentences. */
  failureRecommendations?: string[];
  /** What is said in place of a blocked question, up to 500 characters. */
  blockedInputMessaging: string;
  /** What is said in place of a blocked answer, up to 500 characters. */
  blockedOutputsMessaging: string;
  /** The KMS key that encrypts it. */
  kmsKeyArn?: string;
}

/** The topics that a guardrail keeps out. */
export interface GuardrailTopicPolicy {
  /** The topics. */
  topics: GuardrailTopic[];
  /** How well they are recognised. */
  tier?: GuardrailTopicsTier;
}

/** A topic that is kept out. */
export interface GuardrailTopic {
  /** The topic's name, up to 100 characters. */
  name: string;
  /** What belongs to the topic, up to 200 characters. */
  definition: string;
  /** What people who touch the topic say, up to 5 examples. */
  examples?: string[];
  /** What is done about it: it is denied. */
  type?: Open<"DENY">;
  /** What is done when it is found in a question. */
  inputAction?: Open<"BLOCK" | "NONE">;
  /** What is done when it is found in an answer. */
  outputAction?: Open<"BLOCK" | "NONE">;
  /** Whether questions are looked at. */
  inputEnabled?: boolean;
  /** Whether answers are looked at. */
  outputEnabled?: boolean;
}

/** How topics are recognised. */
export interface GuardrailTopicsTier {
  /** The tier: the usual one, or the one that knows more languages and needs a cross-region profile. */
  tierName: Open<"CLASSIC" | "STANDARD">;
}

/** The kinds of harm that a guardrail keeps out. */
export interface GuardrailContentPolicy {
  /** The filters. */
  filters?: GuardrailContentFilter[];
  /** How well they are recognised. */
  tier?: GuardrailContentFiltersTier;
}

/** A filter for one kind of harm. */
export interface GuardrailContentFilter {
  /** The kind of harm. */
  type: Open<"SEXUAL" | "VIOLENCE" | "HATE" | "INSULTS" | "MISCONDUCT" | "PROMPT_ATTACK">;
  /** How strict it is with questions. */
  inputStrength: Open<"NONE" | "LOW" | "MEDIUM" | "HIGH">;
  /** How strict it is with answers. */
  outputStrength: Open<"NONE" | "LOW" | "MEDIUM" | "HIGH">;
  /** What of questions is looked at. */
  inputModalities?: Open<"TEXT" | "IMAGE">[];
  /** What of answers is looked at. */
  outputModalities?: Open<"TEXT" | "IMAGE">[];
  /** What is done when it is found in a question. */
  inputAction?: Open<"BLOCK" | "NONE">;
  /** What is done when it is found in an answer. */
  outputAction?: Open<"BLOCK" | "NONE">;
  /** Whether questions are looked at. */
  inputEnabled?: boolean;
  /** Whether answers are looked at. */
  outputEnabled?: boolean;
}

/** How harm is recognised. */
export interface GuardrailContentFiltersTier {
  /** The tier: the usual one, or the one that knows more languages and needs a cross-region profile. */
  tierName: Open<"CLASSIC" | "STANDARD">;
}

/** The words that a guardrail keeps out. */
export interface GuardrailWordPolicy {
  /** The caller's own words. */
  words?: GuardrailWord[];
  /** AWS's lists of words. */
  managedWordLists?: GuardrailManagedWords[];
}

/** A word or a phrase that is kept out. */
export interface GuardrailWord {
  /** The word or phrase, up to 100 characters. */
  text: string;
  /** What is done when it is found in a question. */
  inputAction?: Open<"BLOCK" | "NONE">;
  /** What is done when it is found in an answer. */
  outputAction?: Open<"BLOCK" | "NONE">;
  /** Whether questions are looked at. */
  inputEnabled?: boolean;
  /** Whether answers are looked at. */
  outputEnabled?: boolean;
}

/** A list of words of AWS's own that is kept out. */
export interface GuardrailManagedWords {
  /** The list. */
  type: Open<"PROFANITY">;
  /** What is done when it is found in a question. */
  inputAction?: Open<"BLOCK" | "NONE">;
  /** What is done when it is found in an answer. */
  outputAction?: Open<"BLOCK" | "NONE">;
  /** Whether questions are looked at. */
  inputEnabled?: boolean;
  /** Whether answers are looked at. */
  outputEnabled?: boolean;
}

/** The personal data that a guardrail keeps out or masks. */
export interface GuardrailSensitiveInformationPolicy {
  /** The kinds of personal data. */
  piiEntities?: GuardrailPiiEntity[];
  /** The caller's own patterns. */
  regexes?: GuardrailRegex[];
}

/** A kind of personal data that is kept out or masked. */
export interface GuardrailPiiEntity {
  /** The kind of data. */
  type: GuardrailPiiEntityType;
  /** What is done when it is found. */
  action: Open<"BLOCK" | "ANONYMIZE" | "NONE">;
  /** What is done when it is found in a question. */
  inputAction?: Open<"BLOCK" | "ANONYMIZE" | "NONE">;
  /** What is done when it is found in an answer. */
  outputAction?: Open<"BLOCK" | "ANONYMIZE" | "NONE">;
  /** Whether questions are looked at. */
  inputEnabled?: boolean;
  /** Whether answers are looked at. */
  outputEnabled?: boolean;
}

/** A pattern whose matches are kept out or masked. */
export interface GuardrailRegex {
  /** The pattern's name, up to 100 characters. */
  name: string;
  /** What it is for, up to 1000 characters. */
  description?: string;
  /** The regular expression, up to 500 characters. */
  pattern: string;
  /** What is done when it is found. */
  action: Open<"BLOCK" | "ANONYMIZE" | "NONE">;
  /** What is done when it is found in a question. */
  inputAction?: Open<"BLOCK" | "ANONYMIZE" | "NONE">;
  /** What is done when it is found in an answer. */
  outputAction?: Open<"BLOCK" | "ANONYMIZE" | "NONE">;
  /** Whether questions are looked at. */
  inputEnabled?: boolean;
  /** Whether answers are looked at. */
  outputEnabled?: boolean;
}

/** How closely answers must keep to their source and to the question. */
export interface GuardrailContextualGroundingPolicy {
  /** The filters. */
  filters: GuardrailContextualGroundingFilter[];
}

/** A measure of answers, and the least that is let through. */
export interface GuardrailContextualGroundingFilter {
  /** What is measured: whether the answer follows from its source, or answers the question. */
  type: Open<"GROUNDING" | "RELEVANCE">;
  /** The least score that is let through, 0 to below 1. */
  threshold: number;
  /** What is done with an answer that scores less. */
  action?: Open<"BLOCK" | "NONE">;
  /** Whether it is measured. */
  enabled?: boolean;
}

/** Rules of logic that answers are held against. */
export interface GuardrailAutomatedReasoningPolicy {
  /** The policies' ARNs, 1 or 2. */
  policies: string[];
  /** How sure a finding has to be to count, 0 to 1. */
  confidenceThreshold?: number;
}
