/**
 * TwelveLabs Pegasus: a question about a video in, `message` out.
 *
 * @module
 */
import { turnOf } from "./chat_template.ts";
import { type Answer, emptyQuestion, isObject, type JsonObject, type Media, type Question } from "./question.ts";
import { readBase64 } from "./read_base64.ts";
import { invalid } from "./refusal.ts";
import { piecesOf, plainText, type ShapeContext, type TextShape } from "./shape.ts";

/** The shape of `twelvelabs-pegasus`. */
export const pegasus: TextShape = {
  read(body: JsonObject): Question {
    const question = emptyQuestion(body.maxOutputTokens as number | undefined ?? 4096);
    const asked = turnOf("user", body.inputPrompt as string);
    asked.parts.push({ type: "media", media: clipOf(body) });
    question.turns = [asked];
    const format = isObject(body.responseFormat) ? body.responseFormat.jsonSchema : undefined;
    if (isObject(format)) question.schema = format;
    return question;
  },
  whole(answer: Answer): JsonObject {
    return { message: plainText(answer), finishReason: reasonOf(answer) };
  },
  *chunks(answer: Answer, context: ShapeContext): Generator<unknown> {
    const pieces = piecesOf(plainText(answer));
    const last = pieces.pop() ?? "";
    for (const text of pieces) yield pieceOf(text);
    yield { message: last, stopReason: reasonOf(answer), ...context.metrics };
  },
  piece: pieceOf,
};

function pieceOf(text: string): JsonObject {
  return { message: text, stopReason: "" };
}

function clipOf(body: JsonObject): Media {
  const source = isObject(body.mediaSource) ? body.mediaSource : {};
  if (isObject(source.s3Location)) return { kind: "video", format: "mp4", uri: String(source.s3Location.uri) };
  if (source.base64String === undefined) {
    throw invalid(
      "Malformed input request: #: required key [mediaSource] is not there, please reformat your input and try again.",
    );
  }
  return { kind: "video", format: "mp4", bytes: readBase64(source.base64String, "#/mediaSource/base64String") };
}

function reasonOf(answer: Answer): string {
  return answer.stopReason === "max_tokens" ? "length" : "stop";
}
