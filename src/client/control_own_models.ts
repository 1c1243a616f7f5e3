/**
 * An account's own models, customised, deployed, imported and bought in the marketplace: inputs and outputs of the
 * operations, as AWS names them.
 *
 * @module
 */
import type { OneOf, Open } from "../models/document.ts";

/** Which customised models are listed; each member narrows the list. */
export interface ListCustomModelsInput {
  /** Only those that were made before this. */
  creationTimeBefore?: Date;
  /** Only those that were made after this. */
  creationTimeAfter?: Date;
  /** Only those with this in their name, 1 to 63 characters. */
  nameContains?: string;
  /** Only models that were made out of this one. */
  baseModelArnEquals?: string;
  /** Only models that go back to this foundation model. */
  foundationModelArnEquals?: string;
  /** The most items of a page, 1 to 1000. */
  maxResults?: number;
  /** Where the page before ended. */
  nextToken?: string;
  /** What the list is ordered by. */
  sortBy?: Open<"CreationTime">;
  /** Which way the list is ordered. */
  sortOrder?: Open<"Ascending" | "Descending">;
  /** Only the account's own models, or with `false` only those that others share with it. */
  isOwned?: boolean;
  /** Only models that are so far. */
  modelStatus?: Open<"Active" | "Creating" | "Failed">;
}

/** A page of customised models. */
export interface ListCustomModelsOutput {
  /** Where the page ended; absent for the last one. */
  nextToken?: string;
  /** The models. */
  modelSummaries?: CustomModelSummary[];
}

/** What a list tells of a customised model. */
export interface CustomModelSummary {
  /** The model's ARN. */
  modelArn: string;
  /** The model's name. */
  modelName: string;
  /** When it was made. */
  creationTime: Date;
  /** The model that it was made out of. */
  baseModelArn: string;
  /** The name of the model that it was made out of. */
  baseModelName: string;
  /** How it was customised. */
  customizationType?: Open<
    "FINE_TUNING" | "CONTINUED_PRE_TRAINING" | "DISTILLATION" | "REINFORCEMENT_FINE_TUNING" | "IMPORTED"
  >;
  /** The account that owns the model, when it is shared. */
  ownerAccountId?: string;
  /** How far the model is. */
  modelStatus?: Open<"Active" | "Creating" | "Failed">;
}

/** Which customised model is described. */
export interface GetCustomModelInput {
  /** The model, by its name or ARN. */
  modelIdentifier: string;
}

/** All that is told of a customised model. */
export interface GetCustomModelOutput {
  /** The model's ARN. */
  modelArn: string;
  /** The model's name. */
  modelName: string;
  /** The name of the job that made it. */
  jobName?: string;
  /** The ARN of the job that made it. */
  jobArn?: string;
  /** The model that it was made out of. */
  baseModelArn?: string;
  /** How it was customised. */
  customizationType?: Open<
    "FINE_TUNING" | "CONTINUED_PRE_TRAINING" | "DISTILLATION" | "REINFORCEMENT_FINE_TUNING" | "IMPORTED"
  >;
  /** The KMS key that encrypts the model. */
  modelKmsKeyArn?: string;
  /** The numbers that steered its training. */
  hyperParameters?: Record<string, string>;
  /** Where its examples are. */
  trainingDataConfig?: TrainingDataConfig;
  /** Where its tests are. */
  validationDataConfig?: ValidationDataConfig;
  /** Where the results of the job are. */
  outputDataConfig?: OutputDataConfig;
  /** How well it learnt. */
  trainingMetrics?: TrainingMetrics;
  /** How well it did in its tests, in their order. */
  validationMetrics?: ValidatorMetric[];
  /** When it was made. */
  creationTime: Date;
  /** How it was customised, in detail. */
  customizationConfig?: CustomizationConfig;
  /** How far the model is. */
  modelStatus?: Open<"Active" | "Creating" | "Failed">;
  /** Why it failed, up to 2048 characters. */
  failureMessage?: string;
}

