/**
 * An answer in for a caller who reads no further than its headers; out at once with them, or refused with what to do.
 *
 * @module
 */
import { FIRST_WINDOW, HASTY_REFUSAL } from "../wire/first_window.ts";
import type { Reply } from "./exchange.ts";
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
 * Reads an answer whole, so that it leaves together with its headers.
 *
 * @param reply The answer.
 * @returns The same, with its body in memory.
 * @throws {GatewayError} 400 when it is too long for that: what arrived would pass for the whole.
 */
export async function atOnce(reply: Reply): Promise<Reply> {
  const body = new Uint8Array(await new Response(reply.body).arrayBuffer());
  if (body.length <= FIRST_WINDOW) return { ...reply, body };
  throw badRequest(`Cannot send answer: it has ${body.length} bytes, and ${HASTY_REFUSAL}`);
}
