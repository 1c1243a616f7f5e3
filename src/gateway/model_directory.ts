/**
 * A model's name in, what to call for it out: aliases first, then ids as they are, then friendly names.
 *
 * @module
 */
import type { Document } from "../models/document.ts";
import { geographiesOf } from "../models/geography.ts";
import type { Catalogue } from "./catalogue.ts";
import { GatewayError } from "./gateway_error.ts";
import { KNOWN_MODELS } from "./known_models.ts";
import {
  friendlyNames,
  idForRegion,
  isModelId,
  type NamedModel,
  normalName,
  regionOfArn,
  splitPrefix,
} from "./model_names.ts";

/** What an alias stands for. */
export interface ModelAlias {
  /** The model: an id, a profile's id, an ARN, or a friendly name. */
  modelId: string;
  /** The only region that may answer. */
  region?: string;
  /**
   * How the model is called where there is a choice: by Converse, by Invoke, or at Bedrock's own OpenAI endpoint.
   *
   * @default {what the dialect does for the model's family}
   */
  road?: "converse" | "invoke" | "openai";
  /** Members that a caller's body gets unless it has them. */
  defaults?: { [member: string]: Document };
}

/** What a name came to. */
export interface ResolvedModel {
  /** The id that goes to Bedrock. */
  modelId: string;
  /** The only region that may answer. */
  region?: string | undefined;
  /** The prefix of a profile's id that somebody wrote, and with it where the call stays; empty or absent for any other name. */
  geography?: string;
  /** How the model is called. */
  road?: ModelAlias["road"];
  /** Members that the body gets unless it has them. */
  defaults?: { [member: string]: Document };
  /** Something the caller should know. */
  warning?: string;
}

/** How a {@linkcode ModelDirectory} finds models. */
export interface ModelDirectoryOptions {
  /** Names that stand for models. */
  aliases: Readonly<Record<string, string | ModelAlias>>;
  /** The models there are, when the control plane may be asked. */
  catalogue?: Catalogue;
}

const MAX_LEARNED = 500;

/** Finds models. */
export class ModelDirectory {
  readonly #aliases: Map<string, ModelAlias>;
  readonly #catalogue: Catalogue | undefined;
  readonly #known = index(knownModels());
  #seen: readonly NamedModel[] | undefined;
  #seenIndex: Map<string, NamedModel> | undefined;
  readonly #learned = new Map<string, string>();

