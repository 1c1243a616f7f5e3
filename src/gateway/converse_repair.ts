/**
 * A call of Converse in, one that meets Converse's preconditions out, or the 400 that says what is wrong with it.
 *
 * Only what cannot change the meaning is repaired, and what was repaired is named. Both translated dialects pass here.
 *
 * @module
 */
import type { ContentBlock, ConverseInput, DocumentBlock, Message, ToolResultBlock } from "../models/converse.ts";
import { badRequest } from "./gateway_error.ts";
import type { ModelTraits } from "./model_traits.ts";
import type { Warn } from "./reasoning.ts";
import { repairCachePoints } from "./cache_repair.ts";

const MAX_IMAGES = 20;
const MAX_IMAGE_BYTES = 3_932_160;
const MAX_DOCUMENTS = 5;
const MAX_DOCUMENT_BYTES = 4_718_592;

function refuse(what: string): never {
  throw badRequest(`Cannot translate messages: ${what}`, { param: "messages" });
}

/** Drops blank texts and empty turns, and joins turns of the same side: texts before calls. */
function merged(messages: Message[]): Message[] {
  const turns: Message[] = [];
  for (const { role, content } of messages) {
    const kept = content.filter((block) => block.text === undefined || block.text.trim() !== "");
    if (!kept.some((block) => block.cachePoint === undefined)) {
      // the turn goes, its marker stays where it stood
      turns.at(-1)?.content.push(...kept);
      continue;
    }
    const last = turns.at(-1);
    if (last?.role === role) last.content.push(...kept);
    else turns.push({ role, content: kept });
  }
  for (const turn of turns) {
    const call = turn.content.findIndex((block) => block.toolUse !== undefined);
    if (turn.role !== "assistant" || call < 0) continue;
    const rest = turn.content.slice(call);
    const isCall = (block: ContentBlock): boolean => block.toolUse !== undefined || block.cachePoint !== undefined;
    turn.content = [...turn.content.slice(0, call), ...rest.filter((one) => !isCall(one)), ...rest.filter(isCall)];
  }
  return turns;
}

/** Puts each call's result first in the turn after it, in the order of the calls. */
function grouped(turns: Message[], traits: ModelTraits, warn: Warn): Message[] {
  if (!turns.some(({ content }) => content.some((block) => block.toolUse ?? block.toolResult))) return turns;
  const placed = new Set<ToolResultBlock>();
  const answered = new Set<string>();
  const result: Message[] = [];
  const results = turns.map(({ role, content }) =>
    role === "user" ? content.flatMap((one) => one.toolResult ?? []) : []
  );
  for (const [at, turn] of turns.entries()) {
    if (turn.role !== "assistant") {
      result.push(turn);
      continue;
    }
    const first: ContentBlock[] = [];
    for (const { toolUse } of turn.content) {
      if (toolUse === undefined) continue;
      const id = toolUse.toolUseId;
      let found: ToolResultBlock | undefined;
      for (let later = at + 1; found === undefined && later < turns.length; later++) {
        // an id that is used again names another call from there on
        if (turns[later]!.content.some((one) => one.toolUse?.toolUseId === id)) break;
        found = results[later]!.find((one) => one.toolUseId === id && !placed.has(one));
      }
      if (found === undefined) {
        warn("messages", `no result for tool call ${id}, sent as an error`);
        found = { toolUseId: id, content: [{ text: "no result" }], ...(traits.richResults ? { status: "error" } : {}) };
      }
      placed.add(found);
      answered.add(id);
      first.push({ toolResult: found });
    }
    result.push(turn);
    if (first.length > 0) result.push({ role: "user", content: first });
  }
  const moved = new Set(result.flatMap(({ content }) => content.flatMap((one) => one.toolResult ?? [])));
  for (const one of moved) {
    if (placed.has(one)) continue;
    if (!answered.has(one.toolUseId)) refuse(`result ${one.toolUseId} answers no tool call before it`);
    warn("messages", `second result for tool call ${one.toolUseId} left out`);
  }
  // the copies at their old places go, those behind their calls stay
  const seen = new Set<ToolResultBlock>();
  for (const turn of result) {
    turn.content = turn.content.filter(({ toolResult }) => {
      if (toolResult === undefined) return true;
      if (!placed.has(toolResult) || seen.has(toolResult)) return false;
      seen.add(toolResult);
      return true;
    });
  }
  return merged(result);
}

