/**
 * A client and a request in, AWS's response out, for somebody whose signal lives no longer than that: without bringing the client
 * along.
 *
 * @module
 */
import type { BedrockRuntime } from "./bedrock_runtime.ts";
import type { FetchInit } from "./options.ts";
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
 * Sends a request to any path, as a client's own `fetch` does, but holds on to the signal.
 *
 * @param runtime The client; one that another copy of this library made, or somebody else, is asked by its `fetch`.
 * @param path The path, encoded, with a slash in front.
 * @param init What is sent, and how.
 * @returns The response, whatever its status.
 * @throws {BedrockError} When there is no response.
 */
export function relayBy(runtime: BedrockRuntime, path: string, init: FetchInit): Promise<Response> {
  return services.get(runtime)?.relay(path, init) ?? runtime.fetch(path, init);
}
