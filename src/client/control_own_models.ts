/**
 * An account's own models: customised, deployed, imported, and bought in the marketplace: the inputs and outputs of the operations, as AWS names them.
 *
 * @module
 */
import type { OneOf, Open } from "../models/document.ts";

/** DOC ListCustomModelsInput. */
export interface ListCustomModelsInput {
  /** DOC */
  creationTimeBefore?: Date;
  /** DOC */
  creationTimeAfter?: Date;
  /** DOC */
  nameContains?: string;
  /** DOC */
  baseModelArnEquals?: string;
  /** DOC */
  foundationModelArnEquals?: string;
  /** DOC */
  maxResults?: number;
  /** DOC */
  nextToken?: string;
  /** DOC */
  sortBy?: Open<"CreationTime">;
  /** DOC */
  sortOrder?: Open<"Ascending" | "Descending">;
  /** DOC */
  isOwned?: boolean;
  /** DOC */
  modelStatus?: Open<"Active" | "Creating" | "Failed">;
}

/** DOC ListCustomModelsOutput. */
export interface ListCustomModelsOutput {
  /** DOC */
  nextToken?: string;
  /** DOC */
  modelSummaries?: CustomModelSummary[];
}

/** DOC CustomModelSummary. */
export interface CustomModelSummary {
  /** DOC */
  modelArn: string;
  /** DOC */
  modelName: string;
  /** DOC */
  creationTime: Date;
  /** DOC */
  baseModelArn: string;
  /** DOC */
  baseModelName: string;
  /** DOC */
  customizationType?: Open<
    "FINE_TUNING" | "CONTINUED_PRE_TRAINING" | "DISTILLATION" | "REINFORCEMENT_FINE_TUNING" | "IMPORTED"
  >;
  /** DOC */
  ownerAccountId?: string;
  /** DOC */
  modelStatus?: Open<"Active" | "Creating" | "Failed">;
}

/** DOC GetCustomModelInput. */
export interface GetCustomModelInput {
  /** DOC */
  modelIdentifier: string;
}

/** DOC GetCustomModelOutput. */
export interface GetCustomModelOutput {
  /** DOC */
  modelArn: string;
  /** DOC */
  modelName: string;
  /** DOC */
  jobName?: string;
  /** DOC */
  jobArn?: string;
  /** DOC */
  baseModelArn?: string;
  /** DOC */
  customizationType?: Open<
    "FINE_TUNING" | "CONTINUED_PRE_TRAINING" | "DISTILLATION" | "REINFORCEMENT_FINE_TUNING" | "IMPORTED"
  >;
  /** DOC */
  modelKmsKeyArn?: string;
  /** DOC */
  hyperParameters?: Record<string, string>;
  /** DOC */
  trainingDataConfig?: TrainingDataConfig;
  /** DOC */
  validationDataConfig?: ValidationDataConfig;
  /** DOC */
  outputDataConfig?: OutputDataConfig;
  /** DOC */
  trainingMetrics?: TrainingMetrics;
  /** DOC */
  validationMetrics?: ValidatorMetric[];
  /** DOC */
  creationTime: Date;
  /** DOC */
  customizationConfig?: CustomizationConfig;
  /** DOC */
  modelStatus?: Open<"Active" | "Creating" | "Failed">;
  /** DOC */
  failureMessage?: string;
}

/** DOC TrainingDataConfig. */
export interface TrainingDataConfig {
  /** DOC */
  s3Uri?: string;
  /** DOC */
  invocationLogsConfig?: InvocationLogsConfig;
}

/** DOC InvocationLogsConfig. */
export interface InvocationLogsConfig {
  /** DOC */
  usePromptResponse?: boolean;
  /** DOC */
  invocationLogSource: InvocationLogSource;
  /** DOC */
  requestMetadataFilters?: RequestMetadataFilters;
}

/** DOC InvocationLogSource: exactly one member is set. */
export type InvocationLogSource = OneOf<{
  /** DOC */
  s3Uri: string;
}>;

/** DOC RequestMetadataFilters: exactly one member is set. */
export type RequestMetadataFilters = OneOf<{
  /** DOC */
  equals: Record<string, string>;
  /** DOC */
  notEquals: Record<string, string>;
  /** DOC */
  andAll: RequestMetadataBaseFilters[];
  /** DOC */
  orAll: RequestMetadataBaseFilters[];
}>;

/** DOC RequestMetadataBaseFilters. */
export interface RequestMetadataBaseFilters {
  /** DOC */
  equals?: Record<string, string>;
  /** DOC */
  notEquals?: Record<string, string>;
}

