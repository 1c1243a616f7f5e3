/**
 * Where credentials come from: every source that the AWS SDKs know, by plain `fetch`, so that they work on the edge.
 *
 * A source is a function that gives credentials when called. `chain()` puts several in a row, `cached()` keeps what
 * they gave until shortly before it expires. A client made without `credentials` asks AWS's own chain of sources.
 *
 * @example Keys if they are set, else the API key
 * ```ts
 * import { chain, fromApiKey, fromEnv } from "@edge-aws/bedrock/credentials";
 * import { assertEquals } from "@std/assert";
 *
 * const provider = chain(fromEnv({ env: {} }), fromApiKey("bedrock-api-key-example"));
 * assertEquals(await provider(), { apiKey: "bedrock-api-key-example" });
 * ```
 *
 * @module
 */
export { fromApiKey } from "./api_key.ts";
export { fromEnv } from "./env.ts";
export { fromStatic } from "./static.ts";
export { CredentialsError } from "./identity.ts";
