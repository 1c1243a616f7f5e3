/** Stands in for `jsr:@std/http/server-sent-event-parse-stream` where JSR cannot be reached: the npm port of the same source, with types.
 * @module */
// @ts-types="./server_sent_event_parse_stream.d.ts"
export * from "npm:deno-std@1.4.0/http/server_sent_event_parse_stream.js";
