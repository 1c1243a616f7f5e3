/**
 * A request in, the key it was made with out: known, or refused in words that say what to send.
 *
 * Keys are kept as SHA-256 hashes only, and a presented key's hash is compared with all of them in constant time.
 *
 * @module
 */
import { GatewayError } from "./gateway_error.ts";
import { sha256 } from "../wire/sha256.ts";

/** A key, and what it may do. */
export interface GatewayKey {
  /** The key itself, or `sha256:` and the hash of it in 64 hexadecimal digits. */
  key: string;
  /** A name for logs and metrics. @default {"key-1", "key-2" … in the order given} */
  name?: string;
  /** The models it may use, as callers write them or as ids; `*` stands for any characters. @default {all} */
  models?: readonly string[];
  /** The most requests it may make in a minute. @default {no limit} */
  requestsPerMinute?: number;
  /** The most tokens, in and out, it may use in a minute. @default {no limit} */
  tokensPerMinute?: number;
}

/** A caller that was let in. */
export interface Caller {
  /** The key's name, or `anonymous`. */
  name: string;
  /** The models it may use; absent means all. */
  models?: readonly string[];
  /** The most requests in a minute. */
  requestsPerMinute?: number;
  /** The most tokens in a minute. */
  tokensPerMinute?: number;
}

/** Who is let in without a key: nobody, anybody, or whoever calls the gateway by a loopback name. */
export type Anonymous = boolean | "loopback";

/** How {@linkcode createAuthenticator} lets callers in. */
export interface AuthenticatorOptions {
  /** The keys. */
  keys: readonly (string | GatewayKey)[];
  /** Who is let in without one. */
  anonymous: Anonymous;
  /** The origins that browsers may call from, beside the gateway's own; `*` for any. */
  origins: readonly string[];
}

/** Lets a request in, or refuses it. */
export type Authenticator = (request: Request) => Caller;

const encoder = new TextEncoder();
/** The longest key that is looked at. */
const MAX_KEY = 1024;
const ANONYMOUS: Caller = { name: "anonymous" };
const KEY_MEMBERS = new Set(["key", "name", "models", "requestsPerMinute", "tokensPerMinute"]);

/**
 * Makes an authenticator.
 *
 * @param options The keys, and who needs none.
 * @returns A function that lets requests in.
 * @throws {TypeError} If a key cannot be used: empty, with a broken hash, or with members nobody knows.
 */
export function createAuthenticator(options: AuthenticatorOptions): Authenticator {
  const { anonymous, origins } = options;
  const door: Door = { anonymous, origins, hasKeys: options.keys.length > 0 };
  const known = options.keys.map((key, index) => readKey(key, index));
  return function authenticate(request: Request): Caller {
    const presented = door.hasKeys ? presentedKeys(request.headers) : [];
    if (presented.length === 0) return admitWithoutKey(request, door);
    return admit(presented, known) ?? admitWithoutKey(request, door, "the key is not known");
  };
}

/** What admission goes by when there is no good key. */
interface Door {
  anonymous: Anonymous;
  origins: readonly string[];
  hasKeys: boolean;
}

interface KnownKey {
  hash: Uint8Array;
  caller: Caller;
}

/** The distinct keys that a request presents. */
function presentedKeys(headers: Headers): string[] {
  const keys: string[] = [];
  const authorization = headers.get("authorization");
  if (authorization !== null && /^bearer /i.test(authorization)) keys.push(authorization.slice(7).trim());
  for (const name of ["x-api-key", "api-key"]) {
    const key = headers.get(name);
    if (key !== null && !keys.includes(key)) keys.push(key);
  }
  return keys.filter((key) => key !== "" && key.length <= MAX_KEY);
}

/** A host that only this machine can be reached by: what a page at some other name cannot make a browser send. */
export function isLoopbackHost(host: string | null): boolean {
  if (host === null) return false;
  const name = host.replace(/:\d+$/, "").toLowerCase();
  return name === "localhost" || name.endsWith(".localhost") || name === "[::1]" ||
    /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(name);
}

