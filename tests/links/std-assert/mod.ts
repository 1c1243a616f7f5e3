/** Stands in for `jsr:@std/assert` where JSR cannot be reached: the npm port of the same source, with types.
 * @module */
// @ts-types="./mod.d.ts"
export * from "npm:deno-std@1.4.0/assert/mod.js";
