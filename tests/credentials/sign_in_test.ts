/** Sign-ins kept on disk by `aws sso login` and `aws login`: caches in, credentials out, renewed against real servers. */
import { assert, assertEquals, assertRejects, assertStringIncludes } from "../deps.ts";
import { dpopProof } from "../../src/credentials/dpop.ts";
import { CredentialsError } from "../../src/credentials/identity.ts";
import { fromProfile, type FromProfileOptions } from "../../src/credentials/profile.ts";
import { Clock, memoryFiles, noSleep, recording, serving, strict } from "./recorded.ts";

const CONFIG = "/home/you/.aws/config";
/** sha1("corp"). */
const SESSION_CACHE = "/home/you/.aws/sso/cache/ee0bfd2552fbd840c02cc48b6e823320543c450f.json";
const SESSION = `[profile dev]
sso_session = corp
sso_account_id = 123456789012
sso_role_name = Dev Role
[sso-session corp]
sso_start_url = https://corp.awsapps.com/start
sso_region = eu-west-1
`;
const LEGACY = `[profile dev]
sso_start_url = https://corp.awsapps.com/start
sso_region = eu-west-1
sso_account_id = 123456789012
sso_role_name = Dev
`;

async function hex(algorithm: string, text: string): Promise<string> {
  const { createHash } = await import("node:crypto");
  return createHash(algorithm).update(text).digest("hex");
}

function token(expiresAt: Date, more: Record<string, unknown> = {}): string {
  return JSON.stringify({
    accessToken: "old token",
    expiresAt: expiresAt.toISOString(),
    clientId: "client",
    clientSecret: "client-secret",
    refreshToken: "refresh 1",
    registrationExpiresAt: "2026-03-01T00:00:00Z",
    region: "eu-west-1",
    startUrl: "https://corp.awsapps.com/start",
    ...more,
  });
}

function portal(clock: Clock): Response {
  return Response.json({
    roleCredentials: {
      accessKeyId: "ASIASSO",
      secretAccessKey: "secret",
      sessionToken: "session",
      expiration: clock.in(60).getTime(),
    },
  });
}

Deno.test("fromProfile() trades a sign-in's token for a role's credentials", strict, async () => {
  const clock = new Clock();
  for (const [config, key] of [[SESSION, "corp"], [LEGACY, "https://corp.awsapps.com/start"]] as const) {
    const cache = `/home/you/.aws/sso/cache/${await hex("sha1", key)}.json`;
    const files = memoryFiles({ [CONFIG]: config, [cache]: token(clock.in(60)) });
    const fetch = recording(() => portal(clock));
    assertEquals(await fromProfile({ profile: "dev", files, env: {}, now: clock.now, fetch })(), {
      accessKeyId: "ASIASSO",
      secretAccessKey: "secret",
      sessionToken: "session",
      expiration: clock.in(60),
      accountId: "123456789012",
    });
    const role = config === SESSION ? "Dev%20Role" : "Dev";
    assertEquals(
      fetch.asked[0]?.url,
      `https://portal.sso.eu-west-1.amazonaws.com/federation/credentials?role_name=${role}&account_id=123456789012`,
    );
    assertEquals(fetch.asked[0]?.headers.get("x-amz-sso_bearer_token"), "old token");
    assertEquals(fetch.asked[0]?.headers.has("authorization"), false);
  }
});

Deno.test("fromProfile() renews a sign-in's token that is about to expire, and keeps the new one", strict, async () => {
  const clock = new Clock();
  const files = memoryFiles({ [CONFIG]: SESSION, [SESSION_CACHE]: token(clock.in(4)) });
  const seen: string[] = [];
  await serving(async (request) => {
    const { pathname } = new URL(request.url);
    if (pathname === "/token") {
      seen.push(await request.text());
      return Response.json({
        accessToken: "new token",
        expiresIn: 3600,
        refreshToken: "refresh 2",
        tokenType: "Bearer",
      });
    }
    seen.push(request.headers.get("x-amz-sso_bearer_token") ?? "");
    return portal(clock);
  }, async (base) => {
    const env = { AWS_ENDPOINT_URL_SSO: base, AWS_ENDPOINT_URL_SSO_OIDC: base };
    assertEquals((await fromProfile({ profile: "dev", files, env, now: clock.now })()).accessKeyId, "ASIASSO");
  });
  assertEquals(seen, [
    '{"clientId":"client","clientSecret":"client-secret","grantType":"refresh_token","refreshToken":"refresh 1"}',
    "new token",
  ]);
  const kept = JSON.parse(files.texts[SESSION_CACHE]!);
  assertEquals([kept.accessToken, kept.refreshToken, kept.expiresAt, kept.startUrl], [
    "new token",
    "refresh 2",
    "2026-01-15T13:00:00Z",
    "https://corp.awsapps.com/start",
  ]);
});

