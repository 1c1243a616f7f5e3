/** fromWebIdentity() and fromAssumeRole(): roles, tokens and keys in; STS's credentials, or its refusal in words, out. */
import {
  assertEquals,
  assertFalse,
  assertMatch,
  assertRejects,
  assertStrictEquals,
  assertStringIncludes,
  assertThrows,
} from "../deps.ts";
import { signatureV4 } from "../clients.ts";
import { fromAssumeRole } from "../../src/credentials/assume_role.ts";
import { CredentialsError } from "../../src/credentials/identity.ts";
import { fromApiKey } from "../../src/credentials/api_key.ts";
import { fromStatic } from "../../src/credentials/static.ts";
import { fromWebIdentity } from "../../src/credentials/web_identity.ts";
import {
  Clock,
  formOf,
  memoryFiles,
  noSleep,
  recording,
  serving,
  strict,
  stsCredentials,
  stsError,
  stsReply,
} from "./recorded.ts";

const ROLE = "arn:aws:iam::123456789012:role/demo";
const SOURCE = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY" };
const WEB = "AssumeRoleWithWebIdentity";

Deno.test("fromWebIdentity() sends role, session and token unsigned to the region's STS", strict, async () => {
  const clock = new Clock();
  const fetch = recording(() => new Response(stsReply(WEB, "WEB", clock.in(60))));
  const get = fromWebIdentity({
    roleArn: ROLE,
    token: "head.body+/=.sign",
    sessionName: "me@work",
    durationSeconds: 900,
    policy: '{"Version":"2012-10-17"}',
    policyArns: ["arn:aws:iam::aws:policy/One", "arn:aws:iam::aws:policy/Two"],
    region: "eu-west-1",
    env: {},
    now: clock.now,
    fetch,
  });
  assertEquals({ ...await get() }, stsCredentials("WEB", clock.in(60)) as never);
  assertEquals(fetch.asked[0]?.url, "https://sts.eu-west-1.amazonaws.com/");
  assertEquals(fetch.asked[0]?.method, "POST");
  assertEquals(fetch.asked[0]?.headers.get("content-type"), "application/x-www-form-urlencoded");
  assertEquals(fetch.asked[0]?.headers.has("authorization"), false);
  assertEquals(formOf(fetch.asked[0]), {
    Action: WEB,
    Version: "2011-06-15",
    RoleArn: ROLE,
    RoleSessionName: "me@work",
    DurationSeconds: "900",
    Policy: '{"Version":"2012-10-17"}',
    "PolicyArns.member.1.arn": "arn:aws:iam::aws:policy/One",
    "PolicyArns.member.2.arn": "arn:aws:iam::aws:policy/Two",
    WebIdentityToken: "head.body+/=.sign",
  });
  assertStringIncludes(fetch.asked[0]!.body, "WebIdentityToken=head.body%2B%2F%3D.sign");
});

Deno.test(
  "fromWebIdentity() asks its token function anew at each renewal, and STS once in between",
  strict,
  async () => {
    const clock = new Clock();
    let tokens = 0;
    const fetch = recording((_, index) => new Response(stsReply(WEB, `${index}`, clock.in(60))));
    const get = fromWebIdentity({
      roleArn: ROLE,
      token: (context) => {
        assertEquals(context.signal instanceof AbortSignal, true);
        return Promise.resolve(`token ${++tokens}`);
      },
      env: {},
      now: clock.now,
      fetch,
    });
    await Promise.all([get(), get(), get()]);
    await get();
    assertEquals(fetch.asked.length, 1);
    clock.advance(56);
    assertEquals((await get()).accessKeyId, "ASIA1");
    assertEquals(fetch.asked.map((asked) => formOf(asked).WebIdentityToken), ["token 1", "token 2"]);
  },
);

