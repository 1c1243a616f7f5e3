/** defaultChain(): a whole machine in, whoever this program is or every reason out. */
import { assertEquals, assertFalse, assertRejects, assertStringIncludes } from "../deps.ts";
import { defaultChain, type DefaultChainOptions } from "../../src/credentials/default_chain.ts";
import { CredentialsError, type Identity } from "../../src/credentials/identity.ts";
import { type Asked, Clock, memoryFiles, noSleep, recording, strict, stsReply } from "./recorded.ts";

const clock = new Clock();
const CREDENTIALS = "/home/you/.aws/credentials";
const PROFILE = "[default]\naws_access_key_id = AKIDPROFILE\naws_secret_access_key = x\n" +
  "[other]\naws_access_key_id = AKIDOTHER\naws_secret_access_key = x\n";
const ENVIRONMENT = { AWS_ACCESS_KEY_ID: "AKIDENV", AWS_SECRET_ACCESS_KEY: "x", AWS_SESSION_TOKEN: "env session" };
const WEB = { AWS_ROLE_ARN: "arn:aws:iam::1:role/x", AWS_WEB_IDENTITY_TOKEN_FILE: "/token" };
const CONTAINER = { AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: "/creds" };

/** Every far end at once. */
function everywhere(asked: Asked): Response {
  const url = new URL(asked.url);
  if (url.hostname.startsWith("sts.")) return new Response(stsReply("AssumeRoleWithWebIdentity", "WEB", clock.in(60)));
  if (url.pathname === "/latest/api/token") return new Response("token");
  if (url.pathname.endsWith("/security-credentials/")) return new Response("role");
  const name = url.hostname === "169.254.170.2" ? "ASIATASK" : "ASIAMACHINE";
  return Response.json({ AccessKeyId: name, SecretAccessKey: "x", Token: "y", Expiration: clock.in(60) });
}

function chainOf(options: DefaultChainOptions): ReturnType<typeof defaultChain> {
  return defaultChain({
    env: {},
    files: memoryFiles({}),
    now: clock.now,
    sleep: noSleep,
    fetch: recording(everywhere),
    ...options,
  });
}

const nameOf = (identity: Identity): string => "apiKey" in identity ? identity.apiKey : identity.accessKeyId;

Deno.test("defaultChain() asks in AWS's order", strict, async () => {
  const files = memoryFiles({ [CREDENTIALS]: PROFILE, "/token": "t" });
  const all = { AWS_BEARER_TOKEN_BEDROCK: "an API key", ...ENVIRONMENT, ...WEB, ...CONTAINER };
  const without = (...names: string[]): Record<string, string> =>
    Object.fromEntries(Object.entries(all).filter(([name]) => !names.some((one) => name.startsWith(one))));
  const token = memoryFiles({ "/token": "t" });
  const found = async (options: DefaultChainOptions): Promise<string> => nameOf(await chainOf(options)());
  assertEquals(await found({ files, env: all }), "an API key");
  assertEquals(await found({ files, env: all, apiKeys: false }), "AKIDENV");
  const named = { ...all, AWS_PROFILE: "other" };
  assertEquals(await found({ files, env: named }), "an API key");
  assertEquals(await found({ files, env: named, apiKeys: false }), "AKIDENV");
  const noEnvironment = ["AWS_BEARER", "AWS_ACCESS", "AWS_SECRET", "AWS_SESSION"];
  assertEquals(await found({ files, env: without(...noEnvironment) }), "AKIDPROFILE");
  assertEquals(await found({ files, env: { ...without(...noEnvironment), AWS_PROFILE: "other" } }), "AKIDOTHER");
  assertEquals(await found({ files, env: all, profile: "other" }), "AKIDOTHER");
  assertEquals(await found({ files: token, env: without(...noEnvironment) }), "ASIAWEB");
  assertEquals(await found({ files: token, env: CONTAINER }), "ASIATASK");
  assertEquals(await found({}), "ASIAMACHINE");
});

