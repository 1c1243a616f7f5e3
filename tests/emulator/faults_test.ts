import { assert, assertEquals, assertMatch, assertRejects, assertStringIncludes } from "../deps.ts";
import { eventStreamCodec } from "../clients.ts";
import { EventStreamDecoder } from "../../src/wire/event_stream.ts";
import { caller, user } from "./calling.ts";
import { serve } from "./serving.ts";

const options = { sanitizeOps: true, sanitizeResources: true };
const MODEL = "amazon.nova-lite-v1:0";
const PATH = `/model/${encodeURIComponent(MODEL)}/converse-stream`;
const body = { messages: [user("count to 9")] };
const text = new TextDecoder();

/** Streams with a fault, and returns the bytes of each read. */
async function reads(fault: string): Promise<Uint8Array[]> {
  const response = await caller().send(PATH, body, { "x-emulator-fault": fault });
  assertEquals(response.status, 200);
  const found: Uint8Array[] = [];
  for await (const chunk of response.body!) found.push(chunk);
  return found;
}

function join(parts: Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

function typesIn(bytes: Uint8Array): string[] {
  const messages = new EventStreamDecoder().push(bytes);
  return messages.map(({ headers }) =>
    String((headers[":event-type"] ?? headers[":exception-type"] ?? headers[":error-code"])!.value)
  );
}

Deno.test("x-emulator-fault: throttle answers 429, with the wait that was asked for", options, async () => {
  const { ask } = caller();
  const bare = await ask(PATH, body, { "x-emulator-fault": "throttle" });
  assertEquals([bare.status, bare.error, bare.headers.get("x-amz-retry-after")], [429, "ThrottlingException", null]);
  const timed = await ask(PATH, body, { "x-emulator-fault": "throttle=1500" });
  assertEquals(timed.headers.get("x-amz-retry-after"), "1500");
});

Deno.test("x-emulator-fault: error answers any of the service's errors with its status", options, async () => {
  const statuses = {
    ModelErrorException: 424,
    ModelNotReadyException: 429,
    ModelTimeoutException: 408,
    InternalServerException: 500,
    ServiceUnavailableException: 503,
    AccessDeniedException: 403,
    ServiceQuotaExceededException: 400,
  };
  for (const [code, status] of Object.entries(statuses)) {
    const reply = await caller().ask(PATH, body, { "x-emulator-fault": `error=${code}` });
    assertEquals([reply.status, reply.error], [status, code]);
    assertEquals(reply.headers.get("x-amzn-errortype"), `${code}:http://internal.amazon.com/coral/com.amazon.bedrock/`);
  }
});

Deno.test(
  "x-emulator-fault: a word that is no fault is refused, and so is an error nobody knows",
  options,
  async () => {
    const reply = await caller().ask(PATH, body, { "x-emulator-fault": "throtle" });
    assertEquals(reply.status, 400);
    assertStringIncludes(reply.body.message, 'no fault is called "throtle"');
    assertEquals((await caller().ask(PATH, body, { "x-emulator-fault": "error=Nothing" })).status, 400);
  },
);

Deno.test(
  "x-emulator-fault: html, unknown-operation and network answer as what stands before Bedrock does",
  options,
  async () => {
    const page = await caller().send(PATH, body, { "x-emulator-fault": "html=503" });
    assertEquals([page.status, page.headers.get("content-type")], [503, "text/html"]);
    assertMatch(await page.text(), /^<html>/);
    const unknown = await caller().ask(PATH, body, { "x-emulator-fault": "unknown-operation" });
    assertEquals([unknown.status, unknown.body.Output.__type], [
      200,
      "com.amazon.coral.service#UnknownOperationException",
    ]);
    await assertRejects(() => caller().send(PATH, body, { "x-emulator-fault": "network" }), TypeError);
  },
);

Deno.test("x-emulator-fault: what cannot be done is refused in words, and not by a failure", options, async () => {
  for (const fault of ["error=toString", "error=constructor", "html=9999", "html=204", "html=99.5", "toString"]) {
    const response = await caller().send(PATH, body, { "x-emulator-fault": fault });
    assertEquals(response.status, 400, fault);
    assertStringIncludes((await response.json()).message, "Cannot apply fault: ", fault);
  }
});

Deno.test("x-emulator-fault: hang answers nothing until the caller's signal aborts", options, async () => {
  const { emulator } = caller();
  const leaving = new AbortController();
  const waiting = emulator("https://bedrock-runtime.us-east-1.amazonaws.com" + PATH, {
    ...{ method: "POST", body: JSON.stringify(body), signal: leaving.signal },
    headers: { authorization: "Bearer bedrock-emulator-api-key", "x-emulator-fault": "hang" },
  });
  let settled = false;
  waiting.catch(() => {}).finally(() => settled = true);
  for (let i = 0; i < 20; i++) await Promise.resolve();
  assertEquals(settled, false);
  leaving.abort(new Error("enough"));
  await assertRejects(() => waiting, Error, "enough");
});

Deno.test("x-emulator-fault: hang lets a server go when its caller leaves", options, async () => {
  const asked = Promise.withResolvers<void>();
  await using served = serve({ faults: () => (asked.resolve(), "hang") });
  const leaving = new AbortController();
  const headers = { authorization: "Bearer bedrock-emulator-api-key" };
  const waiting = fetch(served.url + PATH, {
    method: "POST",
    body: JSON.stringify(body),
    headers,
    signal: leaving.signal,
  });
  await asked.promise;
  leaving.abort(new Error("enough"));
  await assertRejects(() => waiting, Error, "enough");
});

Deno.test("x-emulator-fault: exception-frame is the first and only frame", options, async () => {
  assertEquals(typesIn(join(await reads("exception-frame"))), ["throttlingException"]);
  assertEquals(typesIn(join(await reads("exception-frame=serviceUnavailableException"))), [
    "serviceUnavailableException",
  ]);
});

Deno.test(
  "x-emulator-fault: exception-midway, error-frame and unknown-event come after `at` frames",
  options,
  async () => {
    assertEquals(typesIn(join(await reads("exception-midway at=1"))), ["messageStart", "modelStreamErrorException"]);
    assertEquals(typesIn(join(await reads("error-frame=Oops at=1"))), ["messageStart", "Oops"]);
    const types = typesIn(join(await reads("unknown-event at=1")));
    assertEquals(types.slice(0, 2), ["messageStart", "somethingNew"]);
    assertEquals(types.at(-1), "metadata");
  },
);

Deno.test("x-emulator-fault: cut ends at a border, cut-inside within a frame", options, async () => {
  const border = new EventStreamDecoder();
  assertEquals(border.push(join(await reads("cut at=3"))).length, 3);
  border.end();
  const inside = new EventStreamDecoder();
  assertEquals(inside.push(join(await reads("cut-inside at=3"))).length, 3);
  await assertRejects(async () => await inside.end(), SyntaxError);
});

Deno.test(
  "x-emulator-fault: bad-crc and bad-prelude are noticed by AWS's own codec, and empty has nothing",
  options,
  async () => {
    const { EventStreamCodec } = await eventStreamCodec();
    const codec = new EventStreamCodec(
      (bytes) => text.decode(bytes as Uint8Array),
      (string) => new TextEncoder().encode(string),
    );
    for (const fault of ["bad-crc at=0", "bad-prelude at=0"]) {
      const [frame] = await reads(fault);
      await assertRejects(async () => await codec.decode(frame!), Error, "checksum");
    }
    assertEquals(await reads("empty"), []);
  },
);

Deno.test("x-emulator-fault: reset breaks the body off with an error", options, async () => {
  const response = await caller().send(PATH, body, { "x-emulator-fault": "reset at=1" });
  await assertRejects(() => response.arrayBuffer(), TypeError, "connection reset");
});

Deno.test("x-emulator-fault: wrong-type says JSON where a stream comes", options, async () => {
  const response = await caller().send(PATH, body, { "x-emulator-fault": "wrong-type" });
  assertEquals(response.headers.get("content-type"), "application/json");
  await response.body!.cancel();
});

Deno.test("x-emulator-fault: split sends the same bytes in pieces of any size", options, async () => {
  const whole = join(await reads(""));
  for (const size of [1, 7, 100]) {
    const pieces = await reads(`split=${size}`);
    assert(pieces.every((piece) => piece.length <= size));
    assertEquals(join(pieces), whole);
  }
});

Deno.test(
  "x-emulator-fault: slow waits before the answer and between frames, by the clock it is given",
  options,
  async () => {
    const waits: number[] = [];
    const { send } = caller({ wait: (milliseconds) => (waits.push(milliseconds), Promise.resolve()) });
    const response = await send(PATH, body, { "x-emulator-fault": "slow=30" });
    const count = new EventStreamDecoder().push(new Uint8Array(await response.arrayBuffer())).length;
    assertEquals(waits, Array(count).fill(30));
  },
);

Deno.test("x-emulator-fault: times spares the request after so many", options, async () => {
  const { ask } = caller();
  const status = async (): Promise<number> =>
    (await ask(`/model/${MODEL}/converse`, body, { "x-emulator-fault": "throttle times=2" })).status;
  assertEquals([await status(), await status(), await status(), await status()], [429, 429, 200, 429]);
});

Deno.test("createEmulator() takes its faults from a list, or from a function of the request", options, async () => {
  const status = async ({ ask }: ReturnType<typeof caller>): Promise<number> =>
    (await ask(`/model/${MODEL}/converse`, body)).status;
  const listed = caller({ faults: ["throttle", undefined, "error=InternalServerException"] });
  assertEquals([await status(listed), await status(listed), await status(listed), await status(listed)], [
    429,
    200,
    500,
    200,
  ]);
  const chosen = caller({
    faults: (request, index) => index === 1 && request.method === "POST" ? "throttle" : undefined,
  });
  assertEquals([await status(chosen), await status(chosen)], [200, 429]);
});

Deno.test("a whole answer can be cut and split, too", options, async () => {
  const { send } = caller();
  const fetchText = async (fault: string): Promise<string> =>
    await (await send(`/model/${MODEL}/converse`, body, { "x-emulator-fault": fault })).text();
  const whole = await fetchText("");
  assertEquals(await fetchText("split=3"), whole);
  const cut = await fetchText("cut");
  assert(cut.length < whole.length && whole.startsWith(cut));
});