Deno.test(
  "fromWebIdentity() takes role, file and session name from the environment, and reads the file anew",
  strict,
  async () => {
    const clock = new Clock();
    const files = memoryFiles({ "/var/run/token": "one\n" });
    const fetch = recording((_, index) => new Response(stsReply(WEB, `${index}`, clock.in(60))));
    const env = {
      AWS_ROLE_ARN: ROLE,
      AWS_WEB_IDENTITY_TOKEN_FILE: "/var/run/token",
      AWS_ROLE_SESSION_NAME: "pod",
      AWS_REGION: "us-west-2",
    };
    const get = fromWebIdentity({ env, files, now: clock.now, fetch });
    await get();
    files.texts["/var/run/token"] = "two";
    clock.advance(60);
    await get();
    assertEquals(fetch.asked.map(formOf).map((form) => [form.WebIdentityToken, form.RoleSessionName]), [
      ["one", "pod"],
      ["two", "pod"],
    ]);
    assertEquals(fetch.asked[0]?.url, "https://sts.us-west-2.amazonaws.com/");
  },
);

Deno.test(
  "fromWebIdentity() finds a region: its own, the call's, the environment's, the role's home",
  strict,
  async () => {
    const clock = new Clock();
    const urlFor = async (options: Record<string, unknown>, region?: string): Promise<string | undefined> => {
      const fetch = recording(() => new Response(stsReply(WEB, "X", clock.in(60))));
      await fromWebIdentity({ roleArn: ROLE, token: "t", env: {}, now: clock.now, fetch, ...options })({ region });
      return fetch.asked[0]?.url;
    };
    const env = { AWS_REGION: "eu-central-1" };
    assertEquals(await urlFor({ region: "ap-south-1", env }, "us-west-1"), "https://sts.ap-south-1.amazonaws.com/");
    assertEquals(await urlFor({ env }, "us-west-1"), "https://sts.us-west-1.amazonaws.com/");
    assertEquals(await urlFor({ env }), "https://sts.eu-central-1.amazonaws.com/");
    assertEquals(
      await urlFor({ env: { AWS_DEFAULT_REGION: "cn-northwest-1" } }),
      "https://sts.cn-northwest-1.amazonaws.com.cn/",
    );
    assertEquals(await urlFor({}), "https://sts.us-east-1.amazonaws.com/");
    assertEquals(await urlFor({ roleArn: "arn:aws-cn:iam::1:role/x" }), "https://sts.cn-north-1.amazonaws.com.cn/");
    assertEquals(await urlFor({ roleArn: "arn:aws-us-gov:iam::1:role/x" }), "https://sts.us-gov-west-1.amazonaws.com/");
    assertEquals(await urlFor({ region: "aws-global" }), "https://sts.amazonaws.com/");
    assertEquals(
      await urlFor({ region: "us-east-1", env: { AWS_USE_FIPS_ENDPOINT: "true" } }),
      "https://sts-fips.us-east-1.amazonaws.com/",
    );
    assertEquals(
      await urlFor({ region: "us-gov-west-1", env: { AWS_USE_FIPS_ENDPOINT: "true" } }),
      "https://sts.us-gov-west-1.amazonaws.com/",
    );
    assertEquals(
      await urlFor({ region: "eu-west-1", env: { AWS_USE_DUALSTACK_ENDPOINT: "true" } }),
      "https://sts.eu-west-1.api.aws/",
    );
    assertEquals(
      await urlFor({ env: { AWS_ENDPOINT_URL_STS: "http://localhost:4566/", AWS_ENDPOINT_URL: "http://no" } }),
      "http://localhost:4566/",
    );
    assertEquals(await urlFor({ endpoint: "https://vpce.example" }), "https://vpce.example/");
    await assertRejects(() => urlFor({ region: "evil.example/" }), RangeError, "region is not a name");
  },
);

Deno.test("fromWebIdentity() asks again when STS could not reach who issued the token", strict, async () => {
  const clock = new Clock();
  const fetch = recording((_, index) =>
    [
      stsError("IDPCommunicationError", "Failed to communicate with the issuer"),
      new TypeError("connection reset"),
      new Response(stsReply(WEB, "OK", clock.in(60))),
    ][index]
  );
  const get = fromWebIdentity({ roleArn: ROLE, token: "t", env: {}, now: clock.now, sleep: noSleep, fetch });
  assertEquals((await get()).accessKeyId, "ASIAOK");
  assertEquals(fetch.asked.length, 3);
});

