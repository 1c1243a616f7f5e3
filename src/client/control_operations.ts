/**
 * The operations of Bedrock's control plane as data: all 108 of them.
 *
 * Methods, paths and members are those of the Bedrock API, 2023-04-20
 * (https://docs.aws.amazon.com/bedrock/latest/APIReference/API_Operations_Amazon_Bedrock.html).
 *
 * @module
 */
import { anywhere, type OperationRow } from "./operation_row.ts";
import type { Shape } from "./operations.ts";

/** What is a date in the control plane's replies, wherever it stands. */
export const CONTROL_REPLY: Shape = anywhere({
  commitmentExpirationTime: "time",
  createdAt: "time",
  creationTime: "time",
  endOfLifeTime: "time",
  endTime: "time",
  jobExpirationTime: "time",
  lastModifiedTime: "time",
  lastUpdatedAt: "time",
  legacyTime: "time",
  publicExtendedAccessTime: "time",
  startOfLifeTime: "time",
  submitTime: "time",
  updatedAt: "time",
  byteContent: { data: "blob" },
  formData: "blob",
  accuracyScore: "number",
  confidence: "number",
  confidenceThreshold: "number",
  coverageScore: "number",
  responseQualityDifference: "number",
  threshold: "number",
  trainingLoss: "number",
  validationLoss: "number",
  additionalModelRequestFields: "document",
  filter: "document",
  // Maps whose names are the caller's own
  equals: "document",
  hyperParameters: "document",
  notEquals: "document",
});

/** What is the caller's own JSON in the control plane's inputs, wherever it stands. */
export const CONTROL_INPUT: Shape = anywhere({ additionalModelRequestFields: { "*": "document" }, value: "document" });

/** The name of an operation of the control plane. */
export type ControlOperationName =
  | "BatchDeleteAdvancedPromptOptimizationJob"
  | "BatchDeleteEvaluationJob"
  | "CancelAutomatedReasoningPolicyBuildWorkflow"
  | "CreateAdvancedPromptOptimizationJob"
  | "CreateAutomatedReasoningPolicy"
  | "CreateAutomatedReasoningPolicyTestCase"
  | "CreateAutomatedReasoningPolicyVersion"
  | "CreateCustomModel"
  | "CreateCustomModelDeployment"
  | "CreateEvaluationJob"
  | "CreateFoundationModelAgreement"
  | "CreateGuardrail"
  | "CreateGuardrailVersion"
  | "CreateInferenceProfile"
  | "CreateMarketplaceModelEndpoint"
  | "CreateModelCopyJob"
  | "CreateModelCustomizationJob"
  | "CreateModelImportJob"
  | "CreateModelInvocationJob"
  | "CreatePromptRouter"
  | "CreateProvisionedModelThroughput"
  | "DeleteAutomatedReasoningPolicy"
  | "DeleteAutomatedReasoningPolicyBuildWorkflow"
  | "DeleteAutomatedReasoningPolicyTestCase"
  | "DeleteCustomModel"
  | "DeleteCustomModelDeployment"
  | "DeleteEnforcedGuardrailConfiguration"
  | "DeleteFoundationModelAgreement"
  | "DeleteGuardrail"
  | "DeleteImportedModel"
  | "DeleteInferenceProfile"
  | "DeleteMarketplaceModelEndpoint"
  | "DeleteModelInvocationLoggingConfiguration"
  | "DeletePromptRouter"
  | "DeleteProvisionedModelThroughput"
  | "DeleteResourcePolicy"
  | "DeregisterMarketplaceModelEndpoint"
  | "ExportAutomatedReasoningPolicyVersion"
  | "GetAccountDataRetention"
  | "GetAdvancedPromptOptimizationJob"
  | "GetAutomatedReasoningPolicy"
  | "GetAutomatedReasoningPolicyAnnotations"
  | "GetAutomatedReasoningPolicyBuildWorkflow"
  | "GetAutomatedReasoningPolicyBuildWorkflowResultAssets"
  | "GetAutomatedReasoningPolicyNextScenario"
  | "GetAutomatedReasoningPolicyTestCase"
  | "GetAutomatedReasoningPolicyTestResult"
  | "GetCustomModel"
  | "GetCustomModelDeployment"
  | "GetEvaluationJob"
  | "GetFoundationModel"
  | "GetFoundationModelAvailability"
  | "GetGuardrail"
  | "GetImportedModel"
  | "GetInferenceProfile"
  | "GetMarketplaceModelEndpoint"
  | "GetModelCopyJob"
  | "GetModelCustomizationJob"
  | "GetModelImportJob"
  | "GetModelInvocationJob"
  | "GetModelInvocationLoggingConfiguration"
  | "GetPromptRouter"
  | "GetProvisionedModelThroughput"
  | "GetResourcePolicy"
  | "GetUseCaseForModelAccess"
  | "ListAdvancedPromptOptimizationJobs"
  | "ListAutomatedReasoningPolicies"
  | "ListAutomatedReasoningPolicyBuildWorkflows"
  | "ListAutomatedReasoningPolicyTestCases"
  | "ListAutomatedReasoningPolicyTestResults"
  | "ListCustomModelDeployments"
  | "ListCustomModels"
  | "ListEnforcedGuardrailsConfiguration"
  | "ListEvaluationJobs"
  | "ListFoundationModelAgreementOffers"
  | "ListFoundationModels"
  | "ListGuardrails"
  | "ListImportedModels"
  | "ListInferenceProfiles"
  | "ListMarketplaceModelEndpoints"
  | "ListModelCopyJobs"
  | "ListModelCustomizationJobs"
  | "ListModelImportJobs"
  | "ListModelInvocationJobs"
  | "ListPromptRouters"
  | "ListProvisionedModelThroughputs"
  | "ListTagsForResource"
  | "PutAccountDataRetention"
  | "PutEnforcedGuardrailConfiguration"
  | "PutModelInvocationLoggingConfiguration"
  | "PutResourcePolicy"
  | "PutUseCaseForModelAccess"
  | "RegisterMarketplaceModelEndpoint"
  | "StartAutomatedReasoningPolicyBuildWorkflow"
  | "StartAutomatedReasoningPolicyTestWorkflow"
  | "StopAdvancedPromptOptimizationJob"
  | "StopEvaluationJob"
  | "StopModelCustomizationJob"
  | "StopModelInvocationJob"
  | "TagResource"
  | "UntagResource"
  | "UpdateAutomatedReasoningPolicy"
  | "UpdateAutomatedReasoningPolicyAnnotations"
  | "UpdateAutomatedReasoningPolicyTestCase"
  | "UpdateCustomModelDeployment"
  | "UpdateGuardrail"
  | "UpdateMarketplaceModelEndpoint"
  | "UpdateProvisionedModelThroughput";

