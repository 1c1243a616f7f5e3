/**
 * The control plane in, the models there are out: asked at most every few minutes, by one request at a time, and when AWS
 * does not answer the last good list serves on.
 *
 * @module
 */
import type { NamedModel } from "./model_names.ts";

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
      const { readModels } = await import("./listed_models.ts");
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
