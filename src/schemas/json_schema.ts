/**
 * What the families' JSON Schemas are made of: the keywords of draft 2020-12 that they use, and no others.
 *
 * @module
 */

/** A JSON Schema, draft 2020-12. */
export interface JsonSchema {
  /** The draft; on the outermost schema only. */
  $schema?: string;
  /** The JSON type. */
  type?: string;
  /** A few words for a form's label. */
  title?: string;
  /** One sentence on what it does. */
  description?: string;
  /** What the service takes when the member is absent. */
  default?: unknown;
  /** The allowed values. */
  enum?: readonly unknown[];
  /** The least number. */
  minimum?: number;
  /** The number that it must be greater than. */
  exclusiveMinimum?: number;
  /** The greatest number. */
  maximum?: number;
  /** The step. */
  multipleOf?: number;
  /** The least count of characters. */
  minLength?: number;
  /** The greatest count of characters. */
  maxLength?: number;
  /** The form of a text, as a regular expression. */
  pattern?: string;
  /** `base64` for bytes in text. */
  contentEncoding?: string;
  /** What each item is. */
  items?: JsonSchema;
  /** The least count of items. */
  minItems?: number;
  /** The greatest count of items. */
  maxItems?: number;
  /** The members that are known. */
  properties?: Record<string, JsonSchema>;
  /** The members that must be there. */
  required?: string[];
  /** What members must be that are not named; absent: anything. */
  additionalProperties?: JsonSchema;
  /** At least one of these fits. */
  anyOf?: JsonSchema[];
  /** This does not fit. */
  not?: JsonSchema;
}

/** The JSON type of a value, `undefined` for what JSON has no word for. Whole numbers are numbers. */
export function jsonType(value: unknown): string | undefined {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  const type = typeof value;
  return type === "object" || type === "string" || type === "number" || type === "boolean" ? type : undefined;
}
