/**
 * `chat` on a stage: turns, commands, and what Ctrl-C does when.
 *
 * @module
 */
import { createEmulator } from "../../src/emulator/emulator.ts";
import { assert, assertEquals, assertMatch, assertStringIncludes } from "../deps.ts";
import { play, type Stage } from "./stage.ts";

const test = (name: string, fn: () => Promise<void>): void =>
  Deno.test({ name, fn, sanitizeOps: true, sanitizeResources: true });
const person = (typed: string[], more: Stage = {}): Stage => ({ people: ["stdin"], typed, ...more });
const wait = (_: number, signal: AbortSignal): Promise<void> =>
  signal.aborted ? Promise.reject(signal.reason) : Promise.resolve();

test("chat keeps what was said, and sends all of it", async () => {
  const { code, out, sent } = await play(
    ["chat", "--emulator", "-s", "Be terse"],
    person(["Say hello", "", "Say bye"]),
  );
  assertEquals([code, out], [0, "> hello\n> > bye\n> "]);
  assertEquals(sent.map(({ messages }) => messages.length), [1, 3]);
  assertEquals(sent[1].messages[1], { role: "assistant", content: [{ text: "hello" }] });
  assertEquals(sent[1].system, [{ text: "Be terse" }]);
});

test("chat reads a pipe without asking, and fails as a script should", async () => {
  const { code, out, err } = await play(["chat", "--emulator"], { stdin: "Say hello\r\nSay bye" });
  assertEquals([code, out, err], [0, "hello\nbye\n", ""]);
  const failed = await play(["chat", "--emulator", "-m", "foo.bar"], { stdin: "Hi\nHi\n" });
  assertEquals([failed.code, failed.sent.length], [1, 1]);
});

