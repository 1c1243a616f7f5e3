/**
 * What the client needs of the world: one host; and what it says when it is given less.
 *
 * @module
 */
import { BedrockError, BedrockRuntime } from "../../mod.ts";
import { assert, assertEquals, assertInstanceOf, assertStringIncludes } from "../deps.ts";
import { startFaultServer } from "./fault_server.ts";
import { guarded } from "./guarded.ts";

const mod = new URL("../../mod.ts", import.meta.url).href;
const config = new URL("../../deno.json", import.meta.url).pathname;

/** Runs a program with just these permissions, and gives what it wrote. */
async function run(permissions: string[], program: string, env: Record<string, string> = {}): Promise<string> {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "--no-prompt", "--no-check", `--config=${config}`, ...permissions, "-"],
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
    clearEnv: true,
    env: { HOME: Deno.env.get("HOME") ?? "", DENO_DIR: Deno.env.get("DENO_DIR") ?? "", NO_COLOR: "1", ...env },
  }).spawn();
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(program));
  await writer.close();
  const { stdout, stderr } = await child.output();
  return new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr);
}

const call = (options: string): string => `
  import { BedrockRuntime } from "${mod}";
  try {
    const bedrock = new BedrockRuntime(${options});
    const { text } = await bedrock.prompt({ modelId: "anthropic.claude-v2", prompt: "Hi" });
    console.log("text:", text);
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
`;

const serve = () =>
  startFaultServer(() => ({
    headers: { "content-type": "application/json" },
    pieces: ['{"completion":"A star","stop_reason":"stop_sequence"}'],
  }));

guarded("with static credentials and a region, the one host is all the permission there need be", async () => {
  await using server = serve();
  const host = new URL(server.endpoint).host;
  const output = await run(
    [`--allow-net=${host}`],
    call(`{
    region: "us-east-1",
    credentials: { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret" },
    endpoint: "${server.endpoint}",
  }`),
  );
  assertEquals(output.trim(), "text: A star");
});

guarded("with static credentials and a region, the environment is not read, even where it may be", async () => {
  await using server = serve();
  const output = await run(
    [`--allow-net=${new URL(server.endpoint).host}`, "--allow-env"],
    call(`{
      region: "us-east-1",
      credentials: { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret" },
      endpoint: "${server.endpoint}",
    }`),
    { AWS_USE_FIPS_ENDPOINT: "true", AWS_SESSION_TOKEN: "somebody else's" },
  );
  assertEquals(output.trim(), "text: A star");
  assert(!server.requests[0]!.head.includes("x-amz-security-token"));
});

guarded("without permission for the environment, the error names the permission to give", async () => {
  const region = await run([], call("{}"));
  assertStringIncludes(region, "TypeError");
  assertStringIncludes(region, "--allow-env=AWS_REGION,AWS_DEFAULT_REGION");
  const keys = await run([], call('{ region: "us-east-1" }'));
  assertStringIncludes(keys, "BedrockError CredentialsUnavailable");
  assertStringIncludes(keys, "--allow-env=AWS_BEARER_TOKEN_BEDROCK,AWS_ACCESS_KEY_ID");
});

guarded(
  "without permission for the host, the error names the permission to give, and nothing is tried again",
  async () => {
    const output = await run([], call(`{ region: "us-east-1", credentials: { apiKey: "key" } }`));
    assertStringIncludes(output, "NotCapable");
    assertStringIncludes(output, "--allow-net");
  },
);

guarded("with the permissions for keys in the environment, they are used", async () => {
  await using server = serve();
  const host = new URL(server.endpoint).host;
  const env = { AWS_REGION: "eu-west-1", AWS_ACCESS_KEY_ID: "AKIDENV", AWS_SECRET_ACCESS_KEY: "secret" };
  const output = await run(
    [`--allow-net=${host}`, "--allow-env"],
    call("{}"),
    { ...env, AWS_ENDPOINT_URL_BEDROCK_RUNTIME: server.endpoint },
  );
  assertEquals(output.trim(), "text: A star");
  assertStringIncludes(server.requests[0]!.head, "credential=akidenv/");
  assertStringIncludes(server.requests[0]!.head, "/eu-west-1/bedrock/aws4_request");
});

guarded("no credentials anywhere is one error, which names where they were looked for", async () => {
  const bedrock = new BedrockRuntime({
    region: "us-east-1",
    credentials: () => Promise.reject(new Error("the vault is sealed")),
    fetch: () => Promise.reject(new Error("it was sent")),
  });
  const error = await bedrock.invokeModel({ modelId: "m", body: "{}" }).then(() => undefined, (error) => error);
  assertInstanceOf(error, BedrockError);
  assertEquals([error.code, error.retryable, error.attempts], ["CredentialsUnavailable", false, 1]);
  assertStringIncludes(error.message, "the vault is sealed");
  const output = await run(
    ["--allow-env", "--allow-read"],
    call('{ region: "us-east-1" }'),
    {
      AWS_EC2_METADATA_DISABLED: "true",
      HOME: "/nonexistent",
      DENO_DIR: Deno.env.get("DENO_DIR") ?? `${Deno.env.get("HOME")}/.cache/deno`,
    },
  );
  assertStringIncludes(output, "BedrockError CredentialsUnavailable");
  for (const place of ["environment", "AWS_ACCESS_KEY_ID", "profile", "web identity", "container"]) {
    assertStringIncludes(output, place);
  }
});

guarded("importing mod.ts loads aws4fetch and nothing else of other people's", async () => {
  const { stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["info", "--json", `--config=${config}`, mod],
    stdout: "piped",
    stderr: "null",
  }).output();
  const graph = JSON.parse(new TextDecoder().decode(stdout)) as {
    modules: { specifier: string }[];
  };
  const root = new URL("../../", import.meta.url).href;
  const foreign = graph.modules.map(({ specifier }) => specifier).filter((specifier) => !specifier.startsWith(root));
  assertEquals(foreign.filter((specifier) => !specifier.includes("aws4fetch")), []);
  assert(foreign.length > 0, "the graph was read");
});
