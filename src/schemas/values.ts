/**
 * A member's meaning and limits in, a field out: texts, bytes, numbers, choices and flags.
 *
 * @module
 */
import {
  boolean,
  gt,
  gte,
  int,
  literal,
  lte,
  multipleOf,
  number as zodNumber,
  refine,
  string,
  type ZodMiniType,
} from "./deps.ts";
import { type LengthLimits, type NumberLimits, wantedChoice, wantedLength, wantedNumber } from "./english.ts";
import type { Field } from "./field.ts";
import type { JsonSchema } from "./json_schema.ts";

/** What a value may have beside its meaning and limits. */
export interface ValueOptions<T> {
  /** What the service takes when the member is absent: told in the JSON Schema, never filled in. */
  default?: T;
}

/** What a text may have. */
export interface TextOptions extends ValueOptions<string>, LengthLimits {
  /** Its form. */
  pattern?: RegExp;
  /** The form in words, e.g. "a colour such as #A0B1C2". */
  form?: string;
}

/** A text; lengths count characters. */
export function text(description: string, options: TextOptions = {}): Field<string> {
  const { min, max, pattern, form, ...rest } = options;
  const wanted = form ?? wantedLength("a string", "character", options);
  const fits = (value: string) =>
    (min === undefined || value.length >= min) &&
    // UTF-16 units first, they are cheap; an emoji is two of them and one character.
    (max === undefined || value.length <= max || (value.length <= 2 * max && [...value].length <= max)) &&
    (pattern === undefined || pattern.test(value));
  const json: JsonSchema = { type: "string", description, ...rest };
  if (min !== undefined) json.minLength = min;
  if (max !== undefined) json.maxLength = max;
  if (pattern !== undefined) json.pattern = pattern.source;
  return { node: string(wanted).check(refine(fits, wanted)), json, wanted };
}

/** Bytes as text in base64: the standard alphabet, and no data URI in front. */
export function base64(description: string): Field<string> {
  // One character class and no alternatives: linear, 40 ms for the largest body that the service takes.
  const field = text(description, { pattern: /^[A-Za-z0-9+/]+={0,2}$/, form: "base64 text without a data: prefix" });
  return { ...field, json: { ...field.json, contentEncoding: "base64" } };
}

/** An image as a data URI. */
export function dataUri(description: string): Field<string> {
  return text(description, { pattern: /^data:[^,]+;base64,/, form: 'a data URI like "data:image/png;base64,…"' });
}

/** A number. */
export function number(description: string, options: ValueOptions<number> & NumberLimits = {}): Field<number> {
  return numeric("number", zodNumber, description, options);
}

/** A whole number. */
export function integer(description: string, options: ValueOptions<number> & NumberLimits = {}): Field<number> {
  return numeric("integer", int, description, options);
}

/** True or false. */
export function flag(description: string, options: ValueOptions<boolean> = {}): Field<boolean> {
  const wanted = "true or false";
  return { node: boolean(wanted), json: { type: "boolean", description, ...options }, wanted };
}

/** One of a few words or numbers. */
export function choice<const V extends string | number>(
  description: string,
  values: readonly V[],
  options: ValueOptions<NoInfer<V>> = {},
): Field<V> {
  const wanted = wantedChoice(values);
  const type = typeof values[0] === "number" ? "integer" : "string";
  return { node: literal(values, wanted), json: { type, description, enum: values, ...options }, wanted };
}

/** A number of either kind: `make` is zod's constructor. */
function numeric(
  type: "number" | "integer",
  make: (message: string) => ZodMiniType<number>,
  description: string,
  options: ValueOptions<number> & NumberLimits,
): Field<number> {
  const { min, above, max, step, ...rest } = options;
  const wanted = wantedNumber(type === "number" ? "a number" : "an integer", options);
  const json: JsonSchema = { type, description, ...rest };
  const checks = [];
  if (min !== undefined) checks.push(gte(json.minimum = min, wanted));
  if (above !== undefined) checks.push(gt(json.exclusiveMinimum = above, wanted));
  if (max !== undefined) checks.push(lte(json.maximum = max, wanted));
  if (step !== undefined) checks.push(multipleOf(json.multipleOf = step, wanted));
  return { node: make(wanted).check(...checks), json, wanted };
}
