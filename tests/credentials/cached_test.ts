/** cached(): a provider, a clock and callers in; who asked whom, and what they got, out. */
import { assertEquals, assertRejects, assertStrictEquals, assertThrows } from "../deps.ts";
import { cached } from "../../src/credentials/cached.ts";
import type { Credentials } from "../../src/credentials/identity.ts";
import { Clock, strict } from "./recorded.ts";

const clock = (): Clock => new Clock();
const keys = (name: string, expiration?: Date): Credentials => ({
  accessKeyId: name,
  secretAccessKey: "secret",
  ...(expiration === undefined ? {} : { expiration }),
});

/** A provider whose answers are given by hand. */
function byHand(): {
  asked: { signal?: AbortSignal; region?: string; give(value: Credentials): void; fail(error: Error): void }[];
  provider: (context?: { signal?: AbortSignal; region?: string }) => Promise<Credentials>;
} {
  const asked: ReturnType<typeof byHand>["asked"] = [];
  return {
    asked,
    provider: (context = {}) =>
      new Promise((give, fail) => {
        asked.push({ ...context, give, fail });
      }),
  };
}

const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 10; turn++) await Promise.resolve();
};

Deno.test("cached() asks once for any number of callers", strict, async () => {
  const { asked, provider } = byHand();
  const get = cached(provider, { now: clock().now });
  const callers = Array.from({ length: 100 }, () => get());
  await settle();
  assertEquals(asked.length, 1);
  asked[0]!.give(keys("first"));
  const given = await Promise.all(callers);
  for (const one of given) assertStrictEquals(one, given[0]);
});

Deno.test("cached() keeps for good what does not expire", strict, async () => {
  const time = clock();
  let asked = 0;
  const get = cached(() => Promise.resolve(keys(`${++asked}`)), { now: time.now });
  await get();
  time.advance(60 * 24 * 365);
  assertEquals((await get()).accessKeyId, "1");
});

Deno.test("cached() refreshes five minutes before expiry, and not sooner", strict, async () => {
  const time = clock();
  let asked = 0;
  const get = cached(() => Promise.resolve(keys(`${++asked}`, time.in(60))), { now: time.now });
  assertEquals((await get()).accessKeyId, "1");
  time.advance(54.9);
  assertEquals((await get()).accessKeyId, "1");
  time.advance(0.2);
  assertEquals((await get()).accessKeyId, "2");
});

Deno.test("cached() refreshes as early as it is told", strict, async () => {
  const time = clock();
  let asked = 0;
  const get = cached(() => Promise.resolve(keys(`${++asked}`, time.in(60))), { now: time.now, refreshBeforeMs: 0 });
  await get();
  time.advance(59.9);
  assertEquals((await get()).accessKeyId, "1");
  time.advance(0.1);
  assertEquals((await get()).accessKeyId, "2");
});

Deno.test("cached() keeps the old ones while a refresh fails, and only while they are valid", strict, async () => {
  const time = clock();
  let asked = 0;
  const get = cached(() => {
    asked++;
    return asked === 1 ? Promise.resolve(keys("1", time.in(10))) : Promise.reject(new Error("down"));
  }, { now: time.now });
  await get();
  time.advance(6);
  assertEquals((await get()).accessKeyId, "1");
  assertEquals(asked, 2);
  time.advance(4.1);
  await assertRejects(() => get(), Error, "down");
  assertEquals(asked, 3);
});

Deno.test("cached() rests after a refresh that failed, for half a minute at most", strict, async () => {
  const time = clock();
  let asked = 0;
  const get = cached(() => {
    asked++;
    return asked === 1 ? Promise.resolve(keys("1", time.in(10))) : Promise.reject(new Error("down"));
  }, { now: time.now });
  await get();
  time.advance(6);
  for (let call = 0; call < 50; call++) await get();
  assertEquals(asked, 2);
  time.advance(0.6);
  await get();
  assertEquals(asked, 3);
});

Deno.test("cached() does not ask for each call when what it gets is always short-lived", strict, async () => {
  const time = clock();
  let asked = 0;
  const get = cached(() => Promise.resolve(keys(`${++asked}`, time.in(2))), { now: time.now });
  for (let call = 0; call < 50; call++) await get();
  assertEquals(asked, 1);
  time.advance(0.6);
  assertEquals((await get()).accessKeyId, "2");
});

