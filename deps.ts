/**
 * The library's door for other people's code: a name of aws4fetch in, nothing else.
 *
 * Specifiers are whole, because a module that is imported from a URL has no import map.
 *
 * @module
 */
// deno-lint-ignore no-import-prefix -- a URL import of mod.ts has no import map to look a bare name up in
export { AwsV4Signer } from "npm:aws4fetch@^1.0.20";