/** Every operation of the control plane, by name. */
export const controlOperations: Readonly<Record<ControlOperationName, OperationRow>> = {
  BatchDeleteAdvancedPromptOptimizationJob: ["POST /advanced-prompt-optimization-job/batch-delete", {
    required: "jobIdentifiers",
  }],
  BatchDeleteEvaluationJob: ["POST /evaluation-jobs/batch-delete", { required: "jobIdentifiers" }],
  CancelAutomatedReasoningPolicyBuildWorkflow: [
    "POST /automated-reasoning-policies/{policyArn}/build-workflows/{buildWorkflowId}/cancel",
    { bodiless: true },
  ],
  CreateAdvancedPromptOptimizationJob: ["POST /advanced-prompt-optimization-jobs", {
    required: "jobName inputConfig outputConfig modelConfigurations",
    token: "clientToken",
  }],
  CreateAutomatedReasoningPolicy: ["POST /automated-reasoning-policies", {
    required: "name",
    token: "clientRequestToken",
  }],
  CreateAutomatedReasoningPolicyTestCase: ["POST /automated-reasoning-policies/{policyArn}/test-cases", {
    required: "guardContent expectedAggregatedFindingsResult",
    token: "clientRequestToken",
  }],
  CreateAutomatedReasoningPolicyVersion: ["POST /automated-reasoning-policies/{policyArn}/versions", {
    required: "lastUpdatedDefinitionHash",
    token: "clientRequestToken",
  }],
  CreateCustomModel: ["POST /custom-models/create-custom-model", {
    required: "modelName",
    token: "clientRequestToken",
  }],
  CreateCustomModelDeployment: ["POST /model-customization/custom-model-deployments", {
    required: "modelDeploymentName modelArn",
    token: "clientRequestToken",
  }],
  CreateEvaluationJob: ["POST /evaluation-jobs", {
    required: "jobName roleArn evaluationConfig inferenceConfig outputDataConfig",
    token: "clientRequestToken",
  }],
  CreateFoundationModelAgreement: ["POST /create-foundation-model-agreement", { required: "offerToken modelId" }],
  CreateGuardrail: ["POST /guardrails", {
    required: "name blockedInputMessaging blockedOutputsMessaging",
    token: "clientRequestToken",
  }],
  CreateGuardrailVersion: ["POST /guardrails/{guardrailIdentifier}", { token: "clientRequestToken" }],
  CreateInferenceProfile: ["POST /inference-profiles", {
    required: "inferenceProfileName modelSource",
    token: "clientRequestToken",
  }],
  CreateMarketplaceModelEndpoint: ["POST /marketplace-model/endpoints", {
    required: "modelSourceIdentifier endpointConfig endpointName",
    token: "clientRequestToken",
  }],
  CreateModelCopyJob: ["POST /model-copy-jobs", {
    required: "sourceModelArn targetModelName",
    token: "clientRequestToken",
  }],
  CreateModelCustomizationJob: ["POST /model-customization-jobs", {
    required: "jobName customModelName roleArn baseModelIdentifier trainingDataConfig outputDataConfig",
    token: "clientRequestToken",
  }],
  CreateModelImportJob: ["POST /model-import-jobs", { required: "jobName importedModelName roleArn modelDataSource" }],
  CreateModelInvocationJob: ["POST /model-invocation-job", {
    required: "jobName roleArn modelId inputDataConfig outputDataConfig",
    token: "clientRequestToken",
  }],
  CreatePromptRouter: ["POST /prompt-routers", {
    required: "promptRouterName models routingCriteria fallbackModel",
    token: "clientRequestToken",
  }],
  CreateProvisionedModelThroughput: ["POST /provisioned-model-throughput", {
    required: "modelUnits provisionedModelName modelId",
    token: "clientRequestToken",
  }],
  DeleteAutomatedReasoningPolicy: ["DELETE /automated-reasoning-policies/{policyArn}", {
    query: "force",
    bodiless: true,
  }],
  DeleteAutomatedReasoningPolicyBuildWorkflow: [
    "DELETE /automated-reasoning-policies/{policyArn}/build-workflows/{buildWorkflowId}",
    { query: "lastUpdatedAt=updatedAt", bodiless: true, required: "lastUpdatedAt" },
  ],
  DeleteAutomatedReasoningPolicyTestCase: ["DELETE /automated-reasoning-policies/{policyArn}/test-cases/{testCaseId}", {
    query: "lastUpdatedAt=updatedAt",
    bodiless: true,
    required: "lastUpdatedAt",
  }],
  DeleteCustomModel: ["DELETE /custom-models/{modelIdentifier}", { bodiless: true }],
  DeleteCustomModelDeployment: [
    "DELETE /model-customization/custom-model-deployments/{customModelDeploymentIdentifier}",
    { bodiless: true },
  ],
  DeleteEnforcedGuardrailConfiguration: ["DELETE /enforcedGuardrailsConfiguration/{configId}", { bodiless: true }],
  DeleteFoundationModelAgreement: ["POST /delete-foundation-model-agreement", { required: "modelId" }],
  DeleteGuardrail: ["DELETE /guardrails/{guardrailIdentifier}", { query: "guardrailVersion", bodiless: true }],
  DeleteImportedModel: ["DELETE /imported-models/{modelIdentifier}", { bodiless: true }],
  DeleteInferenceProfile: ["DELETE /inference-profiles/{inferenceProfileIdentifier}", { bodiless: true }],
  DeleteMarketplaceModelEndpoint: ["DELETE /marketplace-model/endpoints/{endpointArn}", { bodiless: true }],
  DeleteModelInvocationLoggingConfiguration: ["DELETE /logging/modelinvocations", { bodiless: true }],
  DeletePromptRouter: ["DELETE /prompt-routers/{promptRouterArn}", { bodiless: true }],
  DeleteProvisionedModelThroughput: ["DELETE /provisioned-model-throughput/{provisionedModelId}", { bodiless: true }],
  DeleteResourcePolicy: ["DELETE /resource-policy/{resourceArn}", { bodiless: true }],
  DeregisterMarketplaceModelEndpoint: ["DELETE /marketplace-model/endpoints/{endpointArn}/registration", {
    bodiless: true,
  }],
  ExportAutomatedReasoningPolicyVersion: ["GET /automated-reasoning-policies/{policyArn}/export", {
    bodiless: true,
    replyPayload: "policyDefinition",
  }],
  GetAccountDataRetention: ["GET /data-retention", { bodiless: true }],
  GetAdvancedPromptOptimizationJob: ["GET /advanced-prompt-optimization-jobs/{jobIdentifier}", { bodiless: true }],
  GetAutomatedReasoningPolicy: ["GET /automated-reasoning-policies/{policyArn}", { bodiless: true }],
  GetAutomatedReasoningPolicyAnnotations: [
    "GET /automated-reasoning-policies/{policyArn}/build-workflows/{buildWorkflowId}/annotations",
    { bodiless: true },
  ],
  GetAutomatedReasoningPolicyBuildWorkflow: [
    "GET /automated-reasoning-policies/{policyArn}/build-workflows/{buildWorkflowId}",
    { bodiless: true },
  ],
  GetAutomatedReasoningPolicyBuildWorkflowResultAssets: [
    "GET /automated-reasoning-policies/{policyArn}/build-workflows/{buildWorkflowId}/result-assets",
    {
      query: "assetType assetId",
      bodiless: true,
      required: "assetType",
      output: anywhere({ buildWorkflowAssets: { document: { document: "blob" } } }),
    },
  ],
  GetAutomatedReasoningPolicyNextScenario: [
    "GET /automated-reasoning-policies/{policyArn}/build-workflows/{buildWorkflowId}/scenarios",
    { bodiless: true },
  ],
  GetAutomatedReasoningPolicyTestCase: ["GET /automated-reasoning-policies/{policyArn}/test-cases/{testCaseId}", {
    bodiless: true,
  }],
  GetAutomatedReasoningPolicyTestResult: [
    "GET /automated-reasoning-policies/{policyArn}/build-workflows/{buildWorkflowId}/test-cases/{testCaseId}/test-results",
    { bodiless: true },
  ],
  GetCustomModel: ["GET /custom-models/{modelIdentifier}", { bodiless: true }],
  GetCustomModelDeployment: ["GET /model-customization/custom-model-deployments/{customModelDeploymentIdentifier}", {
    bodiless: true,
  }],
  GetEvaluationJob: ["GET /evaluation-jobs/{jobIdentifier}", { bodiless: true }],
  GetFoundationModel: ["GET /foundation-models/{modelIdentifier}", { bodiless: true }],
  GetFoundationModelAvailability: ["GET /foundation-model-availability/{modelId}", { bodiless: true }],
  GetGuardrail: ["GET /guardrails/{guardrailIdentifier}", { query: "guardrailVersion", bodiless: true }],
  GetImportedModel: ["GET /imported-models/{modelIdentifier}", { bodiless: true }],
  GetInferenceProfile: ["GET /inference-profiles/{inferenceProfileIdentifier}", { bodiless: true }],
  GetMarketplaceModelEndpoint: ["GET /marketplace-model/endpoints/{endpointArn}", { bodiless: true }],
  GetModelCopyJob: ["GET /model-copy-jobs/{jobArn}", { bodiless: true }],
  GetModelCustomizationJob: ["GET /model-customization-jobs/{jobIdentifier}", { bodiless: true }],
  GetModelImportJob: ["GET /model-import-jobs/{jobIdentifier}", { bodiless: true }],
  GetModelInvocationJob: ["GET /model-invocation-job/{jobIdentifier}", { bodiless: true }],
  GetModelInvocationLoggingConfiguration: ["GET /logging/modelinvocations", { bodiless: true }],
  GetPromptRouter: ["GET /prompt-routers/{promptRouterArn}", { bodiless: true }],
  GetProvisionedModelThroughput: ["GET /provisioned-model-throughput/{provisionedModelId}", { bodiless: true }],
  GetResourcePolicy: ["GET /resource-policy/{resourceArn}", { bodiless: true }],
  GetUseCaseForModelAccess: ["GET /use-case-for-model-access", { bodiless: true }],
  ListAdvancedPromptOptimizationJobs: ["GET /advanced-prompt-optimization-jobs", {
    query: "maxResults nextToken sortBy sortOrder",
    bodiless: true,
    pages: "jobSummaries",
  }],
  ListAutomatedReasoningPolicies: ["GET /automated-reasoning-policies", {
    query: "policyArn nextToken maxResults",
    bodiless: true,
    pages: "automatedReasoningPolicySummaries",
  }],
  ListAutomatedReasoningPolicyBuildWorkflows: ["GET /automated-reasoning-policies/{policyArn}/build-workflows", {
    query: "nextToken maxResults",
    bodiless: true,
    pages: "automatedReasoningPolicyBuildWorkflowSummaries",
  }],
  ListAutomatedReasoningPolicyTestCases: ["GET /automated-reasoning-policies/{policyArn}/test-cases", {
    query: "nextToken maxResults",
    bodiless: true,
    pages: "testCases",
  }],
  ListAutomatedReasoningPolicyTestResults: [
    "GET /automated-reasoning-policies/{policyArn}/build-workflows/{buildWorkflowId}/test-results",
    { query: "nextToken maxResults", bodiless: true, pages: "testResults" },
  ],
  ListCustomModelDeployments: ["GET /model-customization/custom-model-deployments", {
    query: "createdBefore createdAfter nameContains maxResults nextToken sortBy sortOrder statusEquals modelArnEquals",
    bodiless: true,
    pages: "modelDeploymentSummaries",
  }],
  ListCustomModels: ["GET /custom-models", {
    query:
      "creationTimeBefore creationTimeAfter nameContains baseModelArnEquals foundationModelArnEquals maxResults nextToken sortBy sortOrder isOwned modelStatus",
    bodiless: true,
    pages: "modelSummaries",
  }],
  ListEnforcedGuardrailsConfiguration: ["GET /enforcedGuardrailsConfiguration", {
    query: "nextToken",
    bodiless: true,
    pages: "guardrailsConfig",
  }],
  ListEvaluationJobs: ["GET /evaluation-jobs", {
    query:
      "creationTimeAfter creationTimeBefore statusEquals applicationTypeEquals nameContains maxResults nextToken sortBy sortOrder",
    bodiless: true,
    pages: "jobSummaries",
  }],
  ListFoundationModelAgreementOffers: ["GET /list-foundation-model-agreement-offers/{modelId}", {
    query: "offerType",
    bodiless: true,
  }],
  ListFoundationModels: ["GET /foundation-models", {
    query: "byProvider byCustomizationType byOutputModality byInferenceType",
    bodiless: true,
  }],
  ListGuardrails: ["GET /guardrails", {
    query: "guardrailIdentifier maxResults nextToken",
    bodiless: true,
    pages: "guardrails",
  }],
  ListImportedModels: ["GET /imported-models", {
    query: "creationTimeBefore creationTimeAfter nameContains maxResults nextToken sortBy sortOrder",
    bodiless: true,
    pages: "modelSummaries",
  }],
  ListInferenceProfiles: ["GET /inference-profiles", {
    query: "maxResults nextToken typeEquals=type",
    bodiless: true,
    pages: "inferenceProfileSummaries",
  }],
  ListMarketplaceModelEndpoints: ["GET /marketplace-model/endpoints", {
    query: "maxResults nextToken modelSourceEquals=modelSourceIdentifier",
    bodiless: true,
    pages: "marketplaceModelEndpoints",
  }],
  ListModelCopyJobs: ["GET /model-copy-jobs", {
    query:
      "creationTimeAfter creationTimeBefore statusEquals sourceAccountEquals sourceModelArnEquals targetModelNameContains=outputModelNameContains maxResults nextToken sortBy sortOrder",
    bodiless: true,
    pages: "modelCopyJobSummaries",
  }],
  ListModelCustomizationJobs: ["GET /model-customization-jobs", {
    query: "creationTimeAfter creationTimeBefore statusEquals nameContains maxResults nextToken sortBy sortOrder",
    bodiless: true,
    pages: "modelCustomizationJobSummaries",
  }],
  ListModelImportJobs: ["GET /model-import-jobs", {
    query: "creationTimeAfter creationTimeBefore statusEquals nameContains maxResults nextToken sortBy sortOrder",
    bodiless: true,
    pages: "modelImportJobSummaries",
  }],
  ListModelInvocationJobs: ["GET /model-invocation-jobs", {
    query: "submitTimeAfter submitTimeBefore statusEquals nameContains maxResults nextToken sortBy sortOrder",
    bodiless: true,
    pages: "invocationJobSummaries",
  }],
  ListPromptRouters: ["GET /prompt-routers", {
    query: "maxResults nextToken type",
    bodiless: true,
    pages: "promptRouterSummaries",
  }],
  ListProvisionedModelThroughputs: ["GET /provisioned-model-throughputs", {
    query:
      "creationTimeAfter creationTimeBefore statusEquals modelArnEquals nameContains maxResults nextToken sortBy sortOrder",
    bodiless: true,
    pages: "provisionedModelSummaries",
  }],
  ListTagsForResource: ["POST /listTagsForResource", { required: "resourceARN" }],
  PutAccountDataRetention: ["PUT /data-retention", { required: "mode" }],
  PutEnforcedGuardrailConfiguration: ["PUT /enforcedGuardrailsConfiguration", { required: "guardrailInferenceConfig" }],
  PutModelInvocationLoggingConfiguration: ["PUT /logging/modelinvocations", { required: "loggingConfig" }],
  PutResourcePolicy: ["POST /resource-policy", { required: "resourceArn resourcePolicy" }],
  PutUseCaseForModelAccess: ["POST /use-case-for-model-access", { required: "formData" }],
  RegisterMarketplaceModelEndpoint: ["POST /marketplace-model/endpoints/{endpointIdentifier}/registration", {
    required: "modelSourceIdentifier",
  }],
  StartAutomatedReasoningPolicyBuildWorkflow: [
    "POST /automated-reasoning-policies/{policyArn}/build-workflows/{buildWorkflowType}/start",
    {
      headers: "clientRequestToken=x-amz-client-token",
      payload: "sourceContent",
      required: "sourceContent",
      token: "clientRequestToken",
    },
  ],
  StartAutomatedReasoningPolicyTestWorkflow: [
    "POST /automated-reasoning-policies/{policyArn}/build-workflows/{buildWorkflowId}/test-workflows",
    { token: "clientRequestToken" },
  ],
  StopAdvancedPromptOptimizationJob: ["POST /advanced-prompt-optimization-jobs/{jobIdentifier}/stop", {
    bodiless: true,
  }],
  StopEvaluationJob: ["POST /evaluation-job/{jobIdentifier}/stop", { bodiless: true }],
  StopModelCustomizationJob: ["POST /model-customization-jobs/{jobIdentifier}/stop", { bodiless: true }],
  StopModelInvocationJob: ["POST /model-invocation-job/{jobIdentifier}/stop", { bodiless: true }],
  TagResource: ["POST /tagResource", { required: "resourceARN tags" }],
  UntagResource: ["POST /untagResource", { required: "resourceARN tagKeys" }],
  UpdateAutomatedReasoningPolicy: ["PATCH /automated-reasoning-policies/{policyArn}", { required: "policyDefinition" }],
  UpdateAutomatedReasoningPolicyAnnotations: [
    "PATCH /automated-reasoning-policies/{policyArn}/build-workflows/{buildWorkflowId}/annotations",
    { required: "annotations lastUpdatedAnnotationSetHash" },
  ],
  UpdateAutomatedReasoningPolicyTestCase: ["PATCH /automated-reasoning-policies/{policyArn}/test-cases/{testCaseId}", {
    required: "guardContent lastUpdatedAt expectedAggregatedFindingsResult",
    token: "clientRequestToken",
  }],
  UpdateCustomModelDeployment: [
    "PATCH /model-customization/custom-model-deployments/{customModelDeploymentIdentifier}",
    { required: "modelArn" },
  ],
  UpdateGuardrail: ["PUT /guardrails/{guardrailIdentifier}", {
    required: "name blockedInputMessaging blockedOutputsMessaging",
  }],
  UpdateMarketplaceModelEndpoint: ["PATCH /marketplace-model/endpoints/{endpointArn}", {
    required: "endpointConfig",
    token: "clientRequestToken",
  }],
  UpdateProvisionedModelThroughput: ["PATCH /provisioned-model-throughput/{provisionedModelId}"],
};
