/**
 * The members of a chat body that Converse has nothing for in, a warning or a refusal for each out.
 *
 * @module
 */
import type { Warn } from "./reasoning.ts";
import { isJson, type Json, refuse } from "./openai_fields.ts";

/** What becomes of a member. */
interface Outcome {
  /** Whether the answer would not be what was asked for. */
  refused?: boolean;
  /** Values that ask for nothing. */
  harmless?: (value: unknown) => boolean;
  /** What is said. */
  what: string;
}

const LEFT_OUT = "left out";

const OUTCOMES: Record<string, Outcome> = {
  n: { refused: true, harmless: (value) => value === 1, what: "asks for several answers, wanted 1" },
  logprobs: {
    refused: true,
    harmless: (value) => value === false,
    what: "asks for log probabilities, Converse returns none",
  },
  top_logprobs: {
    refused: true,
    harmless: (value) => value === 0,
    what: "asks for log probabilities, Converse returns none",
  },
  logit_bias: {
    refused: true,
    harmless: (value) => isJson(value) && Object.keys(value).length === 0,
    what: "shifts tokens, Converse cannot",
  },
  audio: { refused: true, what: "asks for a spoken answer, Converse gives text" },
  modalities: {
    refused: true,
    harmless: (value) => Array.isArray(value) && value.every((one) => one === "text"),
    what: "asks for more than text, Converse gives text",
  },
  web_search_options: { refused: true, what: "asks for a web search, Converse has none" },
  moderation: { refused: true, what: "asks for moderation, wanted a guardrail in bedrock.guardrailConfig" },
  store: { harmless: (value) => value === false, what: "left out, this gateway stores nothing" },
  verbosity: { what: LEFT_OUT },
  user: { what: "left out, it is not sent on" },
  safety_identifier: { what: "left out, it is not sent on" },
  prediction: { what: LEFT_OUT },
  prompt_cache_key: { what: LEFT_OUT },
  chat_template_kwargs: { what: LEFT_OUT },
  plugins: { what: LEFT_OUT },
  provider: { what: LEFT_OUT },
};

/** Members with a place of their own in the translation. */
const TRANSLATED = new Set([
  "model",
  "messages",
  "max_completion_tokens",
  "max_tokens",
  "temperature",
  "top_p",
  "stop",
  "stream",
  "stream_options",
  "tools",
  "functions",
  "tool_choice",
  "function_call",
  "parallel_tool_calls",
  "response_format",
  "reasoning_effort",
  "reasoning",
  "thinking",
  "metadata",
  "service_tier",
  "prompt_cache_options",
  "prompt_cache_retention",
  "cache_control",
  "bedrock",
]);

/** Members that some families take, with the value that asks for nothing. */
const FAMILY_FIELDS: Record<string, number | undefined> = {
  top_k: undefined,
  min_p: 0,
  repetition_penalty: 1,
  frequency_penalty: 0,
  presence_penalty: 0,
  seed: undefined,
};

/**
 * Looks at every member that has no place of its own, so that none is dropped in silence.
 *
 * @param body The chat body.
 * @param warn Where what is left out is named.
 * @throws {GatewayError} If leaving a member out would change what the answer means.
 */
export function checkMembers(body: Json, warn: Warn): void {
  for (const name of Object.keys(body)) {
    const value = body[name];
    if (value === undefined || value === null || TRANSLATED.has(name) || Object.hasOwn(FAMILY_FIELDS, name)) continue;
    const outcome = Object.hasOwn(OUTCOMES, name) ? OUTCOMES[name] : undefined;
    if (outcome?.harmless?.(value)) continue;
    if (!outcome?.refused) warn(name.slice(0, 64), outcome?.what ?? "left out, it is not known");
    else throw refuse(name, outcome.what, outcome.harmless ? "unsupported_value" : "unsupported_parameter");
  }
}

/**
 * Collects the members that the model's family has a place of its own for.
 *
 * @param body The chat body.
 * @param paths The family's places, by the caller's name.
 * @param sampling Whether the model takes any sampling now.
 * @param warn Where what has no place is named.
 * @returns Members for additionalModelRequestFields.
 */
export function familyFields(body: Json, paths: Record<string, string>, sampling: boolean, warn: Warn): Json {
  const fields: Json = {};
  for (const name in FAMILY_FIELDS) {
    const value = body[name];
    const harmless = FAMILY_FIELDS[name];
    if (value === undefined || value === null || value === harmless) continue;
    if (typeof value !== "number") throw refuse(name, "is no number, wanted one", "invalid_type");
    const path = paths[name];
    if (path === undefined || (!sampling && name === "top_k")) {
      warn(name, "left out, the model takes none");
      continue;
    }
    const [outer, inner] = path.split(".");
    fields[outer!] = inner === undefined ? value : { [inner]: value };
  }
  return fields;
}
