import { assertEquals, assertMatch, assertNotMatch, assertStringIncludes } from "../deps.ts";
import { aws4fetch, bedrockTokenGenerator, sha256Js, signatureV4 } from "../clients.ts";
import {
  createEmulator,
  emulatorApiKey,
  emulatorCredentials,
  type EmulatorOptions,
} from "../../src/emulator/emulator.ts";

import { authenticate } from "../../src/emulator/auth.ts";

const options = { sanitizeOps: true, sanitizeResources: true };
const HOST = "bedrock-runtime.us-east-1.amazonaws.com";
const NOW = new Date("2026-01-15T12:34:56Z");
const now = (): Date => NOW;
const body = JSON.stringify({ messages: [{ role: "user", content: [{ text: "Say hello" }] }] });
const IDS = [
  "anthropic.claude-v2",
  "amazon.nova-lite-v1:0",
  "us.anthropic.claude-sonnet-4-5-20250929-v1:0",
  "arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0",
  "arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.anthropic.claude-sonnet-4-5-20250929-v1:0",
  "arn:aws:bedrock:us-east-1:123456789012:provisioned-model/abc123def456",
];

function pathOf(id: string): string {
  return `/model/${encodeURIComponent(id)}/converse`;
}

interface Signing {
  id?: string;
  credentials?: { accessKeyId: string; secretAccessKey: string; sessionToken?: string };
  date?: Date;
  region?: string;
  service?: string;
  headers?: Record<string, string>;
}

/** Signs with AWS's own signer. */
async function signed(signing: Signing = {}): Promise<Record<string, string>> {
  const { SignatureV4 } = await signatureV4();
  const { Sha256 } = await sha256Js();
  const signer = new SignatureV4({
    service: signing.service ?? "bedrock",
    region: signing.region ?? "us-east-1",
    credentials: signing.credentials ?? emulatorCredentials,
    sha256: Sha256,
  });
  const request = await signer.sign({
    method: "POST",
    protocol: "https:",
    hostname: HOST,
    path: pathOf(signing.id ?? IDS[0]!),
    headers: { host: HOST, "content-type": "application/json", ...signing.headers },
    body,
  }, { signingDate: signing.date ?? NOW });
  return request.headers;
}

interface Outcome {
  status: number;
  error: string | null;
  code: string | undefined;
  message: string;
}

async function send(headers: HeadersInit, emulated: EmulatorOptions = {}, id = IDS[0]!, sent = body): Promise<Outcome> {
  const response = await createEmulator({ now, ...emulated })(`https://${HOST}${pathOf(id)}`, {
    method: "POST",
    headers,
    body: sent,
  });
  const error = response.headers.get("x-amzn-errortype");
  const { message } = await response.json();
  return { status: response.status, error, code: error?.split(":")[0], message: message as string };
}

for (const id of IDS) {
  Deno.test(`createEmulator() verifies what AWS's signer signed: ${id}`, options, async () => {
    assertEquals((await send(await signed({ id }), {}, id)).status, 200);
  });

  Deno.test(`createEmulator() verifies what aws4fetch signed: ${id}`, options, async () => {
    const { AwsV4Signer } = await aws4fetch();
    for (const allHeaders of [false, true]) {
      const signer = new AwsV4Signer({
        ...{
          method: "POST",
          url: `https://${HOST}${pathOf(id)}`,
          headers: { "content-type": "application/json" },
          body,
          allHeaders,
        },
        ...{ service: "bedrock", region: "us-east-1", datetime: "20260115T123456Z", ...emulatorCredentials },
      });
      const { url, headers } = await signer.sign();
      const response = await createEmulator({ now })(url, { method: "POST", headers, body });
      await response.body?.cancel();
      assertEquals(response.status, 200);
    }
  });
}

Deno.test("createEmulator() verifies a presigned query", options, async () => {
  const { SignatureV4 } = await signatureV4();
  const { Sha256 } = await sha256Js();
  const signer = new SignatureV4({
    service: "bedrock",
    region: "us-east-1",
    credentials: emulatorCredentials,
    sha256: Sha256,
  });
  const request = {
    method: "GET",
    protocol: "https:",
    hostname: HOST,
    path: "/async-invoke",
    headers: { host: HOST },
    query: { maxResults: "2", statusEquals: "Completed" },
  };
  const { query } = await signer.presign(request, { signingDate: NOW, expiresIn: 60 });
  const url = (change: Record<string, string> = {}): string =>
    `https://${HOST}/async-invoke?${
      new URLSearchParams({ ...query, ...change } as Record<string, string>).toString().replaceAll("+", "%20")
    }`;
  const get = async (at: Date, change?: Record<string, string>): Promise<string | null> => {
    const response = await createEmulator({ now: () => at })(url(change));
    await response.body?.cancel();
    return response.status === 200 ? null : response.headers.get("x-amzn-errortype")!.split(":")[0]!;
  };
  assertEquals(await get(NOW), null);
  assertEquals(await get(new Date(NOW.getTime() + 59_000)), null);
  assertEquals(await get(new Date(NOW.getTime() + 61_000)), "ExpiredTokenException");
  assertEquals(await get(NOW, { maxResults: "3" }), "InvalidSignatureException");
});