Deno.test("defaultChain() never mixes a profile's keys with the environment's session token", strict, async () => {
  const files = memoryFiles({ [CREDENTIALS]: PROFILE });
  const env = { AWS_SESSION_TOKEN: "env session", AWS_ACCOUNT_ID: "1" };
  assertEquals(await chainOf({ files, env })(), { accessKeyId: "AKIDPROFILE", secretAccessKey: "x" });
});

Deno.test("defaultChain() lists every source tried, and why each gave nothing", strict, async () => {
  const error = await assertRejects(
    () => chainOf({ fetch: recording(() => new TypeError("unreachable")) })(),
    CredentialsError,
  );
  assertEquals(error.tried.map(({ source, reason }) => `${source}: ${reason}`), [
    "environment: AWS_BEARER_TOKEN_BEDROCK and AWS_ACCESS_KEY_ID are not set",
    'profile "default": the shared files have no profile default (/home/you/.aws/config is not there, ' +
    "/home/you/.aws/credentials is not there)",
    "web identity: AWS_ROLE_ARN is not set",
    "container: AWS_CONTAINER_CREDENTIALS_RELATIVE_URI and AWS_CONTAINER_CREDENTIALS_FULL_URI are not set",
    "instance metadata: there is no answer: unreachable",
  ]);
  assertEquals(error.configured, false);
});

Deno.test("defaultChain() does not become somebody else when what is set up fails", strict, async () => {
  const fails = async (options: DefaultChainOptions): Promise<string[]> => {
    const error = await assertRejects(() => chainOf(options)(), CredentialsError);
    assertEquals(error.configured, true);
    return error.tried.filter(({ configured }) => configured).map(({ source }) => source);
  };
  assertEquals(await fails({ env: { AWS_ACCESS_KEY_ID: "AKID" } }), ["environment"]);
  assertEquals(await fails({ env: { AWS_PROFILE: "gone" } }), ['profile "gone"']);
  assertEquals(await fails({ env: { AWS_SHARED_CREDENTIALS_FILE: "/run/secrets/aws" } }), ['profile "default"']);
  assertEquals(await fails({ env: WEB }), ["web identity"]);
  const down = recording((asked) =>
    asked.url.includes("170.2") ? new Response("", { status: 500 }) : everywhere(asked)
  );
  assertEquals(await fails({ env: CONTAINER, fetch: down }), ["container"]);
});

Deno.test("defaultChain() keeps what it found", strict, async () => {
  const fetch = recording(everywhere);
  const get = chainOf({ fetch });
  await Promise.all([get(), get(), get()]);
  await get();
  assertEquals(fetch.asked.length, 3);
});

Deno.test("defaultChain() names the permissions that deno run lacks, and prints no secret", strict, async () => {
  const file = new URL("../../src/credentials/default_chain.ts", import.meta.url);
  const code = `import { defaultChain } from ${JSON.stringify(file.href)};
    await defaultChain({ timeoutMs: 50 })().catch((error) => console.log(error.name, error.message));`;
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "--no-prompt", "--no-lock", "-"],
    cwd: new URL("../../", import.meta.url),
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
    env: { NO_COLOR: "1", AWS_SECRET_ACCESS_KEY: "a-secret-of-the-environment" },
  }).spawn();
  const input = child.stdin.getWriter();
  await input.write(new TextEncoder().encode(code));
  await input.close();
  const { stdout, stderr } = await child.output();
  const said = new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr);
  for (
    const wanted of [
      "CredentialsError Cannot find credentials",
      "--allow-env=AWS_BEARER_TOKEN_BEDROCK,AWS_ACCESS_KEY_ID,AWS_SECRET_ACCESS_KEY,AWS_SESSION_TOKEN",
      "--allow-env=HOME",
      "--allow-env=AWS_ROLE_ARN",
      "--allow-env=AWS_CONTAINER_CREDENTIALS_RELATIVE_URI,AWS_CONTAINER_CREDENTIALS_FULL_URI",
      "--allow-net=169.254.169.254",
    ]
  ) assertStringIncludes(said, wanted);
  assertFalse(said.includes("NotCapable"));
  assertFalse(said.includes("a-secret"));
});
