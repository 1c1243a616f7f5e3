/**
 * Answers that end, break off or go on in, how a call that is left takes leave of them out.
 *
 * @module
 */
import type { Alarm, Waiter } from "../../src/client/alarm.ts";
import { fetchBothWays } from "../../src/client/bidirectional_fetch.ts";
import { assertEquals, assertRejects, assertStrictEquals } from "../deps.ts";
import { guarded } from "./guarded.ts";
import { chat, names, settled, SONIC, speaker, Talk } from "./talking.ts";

/** A call whose far end says what it is told to. */
class Call {
  /** Ends the call. */
  readonly caller = new AbortController();
  /** What it was left for. */
  readonly left: unknown[] = [];
  /** What was asked of the far end's body, and what became of it. */
  readonly seen: string[] = [];
  /** Who waits for a deadline. */
  readonly waiting = new Set<Waiter>();
  /** What the far end was called with. */
  init!: RequestInit;
  #body!: ReadableStreamDefaultController<Uint8Array<ArrayBuffer>>;

  /** Calls. */
  send(): Promise<Response> {
    const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
      start: (controller) => void (this.#body = controller),
      pull: () => void this.seen.push("pull"),
      cancel: () => void this.seen.push("cancel"),
    }, { highWaterMark: 0 });
    const alarm: Pick<Alarm, "now" | "watch" | "forget"> = {
      now: () => 0,
      watch: (waiter) => void this.waiting.add(waiter),
      forget: (waiter) => void this.waiting.delete(waiter),
    };
    return fetchBothWays("https://far.example", { signal: this.caller.signal }, {
      fetch: (_, init) => {
        this.init = init!;
        return Promise.resolve(new Response(body, { status: 201, headers: { "x-far": "yes" } }));
      },
      alarm: alarm as Alarm,
      onLeave: (reason) => void this.left.push(reason),
    });
  }

  /** Says something. */
  say(text: string): void {
    this.#body.enqueue(new TextEncoder().encode(text));
  }

  /** Breaks off. */
  breakOff(): void {
    this.#body.error(new TypeError("connection reset"));
  }

  /** Comes to the end. */
  end(): void {
    this.#body.close();
  }
}

guarded("fetchBothWays() hands out the answer as it comes, and listens to nobody behind its end", async () => {
  const call = new Call();
  const response = await call.send();
  assertEquals([response.status, response.headers.get("x-far"), call.seen], [201, "yes", []]);
  const text = response.text();
  call.say("hello");
  call.end();
  assertEquals(await text, "hello");
  call.caller.abort();
  await settled();
  assertEquals([call.left, call.waiting.size, call.init.signal!.aborted], [[], 0, false]);
});

for (
  const [how, leave] of [
    ["cancel", (_, response, reason) => response.body!.cancel(reason)],
    ["abort", (call, _, reason) => call.caller.abort(reason)],
  ] as [string, (call: Call, response: Response, reason: Error) => unknown][]
) {
  guarded(`fetchBothWays(), left by ${how}, reads on into nothing until the far end breaks off`, async () => {
    const call = new Call();
    const response = await call.send();
    const reason = new Error("enough");
    leave(call, response, reason);
    assertEquals([call.left, call.waiting.size], [[reason], 1]);
    // Who left once cannot leave again
    call.caller.abort();
    for (let more = 0; more < 5; more++) {
      call.say("still");
      await settled(1);
    }
    assertEquals([call.init.signal!.aborted, call.seen.includes("cancel")], [false, false]);
    call.breakOff();
    await settled();
    assertEquals([call.left, call.waiting.size, call.seen.includes("cancel")], [[reason], 0, false]);
  });

  guarded(`fetchBothWays(), left by ${how}, gives the connection up when the far end does not break off`, async () => {
    const call = new Call();
    leave(call, await call.send(), new Error("enough"));
    const [waiter] = call.waiting;
    waiter!.ring(waiter!.due);
    await settled();
    assertEquals([call.init.signal!.aborted, call.seen.includes("cancel"), call.waiting.size], [true, true, 0]);
  });
}

guarded("fetchBothWays() fails a reader with the reason that the call was left for", async () => {
  const call = new Call();
  const { body } = await call.send();
  const read = body!.getReader().read();
  const reason = new Error("enough");
  call.caller.abort(reason);
  assertStrictEquals(await assertRejects(() => read), reason);
  call.breakOff();
  await settled();
});

guarded("fetchBothWays() gives up at once as long as there is no answer", async () => {
  const caller = new AbortController();
  const reason = new Error("enough");
  const thrown = assertRejects(() =>
    fetchBothWays("https://far.example", { signal: caller.signal }, {
      fetch: (_, init) =>
        new Promise((_, reject) => init!.signal!.addEventListener("abort", () => reject(init!.signal!.reason))),
      alarm: undefined as never,
      onLeave: () => {},
    })
  );
  caller.abort(reason);
  assertStrictEquals(await thrown, reason);
});

guarded(
  "invokeModelWithBidirectionalStream() gives a connection that failed none of the next one's events",
  async () => {
    const bodies: ReadableStream<Uint8Array>[] = [];
    const late: string[] = [];
    const bedrock = speaker((_, init) => {
      bodies.push(init!.body as ReadableStream<Uint8Array>);
      if (bodies.length === 1) return Promise.resolve(new Response(null, { status: 503 }));
      const [reader, answer] = [bodies[1]!.getReader(), Response.json({}, { status: 400 })];
      return reader.read().then(() => answer);
    }, {
      // The first connection wakes up while the call waits
      sleep: () =>
        bodies[0]!.getReader().read().then(() => late.push("event"), () => late.push("failure")).then(() => {}),
    });
    const body = new Talk(chat("x"));
    await assertRejects(async () => names(await bedrock.invokeModelWithBidirectionalStream({ modelId: SONIC, body })));
    assertEquals([bodies.length, late, body.taken], [2, ["failure"], 1]);
    await settled();
  },
);
