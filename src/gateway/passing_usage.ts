/**
 * An answer that passes by in, whole or as server-sent events of OpenAI's or Anthropic's; the tokens it told of out.
 *
 * @module
 */
import { decodeUtf8 } from "../wire/utf8.ts";
import { countsOf } from "./stream_end.ts";

/** A line longer than this carries an image or a whole answer, not counts alone; it is not looked at. */
const MAX_LINE = 1_048_576;

/** A JSON object that may hold counts. */
type Holder = Record<string, unknown> | undefined;

/** Follows the events of one stream. What is read on the way is only whether a line tells of usage. */
export class PassingUsage {
  readonly #decoder = new TextDecoder();
  readonly #counts: ReturnType<typeof countsOf> = {};
  #line = "";
  #isBetween = true;

  /** What was told so far; the last word counts. */
  get counts(): ReturnType<typeof countsOf> {
    return this.#counts;
  }

  /** Whether what has passed ended with a whole event. */
  get isBetween(): boolean {
    return this.#isBetween;
  }

  /**
   * Follows a piece.
   *
   * @param piece The bytes, in the order they pass.
   * @returns The same bytes.
   */
  push(piece: Uint8Array): Uint8Array {
    const lines = this.#decoder.decode(piece, { stream: true }).split("\n");
    lines[0] = this.#line + lines[0];
    this.#line = lines.pop()!;
    if (this.#line.length > MAX_LINE) this.#line = "";
    for (const line of lines) if (line.includes('"usage"') && line.startsWith("data:")) this.#read(line.slice(5));
    this.#isBetween = piece.at(-1) === 0x0a && (piece.length < 2 || piece.at(-2) === 0x0a || piece.at(-2) === 0x0d);
    return piece;
  }

  /** Says that nothing more will come: all has passed. */
  end(): undefined {}

  #read(data: string): void {
    try {
      Object.assign(this.#counts, usageIn(JSON.parse(data)));
    } catch {
      // Not JSON: the caller's client will say so.
    }
  }
}

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
