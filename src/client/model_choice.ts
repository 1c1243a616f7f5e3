/**
 * A model and a region in, the id to call it by out: its own, a profile's, or a provisioned throughput's.
 *
 * @module
 */
import { bareModelId } from "../models/families.ts";
import { geographiesOf } from "../models/geography.ts";
import type { Bedrock } from "./bedrock.ts";
import { BedrockError } from "./errors.ts";
import type { CallOptions } from "./options.ts";

/** The id by which a model is called from a region. */
export interface ModelChoice {
  /** What to give as `modelId`. */
  modelId: string;
  /** What kind of id it is. */
  via: "on-demand" | "inference-profile" | "provisioned-throughput";
  /** The regions that may serve a call; with a profile, all of its destinations. */
  regions: string[];
  /** Whether the only profile is one that may leave the region's geography. */
  leavesGeography: boolean;
  /** Other ids that lead to the same model from here, the nearest first. */
  others: string[];
}

/**
 * Finds the id by which this client's region reaches a model: what to do about "on-demand throughput isn't supported".
 *
 * @param bedrock The control plane, in the region that will call.
 * @param model The model's id, or a profile's, or an ARN that names a model.
 * @param options How the calls are made.
 * @returns The id, and what else there is.
 * @throws {BedrockError} `ModelNotOffered` when nothing leads to the model from here; and when AWS refuses.
 */
export async function chooseModelId(bedrock: Bedrock, model: string, options: CallOptions = {}): Promise<ModelChoice> {
  const id = bareModelId(model);
  const { region } = bedrock;
  const { modelDetails } = await bedrock.getFoundationModel({ modelIdentifier: id }, options);
  const kinds = modelDetails?.inferenceTypesSupported ?? [];

  const profiles = new Map<string, string[]>();
  for await (const profile of bedrock.listInferenceProfiles({ typeEquals: "SYSTEM_DEFINED" }, options)) {
    const arns = profile.models.flatMap(({ modelArn }) => modelArn ?? []);
    if (profile.status !== "ACTIVE" || !arns.some((arn) => arn.endsWith(`foundation-model/${id}`))) continue;
    profiles.set(profile.inferenceProfileId, arns.flatMap((arn) => arn.split(":")[3] || []));
  }
  const near = geographiesOf(region);
  const rank = (profileId: string): number => {
    const at = near.indexOf(profileId.split(".")[0]!);
    return at < 0 ? near.length : at;
  };
  const ordered = [...profiles.keys()].sort((a, b) => rank(a) - rank(b));

  if (kinds.includes("ON_DEMAND")) {
    return { modelId: id, via: "on-demand", regions: [region], leavesGeography: false, others: ordered };
  }
  const [best, ...others] = ordered;
  if (best !== undefined) {
    const leavesGeography = best.startsWith("global.") || rank(best) === near.length;
    return { modelId: best, via: "inference-profile", regions: profiles.get(best)!, leavesGeography, others };
  }
  const provisioned: string[] = [];
  const listing = bedrock.listProvisionedModelThroughputs({ statusEquals: "InService" }, options);
  for await (const throughput of listing) {
    if (throughput.foundationModelArn.endsWith(`foundation-model/${id}`)) {
      provisioned.push(throughput.provisionedModelArn);
    }
  }
  const [first, ...rest] = provisioned;
  if (first === undefined) {
    throw new BedrockError(`Cannot choose model id: nothing leads to ${id} from ${region}`, {
      code: "ModelNotOffered",
    });
  }
  return { modelId: first, via: "provisioned-throughput", regions: [region], leavesGeography: false, others: rest };
}
