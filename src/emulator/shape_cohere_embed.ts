/**
 * Cohere's embeddings: texts, pictures or both in batches in, vectors of the wanted types out.
 *
 * @module
 */
import { addFeatures, type Features, textFeatures, vectorOf, written } from "./embedding.ts";
import { uuidFrom } from "./hash.ts";
import { imageInfo } from "./image_info.ts";
import { imageFeatures } from "./media_features.ts";
import { isObject, type JsonObject } from "./question.ts";
import { readDataUri } from "./read_base64.ts";
import { invalid } from "./refusal.ts";
import type { PlainReply, PlainShape, ShapeContext } from "./shape.ts";
import { countTokens } from "./tokenizer.ts";

/** The shape of `cohere-embed-v3`. */
export const cohereEmbedV3: PlainShape = {
  reply(body: JsonObject, context: ShapeContext): Promise<PlainReply> {
    const long = (body.texts as string[] | undefined ?? []).findIndex((text) =>
      text.length > 2048 && body.truncate === "NONE"
    );
    if (long >= 0) {
      throw invalid(
        `Malformed input request: #/texts/${long}: a length of more than 2048, please reformat your input and try again.`,
      );
    }
    if (body.input_type === "image" && body.images === undefined) {
      throw invalid(
        "Malformed input request: #: required key [images] is not there, please reformat your input and try again.",
      );
    }
    return embed(body, context, 1024, ["texts", "images"]);
  },
};

/** The shape of `cohere-embed-v4`. */
export const cohereEmbedV4: PlainShape = {
  reply(body: JsonObject, context: ShapeContext): Promise<PlainReply> {
    return embed(body, context, body.output_dimension as number | undefined ?? 1536, ["texts", "images", "inputs"]);
  },
};

interface Item {
  features: Features;
  tokens: number;
}

async function embed(body: JsonObject, context: ShapeContext, dimension: number, kinds: string[]): Promise<PlainReply> {
  const given = kinds.filter((kind) => body[kind] !== undefined);
  if (given.length !== 1) {
    throw invalid(
      `Malformed input request: exactly one of ${
        kinds.join(", ")
      } was wanted, please reformat your input and try again.`,
    );
  }
  const kind = given[0]!;
  const list = body[kind] as unknown[];
  if (list.length < 1 || list.length > 96) {
    throw invalid(
      `Malformed input request: #/${kind}: ${list.length} items, and 1 to 96 are taken, please reformat your input and try again.`,
    );
  }
  const items = await Promise.all(list.map((item, index) => itemOf(kind, item, index)));
  const vectors = items.map((item) => vectorOf(item.features, dimension));
  const types = body.embedding_types as string[] | undefined;
  const echo = kind === "images" ? { images: list.map(imageOf) } : { [kind]: list };
  const reply: JsonObject = types === undefined
    ? { id: uuidFrom(context.requestId), response_type: "embeddings_floats", embeddings: vectors.map(written), ...echo }
    : {
      id: uuidFrom(context.requestId),
      response_type: "embeddings_by_type",
      embeddings: Object.fromEntries(types.map((type) => [type, vectors.map(CODERS[type]!)])),
      ...echo,
    };
  return { body: reply, inputTokens: items.reduce((sum, item) => sum + item.tokens, 0) };
}

async function itemOf(kind: string, item: unknown, index: number): Promise<Item> {
  if (kind === "texts") return { features: textFeatures(item as string), tokens: countTokens(item as string) };
  if (kind === "images") return await pictureOf(item, `#/images/${index}`);
  const features: Features = new Map();
  let tokens = 0;
  const content = isObject(item) && Array.isArray(item.content) ? item.content as JsonObject[] : [];
  if (content.length === 0) {
    throw invalid(
      `Malformed input request: #/inputs/${index}/content: content parts were wanted, please reformat your input and try again.`,
    );
  }
  for (const part of content) {
    const url = isObject(part.image_url) ? part.image_url.url : part.image_url;
    const found = part.type === "image_url"
      ? await pictureOf(url, `#/inputs/${index}/content`)
      : { features: textFeatures(String(part.text ?? "")), tokens: countTokens(String(part.text ?? "")) };
    addFeatures(features, found.features);
    tokens += found.tokens;
  }
  return { features, tokens };
}

async function pictureOf(uri: unknown, where: string): Promise<Item> {
  const { bytes } = readDataUri(uri, where);
  return { features: await imageFeatures(bytes), tokens: 258 };
}

function imageOf(uri: unknown): JsonObject {
  const info = imageInfo(readDataUri(uri, "#/images").bytes);
  return { width: info?.width ?? 0, height: info?.height ?? 0, format: info?.format ?? "unknown", bit_depth: 24 };
}

/** How a vector is written, by type. */
const CODERS: Readonly<Record<string, (vector: Float64Array) => number[]>> = {
  float: written,
  int8: (vector) => scaled(vector),
  uint8: (vector) => scaled(vector).map((value) => value + 128),
  binary: (vector) => packed(vector).map((value) => value - 128),
  ubinary: packed,
};

function scaled(vector: Float64Array): number[] {
  const most = vector.reduce((max, value) => Math.max(max, Math.abs(value)), 0) || 1;
  return Array.from(vector, (value) => Math.round(value / most * 127));
}

function packed(vector: Float64Array): number[] {
  const bytes: number[] = [];
  for (let i = 0; i < vector.length; i += 8) {
    let byte = 0;
    for (let bit = 0; bit < 8; bit++) byte = (byte << 1) | (vector[i + bit]! > 0 ? 1 : 0);
    bytes.push(byte);
  }
  return bytes;
}