/** Where the examples are that a model learnt from. */
export interface TrainingDataConfig {
  /** The address of a file of examples in S3. */
  s3Uri?: string;
  /** The log of earlier calls that the examples are taken from. */
  invocationLogsConfig?: InvocationLogsConfig;
}

/** Examples taken out of the log of earlier calls. */
export interface InvocationLogsConfig {
  /** Whether answers are learnt from too, not just prompts. @default {false} */
  usePromptResponse?: boolean;
  /** Where the log is. */
  invocationLogSource: InvocationLogSource;
  /** Which calls of the log count. */
  requestMetadataFilters?: RequestMetadataFilters;
}

/** Where a log of calls is: exactly one member is set. */
export type InvocationLogSource = OneOf<{
  /** The log's address in S3. */
  s3Uri: string;
}>;

/** Which calls of a log count, by their labels: exactly one member is set. */
export type RequestMetadataFilters = OneOf<{
  /** Calls with this label: one name and its value. */
  equals: Record<string, string>;
  /** Calls without this label: one name and its value. */
  notEquals: Record<string, string>;
  /** Calls for which all of these hold, 1 to 16. */
  andAll: RequestMetadataBaseFilters[];
  /** Calls for which one of these holds, 1 to 16. */
  orAll: RequestMetadataBaseFilters[];
}>;

/** A condition on the labels of a call. */
export interface RequestMetadataBaseFilters {
  /** Calls with this label: one name and its value. */
  equals?: Record<string, string>;
  /** Calls without this label: one name and its value. */
  notEquals?: Record<string, string>;
}

/** Where the examples are that a model was tested with. */
export interface ValidationDataConfig {
  /** The sets of examples, up to 10. */
  validators: Validator[];
}

/** A set of examples that a model was tested with. */
export interface Validator {
  /** The address of a file of examples in S3. */
  s3Uri: string;
}

/** Where the results of a job are. */
export interface OutputDataConfig {
  /** The address in S3 that the results stand under. */
  s3Uri: string;
}

/** How well a model learnt its examples. */
export interface TrainingMetrics {
  /** The loss on the examples: less is better. */
  trainingLoss?: number;
}

/** How well a model did on one set of tests. */
export interface ValidatorMetric {
  /** The loss on the test: less is better. */
  validationLoss?: number;
}

/** How a model was customised, by the kind of it: exactly one member is set. */
export type CustomizationConfig = OneOf<{
  /** It learnt from another model. */
  distillationConfig: DistillationConfig;
  /** It learnt from rewards. */
  rftConfig: RFTConfig;
}>;

/** How a model learnt from another. */
export interface DistillationConfig {
  /** The model that it learnt from. */
  teacherModelConfig: TeacherModelConfig;
}

/** The model that was learnt from. */
export interface TeacherModelConfig {
  /** The model's id or ARN. */
  teacherModelIdentifier: string;
  /** The most tokens that the teacher was asked to write. */
  maxResponseLengthForInference?: number;
}

/** How a model learnt from rewards. */
export interface RFTConfig {
  /** Who gave the rewards. */
  graderConfig?: GraderConfig;
  /** The numbers that steer it. */
  hyperParameters?: RFTHyperParameters;
}

/** Who gave the rewards: exactly one member is set. */
export type GraderConfig = OneOf<{
  /** A Lambda function. */
  lambdaGrader: LambdaGraderConfig;
}>;

/** A function that gave the rewards. */
export interface LambdaGraderConfig {
  /** The function's ARN. */
  lambdaArn: string;
}

/** The numbers that steer learning from rewards. */
export interface RFTHyperParameters {
  /** How many times the examples are gone through, 1 to 50. */
  epochCount?: number;
  /** How many examples make one step, 16 to 512. */
  batchSize?: number;
  /** How far a step goes, 0.0000001 to 0.001. */
  learningRate?: number;
  /** The longest prompt, in tokens. */
  maxPromptLength?: number;
  /** How many answers to each prompt are compared, 2 to 16. */
  trainingSamplePerPrompt?: number;
  /** The longest answer, in tokens. */
  inferenceMaxTokens?: number;
  /** How long the model thinks while it learns. */
  reasoningEffort?: Open<"low" | "medium" | "high">;
  /** How many steps there are from one test to the next, 1 to 100. */
  evalInterval?: number;
}

