/**
 * A wanted format of the answer in, the model's own way to keep to it out: natively, through a tool, or in words.
 *
 * @module
 */
import type { OutputConfig, Tool } from "../models/converse.ts";
import type { Document } from "../models/document.ts";
import type { ModelTraits } from "./model_traits.ts";
import type { Warn } from "./reasoning.ts";
import { isJson, type Json, maybe, objectAt, textAt, wordAt } from "./openai_fields.ts";
import { nativeSchema, objectSchema } from "./openai_schema.ts";
import { type CallerTools, toolName } from "./openai_tools.ts";

/** How an answer is brought into its format. */
export interface FormatPlan {
  /** Converse's own way. */
  outputConfig?: OutputConfig;
  /** The name of the tool whose input is the answer. */
  tool?: string;
  /** A line for the system prompt. */
  instruction?: string;
  /** Whether the schema's root was no object and had to be put in one, under `value`. */
  wrapped?: boolean;
  /** Whether a code fence around the text is to be taken off. */
  fenced?: boolean;
}

function oneObject(read: CallerTools): string {
  const answer = read.tools.length > 0 ? "Unless you call a tool, answer" : "Answer";
  return `${answer} with one JSON object only, without any text or code fence around it.`;
}

function isObject(schema: Json): boolean {
  return schema.type === "object" ||
    (schema.type === undefined && (isJson(schema.properties) || schema.$ref !== undefined));
}

/** Puts a schema under `value`; what it refers to moves along to the new root. */
function wrap(schema: Json): Json {
  const { $defs, definitions, $schema: _, ...value } = schema;
  return {
    type: "object",
    properties: { value },
    required: ["value"],
    additionalProperties: false,
    ...($defs === undefined ? {} : { $defs }),
    ...(definitions === undefined ? {} : { definitions }),
  };
}

/**
 * Plans the format of an answer. When it takes a tool, the tool joins the caller's and the choice becomes a forced one.
 *
 * @param value The caller's `response_format`.
 * @param traits The model's traits.
 * @param read The caller's tools and choice, which may be added to.
 * @param warn Where what is only approximated is named.
 * @returns The plan.
 * @throws {GatewayError} If the format is not one.
 */
export function formatPlan(value: unknown, traits: ModelTraits, read: CallerTools, warn: Warn): FormatPlan {
  const param = "response_format";
  const format = maybe(objectAt, value, param);
  if (format === undefined) return {};
  const type = wordAt(format.type, `${param}.type`, ["text", "json_object", "json_schema"]);
  if (type === "text") return {};
  const nested = type === "json_schema" && isJson(format.json_schema) ? format.json_schema : format;
  const path = nested === format ? param : `${param}.json_schema`;
  const schema = type === "json_schema" ? maybe(objectAt, nested.schema, `${path}.schema`) : undefined;
  if (schema === undefined) {
    warn(param, "asked for in words, the model has no JSON mode of its own");
    return { instruction: oneObject(read), fenced: true };
  }
  const description = maybe(textAt, nested.description, `${path}.description`);
  const wrapped = !isObject(schema);
  const root = wrapped ? wrap(schema) : schema;
  if (traits.structured) {
    const gone = new Set<string>();
    const native = nativeSchema(root, (keyword) => gone.add(keyword));
    if (native !== undefined) {
      if (gone.size > 0) warn(`${path}.schema`, `${[...gone].join(" ")} not enforced`);
      const name = toolName(maybe(textAt, nested.name, `${path}.name`) ?? "answer");
      const jsonSchema = { schema: JSON.stringify(native), name, ...(description ? { description } : {}) };
      return { outputConfig: { textFormat: { type: "json_schema", structure: { jsonSchema } } }, wrapped };
    }
  }
  // a call that the caller forces is the answer: there is no text to shape
  if (read.choice.mode === "tool") return {};
  const plan: FormatPlan = { wrapped, fenced: true };
  if (!traits.tools) {
    warn(param, "asked for in words, the model takes no schema");
    plan.instruction = `${oneObject(read)} It must follow this JSON Schema:\n${JSON.stringify(root)}`;
    return plan;
  }
  if (read.choice.mode === "none") read.tools = [];
  plan.tool = read.names.has("json") ? "json_answer" : "json";
  const json: Document = objectSchema(root, `${path}.schema`, traits, warn);
  const spec: Tool = {
    toolSpec: { name: plan.tool, description: description ?? "Gives the answer.", inputSchema: { json } },
  };
  read.choice = read.tools.length > 0 ? { mode: "any" } : { mode: "tool", name: plan.tool };
  read.tools = [...read.tools, spec];
  return plan;
}
