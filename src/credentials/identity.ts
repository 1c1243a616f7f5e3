/**
 * The words that every source of credentials speaks: who signs, how it is asked for, and how a source says that it has
 * nothing to give.
 *
 * @module
 */

/** A pair of AWS keys that signs requests. */
export interface Credentials {
  /** The public half, sent with every request. */
  accessKeyId: string;
  /** The secret half, never sent. */
  secretAccessKey: string;
  /** The token that temporary keys come with. */
  sessionToken?: string;
  /** When the keys stop working; absent for keys that last. */
  expiration?: Date;
  /** The AWS account that the keys belong to, when the source tells. */
  accountId?: string;
}

/** A Bedrock API key, sent as `Authorization: Bearer` instead of a signature. */
export interface ApiKey {
  /** The key itself. */
  apiKey: string;
  /** When the key stops working; absent for keys that last. */
  expiration?: Date;
}

/** Whoever a request is sent as. */
export type Identity = Credentials | ApiKey;

/** What a caller tells a provider about the call it needs an identity for. */
export interface CredentialContext {
  /** Gives up waiting; the reason is passed through. */
  signal?: AbortSignal;
  /** The region of the call, for sources that have none of their own. */
  region?: string;
  /** How many milliseconds AWS's clock is ahead of the local one, as far as the answers have told. */
  skewMs?: number;
}

/**
 * A source of credentials, called before each attempt. The library's own sources keep what they gave; wrap a costly one of
 * yours in `cached()`.
 *
 * It fails with a {@linkcode CredentialsError}.
 */
export type CredentialProvider<T extends Identity = Identity> = (context?: CredentialContext) => Promise<T>;

/** A source that gave nothing, and why. */
export interface TriedSource {
  /** The source in words: `environment`, `profile "dev"`, `web identity`. */
  source: string;
  /** Why it gave nothing. */
  reason: string;
  /** Whether the source was set up, and failed; a source that nobody set up says `false`. */
  configured: boolean;
}

/** The facts a {@linkcode CredentialsError} carries. */
export interface CredentialsErrorOptions extends ErrorOptions {
  /** Every source that was asked. */
  tried: TriedSource[];
}

/**
 * No source gave credentials: which were asked, and why each gave nothing.
 *
 * @example Saying why
 * ```ts
 * import { CredentialsError, fromEnv } from "@edge-aws/bedrock/credentials";
 * import { assertEquals, assertInstanceOf } from "@std/assert";
 *
 * const error = await fromEnv({ env: {} })().catch((error) => error);
 * assertInstanceOf(error, CredentialsError);
 * assertEquals(error.tried[0]?.source, "environment");
 * assertEquals(error.configured, false);
 * ```
 */
export class CredentialsError extends Error {
  /** Always `CredentialsError`. */
  override readonly name: string = "CredentialsError";
  /** Every source that was asked, in order. */
  readonly tried: readonly TriedSource[];

  /**
   * Creates an error.
   *
   * @param message What was being done, then what went wrong.
   * @param options The sources that were asked, and the cause.
   */
  constructor(message: string, options: CredentialsErrorOptions) {
    super(message, "cause" in options ? { cause: options.cause } : undefined);
    this.tried = options.tried;
  }

  /** Whether one of the sources was set up and failed, rather than none being there. */
  get configured(): boolean {
    return this.tried.some((source) => source.configured);
  }
}

/**
 * Tells an API key from a pair of keys.
 *
 * @param identity What a provider gave.
 * @returns Whether it is sent as a bearer.
 */
export function isApiKey(identity: Identity): identity is ApiKey {
  return (identity as Partial<ApiKey>).apiKey !== undefined;
}
