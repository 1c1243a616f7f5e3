/**
 * Deadlines in, a call back for each that passes out: one timer for all of them, however many wait.
 *
 * A timer of its own is among the dearest things that a call needs; as long as one is open, the others share its.
 *
 * @module
 */

import type { Timeouts } from "./options.ts";

/** The deadlines of a call that says nothing of its own, in milliseconds. */
export const DEADLINES: Readonly<Required<Timeouts>> = { firstByte: 900_000, idle: 300_000, total: 3_600_000 };
/** The longest that a timer can be set to, in milliseconds. */
const LONGEST = 2 ** 31 - 1;
/** So long after it went off it goes off again at the earliest: ten thousand streams beat in a few turns. */
const PAUSE = 20;

/** Who waits. */
export interface Waiter {
  /** When it wants to be called back, by the alarm's clock; it may put that off without saying so. */
  readonly due: number;
  /** Where the alarm keeps it; the alarm alone writes it, and only while it watches is it a number. */
  place?: number | undefined;
  /** Calls it back: what it waits for did not come in time. */
  ring(now: number): void;
}

/** Timers, as far as they are needed; handed in by tests. */
export interface Timers {
  /** Calls back once, later. */
  set(callback: () => void, milliseconds: number): unknown;
  /** Forgets it. */
  clear(timer: unknown): void;
}

const RUNTIME: Timers = {
  set: (callback, milliseconds) => setTimeout(callback, milliseconds),
  clear: (timer) => clearTimeout(timer as ReturnType<typeof setTimeout>),
};

/**
 * Watches over deadlines. It holds a timer only while somebody waits, or is about to.
 *
 * Who waits stands in an array, and not in a `Set`: a `Set` that lives long and changes often leaves a chain of outgrown tables
 * behind, by which V8 keeps all that ever waited until its next great collection.
 */
export class Alarm {
  /** Its clock, in milliseconds. */
  readonly now: () => number;
  readonly #timers: Timers;
  readonly #waiting: Waiter[] = [];
  /** How many are about to wait. */
  #held = 0;
  #timer: unknown;
  /** When the timer goes off: no later than anything is due. */
  #at = Infinity;

  /**
   * Creates an alarm. No timer is set yet.
   *
   * @param timers The timers.
   * @param now The clock, in milliseconds.
   */
  constructor(timers: Timers = RUNTIME, now: () => number = () => performance.now()) {
    this.#timers = timers;
    this.now = now;
  }

  /**
   * Begins to watch, or looks again: what is due may have come nearer.
   *
   * @param waiter Who waits.
   */
  watch(waiter: Waiter): void {
    waiter.place ??= this.#waiting.push(waiter) - 1;
    if (waiter.due < this.#at) this.#set(waiter.due - this.now());
  }

  /**
   * Forgets one.
   *
   * @param waiter Who waits no longer.
   */
  forget(waiter: Waiter): void {
    const { place } = waiter;
    if (place === undefined) return;
    waiter.place = undefined;
    // The last one takes its place
    const last = this.#waiting.pop()!;
    if (last !== waiter) {
      this.#waiting[place] = last;
      last.place = place;
    }
    this.#rest();
  }

  /** Keeps the timer, if there is one, though nobody should wait for a while: somebody soon will. */
  hold(): void {
    this.#held++;
  }

  /** Ends what `hold` began. */
  release(): void {
    this.#held--;
    this.#rest();
  }

  #rest(): void {
    if (this.#waiting.length > 0 || this.#held > 0 || this.#at === Infinity) return;
    this.#timers.clear(this.#timer);
    this.#at = Infinity;
  }

  #set(after: number): void {
    if (this.#at !== Infinity) this.#timers.clear(this.#timer);
    const wait = Math.min(Math.max(after, 0), LONGEST);
    this.#at = this.now() + wait;
    this.#timer = this.#timers.set(() => this.#ring(), wait);
  }

  #ring(): void {
    // Its hour has come, whatever a clock says that was set back, or is a little slow
    const now = Math.max(this.now(), this.#at);
    this.#at = Infinity;
    const late = this.#waiting.filter(({ due }) => due <= now).sort((one, other) => one.due - other.due);
    // Who is called back may forget another, or begin to wait anew
    for (const waiter of late) if (waiter.place !== undefined) waiter.ring(now);
    let next = Infinity;
    for (const { due } of this.#waiting) if (due < next) next = due;
    if (next < this.#at) this.#set(Math.max(next - now, late.length > 0 ? PAUSE : 0));
  }
}
