/**
 * The local time in, the time that AWS has out: what the clocks differ by is learned from the answers.
 *
 * @module
 */

/** Signatures are good for five minutes: a clock that is this far off is corrected before that. */
const TOLERANCE = 4 * 60_000;
/** An answer that took this long says nothing about the present. */
const STALE = 15 * 60_000;

/** A clock that knows how far it is off. */
export class Clock {
  readonly #now: () => Date;
  readonly #fixed: boolean;
  #offset = 0;
  #second = NaN;
  #stamp = "";
  /** The last answer's `Date`, as it was written, and in milliseconds: answers come many to a second. */
  #date = "";
  #read = NaN;

  /**
   * Creates a clock.
   *
   * @param now The local clock.
   * @param fixed Whether the clock is never corrected.
   */
  constructor(now: () => Date, fixed: boolean) {
    this.#now = now;
    this.#fixed = fixed;
  }

  /** The local time, in milliseconds. */
  local(): number {
    return this.#now().getTime();
  }

  /** How far AWS's clock is ahead of the local one, in milliseconds, as far as is known. */
  get offset(): number {
    return this.#offset;
  }

  /** The corrected time, as signatures write it: `20260115T123456Z`. */
  stamp(): string {
    const second = Math.floor((this.local() + this.#offset) / 1000);
    if (second !== this.#second) {
      this.#second = second;
      this.#stamp = new Date(second * 1000).toISOString().replace(/[:-]|\.\d{3}/g, "");
    }
    return this.#stamp;
  }

  /**
   * Compares the clock with an answer's `Date`.
   *
   * @param headers The answer's headers.
   * @param sent The local time at which the question was sent.
   */
  learn(headers: Headers, sent: number): void {
    const local = this.local();
    const date = headers.get("date") ?? "";
    if (date !== this.#date) {
      this.#date = date;
      this.#read = Date.parse(date);
    }
    const offset = this.#read - local;
    // What a cache answers has the time at which it was stored
    if (this.#fixed || headers.get("age") !== null || local - sent > STALE) return;
    if (Math.abs(offset - this.#offset) >= TOLERANCE) this.#offset = offset;
  }
}
