/**
 * What a caller says to the emulated Nova Sonic in, what it hears or is refused out.
 *
 * @module
 */
import type { EventChainSeed } from "../../src/emulator/auth.ts";
import { Refusal } from "../../src/emulator/refusal.ts";
import { formatAmzDate, hex, hmac, sha256Hex, signingKey } from "../../src/emulator/sigv4.ts";
import { readSignedEvents } from "../../src/emulator/signed_events.ts";
import { SonicSession } from "../../src/emulator/sonic.ts";
import { echo, readSound, speakAloud } from "../../src/emulator/voice.ts";
import { encodeMessage } from "../../src/wire/event_stream.ts";
import { encodeHeaders } from "../../src/wire/headers.ts";
import { assert, assertEquals, assertMatch, assertRejects, assertThrows } from "../deps.ts";
import { caller } from "./calling.ts";

const options = { sanitizeOps: true, sanitizeResources: true };
const P = { promptName: "p" };
const SOUND = { mediaType: "audio/lpcm", sampleRateHertz: 16000, sampleSizeBits: 16, channelCount: 1 };
const utf8 = new TextEncoder();
// deno-lint-ignore no-explicit-any -- events of every shape
type Any = any;

function hear(session: SonicSession, ...events: object[]): Any[] {
  return events.flatMap((event) => [...session.hear({ event })]).map(({ event }) => event);
}
function open(prompt: object = {}): SonicSession {
  const session = new SonicSession("s");
  hear(session, { sessionStart: {} }, { promptStart: { ...P, ...prompt } });
  return session;
}
function text(contentName: string, content: string, more: object = { role: "USER", interactive: true }): object[] {
  const names = { ...P, contentName };
  return [
    { contentStart: { ...names, type: "TEXT", ...more } },
    { textInput: { ...names, content } },
    { contentEnd: names },
  ];
}
const kinds = (events: Any[]): string[] => events.map((event) => Object.keys(event)[0]!);

Deno.test("SonicSession answers a text: foreseen, spoken, said for good, counted", options, () => {
  const session = open({ audioOutputConfiguration: { ...SOUND, sampleRateHertz: 8000, voiceId: "amy" } });
  assertEquals(hear(session, ...text("s", "Always answer in upper case", { role: "SYSTEM" })), []);
  const events = hear(session, ...text("t", "Say hello"));
  const sounds = kinds(events).filter((kind) => kind === "audioOutput").length;
  assert(sounds > 0);
  assertEquals(kinds(events).filter((kind) => kind !== "audioOutput"), [
    "completionStart",
    ...["contentStart", "textOutput", "contentEnd"],
    ...["contentStart", "contentEnd"],
    ...["contentStart", "textOutput", "contentEnd"],
    "usageEvent",
  ]);
  const starts = events.flatMap(({ contentStart }) => contentStart ? [contentStart] : []);
  assertEquals(starts.map(({ type }) => type), ["TEXT", "AUDIO", "TEXT"]);
  assertEquals(starts.map(({ additionalModelFields }) => additionalModelFields), [
    '{"generationStage":"SPECULATIVE"}',
    undefined,
    '{"generationStage":"FINAL"}',
  ]);
  assertEquals(starts[1].audioOutputConfiguration.sampleRateHertz, 8000);
  assertEquals(events.find(({ textOutput }) => textOutput).textOutput.content, "HELLO");
  const { usageEvent } = events.at(-1);
  assertEquals(usageEvent.totalTokens, usageEvent.totalInputTokens + usageEvent.totalOutputTokens);
  assert(usageEvent.details.total.output.speechTokens > 0 && usageEvent.details.total.input.textTokens > 0);
  // The second turn is counted on top of the first
  const again = hear(session, ...text("t", "Say hello")).at(-1).usageEvent;
  assertEquals(
    again.totalTokens - usageEvent.totalTokens,
    [
      again.details.delta.input.textTokens,
      again.details.delta.output.textTokens,
      again.details.delta.output.speechTokens,
    ].reduce((sum, count) => sum + count),
  );
  assertEquals(kinds(hear(session, { promptEnd: P }, { sessionEnd: {} })), ["completionEnd"]);
  session.leave();
});

