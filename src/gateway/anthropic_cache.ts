/**
 * A Messages body's cache markers in, those that Claude on Bedrock takes out: four at most, the long-lived ones first.
 *
 * @module
 */
import { cacheTtl } from "./openai_cache.ts";
import { isJson, type Json } from "./openai_fields.ts";
import { isCacheable, visitBlocks } from "./anthropic_turns.ts";
import type { ModelTraits } from "./model_traits.ts";
import type { Warn } from "./reasoning.ts";

const MAX_MARKERS = 4;

/** The holders of markers, in the order in which a prefix is cached. */
function holdersOf(body: Json): Json[] {
  const holders: Json[] = [];
  visitBlocks([body.tools, body.system, body.messages], (block) => {
    if (isJson(block.cache_control)) holders.push(block);
  });
  return holders;
}

/** The last block that may carry a marker. */
function lastBlock(body: Json): Json | undefined {
  const contents = (body.messages as Json[]).map(({ content }) => content as Json[]);
  return [body.tools as Json[] ?? [], body.system as Json[] ?? [], ...contents].flat().findLast(isCacheable);
}

/**
 * Repairs the cache markers of a body for Invoke. The body's own blocks are edited in place: they are copies already.
 *
 * @param body The body, with `messages` and `system` as lists of blocks.
 * @param traits The model's traits.
 * @param warn Where a marker that went or changed is named.
 */
export function repairMarkers(body: Json, traits: ModelTraits, warn: Warn): void {
  const automatic = body.cache_control;
  delete body.cache_control;
  const holders = holdersOf(body);
  if (isJson(automatic) && traits.cache !== false) {
    const block = lastBlock(body);
    if (block !== undefined && block.cache_control === undefined && holders.length < MAX_MARKERS) {
      mark(body, block, automatic);
      return repairMarkers(body, traits, warn);
    }
  }
  if (traits.cache === false) {
    if (holders.length > 0 || automatic !== undefined) warn("cache_control", "left out, the model caches no prompts");
    for (const holder of holders) delete holder.cache_control;
    return;
  }
  if (holders.length > MAX_MARKERS) {
    warn("cache_control", `the first ${holders.length - MAX_MARKERS} left out, wanted at most ${MAX_MARKERS}`);
    for (const holder of holders.splice(0, holders.length - MAX_MARKERS)) delete holder.cache_control;
  }
  let isShort = traits.cache === "5m";
  for (const holder of holders) {
    const { type, ttl } = holder.cache_control as Json;
    const isLong = cacheTtl(ttl) === "1h";
    if (isLong && isShort) warn("cache_control", "1h sent as 5m");
    isShort ||= !isLong;
    // `scope` is Anthropic's own: Bedrock refuses it
    holder.cache_control = { type, ...(ttl === undefined ? {} : { ttl: isShort ? "5m" : "1h" }) };
  }
}

/** Puts a marker on a copy of a block, in the copy's place. */
function mark(body: Json, block: Json, marker: Json): void {
  for (const list of [body.tools, body.system, ...(body.messages as Json[]).map(({ content }) => content)]) {
    const at = Array.isArray(list) ? list.indexOf(block) : -1;
    if (at >= 0) (list as Json[])[at] = { ...block, cache_control: { ...marker } };
  }
}
