/**
 * A family's fields in, its body's schema out: complaints in English, types, and JSON Schema, for the family and for each
 * of its models. Nothing is built before it is asked for.
 *
 * @module
 */
import type { FamilyName } from "../models/model_types.ts";
import { type PathStep, pathText, sentence, whatIs } from "./english.ts";
import type { Field } from "./field.ts";
import type { JsonSchema } from "./json_schema.ts";

/** One thing about a body that the model would not take. */
export interface Complaint {
  /** Where, as JavaScript would write it: `messages[0].content`. Empty for the body itself. */
  path: string;
  /** The same, step by step: `["messages", 0, "content"]`. */
  steps: readonly PathStep[];
  /** The whole complaint: "temperature is 2, wanted a number from 0 to 1". Never repeats a text that was sent. */
  message: string;
  /** What was wanted: "a number from 0 to 1". */
  expected: string;
  /** What is: "2", "missing", "a string of 12 characters". */
  received: string;
}

/** What {@linkcode BodySchema.safeParse} answers. */
export type SafeParse<T> =
  | { success: true; data: T; error?: undefined }
  | { success: false; error: { issues: Complaint[] }; data?: undefined };

/** The interface that form and router libraries share (https://standardschema.dev). */
export interface StandardSchema<T> {
  /** The interface's version. */
  readonly version: 1;
  /** Who made the schema. */
  readonly vendor: string;
  /** Judges a value. */
  validate(
    value: unknown,
  ): { value: T; issues?: undefined } | { issues: { message: string; path: readonly PathStep[] }[] };
  /** The types, for the compiler only. */
  readonly types?: { readonly input: T; readonly output: T };
}

/** The schema of one family's request body. Members that it does not know pass through untouched. */
export interface BodySchema<T> {
  /** The family; absent for the schema of unknown ids. */
  readonly family?: FamilyName;
  /** All that is wrong with a body, an empty list when it fits. */
  validate(body: unknown): Complaint[];
  /**
   * The same body, typed.
   *
   * @throws {TypeError} If it does not fit; the message names every complaint.
   */
  parse(body: unknown): T;
  /** The same body, typed, or the complaints. */
  safeParse(body: unknown): SafeParse<T>;
  /** The JSON Schema, with titles, descriptions, ranges and the service's defaults. Rules between members are not in it. */
  jsonSchema(): JsonSchema;
  /** The same schema with the limits of one model of the family. */
  forModel(modelId: string): BodySchema<T>;
  /** For libraries that take any schema. */
  readonly "~standard": StandardSchema<T>;
}

/** What a family's file says. */
export interface BodyDefinition<T, Edition extends string> {
  /** The family. */
  family?: FamilyName;
  /** The models whose limits differ from the rest, by a pattern on the id. The first match counts. */
  editions?: Record<Edition, RegExp>;
  /** Builds the body's field, for one edition or for the family as a whole. */
  build(edition?: Edition): Field<T>;
  /** Whether a member `model`, when it is there, must repeat the id of the call. */
  repeatsModel?: boolean;
  /** Another family's schema, for bodies that have the member: some old ids take two forms. */
  otherForm?: { member: string; schema: () => BodySchema<unknown> };
}

/** Makes a family's schema. */
export function bodySchema<T, Edition extends string = never>(definition: BodyDefinition<T, Edition>): BodySchema<T> {
  return new FamilySchema(definition, new Map(), undefined);
}

class FamilySchema<T, Edition extends string> implements BodySchema<T> {
  readonly #definition: BodyDefinition<T, Edition>;
  /** The built fields, one for each edition at most; shared by the schemas of all models of the family. */
  readonly #built: Map<Edition | undefined, Field<T>>;
  readonly #modelId: string | undefined;

  constructor(
    definition: BodyDefinition<T, Edition>,
    built: Map<Edition | undefined, Field<T>>,
    modelId: string | undefined,
  ) {
    this.#definition = definition;
    this.#built = built;
    this.#modelId = modelId;
  }

  get family(): FamilyName | undefined {
    return this.#definition.family;
  }

  get "~standard"(): StandardSchema<T> {
    return {
      version: 1,
      vendor: "edge-aws-bedrock",
      validate: (value) => {
        const complaints = this.validate(value);
        if (complaints.length === 0) return { value: value as T };
        return { issues: complaints.map(({ message, steps }) => ({ message, path: steps })) };
      },
    };
  }

  validate(body: unknown): Complaint[] {
    const { otherForm, repeatsModel } = this.#definition;
    if (otherForm && at(body, [otherForm.member]) !== undefined) {
      return otherForm.schema().validate(body);
    }
    const complaints = new Map<string, Complaint>();
    const { error } = this.#field().node.safeParse(body);
    for (const issue of error?.issues ?? []) {
      const steps = issue.path as PathStep[];
      const params = issue.code === "custom" ? issue.params : undefined;
      const received = params?.received ?? whatIs(at(body, steps), issue.code === "invalid_value" || params?.words);
      const complaint = complain(steps, issue.message, received);
      // A value that breaks two limits of one member is one complaint: the words name both limits.
      if (!complaints.has(complaint.message)) complaints.set(complaint.message, complaint);
    }
    if (repeatsModel && this.#modelId !== undefined) {
      const model = at(body, ["model"]);
      if (typeof model === "string" && !names(this.#modelId, model)) {
        complaints.set("model", complain(["model"], "the model id of the call, or no model at all", "another id"));
      }
    }
    return [...complaints.values()];
  }

  parse(body: unknown): T {
    const complaints = this.validate(body);
    if (complaints.length === 0) return body as T;
    const what = this.#modelId ?? this.family ?? "this model";
    throw new TypeError(`Cannot use body for ${what}: ${complaints.map(({ message }) => message).join("; ")}`);
  }

  safeParse(body: unknown): SafeParse<T> {
    const issues = this.validate(body);
    return issues.length === 0 ? { success: true, data: body as T } : { success: false, error: { issues } };
  }

  jsonSchema(): JsonSchema {
    const $schema = "https://json-schema.org/draft/2020-12/schema";
    const { otherForm } = this.#definition;
    const json = structuredClone(this.#field().json);
    if (!otherForm) return { $schema, ...json };
    const { required, ...rest } = json;
    const { $schema: _, ...other } = otherForm.schema().jsonSchema();
    return { $schema, ...rest, anyOf: [{ required }, other] };
  }

  forModel(modelId: string): BodySchema<T> {
    return new FamilySchema(this.#definition, this.#built, modelId);
  }

  #field(): Field<T> {
    const modelId = this.#modelId;
    const editions = Object.entries<RegExp>(this.#definition.editions ?? {});
    const found = modelId === undefined ? undefined : editions.find(([, pattern]) => pattern.test(modelId));
    const edition = found?.[0] as Edition | undefined;
    let field = this.#built.get(edition);
    if (field === undefined) this.#built.set(edition, field = this.#definition.build(edition));
    return field;
  }
}

/** Whether a call's model id, which may be an ARN or have a region's prefix, names a model. */
function names(modelId: string, model: string): boolean {
  return modelId === model || modelId.endsWith(`/${model}`) || modelId.endsWith(`.${model}`);
}

/** Makes a complaint. */
function complain(steps: readonly PathStep[], expected: string, received: string): Complaint {
  const path = pathText(steps);
  return { path, steps, message: sentence(path, received, expected), expected, received };
}

/** The value at a path, `undefined` when the path leads nowhere. */
function at(value: unknown, steps: readonly PathStep[]): unknown {
  for (const step of steps) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, step)) return undefined;
    value = (value as Record<PathStep, unknown>)[step];
  }
  return value;
}
