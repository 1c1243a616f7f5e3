/**
 * The guardrails of an account: the inputs and outputs of the operations, as AWS names them.
 *
 * @module
 */
import type { Open } from "../models/document.ts";

/** DOC ListGuardrailsInput. */
export interface ListGuardrailsInput {
  /** DOC */
  guardrailIdentifier?: string;
  /** DOC */
  maxResults?: number;
  /** DOC */
  nextToken?: string;
}

/** DOC ListGuardrailsOutput. */
export interface ListGuardrailsOutput {
  /** DOC */
  guardrails: GuardrailSummary[];
  /** DOC */
  nextToken?: string;
}

/** DOC GuardrailSummary. */
export interface GuardrailSummary {
  /** DOC */
  id: string;
  /** DOC */
  arn: string;
  /** DOC */
  status: Open<"CREATING" | "UPDATING" | "VERSIONING" | "READY" | "FAILED" | "DELETING">;
  /** DOC */
  name: string;
  /** DOC */
  description?: string;
  /** DOC */
  version: string;
  /** DOC */
  createdAt: Date;
  /** DOC */
  updatedAt: Date;
  /** DOC */
  crossRegionDetails?: GuardrailCrossRegionDetails;
}

/** DOC GuardrailCrossRegionDetails. */
export interface GuardrailCrossRegionDetails {
  /** DOC */
  guardrailProfileId?: string;
  /** DOC */
  guardrailProfileArn?: string;
}

/** DOC GetGuardrailInput. */
export interface GetGuardrailInput {
  /** DOC */
  guardrailIdentifier: string;
  /** DOC */
  guardrailVersion?: string;
}

/** DOC GetGuardrailOutput. */
export interface GetGuardrailOutput {
  /** DOC */
  name: string;
  /** DOC */
  description?: string;
  /** DOC */
  guardrailId: string;
  /** DOC */
  guardrailArn: string;
  /** DOC */
  version: string;
  /** DOC */
  status: Open<"CREATING" | "UPDATING" | "VERSIONING" | "READY" | "FAILED" | "DELETING">;
  /** DOC */
  topicPolicy?: GuardrailTopicPolicy;
  /** DOC */
  contentPolicy?: GuardrailContentPolicy;
  /** DOC */
  wordPolicy?: GuardrailWordPolicy;
  /** DOC */
  sensitiveInformationPolicy?: GuardrailSensitiveInformationPolicy;
  /** DOC */
  contextualGroundingPolicy?: GuardrailContextualGroundingPolicy;
  /** DOC */
  automatedReasoningPolicy?: GuardrailAutomatedReasoningPolicy;
  /** DOC */
  crossRegionDetails?: GuardrailCrossRegionDetails;
  /** DOC */
  createdAt: Date;
  /** DOC */
  updatedAt: Date;
  /** DOC */
  statusReasons?: string[];
  /** DOC */
  failureRecommendations?: string[];
  /** DOC */
  blockedInputMessaging: string;
  /** DOC */
  blockedOutputsMessaging: string;
  /** DOC */
  kmsKeyArn?: string;
}

/** DOC GuardrailTopicPolicy. */
export interface GuardrailTopicPolicy {
  /** DOC */
  topics: GuardrailTopic[];
  /** DOC */
  tier?: GuardrailTopicsTier;
}

/** DOC GuardrailTopic. */
export interface GuardrailTopic {
  /** DOC */
  name: string;
  /** DOC */
  definition: string;
  /** DOC */
  examples?: string[];
  /** DOC */
  type?: Open<"DENY">;
  /** DOC */
  inputAction?: Open<"BLOCK" | "NONE">;
  /** DOC */
  outputAction?: Open<"BLOCK" | "NONE">;
  /** DOC */
  inputEnabled?: boolean;
  /** DOC */
  outputEnabled?: boolean;
}

/** DOC GuardrailTopicsTier. */
export interface GuardrailTopicsTier {
  /** DOC */
  tierName: Open<"CLASSIC" | "STANDARD">;
}

/** DOC GuardrailContentPolicy. */
export interface GuardrailContentPolicy {
  /** DOC */
  filters?: GuardrailContentFilter[];
  /** DOC */
  tier?: GuardrailContentFiltersTier;
}

/** DOC GuardrailContentFilter. */
export interface GuardrailContentFilter {
  /** DOC */
  type: Open<"SEXUAL" | "VIOLENCE" | "HATE" | "INSULTS" | "MISCONDUCT" | "PROMPT_ATTACK">;
  /** DOC */
  inputStrength: Open<"NONE" | "LOW" | "MEDIUM" | "HIGH">;
  /** DOC */
  outputStrength: Open<"NONE" | "LOW" | "MEDIUM" | "HIGH">;
  /** DOC */
  inputModalities?: Open<"TEXT" | "IMAGE">[];
  /** DOC */
  outputModalities?: Open<"TEXT" | "IMAGE">[];
  /** DOC */
  inputAction?: Open<"BLOCK" | "NONE">;
  /** DOC */
  outputAction?: Open<"BLOCK" | "NONE">;
  /** DOC */
  inputEnabled?: boolean;
  /** DOC */
  outputEnabled?: boolean;
}

