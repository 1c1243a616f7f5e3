/**
 * The control plane's reading operations: what models, profiles and guardrails there are; lists of the rest are empty.
 *
 * @module
 */
import { ACCOUNT, type Call, jsonReply } from "./call.ts";
import { CATALOGUE, modalitiesOf, type ModelRow, nameOf, providerOf } from "./catalogue.ts";
import { families } from "../models/families.ts";
import { findGuardrail } from "./guardrail.ts";
import { page } from "./paging.ts";
import { profilesIn } from "./profiles.ts";
import type { JsonObject } from "./question.ts";
import { invalid, Refusal } from "./refusal.ts";

const LEGACY =
  /claude-(?:v1|v2|instant|3-)|titan-(?:tg1|text|image)|\.j2-|jamba|command-|llama2|2402|2407|stable-diffusion|sd3-large|canvas|reel|nova-sonic|nova-premier|marengo-embed-2/;

/** Answers `GET /foundation-models`. */
export function listFoundationModels(call: Call): Response {
  const wanted = (name: string, words: string[]): string | undefined => {
    const value = call.query.get(name) ?? undefined;
    if (value !== undefined && !words.includes(value)) {
      throw invalid(
        `Value '${value}' at '${name}' failed to satisfy constraint: Member must satisfy enum value set: [${
          words.join(", ")
        }]`,
      );
    }
    return value;
  };
  const provider = call.query.get("byProvider")?.toLowerCase();
  const output = wanted("byOutputModality", ["TEXT", "IMAGE", "EMBEDDING"]);
  const inference = wanted("byInferenceType", ["ON_DEMAND", "PROVISIONED"]);
  const customization = wanted("byCustomizationType", ["FINE_TUNING", "CONTINUED_PRE_TRAINING", "DISTILLATION"]);
  const modelSummaries = [...CATALOGUE.values()].map((row) => summaryOf(row, call.region)).filter((summary) =>
    (provider === undefined || String(summary.providerName).toLowerCase() === provider) &&
    (output === undefined || (summary.outputModalities as string[]).includes(output)) &&
    (inference === undefined || (summary.inferenceTypesSupported as string[]).includes(inference)) &&
    (customization === undefined || (summary.customizationsSupported as string[]).includes(customization))
  );
  return jsonReply(call, { modelSummaries });
}

/** Answers `GET /foundation-models/{modelIdentifier}`. */
export function getFoundationModel(call: Call): Response {
  return jsonReply(call, { modelDetails: summaryOf(rowOf(call.labels.modelIdentifier!), call.region) });
}

/** Answers `GET /foundation-model-availability/{modelId}`. */
export function getFoundationModelAvailability(call: Call): Response {
  const { id } = rowOf(call.labels.modelId!);
  const agreementAvailability = { status: "AVAILABLE" };
  return jsonReply(call, {
    modelId: id,
    agreementAvailability,
    authorizationStatus: "AUTHORIZED",
    entitlementAvailability: "AVAILABLE",
    regionAvailability: "AVAILABLE",
  });
}

/** Answers `GET /list-foundation-model-agreement-offers/{modelId}`. */
export function listOffers(call: Call): Response {
  return jsonReply(call, { modelId: rowOf(call.labels.modelId!).id, offers: [] });
}

/** Answers `GET /inference-profiles`. */
export function listInferenceProfiles(call: Call): Response {
  const type = call.query.get("type");
  if (type !== null && type !== "SYSTEM_DEFINED" && type !== "APPLICATION") {
    throw invalid(
      `Value '${type}' at 'typeEquals' failed to satisfy constraint: Member must satisfy enum value set: [SYSTEM_DEFINED, APPLICATION]`,
    );
  }
  const all = type === "APPLICATION" ? [] : profilesIn(call.region);
  return jsonReply(call, page(call, "inferenceProfileSummaries", all));
}

/** Answers `GET /inference-profiles/{inferenceProfileIdentifier}`. */
export function getInferenceProfile(call: Call): Response {
  const wanted = call.labels.inferenceProfileIdentifier!;
  const found = profilesIn(call.region).find((profile) =>
    profile.inferenceProfileId === wanted || profile.inferenceProfileArn === wanted
  );
  if (!found) throw missing(`The inference profile ${wanted} does not exist in ${call.region}.`);
  return jsonReply(call, found);
}

