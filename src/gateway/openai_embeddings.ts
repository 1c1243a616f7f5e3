/**
 * The dialect of `POST /v1/embeddings`: texts in, the families' own bodies out, and their vectors back as OpenAI's list.
 *
 * @module
 */
import type { Document } from "../models/document.ts";
import { encodeBase64 } from "../wire/base64.ts";
import type { BatchAnswer, BatchTranslation, TranslateContext } from "./dialect.ts";
import { GatewayError } from "./gateway_error.ts";
import { errorBody } from "./openai_chat.ts";
import { EMBEDDERS, type EmbedRequest } from "./openai_embedders.ts";
import {
  countAt,
  flagAt,
  isJson,
  type Json,
  listAt,
  maybe,
  objectAt,
  refuse,
  textAt,
  wordAt,
} from "./openai_fields.ts";

export { errorBody };

function inputsOf(value: unknown): string[] {
  if (typeof value === "string") value = [value];
  const inputs = listAt(value, "input");
  if (inputs.length === 0 || inputs.length > 2048) {
    throw refuse("input", `holds ${inputs.length} texts, wanted 1 to 2048`, "invalid_value");
  }
  return inputs.map((input, at) => {
    if (typeof input === "number" || Array.isArray(input)) {
      throw refuse("input", "holds token ids, wanted texts (LangChain: check_embedding_ctx_length=False)");
    }
    const param = inputs.length === 1 ? "input" : `input[${at}]`;
    if (textAt(input, param) === "") throw refuse(param, "is empty, wanted a text", "invalid_value");
    return input as string;
  });
}

const INPUT_TYPES = ["search_document", "search_query", "classification", "clustering"] as const;
const KNOWN = new Set([
  "model",
  "input",
  "dimensions",
  "encoding_format",
  "input_type",
  "task_type",
  "normalize",
  "user",
]);

/**
 * Reads an embeddings body.
 *
 * @param body The caller's body.
 * @param warn Where what is left out is named.
 * @returns What it asks for.
 * @throws {GatewayError} If it cannot be honoured.
 */
export function toEmbed(body: unknown, warn: TranslateContext["warn"]): EmbedRequest {
  const members = objectAt(body, "body");
  for (const [name, value] of Object.entries(members)) {
    if (!KNOWN.has(name) && value !== undefined && value !== null) warn(name.slice(0, 64), "left out, it is not known");
  }
  const type = members.input_type ?? members.task_type;
  return {
    inputs: inputsOf(members.input),
    dimensions: maybe(countAt, members.dimensions, "dimensions"),
    format:
      maybe((one, at) => wordAt(one, at, ["float", "base64"] as const), members.encoding_format, "encoding_format") ??
        "float",
    inputType: maybe(
      (one, at) => wordAt(one, at, INPUT_TYPES),
      type,
      members.input_type === undefined ? "task_type" : "input_type",
    ),
    normalize: maybe(flagAt, members.normalize, "normalize"),
  };
}

/**
 * Writes vectors as OpenAI's list.
 *
 * @param vectors The vectors, in the order of the texts.
 * @param tokens How many tokens were read.
 * @param reply The model as the caller wrote it, and how vectors are written.
 * @returns The list.
 */
export function fromEmbed(
  vectors: ArrayLike<number>[],
  tokens: number,
  { model, format }: { model: string; format: EmbedRequest["format"] },
): Json {
  const data = vectors.map((vector, index) => ({
    object: "embedding",
    index,
    embedding: format === "float" ? Array.from(vector) : encodeBase64(new Uint8Array(Float32Array.from(vector).buffer)),
  }));
  return { object: "list", data, model, usage: { prompt_tokens: tokens, total_tokens: tokens } };
}

/**
 * Translates an embeddings body.
 *
 * @param body The caller's body.
 * @param context What the translation may know of the world.
 * @returns One call per text, or per batch where the family takes several, and the way back.
 * @throws {GatewayError} If the body cannot be honoured, or the model gives no embeddings.
 */
export function translate(body: unknown, context: TranslateContext): BatchTranslation {
  const defaults = isJson(context.defaults) ? context.defaults : {};
  const request = toEmbed({ ...defaults, ...objectAt(body, "body") }, context.warn);
  const embedder = Object.hasOwn(EMBEDDERS, context.family ?? "") ? EMBEDDERS[context.family!]! : undefined;
  if (embedder === undefined) throw refuse("model", "gives no embeddings, wanted an embedding model");
  const { batch, dimensions } = embedder;
  if (request.dimensions !== undefined) {
    if (!dimensions.includes(request.dimensions)) {
      throw refuse("dimensions", `is ${request.dimensions}, wanted ${dimensions.join(", ")}`);
    }
    // a family with one length has no member to ask for it
    if (dimensions.length === 1) request.dimensions = undefined;
  }
  if (request.normalize !== undefined && context.family !== "amazon-titan-embed-text-v2") {
    context.warn("normalize", "left out, the model takes none");
  }
  const bodies: Document[] = [];
  for (let at = 0; at < request.inputs.length; at += batch) {
    bodies.push(embedder.toBody(request.inputs.slice(at, at + batch), request));
  }
  return {
    road: "batch",
    modelId: context.modelId,
    bodies,
    reply: {
      whole(answers: BatchAnswer[]): unknown {
        let tokens = 0;
        const vectors: ArrayLike<number>[] = [];
        for (const answer of answers) {
          const members = isJson(answer.body) ? answer.body : {};
          tokens += Number(members.inputTextTokenCount ?? answer.inputTokens ?? 0);
          for (const vector of embedder.read(members)) if (Array.isArray(vector)) vectors.push(vector);
        }
        if (vectors.length === request.inputs.length) {
          return fromEmbed(vectors, tokens, { ...request, model: context.model });
        }
        throw new GatewayError(`Cannot read answer: ${vectors.length} vectors for ${request.inputs.length} texts`, {
          status: 502,
          code: "InvalidResponse",
        });
      },
    },
  };
}
