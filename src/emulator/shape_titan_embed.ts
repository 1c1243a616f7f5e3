/**
 * Amazon's Titan embeddings: a text, or a text and a picture, in, one vector out.
 *
 * @module
 */
import { addFeatures, type Features, textFeatures, vectorOf, written } from "./embedding.ts";
import { imageFeatures } from "./media_features.ts";
import { isObject, type JsonObject } from "./question.ts";
import { readBase64 } from "./read_base64.ts";
import { invalid } from "./refusal.ts";
import type { PlainReply, PlainShape } from "./shape.ts";
import { countTokens } from "./tokenizer.ts";

/** The shape of `amazon-titan-embed-text-v1`. */
export const titanEmbedV1: PlainShape = {
  reply(body: JsonObject): PlainReply {
    const text = someText(body.inputText as string);
    const inputTextTokenCount = countTokens(text);
    const embedding = written(vectorOf(textFeatures(text), 1536));
    return { body: { embedding, inputTextTokenCount }, inputTokens: inputTextTokenCount };
  },
};

/** The shape of `amazon-titan-embed-text-v2`. */
export const titanEmbedV2: PlainShape = {
  reply(body: JsonObject): PlainReply {
    const text = someText(body.inputText as string);
    const inputTextTokenCount = countTokens(text);
    const unit = vectorOf(textFeatures(text), body.dimensions as number | undefined ?? 1024);
    const vector = body.normalize === false ? unit.map((value) => value * Math.sqrt(unit.length)) : unit;
    const types = body.embeddingTypes as string[] | undefined ?? ["float"];
    const embeddingsByType: JsonObject = {};
    if (types.includes("float")) embeddingsByType.float = written(vector);
    if (types.includes("binary")) embeddingsByType.binary = Array.from(vector, (value) => value > 0 ? 1 : 0);
    const embedding = types.includes("float") ? { embedding: written(vector) } : {};
    return { body: { ...embedding, inputTextTokenCount, embeddingsByType }, inputTokens: inputTextTokenCount };
  },
};

/** The shape of `amazon-titan-embed-image`. */
export const titanEmbedImage: PlainShape = {
  async reply(body: JsonObject): Promise<PlainReply> {
    const { inputText, inputImage } = body as { inputText?: string; inputImage?: string };
    if (inputText === undefined && inputImage === undefined) {
      throw invalid(
        "Malformed input request: one of inputText and inputImage was wanted, please reformat your input and try again.",
      );
    }
    const config = isObject(body.embeddingConfig) ? body.embeddingConfig : {};
    const features: Features = new Map();
    if (inputText !== undefined) addFeatures(features, textFeatures(inputText));
    if (inputImage !== undefined) addFeatures(features, await imageFeatures(readBase64(inputImage, "#/inputImage")));
    const inputTextTokenCount = countTokens(inputText ?? "");
    const embedding = written(vectorOf(features, config.outputEmbeddingLength as number | undefined ?? 1024));
    return { body: { embedding, inputTextTokenCount, message: null }, inputTokens: inputTextTokenCount };
  },
};

function someText(text: string): string {
  if (text === "") {
    throw invalid(
      "Malformed input request: #/inputText: a length of 0 is less than 1, please reformat your input and try again.",
    );
  }
  return text;
}
