/**
 * A Bedrock API key in, a provider of it out.
 *
 * @module
 */
import type { ApiKey, CredentialProvider } from "./identity.ts";

/**
 * Gives the Bedrock API key it was made with. The key is sent as a bearer; nothing is signed.
 *
 * The agent runtime and bidirectional streams take no API key.
 *
 * @param apiKey The key, alone or with the time it expires.
 * @returns A provider of that key.
 * @throws {TypeError} When the key is missing, or could not be a header's value.
 *
 * @example A key from your own configuration
 * ```ts
 * import { fromApiKey } from "@edge-aws/bedrock/credentials";
 * import { assertEquals } from "@std/assert";
 *
 * const provider = fromApiKey("bedrock-api-key-example");
 * assertEquals(await provider(), { apiKey: "bedrock-api-key-example" });
 * ```
 */
export function fromApiKey(apiKey: string | ApiKey): CredentialProvider<ApiKey> {
  const key: ApiKey = typeof apiKey === "string" ? { apiKey } : { ...apiKey };
  if (typeof key.apiKey !== "string" || !/^[\x21-\x7e]+$/.test(key.apiKey)) {
    throw new TypeError("Cannot use API key: it is missing or holds spaces or unprintable characters, wanted a key");
  }
  return () => Promise.resolve({ ...key });
}
