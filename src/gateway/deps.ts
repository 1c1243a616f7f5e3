/**
 * The gateway's door for other people's code: HTTP status names, content negotiation, entity tags.
 *
 * @module
 */
// deno-lint-ignore-file no-import-prefix -- a URL import has no import map to look a bare name up in
export { STATUS_CODE, STATUS_TEXT, type StatusCode } from "jsr:@std/http@^1/status";
export { accepts } from "jsr:@std/http@^1/negotiation";
export { eTag, ifNoneMatch } from "jsr:@std/http@^1/etag";
