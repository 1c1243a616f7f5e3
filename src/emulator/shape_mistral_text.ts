/**
 * Mistral's instruct models: `<s>[INST] … [/INST]` in, `outputs` out.
 *
 * @module
 */
import { readTemplate, withConversation } from "./chat_template.ts";
import { type Answer, emptyQuestion, type JsonObject, type Question } from "./question.ts";
import { piecesOf, plainText, type ShapeContext, type TextShape } from "./shape.ts";

/** The shape of `mistral-text`. */
export const mistralText: TextShape = {
  read(body: JsonObject, modelId: string): Question {
    const standard = /-2402/.test(modelId) ? 8192 : 512;
    const question = emptyQuestion(body.max_tokens as number | undefined ?? standard);
    question.stopSequences = body.stop as string[] ?? [];
    return withConversation(question, readTemplate(body.prompt as string));
  },
  whole(answer: Answer): JsonObject {
    return { outputs: [{ text: " " + plainText(answer), stop_reason: reasonOf(answer) }] };
  },
  *chunks(answer: Answer, context: ShapeContext): Generator<unknown> {
    const pieces = piecesOf(" " + plainText(answer));
    const last = pieces.pop() ?? "";
    for (const text of pieces) yield pieceOf(text);
    yield { outputs: [{ text: last, stop_reason: reasonOf(answer) }], ...context.metrics };
  },
  piece: pieceOf,
};

function pieceOf(text: string): JsonObject {
  return { outputs: [{ text, stop_reason: null }] };
}

function reasonOf(answer: Answer): string {
  return answer.stopReason === "max_tokens" ? "length" : "stop";
}
