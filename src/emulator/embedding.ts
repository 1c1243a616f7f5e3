/**
 * A text goes in, a vector comes out; texts that share words, word parts or ideas lie near each other.
 *
 * Features (stems, pairs of them, letter triples, ideas) are hashed to places with a sign, and the sum is brought to
 * length one: the cosine of two vectors is then the share of features that the texts have in common.
 *
 * @module
 */
import { ideaOf } from "./concepts.ts";
import { hash32 } from "./hash.ts";

/** What is said of a thing, with how much it weighs. */
export type Features = Map<string, number>;

const STOP_WORDS: ReadonlySet<string> = new Set(
  ("a an and are as at be been but by can could did do does for from had has have he her his how i if in into is it its me my " +
    "of on or our she should so than that the their them then there they this to us was we were what when where which who " +
    "why will with would you your not no").split(" "),
);

/** Finds the features of a text. */
export function textFeatures(text: string): Features {
  const features: Features = new Map();
  const words =
    text.normalize("NFKC").toLowerCase().match(/[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]|[\p{L}\p{N}]+/gu) ?? [];
  let before: string | undefined;
  for (const word of words) {
    const stop = STOP_WORDS.has(word);
    const stem = stop ? word : stemOf(word);
    add(features, `word ${stem}`, stop ? 0.1 : 1);
    if (stop) continue;
    const idea = ideaOf(stem) ?? ideaOf(word);
    if (idea !== undefined) add(features, `idea ${idea}`, 0.9);
    if (before !== undefined) add(features, `pair ${before} ${stem}`, 0.4);
    const framed = `#${word}#`;
    for (let i = 0; i + 3 <= framed.length; i++) add(features, `part ${framed.slice(i, i + 3)}`, 0.2);
    before = stem;
  }
  if (features.size === 0) add(features, `raw ${text}`, 1);
  return features;
}

function add(features: Features, name: string, weight: number): void {
  features.set(name, (features.get(name) ?? 0) + weight);
}

/** Adds features to others, weighed. */
export function addFeatures(target: Features, source: Features, weight = 1): Features {
  for (const [name, value] of source) add(target, name, value * weight);
  return target;
}

/** A word without its commonest endings. */
export function stemOf(word: string): string {
  if (word.length <= 3) return word;
  const stem = word.replace(/(?:ies)$/, "y").replace(/(?<=[^aeious])(?:es|s)$|(?<=[aeiou][^s])s$|(?<=e)s$/, "");
  const root = stem.replace(/(?<=\w{3})(?:ational|ization|ation|ness|ment|ing|edly|ed|ly|er|ion)$/, "");
  return root.replace(/(?<=\w{2})([b-df-hj-np-tv-z])\1$/, "$1").replace(/(?<=\w{3})e$/, "");
}

/** Makes the vector of features. */
export function vectorOf(features: Features, dimension: number): Float64Array {
  const vector = new Float64Array(dimension);
  for (const [name, weight] of features) {
    const damped = Math.sign(weight) * Math.log1p(Math.abs(weight));
    // Two places a feature: one collision then hides half of it at most.
    for (const seed of [1, 2]) {
      const hash = hash32(name, seed);
      vector[(hash >>> 1) % dimension]! += (hash & 1) === 0 ? damped : -damped;
    }
  }
  return unit(vector);
}

/** Brings a vector to length one. */
export function unit(vector: Float64Array): Float64Array {
  const length = Math.hypot(...vector) || 1;
  return vector.map((value) => value / length);
}

/** A vector as it is written in JSON: single precision. */
export function written(vector: Float64Array): number[] {
  return Array.from(vector, (value) => Number(value.toPrecision(7)));
}

/** The cosine of two vectors of length one. */
export function cosine(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
