/**
 * An answer that passes by in, or an event of one, in whichever words; the tokens it told of out.
 *
 * @module
 */
import { decodeUtf8 } from "../wire/utf8.ts";
import { countsOf } from "./stream_end.ts";

/** A JSON object that may hold counts. */
type Holder = Record<string, unknown> | undefined;

/**
 * Finds the counts of an answer, in whichever words it is told.
 *
 * @param value The answer, or an event of it.
 * @returns The tokens it tells of.
 */
export function usageIn(value: unknown): ReturnType<typeof countsOf> {
  const told = value as Holder;
  const usage = (told?.usage ?? (told?.message as Holder)?.usage ?? (told?.response as Holder)?.usage) as Holder;
  return countsOf(
    usage?.inputTokens ?? usage?.input_tokens ?? usage?.prompt_tokens,
    usage?.outputTokens ?? usage?.output_tokens ?? usage?.completion_tokens,
  );
}

/** `"usage"`, in bytes. */
const WORD = [...'"usage"'].map((letter) => letter.charCodeAt(0));
const BACKSLASH = 0x5c;
/** How far from its end an answer is looked through for that. */
const TAIL = 2048;

/**
 * Finds the counts of a whole answer. They stand near its end in everybody's words, and what is before them need not be parsed:
 * what follows the last `"usage"`, with a brace in front, is JSON only if that is a member of the answer itself. In a text a
 * quote is escaped, and deeper in there are braces too many.
 *
 * @param answer The answer, as JSON.
 * @returns The tokens it tells of.
 */
export function usageOfAnswer(answer: Uint8Array): ReturnType<typeof countsOf> {
  const least = Math.max(0, answer.length - TAIL);
  for (let at = answer.length - WORD.length; at >= least; at--) {
    if (answer[at + 1] !== WORD[1] || WORD.some((byte, offset) => answer[at + offset] !== byte)) continue;
    const told = answer[at - 1] === BACKSLASH ? undefined : parsed(answer.subarray(at), "{");
    if (told !== undefined) return usageIn(told);
    break;
  }
  return usageIn(parsed(answer));
}

/** What JSON holds; nothing when it is none, as with families that answer with images or numbers only. */
function parsed(json: Uint8Array, before = ""): unknown {
  try {
    return JSON.parse(before + decodeUtf8(json));
  } catch {
    return undefined;
  }
}
