/**
 * Questions about models in, AWS's answers out: the control plane, which knows what there is to call and by which id.
 *
 * @example Which models take images?
 * ```ts
 * import { Bedrock } from "@edge-aws/bedrock/control";
 * import { createEmulator, emulatorCredentials } from "@edge-aws/bedrock/emulator";
 * import { assert } from "@std/assert";
 *
 * const bedrock = new Bedrock({ region: "us-east-1", credentials: emulatorCredentials, fetch: createEmulator() });
 * const { modelSummaries = [] } = await bedrock.listFoundationModels({ byOutputModality: "TEXT" });
 * assert(modelSummaries.some((model) => model.inputModalities?.includes("IMAGE")));
 * ```
 *
 * @module
 */
import type {
  GetFoundationModelAvailabilityInput,
  GetFoundationModelAvailabilityOutput,
  GetFoundationModelInput,
  GetFoundationModelOutput,
  ListFoundationModelsInput,
  ListFoundationModelsOutput,
} from "./control_foundation_models.ts";
import type {
  GetGuardrailInput,
  GetGuardrailOutput,
  GuardrailSummary,
  ListGuardrailsInput,
  ListGuardrailsOutput,
} from "./control_guardrails.ts";
import type {
  GetInferenceProfileInput,
  GetInferenceProfileOutput,
  GetPromptRouterInput,
  GetPromptRouterOutput,
  GetProvisionedModelThroughputInput,
  GetProvisionedModelThroughputOutput,
  InferenceProfileSummary,
  ListInferenceProfilesInput,
  ListInferenceProfilesOutput,
  ListPromptRoutersInput,
  ListPromptRoutersOutput,
  ListProvisionedModelThroughputsInput,
  ListProvisionedModelThroughputsOutput,
  PromptRouterSummary,
  ProvisionedModelSummary,
} from "./control_inference_profiles.ts";
import { CONTROL_INPUT, CONTROL_REPLY, type ControlOperationName, controlOperations } from "./control_operations.ts";
import type {
  CustomModelDeploymentSummary,
  CustomModelSummary,
  GetCustomModelDeploymentInput,
  GetCustomModelDeploymentOutput,
  GetCustomModelInput,
  GetCustomModelOutput,
  GetImportedModelInput,
  GetImportedModelOutput,
  GetMarketplaceModelEndpointInput,
  GetMarketplaceModelEndpointOutput,
  ImportedModelSummary,
  ListCustomModelDeploymentsInput,
  ListCustomModelDeploymentsOutput,
  ListCustomModelsInput,
  ListCustomModelsOutput,
  ListImportedModelsInput,
  ListImportedModelsOutput,
  ListMarketplaceModelEndpointsInput,
  ListMarketplaceModelEndpointsOutput,
  MarketplaceModelEndpointSummary,
} from "./control_own_models.ts";
import { Listing } from "./listing.ts";
import { chooseModelId, type ModelChoice } from "./model_choice.ts";
import { operationOf } from "./operation_row.ts";
import type { BedrockOptions, CallOptions, FetchInit } from "./options.ts";
import { ServiceClient } from "./service_client.ts";

export { type ControlOperationName } from "./control_operations.ts";
export type * from "./control_foundation_models.ts";
export type * from "./control_guardrails.ts";
export type * from "./control_inference_profiles.ts";
export type * from "./control_own_models.ts";
export { BedrockError, type BedrockErrorOptions, type PartialAnswer } from "./errors.ts";
export { Listing } from "./listing.ts";
export type { ModelChoice } from "./model_choice.ts";
export type { AttemptReason, AttemptReport, BedrockOptions, CallOptions, FetchInit, Timeouts } from "./options.ts";

/**
 * A client of Bedrock's control plane.
 *
 * What reads has a method with types; every other operation goes through {@linkcode Bedrock.call} by its name. A list can be
 * awaited for one page, or looped over for all items.
 *
 * @example The profiles of a region
 * ```ts
 * import { Bedrock } from "@edge-aws/bedrock/control";
 * import { createEmulator, emulatorCredentials } from "@edge-aws/bedrock/emulator";
 * import { assert } from "@std/assert";
 *
 * const bedrock = new Bedrock({ region: "us-east-1", credentials: emulatorCredentials, fetch: createEmulator() });
 * const ids: string[] = [];
 * for await (const profile of bedrock.listInferenceProfiles()) ids.push(profile.inferenceProfileId);
 * assert(ids.some((id) => id.startsWith("us.")));
 * ```
 */
