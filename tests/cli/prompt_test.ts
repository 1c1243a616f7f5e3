/**
 * `prompt` on a stage: what is sent, what is shown to whom, and how it ends.
 *
 * @module
 */
import { createEmulator } from "../../src/emulator/emulator.ts";
import { assert, assertEquals, assertGreater, assertMatch, assertStringIncludes } from "../deps.ts";
import { closePipe, play, type Stage } from "./stage.ts";

const sanitize = { sanitizeOps: true, sanitizeResources: true };
const test = (name: string, fn: () => Promise<void>): void => Deno.test({ name, fn, ...sanitize });
const ESCAPE = "\x1b";
const answering = (completion: string): typeof fetch => () =>
  Promise.resolve(Response.json({ completion, stop_reason: "stop_sequence" }));

/** An emulator that takes no time, and is done waiting when its caller left. */
function slowEmulator(): { fetch: typeof fetch; cancelled: Promise<unknown> } {
  const { promise: cancelled, resolve } = Promise.withResolvers<unknown>();
  const wait = (_: number, signal: AbortSignal): Promise<void> =>
    signal.aborted ? Promise.reject(signal.reason) : Promise.resolve();
  return { fetch: createEmulator({ pace: 1, wait, onCancel: (_, reason) => resolve(reason) }), cancelled };
}

test("prompt writes the answer piece by piece, and ends it with a line end", async () => {
  const { code, out, err, pieces } = await play(["prompt", "--emulator", "Explain black holes"]);
  assertEquals([code, err], [0, ""]);
  assertGreater(pieces.length, 10);
  assertStringIncludes(out, "A black hole");
  assert(out.endsWith(".\n"));
});

test("prompt puts files first, then what is piped in, then the words", async () => {
  const { sent } = await play(["prompt", "--emulator", "-m", "claude-v2", "-f", "notes.md", "Sum", "this up"], {
    stdin: "from a pipe\n",
    files: { "notes.md": "from a file\n" },
  });
  assertEquals(sent[0].prompt, "\n\nHuman: from a file\n\nfrom a pipe\n\nSum this up\n\nAssistant:");
});

test("prompt reads what is piped in once, where - says", async () => {
  const { sent } = await play(["prompt", "--emulator", "-m", "claude-v2", "-f", "-", "Sum up"], { stdin: "piped" });
  assertEquals(sent[0].prompt, "\n\nHuman: piped\n\nSum up\n\nAssistant:");
});

test("prompt takes inference parameters by name, for any model", async () => {
  const parameters = [
    "--max-tokens",
    "7",
    "--temperature=0.5",
    "--top-p",
    "0.9",
    "--top-k",
    "40",
    "--stop",
    "X",
    "--stop",
    "Y",
  ];
  const { sent: [body] } = await play([
    "prompt",
    "--emulator",
    "-m",
    "nova-pro",
    "-s",
    "@rules.md",
    ...parameters,
    "Hi",
  ], {
    files: { "rules.md": "Be terse" },
  });
  assertEquals(body.inferenceConfig, {
    maxTokens: 7,
    temperature: 0.5,
    topP: 0.9,
    topK: 40,
    stopSequences: ["X", "Y"],
  });
  assertEquals(body.system, [{ text: "Be terse" }]);
});

test("prompt shows the model pictures, told by their first bytes", async () => {
  const drawn = await play(["image", "--emulator", "a red balloon"]);
  const png = drawn.files.get("image.png")!;
  const { code, sent } = await play(["prompt", "--emulator", "-m", "nova-lite", "-i", "x.dat", "What is this?"], {
    files: { "x.dat": png },
  });
  assertEquals(code, 0);
  const block = sent[0].messages[0].content.find((one: { image?: unknown }) => one.image);
  assertEquals(block.image.format, "png");
  const refused = await play(["prompt", "--emulator", "-i", "x.txt", "What?"], { files: { "x.txt": "no picture" } });
  assertEquals([refused.code, refused.sent.length], [1, 0]);
});

test("prompt --json gives one document, --raw the model's own, --no-stream the words", async () => {
  const json = await play(["prompt", "--emulator", "--json", "Say hello"]);
  const { modelId, text, stopReason, usage, requestId } = JSON.parse(json.out);
  assertEquals([modelId, text, stopReason], ["amazon.nova-lite-v1:0", "hello", "end_turn"]);
  assertGreater(usage.outputTokens, 0);
  assertMatch(requestId, /^[0-9a-f-]{36}$/);
  const raw = await play(["prompt", "--emulator", "--raw", "Say hello"]);
  assertEquals(JSON.parse(raw.out).output.message.content, [{ text: "hello" }]);
  const whole = await play(["prompt", "--emulator", "--no-stream", "Say hello"]);
  assertEquals([whole.out, whole.pieces.length], ["hello\n", 1]);
});

