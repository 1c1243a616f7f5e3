/**
 * `models` and `profiles`: what there is to call, as tables, names or JSON.
 *
 * @module
 */
import type { FoundationModelSummary, InferenceProfileSummary } from "../client/bedrock.ts";
import { UsageError } from "./arguments.ts";
import type { Command } from "./command.ts";
import { jsonOptionRow } from "./common_options.ts";
import { table } from "./paint.ts";
import { withProgress } from "./progress.ts";
import type { Room } from "./room.ts";

const idsOption = { name: "ids", short: "q", text: "print nothing but ids, one a line" };

/** `models`. */
export const modelsCommand: Command = {
  name: "models",
  aliases: ["list-foundation-models"],
  group: "See what there is",
  summary: "list the models of the region",
  words: "[WORD…]",
  description: ["With words, only models are listed whose id, name or provider has all of them."],
  options: [
    { name: "provider", aliases: ["by-provider"], value: "NAME", text: "of one provider: Anthropic, Amazon, Meta …" },
    {
      name: "output",
      aliases: ["by-output-modality"],
      value: "KIND",
      choices: ["TEXT", "IMAGE", "EMBEDDING", "text", "image", "embedding"],
      text: "what they give: text, image, embedding",
    },
    { name: "input", value: "KIND", text: "what they take: text, image, speech …" },
    {
      name: "inference-type",
      aliases: ["by-inference-type"],
      value: "KIND",
      choices: ["ON_DEMAND", "PROVISIONED"],
      text: "how they are paid for",
    },
    {
      name: "customization-type",
      aliases: ["by-customization-type"],
      value: "KIND",
      choices: ["FINE_TUNING", "CONTINUED_PRE_TRAINING", "DISTILLATION"],
      text: "how they can be customised",
    },
    { name: "streaming", text: "only those that stream" },
    { name: "active", text: "only those that are not on their way out" },
    idsOption,
    jsonOptionRow,
  ],
  examples: [
    { line: "models claude --active", text: "every Claude that has a future" },
    { line: "models --output image", text: "what draws" },
    { line: "models --ids nova | fzf", text: "ids for another program" },
    { line: "models --emulator --json | jq length", text: "without an account" },
  ],
  run: models,
};

/** `profiles`. */
export const profilesCommand: Command = {
  name: "profiles",
  aliases: ["list-inference-profiles"],
  group: "See what there is",
  summary: "list the inference profiles of the region",
  words: "[WORD…]",
  description: [
    "With words, only profiles are listed whose id, name or models have all of them.",
    "--for MODEL prints the id by which the region reaches a model: its own, a profile's, or a provisioned throughput's.",
  ],
  options: [
    {
      name: "type",
      aliases: ["type-equals"],
      value: "KIND",
      choices: ["SYSTEM_DEFINED", "APPLICATION"],
      text: "AWS's, or your own",
    },
    { name: "for", value: "MODEL", kind: "model", text: "print the id to call a model by" },
    idsOption,
    jsonOptionRow,
  ],
  examples: [
    { line: "profiles claude-sonnet", text: "the profiles that lead there" },
    { line: "profiles --for anthropic.claude-sonnet-4-5-20250929-v1:0", text: "what to give as --model" },
    { line: "profiles --emulator --ids", text: "without an account" },
  ],
  run: profiles,
};

async function models(room: Room): Promise<void> {
  const { args, signal } = room;
  const query = {
    byProvider: args.text("provider"),
    byOutputModality: args.text("output")?.toUpperCase(),
    byInferenceType: args.text("inference-type"),
    byCustomizationType: args.text("customization-type"),
  };
  const given = Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined));
  const control = await room.control();
  const asking = Promise.resolve(control.listFoundationModels(given, { signal }));
  const { modelSummaries = [] } = await withProgress(room, "asking for models", asking);
  const input = args.text("input")?.toUpperCase();
  const found = modelSummaries.filter((model) =>
    matches(room, [model.modelId, model.modelName, model.providerName]) &&
    (input === undefined || model.inputModalities?.includes(input)) &&
    (!args.flag("streaming") || model.responseStreamingSupported === true) &&
    (!args.flag("active") || model.modelLifecycle?.status !== "LEGACY")
  );
  await show(
    room,
    found,
    (model) => model.modelId,
    ["MODEL", "NAME", "IN", "OUT", "STREAMS", "CALLED BY", "STATUS"],
    rowOf,
  );
}

function rowOf(model: FoundationModelSummary): string[] {
  return [
    model.modelId,
    model.modelName ?? "",
    (model.inputModalities ?? []).join(" ").toLowerCase(),
    (model.outputModalities ?? []).join(" ").toLowerCase(),
    model.responseStreamingSupported ? "yes" : "no",
    (model.inferenceTypesSupported ?? []).map((kind) => WAYS[kind] ?? kind.toLowerCase()).join(" "),
    (model.modelLifecycle?.status ?? "").toLowerCase(),
  ];
}

const WAYS: Record<string, string> = { ON_DEMAND: "id", INFERENCE_PROFILE: "profile", PROVISIONED: "provisioned" };

async function profiles(room: Room): Promise<void> {
  const { args, signal } = room;
  const model = args.text("for");
  const control = await room.control();
  if (model !== undefined) {
    if (args.words.length > 0) throw new UsageError("--for takes no words beside it");
    const id = await room.resolveModel(model);
    const choice = await withProgress(room, "asking for profiles", control.chooseModelId(id, { signal }));
    if (args.flag("json")) return await room.printJson(choice);
    if (choice.leavesGeography) await room.say("this profile may leave the region's geography");
    return await room.printLines([choice.modelId]);
  }
  const typeEquals = args.text("type");
  const found: InferenceProfileSummary[] = [];
  const listing = control.listInferenceProfiles(typeEquals === undefined ? {} : { typeEquals }, { signal });
  const collect = async (): Promise<void> => {
    for await (const profile of listing) {
      const { inferenceProfileId, inferenceProfileName, models } = profile;
      const arns = models.map(({ modelArn }) => modelArn);
      if (matches(room, [inferenceProfileId, inferenceProfileName, ...arns])) found.push(profile);
    }
  };
  await withProgress(room, () => `asking for profiles, ${found.length} so far`, collect());
  await show(room, found, idOf, ["PROFILE", "NAME", "TYPE", "STATUS", "REGIONS"], (profile) => [
    idOf(profile),
    profile.inferenceProfileName,
    profile.type.toLowerCase().replace("_", " "),
    profile.status.toLowerCase(),
    [...new Set(profile.models.flatMap(({ modelArn }) => modelArn?.split(":")[3] || []))].join(" "),
  ]);
}

/** A person's own profile is called by its ARN. */
function idOf({ type, inferenceProfileId, inferenceProfileArn }: InferenceProfileSummary): string {
  return type === "APPLICATION" ? inferenceProfileArn : inferenceProfileId;
}

function matches({ args }: Room, texts: readonly (string | undefined)[]): boolean {
  const all = texts.join("\n").toLowerCase();
  return args.words.every((word) => all.includes(word.toLowerCase()));
}

async function show<T>(
  room: Room,
  items: T[],
  idOf: (item: T) => string,
  head: readonly string[],
  rowOf: (item: T) => string[],
): Promise<void> {
  if (room.args.flag("json")) return await room.printJson(items);
  if (room.args.flag("ids")) return await room.printLines(items.map(idOf));
  if (items.length === 0) return await room.say("there is none");
  await room.printLines(table(head, items.map(rowOf), room.paint));
}
