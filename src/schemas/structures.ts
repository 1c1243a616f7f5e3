/**
 * Fields in, a bigger field out: objects bound to their interface, lists, maps, alternatives, and the rules between
 * members.
 *
 * @module
 */
import { array, check, custom, looseObject, maxLength, minLength, record, string, type ZodMiniType } from "./deps.ts";
import { type LengthLimits, wantedChoice, wantedLength } from "./english.ts";
import type { Complain, Field, Keys, OptionalField, Rule, Shape } from "./field.ts";
import { type JsonSchema, jsonType } from "./json_schema.ts";
import type { ValueOptions } from "./values.ts";

/** An object with known members; others pass through untouched. */
export function group<T>(description: string, shape: Shape<T>, rules: readonly Rule<NoInfer<T>>[] = []): Field<T> {
  const fields = Object.entries<Field<unknown> | OptionalField<unknown>>(shape);
  const wanted = "an object";
  const nodes: Record<string, ZodMiniType> = {};
  const json: JsonSchema = { type: "object", description, properties: {} };
  for (const [name, field] of fields) {
    nodes[name] = field.node;
    json.properties![name] = { title: titleOf(name), ...field.json };
    if (!field.optional) (json.required ??= []).push(name);
  }
  const node = looseObject(nodes, wanted) as unknown as ZodMiniType<T>;
  return { node: node.check(...rules.map((rule) => ruled(rule))), json, wanted };
}

/** An object of any members. */
export function anyObject<T extends object>(description: string): Field<T> {
  return group<Record<never, never>>(description, {}) as Field<T>;
}

/** Any JSON: what it is, is the caller's matter. `T` is what the interface says of it. */
export function anyJson<T = unknown>(description: string): Field<T> {
  const wanted = "any JSON";
  const node = custom<T>((value) => jsonType(value) !== undefined, wanted);
  return { node, json: { description }, wanted };
}

/** A field that takes null too. */
export function nullable<T>(field: Field<T>): Field<T | null> {
  const wanted = `${field.wanted} or null`;
  const { description, default: value, ...json } = field.json;
  const anyOf = [json, { type: "null" }];
  const node = delegating<T | null>((value) => value === null ? nothing : field, wanted);
  return { node, json: { description, ...(value !== undefined && { default: value }), anyOf }, wanted };
}

/** A list. */
export function list<T>(
  description: string,
  item: Field<T>,
  options: LengthLimits & ValueOptions<NoInfer<T>[]> = {},
): Field<T[]> {
  const { min, max, ...rest } = options;
  const wanted = wantedLength("a list", "item", options);
  const json: JsonSchema = { type: "array", description, items: item.json, ...rest };
  const checks = [];
  if (min !== undefined) checks.push(minLength(json.minItems = min, wanted));
  if (max !== undefined) checks.push(maxLength(json.maxItems = max, wanted));
  return { node: array(item.node, wanted).check(...checks) as unknown as ZodMiniType<T[]>, json, wanted };
}

/** An object whose names are the caller's and whose values are all alike. */
export function mapOf<T>(description: string, value: Field<T>): Field<Record<string, T>> {
  const wanted = "an object";
  const json = { type: "object", description, additionalProperties: value.json };
  return { node: record(string(), value.node, wanted) as unknown as ZodMiniType<Record<string, T>>, json, wanted };
}

/** One of two fields of different JSON types: a string or a list, say. */
export function either<A, B>(description: string, first: Field<A>, second: Field<B>): Field<A | B> {
  const wanted = `${first.wanted} or ${second.wanted}`;
  const choose = (value: unknown) => [first, second].find((field) => fitsType(field.json, value));
  return { node: delegating<A | B>(choose, wanted), json: { description, anyOf: [first.json, second.json] }, wanted };
}

/** How variants treat a tag that is not in the table. */
export interface VariantOptions {
  /** Whether a tag that is not in the table passes, with any members: the list is not complete, or will not stay so. */
  open?: boolean;
}

/** The kinds of a union's members, and for each its members beside the tag: a kind that is left out does not compile. */
export type VariantTable<T, Tag extends string> = {
  [Name in T extends Record<Tag, infer Names extends string> ? Names : never]: Field<
    T extends Record<Tag, infer Names> ? Name extends Names ? Omit<T, Tag> : never : never
  >;
};

