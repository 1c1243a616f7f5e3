/**
 * What a guardrail found: the assessments inside Converse traces and ApplyGuardrail answers.
 *
 * Names and shapes are those of the Bedrock Runtime API, 2023-09-30
 * (https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_GuardrailAssessment.html).
 *
 * @module
 */
import type { OneOf, Open } from "./document.ts";

/** What a guardrail found in a conversation. */
export interface GuardrailTraceAssessment {
  /** What the model wrote before the guardrail replaced it. */
  modelOutput?: string[];
  /** What was found in the request, by the guardrail's id. */
  inputAssessment?: Record<string, GuardrailAssessment>;
  /** What was found in the answer, by the guardrail's id. */
  outputAssessments?: Record<string, GuardrailAssessment[]>;
  /** Why the guardrail acted, in words. */
  actionReason?: string;
}

/** What each policy of a guardrail found. */
export interface GuardrailAssessment {
  /** Topics that are not to be talked about. */
  topicPolicy?: GuardrailTopicPolicyAssessment;
  /** Harmful content. */
  contentPolicy?: GuardrailContentPolicyAssessment;
  /** Words that are not to be used. */
  wordPolicy?: GuardrailWordPolicyAssessment;
  /** Personal data. */
  sensitiveInformationPolicy?: GuardrailSensitiveInformationPolicyAssessment;
  /** Whether the answer keeps to its source and to the question. */
  contextualGroundingPolicy?: GuardrailContextualGroundingPolicyAssessment;
  /** Whether the claims follow from the policy's rules. */
  automatedReasoningPolicy?: GuardrailAutomatedReasoningPolicyAssessment;
  /** How long it took and what it cost. */
  invocationMetrics?: GuardrailInvocationMetrics;
  /** Which guardrail it was. */
  appliedGuardrailDetails?: AppliedGuardrailDetails;
}

/** Topics that were looked for. */
export interface GuardrailTopicPolicyAssessment {
  /** The topics. */
  topics: GuardrailTopic[];
}

/** A topic that was looked for. */
export interface GuardrailTopic {
  /** Its name. */
  name: string;
  /** How the topic is treated. */
  type: Open<"DENY">;
  /** What was done about it. */
  action: Open<"BLOCKED" | "NONE">;
  /** Whether it was found. */
  detected?: boolean;
}

/** Harmful content that was looked for. */
export interface GuardrailContentPolicyAssessment {
  /** The kinds of content. */
  filters: GuardrailContentFilter[];
}

/** A kind of harmful content that was looked for. */
export interface GuardrailContentFilter {
  /** The kind. */
  type: Open<"INSULTS" | "HATE" | "SEXUAL" | "VIOLENCE" | "MISCONDUCT" | "PROMPT_ATTACK">;
  /** How sure the guardrail is. */
  confidence: Open<"NONE" | "LOW" | "MEDIUM" | "HIGH">;
  /** How strictly the guardrail is set. */
  filterStrength?: Open<"NONE" | "LOW" | "MEDIUM" | "HIGH">;
  /** What was done about it. */
  action: Open<"BLOCKED" | "NONE">;
  /** Whether it was found. */
  detected?: boolean;
}

/** Words that were looked for. */
export interface GuardrailWordPolicyAssessment {
  /** Words from the caller's own list. */
  customWords: GuardrailCustomWord[];
  /** Words from the service's lists. */
  managedWordLists: GuardrailManagedWord[];
}

/** A word from the caller's own list. */
export interface GuardrailCustomWord {
  /** The word that matched. */
  match: string;
  /** What was done about it. */
  action: Open<"BLOCKED" | "NONE">;
  /** Whether it was found. */
  detected?: boolean;
}

/** A word from the service's lists. */
export interface GuardrailManagedWord {
  /** The word that matched. */
  match: string;
  /** The list it stands in. */
  type: Open<"PROFANITY">;
  /** What was done about it. */
  action: Open<"BLOCKED" | "NONE">;
  /** Whether it was found. */
  detected?: boolean;
}

/** Personal data that was looked for. */
export interface GuardrailSensitiveInformationPolicyAssessment {
  /** Kinds that the service knows. */
  piiEntities: GuardrailPiiEntityFilter[];
  /** Patterns of the caller's own. */
  regexes: GuardrailRegexFilter[];
}

/** A kind of personal data that guardrails know. */
export type GuardrailPiiEntityType = Open<
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

/** A piece of personal data. */
export interface GuardrailPiiEntityFilter {
  /** The text that matched. */
  match: string;
  /** What it is. */
  type: GuardrailPiiEntityType;
  /** What was done about it: masked, blocked, or nothing. */
  action: Open<"ANONYMIZED" | "BLOCKED" | "NONE">;
  /** Whether it was found. */
  detected?: boolean;
}

