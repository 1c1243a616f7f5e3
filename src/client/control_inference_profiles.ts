/**
 * Inference profiles, provisioned throughputs and prompt routers, the other ids that a model can be called by: inputs and
 * outputs of the operations, as AWS names them.
 *
 * @module
 */
import type { Open } from "../models/document.ts";

/** Which inference profiles are listed. */
export interface ListInferenceProfilesInput {
  /** The most items of a page, 1 to 1000. */
  maxResults?: number;
  /** Where the page before ended. */
  nextToken?: string;
  /** Only profiles of this kind: AWS's own, or the account's. */
  typeEquals?: Open<"SYSTEM_DEFINED" | "APPLICATION">;
}

/** A page of inference profiles. */
export interface ListInferenceProfilesOutput {
  /** The profiles. */
  inferenceProfileSummaries?: InferenceProfileSummary[];
  /** Where the page ended; absent for the last one. */
  nextToken?: string;
}

/** What a list tells of an inference profile. */
export interface InferenceProfileSummary {
  /** The profile's name. */
  inferenceProfileName: string;
  /** What it is for, up to 200 characters. */
  description?: string;
  /** When it was made. */
  createdAt?: Date;
  /** When it was last changed. */
  updatedAt?: Date;
  /** The profile's ARN. */
  inferenceProfileArn: string;
  /** The models behind it: one for each region that may serve a call. */
  models: InferenceProfileModel[];
  /** The profile's id, which calls take as `modelId`. */
  inferenceProfileId: string;
  /** Whether it can be called. */
  status: Open<"ACTIVE">;
  /** Whose it is: AWS's own, or the account's. */
  type: Open<"SYSTEM_DEFINED" | "APPLICATION">;
}

/** A model behind a profile, in one region. */
export interface InferenceProfileModel {
  /** The model's ARN, which names the region. */
  modelArn?: string;
}

/** Which inference profile is described. */
export interface GetInferenceProfileInput {
  /** The profile, by its id or ARN. */
  inferenceProfileIdentifier: string;
}

/** All that is told of an inference profile. */
export interface GetInferenceProfileOutput {
  /** The profile's name. */
  inferenceProfileName: string;
  /** What it is for, up to 200 characters. */
  description?: string;
  /** When it was made. */
  createdAt?: Date;
  /** When it was last changed. */
  updatedAt?: Date;
  /** The profile's ARN. */
  inferenceProfileArn: string;
  /** The models behind it: one for each region that may serve a call. */
  models: InferenceProfileModel[];
  /** The profile's id, which calls take as `modelId`. */
  inferenceProfileId: string;
  /** Whether it can be called. */
  status: Open<"ACTIVE">;
  /** Whose it is: AWS's own, or the account's. */
  type: Open<"SYSTEM_DEFINED" | "APPLICATION">;
}

/** Which provisioned throughputs are listed; each member narrows the list. */
export interface ListProvisionedModelThroughputsInput {
  /** Only those that were made after this. */
  creationTimeAfter?: Date;
  /** Only those that were made before this. */
  creationTimeBefore?: Date;
  /** Only those that are so far. */
  statusEquals?: Open<"Creating" | "InService" | "Updating" | "Failed">;
  /** Only those of this model. */
  modelArnEquals?: string;
  /** Only those with this in their name, 1 to 63 characters. */
  nameContains?: string;
  /** The most items of a page, 1 to 1000. */
  maxResults?: number;
  /** Where the page before ended. */
  nextToken?: string;
  /** What the list is ordered by. */
  sortBy?: Open<"CreationTime">;
  /** Which way the list is ordered. */
  sortOrder?: Open<"Ascending" | "Descending">;
}

/** A page of provisioned throughputs. */
export interface ListProvisionedModelThroughputsOutput {
  /** Where the page ended; absent for the last one. */
  nextToken?: string;
  /** The throughputs. */
  provisionedModelSummaries?: ProvisionedModelSummary[];
}

/** What a list tells of a provisioned throughput. */
export interface ProvisionedModelSummary {
  /** The throughput's name. */
  provisionedModelName: string;
  /** The throughput's ARN, which calls take as `modelId`. */
  provisionedModelArn: string;
  /** The model that it serves. */
  modelArn: string;
  /** The model that it is to serve; differs from `modelArn` while it changes over. */
  desiredModelArn: string;
  /** The foundation model that the served one goes back to. */
  foundationModelArn: string;
  /** How many model units it has. */
  modelUnits: number;
  /** How many model units it is to have. */
  desiredModelUnits: number;
  /** How far it is. */
  status: Open<"Creating" | "InService" | "Updating" | "Failed">;
  /** How long it was taken for; absent when it can be given up at any time. */
  commitmentDuration?: Open<"OneMonth" | "SixMonths">;
  /** When that time is over. */
  commitmentExpirationTime?: Date;
  /** When it was made. */
  creationTime: Date;
  /** When it was last changed. */
  lastModifiedTime: Date;
}

