/**
 * The operations of the agent runtime as data: all 35 of them.
 *
 * Methods, paths and members are those of the Agents for Bedrock Runtime API, 2023-07-26
 * (https://docs.aws.amazon.com/bedrock/latest/APIReference/API_Operations_Agents_for_Amazon_Bedrock_Runtime.html).
 *
 * @module
 */
import { anywhere, type OperationRow } from "./operation_row.ts";
import type { Shape } from "./operations.ts";

const references: Shape = { metadata: "document", score: "number" };

/** What is more than JSON in the agent runtime's inputs, wherever it stands: fields are a map but in an agent's prompts. */
export const AGENT_INPUT: Shape = anywhere({
  additionalModelRequestFields: { "*": "document" },
  dateTimeValue: "epoch",
  document: "document",
  jsonDocument: "document",
  promptConfigurations: { additionalModelRequestFields: "document" },
  value: "document",
});

/** What is more than JSON in the agent runtime's replies and events, wherever it stands. */
export const AGENT_REPLY: Shape = anywhere({
  createdAt: "time",
  endedAt: "time",
  endTime: "time",
  eventTime: "time",
  invocationStepTime: "time",
  lastUpdatedAt: "time",
  sessionExpiryTime: "time",
  sessionStartTime: "time",
  startedAt: "time",
  startTime: "time",
  timestamp: "time",
  bytes: "blob",
  redactedContent: "blob",
  relevanceScore: "number",
  document: "document",
  operationRequest: "document",
  operationResponse: "document",
  retrievalResults: references,
  retrievedReferences: references,
  // Maps whose names are the caller's own
  sessionMetadata: "document",
  tags: "document",
});

/** A timestamp there is a number, and a result's bytes are bytes: both unlike everywhere else. */
const retrieved: Shape = { content: { byteContent: "blob" }, metadata: "document" };
const AGENTIC: Shape = { results: retrieved, attributes: { retrievalResponse: retrieved } };

/** The name of an operation of the agent runtime that answers with a stream. */
export type AgentStreamName =
  | "AgenticRetrieveStream"
  | "InvokeAgent"
  | "InvokeFlow"
  | "InvokeInlineAgent"
  | "OptimizePrompt"
  | "RetrieveAndGenerateStream";

/** The name of an operation of the agent runtime. */
export type AgentOperationName =
  | AgentStreamName
  | "CheckIngestedDocumentAcl"
  | "CreateInvocation"
  | "CreateSession"
  | "DeleteAgentMemory"
  | "DeleteSession"
  | "EndSession"
  | "GenerateQuery"
  | "GetAgentMemory"
  | "GetDocumentContent"
  | "GetExecutionFlowSnapshot"
  | "GetFlowExecution"
  | "GetIngestedDocumentAcl"
  | "GetInvocationStep"
  | "GetSession"
  | "ListFlowExecutionEvents"
  | "ListFlowExecutions"
  | "ListInvocationSteps"
  | "ListInvocations"
  | "ListSessions"
  | "ListTagsForResource"
  | "PutInvocationStep"
  | "Rerank"
  | "Retrieve"
  | "RetrieveAndGenerate"
  | "StartFlowExecution"
  | "StopFlowExecution"
  | "TagResource"
  | "UntagResource"
  | "UpdateSession";

