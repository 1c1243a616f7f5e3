/**
 * The control plane in, the models there are out: asked at most every few minutes, by one request at a time, and when AWS
 * does not answer the last good list serves on.
 *
 * @module
 */
import { type NamedModel, splitPrefix } from "./model_names.ts";

/** A model of the catalogue. */
export interface CatalogueModel extends NamedModel {
  /** Who made it, in lower case: `anthropic`. */
  provider: string;
  /** What AWS calls it. */
  name: string;
  /** When it came, in seconds since 1970. */
  created: number;
}

/** Gives the list of models. */
export interface Catalogue {
  /** The list as it was last seen, at once; nothing when it was never seen. */
  readonly seen: readonly CatalogueModel[] | undefined;
  /** The list, at most a few minutes old. Fails only when there never was one. */
  list(): Promise<readonly CatalogueModel[]>;
}

/** What a catalogue needs of the control plane: `Bedrock` of the `./control` door has it. */
export interface ControlPlane {
  /** Sends a request to a path of the control plane, signed and retried, and gives the response whatever its status. */
  fetch(
    path: string,
    init?: {
      method?: string;
      headers?: HeadersInit;
      signal?: AbortSignal;
      query?: Record<string, string | number | boolean | Date | readonly string[] | undefined>;
    },
  ): Promise<Response>;
}

/** How a {@linkcode createCatalogue} keeps its list. */
export interface CatalogueOptions {
  /** How long a list is good, in milliseconds. @default {300000} */
  freshMs?: number;
  /** The clock, in milliseconds. */
  now: () => number;
}

/** When a model came, if AWS does not say: the day Bedrock opened to all. */
const OPENED = 1_695_859_200;
const MAX_PAGES = 20;
/** How long one asking is waited for before the next request asks afresh, in milliseconds. */
const PATIENCE = 10_000;

/**
 * Makes a catalogue.
 *
 * @param control The control plane.
 * @param options How the list is kept.
 * @returns The catalogue. Nothing is asked before the first `list()`.
 */
export function createCatalogue(control: ControlPlane, options: CatalogueOptions): Catalogue {
  const { now, freshMs = 300_000 } = options;
  let seen: readonly CatalogueModel[] | undefined;
  let goodUntil = -Infinity;
  let asking: Promise<readonly CatalogueModel[]> | undefined;
  let askedAt = -Infinity;

  async function ask(): Promise<readonly CatalogueModel[]> {
    try {
      seen = await readModels(control);
      goodUntil = now() + freshMs;
      return seen;
    } catch (error) {
      // Asked again soon, but not by every request.
      goodUntil = now() + Math.min(freshMs, 30_000);
      if (seen === undefined) {
        goodUntil = -Infinity;
        throw error;
      }
      return seen;
    } finally {
      asking = undefined;
    }
  }

  return {
    get seen(): readonly CatalogueModel[] | undefined {
      return seen;
    },
    list(): Promise<readonly CatalogueModel[]> {
      if (seen !== undefined && now() < goodUntil) return Promise.resolve(seen);
      // On Workers a request that ends takes its calls with it: nobody waits for ever on another's.
      if (asking === undefined || now() - askedAt > PATIENCE) {
        askedAt = now();
        asking = ask();
      }
      return asking;
    },
  };
}

interface ModelSummary {
  modelId?: string;
  modelName?: string;
  providerName?: string;
  inferenceTypesSupported?: string[];
  modelLifecycle?: { status?: string; startOfLifeTime?: string };
}

interface ProfileSummary {
  inferenceProfileId?: string;
  status?: string;
  type?: string;
}

async function readModels(control: ControlPlane): Promise<CatalogueModel[]> {
  const [models, profiles] = await Promise.all([
    readJson<{ modelSummaries?: ModelSummary[] }>(control, "/foundation-models", {}),
    // A role may list models and not profiles: then it is merely not known which geographies there are.
    readProfiles(control).catch(() => undefined),
  ]);
  const prefixes = new Map<string, string[]>();
  for (const { inferenceProfileId, status, type } of profiles ?? []) {
    if (inferenceProfileId === undefined || type === "APPLICATION" || (status ?? "ACTIVE") !== "ACTIVE") continue;
    const { prefix, id } = splitPrefix(inferenceProfileId);
    if (prefix === "") continue;
    const list = prefixes.get(id);
    if (list === undefined) prefixes.set(id, [prefix]);
    else list.push(prefix);
  }
  const listed: CatalogueModel[] = [];
  for (const summary of models.modelSummaries ?? []) {
    const { modelId, modelName, providerName, inferenceTypesSupported = [], modelLifecycle } = summary;
    // Ids such as `…:0:48k` are for provisioned throughput, which is called by its own ARN.
    if (modelId === undefined || /:\d+(?:k|mm)$/.test(modelId)) continue;
    const onDemand = inferenceTypesSupported.includes("ON_DEMAND");
    const viaProfile = prefixes.get(modelId);
    if (!onDemand && viaProfile === undefined && !inferenceTypesSupported.includes("INFERENCE_PROFILE")) continue;
    const began = Date.parse(modelLifecycle?.startOfLifeTime ?? "");
    listed.push({
      id: modelId,
      onDemand,
      ...(profiles === undefined ? {} : { profiles: viaProfile ?? [] }),
      provider: (modelId.split(".", 1)[0] ?? providerName ?? "").toLowerCase(),
      name: modelName ?? modelId,
      created: Number.isNaN(began) ? OPENED : Math.floor(began / 1000),
    });
  }
  return listed.sort((a, b) => a.id < b.id ? -1 : 1);
}

async function readProfiles(control: ControlPlane): Promise<ProfileSummary[]> {
  const all: ProfileSummary[] = [];
  let nextToken: string | undefined;
  for (let page = 0; page < MAX_PAGES; page++) {
    const answer: { inferenceProfileSummaries?: ProfileSummary[]; nextToken?: string } = await readJson(
      control,
      "/inference-profiles",
      { type: "SYSTEM_DEFINED", maxResults: 1000, nextToken },
    );
    all.push(...answer.inferenceProfileSummaries ?? []);
    nextToken = answer.nextToken;
    if (!nextToken) break;
  }
  return all;
}

async function readJson<T>(
  control: ControlPlane,
  path: string,
  query: Record<string, string | number | undefined>,
): Promise<T> {
  const response = await control.fetch(path, { method: "GET", query });
  if (!response.ok) {
    await response.body?.cancel();
    throw new Error(`Cannot list models: the control plane answered ${response.status}`);
  }
  return await response.json();
}