export class Bedrock {
  readonly #client: ServiceClient;

  /**
   * Creates a client. Nothing is sent.
   *
   * @param options Where calls go, and how.
   * @throws {TypeError} When an option is not known or of the wrong type, or there is no region.
   * @throws {RangeError} When an option is out of bounds.
   */
  constructor(options: BedrockOptions = {}) {
    this.#client = new ServiceClient("bedrock", options);
  }

  /** The region that calls go to. */
  get region(): string {
    return this.#client.region;
  }

  /**
   * Sends a request to any path of the control plane, signed and retried: for relays.
   *
   * @param path The path, encoded, with a slash in front.
   * @param init What is sent, and how.
   * @returns The response, unread, whatever its status.
   * @throws {BedrockError} When there is no response.
   */
  fetch(path: string, init: FetchInit = {}): Promise<Response> {
    return this.#client.fetch(path, init);
  }

  /**
   * Calls any operation of the control plane by its name.
   *
   * @param name AWS's name, e.g. `CreateGuardrail`.
   * @param input AWS's document for it. A member that makes the call safe to repeat is filled in when it is left out.
   * @param options How the call is made.
   * @returns AWS's document back.
   * @throws {TypeError} When there is no such operation, or the input lacks a member.
   * @throws {BedrockError} When AWS refuses, or the connection fails.
   */
  async call<Output = unknown>(
    name: ControlOperationName,
    input: object = {},
    options: CallOptions = {},
  ): Promise<Output> {
    if (!Object.hasOwn(controlOperations, name)) {
      throw new TypeError(`Cannot call operation: there is no "${name}", wanted one of the control plane's`);
    }
    const row = controlOperations[name];
    const reply = await this.#client.call<Output>(operationOf(name, row, CONTROL_REPLY, CONTROL_INPUT), input, options);
    const payload = row[1]?.replyPayload;
    return payload ? { [payload]: reply } as Output : reply;
  }

  /**
   * Calls a list operation by its name.
   *
   * @param name AWS's name, e.g. `ListModelCopyJobs`.
   * @param input AWS's document for it.
   * @param options How each call is made.
   * @returns One page when it is awaited, all items when it is looped over.
   * @throws {TypeError} When there is no such list.
   */
  list<Output extends { nextToken?: string } = Record<string, unknown> & { nextToken?: string }, Item = unknown>(
    name: ControlOperationName,
    input: object = {},
    options: CallOptions = {},
  ): Listing<Output, Item> {
    const items = Object.hasOwn(controlOperations, name) ? controlOperations[name][1]?.pages : undefined;
    if (items === undefined) throw new TypeError(`Cannot list: "${name}" is not an operation that answers in pages`);
    return new Listing<Output, Item>(
      (nextToken) => this.call<Output>(name, nextToken === undefined ? input : { ...input, nextToken }, options),
      (page) => (page as Record<string, unknown>)[items] as Item[] | undefined,
    );
  }

  /**
   * Lists the foundation models of this region, all at once.
   *
   * @param input What to look for.
   * @param options How the call is made.
   * @returns The models.
   * @throws {BedrockError} When AWS refuses, or the connection fails.
   */
  listFoundationModels(
    input: ListFoundationModelsInput = {},
    options: CallOptions = {},
  ): Promise<ListFoundationModelsOutput> {
    return this.call("ListFoundationModels", input, options);
  }

  /**
   * Describes one foundation model.
   *
   * @param input Which.
   * @param options How the call is made.
   * @returns What AWS knows of it.
   * @throws {BedrockError} When AWS refuses, or the connection fails.
   */
  getFoundationModel(input: GetFoundationModelInput, options: CallOptions = {}): Promise<GetFoundationModelOutput> {
    return this.call("GetFoundationModel", input, options);
  }

