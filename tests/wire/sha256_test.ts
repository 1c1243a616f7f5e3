import { assertEquals } from "../deps.ts";
import { hex, hmacSha256, sha256 } from "../../src/wire/sha256.ts";

const OPTIONS = { sanitizeOps: true, sanitizeResources: true };

Deno.test(
  "sha256() says what the platform's own SHA-256 says, for every length around its blocks",
  OPTIONS,
  async () => {
    for (let length = 0; length < 200; length++) {
      const bytes = Uint8Array.from({ length }, (_, index) => index * 31 + length & 255);
      assertEquals(sha256(bytes), new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)), `${length} bytes`);
    }
  },
);

Deno.test(
  "hmacSha256() says what the platform's own HMAC says, for keys and messages of every length",
  OPTIONS,
  async () => {
    for (let length = 0; length < 65; length++) {
      const key = Uint8Array.from({ length: length || 1 }, (_, index) => index * 7 + length & 255);
      const message = Uint8Array.from({ length: length * 3 }, (_, index) => index * 31 & 255);
      const theirs = await crypto.subtle.importKey("raw", key, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
      assertEquals(hmacSha256(key, message), new Uint8Array(await crypto.subtle.sign("HMAC", theirs, message)));
    }
  },
);

Deno.test("hex() writes two small digits for each byte", OPTIONS, () => {
  assertEquals(hex(Uint8Array.of(0, 9, 10, 255)), "00090aff");
});