/** The rows. */
export const agentOperations: Readonly<Record<AgentOperationName, OperationRow>> = {
  AgenticRetrieveStream: ["POST /agenticRetrieveStream", {
    required: "messages retrievers agenticRetrieveConfiguration",
    events: "responseEvent result traceEvent",
    output: AGENTIC,
  }],
  CheckIngestedDocumentAcl: [
    "POST /knowledgebases/{knowledgeBaseId}/datasources/{dataSourceId}/check-ingested-document-acl",
    { required: "documentId userContext" },
  ],
  CreateInvocation: ["PUT /sessions/{sessionIdentifier}/invocations/"],
  CreateSession: ["PUT /sessions/"],
  DeleteAgentMemory: ["DELETE /agents/{agentId}/agentAliases/{agentAliasId}/memories", {
    query: "memoryId sessionId",
    bodiless: true,
  }],
  DeleteSession: ["DELETE /sessions/{sessionIdentifier}/", { bodiless: true }],
  EndSession: ["PATCH /sessions/{sessionIdentifier}", { bodiless: true }],
  GenerateQuery: ["POST /generateQuery", { required: "queryGenerationInput transformationConfiguration" }],
  GetAgentMemory: ["GET /agents/{agentId}/agentAliases/{agentAliasId}/memories", {
    query: "memoryType memoryId nextToken maxItems",
    bodiless: true,
    required: "memoryType memoryId",
    pages: "memoryContents",
  }],
  GetDocumentContent: [
    "POST /knowledgebases/{knowledgeBaseId}/datasources/{dataSourceId}/documents/{documentId}/content",
  ],
  GetExecutionFlowSnapshot: [
    "GET /flows/{flowIdentifier}/aliases/{flowAliasIdentifier}/executions/{executionIdentifier}/flowsnapshot",
    { bodiless: true },
  ],
  GetFlowExecution: ["GET /flows/{flowIdentifier}/aliases/{flowAliasIdentifier}/executions/{executionIdentifier}", {
    bodiless: true,
  }],
  GetIngestedDocumentAcl: [
    "POST /knowledgebases/{knowledgeBaseId}/datasources/{dataSourceId}/get-ingested-document-acl",
    { required: "documentId" },
  ],
  GetInvocationStep: ["POST /sessions/{sessionIdentifier}/invocationSteps/{invocationStepId}", {
    required: "invocationIdentifier",
  }],
  GetSession: ["GET /sessions/{sessionIdentifier}/", { bodiless: true }],
  InvokeAgent: ["POST /agents/{agentId}/agentAliases/{agentAliasId}/sessions/{sessionId}/text", {
    headers: "sourceArn=x-amz-source-arn",
    replyHeaders:
      "contentType=x-amzn-bedrock-agent-content-type sessionId=x-amz-bedrock-agent-session-id memoryId=x-amz-bedrock-agent-memory-id",
    events: "chunk files returnControl trace",
  }],
  InvokeFlow: ["POST /flows/{flowIdentifier}/aliases/{flowAliasIdentifier}", {
    required: "inputs",
    replyHeaders: "executionId=x-amz-bedrock-flow-execution-id",
    events: "flowCompletionEvent flowMultiTurnInputRequestEvent flowOutputEvent flowTraceEvent",
  }],
  InvokeInlineAgent: ["POST /agents/{sessionId}", {
    required: "foundationModel instruction",
    replyHeaders: "contentType=x-amzn-bedrock-agent-content-type sessionId=x-amz-bedrock-agent-session-id",
    events: "chunk files returnControl trace",
  }],
  ListFlowExecutionEvents: [
    "GET /flows/{flowIdentifier}/aliases/{flowAliasIdentifier}/executions/{executionIdentifier}/events",
    { query: "eventType maxResults nextToken", bodiless: true, required: "eventType", pages: "flowExecutionEvents" },
  ],
  ListFlowExecutions: ["GET /flows/{flowIdentifier}/executions", {
    query: "flowAliasIdentifier maxResults nextToken",
    bodiless: true,
    pages: "flowExecutionSummaries",
  }],
  ListInvocationSteps: ["POST /sessions/{sessionIdentifier}/invocationSteps/", {
    query: "nextToken maxResults",
    pages: "invocationStepSummaries",
  }],
  ListInvocations: ["POST /sessions/{sessionIdentifier}/invocations/", {
    query: "nextToken maxResults",
    bodiless: true,
    pages: "invocationSummaries",
  }],
  ListSessions: ["POST /sessions/", { query: "maxResults nextToken", bodiless: true, pages: "sessionSummaries" }],
  ListTagsForResource: ["GET /tags/{resourceArn}", { bodiless: true }],
  OptimizePrompt: ["POST /optimize-prompt", {
    required: "input targetModelId",
    events: "analyzePromptEvent optimizedPromptEvent",
  }],
  PutInvocationStep: ["PUT /sessions/{sessionIdentifier}/invocationSteps/", {
    required: "invocationIdentifier invocationStepTime payload",
  }],
  Rerank: ["POST /rerank", { required: "queries sources rerankingConfiguration", pages: "results" }],
  Retrieve: ["POST /knowledgebases/{knowledgeBaseId}/retrieve", {
    required: "retrievalQuery",
    pages: "retrievalResults",
  }],
  RetrieveAndGenerate: ["POST /retrieveAndGenerate", { required: "input" }],
  RetrieveAndGenerateStream: ["POST /retrieveAndGenerateStream", {
    required: "input",
    replyHeaders: "sessionId=x-amzn-bedrock-knowledge-base-session-id",
    events: "citation guardrail output",
  }],
  StartFlowExecution: ["POST /flows/{flowIdentifier}/aliases/{flowAliasIdentifier}/executions", { required: "inputs" }],
  StopFlowExecution: [
    "POST /flows/{flowIdentifier}/aliases/{flowAliasIdentifier}/executions/{executionIdentifier}/stop",
    { bodiless: true },
  ],
  TagResource: ["POST /tags/{resourceArn}", { required: "tags" }],
  UntagResource: ["DELETE /tags/{resourceArn}", { query: "tagKeys", bodiless: true, required: "tagKeys" }],
  UpdateSession: ["PUT /sessions/{sessionIdentifier}/"],
};