/** Which deployments are listed; each member narrows the list. */
export interface ListCustomModelDeploymentsInput {
  /** Only those that were made before this. */
  createdBefore?: Date;
  /** Only those that were made after this. */
  createdAfter?: Date;
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
  /** Only those that are so far. */
  statusEquals?: Open<"Creating" | "Active" | "Failed">;
  /** Only those of this model. */
  modelArnEquals?: string;
}

/** A page of deployments. */
export interface ListCustomModelDeploymentsOutput {
  /** Where the page ended; absent for the last one. */
  nextToken?: string;
  /** The deployments. */
  modelDeploymentSummaries?: CustomModelDeploymentSummary[];
}

/** What a list tells of a deployment. */
export interface CustomModelDeploymentSummary {
  /** The deployment's ARN, which calls take as `modelId`. */
  customModelDeploymentArn: string;
  /** The deployment's name. */
  customModelDeploymentName: string;
  /** The model that it serves. */
  modelArn: string;
  /** When it was made. */
  createdAt: Date;
  /** How far it is. */
  status: Open<"Creating" | "Active" | "Failed">;
  /** When it was last changed. */
  lastUpdatedAt?: Date;
  /** Why it failed, up to 2048 characters. */
  failureMessage?: string;
}

/** Which deployment is described. */
export interface GetCustomModelDeploymentInput {
  /** The deployment, by its name or ARN. */
  customModelDeploymentIdentifier: string;
}

/** All that is told of a deployment. */
export interface GetCustomModelDeploymentOutput {
  /** The deployment's ARN, which calls take as `modelId`. */
  customModelDeploymentArn: string;
  /** The deployment's name. */
  modelDeploymentName: string;
  /** The model that it serves. */
  modelArn: string;
  /** When it was made. */
  createdAt: Date;
  /** How far it is. */
  status: Open<"Creating" | "Active" | "Failed">;
  /** What it is for, up to 200 characters. */
  description?: string;
  /** How far a change to another model is. */
  updateDetails?: CustomModelDeploymentUpdateDetails;
  /** Why it failed, up to 2048 characters. */
  failureMessage?: string;
  /** When it was last changed. */
  lastUpdatedAt?: Date;
}

/** How far the change of a deployment to another model is. */
export interface CustomModelDeploymentUpdateDetails {
  /** The model that it changes to. */
  modelArn: string;
  /** How far the change is. */
  updateStatus: Open<"Updating" | "UpdateCompleted" | "UpdateFailed">;
}

