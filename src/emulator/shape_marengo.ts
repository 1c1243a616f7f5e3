/**
 * TwelveLabs Marengo: a text or a medium in, vectors out; for films and sounds one for each stretch.
 *
 * @module
 */
import { addFeatures, type Features, textFeatures, vectorOf, written } from "./embedding.ts";
import { byteFeatures, imageFeatures } from "./media_features.ts";
import { isObject, type JsonObject } from "./question.ts";
import { readBase64 } from "./read_base64.ts";
import { invalid } from "./refusal.ts";
import type { PlainReply, PlainShape } from "./shape.ts";
import { countTokens } from "./tokenizer.ts";

/** The shape of `twelvelabs-marengo-2`. */
export const marengo2: PlainShape = {
  async reply(body: JsonObject): Promise<PlainReply> {
    const kind = String(body.inputType);
    if (kind !== "text" && kind !== "image") {
      throw invalid(`Input type ${kind} is taken by StartAsyncInvoke, not by InvokeModel.`);
    }
    const features = kind === "text" ? textFeatures(textIn(body, "inputText")) : await mediumIn(body, "image");
    const embedding = written(vectorOf(features, 1024));
    const embeddingOption = kind === "text" ? "visual-text" : "visual-image";
    return { body: { data: [{ embedding, embeddingOption }] }, inputTokens: countTokens(String(body.inputText ?? "")) };
  },
};

/** The shape of `twelvelabs-marengo-3`. */
export const marengo3: PlainShape = {
  async reply(body: JsonObject): Promise<PlainReply> {
    const kind = String(body.inputType);
    const input = isObject(body[kind]) ? body[kind] : undefined;
    if (!input) {
      throw invalid(
        `Malformed input request: #: required key [${kind}] is not there, please reformat your input and try again.`,
      );
    }
    const features = await featuresOf(kind, input);
    const embedding = written(vectorOf(features, 512));
    const tokens = countTokens(String(input.inputText ?? ""));
    if (kind !== "audio" && kind !== "video") return { body: { data: { embedding } }, inputTokens: tokens };
    const options = input.embeddingOption as string[] | undefined ??
      (kind === "audio" ? ["audio"] : ["visual", "audio"]);
    const scopes = input.embeddingScope as string[] | undefined ?? ["clip"];
    const start = Number(input.startSec ?? 0);
    const data = scopes.flatMap((embeddingScope) =>
      options.map((embeddingOption) => ({
        embedding,
        embeddingOption,
        embeddingScope,
        startSec: start,
        endSec: Number(input.endSec ?? start + 6),
      }))
    );
    return { body: { data }, inputTokens: tokens };
  },
};

async function featuresOf(kind: string, input: JsonObject): Promise<Features> {
  if (kind === "text") return textFeatures(textIn(input, "inputText"));
  if (kind === "text_image") {
    return addFeatures(textFeatures(textIn(input, "inputText")), await mediumIn(input, "image"));
  }
  if (kind !== "multi_input") return await mediumIn(input, kind);
  const features = textFeatures(String(input.inputText ?? ""));
  for (const source of input.mediaSources as JsonObject[] ?? []) {
    addFeatures(features, await mediumIn({ mediaSource: source }, String(source.mediaType)));
  }
  return features;
}

function textIn(input: JsonObject, name: string): string {
  const text = input[name];
  if (typeof text !== "string" || text === "") {
    throw invalid(
      `Malformed input request: #: required key [${name}] is not there, please reformat your input and try again.`,
    );
  }
  return text;
}

async function mediumIn(input: JsonObject, kind: string): Promise<Features> {
  const source = isObject(input.mediaSource) ? input.mediaSource : {};
  if (isObject(source.s3Location)) return textFeatures(String(source.s3Location.uri));
  const bytes = readBase64(source.base64String, "#/mediaSource/base64String");
  return kind === "image" ? await imageFeatures(bytes) : byteFeatures(bytes);
}
