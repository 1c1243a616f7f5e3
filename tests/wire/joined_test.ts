import { assertEquals, assertStrictEquals } from "../deps.ts";
import { joined } from "../../src/wire/joined.ts";

const OPTIONS = { sanitizeOps: true, sanitizeResources: true };

Deno.test("joined() puts pieces together in order, views and empty ones too, and copies no single one", OPTIONS, () => {
  const bytes = Uint8Array.of(1, 2, 3, 4, 5);
  const pieces = [bytes.subarray(3), new Uint8Array(), bytes.subarray(0, 1), Uint8Array.of(9)];
  assertEquals(joined(pieces), Uint8Array.of(4, 5, 1, 9));
  assertEquals(joined([]), new Uint8Array());
  assertStrictEquals(joined([bytes]), bytes);
});
