/**
 * What went wrong with a call, in one class: AWS's name for it, and all that a caller needs to decide what to do next.
 *
 * @module
 */
import type { PromptUsage } from "../models/text_adapter.ts";

/** What had arrived of a stream before it broke. */
export interface PartialAnswer {
  /** The text so far. */
  text: string;
  /** The token counts so far. */
  usage: PromptUsage;
}

/** The facts a {@linkcode BedrockError} carries. */
export interface BedrockErrorOptions extends ErrorOptions {
  /** AWS's name in Pascal case, or one of ours. */
  code: string;
  /** The HTTP status; the status that an exception frame stands for when it came inside a stream. */
  status?: number;
  /** AWS's request id. */
  requestId?: string;
  /** Whether the same call may succeed when it is made again. */
  retryable?: boolean;
  /** How many times the call was sent. */
  attempts?: number;
  /** How long AWS asked to wait, in milliseconds. */
  retryAfterMs?: number;
  /** What had arrived of a stream. */
  partial?: PartialAnswer;
}

/**
 * What AWS, or the wire, did to a call.
 *
 * Misuse of this library throws `TypeError` or `RangeError` instead, before anything is sent.
 *
 * @example Telling a throttle from the rest
 * ```ts
 * import { BedrockError } from "@edge-aws/bedrock";
 * import { assertEquals } from "@std/assert";
 *
 * const error = new BedrockError("Cannot invoke model: too many requests", {
 *   code: "ThrottlingException",
 *   status: 429,
 *   retryable: true,
 * });
 * assertEquals(error.code, "ThrottlingException");
 * assertEquals(error.retryable, true);
 * ```
 */
export class BedrockError extends Error {
  /** Always `BedrockError`. */
  override readonly name: string = "BedrockError";
  /**
   * AWS's name in Pascal case (`ThrottlingException`), or one of `StreamIncomplete`, `StreamCorrupted`, `Timeout`,
   * `InvalidResponse`, `CredentialsUnavailable`, `NetworkError` (the connection failed; `cause` is how).
   */
  readonly code: string;
  /** The HTTP status, when there was an answer. */
  readonly status: number | undefined;
  /** AWS's request id, when there was an answer. */
  readonly requestId: string | undefined;
  /** Whether the same call may succeed when it is made again. */
  readonly retryable: boolean;
  /** How many times the call was sent. */
  readonly attempts: number;
  /** How long AWS asked to wait before the next try, in milliseconds. */
  readonly retryAfterMs: number | undefined;
  /** What had arrived of a stream before it broke. */
  readonly partial: PartialAnswer | undefined;

  /**
   * Creates an error.
   *
   * @param message What was being done, then what went wrong.
   * @param options The facts.
   */
  constructor(message: string, options: BedrockErrorOptions) {
    super(message, "cause" in options ? { cause: options.cause } : undefined);
    this.code = options.code;
    this.status = options.status;
    this.requestId = options.requestId;
    this.retryable = options.retryable ?? false;
    this.attempts = options.attempts ?? 0;
    this.retryAfterMs = options.retryAfterMs;
    this.partial = options.partial;
  }
}