Deno.test(
  "fromProfile() goes on with a token that cannot be renewed while it is valid, and rests in between",
  strict,
  async () => {
    const clock = new Clock();
    const files = memoryFiles({ [CONFIG]: SESSION, [SESSION_CACHE]: token(clock.in(4)) });
    const fetch = recording((asked) =>
      asked.url.includes("oidc") ? Response.json({ error: "invalid_grant" }, { status: 400 }) : Response.json({
        roleCredentials: {
          accessKeyId: "A",
          secretAccessKey: "B",
          sessionToken: "C",
          expiration: clock.in(0).getTime(),
        },
      })
    );
    const get = fromProfile({ profile: "dev", files, env: {}, now: clock.now, fetch, sleep: noSleep });
    await get();
    await get();
    const renewals = (): number => fetch.asked.filter(({ url }) => url.includes("oidc")).length;
    assertEquals(renewals(), 1);
    clock.advance(1);
    await get();
    assertEquals(renewals(), 2);
    clock.advance(4);
    const error = await assertRejects(() => get(), CredentialsError);
    assertEquals(
      error.tried[0]?.reason,
      "the token has expired, and the token service answers 400 (invalid_grant), wanted a sign-in with aws sso login",
    );
  },
);

Deno.test("fromProfile() says how to mend a sign-in", strict, async () => {
  const clock = new Clock();
  const reason = async (config: string, cache: string | undefined, answer?: Response): Promise<string> => {
    const key = config === LEGACY ? "https://corp.awsapps.com/start" : "corp";
    const path = `/home/you/.aws/sso/cache/${await hex("sha1", key)}.json`;
    const files = memoryFiles({ [CONFIG]: config, ...(cache === undefined ? {} : { [path]: cache }) });
    const fetch = recording(() => answer ?? new TypeError("offline"));
    const options: FromProfileOptions = { profile: "dev", files, env: {}, now: clock.now, fetch, sleep: noSleep };
    return (await assertRejects(() => fromProfile(options)(), CredentialsError)).tried[0]!.reason;
  };
  assertStringIncludes(await reason(SESSION, undefined), "(no such file), wanted a sign-in with aws sso login");
  assertStringIncludes(await reason(SESSION, "{}"), "holds no token");
  assertStringIncludes(await reason(SESSION, "nonsense"), "holds no token");
  assertStringIncludes(await reason(LEGACY, token(clock.in(-1))), "the token has expired, wanted a sign-in");
  assertStringIncludes(await reason(SESSION, token(clock.in(-1), { refreshToken: undefined })), "without the means");
  assertStringIncludes(
    await reason(SESSION, token(clock.in(-1), { registrationExpiresAt: "2026-01-01T00:00:00Z" })),
    "registration of the client that got it has expired",
  );
  assertStringIncludes(
    await reason(SESSION, token(clock.in(60)), Response.json({ message: "Session token not found" }, { status: 401 })),
    "does not take the token, wanted a sign-in with aws sso login",
  );
  assertStringIncludes(
    await reason(SESSION, token(clock.in(60)), Response.json({ message: "No access" }, { status: 403 })),
    "answers 403 (No access)",
  );
  assertStringIncludes(await reason(SESSION, token(clock.in(60))), "the access portal gives no answer: offline");
  assertStringIncludes(await reason(SESSION, token(clock.in(60)), Response.json({})), "no whole credentials");
  assertEquals(
    await reason(SESSION.replace("sso-session corp", "sso-session other"), undefined),
    "there is no [sso-session corp]",
  );
  assertEquals(await reason(SESSION.replace("sso_role_name", "x"), undefined), "sso_role_name is not set");
});

