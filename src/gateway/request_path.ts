/**
 * A request's URL in, its path as it was sent and the model id in it out.
 *
 * Paths are taken raw: a model id may come plain, percent-encoded, encoded twice by a proxy, or, as an ARN, with real
 * slashes in it, and the WHATWG parser would fold some of these into each other.
 *
 * @module
 */
import { badRequest } from "./gateway_error.ts";

/** A URL in two raw parts. */
export interface RequestTarget {
  /** The path, percent-encoding untouched. */
  path: string;
  /** The query with its `?`, or nothing. */
  query: string;
}

/**
 * Splits a URL.
 *
 * @param url An absolute URL.
 * @returns Its raw path, without doubled or trailing slashes, and its raw query.
 */
export function targetOf(url: string): RequestTarget {
  const start = url.indexOf("/", url.indexOf("//") + 2);
  if (start < 0) return { path: "/", query: "" };
  const hash = url.indexOf("#", start);
  const end = hash < 0 ? url.length : hash;
  const mark = url.indexOf("?", start);
  const isSplit = mark >= 0 && mark < end;
  let path = url.slice(start, isSplit ? mark : end);
  // An empty label must stay visible to be refused: `/model//invoke`.
  if (path.includes("//") && !path.startsWith("/model/")) path = path.replace(/\/{2,}/g, "/");
  if (path.length > 1 && path.endsWith("/")) path = path.slice(0, -1);
  return { path, query: isSplit ? url.slice(mark, end) : "" };
}

/**
 * Decodes a label of a path: a model id, a guardrail id, an ARN.
 *
 * No valid id holds a `%`, so what still has one after decoding was encoded by somebody on the way and is decoded once
 * more, but no third time.
 *
 * @param raw The label as it stands in the path.
 * @param what What the label is, for the error.
 * @returns The id.
 * @throws {GatewayError} If it is no id: empty, too long, with characters or segments that no id has.
 */
export function decodeLabel(raw: string, what: string): string {
  let id = raw;
  try {
    for (let turn = 0; turn < 2 && id.includes("%"); turn++) id = decodeURIComponent(id);
  } catch {
    throw badRequest(`Cannot read ${what}: the path holds a broken percent-encoding`);
  }
  if (!/^[A-Za-z0-9:._/-]{1,2048}$/.test(id)) {
    throw badRequest(`Cannot read ${what}: wanted 1 to 2048 letters, digits or any of : . _ / -`);
  }
  if (/(?:^|\/)\.{0,2}(?:\/|$)/.test(id)) {
    throw badRequest(`Cannot read ${what}: it has an empty or dotted segment`);
  }
  return id;
}