  /**
   * Creates a directory.
   *
   * @param options Where it looks.
   */
  constructor(options: ModelDirectoryOptions) {
    this.#catalogue = options.catalogue;
    this.#aliases = new Map(
      Object.entries(options.aliases).map((
        [name, alias],
      ) => [name, typeof alias === "string" ? { modelId: alias } : alias]),
    );
  }

  /** The aliases' names. */
  get aliases(): string[] {
    return [...this.#aliases.keys()];
  }

  /**
   * What a key's list must hold for a caller to use a model, beside its id.
   *
   * @param name The name as the caller wrote it.
   * @returns An alias as it is, any other name without what clients put around it.
   */
  plainName(name: string): string {
    return this.#aliases.has(name) ? name : normalName(name);
  }

  /**
   * Finds a model.
   *
   * @param name The name as the caller wrote it.
   * @param region The region that will be asked.
   * @returns What to call. A name that has the shape of an id is one, known or not.
   * @throws {GatewayError} If nothing has that name.
   */
  resolve(name: string, region: string): Promise<ResolvedModel> {
    const alias = this.#aliases.get(name);
    return alias === undefined ? this.#find(name, region) : this.#follow(alias, region);
  }

  async #follow(alias: ModelAlias, region: string): Promise<ResolvedModel> {
    const found = await this.#find(alias.modelId, alias.region ?? region);
    return {
      ...found,
      ...(alias.region === undefined ? {} : { region: alias.region }),
      ...(alias.road === undefined ? {} : { road: alias.road }),
      ...(alias.defaults === undefined ? {} : { defaults: alias.defaults }),
    };
  }

  /**
   * What an alias stands for, and nothing else: Bedrock's own dialect takes its callers at their word.
   *
   * @param name The name in the path.
   * @returns The id, and the region when the alias or an ARN names one.
   */
  resolveAlias(name: string): ResolvedModel {
    const { modelId, region } = this.#aliases.get(name) ?? { modelId: name };
    return { modelId, region: region ?? regionOfArn(modelId), geography: splitPrefix(modelId).prefix };
  }

  /**
   * Finds the next profile by which a model may be served, after Bedrock refused an id that nobody wrote so.
   *
   * @param modelId The id that was refused.
   * @param region The region that refused it.
   * @returns The profile's id to try instead; nothing when there is none left.
   */
  async otherProfile(modelId: string, region: string): Promise<string | undefined> {
    if (modelId.startsWith("arn:")) return undefined;
    const { prefix, id } = splitPrefix(modelId);
    const geographies = geographiesOf(region);
    const left = geographies.slice(geographies.indexOf(prefix) + 1);
    const profiles = (await this.#models()).find((model) => model.id === id)?.profiles ?? [];
    const next = profiles.length === 0 ? left[0] : left.find((geography) => profiles.includes(geography));
    return next === undefined ? undefined : `${next}.${id}`;
  }

  /**
   * Learns by which profile a model is served, as Bedrock's answer showed.
   *
   * @param modelId The profile's id.
   * @param region The region that answered.
   */
  learn(modelId: string, region: string): void {
    if (this.#learned.size >= MAX_LEARNED) this.#learned.clear();
    this.#learned.set(`${region} ${splitPrefix(modelId).id}`, modelId);
  }

  async #find(name: string, region: string): Promise<ResolvedModel> {
    const wanted = normalName(name);
    if (wanted.startsWith("arn:")) return { modelId: wanted, region: regionOfArn(wanted) };
    if (isModelId(wanted)) {
      return { modelId: this.#learnedFor(region, wanted) ?? wanted, geography: splitPrefix(wanted).prefix };
    }
    let model = this.#index().get(wanted);
    if (model === undefined && this.#catalogue !== undefined && this.#catalogue.seen === undefined) {
      await this.#models();
      model = this.#index().get(wanted);
    }
    model ??= this.#known.get(wanted);
    if (model === undefined) {
      const { nearNames } = await import("./near_names.ts");
      const near = nearNames(wanted, [...this.aliases, ...this.#index().keys(), ...this.#known.keys()]);
      const hint = near.length === 0 ? "" : `, near it are ${near.join(", ")}`;
      throw new GatewayError(`Cannot find model: nothing is called ${printable(name)}${hint}`, {
        status: 404,
        code: "model_not_found",
        param: "model",
      });
    }
    const learned = this.#learnedFor(region, model.id);
    if (learned !== undefined) return { modelId: learned };
    const { modelId, leavesGeography } = idForRegion(model, region);
    return leavesGeography
      ? { modelId, warning: "served by a global inference profile, there is none for the region's geography" }
      : { modelId };
  }

  #learnedFor(region: string, id: string): string | undefined {
    return this.#learned.size === 0 ? undefined : this.#learned.get(`${region} ${id}`);
  }

  async #models(): Promise<readonly NamedModel[]> {
    try {
      return await this.#catalogue?.list() ?? [];
    } catch {
      // Without permission to list, names are looked up in the table, and inference goes on.
      return [];
    }
  }

  #index(): Map<string, NamedModel> {
    const seen = this.#catalogue?.seen;
    if (seen === undefined) return this.#known;
    if (seen !== this.#seen) {
      this.#seen = seen;
      this.#seenIndex = index(seen);
    }
    return this.#seenIndex!;
  }
}

/** The models of the built-in table. */
export function knownModels(): NamedModel[] {
  return Object.entries(KNOWN_MODELS).flatMap(([vendor, ids]) =>
    ids.split(" ").map((id): NamedModel => {
      const onDemand = !id.startsWith("!");
      return { id: `${vendor}.${onDemand ? id : id.slice(1)}`, onDemand };
    })
  );
}

/** Every name of every model. A longer name is more exact, so that it wins over another model's short one. */
function index(models: readonly NamedModel[]): Map<string, NamedModel> {
  const exact = new Map<string, NamedModel>();
  const short = new Map<string, NamedModel>();
  for (const model of models) {
    friendlyNames(model.id).forEach((name, position) => (position === 0 ? exact : short).set(name, model));
  }
  return new Map([...short, ...exact]);
}

function printable(name: string): string {
  return JSON.stringify(name.startsWith("arn:") ? "[arn]" : name.replace(/[^\x20-\x7e]/g, "?").slice(0, 80));
}