const LOGIN = "[profile dev]\nlogin_session = arn:aws:iam::123456789012:user/me\nregion = eu-west-1\n";

/** A key as `aws login` keeps it, and its public half. */
async function loginKey(): Promise<{ sec1: string; pkcs8: string; publicKey: CryptoKey }> {
  const { generateKeyPairSync } = await import("node:crypto");
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const jwk = publicKey.export({ format: "jwk" }) as JsonWebKey;
  return {
    sec1: privateKey.export({ format: "pem", type: "sec1" }) as string,
    pkcs8: privateKey.export({ format: "pem", type: "pkcs8" }) as string,
    publicKey: await crypto.subtle.importKey("jwk", jwk, { name: "ECDSA", namedCurve: "P-256" }, true, ["verify"]),
  };
}

async function loginCache(clock: Clock, minutes: number, dpopKey: string): Promise<Record<string, string>> {
  const name = await hex("sha256", "arn:aws:iam::123456789012:user/me");
  return {
    [CONFIG]: LOGIN,
    [`/home/you/.aws/login/cache/${name}.json`]: JSON.stringify({
      accessToken: {
        accessKeyId: "ASIAOLD",
        secretAccessKey: "secret",
        sessionToken: "session",
        accountId: "123456789012",
        expiresAt: clock.in(minutes).toISOString(),
      },
      refreshToken: "refresh 1",
      clientId: "arn:aws:signin:::devtools/same-device",
      idToken: "identity",
      dpopKey,
    }),
  };
}

async function verifyProof(
  proof: string,
  publicKey: CryptoKey,
): Promise<{ header: unknown; payload: Record<string, unknown> }> {
  const [header, payload, signature] = proof.split(".") as [string, string, string];
  const bytes = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.fromBase64(text, { alphabet: "base64url" });
  const json = (text: string): Record<string, unknown> => JSON.parse(new TextDecoder().decode(bytes(text)));
  const signed = new TextEncoder().encode(`${header}.${payload}`);
  assert(await crypto.subtle.verify({ name: "ECDSA", hash: "SHA-256" }, publicKey, bytes(signature), signed));
  return { header: json(header), payload: json(payload) };
}

Deno.test("fromProfile() gives what aws login left", strict, async () => {
  const clock = new Clock();
  const files = memoryFiles(await loginCache(clock, 10, "unused"));
  assertEquals(
    await fromProfile({ profile: "dev", files, env: {}, now: clock.now, fetch: recording(() => undefined) })(),
    {
      accessKeyId: "ASIAOLD",
      secretAccessKey: "secret",
      sessionToken: "session",
      expiration: clock.in(10),
      accountId: "123456789012",
    },
  );
});

Deno.test("fromProfile() renews what aws login left, with a proof of its key, and keeps it", strict, async () => {
  const clock = new Clock();
  const { sec1, publicKey } = await loginKey();
  const files = memoryFiles(await loginCache(clock, 3, sec1));
  let body = "";
  let proof = "";
  await serving(async (request) => {
    body = `${request.method} ${new URL(request.url).pathname} ${await request.text()}`;
    proof = request.headers.get("dpop") ?? "";
    return Response.json({
      accessToken: { accessKeyId: "ASIANEW", secretAccessKey: "secret 2", sessionToken: "session 2" },
      tokenType: "aws_sigv4",
      expiresIn: 900,
      refreshToken: "refresh 2",
    });
  }, async (base) => {
    const env = { AWS_ENDPOINT_URL_SIGNIN: base };
    assertEquals(await fromProfile({ profile: "dev", files, env, now: clock.now })(), {
      accessKeyId: "ASIANEW",
      secretAccessKey: "secret 2",
      sessionToken: "session 2",
      expiration: clock.in(15),
      accountId: "123456789012",
    });
    const { header, payload } = await verifyProof(proof, publicKey);
    const { x, y } = await crypto.subtle.exportKey("jwk", publicKey);
    assertEquals(header, { alg: "ES256", typ: "dpop+jwt", jwk: { kty: "EC", crv: "P-256", x, y } });
    assertEquals([payload.htm, payload.htu, payload.iat], ["POST", `${base}/v1/token`, clock.now().getTime() / 1000]);
    assertEquals(typeof payload.jti, "string");
  });
  assertEquals(
    body,
    'POST /v1/token {"clientId":"arn:aws:signin:::devtools/same-device","refreshToken":"refresh 1","grantType":"refresh_token"}',
  );
  const [, cache] = Object.values(files.texts);
  const kept = JSON.parse(cache!);
  assertEquals([kept.refreshToken, kept.idToken, kept.accessToken.accessKeyId, kept.accessToken.accountId], [
    "refresh 2",
    "identity",
    "ASIANEW",
    "123456789012",
  ]);
});

