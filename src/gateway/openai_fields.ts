/**
 * A member of a caller's body in, the same member with a type out, or the 400 that names it and says what was wanted.
 *
 * @module
 */
import { badRequest, type GatewayError } from "./gateway_error.ts";

/** A JSON object whose members are yet to be looked at. */
export type Json = Record<string, unknown>;

/**
 * Builds the error for a member that cannot be honoured.
 *
 * @param param The member's path.
 * @param what What it is and what was wanted.
 * @param code OpenAI's word for it.
 * @returns The error, to be thrown.
 */
export function refuse(param: string, what: string, code = "unsupported_value"): GatewayError {
  return badRequest(`Cannot translate request: ${param} ${what}`, { param, code });
}

function wrongType(param: string, value: unknown, wanted: string): GatewayError {
  const is = value === undefined
    ? "missing"
    : value === null
    ? "null"
    : Array.isArray(value)
    ? "an array"
    : `a ${typeof value}`;
  return refuse(
    param,
    `is ${is}, wanted ${wanted}`,
    value === undefined ? "missing_required_parameter" : "invalid_type",
  );
}

/** Whether a value is a JSON object. */
export function isJson(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Reads a member that must be an object. */
export function objectAt(value: unknown, param: string): Json {
  if (!isJson(value)) throw wrongType(param, value, "an object");
  return value;
}

/** Reads a member that must be an array. */
export function listAt(value: unknown, param: string): unknown[] {
  if (!Array.isArray(value)) throw wrongType(param, value, "an array");
  return value;
}

/** Reads a member that must be a string. */
export function textAt(value: unknown, param: string): string {
  if (typeof value !== "string") throw wrongType(param, value, "a string");
  return value;
}

/** Reads a member that may be absent or null, else with the reader given. */
export function maybe<T>(read: (value: unknown, param: string) => T, value: unknown, param: string): T | undefined {
  return value === undefined || value === null ? undefined : read(value, param);
}

/** Reads a member that must be true or false. */
export function flagAt(value: unknown, param: string): boolean {
  if (typeof value !== "boolean") throw wrongType(param, value, "true or false");
  return value;
}

/** Reads a member that must be a number within bounds. */
export function numberAt(value: unknown, param: string, low = -Infinity, high = Infinity): number {
  if (typeof value !== "number") throw wrongType(param, value, "a number");
  if (!(value >= low && value <= high)) throw refuse(param, `is ${value}, wanted ${low} to ${high}`, "invalid_value");
  return value;
}

/** Reads a member that must be a whole number, at least one unless told otherwise. */
export function countAt(value: unknown, param: string, low = 1): number {
  if (typeof value !== "number") throw wrongType(param, value, "a whole number");
  if (!Number.isSafeInteger(value) || value < low) {
    throw refuse(param, `is ${value}, wanted a whole number from ${low}`, "invalid_value");
  }
  return value;
}

/** Reads a member that must be one of some words. */
export function wordAt<Word extends string>(value: unknown, param: string, words: readonly Word[]): Word {
  if (!words.includes(value as Word)) {
    if (typeof value !== "string") throw wrongType(param, value, words.join(", "));
    throw refuse(param, `is not a known word, wanted ${words.join(", ")}`, "invalid_value");
  }
  return value as Word;
}

/**
 * Makes a short name out of a text: the same text gives the same name, in every call and isolate.
 *
 * @param text The text.
 * @param length How many letters and digits.
 * @returns Lower-case letters and digits.
 */
export function shortName(text: string, length: number): string {
  let name = "";
  for (let seed = 0x811c9dc5; name.length < length; seed += 0x9e3779b9) {
    let hash = seed;
    for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
    hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
    name += ((hash ^ (hash >>> 13)) >>> 0).toString(36).padStart(7, "0").slice(-6);
  }
  return name.slice(0, length);
}
