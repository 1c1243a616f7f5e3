import { assertEquals } from "../deps.ts";
import { sha256 } from "../../src/gateway/sha256.ts";

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