/** Gives documents names that Converse takes, each once, and a text beside them. */
function repairDocuments(turns: Message[]): void {
  const names = new Set<string>();
  let count = 0;
  function name(document: DocumentBlock): void {
    const size = document.source.bytes?.length ?? 0;
    count++;
    if (size > MAX_DOCUMENT_BYTES) refuse(`document ${count} has ${size} bytes, wanted at most ${MAX_DOCUMENT_BYTES}`);
    const base = document.name.replace(/[^a-zA-Z0-9\s()[\]-]+/g, " ").replace(/\s+/g, " ").trim().slice(0, 190);
    let unique = base || `document-${count}`;
    for (let copy = 2; names.has(unique); copy++) unique = `${base || "document"}-${copy}`;
    names.add(unique);
    document.name = unique;
  }
  for (const { role, content } of turns) {
    let documents = 0;
    for (const block of content) {
      for (const inner of block.toolResult?.content ?? []) if (inner.document) name(inner.document);
      if (block.document === undefined) continue;
      if (role !== "user") refuse("a document stands in an assistant turn, wanted it in a user turn");
      name(block.document);
      if (++documents > MAX_DOCUMENTS) refuse(`one turn holds ${documents} documents, wanted at most ${MAX_DOCUMENTS}`);
    }
    if (documents > 0 && !content.some((block) => block.text !== undefined)) {
      content.push({ text: "See the attached document." });
    }
  }
}

function checkImages(turns: Message[]): void {
  let index = 0;
  for (const { content } of turns) {
    const images = content.flatMap((one) =>
      one.image ?? one.toolResult?.content.flatMap((inner) => inner.image ?? []) ?? []
    );
    if (images.length > MAX_IMAGES) refuse(`one turn holds ${images.length} images, wanted at most ${MAX_IMAGES}`);
    for (const { source } of images) {
      const size = source.bytes?.length ?? 0;
      index++;
      if (size > MAX_IMAGE_BYTES) refuse(`image ${index} has ${size} bytes, wanted at most ${MAX_IMAGE_BYTES}`);
    }
  }
}

/** Moves a system prompt in front of the first user turn's text, for models that take none. */
function repairSystem(input: ConverseInput, traits: ModelTraits, warn: Warn): void {
  if (input.system === undefined) return;
  const system = input.system.filter((block) => block.text === undefined || block.text.trim() !== "");
  if (!system.some((block) => block.cachePoint === undefined)) delete input.system;
  else input.system = system;
  if (traits.system || input.system === undefined) return;
  warn("system", "put before the first user message, the model takes no system prompt");
  const text = system.flatMap((block) => block.text ?? []).join("\n\n");
  const first = input.messages!.find((message) => message.role === "user");
  first?.content.unshift({ text });
  delete input.system;
}

/** Lists the tools that the conversation speaks of, when the call itself brings none. */
function repairTools(input: ConverseInput, turns: Message[], warn: Warn): void {
  if (input.toolConfig !== undefined) return;
  const names = new Set(turns.flatMap(({ content }) => content.flatMap((block) => block.toolUse?.name ?? [])));
  if (names.size === 0) return;
  warn("tools", "the conversation holds calls, their tools were added without their schemas");
  const json = { type: "object", properties: {} };
  input.toolConfig = { tools: [...names].map((name) => ({ toolSpec: { name, inputSchema: { json } } })) };
}

