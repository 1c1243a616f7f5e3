/**
 * A request as it came in goes in, who signed it comes out; or the refusal that AWS's front end would give.
 *
 * Nothing is believed: the signature is computed anew from the wire's own method, path, query, headers and body.
 *
 * @module
 */
import { canonicalRequest, formatAmzDate, hex, hmac, parseAmzDate, sameText, sha256Hex } from "./sigv4.ts";
import { type Scope, type SignedParts, signingKey, stringToSign } from "./sigv4.ts";
import { openMintedKey } from "./api_key.ts";
import { type Claim, readHeaderClaim, readQueryClaim } from "./claim.ts";
import { Refusal } from "./refusal.ts";

/** A pair of keys that the emulator accepts. */
export interface AcceptedCredentials {
  /** The access key id. */
  accessKeyId: string;
  /** The secret that signatures are checked with. */
  secretAccessKey: string;
  /** The session token that has to come with this pair; without one, none may come. */
  sessionToken?: string;
  /** When the pair stops being accepted. */
  expiration?: Date;
}

/** Whom the emulator knows. */
export interface KnownCallers {
  /** The pairs that may sign. */
  credentials: readonly AcceptedCredentials[];
  /** The long-term API keys that may be sent as `Authorization: Bearer`. */
  apiKeys: readonly string[];
}

/** A request, as far as it matters for who sent it. */
export interface IncomingRequest {
  /** The HTTP method. */
  method: string;
  /** The path as on the wire. */
  path: string;
  /** The query as on the wire, without the question mark. */
  query: string;
  /** The headers, `host` among them. */
  headers: Headers;
  /** The whole body; empty for the bidirectional stream, whose hash is a literal. */
  body: Uint8Array;
}

/** What the check needs to know besides the request. */
export interface AuthOptions {
  /** Whom to accept. */
  known: KnownCallers;
  /** The time now, in milliseconds since 1970. */
  now: number;
  /** The region of the host, when its name tells one. */
  region?: string;
  /** Whether API keys may call this operation. @default {true} */
  bearer?: boolean;
  /** Whether the body is a stream of signed events, whose hash is a literal. @default {false} */
  signedEvents?: boolean;
}

/** Who sent a request. */
export interface Caller {
  /** How it proved itself. */
  scheme: "sigv4" | "bearer";
  /** The region that the credential scope names, when there is one. */
  region?: string;
  /** With SigV4: what continues the chain of signatures over a stream of events. */
  seed?: EventChainSeed;
}

/** What the chain of signatures over a stream of events begins with. */
export interface EventChainSeed {
  /** The request's own signature. */
  signature: string;
  /** The key that made it. */
  key: Uint8Array;
  /** What that key is for. */
  scope: Scope;
  /** Gives the caller's key of another day, which a stream may see begin. */
  keyOn?: (date: string) => Promise<Uint8Array>;
}

/** How far a signature's time may be from now, in milliseconds. */
export const CLOCK_WINDOW_MS: number = 5 * 60 * 1000;
/** The payload hash that stands for a stream of signed events. */
export const STREAMING_EVENTS: string = "STREAMING-AWS4-HMAC-SHA256-EVENTS";

/** Finds out who sent a request. */
export async function authenticate(request: IncomingRequest, options: AuthOptions): Promise<Caller> {
  const authorization = request.headers.get("authorization");
  if (authorization !== null && /^bearer\s/i.test(authorization)) {
    return await checkBearer(authorization.slice(7).trim(), options);
  }
  const claim = authorization !== null
    ? readHeaderClaim(authorization, request.headers)
    : readQueryClaim(request.query);
  const payloadHash = options.signedEvents && request.headers.get("x-amz-content-sha256") === STREAMING_EVENTS
    ? STREAMING_EVENTS
    : await sha256Hex(request.body);
  const parts: SignedParts = { ...request, signedHeaders: claim.signedHeaders, payloadHash };
  return await checkClaim(claim, parts, options);
}

async function checkBearer(key: string, options: AuthOptions): Promise<Caller> {
  if (options.bearer === false) {
    throw new Refusal(
      "AccessDeniedException",
      "This operation does not take an API key: sign it with AWS credentials.",
    );
  }
  if (options.known.apiKeys.some((known) => sameText(known, key))) return { scheme: "bearer" };
  const url = openMintedKey(key);
  if (!url) {
    throw new Refusal(
      "AccessDeniedException",
      "Authentication failed: the API key is not valid. (The emulator takes its own `emulatorApiKey`, the keys given " +
        "as `apiKeys`, and short-term keys minted from credentials it knows.)",
    );
  }
  const claim = readQueryClaim(url.query);
  const headers = new Headers({ host: url.host });
  const parts: SignedParts = {
    ...{ method: "POST", path: url.path, query: url.query, headers },
    ...{ signedHeaders: claim.signedHeaders, payloadHash: await sha256Hex("") },
  };
  const { region } = await checkClaim(claim, parts, options);
  return { scheme: "bearer", region };
}

