/**
 * Models of the caller's own, imported or in a container: the shape of the answer follows from the shape of the body.
 *
 * @module
 */
import { readTemplate, turnOf, withConversation } from "./chat_template.ts";
import { idFrom } from "./hash.ts";
import { type Answer, emptyQuestion, isObject, type JsonObject, type Question } from "./question.ts";
import { invalid } from "./refusal.ts";
import { piecesOf, plainText, type ShapeContext, type TextShape } from "./shape.ts";
import { llama } from "./shape_llama.ts";
import { openWeight } from "./shape_openai.ts";

/** OpenAI's older completions: `prompt` and `max_tokens` in, `choices` with `text` out. */
const completion: TextShape = {
  read(body: JsonObject): Question {
    const question = emptyQuestion(body.max_tokens as number | undefined ?? 512);
    question.stopSequences = typeof body.stop === "string" ? [body.stop] : body.stop as string[] ?? [];
    const outputs = isObject(body.structured_outputs) ? body.structured_outputs : {};
    if (isObject(outputs.json)) question.schema = outputs.json;
    return withConversation(question, readTemplate(String(body.prompt)));
  },
  whole(answer: Answer, context: ShapeContext): JsonObject {
    const choices = [{ index: 0, text: " " + plainText(answer), logprobs: null, finish_reason: reasonOf(answer) }];
    return { ...head(context), choices, usage: usageOf(answer) };
  },
  *chunks(answer: Answer, context: ShapeContext): Generator<unknown> {
    for (const text of piecesOf(" " + plainText(answer))) yield { ...head(context), ...pieceOf(text) };
    yield {
      ...head(context),
      choices: [{ index: 0, text: "", finish_reason: reasonOf(answer) }],
      usage: usageOf(answer),
      ...context.metrics,
    };
  },
  piece: pieceOf,
};

function pieceOf(text: string): JsonObject {
  return { choices: [{ index: 0, text, finish_reason: null }] };
}

/** Hugging Face's text generation: `inputs` and `parameters` in, `generated_text` out. */
const textGeneration: TextShape = {
  read(body: JsonObject): Question {
    const parameters = isObject(body.parameters) ? body.parameters : {};
    const question = emptyQuestion(parameters.max_new_tokens as number | undefined ?? 100);
    question.stopSequences = parameters.stop as string[] ?? [];
    question.turns = [turnOf("user", String(body.inputs))];
    return question;
  },
  whole(answer: Answer, _context: ShapeContext, body: JsonObject): JsonObject {
    const parameters = isObject(body.parameters) ? body.parameters : {};
    const details = {
      finish_reason: answer.stopReason === "max_tokens" ? "length" : "eos_token",
      generated_tokens: answer.usage.output,
    };
    return { generated_text: plainText(answer), ...(parameters.details === true ? { details } : {}) };
  },
  *chunks(answer: Answer, context: ShapeContext): Generator<unknown> {
    const pieces = piecesOf(plainText(answer));
    for (const [index, text] of pieces.entries()) {
      const last = index === pieces.length - 1;
      const chunk = {
        token: { id: index, text, logprob: -0.1, special: false },
        generated_text: last ? plainText(answer) : null,
        details: null,
      };
      yield last ? { ...chunk, ...context.metrics } : chunk;
    }
  },
  piece(text: string): JsonObject {
    return { token: { id: 0, text, logprob: -0.1, special: false }, generated_text: null, details: null };
  },
};

function shapeFor(body: JsonObject): TextShape {
  if (Array.isArray(body.messages)) return openWeight;
  if (typeof body.inputs === "string") return textGeneration;
  if (typeof body.prompt !== "string") {
    throw invalid(
      "Malformed input request: one of messages, prompt or inputs was wanted, please reformat your input and try again.",
    );
  }
  return body.max_tokens !== undefined ? completion : llama;
}

/** The shape of `imported-model` and `marketplace-endpoint`: that of the body. */
export const ownModel: TextShape = {
  read: (body, modelId) => shapeFor(body).read(body, modelId),
  whole: (answer, context, body) => {
    const whole = shapeFor(body).whole(answer, context, body);
    return "generation" in whole ? { ...whole, logprobs: null } : whole;
  },
  chunks: (answer, context, body) => shapeFor(body).chunks(answer, context, body),
  piece: (text, body) => shapeFor(body).piece(text, body),
};

function head(context: ShapeContext): JsonObject {
  return { id: `cmpl-${idFrom(context.requestId, 24)}`, object: "text_completion", created: context.created };
}

function reasonOf(answer: Answer): string {
  return answer.stopReason === "max_tokens" ? "length" : "stop";
}

function usageOf(answer: Answer): JsonObject {
  const { input, output } = answer.usage;
  return { prompt_tokens: input, total_tokens: input + output, completion_tokens: output };
}