Deno.test("fromWebIdentity() stops after three attempts, and at once for a refusal", strict, async () => {
  const busy = recording(() => stsError("IDPCommunicationError", "no", 400));
  const options = { roleArn: ROLE, token: "secret-token", env: {}, sleep: noSleep };
  await assertRejects(() => fromWebIdentity({ ...options, fetch: busy })(), CredentialsError, "IDPCommunicationError");
  assertEquals(busy.asked.length, 3);

  const refused = recording(() => stsError("InvalidIdentityToken", "Token secret-token is not accepted", 400));
  const error = await assertRejects(() => fromWebIdentity({ ...options, fetch: refused })(), CredentialsError);
  assertEquals(refused.asked.length, 1);
  assertEquals(
    error.tried[0]?.reason,
    `STS in us-east-1 refused ${ROLE}: InvalidIdentityToken (Token (token) is not accepted)`,
  );
  assertEquals(error.configured, true);
});

Deno.test(
  "fromWebIdentity() does not ask twice what the runtime does not allow, and names the flag",
  strict,
  async () => {
    const denial = 'Requires net access to "sts.us-east-1.amazonaws.com:443", run again with the --allow-net flag';
    const fetch = recording(() => new Deno.errors.NotCapable(denial));
    await assertRejects(
      () => fromWebIdentity({ roleArn: ROLE, token: "t", env: {}, sleep: noSleep, fetch })(),
      CredentialsError,
      "wanted --allow-net=sts.us-east-1.amazonaws.com:443",
    );
    assertEquals(fetch.asked.length, 1);
  },
);

Deno.test("fromWebIdentity() says what is wrong with an answer that is none", strict, async () => {
  const attempt = (response: () => Response): Promise<CredentialsError> =>
    assertRejects(
      () => fromWebIdentity({ roleArn: ROLE, token: "t", env: {}, sleep: noSleep, fetch: recording(response) })(),
      CredentialsError,
    );
  assertStringIncludes((await attempt(() => new Response("<html>", { status: 502 }))).message, "HTTP 502");
  assertStringIncludes((await attempt(() => new Response("", { status: 302 }))).message, "HTTP 302");
  assertStringIncludes((await attempt(() => new Response("not xml"))).message, "cannot be read");
  assertStringIncludes((await attempt(() => new Response("<a/>"))).message, "no whole credentials");
  assertStringIncludes((await attempt(() => new Response("x".repeat(2 ** 21)))).message, "longer than");
});

Deno.test("fromWebIdentity() gives up on an STS that does not answer, or whose answer stops", strict, async () => {
  const silent = recording(() => undefined);
  const options = { roleArn: ROLE, token: "t", env: {}, sleep: noSleep, timeoutMs: 5, maxAttempts: 2 };
  await assertRejects(() => fromWebIdentity({ ...options, fetch: silent })(), CredentialsError, "within 5 ms");
  assertEquals(silent.asked.length, 2);
  let cancelled = 0;
  const stuck = recording(() => new Response(new ReadableStream({ cancel: () => void cancelled++ })));
  await assertRejects(() => fromWebIdentity({ ...options, fetch: stuck })(), CredentialsError, "within 5 ms");
  assertEquals(cancelled, 2);
});

Deno.test("fromWebIdentity() passes the caller's own reason through when it gives up", strict, async () => {
  const leaver = new AbortController();
  const reason = new Error("closing");
  const fetch = recording(() => {
    queueMicrotask(() => leaver.abort(reason));
    return undefined;
  });
  const get = fromWebIdentity({ roleArn: ROLE, token: "t", env: {}, fetch });
  assertStrictEquals(await get({ signal: leaver.signal }).catch((error) => error), reason);
});

