/**
 * Cohere Command: `prompt` in, `generations` out; a stream of tokens only when the body asks for one.
 *
 * @module
 */
import { readTemplate, withConversation } from "./chat_template.ts";
import { uuidFrom } from "./hash.ts";
import { type Answer, emptyQuestion, type JsonObject, type Question } from "./question.ts";
import { piecesOf, plainText, type ShapeContext, type TextShape } from "./shape.ts";

/** The shape of `cohere-command`. */
export const cohereCommand: TextShape = {
  read(body: JsonObject): Question {
    const question = emptyQuestion(body.max_tokens as number | undefined ?? 20);
    question.stopSequences = body.stop_sequences as string[] ?? [];
    return withConversation(question, readTemplate(body.prompt as string));
  },
  whole(answer: Answer, context: ShapeContext, body: JsonObject): JsonObject {
    const count = body.num_generations as number | undefined ?? 1;
    const generations = Array.from({ length: count }, (_, index) => ({
      id: uuidFrom(`${context.requestId} generation ${index}`),
      text: " " + plainText(answer),
      finish_reason: reasonOf(answer),
      ...(count > 1 ? { index } : {}),
      ...likelihoods(answer, body),
    }));
    return { id: uuidFrom(context.requestId), prompt: body.prompt, generations };
  },
  *chunks(answer: Answer, context: ShapeContext, body: JsonObject): Generator<unknown> {
    const whole = cohereCommand.whole(answer, context, body);
    if (body.stream !== true) {
      yield { ...whole, ...context.metrics };
      return;
    }
    for (const text of piecesOf(" " + plainText(answer))) yield pieceOf(text);
    yield { is_finished: true, finish_reason: reasonOf(answer), response: whole, ...context.metrics };
  },
  piece: pieceOf,
};

function pieceOf(text: string): JsonObject {
  return { text, is_finished: false };
}

function reasonOf(answer: Answer): string {
  return answer.stopReason === "max_tokens" ? "MAX_TOKENS" : "COMPLETE";
}

function likelihoods(answer: Answer, body: JsonObject): JsonObject {
  if (body.return_likelihoods !== "GENERATION" && body.return_likelihoods !== "ALL") return {};
  const tokens = piecesOf(" " + plainText(answer)).map((token) => ({ token, likelihood: -1 / (1 + token.length) }));
  return {
    likelihood: tokens.reduce((sum, token) => sum + token.likelihood, 0) / tokens.length,
    token_likelihoods: tokens,
  };
}
