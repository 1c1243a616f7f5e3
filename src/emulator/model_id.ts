/**
 * A model id as the caller wrote it goes in, the model it means comes out.
 *
 * @module
 */
import type { FamilyName } from "../models/model_types.ts";
import { CATALOGUE, GEOGRAPHIES, type ModelRow } from "./catalogue.ts";
import { invalid } from "./refusal.ts";

/** What an id means. */
export interface MeantModel {
  /** The id as it was written. */
  written: string;
  /** How it was named. */
  by: "id" | "profile" | "custom" | "opaque" | "imported" | "endpoint" | "prompt" | "router";
  /** The model behind it, when the id tells. */
  row?: ModelRow;
  /** The family of its bodies, when the id tells. */
  family?: FamilyName;
}

const ACCOUNT_ARN = /^arn:aws[a-z-]*:bedrock:[a-z0-9-]{1,20}:\d{12}:([a-z-]+)\/(.+)$/;
const OPAQUE: Readonly<Record<string, MeantModel["by"]>> = {
  "application-inference-profile": "opaque",
  "provisioned-model": "opaque",
  "custom-model-deployment": "opaque",
  "imported-model": "imported",
  "prompt": "prompt",
  "prompt-router": "router",
  "default-prompt-router": "router",
};

/**
 * Finds the model an id means.
 *
 * @param written The id, decoded.
 * @param aliases What further ids mean: an ARN that tells nothing of itself, or a model newer than the emulator.
 */
export function meantModel(written: string, aliases: Readonly<Record<string, string>> = {}): MeantModel {
  const alias = Object.hasOwn(aliases, written) ? aliases[written] : undefined;
  if (alias !== undefined) return { ...meantModel(alias), written, by: "opaque" };
  const base = /^arn:aws[a-z-]*:bedrock:[a-z0-9-]{1,20}::foundation-model\/(.+)$/.exec(written);
  if (base) return named(written, base[1]!);
  if (/^arn:aws[a-z-]*:sagemaker:[a-z0-9-]+:\d{12}:endpoint\/[A-Za-z0-9-]+$/.test(written)) {
    return { written, by: "endpoint", family: "marketplace-endpoint" };
  }
  const arn = ACCOUNT_ARN.exec(written);
  if (!arn) return named(written, written);
  const [kind, rest] = arn.slice(1) as [string, string];
  if (kind === "inference-profile") return named(written, rest);
  if (kind === "custom-model") return { ...named(written, rest.split("/", 1)[0]!), by: "custom" };
  const by = OPAQUE[kind];
  if (by === undefined) throw invalid("The provided model identifier is invalid.");
  return by === "imported" ? { written, by, family: "imported-model" } : { written, by };
}

function named(written: string, id: string): MeantModel {
  const bare = id.replace(/:(?:\d+k|mm)$/, "");
  const geography = GEOGRAPHIES.find((prefix) => bare.startsWith(prefix + "."));
  const plain = geography === undefined ? bare : bare.slice(geography.length + 1);
  const row = CATALOGUE.get(plain) ?? CATALOGUE.get(plain.replace(/:0$/, "")) ?? CATALOGUE.get(plain + ":0");
  if (!row || (geography !== undefined && row.profile === "no")) {
    throw invalid("The provided model identifier is invalid.");
  }
  return {
    written,
    by: geography === undefined ? "id" : "profile",
    row,
    ...(row.family ? { family: row.family } : {}),
  };
}

/** Refuses a base id of a model that only answers through an inference profile. */
export function demandProfile(model: MeantModel): void {
  if (model.by !== "id" || model.row?.profile !== "required") return;
  throw invalid(
    `Invocation of model ID ${model.row.id} with on-demand throughput isn't supported. Retry your request with the ID or ` +
      "ARN of an inference profile that contains this model.",
  );
}
