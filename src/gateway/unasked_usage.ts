/**
 * A chat that does not ask what its stream used in, the same chat asking out: without it nobody would know what a stream cost, and
 * a key's limit on tokens would hold for none.
 *
 * @module
 */

type Json = Record<string, unknown>;

/**
 * Makes a chat ask for its usage.
 *
 * @param body The chat's body.
 * @returns A body that asks; nothing when there is no stream, or it asks already.
 */
export function askUsage(body: Readonly<Json>): Json | undefined {
  const options = body.stream_options ?? {};
  // What is no object Bedrock refuses, in its own words
  if (!body.stream || typeof options !== "object" || Array.isArray(options)) return undefined;
  if ((options as Json).include_usage === true) return undefined;
  return { ...body, stream_options: { ...options, include_usage: true } };
}
