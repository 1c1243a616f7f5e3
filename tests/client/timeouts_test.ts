/**
 * Which deadlines hold, by default and by option, on a clock that is put forward by hand.
 *
 * @module
 */
import type { BedrockOptions } from "../../mod.ts";
import { Alarm } from "../../src/client/alarm.ts";
import type { ServiceName } from "../../src/client/endpoint.ts";
import { converseStream } from "../../src/client/operations.ts";
import type { CallOptions } from "../../src/client/options.ts";
import { ServiceClient } from "../../src/client/service_client.ts";
import { assertEquals } from "../deps.ts";
import { event, EVENT_STREAM } from "./fault_server.ts";
import { guarded } from "./guarded.ts";

/** A clock with an alarm, both put forward by hand. */
class Hand {
  now = 0;
  #timer: { callback: () => void; at: number } | undefined;
  readonly alarm = new Alarm({
    set: (callback, milliseconds) => this.#timer = { callback, at: this.now + milliseconds },
    clear: () => this.#timer = undefined,
  }, () => this.now);

  /** When the alarm goes off. */
  get due(): number {
    return this.#timer?.at ?? Infinity;
  }

  /** Puts the clock forward to a time, and lets the alarm go off on the way. */
  put(time: number): void {
    while (this.due <= time) {
      const { callback, at } = this.#timer!;
      [this.now, this.#timer] = [at, undefined];
      callback();
    }
    this.now = time;
  }
}

interface Wait extends BedrockOptions {
  /** @default {"bedrock-runtime"} */
  service?: ServiceName;
  /** Whether the stream begins, and falls silent; else there is no answer at all. */
  begun?: boolean;
  /** The call's own options. */
  call?: CallOptions;
}

/** Says after how many milliseconds a call is given up that nothing comes of. */
async function patience({ service = "bedrock-runtime", begun = false, call = {}, ...options }: Wait): Promise<number> {
  const hand = new Hand();
  const waiting = Promise.withResolvers<void>();
  const client = new ServiceClient(service, {
    region: "us-east-1",
    credentials: { apiKey: "key" },
    maxAttempts: 1,
    fetch: () => {
      if (!begun) {
        waiting.resolve();
        return new Promise(() => {});
      }
      let pulled = 0;
      const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
        pull: (controller) => {
          if (++pulled === 1) return controller.enqueue(event("messageStart", { role: "assistant" }));
          waiting.resolve();
          return new Promise(() => {});
        },
      }, { highWaterMark: 0 });
      return Promise.resolve(new Response(body, { headers: EVENT_STREAM }));
    },
    ...options,
  });
  client.road.alarm = hand.alarm;
  let thrown: { code?: string } | undefined;
  (async () => {
    for await (const _ of await client.stream(converseStream, { modelId: "m", messages: [] }, {}, call));
  })().catch((error) => thrown = error);
  await waiting.promise;
  while (hand.due < Infinity && !thrown) {
    hand.put(hand.due);
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
  if (!thrown) return Infinity;
  assertEquals(thrown.code, "Timeout");
  return hand.now;
}

guarded("BedrockOptions.timeouts: fifteen minutes to the first byte, five of silence, an hour in all", async () => {
  const firstByte = Infinity;
  assertEquals(await patience({}), 900_000);
  assertEquals(await patience({ begun: true }), 300_000);
  assertEquals(await patience({ timeouts: { firstByte } }), 3_600_000);
});

guarded("timeouts that are undefined count as left out, for a client and for a call", async () => {
  const none = { firstByte: undefined, idle: undefined, total: undefined } as CallOptions["timeouts"];
  for (const way of [{ timeouts: none }, { call: { timeouts: none } }] as Wait[]) {
    assertEquals(await patience(way), 900_000);
    assertEquals(await patience({ ...way, begun: true }), 300_000);
  }
  assertEquals(await patience({ timeouts: { idle: 7 }, call: { timeouts: none! }, begun: true }), 7);
  assertEquals(await patience({ timeouts: { total: 7 }, call: { timeouts: none! } }), 7);
});

guarded("BedrockOptions.timeouts: an agent that works in silence has fifteen minutes for it", async () => {
  assertEquals(await patience({ service: "bedrock-agent-runtime", begun: true }), 900_000);
  assertEquals(await patience({ service: "bedrock-agent-runtime", begun: true, timeouts: { idle: 7 } }), 7);
});

guarded("a refusal is told within ten seconds, though its body falls silent, or trickles without end", async () => {
  for (const [status, code] of [[400, "ValidationException"], [200, "InvalidResponse"]] as const) {
    for (const silent of [false, true]) {
      const hand = new Hand();
      const ended: unknown[] = [];
      const client = new ServiceClient("bedrock-runtime", {
        region: "us-east-1",
        credentials: { apiKey: "key" },
        maxAttempts: 1,
        fetch: () => {
          const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
            pull: async (controller) => {
              await new Promise((resolve) => setTimeout(resolve, 0));
              hand.put(hand.now + 1000);
              if (!silent || hand.now === 1000) return controller.enqueue(new TextEncoder().encode("No. "));
              hand.put(hand.due);
            },
            cancel: (reason) => void ended.push(reason),
          }, { highWaterMark: 0 });
          return Promise.resolve(new Response(body, { status, headers: { "content-type": "text/event-stream" } }));
        },
      });
      client.road.alarm = hand.alarm;
      const error = await client.stream(converseStream, { modelId: "m", messages: [] }, {}).catch((error) => error);
      assertEquals([error.code, error.status, hand.now, ended.length], [code, status, 10_000, 1]);
    }
  }
});
