/**
 * What a guardrail found: the assessments inside Converse traces and ApplyGuardrail answers.
 *
 * Names and shapes are those of the Bedrock Runtime API, 2023-09-30
 * (https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_GuardrailAssessment.html).
 *
 * @module
 */
import type { OneOf, Open } from "./document.ts";

/** DOC GuardrailTraceAssessment. */
export interface GuardrailTraceAssessment {
  /** DOC */
  modelOutput?: string[];
  /** DOC */
  inputAssessment?: Record<string, GuardrailAssessment>;
  /** DOC */
  outputAssessments?: Record<string, GuardrailAssessment[]>;
  /** DOC */
  actionReason?: string;
}

/** DOC GuardrailAssessment. */
export interface GuardrailAssessment {
  /** DOC */
  topicPolicy?: GuardrailTopicPolicyAssessment;
  /** DOC */
  contentPolicy?: GuardrailContentPolicyAssessment;
  /** DOC */
  wordPolicy?: GuardrailWordPolicyAssessment;
  /** DOC */
  sensitiveInformationPolicy?: GuardrailSensitiveInformationPolicyAssessment;
  /** DOC */
  contextualGroundingPolicy?: GuardrailContextualGroundingPolicyAssessment;
  /** DOC */
  automatedReasoningPolicy?: GuardrailAutomatedReasoningPolicyAssessment;
  /** DOC */
  invocationMetrics?: GuardrailInvocationMetrics;
  /** DOC */
  appliedGuardrailDetails?: AppliedGuardrailDetails;
}

/** DOC GuardrailTopicPolicyAssessment. */
export interface GuardrailTopicPolicyAssessment {
  /** DOC */
  topics: GuardrailTopic[];
}

/** DOC GuardrailTopic. */
export interface GuardrailTopic {
  /** DOC */
  name: string;
  /** DOC */
  type: Open<"DENY">;
  /** DOC */
  action: Open<"BLOCKED" | "NONE">;
  /** DOC */
  detected?: boolean;
}

/** DOC GuardrailContentPolicyAssessment. */
export interface GuardrailContentPolicyAssessment {
  /** DOC */
  filters: GuardrailContentFilter[];
}

/** DOC GuardrailContentFilter. */
export interface GuardrailContentFilter {
  /** DOC */
  type: Open<"INSULTS" | "HATE" | "SEXUAL" | "VIOLENCE" | "MISCONDUCT" | "PROMPT_ATTACK">;
  /** DOC */
  confidence: Open<"NONE" | "LOW" | "MEDIUM" | "HIGH">;
  /** DOC */
  filterStrength?: Open<"NONE" | "LOW" | "MEDIUM" | "HIGH">;
  /** DOC */
  action: Open<"BLOCKED" | "NONE">;
  /** DOC */
  detected?: boolean;
}

/** DOC GuardrailWordPolicyAssessment. */
export interface GuardrailWordPolicyAssessment {
  /** DOC */
  customWords: GuardrailCustomWord[];
  /** DOC */
  managedWordLists: GuardrailManagedWord[];
}

/** DOC GuardrailCustomWord. */
export interface GuardrailCustomWord {
  /** DOC */
  match: string;
  /** DOC */
  action: Open<"BLOCKED" | "NONE">;
  /** DOC */
  detected?: boolean;
}

/** DOC GuardrailManagedWord. */
export interface GuardrailManagedWord {
  /** DOC */
  match: string;
  /** DOC */
  type: Open<"PROFANITY">;
  /** DOC */
  action: Open<"BLOCKED" | "NONE">;
  /** DOC */
  detected?: boolean;
}

/** DOC GuardrailSensitiveInformationPolicyAssessment. */
export interface GuardrailSensitiveInformationPolicyAssessment {
  /** DOC */
  piiEntities: GuardrailPiiEntityFilter[];
  /** DOC */
  regexes: GuardrailRegexFilter[];
}

/** DOC GuardrailPiiEntityFilter. */
export interface GuardrailPiiEntityFilter {
  /** DOC */
  match: string;
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
  action: Open<"ANONYMIZED" | "BLOCKED" | "NONE">;
  /** DOC */
  detected?: boolean;
}