Deno.test(
  "authenticate() takes the literal hash of a stream of signed events, gives its seed, and takes no API key",
  options,
  async () => {
    const literal = { "x-amz-content-sha256": "STREAMING-AWS4-HMAC-SHA256-EVENTS" };
    const { SignatureV4 } = await signatureV4();
    const { Sha256 } = await sha256Js();
    const signer = new SignatureV4({
      service: "bedrock",
      region: "us-east-1",
      credentials: emulatorCredentials,
      sha256: Sha256,
    });
    const path = "/model/amazon.nova-2-sonic-v1%3A0/invoke-with-bidirectional-stream";
    const request = { method: "POST", protocol: "https:", hostname: HOST, path, headers: { host: HOST, ...literal } };
    const { headers } = await signer.sign(request, { signingDate: NOW });
    const incoming = { method: "POST", path, query: "", headers: new Headers(headers), body: new Uint8Array() };
    const auth = { known: { credentials: [emulatorCredentials], apiKeys: ["key"] }, now: NOW.getTime() };
    const { seed, region } = await authenticate(incoming, { ...auth, signedEvents: true, bearer: false });
    assertEquals([headers.authorization!.endsWith(seed!.signature), seed!.key.length, region], [true, 32, "us-east-1"]);
    const code = async (given: Headers, more: { signedEvents?: boolean; bearer?: boolean }): Promise<string> => {
      try {
        await authenticate({ ...incoming, headers: given }, { ...auth, ...more });
        return "none";
      } catch (error) {
        return (error as { code: string }).code;
      }
    };
    assertEquals(await code(new Headers(headers), { signedEvents: false }), "InvalidSignatureException");
    const bearer = new Headers({ authorization: "Bearer key", host: HOST });
    assertEquals([await code(bearer, { bearer: true }), await code(bearer, { bearer: false })], [
      "none",
      "AccessDeniedException",
    ]);
  },
);

