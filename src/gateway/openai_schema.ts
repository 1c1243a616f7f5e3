/**
 * A JSON Schema of a caller in, one that Converse and the model accept out.
 *
 * @module
 */
import type { Document } from "../models/document.ts";
import { pointerSteps } from "../wire/json_pointer.ts";
import type { ModelTraits } from "./model_traits.ts";
import type { Warn } from "./reasoning.ts";
import { isJson, type Json, objectAt, refuse } from "./openai_fields.ts";

const DEPTH = 64;
const NODES = 10_000;

/** What structured output does not compile. */
const UNSUPPORTED = new Set([
  "minimum",
  "maximum",
  "exclusiveMinimum",
  "exclusiveMaximum",
  "multipleOf",
  "minLength",
  "maxLength",
  "maxItems",
  "uniqueItems",
  "minProperties",
  "maxProperties",
  "$schema",
]);

/** Keywords whose members may have any name, also that of a keyword. */
const NAMING = new Set(["properties", "patternProperties", "$defs", "definitions"]);

function resolve(ref: string, root: Json): unknown {
  if (!ref.startsWith("#/")) return undefined;
  const isHolder = (at: unknown): at is Json => isJson(at) || Array.isArray(at);
  return pointerSteps(ref.slice(1)).reduce<unknown>(
    (at, step) => isHolder(at) && Object.hasOwn(at, step) ? at[step] : undefined,
    root,
  );
}

/** Puts the target of each reference in its place; what refers to itself, or grows without end, becomes anything. */
function inline(schema: unknown, root: Json, cut: () => void): unknown {
  // a few references to references can stand for more members than there is memory
  let left = NODES;
  function visit(node: unknown, path: string[], isMap = false): unknown {
    if (left-- <= 0 || path.length > DEPTH) {
      cut();
      return {};
    }
    if (Array.isArray(node)) return node.map((item) => visit(item, path));
    if (!isJson(node)) return node;
    if (!isMap && typeof node.$ref === "string") {
      const { $ref, ...beside } = node as { $ref: string };
      const target = path.includes($ref) ? undefined : resolve($ref, root);
      if (isJson(target)) return visit({ ...target, ...beside }, [...path, $ref]);
      cut();
      return beside;
    }
    const entries = Object.entries(node).filter(([key]) => isMap || (key !== "$defs" && key !== "definitions"));
    return Object.fromEntries(entries.map(([key, value]) => [key, visit(value, path, !isMap && NAMING.has(key))]));
  }
  return visit(schema, []);
}

function listOf(value: unknown): string[] {
  return Array.isArray(value) ? value as string[] : [];
}

/** Says of each member what the branches say of it, one of it or all of it. */
function merged(branches: unknown[], word: "anyOf" | "allOf"): Json {
  const members = new Map<string, Map<string, unknown>>();
  for (const properties of branches) {
    for (const [name, schema] of Object.entries(isJson(properties) ? properties : {})) {
      members.set(name, (members.get(name) ?? new Map()).set(JSON.stringify(schema), schema));
    }
  }
  return Object.fromEntries([...members].map(([name, said]) => {
    const schemas = [...said.values()];
    return [name, schemas.length > 1 ? { [word]: schemas } : schemas[0]];
  }));
}

/** Makes one object of the alternatives or parts at a schema's root, which no model takes there. */
function flatten(root: Json, whole: Json, cut: () => void): Json {
  for (const word of ["allOf", "anyOf", "oneOf"]) {
    const branches = root[word];
    if (!Array.isArray(branches)) continue;
    const { [word]: _, ...rest } = root;
    const objects = branches.map((branch) => inline(branch, whole, cut)).filter(isJson)
      .map((one) => flatten(one, whole, cut));
    const required = objects.map((one) => listOf(one.required));
    const needed = word === "allOf"
      ? required.flat()
      : (required[0] ?? []).filter((name) => required.every((names) => names.includes(name)));
    const said = merged(objects.map((one) => one.properties), word === "allOf" ? word : "anyOf");
    root = {
      ...rest,
      properties: merged([rest.properties, said], "allOf"),
      required: [...new Set([...listOf(rest.required), ...needed])],
    };
  }
  return root;
}

