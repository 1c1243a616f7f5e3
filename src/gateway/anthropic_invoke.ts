/**
 * A Messages body in, the body of Invoke for a Claude on Bedrock out: edited as little as Bedrock allows.
 *
 * The order of system blocks, tools and markers is kept, because whatever moves them costs the prompt cache.
 *
 * @module
 */
import type { TranslateContext } from "./dialect.ts";
import { type AnswerPlan, planAnswer } from "./anthropic_answer.ts";
import { editBlocks } from "./anthropic_blocks.ts";
import { betaFlags } from "./anthropic_beta.ts";
import { repairMarkers } from "./anthropic_cache.ts";
import type { MessagesBody } from "./anthropic_members.ts";
import { applyThinking } from "./anthropic_thinking.ts";
import { invokeChoice, invokeTools } from "./anthropic_tools.ts";
import { readTurns } from "./anthropic_turns.ts";
import { type ModelTraits, traitsOf } from "./model_traits.ts";
import { countAt, isJson, type Json, listAt, maybe, objectAt, refuse, shortName, textAt } from "./openai_fields.ts";
import { isUnsigned, type Warn } from "./reasoning.ts";

/** A body for Invoke, and what the reply has to know of it. */
export interface InvokeBody {
  /** The body. */
  body: Json;
  /** The names of tools that went to the model, to those that the caller knows. */
  names: Map<string, string>;
  /** How the answer is brought into its format, where the model cannot. */
  answer: AnswerPlan | undefined;
}

const CONTEXT = "context-management-2025-06-27";
const LONG = "context-1m-2025-08-07";

/**
 * The traits of a Claude. An id that says nothing of its model is taken for the newest.
 *
 * @param modelId The id or ARN.
 * @returns The traits.
 */
export function claudeTraits(modelId: string): ModelTraits {
  return traitsOf(modelId, "anthropic-messages");
}

/** Which members sampling has on this model. */
function applySampling(body: Json, traits: ModelTraits, strict: boolean, warn: Warn): void {
  const given = ["temperature", "top_p", "top_k"].filter((field) => body[field] !== undefined);
  if (traits.sampling === false) {
    for (const field of given) {
      warn(field, "left out, the model takes none");
      delete body[field];
    }
    return;
  }
  if (traits.sampling === "one" && body.temperature !== undefined && body.top_p !== undefined) {
    warn("top_p", "left out, the model takes temperature or top_p");
    delete body.top_p;
  }
  if (strict) { for (const field of given) warn(field, "gone from this version of the API, honoured all the same"); }
}

/** An end user's id in letters that every log takes: what is none yet, e.g. Claude Code's JSON, goes as a hash. */
function applyMetadata(body: Json, warn: Warn): void {
  const metadata = maybe(objectAt, body.metadata, "metadata");
  delete body.metadata;
  const id = maybe(textAt, metadata?.user_id, "metadata.user_id");
  if (id === undefined || id === "") return;
  const fits = /^[A-Za-z0-9_-]{1,256}$/.test(id);
  if (!fits) warn("metadata.user_id", "sent as a hash");
  body.metadata = { user_id: fits ? id : shortName(id, 32) };
}

function applyStops(body: Json, warn: Warn): void {
  const stops = (maybe(listAt, body.stop_sequences, "stop_sequences") ?? [])
    .map((stop, at) => textAt(stop, `stop_sequences[${at}]`));
  const kept = stops.filter((stop) => stop.trim() !== "");
  if (kept.length < stops.length) warn("stop_sequences", "sequences of white space left out, the model takes none");
  if (kept.length > 0) body.stop_sequences = kept;
  else delete body.stop_sequences;
}

/** Edits of the context: they need a flag, and clearing thoughts needs thoughts. */
function applyContext(body: Json, takes: boolean, warn: Warn): void {
  const management = maybe(objectAt, body.context_management, "context_management");
  if (management === undefined) return;
  if (!takes) {
    warn("context_management", "left out, the model has none");
    delete body.context_management;
    return;
  }
  const edits = maybe(listAt, management.edits, "context_management.edits") ?? [];
  const thinks = isJson(body.thinking) && body.thinking.type !== "disabled";
  const kept = edits.filter((edit) => thinks || !isJson(edit) || !String(edit.type).startsWith("clear_thinking"));
  if (kept.length === edits.length) return;
  warn("context_management", "clear_thinking left out, the model does not think");
  if (kept.length > 0) body.context_management = { ...management, edits: kept };
  else delete body.context_management;
}