/** DOC GuardrailContentFiltersTier. */
export interface GuardrailContentFiltersTier {
  /** DOC */
  tierName: Open<"CLASSIC" | "STANDARD">;
}

/** DOC GuardrailWordPolicy. */
export interface GuardrailWordPolicy {
  /** DOC */
  words?: GuardrailWord[];
  /** DOC */
  managedWordLists?: GuardrailManagedWords[];
}

/** DOC GuardrailWord. */
export interface GuardrailWord {
  /** DOC */
  text: string;
  /** DOC */
  inputAction?: Open<"BLOCK" | "NONE">;
  /** DOC */
  outputAction?: Open<"BLOCK" | "NONE">;
  /** DOC */
  inputEnabled?: boolean;
  /** DOC */
  outputEnabled?: boolean;
}

/** DOC GuardrailManagedWords. */
export interface GuardrailManagedWords {
  /** DOC */
  type: Open<"PROFANITY">;
  /** DOC */
  inputAction?: Open<"BLOCK" | "NONE">;
  /** DOC */
  outputAction?: Open<"BLOCK" | "NONE">;
  /** DOC */
  inputEnabled?: boolean;
  /** DOC */
  outputEnabled?: boolean;
}

/** DOC GuardrailSensitiveInformationPolicy. */
export interface GuardrailSensitiveInformationPolicy {
  /** DOC */
  piiEntities?: GuardrailPiiEntity[];
  /** DOC */
  regexes?: GuardrailRegex[];
}

/** DOC GuardrailPiiEntity. */
export interface GuardrailPiiEntity {
  /** DOC */
  type: Open<
    | "ADDRESS"
    | "AGE"
    | "AWS_ACCESS_KEY"
    | "AWS_SECRET_KEY"
    | "CA_HEALTH_NUMBER"
    | "CA_SOCIAL_INSURANCE_NUMBER"
    | "CREDIT_DEBIT_CARD_CVV"
    | "CREDIT_DEBIT_CARD_EXPIRY"
    | "CREDIT_DEBIT_CARD_NUMBER"
    | "DRIVER_ID"
    | "EMAIL"
    | "INTERNATIONAL_BANK_ACCOUNT_NUMBER"
    | "IP_ADDRESS"
    | "LICENSE_PLATE"
    | "MAC_ADDRESS"
    | "NAME"
    | "PASSWORD"
    | "PHONE"
    | "PIN"
    | "SWIFT_CODE"
    | "UK_NATIONAL_HEALTH_SERVICE_NUMBER"
    | "UK_NATIONAL_INSURANCE_NUMBER"
    | "UK_UNIQUE_TAXPAYER_REFERENCE_NUMBER"
    | "URL"
    | "USERNAME"
    | "US_BANK_ACCOUNT_NUMBER"
    | "US_BANK_ROUTING_NUMBER"
    | "US_INDIVIDUAL_TAX_IDENTIFICATION_NUMBER"
    | "US_PASSPORT_NUMBER"
    | "US_SOCIAL_SECURITY_NUMBER"
    | "VEHICLE_IDENTIFICATION_NUMBER"
  >;
  /** DOC */
  action: Open<"BLOCK" | "ANONYMIZE" | "NONE">;
  /** DOC */
  inputAction?: Open<"BLOCK" | "ANONYMIZE" | "NONE">;
  /** DOC */
  outputAction?: Open<"BLOCK" | "ANONYMIZE" | "NONE">;
  /** DOC */
  inputEnabled?: boolean;
  /** DOC */
  outputEnabled?: boolean;
}

/** DOC GuardrailRegex. */
export interface GuardrailRegex {
  /** DOC */
  name: string;
  /** DOC */
  description?: string;
  /** DOC */
  pattern: string;
  /** DOC */
  action: Open<"BLOCK" | "ANONYMIZE" | "NONE">;
  /** DOC */
  inputAction?: Open<"BLOCK" | "ANONYMIZE" | "NONE">;
  /** DOC */
  outputAction?: Open<"BLOCK" | "ANONYMIZE" | "NONE">;
  /** DOC */
  inputEnabled?: boolean;
  /** DOC */
  outputEnabled?: boolean;
}

/** DOC GuardrailContextualGroundingPolicy. */
export interface GuardrailContextualGroundingPolicy {
  /** DOC */
  filters: GuardrailContextualGroundingFilter[];
}

/** DOC GuardrailContextualGroundingFilter. */
export interface GuardrailContextualGroundingFilter {
  /** DOC */
  type: Open<"GROUNDING" | "RELEVANCE">;
  /** DOC */
  threshold: number;
  /** DOC */
  action?: Open<"BLOCK" | "NONE">;
  /** DOC */
  enabled?: boolean;
}

/** DOC GuardrailAutomatedReasoningPolicy. */
export interface GuardrailAutomatedReasoningPolicy {
  /** DOC */
  policies: string[];
  /** DOC */
  confidenceThreshold?: number;
}
