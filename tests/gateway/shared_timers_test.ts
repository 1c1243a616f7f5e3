import { Alarm } from "../../src/client/alarm.ts";
import { sharedTimers } from "../../src/gateway/shared_timers.ts";
import { assertEquals } from "../deps.ts";
import { HandTimers } from "./far_end.ts";

const OPTIONS = { sanitizeOps: true, sanitizeResources: true };

Deno.test("sharedTimers() calls each back at its time, with one timer for all", OPTIONS, async () => {
  const timers = new HandTimers();
  const shared = sharedTimers(new Alarm(timers, () => timers.time));
  const told: [string, number][] = [];
  const tell = (name: string) => (): void => void told.push([name, timers.time]);
  for (const [name, after] of [["last", 9000], ["first", 1000], ["gone", 2000], ["next", 5000]] as const) {
    const timer = shared.set(tell(name), after);
    if (name === "gone") shared.clear(timer);
    assertEquals(timers.size, 1);
  }
  await timers.pass(4999);
  assertEquals(told, [["first", 1000]]);
  shared.set(tell("soon after"), 11);
  await timers.pass(10_000);
  assertEquals(told.slice(1), [["next", 5000], ["soon after", 5020], ["last", 9000]]);
  assertEquals(timers.size, 0);
});

Deno.test("sharedTimers() runs no timer when all are forgotten, and none twice", OPTIONS, async () => {
  const timers = new HandTimers();
  const shared = sharedTimers(new Alarm(timers, () => timers.time));
  let calls = 0;
  const one = shared.set(() => calls++, 10);
  // Whoever is called back may forget another that is due at the same time, and start anew
  const call = (which: number) => (): void => {
    shared.clear(others[1 - which]);
    if (++calls < 3) shared.set(() => calls++, 0);
  };
  const others = [shared.set(call(0), 10), shared.set(call(1), 10)];
  shared.clear(one);
  await timers.pass(1000);
  assertEquals([calls, timers.size], [2, 0]);
  shared.clear(shared.set(() => calls++, 10));
  shared.clear(one);
  assertEquals(timers.size, 0);
});
