/**
 * What foundation models there are, and whether this account may call them: the inputs and outputs of the operations, as AWS names them.
 *
 * @module
 */
import type { Open } from "../models/document.ts";

/** DOC ListFoundationModelsInput. */
export interface ListFoundationModelsInput {
  /** DOC */
  byProvider?: string;
  /** DOC */
  byCustomizationType?: Open<"FINE_TUNING" | "CONTINUED_PRE_TRAINING" | "DISTILLATION">;
  /** DOC */
  byOutputModality?: Open<"TEXT" | "IMAGE" | "EMBEDDING">;
  /** DOC */
  byInferenceType?: Open<"ON_DEMAND" | "PROVISIONED">;
}

/** DOC ListFoundationModelsOutput. */
export interface ListFoundationModelsOutput {
  /** DOC */
  modelSummaries?: FoundationModelSummary[];
}

/** DOC FoundationModelSummary. */
export interface FoundationModelSummary {
  /** DOC */
  modelArn: string;
  /** DOC */
  modelId: string;
  /** DOC */
  modelName?: string;
  /** DOC */
  providerName?: string;
  /** DOC */
  inputModalities?: Open<"TEXT" | "IMAGE" | "EMBEDDING">[];
  /** DOC */
  outputModalities?: Open<"TEXT" | "IMAGE" | "EMBEDDING">[];
  /** DOC */
  responseStreamingSupported?: boolean;
  /** DOC */
  customizationsSupported?: Open<"FINE_TUNING" | "CONTINUED_PRE_TRAINING" | "DISTILLATION">[];
  /** DOC */
  inferenceTypesSupported?: Open<"ON_DEMAND" | "PROVISIONED">[];
  /** DOC */
  modelLifecycle?: FoundationModelLifecycle;
}

/** DOC FoundationModelLifecycle. */
export interface FoundationModelLifecycle {
  /** DOC */
  status: Open<"ACTIVE" | "LEGACY">;
  /** DOC */
  startOfLifeTime?: Date;
  /** DOC */
  endOfLifeTime?: Date;
  /** DOC */
  legacyTime?: Date;
  /** DOC */
  publicExtendedAccessTime?: Date;
}

/** DOC GetFoundationModelInput. */
export interface GetFoundationModelInput {
  /** DOC */
  modelIdentifier: string;
}

/** DOC GetFoundationModelOutput. */
export interface GetFoundationModelOutput {
  /** DOC */
  modelDetails?: FoundationModelDetails;
}

/** DOC FoundationModelDetails. */
export interface FoundationModelDetails {
  /** DOC */
  modelArn: string;
  /** DOC */
  modelId: string;
  /** DOC */
  modelName?: string;
  /** DOC */
  providerName?: string;
  /** DOC */
  inputModalities?: Open<"TEXT" | "IMAGE" | "EMBEDDING">[];
  /** DOC */
  outputModalities?: Open<"TEXT" | "IMAGE" | "EMBEDDING">[];
  /** DOC */
  responseStreamingSupported?: boolean;
  /** DOC */
  customizationsSupported?: Open<"FINE_TUNING" | "CONTINUED_PRE_TRAINING" | "DISTILLATION">[];
  /** DOC */
  inferenceTypesSupported?: Open<"ON_DEMAND" | "PROVISIONED">[];
  /** DOC */
  modelLifecycle?: FoundationModelLifecycle;
}

/** DOC GetFoundationModelAvailabilityInput. */
export interface GetFoundationModelAvailabilityInput {
  /** DOC */
  modelId: string;
}

/** DOC GetFoundationModelAvailabilityOutput. */
export interface GetFoundationModelAvailabilityOutput {
  /** DOC */
  modelId: string;
  /** DOC */
  agreementAvailability: AgreementAvailability;
  /** DOC */
  authorizationStatus: Open<"AUTHORIZED" | "NOT_AUTHORIZED">;
  /** DOC */
  entitlementAvailability: Open<"AVAILABLE" | "NOT_AVAILABLE">;
  /** DOC */
  regionAvailability: Open<"AVAILABLE" | "NOT_AVAILABLE">;
}

/** DOC AgreementAvailability. */
export interface AgreementAvailability {
  /** DOC */
  status: Open<"AVAILABLE" | "PENDING" | "NOT_AVAILABLE" | "ERROR">;
  /** DOC */
  errorMessage?: string;
}
