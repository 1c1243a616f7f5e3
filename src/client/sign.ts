/**
 * A request that nobody vouches for in, headers that AWS will trust out.
 *
 * @module
 */
import { AwsV4Signer } from "../../deps.ts";
import { type Identity, isApiKey } from "../credentials/identity.ts";

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

/** A map that forgets its oldest entry rather than grow: keys of days and identities gone by. */
export class BoundedMap<K, V> extends Map<K, V> {
  /** Sets an entry. */
  override set(key: K, value: V): this {
    if (this.size >= 32 && !this.has(key)) this.delete(this.keys().next().value!);
    return super.set(key, value);
  }
}

/**
 * Signs a request with AWS's Signature Version 4, or puts the API key on it.
 *
 * @param request The request.
 * @param identity Who it is sent as.
 * @param scope What the signature is bound to.
 * @returns The headers to send.
 */
export async function sign(request: SignRequest, identity: Identity, scope: SignScope): Promise<Headers> {
  if (isApiKey(identity)) {
    request.headers.set("authorization", `Bearer ${identity.apiKey}`);
    return request.headers;
  }
  const { accessKeyId, secretAccessKey, sessionToken } = identity;
  const unsigned: [string, string][] = [];
  for (const name of UNSIGNED) {
    const value = request.headers.get(name);
    if (value === null) continue;
    unsigned.push([name, value]);
    request.headers.delete(name);
  }
  const signed = await new AwsV4Signer({
    ...request,
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
