/**
 * The command line as a program: piped, under a pseudo-terminal, installed, and completed by shells.
 *
 * @module
 */
import { assert, assertEquals, assertMatch, assertStringIncludes } from "../deps.ts";
import { awsEnvironment, canPty, CLI, outputOf, PERMISSIONS, plainEnvironment, serveFar, start } from "./program.ts";

const isUnix = Deno.build.os !== "windows";
const test = (name: string, fn: () => Promise<void>, ignore = !isUnix): void =>
  Deno.test({ name, fn, ignore, sanitizeOps: true, sanitizeResources: true });
const ptyTest = (name: string, fn: () => Promise<void>): void => test(name, fn, !canPty);
const ESCAPE = "\x1b";
const TALE = ["prompt", "Explain black holes to 8th graders"];

test("cli answers without an account, a network, or any permission but the environment's", async () => {
  const { code, out, err } = await start(["prompt", "--emulator", "Say hello"], { permissions: ["--allow-env"] }).end();
  assertEquals([code, out, err], [0, "hello\n", ""]);
});

test("cli needs --allow-net and --allow-env for Bedrock, and one host is enough", async () => {
  await using far = serveFar();
  const permissions = ["--allow-env", `--allow-net=${new URL(far.url).host}`];
  const { code, out, err } = await start(["prompt", "Say hello"], { permissions, env: awsEnvironment(far.url) }).end();
  assertEquals([code, out, err], [0, "hello\n", ""]);
  const without = await start(["prompt", "Say hello"], { permissions: ["--allow-env"], env: awsEnvironment(far.url) })
    .end();
  assertEquals(without.code, 1);
  assertMatch(without.err, /^bedrock: .*--allow-net.*\n$/);
});

test("cli takes what is piped in, and exits 0, 1 and 2 as it should", async () => {
  const { code, out } = await start(["prompt", "--emulator"], { input: "Say hello\n" }).end();
  assertEquals([code, out], [0, "hello\n"]);
  assertEquals((await start(["prompt", "--emulator", "-m", "foo.bar", "Hi"]).end()).code, 1);
  const wrong = await start(["prompt", "--emulator", "--nope", "Hi"]).end();
  assertEquals([wrong.code, wrong.out], [2, ""]);
});