Deno.test("SonicSession is silent where no sound is wanted, and to what is said as history", options, () => {
  const session = open();
  assertEquals(hear(session, ...text("h", "My name is Ada", { role: "USER", interactive: false })), []);
  assertEquals(kinds(hear(session, ...text("t", "Say hello"))).includes("audioOutput"), false);
});

Deno.test("SonicSession calls a tool, waits for its result, and answers in its light", options, () => {
  const schema = { type: "object", properties: { city: { type: "string" } }, required: ["city"] };
  const toolSpec = { name: "get_weather", description: "The weather", inputSchema: { json: JSON.stringify(schema) } };
  const session = open({ toolConfiguration: { tools: [{ toolSpec }] } });
  const asked = hear(session, ...text("t", "Use get_weather for the city Oslo"));
  assertEquals(kinds(asked), ["completionStart", "contentStart", "toolUse", "contentEnd", "usageEvent"]);
  const { toolUse } = asked[2];
  assertEquals([toolUse.toolName, asked[3].contentEnd.stopReason], ["get_weather", "TOOL_USE"]);
  assertEquals(Object.keys(JSON.parse(toolUse.content)), ["city"]);
  const names = { ...P, contentName: "r" };
  const result = (toolUseId: string): object => ({
    contentStart: { ...names, type: "TOOL", role: "TOOL", toolResultInputConfiguration: { toolUseId, type: "TEXT" } },
  });
  assertThrows(() => hear(session, result("another")), Refusal, "No call of a tool");
  const told = hear(
    session,
    result(toolUse.toolUseId),
    { toolResult: { ...names, content: '{"temperature":"7 degrees"}' } },
    { contentEnd: names },
  );
  assertMatch(told.find(({ textOutput }) => textOutput).textOutput.content, /7 degrees/);
});

Deno.test("SonicSession echoes sound as it comes, at the rate that is wanted", options, () => {
  const names = { ...P, contentName: "a" };
  const session = open({ audioOutputConfiguration: { ...SOUND, sampleRateHertz: 24000, voiceId: "amy" } });
  const start = { contentStart: { ...names, type: "AUDIO", role: "USER", audioInputConfiguration: SOUND } };
  assertEquals(kinds(hear(session, start)), ["completionStart", "contentStart"]);
  const bytes = Uint8Array.from({ length: 64 }, (_, at) => at);
  const [{ audioOutput }] = hear(session, { audioInput: { ...names, content: bytes.toBase64() } });
  const back = new Int16Array(Uint8Array.fromBase64(audioOutput.content).buffer);
  const said = new Int16Array(bytes.buffer);
  assertEquals([back.length, back[0], back[3], back.at(-1)], [48, said[0], said[2], said.at(-1)]);
  const ending = hear(session, { contentEnd: names });
  assertEquals(kinds(ending).slice(0, 2), ["contentEnd", "contentStart"]);
  assertEquals(ending.at(-1).usageEvent.details.total.input.speechTokens, 1);
});

Deno.test("echo() keeps sound as it is at the same rate, and its length in time at another", options, () => {
  const bytes = crypto.getRandomValues(new Uint8Array(1600));
  assertEquals(Uint8Array.fromBase64(echo(bytes, 16000, 16000)), bytes);
  assertEquals(Uint8Array.fromBase64(echo(bytes, 16000, 8000)).length, 800);
  assertEquals(echo(new Uint8Array(), 16000, 8000), "");
  assertThrows(() => readSound("A*A="), Refusal, "base64");
  assertThrows(() => readSound("AA=="), Refusal, "half a sample");
});

Deno.test("speakAloud() speaks longer for longer texts, in pieces, and says nothing for nothing", options, () => {
  const length = (words: string): number =>
    [...speakAloud(words, 8000)].reduce((sum, piece) => sum + Uint8Array.fromBase64(piece).length, 0);
  assertEquals([length(""), length("ab") < length("abcd abcd")], [0, true]);
  assert([...speakAloud("word ".repeat(40), 8000)].every((piece) => piece.length < 8000));
});

