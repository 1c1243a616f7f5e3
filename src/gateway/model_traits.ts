/**
 * A model id and its family in, what Converse takes and refuses for that model out.
 *
 * Rows of a table, so that tomorrow's model is one row. A model that is in no row is taken to be able to do what the newest
 * ones do: a capability is never taken away from a model because a table is old.
 *
 * @module
 */
import { BoundedMap } from "../client/bounded_map.ts";

/** How a model is told how much to think. */
export type ReasoningStyle = "adaptive" | "budget" | "nova" | "effort" | "gpt" | "none";

/** What Converse takes and refuses for one model. */
export interface ModelTraits {
  /** The family, when it can be told. */
  family?: string;
  /** Claude's line (`opus`) and version (4.6 is 46). */
  claude?: { line: string; version: number };
  /** How effort is said. */
  reasoning: ReasoningStyle;
  /** Whether it thinks when nobody asked. */
  thinksUnasked: boolean;
  /** Whether thinking can be turned off. */
  thinkingStops: boolean;
  /** Whether it takes a system prompt. */
  system: boolean;
  /** Whether it takes temperature and topP; `one` takes either. */
  sampling: boolean | "one";
  /** Whether it takes stopSequences. */
  stops: boolean;
  /** The widest forced tool choice that it takes. */
  choice: "none" | "any" | "tool";
  /** Whether it takes tools at all, as far as is known. */
  tools: boolean;
  /** Whether it takes tools in ConverseStream. */
  toolStream: boolean;
  /** Whether tools may be `strict`. */
  strictTools: boolean;
  /** Whether tool results may hold images and a status. */
  richResults: boolean;
  /** Whether a schema's root may hold `type`, `properties` and `required` only. */
  plainSchemas: boolean;
  /** Whether tool-call ids are exactly nine letters and digits. */
  shortIds: boolean;
  /** Whether outputConfig.textFormat holds answers to a schema. */
  structured: boolean;
  /** Whether the conversation may end with an assistant turn. */
  prefill: boolean;
  /** The longest cache point lifetime, or false when there are none. */
  cache: false | "5m" | "1h";
  /** Whether it hears. */
  audio: boolean;
  /** Whether it watches. */
  video: boolean;
  /** OpenAI's or common names of further fields to the paths they have in additionalModelRequestFields. */
  fields: Record<string, string>;
}

const NEWEST: ModelTraits = {
  reasoning: "none",
  thinksUnasked: false,
  thinkingStops: true,
  system: true,
  sampling: true,
  stops: true,
  choice: "tool",
  tools: true,
  toolStream: true,
  strictTools: false,
  richResults: true,
  plainSchemas: false,
  shortIds: false,
  structured: false,
  prefill: true,
  cache: "5m",
  audio: true,
  video: true,
  fields: {},
};

const PLAIN: Partial<ModelTraits> = {
  choice: "none",
  richResults: false,
  cache: false,
  audio: false,
  video: false,
};
const BARE: Partial<ModelTraits> = { ...PLAIN, system: false, tools: false };
const OPEN_WEIGHT: Partial<ModelTraits> = { ...PLAIN, structured: true };
const PENALTIES = { frequency_penalty: "frequency_penalty", presence_penalty: "presence_penalty" };