/** DOC GuardrailRegexFilter. */
export interface GuardrailRegexFilter {
  /** DOC */
  name?: string;
  /** DOC */
  match?: string;
  /** DOC */
  regex?: string;
  /** DOC */
  action: Open<"ANONYMIZED" | "BLOCKED" | "NONE">;
  /** DOC */
  detected?: boolean;
}

/** DOC GuardrailContextualGroundingPolicyAssessment. */
export interface GuardrailContextualGroundingPolicyAssessment {
  /** DOC */
  filters?: GuardrailContextualGroundingFilter[];
}

/** DOC GuardrailContextualGroundingFilter. */
export interface GuardrailContextualGroundingFilter {
  /** DOC */
  type: Open<"GROUNDING" | "RELEVANCE">;
  /** DOC */
  threshold: number;
  /** DOC */
  score: number;
  /** DOC */
  action: Open<"BLOCKED" | "NONE">;
  /** DOC */
  detected?: boolean;
}

/** DOC GuardrailAutomatedReasoningPolicyAssessment. */
export interface GuardrailAutomatedReasoningPolicyAssessment {
  /** DOC */
  findings?: GuardrailAutomatedReasoningFinding[];
}

/** DOC GuardrailAutomatedReasoningFinding: exactly one member is set. */
export type GuardrailAutomatedReasoningFinding = OneOf<{
  /** DOC */
  valid: GuardrailAutomatedReasoningValidFinding;
  /** DOC */
  invalid: GuardrailAutomatedReasoningInvalidFinding;
  /** DOC */
  satisfiable: GuardrailAutomatedReasoningSatisfiableFinding;
  /** DOC */
  impossible: GuardrailAutomatedReasoningImpossibleFinding;
  /** DOC */
  translationAmbiguous: GuardrailAutomatedReasoningTranslationAmbiguousFinding;
  /** DOC */
  tooComplex: GuardrailAutomatedReasoningTooComplexFinding;
  /** DOC */
  noTranslations: GuardrailAutomatedReasoningNoTranslationsFinding;
}>;

/** DOC GuardrailAutomatedReasoningValidFinding. */
export interface GuardrailAutomatedReasoningValidFinding {
  /** DOC */
  translation?: GuardrailAutomatedReasoningTranslation;
  /** DOC */
  claimsTrueScenario?: GuardrailAutomatedReasoningScenario;
  /** DOC */
  supportingRules?: GuardrailAutomatedReasoningRule[];
  /** DOC */
  logicWarning?: GuardrailAutomatedReasoningLogicWarning;
}

/** DOC GuardrailAutomatedReasoningTranslation. */
export interface GuardrailAutomatedReasoningTranslation {
  /** DOC */
  premises?: GuardrailAutomatedReasoningStatement[];
  /** DOC */
  claims?: GuardrailAutomatedReasoningStatement[];
  /** DOC */
  untranslatedPremises?: GuardrailAutomatedReasoningInputTextReference[];
  /** DOC */
  untranslatedClaims?: GuardrailAutomatedReasoningInputTextReference[];
  /** DOC */
  confidence?: number;
}

/** DOC GuardrailAutomatedReasoningStatement. */
export interface GuardrailAutomatedReasoningStatement {
  /** DOC */
  logic?: string;
  /** DOC */
  naturalLanguage?: string;
}

/** DOC GuardrailAutomatedReasoningInputTextReference. */
export interface GuardrailAutomatedReasoningInputTextReference {
  /** DOC */
  text?: string;
}

/** DOC GuardrailAutomatedReasoningScenario. */
export interface GuardrailAutomatedReasoningScenario {
  /** DOC */
  statements?: GuardrailAutomatedReasoningStatement[];
}

/** DOC GuardrailAutomatedReasoningRule. */
export interface GuardrailAutomatedReasoningRule {
  /** DOC */
  identifier?: string;
  /** DOC */
  policyVersionArn?: string;
}

/** DOC GuardrailAutomatedReasoningLogicWarning. */
export interface GuardrailAutomatedReasoningLogicWarning {
  /** DOC */
  type?: Open<"ALWAYS_FALSE" | "ALWAYS_TRUE">;
  /** DOC */
  premises?: GuardrailAutomatedReasoningStatement[];
  /** DOC */
  claims?: GuardrailAutomatedReasoningStatement[];
}

