/**
 * Amazon Nova's multimodal embeddings: one piece of text, picture, sound or film in, its vectors out.
 *
 * @module
 */
import { type Features, textFeatures, vectorOf, written } from "./embedding.ts";
import { byteFeatures, imageFeatures } from "./media_features.ts";
import { isObject, type JsonObject } from "./question.ts";
import { readBase64 } from "./read_base64.ts";
import { invalid } from "./refusal.ts";
import type { PlainReply, PlainShape } from "./shape.ts";
import { countTokens } from "./tokenizer.ts";

const MEDIA = ["text", "image", "audio", "video"] as const;
const PURPOSES =
  "GENERIC_INDEX GENERIC_RETRIEVAL TEXT_RETRIEVAL IMAGE_RETRIEVAL VIDEO_RETRIEVAL DOCUMENT_RETRIEVAL AUDIO_RETRIEVAL CLASSIFICATION CLUSTERING"
    .split(" ");

/** The shape of `amazon-nova-embed`. */
export const novaEmbed: PlainShape = {
  async reply(body: JsonObject): Promise<PlainReply> {
    if (body.taskType !== "SINGLE_EMBEDDING") {
      throw wrong("#/taskType: InvokeModel takes SINGLE_EMBEDDING, and StartAsyncInvoke SEGMENTED_EMBEDDING");
    }
    const params = isObject(body.singleEmbeddingParams) ? body.singleEmbeddingParams : undefined;
    if (!params) throw wrong("#: required key [singleEmbeddingParams] is not there");
    if (!PURPOSES.includes(String(params.embeddingPurpose))) {
      throw wrong(`#/singleEmbeddingParams/embeddingPurpose: one of ${PURPOSES.join(", ")} was wanted`);
    }
    const given = MEDIA.filter((kind) => params[kind] !== undefined);
    if (given.length !== 1) throw wrong(`#/singleEmbeddingParams: exactly one of ${MEDIA.join(", ")} was wanted`);
    const kind = given[0]!;
    const medium = isObject(params[kind]) ? params[kind] : {};
    const dimension = params.embeddingDimension as number | undefined ?? 3072;
    const vector = (features: Features): number[] => written(vectorOf(features, dimension));
    if (kind === "text") return textReply(medium, vector);
    if (medium.format === undefined) throw wrong(`#/singleEmbeddingParams/${kind}: required key [format] is not there`);
    const features = await mediaFeatures(kind, medium);
    const types = kind !== "video"
      ? [kind.toUpperCase()]
      : medium.embeddingMode === "AUDIO_VIDEO_SEPARATE"
      ? ["AUDIO", "VIDEO"]
      : ["AUDIO_VIDEO_COMBINED"];
    return { body: { embeddings: types.map((embeddingType) => ({ embeddingType, embedding: vector(features) })) } };
  },
};

function wrong(what: string): Error {
  return invalid(`Malformed input request: ${what}, please reformat your input and try again.`);
}

function textReply(medium: JsonObject, vector: (features: Features) => number[]): PlainReply {
  if (medium.truncationMode === undefined) {
    throw wrong("#/singleEmbeddingParams/text: required key [truncationMode] is not there");
  }
  const text = typeof medium.value === "string" ? medium.value : locationOf(medium);
  const embedding = { embeddingType: "TEXT", embedding: vector(textFeatures(text)) };
  return { body: { embeddings: [embedding] }, inputTokens: countTokens(text) };
}

async function mediaFeatures(kind: string, medium: JsonObject): Promise<Features> {
  const source = isObject(medium.source) ? medium.source : {};
  if (isObject(source.s3Location)) return textFeatures(locationOf(medium));
  const bytes = readBase64(source.bytes, `#/singleEmbeddingParams/${kind}/source/bytes`);
  return kind === "image" ? await imageFeatures(bytes) : byteFeatures(bytes);
}

/** What lies in S3 is not read: its name stands for it. */
function locationOf(medium: JsonObject): string {
  const source = isObject(medium.source) ? medium.source : {};
  if (!isObject(source.s3Location)) throw wrong("#/singleEmbeddingParams: a value or a source was wanted");
  return String(source.s3Location.uri);
}
