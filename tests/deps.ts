/**
 * The tests' door for other people's code: assertions, and (by dynamic import) the real clients.
 *
 * @module
 */
// deno-lint-ignore-file no-import-prefix -- the same whole specifiers as in the library's deps.ts
export {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertExists,
  assertFalse,
  assertGreater,
  assertInstanceOf,
  assertLess,
  assertMatch,
  assertNotEquals,
  assertNotMatch,
  assertNotStrictEquals,
  assertObjectMatch,
  assertRejects,
  assertStrictEquals,
  assertStringIncludes,
  assertThrows,
  fail,
} from "jsr:@std/assert@^1";
export { ServerSentEventParseStream } from "jsr:@std/http@^1/server-sent-event-parse-stream";
