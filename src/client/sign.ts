/**
 * A request that nobody vouches for in, headers that AWS will trust out.
 *
 * @module
 */
import { AwsV4Signer } from "../../deps.ts";
import type { Credentials } from "../credentials/identity.ts";
import { hexHmacSha256, hexSha256, type HmacKey, hmacKey } from "../wire/sha256.ts";

/** What is signed. */
export interface SignRequest {
  /** The method. */
  method: string;
  /** The whole address. */
  url: string;
  /** The headers so far, by lower-case names. */
  headers: Record<string, string>;
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

/** Derived keys, made ready for use. */
const ready = new WeakMap<ArrayBuffer, HmacKey>();

/**
 * aws4fetch's signer, with another way to hash, and to read headers: each of its four trips to another thread, and its Headers
 * object, cost more than what they are for.
 */
class Signer extends AwsV4Signer {
  readonly #request: SignRequest;

  constructor(request: SignRequest, identity: Credentials, scope: SignScope) {
    const { accessKeyId, secretAccessKey, sessionToken } = identity;
    const { method, url } = request;
    super({ method, url, ...scope, accessKeyId, secretAccessKey, service: "bedrock" });
    this.#request = request;
    const headers: Record<string, string> = { ...request.headers, host: this.url.host, ...dated(scope, sessionToken) };
    for (const name of UNSIGNED) delete headers[name];
    // What AWS's own clients sign too: the content type
    this.signableHeaders = Object.keys(headers).sort();
    this.signedHeaders = this.signableHeaders.join(";");
    this.canonicalHeaders = this.signableHeaders
      .map((name) => `${name}:${headers[name]!.trim().replace(/\s+/g, " ")}`).join("\n");
  }

  /** A request that is sent again has the same body. */
  override async hexBodyHash(): Promise<string> {
    const { body = new Uint8Array(), headers } = this.#request;
    // Who streams a body says so in place of its hash
    return headers["x-amz-content-sha256"] ??
      (this.#request.bodyHash ??= body.length <= SHORT ? hexSha256(body) : await hashedElsewhere(body));
  }

  override async stringToSign(): Promise<string> {
    const hash = hexSha256(await this.canonicalString());
    return `AWS4-HMAC-SHA256\n${this.datetime}\n${this.credentialString}\n${hash}`;
  }

  override async signature(): Promise<string> {
    // The name under which aws4fetch keeps a day's key, once it has made it
    const key = this.cache.get([this.secretAccessKey, this.datetime.slice(0, 8), this.region, this.service].join());
    if (!key) return super.signature();
    let hmac = ready.get(key);
    if (!hmac) ready.set(key, hmac = hmacKey(new Uint8Array(key)));
    return hexHmacSha256(hmac, await this.stringToSign());
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
export async function sign(
  request: SignRequest,
  identity: Credentials,
  scope: SignScope,
): Promise<Record<string, string>> {
  return {
    ...request.headers,
    ...dated(scope, identity.sessionToken),
    authorization: await new Signer(request, identity, scope).authHeader(),
  };
}

function dated({ datetime }: SignScope, sessionToken: string | undefined): Record<string, string> {
  return { "x-amz-date": datetime, ...sessionToken && { "x-amz-security-token": sessionToken } };
}

async function hashedElsewhere(body: Uint8Array<ArrayBuffer>): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", body));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
