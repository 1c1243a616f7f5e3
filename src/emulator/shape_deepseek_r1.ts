/**
 * DeepSeek R1: a prompt in its template in, thoughts up to `</think>` and then the answer out.
 *
 * @module
 */
import { readTemplate, withConversation } from "./chat_template.ts";
import { type Answer, emptyQuestion, type JsonObject, type Question } from "./question.ts";
import { piecesOf, plainText, type ShapeContext, type TextShape, thoughtText } from "./shape.ts";

/** The shape of `deepseek-r1`. */
export const deepseekR1: TextShape = {
  read(body: JsonObject): Question {
    const question = emptyQuestion(body.max_tokens as number | undefined ?? 8192);
    question.stopSequences = body.stop as string[] ?? [];
    question.thinking = true;
    return withConversation(question, readTemplate(body.prompt as string));
  },
  whole(answer: Answer, _context: ShapeContext, body: JsonObject): JsonObject {
    return { choices: [{ text: textOf(answer, body), stop_reason: reasonOf(answer) }] };
  },
  *chunks(answer: Answer, context: ShapeContext, body: JsonObject): Generator<unknown> {
    const pieces = piecesOf(textOf(answer, body));
    const last = pieces.pop() ?? "";
    for (const text of pieces) yield pieceOf(text);
    yield { choices: [{ index: 0, text: last, stop_reason: reasonOf(answer) }], ...context.metrics };
  },
  piece: pieceOf,
};

function pieceOf(text: string): JsonObject {
  return { choices: [{ index: 0, text, stop_reason: null }] };
}

/** Thoughts and answer in one text; the opening tag only when the prompt did not end in it. */
function textOf(answer: Answer, body: JsonObject): string {
  const opened = /<think>\s*$/.test(String(body.prompt));
  const said = plainText(answer);
  const closed = answer.stopReason === "max_tokens" && said === "" ? "" : `\n</think>\n\n${said}`;
  return `${opened ? "" : "<think>\n"}${thoughtText(answer)}${closed}`;
}

function reasonOf(answer: Answer): string {
  return answer.stopReason === "max_tokens" ? "length" : "stop";
}