/**
 * Builds the body.
 *
 * @param read The caller's body, its members read.
 * @param context What the translation may know of the world.
 * @param warn Where what is not honoured as it stands is named.
 * @returns The body; the caller's is not touched.
 * @throws {GatewayError} If the body cannot be honoured, naming the member.
 */
export function invokeBody(read: MessagesBody, context: TranslateContext, warn: Warn): InvokeBody {
  const { strict } = read;
  const traits = claudeTraits(context.modelId);
  const { line, version } = traits.claude!;
  const { headers, defaults } = context;
  const flags = betaFlags({ body: read.given, headers, defaults, traits, road: "invoke" }, warn);
  if (context.model.endsWith("[1m]")) flags.want(LONG);
  const body: Json = { anthropic_version: "bedrock-2023-05-31", ...read.body };
  countAt(body.max_tokens, "max_tokens");
  const { system, turns } = readTurns(body, version >= 50 || line + version === "opus48", warn);
  const scope = { files: context.files, strict, thinks: traits.reasoning !== "none", warn };
  const messages = turns.map(({ role, content, path }) => ({
    role,
    content: editBlocks(content, role, `${path}.content`, scope),
  })).filter(({ content }) => content.length > 0);
  if (messages.length === 0) throw refuse("messages", "hold nothing, wanted a text", "invalid_value");
  body.messages = messages;
  if (system.length > 0) body.system = system.map((block) => ({ ...block }));
  else delete body.system;
  const { tools, names } = invokeTools(body.tools, { traits, flags, warn });
  if (tools.length > 0) body.tools = tools;
  else delete body.tools;
  const choice = tools.length === 0 ? undefined : invokeChoice(body.tool_choice, names, warn);
  if (choice !== undefined) body.tool_choice = choice;
  else delete body.tool_choice;
  applySampling(body, traits, strict, warn);
  applyStops(body, warn);
  applyMetadata(body, warn);
  applyThinking(body, traits, { flags, unsigned: isUnsigned(messages) }, warn);
  applyContext(body, body.context_management !== undefined && flags.want(CONTEXT), warn);
  const answer = planAnswer(body, traits, warn);
  repairMarkers(body, traits, warn);
  const list = flags.list();
  if (list.length > 0) body.anthropic_beta = list;
  return { body, names, answer };
}

/** The way to a member that Bedrock does not know: `tools.0.custom.strict`. Kinds of blocks stand in it, which are no members. */
function without(value: unknown, steps: readonly string[]): unknown {
  const [step, ...rest] = steps;
  if (step === undefined || typeof value !== "object" || value === null) return value;
  if (!Object.hasOwn(value, step)) return rest.length === 0 ? value : without(value, rest);
  if (Array.isArray(value)) return value.map((item, at) => String(at) === step ? without(item, rest) : item);
  const { [step]: member, ...others } = value as Json;
  if (rest.length === 0) return others;
  const edited = without(member, rest);
  return edited === member ? value : { ...value, [step]: edited };
}

/**
 * Builds another body after Bedrock refused the first for what it does not know: tomorrow's members and flags.
 *
 * @param body The body that was refused.
 * @param message Bedrock's message.
 * @param warn Where what is left out now is named.
 * @returns The body to try; nothing when the refusal is about something else.
 */
export function bodyWithout(body: Json, message: string, warn: Warn): Json | undefined {
  if (body.anthropic_beta !== undefined && /beta/i.test(message) && /invalid|unexpected|unsupported/i.test(message)) {
    const { anthropic_beta: flags, context_management: context, ...kept } = body;
    warn("anthropic-beta", `refused, left out ${(flags as string[]).join(" ")}`);
    if (context !== undefined) warn("context_management", "left out, its flag was refused");
    return kept;
  }
  let edited = body;
  for (const [, path] of message.matchAll(/([\w.]+): Extra inputs are not permitted/g)) {
    const steps = path!.split(".");
    // the conversation itself is never given up
    if (steps.length === 1 && /^(?:messages|system|tools|tool_choice|max_tokens)$/.test(steps[0]!)) continue;
    const next = without(edited, steps) as Json;
    if (next !== edited) warn(path!.slice(0, 80), "refused by Bedrock, left out");
    edited = next;
  }
  return edited === body ? undefined : edited;
}