function admitWithoutKey(request: Request, door: Door, why?: string): Caller {
  const { anonymous, origins, hasKeys } = door;
  if (anonymous === true) return ANONYMOUS;
  if (anonymous === "loopback" && why === undefined) {
    const host = request.headers.get("host") ?? new URL(request.url).host;
    const origin = request.headers.get("origin");
    if (!isLoopbackHost(host)) {
      throw refused(`the gateway serves callers without a key only by a loopback name such as 127.0.0.1`, hasKeys);
    }
    // A page of some other site may not spend money here by a form or a fetch it cannot read the answer of.
    if (origin !== null && !isAllowedOrigin(origin, origins)) {
      throw new GatewayError("Cannot let request in: pages of that origin may not call this gateway", {
        status: 403,
        code: "origin_not_allowed",
      });
    }
    return ANONYMOUS;
  }
  if (why !== undefined) throw refused(why, hasKeys);
  const authorization = request.headers.get("authorization") ?? "";
  throw refused(
    authorization.startsWith("AWS4-HMAC-SHA256")
      ? "an AWS signature made for this host proves nothing here (with an AWS SDK set AWS_BEARER_TOKEN_BEDROCK to the gateway's key)"
      : "there is no key",
    hasKeys,
  );
}

function isAllowedOrigin(origin: string, origins: readonly string[]): boolean {
  if (origins.includes("*") || origins.includes(origin)) return true;
  return isLoopbackHost(origin.replace(/^https?:\/\//, ""));
}

function refused(why: string, hasKeys: boolean): GatewayError {
  const wanted = hasKeys
    ? "wanted a key of this gateway in authorization: Bearer or x-api-key"
    : "and no keys are configured: set keys, or anonymous";
  return new GatewayError(`Cannot let request in: ${why}, ${wanted}`, { status: 401, code: "invalid_api_key" });
}

function admit(presented: readonly string[], keys: readonly KnownKey[]): Caller | undefined {
  let found: Caller | undefined;
  for (const key of presented) {
    const hash = sha256(encoder.encode(key));
    // Every byte of every key is looked at, so that time tells nothing of how much was right.
    for (const candidate of keys) {
      let difference = 0;
      for (let i = 0; i < 32; i++) difference |= hash[i]! ^ candidate.hash[i]!;
      if (difference === 0) found = candidate.caller;
    }
  }
  return found;
}

function readKey(given: string | GatewayKey, index: number): KnownKey {
  const record: GatewayKey = typeof given === "string" ? { key: given } : given;
  for (const member of Object.keys(record)) {
    if (!KEY_MEMBERS.has(member)) {
      throw new TypeError(`Cannot read key ${index + 1}: it has an unknown member ${member}`);
    }
  }
  const { key, name, ...limits } = record;
  if (typeof key !== "string" || key === "") {
    throw new TypeError(`Cannot read key ${index + 1}: it is empty, wanted a key or sha256:<64 hexadecimal digits>`);
  }
  for (const member of ["requestsPerMinute", "tokensPerMinute"] as const) {
    const limit = limits[member];
    if (limit !== undefined && !(Number.isFinite(limit) && limit >= 0)) {
      throw new RangeError(`Cannot read key ${index + 1}: ${member} is not a number of 0 or more`);
    }
  }
  const caller: Caller = { name: name ?? `key-${index + 1}`, ...limits };
  if (!key.startsWith("sha256:")) return { hash: sha256(encoder.encode(key)), caller };
  const hex = key.slice(7).toLowerCase();
  if (!/^[0-9a-f]{64}$/.test(hex)) {
    throw new TypeError(`Cannot read key ${index + 1}: wanted sha256: and 64 hexadecimal digits`);
  }
  return { hash: Uint8Array.from(hex.match(/../g)!, (pair) => parseInt(pair, 16)), caller };
}
