/**
 * The client's promises about streams, for every runtime: none lies, none hangs, none runs on when nobody reads it.
 *
 * @module
 */
import { BedrockError, type BedrockStream } from "../mod.ts";
import { encodeMessage, EventStreamDecoder } from "../src/wire/event_stream.ts";
import type { Check } from "./conformance.ts";
import { abortable, clientOf, errorOf, MODEL, PROMPT, thrownBy, trouble } from "./conformance_client.ts";
import { assert, assertEquals } from "./deps.ts";

const question = { modelId: MODEL, messages: [{ role: "user" as const, content: [{ text: PROMPT }] }] };
const native = { modelId: MODEL, body: { messages: question.messages } };

/** Ways to break a stream, and what the error is called. */
const BREAKS: readonly [what: string, fault: string, code: string, atOnce?: boolean][] = [
  ["a clean cut at a frame's border", "cut", "StreamIncomplete"],
  ["a cut inside a frame", "cut-inside", "StreamIncomplete"],
  ["a connection that breaks off", "reset,slow=10", "StreamIncomplete"],
  ["a bad checksum", "bad-crc", "StreamCorrupted"],
  ["a bad prelude", "bad-prelude", "StreamCorrupted"],
  ["a modelled exception", "exception-midway=throttlingException", "ThrottlingException"],
  ["an exception that nobody modelled", "exception-midway=brandNewException", "BrandNewException"],
  ["an error frame", "error-frame=InternalFailure", "InternalFailure"],
  ["an empty body", "empty", "StreamIncomplete", true],
  ["another content type", "wrong-type", "InvalidResponse", true],
  ["an HTML page", "html", "ServiceUnavailableException", true],
  ["HTTP 200 with UnknownOperationException", "unknown-operation", "UnknownOperationException", true],
];

/** One event of Converse, in a frame. */
export function frame(type: string, payload: unknown): Uint8Array<ArrayBuffer> {
  return encodeMessage({
    headers: {
      ":message-type": { type: "string", value: "event" },
      ":event-type": { type: "string", value: type },
      ":content-type": { type: "string", value: "application/json" },
    },
    body: new TextEncoder().encode(JSON.stringify(payload)),
  }) as Uint8Array<ArrayBuffer>;
}

/** A stream without an end, that counts what was asked of it. */
export function endless(): { response: Response; pulls: () => number; cancelled: () => unknown } {
  let pulls = 0;
  let cancelled: unknown;
  const body = new ReadableStream<Uint8Array>({
    pull(controller): void {
      const text = ` word${pulls++}`;
      controller.enqueue(
        pulls === 1
          ? frame("messageStart", { role: "assistant" })
          : frame("contentBlockDelta", { contentBlockIndex: 0, delta: { text } }),
      );
    },
    cancel: (reason) => void (cancelled = reason ?? true),
  }, { highWaterMark: 0 });
  const response = new Response(body, { headers: { "content-type": "application/vnd.amazon.eventstream" } });
  return { response, pulls: () => pulls, cancelled: () => cancelled };
}

async function textOf(stream: BedrockStream<unknown>, read: (event: never) => string | undefined): Promise<string> {
  let text = "";
  for await (const event of stream) text += read(event as never) ?? "";
  return text;
}

const converseText = (event: { contentBlockDelta?: { delta: { text?: string } } }): string | undefined =>
  event.contentBlockDelta?.delta.text;