test("prompt takes the model from --model, then BEDROCK_MODEL, and the profile of the region for a short name", async () => {
  const asked: string[] = [];
  const fetch: typeof globalThis.fetch = (input) => {
    asked.push(decodeURIComponent(new URL((input as Request).url).pathname.split("/")[2]!));
    return Promise.resolve(Response.json({ message: "no" }, { status: 400 }));
  };
  const env = { BEDROCK_MODEL: "nova-micro" };
  await play(["prompt", "--emulator", "Hi"], { env, fetch });
  await play(["prompt", "--emulator", "--region", "eu-west-1", "-m", "claude-sonnet-4-5", "Hi"], { env, fetch });
  await play(["prompt", "--emulator", "-m", "arn:aws:bedrock:us-east-1:1:custom-model-deployment/x", "Hi"], { fetch });
  assertEquals(asked, [
    "amazon.nova-micro-v1:0",
    "eu.anthropic.claude-sonnet-4-5-20250929-v1:0",
    "arn:aws:bedrock:us-east-1:1:custom-model-deployment/x",
  ]);
});

test("prompt says on standard error that an answer was cut, and what it took when asked", async () => {
  const { code, err } = await play(["prompt", "--emulator", "-u", "--max-tokens", "3", "Explain black holes"]);
  assertEquals(code, 0);
  assertMatch(
    err,
    /^bedrock: the answer was cut at the token limit, --max-tokens raises it\n\d+ tokens read, 3 written, request id \S+\n$/,
  );
});

test("prompt keeps a model from commanding the terminal, and leaves its text alone in a pipe", async () => {
  const fetch = answering(`${ESCAPE}]0;owned\x07 a\tb\r\nc\u009b2J`);
  const args = ["prompt", "--emulator", "--no-stream", "-m", "anthropic.claude-v2", "Hi"];
  const shown = await play(args, { fetch, people: ["stdin", "stdout"] });
  assertEquals(shown.out, "␛]0;owned␇ a\tb\nc\ufffd2J\n");
  const piped = await play(args, { fetch });
  assertEquals(piped.out, `${ESCAPE}]0;owned\x07 a\tb\r\nc\u009b2J\n`);
});

test("errors are one line with AWS's code and request id, exit code 1", async () => {
  const { code, out, err } = await play(["prompt", "--emulator", "-m", "foo.bar", "secret words"]);
  assertEquals([code, out], [1, ""]);
  assertMatch(err, /^bedrock: Cannot \S.* \(ValidationException, HTTP 400, request id [0-9a-f-]{36}\)\n$/);
  const strange: typeof fetch = () =>
    Promise.resolve(Response.json({ message: `two\nlines${ESCAPE}[2J` }, { status: 400 }));
  const { err: tamed } = await play(["prompt", "--emulator", "Hi"], { fetch: strange });
  assertEquals(tamed.trimEnd().split("\n").length, 1);
  assert(!tamed.includes(ESCAPE));
});

test("errors name what the system said of a connection that failed", async () => {
  const cause = new Error(
    "error sending request for url (https://x/): client error (Connect): dns error: no such host",
  );
  const fetch = () => Promise.reject(new TypeError("fetch failed", { cause }));
  const { err } = await play(["prompt", "--emulator", "Hi"], { fetch });
  assertMatch(err, /the connection failed: fetch failed: dns error: no such host \(NetworkError, 3 attempts\)/);
});

test("--debug tells of attempts and causes, and of nothing that was sent", async () => {
  const fetch = createEmulator({ faults: Array(3).fill("error=InternalServerException") });
  const { code, err } = await play(["prompt", "--emulator", "--debug", "my secret words"], { fetch });
  assertEquals(code, 1);
  assertMatch(err, /debug: attempt 1, HTTP 500, InternalServerException, request id \S+, transient, next in \d+ ms/);
  assertMatch(err, /BedrockError: .*\n\s+at /);
  for (const secret of ["my secret words", "AKIDEMULATOREXAMPLE", "emulator/secret", "Signature="]) {
    assert(!err.includes(secret), secret);
  }
});

test("a command that is called wrongly says how it is called, exit code 2", async () => {
  const cases: [string[], RegExp][] = [
    [
      ["prompt", "--emulator", "--max-token", "3", "Hi"],
      /^bedrock: there is no option --max-token, did you mean --max-tokens\? \(see bedrock prompt --help\)\n$/,
    ],
    [["promt", "Hi"], /there is no command promt, did you mean prompt\? \(see bedrock --help\)/],
    [["Say hello to me"], /to ask a model: bedrock prompt/],
    [["prompt", "--emulator"], /there is no prompt, wanted words/],
    [["version", "x"], /"x" is one word too many/],
    [["prompt", "--emulator", "--endpoint-url", "http://localhost", "Hi"], /exclude each other/],
    [["prompt", "--emulator", "-m", "claude-v2", "--system", "x", "--top-k", "0.5", "Hi"], /--top-k is "0.5"/],
    [["prompt", "--emulator", "-m", "titan-text-express", "--top-k", "5", "Hi"], /^bedrock: Cannot /],
  ];
  for (const [args, wanted] of cases) {
    const { code, out, err } = await play(args);
    assertEquals([code, out], [2, ""], args.join(" "));
    assertMatch(err, wanted);
  }
  const bare = await play([]);
  assertEquals([bare.code, bare.out], [2, ""]);
  assertStringIncludes(bare.err, "Usage:");
});