Deno.test("cached() serves others with what is still valid while one refreshes", strict, async () => {
  const time = clock();
  const { asked, provider } = byHand();
  const get = cached(provider, { now: time.now });
  const first = get();
  await settle();
  asked[0]!.give(keys("old", time.in(10)));
  await first;
  time.advance(6);
  const refresher = get();
  assertEquals((await get()).accessKeyId, "old");
  asked[1]!.give(keys("new", time.in(60)));
  assertEquals((await refresher).accessKeyId, "new");
  assertEquals((await get()).accessKeyId, "new");
});

Deno.test("cached() does not fail the others when one gives up, and keeps its reason", strict, async () => {
  const { asked, provider } = byHand();
  const get = cached(provider, { now: clock().now });
  const leaver = new AbortController();
  const left = get({ signal: leaver.signal });
  const stayed = get();
  await settle();
  const reason = new Error("gone for lunch");
  leaver.abort(reason);
  assertStrictEquals(await left.catch((error) => error), reason);
  assertEquals(asked[0]!.signal?.aborted, false);
  asked[0]!.give(keys("1"));
  assertEquals((await stayed).accessKeyId, "1");
});

Deno.test("cached() ends the asking when the last one gives up, and asks anew for the next", strict, async () => {
  const { asked, provider } = byHand();
  const get = cached(provider, { now: clock().now });
  const leaver = new AbortController();
  const left = get({ signal: leaver.signal });
  await settle();
  leaver.abort(new Error("gone"));
  await assertRejects(() => left, Error, "gone");
  assertEquals(asked[0]!.signal?.aborted, true);
  const next = get();
  await settle();
  assertEquals(asked.length, 2);
  asked[0]!.give(keys("late"));
  asked[1]!.give(keys("fresh"));
  assertEquals((await next).accessKeyId, "fresh");
  assertEquals((await get()).accessKeyId, "fresh");
});

Deno.test("cached() asks nobody for a caller that has given up before", strict, async () => {
  const { asked, provider } = byHand();
  const get = cached(provider);
  await assertRejects(() => get({ signal: AbortSignal.abort(new Error("early")) }), Error, "early");
  await settle();
  assertEquals(asked.length, 0);
});

Deno.test("cached() joins no asking that has hung for longer than its time", strict, async () => {
  const time = clock();
  const { asked, provider } = byHand();
  const get = cached(provider, { now: time.now });
  const hung = get();
  await settle();
  time.advance(2);
  const next = get();
  await settle();
  asked[1]!.give(keys("second"));
  assertEquals((await next).accessKeyId, "second");
  asked[0]!.give(keys("first"));
  await hung;
  assertEquals((await get()).accessKeyId, "second");
});

Deno.test("cached() gives up on a provider that never answers", strict, async () => {
  const get = cached(() => new Promise<Credentials>(() => {}), { timeoutMs: 5 });
  await assertRejects(() => get(), Error, "did not answer within 5 ms");
});

Deno.test("cached() goes on with what is valid when a refresh hangs, and rests before the next", strict, async () => {
  const time = clock();
  const { asked, provider } = byHand();
  const get = cached(provider, { now: time.now, timeoutMs: 30 });
  const first = get();
  await settle();
  asked[0]!.give(keys("old", time.in(10)));
  await first;
  time.advance(6);
  assertEquals((await get()).accessKeyId, "old");
  assertEquals(asked[1]!.signal?.aborted, true);
  for (let call = 0; call < 10; call++) await get();
  assertEquals(asked.length, 2);
});

Deno.test("cached() passes on a provider's failure, also one thrown at once, and forgets it", strict, async () => {
  let asked = 0;
  const get = cached(() => {
    if (++asked === 1) throw new TypeError("thrown");
    return Promise.resolve(keys("2"));
  });
  await assertRejects(() => get(), TypeError, "thrown");
  assertEquals((await get()).accessKeyId, "2");
});

Deno.test("cached() hands the call's region on", strict, async () => {
  const { asked, provider } = byHand();
  const got = cached(provider)({ region: "eu-west-1" });
  await settle();
  assertEquals(asked[0]!.region, "eu-west-1");
  asked[0]!.give(keys("1"));
  await got;
});

Deno.test("cached() refuses times that are none", strict, () => {
  for (const options of [{ refreshBeforeMs: -1 }, { timeoutMs: NaN }]) {
    assertThrows(() => cached(() => Promise.resolve(keys("1")), options), RangeError, "Cannot cache credentials");
  }
});