const NAMES = { ...P, contentName: "c" };
const START = { contentStart: { ...NAMES, type: "TEXT", role: "USER" } };
const REFUSED: [what: string, events: object[], says: RegExp][] = [
  ["an event before the session", [{ promptStart: P }], /promptStart comes before sessionStart/],
  ["a second session", [{ sessionStart: {} }, { sessionStart: {} }], /comes twice/],
  ["anything after its end", [{ sessionStart: {} }, { sessionEnd: {} }, { promptStart: P }], /comes after sessionEnd/],
  ["an event nobody knows", [{ sessionStart: {} }, { shout: {} }], /No event is called "shout"/],
  ["a name from the prototype", [{ sessionStart: {} }, { toString: {} }], /No event is called/],
  ["two events at once", [{ sessionStart: {}, promptStart: P }], /it has 2/],
  ["no event", [{}], /it has 0/],
  ["an event that is no object", [{ sessionStart: 1 }], /sessionStart is not an object/],
  ["a prompt without a name", [{ sessionStart: {} }, { promptStart: {} }], /promptName is not a string/],
  ["a second prompt", [{ sessionStart: {} }, { promptStart: P }, { promptStart: P }], /still open/],
  ["another prompt", [{ sessionStart: {} }, { promptStart: P }, { promptEnd: { promptName: "q" } }], /called "q"/],
  ["text without content", [{ sessionStart: {} }, { promptStart: P }, { contentEnd: NAMES }], /called "c" is open/],
  ["a content twice", [{ sessionStart: {} }, { promptStart: P }, START, START], /already open/],
  [
    "a prompt that ends before its content",
    [{ sessionStart: {} }, { promptStart: P }, START, { promptEnd: P }],
    /"c" is/,
  ],
  [
    "sound in a text",
    [{ sessionStart: {} }, { promptStart: P }, START, { audioInput: { ...NAMES, content: "" } }],
    /of the type TEXT/,
  ],
  [
    "sound of no form",
    [{ sessionStart: {} }, { promptStart: P }, { contentStart: { ...NAMES, type: "AUDIO" } }],
    /audio\/lpcm/,
  ],
  [
    "sound at a rate of its own",
    [{ sessionStart: {} }, { promptStart: { ...P, audioOutputConfiguration: { ...SOUND, sampleRateHertz: 44100 } } }],
    /8000, 16000 or 24000/,
  ],
  [
    "a type that is none",
    [{ sessionStart: {} }, { promptStart: P }, { contentStart: { ...NAMES, type: "SMELL" } }],
    /TOOL/,
  ],
  [
    "a tool without a schema",
    [{ sessionStart: {} }, { promptStart: { ...P, toolConfiguration: { tools: [{ toolSpec: { name: "x" } }] } } }],
    /JSON schema as text/,
  ],
  ["no tokens", [{ sessionStart: { inferenceConfiguration: { maxTokens: 0 } } }], /maxTokens/],
];
for (const [what, events, says] of REFUSED) {
  Deno.test(`SonicSession refuses ${what}`, options, () => {
    const session = new SonicSession("s");
    const refusal = assertThrows(() => hear(session, ...events), Refusal);
    assertEquals(refusal.code, "ValidationException");
    assertMatch(refusal.message, says);
  });
}

Deno.test("SonicSession is not left before its end", options, () => {
  assertThrows(() => open().leave(), Refusal, "before sessionEnd");
});

