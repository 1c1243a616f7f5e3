/**
 * Where credentials come from: every source of the AWS SDKs' own chain, by plain `fetch`, so that they work on the edge.
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
export type { SourceOptions } from "./ask.ts";
export { fromAssumeRole, type FromAssumeRoleOptions } from "./assume_role.ts";
export { cached, type CachedOptions } from "./cached.ts";
export { chain } from "./chain.ts";
export { fromContainer, type FromContainerOptions } from "./container.ts";
export { type Environment, fromEnv, type FromEnvOptions } from "./env.ts";
export type { FileSystem } from "./files.ts";
export {
  type ApiKey,
  type CredentialContext,
  type CredentialProvider,
  type Credentials,
  CredentialsError,
  type CredentialsErrorOptions,
  type Identity,
  type TriedSource,
} from "./identity.ts";
export { fromInstance, type FromInstanceOptions } from "./instance.ts";
export { fromMintedApiKey, type FromMintedApiKeyOptions } from "./minted_api_key.ts";
export type { RunCommand } from "./process.ts";
export { fromProfile, type FromProfileOptions } from "./profile.ts";
export type { SharedFileOptions } from "./shared_files.ts";
export { fromStatic } from "./static.ts";
export type { SessionOptions, StsOptions } from "./sts.ts";
export { fromWebIdentity, type FromWebIdentityOptions, type TokenFunction } from "./web_identity.ts";
