/**
 * The examples, run as their first lines say, against the emulator and with no permission but what they need.
 *
 * @module
 */
import { assertEquals, assertMatch } from "./deps.ts";
import { readSettings } from "../src/gateway/settings.ts";

const ROOT = new URL("../", import.meta.url);

async function run(name: string, permissions: string[], ...args: string[]): Promise<string> {
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--no-prompt", ...permissions, `examples/${name}.ts`, "--emulator", ...args],
    cwd: ROOT,
    env: { NO_COLOR: "1" },
  }).output();
  assertEquals(success, true, new TextDecoder().decode(stderr));
  return new TextDecoder().decode(stdout);
}

Deno.test("examples/text.ts prompts, streams and invokes, without any permission", async () => {
  const said = await run("text", []);
  assertMatch(said, /black hole/i);
  assertMatch(said, /stopReason: "end_turn"/);
  assertMatch(said, /^You said: "Tell a short tale"\. .* one would be\.$/m);
  assertMatch(said, /moon number three/);
});

Deno.test("examples/vision.ts shows the model a picture, without any permission", async () => {
  assertMatch(await run("vision", []), /image/i);
});

Deno.test("examples/embeddings.ts puts the sentence about the cat first", async () => {
  const [first, second, last] = (await run("embeddings", [])).trim().split("\n");
  assertMatch(first!, /cat|kitten/);
  assertMatch(second!, /cat|kitten/);
  assertMatch(last!, /Interest rates/);
});

Deno.test("examples/image.ts writes a PNG of the asked size", async () => {
  const path = await Deno.makeTempFile({ suffix: ".png" });
  try {
    await run("image", [`--allow-write=${path}`], path);
    const bytes = await Deno.readFile(path);
    const view = new DataView(bytes.buffer);
    assertEquals([view.getUint32(0), view.getUint32(16), view.getUint32(20)], [0x89504e47, 512, 512]);
  } finally {
    await Deno.remove(path);
  }
});

Deno.test("examples/deno_deploy.ts reads GATEWAY_KEYS as serve does", async () => {
  const text = await Deno.readTextFile(new URL("examples/deno_deploy.ts", ROOT));
  const [, program] = /^const keys = ([^;]+);$/m.exec(text)!;
  const read = new Function("Deno", `return ${program}`);
  for (const keys of [undefined, "", "a", "a, b", "a,", " , a"]) {
    const env = { get: (): string | undefined => keys };
    assertEquals(read({ env }), readSettings((name) => name === "GATEWAY_KEYS" ? keys : undefined).keys, keys);
  }
});