const NOON = Date.UTC(2026, 0, 15, 12);
async function seedOf(date = "20260115"): Promise<EventChainSeed> {
  const scope = { date, region: "us-east-1", service: "bedrock" };
  const keyOn = (day: string): Promise<Uint8Array> => signingKey("secret", { ...scope, date: day });
  return { signature: "ab".repeat(32), key: await keyOn(date), scope, keyOn };
}
/** Signs as the specification says, in words of this test's own. */
async function chain(seed: EventChainSeed, bodies: Uint8Array[], times: number[]): Promise<Uint8Array[]> {
  let prior = seed.signature;
  const frames: Uint8Array[] = [];
  for (const [at, body] of bodies.entries()) {
    const date = { ":date": { type: "timestamp" as const, value: new Date(times[at] ?? times[0]!) } };
    const stamp = formatAmzDate(date[":date"].value.getTime());
    const scope = `${stamp.slice(0, 8)}/us-east-1/bedrock/aws4_request`;
    const words = [
      "AWS4-HMAC-SHA256-PAYLOAD",
      stamp,
      scope,
      prior,
      await sha256Hex(encodeHeaders(date)),
      await sha256Hex(body),
    ];
    const signature = await hmac(await seed.keyOn!(stamp.slice(0, 8)), words.join("\n"));
    prior = hex(signature);
    frames.push(
      encodeMessage({ headers: { ...date, ":chunk-signature": { type: "binary", value: signature } }, body }),
    );
  }
  return frames;
}
function chunk(json: string, type = "chunk"): Uint8Array {
  const headers = {
    ":event-type": { type: "string" as const, value: type },
    ":message-type": { type: "string" as const, value: "event" },
  };
  return encodeMessage({ headers, body: utf8.encode(JSON.stringify({ bytes: utf8.encode(json).toBase64() })) });
}
async function read(frames: Uint8Array[], seed: EventChainSeed, now = NOON): Promise<unknown[]> {
  const pieces = (new Blob(frames as Uint8Array<ArrayBuffer>[]).stream() as ReadableStream<Uint8Array>).getReader();
  try {
    return await Array.fromAsync(readSignedEvents(pieces, seed, () => now));
  } finally {
    await pieces.cancel();
  }
}

Deno.test("readSignedEvents() gives what is signed in a chain, over midnight too", options, async () => {
  const seed = await seedOf();
  const late = Date.UTC(2026, 0, 15, 23, 59, 59);
  const bodies = [chunk('{"a":1}'), chunk('{"a":2}'), new Uint8Array()];
  const frames = await chain(seed, bodies, [late, late + 2000, late + 3000]);
  assertEquals(await read(frames, seed, late), [{ a: 1 }, { a: 2 }]);
});

const BENT: [what: string, bodies: Uint8Array[], bend: (frames: Uint8Array[]) => Uint8Array[], code: string][] = [
  ["no end", [chunk("{}")], (frames) => frames, "ValidationException"],
  [
    "an event that was left out",
    [chunk("{}"), chunk("{}"), new Uint8Array()],
    ([, ...rest]) => rest,
    "InvalidSignatureException",
  ],
  ["no signature", [], () => [encodeMessage({ headers: {}, body: chunk("{}") })], "IncompleteSignatureException"],
  ["another kind of event", [chunk("{}", "block")], (frames) => frames, "ValidationException"],
  ["what is not JSON", [chunk("{")], (frames) => frames, "ValidationException"],
  ["a list", [chunk("[]")], (frames) => frames, "ValidationException"],
  ["no event inside", [utf8.encode("hello")], (frames) => frames, "SerializationException"],
  ["a bad checksum", [chunk("{}")], ([frame]) => [frame!.with(-1, frame!.at(-1)! ^ 1)], "SerializationException"],
];
for (const [what, bodies, bend, code] of BENT) {
  Deno.test(`readSignedEvents() refuses ${what}`, options, async () => {
    const seed = await seedOf();
    const frames = bend(await chain(seed, bodies, [NOON]));
    assertEquals((await assertRejects(() => read(frames, seed), Refusal)).code, code);
  });
}

Deno.test("readSignedEvents() holds the clock window of five minutes both ways", options, async () => {
  const seed = await seedOf();
  for (const [away, fits] of [[299, true], [-299, true], [301, false], [-301, false]] as const) {
    const frames = await chain(seed, [new Uint8Array()], [NOON + away * 1000]);
    if (fits) assertEquals(await read(frames, seed), []);
    else assertEquals((await assertRejects(() => read(frames, seed), Refusal)).code, "InvalidSignatureException");
  }
});

Deno.test("createEmulator() takes no API key for a bidirectional stream", options, async () => {
  const path = "/model/amazon.nova-2-sonic-v1%3A0/invoke-with-bidirectional-stream";
  const reply = await caller().ask(path, "{}");
  assertEquals([reply.status, reply.error], [403, "AccessDeniedException"]);
});
