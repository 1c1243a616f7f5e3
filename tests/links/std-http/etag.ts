/** Stands in for `jsr:@std/http/etag` where JSR cannot be reached: the npm port of the same source, with types.
 * @module */
// @ts-types="./etag.d.ts"
export * from "npm:deno-std@1.4.0/http/etag.js";