  /**
   * Tells whether this account may call a model in this region, and what is missing when it may not.
   *
   * @param input Which.
   * @param options How the call is made.
   * @returns What AWS knows of it.
   * @throws {BedrockError} When AWS refuses, or the connection fails.
   */
  getFoundationModelAvailability(
    input: GetFoundationModelAvailabilityInput,
    options: CallOptions = {},
  ): Promise<GetFoundationModelAvailabilityOutput> {
    return this.call("GetFoundationModelAvailability", input, options);
  }

  /**
   * Describes one inference profile: its models, region by region.
   *
   * @param input Which.
   * @param options How the call is made.
   * @returns What AWS knows of it.
   * @throws {BedrockError} When AWS refuses, or the connection fails.
   */
  getInferenceProfile(input: GetInferenceProfileInput, options: CallOptions = {}): Promise<GetInferenceProfileOutput> {
    return this.call("GetInferenceProfile", input, options);
  }

  /**
   * Describes one provisioned throughput.
   *
   * @param input Which.
   * @param options How the call is made.
   * @returns What AWS knows of it.
   * @throws {BedrockError} When AWS refuses, or the connection fails.
   */
  getProvisionedModelThroughput(
    input: GetProvisionedModelThroughputInput,
    options: CallOptions = {},
  ): Promise<GetProvisionedModelThroughputOutput> {
    return this.call("GetProvisionedModelThroughput", input, options);
  }

  /**
   * Describes one prompt router.
   *
   * @param input Which.
   * @param options How the call is made.
   * @returns What AWS knows of it.
   * @throws {BedrockError} When AWS refuses, or the connection fails.
   */
  getPromptRouter(input: GetPromptRouterInput, options: CallOptions = {}): Promise<GetPromptRouterOutput> {
    return this.call("GetPromptRouter", input, options);
  }

  /**
   * Describes one customised model.
   *
   * @param input Which.
   * @param options How the call is made.
   * @returns What AWS knows of it.
   * @throws {BedrockError} When AWS refuses, or the connection fails.
   */
  getCustomModel(input: GetCustomModelInput, options: CallOptions = {}): Promise<GetCustomModelOutput> {
    return this.call("GetCustomModel", input, options);
  }

  /**
   * Describes the deployment of a customised model.
   *
   * @param input Which.
   * @param options How the call is made.
   * @returns What AWS knows of it.
   * @throws {BedrockError} When AWS refuses, or the connection fails.
   */
  getCustomModelDeployment(
    input: GetCustomModelDeploymentInput,
    options: CallOptions = {},
  ): Promise<GetCustomModelDeploymentOutput> {
    return this.call("GetCustomModelDeployment", input, options);
  }

  /**
   * Describes one imported model.
   *
   * @param input Which.
   * @param options How the call is made.
   * @returns What AWS knows of it.
   * @throws {BedrockError} When AWS refuses, or the connection fails.
   */
  getImportedModel(input: GetImportedModelInput, options: CallOptions = {}): Promise<GetImportedModelOutput> {
    return this.call("GetImportedModel", input, options);
  }

  /**
   * Describes the endpoint of a marketplace model.
   *
   * @param input Which.
   * @param options How the call is made.
   * @returns What AWS knows of it.
   * @throws {BedrockError} When AWS refuses, or the connection fails.
   */
  getMarketplaceModelEndpoint(
    input: GetMarketplaceModelEndpointInput,
    options: CallOptions = {},
  ): Promise<GetMarketplaceModelEndpointOutput> {
    return this.call("GetMarketplaceModelEndpoint", input, options);
  }

  /**
   * Describes one guardrail, in its draft or in a version.
   *
   * @param input Which.
   * @param options How the call is made.
   * @returns What AWS knows of it.
   * @throws {BedrockError} When AWS refuses, or the connection fails.
   */
  getGuardrail(input: GetGuardrailInput, options: CallOptions = {}): Promise<GetGuardrailOutput> {
    return this.call("GetGuardrail", input, options);
  }

