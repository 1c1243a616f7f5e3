import { assertEquals, assertThrows } from "../deps.ts";
import { chunkBytes, scanChunk } from "../../src/wire/chunk.ts";

const OPTIONS = { sanitizeOps: true, sanitizeResources: true };
const encoder = new TextEncoder();
const text = (payload: string): string => new TextDecoder().decode(chunkBytes(encoder.encode(payload)));
const scanned = (payload: string): number => {
  const bytes = encoder.encode(payload);
  return scanChunk(bytes, 0, bytes.length, new Uint8Array(bytes.length), 0);
};
// btoa("{}?") and the like have every rest of three
const INNER = ["", "{", "{}", "{} ", '{"a":"?>?>~~"}', '{"text":"long enough to go round the loop"}'];

Deno.test("chunkBytes() takes the shape that Bedrock sends, without a parser", OPTIONS, () => {
  for (const inner of INNER) {
    for (
      const tail of ["", ',"p":""', ',"p":"a"', ',"p":"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"']
    ) {
      const payload = `{"bytes":"${btoa(inner)}"${tail}}`;
      assertEquals(text(payload), inner);
      assertEquals(scanned(payload), inner.length);
    }
  }
});

Deno.test("chunkBytes() reads every other JSON that says the same", OPTIONS, () => {
  const inner = '{"a":"?>?>~~"}';
  const base64 = btoa(inner);
  assertEquals(base64.includes("/"), true);
  for (
    const payload of [
      `{"p":"abc","bytes":"${base64}"}`,
      `{ "bytes" : "${base64}" }`,
      `{"bytes": "${base64}"}`,
      `\n{"bytes":"${base64}"}`,
      `{"bytes":"${base64}"}\n`,
      `{"bytes":"${base64.replaceAll("/", "\\/")}","p":"abc"}`,
      `{"bytes":"${base64.replace("e", "\\u0065")}"}`,
      `{"bytes":"${base64.replaceAll("=", "")}"}`,
      `{"bytes":"${base64}","p":"abc","q":1}`,
      `{"bytes":"${base64}","q":{"p":"abc"}}`,
      `{"bytes":"${base64}","p":"\\""}`,
      `{"bytes":"aGk=","bytes":"${base64}"}`,
      `{"bytes":"aGk=","p":"a","bytes":"${base64}"}`,
      `{"bytes":"aGk=","bytes":"${base64}","p":"a"}`,
      `{"\\u0062ytes":"${base64}"}`,
    ]
  ) assertEquals(text(payload), inner, payload);
});

Deno.test("chunkBytes() keeps line breaks and other bytes as they are", OPTIONS, () => {
  const inner = '{\n\t"a": 1\r\n}\0';
  assertEquals(text(`{"bytes":"${btoa(inner)}","p":"ab"}`), inner);
  const binary = crypto.getRandomValues(new Uint8Array(256));
  assertEquals(chunkBytes(encoder.encode(JSON.stringify({ bytes: btoa(String.fromCharCode(...binary)) }))), binary);
});

Deno.test("chunkBytes() takes its payload out of larger bytes", OPTIONS, () => {
  const payload = encoder.encode(`"{{{"bytes":"aGk=","p":"abc"}"}=="`);
  assertEquals(new TextDecoder().decode(chunkBytes(payload.subarray(3, payload.length - 5))), "hi");
});

Deno.test("chunkBytes() refuses what is no chunk, and does not quote it", OPTIONS, () => {
  for (
    const payload of [
      "",
      "{",
      "null",
      "[]",
      "{}",
      '{"bytes":1}',
      '{"bytes":null}',
      '{"bytes":"',
      '{"bytes":"c2VjcmV0',
      '{"bytes":"c2VjcmV0"',
      '{"bytes":"c2VjcmV0","p":"a',
      '{"bytes":"c2VjcmV0"}}',
      '{"bytes":"c2VjcmV0","p":"a"b"}',
      '{"bytes":"c"}',
      '{"bytes":"c2V=j"}',
      '{"bytes":"c2VjcmV0==="}',
      '{"bytes":"c2Vj-_V0"}',
    ]
  ) {
    const { message } = assertThrows(() => text(payload), SyntaxError, "Cannot ", payload);
    assertEquals(message.includes("c2V"), false);
  }
});
