/**
 * A private key and a request in, a proof that the one who asks holds the key out (DPoP, RFC 9449).
 *
 * @module
 */
import { encodeBase64 } from "../wire/base64.ts";

/** What the proof is for. */
export interface DpopRequest {
  /** The HTTP method. */
  method: string;
  /** The address, without its query. */
  url: string;
  /** The time, in milliseconds. */
  time: number;
}

const ES256 = { name: "ECDSA", namedCurve: "P-256" };
/** What PKCS #8 puts before a SEC 1 key of the curve P-256: version, algorithm, and the octets' heading without length. */
const PKCS8_PRELUDE = [0x02, 0x01, 0x00, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01]
  .concat([0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07]);

/**
 * Makes a proof.
 *
 * @param pem The private key of the curve P-256, as SEC 1 (`EC PRIVATE KEY`) or PKCS #8 (`PRIVATE KEY`).
 * @param request What it is for.
 * @returns The proof, a signed JSON Web Token.
 * @throws {SyntaxError} When the key cannot be read.
 */
export async function dpopProof(pem: string, request: DpopRequest): Promise<string> {
  const { key, x, y } = await importKey(pem);
  const header = { alg: "ES256", typ: "dpop+jwt", jwk: { kty: "EC", crv: "P-256", x, y } };
  const payload = {
    jti: crypto.randomUUID(),
    htm: request.method,
    htu: request.url,
    iat: Math.floor(request.time / 1000),
  };
  const text = `${encodeJson(header)}.${encodeJson(payload)}`;
  const signature = await crypto.subtle.sign({ name: "ECDSA", hash: "SHA-256" }, key, new TextEncoder().encode(text));
  return `${text}.${encodeUrlSafe(new Uint8Array(signature))}`;
}

async function importKey(pem: string): Promise<{ key: CryptoKey; x?: string; y?: string }> {
  const [, kind, base64] = /-----BEGIN (EC )?PRIVATE KEY-----([\s\S]+?)-----END (?:EC )?PRIVATE KEY-----/.exec(pem) ??
    [];
  if (base64 === undefined) throw new SyntaxError("Cannot read key: it is not PEM, wanted an EC private key");
  try {
    const der = Uint8Array.from(atob(base64.replace(/\s/g, "")), (character) => character.charCodeAt(0));
    const bytes = kind === undefined ? der : sequence([...PKCS8_PRELUDE, ...element(0x04, der)]);
    const key = await crypto.subtle.importKey("pkcs8", bytes, ES256, true, ["sign"]);
    // A runtime may look into the key only now.
    const { x, y } = await crypto.subtle.exportKey("jwk", key);
    return { key, x, y };
  } catch {
    throw new SyntaxError("Cannot read key: it is not a private key of the curve P-256");
  }
}

function sequence(content: number[]): Uint8Array<ArrayBuffer> {
  return new Uint8Array(element(0x30, content));
}

function element(tag: number, content: ArrayLike<number>): number[] {
  const { length } = content;
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return [tag, ...size, ...Array.from(content)];
}

function encodeJson(value: unknown): string {
  return encodeUrlSafe(new TextEncoder().encode(JSON.stringify(value)));
}

function encodeUrlSafe(bytes: Uint8Array): string {
  return encodeBase64(bytes).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}
