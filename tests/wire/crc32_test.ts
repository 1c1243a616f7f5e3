import { crc32 as zlibCrc32 } from "node:zlib";
import { assertEquals } from "../deps.ts";
import { crc32 } from "../../src/wire/crc32.ts";

const OPTIONS = { sanitizeOps: true, sanitizeResources: true };

Deno.test("crc32() gives the check value of its standard", OPTIONS, () => {
  assertEquals(crc32(new TextEncoder().encode("123456789")), 0xcbf43926);
  assertEquals(crc32(new Uint8Array()), 0);
});

Deno.test("crc32() agrees with zlib at every length and offset", OPTIONS, () => {
  const bytes = crypto.getRandomValues(new Uint8Array(200));
  for (let start = 0; start < 20; start++) {
    for (let end = start; end <= bytes.length; end++) {
      assertEquals(crc32(bytes, start, end), zlibCrc32(bytes.subarray(start, end)));
    }
  }
});

Deno.test("crc32() goes on from the checksum of what came before", OPTIONS, () => {
  const bytes = crypto.getRandomValues(new Uint8Array(99));
  for (let cut = 0; cut <= bytes.length; cut++) {
    assertEquals(crc32(bytes, cut, bytes.length, crc32(bytes, 0, cut)), zlibCrc32(bytes));
  }
});

Deno.test("crc32() reads a view that does not start at its buffer's start", OPTIONS, () => {
  const bytes = crypto.getRandomValues(new Uint8Array(64)).subarray(7, 50);
  assertEquals(crc32(bytes), zlibCrc32(bytes));
});
