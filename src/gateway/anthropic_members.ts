/**
 * A Messages body in, its members that have a place of their own out; the rest is left out by name, or refused.
 *
 * @module
 */
import { flagAt, isJson, type Json, maybe, objectAt, refuse } from "./openai_fields.ts";
import type { Warn } from "./reasoning.ts";

/** What becomes of a member that Bedrock does not take. */
interface Outcome {
  /** Whether the answer would not be what was asked for. */
  refused?: boolean;
  /** Values that ask for nothing. */
  harmless?: (value: unknown) => boolean;
  /** What is said. */
  what: string;
}

const isEmpty = (value: unknown): boolean => Array.isArray(value) && value.length === 0;
const LEFT_OUT = "left out, Bedrock has none";

const OUTCOMES: Readonly<Record<string, Outcome>> = {
  container: { refused: true, what: "asks for a container, Bedrock has none" },
  mcp_servers: { refused: true, harmless: isEmpty, what: "names MCP servers, Bedrock calls none" },
  fallbacks: {
    refused: true,
    harmless: (value) => isEmpty(value) || value === "default",
    what: "names other models, Bedrock asks one",
  },
  compaction: { refused: true, what: "asks for a summary, wanted context_management" },
  thread: { refused: true, what: "asks for a stored conversation, there is no store" },
  speed: { harmless: (value) => value === "standard", what: LEFT_OUT },
  service_tier: { harmless: (value) => value === "auto" || value === "standard_only", what: LEFT_OUT },
  diagnostics: { what: LEFT_OUT },
  inference_geo: { what: "left out, the model's id says where it runs" },
  workspace_id: { what: LEFT_OUT },
  user_profile_id: { what: LEFT_OUT },
  billing_policy: { what: LEFT_OUT },
  fallback_credit_token: { what: LEFT_OUT },
};

/** Members that say how the request comes here, not what goes on. */
const CONSUMED = new Set(["model", "stream", "anthropic_version", "anthropic_beta", "bedrock", "output_format"]);

/** A body, read. */
export interface MessagesBody {
  /** The body as it came, defaults in their places. */
  given: Json;
  /** The members that go on. */
  body: Json;
  /** Whether the rules of the version of October 2026 hold. */
  strict: boolean;
  /** Whether the caller wants a stream. */
  stream: boolean;
  /** What stands under `bedrock`. */
  hatch: unknown;
}

/** The API's version: a date, in the header or in the body. */
function versionOf(body: Json, headers: Headers, warn: Warn): string {
  const named = headers.get("anthropic-version") ?? body.anthropic_version;
  if (typeof named === "string" && named !== "") return named;
  warn("anthropic-version", "missing, taken as 2023-06-01");
  return "2023-06-01";
}

/**
 * Reads a Messages body's members.
 *
 * @param value The body.
 * @param from The request's headers and the alias's defaults.
 * @param warn Where what is left out is named.
 * @returns The members that go on. The body itself is not touched.
 * @throws {GatewayError} If leaving a member out would change what the answer means.
 */
export function readMembers(
  value: unknown,
  from: { headers: Headers; defaults?: unknown },
  warn: Warn,
): MessagesBody {
  const given = { ...(isJson(from.defaults) ? from.defaults : {}), ...objectAt(value, "body") };
  const body: Json = {};
  for (const [name, member] of Object.entries(given)) {
    if (member === null || member === undefined || CONSUMED.has(name)) continue;
    const outcome = Object.hasOwn(OUTCOMES, name) ? OUTCOMES[name]! : undefined;
    if (outcome === undefined) body[name] = member;
    else if (outcome.harmless?.(member)) continue;
    else if (outcome.refused) throw refuse(name, outcome.what, "unsupported_parameter");
    else warn(name, outcome.what);
  }
  const format = maybe(objectAt, given.output_format, "output_format");
  if (format !== undefined) {
    body.output_config = { format, ...maybe(objectAt, body.output_config, "output_config") };
  }
  const version = versionOf(given, from.headers, warn);
  return {
    given,
    body,
    strict: /^\d/.test(version) && version >= "2026-10-21",
    stream: maybe(flagAt, given.stream, "stream") ?? false,
    hatch: given.bedrock,
  };
}
