/**
 * The control plane in, the models that it lists out, with the profiles that lead to them.
 *
 * Loaded with the first question for them.
 *
 * @module
 */
import type { CatalogueModel, ControlPlane } from "./catalogue.ts";
import { splitPrefix } from "./model_names.ts";

/** When a model came, if AWS does not say: the day Bedrock opened to all. */
const OPENED = 1_695_859_200;
const MAX_PAGES = 20;

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

/**
 * Reads the list of models.
 *
 * @param control The control plane.
 * @returns The models that can be called, by id.
 */
export async function readModels(control: ControlPlane): Promise<CatalogueModel[]> {
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
