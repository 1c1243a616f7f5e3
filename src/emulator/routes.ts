/**
 * A method and a path as on the wire go in, who answers and what stood in the labels come out.
 *
 * @module
 */
import { messages } from "./anthropic_endpoint.ts";
import { getAsyncInvoke, listAsyncInvokes, startAsyncInvoke } from "./async_invoke.ts";
import { invokeModelWithBidirectionalStream } from "./bidirectional.ts";
import { type Call, jsonReply } from "./call.ts";
import {
  emptyList,
  getFoundationModel,
  getFoundationModelAvailability,
  getGuardrail,
  getInferenceProfile,
  listFoundationModels,
  listGuardrails,
  listInferenceProfiles,
  listOffers,
  nothingThere,
} from "./control.ts";
import { converse, converseStream } from "./converse.ts";
import { countTokensOf } from "./count_tokens.ts";
import { applyGuardrail, invokeGuardrailChecks } from "./guardrail_routes.ts";
import { invokeModel, invokeModelWithResponseStream } from "./invoke.ts";
import { chatCompletions } from "./openai_endpoint.ts";
import { responses } from "./openai_responses.ts";
import { invalid } from "./refusal.ts";
import type { Dialect } from "./sse_road.ts";

/** Which of the service's hosts an operation lives on. */
export type Service = "bedrock" | "bedrock-runtime";

/** One operation. */
export interface Route {
  /** The operation's name. */
  operation: string;
  /** The method. */
  method: string;
  /** The path, with labels in braces. */
  path: string;
  /** The host it lives on. */
  service: Service;
  /** Answers. */
  answer: (call: Call) => Promise<Response> | Response;
  /** Whose errors it speaks, when they are not AWS's own. */
  dialect?: Dialect;
  /**
   * Whether its body is a stream of signed events: it is then handed over unread, with what continues the chain of
   * signatures, and API keys may not call it. @default {false}
   */
  signedEvents?: boolean;
}

/** A route that fits, or the methods that would. */
export type RouteMatch = { route: Route; labels: Record<string, string> } | { allowed: string[] };

type Row = readonly [operation: string, method: string, path: string, answer: Route["answer"]];

/** The operations of the runtime. */
const RUNTIME: readonly Row[] = [
  ["InvokeModel", "POST", "/model/{modelId}/invoke", invokeModel],
  [
    "InvokeModelWithResponseStream",
    "POST",
    "/model/{modelId}/invoke-with-response-stream",
    invokeModelWithResponseStream,
  ],
  ["Converse", "POST", "/model/{modelId}/converse", converse],
  ["ConverseStream", "POST", "/model/{modelId}/converse-stream", converseStream],
  ["CountTokens", "POST", "/model/{modelId}/count-tokens", countTokensOf],
  ["ApplyGuardrail", "POST", "/guardrail/{guardrailIdentifier}/version/{guardrailVersion}/apply", applyGuardrail],
  ["InvokeGuardrailChecks", "POST", "/guardrail-checks/invoke", invokeGuardrailChecks],
  ["StartAsyncInvoke", "POST", "/async-invoke", startAsyncInvoke],
  ["ListAsyncInvokes", "GET", "/async-invoke", listAsyncInvokes],
  ["GetAsyncInvoke", "GET", "/async-invoke/{invocationArn}", getAsyncInvoke],
];

