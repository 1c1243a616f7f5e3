/**
 * Limits and values in, words out.
 *
 * @module
 */
import { pathText, sentence, wantedChoice, wantedLength, wantedNumber, whatIs } from "../../src/schemas/english.ts";
import { assertEquals } from "../deps.ts";

const test = (name: string, fn: () => void): void =>
  Deno.test({ name, sanitizeOps: true, sanitizeResources: true, fn });

test("wantedNumber() names the whole range", () => {
  assertEquals(wantedNumber("a number", {}), "a number");
  assertEquals(wantedNumber("a number", { min: 0, max: 1 }), "a number from 0 to 1");
  assertEquals(wantedNumber("a number", { min: 0.00001, max: 1 }), "a number from 0.00001 to 1");
  assertEquals(wantedNumber("an integer", { min: 1 }), "an integer of at least 1");
  assertEquals(wantedNumber("an integer", { max: 9 }), "an integer of at most 9");
  assertEquals(wantedNumber("a number", { above: 0, max: 1 }), "a number above 0, at most 1");
  assertEquals(wantedNumber("a number", { above: 0 }), "a number above 0");
  assertEquals(
    wantedNumber("an integer", { min: 320, max: 4096, step: 16 }),
    "an integer from 320 to 4096 in steps of 16",
  );
});

test("wantedLength() counts in the plural where it belongs", () => {
  assertEquals(wantedLength("a string", "character", {}), "a string");
  assertEquals(wantedLength("a string", "character", { min: 1, max: 20 }), "a string of 1 to 20 characters");
  assertEquals(wantedLength("a list", "item", { min: 1 }), "a list of at least 1 item");
  assertEquals(wantedLength("a list", "item", { min: 0, max: 4 }), "a list of at most 4 items");
  assertEquals(wantedLength("a list", "item", { min: 1, max: 1 }), "a list of 1 item");
});

test("wantedChoice() quotes words and not numbers", () => {
  assertEquals(wantedChoice(["a", "b"]), 'one of "a", "b"');
  assertEquals(wantedChoice([256, 512]), "one of 256, 512");
  assertEquals(wantedChoice([24]), "24");
});

test("whatIs() tells kinds and sizes, and repeats no text but a short word that is asked for", () => {
  assertEquals(whatIs(undefined), "missing");
  assertEquals(whatIs(null), "null");
  assertEquals(whatIs(NaN), "NaN");
  assertEquals(whatIs(-1.5), "-1.5");
  assertEquals(whatIs(true), "true");
  assertEquals(whatIs(""), "an empty string");
  assertEquals(whatIs("secret"), "a string of 6 characters");
  assertEquals(whatIs("gif", true), '"gif"');
  assertEquals(whatIs("two words", true), "a string of 9 characters");
  assertEquals(whatIs("x".repeat(33), true), "a string of 33 characters");
  assertEquals(whatIs([]), "an empty list");
  assertEquals(whatIs([1]), "a list of 1 item");
  assertEquals(whatIs({}), "an object");
  assertEquals(whatIs(new Uint8Array(2)), "bytes");
  assertEquals(whatIs(() => 1), "a function");
});

test("pathText() writes a path as JavaScript would", () => {
  assertEquals(pathText(["messages", 0, "content"]), "messages[0].content");
  assertEquals(pathText([]), "");
  assertEquals(pathText(["amazon-bedrock-guardrailConfig", "tagSuffix"]), "amazon-bedrock-guardrailConfig.tagSuffix");
  assertEquals(pathText(["a b", "c"]), '["a b"].c');
});

test("sentence() has a name for the body itself", () => {
  assertEquals(sentence("a", "missing", "a string"), "a is missing, wanted a string");
  assertEquals(sentence("", "null", "an object"), "the body is null, wanted an object");
});
