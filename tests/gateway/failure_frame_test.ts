/** Event streams through the gateway: a failure's frame names no account, and every other byte is as it came. */
import { assert, assertEquals, assertRejects, assertStringIncludes } from "../deps.ts";
import { eventStreamCodec } from "../clients.ts";
import {
  concat,
  converseFrames,
  cut,
  event,
  exception,
  frameAround,
  invokeFrames,
  stringHeader,
} from "../wire/streams.ts";
import { decodeMessage } from "../../src/wire/event_stream.ts";
import { type Bench, createBench, eventStream, OPTIONS, QUESTION } from "./far_end.ts";

const ARN = "arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.amazon.nova-lite-v1:0";
const START = event("messageStart", '{"role":"assistant"}');
const DELTA = event("contentBlockDelta", JSON.stringify({ contentBlockIndex: 0, delta: { text: `see ${ARN}` } }));
const STOP = event("messageStop", '{"stopReason":"end_turn"}');
const PLAIN = exception("throttlingException", '{ "message" : "slow down", "n": 1.0 }');
const NAMING = exception(
  "modelStreamErrorException",
  JSON.stringify({ message: `no access to ${ARN}`, originalMessage: ARN, originalStatusCode: 500, p: "abc" }),
);
/** An error that no model of the service knows: all it says is in its headers. */
const ERROR = frameAround(
  concat([
    stringHeader(":error-code", "InternalError"),
    stringHeader(":error-message", `account 123456789012 and ${ARN}`),
    stringHeader(":message-type", "error"),
  ]),
  new Uint8Array(0),
);
/** Headers in another order than Bedrock's. */
const STRANGE = frameAround(
  concat([stringHeader(":message-type", "event"), stringHeader(":event-type", "contentBlockDelta")]),
  new TextEncoder().encode(`{"delta":{"text":"${ARN}"}}`),
);

function ask(pieces: Uint8Array[]): [Promise<Response>, Bench] {
  const bench = createBench({ player: () => eventStream(pieces) });
  return [bench.post("/model/amazon.nova-lite-v1:0/converse-stream", QUESTION), bench];
}

async function relayed(pieces: Uint8Array[]): Promise<Uint8Array> {
  return await (await ask(pieces)[0]).bytes();
}

/** The stream cut in two at every byte, and in pieces of every small size. */
function* cuts(bytes: Uint8Array): Generator<Uint8Array[]> {
  for (let at = 0; at < bytes.length; at++) yield [bytes.slice(0, at), bytes.slice(at)].filter((one) => one.length > 0);
  for (let size = 1; size <= 64; size++) yield cut(bytes, size);
}

Deno.test("native: an exception that names an account is told without, wherever it is cut", OPTIONS, async () => {
  const [first] = cuts(concat([START, DELTA, NAMING]));
  const wanted = await relayed(first!);
  assertEquals(wanted.slice(0, START.length + DELTA.length), concat([START, DELTA]));
  const told = decodeMessage(wanted.slice(START.length + DELTA.length));
  assertEquals(Object.keys(told.headers), [":exception-type", ":content-type", ":message-type"]);
  assertEquals(JSON.parse(new TextDecoder().decode(told.body)), {
    message: "no access to [arn]",
    originalMessage: "[arn]",
    originalStatusCode: 500,
    p: "abc",
  });
  for (const pieces of cuts(concat([START, DELTA, NAMING]))) {
    const [response, bench] = ask(pieces);
    assertEquals(await (await response).bytes(), wanted);
    assertEquals([bench.reports[0]?.outcome, bench.reports[0]?.errorCode], ["error", "ModelStreamErrorException"]);
  }
});

Deno.test("native: AWS's own codec reads a failure that was written anew", OPTIONS, async () => {
  const { EventStreamCodec } = await eventStreamCodec();
  const codec = new EventStreamCodec(
    (bytes) => typeof bytes === "string" ? bytes : new TextDecoder().decode(bytes),
    (text) => new TextEncoder().encode(text),
  );
  const { headers, body } = codec.decode(await relayed([NAMING]));
  assertEquals(headers[":exception-type"], { type: "string", value: "modelStreamErrorException" });
  assertEquals(headers[":message-type"], { type: "string", value: "exception" });
  assertEquals(JSON.parse(new TextDecoder().decode(body)).message, "no access to [arn]");
  const error = codec.decode(
    await relayed([START, ERROR].map((frame) => frame.slice())).then((all) => all.slice(START.length)),
  );
  assertEquals(error.headers[":error-code"], { type: "string", value: "InternalError" });
  assertEquals(error.headers[":error-message"], { type: "string", value: "account [account] and [arn]" });
});

Deno.test("native: an error of the stream's own is told without, wherever it is cut", OPTIONS, async () => {
  const wanted = await relayed([START, ERROR]);
  assertStringIncludes(new TextDecoder().decode(wanted), "account [account] and [arn]");
  for (const pieces of cuts(concat([START, ERROR]))) assertEquals(await relayed(pieces), wanted);
});

Deno.test(
  "native: events, and failures that name nobody, pass byte for byte, wherever they are cut",
  OPTIONS,
  async () => {
    for (const frames of [[START, DELTA, STRANGE, STOP], [START, DELTA, PLAIN], [STRANGE, PLAIN]]) {
      const bytes = concat(frames);
      for (const pieces of cuts(bytes)) assertEquals(await relayed(pieces), bytes);
    }
  },
);

Deno.test("native: many events pass byte for byte in reads of any size", OPTIONS, async () => {
  const bytes = concat([...converseFrames(40), ...invokeFrames(40), STOP]);
  for (const size of [1, 3, 15, 16, 17, 100, 1000, 16_384]) assertEquals(await relayed(cut(bytes, size)), bytes);
});

Deno.test(
  "native: a failure that is damaged or too long cuts the stream, and nothing of it passes",
  OPTIONS,
  async () => {
    const damaged = NAMING.slice();
    damaged[damaged.length - 6]! ^= 1;
    const long = exception("validationException", JSON.stringify({ message: ARN + "x".repeat(70_000) }));
    for (const frame of [damaged, long]) {
      for (const pieces of [[START, frame], [START, ...cut(frame, 1000)], [START, ...cut(frame, 10)]]) {
        const [response, bench] = ask(pieces);
        const reader = (await response).body!.getReader();
        assertEquals((await reader.read()).value, START);
        await assertRejects(() => reader.read());
        assertEquals([bench.reports[0]?.outcome, bench.reports[0]?.errorCode], ["error", "StreamCorrupted"]);
      }
    }
  },
);

Deno.test(
  "native: a failure's frame that is cut short cuts the stream, and nothing of it passes",
  OPTIONS,
  async () => {
    for (const size of [1, 8, 100, 10_000]) {
      const [response, bench] = ask([START, ...cut(NAMING.slice(0, -1), size)]);
      const reader = (await response).body!.getReader();
      assertEquals((await reader.read()).value, START);
      await assertRejects(() => reader.read());
      assertEquals(bench.reports[0]?.errorCode, "StreamIncomplete");
    }
  },
);

Deno.test("native: bytes that are no frames pass as they come, and the stream is cut", OPTIONS, async () => {
  for (const garbage of [new Uint8Array(40), new Uint8Array(40).fill(0xff), Uint8Array.of(0, 0, 0, 13, 0, 0, 0, 9)]) {
    for (const size of [1, 40]) {
      const [response, bench] = ask(cut(garbage, size));
      await assertRejects(async () => await (await response).bytes());
      assert(bench.reports[0]?.outcome === "error");
    }
  }
});
