/**
 * A route's pattern and a caller's raw labels and query in, what Bedrock is asked by out.
 *
 * @module
 */
import { encodeUri } from "../wire/encode_uri.ts";
import { decodeLabel } from "./request_path.ts";

/**
 * Fills a route's pattern.
 *
 * @param pattern The pattern, with its `{labels}`.
 * @param labels The raw labels of the caller's path.
 * @returns The path, encoded as AWS reads it.
 * @throws {GatewayError} If a label is no id.
 */
export function fillPath(pattern: string, labels: readonly string[]): string {
  let next = 0;
  return pattern.replace(/\{([^}]+)\}/g, (_, name: string) => {
    const raw = labels[next++]!;
    // The rest of a path is no label: its slashes are its own.
    if (name === "path") return decodeLabel(raw, "path").split("/").map(encodeUri).join("/");
    return encodeUri(decodeLabel(raw, name));
  });
}

/**
 * Reads a query.
 *
 * @param raw The query with its `?`, or nothing.
 * @returns Its parameters; nothing when there are none.
 */
export function queryOf(raw: string): Record<string, string[]> | undefined {
  if (raw.length < 2) return undefined;
  // A parameter may be called as a member that every object has.
  const query: Record<string, string[]> = Object.create(null);
  for (const [name, value] of new URLSearchParams(raw)) (query[name] ??= []).push(value);
  return query;
}
