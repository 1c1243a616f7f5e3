/**
 * A client in, its way to AWS out: for those of this library who need more of it than callers do, and do not bring the client along.
 *
 * @module
 */
import type { BedrockRuntime } from "./bedrock_runtime.ts";
import type { ServiceClient } from "./service_client.ts";

const services = new WeakMap<BedrockRuntime, ServiceClient>();

/**
 * Notes whose way it is.
 *
 * @param runtime The client.
 * @param service Its way to AWS.
 */
export function keepService(runtime: BedrockRuntime, service: ServiceClient): void {
  services.set(runtime, service);
}

/**
 * Gives the way to AWS that a client uses.
 *
 * @param runtime The client.
 * @returns Its way.
 */
export function serviceOf(runtime: BedrockRuntime): ServiceClient {
  return services.get(runtime)!;
}