/** A text that matched one of the caller's patterns. */
export interface GuardrailRegexFilter {
  /** The pattern's name. */
  name?: string;
  /** The text that matched. */
  match?: string;
  /** The pattern. */
  regex?: string;
  /** What was done about it: masked, blocked, or nothing. */
  action: Open<"ANONYMIZED" | "BLOCKED" | "NONE">;
  /** Whether it was found. */
  detected?: boolean;
}

/** Whether an answer keeps to its source and to the question. */
export interface GuardrailContextualGroundingPolicyAssessment {
  /** The two checks. */
  filters?: GuardrailContextualGroundingFilter[];
}

/** One check of an answer against its context. */
export interface GuardrailContextualGroundingFilter {
  /** Against the source, or against the question. */
  type: Open<"GROUNDING" | "RELEVANCE">;
  /** The least score that passes, 0 to 1. */
  threshold: number;
  /** The score, 0 to 1. */
  score: number;
  /** What was done about it. */
  action: Open<"BLOCKED" | "NONE">;
  /** Whether the score is below the threshold. */
  detected?: boolean;
}

/** What logic says of the claims of a text. */
export interface GuardrailAutomatedReasoningPolicyAssessment {
  /** The findings, one for each set of claims. */
  findings?: GuardrailAutomatedReasoningFinding[];
}

/** What logic says of some claims: exactly one member is set. */
export type GuardrailAutomatedReasoningFinding = OneOf<{
  /** They follow from the rules. */
  valid: GuardrailAutomatedReasoningValidFinding;
  /** They contradict the rules. */
  invalid: GuardrailAutomatedReasoningInvalidFinding;
  /** They may be true or false, depending on what was not said. */
  satisfiable: GuardrailAutomatedReasoningSatisfiableFinding;
  /** Nothing follows, because the premises or the rules contradict each other. */
  impossible: GuardrailAutomatedReasoningImpossibleFinding;
  /** The text can be read in several ways. */
  translationAmbiguous: GuardrailAutomatedReasoningTranslationAmbiguousFinding;
  /** There is more to check than the service can. */
  tooComplex: GuardrailAutomatedReasoningTooComplexFinding;
  /** There is nothing in the text that the rules speak about. */
  noTranslations: GuardrailAutomatedReasoningNoTranslationsFinding;
}>;

/** Claims that follow from the rules. */
export interface GuardrailAutomatedReasoningValidFinding {
  /** The text as logic. */
  translation?: GuardrailAutomatedReasoningTranslation;
  /** A case in which the claims hold. */
  claimsTrueScenario?: GuardrailAutomatedReasoningScenario;
  /** The rules that they follow from. */
  supportingRules?: GuardrailAutomatedReasoningRule[];
  /** What is odd about the logic of the text. */
  logicWarning?: GuardrailAutomatedReasoningLogicWarning;
}

/** A text as logic. */
export interface GuardrailAutomatedReasoningTranslation {
  /** What the text assumes. */
  premises?: GuardrailAutomatedReasoningStatement[];
  /** What the text asserts. */
  claims?: GuardrailAutomatedReasoningStatement[];
  /** Parts of the text with premises that did not become logic. */
  untranslatedPremises?: GuardrailAutomatedReasoningInputTextReference[];
  /** Parts of the text with claims that did not become logic. */
  untranslatedClaims?: GuardrailAutomatedReasoningInputTextReference[];
  /** How sure the translation is, 0 to 1. */
  confidence?: number;
}

/** One statement. */
export interface GuardrailAutomatedReasoningStatement {
  /** The statement as logic, up to 1000 characters. */
  logic?: string;
  /** The statement in words, up to 1000 characters. */
  naturalLanguage?: string;
}

/** A part of the text. */
export interface GuardrailAutomatedReasoningInputTextReference {
  /** The part. */
  text?: string;
}

/** A case: what holds in it. */
export interface GuardrailAutomatedReasoningScenario {
  /** What holds. */
  statements?: GuardrailAutomatedReasoningStatement[];
}

/** A rule of a policy. */
export interface GuardrailAutomatedReasoningRule {
  /** The rule's id, 12 letters and digits. */
  identifier?: string;
  /** The version of the policy that has it. */
  policyVersionArn?: string;
}

/** Something odd about the logic of a text. */
export interface GuardrailAutomatedReasoningLogicWarning {
  /** Whether it is false in every case, or true in every case, whatever the rules say. */
  type?: Open<"ALWAYS_FALSE" | "ALWAYS_TRUE">;
  /** The premises that it concerns. */
  premises?: GuardrailAutomatedReasoningStatement[];
  /** The claims that it concerns. */
  claims?: GuardrailAutomatedReasoningStatement[];
}