test("a file that cannot be read is named with the reason", async () => {
  const { code, err } = await play(["prompt", "--emulator", "-f", "gone.txt", "Hi"]);
  assertEquals([code, err], [1, "bedrock: Cannot read gone.txt: there is no such file\n"]);
  const binary = await play(["prompt", "--emulator", "-f", "x.bin"], {
    files: { "x.bin": new Uint8Array([0xff, 0xfe]) },
  });
  assertEquals(binary.err, "bedrock: Cannot read x.bin: it is no UTF-8 text\n");
});

test("colours are for a terminal, and never with NO_COLOR or on a dumb one", async () => {
  const wrong = ["prompt", "--emulator", "-m", "foo.bar", "Hi"];
  const people: Stage["people"] = ["stdin", "stdout", "stderr"];
  assertStringIncludes((await play(wrong, { people })).err, `${ESCAPE}[31mbedrock:${ESCAPE}[39m`);
  assert(!(await play(wrong)).err.includes(ESCAPE));
  for (const stage of [{ noColor: true }, { env: { TERM: "dumb" } }]) {
    assert(!(await play(wrong, { people, ...stage })).err.includes(`${ESCAPE}[31m`));
    assert(!(await play(["--help"], { people, ...stage })).out.includes(ESCAPE));
  }
  assertStringIncludes((await play(["--help"], { people })).out, `${ESCAPE}[1mbedrock`);
  assert(!(await play(["--help"])).out.includes(ESCAPE));
});

test("progress is shown to a person, wiped before the answer, and never written to a file", async () => {
  const shown = await play(["prompt", "--emulator", "Say hello"], { people: ["stdin", "stdout", "stderr"] });
  assertStringIncludes(shown.err, "waiting for the model");
  assert(shown.err.endsWith(`\r${ESCAPE}[K`));
  assertEquals(shown.out, "hello\n");
  assertEquals((await play(["prompt", "--emulator", "Say hello"])).err, "");
});

test("Ctrl-C ends the generation at Bedrock, and exits 130 without a word; a request to end exits 143", async () => {
  for (const code of [130, 143]) {
    const { fetch, cancelled } = slowEmulator();
    let pieces = 0;
    const played = await play(["prompt", "--emulator", "Explain black holes"], {
      fetch,
      onWrite: (_, world) => ++pieces === 3 && world.interrupt(code),
    });
    assertEquals([played.code, played.err], [code, ""]);
    assertEquals(played.pieces.length, 4, "three pieces and the end of the line");
    await cancelled;
  }
});

test("Ctrl-C twice exits at once", async () => {
  const fetch: typeof globalThis.fetch = (input) =>
    new Promise((_, reject) => {
      const { signal } = input as Request;
      signal.addEventListener("abort", () => reject(signal.reason), { once: true });
    });
  let second: unknown;
  const interrupts: (() => void)[] = [];
  const playing = play(["prompt", "--emulator", "Hi"], {
    fetch: (input, init) => {
      queueMicrotask(() => {
        interrupts[0]?.();
        try {
          interrupts[0]?.();
        } catch (error) {
          second = error;
        }
      });
      return fetch(input, init);
    },
    onReady: (world) => interrupts.push(() => world.interrupt()),
  });
  assertEquals((await playing).code, 130);
  assertEquals((second as { code: number }).code, 130);
});

test("a pipe that nobody reads any more ends the generation, quietly", async () => {
  const { fetch, cancelled } = slowEmulator();
  let pieces = 0;
  const { code, err } = await play(["prompt", "--emulator", "Explain black holes"], {
    fetch,
    onWrite: () => ++pieces >= 3 && closePipe(),
  });
  assertEquals([code, err], [0, ""]);
  await cancelled;
});

test("--timeout gives up after so long", async () => {
  const fetch: typeof globalThis.fetch = (input) =>
    new Promise((_, reject) => {
      const { signal } = input as Request;
      signal.addEventListener("abort", () => reject(signal.reason), { once: true });
    });
  const { code, err } = await play(["prompt", "--emulator", "--timeout", "0.005", "Hi"], { fetch });
  assertEquals(code, 1);
  assertMatch(err, /\(Timeout/);
});

test("a stream that is cut is an error, after what had come", async () => {
  const fetch = createEmulator({ faults: ["cut"] });
  const { code, out, err } = await play(["prompt", "--emulator", "Explain black holes"], { fetch });
  assertEquals(code, 1);
  assertMatch(out, /^A\b.*\n$/);
  assertMatch(err, /\(StreamIncomplete/);
});
