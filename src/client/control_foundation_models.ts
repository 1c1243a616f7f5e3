/**
 * What foundation models there are, and whether this account may call them: inputs and outputs, as AWS names them.
 *
 * @module
 */
import type { Open } from "../models/document.ts";

/** Which foundation models are listed; each member narrows the list. */
export interface ListFoundationModelsInput {
  /** Only models of this provider. */
  byProvider?: string;
  /** Only models that can be customised so. */
  byCustomizationType?: Open<"FINE_TUNING" | "CONTINUED_PRE_TRAINING" | "DISTILLATION">;
  /** Only models that write this. */
  byOutputModality?: Open<"TEXT" | "IMAGE" | "EMBEDDING">;
  /** Only models that can be called so. */
  byInferenceType?: Open<"ON_DEMAND" | "PROVISIONED">;
}

/** The foundation models of a region. */
export interface ListFoundationModelsOutput {
  /** The models. */
  modelSummaries?: FoundationModelSummary[];
}

/** What a list tells of a foundation model. */
export interface FoundationModelSummary {
  /** The model's ARN. */
  modelArn: string;
  /** The model's id, as calls have it. */
  modelId: string;
  /** The model's name. */
  modelName?: string;
  /** Who made the model. */
  providerName?: string;
  /** What the model reads. */
  inputModalities?: Open<"TEXT" | "IMAGE" | "EMBEDDING">[];
  /** What the model writes. */
  outputModalities?: Open<"TEXT" | "IMAGE" | "EMBEDDING">[];
  /** Whether it answers in streams too. */
  responseStreamingSupported?: boolean;
  /** How it can be customised. */
  customizationsSupported?: Open<"FINE_TUNING" | "CONTINUED_PRE_TRAINING" | "DISTILLATION">[];
  /** How it can be called. */
  inferenceTypesSupported?: Open<"ON_DEMAND" | "PROVISIONED">[];
  /** Which stage of its life it is in. */
  modelLifecycle?: FoundationModelLifecycle;
}

/** The stages of a model version's life. */
export interface FoundationModelLifecycle {
  /** Whether it stays, or is about to leave. */
  status: Open<"ACTIVE" | "LEGACY">;
  /** When it was first there to call. */
  startOfLifeTime?: Date;
  /** When calls begin to fail. */
  endOfLifeTime?: Date;
  /** When it became legacy: it can be called, and is about to leave. */
  legacyTime?: Date;
  /** When the part of its legacy time begins that costs more. */
  publicExtendedAccessTime?: Date;
}

/** Which foundation model is described. */
export interface GetFoundationModelInput {
  /** The model, by its id or ARN. */
  modelIdentifier: string;
}

/** A description of a foundation model. */
export interface GetFoundationModelOutput {
  /** The model. */
  modelDetails?: FoundationModelDetails;
}

/** All that is told of a foundation model. */
export interface FoundationModelDetails {
  /** The model's ARN. */
  modelArn: string;
  /** The model's id, as calls have it. */
  modelId: string;
  /** The model's name. */
  modelName?: string;
  /** Who made the model. */
  providerName?: string;
  /** What the model reads. */
  inputModalities?: Open<"TEXT" | "IMAGE" | "EMBEDDING">[];
  /** What the model writes. */
  outputModalities?: Open<"TEXT" | "IMAGE" | "EMBEDDING">[];
  /** Whether it answers in streams too. */
  responseStreamingSupported?: boolean;
  /** How it can be customised. */
  customizationsSupported?: Open<"FINE_TUNING" | "CONTINUED_PRE_TRAINING" | "DISTILLATION">[];
  /** How it can be called. */
  inferenceTypesSupported?: Open<"ON_DEMAND" | "PROVISIONED">[];
  /** Which stage of its life it is in. */
  modelLifecycle?: FoundationModelLifecycle;
}

/** Which foundation model is meant. */
export interface GetFoundationModelAvailabilityInput {
  /** The model's id. */
  modelId: string;
}

/** What an account has, and what it lacks, to call a model. */
export interface GetFoundationModelAvailabilityOutput {
  /** The model's id, as calls have it. */
  modelId: string;
  /** Whether the provider's terms were agreed to. */
  agreementAvailability: AgreementAvailability;
  /** Whether the account has the permission. */
  authorizationStatus: Open<"AUTHORIZED" | "NOT_AUTHORIZED">;
  /** Whether the account has the right to use the model. */
  entitlementAvailability: Open<"AVAILABLE" | "NOT_AVAILABLE">;
  /** Whether the model is there in this region. */
  regionAvailability: Open<"AVAILABLE" | "NOT_AVAILABLE">;
}

/** How far the agreement with the provider of a model is. */
export interface AgreementAvailability {
  /** How far the agreement is. */
  status: Open<"AVAILABLE" | "PENDING" | "NOT_AVAILABLE" | "ERROR">;
  /** What went wrong with it. */
  errorMessage?: string;
}