/** Answers `GET /guardrails`. */
export function listGuardrails(call: Call): Response {
  const wanted = call.query.get("guardrailIdentifier");
  const ids = Object.keys(call.world.guardrails).filter((id) =>
    wanted === null || wanted === id || wanted.endsWith(`/${id}`)
  );
  return jsonReply(call, page(call, "guardrails", ids.map((id) => guardrailOf(id, call))));
}

/** Answers `GET /guardrails/{guardrailIdentifier}`. */
export function getGuardrail(call: Call): Response {
  const identifier = call.labels.guardrailIdentifier!;
  if (!Object.keys(call.world.guardrails).some((id) => identifier === id || identifier.endsWith(`/${id}`))) {
    throw missing(`The guardrail ${identifier} does not exist.`);
  }
  const { id, rules } = findGuardrail(call.world.guardrails, identifier, "DRAFT");
  const { id: guardrailId, arn: guardrailArn, ...rest } = guardrailOf(id, call);
  const standard = "Sorry, the model cannot answer this question.";
  const words = (rules.blockedWords ?? []).map((text) => ({ text }));
  const regexes = Object.entries(rules.maskedWords ?? {}).map(([name, list]) => ({
    name,
    pattern: list.join("|"),
    action: "ANONYMIZE",
  }));
  const piiEntities = rules.maskContacts ? ["EMAIL", "PHONE"].map((type) => ({ type, action: "ANONYMIZE" })) : [];
  const topics = Object.entries(rules.deniedTopics ?? {}).map(([name, list]) => ({
    name,
    definition: list.join(", "),
    type: "DENY",
  }));
  return jsonReply(call, {
    ...rest,
    guardrailId,
    guardrailArn,
    blockedInputMessaging: rules.blockedInputMessaging ?? standard,
    blockedOutputsMessaging: rules.blockedOutputsMessaging ?? standard,
    ...(words.length > 0 ? { wordPolicy: { words, managedWordLists: [] } } : {}),
    ...(topics.length > 0 ? { topicPolicy: { topics } } : {}),
    ...(regexes.length + piiEntities.length > 0 ? { sensitiveInformationPolicy: { piiEntities, regexes } } : {}),
  });
}

/** Makes the answer of a list in which nothing stands. */
export function emptyList(name: string): (call: Call) => Response {
  return (call) => jsonReply(call, page(call, name, []));
}

/** Makes the answer of a search for one thing among none. */
export function nothingThere(what: string): (call: Call) => Response {
  return (call) => {
    throw missing(`The ${what} ${Object.values(call.labels)[0]} does not exist.`);
  };
}

function missing(message: string): Refusal {
  return new Refusal("ResourceNotFoundException", message);
}

function rowOf(identifier: string): ModelRow {
  const id = identifier.replace(/^arn:aws[a-z-]*:bedrock:[a-z0-9-]*::foundation-model\//, "");
  const row = CATALOGUE.get(id);
  if (!row) throw new Refusal("ValidationException", "The provided model identifier is invalid.");
  return row;
}

function summaryOf(row: ModelRow, region: string): JsonObject {
  const { input, output } = modalitiesOf(row);
  const streams = row.family === undefined || families[row.family].operations.includes("stream");
  const types = row.profile === "required"
    ? ["INFERENCE_PROFILE"]
    : row.profile === "optional"
    ? ["ON_DEMAND", "INFERENCE_PROFILE"]
    : ["ON_DEMAND"];
  return {
    modelArn: `arn:aws:bedrock:${region}::foundation-model/${row.id}`,
    modelId: row.id,
    modelName: nameOf(row.id),
    providerName: providerOf(row.id),
    inputModalities: input,
    outputModalities: output,
    responseStreamingSupported: streams,
    customizationsSupported: /titan-text|nova-(?:micro|lite|pro)|llama3-[123]/.test(row.id) ? ["FINE_TUNING"] : [],
    inferenceTypesSupported: types,
    modelLifecycle: { status: LEGACY.test(row.id) ? "LEGACY" : "ACTIVE" },
  };
}

function guardrailOf(id: string, call: Call): JsonObject {
  const arn = `arn:aws:bedrock:${call.region}:${ACCOUNT}:guardrail/${id}`;
  return {
    id,
    arn,
    status: "READY",
    name: id,
    version: "DRAFT",
    createdAt: "2026-01-15T00:00:00Z",
    updatedAt: "2026-01-15T00:00:00Z",
  };
}
