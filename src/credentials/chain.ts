/**
 * Several providers in, one that asks them in turn out.
 *
 * @module
 */
import { reasonOf } from "./failure.ts";
import { CredentialsError } from "./identity.ts";
import type { CredentialContext, CredentialProvider, Identity, TriedSource } from "./identity.ts";

/** How {@linkcode firstOf} goes about it. */
export interface FirstOfOptions {
  /**
   * Whether a source that is set up and fails ends the search: what comes after it would be somebody else.
   *
   * @default {false}
   */
  stopAtConfigured?: boolean;
}

/**
 * Asks providers one after the other, until one gives an identity.
 *
 * @param providers The providers, the preferred one first.
 * @returns A provider that fails only when all fail, and then says why each did.
 * @throws {TypeError} When there is nothing to ask.
 *
 * @example The first that gives
 * ```ts
 * import { chain, fromEnv, fromStatic } from "@edge-aws/bedrock/credentials";
 * import { assertEquals } from "@std/assert";
 *
 * const provider = chain(
 *   fromEnv({ env: {} }),
 *   fromStatic({ accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret" }),
 * );
 * assertEquals(await provider(), { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret" });
 * ```
 */
export function chain(...providers: CredentialProvider[]): CredentialProvider {
  if (providers.length === 0) throw new TypeError("Cannot chain credentials: no provider is given, wanted one or more");
  return (context) => firstOf(providers, context);
}

/**
 * Asks providers in turn.
 *
 * @param providers The providers.
 * @param context What the caller told.
 * @param options When to end the search.
 * @returns The first identity given.
 */
export async function firstOf(
  providers: readonly CredentialProvider[],
  context: CredentialContext = {},
  options: FirstOfOptions = {},
): Promise<Identity> {
  const tried: TriedSource[] = [];
  const causes: unknown[] = [];
  for (const [index, provider] of providers.entries()) {
    context.signal?.throwIfAborted();
    try {
      return await provider(context);
    } catch (error) {
      context.signal?.throwIfAborted();
      causes.push(error);
      const source = provider.name || `source ${index + 1}`;
      const sources = error instanceof CredentialsError
        ? error.tried
        : [{ source, reason: reasonOf(error), configured: true }];
      tried.push(...sources);
      if (options.stopAtConfigured && sources.some((one) => one.configured)) break;
    }
  }
  const reasons = tried.map(({ source, reason }) => `${source}: ${reason}`).join("; ");
  throw new CredentialsError(`Cannot find credentials: ${reasons}`, {
    tried,
    cause: causes.length === 1 ? causes[0] : new AggregateError(causes, "each source's own failure"),
  });
}