async function checkClaim(claim: Claim, parts: SignedParts, options: AuthOptions): Promise<Caller> {
  const owner = checkOwner(claim, options);
  checkScope(claim, options);
  checkTime(claim, options.now);
  checkSignedHeaders(parts);
  const canonical = canonicalRequest(parts);
  const toSign = await stringToSign(canonical, claim.dateTime, claim.scope);
  const key = await signingKey(owner.secretAccessKey, claim.scope);
  const signature = hex(await hmac(key, toSign));
  if (!sameText(signature, claim.signature)) throw wrongSignature(canonical, toSign);
  const { scope } = claim;
  const keyOn = (date: string): Promise<Uint8Array> => signingKey(owner.secretAccessKey, { ...scope, date });
  return { scheme: "sigv4", region: scope.region, seed: { signature, key, scope, keyOn } };
}

function checkOwner(claim: Claim, options: AuthOptions): AcceptedCredentials {
  const owners = options.known.credentials.filter((pair) => pair.accessKeyId === claim.accessKeyId);
  const owner = owners.find((pair) => pair.sessionToken === claim.sessionToken);
  if (!owner) {
    const ids = [...new Set(options.known.credentials.map((pair) => pair.accessKeyId))].join(", ");
    const what = owners.length > 0 ? "it knows this access key id with another session token or none" : "it knows";
    throw new Refusal(
      "UnrecognizedClientException",
      `The security token included in the request is invalid. (This is the emulator; ${what}: ${ids})`,
    );
  }
  if (owner.expiration !== undefined && owner.expiration.getTime() <= options.now) {
    throw new Refusal("ExpiredTokenException", "The security token included in the request is expired");
  }
  return owner;
}

function checkScope(claim: Claim, options: AuthOptions): void {
  const { scope, dateTime } = claim;
  if (scope.service !== "bedrock") {
    const text = `Credential should be scoped to correct service: 'bedrock', not '${scope.service}'.`;
    throw new Refusal("InvalidSignatureException", text);
  }
  if (!/^[a-z0-9-]+$/.test(scope.region) || (options.region !== undefined && options.region !== scope.region)) {
    const wanted = options.region === undefined ? "" : ` '${options.region}', not '${scope.region}'`;
    throw new Refusal("InvalidSignatureException", `Credential should be scoped to a valid region${wanted}.`);
  }
  if (!dateTime.startsWith(scope.date)) {
    const text =
      `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${scope.date}'`;
    throw new Refusal("InvalidSignatureException", `${text} != '${dateTime.slice(0, 8)}', from '${dateTime}'.`);
  }
}

function checkTime(claim: Claim, now: number): void {
  const signed = parseAmzDate(claim.dateTime);
  if (Number.isNaN(signed)) {
    const text = "Date must be in ISO-8601 'basic format', YYYYMMDDTHHMMSSZ.";
    throw new Refusal("IncompleteSignatureException", `${text} Got '${claim.dateTime}'.`);
  }
  const late = now + CLOCK_WINDOW_MS;
  if (signed > late) {
    const text = `Signature not yet current: ${claim.dateTime} is still later than ${formatAmzDate(late)}`;
    throw new Refusal("InvalidSignatureException", `${text} (${formatAmzDate(now)} + 5 min.)`);
  }
  if (claim.expiresSeconds !== undefined) {
    if (!(claim.expiresSeconds > 0 && claim.expiresSeconds <= 604800)) {
      throw new Refusal("InvalidSignatureException", "X-Amz-Expires must be between 1 and 604800 seconds.");
    }
    if (now > signed + claim.expiresSeconds * 1000) {
      throw new Refusal("ExpiredTokenException", "The presigned request, or the API key made of it, has expired.");
    }
    return;
  }
  const early = now - CLOCK_WINDOW_MS;
  if (signed < early) {
    const text = `Signature expired: ${claim.dateTime} is now earlier than ${formatAmzDate(early)}`;
    throw new Refusal("InvalidSignatureException", `${text} (${formatAmzDate(now)} - 5 min.)`);
  }
}

function checkSignedHeaders(parts: SignedParts): void {
  const signed = new Set(parts.signedHeaders);
  const missing = [...parts.headers.keys()].filter((name) => name.startsWith("x-amz-") && !signed.has(name));
  if (!signed.has("host") && !signed.has(":authority")) missing.unshift("host");
  if (missing.length > 0) {
    const text = `These headers must be among the SignedHeaders and are not: ${missing.join(", ")}`;
    throw new Refusal("InvalidSignatureException", text);
  }
}

/** The refusal that shows what should have been signed, without the session token that stands among the headers. */
function wrongSignature(canonical: string, toSign: string): Refusal {
  const shown = canonical.replace(/^(x-amz-security-token:).*$/m, "$1…").replace(
    /(X-Amz-Security-Token=)[^&\n]*/,
    "$1…",
  );
  return new Refusal(
    "InvalidSignatureException",
    "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key " +
      `and signing method.\n\nThe Canonical String for this request should have been\n'${shown}'\n\n` +
      `The String-to-Sign should have been\n'${toSign}'\n`,
  );
}
