/**
 * What a caller asks for who reads no further than an answer's headers in, the refusal that says what to do out.
 *
 * @module
 */
import { FIRST_WINDOW, HASTY_REFUSAL } from "../wire/first_window.ts";
import { badRequest, type GatewayError } from "./gateway_error.ts";

/**
 * Refuses a stream, before it costs anything.
 *
 * @returns The error, to be thrown.
 */
export function lostStream(): GatewayError {
  return badRequest(`Cannot stream: ${HASTY_REFUSAL}`);
}

/**
 * Checks that an answer leaves together with its headers.
 *
 * @param body All of it.
 * @throws {GatewayError} 400 when it is too long for that: what arrived would pass for the whole.
 */
export function checkLength({ length }: Uint8Array): void {
  if (length > FIRST_WINDOW) throw badRequest(`Cannot send answer: it has ${length} bytes, and ${HASTY_REFUSAL}`);
}
