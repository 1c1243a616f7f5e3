/**
 * A JSON schema and a prompt go in, a value that fits the schema comes out, filled from the prompt where that is obvious.
 *
 * @module
 */
import { pointerSteps } from "../wire/json_pointer.ts";
import { type Hints, namedValue } from "./hints.ts";
import { isObject, type JsonObject } from "./question.ts";
import { sampleString } from "./string_sample.ts";

/** How deep optional members are filled; below that, only what is required. */
const DEPTH = 5;
/** How deep anything is filled: a schema that demands itself has no end. */
const BOTTOM = 30;
/** How many values are made at most, and how many items one list gets. */
const BUDGET = 5000;
const ITEMS = 100;

/** Makes a value that fits a schema. */
export function sampleJson(schema: unknown, hints: Hints): unknown {
  const pool: Hints = { ...hints, numbers: [...hints.numbers], places: [...hints.places], quoted: [...hints.quoted] };
  return sample(schema, { root: schema, hints: pool, name: "", depth: 0, made: { count: 0 } });
}

interface Place {
  /** The whole schema, for references into it. */
  root: unknown;
  /** What may be used up. */
  hints: Hints;
  /** The member that is filled. */
  name: string;
  /** How deep it stands. */
  depth: number;
  /** How many values were made so far. */
  made: { count: number };
}

function sample(given: unknown, place: Place): unknown {
  if (place.depth > BOTTOM || ++place.made.count > BUDGET) return null;
  if (given === true || given === undefined || !isObject(given)) return place.hints.subject || "value";
  const schema = resolve(given, place.root);
  if ("const" in schema) return schema.const;
  if (Array.isArray(schema.enum)) return chooseWord(schema, place);
  const branches = (schema.anyOf ?? schema.oneOf) as unknown[] | undefined;
  if (Array.isArray(branches) && branches.length > 0) {
    // Depth grows here too: a branch may be the schema itself.
    return sample(chooseBranch(branches, schema, place), { ...place, depth: place.depth + 0.25 });
  }
  switch (typeOf(schema)) {
    case "object":
      return sampleObject(schema, place);
    case "array":
      return sampleArray(schema, place);
    case "string":
      return sampleString(schema, place.name, place.hints);
    case "integer":
    case "number":
      return sampleNumber(schema, place);
    case "boolean":
      return sampleBoolean(schema, place);
    default:
      return null;
  }
}

function resolve(schema: JsonObject, root: unknown, level = 0): JsonObject {
  let at = schema;
  for (let hops = 0; typeof at.$ref === "string" && hops < 20; hops++) {
    const { $ref, ...rest } = at as { $ref: string };
    let target: unknown = root;
    for (const name of pointerSteps($ref.slice(1))) target = (target as JsonObject | undefined)?.[name];
    at = isObject(target) ? { ...target, ...rest } : rest;
  }
  if (!Array.isArray(at.allOf) || level > 10) return at;
  return (at.allOf as unknown[]).filter(isObject).map((part) => resolve(part, root, level + 1)).reduce<JsonObject>(
    (merged, part) => ({
      ...merged,
      ...part,
      ...(isObject(merged.properties) || isObject(part.properties)
        ? { properties: { ...merged.properties as object, ...part.properties as object } }
        : {}),
      required: [...merged.required as string[] ?? [], ...part.required as string[] ?? []],
    }),
    Object.fromEntries(Object.entries(at).filter(([name]) => name !== "allOf")),
  );
}

function typeOf(schema: JsonObject): string {
  const types = (Array.isArray(schema.type) ? schema.type : [schema.type]).filter((type) => type !== "null");
  if (typeof types[0] === "string") return types[0];
  if (schema.type !== undefined) return "null";
  if (schema.properties !== undefined || schema.required !== undefined) return "object";
  if (schema.items !== undefined || schema.prefixItems !== undefined) return "array";
  if (schema.minimum !== undefined || schema.maximum !== undefined) return "number";
  return "string";
}

function chooseWord(schema: JsonObject, place: Place): unknown {
  const words = schema.enum as unknown[];
  const text = place.hints.text.toLowerCase();
  const said = words.filter((word) =>
    typeof word === "string" && word !== "" && text.includes(word.toLowerCase().replace(/_/g, " "))
  );
  const named = namedValue(place.hints.text, place.name)?.toLowerCase();
  return said.find((word) => String(word).toLowerCase() === named) ?? said[0] ??
    (words.includes(schema.default) ? schema.default : words.find((word) => word !== null) ?? null);
}

