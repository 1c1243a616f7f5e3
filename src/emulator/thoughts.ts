/**
 * Thoughts that a caller gives back go in; those that are not as they were given out are refused, as Claude refuses them.
 *
 * @module
 */
import { hash32, idFrom } from "./hash.ts";
import type { Question } from "./question.ts";
import { invalid } from "./refusal.ts";

const MARK = "Emu";

/** The signature that a thought is given out with: it follows from the text alone. */
export function signatureOf(text: string): string {
  return `${MARK}${idFrom(text, 60)}${hash32(text).toString(16).padStart(8, "0")}==`;
}

/**
 * Refuses thoughts without a signature, and the emulator's own that were changed. Foreign ones are let through, for there is
 * no telling.
 *
 * @param question The question.
 * @param budget Whether thoughts are asked for with a budget: the turn that called tools must then begin with its thoughts.
 */
export function checkThoughts(question: Question, budget: boolean): void {
  question.turns.forEach((turn, index) => {
    turn.parts.forEach((part, at) => {
      if (part.type !== "thought") return;
      const where = `messages.${index}.content.${at}`;
      if (!part.signature) throw invalid(`${where}.thinking.signature: Field required`);
      if (part.signature.startsWith(MARK) && part.signature !== signatureOf(part.text)) {
        throw invalid(
          `${where}: thinking blocks in assistant messages cannot be modified: they must remain as they were given out.`,
        );
      }
    });
  });
  const [calling, answering] = [question.turns.at(-2), question.turns.at(-1)];
  const inLoop = calling?.parts.some((part) => part.type === "call") &&
    answering?.parts.some((part) => part.type === "result");
  // A loop of tools that began without thoughts goes on without them: Claude turns them off rather than refuse
  if (budget && inLoop && calling!.parts[0]!.type !== "thought") question.thinking = false;
}
