/**
 * The schemas' door for other people's code: named parts of zod/mini, so that no locale comes with them.
 *
 * @module
 */
// deno-lint-ignore-file no-import-prefix -- a URL import has no import map to look a bare name up in
export {
  array,
  boolean,
  check,
  custom,
  gt,
  gte,
  int,
  literal,
  looseObject,
  lte,
  maxLength,
  minLength,
  multipleOf,
  number,
  optional,
  record,
  refine,
  string,
} from "npm:zod@^4.6.7/mini";
export type { ZodMiniType } from "npm:zod@^4.6.7/mini";
