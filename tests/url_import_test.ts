/**
 * The library by URL: from an empty folder and an empty cache, by a program that may reach one host.
 *
 * @module
 */
import { createEmulator, emulatorCredentials } from "../src/emulator/emulator.ts";
import { assert, assertEquals, assertStringIncludes } from "./deps.ts";

const ROOT = new URL("../", import.meta.url);

/** Serves the working tree as a web server would, and notes what was fetched. */
function serveTree(): { host: string; fetched: string[]; close(): Promise<void> } {
  const fetched: string[] = [];
  const options = { port: 0, hostname: "127.0.0.1", onListen: (): void => {} };
  const server = Deno.serve(options, async (request) => {
    const path = new URL(request.url).pathname.slice(1);
    // What is published, and nothing else
    if (!/^(mod|deps)\.ts$|^src\/.*\.ts$/.test(path)) return new Response(null, { status: 404 });
    fetched.push(path);
    const source = await Deno.readTextFile(new URL(path, ROOT));
    return new Response(source, { headers: { "content-type": "application/typescript" } });
  });
  return { host: `127.0.0.1:${server.addr.port}`, fetched, close: () => server.shutdown() };
}

async function withEmptyFolder(use: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "url-import-" });
  try {
    await use(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Runs a program there, with an empty cache but for what npm brought. */
async function run(folder: string, program: string, permissions: string[]): Promise<{ out: string; err: string }> {
  const { stdout } = await new Deno.Command(Deno.execPath(), { args: ["info", "--json"] }).output();
  const { denoDir } = JSON.parse(new TextDecoder().decode(stdout));
  await Deno.mkdir(`${folder}/cache`);
  await Deno.symlink(`${denoDir}/npm`, `${folder}/cache/npm`);
  await Deno.writeTextFile(`${folder}/main.ts`, program);
  const registry = Deno.env.get("NPM_CONFIG_REGISTRY");
  const output = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--quiet", "--no-prompt", ...permissions, "main.ts"],
    cwd: folder,
    clearEnv: true,
    env: {
      DENO_DIR: `${folder}/cache`,
      HOME: folder,
      NO_COLOR: "1",
      ...(registry === undefined ? {} : { NPM_CONFIG_REGISTRY: registry }),
    },
  }).output();
  return { out: new TextDecoder().decode(output.stdout), err: new TextDecoder().decode(output.stderr) };
}

const program = (tree: string, bedrock: string): string => `
  import { BedrockRuntime } from "http://${tree}/mod.ts";

  const bedrock = new BedrockRuntime({
    region: "us-east-1",
    credentials: ${JSON.stringify(emulatorCredentials)},
    endpoint: "http://${bedrock}",
  });
  const input = { modelId: "anthropic.claude-v2", prompt: "explain black holes to 8th graders", maxTokens: 300 };
  const { text } = await bedrock.prompt(input);
  let streamed = "";
  for await (const chunk of await bedrock.promptStream(input)) streamed += chunk.text;
  console.log(JSON.stringify({ text, streamed }));
`;

Deno.test(
  "mod.ts by URL prompts and streams from an empty folder, with one permission for one host",
  { sanitizeOps: true, sanitizeResources: true },
  async () => {
    const tree = serveTree();
    const options = { port: 0, hostname: "127.0.0.1", onListen: (): void => {} };
    const server = Deno.serve(options, createEmulator());
    const bedrock = `127.0.0.1:${server.addr.port}`;
    try {
      await withEmptyFolder(async (folder) => {
        const permissions = [`--allow-import=${tree.host}`, `--allow-net=${bedrock}`];
        const { out, err } = await run(folder, program(tree.host, bedrock), permissions);
        assertEquals(err, "");
        const { text, streamed } = JSON.parse(out);
        assert(text.length > 0);
        assertEquals(streamed, text);
        const strange = tree.fetched.filter((path) =>
          !/^(mod|deps)\.ts$|^src\/(client|credentials|models|wire)\//.test(path)
        );
        assertEquals(strange, []);
      });
      await withEmptyFolder(async (folder) => {
        const { out, err } = await run(folder, program(tree.host, bedrock), [`--allow-import=${tree.host}`]);
        assertEquals(out, "");
        assertStringIncludes(err, `--allow-net=${bedrock}`.slice(0, 11));
      });
    } finally {
      await Promise.all([tree.close(), server.shutdown()]);
    }
  },
);
