/**
 * The marks of a question go in, how many of its tokens come from the cache and go into it come out.
 *
 * @module
 */
import type { CachePoint, InputTokens } from "./input_tokens.ts";
import type { Usage } from "./question.ts";

/** How many prefixes are kept at most; the oldest go first. */
const CAPACITY = 256;
const LIFETIME: Readonly<Record<CachePoint["ttl"], number>> = { "5m": 5 * 60_000, "1h": 60 * 60_000 };

/** Remembers prefixes of questions, for as long as they asked for. */
export class PromptCache {
  readonly #ends = new Map<string, number>();

  /**
   * Looks a question up and remembers it.
   *
   * @param model What else the prefix belongs to.
   * @param input The question's tokens and marks.
   * @param minimum The fewest tokens that are worth keeping.
   * @param now Milliseconds since 1970.
   */
  use(model: string, input: InputTokens, minimum: number, now: number): Omit<Usage, "output" | "thought"> {
    const points = input.points.filter((point) => point.tokens >= minimum).slice(0, 4);
    const keyOf = (point: CachePoint): string => `${model}/${point.ttl}/${point.key}`;
    const hit = points.findLastIndex((point) => (this.#ends.get(keyOf(point)) ?? 0) > now);
    const cacheRead = points[hit]?.tokens ?? 0;
    let kept = cacheRead;
    const written = { "5m": 0, "1h": 0 };
    points.forEach((point, index) => {
      if (index > hit) {
        written[point.ttl] += point.tokens - kept;
        kept = point.tokens;
      }
      this.#remember(keyOf(point), now + LIFETIME[point.ttl]);
    });
    return { input: input.total - kept, cacheRead, cacheWrite5m: written["5m"], cacheWrite1h: written["1h"] };
  }

  #remember(key: string, end: number): void {
    this.#ends.delete(key);
    this.#ends.set(key, end);
    if (this.#ends.size > CAPACITY) this.#ends.delete(this.#ends.keys().next().value!);
  }
}