/** DOC GuardrailAutomatedReasoningInvalidFinding. */
export interface GuardrailAutomatedReasoningInvalidFinding {
  /** DOC */
  translation?: GuardrailAutomatedReasoningTranslation;
  /** DOC */
  contradictingRules?: GuardrailAutomatedReasoningRule[];
  /** DOC */
  logicWarning?: GuardrailAutomatedReasoningLogicWarning;
}

/** DOC GuardrailAutomatedReasoningSatisfiableFinding. */
export interface GuardrailAutomatedReasoningSatisfiableFinding {
  /** DOC */
  translation?: GuardrailAutomatedReasoningTranslation;
  /** DOC */
  claimsTrueScenario?: GuardrailAutomatedReasoningScenario;
  /** DOC */
  claimsFalseScenario?: GuardrailAutomatedReasoningScenario;
  /** DOC */
  logicWarning?: GuardrailAutomatedReasoningLogicWarning;
}

/** DOC GuardrailAutomatedReasoningImpossibleFinding. */
export interface GuardrailAutomatedReasoningImpossibleFinding {
  /** DOC */
  translation?: GuardrailAutomatedReasoningTranslation;
  /** DOC */
  contradictingRules?: GuardrailAutomatedReasoningRule[];
  /** DOC */
  logicWarning?: GuardrailAutomatedReasoningLogicWarning;
}

/** DOC GuardrailAutomatedReasoningTranslationAmbiguousFinding. */
export interface GuardrailAutomatedReasoningTranslationAmbiguousFinding {
  /** DOC */
  options?: GuardrailAutomatedReasoningTranslationOption[];
  /** DOC */
  differenceScenarios?: GuardrailAutomatedReasoningScenario[];
}

/** DOC GuardrailAutomatedReasoningTranslationOption. */
export interface GuardrailAutomatedReasoningTranslationOption {
  /** DOC */
  translations?: GuardrailAutomatedReasoningTranslation[];
}

/** DOC GuardrailAutomatedReasoningTooComplexFinding. */
export type GuardrailAutomatedReasoningTooComplexFinding = Record<string, never>;

/** DOC GuardrailAutomatedReasoningNoTranslationsFinding. */
export type GuardrailAutomatedReasoningNoTranslationsFinding = Record<string, never>;

/** DOC GuardrailInvocationMetrics. */
export interface GuardrailInvocationMetrics {
  /** DOC */
  guardrailProcessingLatency?: number;
  /** DOC */
  usage?: GuardrailUsage;
  /** DOC */
  guardrailCoverage?: GuardrailCoverage;
}

/** DOC GuardrailUsage. */
export interface GuardrailUsage {
  /** DOC */
  topicPolicyUnits: number;
  /** DOC */
  contentPolicyUnits: number;
  /** DOC */
  wordPolicyUnits: number;
  /** DOC */
  sensitiveInformationPolicyUnits: number;
  /** DOC */
  sensitiveInformationPolicyFreeUnits: number;
  /** DOC */
  contextualGroundingPolicyUnits: number;
  /** DOC */
  contentPolicyImageUnits?: number;
  /** DOC */
  automatedReasoningPolicyUnits?: number;
  /** DOC */
  automatedReasoningPolicies?: number;
}

/** DOC GuardrailCoverage. */
export interface GuardrailCoverage {
  /** DOC */
  textCharacters?: GuardrailTextCharactersCoverage;
  /** DOC */
  images?: GuardrailImageCoverage;
}

/** DOC GuardrailTextCharactersCoverage. */
export interface GuardrailTextCharactersCoverage {
  /** DOC */
  guarded?: number;
  /** DOC */
  total?: number;
}

/** DOC GuardrailImageCoverage. */
export interface GuardrailImageCoverage {
  /** DOC */
  guarded?: number;
  /** DOC */
  total?: number;
}

/** DOC AppliedGuardrailDetails. */
export interface AppliedGuardrailDetails {
  /** DOC */
  guardrailId?: string;
  /** DOC */
  guardrailVersion?: string;
  /** DOC */
  guardrailArn?: string;
  /** DOC */
  guardrailOrigin?: Open<"REQUEST" | "ACCOUNT_ENFORCED" | "ORGANIZATION_ENFORCED">[];
  /** DOC */
  guardrailOwnership?: Open<"SELF" | "CROSS_ACCOUNT">;
}
