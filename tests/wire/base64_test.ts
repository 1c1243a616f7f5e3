import { Buffer } from "node:buffer";
import { assertEquals, assertThrows } from "../deps.ts";
import { decodeBase64, decodeBase64Run, encodeBase64 } from "../../src/wire/base64.ts";

const OPTIONS = { sanitizeOps: true, sanitizeResources: true };
const random = (length: number): Uint8Array<ArrayBuffer> => crypto.getRandomValues(new Uint8Array(length));

/** Runs `test` as in an engine that has no base64 of its own. */
function withoutNative(test: () => void): void {
  const { fromBase64, prototype } = Uint8Array as unknown as { fromBase64: unknown; prototype: { toBase64: unknown } };
  const { toBase64 } = prototype;
  Object.assign(Uint8Array, { fromBase64: undefined });
  Object.assign(prototype, { toBase64: undefined });
  try {
    test();
  } finally {
    Object.assign(Uint8Array, { fromBase64 });
    Object.assign(prototype, { toBase64 });
  }
}

for (const [engine, run] of [["this engine", (test: () => void) => test()], ["an older one", withoutNative]] as const) {
  Deno.test(`encodeBase64() and decodeBase64() agree with Buffer and atob, in ${engine}`, OPTIONS, () => {
    run(() => {
      for (const length of [...Array(70).keys(), 8191, 8192, 8193, 60_000]) {
        const bytes = random(length);
        const text = Buffer.from(bytes).toString("base64");
        assertEquals(encodeBase64(bytes), text);
        assertEquals(decodeBase64(text), bytes);
        assertEquals(decodeBase64(text), Uint8Array.from(atob(text), (character) => character.charCodeAt(0)));
        assertEquals(decodeBase64(text.replaceAll("=", "")), bytes, "padding may be left out");
      }
      assertEquals(decodeBase64(" aG\nk="), new TextEncoder().encode("hi"));
    });
  });

  Deno.test(`decodeBase64() refuses what is not base64 and does not quote it, in ${engine}`, OPTIONS, () => {
    run(() => {
      for (const text of ["a", "a===", "aG=k", "secret-", "aGk_", "äöü=", "aGk=aGk=", "====="]) {
        const { message } = assertThrows(() => decodeBase64(text), SyntaxError);
        assertEquals(text.length > 3 && message.includes(text), false);
      }
    });
  });
}

Deno.test("decodeBase64Run() decodes up to the first foreign byte, wherever it stands", OPTIONS, () => {
  for (let length = 0; length < 60; length++) {
    const bytes = random(length).map((byte) => byte | 0x20);
    const text = Buffer.from(bytes).toString("base64");
    const characters = text.replaceAll("=", "").length;
    for (const after of ["", '"', '=","p":"', "\\/"]) {
      const source = new TextEncoder().encode(`>>${text.slice(0, characters)}${after}`);
      const target = new Uint8Array(length + 10);
      assertEquals(decodeBase64Run(source, 2, source.length, target, 3), 2 + characters);
      assertEquals(target.subarray(3, 3 + length), bytes);
    }
  }
});

Deno.test("decodeBase64Run() tells when it decoded a control character, at every place, and only then", OPTIONS, () => {
  for (let length = 1; length < 12; length++) {
    for (let at = 0; at < length; at++) {
      for (let byte = 0; byte < 256; byte++) {
        const bytes = new Uint8Array(length).fill(0x41);
        bytes[at] = byte;
        const source = Buffer.from(Buffer.from(bytes).toString("base64").replaceAll("=", "") + '"');
        const stop = decodeBase64Run(source, 0, source.length, new Uint8Array(length + 3), 0);
        assertEquals(stop, byte < 0x20 ? -1 : source.length - 1, `${byte} at ${at} of ${length}`);
      }
    }
  }
});

Deno.test("decodeBase64Run() never reads past its end", OPTIONS, () => {
  const source = new TextEncoder().encode("QUJDREVGR0hJ");
  for (let end = 0; end <= source.length; end++) {
    assertEquals(decodeBase64Run(source, 0, end, new Uint8Array(12), 0), end);
  }
});
