/**
 * What the gateway itself has to say no to: a reason in, one error out that every dialect can put in its own words.
 *
 * @module
 */

/** The facts a {@linkcode GatewayError} carries. */
export interface GatewayErrorOptions extends ErrorOptions {
  /** The HTTP status of the native dialect; the others look their own up in `errors.ts`. */
  status: number;
  /** AWS's name in Pascal case (`ThrottlingException`), or one of ours in snake case (`unsupported_parameter`). */
  code: string;
  /** The request's member that is to blame, as a path: `messages[0].content`. */
  param?: string;
  /** The request id of whoever refused. */
  requestId?: string;
  /** How long the caller should wait, in milliseconds. */
  retryAfterMs?: number;
  /** Whether the caller should try again; when absent the table decides. */
  shouldRetry?: boolean;
}

/**
 * A refusal, or a failure upstream, in words that may be shown to a caller.
 *
 * The message never holds a credential, a prompt, an ARN or an account id.
 */
export class GatewayError extends Error {
  /** Always `GatewayError`. */
  override readonly name: string = "GatewayError";
  /** The HTTP status of the native dialect. */
  readonly status: number;
  /** AWS's name in Pascal case, or one of ours in snake case. */
  readonly code: string;
  /** The request's member that is to blame. */
  readonly param: string | undefined;
  /** The request id of whoever refused. */
  readonly requestId: string | undefined;
  /** How long the caller should wait, in milliseconds. */
  readonly retryAfterMs: number | undefined;
  /** Whether the caller should try again; when absent the table decides. */
  readonly shouldRetry: boolean | undefined;

  /**
   * Creates an error.
   *
   * @param message What was being done, then what is and what was wanted.
   * @param options The facts.
   */
  constructor(message: string, options: GatewayErrorOptions) {
    super(message, "cause" in options ? { cause: options.cause } : undefined);
    this.status = options.status;
    this.code = options.code;
    this.param = options.param;
    this.requestId = options.requestId;
    this.retryAfterMs = options.retryAfterMs;
    this.shouldRetry = options.shouldRetry;
  }
}

/**
 * Takes out of a text what names an account.
 *
 * @param text AWS's message, or a whole JSON body of one.
 * @returns The text without ARNs, account ids and key ids.
 */
export function scrub(text: string): string {
  return text
    .replace(/arn(?::|%3A)aws[\w-]*(?::|%3A)[^\s"'<>,;)\]\\]*/gi, "[arn]")
    .replace(/\b(?:AKIA|ASIA|AIDA|AROA|AGPA|ANPA|ANVA|ABSK|ACCA|AIPA|APKA|ASCA)[A-Za-z0-9+/=_]{12,}/g, "[key]")
    .replace(/\bbedrock-api-key-[A-Za-z0-9+/=_-]+/g, "[key]")
    .replace(/(?<![\w.-])\d{12}(?![\w.-]*\d)/g, "[account]");
}

/** What {@linkcode badRequest} may add. */
export interface BadRequestOptions {
  /** The code. @default {"invalid_request"} */
  code?: string;
  /** The request's member that is to blame. */
  param?: string;
}

/**
 * Builds the error of a request that cannot be honoured as it is: a 400.
 *
 * @param message What was being done, then what is and what was wanted.
 * @param options The code and the member to blame.
 * @returns The error, to be thrown.
 */
export function badRequest(message: string, options: BadRequestOptions = {}): GatewayError {
  return new GatewayError(message, { status: 400, code: options.code ?? "invalid_request", param: options.param });
}
