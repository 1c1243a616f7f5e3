/**
 * Inference profiles, provisioned throughputs and prompt routers: the other ids that a model can be called by: the inputs and outputs of the operations, as AWS names them.
 *
 * @module
 */
import type { Open } from "../models/document.ts";

/** DOC ListInferenceProfilesInput. */
export interface ListInferenceProfilesInput {
  /** DOC */
  maxResults?: number;
  /** DOC */
  nextToken?: string;
  /** DOC */
  typeEquals?: Open<"SYSTEM_DEFINED" | "APPLICATION">;
}

/** DOC ListInferenceProfilesOutput. */
export interface ListInferenceProfilesOutput {
  /** DOC */
  inferenceProfileSummaries?: InferenceProfileSummary[];
  /** DOC */
  nextToken?: string;
}

/** DOC InferenceProfileSummary. */
export interface InferenceProfileSummary {
  /** DOC */
  inferenceProfileName: string;
  /** DOC */
  description?: string;
  /** DOC */
  createdAt?: Date;
  /** DOC */
  updatedAt?: Date;
  /** DOC */
  inferenceProfileArn: string;
  /** DOC */
  models: InferenceProfileModel[];
  /** DOC */
  inferenceProfileId: string;
  /** DOC */
  status: Open<"ACTIVE">;
  /** DOC */
  type: Open<"SYSTEM_DEFINED" | "APPLICATION">;
}

/** DOC InferenceProfileModel. */
export interface InferenceProfileModel {
  /** DOC */
  modelArn?: string;
}

/** DOC GetInferenceProfileInput. */
export interface GetInferenceProfileInput {
  /** DOC */
  inferenceProfileIdentifier: string;
}

/** DOC GetInferenceProfileOutput. */
export interface GetInferenceProfileOutput {
  /** DOC */
  inferenceProfileName: string;
  /** DOC */
  description?: string;
  /** DOC */
  createdAt?: Date;
  /** DOC */
  updatedAt?: Date;
  /** DOC */
  inferenceProfileArn: string;
  /** DOC */
  models: InferenceProfileModel[];
  /** DOC */
  inferenceProfileId: string;
  /** DOC */
  status: Open<"ACTIVE">;
  /** DOC */
  type: Open<"SYSTEM_DEFINED" | "APPLICATION">;
}

/** DOC ListProvisionedModelThroughputsInput. */
export interface ListProvisionedModelThroughputsInput {
  /** DOC */
  creationTimeAfter?: Date;
  /** DOC */
  creationTimeBefore?: Date;
  /** DOC */
  statusEquals?: Open<"Creating" | "InService" | "Updating" | "Failed">;
  /** DOC */
  modelArnEquals?: string;
  /** DOC */
  nameContains?: string;
  /** DOC */
  maxResults?: number;
  /** DOC */
  nextToken?: string;
  /** DOC */
  sortBy?: Open<"CreationTime">;
  /** DOC */
  sortOrder?: Open<"Ascending" | "Descending">;
}

/** DOC ListProvisionedModelThroughputsOutput. */
export interface ListProvisionedModelThroughputsOutput {
  /** DOC */
  nextToken?: string;
  /** DOC */
  provisionedModelSummaries?: ProvisionedModelSummary[];
}

/** DOC ProvisionedModelSummary. */
export interface ProvisionedModelSummary {
  /** DOC */
  provisionedModelName: string;
  /** DOC */
  provisionedModelArn: string;
  /** DOC */
  modelArn: string;
  /** DOC */
  desiredModelArn: string;
  /** DOC */
  foundationModelArn: string;
  /** DOC */
  modelUnits: number;
  /** DOC */
  desiredModelUnits: number;
  /** DOC */
  status: Open<"Creating" | "InService" | "Updating" | "Failed">;
  /** DOC */
  commitmentDuration?: Open<"OneMonth" | "SixMonths">;
  /** DOC */
  commitmentExpirationTime?: Date;
  /** DOC */
  creationTime: Date;
  /** DOC */
  lastModifiedTime: Date;
}

/** DOC GetProvisionedModelThroughputInput. */
export interface GetProvisionedModelThroughputInput {
  /** DOC */
  provisionedModelId: string;
}

/** DOC GetProvisionedModelThroughputOutput. */
export interface GetProvisionedModelThroughputOutput {
  /** DOC */
  modelUnits: number;
  /** DOC */
  desiredModelUnits: number;
  /** DOC */
  provisionedModelName: string;
  /** DOC */
  provisionedModelArn: string;
  /** DOC */
  modelArn: string;
  /** DOC */
  desiredModelArn: string;
  /** DOC */
  foundationModelArn: string;
  /** DOC */
  status: Open<"Creating" | "InService" | "Updating" | "Failed">;
  /** DOC */
  creationTime: Date;
  /** DOC */
  lastModifiedTime: Date;
  /** DOC */
  failureMessage?: string;
  /** DOC */
  commitmentDuration?: Open<"OneMonth" | "SixMonths">;
  /** DOC */
  commitmentExpirationTime?: Date;
}

/** DOC ListPromptRoutersInput. */
export interface ListPromptRoutersInput {
  /** DOC */
  maxResults?: number;
  /** DOC */
  nextToken?: string;
  /** DOC */
  type?: Open<"custom" | "default">;
}

/** DOC ListPromptRoutersOutput. */
export interface ListPromptRoutersOutput {
  /** DOC */
  promptRouterSummaries?: PromptRouterSummary[];
  /** DOC */
  nextToken?: string;
}

/** DOC PromptRouterSummary. */
export interface PromptRouterSummary {
  /** DOC */
  promptRouterName: string;
  /** DOC */
  routingCriteria: RoutingCriteria;
  /** DOC */
  description?: string;
  /** DOC */
  createdAt?: Date;
  /** DOC */
  updatedAt?: Date;
  /** DOC */
  promptRouterArn: string;
  /** DOC */
  models: PromptRouterTargetModel[];
  /** DOC */
  fallbackModel: PromptRouterTargetModel;
  /** DOC */
  status: Open<"AVAILABLE">;
  /** DOC */
  type: Open<"custom" | "default">;
}

/** DOC RoutingCriteria. */
export interface RoutingCriteria {
  /** DOC */
  responseQualityDifference: number;
}

/** DOC PromptRouterTargetModel. */
export interface PromptRouterTargetModel {
  /** DOC */
  modelArn: string;
}

/** DOC GetPromptRouterInput. */
export interface GetPromptRouterInput {
  /** DOC */
  promptRouterArn: string;
}

/** DOC GetPromptRouterOutput. */
export interface GetPromptRouterOutput {
  /** DOC */
  promptRouterName: string;
  /** DOC */
  routingCriteria: RoutingCriteria;
  /** DOC */
  description?: string;
  /** DOC */
  createdAt?: Date;
  /** DOC */
  updatedAt?: Date;
  /** DOC */
  promptRouterArn: string;
  /** DOC */
  models: PromptRouterTargetModel[];
  /** DOC */
  fallbackModel: PromptRouterTargetModel;
  /** DOC */
  status: Open<"AVAILABLE">;
  /** DOC */
  type: Open<"custom" | "default">;
}
