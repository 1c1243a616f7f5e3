/**
 * A request and a secret go in, the Signature Version 4 that AWS would compute for it comes out.
 *
 * Written from AWS's specification alone, so that a mistake in a signer is not mirrored here.
 *
 * @module
 */
const utf8 = new TextEncoder();

/** The parts of a request that a signature covers. */
export interface SignedParts {
  /** The HTTP method. */
  method: string;
  /** The path as it stood on the wire. */
  path: string;
  /** The query as it stood on the wire, without the question mark. */
  query: string;
  /** All headers of the request; `host` among them. */
  headers: Headers;
  /** The names of the headers that were signed, lower case, in the signer's order. */
  signedHeaders: string[];
  /** The payload hash that stands in the last line of the canonical request. */
  payloadHash: string;
}

/** What a credential scope says. */
export interface Scope {
  /** `YYYYMMDD`. */
  date: string;
  /** The region. */
  region: string;
  /** The signing name of the service. */
  service: string;
}

/** Bytes as lower-case hexadecimal digits. */
export function hex(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += byte.toString(16).padStart(2, "0");
  return text;
}

/** SHA-256 as hexadecimal digits. */
export async function sha256Hex(data: Uint8Array | string): Promise<string> {
  const bytes = typeof data === "string" ? utf8.encode(data) : data;
  return hex(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes as BufferSource)));
}

/** HMAC with SHA-256. */
export async function hmac(key: Uint8Array, data: Uint8Array | string): Promise<Uint8Array> {
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const imported = await crypto.subtle.importKey("raw", key as BufferSource, algorithm, false, ["sign"]);
  const bytes = typeof data === "string" ? utf8.encode(data) : data;
  return new Uint8Array(await crypto.subtle.sign("HMAC", imported, bytes as BufferSource));
}

/** Percent-encodes all but the unreserved characters of RFC 3986. */
export function uriEncode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (c) => "%" + c.charCodeAt(0).toString(16).toUpperCase());
}

/** The path as it is signed: each segment of the wire's path encoded once more, as for every service but S3. */
export function canonicalPath(path: string): string {
  return path.split("/").map(uriEncode).join("/") || "/";
}

/** The query as it is signed: decoded, encoded strictly, sorted by name and value, without the signature itself. */
export function canonicalQuery(query: string): string {
  const pairs: [string, string][] = [];
  for (const [name, value] of new URLSearchParams(query)) {
    if (name !== "X-Amz-Signature") pairs.push([uriEncode(name), uriEncode(value)]);
  }
  const order = (a: string, b: string): number => a < b ? -1 : a > b ? 1 : 0;
  pairs.sort((a, b) => order(a[0], b[0]) || order(a[1], b[1]));
  return pairs.map(([name, value]) => `${name}=${value}`).join("&");
}

/** The canonical request, line by line. */
export function canonicalRequest(parts: SignedParts): string {
  const headers = parts.signedHeaders.map((name) => {
    // Over HTTP/2, AWS's own clients sign what stands in the place of the host
    const value = parts.headers.get(name === ":authority" ? "host" : name) ?? "";
    return `${name}:${value.trim().replace(/ +/g, " ")}\n`;
  });
  return [
    parts.method.toUpperCase(),
    canonicalPath(parts.path),
    canonicalQuery(parts.query),
    headers.join(""),
    parts.signedHeaders.join(";"),
    parts.payloadHash,
  ].join("\n");
}

/** The string to sign of a canonical request. */
export async function stringToSign(request: string, dateTime: string, scope: Scope): Promise<string> {
  const credentialScope = `${scope.date}/${scope.region}/${scope.service}/aws4_request`;
  return ["AWS4-HMAC-SHA256", dateTime, credentialScope, await sha256Hex(request)].join("\n");
}

/** The key that signs: derived from the secret by date, region and service. */
export async function signingKey(secretAccessKey: string, scope: Scope): Promise<Uint8Array> {
  let key: Uint8Array = utf8.encode("AWS4" + secretAccessKey);
  for (const part of [scope.date, scope.region, scope.service, "aws4_request"]) key = await hmac(key, part);
  return key;
}

/** Whether two strings are equal, in a time that does not tell where they differ. */
export function sameText(a: string, b: string): boolean {
  let difference = a.length ^ b.length;
  for (let i = 0; i < a.length; i++) difference |= a.charCodeAt(i) ^ b.charCodeAt(i % Math.max(1, b.length));
  return difference === 0;
}

/** Reads `YYYYMMDDTHHMMSSZ` as milliseconds since 1970; `NaN` when it is not that. */
export function parseAmzDate(text: string): number {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text);
  if (!match) return NaN;
  const [year, month, day, hour, minute, second] = match.slice(1).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

/** Writes a time as `YYYYMMDDTHHMMSSZ`. */
export function formatAmzDate(time: number): string {
  return new Date(time).toISOString().replace(/[-:]|\.\d{3}/g, "");
}
