/**
 * The raw label of a path in, the model that it names out: read once, for a gateway's callers ask for few.
 *
 * @module
 */
import { BoundedMap } from "../client/bounded_map.ts";
import { encodeUri } from "../wire/encode_uri.ts";
import { printableModel } from "./model_access.ts";
import type { ModelDirectory } from "./model_directory.ts";
import { decodeLabel } from "./request_path.ts";

/** A model in a path. */
export interface PathModel {
  /** The model as the caller wrote it, decoded. */
  readonly written: string;
  /** The same, as it may stand in a log. */
  readonly printable: string;
  /** The id that goes to Bedrock. */
  readonly modelId: string;
  /** Where it is called, encoded, up to the operation: `/model/…/`. */
  readonly path: string;
  /** The only region that may answer. */
  readonly region: string | undefined;
  /** The prefix of a profile's id. */
  readonly geography: string | undefined;
}

/** The models that paths name. */
export class PathModels {
  readonly #models: ModelDirectory;
  readonly #lately = new BoundedMap<string, PathModel>(256);

  /**
   * Creates it.
   *
   * @param models What knows aliases.
   */
  constructor(models: ModelDirectory) {
    this.#models = models;
  }

  /**
   * Reads a label.
   *
   * @param raw The label as it stands in the path.
   * @returns The model.
   * @throws {GatewayError} If it is no model id.
   */
  read(raw: string): PathModel {
    const known = this.#lately.get(raw);
    if (known !== undefined) return known;
    const written = decodeLabel(raw, "model id");
    const { modelId, region, geography } = this.#models.resolveAlias(written);
    const path = `/model/${encodeUri(modelId)}/`;
    const model = { written, printable: printableModel(written), modelId, path, region, geography };
    this.#lately.set(raw, model);
    return model;
  }
}
