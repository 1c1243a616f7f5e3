/**
 * A model's name as a caller writes it in, the id that Bedrock knows out. Pure.
 *
 * @module
 */
import { geographiesOf } from "../models/geography.ts";
import { KNOWN_MODELS } from "./known_models.ts";

/** A model that can be named. */
export interface NamedModel {
  /** The foundation model's own id, without a profile's prefix. */
  id: string;
  /** Whether it may be called by that id. */
  onDemand: boolean;
  /** The inference profiles that lead to it, by prefix: `us`, `global`. Absent when the profiles are not known. */
  profiles?: readonly string[];
}

/** A regional profile's id in two parts. */
export interface SplitId {
  /** `us`, `eu`, `global`; nothing for a foundation model's own id. */
  prefix: string;
  /** The id without it. */
  id: string;
}

/**
 * Cuts the prefix of a system inference profile off.
 *
 * @param modelId An id.
 * @returns The prefix and the rest.
 */
export function splitPrefix(modelId: string): SplitId {
  // `us.anthropic.claude-…`: a vendor has a name behind it that begins with a letter, a version has a digit.
  const found = /^([a-z]{2,6}(?:-[a-z]+)?)\.([a-z][a-z0-9-]*\.[a-z].*)$/.exec(modelId);
  return found === null ? { prefix: "", id: modelId } : { prefix: found[1]!, id: found[2]! };
}

/**
 * Whether a name has the shape of a Bedrock id, `vendor.model`, with or without a profile's prefix, or is an ARN.
 *
 * @param name The name.
 * @returns Whether Bedrock should be asked, known or not.
 */
export function isModelId(name: string): boolean {
  return /^[a-z][a-z0-9-]*\.[a-z][A-Za-z0-9.:_-]*$/.test(name) || name.startsWith("arn:");
}

/**
 * Finds the region that an ARN names: no other can answer for it.
 *
 * @param text An id, or a path with labels that are encoded.
 * @returns The region; nothing where there is no ARN that names one.
 */
export function regionOfArn(text: string): string | undefined {
  return /(?:^|\/)arn(?::|%3A)aws[^:%]*(?::|%3A)[^:%]*(?::|%3A)([a-z0-9-]+)(?::|%3A)/.exec(text)?.[1];
}

/** An id to call, and what should be said about it. */
export interface ChosenId {
  /** The id. */
  modelId: string;
  /** Whether only a profile that may leave the geography was found. */
  leavesGeography: boolean;
}

/**
 * Chooses the id by which a region reaches a model.
 *
 * @param model The model.
 * @param region The region.
 * @returns Its own id, or a profile's.
 */
export function idForRegion(model: NamedModel, region: string): ChosenId {
  if (model.onDemand) return { modelId: model.id, leavesGeography: false };
  const geographies = geographiesOf(region);
  const { profiles } = model;
  const near = geographies.find((prefix) => profiles?.includes(prefix));
  const prefix = near ?? (profiles?.includes("global") ? "global" : geographies[0]);
  return { modelId: `${prefix}.${model.id}`, leavesGeography: prefix === "global" };
}

/**
 * The names a model may be called by, without its vendor: as it is, without version, without date.
 *
 * @param id A foundation model's id.
 * @returns The names, the longest first; the last one is what lists show.
 */
export function friendlyNames(id: string): string[] {
  const whole = id.slice(id.indexOf(".") + 1);
  const names = [whole];
  const bare = whole.replace(/:\d+$/, "");
  // `-v1` is a version; so is the `-1` of `gpt-oss-120b-1:0`, which only the revision behind it tells from a name's own.
  const versionless = bare === whole ? bare.replace(/-v1$/, "") : bare.replace(/-v?\d$/, "");
  const dateless = versionless.replace(/-20\d{6}$/, "");
  for (const name of [bare, versionless, dateless]) if (!names.includes(name)) names.push(name);
  // An embedding's v1 and v2 are two models, and so are `deepseek.v3` and everybody's v3.
  if (/embed|rerank|image-generator|instant/.test(whole)) {
    return [whole, bare].filter((n, i, all) => all.indexOf(n) === i);
  }
  return names.filter((name) => name.length > 2);
}

/**
 * Brings a name into the form the table has: without `anthropic/` or another vendor, or `bedrock/`, before it, `[1m]` or `-latest`
 * behind it.
 *
 * @param name The name as a caller writes it.
 * @returns The name to look up.
 */
export function normalName(name: string): string {
  const trimmed = name.trim();
  const bare = trimmed.endsWith("]") ? trimmed.replace(/\[\d+m\]$/i, "") : trimmed;
  let last = bare;
  for (let slash = last.indexOf("/"); slash > 0 && isHead(last.slice(0, slash)); slash = last.indexOf("/")) {
    last = last.slice(slash + 1);
  }
  return last.endsWith("-latest") ? last.slice(0, -"-latest".length) : last;
}

/** Whether clients put it before a name. What else stands before a slash is the name's own, or somebody's attempt to pass for it. */
function isHead(word: string): boolean {
  return /^(?:amazon-)?bedrock$/.test(word) || Object.hasOwn(KNOWN_MODELS, word);
}
