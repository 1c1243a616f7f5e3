/**
 * What whoever runs a gateway may say about it, checked once, word by word: nothing misspelt is ignored.
 *
 * @module
 */
import type { BedrockRuntime } from "../client/bedrock_runtime.ts";
import type { Anonymous, GatewayKey } from "./auth.ts";
import type { ControlPlane } from "./catalogue.ts";
import type { RequestReport } from "./request_report.ts";
import type { LimitStore } from "./limits.ts";
import type { ModelAlias } from "./model_directory.ts";
import type { RemoteFilesOptions } from "./remote_files.ts";
import type { Timers } from "../client/alarm.ts";

/** Finds what is wrong with a model's own body; an empty list when it fits. */
export type Validate = (modelId: string, body: unknown) => readonly { path: string; message: string }[];

/** How a gateway behaves. */
export interface HandlerOptions {
  /** The client that calls Bedrock; several, one for each region, in the order in which they are asked. */
  runtime: BedrockRuntime | readonly BedrockRuntime[];
  /**
   * The client of the control plane, for lists of models and for friendly names of new ones.
   *
   * @default {none: lists hold the aliases and what the library knows, control routes answer 501}
   */
  control?: ControlPlane;
  /**
   * The keys that callers need: plain, as `sha256:<hex>`, or with what each may do.
   *
   * @default {none: only anonymous callers can be served}
   */
  keys?: readonly (string | GatewayKey)[];
  /**
   * Who is served without a key: nobody, anybody, or whoever calls by a loopback name, which a web page cannot feign.
   *
   * @default {false}
   */
  anonymous?: Anonymous;
  /**
   * Names that stand for models.
   *
   * @default {none}
   */
  models?: Readonly<Record<string, string | ModelAlias>>;
  /**
   * The origins whose pages may call from a browser; `*` for any.
   *
   * @default {none}
   */
  cors?: string | readonly string[];
  /**
   * The most bytes a request's body may have.
   *
   * @default {20_000_000}
   */
  maxBodyBytes?: number;
  /**
   * Whether `GET /` shows the playground.
   *
   * @default {false}
   */
  playground?: boolean;
  /**
   * Checks the body of a native Invoke before it is sent, and gives all that is wrong with it: `validateBody` of the `./schemas`
   * door.
   *
   * @default {none: Bedrock itself checks}
   */
  validate?: Validate;
  /**
   * Whether https URLs of images are fetched, and from which hosts.
   *
   * @default {false: an image must be in the body}
   */
  remoteImages?: false | RemoteFilesOptions;
  /**
   * What counts the use of keys that have limits.
   *
   * @default {memory: each isolate counts for itself}
   */
  limitStore?: LimitStore;
  /**
   * How often a call may be sent to Bedrock before its first byte, when there is one region. With several, each is asked once.
   *
   * @default {2}
   */
  maxAttempts?: number;
  /**
   * After how much silence a stream sends a heartbeat, in milliseconds.
   *
   * @default {10_000}
   */
  heartbeatMs?: number;
  /**
   * How long a request's body may take to arrive, in milliseconds.
   *
   * @default {30_000}
   */
  bodyTimeoutMs?: number;
  /** Headers that every response gets beside its own. */
  headers?: Readonly<Record<string, string>>;
  /** Told what became of each request, once its answer has ended. */
  onRequest?: (report: RequestReport) => void;
  /** Told what was thrown when a request failed by the gateway's or Bedrock's fault. It may hold what callers must not see. */
  onFailure?: (cause: unknown, report: RequestReport) => void;
  /**
   * The timers.
   *
   * @default {setTimeout and clearTimeout}
   */
  timers?: Timers;
  /**
   * The clock, in milliseconds since 1970.
   *
   * @default {the system's}
   */
  now?: () => number;
}

const NAMES: Readonly<Record<keyof HandlerOptions, "function" | "number" | "boolean" | "object" | "any">> = {
  runtime: "any",
  control: "any",
  keys: "any",
  anonymous: "any",
  models: "object",
  cors: "any",
  maxBodyBytes: "number",
  playground: "boolean",
  validate: "function",
  remoteImages: "any",
  limitStore: "any",
  maxAttempts: "number",
  heartbeatMs: "number",
  bodyTimeoutMs: "number",
  headers: "any",
  onRequest: "function",
  onFailure: "function",
  timers: "any",
  now: "function",
};

/**
 * Checks options.
 *
 * @param options What was handed in.
 * @throws {TypeError} If an option is unknown or of the wrong type, or there is no runtime, or none where an alias must be answered.
 * @throws {RangeError} If a number is not above 0.
 */
export function checkOptions(options: HandlerOptions): void {
  if (typeof options !== "object" || options === null) {
    throw new TypeError("Cannot create handler: wanted an object with a runtime");
  }
  for (const [name, value] of Object.entries(options)) {
    if (!Object.hasOwn(NAMES, name)) throw new TypeError(`Cannot create handler: there is no option ${name}`);
    const wanted = NAMES[name as keyof HandlerOptions];
    if (value === undefined || wanted === "any") continue;
    const type: string = typeof value;
    if (type !== wanted) {
      throw new TypeError(`Cannot create handler: ${name} is of type ${type}, wanted ${wanted}`);
    }
    if (wanted === "number" && !((value as number) > 0)) {
      throw new RangeError(`Cannot create handler: ${name} is ${value}, wanted a number above 0`);
    }
  }
  const runtimes = [options.runtime].flat();
  if (runtimes.length === 0 || runtimes.some((runtime) => typeof runtime?.fetch !== "function")) {
    throw new TypeError("Cannot create handler: runtime is missing, wanted a BedrockRuntime or a list of them");
  }
  for (const [name, alias] of Object.entries(options.models ?? {})) checkAlias(name, alias, runtimes);
  if (options.keys !== undefined && !Array.isArray(options.keys)) {
    throw new TypeError("Cannot create handler: keys is no list, wanted a list of keys");
  }
  if (![undefined, true, false, "loopback"].includes(options.anonymous)) {
    throw new TypeError("Cannot create handler: anonymous is unknown, wanted true, false or loopback");
  }
}

const ALIAS_MEMBERS: Readonly<Record<string, string>> = {
  modelId: "string",
  region: "string",
  road: "string",
  defaults: "object",
} satisfies Record<keyof ModelAlias, string>;

function checkAlias(name: string, given: string | ModelAlias, runtimes: readonly BedrockRuntime[]): void {
  const wrong = (what: string): TypeError => new TypeError(`Cannot create handler: the alias ${name} has ${what}`);
  const alias: Partial<ModelAlias> = typeof given === "string" ? { modelId: given } : given ?? {};
  for (const [member, value] of Object.entries(alias)) {
    if (value === undefined || typeof value === ALIAS_MEMBERS[member]) continue;
    throw wrong(`a ${member} that is unknown or of the wrong type, wanted ${Object.keys(ALIAS_MEMBERS).join(", ")}`);
  }
  const { modelId, region, road = "invoke" } = alias;
  if (!modelId) throw wrong("no modelId");
  if (!/^(?:converse|invoke|openai)$/.test(road)) throw wrong("an unknown road, wanted converse, invoke or openai");
  if (region !== undefined && !runtimes.some((runtime) => runtime.region === region)) {
    throw wrong(`the region ${region}, wanted one of a runtime`);
  }
}