/** DOC ValidationDataConfig. */
export interface ValidationDataConfig {
  /** DOC */
  validators: Validator[];
}

/** DOC Validator. */
export interface Validator {
  /** DOC */
  s3Uri: string;
}

/** DOC OutputDataConfig. */
export interface OutputDataConfig {
  /** DOC */
  s3Uri: string;
}

/** DOC TrainingMetrics. */
export interface TrainingMetrics {
  /** DOC */
  trainingLoss?: number;
}

/** DOC ValidatorMetric. */
export interface ValidatorMetric {
  /** DOC */
  validationLoss?: number;
}

/** DOC CustomizationConfig: exactly one member is set. */
export type CustomizationConfig = OneOf<{
  /** DOC */
  distillationConfig: DistillationConfig;
  /** DOC */
  rftConfig: RFTConfig;
}>;

/** DOC DistillationConfig. */
export interface DistillationConfig {
  /** DOC */
  teacherModelConfig: TeacherModelConfig;
}

/** DOC TeacherModelConfig. */
export interface TeacherModelConfig {
  /** DOC */
  teacherModelIdentifier: string;
  /** DOC */
  maxResponseLengthForInference?: number;
}

/** DOC RFTConfig. */
export interface RFTConfig {
  /** DOC */
  graderConfig?: GraderConfig;
  /** DOC */
  hyperParameters?: RFTHyperParameters;
}

/** DOC GraderConfig: exactly one member is set. */
export type GraderConfig = OneOf<{
  /** DOC */
  lambdaGrader: LambdaGraderConfig;
}>;

/** DOC LambdaGraderConfig. */
export interface LambdaGraderConfig {
  /** DOC */
  lambdaArn: string;
}

/** DOC RFTHyperParameters. */
export interface RFTHyperParameters {
  /** DOC */
  epochCount?: number;
  /** DOC */
  batchSize?: number;
  /** DOC */
  learningRate?: number;
  /** DOC */
  maxPromptLength?: number;
  /** DOC */
  trainingSamplePerPrompt?: number;
  /** DOC */
  inferenceMaxTokens?: number;
  /** DOC */
  reasoningEffort?: Open<"low" | "medium" | "high">;
  /** DOC */
  evalInterval?: number;
}

/** DOC ListCustomModelDeploymentsInput. */
export interface ListCustomModelDeploymentsInput {
  /** DOC */
  createdBefore?: Date;
  /** DOC */
  createdAfter?: Date;
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
  /** DOC */
  statusEquals?: Open<"Creating" | "Active" | "Failed">;
  /** DOC */
  modelArnEquals?: string;
}

/** DOC ListCustomModelDeploymentsOutput. */
export interface ListCustomModelDeploymentsOutput {
  /** DOC */
  nextToken?: string;
  /** DOC */
  modelDeploymentSummaries?: CustomModelDeploymentSummary[];
}

/** DOC CustomModelDeploymentSummary. */
export interface CustomModelDeploymentSummary {
  /** DOC */
  customModelDeploymentArn: string;
  /** DOC */
  customModelDeploymentName: string;
  /** DOC */
  modelArn: string;
  /** DOC */
  createdAt: Date;
  /** DOC */
  status: Open<"Creating" | "Active" | "Failed">;
  /** DOC */
  lastUpdatedAt?: Date;
  /** DOC */
  failureMessage?: string;
}

/** DOC GetCustomModelDeploymentInput. */
export interface GetCustomModelDeploymentInput {
  /** DOC */
  customModelDeploymentIdentifier: string;
}

/** DOC GetCustomModelDeploymentOutput. */
export interface GetCustomModelDeploymentOutput {
  /** DOC */
  customModelDeploymentArn: string;
  /** DOC */
  modelDeploymentName: string;
  /** DOC */
  modelArn: string;
  /** DOC */
  createdAt: Date;
  /** DOC */
  status: Open<"Creating" | "Active" | "Failed">;
  /** DOC */
  description?: string;
  /** DOC */
  updateDetails?: CustomModelDeploymentUpdateDetails;
  /** DOC */
  failureMessage?: string;
  /** DOC */
  lastUpdatedAt?: Date;
}

/** DOC CustomModelDeploymentUpdateDetails. */
export interface CustomModelDeploymentUpdateDetails {
  /** DOC */
  modelArn: string;
  /** DOC */
  updateStatus: Open<"Updating" | "UpdateCompleted" | "UpdateFailed">;
}