function chooseBranch(branches: unknown[], schema: JsonObject, place: Place): unknown {
  const isNull = (branch: unknown): boolean => isObject(branch) && branch.type === "null";
  const deep = place.depth > DEPTH;
  const chosen = branches.find((branch) => isNull(branch) === deep) ?? branches[0];
  const { anyOf: _any, oneOf: _one, ...rest } = schema;
  return isObject(chosen) && !isNull(chosen) ? { ...rest, ...chosen } : chosen;
}

function sampleObject(schema: JsonObject, place: Place): JsonObject {
  const properties = isObject(schema.properties) ? schema.properties : {};
  const required = new Set(Array.isArray(schema.required) ? schema.required as string[] : []);
  const result: JsonObject = {};
  for (const [name, member] of Object.entries(properties)) {
    if (place.depth >= DEPTH && !required.has(name)) continue;
    result[name] = sample(member, { ...place, name, depth: place.depth + 1 });
  }
  for (const name of required) {
    if (!(name in result)) {
      result[name] = sample(schema.additionalProperties, { ...place, name, depth: place.depth + 1 });
    }
  }
  return result;
}

function sampleArray(schema: JsonObject, place: Place): unknown[] {
  const prefix = Array.isArray(schema.prefixItems) ? schema.prefixItems : [];
  const least = Math.min(ITEMS, Math.max(Number(schema.minItems ?? 0), prefix.length));
  const wanted = place.depth > DEPTH
    ? least
    : Math.max(least, Math.min(Number(schema.maxItems ?? 2), listed(place)?.length ?? 1));
  const words = listed(place);
  const items: unknown[] = [];
  for (let i = 0; i < wanted; i++) {
    const member = prefix[i] ?? schema.items;
    const plain = isObject(member) && typeOf(resolve(member, place.root)) === "string" && !("enum" in member);
    const fits = plain && words?.[i] !== undefined && !("format" in member) && !("pattern" in member);
    let item = fits ? words![i] : sample(member, { ...place, depth: place.depth + 1 });
    const seen = (value: unknown): boolean => items.some((other) => JSON.stringify(other) === JSON.stringify(value));
    if (schema.uniqueItems === true && seen(item)) {
      const choices = isObject(member) && Array.isArray(member.enum) ? member.enum as unknown[] : [];
      item = choices.find((choice) => !seen(choice)) ??
        (typeof item === "number" ? item + i : typeof item === "string" ? `${item} ${i + 1}` : item);
    }
    items.push(item);
  }
  return items;
}

/** The items of a list in the prompt: `red, green and blue`. */
function listed(place: Place): string[] | undefined {
  const match = /(?:^|[:\s])((?:[\p{L}\d'-]+, )+[\p{L}\d'-]+,? (?:and|or) [\p{L}\d'-]+)/u.exec(place.hints.text);
  return match?.[1]?.split(/,\s*(?:and |or )?| and | or /);
}

function sampleNumber(schema: JsonObject, place: Place): number {
  const step = Number(schema.multipleOf ?? (typeOf(schema) === "integer" ? 1 : 0));
  const above = typeof schema.exclusiveMinimum === "number" ? schema.exclusiveMinimum + (step || 0.5) : -Infinity;
  const below = typeof schema.exclusiveMaximum === "number" ? schema.exclusiveMaximum - (step || 0.5) : Infinity;
  const min = Math.max(Number(schema.minimum ?? -Infinity), above);
  const max = Math.min(Number(schema.maximum ?? Infinity), below);
  const named = Number(namedValue(place.hints.text, place.name) ?? NaN);
  const fits = (value: number): boolean => value >= min && value <= max && (step === 0 || value % step === 0);
  if (fits(named)) return named;
  const index = place.hints.numbers.findIndex(fits);
  if (index >= 0) return place.hints.numbers.splice(index, 1)[0]!;
  if (typeof schema.default === "number") return schema.default;
  const start = Number.isFinite(min) ? min : Math.min(1, max);
  return step > 0 ? Math.ceil(start / step) * step : start;
}

function sampleBoolean(schema: JsonObject, place: Place): boolean {
  const named = namedValue(place.hints.text, place.name)?.toLowerCase();
  if (named === "false" || named === "no" || named === "off") return false;
  return named === undefined && typeof schema.default === "boolean" ? schema.default : true;
}
