/**
 * What was said and how it should be said go in; the same, said that way, comes out.
 *
 * @module
 */
import { exactly, firstSentence } from "./speech.ts";

/** Gives an answer the form that instructions ask for: one word, one sentence, a case, a fixed beginning or end. */
export function withManners(answer: string, instructions: string, prompt: string): string {
  const both = `${instructions}\n${prompt}`;
  const fixed = /\b(?:always|only|must)\s+(?:reply|respond|answer|say)\s+(?:only\s+)?(?:with\s+)?([\s\S]+)$/i.exec(
    instructions,
  );
  const words = fixed && /["“'`]|\bwith\b|:/i.test(fixed[0]) ? exactly(firstSentence(fixed[1]!)) : undefined;
  let text = words ?? answer;
  if (/\b(?:in|with|using|only|just)?\s*(?:one|a single|1)[ -]word\b/i.test(both)) {
    text = firstSentence(text).match(/[\p{L}\p{N}][^\s.,;:!?]*/gu)?.at(-1) ?? text;
  } else if (/\b(?:one|a single|1) sentence\b|\b(?:be|very|keep it) (?:brief|short|concise|terse)\b/i.test(both)) {
    text = firstSentence(text);
  }
  if (/\b(?:upper[ -]?case|all caps|capital letters)\b/i.test(both)) text = text.toUpperCase();
  else if (/\blower[ -]?case\b/i.test(both)) text = text.toLowerCase();
  const begin = /\b(?:start|begin|prefix)\b[^.\n"'`]*\bwith\s+["'`]([^"'`]+)["'`]/i.exec(instructions);
  if (begin && !text.startsWith(begin[1]!)) text = begin[1]! + (/\s$/.test(begin[1]!) ? "" : " ") + text;
  const end = /\b(?:end|finish|close|sign)\b[^.\n"'`]*\bwith\s+["'`]([^"'`]+)["'`]/i.exec(instructions);
  if (end && !text.endsWith(end[1]!)) text = `${text} ${end[1]!}`;
  if (/\bpirate\b/i.test(instructions)) text = `Arr! ${text}`;
  return text;
}

/** Whether the instructions or the prompt want JSON and nothing else. */
export function wantsJson(instructions: string, prompt: string): boolean {
  const asks =
    /\b(?:(?:valid|only|as|in|a|one|with|return|output|into)\s+(?:\w+\s+)?json\b(?! lines)|json (?:object|only|format|response|output)|json\.)/i;
  return asks.test(instructions) || asks.test(prompt);
}

/** The members that a prompt names for its JSON: `with keys name and age`, `fields "a", "b"`. */
export function namedMembers(text: string): string[] {
  const match =
    /\b(?:keys?|fields?|propert(?:y|ies)|members?|attributes?)\b\s*(?:named|called|are|:|of)?\s*((?:["'`]?[A-Za-z_][\w-]*["'`]?(?:\s*\([^)]*\))?(?:,\s*(?:and\s+)?|\s+and\s+)?)+)/i
      .exec(text);
  if (!match) return [];
  const words = match[1]!.replace(/\([^)]*\)/g, "").split(/,\s*(?:and\s+)?|\s+and\s+/);
  return words.map((word) => word.trim().split(/\s/)[0]!.replace(/["'`]/g, "")).filter((word) => word !== "");
}