Deno.test("fromProfile() asks the sign-in's own region, and says why it is refused", strict, async () => {
  const clock = new Clock();
  const { pkcs8 } = await loginKey();
  const texts = await loginCache(clock, -1, pkcs8);
  const fetch = recording(() => Response.json({ error: "USER_CREDENTIALS_CHANGED", message: "no" }, { status: 400 }));
  const error = await assertRejects(
    () => fromProfile({ profile: "dev", files: memoryFiles(texts), env: {}, now: clock.now, fetch, sleep: noSleep })(),
    CredentialsError,
  );
  assertEquals(fetch.asked[0]?.url, "https://eu-west-1.signin.aws.amazon.com/v1/token");
  assertEquals(error.tried[0]?.reason, "the password has changed since the sign-in, wanted a sign-in with aws login");

  const elsewhere = Object.fromEntries(
    Object.entries(texts).map((
      [path, text],
    ) => [path, text.replace('"idToken"', '"signInRegion":"us-west-2","idToken"')]),
  );
  const options = { profile: "dev", files: memoryFiles(elsewhere), env: {}, now: clock.now, fetch, sleep: noSleep };
  await assertRejects(() => fromProfile(options)(), CredentialsError);
  assertEquals(fetch.asked.at(-1)?.url, "https://us-west-2.signin.aws.amazon.com/v1/token");

  const valid = memoryFiles(await loginCache(clock, 2, pkcs8));
  const { accessKeyId } = await fromProfile({ profile: "dev", files: valid, env: {}, now: clock.now, fetch })();
  assertEquals(accessKeyId, "ASIAOLD");

  const broken = memoryFiles(
    await loginCache(clock, -1, "-----BEGIN EC PRIVATE KEY-----\nAAAA\n-----END EC PRIVATE KEY-----"),
  );
  const failure = await assertRejects(
    () => fromProfile({ profile: "dev", files: broken, env: {}, now: clock.now, fetch, sleep: noSleep })(),
    CredentialsError,
  );
  assertStringIncludes(failure.message, "it is not a private key of the curve P-256");
});

Deno.test("fromProfile() takes what another client made of aws login's refresh token first", strict, async () => {
  const clock = new Clock();
  const { pkcs8 } = await loginKey();
  const fetch = recording((_, index) =>
    index > 0
      ? Response.json({ error: "TOKEN_EXPIRED", message: "no" }, { status: 400 })
      : Response.json({ accessToken: { accessKeyId: "ASIANEW" }, expiresIn: 900, refreshToken: "refresh 2" })
  );
  const options = { profile: "dev", files: memoryFiles(await loginCache(clock, -1, pkcs8)), env: {}, now: clock.now };
  const sleep = async (): Promise<void> => void await Promise.any(both);
  const both = [1, 2].map(() => fromProfile({ ...options, fetch, sleep })());
  assertEquals((await Promise.all(both)).map(({ accessKeyId }) => accessKeyId), ["ASIANEW", "ASIANEW"]);
  assertEquals(fetch.asked.length, 2);
});

Deno.test("dpopProof() makes proofs that verify, each of its own, from either kind of PEM", strict, async () => {
  const { sec1, pkcs8, publicKey } = await loginKey();
  const request = { method: "POST", url: "https://example.com/v1/token", time: 1_768_478_400_999 };
  const ids = new Set<unknown>();
  for (const pem of [sec1, pkcs8, sec1.replaceAll("\n", "\r\n")]) {
    const { payload } = await verifyProof(await dpopProof(pem, request), publicKey);
    assertEquals(payload.iat, 1_768_478_400);
    ids.add(payload.jti);
  }
  assertEquals(ids.size, 3);
  await assertRejects(() => dpopProof("not a key", request), SyntaxError, "it is not PEM");
});
