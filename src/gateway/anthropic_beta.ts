/**
 * The beta flags that a caller names in, those that the model takes over this road out.
 *
 * Bedrock refuses a whole request for one flag that it does not know, so that only flags with a row go on. Rows are data:
 * an alias that names `anthropic_beta` among its defaults adds flags of its own, which pass whatever the table says.
 *
 * @module
 */
import { isJson, type Json } from "./openai_fields.ts";
import type { ModelTraits } from "./model_traits.ts";
import type { Warn } from "./reasoning.ts";

/** Which Claudes take a flag. A version is written without its point: 4.6 is 46. */
interface Row {
  /** From this version on. */
  from?: number;
  /** Up to this version. */
  to?: number;
  /** A line that does not take it. */
  except?: string;
  /** Single models besides, by line and version. */
  also?: readonly string[];
  /** The only road that takes it. */
  road?: "invoke";
}

const ROWS: Readonly<Record<string, Row>> = {
  "interleaved-thinking-2025-05-14": { from: 40 },
  "context-management-2025-06-27": { from: 45 },
  "context-1m-2025-08-07": { also: ["sonnet40", "sonnet46", "opus46"] },
  "effort-2025-11-24": { from: 46, also: ["opus45"] },
  "tool-search-tool-2025-10-19": { from: 45, except: "haiku", road: "invoke" },
  "tool-examples-2025-10-29": { from: 40 },
  "fine-grained-tool-streaming-2025-05-14": { from: 40 },
  "token-efficient-tools-2025-02-19": { also: ["sonnet37"] },
  "output-128k-2025-02-19": { also: ["sonnet37"] },
  "dev-full-thinking-2025-05-14": { from: 40, to: 41 },
  "computer-use-2024-10-22": { from: 35, to: 36 },
  "computer-use-2025-01-24": { from: 37 },
  "computer-use-2025-11-24": { from: 46, also: ["opus45"] },
  "structured-outputs-2025-12-15": { from: 45, to: 46 },
  "compact-2026-01-12": { from: 46, road: "invoke" },
};

/** The road that a request takes. */
export type Road = "invoke" | "converse";

/** The flags of one request. */
export interface BetaFlags {
  /** Sets a flag that a member of the body needs; says whether the model takes it. */
  want(flag: string): boolean;
  /** The flags to send. */
  list(): string[];
}

/**
 * Says whether a model takes a flag.
 *
 * @param flag The flag.
 * @param traits The model's traits.
 * @param road How the model is called.
 * @returns Whether it does; no model but Claude takes any.
 */
export function takesFlag(flag: string, traits: ModelTraits, road: Road): boolean {
  const row = Object.hasOwn(ROWS, flag) ? ROWS[flag]! : undefined;
  if (row === undefined || traits.claude === undefined || (row.road ?? road) !== road) return false;
  const { line, version } = traits.claude;
  if (row.also?.includes(line + version)) return true;
  return row.from !== undefined && version >= row.from && version <= (row.to ?? Infinity) && line !== row.except;
}

function flagsIn(value: unknown): string[] {
  const list = Array.isArray(value) ? value : typeof value === "string" ? value.split(",") : [];
  return list.flatMap((flag) => typeof flag === "string" ? flag.trim() : []).filter((flag) => flag !== "");
}

/** What {@linkcode betaFlags} reads. */
export interface BetaRequest {
  /** The caller's body. */
  body: Json;
  /** The request's headers. */
  headers: Headers;
  /** The alias's defaults. */
  defaults: unknown;
  /** The model's traits. */
  traits: ModelTraits;
  /** How the model is called. */
  road: Road;
}

/**
 * Collects the flags of a request: header and body may both name some.
 *
 * @param request Where they stand, and who has to take them.
 * @param warn Where those that stay behind are named.
 * @returns The flags, which members of the body may add to.
 */
export function betaFlags(request: BetaRequest, warn: Warn): BetaFlags {
  const { body, headers, defaults, traits, road } = request;
  const own = flagsIn(isJson(defaults) ? defaults.anthropic_beta : undefined);
  const asked = [...flagsIn(headers.get("anthropic-beta")), ...flagsIn(body.anthropic_beta)];
  const flags = new Set([...asked.filter((flag) => takesFlag(flag, traits, road)), ...own]);
  const dropped = new Set(asked.filter((flag) => !flags.has(flag)).map((flag) => flag.slice(0, 64)));
  if (dropped.size > 0) {
    warn("anthropic-beta", `left out ${[...dropped].join(" ")}`);
  }
  return {
    want(flag): boolean {
      if (flags.has(flag)) return true;
      if (!takesFlag(flag, traits, road)) return false;
      flags.add(flag);
      return true;
    },
    list: () => [...flags],
  };
}
