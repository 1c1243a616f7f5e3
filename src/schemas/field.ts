/**
 * What every part of a body's schema has: a judge (zod), a JSON Schema, and the words for what is wanted; and the type
 * that binds fields to an interface.
 *
 * @module
 */
import { optional as zodOptional, type ZodMiniType } from "./deps.ts";
import type { PathStep } from "./english.ts";
import type { JsonSchema } from "./json_schema.ts";

/** A member that must be there. */
export interface Field<out T> {
  /** Judges a value. */
  readonly node: ZodMiniType<T>;
  /** Says the same to other programs. */
  readonly json: JsonSchema;
  /** Says the same to people: "a number from 0 to 1". */
  readonly wanted: string;
  /** Absent here, so that an optional field is no field. */
  readonly optional?: undefined;
}

/** A member that may be absent. */
export interface OptionalField<out T> {
  /** Judges a value. */
  readonly node: ZodMiniType<T | undefined>;
  /** Says the same to other programs. */
  readonly json: JsonSchema;
  /** Marks it. */
  readonly optional: true;
}

/**
 * One field for each member of an interface, or of a union of interfaces, optional where the member is: a forgotten or
 * misspelt one does not compile.
 */
export type Shape<T> = {
  [Key in Keys<T> as string extends Key ? never : Key]: unknown extends Value<T, Key>
    ? Field<unknown> | OptionalField<unknown>
    : undefined extends Value<T, Key> ? OptionalField<Exclude<Value<T, Key>, undefined>>
    : Field<Value<T, Key>>;
};

/** The names of the members of all of a union's interfaces. */
export type Keys<T> = T extends unknown ? keyof T : never;

/** What a member may be in any of a union's interfaces. */
type Value<T, Key> = T extends unknown ? Key extends keyof T ? T[Key] : undefined : never;

/** Says that something does not fit: where, what was wanted, and what is, when that is not simply the value there. */
export type Complain = (path: readonly PathStep[], wanted: string, received?: string) => void;

/** What must hold between members. It runs only when the members it reads have no complaint of their own. */
export interface Rule<in T> {
  /** The members it reads. */
  readonly reads: readonly string[];
  /** Complains when it does not hold. */
  check(value: T, complain: Complain): void;
}

/** Makes a field optional. */
export function optional<T>(field: Field<T>): OptionalField<T> {
  return { node: zodOptional(field.node), json: field.json, optional: true };
}
