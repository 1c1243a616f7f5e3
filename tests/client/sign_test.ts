/**
 * Signatures: the same as AWS's own signer makes, for every kind of model id.
 *
 * @module
 */
import { BoundedMap } from "../../src/client/bounded_map.ts";
import { sign, type SignRequest } from "../../src/client/sign.ts";
import { encodeUri } from "../../src/wire/encode_uri.ts";
import { aws4fetch, signatureV4 } from "../clients.ts";
import { assertEquals, assertNotEquals } from "../deps.ts";

const identity = {
  accessKeyId: "AKIDEXAMPLE",
  secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
  sessionToken: "AQoDYXdzEPT//////////wEXAMPLE",
};
const utf8 = new TextEncoder();

/** What AWS's signer wants for a hash: WebCrypto in its clothes. */
class Sha256 {
  readonly #key: Uint8Array<ArrayBuffer> | undefined;
  #bytes: number[] = [];
  constructor(key?: string | ArrayBuffer | ArrayBufferView) {
    if (key !== undefined) this.#key = toBytes(key);
  }
  update(data: string | ArrayBuffer | ArrayBufferView): void {
    this.#bytes.push(...toBytes(data));
  }
  async digest(): Promise<Uint8Array> {
    const data = new Uint8Array(this.#bytes);
    if (!this.#key) return new Uint8Array(await crypto.subtle.digest("SHA-256", data));
    const key = await crypto.subtle.importKey("raw", this.#key, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
    return new Uint8Array(await crypto.subtle.sign("HMAC", key, data));
  }
  reset(): void {
    this.#bytes = [];
  }
}

function toBytes(data: string | ArrayBuffer | ArrayBufferView): Uint8Array<ArrayBuffer> {
  if (typeof data === "string") return utf8.encode(data);
  return data instanceof ArrayBuffer
    ? new Uint8Array(data)
    : new Uint8Array(data.buffer as ArrayBuffer, data.byteOffset, data.byteLength);
}

Deno.test("sign() signs as AWS's own signer does, for plain ids and ARNs, bodies and queries", async () => {
  const { SignatureV4 } = await signatureV4();
  const theirs = new SignatureV4({
    credentials: identity,
    region: "eu-central-1",
    service: "bedrock",
    sha256: Sha256,
    applyChecksum: false,
  });
  const cache = new BoundedMap<string, ArrayBuffer>();
  const ids = [
    "amazon.titan-text-express-v1",
    "anthropic.claude-3-5-sonnet-20241022-v2:0",
    "arn:aws:bedrock:eu-central-1:123456789012:provisioned-model/abc123def456",
    "arn:aws:bedrock:eu-central-1:123456789012:inference-profile/eu.anthropic.claude-3-5-sonnet-20241022-v2:0",
    "arn:aws:bedrock:eu-central-1:123456789012:prompt/PROMPT12345:1",
    "odd (id)!'*",
  ];
  for (const id of ids) {
    for (
      const [query, body] of [
        ["", '{"prompt":"ü"}'],
        ["", "half a pair \ud800"],
        ["", "ü".repeat(2048)],
        ["a=x%20y&b=1&b=%2A", ""],
      ] as const
    ) {
      const host = "bedrock-runtime.eu-central-1.amazonaws.com";
      const path = `/model/${encodeUri(id)}/converse`;
      const headers = {
        "content-type": "application/json",
        "amz-sdk-request": "attempt=1; max=3",
        "x-amzn-bedrock-request-metadata": ' {"a":  "b"} ',
      };
      const signed = await theirs.sign({
        method: "POST",
        protocol: "https:",
        hostname: host,
        path,
        query: query ? { a: "x y", b: ["1", "*"] } : {},
        headers: { ...headers, host },
        body,
      }, { signingDate: new Date("2026-01-15T12:34:56Z") });
      // Text is signed as the bytes that a runtime makes of it
      for (const own of [utf8.encode(body), body]) {
        const url = `https://${host}${path}${query && "?" + query}`;
        const scope = { region: "eu-central-1", datetime: "20260115T123456Z", cache };
        const ours = await sign({ method: "POST", url, headers, body: own }, identity, scope);
        assertEquals(ours.authorization, signed.headers["authorization"], `${id} ${query}`);
        assertEquals(ours["x-amz-security-token"], identity.sessionToken);
      }
    }
  }
  assertEquals(cache.size, 1, "one derived key");
});

Deno.test("sign() signs for the host of the address, once, whatever host a header names", async () => {
  const [url, body] = ["https://bedrock-runtime.us-east-1.amazonaws.com/x", undefined];
  const scope = { region: "us-east-1", datetime: "20260115T123456Z", cache: new Map() };
  const kinds: Record<string, string>[] = [{}, { host: "proxy.example" }];
  const [plain, named] = await Promise.all(
    kinds.map((headers) => sign({ method: "POST", url, headers, body }, identity, scope)),
  );
  assertEquals(named!.authorization, plain!.authorization);
});

Deno.test("sign() leaves a trace unsigned, as tracers write into it afterwards", async () => {
  const trace = { traceparent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", tracestate: "a=b" };
  const [url, body] = ["https://bedrock-runtime.us-east-1.amazonaws.com/x", undefined];
  const scope = { region: "us-east-1", datetime: "20260115T123456Z", cache: new Map() };
  const [plain, traced] = await Promise.all(
    [{}, trace].map((headers) =>
      sign(
        { method: "POST", url, headers: { "content-type": "application/json", ...headers }, body },
        identity,
        scope,
      )
    ),
  );
  assertEquals(traced!.authorization, plain!.authorization);
  assertEquals([traced!.traceparent, traced!.tracestate], [trace.traceparent, "a=b"]);
});

Deno.test("sign() hashes a body once, however often and however long it is, and forgets no key of the day", async () => {
  for (const length of [0, 1, 4096, 4097, 100_000]) {
    const body = new Uint8Array(length).fill(7);
    const request: SignRequest = { method: "POST", url: "https://example.com/x", headers: {}, body };
    const cache = new BoundedMap<string, ArrayBuffer>();
    const scope = { region: "us-east-1", datetime: "20260115T123456Z", cache };
    const [first, again] = [await sign(request, identity, scope), await sign(request, identity, scope)];
    assertEquals(again.authorization, first.authorization);
    assertEquals(cache.size, 1);
    const { AwsV4Signer } = await aws4fetch();
    const options = { ...request, ...identity, ...scope, service: "bedrock", allHeaders: true };
    const theirs = await new AwsV4Signer(options).sign();
    assertEquals(again.authorization, theirs.headers.get("authorization"));
    request.bodyHash = "0".repeat(64);
    assertNotEquals((await sign(request, identity, scope)).authorization, first.authorization);
  }
});

Deno.test("BoundedMap forgets the oldest rather than grow", () => {
  const map = new BoundedMap<number, number>();
  for (let key = 0; key < 100; key++) map.set(key, key);
  map.set(99, 1);
  assertEquals([map.size, map.has(67), map.has(68), map.get(99)], [32, false, true, 1]);
});
