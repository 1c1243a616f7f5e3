/**
 * An answer's text in, piece by piece, the same text out without a wrapping or behind a stop sequence.
 *
 * @module
 */

/** Changes a text on its way; it holds back what it cannot judge yet. */
export interface TextFilter {
  /** Takes a piece, and gives what may go on. */
  push(text: string): string;
  /** Gives what was held back. */
  end(): string;
  /** Whether nothing that comes now matters. */
  readonly done?: boolean;
  /** The stop sequence that was met. */
  readonly met?: string | undefined;
}

/** What {@linkcode unwrapping} takes off. */
interface Wrapping {
  open: RegExp;
  /** Whether a beginning may yet become an opening. */
  pending: RegExp;
  /** What may belong to the closing. */
  tail: RegExp;
  close: RegExp;
}

const FENCE: Wrapping = {
  open: /^\s*```[a-zA-Z]*\s*\n/,
  pending: /^\s*(?:`{0,2}|```[a-zA-Z]{0,12}[ \t\r]*)$/,
  tail: /[\s`]*$/,
  close: /\s*```\s*$/,
};

const VALUE: Wrapping = {
  open: /^\s*\{\s*"value"\s*:\s*/,
  pending: /^\s*(?:\{\s*(?:"v?a?l?u?e?"?\s*:?\s*)?)?$/,
  tail: /[\s}]*$/,
  close: /\}\s*$/,
};

/**
 * Takes one code fence, or one `{"value": …}`, off a text.
 *
 * @param kind What to take off.
 * @returns The filter; a text without the wrapping passes as it is.
 */
export function unwrapping(kind: "fence" | "value"): TextFilter {
  const { open, pending, tail, close } = kind === "fence" ? FENCE : VALUE;
  let state: "head" | "inside" | "plain" = "head";
  let held = "";
  return {
    push(text: string): string {
      if (state === "plain") return text;
      held += text;
      if (state === "head") {
        const opening = open.exec(held);
        if (opening === null) {
          if (pending.test(held)) return "";
          state = "plain";
          return held;
        }
        state = "inside";
        held = held.slice(opening[0].length);
      }
      const cut = held.search(tail);
      const out = held.slice(0, cut);
      held = held.slice(cut);
      return out;
    },
    end(): string {
      const rest = state === "plain" ? "" : state === "inside" ? held.replace(close, "") : held;
      held = "";
      return rest;
    },
  };
}

/**
 * Ends a text before the first stop sequence in it, for models that take none.
 *
 * @param stops The stop sequences.
 * @returns The filter; it is done when one was met.
 */
export function stopping(stops: string[]): TextFilter {
  let held = "";
  let done = false;
  let met: string | undefined;
  return {
    push(text: string): string {
      if (done) return "";
      held += text;
      const first = Math.min(...stops.map((stop) => held.indexOf(stop)).map((at) => at < 0 ? Infinity : at));
      done = first !== Infinity;
      if (done) met = stops.find((stop) => held.startsWith(stop, first));
      let keep = 0;
      if (!done) {
        for (const stop of stops) {
          for (let length = Math.min(stop.length - 1, held.length); length > keep; length--) {
            if (held.endsWith(stop.slice(0, length))) keep = length;
          }
        }
      }
      const out = held.slice(0, done ? first : held.length - keep);
      held = done ? "" : held.slice(held.length - keep);
      return out;
    },
    end(): string {
      const rest = held;
      held = "";
      return rest;
    },
    get done(): boolean {
      return done;
    },
    get met(): string | undefined {
      return met;
    },
  };
}

/**
 * Puts filters one behind the other.
 *
 * @param filters The filters, in the order that a text passes them.
 * @returns One filter.
 */
export function chained(filters: TextFilter[]): TextFilter {
  return {
    push: (text: string): string => filters.reduce((piece, filter) => piece === "" ? "" : filter.push(piece), text),
    end: (): string => filters.reduce((rest, filter) => (rest === "" ? "" : filter.push(rest)) + filter.end(), ""),
    get done(): boolean {
      return filters.some((filter) => filter.done === true);
    },
    get met(): string | undefined {
      return filters.find((filter) => filter.met !== undefined)?.met;
    },
  };
}
