/**
 * A chat that does not ask what its stream used in, the same chat asking out; and of its stream the event that tells, counted
 * and kept from a caller who did not ask for it.
 *
 * Without it nobody would know what a stream cost, and a key's limit on tokens would hold for none.
 *
 * @module
 */
import { joined } from "../wire/joined.ts";
import { usageIn } from "./passing_usage.ts";
import type { countsOf } from "./stream_end.ts";

type Json = Record<string, unknown>;

/**
 * Makes a chat ask for its usage.
 *
 * @param body The chat's body.
 * @returns A body that asks; nothing when there is no stream, or it asks already.
 */
export function askUsage(body: Readonly<Json>): Json | undefined {
  const options = body.stream_options ?? {};
  // What is no object Bedrock refuses, in its own words
  if (!body.stream || typeof options !== "object" || Array.isArray(options)) return undefined;
  if ((options as Json).include_usage === true) return undefined;
  return { ...body, stream_options: { ...options, include_usage: true } };
}

/** An event that is longer carries an image or a whole answer, not counts alone; it passes while it comes. */
const MAX_HELD = 65_536;
const LINE_FEED = 0x0a;
const RETURN = 0x0d;
const NOTHING = new Uint8Array(0);
/** Most events say `"usage":null`, or nothing of it. */
const USAGE = /"usage"\s*:\s*\{/;
const utf8 = new TextDecoder();

/** Follows the events of one stream. An event is held until all of it is there; but for the one, all pass byte for byte. */
export class UnaskedUsage {
  readonly #counts: ReturnType<typeof countsOf> = {};
  #held: Uint8Array[] = [];
  #heldLength = 0;
  /** Whether an event passes that was too long to be held. */
  #isPassing = false;
  /** Whether the line that is coming has nothing on it so far. */
  #isBlank = true;

  /** What was told so far; the last word counts. */
  get counts(): ReturnType<typeof countsOf> {
    return this.#counts;
  }

  /** Whether what has passed ended with a whole event. */
  get isBetween(): boolean {
    return !this.#isPassing;
  }

  /**
   * Follows a piece.
   *
   * @param piece The bytes, in the order they come.
   * @returns The bytes that pass now.
   */
  push(piece: Uint8Array): Uint8Array {
    if (this.#heldLength === 0 && !this.#isPassing && endsEvent(piece) && !USAGE.test(utf8.decode(piece))) {
      // Whole events without counts: nearly all that ever comes
      this.#isBlank = true;
      return piece;
    }
    const passed: Uint8Array[] = [];
    let sent = 0;
    let start = 0;
    let line = 0;
    for (let feed = piece.indexOf(LINE_FEED); feed >= 0; feed = piece.indexOf(LINE_FEED, line)) {
      const isEnd = this.#isBlank && isBlank(piece, line, feed);
      this.#isBlank = true;
      line = feed + 1;
      if (!isEnd) continue;
      if (this.#heldLength > 0) {
        const event = this.#release(piece.subarray(0, line));
        if (!this.#isUsageOnly(event)) passed.push(event);
        sent = line;
      } else if (!this.#isPassing && this.#isUsageOnly(piece.subarray(start, line))) {
        passed.push(piece.subarray(sent, start));
        sent = line;
      }
      this.#isPassing = false;
      start = line;
    }
    this.#isBlank &&= isBlank(piece, line, piece.length);
    if (start < piece.length && !this.#isPassing) {
      passed.push(piece.subarray(sent, start));
      this.#hold(piece.slice(start));
      sent = piece.length;
      if (this.#heldLength > MAX_HELD) {
        passed.push(this.#release());
        this.#isPassing = true;
      }
    }
    if (passed.length === 0 && sent === 0) return piece;
    passed.push(piece.subarray(sent));
    return joined(passed);
  }

  /**
   * Says that nothing more will come.
   *
   * @returns What was held and passes now; nothing when there is nothing.
   */
  end(): Uint8Array | undefined {
    if (this.#heldLength === 0) return undefined;
    const rest = this.#release();
    return this.#isUsageOnly(rest) ? undefined : rest;
  }

  #hold(bytes: Uint8Array): void {
    this.#held.push(bytes);
    this.#heldLength += bytes.length;
  }

  #release(last: Uint8Array = NOTHING): Uint8Array {
    const whole = joined([...this.#held, last]);
    this.#held = [];
    this.#heldLength = 0;
    return whole;
  }

  /** Counts what an event tells, and says whether it tells nothing else. */
  #isUsageOnly(event: Uint8Array): boolean {
    const text = utf8.decode(event);
    if (!USAGE.test(text)) return false;
    const data = text.split(/\r?\n/).filter((line) => line.startsWith("data:")).map((line) => line.slice(5)).join("\n");
    try {
      const told = JSON.parse(data);
      Object.assign(this.#counts, usageIn(told));
      const { choices, usage } = told;
      return Array.isArray(choices) && choices.length === 0 && typeof usage === "object" && usage !== null;
    } catch {
      // Not JSON: the caller's client will say so.
      return false;
    }
  }
}

function endsEvent(piece: Uint8Array): boolean {
  if (piece.at(-1) !== LINE_FEED) return false;
  return piece.at(-2) === LINE_FEED || (piece.at(-2) === RETURN && piece.at(-3) === LINE_FEED);
}

function isBlank(piece: Uint8Array, start: number, end: number): boolean {
  return end === start || (end === start + 1 && piece[start] === RETURN);
}
