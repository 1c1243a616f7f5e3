/**
 * A base64 member of a body goes in, its bytes come out, or a refusal that names it.
 *
 * @module
 */
import { decodeBase64 } from "../wire/base64.ts";
import { invalid } from "./refusal.ts";

/** Reads a base64 text; a data URI's head is not taken, as Bedrock takes none there. */
export function readBase64(text: unknown, where: string): Uint8Array {
  if (typeof text !== "string" || text === "") throw invalid(`${where}: base64 text was wanted.`);
  try {
    return decodeBase64(text);
  } catch {
    throw invalid(`${where}: the text is not valid base64.`);
  }
}

/** Reads a data URI into its media type and bytes. */
export function readDataUri(uri: unknown, where: string): { mediaType: string; bytes: Uint8Array } {
  const match = typeof uri === "string" ? /^data:([\w.+-]+\/[\w.+-]+);base64,([^]*)$/.exec(uri) : null;
  if (!match) throw invalid(`${where}: a data URI with base64 content was wanted.`);
  return { mediaType: match[1]!, bytes: readBase64(match[2], where) };
}
