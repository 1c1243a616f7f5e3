/** fromMintedApiKey(): keys, a region and a clock in; short-term API keys, the same as AWS's own minter makes, out. */
import { assert, assertEquals, assertNotEquals, assertRejects, assertStrictEquals, assertThrows } from "../deps.ts";
import { bedrockTokenGenerator, signatureV4 } from "../clients.ts";
import { BedrockRuntime } from "../../mod.ts";
import { fromApiKey } from "../../src/credentials/api_key.ts";
import { CredentialsError } from "../../src/credentials/identity.ts";
import { fromMintedApiKey } from "../../src/credentials/minted_api_key.ts";
import { createEmulator, emulatorCredentials } from "../../src/emulator/emulator.ts";
import { Clock, strict } from "./recorded.ts";

const KEYS = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY" };
const TEMPORARY = { ...KEYS, sessionToken: "AQoDYXdzEPT//////////wEXAMPLE+/=" };

const open = (apiKey: string): URL => new URL(`https://${atob(apiKey.replace(/^bedrock-api-key-/, ""))}`);

Deno.test("fromMintedApiKey() makes the key that AWS's own minter makes", strict, async () => {
  const { getToken } = await bedrockTokenGenerator();
  for (const credentials of [KEYS, TEMPORARY]) {
    for (const [region, expiresIn] of [["us-east-1", 43_200], ["eu-west-3", 60]] as const) {
      const theirs = await getToken({ credentials, region, expiresInSeconds: expiresIn });
      const date = open(theirs).searchParams.get("X-Amz-Date")!;
      const clock = new Clock(date.replace(/^(....)(..)(..)T(..)(..)(..)Z$/, "$1-$2-$3T$4:$5:$6Z"));
      const ours = await fromMintedApiKey({ credentials, region, expiresIn, now: clock.now })();
      assertEquals(open(ours.apiKey).href, open(theirs).href);
      assertEquals(ours.apiKey, theirs);
    }
  }
});