/** Which provisioned throughput is described. */
export interface GetProvisionedModelThroughputInput {
  /** The throughput, by its name or ARN. */
  provisionedModelId: string;
}

/** All that is told of a provisioned throughput. */
export interface GetProvisionedModelThroughputOutput {
  /** How many model units it has. */
  modelUnits: number;
  /** How many model units it is to have. */
  desiredModelUnits: number;
  /** The throughput's name. */
  provisionedModelName: string;
  /** The throughput's ARN, which calls take as `modelId`. */
  provisionedModelArn: string;
  /** The model that it serves. */
  modelArn: string;
  /** The model that it is to serve; differs from `modelArn` while it changes over. */
  desiredModelArn: string;
  /** The foundation model that the served one goes back to. */
  foundationModelArn: string;
  /** How far it is. */
  status: Open<"Creating" | "InService" | "Updating" | "Failed">;
  /** When it was made. */
  creationTime: Date;
  /** When it was last changed. */
  lastModifiedTime: Date;
  /** Why it failed, up to 2048 characters. */
  failureMessage?: string;
  /** How long it was taken for; absent when it can be given up at any time. */
  commitmentDuration?: Open<"OneMonth" | "SixMonths">;
  /** When that time is over. */
  commitmentExpirationTime?: Date;
}

/** Which prompt routers are listed. */
export interface ListPromptRoutersInput {
  /** The most items of a page, 1 to 1000. */
  maxResults?: number;
  /** Where the page before ended. */
  nextToken?: string;
  /** Only routers of this kind: the account's, or AWS's own. */
  type?: Open<"custom" | "default">;
}

/** A page of prompt routers. */
export interface ListPromptRoutersOutput {
  /** The prompt routers. */
  promptRouterSummaries?: PromptRouterSummary[];
  /** Where the page ended; absent for the last one. */
  nextToken?: string;
}

/** What a list tells of a prompt router. */
export interface PromptRouterSummary {
  /** The router's name. */
  promptRouterName: string;
  /** By what it chooses. */
  routingCriteria: RoutingCriteria;
  /** What it is for, up to 200 characters. */
  description?: string;
  /** When it was made. */
  createdAt?: Date;
  /** When it was last changed. */
  updatedAt?: Date;
  /** The router's ARN, which calls take as `modelId`. */
  promptRouterArn: string;
  /** The models that it chooses from. */
  models: PromptRouterTargetModel[];
  /** The model that is asked unless another is good enough by the criteria. */
  fallbackModel: PromptRouterTargetModel;
  /** Whether it can be called. */
  status: Open<"AVAILABLE">;
  /** Whose it is: the account's, or AWS's own. */
  type: Open<"custom" | "default">;
}

/** By what a prompt router chooses. */
export interface RoutingCriteria {
  /** How far an answer's expected quality may differ from the fallback model's, 0 to 100 percent. */
  responseQualityDifference: number;
}

/** A model that a prompt router may choose. */
export interface PromptRouterTargetModel {
  /** The model's ARN. */
  modelArn: string;
}

/** Which prompt router is described. */
export interface GetPromptRouterInput {
  /** The router's ARN. */
  promptRouterArn: string;
}

/** All that is told of a prompt router. */
export interface GetPromptRouterOutput {
  /** The router's name. */
  promptRouterName: string;
  /** By what it chooses. */
  routingCriteria: RoutingCriteria;
  /** What it is for, up to 200 characters. */
  description?: string;
  /** When it was made. */
  createdAt?: Date;
  /** When it was last changed. */
  updatedAt?: Date;
  /** The router's ARN, which calls take as `modelId`. */
  promptRouterArn: string;
  /** The models that it chooses from. */
  models: PromptRouterTargetModel[];
  /** The model that is asked unless another is good enough by the criteria. */
  fallbackModel: PromptRouterTargetModel;
  /** Whether it can be called. */
  status: Open<"AVAILABLE">;
  /** Whose it is: the account's, or AWS's own. */
  type: Open<"custom" | "default">;
}
