/**
 * A Claude model's id goes in, what its generation takes and refuses comes out.
 *
 * @module
 */

/** What one Claude model takes. */
export interface ClaudeTraits {
  /** The generation as a number, e.g. 3.7 or 5. */
  generation: number;
  /** The model's kind, e.g. `sonnet`. */
  kind: string;
  /** Whether `temperature` and `top_p` may both be given. */
  bothSamplers: boolean;
  /** Whether sampling members are taken at all. */
  samplers: boolean;
  /** Whether a conversation may end with the assistant's own words. */
  prefill: boolean;
  /** The forms of `thinking` it takes. */
  thinking: readonly string[];
  /** The fewest tokens that are cached; more than any prompt where nothing is. */
  cacheMinimum: number;
}

/** Reads a Claude id: `claude-3-7-sonnet-…` and `claude-opus-4-6` alike. */
export function claudeTraits(model: string): ClaudeTraits {
  const old = /claude-(\d)(?:-(\d))?-(haiku|sonnet|opus)/.exec(model);
  const now = /claude-([a-z]+)-(\d+)(?:-(\d)(?!\d))?/.exec(model);
  const kind = old?.[3] ?? now?.[1] ?? "claude";
  const [major, minor] = old ? [old[1], old[2]] : [now?.[2] ?? "2", now?.[3]];
  const generation = Number(`${major}.${minor ?? 0}`);
  const locked = kind === "fable" || kind === "mythos";
  const thinking = generation < 3.7
    ? []
    : generation < 4.6
    ? ["enabled", "disabled"]
    : generation < 4.7
    ? ["enabled", "adaptive", "disabled", "between_tools"]
    : locked
    ? ["adaptive"]
    : ["adaptive", "disabled", "between_tools"];
  return {
    generation,
    kind,
    bothSamplers: generation !== 4.5 || kind === "opus",
    samplers: generation < 5,
    prefill: generation < 4.6,
    thinking,
    cacheMinimum: cacheMinimum(generation, kind),
  };
}

function cacheMinimum(generation: number, kind: string): number {
  if (generation < 3.5) return Infinity;
  if (locked(kind) || (generation >= 5 && kind !== "sonnet")) return 512;
  if ((generation >= 4.5 && generation <= 4.7 && kind === "opus") || (generation === 4.5 && kind === "haiku")) {
    return 4096;
  }
  return 1024;
}

function locked(kind: string): boolean {
  return kind === "fable" || kind === "mythos";
}