/** DOC ListImportedModelsInput. */
export interface ListImportedModelsInput {
  /** DOC */
  creationTimeBefore?: Date;
  /** DOC */
  creationTimeAfter?: Date;
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

/** DOC ListImportedModelsOutput. */
export interface ListImportedModelsOutput {
  /** DOC */
  nextToken?: string;
  /** DOC */
  modelSummaries?: ImportedModelSummary[];
}

/** DOC ImportedModelSummary. */
export interface ImportedModelSummary {
  /** DOC */
  modelArn: string;
  /** DOC */
  modelName: string;
  /** DOC */
  creationTime: Date;
  /** DOC */
  instructSupported?: boolean;
  /** DOC */
  modelArchitecture?: string;
}

/** DOC GetImportedModelInput. */
export interface GetImportedModelInput {
  /** DOC */
  modelIdentifier: string;
}

/** DOC GetImportedModelOutput. */
export interface GetImportedModelOutput {
  /** DOC */
  modelArn?: string;
  /** DOC */
  modelName?: string;
  /** DOC */
  jobName?: string;
  /** DOC */
  jobArn?: string;
  /** DOC */
  modelDataSource?: ModelDataSource;
  /** DOC */
  creationTime?: Date;
  /** DOC */
  modelArchitecture?: string;
  /** DOC */
  modelKmsKeyArn?: string;
  /** DOC */
  instructSupported?: boolean;
  /** DOC */
  customModelUnits?: CustomModelUnits;
}

/** DOC ModelDataSource: exactly one member is set. */
export type ModelDataSource = OneOf<{
  /** DOC */
  s3DataSource: S3DataSource;
}>;

/** DOC S3DataSource. */
export interface S3DataSource {
  /** DOC */
  s3Uri: string;
}

/** DOC CustomModelUnits. */
export interface CustomModelUnits {
  /** DOC */
  customModelUnitsPerModelCopy?: number;
  /** DOC */
  customModelUnitsVersion?: string;
}

/** DOC ListMarketplaceModelEndpointsInput. */
export interface ListMarketplaceModelEndpointsInput {
  /** DOC */
  maxResults?: number;
  /** DOC */
  nextToken?: string;
  /** DOC */
  modelSourceEquals?: string;
}

/** DOC ListMarketplaceModelEndpointsOutput. */
export interface ListMarketplaceModelEndpointsOutput {
  /** DOC */
  marketplaceModelEndpoints?: MarketplaceModelEndpointSummary[];
  /** DOC */
  nextToken?: string;
}

/** DOC MarketplaceModelEndpointSummary. */
export interface MarketplaceModelEndpointSummary {
  /** DOC */
  endpointArn: string;
  /** DOC */
  modelSourceIdentifier: string;
  /** DOC */
  status?: Open<"REGISTERED" | "INCOMPATIBLE_ENDPOINT">;
  /** DOC */
  statusMessage?: string;
  /** DOC */
  createdAt: Date;
  /** DOC */
  updatedAt: Date;
}

/** DOC GetMarketplaceModelEndpointInput. */
export interface GetMarketplaceModelEndpointInput {
  /** DOC */
  endpointArn: string;
}

/** DOC GetMarketplaceModelEndpointOutput. */
export interface GetMarketplaceModelEndpointOutput {
  /** DOC */
  marketplaceModelEndpoint?: MarketplaceModelEndpoint;
}

/** DOC MarketplaceModelEndpoint. */
export interface MarketplaceModelEndpoint {
  /** DOC */
  endpointArn: string;
  /** DOC */
  modelSourceIdentifier: string;
  /** DOC */
  status?: Open<"REGISTERED" | "INCOMPATIBLE_ENDPOINT">;
  /** DOC */
  statusMessage?: string;
  /** DOC */
  createdAt: Date;
  /** DOC */
  updatedAt: Date;
  /** DOC */
  endpointConfig: EndpointConfig;
  /** DOC */
  endpointStatus: string;
  /** DOC */
  endpointStatusMessage?: string;
}

/** DOC EndpointConfig: exactly one member is set. */
export type EndpointConfig = OneOf<{
  /** DOC */
  sageMaker: SageMakerEndpoint;
}>;

/** DOC SageMakerEndpoint. */
export interface SageMakerEndpoint {
  /** DOC */
  initialInstanceCount: number;
  /** DOC */
  instanceType: string;
  /** DOC */
  executionRole: string;
  /** DOC */
  kmsEncryptionKey?: string;
  /** DOC */
  vpc?: VpcConfig;
}

/** DOC VpcConfig. */
export interface VpcConfig {
  /** DOC */
  subnetIds: string[];
  /** DOC */
  securityGroupIds: string[];
}
