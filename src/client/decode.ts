/**
 * What went wrong in, with what call; a {@linkcode BedrockError} that knows what follows from it out.
 *
 * @module
 */
import { BedrockError, type BedrockErrorOptions } from "./errors.ts";
import { retryKind } from "./retry.ts";

/** How an error begins that has the status of a success, in bytes. */
const DISGUISES = ['Output"', '__type"', 'Version"'].map((name) => [...name].map((letter) => letter.charCodeAt(0)));

/** What an error is about. */
export interface ErrorContext {
  /** What was being done, e.g. `invoke model`. */
  action: string;
  /** How many times it was tried. */
  attempts: number;
  /** The region that was asked. */
  region?: string;
}

/**
 * Finds AWS's name for a request.
 *
 * @param headers The answer's headers.
 * @returns The id, when there is one.
 */
export function requestIdOf(headers: Headers): string | undefined {
  for (const name of ["x-amzn-requestid", "x-amzn-request-id", "x-amz-request-id"]) {
    const id = headers.get(name);
    if (id) return id;
  }
  return undefined;
}

/**
 * Makes an error, with what follows from its code and status.
 *
 * @param message What went wrong.
 * @param context What it is about.
 * @param options The facts.
 * @returns The error.
 */
export function failure(message: string, context: ErrorContext, options: BedrockErrorOptions): BedrockError {
  return new BedrockError(`Cannot ${context.action}: ${message}`, {
    retryable: retryKind(options.status, options.code) !== undefined,
    attempts: context.attempts,
    ...options,
  });
}

/** The request id, as an option that is there or not. */
export function identified(headers: Headers): { requestId?: string } {
  const requestId = requestIdOf(headers);
  return requestId ? { requestId } : {};
}

/**
 * Whether a successful answer may be an error all the same: an answer of a model has no such beginning, and need not be
 * parsed to know that.
 *
 * @param body The answer's body.
 * @returns Whether it is worth a closer look.
 */
export function mayBeDisguised(body: Uint8Array): boolean {
  if (body.length > 4096) return false;
  const brace = afterSpace(body, 0);
  if (body[brace] !== 0x7b) return false;
  const quote = afterSpace(body, brace + 1);
  if (body[quote] !== 0x22) return false;
  return DISGUISES.some((name) => name.every((byte, at) => body[quote + 1 + at] === byte));
}

/** Where JSON goes on behind white space. */
function afterSpace(bytes: Uint8Array, at: number): number {
  while (bytes[at] === 0x20 || bytes[at] === 0x0a || bytes[at] === 0x0d || bytes[at] === 0x09) at++;
  return at;
}