test("cli takes region and keys from a profile of the shared files", async () => {
  const folder = await Deno.makeTempDir();
  try {
    await Deno.writeTextFile(`${folder}/config`, "[profile dev]\nregion = eu-central-1\n");
    await Deno.writeTextFile(
      `${folder}/credentials`,
      "[dev]\naws_access_key_id = AKIDDEV\naws_secret_access_key = x\n",
    );
    const env = { AWS_CONFIG_FILE: `${folder}/config`, AWS_SHARED_CREDENTIALS_FILE: `${folder}/credentials` };
    const { out } = await start(["key", "--profile", "dev", "--json"], { env }).end();
    const { apiKey, region } = JSON.parse(out);
    assertEquals(region, "eu-central-1");
    assertStringIncludes(atob(apiKey.slice("bedrock-api-key-".length)), "AKIDDEV");
    const named = await start(["key", "--profile", "nope", "--region", "eu-west-1"], { env }).end();
    assertEquals(named.code, 1);
    assertMatch(named.err, /^bedrock: .*no profile nope.*\n$/);
    assertEquals((await start(["key", "--profile", "nope"], { env }).end()).code, 2, "no region");
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

test("cli streams into a pipe, and ends quietly, upstream too, when nobody reads any more", async () => {
  await using far = serveFar({ pace: 20 });
  const running = start(TALE, { env: awsEnvironment(far.url) });
  await running.until("black hole");
  await running.closeOutput();
  await far.left;
  const { code, err } = await running.end();
  assertEquals([code, err], [0, ""]);
});

test("cli ends the generation on SIGINT and SIGTERM, and exits 130 and 143", async () => {
  for (const [signal, wanted] of [["SIGINT", 130], ["SIGTERM", 143]] as const) {
    await using far = serveFar({ pace: 20 });
    const running = start(TALE, { env: awsEnvironment(far.url) });
    await running.until("black hole");
    running.kill(signal);
    await far.left;
    const { code, err } = await running.end();
    assertEquals([code, err], [wanted, ""]);
  }
});

test("cli exits on SIGINT while Bedrock says nothing yet", async () => {
  let asked: () => void = () => {};
  const { promise: arrived, resolve } = Promise.withResolvers<void>();
  asked = resolve;
  await using far = serveFar({ faults: () => (asked(), "hang") });
  const running = start(TALE, { env: awsEnvironment(far.url) });
  await arrived;
  running.kill("SIGINT");
  const { code, out, err } = await running.end();
  assertEquals([code, out, err], [130, "", ""]);
});

ptyTest("cli shows an answer as it comes on a terminal, and Ctrl-C ends it with 130", async () => {
  await using far = serveFar({ pace: 20 });
  const running = start(TALE, { env: awsEnvironment(far.url), pty: true });
  const seen = await running.until("black hole");
  assert(!seen.includes("graders"), "the answer is not there yet");
  await running.type("\x03");
  await far.left;
  const { code, out } = await running.end();
  assertEquals(code, 130);
  assert(out.endsWith("\r\n"), "the shell's prompt begins on a line of its own");
});

ptyTest("cli colours a terminal, and nothing with NO_COLOR", async () => {
  const wrong = ["prompt", "--emulator", "-m", "foo.bar", "Hi"];
  assertStringIncludes((await start(wrong, { pty: true }).end()).out, `${ESCAPE}[31mbedrock:`);
  const plain = await start(wrong, { pty: true, env: { NO_COLOR: "1" } }).end();
  assertMatch(plain.out, /bedrock: Cannot/);
  assert(!plain.out.includes(`${ESCAPE}[31m`));
  assertStringIncludes((await start(["--help"], { pty: true }).end()).out, `${ESCAPE}[1mbedrock`);
  assert(!(await start(["--help"]).end()).out.includes(ESCAPE));
});

ptyTest("cli wipes the progress before the answer", async () => {
  await using far = serveFar({ faults: ["slow=700"] });
  const { out } = await start(["prompt", "--no-stream", "Say hello"], {
    env: awsEnvironment(far.url),
    pty: true,
  }).end();
  assertMatch(out, /waiting for the model/);
  // deno-lint-ignore no-control-regex -- the wipe is one
  assertMatch(out, /\r\x1b\[Khello\r\n$/);
});

ptyTest("chat edits lines, brings them back, completes commands, and leaves on the second Ctrl-C", async () => {
  await using far = serveFar({ pace: 20 });
  const running = start(["chat"], { env: awsEnvironment(far.url), pty: true });
  await running.until("> ");
  await running.type("Say helo\x1b[Dl\r");
  await running.until("\r\nhello\r\n");
  await running.type("/he\t");
  await running.until("/help");
  await running.type("\x15\x1b[A");
  await running.until("Say hello\x1b");
  await running.type("\x15Explain black holes\r");
  await running.until("black hole is");
  await running.type("\x03");
  await far.left;
  await running.until("cancelled");
  await running.type("\x03");
  const { code } = await running.end();
  assertEquals(code, 130);
});

ptyTest("chat leaves on Ctrl-D with 0", async () => {
  const running = start(["chat", "--emulator"], { pty: true });
  await running.until("> ");
  await running.type("Say hello\r");
  await running.until("\r\nhello\r\n");
  await running.type("\x04");
  assertEquals((await running.end()).code, 0);
});

test("emulator serves Bedrock on loopback to other clients, and stops when asked to", async () => {
  const running = start(["emulator", "--port", "0", "--fault", "error=ModelNotReadyException;times=1"]);
  const [, url] = /(http:\/\/127\.0\.0\.1:\d+)\n[\s\S]*AWS_ENDPOINT_URL=\1/.exec(
    await running.until("AWS_SECRET_ACCESS_KEY"),
  )!;
  const answered = await start(["prompt", "--debug", "Say hello"], { env: awsEnvironment(url!) }).end();
  assertEquals([answered.code, answered.out], [0, "hello\n"]);
  assertMatch(answered.err, /debug: attempt 1, HTTP 429, ModelNotReadyException/);
  running.kill("SIGINT");
  assertEquals((await running.end()).code, 0);
});

test("serve answers in OpenAI's dialect from the emulator", async () => {
  const running = start(["serve", "--emulator", "--port", "0"], { env: { GATEWAY_LOG: "off" } });
  const [url] = /http:\/\/127\.0\.0\.1:\d+/.exec(await running.until("\n"))!;
  const response = await fetch(`${url}/v1/chat/completions`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ model: "nova-lite", messages: [{ role: "user", content: "Say hello" }] }),
  });
  const { choices } = await response.json();
  assertEquals(choices[0].message.content, "hello");
  running.kill("SIGINT");
  assertEquals((await running.end()).code, 0);
});

test("serve goes by its profile, the profile's region and its endpoint, whatever the environment has", async () => {
  const signed: (string | null)[] = [];
  await using far = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, ({ headers }) => {
    signed.push(headers.get("authorization"));
    return Response.json({});
  });
  const config = await Deno.makeTempFile();
  try {
    await Deno.writeTextFile(
      config,
      "[profile dev]\nregion = eu-central-1\naws_access_key_id = AKIDDEV\naws_secret_access_key = x\n",
    );
    const common = { AWS_CONFIG_FILE: config, GATEWAY_LOG: "off" };
    const elsewhere = {
      AWS_ENDPOINT_URL_BEDROCK_RUNTIME: "http://127.0.0.1:1",
      AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: "true",
    };
    for (
      const [told, region] of [
        [{ ...elsewhere, AWS_ACCESS_KEY_ID: "AKIDENV", AWS_SECRET_ACCESS_KEY: "x" }, "eu-central-1"],
        [{ AWS_BEARER_TOKEN_BEDROCK: "key", AWS_REGION: "eu-west-1" }, "eu-west-1"],
      ] as const
    ) {
      const endpoint = `http://127.0.0.1:${far.addr.port}`;
      const running = start(["serve", "--profile", "dev", "--endpoint-url", endpoint, "--port", "0"], {
        env: { ...common, ...told },
      });
      const [url] = /http:\/\/127\.0\.0\.1:\d+/.exec(await running.until("\n"))!;
      const response = await fetch(`${url}/model/amazon.nova-lite-v1:0/converse`, { method: "POST", body: "{}" });
      await response.body?.cancel();
      running.kill("SIGINT");
      assertEquals((await running.end()).code, 0);
      assertMatch(String(signed.at(-1)), new RegExp(`Credential=AKIDDEV/\\d{8}/${region}/bedrock/`));
    }
  } finally {
    await Deno.remove(config);
  }
});

