/**
 * A call's cache points in, those that Converse accepts out: behind content, four at most, the long-lived ones first.
 *
 * @module
 */
import type { CachePointBlock, ConverseInput } from "../models/converse.ts";
import type { ModelTraits } from "./model_traits.ts";
import type { Warn } from "./reasoning.ts";

const MAX_CACHE_POINTS = 4;

type Holder = { cachePoint?: CachePointBlock };

/**
 * Repairs a call's cache points. The call is edited in place.
 *
 * @param input The call.
 * @param traits The model's traits.
 * @param warn Where a marker that went or changed is named.
 */
export function repairCachePoints(input: ConverseInput, traits: ModelTraits, warn: Warn): void {
  // in the order in which a prefix is cached
  const lists: Holder[][] = [
    input.toolConfig?.tools ?? [],
    input.system ?? [],
    ...input.messages!.map((one) => one.content),
  ];
  if (!lists.some((list) => list.some((holder) => holder.cachePoint !== undefined))) return;
  const points: Holder[] = [];
  const dropped = new Set<Holder>();
  for (const [at, list] of lists.entries()) {
    for (const [index, holder] of list.entries()) {
      if (holder.cachePoint === undefined) continue;
      const previous = list[index - 1];
      // Nova caches system prompts and messages, not tools
      if (traits.cache === false || (at === 0 && traits.family === "amazon-nova")) {
        warn("cache_control", `left out, the model caches no ${traits.cache === false ? "prompts" : "tools"}`);
        dropped.add(holder);
      } else if (previous === undefined || previous.cachePoint !== undefined) dropped.add(holder);
      else points.push(holder);
    }
  }
  if (points.length > MAX_CACHE_POINTS) {
    warn("cache_control", `the first ${points.length - MAX_CACHE_POINTS} left out, wanted at most ${MAX_CACHE_POINTS}`);
    for (const holder of points.splice(0, points.length - MAX_CACHE_POINTS)) dropped.add(holder);
  }
  let short = traits.cache === "5m";
  for (const holder of points) {
    if (holder.cachePoint?.ttl !== "1h") short = true;
    else if (short) {
      warn("cache_control", "1h sent as 5m");
      holder.cachePoint = { type: "default" };
    }
  }
  if (dropped.size === 0) return;
  for (const list of lists) {
    for (let index = list.length - 1; index >= 0; index--) if (dropped.has(list[index]!)) list.splice(index, 1);
  }
}
