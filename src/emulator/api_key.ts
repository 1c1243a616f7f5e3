/**
 * A short-term Bedrock API key goes in, the presigned URL it is made of comes out.
 *
 * @module
 */

/** The parts of the presigned URL inside a key. */
export interface MintedUrl {
  /** The host that was signed. */
  host: string;
  /** The path that was signed. */
  path: string;
  /** The query that was signed, the signature with it. */
  query: string;
}

const PREFIX = "bedrock-api-key-";

/** Opens a minted key; `undefined` when the text is none. */
export function openMintedKey(key: string): MintedUrl | undefined {
  if (!key.startsWith(PREFIX)) return undefined;
  let text: string;
  try {
    text = atob(key.slice(PREFIX.length));
  } catch {
    return undefined;
  }
  const match = /^([a-z0-9.-]+)(\/[^?]*)\?(.+)$/.exec(text.replace(/&Version=1$/, ""));
  if (!match) return undefined;
  const [host, path, query] = match.slice(1) as [string, string, string];
  if (new URLSearchParams(query).get("Action") !== "CallWithBearerToken") return undefined;
  return { host, path, query };
}
