/**
 * Waits in, calls back out, by an alarm that all requests of a gateway share: most are forgotten before they go off, and a timer
 * for each is among the dearest things that a request would need.
 *
 * @module
 */
import type { Alarm, Timers, Waiter } from "../client/alarm.ts";

/**
 * Makes timers of an alarm.
 *
 * @param alarm The alarm.
 * @returns Timers that may go off some milliseconds late.
 */
export function sharedTimers(alarm: Alarm): Timers {
  return {
    set(callback: () => void, milliseconds: number): Waiter {
      const waiter: Waiter = {
        due: alarm.now() + milliseconds,
        place: undefined,
        ring(): void {
          alarm.forget(waiter);
          callback();
        },
      };
      alarm.watch(waiter);
      return waiter;
    },
    clear: (waiter) => alarm.forget(waiter as Waiter),
  };
}