  /**
   * Lists the inference profiles of this region: AWS's own, or the account's.
   *
   * @param input What to look for.
   * @param options How each call is made.
   * @returns One page when it is awaited, all items when it is looped over.
   */
  listInferenceProfiles(
    input: ListInferenceProfilesInput = {},
    options: CallOptions = {},
  ): Listing<ListInferenceProfilesOutput, InferenceProfileSummary> {
    return this.list("ListInferenceProfiles", input, options);
  }

  /**
   * Lists the provisioned throughputs of this account and region.
   *
   * @param input What to look for.
   * @param options How each call is made.
   * @returns One page when it is awaited, all items when it is looped over.
   */
  listProvisionedModelThroughputs(
    input: ListProvisionedModelThroughputsInput = {},
    options: CallOptions = {},
  ): Listing<ListProvisionedModelThroughputsOutput, ProvisionedModelSummary> {
    return this.list("ListProvisionedModelThroughputs", input, options);
  }

  /**
   * Lists the prompt routers of this region.
   *
   * @param input What to look for.
   * @param options How each call is made.
   * @returns One page when it is awaited, all items when it is looped over.
   */
  listPromptRouters(
    input: ListPromptRoutersInput = {},
    options: CallOptions = {},
  ): Listing<ListPromptRoutersOutput, PromptRouterSummary> {
    return this.list("ListPromptRouters", input, options);
  }

  /**
   * Lists the customised models of this account and region.
   *
   * @param input What to look for.
   * @param options How each call is made.
   * @returns One page when it is awaited, all items when it is looped over.
   */
  listCustomModels(
    input: ListCustomModelsInput = {},
    options: CallOptions = {},
  ): Listing<ListCustomModelsOutput, CustomModelSummary> {
    return this.list("ListCustomModels", input, options);
  }

  /**
   * Lists the deployments of customised models.
   *
   * @param input What to look for.
   * @param options How each call is made.
   * @returns One page when it is awaited, all items when it is looped over.
   */
  listCustomModelDeployments(
    input: ListCustomModelDeploymentsInput = {},
    options: CallOptions = {},
  ): Listing<ListCustomModelDeploymentsOutput, CustomModelDeploymentSummary> {
    return this.list("ListCustomModelDeployments", input, options);
  }

  /**
   * Lists the models that were imported into this account and region.
   *
   * @param input What to look for.
   * @param options How each call is made.
   * @returns One page when it is awaited, all items when it is looped over.
   */
  listImportedModels(
    input: ListImportedModelsInput = {},
    options: CallOptions = {},
  ): Listing<ListImportedModelsOutput, ImportedModelSummary> {
    return this.list("ListImportedModels", input, options);
  }

  /**
   * Lists the endpoints of marketplace models.
   *
   * @param input What to look for.
   * @param options How each call is made.
   * @returns One page when it is awaited, all items when it is looped over.
   */
  listMarketplaceModelEndpoints(
    input: ListMarketplaceModelEndpointsInput = {},
    options: CallOptions = {},
  ): Listing<ListMarketplaceModelEndpointsOutput, MarketplaceModelEndpointSummary> {
    return this.list("ListMarketplaceModelEndpoints", input, options);
  }

  /**
   * Lists the guardrails of this account and region, or the versions of one.
   *
   * @param input What to look for.
   * @param options How each call is made.
   * @returns One page when it is awaited, all items when it is looped over.
   */
  listGuardrails(
    input: ListGuardrailsInput = {},
    options: CallOptions = {},
  ): Listing<ListGuardrailsOutput, GuardrailSummary> {
    return this.list("ListGuardrails", input, options);
  }

  /**
   * Finds the id by which this region reaches a model: what to do about "on-demand throughput isn't supported".
   *
   * It asks GetFoundationModel, ListInferenceProfiles and, when those lead nowhere, ListProvisionedModelThroughputs. Of several
   * profiles the one of the region's own geography is chosen.
   *
   * @param model The model's id, a profile's, or an ARN that names a model.
   * @param options How the calls are made.
   * @returns The id to call, and what else there is.
   * @throws {BedrockError} `ModelNotOffered` when nothing leads to the model from here; and when AWS refuses.
   */
  chooseModelId(model: string, options: CallOptions = {}): Promise<ModelChoice> {
    return chooseModelId(this, model, options);
  }
}
