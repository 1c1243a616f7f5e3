/**
 * The route table: what the gateway serves, in whose words, and by which function.
 *
 * @module
 */
import { frontPage, playgroundData } from "./playground_door.ts";
import { description, health, metrics, probe } from "./service_routes.ts";
import { listModels, showModel } from "./models_route.ts";
import { translated } from "./translated.ts";
import { noStoredResponse } from "./openai_responses_stored.ts";
import { relayControl, relayDialect, relayModel, relayRuntime } from "./native.ts";
import type { Route } from "./router.ts";

const native = { dialect: "native" } as const;
const openai = { dialect: "openai" } as const;
const anthropic = { dialect: "anthropic" } as const;

const post = (path: string, summary: string): Pick<Route, "method" | "path" | "summary"> => ({
  method: "POST",
  path,
  summary,
});
const get = (path: string, summary: string): Pick<Route, "method" | "path" | "summary"> => ({
  method: "GET",
  path,
  summary,
});

/** The table. Where two patterns fit, the earlier row wins. */
export const routes: readonly Route[] = [
  { method: "HEAD", path: "/", summary: "A sign of life", ...openai, open: true, handle: probe },
  { ...get("/", "The playground, or a few lines of help"), ...openai, handle: frontPage },
  {
    ...get("/playground/{modelId}", "A model, as the playground shows it"),
    ...openai,
    handle: playgroundData("describeModel"),
  },
  {
    ...post("/playground/{modelId}", "What is wrong with a model's own body"),
    ...openai,
    handle: playgroundData("judgeBody"),
  },
  { ...get("/health", "Whether the gateway runs"), ...openai, open: true, handle: health },
  { ...get("/openapi.json", "This description"), ...openai, handle: description(() => routes) },
  { ...get("/metrics", "Counts, as Prometheus reads them"), ...openai, handle: metrics },

  { ...post("/model/{modelId}/invoke", "InvokeModel"), ...native, handle: relayModel("invoke") },
  {
    ...post("/model/{modelId}/invoke-with-response-stream", "InvokeModelWithResponseStream"),
    ...native,
    handle: relayModel("invoke-with-response-stream"),
  },
  { ...post("/model/{modelId}/converse", "Converse"), ...native, handle: relayModel("converse") },
  { ...post("/model/{modelId}/converse-stream", "ConverseStream"), ...native, handle: relayModel("converse-stream") },
  { ...post("/model/{modelId}/count-tokens", "CountTokens"), ...native, handle: relayModel("count-tokens") },
  {
    ...post("/guardrail/{guardrailIdentifier}/version/{guardrailVersion}/apply", "ApplyGuardrail"),
    ...native,
    handle: relayRuntime,
  },
  { ...post("/guardrail-checks/invoke", "InvokeGuardrailChecks"), ...native, handle: relayRuntime },
  { ...post("/async-invoke", "StartAsyncInvoke"), ...native, handle: relayRuntime },
  { ...get("/async-invoke", "ListAsyncInvokes"), ...native, handle: relayRuntime },
  { ...get("/async-invoke/{invocationArn}", "GetAsyncInvoke"), ...native, handle: relayRuntime },

  { ...get("/foundation-models", "ListFoundationModels"), ...native, handle: relayControl },
  { ...get("/foundation-models/{modelIdentifier}", "GetFoundationModel"), ...native, handle: relayControl },
  {
    ...get("/foundation-model-availability/{modelId}", "GetFoundationModelAvailability"),
    ...native,
    handle: relayControl,
  },
  { ...get("/inference-profiles", "ListInferenceProfiles"), ...native, handle: relayControl },
  {
    ...get("/inference-profiles/{inferenceProfileIdentifier}", "GetInferenceProfile"),
    ...native,
    handle: relayControl,
  },
  { ...get("/provisioned-model-throughputs", "ListProvisionedModelThroughputs"), ...native, handle: relayControl },
  {
    ...get("/provisioned-model-throughput/{provisionedModelId}", "GetProvisionedModelThroughput"),
    ...native,
    handle: relayControl,
  },
  { ...get("/custom-models", "ListCustomModels"), ...native, handle: relayControl },
  { ...get("/imported-models", "ListImportedModels"), ...native, handle: relayControl },
  { ...get("/guardrails", "ListGuardrails"), ...native, handle: relayControl },

  {
    ...post("/v1/chat/completions", "A chat, in OpenAI's words"),
    ...openai,
    handle: translated(() => import("./openai_chat.ts")),
  },
  {
    ...post("/v1/completions", "A completion, in OpenAI's words"),
    ...openai,
    handle: translated(() => import("./openai_completions.ts")),
  },
  {
    ...post("/v1/responses", "A response, in OpenAI's words"),
    ...openai,
    handle: translated(() => import("./openai_responses.ts")),
  },
  { ...get("/v1/responses/{id}", "404: no response is stored"), ...openai, handle: noStoredResponse },
  { ...post("/v1/responses/{id}", "404: no response is stored"), ...openai, handle: noStoredResponse },
  {
    method: "DELETE",
    path: "/v1/responses/{id}",
    summary: "404: no response is stored",
    ...openai,
    handle: noStoredResponse,
  },
  {
    ...post("/v1/embeddings", "Embeddings, in OpenAI's words"),
    ...openai,
    handle: translated(() => import("./openai_embeddings.ts")),
  },
  {
    ...post("/v1/images/generations", "Images, in OpenAI's words"),
    ...openai,
    handle: translated(() => import("./openai_images.ts")),
  },
  { ...get("/v1/models", "The models there are"), ...openai, handle: listModels },
  { ...get("/v1/models/{model}", "One model"), ...openai, handle: showModel },

  {
    ...post("/v1/messages", "A message, in Anthropic's words"),
    ...anthropic,
    handle: translated(() => import("./anthropic_messages.ts")),
  },
  {
    ...post("/v1/messages/count_tokens", "The tokens of a message, in Anthropic's words"),
    ...anthropic,
    handle: translated(() => import("./anthropic_count.ts")),
  },

  { ...post("/openai/v1/{path}", "Bedrock's own OpenAI endpoints"), ...openai, handle: relayDialect },
  { ...post("/anthropic/v1/messages", "Bedrock's own Anthropic endpoint"), ...anthropic, handle: relayDialect },
];