/** What a stream is held to. */
export const streamChecks: readonly Check[] = [
  {
    name: "promptStream() gives the text of prompt(), and last why it ended",
    async run({ endpoint }): Promise<void> {
      const bedrock = clientOf({ endpoint });
      const whole = await bedrock.prompt({ modelId: MODEL, prompt: PROMPT });
      let text = "";
      let last: unknown;
      for await (const chunk of await bedrock.promptStream({ modelId: MODEL, prompt: PROMPT })) {
        text += chunk.text;
        last = chunk.stopReason;
      }
      assertEquals([text, last], [whole.text, whole.stopReason]);
    },
  },
  {
    name: "converseStream() in pieces of one byte gives the same events",
    async run({ endpoint }): Promise<void> {
      const bedrock = clientOf({ endpoint });
      const events = async (words?: string): Promise<unknown[]> => {
        const found = [];
        const stream = await bedrock.converseStream(question, words ? trouble(words) : {});
        for await (const event of stream) if (!("metadata" in event)) found.push(event);
        return found;
      };
      assertEquals(await events("split=1"), await events());
    },
  },
  {
    name: "invokeModelWithResponseStream() in pieces of one byte gives the same chunks",
    async run({ endpoint }): Promise<void> {
      const bedrock = clientOf({ endpoint });
      const text = async (words?: string): Promise<string> => {
        const stream = await bedrock.invokeModelWithResponseStream(native, words ? trouble(words) : {});
        return await textOf(stream, converseText);
      };
      const whole = await text();
      assert(whole.length > 50);
      assertEquals(await text("split=1"), whole);
    },
  },
  {
    name: "EventStreamDecoder gives the same messages wherever the bytes are cut",
    run(): void {
      const bytes = frame("contentBlockDelta", { delta: { text: "hellö ✨" } });
      for (let at = 0; at <= bytes.length; at++) {
        const decoder = new EventStreamDecoder();
        const messages = [...decoder.push(bytes.slice(0, at)), ...decoder.push(bytes.slice(at))];
        decoder.end();
        assertEquals(messages.length, 1);
        assertEquals(new TextDecoder().decode(messages[0]!.body), '{"delta":{"text":"hellö ✨"}}');
      }
    },
  },
  ...BREAKS.flatMap(([what, fault, code, atOnce]) =>
    (["converseStream", "invokeModelWithResponseStream"] as const).map((method): Check => ({
      name: `${method}(): ${what} throws, with what came before`,
      async run({ endpoint }): Promise<void> {
        const bedrock = clientOf({ endpoint, maxAttempts: 1 });
        let text = "";
        const error = await errorOf(async () => {
          const stream: BedrockStream<unknown> = method === "converseStream"
            ? await bedrock.converseStream(question, trouble(`${fault},at=4`))
            : await bedrock.invokeModelWithResponseStream(native, trouble(`${fault},at=4`));
          for await (const event of stream) text += converseText(event as never) ?? "";
        });
        assertEquals(error.code, code);
        if (atOnce) return assertEquals(text, "");
        assert(text.length > 0, "something came before");
        assertEquals(error.partial?.text, text);
      },
    }))
  ),
  {
    name: "converseStream(): an exception in place of the first event is tried again",
    async run({ endpoint }): Promise<void> {
      const bedrock = clientOf({ endpoint });
      const mark = crypto.randomUUID();
      const input = { modelId: MODEL, messages: [{ role: "user" as const, content: [{ text: `Say ${mark}` }] }] };
      const stream = await bedrock.converseStream(input, trouble("exception-frame,times=1,slow=0"));
      assertEquals(stream.attempts, 2);
      assert((await textOf(stream, converseText)).length > 0);
    },
  },
  {
    name: "converseStream(): an event nobody knows is delivered",
    async run({ endpoint }): Promise<void> {
      const types: string[] = [];
      for await (const event of await clientOf({ endpoint }).converseStream(question, trouble("unknown-event"))) {
        types.push(...Object.keys(event));
      }
      const known = /^(messageSt|contentBlock|metadata)/;
      assertEquals(types.filter((type) => !known.test(type)).length, 1);
    },
  },
  {
    name: "invokeModelWithResponseStream(): an event nobody knows goes to onUnknownEvent",
    async run({ endpoint }): Promise<void> {
      const told: unknown[] = [];
      const stream = await clientOf({ endpoint }).invokeModelWithResponseStream(native, {
        ...trouble("unknown-event"),
        onUnknownEvent: (event) => void told.push(event),
      });
      for await (const chunk of stream) assert(typeof chunk === "object");
      assertEquals(told.length, 1);
    },
  },
  {
    name: "converseStream(): a frame that says it has 2 GiB is refused before there is room for it",
    async run(): Promise<void> {
      const forged = frame("messageStart", { role: "assistant" });
      // Beyond every cap, and the checksum of the prelude is not even right
      new DataView(forged.buffer).setUint32(0, 0x7ffffff0);
      const fetch = (): Promise<Response> =>
        Promise.resolve(
          new Response(forged, { headers: { "content-type": "application/vnd.amazon.eventstream" } }),
        );
      const error = await errorOf(() => clientOf({ fetch, maxAttempts: 1 }).converseStream(question));
      assertEquals(error.code, "StreamCorrupted");
    },
  },
  {
    name: "a silence beyond the deadline is a Timeout, with what came before",
    async run({ endpoint }): Promise<void> {
      const options = { ...trouble("stall,at=4"), timeouts: { idle: 200 } };
      const stream = await clientOf({ endpoint }).converseStream(question, options);
      const error = await errorOf(() => textOf(stream, converseText));
      assertEquals(error.code, "Timeout");
      assert(error.partial!.text.length > 0);
    },
  },
  {
    name: "an abort in the middle of a stream keeps its reason, and reaches the far end",
    async run({ endpoint, left }): Promise<void> {
      const { controller, signal, reason } = abortable();
      const stream = await clientOf({ endpoint }).converseStream(question, { ...trouble("slow=20"), signal });
      const error = await thrownBy(async () => {
        for await (const event of stream) if (converseText(event as never)) controller.abort(reason);
      });
      assertEquals(error, reason);
      assert(await left(stream.requestId), "the far end was not told");
    },
  },
  ...([
    ["break", async (stream) => {
      for await (const _event of stream) break;
    }],
    ["a throw", async (stream) => {
      await thrownBy(async () => {
        for await (const _event of stream) throw new Error("enough");
      });
    }],
    ["cancel()", (stream) => stream.cancel()],
    ["Symbol.asyncDispose", (stream) => stream[Symbol.asyncDispose]()],
    ["cancelling its web stream", async (stream) => {
      const reader = stream.toReadableStream().getReader();
      await reader.read();
      await reader.cancel("enough");
    }],
  ] as [string, (stream: BedrockStream<unknown>) => Promise<void>][]).map(([how, leave]): Check => ({
    name: `leaving a stream by ${how} reaches the far end`,
    async run({ endpoint, left }): Promise<void> {
      const stream = await clientOf({ endpoint }).converseStream(question, trouble("slow=20"));
      await leave(stream);
      assert(await left(stream.requestId), "the far end was not told");
    },
  })),
  {
    name: "a stream is read from the network no faster than it is read itself",
    async run(): Promise<void> {
      const { response, pulls, cancelled } = endless();
      const stream = await clientOf({ fetch: () => Promise.resolve(response) }).converseStream(question);
      const iterator = stream[Symbol.asyncIterator]();
      for (let count = 0; count < 5; count++) await iterator.next();
      await new Promise((resolve) => setTimeout(resolve));
      assert(pulls() <= 6, `${pulls()} frames were read for 5 events`);
      await iterator.return!();
      assert(cancelled());
    },
  },
  {
    name: "batches() gives every event, all that came together together, and leaving them reaches the far end",
    async run({ endpoint, left }): Promise<void> {
      const bedrock = clientOf({ endpoint });
      const one: unknown[] = [];
      for await (const event of await bedrock.converseStream(question)) if (!("metadata" in event)) one.push(event);
      const lists: unknown[][] = [];
      for await (const list of (await bedrock.converseStream(question)).batches()) lists.push([...list]);
      assertEquals(lists.flat().filter((event) => !("metadata" in (event as object))), one);
      assert(lists.every(({ length }) => length > 0));
      const stream = await bedrock.converseStream(question, trouble("slow=20"));
      for await (const _list of stream.batches()) break;
      assert(await left(stream.requestId), "the far end was not told");
      assert(await thrownBy(() => textOf(stream, converseText)) instanceof TypeError);
    },
  },
  {
    name: "many streams at a time are not mixed up",
    async run({ endpoint }): Promise<void> {
      const bedrock = clientOf({ endpoint });
      const ask = async (count: number): Promise<string> => {
        const prompt = `Count to ${count}`;
        let text = "";
        for await (const chunk of await bedrock.promptStream({ modelId: MODEL, prompt })) text += chunk.text;
        return text;
      };
      const counts = Array.from({ length: 16 }, (_, at) => at + 5);
      const together = await Promise.all(counts.map(ask));
      for (const [at, count] of counts.entries()) assertEquals(together[at], await ask(count));
      assertEquals(new Set(together).size, counts.length);
    },
  },
  {
    name: "a stream that failed goes on failing, and can be read once",
    async run({ endpoint }): Promise<void> {
      const stream = await clientOf({ endpoint }).converseStream(question, trouble("cut,at=2"));
      const iterator = stream[Symbol.asyncIterator]();
      const drain = async (): Promise<void> => {
        while (!(await iterator.next()).done);
      };
      const first = await errorOf(drain);
      assertEquals((await errorOf(drain)).code, first.code);
      assert(first instanceof BedrockError);
      assert(await thrownBy(() => textOf(stream, converseText)) instanceof TypeError);
    },
  },
];
