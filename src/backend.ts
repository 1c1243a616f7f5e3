/**
 * A gateway's settings in, who answers its calls out: Bedrock, or the emulator where nobody could mistake it for AWS.
 *
 * @module
 */
import type { BedrockOptions } from "./client/options.ts";
import { defaultChain } from "./credentials/default_chain.ts";
import { lookupIn } from "./credentials/env.ts";
import { CredentialsError } from "./credentials/identity.ts";
import type { Settings } from "./gateway/settings.ts";

/** What decides on who answers, beside the settings. */
export interface BackendOptions {
  /**
   * Where variables are looked up.
   *
   * @default {the process's own}
   */
  env?: object | undefined;
  /** Whether the gateway can be reached from this machine alone. */
  onLoopback: boolean;
  /** Where Bedrock is, whatever the environment says. */
  endpoint?: string | undefined;
  /** The profile whose credentials are used, before any that the environment has. */
  profile?: string | undefined;
}

/** Who answers. */
export interface Backend {
  /** Options of a client of the control plane, or of the runtime. */
  options: (service: "control" | "runtime") => BedrockOptions;
  /** The regions that are asked, in this order; at least one. */
  regions: string[];
  /** Whether it is the emulator. */
  isEmulated: boolean;
}

/**
 * Chooses who answers. The emulator does so when it is asked to, or on loopback when there are no credentials at all.
 *
 * @param settings The gateway's settings.
 * @param options What else decides.
 * @returns Who answers.
 * @throws {CredentialsError} When Bedrock is to answer, and there are no credentials for it.
 * @throws {TypeError} When Bedrock is to answer, and there is no region.
 */
export async function backendOf(settings: Settings, options: BackendOptions): Promise<Backend> {
  const { backend, regions } = settings;
  const { endpoint, env, onLoopback, profile } = options;
  if (backend === "emulator") return await emulated(regions);
  const credentials = defaultChain({ env, ...(profile === undefined ? {} : { profile }) });
  try {
    await credentials({ region: regions[0] });
  } catch (error) {
    const isUnset = error instanceof CredentialsError && !error.configured;
    if (backend === "auto" && isUnset && onLoopback) return await emulated(regions);
    throw error;
  }
  if (regions.length === 0) {
    throw new TypeError("Cannot serve: there is no region, wanted AWS_REGION or GATEWAY_REGIONS");
  }
  const get = lookupIn(env);
  const isTrue = (name: string): boolean => get(name)?.toLowerCase() === "true";
  return {
    regions,
    isEmulated: false,
    options(service): BedrockOptions {
      const own = service === "control" ? "AWS_ENDPOINT_URL_BEDROCK" : "AWS_ENDPOINT_URL_BEDROCK_RUNTIME";
      const address = endpoint ??
        (isTrue("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS") ? undefined : get(own) ?? get("AWS_ENDPOINT_URL"));
      return {
        credentials,
        ...(address === undefined ? {} : { endpoint: address }),
        ...(isTrue("AWS_USE_FIPS_ENDPOINT") ? { useFipsEndpoint: true } : {}),
        ...(isTrue("AWS_USE_DUALSTACK_ENDPOINT") ? { useDualstackEndpoint: true } : {}),
      };
    },
  };
}

async function emulated(regions: string[]): Promise<Backend> {
  const { createEmulator, emulatorCredentials: credentials } = await import("./emulator/emulator.ts");
  const fetch = createEmulator();
  return {
    regions: regions.length > 0 ? regions : ["us-east-1"],
    isEmulated: true,
    options: () => ({ credentials, fetch }),
  };
}
