import { assertEquals } from "../deps.ts";
import { hexHmacSha256, hexSha256, hmacKey, sha256 } from "../../src/wire/sha256.ts";

const OPTIONS = { sanitizeOps: true, sanitizeResources: true };

async function theirs(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
}

const digits = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

Deno.test(
  "sha256() says what the platform's own SHA-256 says, for every length around its blocks, and for long ones",
  OPTIONS,
  async () => {
    for (const length of [...Array(200).keys(), 2700, 2707, 2708, 8191, 8192, 8193, 100_000]) {
      const bytes = Uint8Array.from({ length }, (_, index) => index * 31 + length & 255);
      assertEquals(sha256(bytes), await theirs(bytes), `${length} bytes`);
    }
  },
);

Deno.test("hexSha256() reads text as UTF-8, whatever its length, and writes small digits", OPTIONS, async () => {
  for (const letter of ["a", "é", "語", "😀"]) {
    for (const length of [0, 1, 21, 1000, 2706, 2707, 2708, 10_000]) {
      const text = letter.repeat(length);
      assertEquals(hexSha256(text), digits(await theirs(new TextEncoder().encode(text))), `${length} of ${letter}`);
    }
  }
});

Deno.test(
  "hexHmacSha256() says what the platform's own HMAC says, for keys and messages of every length",
  OPTIONS,
  async () => {
    for (const length of [...Array(140).keys(), 1000]) {
      const key = Uint8Array.from({ length: length || 1 }, (_, index) => index * 7 + length & 255);
      const message = Uint8Array.from({ length: length * 3 }, (_, index) => index * 31 & 255);
      const imported = await crypto.subtle.importKey("raw", key, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
      const expected = new Uint8Array(await crypto.subtle.sign("HMAC", imported, message));
      assertEquals(hexHmacSha256(hmacKey(key), message), digits(expected));
    }
  },
);