/**
 * Makes a tool's schema an object at its root, as Converse demands.
 *
 * @param schema The caller's schema; none, or an empty one, is an object without members.
 * @param param The member it stands in.
 * @param traits The model's traits.
 * @param warn Where a schema that became wider is named.
 * @returns The schema to send.
 * @throws {GatewayError} If it describes something that is not an object.
 */
export function objectSchema(schema: unknown, param: string, traits: ModelTraits, warn: Warn): Document {
  const whole = schema === undefined || schema === null ? {} : objectAt(schema, param);
  const cut = (): void => warn(param, "what refers to itself, to nothing or too often became anything");
  let root = whole;
  if (typeof root.$ref === "string") {
    const { $ref, ...rest } = root;
    root = { ...rest, ...objectAt(resolve($ref as string, whole), `${param}.$ref`) };
  }
  if (root.allOf !== undefined || root.anyOf !== undefined || root.oneOf !== undefined) {
    warn(param, "alternatives at the root merged into one object");
    root = flatten(root, whole, cut);
  }
  const type = root.type ?? "object";
  if (type !== "object" && !(Array.isArray(type) && type.includes("object"))) {
    throw refuse(`${param}.type`, "is not object, wanted a schema of an object", "invalid_value");
  }
  if (traits.plainSchemas) {
    const plain = inline({ properties: root.properties ?? {}, required: root.required }, whole, cut) as Json;
    const required = listOf(plain.required);
    return { type: "object", properties: plain.properties as Document, ...(required.length > 0 ? { required } : {}) };
  }
  return { ...root as Record<string, Document>, type: "object", properties: (root.properties ?? {}) as Document };
}

/**
 * Makes a schema one that structured output compiles.
 *
 * @param schema The caller's schema.
 * @param dropped Called with each keyword that had to go.
 * @returns The schema, or nothing when it says what structured output cannot: recursion, foreign references, open objects.
 */
export function nativeSchema(schema: Json, dropped: (keyword: string) => void): Document | undefined {
  let fits = true;
  const followed = new Set<string>();
  function visit(node: unknown, path: string[], depth = 0, isMap = false): unknown {
    if (depth > DEPTH) fits = false;
    if (!fits) return undefined;
    if (Array.isArray(node)) return node.map((item) => visit(item, path, depth + 1));
    if (!isJson(node)) return node;
    const kept: Json = {};
    for (const [key, value] of Object.entries(node)) {
      // a member of `properties` may have any name, also that of a keyword
      if (!isMap && key === "$ref") {
        // a reference into a list is not known to compile
        const follows = typeof value === "string" && !path.includes(value) && !/\/\d+(\/|$)/.test(value);
        const target = follows ? resolve(value, schema) : undefined;
        if (target === undefined) fits = false;
        else if (!followed.has(value as string)) visit(target, [...path, value as string], depth + 1);
        followed.add(value as string);
        kept[key] = value;
      } else if (!isMap && (UNSUPPORTED.has(key) || (key === "minItems" && Number(value) > 1))) {
        if (key !== "$schema") dropped(key);
      } else if (!isMap && (key === "enum" || key === "const" || key === "default" || key === "examples")) {
        kept[key] = value;
      } else {
        kept[key] = visit(value, path, depth + 1, !isMap && NAMING.has(key));
      }
    }
    if (!isMap && (kept.type === "object" || kept.properties !== undefined)) {
      if (kept.additionalProperties !== undefined && kept.additionalProperties !== false) fits = false;
      kept.additionalProperties = false;
    }
    return kept;
  }
  const native = visit(schema, []) as Document;
  return fits ? native : undefined;
}
