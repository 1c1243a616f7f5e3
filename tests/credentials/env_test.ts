/** fromEnv and readEnvironment: environments in, identities or reasons out. */
import { assertEquals, assertFalse, assertInstanceOf, assertRejects, assertStringIncludes } from "../deps.ts";
import { fromEnv, fromEnvKeys, readEnvironment } from "../../src/credentials/env.ts";
import { CredentialsError } from "../../src/credentials/identity.ts";

const strict = { sanitizeOps: true, sanitizeResources: true };
const KEYS = { AWS_ACCESS_KEY_ID: "AKIDEXAMPLE", AWS_SECRET_ACCESS_KEY: "wJalrXUtnFEMI" };

Deno.test("fromEnv() takes keys, token, expiry and account", strict, async () => {
  const env = {
    ...KEYS,
    AWS_SESSION_TOKEN: "token",
    AWS_CREDENTIAL_EXPIRATION: "2026-01-15T12:34:56Z",
    AWS_ACCOUNT_ID: "123456789012",
  };
  assertEquals(await fromEnv({ env })(), {
    accessKeyId: "AKIDEXAMPLE",
    secretAccessKey: "wJalrXUtnFEMI",
    sessionToken: "token",
    expiration: new Date("2026-01-15T12:34:56Z"),
    accountId: "123456789012",
  });
});

Deno.test("fromEnv() prefers the API key to the keys, as the SDKs do", strict, async () => {
  const env = (name: string): string | undefined =>
    ({ ...KEYS, AWS_BEARER_TOKEN_BEDROCK: "bedrock-api-key-x\n" } as Record<string, string>)[name];
  assertEquals(await fromEnv({ env })(), { apiKey: "bedrock-api-key-x" });
});

Deno.test("fromEnv() reads anew at each call", strict, async () => {
  const env: Record<string, string> = { ...KEYS };
  const provider = fromEnv({ env });
  await provider();
  env.AWS_ACCESS_KEY_ID = "AKIDSECOND";
  assertEquals(await provider(), { accessKeyId: "AKIDSECOND", secretAccessKey: "wJalrXUtnFEMI" });
});

Deno.test("fromEnv() says which half is missing, without the half that is there", strict, async () => {
  for (const name of ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"] as const) {
    const error = await assertRejects(() => fromEnv({ env: { ...KEYS, [name]: "" } })(), CredentialsError, name);
    assertEquals(error.configured, true);
    assertFalse(error.message.includes(KEYS.AWS_SECRET_ACCESS_KEY));
  }
});

Deno.test("fromEnv() of nothing says what it looked for, and that nothing is configured", strict, async () => {
  const error = await assertRejects(() => fromEnv({ env: {} })(), CredentialsError, "AWS_ACCESS_KEY_ID");
  assertEquals(error.configured, false);
  assertEquals(error.tried.length, 1);
});

Deno.test("fromEnvKeys() passes an API key over, and does not say that it is not there", strict, async () => {
  assertEquals(await fromEnvKeys({ env: { ...KEYS, AWS_BEARER_TOKEN_BEDROCK: "key" } })(), {
    accessKeyId: "AKIDEXAMPLE",
    secretAccessKey: "wJalrXUtnFEMI",
  });
  const error = await assertRejects(
    () => fromEnvKeys({ env: { AWS_BEARER_TOKEN_BEDROCK: "key" } })(),
    CredentialsError,
    "AWS_ACCESS_KEY_ID is not set",
  );
  assertFalse(error.message.includes("BEARER"));
});

Deno.test("fromEnv() refuses an expiry that is no date", strict, async () => {
  const env = { ...KEYS, AWS_CREDENTIAL_EXPIRATION: "tomorrow" };
  await assertRejects(() => fromEnv({ env })(), CredentialsError, "AWS_CREDENTIAL_EXPIRATION");
});

Deno.test("fromEnv() does without what it may not read, except a session token", strict, async () => {
  const denied = (name: string) => (): never => {
    throw new Error(`denied ${name}`);
  };
  const readable = (...not: string[]) => (name: string): string | undefined =>
    not.includes(name) ? denied(name)() : (KEYS as Record<string, string>)[name];
  const optional = ["AWS_BEARER_TOKEN_BEDROCK", "AWS_CREDENTIAL_EXPIRATION", "AWS_ACCOUNT_ID"];
  assertEquals(await fromEnv({ env: readable(...optional) })(), {
    accessKeyId: "AKIDEXAMPLE",
    secretAccessKey: "wJalrXUtnFEMI",
  });
  await assertRejects(
    () => fromEnv({ env: readable("AWS_SESSION_TOKEN") })(),
    CredentialsError,
    "--allow-env=AWS_SESSION_TOKEN",
  );
});

Deno.test("readEnvironment() is undefined where there is no process", strict, () => {
  const holder = globalThis as { process?: unknown };
  const kept = Object.getOwnPropertyDescriptor(holder, "process");
  try {
    Object.defineProperty(holder, "process", { value: undefined, configurable: true, writable: true });
    assertEquals(readEnvironment("AWS_REGION"), undefined);
  } finally {
    if (kept !== undefined) Object.defineProperty(holder, "process", kept);
  }
});

Deno.test("readEnvironment() names the permission that deno run lacks", strict, async () => {
  const run = async (flags: string[], code: string): Promise<string> => {
    const { stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args: [
        "run",
        "--no-prompt",
        "--no-lock",
        "--no-config",
        ...flags,
        "data:text/typescript," + encodeURIComponent(code),
      ],
      env: { AWS_REGION: "us-east-1", ...KEYS, NO_COLOR: "1" },
    }).output();
    return new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr);
  };
  const file = new URL("../../src/credentials/env.ts", import.meta.url).href;
  const code = `import { fromEnv, fromEnvKeys, readEnvironment } from "${file}";
    try { console.log(readEnvironment("AWS_REGION")); } catch (error) { console.log(error.name, error.message); }
    try { console.log((await fromEnv()()).accessKeyId); } catch (error) { console.log(error.name, error.message); }`;
  const denied = await run([], code);
  assertStringIncludes(
    denied,
    "CredentialsError Cannot read environment: permission is missing, wanted --allow-env=AWS_REGION",
  );
  assertStringIncludes(
    denied,
    "--allow-env=AWS_BEARER_TOKEN_BEDROCK,AWS_ACCESS_KEY_ID,AWS_SECRET_ACCESS_KEY,AWS_SESSION_TOKEN",
  );
  assertFalse(denied.includes("NotCapable"));
  const given = await run(["--allow-env=AWS_REGION,AWS_ACCESS_KEY_ID,AWS_SECRET_ACCESS_KEY,AWS_SESSION_TOKEN"], code);
  assertStringIncludes(given, "us-east-1\nAKIDEXAMPLE");
});

Deno.test("CredentialsError keeps the sources and the cause", strict, () => {
  const cause = new Error("below");
  const error = new CredentialsError("Cannot x: y", {
    tried: [{ source: "a", reason: "b", configured: true }],
    cause,
  });
  assertInstanceOf(error, Error);
  assertEquals([error.name, error.cause, error.configured], ["CredentialsError", cause, true]);
});