/** An object whose kind a tag names: `{ type: "text", … }`. The table has the members beside the tag. */
export function variants<T, Tag extends string>(
  description: string,
  tag: Tag,
  kinds: VariantTable<T, Tag>,
  options: VariantOptions = {},
): Field<T> {
  const table: Record<string, Field<unknown>> = kinds;
  const names = Object.keys(table);
  const wanted = "an object";
  const wantedTag = options.open ? "a string" : wantedChoice(names);
  const judge = check<T>((payload) => {
    const value: unknown = payload.value;
    const kind = (value as Record<string, unknown>)[tag];
    const chosen = typeof kind === "string" && Object.hasOwn(table, kind) ? table[kind] : undefined;
    if (chosen) payload.issues.push(...issuesOf(chosen, value));
    else if (!options.open || typeof kind !== "string") {
      payload.issues.push({ code: "custom", message: wantedTag, path: [tag], input: kind, params: { words: true } });
    }
  });
  const anyOf = Object.entries(table).map(([name, { json }]): JsonSchema => ({
    ...json,
    properties: { [tag]: { type: "string", enum: [name] }, ...json.properties },
    required: [tag, ...json.required ?? []],
  }));
  if (options.open) {
    anyOf.push({
      type: "object",
      description: "Of a kind that is not listed here.",
      properties: { [tag]: { type: "string", not: { enum: names } } },
      required: [tag],
    });
  }
  const node = looseObject({}, wanted).check(judge as never) as unknown as ZodMiniType<T>;
  return { node, json: { type: "object", description, anyOf }, wanted };
}

/** The names of an object's members: one that is undefined is not sent. */
export function sentNames(value: object): string[] {
  return Object.entries(value).flatMap(([name, member]) => member === undefined ? [] : name);
}

/** The rule that one of some members is there, and no more than one. */
export function exactlyOne<T>(...names: NoInfer<Keys<T> & string>[]): Rule<T> {
  return together(names, 1);
}

/** The rule that no more than one of some members is there. */
export function atMostOne<T>(...names: NoInfer<Keys<T> & string>[]): Rule<T> {
  return together(names, 0);
}

/** The rule that at least one of some members is there. */
export function atLeastOne<T>(...names: (Keys<T> & string)[]): Rule<T> {
  return {
    reads: names,
    check: (value, complain) => {
      if (names.every((name) => value[name as keyof T] === undefined)) {
        complain([names[0]!], `one of ${names.join(", ")} at least`);
      }
    },
  };
}

/** A rule over the members it reads. */
export function rule<T>(reads: (keyof T & string)[], judge: (value: T, complain: Complain) => void): Rule<T> {
  return { reads, check: judge };
}

/** The rule that some members stay out when a condition holds; `because` says which, e.g. "with thinking". */
export function unwanted<T>(
  names: (keyof T & string)[],
  reads: (keyof T & string)[],
  because: (value: T) => string | undefined | false,
): Rule<T> {
  return rule([...reads, ...names], (value, complain) => {
    const reason = because(value);
    if (!reason) return;
    for (const name of names) if (value[name] !== undefined) complain([name], `no ${name} ${reason}`, "set");
  });
}

function together<T>(names: (Keys<T> & string)[], least: number): Rule<T> {
  const all = names.join(", ");
  return {
    reads: names,
    check: (value, complain) => {
      const present = names.filter((name) => value[name as keyof T] !== undefined);
      if (present.length < least) complain([names[0]!], `exactly one of ${all}`);
      for (const name of present.slice(1)) {
        complain([name], `${least ? "exactly" : "at most"} one of ${all}`, `set beside ${present[0]}`);
      }
    },
  };
}

/** Takes whatever it is given. */
const nothing: Field<unknown> = { node: custom(), json: {}, wanted: "" };

/** A rule as zod's check. It also runs when other members have complaints: all of them are wanted at once. */
function ruled<T>(rule: Rule<T>): ReturnType<typeof check<T>> {
  return check<T>((payload) => {
    rule.check(payload.value, (path, message, received) => {
      payload.issues.push({
        code: "custom",
        message,
        path: [...path],
        input: payload.value,
        params: { received, rule: true },
      });
    });
  }, {
    when: ({ value, issues }) =>
      jsonType(value) === "object" &&
      issues.every((issue) =>
        (issue.code === "custom" && issue.params?.rule) || !rule.reads.includes(String(issue.path?.[0]))
      ),
  });
}

/** A node that hands each value to the field chosen for it. */
function delegating<T>(choose: (value: unknown) => Field<unknown> | undefined, wanted: string): ZodMiniType<T> {
  return custom<T>().check(check<T>((payload) => {
    const chosen = choose(payload.value);
    if (chosen) payload.issues.push(...issuesOf(chosen, payload.value));
    else payload.issues.push({ code: "custom", message: wanted, path: [], input: payload.value });
  }));
}

/** What a field says of a value. */
function issuesOf(field: Field<unknown>, value: unknown): RawIssue[] {
  const { error } = field.node.safeParse(value);
  return (error?.issues ?? []).map((issue) => ({ ...issue, path: [...issue.path], input: undefined }) as RawIssue);
}

/** An issue as zod's checks push it. */
type RawIssue = Parameters<Parameters<typeof check>[0]>[0]["issues"][number];

/** Whether a value is of a schema's JSON type. */
function fitsType(json: JsonSchema, value: unknown): boolean {
  const type = jsonType(value);
  return json.type === type || (json.type === "integer" && type === "number");
}

/** A member's name as a form's label: `max_tokens` and `maxTokens` are "Max tokens". */
function titleOf(name: string): string {
  const words = name.replace(/([a-z\d])([A-Z])/g, "$1 $2").replace(/[_-]+/g, " ").toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
