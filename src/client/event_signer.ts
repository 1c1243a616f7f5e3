/**
 * An event's bytes in, a frame that vouches for them out: each signature continues the one before, and the request's own
 * is the first.
 *
 * @module
 */
import { encodeMessage } from "../wire/event_stream.ts";
import { encodeHeaders } from "../wire/headers.ts";

/** What a chain of signatures begins with. */
export interface EventSeed {
  /** The secret that the request was signed with. */
  secretAccessKey: string;
  /** The region that the request was signed for. */
  region: string;
  /** The signing name of the service. */
  service: string;
  /** The signature of the request, as hexadecimal digits. */
  signature: string;
}

type Bytes = Uint8Array<ArrayBuffer>;

const utf8 = new TextEncoder();
const HMAC = { name: "HMAC", hash: "SHA-256" };

/** Signs the events of one request, one after the other. */
export class EventSigner {
  readonly #seed: EventSeed;
  #signature: string;
  /** A session may see midnight, and the key is that of the day. */
  #day = "";
  #key: Promise<CryptoKey> | undefined;

  /**
   * Begins a chain.
   *
   * @param seed What it begins with.
   */
  constructor(seed: EventSeed) {
    this.#seed = seed;
    this.#signature = seed.signature;
  }

  /** The last signature, as hexadecimal digits: what the next event's continues. */
  get signature(): string {
    return this.#signature;
  }

  /**
   * Signs the next event. The one before must be signed by then.
   *
   * @param payload The event, encoded; no bytes at all for the frame that ends the stream.
   * @param date The time.
   * @returns The frame to send.
   */
  async sign(payload: Uint8Array, date: Date): Promise<Bytes> {
    const stamp = date.toISOString().replace(/[:-]|\.\d{3}/g, "");
    const day = stamp.slice(0, 8);
    const { region, service } = this.#seed;
    if (day !== this.#day) {
      this.#day = day;
      this.#key = signingKey(this.#seed, day);
    }
    const when = { ":date": { type: "timestamp" as const, value: date } };
    const [dateHash, payloadHash] = await Promise.all([sha256(encodeHeaders(when)), sha256(payload)]);
    const text = [
      "AWS4-HMAC-SHA256-PAYLOAD",
      stamp,
      `${day}/${region}/${service}/aws4_request`,
      this.#signature,
      dateHash,
      payloadHash,
    ].join("\n");
    const signature = new Uint8Array(await crypto.subtle.sign("HMAC", await this.#key!, utf8.encode(text)));
    this.#signature = hex(signature);
    return encodeMessage({
      headers: { ...when, ":chunk-signature": { type: "binary", value: signature } },
      body: payload,
    });
  }
}

/** AWS's key of a day: the secret, then a hash over each part of the scope. */
async function signingKey({ secretAccessKey, region, service }: EventSeed, day: string): Promise<CryptoKey> {
  let bytes: Bytes = utf8.encode("AWS4" + secretAccessKey);
  for (const part of [day, region, service, "aws4_request"]) {
    bytes = new Uint8Array(await crypto.subtle.sign("HMAC", await importKey(bytes), utf8.encode(part)));
  }
  return importKey(bytes);
}

function importKey(bytes: Bytes): Promise<CryptoKey> {
  return crypto.subtle.importKey("raw", bytes, HMAC, false, ["sign"]);
}

async function sha256(bytes: Uint8Array): Promise<string> {
  return hex(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes as Bytes)));
}

function hex(bytes: Uint8Array): string {
  let digits = "";
  for (const byte of bytes) digits += byte.toString(16).padStart(2, "0");
  return digits;
}