test("chat goes on after an error, without what was not answered", async () => {
  const { code, err, sent } = await play(
    ["chat", "--emulator"],
    person(["One", "Two"], { fetch: createEmulator({ faults: ["error=AccessDeniedException"] }) }),
  );
  assertEquals([code, sent.map(({ messages }) => messages.length)], [0, [1, 1]]);
  assertMatch(err, /bedrock: Cannot .*\(AccessDeniedException, HTTP 403/);
});

test("chat takes a message of several lines between quotes", async () => {
  const { sent } = await play(["chat", "--emulator"], person(['"""', "one", "", "two", '"""']));
  assertEquals(sent[0].messages[0].content, [{ text: "one\n\ntwo" }]);
});

test("Ctrl-C in an answer cancels it, keeps what had come, and leaves the conversation going", async () => {
  let pressed = false;
  const { promise: cancelled, resolve } = Promise.withResolvers<void>();
  const { code, err, sent } = await play(
    ["chat", "--emulator"],
    person(["Explain black holes", "Say bye"], {
      fetch: createEmulator({ pace: 1, wait, onCancel: () => resolve() }),
      onWrite: (text, world) => {
        if (text === "> " || pressed || !world.out.includes("black")) return;
        pressed = true;
        world.interrupt();
      },
    }),
  );
  await cancelled;
  assertEquals(code, 0);
  assertMatch(err, /cancelled/);
  const kept = sent[1].messages[1].content[0].text;
  assert(kept.includes("black") && kept.length < 40, kept);
});

test("Ctrl-C twice in an answer leaves with 130", async () => {
  let pressed = false;
  const { code, sent } = await play(
    ["chat", "--emulator"],
    person(["Explain black holes", "Say bye"], {
      fetch: createEmulator({ pace: 1, wait }),
      onWrite: (_, world) => {
        if (pressed || !world.out.includes("black")) return;
        pressed = true;
        world.interrupt();
        world.interrupt();
      },
    }),
  );
  assertEquals([code, sent.length], [130, 1]);
});

test("Ctrl-C at the prompt says how to leave, and leaves the second time with 130", async () => {
  const once = await play(["chat", "--emulator"], person(["^C", "Say hello"]));
  assertEquals(once.code, 0);
  assertStringIncludes(once.err, "Ctrl-C once more leaves");
  assertStringIncludes(once.out, "hello\n");
  const twice = await play(["chat", "--emulator"], person(["^C", "^C", "Say hello"]));
  assertEquals([twice.code, twice.sent.length], [130, 0]);
  const apart = await play(["chat", "--emulator"], person(["^C", "Say hello", "^C", "Say bye"]));
  assertEquals([apart.code, apart.sent.length], [0, 2]);
});

test("Ctrl-C ends a chat that is read from a pipe at once, with 130", async () => {
  const { code, sent } = await play(["chat", "--emulator"], {
    stdin: "Say hello\nSay bye\n",
    onWrite: (_, world) => world.interrupt(),
  });
  assertEquals([code, sent.length], [130, 1]);
});

test("/commands change who answers and how, and never cost a request", async () => {
  const typed = [
    "/model claude-sonnet-4-5",
    "/system Be kind",
    "/set max-tokens 9",
    "/set temperature 0.5",
    "Say hello",
  ];
  const { sent } = await play(["chat", "--emulator"], person(typed));
  assertEquals(sent.length, 1);
  assertEquals(sent[0].system, [{ text: "Be kind" }]);
  assertEquals(sent[0].inferenceConfig, { maxTokens: 9, temperature: 0.5 });
  const wrong = [
    "/nope",
    "/mdel x",
    "/set x 1",
    "/set top-p many",
    "/model nothing-like-it",
    "/image gone.png",
    "/load gone",
  ];
  const { code, err, sent: none } = await play(["chat", "--emulator"], person(wrong));
  assertEquals([code, none.length], [0, 0]);
  assertMatch(err, /there is no \/mdel, did you mean model\?/);
  assertMatch(err, /Cannot read gone.png: there is no such file/);
});

test("/undo, /retry and /clear forget what they should", async () => {
  const typed = ["Say one", "Say two", "/undo", "Say three", "/retry", "/clear", "Say four", "/exit", "Say five"];
  const { sent, out } = await play(["chat", "--emulator"], person(typed));
  const asked = sent.map(({ messages }) =>
    messages.filter(({ role }: { role: string }) => role === "user")
      .map(({ content }: { content: { text: string }[] }) => content[0]!.text.slice(4)).join()
  );
  assertEquals(asked, ["one", "one,two", "one,three", "one,three", "four"]);
  assertStringIncludes(out, "three\n> three\n");
});

test("/file and /image go with the next message, and with it alone", async () => {
  const png = (await play(["image", "--emulator", "x"])).files.get("image.png")!;
  const { sent } = await play(
    ["chat", "--emulator"],
    person(["/file notes.md", "/image x.png", "What is this?", "And now?"], {
      files: { "notes.md": "notes", "x.png": png },
    }),
  );
  const kinds = sent[1].messages.map(({ content }: { content: object[] }) => content.flatMap(Object.keys));
  assertEquals(kinds, [["text", "image", "text"], ["text"], ["text"]]);
  assertEquals(sent[0].messages[0].content[0], { text: "notes" });
});

test("/save writes what --load goes on with, pictures and all", async () => {
  const png = (await play(["image", "--emulator", "x"])).files.get("image.png")!;
  const first = await play(
    ["chat", "--emulator", "-m", "nova-pro", "-s", "Be terse"],
    person(["/image x.png", "What is this?", "/save talk.json"], { files: { "x.png": png } }),
  );
  const saved = first.files.get("talk.json")!;
  const { code, sent } = await play(
    ["chat", "--emulator", "--load", "talk.json"],
    person(["Say bye"], { files: { "talk.json": saved } }),
  );
  assertEquals(code, 0);
  assertEquals(sent[0].messages[0], first.sent[0].messages[0]);
  assertEquals(sent[0].system, [{ text: "Be terse" }]);
  const bad = await play(["chat", "--emulator", "--load", "x"], person([], { files: { x: '{"messages":[1]}' } }));
  assertEquals(bad.code, 1);
});

test("chat --load goes on with the model and the instructions that are given beside it", async () => {
  const talk = JSON.stringify({ modelId: "amazon.nova-lite-v1:0", system: "Be kind", messages: [] });
  const stage = (): Stage => person(["/model", "/system", "Say bye"], { files: { "talk.json": talk } });
  const given = await play(["chat", "--emulator", "--load", "talk.json", "-m", "nova-pro", "-s", "Be terse"], stage());
  assertStringIncludes(given.err, "amazon.nova-pro-v1:0");
  assertEquals(given.sent[0].system, [{ text: "Be terse" }]);
  const loaded = await play(["chat", "--emulator", "--load", "talk.json"], stage());
  assertStringIncludes(loaded.err, "amazon.nova-lite-v1:0");
  assertEquals(loaded.sent[0].system, [{ text: "Be kind" }]);
});

test("chat takes no name that every object has for a command or a parameter, and no null for a conversation", async () => {
  const { code, err } = await play(["chat", "--emulator"], { stdin: "/toString\n/constructor\n/set toString 1\n" });
  assertEquals(code, 0);
  assertMatch(err, /there is no \/toString.*\n.*there is no \/constructor.*\n.*there is no parameter toString/);
  const none = await play(["chat", "--emulator", "--load", "x"], person([], { files: { x: "null" } }));
  assertEquals(none.code, 1);
  assertStringIncludes(none.err, "it is no conversation");
});

test("thoughts are shown dim to a person, and to no pipe", async () => {
  const frames = await thinkingStream();
  const fetch = (): Promise<Response> =>
    Promise.resolve(
      new Response(frames.slice(), { headers: { "content-type": "application/vnd.amazon.eventstream" } }),
    );
  const shown = await play(["chat", "--emulator"], person(["Hi"], { people: ["stdin", "stdout"], fetch }));
  assertStringIncludes(shown.out, "\x1b[2mhm\x1b[22m\n\nyes\n");
  const piped = await play(["chat", "--emulator"], { stdin: "Hi", fetch });
  assertEquals(piped.out, "yes\n");
});

async function thinkingStream(): Promise<Uint8Array<ArrayBuffer>> {
  const { encodeMessage } = await import("../../src/wire/event_stream.ts");
  const frame = (type: string, json: unknown): Uint8Array =>
    encodeMessage({
      headers: {
        ":message-type": { type: "string", value: "event" },
        ":event-type": { type: "string", value: type },
      },
      body: new TextEncoder().encode(JSON.stringify(json)),
    });
  const parts = [
    frame("messageStart", { role: "assistant" }),
    frame("contentBlockDelta", { contentBlockIndex: 0, delta: { reasoningContent: { text: "hm" } } }),
    frame("contentBlockDelta", { contentBlockIndex: 1, delta: { text: "yes" } }),
    frame("messageStop", { stopReason: "end_turn" }),
    frame("metadata", { usage: { inputTokens: 1, outputTokens: 1, totalTokens: 2 }, metrics: { latencyMs: 1 } }),
  ];
  return new Uint8Array(await new Blob(parts as Uint8Array<ArrayBuffer>[]).arrayBuffer());
}
