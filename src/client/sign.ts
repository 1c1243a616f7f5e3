/**
 * A request that nobody vouches for in, headers that AWS will trust out.
 *
 * @module
 */
import { AwsV4Signer } from "../../deps.ts";
import type { Credentials } from "../credentials/identity.ts";
import { hexHmacSha256, hexSha256, type HmacKey, hmacKey } from "../wire/sha256.ts";
import { BoundedMap } from "./bounded_map.ts";
import type { RequestBody } from "./json_body.ts";

/** What is signed. */
export interface SignRequest {
  /** The method. */
  method: string;
  /** The whole address. */
  url: string;
  /** The headers so far, by lower-case names. */
  headers: Record<string, string>;
  /** The body. */
  body: RequestBody | undefined;
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

/** An address, as a signature has it. */
interface Address {
  host: string;
  path: string;
  search: string;
}

/** Headers that whatever carries the request may change on the way: a tracer, also one inside the runtime. */
const UNSIGNED: readonly string[] = ["traceparent", "tracestate", "x-amzn-trace-id"];

/** Longer bodies, which are bytes, are hashed by the platform, on another thread. */
const SHORT = 4096;

/** Addresses that were signed lately: a program knows few models. */
const addresses = new BoundedMap<string, Address>(256);

/** Derived keys, made ready for use. */
const ready = new WeakMap<ArrayBuffer, HmacKey>();

/**
 * Signs a request with AWS's Signature Version 4.
 *
 * What lasts is aws4fetch's work, and is kept: how an address is written, and the key of a day. What is new with each request
 * is put together here, at once, because aws4fetch's way takes four trips to another thread.
 *
 * @param request The request.
 * @param identity Who it is sent as.
 * @param scope What the signature is bound to.
 * @returns The headers to send; a promise of them when a key has to be derived first, or a long body to be hashed.
 */
export function sign(
  request: SignRequest,
  identity: Credentials,
  scope: SignScope,
): Record<string, string> | Promise<Record<string, string>> {
  const hash = bodyHash(request);
  const key = keyOf(identity, scope);
  return typeof hash === "string" && key
    ? signed(request, identity, scope, hash, key)
    : Promise.all([hash, key ?? derive(request, identity, scope)])
      .then(([hash, key]) => signed(request, identity, scope, hash, key));
}

function signed(
  request: SignRequest,
  { accessKeyId, sessionToken }: Credentials,
  { region, datetime }: SignScope,
  hash: string,
  key: HmacKey,
): Record<string, string> {
  const { host, path, search } = addressOf(request.url);
  const headers: Record<string, string> = { ...request.headers, "x-amz-date": datetime };
  if (sessionToken) headers["x-amz-security-token"] = sessionToken;
  // What AWS's own clients sign too: the content type
  const names = Object.keys(headers);
  if (headers.host === undefined) names.push("host");
  names.sort();
  let [canonical, signedNames] = ["", ""];
  for (const name of names) {
    if (UNSIGNED.includes(name)) continue;
    canonical += `${name}:${name === "host" ? host : singleSpaced(headers[name]!)}\n`;
    signedNames += signedNames ? `;${name}` : name;
  }
  const ask = `${request.method.toUpperCase()}\n${path}\n${search}\n${canonical}\n${signedNames}\n${hash}`;
  const within = `${datetime.slice(0, 8)}/${region}/bedrock/aws4_request`;
  const signature = hexHmacSha256(key, `AWS4-HMAC-SHA256\n${datetime}\n${within}\n${hexSha256(ask)}`);
  headers.authorization =
    `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${within}, SignedHeaders=${signedNames}, Signature=${signature}`;
  return headers;
}

function singleSpaced(value: string): string {
  return /^\s|\s\s|[^\S ]|\s$/.test(value) ? value.trim().replace(/\s+/g, " ") : value;
}

function addressOf(url: string): Address {
  const kept = addresses.get(url);
  if (kept) return kept;
  const signer = new AwsV4Signer({ url, region: "-", service: "bedrock", accessKeyId: "", secretAccessKey: "" });
  const address = { host: signer.url.host, path: signer.encodedPath, search: signer.encodedSearch };
  addresses.set(url, address);
  return address;
}

/** The key of a day, if it was derived before. */
function keyOf({ secretAccessKey }: Credentials, { region, datetime, cache }: SignScope): HmacKey | undefined {
  // The name under which aws4fetch keeps it
  const key = cache.get(`${secretAccessKey},${datetime.slice(0, 8)},${region},bedrock`);
  if (!key) return undefined;
  let hmac = ready.get(key);
  if (!hmac) ready.set(key, hmac = hmacKey(new Uint8Array(key)));
  return hmac;
}

async function derive({ url }: SignRequest, identity: Credentials, scope: SignScope): Promise<HmacKey> {
  await new AwsV4Signer({ url, ...identity, ...scope, service: "bedrock" }).signature();
  return keyOf(identity, scope)!;
}

/** A body's hash: a request that is sent again has the same. */
function bodyHash(request: SignRequest): string | Promise<string> {
  const { body = "", headers } = request;
  // Who streams a body says so in place of its hash
  const hash = headers["x-amz-content-sha256"] ?? request.bodyHash;
  if (hash !== undefined) return hash;
  return typeof body === "string" || body.length <= SHORT
    ? request.bodyHash = hexSha256(body)
    : hashedElsewhere(body).then((hash) => request.bodyHash = hash);
}

async function hashedElsewhere(body: Uint8Array<ArrayBuffer>): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", body));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
