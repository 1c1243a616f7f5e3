import { decodeUtf8 } from "../../src/wire/utf8.ts";
import { assertEquals, assertThrows } from "../deps.ts";

const OPTIONS = { sanitizeOps: true, sanitizeResources: true };

Deno.test("decodeUtf8() reads all text, also the character that stands for what cannot be read", OPTIONS, () => {
  for (const text of ["", "plain", "hellö ✨ 𝄞", "a \ufffd that was sent"]) {
    assertEquals(decodeUtf8(new TextEncoder().encode(text)), text);
  }
});

Deno.test("decodeUtf8() throws on bytes that are not UTF-8", OPTIONS, () => {
  for (const bytes of [[0xff], [0xc3], [0xe2, 0x9c], [0xed, 0xa0, 0x80], [0x61, 0x80]]) {
    assertThrows(() => decodeUtf8(Uint8Array.from(bytes)), TypeError);
  }
});