Deno.test("fromMintedApiKey() makes the signature that AWS's signer makes", strict, async () => {
  const { SignatureV4 } = await signatureV4();
  const { createHash, createHmac } = await import("node:crypto");
  class Sha256 {
    #hash;
    constructor(secret?: string) {
      this.#hash = secret === undefined ? createHash("sha256") : createHmac("sha256", secret);
    }
    update(data: Uint8Array): void {
      this.#hash.update(data);
    }
    digest(): Promise<Uint8Array> {
      return Promise.resolve(new Uint8Array(this.#hash.digest()));
    }
    reset(): void {}
  }
  const clock = new Clock();
  const { apiKey } = await fromMintedApiKey({ credentials: TEMPORARY, region: "us-west-2", now: clock.now })();
  const url = open(apiKey);
  assertEquals(url.host + url.pathname, "bedrock.amazonaws.com/");
  const theirs = await new SignatureV4({
    credentials: TEMPORARY,
    region: "us-west-2",
    service: "bedrock",
    sha256: Sha256 as never,
  })
    .presign({
      method: "POST",
      protocol: "https:",
      hostname: "bedrock.amazonaws.com",
      path: "/",
      query: { Action: "CallWithBearerToken" },
      headers: { host: "bedrock.amazonaws.com" },
    }, { signingDate: clock.now(), expiresIn: 43_200 });
  assertEquals(Object.fromEntries(url.searchParams), { ...theirs.query as Record<string, string>, Version: "1" });
});

Deno.test("fromMintedApiKey() signs once until shortly before the key expires", strict, async () => {
  const clock = new Clock();
  let asked = 0;
  const credentials = (): Promise<typeof KEYS> => {
    asked++;
    return Promise.resolve(KEYS);
  };
  const get = fromMintedApiKey({ credentials, region: "us-east-1", now: clock.now });
  const [first, again] = await Promise.all([get(), get()]);
  assertStrictEquals(first, again);
  assertEquals(first.expiration, clock.in(12 * 60));
  clock.advance(12 * 60 - 6);
  assertStrictEquals(await get(), first);
  assertEquals(asked, 1);
  clock.advance(2);
  assertNotEquals((await get()).apiKey, first.apiKey);
  assertEquals(asked, 2);
});

Deno.test("fromMintedApiKey() ends a key with the credentials that signed it", strict, async () => {
  const clock = new Clock();
  const expiration = clock.in(30);
  let current = { ...TEMPORARY, expiration };
  const get = fromMintedApiKey({ credentials: () => Promise.resolve(current), region: "us-east-1", now: clock.now });
  const first = await get();
  assertEquals(first.expiration, expiration);
  current = { ...current, sessionToken: "next", expiration: clock.in(90) };
  clock.advance(26);
  const second = await get();
  assertEquals(open(second.apiKey).searchParams.get("X-Amz-Security-Token"), "next");
  assertEquals(second.expiration, current.expiration);
});

Deno.test("fromMintedApiKey() makes one key for each region that calls", strict, async () => {
  const clock = new Clock();
  let asked = 0;
  const get = fromMintedApiKey({
    credentials: () => {
      asked++;
      return Promise.resolve(KEYS);
    },
    env: { AWS_REGION: "ap-northeast-1" },
    now: clock.now,
  });
  const scope = async (region?: string): Promise<string> =>
    open((await get({ region })).apiKey).searchParams.get("X-Amz-Credential")!;
  assertEquals(await scope("us-east-1"), "AKIDEXAMPLE/20260115/us-east-1/bedrock/aws4_request");
  assertEquals(await scope("eu-west-1"), "AKIDEXAMPLE/20260115/eu-west-1/bedrock/aws4_request");
  assertEquals(await scope(), "AKIDEXAMPLE/20260115/ap-northeast-1/bedrock/aws4_request");
  await scope("us-east-1");
  assertEquals(asked, 3);
  for (let region = 0; region < 40; region++) await scope(`region-${region}`);
  await scope("us-east-1");
  assertEquals(asked, 44);
});

Deno.test("fromMintedApiKey() refuses what it cannot mint", strict, async () => {
  for (const expiresIn of [0, 43_201, 1.5, NaN]) {
    assertThrows(() => fromMintedApiKey({ credentials: KEYS, expiresIn }), RangeError, "wanted 1 to 43200 seconds");
  }
  await assertRejects(() => fromMintedApiKey({ credentials: KEYS, env: {} })(), CredentialsError, "no region is given");
  await assertRejects(
    () => fromMintedApiKey({ credentials: fromApiKey("key"), region: "us-east-1" })(),
    CredentialsError,
    "are an API key",
  );
});

Deno.test("fromMintedApiKey() asks AWS's own chain for keys, past an API key", strict, async () => {
  const env = { AWS_ACCESS_KEY_ID: "AKIDENV", AWS_SECRET_ACCESS_KEY: "secret", AWS_BEARER_TOKEN_BEDROCK: "key" };
  const { apiKey } = await fromMintedApiKey({ env, region: "us-east-1" })();
  assert(open(apiKey).searchParams.get("X-Amz-Credential")!.startsWith("AKIDENV/"));
});

Deno.test(
  "fromMintedApiKey() on a machine whose clock is wrong mints a key that AWS's clock takes",
  strict,
  async () => {
    for (const hours of [-20, 1]) {
      const reasons: string[] = [];
      const now = (): Date => new Date(Date.now() + hours * 3_600_000);
      const bedrock = new BedrockRuntime({
        region: "us-east-1",
        credentials: fromMintedApiKey({ credentials: emulatorCredentials, now }),
        fetch: createEmulator(),
        now,
        sleep: () => Promise.resolve(),
        onAttempt: ({ reason }) => reasons.push(reason),
      });
      for (let calls = 0; calls < 2; calls++) await bedrock.prompt({ modelId: "anthropic.claude-v2", prompt: "Hi" });
      assertEquals(reasons, ["clock-skew", "success", "success"], `${hours} hours`);
    }
  },
);
