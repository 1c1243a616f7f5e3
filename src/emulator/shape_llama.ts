/**
 * Meta Llama: a prompt in its chat template in, `generation` out, with running counts in a stream.
 *
 * @module
 */
import { takesImages } from "./catalogue.ts";
import { readTemplate, withConversation } from "./chat_template.ts";
import { imageInfo } from "./image_info.ts";
import { type Answer, emptyQuestion, type JsonObject, type Part, type Question } from "./question.ts";
import { readBase64 } from "./read_base64.ts";
import { invalid } from "./refusal.ts";
import { piecesOf, plainText, type ShapeContext, type TextShape } from "./shape.ts";

/** The shape of `meta-llama`, and of imported models that are asked the same way. */
export const llama: TextShape = {
  read(body: JsonObject, model: string): Question {
    // Imported models come by an ARN, which does not say what they take
    if (body.images !== undefined && model.startsWith("meta.") && !takesImages(model)) {
      throw invalid(
        "Malformed input request: #: key [images] is not known, please reformat your input and try again.",
      );
    }
    const question = emptyQuestion(body.max_gen_len as number | undefined ?? 512);
    const asked = withConversation(question, readTemplate(body.prompt as string));
    const images = (body.images as string[] ?? []).map((text, index): Part => {
      const bytes = readBase64(text, `#/images/${index}`);
      return { type: "media", media: { kind: "image", format: imageInfo(bytes)?.format ?? "image", bytes } };
    });
    asked.turns.at(-1)?.parts.push(...images);
    return asked;
  },
  whole(answer: Answer): JsonObject {
    return { generation: plainText(answer), prompt_token_count: answer.usage.input, ...ending(answer) };
  },
  *chunks(answer: Answer, context: ShapeContext): Generator<unknown> {
    let count = 0;
    for (const text of piecesOf(plainText(answer))) {
      const prompt_token_count = count++ === 0 ? answer.usage.input : null;
      yield { generation: text, prompt_token_count, generation_token_count: count, stop_reason: null };
    }
    const prompt_token_count = count === 0 ? answer.usage.input : null;
    yield { generation: "", prompt_token_count, ...ending(answer), ...context.metrics };
  },
  piece(text: string): JsonObject {
    return { generation: text, prompt_token_count: null, generation_token_count: 1, stop_reason: null };
  },
};

function ending(answer: Answer): JsonObject {
  return {
    generation_token_count: answer.usage.output,
    stop_reason: answer.stopReason === "max_tokens" ? "length" : "stop",
  };
}
