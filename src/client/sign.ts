/**
 * A request that nobody vouches for in, headers that AWS will trust out.
 *
 * @module
 */
import { AwsV4Signer } from "../../deps.ts";
import type { Credentials } from "../credentials/identity.ts";
import { hex, hmacSha256, sha256 } from "../wire/sha256.ts";

/** What is signed. */
export interface SignRequest {
  /** The method. */
  method: string;
  /** The whole address. */
  url: string;
  /** The headers so far. */
  headers: Headers;
  /** The body. */
  body: Uint8Array<ArrayBuffer> | undefined;
  /** The body's hash, kept here once it is known. */
  bodyHash?: string;
}

/** What a signature is bound to. */
export interface SignScope {
  /** The region. */
  region: string;
  /** The time, like `20260115T123456Z`. */
  datetime: string;
  /** Where derived keys are kept. */
  cache: Map<string, ArrayBuffer>;
}

/** Headers that whatever carries the request may change on the way: a tracer, also one inside the runtime. */
const UNSIGNED: readonly string[] = ["traceparent", "tracestate", "x-amzn-trace-id"];

/** Longer bodies are hashed by the platform, on another thread. */
const SHORT = 4096;

const utf8 = new TextEncoder();

/** aws4fetch's signer, with another way to hash: each of its four trips to another thread costs more than what it is for. */
class Signer extends AwsV4Signer {
  readonly #request: SignRequest;

  constructor(request: SignRequest, options: ConstructorParameters<typeof AwsV4Signer>[0]) {
    super(options);
    this.#request = request;
  }

  /** A request that is sent again has the same body. */
  override async hexBodyHash(): Promise<string> {
    // Who streams a body says so in place of its hash
    if (this.headers.has("x-amz-content-sha256")) return super.hexBodyHash();
    const { body = new Uint8Array() } = this.#request;
    return this.#request.bodyHash ??= hex(
      body.length <= SHORT ? sha256(body) : new Uint8Array(await crypto.subtle.digest("SHA-256", body)),
    );
  }

  override async stringToSign(): Promise<string> {
    const hash = hex(sha256(utf8.encode(await this.canonicalString())));
    return ["AWS4-HMAC-SHA256", this.datetime, this.credentialString, hash].join("\n");
  }

  override async signature(): Promise<string> {
    // The name under which aws4fetch keeps a day's key, once it has made it
    const name = [this.secretAccessKey, this.datetime.slice(0, 8), this.region, this.service].join();
    const key = this.cache.get(name);
    if (!key) return super.signature();
    return hex(hmacSha256(new Uint8Array(key), utf8.encode(await this.stringToSign())));
  }
}

/**
 * Signs a request with AWS's Signature Version 4.
 *
 * @param request The request.
 * @param identity Who it is sent as.
 * @param scope What the signature is bound to.
 * @returns The headers to send.
 */
export async function sign(request: SignRequest, identity: Credentials, scope: SignScope): Promise<Headers> {
  const { accessKeyId, secretAccessKey, sessionToken } = identity;
  const { method, url, body } = request;
  let { headers } = request;
  const unsigned: [string, string][] = [];
  for (const name of UNSIGNED) {
    const value = headers.get(name);
    if (value === null) continue;
    if (unsigned.length === 0) headers = new Headers(headers);
    unsigned.push([name, value]);
    headers.delete(name);
  }
  const signed = await new Signer(request, {
    method,
    url,
    headers,
    body,
    ...scope,
    accessKeyId,
    secretAccessKey,
    ...(sessionToken ? { sessionToken } : {}),
    service: "bedrock",
    // What AWS's own clients sign too: the content type
    allHeaders: true,
  }).sign();
  for (const [name, value] of unsigned) signed.headers.set(name, value);
  return signed.headers;
}
