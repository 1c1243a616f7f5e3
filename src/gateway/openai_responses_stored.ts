/**
 * A request for a response that was answered before in, the 404 that says why there is none out.
 *
 * @module
 */
import { GatewayError } from "./gateway_error.ts";

/**
 * Refuses to look a response up.
 *
 * @throws {GatewayError} Always: what was answered is not kept.
 */
export function noStoredResponse(): never {
  throw new GatewayError("Cannot find response: this gateway stores no responses", {
    status: 404,
    code: "response_not_found",
  });
}
