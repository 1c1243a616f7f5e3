/**
 * Every family's schema against bodies that it takes, and against every violation of what its document says; our JSON Schemas
 * against another's validator.
 *
 * @module
 */
import { familyOf } from "../../src/models/families.ts";
import type { FamilyName } from "../../src/models/model_types.ts";
import { type JsonSchema, schemaOf, validateBody } from "../../src/schemas/schemas.ts";
import { ajv2020 } from "../clients.ts";
import { assert, assertEquals, assertStringIncludes } from "../deps.ts";
import { examples, type FamilyExamples } from "./examples.ts";
import { expectations, type Limits, type Row } from "./expectations.ts";

const families = Object.entries(examples) as [FamilyName, FamilyExamples][];

const test = (name: string, fn: () => void | Promise<void>): void =>
  Deno.test({ name, sanitizeOps: true, sanitizeResources: true, fn });

type Json = Record<string, unknown>;

function rowsOf(family: FamilyName): Row[] {
  const rows = expectations[family];
  return typeof rows === "string" ? rowsOf(rows) : rows;
}

function steps(path: string): (string | number)[] {
  return path.split(/\.|(?=\[)/).map((step) => step.startsWith("[") ? Number(step.slice(1, -1)) : step);
}

/** The body with another value at a path; `undefined` takes the member away. What leads there is made. */
function withValue(body: object, path: string, value: unknown): Json {
  const copy = structuredClone(body) as Json;
  const all = steps(path);
  let at = copy;
  for (const [index, step] of all.slice(0, -1).entries()) {
    const list = typeof all[index + 1] === "number";
    if (typeof at[step] !== "object" || Array.isArray(at[step]) !== list) at[step] = list ? [] : {};
    at = at[step] as Json;
  }
  const last = all.at(-1)!;
  if (value === undefined) delete at[last];
  else at[last] = value;
  return copy;
}

/** The family's example that already holds what the path leads through, or else the first. */
function baseFor(family: FamilyName, path: string): object {
  const { bodies } = examples[family];
  const all = steps(path);
  const depth = (body: unknown): number => {
    let at: unknown = body, count = 0;
    for (const step of all) {
      if (typeof at !== "object" || at === null || !Object.hasOwn(at, step)) break;
      at = (at as Json)[step];
      count++;
    }
    return count;
  };
  return bodies.reduce((best, body) => depth(body) > depth(best) ? body : best);
}

const ofType = (type: string): boolean => !/\[\]|object|[A-Z]\w+/.test(type) || type.includes("|");

/** Values that a member does not take. */
function* violations(type: string, limits: Limits): Generator<[what: string, value: unknown]> {
  if (limits.required) yield ["missing", undefined];
  if (!limits.nullable) yield ["null", null];
  if (type === "string" || type === "base64" || !ofType(type) || type.includes("|")) yield ["a number", 7.5];
  if (type === "integer") yield ["a fraction", 1.5];
  if (type === "integer" || type === "number" || type === "boolean") yield ["a text", "many words"];
  if (type === "boolean") yield ["a number", 1];
  if (type === "base64") yield ["a data URI", "data:image/png;base64,AAAA"];
  if (type === "string[]" || type === "base64[]") yield ["a list of numbers", [1]];
  const { min, above, max } = limits;
  if (type === "integer" || type === "number") {
    const step = type === "integer" ? 1 : 0.000001;
    if (min !== undefined) yield ["below the least", min - step];
    if (above !== undefined) yield ["at the bound that it must be above", above];
    if (max !== undefined) yield ["above the greatest", max + step];
  } else if (type.endsWith("[]")) {
    if (min) yield ["too short a list", []];
    if (max !== undefined) yield ["too long a list", Array.from({ length: max + 1 }, () => item(type))];
  } else {
    if (min) yield ["too short a text", ""];
    if (max !== undefined) yield ["too long a text", "a".repeat(max + 1)];
  }
  if (limits.enum) {
    const word = typeof limits.enum[0] === "number" ? 7777 : "no-such-word";
    yield ["another word", type.endsWith("[]") && !type.includes("|") ? [word] : word];
  }
}

/** Values at the edge of what a member takes. */
function* edges(type: string, limits: Limits): Generator<unknown> {
  const { min, max } = limits;
  if (type === "integer" || type === "number") {
    if (min !== undefined) yield min;
    if (max !== undefined) yield max;
  } else if (type.endsWith("[]")) {
    if (max !== undefined) yield Array.from({ length: max }, () => item(type));
  } else if (max !== undefined) yield "a".repeat(max);
  for (const word of limits.enum ?? []) yield type.endsWith("[]") && !type.includes("|") ? [word] : word;
}

const item = (type: string): unknown => type.includes("object") ? {} : "AAAA";

/** The path that a complaint has: items of a list have their own. */
function complaintAt(
  family: FamilyName,
  body: unknown,
  path: string,
): { expected: string; message: string } | undefined {
  const complaints = validateBody(examples[family].modelId, body);
  return complaints.find((complaint) => complaint.path === path) ??
    complaints.find((complaint) => complaint.path.startsWith(`${path}[`));
}

test("familyOf() tells the family of every example's model", () => {
  for (const [family, { modelId }] of families) assertEquals(familyOf(modelId), family);
  assertEquals(families.length, 58);
});

for (const [family, { modelId, bodies }] of families) {
  test(`validateBody() takes what ${family} takes, with members of tomorrow too`, () => {
    for (const body of bodies) {
      assertEquals(validateBody(modelId, body), [], JSON.stringify(body));
      const more = { ...body, member_of_tomorrow: { deep: [1] } };
      assertEquals(validateBody(modelId, more), []);
      assertEquals(schemaOf(modelId).schema.parse(more) as unknown, more);
    }
  });

  test(`validateBody() names every violation of ${family}'s members by its path`, () => {
    for (const [path, type, limits = {}] of rowsOf(family)) {
      const base = baseFor(family, path);
      const alone = withValue(base, path, 0);
      for (const [what, value] of violations(type, limits)) {
        const body = what === "missing" ? withValue(alone, path, undefined) : withValue(base, path, value);
        const complaint = complaintAt(family, body, path);
        assert(complaint, `${family}: no complaint about ${path} when it is ${what}`);
        const { message, expected } = complaint;
        assertStringIncludes(message, `, wanted ${expected}`);
        if (what === "missing") assertStringIncludes(message, `${path} is missing`);
        if (what === "above the greatest" || what.startsWith("too long")) {
          assertStringIncludes(expected, String(limits.max));
        }
        if (what === "below the least") assertStringIncludes(expected, String(limits.min));
        if (what === "another word") {
          for (const word of limits.enum!) assertStringIncludes(expected, JSON.stringify(word));
        }
        assert(!message.includes("many words"), "a complaint repeats the text that was sent");
      }
      const range = complaintAt(family, withValue(base, path, { not: "of the type" }), path)?.expected;
      for (const value of edges(type, limits)) {
        const complaint = complaintAt(family, withValue(base, path, value), path);
        assert(
          complaint?.expected !== range || range === undefined,
          `${family}: ${path} takes ${JSON.stringify(value)}`,
        );
      }
    }
  });
}

test("jsonSchema() agrees with the schema, as another's validator reads it", async () => {
  const { Ajv2020 } = await ajv2020();
  for (const [family, { modelId, bodies }] of families) {
    const ajv = new Ajv2020({ strict: false, allErrors: true });
    const validate = ajv.compile(schemaOf(modelId).jsonSchema());
    for (const body of bodies) assert(validate(body), `${family}: ${ajv.errorsText(validate.errors)}`);
    for (const [path, type, limits = {}] of rowsOf(family)) {
      const base = baseFor(family, path);
      for (const [what, value] of violations(type, limits)) {
        const body = what === "missing"
          ? withValue(withValue(base, path, 0), path, undefined)
          : withValue(base, path, value);
        assert(!validate(body), `${family}: the JSON Schema takes ${path} when it is ${what}`);
      }
    }
  }
});

test("jsonSchema() has a title and a description for every member, and defaults that fit", () => {
  const walk = (schema: JsonSchema, path: string, member: boolean): void => {
    if (member) assert(schema.title, `${path} has no title`);
    if (path !== "") {
      assert(schema.description || schema.enum || schema.type === "null" || schema.not, `${path} has no description`);
    }
    const { minimum = -Infinity, maximum = Infinity } = schema;
    if (typeof schema.default === "number") assert(schema.default >= minimum && schema.default <= maximum, path);
    if (schema.enum && schema.default !== undefined) assert(schema.enum.includes(schema.default), path);
    for (const [name, part] of Object.entries(schema.properties ?? {})) {
      // A variant's tag has its one word and needs no label.
      walk(part, `${path}.${name}`, part.enum?.length !== 1 && !part.not);
    }
    if (schema.items) walk(schema.items, `${path}[]`, false);
    for (const [index, part] of (schema.anyOf ?? []).entries()) {
      if (part.required && !part.type) continue;
      if (part.type !== "null" && !part.anyOf) walk({ description: "a form", ...part }, `${path}|${index}`, false);
    }
  };
  for (const [, { modelId }] of families) walk(schemaOf(modelId).jsonSchema(), "", false);
});
