/**
 * A question for models in, the list of those the caller may use out: in OpenAI's shape, or in Anthropic's when it names its
 * version.
 *
 * Names are friendly where that is unambiguous. No ARN and no application profile is ever on the list.
 *
 * @module
 */
import type { CatalogueModel } from "./catalogue.ts";
import { type Exchange, jsonReply, type Reply } from "./exchange.ts";
import type { Gateway } from "./gateway.ts";
import { badRequest, GatewayError } from "./gateway_error.ts";
import { isAllowed } from "./model_access.ts";
import { knownModels } from "./model_directory.ts";
import { friendlyNames, idForRegion, splitPrefix } from "./model_names.ts";

/** A line of the list. */
interface ListedModel {
  id: string;
  created: number;
  ownedBy: string;
  name: string;
}

/** `created` of models whose age nobody tells. */
const OPENED = 1_695_859_200;
const MAX_LIMIT = 1000;

/**
 * Lists the models.
 *
 * @param exchange The request.
 * @param gateway The gateway.
 * @returns The list.
 */
export async function listModels(exchange: Exchange, gateway: Gateway): Promise<Reply> {
  const models = await modelsFor(exchange, gateway);
  if (exchange.dialect !== "anthropic") {
    return jsonReply({ object: "list", data: models.map(openaiModel) });
  }
  const query = new URLSearchParams(exchange.target.query);
  const page = pageOf(models, query);
  return jsonReply({
    data: page.models.map(anthropicModel),
    has_more: page.hasMore,
    first_id: page.models[0]?.id ?? null,
    last_id: page.models.at(-1)?.id ?? null,
  });
}

/**
 * Shows one model.
 *
 * @param exchange The request; its label is a name from the list, or an id.
 * @param gateway The gateway.
 * @returns The model.
 * @throws {GatewayError} 404 if there is none.
 */
export async function showModel(exchange: Exchange, gateway: Gateway): Promise<Reply> {
  const wanted = decoded(exchange.labels[0]!);
  const models = await modelsFor(exchange, gateway);
  // An alias is made of any characters; what still has a `%` and is none was encoded by somebody on the way.
  const found = models.find(({ id }) => id === wanted) ?? await byOtherName(decoded(wanted), exchange, gateway);
  if (found === undefined) {
    throw new GatewayError("Cannot find model: it is not on the list of GET /v1/models", {
      status: 404,
      code: "model_not_found",
      param: "model",
    });
  }
  return jsonReply(exchange.dialect === "anthropic" ? anthropicModel(found) : openaiModel(found));
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    throw badRequest("Cannot read model: the path holds a broken percent-encoding");
  }
}

async function modelsFor({ caller }: Exchange, gateway: Gateway): Promise<ListedModel[]> {
  const listed = new Map<string, ListedModel>();
  const { region } = gateway.upstreams;
  for (const id of gateway.models.aliases) {
    const { modelId } = gateway.models.resolveAlias(id);
    if (isAllowed(caller, id, modelId)) listed.set(id, { id, created: OPENED, ownedBy: ownerOf(modelId), name: id });
  }
  for (const model of await catalogueOf(gateway)) {
    const { modelId } = idForRegion(model, region);
    const { provider: ownedBy, created, name } = model;
    for (const id of [shownName(model.id), modelId]) {
      if (listed.has(id) || !isAllowed(caller, id, modelId, model.id)) continue;
      listed.set(id, { id, created, ownedBy, name });
    }
  }
  return [...listed.values()];
}

/** What the control plane lists; without one, what the library knows. */
async function catalogueOf(gateway: Gateway): Promise<readonly CatalogueModel[]> {
  try {
    const listed = await gateway.catalogue?.list();
    if (listed !== undefined) return listed;
  } catch {
    // A role that may not list may still infer: clients that hide a gateway without a list should not.
  }
  return knownModels().map((model) => ({
    ...model,
    provider: ownerOf(model.id),
    name: shownName(model.id),
    created: OPENED,
  }));
}

async function byOtherName(wanted: string, { caller }: Exchange, gateway: Gateway): Promise<ListedModel | undefined> {
  if (wanted.startsWith("arn:")) return undefined;
  const { modelId } = await gateway.models.resolve(wanted, gateway.upstreams.region);
  const { id } = splitPrefix(modelId);
  const model = (await catalogueOf(gateway)).find((one) => one.id === id);
  if (model === undefined || !isAllowed(caller, gateway.models.plainName(wanted), modelId)) return undefined;
  return { id: wanted, created: model.created, ownedBy: model.provider, name: model.name };
}

/** The short name of a model. Only Claude's are what its own clients say; the rest keep what tells them apart. */
function shownName(id: string): string {
  return friendlyNames(id).at(-1) ?? id;
}

function ownerOf(modelId: string): string {
  if (modelId.startsWith("arn:")) return "custom";
  const { id } = splitPrefix(modelId);
  return id.includes(".") ? id.slice(0, id.indexOf(".")) : "bedrock";
}

function openaiModel({ id, created, ownedBy }: ListedModel): unknown {
  return { id, object: "model", created, owned_by: ownedBy };
}

function anthropicModel({ id, created, name }: ListedModel): unknown {
  return { type: "model", id, display_name: name, created_at: new Date(created * 1000).toISOString() };
}

function pageOf(models: readonly ListedModel[], query: URLSearchParams): { models: ListedModel[]; hasMore: boolean } {
  const asked = Number(query.get("limit") ?? 20);
  const limit = Number.isInteger(asked) && asked > 0 ? Math.min(asked, MAX_LIMIT) : 20;
  const after = query.get("after_id");
  const before = query.get("before_id");
  if (before !== null) {
    const end = models.findIndex(({ id }) => id === before);
    const stop = end < 0 ? models.length : end;
    return { models: models.slice(Math.max(0, stop - limit), stop), hasMore: stop - limit > 0 };
  }
  const start = after === null ? 0 : models.findIndex(({ id }) => id === after) + 1;
  return { models: models.slice(start, start + limit), hasMore: start + limit < models.length };
}
