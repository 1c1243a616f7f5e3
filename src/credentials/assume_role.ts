/**
 * Credentials that may take a role in, the role's credentials out.
 *
 * @module
 */
import { cached } from "./cached.ts";
import { reasonOf, refusal } from "./failure.ts";
import { isApiKey } from "./identity.ts";
import type { CredentialContext, CredentialProvider, Credentials } from "./identity.ts";
import { askSts, sessionFields, type SessionOptions, type StsOptions } from "./sts.ts";

/** Which role, and who takes it. */
export interface FromAssumeRoleOptions extends StsOptions, SessionOptions {
  /** The role to take. */
  roleArn: string;
  /**
   * Who takes it.
   *
   * @default {AWS's own chain of sources}
   */
  credentials?: Credentials | CredentialProvider;
  /** The word that the role's owner asks of outsiders. */
  externalId?: string;
  /** Who is behind the session, for AWS's logs. */
  sourceIdentity?: string;
  /** Tags of the session. */
  tags?: Record<string, string>;
  /** The names of those tags that roles taken from this one inherit. */
  transitiveTagKeys?: string[];
  /** The MFA device, by serial number or ARN. */
  mfaSerial?: string;
  /** Gives the device's current code; wanted with `mfaSerial`. */
  mfaCode?: (mfaSerial: string) => string | Promise<string>;
}

/**
 * Takes a role, by STS's `AssumeRole`. What it gives is kept, and renewed before it expires.
 *
 * @param options The role, and who takes it.
 * @returns A provider of the role's credentials.
 * @throws {TypeError} When no role is named, or an MFA device without a way to its code.
 *
 * @example A role in another account
 * ```ts
 * import { fromAssumeRole, fromStatic } from "@edge-aws/bedrock/credentials";
 * import { assertEquals } from "@std/assert";
 *
 * // What STS would answer: leave `fetch` out to ask the real one.
 * const reply = `<AssumeRoleResponse><AssumeRoleResult><Credentials>
 *   <AccessKeyId>ASIAEXAMPLE</AccessKeyId><SecretAccessKey>secret</SecretAccessKey>
 *   <SessionToken>session</SessionToken><Expiration>2100-01-01T00:00:00Z</Expiration>
 * </Credentials></AssumeRoleResult></AssumeRoleResponse>`;
 *
 * const provider = fromAssumeRole({
 *   roleArn: "arn:aws:iam::123456789012:role/bedrock",
 *   externalId: "agreed with the role's owner",
 *   credentials: fromStatic({ accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret" }),
 *   region: "us-east-1",
 *   fetch: () => Promise.resolve(new Response(reply)),
 * });
 * assertEquals((await provider()).sessionToken, "session");
 * ```
 */
export function fromAssumeRole(options: FromAssumeRoleOptions): CredentialProvider<Credentials> {
  if (typeof options?.roleArn !== "string" || options.roleArn === "") {
    throw new TypeError("Cannot assume role: roleArn is missing, wanted the ARN of a role");
  }
  if (options.mfaSerial !== undefined && options.mfaCode === undefined) {
    throw new TypeError("Cannot assume role: mfaCode is missing, wanted a function that gives the device's code");
  }
  return cached((context = {}) => assumeRole(options, context), {
    now: options.now,
    refreshBeforeMs: options.refreshBeforeMs,
    // A code that a person types takes longer than a machine does.
    timeoutMs: options.mfaCode === undefined ? undefined : 300_000,
  });
}

/**
 * Takes a role, once.
 *
 * @param options The role, and who takes it.
 * @param context What the caller told.
 * @param source The source in words.
 * @returns The role's credentials.
 */
export async function assumeRole(
  options: FromAssumeRoleOptions,
  context: CredentialContext,
  source = "assumed role",
): Promise<Credentials> {
  const signer = await signerOf(options, context, source);
  return await askSts(
    { source, action: "AssumeRole", roleArn: options.roleArn, fields: await fields(), signer },
    context,
    options,
  );

  async function fields(): Promise<Record<string, string | number | undefined>> {
    const tags = Object.entries(options.tags ?? {}).flatMap(([key, value], index) => [
      [`Tags.member.${index + 1}.Key`, key],
      [`Tags.member.${index + 1}.Value`, value],
    ]);
    const inherited = (options.transitiveTagKeys ?? []).map((
      key,
      index,
    ) => [`TransitiveTagKeys.member.${index + 1}`, key]);
    return {
      ...sessionFields(options, options.now?.() ?? new Date()),
      ExternalId: options.externalId,
      SourceIdentity: options.sourceIdentity,
      ...Object.fromEntries([...tags, ...inherited]),
      ...(options.mfaSerial === undefined ? {} : { SerialNumber: options.mfaSerial, TokenCode: await code() }),
    };
  }

  async function code(): Promise<string | undefined> {
    try {
      return await options.mfaCode?.(options.mfaSerial!);
    } catch (cause) {
      throw refusal(source, `the MFA code was not given: ${reasonOf(cause)}`, { cause });
    }
  }
}

/**
 * Gets the keys that sign for something else: never an API key.
 *
 * @param options Who signs; AWS's own chain when absent.
 * @param context What the caller told.
 * @param source The source that needs the signature, in words.
 * @returns The keys.
 */
export async function signerOf(
  options: Pick<FromAssumeRoleOptions, "credentials" | "env" | "fetch" | "now">,
  context: CredentialContext,
  source: string,
): Promise<Credentials> {
  const { credentials } = options;
  const identity = typeof credentials === "function" ? await credentials(context) : credentials ??
    await (await import("./default_chain.ts")).defaultChain({ ...pick(options), apiKeys: false })(context);
  if (isApiKey(identity)) throw refusal(source, "its credentials are an API key, wanted keys that sign");
  return identity;
}

function pick(options: Pick<FromAssumeRoleOptions, "env" | "fetch" | "now">): typeof options {
  return { env: options.env, fetch: options.fetch, now: options.now };
}