Deno.test("createEmulator() takes AWS's documented example pairs, and those it is given", options, async () => {
  const pairs = [
    { accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY" },
    { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY" },
    { accessKeyId: "test", secretAccessKey: "test" },
  ];
  for (const credentials of pairs) assertEquals((await send(await signed({ credentials }))).status, 200);
  const own = { accessKeyId: "MINE", secretAccessKey: "own secret", sessionToken: "token/+=" };
  assertEquals((await send(await signed({ credentials: own }))).code, "UnrecognizedClientException");
  assertEquals((await send(await signed({ credentials: own }), { credentials: [own] })).status, 200);
});

Deno.test("createEmulator() wants the session token of a temporary pair, and before it expires", options, async () => {
  const own = { accessKeyId: "MINE", secretAccessKey: "own secret", sessionToken: "token" };
  const { sessionToken: _none, ...bare } = own;
  assertEquals(
    (await send(await signed({ credentials: bare }), { credentials: [own] })).code,
    "UnrecognizedClientException",
  );
  const wrong = await send(await signed({ credentials: { ...own, sessionToken: "other" } }), { credentials: [own] });
  assertEquals([wrong.status, wrong.code], [403, "UnrecognizedClientException"]);
  const expired = { ...own, expiration: new Date(NOW.getTime() - 1) };
  assertEquals(
    (await send(await signed({ credentials: own }), { credentials: [expired] })).code,
    "ExpiredTokenException",
  );
});

Deno.test(
  "createEmulator() refuses a wrong secret and shows what should have been signed, without the token",
  options,
  async () => {
    const own = { accessKeyId: "MINE", secretAccessKey: "own secret", sessionToken: "very-secret-token" };
    const refused = await send(await signed({ credentials: { ...own, secretAccessKey: "wrong" } }), {
      credentials: [own],
    });
    assertEquals([refused.status, refused.code], [403, "InvalidSignatureException"]);
    assertEquals(refused.error, "InvalidSignatureException:http://internal.amazon.com/coral/com.amazon.coral.service/");
    assertStringIncludes(refused.message, "/model/anthropic.claude-v2/converse");
    assertStringIncludes(
      refused.message,
      "AWS4-HMAC-SHA256\n20260115T123456Z\n20260115/us-east-1/bedrock/aws4_request",
    );
    assertNotMatch(refused.message, /very-secret-token|own secret/);
  },
);

Deno.test("createEmulator() notices each thing that was changed after signing", options, async () => {
  const headers = await signed({ headers: { "x-amzn-bedrock-trace": "ENABLED" } });
  assertEquals((await send(headers)).status, 200);
  const code = async (changed: Record<string, string>, sent = body): Promise<string | undefined> =>
    (await send({ ...headers, ...changed }, {}, IDS[0], sent)).code;
  assertEquals(await code({}, body.replace("hello", "hallo")), "InvalidSignatureException");
  assertEquals(await code({ "content-type": "text/plain" }), "InvalidSignatureException");
  assertEquals(await code({ "x-amzn-bedrock-trace": "DISABLED" }), "InvalidSignatureException");
  assertEquals(await code({ host: "example.com" }), "InvalidSignatureException");
  assertEquals(await code({ "x-amz-unsigned": "1" }), "InvalidSignatureException");
  assertEquals(await code({ "x-unsigned": "1" }), undefined);
  assertEquals((await send(headers, {}, IDS[1])).code, "InvalidSignatureException");
});

Deno.test("createEmulator() holds the clock window of five minutes both ways", options, async () => {
  const at = async (seconds: number) => await send(await signed({ date: new Date(NOW.getTime() + seconds * 1000) }));
  for (const seconds of [-300, -1, 300]) assertEquals((await at(seconds)).status, 200);
  const late = await at(-301);
  assertEquals([late.status, late.code], [403, "InvalidSignatureException"]);
  assertMatch(
    late.message,
    /^Signature expired: 20260115T122955Z is now earlier than 20260115T122956Z \(20260115T123456Z - 5 min\.\)$/,
  );
  assertMatch((await at(301)).message, /^Signature not yet current/);
});

Deno.test("createEmulator() checks the credential scope's region and service", options, async () => {
  assertMatch((await send(await signed({ region: "eu-west-1" }))).message, /valid region 'us-east-1', not 'eu-west-1'/);
  assertMatch((await send(await signed({ service: "bedrock-runtime" }))).message, /correct service: 'bedrock'/);
});

Deno.test("createEmulator() tells a missing, a broken and an unknown authorization apart", options, async () => {
  const missing = await send({});
  assertEquals([missing.status, missing.code, missing.message], [
    403,
    "MissingAuthenticationTokenException",
    "Missing Authentication Token",
  ]);
  for (
    const authorization of [
      "Basic dGVzdDp0ZXN0",
      "AWS4-HMAC-SHA256 Credential=a/b, Signature=c",
      "AWS4-HMAC-SHA256 nothing",
    ]
  ) {
    const broken = await send({ authorization, "x-amz-date": "20260115T123456Z" });
    assertEquals([broken.status, broken.code], [400, "IncompleteSignatureException"]);
  }
  const stranger = await send(await signed({ credentials: { accessKeyId: "NOBODY", secretAccessKey: "x" } }));
  assertEquals([stranger.status, stranger.code], [403, "UnrecognizedClientException"]);
  for (const known of ["AKIDEMULATOREXAMPLE", "AKIAIOSFODNN7EXAMPLE", "AKIDEXAMPLE", "test"]) {
    assertStringIncludes(stranger.message, known);
  }
});

Deno.test("createEmulator() takes its own API key and those it is given, and no other", options, async () => {
  const code = async (key: string, emulated?: EmulatorOptions) =>
    (await send({ authorization: `Bearer ${key}` }, emulated)).code;
  assertEquals(await code(emulatorApiKey), undefined);
  assertEquals(await code("mine", { apiKeys: ["mine"] }), undefined);
  assertEquals(await code("mine"), "AccessDeniedException");
  assertEquals(await code("bedrock-api-key-!!!"), "AccessDeniedException");
  assertEquals(await code("bedrock-api-key-" + btoa("example.com/?Action=Other")), "AccessDeniedException");
});

Deno.test("createEmulator() opens and verifies the short-term keys that AWS's generator mints", options, async () => {
  const { getToken } = await bedrockTokenGenerator();
  const real = (): Date => new Date();
  const mint = (secretAccessKey: string, region = "us-east-1") =>
    getToken({ credentials: { ...emulatorCredentials, secretAccessKey }, region, expiresInSeconds: 3600 });
  const code = async (key: string, at = real): Promise<string | undefined> =>
    (await send({ authorization: `Bearer ${key}` }, { now: at })).code;
  const key = await mint(emulatorCredentials.secretAccessKey);
  assertEquals(await code(key), undefined);
  assertEquals(await code(key, () => new Date(Date.now() + 3_700_000)), "ExpiredTokenException");
  assertEquals(await code(await mint("wrong")), "InvalidSignatureException");
  assertEquals(await code(await mint(emulatorCredentials.secretAccessKey, "eu-west-1")), "InvalidSignatureException");
});
