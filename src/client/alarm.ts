/**
 * Deadlines in, a call back for each that passes out: one timer for all of them, however many wait.
 *
 * A timer for each call is among the dearest things that a call needs; as long as one call is open, the others share its.
 *
 * @module
 */

/** The longest that a timer can be set to. */
const LONGEST = 2 ** 31 - 1;

/** Who waits. */
export interface Waiter {
  /** When it wants to be called back, by `performance.now()`; it may put that off without saying so. */
  readonly due: number;
  /** Calls it back: what it waits for did not come in time. */
  ring(now: number): void;
}

/** Watches over deadlines. It holds a timer only while somebody waits. */
export class Alarm {
  readonly #waiting = new Set<Waiter>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** When the timer goes off: no later than anything is due. */
  #at = Infinity;

  /**
   * Begins to watch, or looks again: what is due may have come nearer.
   *
   * @param waiter Who waits.
   */
  watch(waiter: Waiter): void {
    this.#waiting.add(waiter);
    this.#set(waiter.due);
  }

  /**
   * Forgets one.
   *
   * @param waiter Who waits no longer.
   */
  forget(waiter: Waiter): void {
    this.#waiting.delete(waiter);
    if (this.#waiting.size > 0) return;
    clearTimeout(this.#timer);
    this.#at = Infinity;
  }

  #set(due: number): void {
    if (due >= this.#at) return;
    clearTimeout(this.#timer);
    this.#at = due;
    this.#timer = setTimeout(() => {
      this.#at = Infinity;
      const now = performance.now();
      for (const waiter of this.#waiting) {
        if (waiter.due <= now) waiter.ring(now);
      }
      for (const { due } of this.#waiting) this.#set(due);
    }, Math.min(Math.max(due - performance.now(), 0), LONGEST));
  }
}
