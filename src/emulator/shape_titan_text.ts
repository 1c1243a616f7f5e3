/**
 * Amazon Titan Text: `inputText` in, `results` out; in a stream, chunks whose members are null until they are known.
 *
 * @module
 */
import { readTemplate, withConversation } from "./chat_template.ts";
import { type Answer, emptyQuestion, isObject, type JsonObject, type Question, type StopReason } from "./question.ts";
import { piecesOf, plainText, type ShapeContext, type TextShape } from "./shape.ts";

const REASONS: Partial<Record<StopReason, string>> = {
  max_tokens: "LENGTH",
  stop_sequence: "STOP_CRITERIA_MET",
  content_filtered: "CONTENT_FILTERED",
};

/** The shape of `amazon-titan-text`. */
export const titanText: TextShape = {
  read(body: JsonObject): Question {
    const config = isObject(body.textGenerationConfig) ? body.textGenerationConfig : {};
    const question = emptyQuestion(config.maxTokenCount as number | undefined ?? 512);
    question.stopSequences = config.stopSequences as string[] ?? [];
    return withConversation(question, readTemplate(body.inputText as string));
  },
  whole(answer: Answer): JsonObject {
    const result = {
      tokenCount: answer.usage.output,
      outputText: "\n" + plainText(answer),
      completionReason: reasonOf(answer),
    };
    return { inputTextTokenCount: answer.usage.input, results: [result] };
  },
  *chunks(answer: Answer, context: ShapeContext): Generator<unknown> {
    const pieces = piecesOf("\n" + plainText(answer));
    const last = pieces.pop() ?? "";
    for (const text of pieces) yield pieceOf(text);
    const counts = {
      totalOutputTextTokenCount: answer.usage.output,
      completionReason: reasonOf(answer),
      inputTextTokenCount: answer.usage.input,
    };
    yield { outputText: last, index: 0, ...counts, ...context.metrics };
  },
  piece: pieceOf,
};

function pieceOf(text: string): JsonObject {
  return {
    outputText: text,
    index: 0,
    totalOutputTextTokenCount: null,
    completionReason: null,
    inputTextTokenCount: null,
  };
}

function reasonOf(answer: Answer): string {
  return REASONS[answer.stopReason] ?? "FINISH";
}
