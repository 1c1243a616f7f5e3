/**
 * A model's id goes in, whether and from how many tokens on it caches prompts comes out.
 *
 * @module
 */
import { claudeTraits } from "./claude_traits.ts";

/** The fewest tokens a model caches; infinite for one that caches nothing. */
export function cacheMinimum(model: string): number {
  if (/claude/.test(model)) return claudeTraits(model).cacheMinimum;
  return /nova|kimi-k3|glm-5\.3|grok/.test(model) ? 1024 : Infinity;
}

/** Whether a model's answers tell what came from a cache. */
export function hasCache(model: string): boolean {
  return cacheMinimum(model) !== Infinity;
}