Deno.test("fromWebIdentity() says what is missing", strict, async () => {
  const reason = async (options: Parameters<typeof fromWebIdentity>[0]): Promise<[string | undefined, boolean]> => {
    const error = await assertRejects(
      () => fromWebIdentity({ env: {}, files: memoryFiles({}), ...options })(),
      CredentialsError,
    );
    return [error.tried[0]?.reason, error.configured];
  };
  assertEquals(await reason({}), ["AWS_ROLE_ARN is not set", false]);
  assertEquals(await reason({ env: { AWS_WEB_IDENTITY_TOKEN_FILE: "/t" } }), ["AWS_ROLE_ARN is not set", true]);
  assertEquals(await reason({ env: { AWS_ROLE_ARN: ROLE } }), ["AWS_WEB_IDENTITY_TOKEN_FILE is not set", false]);
  assertEquals(await reason({ roleArn: ROLE, tokenFile: "/t" }), [
    "the token's file /t cannot be read: no such file",
    true,
  ]);
  assertEquals(await reason({ roleArn: ROLE, token: () => "" }), [
    "the token is empty, wanted an OpenID Connect token",
    true,
  ]);
  assertEquals(
    await reason({ roleArn: ROLE, token: () => Promise.reject(new Error("offline")) }),
    ["the token function failed: offline", true],
  );
  assertThrows(() => fromWebIdentity({ token: "t", tokenFile: "/t" }), TypeError, "both given");
});

Deno.test("fromAssumeRole() sends everything that was asked for", strict, async () => {
  const clock = new Clock();
  const fetch = recording(() => new Response(stsReply("AssumeRole", "ROLE", clock.in(60))));
  const asked: string[] = [];
  const get = fromAssumeRole({
    roleArn: ROLE,
    credentials: SOURCE,
    externalId: "agreed",
    sourceIdentity: "me",
    tags: { team: "a b", cost: "*" },
    transitiveTagKeys: ["team"],
    mfaSerial: "arn:aws:iam::1:mfa/me",
    mfaCode: (serial) => {
      asked.push(serial);
      return "123456";
    },
    region: "us-east-1",
    env: {},
    now: clock.now,
    fetch,
  });
  assertEquals({ ...await get() }, stsCredentials("ROLE", clock.in(60)) as never);
  assertEquals(asked, ["arn:aws:iam::1:mfa/me"]);
  assertEquals(formOf(fetch.asked[0]), {
    Action: "AssumeRole",
    Version: "2011-06-15",
    RoleArn: ROLE,
    RoleSessionName: `edge-aws-bedrock-${clock.now().getTime()}`,
    ExternalId: "agreed",
    SourceIdentity: "me",
    "Tags.member.1.Key": "team",
    "Tags.member.1.Value": "a b",
    "Tags.member.2.Key": "cost",
    "Tags.member.2.Value": "*",
    "TransitiveTagKeys.member.1": "team",
    SerialNumber: "arn:aws:iam::1:mfa/me",
    TokenCode: "123456",
  });
  assertMatch(fetch.asked[0]!.body, /Tags.member.1.Value=a%20b&.*Tags.member.2.Value=%2A/);
});

