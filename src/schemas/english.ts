/**
 * A value and a limit in, plain English out: what is, and what was wanted. The words behind every complaint.
 *
 * A text that was sent is never repeated: it may be a prompt or a secret. Numbers are, and so is a short word that
 * stands where one of a few words was wanted.
 *
 * @module
 */

/** The limits of a number. */
export interface NumberLimits {
  /** The least value. */
  min?: number;
  /** The value it must be greater than. */
  above?: number;
  /** The greatest value. */
  max?: number;
  /** The step that it must be a multiple of. */
  step?: number;
}

/** The limits of a length or of a count. */
export interface LengthLimits {
  /** The least number of characters or items. */
  min?: number;
  /** The greatest number of characters or items. */
  max?: number;
}

/** One step into a body: a member's name or an item's index. */
export type PathStep = string | number;

/** Names what a number had to be. */
export function wantedNumber(kind: "a number" | "an integer", limits: NumberLimits): string {
  const { min, above, max, step } = limits;
  let range = "";
  if (above !== undefined) range = max === undefined ? ` above ${above}` : ` above ${above}, at most ${max}`;
  else if (min !== undefined) range = max === undefined ? ` of at least ${min}` : ` from ${min} to ${max}`;
  else if (max !== undefined) range = ` of at most ${max}`;
  return `${kind}${range}${step === undefined ? "" : ` in steps of ${step}`}`;
}

/** Names how long something had to be: "a string of 1 to 20 characters", "a list of at most 4 items". */
export function wantedLength(kind: string, unit: string, limits: LengthLimits): string {
  const { min, max } = limits;
  if (max === undefined) return min === undefined ? kind : `${kind} of at least ${count(min, unit)}`;
  if (min === undefined || min === 0) return `${kind} of at most ${count(max, unit)}`;
  return min === max ? `${kind} of ${count(max, unit)}` : `${kind} of ${min} to ${count(max, unit)}`;
}

/** Names what one of a few values had to be. */
export function wantedChoice(values: readonly (string | number)[]): string {
  const words = values.map((value) => JSON.stringify(value));
  return words.length === 1 ? words[0]! : `one of ${words.join(", ")}`;
}

/** Names what is there, without repeating a text; `words` says that a short word may be repeated. */
export function whatIs(value: unknown, words = false): string {
  if (value === undefined) return "missing";
  if (typeof value === "string") {
    if (words && /^[\w.:\/-]{1,32}$/.test(value)) return JSON.stringify(value);
    return value === "" ? "an empty string" : `a string of ${count(value.length, "character")}`;
  }
  if (Array.isArray(value)) return value.length === 0 ? "an empty list" : `a list of ${count(value.length, "item")}`;
  if (value instanceof Uint8Array) return "bytes";
  if (typeof value === "object" && value !== null) return "an object";
  return typeof value === "function" || typeof value === "symbol" ? `a ${typeof value}` : String(value);
}

/** Writes a path as JavaScript would: `messages[0].content`. A name with signs other than a hyphen stands in quotes. */
export function pathText(steps: readonly PathStep[]): string {
  let text = "";
  for (const step of steps) {
    if (typeof step === "number") text += `[${step}]`;
    else if (!/^[\w$-]+$/.test(step)) text += `[${JSON.stringify(step)}]`;
    else text += text === "" ? step : `.${step}`;
  }
  return text;
}

/** Puts a complaint into one sentence without a period. */
export function sentence(path: string, received: string, expected: string): string {
  return `${path === "" ? "the body" : path} is ${received}, wanted ${expected}`;
}

/** A number and its unit, in the plural where it belongs. */
function count(number: number, unit: string): string {
  return `${number} ${unit}${number === 1 ? "" : "s"}`;
}
