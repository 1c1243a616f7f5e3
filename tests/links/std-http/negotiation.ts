/** Stands in for `jsr:@std/http/negotiation` where JSR cannot be reached: the npm port of the same source, with types.
 * @module */
// @ts-types="./negotiation.d.ts"
export * from "npm:deno-std@1.4.0/http/negotiation.js";