/** Claims that contradict the rules. */
export interface GuardrailAutomatedReasoningInvalidFinding {
  /** The text as logic. */
  translation?: GuardrailAutomatedReasoningTranslation;
  /** The rules that they contradict. */
  contradictingRules?: GuardrailAutomatedReasoningRule[];
  /** What is odd about the logic of the text. */
  logicWarning?: GuardrailAutomatedReasoningLogicWarning;
}

/** Claims that may be true or false. */
export interface GuardrailAutomatedReasoningSatisfiableFinding {
  /** The text as logic. */
  translation?: GuardrailAutomatedReasoningTranslation;
  /** A case in which they are true. */
  claimsTrueScenario?: GuardrailAutomatedReasoningScenario;
  /** A case in which they are false. */
  claimsFalseScenario?: GuardrailAutomatedReasoningScenario;
  /** What is odd about the logic of the text. */
  logicWarning?: GuardrailAutomatedReasoningLogicWarning;
}

/** Premises or rules that contradict each other. */
export interface GuardrailAutomatedReasoningImpossibleFinding {
  /** The text as logic. */
  translation?: GuardrailAutomatedReasoningTranslation;
  /** The rules that the premises contradict. */
  contradictingRules?: GuardrailAutomatedReasoningRule[];
  /** What is odd about the logic of the text. */
  logicWarning?: GuardrailAutomatedReasoningLogicWarning;
}

/** A text that can be read in several ways. */
export interface GuardrailAutomatedReasoningTranslationAmbiguousFinding {
  /** The ways. */
  options?: GuardrailAutomatedReasoningTranslationOption[];
  /** Cases in which the ways differ. */
  differenceScenarios?: GuardrailAutomatedReasoningScenario[];
}

/** One way to read a text. */
export interface GuardrailAutomatedReasoningTranslationOption {
  /** The text as logic, read that way. */
  translations?: GuardrailAutomatedReasoningTranslation[];
}

/** More than the service can check: an empty object. */
export type GuardrailAutomatedReasoningTooComplexFinding = Record<string, never>;

/** Nothing that the rules speak about: an empty object. */
export type GuardrailAutomatedReasoningNoTranslationsFinding = Record<string, never>;

/** How long a guardrail took, what it cost and how much it saw. */
export interface GuardrailInvocationMetrics {
  /** Milliseconds it took. */
  guardrailProcessingLatency?: number;
  /** Units that are charged. */
  usage?: GuardrailUsage;
  /** How much of the content was checked. */
  guardrailCoverage?: GuardrailCoverage;
}

/** Units of each policy that are charged. */
export interface GuardrailUsage {
  /** Units of text for topics. */
  topicPolicyUnits: number;
  /** Units of text for harmful content. */
  contentPolicyUnits: number;
  /** Units of text for words. */
  wordPolicyUnits: number;
  /** Units of text for personal data. */
  sensitiveInformationPolicyUnits: number;
  /** Units of text for the caller's patterns, which are free. */
  sensitiveInformationPolicyFreeUnits: number;
  /** Units of text for grounding. */
  contextualGroundingPolicyUnits: number;
  /** Images for harmful content. */
  contentPolicyImageUnits?: number;
  /** Units of text for logic. */
  automatedReasoningPolicyUnits?: number;
  /** How many policies of logic were applied. */
  automatedReasoningPolicies?: number;
}

/** How much of the content was checked. */
export interface GuardrailCoverage {
  /** Of the text. */
  textCharacters?: GuardrailTextCharactersCoverage;
  /** Of the images. */
  images?: GuardrailImageCoverage;
}

/** How much of the text was checked. */
export interface GuardrailTextCharactersCoverage {
  /** Characters that were checked. */
  guarded?: number;
  /** Characters in all. */
  total?: number;
}

/** How many of the images were checked. */
export interface GuardrailImageCoverage {
  /** Images that were checked. */
  guarded?: number;
  /** Images in all. */
  total?: number;
}

/** Which guardrail was applied, and why. */
export interface AppliedGuardrailDetails {
  /** Its id. */
  guardrailId?: string;
  /** Its version: a number, or `DRAFT`. */
  guardrailVersion?: string;
  /** Its ARN. */
  guardrailArn?: string;
  /** Who asked for it: the request, the account, or the organization. */
  guardrailOrigin?: Open<"REQUEST" | "ACCOUNT_ENFORCED" | "ORGANIZATION_ENFORCED">[];
  /** Whether it is the caller's own or another account's. */
  guardrailOwnership?: Open<"SELF" | "CROSS_ACCOUNT">;
}