Deno.test("fromAssumeRole() signs as AWS's own signer does", strict, async () => {
  const { SignatureV4 } = await signatureV4();
  const { createHash, createHmac } = await import("node:crypto");
  class Sha256 {
    #hash;
    constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
      this.#hash = secret === undefined ? createHash("sha256") : createHmac("sha256", secret as string);
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
  for (const signer of [SOURCE, { ...SOURCE, sessionToken: "AQoDYXdzEPT//////////wEXAMPLE" }]) {
    for (const region of ["eu-west-1", "aws-global"]) {
      const fetch = recording(() => new Response(stsReply("AssumeRole", "ROLE", clock.in(60))));
      await fromAssumeRole({
        roleArn: ROLE,
        credentials: fromStatic(signer),
        region,
        env: {},
        now: clock.now,
        fetch,
      })();
      const [ours] = fetch.asked;
      const url = new URL(ours!.url);
      const theirs = await new SignatureV4({
        credentials: signer,
        region: region === "aws-global" ? "us-east-1" : region,
        service: "sts",
        sha256: Sha256 as never,
        applyChecksum: false,
      }).sign({
        method: "POST",
        protocol: url.protocol,
        hostname: url.hostname,
        path: url.pathname,
        query: {},
        headers: { host: url.host, "content-type": "application/x-www-form-urlencoded" },
        body: ours!.body,
      }, { signingDate: clock.now() });
      const { host: _host, ...expected } = theirs.headers as Record<string, string>;
      assertEquals(Object.fromEntries(ours!.headers), expected);
    }
  }
});

Deno.test("fromAssumeRole() learns the time from STS when the clock is off, and signs again", strict, async () => {
  const clock = new Clock();
  const date = new Date(clock.now().getTime() + 3_600_000);
  const fetch = recording((_, index) =>
    index === 0
      ? stsError("SignatureDoesNotMatch", "Signature expired", 403, { date: date.toUTCString() })
      : new Response(stsReply("AssumeRole", "ROLE", clock.in(60)))
  );
  await fromAssumeRole({ roleArn: ROLE, credentials: SOURCE, env: {}, now: clock.now, sleep: noSleep, fetch })();
  assertEquals(fetch.asked.map((asked) => asked.headers.get("x-amz-date")), ["20260115T120000Z", "20260115T130000Z"]);
});

Deno.test("fromAssumeRole() asks once for a signature that is plainly wrong", strict, async () => {
  const clock = new Clock();
  const fetch = recording(() => stsError("SignatureDoesNotMatch", "no", 403, { date: clock.now().toUTCString() }));
  const options = { roleArn: ROLE, credentials: SOURCE, env: {}, now: clock.now, sleep: noSleep, fetch };
  const error = await assertRejects(() => fromAssumeRole(options)(), CredentialsError, "SignatureDoesNotMatch");
  assertEquals(fetch.asked.length, 1);
  assertFalse(error.message.includes(SOURCE.secretAccessKey));
});

Deno.test("fromAssumeRole() refuses misuse, and an API key as its source", strict, async () => {
  assertThrows(() => fromAssumeRole({ roleArn: "" }), TypeError, "roleArn is missing");
  assertThrows(() => fromAssumeRole({ roleArn: ROLE, mfaSerial: "x" }), TypeError, "mfaCode is missing");
  const fetch = recording(() => undefined);
  await assertRejects(
    () => fromAssumeRole({ roleArn: ROLE, credentials: fromApiKey("key"), fetch })(),
    CredentialsError,
    "are an API key",
  );
  assertEquals(fetch.asked.length, 0);
});

Deno.test("fromAssumeRole() without a source asks AWS's own chain, past an API key", strict, async () => {
  const clock = new Clock();
  const env = { AWS_ACCESS_KEY_ID: "AKIDENV", AWS_SECRET_ACCESS_KEY: "secret", AWS_BEARER_TOKEN_BEDROCK: "key" };
  const fetch = recording(() => new Response(stsReply("AssumeRole", "ROLE", clock.in(60))));
  await fromAssumeRole({ roleArn: ROLE, env, now: clock.now, fetch })();
  assertStringIncludes(fetch.asked[0]!.headers.get("authorization")!, "Credential=AKIDENV/20260115/us-east-1/sts/");
});

Deno.test("fromAssumeRole() and fromWebIdentity() talk to a real server over loopback", strict, async () => {
  const clock = new Clock();
  const seen: string[] = [];
  await serving(async (request) => {
    const form = new URLSearchParams(await request.text());
    seen.push(`${form.get("Action")} ${request.headers.has("authorization")} ${request.headers.get("content-type")}`);
    return new Response(stsReply(form.get("Action")!, "WIRE", clock.in(60)));
  }, async (base) => {
    const env = { AWS_ENDPOINT_URL_STS: base };
    const source = fromWebIdentity({ roleArn: ROLE, token: "t", env, now: clock.now });
    const get = fromAssumeRole({ roleArn: ROLE, credentials: source, env, now: clock.now });
    assertEquals((await get()).accessKeyId, "ASIAWIRE");
  });
  assertEquals(seen, [
    "AssumeRoleWithWebIdentity false application/x-www-form-urlencoded",
    "AssumeRole true application/x-www-form-urlencoded",
  ]);
});
