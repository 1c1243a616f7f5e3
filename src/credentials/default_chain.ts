/**
 * Nothing in, whoever this program is to AWS out: the sources that every AWS SDK looks at, in AWS's order.
 *
 * @module
 */
import { cached } from "./cached.ts";
import { firstOf } from "./chain.ts";
import { askContainer } from "./container.ts";
import { fromEnv, fromEnvKeys } from "./env.ts";
import type { CredentialProvider } from "./identity.ts";
import { fromInstance } from "./instance.ts";
import { fromProfile, type FromProfileOptions } from "./profile.ts";
import { takeRole } from "./web_identity.ts";

/** How {@linkcode defaultChain} looks. */
export interface DefaultChainOptions extends FromProfileOptions {
  /**
   * Whether an API key in the environment counts.
   *
   * @default {true}
   */
  apiKeys?: boolean;
}

/**
 * Looks where the AWS SDKs look: the environment, the shared files' profile (`AWS_PROFILE`), a web identity, the
 * container, the EC2 machine.
 *
 * A source that nobody set up is passed over. One that is set up and fails ends the search with its reason: what comes
 * after it would be somebody else. A profile that is named here is asked before the environment; `AWS_PROFILE` after
 * it, as the AWS CLI has it, where AWS's SDK for JavaScript asks that profile first. What is found is kept, and renewed
 * before it expires.
 *
 * @param options Where and how to look.
 * @returns A provider of what is found.
 *
 * @example Keys in the environment
 * ```ts
 * import { defaultChain } from "./default_chain.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const provider = defaultChain({ env: { AWS_BEARER_TOKEN_BEDROCK: "bedrock-api-key-example" } });
 * assertEquals(await provider(), { apiKey: "bedrock-api-key-example" });
 * ```
 */
export function defaultChain(options: DefaultChainOptions = {}): CredentialProvider {
  const environment = (options.apiKeys === false ? fromEnvKeys : fromEnv)({ env: options.env });
  const profile = fromProfile(options);
  const first = options.profile === undefined ? [environment, profile] : [profile];
  const providers: CredentialProvider[] = [
    ...first,
    (context = {}) => takeRole(options, context),
    (context = {}) => askContainer(options, context),
    fromInstance(options),
  ];
  return cached((context) => firstOf(providers, context, { stopAtConfigured: true }), {
    now: options.now,
    refreshBeforeMs: options.refreshBeforeMs,
    // A code that a person types takes longer than a machine does.
    timeoutMs: options.mfaCode === undefined ? undefined : 300_000,
  });
}
