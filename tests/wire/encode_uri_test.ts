import { encodeUri } from "../../src/wire/encode_uri.ts";
import { assertEquals, assertThrows } from "../deps.ts";

const OPTIONS = { sanitizeOps: true, sanitizeResources: true };

Deno.test("encodeUri() leaves what RFC 3986 calls unreserved, and nothing else", OPTIONS, () => {
  for (let unit = 0; unit < 0x250; unit++) {
    const character = String.fromCharCode(unit);
    const bytes = [...new TextEncoder().encode(character)];
    const encoded = bytes.map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, "0")}`).join("");
    assertEquals(encodeUri(character), /[A-Za-z0-9._~-]/.test(character) ? character : encoded);
  }
  assertEquals(encodeUri("a:b/c!'()* 😀"), "a%3Ab%2Fc%21%27%28%29%2A%20%F0%9F%98%80");
  assertThrows(() => encodeUri("\ud83d"), URIError);
});