/** Which imported models are listed; each member narrows the list. */
export interface ListImportedModelsInput {
  /** Only those that were made before this. */
  creationTimeBefore?: Date;
  /** Only those that were made after this. */
  creationTimeAfter?: Date;
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

/** A page of imported models. */
export interface ListImportedModelsOutput {
  /** Where the page ended; absent for the last one. */
  nextToken?: string;
  /** The models. */
  modelSummaries?: ImportedModelSummary[];
}

/** What a list tells of an imported model. */
export interface ImportedModelSummary {
  /** The model's ARN, which calls take as `modelId`. */
  modelArn: string;
  /** The model's name. */
  modelName: string;
  /** When it was made. */
  creationTime: Date;
  /** Whether Converse can be used with it. */
  instructSupported?: boolean;
  /** What kind of model it is. */
  modelArchitecture?: string;
}

/** Which imported model is described. */
export interface GetImportedModelInput {
  /** The model, by its name or ARN. */
  modelIdentifier: string;
}

/** All that is told of an imported model. */
export interface GetImportedModelOutput {
  /** The model's ARN, which calls take as `modelId`. */
  modelArn?: string;
  /** The model's name. */
  modelName?: string;
  /** The name of the job that made it. */
  jobName?: string;
  /** The ARN of the job that made it. */
  jobArn?: string;
  /** Where its files came from. */
  modelDataSource?: ModelDataSource;
  /** When it was made. */
  creationTime?: Date;
  /** What kind of model it is. */
  modelArchitecture?: string;
  /** The KMS key that encrypts the model. */
  modelKmsKeyArn?: string;
  /** Whether Converse can be used with it. */
  instructSupported?: boolean;
  /** What one copy of it takes up. */
  customModelUnits?: CustomModelUnits;
}

/** Where a model's files came from: exactly one member is set. */
export type ModelDataSource = OneOf<{
  /** A place in S3. */
  s3DataSource: S3DataSource;
}>;

/** A place in S3 with a model's files. */
export interface S3DataSource {
  /** The address that the files stand under. */
  s3Uri: string;
}

/** What one copy of an imported model takes up. */
export interface CustomModelUnits {
  /** How many custom model units one copy takes. */
  customModelUnitsPerModelCopy?: number;
  /** The version of the unit, which the price goes by. */
  customModelUnitsVersion?: string;
}

/** Which endpoints are listed. */
export interface ListMarketplaceModelEndpointsInput {
  /** The most items of a page, 1 to 1000. */
  maxResults?: number;
  /** Where the page before ended. */
  nextToken?: string;
  /** Only endpoints of this marketplace model, by its ARN. */
  modelSourceEquals?: string;
}

/** A page of endpoints. */
export interface ListMarketplaceModelEndpointsOutput {
  /** The endpoints. */
  marketplaceModelEndpoints?: MarketplaceModelEndpointSummary[];
  /** Where the page ended; absent for the last one. */
  nextToken?: string;
}

/** What a list tells of an endpoint. */
export interface MarketplaceModelEndpointSummary {
  /** The endpoint's ARN, which calls take as `modelId`. */
  endpointArn: string;
  /** The ARN of the marketplace model that it serves. */
  modelSourceIdentifier: string;
  /** Whether Bedrock can use it. */
  status?: Open<"REGISTERED" | "INCOMPATIBLE_ENDPOINT">;
  /** More words on the status. */
  statusMessage?: string;
  /** When it was made. */
  createdAt: Date;
  /** When it was last changed. */
  updatedAt: Date;
}

/** Which endpoint is described. */
export interface GetMarketplaceModelEndpointInput {
  /** The endpoint's ARN. */
  endpointArn: string;
}

/** A description of an endpoint. */
export interface GetMarketplaceModelEndpointOutput {
  /** The endpoint. */
  marketplaceModelEndpoint?: MarketplaceModelEndpoint;
}

/** All that is told of an endpoint. */
export interface MarketplaceModelEndpoint {
  /** The endpoint's ARN, which calls take as `modelId`. */
  endpointArn: string;
  /** The ARN of the marketplace model that it serves. */
  modelSourceIdentifier: string;
  /** Whether Bedrock can use it. */
  status?: Open<"REGISTERED" | "INCOMPATIBLE_ENDPOINT">;
  /** More words on the status. */
  statusMessage?: string;
  /** When it was made. */
  createdAt: Date;
  /** When it was last changed. */
  updatedAt: Date;
  /** Where it runs. */
  endpointConfig: EndpointConfig;
  /** How far the endpoint itself is: `Creating`, `InService`, `Updating`, `Failed`, …. */
  endpointStatus: string;
  /** More words on the endpoint's own status. */
  endpointStatusMessage?: string;
}

/** Where an endpoint runs: exactly one member is set. */
export type EndpointConfig = OneOf<{
  /** In SageMaker. */
  sageMaker: SageMakerEndpoint;
}>;

/** An endpoint in SageMaker. */
export interface SageMakerEndpoint {
  /** How many machines it begins with. */
  initialInstanceCount: number;
  /** The kind of machine. */
  instanceType: string;
  /** The ARN of the role by which SageMaker gets at the model's files. */
  executionRole: string;
  /** The KMS key that encrypts the machines' volumes. */
  kmsEncryptionKey?: string;
  /** The private network that it stands in. */
  vpc?: VpcConfig;
}

/** The private network of an endpoint. */
export interface VpcConfig {
  /** The subnets, 1 to 16. */
  subnetIds: string[];
  /** The security groups, 1 to 5. */
  securityGroupIds: string[];
}
