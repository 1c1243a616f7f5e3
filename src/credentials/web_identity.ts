/**
 * A token that somebody else vouches for in, the AWS credentials of a role out: no secret is stored anywhere.
 *
 * @module
 */
import { cached } from "./cached.ts";
import { lookupIfAllowed, whyUnset } from "./env.ts";
import { reasonOf, refusal } from "./failure.ts";
import { type FileSystem, localFiles } from "./files.ts";
import type { CredentialContext, CredentialProvider, Credentials } from "./identity.ts";
import { askSts, sessionFields, type SessionOptions, type StsOptions } from "./sts.ts";

/** Gives an OpenID Connect token whose audience AWS expects, usually `sts.amazonaws.com`. */
export type TokenFunction = (context: CredentialContext) => string | Promise<string>;

/** Which role, and who vouches. */
export interface FromWebIdentityOptions extends StsOptions, SessionOptions {
  /**
   * The role to take.
   *
   * @default {`AWS_ROLE_ARN`}
   */
  roleArn?: string;
  /** The token, or better a function that fetches a fresh one at each renewal. */
  token?: string | TokenFunction;
  /**
   * The file that holds the token, read anew at each renewal.
   *
   * @default {`AWS_WEB_IDENTITY_TOKEN_FILE`}
   */
  tokenFile?: string;
  /**
   * Where the token's file is read from.
   *
   * @default {the runtime's own}
   */
  files?: FileSystem;
}

/**
 * Takes a role with an OpenID Connect token, by STS's `AssumeRoleWithWebIdentity`. Nothing is signed, no secret is kept.
 *
 * Where the token comes from:
 *
 * - Deno Deploy: `token: () => getIdToken("sts.amazonaws.com")`, with `getIdToken` of `jsr:@deno/oidc`.
 * - Vercel: `token: () => getVercelOidcToken()`, of `npm:@vercel/oidc`.
 * - GitHub Actions, with `permissions: { id-token: write }`: `fetch` the address in `ACTIONS_ID_TOKEN_REQUEST_URL` with
 *   `&audience=sts.amazonaws.com` behind it and `ACTIONS_ID_TOKEN_REQUEST_TOKEN` as bearer; the token is the answer's
 *   `value`.
 * - EKS: nothing to say, the environment names role and file.
 *
 * What it gives is kept, and renewed before it expires.
 *
 * @param options The role and the token; the environment's when absent.
 * @returns A provider of the role's credentials.
 * @throws {TypeError} When both a token and a file are given.
 *
 * @example A token function, as on Deno Deploy
 * ```ts
 * import { fromWebIdentity } from "@edge-aws/bedrock/credentials";
 * import { assertEquals } from "@std/assert";
 *
 * // What STS would answer: leave `fetch` out to ask the real one.
 * const reply = `<AssumeRoleWithWebIdentityResponse><AssumeRoleWithWebIdentityResult><Credentials>
 *   <AccessKeyId>ASIAEXAMPLE</AccessKeyId><SecretAccessKey>secret</SecretAccessKey>
 *   <SessionToken>session</SessionToken><Expiration>2100-01-01T00:00:00Z</Expiration>
 * </Credentials></AssumeRoleWithWebIdentityResult></AssumeRoleWithWebIdentityResponse>`;
 *
 * const provider = fromWebIdentity({
 *   roleArn: "arn:aws:iam::123456789012:role/bedrock",
 *   token: () => Promise.resolve("a token from getIdToken()"),
 *   region: "us-east-1",
 *   fetch: () => Promise.resolve(new Response(reply)),
 * });
 * assertEquals((await provider()).accessKeyId, "ASIAEXAMPLE");
 * ```
 */
export function fromWebIdentity(options: FromWebIdentityOptions = {}): CredentialProvider<Credentials> {
  if (options.token !== undefined && options.tokenFile !== undefined) {
    throw new TypeError("Cannot use web identity: token and tokenFile are both given, wanted one of them");
  }
  return cached((context = {}) => takeRole(options, context), {
    now: options.now,
    refreshBeforeMs: options.refreshBeforeMs,
  });
}

/**
 * Takes a role with a token, once.
 *
 * @param options The role and the token; the environment's when absent.
 * @param context What the caller told.
 * @param source The source in words.
 * @returns The role's credentials.
 */
export async function takeRole(
  options: FromWebIdentityOptions,
  context: CredentialContext,
  source = "web identity",
): Promise<Credentials> {
  const lookup = lookupIfAllowed(options.env);
  const roleArn = options.roleArn ?? named("AWS_ROLE_ARN");
  const token = await tokenOf(options, context);
  return await askSts(
    {
      source,
      action: "AssumeRoleWithWebIdentity",
      roleArn,
      fields: {
        ...sessionFields(
          { ...options, sessionName: options.sessionName ?? lookup("AWS_ROLE_SESSION_NAME") },
          options.now?.() ?? new Date(),
        ),
        WebIdentityToken: token,
      },
    },
    context,
    options,
  );

  function named(name: "AWS_ROLE_ARN" | "AWS_WEB_IDENTITY_TOKEN_FILE"): string {
    const value = lookup(name);
    if (value !== undefined) return value;
    const otherHalf = name === "AWS_ROLE_ARN"
      ? options.token ?? options.tokenFile ?? lookup("AWS_WEB_IDENTITY_TOKEN_FILE")
      : options.roleArn;
    throw refusal(source, whyUnset(options.env, [name]), { configured: otherHalf !== undefined });
  }

  async function tokenOf({ token, tokenFile }: FromWebIdentityOptions, context: CredentialContext): Promise<string> {
    let found: unknown;
    if (token !== undefined) {
      try {
        found = typeof token === "function" ? await token(context) : token;
      } catch (cause) {
        context.signal?.throwIfAborted();
        throw refusal(source, `the token function failed: ${reasonOf(cause)}`, { cause });
      }
    } else {
      const path = tokenFile ?? named("AWS_WEB_IDENTITY_TOKEN_FILE");
      try {
        found = await (options.files ?? localFiles()).readTextFile(path);
      } catch (cause) {
        throw refusal(source, `the token's file ${path} cannot be read: ${reasonOf(cause)}`, { cause });
      }
    }
    const trimmed = typeof found === "string" ? found.trim() : "";
    if (trimmed === "") throw refusal(source, "the token is empty, wanted an OpenID Connect token");
    return trimmed;
  }
}
