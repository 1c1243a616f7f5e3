/**
 * All items of a list and a request for a page go in, the page and the token of the next come out.
 *
 * @module
 */
import type { Call } from "./call.ts";
import type { JsonObject } from "./question.ts";
import { invalid } from "./refusal.ts";

/** Cuts a page out of a list; `fallback` is how many items one has when the request does not say. */
export function page(call: Call, name: string, items: readonly unknown[], fallback = 100): JsonObject {
  const most = call.query.get("maxResults");
  const size = most === null ? fallback : Number(most);
  if (!Number.isInteger(size) || size < 1 || size > 1000) {
    throw invalid(
      `Value '${most}' at 'maxResults' failed to satisfy constraint: an integer from 1 to 1000 was wanted.`,
    );
  }
  const token = call.query.get("nextToken");
  const start = token === null ? 0 : Number(/^page-(\d+)$/.exec(token)?.[1] ?? NaN);
  if (Number.isNaN(start)) throw invalid("The nextToken is none that this list gave out.");
  const end = start + size;
  return { [name]: items.slice(start, end), ...(end < items.length ? { nextToken: `page-${end}` } : {}) };
}
