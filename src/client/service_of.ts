/**
 * A client and a request in, AWS's response out, for somebody whose signal lives no longer than that: without bringing the client
 * along.
 *
 * @module
 */
import type { BedrockRuntime } from "./bedrock_runtime.ts";
import type { CallOptions } from "./options.ts";
import type { PlainRequest } from "./request.ts";
import type { Attempt } from "./send.ts";
import type { ServiceClient } from "./service_client.ts";

const services = new WeakMap<BedrockRuntime, ServiceClient>();

/**
 * Notes whose way to AWS it is.
 *
 * @param runtime The client.
 * @param service Its way.
 */
export function keepService(runtime: BedrockRuntime, service: ServiceClient): void {
  services.set(runtime, service);
}

/**
 * Sends a plain request, as a client's own `fetch` does, but holds on to the signal.
 *
 * @param runtime The client; one that another copy of this library made, or somebody else, is asked by its `fetch`.
 * @param request What is sent.
 * @param options How.
 * @param lent Where the attempt is noted that the response is of, when that is known: its deadlines, and what ends it.
 * @returns The response, whatever its status.
 * @throws {BedrockError} When there is no response.
 */
export function relayBy(
  runtime: BedrockRuntime,
  request: PlainRequest,
  options: CallOptions,
  lent: { attempt: Attempt | undefined },
): Promise<Response> {
  const service = services.get(runtime);
  if (service) return service.relay(request, options, lent);
  const { method, path, query, headers, body } = request;
  return runtime.fetch(query ? `${path}?${query}` : path, {
    ...options,
    method,
    headers,
    ...body !== undefined && { body },
  });
}
