/**
 * AI21 Jurassic-2: `prompt` in, `completions` with their tokens out; no stream.
 *
 * @module
 */
import { readTemplate, withConversation } from "./chat_template.ts";
import { hash32 } from "./hash.ts";
import { type Answer, emptyQuestion, type JsonObject, type Question } from "./question.ts";
import { piecesOf, plainText, type ShapeContext, type TextShape } from "./shape.ts";

/** The shape of `ai21-jurassic2`. */
export const jurassic2: TextShape = {
  read(body: JsonObject): Question {
    const question = emptyQuestion(body.maxTokens as number | undefined ?? 200);
    question.stopSequences = body.stopSequences as string[] ?? [];
    return withConversation(question, readTemplate(body.prompt as string));
  },
  whole(answer: Answer, context: ShapeContext, body: JsonObject): JsonObject {
    const text = "\n" + plainText(answer);
    const prompt = { text: body.prompt, tokens: tokensOf(String(body.prompt)) };
    return {
      id: hash32(context.requestId),
      prompt,
      completions: [{ data: { text, tokens: tokensOf(text) }, finishReason: reasonOf(answer) }],
    };
  },
  *chunks(answer: Answer, context: ShapeContext, body: JsonObject): Generator<unknown> {
    yield { ...jurassic2.whole(answer, context, body), ...context.metrics };
  },
  piece(text: string): JsonObject {
    return { completions: [{ data: { text, tokens: [] } }] };
  },
};

function tokensOf(text: string): JsonObject[] {
  let start = 0;
  return piecesOf(text).map((piece) => {
    const textRange = { start, end: start += piece.length };
    const logprob = -1 / (1 + piece.length);
    return {
      generatedToken: { token: piece.replace(/ /g, "▁"), logprob, raw_logprob: logprob },
      topTokens: null,
      textRange,
    };
  });
}

function reasonOf(answer: Answer): JsonObject {
  if (answer.stopReason === "max_tokens") return { reason: "length", length: answer.usage.output };
  return { reason: answer.stopReason === "stop_sequence" ? "stop" : "endoftext" };
}