test("serve and emulator say which address is taken", async () => {
  await using far = serveFar();
  const { host, port } = new URL(far.url);
  for (const command of [["serve", "--emulator"], ["emulator"]]) {
    const { code, err } = await start([...command, "--port", port]).end();
    assertEquals(code, 1);
    assertMatch(err, new RegExp(`^bedrock: Cannot listen on http://${host}: .+\n$`));
  }
});

test("deno install -g makes a program that works", async () => {
  const root = await Deno.makeTempDir();
  try {
    const install = new Deno.Command(Deno.execPath(), {
      args: ["install", "-g", "--quiet", "--root", root, "-n", "bedrock", ...PERMISSIONS, CLI],
      env: plainEnvironment(),
      clearEnv: true,
      stderr: "piped",
    });
    const { code, stderr } = await install.output();
    assertEquals(code, 0, new TextDecoder().decode(stderr));
    const program = [`${root}/bin/bedrock`];
    assertMatch((await start(["version"], { program }).end()).out, /^bedrock \d+\.\d+\.\d+ \(deno /);
    const { code: answered, out } = await start(["prompt", "--emulator", "Say hello"], { program }).end();
    assertEquals([answered, out], [0, "hello\n"]);
  } finally {
    await Deno.remove(root, { recursive: true });
  }
});

test("completion bash completes commands, options, values, models and files", async () => {
  const { out: script } = await start(["completion", "bash"], { permissions: [] }).end();
  const cases: [typed: string[], wanted: string][] = [
    [["pro"], "prompt profiles"],
    [["prompt", "--max"], "--max-tokens"],
    [["prompt", "-m", "nova-li"], "nova-lite"],
    [["prompt", "--model", "=", "nova-li"], "nova-lite"],
    [["prompt", "--via", ""], "invoke converse"],
    [["prompt", "--no"], "--no-stream"],
    [["--region", "x", "key", "--exp"], "--expires-in --export"],
    [["completion", "f"], "fish"],
    [["help", "ser"], "serve"],
    [["prompt", "--max-tokens", ""], ""],
    [["invoke", "--body", `${CLI.slice(0, -1)}`], CLI],
  ];
  const lines = cases.map(([typed]) => {
    const words = ["bedrock", ...typed].map((word) => `'${word}'`).join(" ");
    return `COMP_WORDS=(${words}) COMP_CWORD=${typed.length}; _bedrock; echo "\${COMPREPLY[*]}"`;
  });
  const running = start(["-c", `${script}\n${lines.join("\n")}`], { program: ["bash"] });
  const { code, out, err } = await running.end();
  assertEquals([code, err], [0, ""]);
  assertEquals(out.split("\n").slice(0, -1), cases.map(([, wanted]) => wanted));
});

for (const shell of ["zsh", "fish"]) {
  const isThere = await outputOf(shell, "-c", ":").then(() => true, () => false);
  test(`completion ${shell} is a script that ${shell} reads`, async () => {
    const { out: script } = await start(["completion", shell], { permissions: [] }).end();
    const path = await Deno.makeTempFile();
    try {
      await Deno.writeTextFile(path, script);
      const { code, err } = await start(["-n", path], { program: [shell] }).end();
      assertEquals([code, err], [0, ""]);
    } finally {
      await Deno.remove(path);
    }
  }, !isThere);
}