/** Makes request metadata fit: it lands in the invocation log, which takes these letters only. */
function repairMetadata(input: ConverseInput, warn: Warn): void {
  if (input.requestMetadata === undefined) return;
  const fit = (text: string): string => text.replace(/[^a-zA-Z0-9\s:_@$#=/+,.-]/g, "_").slice(0, 256);
  const entries = Object.entries(input.requestMetadata).filter(([key]) => key !== "");
  if (entries.length > 16) warn("metadata", "entries after the 16th left out");
  const kept = entries.slice(0, 16).map(([key, value]) => {
    if (fit(key) !== key || fit(value) !== value) warn("metadata", `${fit(key)} changed to what a log takes`);
    return [fit(key), fit(value)];
  });
  if (kept.length === 0) delete input.requestMetadata;
  else input.requestMetadata = Object.fromEntries(kept);
}

function repairConfiguration(input: ConverseInput, traits: ModelTraits, warn: Warn): void {
  const config = { ...input.inferenceConfig };
  let stops = config.stopSequences?.filter((stop) => stop !== "");
  if (traits.claude !== undefined && stops?.some((stop) => stop.trim() === "")) {
    warn("stop", "sequences of white space left out, the model takes none");
    stops = stops.filter((stop) => stop.trim() !== "");
  }
  config.stopSequences = stops?.length === 0 ? undefined : stops;
  if (traits.sampling === false) {
    for (const field of ["temperature", "topP"] as const) {
      if (config[field] !== undefined) warn(field === "topP" ? "top_p" : field, "left out, the model takes none");
      config[field] = undefined;
    }
  } else if (traits.sampling === "one" && config.temperature !== undefined && config.topP !== undefined) {
    warn("top_p", "left out, the model takes temperature or top_p");
    config.topP = undefined;
  }
  let kept: Record<string, unknown> | undefined;
  for (const name in config) {
    const value: unknown = config[name as keyof typeof config];
    if (value !== undefined) (kept ??= {})[name] = value;
  }
  if (kept !== undefined) input.inferenceConfig = kept;
  else if (input.inferenceConfig !== undefined) delete input.inferenceConfig;
  if (input.toolConfig?.tools.length === 0) delete input.toolConfig;
}

/**
 * Makes a call meet Converse's preconditions. The call is edited in place.
 *
 * @param input The call, freshly translated.
 * @param traits The model's traits.
 * @param warn Where each repair that a caller may want to know of is named.
 * @returns The same call.
 * @throws {GatewayError} If a precondition cannot be met without changing what was said.
 */
export function repairConverse(input: ConverseInput, traits: ModelTraits, warn: Warn): ConverseInput {
  let turns = merged(input.messages ?? []);
  // Most conversations are texts, and have none of what is looked for in others
  const isPlain = turns.every(({ content }) => content.every((block) => block.text !== undefined));
  if (!isPlain) turns = grouped(turns, traits, warn);
  input.messages = turns;
  const hasSystem = input.system?.some((block) => block.text !== undefined && block.text.trim() !== "");
  if (turns.length === 0 && !hasSystem) refuse("none of them holds anything, wanted a text");
  if (turns[0]?.role !== "user") {
    warn("messages", "a user message was put first");
    turns = input.messages = [{ role: "user", content: [{ text: "." }] }, ...turns];
  }
  const last = turns.at(-1)!;
  if (last.role === "assistant") {
    if (!traits.prefill) refuse("the model does not support assistant message prefill, wanted a user message last");
    const text = last.content.findLast((block) => block.cachePoint === undefined);
    if (text?.text !== undefined) text.text = text.text.trimEnd();
  }
  repairSystem(input, traits, warn);
  if (!isPlain) {
    repairDocuments(turns);
    checkImages(turns);
    repairTools(input, turns, warn);
  }
  repairConfiguration(input, traits, warn);
  repairMetadata(input, warn);
  if (!isPlain || input.system !== undefined || input.toolConfig !== undefined) repairCachePoints(input, traits, warn);
  return input;
}