/** The operations of the control plane that read; those that change anything are not served. */
const CONTROL: readonly Row[] = [
  ["ListFoundationModels", "GET", "/foundation-models", listFoundationModels],
  ["GetFoundationModel", "GET", "/foundation-models/{modelIdentifier}", getFoundationModel],
  ["GetFoundationModelAvailability", "GET", "/foundation-model-availability/{modelId}", getFoundationModelAvailability],
  ["ListFoundationModelAgreementOffers", "GET", "/list-foundation-model-agreement-offers/{modelId}", listOffers],
  ["ListInferenceProfiles", "GET", "/inference-profiles", listInferenceProfiles],
  ["GetInferenceProfile", "GET", "/inference-profiles/{inferenceProfileIdentifier}", getInferenceProfile],
  ["ListGuardrails", "GET", "/guardrails", listGuardrails],
  ["GetGuardrail", "GET", "/guardrails/{guardrailIdentifier}", getGuardrail],
  ["ListProvisionedModelThroughputs", "GET", "/provisioned-model-throughputs", emptyList("provisionedModelSummaries")],
  [
    "GetProvisionedModelThroughput",
    "GET",
    "/provisioned-model-throughput/{provisionedModelId}",
    nothingThere("provisioned model"),
  ],
  ["ListCustomModels", "GET", "/custom-models", emptyList("modelSummaries")],
  ["GetCustomModel", "GET", "/custom-models/{modelIdentifier}", nothingThere("custom model")],
  [
    "ListCustomModelDeployments",
    "GET",
    "/model-customization/custom-model-deployments",
    emptyList("modelDeploymentSummaries"),
  ],
  [
    "GetCustomModelDeployment",
    "GET",
    "/model-customization/custom-model-deployments/{customModelDeploymentIdentifier}",
    nothingThere("custom model deployment"),
  ],
  ["ListImportedModels", "GET", "/imported-models", emptyList("modelSummaries")],
  ["GetImportedModel", "GET", "/imported-models/{modelIdentifier}", nothingThere("imported model")],
  ["ListPromptRouters", "GET", "/prompt-routers", emptyList("promptRouterSummaries")],
  ["GetPromptRouter", "GET", "/prompt-routers/{promptRouterArn}", nothingThere("prompt router")],
  ["ListMarketplaceModelEndpoints", "GET", "/marketplace-model/endpoints", emptyList("marketplaceModelEndpoints")],
  [
    "GetMarketplaceModelEndpoint",
    "GET",
    "/marketplace-model/endpoints/{endpointArn}",
    nothingThere("marketplace endpoint"),
  ],
  ["ListModelInvocationJobs", "GET", "/model-invocation-jobs", emptyList("invocationJobSummaries")],
  ["GetModelInvocationJob", "GET", "/model-invocation-job/{jobIdentifier}", nothingThere("model invocation job")],
  ["ListModelCustomizationJobs", "GET", "/model-customization-jobs", emptyList("modelCustomizationJobSummaries")],
  ["ListModelCopyJobs", "GET", "/model-copy-jobs", emptyList("modelCopyJobSummaries")],
  ["ListModelImportJobs", "GET", "/model-import-jobs", emptyList("modelImportJobSummaries")],
  ["ListEvaluationJobs", "GET", "/evaluation-jobs", emptyList("jobSummaries")],
  ["ListTagsForResource", "POST", "/listTagsForResource", (call) => jsonReply(call, { tags: [] })],
];

/** The endpoints that speak OpenAI's and Anthropic's own dialects. */
const DIALECTS: readonly Route[] = [
  { operation: "ChatCompletions", path: "/openai/v1/chat/completions", dialect: "openai", answer: chatCompletions },
  { operation: "Responses", path: "/openai/v1/responses", dialect: "openai", answer: responses },
  { operation: "Messages", path: "/anthropic/v1/messages", dialect: "anthropic", answer: messages },
].map((row) => ({ ...row, method: "POST", service: "bedrock-runtime" }) as Route);

const BIDIRECTIONAL: Row = [
  "InvokeModelWithBidirectionalStream",
  "POST",
  "/model/{modelId}/invoke-with-bidirectional-stream",
  invokeModelWithBidirectionalStream,
];

/** All routes. */
export const ROUTES: readonly Route[] = [
  ...RUNTIME.map((row) => routeOf(row, "bedrock-runtime")),
  { ...routeOf(BIDIRECTIONAL, "bedrock-runtime"), signedEvents: true },
  ...CONTROL.map((row) => routeOf(row, "bedrock")),
  ...DIALECTS,
];

function routeOf([operation, method, path, answer]: Row, service: Service): Route {
  return { operation, method, path, answer, service };
}

const PATTERNS: ReadonlyMap<string, RegExp> = new Map(
  ROUTES.map(({ path }) => [path, new RegExp(`^${path.replace(/\{(\w+)\}/g, "(?<$1>[^/]+)")}$`)]),
);

/** Finds the route of a request; `undefined` when no path fits. */
export function findRoute(method: string, path: string, service: Service | undefined): RouteMatch | undefined {
  const allowed: string[] = [];
  for (const route of ROUTES) {
    if (service !== undefined && route.service !== service) continue;
    const match = PATTERNS.get(route.path)!.exec(path);
    if (!match) continue;
    if (route.method === method) return { route, labels: decodeLabels(match.groups ?? {}) };
    allowed.push(route.method);
  }
  return allowed.length > 0 ? { allowed } : undefined;
}

function decodeLabels(groups: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(groups).map(([name, text]) => {
      try {
        return [name, decodeURIComponent(text)];
      } catch {
        throw invalid(`The label ${name} of the path is not percent-encoded UTF-8.`);
      }
    }),
  );
}
