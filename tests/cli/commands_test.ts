/**
 * The other commands on a stage: what each sends, prints and writes.
 *
 * @module
 */
import { Buffer } from "node:buffer";
import { parse } from "../../src/cli/arguments.ts";
import { commands } from "../../src/cli/commands.ts";
import { sharedOptions } from "../../src/cli/common_options.ts";
import { typedLine } from "../../src/cli/help.ts";
import { createEmulator } from "../../src/emulator/emulator.ts";
import { pngjs } from "../clients.ts";
import { assert, assertEquals, assertGreater, assertMatch, assertStringIncludes } from "../deps.ts";
import { play } from "./stage.ts";

const test = (name: string, fn: () => Promise<void>): void =>
  Deno.test({ name, fn, sanitizeOps: true, sanitizeResources: true });
const text = (bytes: Uint8Array | undefined): string => new TextDecoder().decode(bytes);
const CLAUDE = "anthropic.claude-v2";
const BODY = JSON.stringify({ prompt: "\n\nHuman: Say hello\n\nAssistant:", max_tokens_to_sample: 50 });
const MESSAGES = '[{"role":"user","content":[{"text":"Say hello"}]}]';

test("help explains every command by examples that its own options take", async () => {
  for (const command of commands) {
    const { code, out } = await play(["help", command.name]);
    assertEquals([code, (await play([command.name, "--help"])).out], [0, out]);
    assertGreater(command.examples.length, 0, command.name);
    for (const { line } of command.examples) {
      assertStringIncludes(out, typedLine(line));
      const call = /\bbedrock ([^|)]*)/.exec(typedLine(line))![1]!;
      const words = (call.match(/(?:'[^']*'|"[^"]*"|[^\s'"])+/g) ?? []).map((word) =>
        word.replace(/^['"](.*)['"]$/s, "$1")
      );
      const cut = words.findIndex((word) => /^[<>]$/.test(word));
      const [name, ...rest] = cut < 0 ? words : words.slice(0, cut);
      const called = commands.find((one) => one.name === name);
      assert(called, line);
      parse(rest, [...called.options, ...sharedOptions]);
    }
    const names = [...command.options, ...sharedOptions].flatMap((
      one,
    ) => [one.name, ...one.aliases ?? [], one.short ?? []]);
    assertEquals(names.length, new Set(names).size, `${command.name}: an option's name is taken twice`);
  }
});

test("help fits on eighty columns as far as its examples do", async () => {
  for (const { name } of commands) {
    const { out } = await play(["help", name]);
    const lines = out.split("\n").filter((line) => !/^ {2}\S/.test(line) && !line.startsWith("bedrock "));
    for (const line of lines) assert(line.length <= 80, `${name}: ${line}`);
  }
});

test("serve and emulator refuse the options of every command that mean nothing to them", async () => {
  const pointless = [
    "serve --timeout 1",
    "serve --emulator --endpoint-url http://127.0.0.1:1",
    "emulator --timeout 1",
    "emulator --endpoint-url http://127.0.0.1:1",
    "emulator --profile dev",
    "emulator --region us-east-1",
  ];
  for (const line of pointless) {
    const { code, err } = await play(line.split(" "));
    assertEquals(code, 2, line);
    assertMatch(err, /--(?:timeout|endpoint-url|profile|region)\b/);
  }
});

test("version names this program and what it runs on", async () => {
  assertEquals((await play(["version"])).out, "bedrock 1.2.3 (a stage)\n");
  assertEquals((await play(["--version"])).out, "bedrock 1.2.3 (a stage)\n");
});

test("invoke sends the body as it is, and gives the answer as it came", async () => {
  const { code, out, sent } = await play(["invoke", "--emulator", "--model-id", CLAUDE, "--body", BODY]);
  assertEquals([code, sent], [0, [JSON.parse(BODY)]]);
  assertEquals(JSON.parse(out).completion.trim(), "hello");
  assert(!out.endsWith("\n"), "bytes are not added to");
});

test("invoke takes a body from file://, fileb://, @ and, when told, base64, as the AWS CLI does", async () => {
  const files = { "body.json": BODY, "body.b64": btoa(BODY) };
  const base64 = ["--cli-binary-format", "base64"];
  const ways = [
    ["--body", "file://body.json"],
    ["--body", "fileb://body.json"],
    ["--body", "@body.json"],
    ["--body", btoa(BODY), ...base64],
    ["--body", "file://body.b64", ...base64],
    ["--body", "fileb://body.json", ...base64],
    ["--body", BODY, "--cli-binary-format", "raw-in-base64-out"],
  ];
  for (const way of ways) {
    const { code, sent } = await play(["invoke-model", "--emulator", "--model-id", CLAUDE, ...way], { files });
    assertEquals([code, sent], [0, [JSON.parse(BODY)]], way.join(" "));
  }
  const bad = await play(["invoke", "--emulator", "--model-id", CLAUDE, "--body", "*", ...base64]);
  assertEquals(bad.code, 2);
});

test("invoke with an output file writes the body there, and what came beside it to standard output", async () => {
  const { out, files } = await play(["invoke", "--emulator", "--model-id", CLAUDE, "--body", BODY, "out.json"]);
  assertEquals(JSON.parse(text(files.get("out.json"))).completion.trim(), "hello");
  const { contentType, inputTokenCount, requestId } = JSON.parse(out);
  assertEquals(contentType, "application/json");
  assertGreater(inputTokenCount, 0);
  assertMatch(requestId, /^[0-9a-f-]{36}$/);
});

test("invoke sends the headers that the AWS CLI has arguments for", async () => {
  let headers = new Headers();
  const fetch: typeof globalThis.fetch = (input) => {
    headers = (input as Request).headers;
    return Promise.resolve(Response.json({ completion: "" }));
  };
  const args =
    "--content-type text/plain --accept a/b --trace ENABLED --guardrail-identifier g --guardrail-version 1 " +
    "--performance-config-latency optimized --service-tier flex --request-metadata team=a";
  await play(["invoke", "--emulator", "--model-id", CLAUDE, "--body", "x", ...args.split(" ")], {
    fetch,
  });
  assertEquals(
    ["content-type", "accept", "trace", "guardrailidentifier", "guardrailversion", "performanceconfig-latency"].map((
      name,
    ) => headers.get(name.includes("-t") || name === "accept" ? name : `x-amzn-bedrock-${name}`)),
    ["text/plain", "a/b", "ENABLED", "g", "1", "optimized"],
  );
  assertEquals(headers.get("x-amzn-bedrock-service-tier"), "flex");
  assertEquals(headers.get("x-amzn-bedrock-request-metadata"), '{"team":"a"}');
});

test("invoke --stream writes a chunk a line, to standard output or a file", async () => {
  const args = ["invoke", "--emulator", "--stream", "--model-id", CLAUDE, "--body", BODY];
  for (const path of [[], ["-"], ["out.jsonl"]]) {
    const { code, out, files } = await play([...args, ...path]);
    const lines = (path[0] === "out.jsonl" ? text(files.get("out.jsonl")) : out).trimEnd().split("\n");
    assertEquals([code, lines.map((line) => JSON.parse(line).completion).join("").trim()], [0, "hello"]);
  }
});

test("converse sends each of the AWS CLI's documents as its member, from JSON, shorthand or a file", async () => {
  const { code, out, sent } = await play([
    ..."converse --emulator --model-id nova-lite --inference-config maxTokens=50,temperature=0.5 --system".split(" "),
    "text=Be terse",
    "--messages",
    "file://m.json",
    "--additional-model-response-field-paths",
    "/stopReason",
    "--performance-config",
    '{"latency":"standard"}',
  ], { files: { "m.json": MESSAGES } });
  assertEquals(code, 0);
  assertEquals(sent, [{
    messages: JSON.parse(MESSAGES),
    system: [{ text: "Be terse" }],
    inferenceConfig: { maxTokens: 50, temperature: 0.5 },
    additionalModelResponseFieldPaths: ["/stopReason"],
    performanceConfig: { latency: "standard" },
  }]);
  assertEquals(JSON.parse(out).output.message.content, [{ text: "hello" }]);
});

test("converse streams events a line, or the words alone", async () => {
  const args = ["converse", "--emulator", "--model-id", "nova-lite", "--messages", MESSAGES];
  const events = (await play([...args, "--stream"])).out.trimEnd().split("\n").map((line) =>
    Object.keys(JSON.parse(line))[0]
  );
  assertEquals([events[0], events.at(-1)], ["messageStart", "metadata"]);
  assertEquals((await play([...args, "--stream", "--text"])).out, "hello\n");
  assertEquals((await play([...args, "--text"])).out, "hello\n");
});

test("converse takes the whole input as one document, and options before its members", async () => {
  const whole = JSON.stringify({
    modelId: "amazon.nova-micro-v1:0",
    messages: JSON.parse(MESSAGES),
    system: [{ text: "a" }],
  });
  const { code, sent } = await play([
    "converse",
    "--emulator",
    "--cli-input-json",
    whole,
    "--system",
    '[{"text":"b"}]',
  ]);
  assertEquals([code, sent[0].system], [0, [{ text: "b" }]]);
  const lacking = await play(["converse", "--emulator", "--model-id", "nova-lite"]);
  assertEquals([lacking.code, lacking.sent.length], [2, 0]);
  const broken = await play(["converse", "--emulator", "--model-id", "nova-lite", "--messages", "[{"]);
  assertEquals(broken.code, 2);
  assertMatch(broken.err, /--messages cannot be read: /);
});

test("embed gives a vector a line for words, files, pictures and piped lines, in this order", async () => {
  const whole = await play(["embed", "--emulator", "-d", "256", "one", "-f", "two.txt"], {
    stdin: "three\n\nfour\n",
    files: { "two.txt": "two" },
  });
  assertEquals(whole.sent.map((body) => body.inputText).sort(), ["four", "one", "three", "two"]);
  const vectors = whole.out.trimEnd().split("\n").map((line) => JSON.parse(line));
  assertEquals(vectors.map((vector) => vector.length), [256, 256, 256, 256]);
  for (const [at, word] of ["one", "two", "three", "four"].entries()) {
    const alone = await play(["embed", "--emulator", "-d", "256", word]);
    assertEquals(JSON.parse(alone.out), vectors[at], word);
  }
  const json = JSON.parse((await play(["embed", "--emulator", "-d", "256", "one", "--json"])).out);
  assertEquals(json.vectors[0].map(Math.fround), vectors[0].map(Math.fround));
  const shown = await play(["embed", "--emulator", "one"], { people: ["stdin", "stdout"] });
  assertMatch(shown.out, /^\[(?:\S+, ){6}… .*1024 numbers.*\]\n$/);
  assertEquals((await play(["embed", "--emulator"])).code, 2);
});

test("embed prints numbers that read back as the very same", async () => {
  const numbers = [0.1, 1 / 3, 1e-9, -123456.789, 0, 16777217].map(Math.fround);
  const fetch: typeof globalThis.fetch = () =>
    Promise.resolve(Response.json({ embedding: numbers, inputTextTokenCount: 1 }));
  const { out } = await play(["embed", "--emulator", "x"], { fetch });
  assertEquals(JSON.parse(out).map(Math.fround), numbers);
  assertStringIncludes(out, "[0.1,0.3333333");
});

test("image writes PNG files, never over one that is there unless it is named", async () => {
  const { PNG } = (await pngjs()).default;
  const { code, out, files } = await play(["image", "--emulator", "-n", "2", "a red balloon"], {
    files: { "image.png": "mine" },
  });
  assertEquals([code, out], [0, "image-2.png\nimage-3.png\n"]);
  assertEquals(PNG.sync.read(Buffer.from(files.get("image-2.png")!)).width, 1024);
  const named = await play(["image", "--emulator", "a red balloon", "-o", "x.png", "--size", "512x512"], {
    files: { "x.png": "mine" },
  });
  assertEquals(PNG.sync.read(Buffer.from(named.files.get("x.png")!)).width, 512);
  const several = await play(["image", "--emulator", "-n", "3", "-o", "x.png", "a red balloon"], {
    files: { "x.png": "mine", "x-2.png": "the only copy" },
  });
  assertEquals([several.code, several.out], [0, "x.png\nx-3.png\nx-4.png\n"]);
  const json = await play(["image", "--emulator", "a red balloon", "--json"]);
  assertEquals(JSON.parse(json.out).images[0].path, "image.png");
  assertEquals((await play(["image", "--emulator", "-o", "-", "-n", "2", "x"])).code, 2);
  assertStringIncludes((await play(["image", "--emulator", "-o", "-", "a red balloon"])).out, "PNG");
});

test("count-tokens counts words, or AWS's document, by the model's own id", async () => {
  const { code, out } = await play(["count-tokens", "--emulator", "-m", "claude-sonnet-4-5", "How much wood?"]);
  assertEquals(code, 0);
  assertGreater(Number(out), 3);
  const body = btoa(JSON.stringify({
    anthropic_version: "bedrock-2023-05-31",
    max_tokens: 1,
    messages: [{ role: "user", content: "How much wood?" }],
  }));
  const document = JSON.stringify({ invokeModel: { body } });
  const counted = await play(["count-tokens", "--emulator", "--json", "--input", document]);
  assertEquals(counted.sent, [JSON.parse(document).invokeModel === undefined ? {} : { input: JSON.parse(document) }]);
  assertGreater(JSON.parse(counted.out).inputTokens, 3);
  assertEquals((await play(["count-tokens", "--emulator", "-m", "claude-3-haiku"])).code, 2);
});

test("models lists as a table, as ids and as JSON, narrowed by words and filters", async () => {
  const table = (await play(["models", "--emulator"])).out.trimEnd().split("\n");
  assertMatch(table[0]!, /^MODEL +NAME +IN +OUT +STREAMS +CALLED BY +STATUS$/);
  const ids = (await play(["models", "--emulator", "-q"])).out.trimEnd().split("\n");
  assertEquals(ids.length, table.length - 1);
  const json = JSON.parse((await play(["models", "--emulator", "--json"])).out);
  assertEquals(json.map((model: { modelId: string }) => model.modelId), ids);
  const images = (await play(["models", "--emulator", "-q", "--by-output-modality", "IMAGE", "CANVAS"])).out;
  assertEquals(images, "amazon.nova-canvas-v1:0\n");
  const summaries = [
    {
      modelId: "a.sees",
      inputModalities: ["TEXT", "IMAGE"],
      responseStreamingSupported: true,
      modelLifecycle: { status: "ACTIVE" },
    },
    {
      modelId: "a.reads",
      inputModalities: ["TEXT"],
      responseStreamingSupported: true,
      modelLifecycle: { status: "LEGACY" },
    },
    { modelId: "a.waits", inputModalities: ["TEXT"], responseStreamingSupported: false },
  ];
  const fetch = (): Promise<Response> => Promise.resolve(Response.json({ modelSummaries: summaries }));
  const narrowed = async (...filters: string[]): Promise<string[]> =>
    (await play(["models", "--emulator", "-q", ...filters], { fetch })).out.trimEnd().split("\n");
  assertEquals(await narrowed("--input", "image"), ["a.sees"]);
  assertEquals(await narrowed("--streaming"), ["a.sees", "a.reads"]);
  assertEquals(await narrowed("--active"), ["a.sees", "a.waits"]);
  const none = await play(["models", "--emulator", "nothing-like-it"]);
  assertEquals([none.code, none.out, none.err], [0, "", "there is none\n"]);
});

test("profiles lists over all pages, and names the id to call a model by", async () => {
  const ids = (await play(["profiles", "--emulator", "-q", "claude"])).out.trimEnd().split("\n");
  assert(ids.length > 0 && ids.every((id) => /^(us|global)\.anthropic\.claude/.test(id)));
  const chosen = await play(["profiles", "--emulator", "--for", "anthropic.claude-sonnet-4-5-20250929-v1:0"]);
  assertEquals(chosen.out, "us.anthropic.claude-sonnet-4-5-20250929-v1:0\n");
  const json = JSON.parse((await play(["profiles", "--emulator", "--json", "--for", "nova-canvas"])).out);
  assertEquals(json.via, "on-demand");
});

test("key mints a key that Bedrock takes, and says on a terminal until when", async () => {
  const { code, out, err } = await play(["key", "--emulator", "--expires-in", "30m"], { people: ["stdin", "stderr"] });
  assertEquals(code, 0);
  assertMatch(out, /^bedrock-api-key-[A-Za-z0-9+/=]+\n$/);
  assertStringIncludes(err, "good in us-east-1 until 2026-11-24T07:30:00Z");
  const answer = await createEmulator({ now: () => new Date("2026-11-24T07:10:00Z") })(
    "https://bedrock-runtime.us-east-1.amazonaws.com/model/amazon.nova-lite-v1%3A0/converse",
    {
      method: "POST",
      headers: { authorization: `Bearer ${out.trim()}` },
      body: JSON.stringify({ messages: JSON.parse(MESSAGES) }),
    },
  );
  assertEquals(answer.status, 200);
  await answer.body?.cancel();
  assertEquals(
    (await play(["key", "--emulator", "--export"])).out.slice(0, 50),
    "export AWS_BEARER_TOKEN_BEDROCK='bedrock-api-key-Y",
  );
  for (const bad of ["13h", "0", "x", "1d", "43201"]) {
    assertEquals((await play(["key", "--emulator", "--expires-in", bad])).code, 2, bad);
  }
});
