/**
 * A JSON schema that an answer shall fit goes in; what structured output does not take is refused.
 *
 * @module
 */
import { isObject } from "./question.ts";
import { invalid } from "./refusal.ts";

/** Keywords that are not taken. */
const REFUSED = ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "minLength", "maxLength"];

/** Refuses bounds, references that go out or round, open objects, and lists of a least length above one. */
export function checkSchema(schema: unknown): void {
  walk(schema, { root: schema, path: "schema", within: [] });
}

interface Place {
  root: unknown;
  path: string;
  /** The references on the way here. */
  within: readonly string[];
}

function walk(schema: unknown, place: Place): void {
  if (!isObject(schema)) return;
  const wrong = REFUSED.find((name) => name in schema);
  if (wrong !== undefined) throw refused(place.path, `the keyword ${wrong} is not supported`);
  if (Number(schema.minItems ?? 0) > 1) throw refused(place.path, "minItems may be 0 or 1");
  if (schema.additionalProperties !== undefined && schema.additionalProperties !== false) {
    throw refused(place.path, "additionalProperties must be false");
  }
  if (typeof schema.$ref === "string") follow(schema.$ref, place);
  for (const name of ["properties", "patternProperties"]) {
    for (const [member, inner] of Object.entries(isObject(schema[name]) ? schema[name] : {})) {
      walk(inner, { ...place, path: `${place.path}.${member}` });
    }
  }
  for (const name of ["items", "anyOf", "oneOf", "allOf", "prefixItems"]) {
    for (const inner of [schema[name]].flat()) walk(inner, { ...place, path: `${place.path}.${name}` });
  }
}

function follow(reference: string, place: Place): void {
  if (!reference.startsWith("#")) throw refused(place.path, "references must stay inside the schema");
  if (place.within.includes(reference)) throw refused(place.path, "recursive schemas are not supported");
  const steps = reference.slice(1).split("/").filter((step) => step !== "");
  const target = steps.reduce<unknown>(
    (value, step) => isObject(value) ? value[step.replace(/~1/g, "/").replace(/~0/g, "~")] : undefined,
    place.root,
  );
  if (target === undefined) throw refused(place.path, `nothing stands at ${reference}`);
  walk(target, { ...place, within: [...place.within, reference] });
}

function refused(path: string, what: string): Error {
  return invalid(`The JSON schema of the structured output is not supported: at ${path}, ${what}.`);
}
