/**
 * A model's id in, the schema of its body out; or a body, and all complaints about it.
 *
 * @module
 */
import { familyOf } from "../models/families.ts";
import type { FamilyName, ModelInputOf, RequestOf } from "../models/model_types.ts";
import { type BodySchema, bodySchema, type Complaint } from "./body_schema.ts";
import type { JsonSchema } from "./json_schema.ts";
import { anyObject } from "./structures.ts";
import { bodySchemas } from "./table.ts";

/**
 * The body of a model, told from its id: what InvokeModel takes, or StartAsyncInvoke as its `modelInput`; any JSON object
 * where the id does not tell.
 */
export type BodyOf<M extends string> = RequestOf<M> | ModelInputOf<M>;

/** What is known of the body of one model. */
export interface ModelSchema<T> {
  /** The model's family; absent when the id does not tell it. */
  family?: FamilyName;
  /** The schema, with the limits of this model; of any JSON object when the family is unknown. */
  schema: BodySchema<T>;
  /** The JSON Schema: what a form, a test or another program needs. */
  jsonSchema(): JsonSchema;
}

/** The schema of a body whose family is unknown: any JSON object. */
export const anyBodySchema: BodySchema<object> = bodySchema({
  build: () => anyObject("Any JSON object: the id does not tell the model's family."),
});

/**
 * Finds the schema of a model's request body.
 *
 * @param modelId The id: of a model or an inference profile, or an ARN that names one.
 * @returns The family and its schema; any JSON object is accepted for an id that does not tell its family.
 *
 * @example The limits of one model
 * ```ts
 * import { schemaOf } from "@edge-aws/bedrock/schemas";
 * import { assertEquals } from "@std/assert";
 *
 * const { family, jsonSchema } = schemaOf("amazon.titan-text-lite-v1");
 * assertEquals(family, "amazon-titan-text");
 * const config = jsonSchema().properties?.textGenerationConfig?.properties;
 * assertEquals(config?.maxTokenCount?.maximum, 4096);
 * assertEquals(config?.temperature?.default, 0.7);
 * ```
 */
export function schemaOf<M extends string>(modelId: M): ModelSchema<BodyOf<M>> {
  const family = familyOf(modelId);
  const schema = (family === undefined ? anyBodySchema : bodySchemas[family].forModel(modelId)) as BodySchema<
    RequestOf<M>
  >;
  return { ...(family && { family }), schema, jsonSchema: () => schema.jsonSchema() };
}

/**
 * Judges a body before money is spent on it.
 *
 * @param modelId The id that the call names.
 * @param body The body, as the value that will be JSON.
 * @returns Every complaint, each with its path and in plain English; an empty list when the body fits. Members that are not
 * known are no complaint: models get new ones without notice.
 *
 * @example Complaints, and none
 * ```ts
 * import { validateBody } from "@edge-aws/bedrock/schemas";
 * import { assertEquals } from "@std/assert";
 *
 * const prompt = "\n\nHuman: explain black holes to 8th graders\n\nAssistant:";
 * const complaints = validateBody("anthropic.claude-v2", { prompt, temperature: 2 });
 * assertEquals(complaints.map(({ message }) => message), [
 *   "max_tokens_to_sample is missing, wanted an integer from 0 to 4096",
 *   "temperature is 2, wanted a number from 0 to 1",
 * ]);
 * assertEquals(validateBody("anthropic.claude-v2", { prompt, max_tokens_to_sample: 300 }), []);
 * ```
 */
export function validateBody(modelId: string, body: unknown): Complaint[] {
  return schemaOf(modelId).schema.validate(body);
}
