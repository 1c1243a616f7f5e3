import { backendOf } from "../src/backend.ts";
import { CredentialsError } from "../src/credentials/identity.ts";
import { readSettings } from "../src/gateway/settings.ts";
import { assertEquals, assertRejects, assertStringIncludes } from "./deps.ts";

const OPTIONS = { sanitizeOps: true, sanitizeResources: true };
const KEYS = { AWS_ACCESS_KEY_ID: "AKIDEXAMPLE", AWS_SECRET_ACCESS_KEY: "secret" };

/** Who answers in an environment in which nothing leads to AWS that is not told. */
function choose(told: Record<string, string>, onLoopback = true): ReturnType<typeof backendOf> {
  const env = { AWS_EC2_METADATA_DISABLED: "true", HOME: "/nonexistent", ...told };
  return backendOf(readSettings((name) => (env as Record<string, string>)[name]), { env, onLoopback });
}

Deno.test(
  "backendOf() takes the emulator unasked only on loopback, where there are no credentials at all",
  OPTIONS,
  async () => {
    const { isEmulated, regions, options } = await choose({});
    assertEquals([isEmulated, regions], [true, ["us-east-1"]]);
    const answer = await options("runtime").fetch!("https://bedrock-runtime.us-east-1.amazonaws.com/nowhere");
    assertStringIncludes(await answer.text(), "UnknownOperationException");
    await assertRejects(() => choose({}, false), CredentialsError);
    await assertRejects(() => choose({ GATEWAY_BACKEND: "aws" }), CredentialsError);
    await assertRejects(() => choose({ AWS_ACCESS_KEY_ID: "AKIDEXAMPLE" }), CredentialsError);
    await assertRejects(() => choose(KEYS), TypeError, "no region");
  },
);

Deno.test(
  "backendOf() takes the emulator wherever it is asked to, in the regions that are named",
  OPTIONS,
  async () => {
    const told = { ...KEYS, GATEWAY_BACKEND: "emulator", GATEWAY_REGIONS: "eu-west-1,us-east-1" };
    const { isEmulated, regions } = await choose(told, false);
    assertEquals([isEmulated, regions], [true, ["eu-west-1", "us-east-1"]]);
  },
);

Deno.test(
  "backendOf() gives each client of Bedrock its own address, and the hosts that are wanted",
  OPTIONS,
  async () => {
    const { isEmulated, regions, options } = await choose({
      ...KEYS,
      AWS_REGION: "eu-west-1",
      AWS_ENDPOINT_URL: "https://everything.example",
      AWS_ENDPOINT_URL_BEDROCK_RUNTIME: "https://runtime.example",
      AWS_USE_FIPS_ENDPOINT: "True",
      AWS_USE_DUALSTACK_ENDPOINT: "false",
    }, false);
    assertEquals([isEmulated, regions], [false, ["eu-west-1"]]);
    const { credentials: _, ...runtime } = options("runtime");
    assertEquals(runtime, { endpoint: "https://runtime.example", useFipsEndpoint: true });
    assertEquals(options("control").endpoint, "https://everything.example");
  },
);

Deno.test("backendOf() keeps to AWS's own hosts where configured addresses are to be ignored", OPTIONS, async () => {
  const { options } = await choose({
    ...KEYS,
    AWS_REGION: "eu-west-1",
    AWS_ENDPOINT_URL: "https://everything.example",
    AWS_ENDPOINT_URL_BEDROCK_RUNTIME: "https://runtime.example",
    AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: "True",
  });
  assertEquals([options("runtime").endpoint, options("control").endpoint], [undefined, undefined]);
});