/** One row: a pattern over `family modelId`, and what differs from the newest. All rows that match apply, in order. */
const ROWS: [RegExp, Partial<ModelTraits>][] = [
  [/^anthropic-messages /, { audio: false, video: false, fields: { top_k: "top_k" } }],
  [/^anthropic-text/, { ...PLAIN, tools: false, fields: { top_k: "top_k" } }],
  [/^amazon-titan/, BARE],
  [/^amazon-nova /, { plainSchemas: true, audio: false, fields: { top_k: "inferenceConfig.topK" } }],
  [/nova-micro/, { video: false }],
  [/nova-2-/, { reasoning: "nova", audio: true }],
  [/^ai21-jamba/, { ...PLAIN, toolStream: false, fields: PENALTIES }],
  [/^cohere-command /, { ...BARE, fields: { top_k: "k" } }],
  [/^cohere-command-r/, { ...PLAIN, fields: { ...PENALTIES, top_k: "k", seed: "seed" } }],
  [/^meta-llama/, { ...PLAIN, toolStream: false }],
  [/llama(2|3-(8b|70b)|3-2-[13]b)-/, { tools: false }],
  [/^mistral-text/, { ...PLAIN, toolStream: false, choice: "any", fields: { top_k: "top_k" } }],
  [/mistral-7b|mixtral-8x7b/, { system: false, tools: false, choice: "none" }],
  [/^mistral-chat/, { ...PLAIN, toolStream: false, choice: "any" }],
  [/^mistral-openai/, OPEN_WEIGHT],
  [/^mistral-.*mistral-large-3/, { choice: "any" }],
  [/^mistral-.*voxtral/, { audio: true }],
  [/^mistral-/, { shortIds: true }],
  [/^(deepseek-v3|qwen|moonshot|minimax|google-gemma|nvidia|zai|xai-grok|openai-gpt-oss)/, OPEN_WEIGHT],
  [/^deepseek-r1/, { ...PLAIN, tools: false }],
  [/^writer-palmyra/, { ...PLAIN, fields: { ...PENALTIES, seed: "seed" } }],
  [/^xai-grok/, { reasoning: "effort" }],
  [/grok-4\.6/, { structured: false }],
  [/openai\.gpt-/, { stops: false }],
  [/openai\.gpt-oss/, { reasoning: "effort", fields: { ...PENALTIES, seed: "seed" } }],
  [/openai\.gpt-(?!oss)/, { ...OPEN_WEIGHT, reasoning: "gpt", sampling: false }],
];

const CLAUDE_ID = /claude-(?:([a-z]+)-(\d+)(?:-(\d{1,2})(?!\d))?|(\d)(?:-(\d))?-([a-z]+))/;

/**
 * Reads Claude's line and version from a model id.
 *
 * @param modelId A model id, profile id or ARN.
 * @returns The line and the version, 4.6 as 46; for a Claude whose id has no version, a version newer than all.
 */
export function claudeOf(modelId: string): { line: string; version: number } {
  const found = CLAUDE_ID.exec(modelId);
  if (found === null) return { line: /mythos/.exec(modelId)?.[0] ?? "opus", version: 990 };
  const [, line, major, minor, oldMajor, oldMinor, oldLine] = found;
  return {
    line: line ?? oldLine ?? "",
    version: Number(major ?? oldMajor) * 10 + Number(minor ?? oldMinor ?? 0),
  };
}

function claudeTraits({ line, version }: { line: string; version: number }, modelId: string): Partial<ModelTraits> {
  const named = line + version;
  const caches = version >= 37 || named === "haiku35" || modelId.includes("20241022");
  return {
    claude: { line, version },
    reasoning: version >= 46 ? "adaptive" : version >= 37 ? "budget" : "none",
    thinksUnasked: version >= 50,
    thinkingStops: line !== "fable" && line !== "mythos",
    sampling: version >= 47 ? false : /^(sonnet45|haiku45|opus41)$/.test(named) ? "one" : true,
    // Opus 5.5, Sonnet 5.5, Fable 5.1 and Mythos 5.1 refuse every forced choice
    choice: version >= 51 && line !== "haiku" ? "none" : "tool",
    strictTools: version === 45 || version === 46,
    structured: /^(sonnet45|opus45|opus46)$/.test(named),
    prefill: version < 46,
    cache: !caches ? false : version >= 45 ? "1h" : "5m",
  };
}

/** What was found out lately: a gateway's callers ask few models, again and again. */
const told = new BoundedMap<string, ModelTraits>(500);

/**
 * Says what Converse takes and refuses for a model.
 *
 * @param modelId The model id, profile id or ARN that goes to Bedrock.
 * @param family The family, when it can be told; an opaque ARN has one only when an alias says so.
 * @returns The traits; for an unknown model, those of the newest.
 */
export function traitsOf(modelId: string, family?: string): Readonly<ModelTraits> {
  const name = `${family ?? ""} ${modelId}`;
  const known = told.get(name);
  if (known !== undefined) return known;
  const isClaude = family === "anthropic-messages" || (family === undefined && /claude-(?!v|instant)/.test(modelId));
  const rows = ROWS.filter(([pattern]) => pattern.test(name)).map(([, traits]) => traits);
  const own = isClaude ? claudeTraits(claudeOf(modelId), modelId) : {};
  const traits: ModelTraits = Object.assign({ ...NEWEST, family }, ...rows, own);
  told.set(name, traits);
  return traits;
}
