/**
 * Deadlines of many calls, and the one timer that they share.
 *
 * @module
 */
import { Alarm, type Waiter } from "../../src/client/alarm.ts";
import { assert, assertEquals } from "../deps.ts";
import { guarded } from "./guarded.ts";

/** Somebody who waits so many milliseconds, and says when that was over. */
function waiter(milliseconds: number): Waiter & { due: number; rung: Promise<number> } {
  const { promise, resolve } = Promise.withResolvers<number>();
  const one = {
    due: performance.now() + milliseconds,
    rung: promise,
    ring(now: number): void {
      one.due = Infinity;
      resolve(now);
    },
  };
  return one;
}

guarded("Alarm rings for each when it is due, whoever came first, and not before", async () => {
  const alarm = new Alarm();
  const waiters = [30, 10, 20].map(waiter);
  const dues = waiters.map(({ due }) => due);
  const order: number[] = [];
  for (const [at, one] of waiters.entries()) {
    void one.rung.then(() => order.push(at));
    alarm.watch(one);
  }
  const rung = await Promise.all(waiters.map(({ rung }) => rung));
  assertEquals(order, [1, 2, 0]);
  rung.forEach((now, at) => assert(now >= dues[at]!));
  for (const one of waiters) alarm.forget(one);
});

guarded("Alarm follows a deadline that is put off, or comes nearer", async () => {
  const alarm = new Alarm();
  const [off, near] = [waiter(5), waiter(60_000)];
  alarm.watch(off);
  alarm.watch(near);
  off.due += 20;
  near.due = performance.now() + 10;
  alarm.watch(near);
  await near.rung;
  const due = off.due;
  assert(await off.rung >= due);
  alarm.forget(off);
  alarm.forget(near);
});

guarded("Alarm sets one timer for all who wait, and leaves none when nobody does", () => {
  const { setTimeout: real } = globalThis;
  let timers = 0;
  globalThis.setTimeout = ((callback: () => void, after: number) => (timers++, real(callback, after))) as never;
  try {
    const alarm = new Alarm();
    const first = waiter(60_000);
    alarm.watch(first);
    for (let call = 0; call < 100; call++) {
      const one = waiter(60_000 + call);
      alarm.watch(one);
      alarm.forget(one);
    }
    assertEquals(timers, 1);
    // A timer that was left would fail this test
    alarm.forget(first);
  } finally {
    globalThis.setTimeout = real;
  }
});

guarded("Alarm forgets the one that is meant, wherever it stands, also while it rings", async () => {
  const alarm = new Alarm();
  const rung: number[] = [];
  const ones: Waiter[] = Array.from({ length: 20 }, (_, at) => ({
    due: performance.now() + 5,
    ring(): void {
      rung.push(at);
      alarm.forget(ones[at]!);
      // Its neighbour waits no longer, just as it would have been its turn
      if (at % 4 === 0) alarm.forget(ones[at + 1]!);
    },
  }));
  for (const one of ones) alarm.watch(one);
  for (let at = 2; at < 20; at += 4) alarm.forget(ones[at]!);
  // Nobody is forgotten twice
  for (let at = 2; at < 20; at += 4) alarm.forget(ones[at]!);
  const last = waiter(40);
  alarm.watch(last);
  await last.rung;
  alarm.forget(last);
  assertEquals(
    rung.toSorted((one, other) => one - other),
    ones.keys().filter((at) => at % 4 === 0 || at % 4 === 3).toArray(),
  );
});

guarded("Alarm keeps its timer while it is held, though nobody waits, and gives it up after that", () => {
  const set: number[] = [];
  const cleared: number[] = [];
  const timers = {
    set: () => set.push(set.length),
    clear: (timer: unknown) => void cleared.push(timer as number),
  };
  const alarm = new Alarm(timers);
  alarm.hold();
  for (let call = 0; call < 10; call++) {
    const one = waiter(1000 + call);
    alarm.watch(one);
    alarm.forget(one);
  }
  assertEquals([set.length, cleared.length], [1, 0]);
  alarm.release();
  assertEquals([set.length, cleared.length], [1, 1]);
});
