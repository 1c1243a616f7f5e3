/**
 * Claude's text completions: a Human/Assistant prompt in, `completion` out.
 *
 * @module
 */
import { readTemplate, withConversation } from "./chat_template.ts";
import { type Answer, emptyQuestion, type JsonObject, type Question } from "./question.ts";
import { invalid } from "./refusal.ts";
import { piecesOf, plainText, type ShapeContext, type TextShape } from "./shape.ts";

const HUMAN = "\n\nHuman:";

/** The shape of `anthropic-text-completions`. */
export const anthropicText: TextShape = {
  read(body: JsonObject): Question {
    const prompt = body.prompt as string;
    if (!prompt.includes(HUMAN)) {
      throw invalid('Invalid prompt: prompt must start with "\\n\\nHuman:" turn, end with "\\n\\nAssistant:" turn.');
    }
    if (!/\n\nAssistant:[^]*$/.test(prompt.slice(prompt.lastIndexOf(HUMAN)))) {
      throw invalid('Invalid prompt: prompt must end with "\\n\\nAssistant:" turn.');
    }
    const question = emptyQuestion(body.max_tokens_to_sample as number);
    question.stopSequences = [HUMAN, ...(body.stop_sequences as string[] ?? [])];
    return withConversation(question, readTemplate(prompt));
  },
  whole(answer: Answer): JsonObject {
    return { type: "completion", completion: " " + plainText(answer), ...ending(answer) };
  },
  *chunks(answer: Answer, context: ShapeContext): Generator<unknown> {
    for (const text of piecesOf(" " + plainText(answer))) yield pieceOf(text);
    yield { type: "completion", completion: "", ...ending(answer), ...context.metrics };
  },
  piece: pieceOf,
};

function pieceOf(text: string): JsonObject {
  return { type: "completion", completion: text, stop_reason: null, stop: null };
}

function ending(answer: Answer): JsonObject {
  if (answer.stopReason === "max_tokens") return { stop_reason: "max_tokens", stop: null };
  return { stop_reason: "stop_sequence", stop: answer.stopSequence ?? HUMAN };
}
