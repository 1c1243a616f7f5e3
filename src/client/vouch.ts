/**
 * A request that nobody vouches for in, its headers with a key or a signature out; and before that, who it is sent as.
 *
 * @module
 */
import { fromEnv, fromEnvKeys } from "../credentials/env.ts";
import { type CredentialProvider, CredentialsError, type Identity, isApiKey } from "../credentials/identity.ts";
import { keys } from "./check.ts";
import { failure } from "./decode.ts";
import type { ServiceName } from "./endpoint.ts";
import type { Attempt, Road } from "./send.ts";
import type { SignRequest } from "./sign.ts";

/** What signs, once it is loaded. */
let signing: typeof import("./sign.ts") | undefined;

/**
 * Puts a key on a request, or a signature. What signs is loaded by the first that needs it.
 *
 * @param road What the client shares.
 * @param request The request.
 * @param identity Who it is sent as.
 * @returns The headers to send; a promise of them when something has to be loaded, hashed or derived first.
 */
export function vouched(
  road: Road,
  request: SignRequest,
  identity: Identity,
): Record<string, string> | Promise<Record<string, string>> {
  if (isApiKey(identity)) return { ...request.headers, authorization: `Bearer ${identity.apiKey}` };
  if (signing) {
    return signing.sign(request, identity, { region: road.region, datetime: road.clock.stamp(), cache: road.keys });
  }
  return import("./sign.ts").then((module) => {
    signing = module;
    return vouched(road, request, identity);
  });
}

/**
 * Finds who a request is sent as.
 *
 * @param road What the client shares.
 * @param context The attempt.
 * @returns The identity, with no character that a header could not carry; a promise of it when somebody has to be asked.
 * @throws {BedrockError} When there is none.
 */
export function identify(road: Road, context: Attempt): Identity | Promise<Identity> {
  const { credentials } = road;
  if (typeof credentials === "function") return ask(credentials, road, context);
  try {
    return fit(credentials);
  } catch (cause) {
    throw unavailable(context, cause);
  }
}

async function ask(find: CredentialProvider, { region, clock }: Road, context: Attempt): Promise<Identity> {
  const { signal } = context.leash;
  try {
    const found = await find({ signal, region, skewMs: clock.offset });
    const wanted = keys(found);
    if (wanted) throw new TypeError(`the provider gave something else, wanted ${wanted}`);
    return fit(found);
  } catch (cause) {
    signal.throwIfAborted();
    throw unavailable(context, cause);
  }
}

function fit(identity: Identity): Identity {
  for (const name in identity) {
    const value: unknown = identity[name as keyof typeof identity];
    // The runtime refuses such a header too, and repeats the secret as it does
    if (typeof value === "string" && /[^!-~]/.test(value)) throw new TypeError(`${name} has a character no key has`);
  }
  return identity;
}

function unavailable(context: Attempt, cause: unknown): Error {
  const why = cause instanceof CredentialsError
    ? cause.tried.map(({ source, reason }) => `${source} (${reason})`).join(", ")
    : String(cause instanceof Error ? cause.message : cause);
  return failure(`no credentials: ${why}`, context, { code: "CredentialsUnavailable", cause });
}

/**
 * Finds who signs, for a client that was not told: in the environment, and in what else AWS's chain knows.
 *
 * @param service The service that is called.
 * @returns What gives the identity of each attempt.
 */
export function providerFor(service: ServiceName): CredentialProvider {
  // The agent runtime takes no API keys
  const apiKeys = service !== "bedrock-agent-runtime";
  const environment = apiKeys ? fromEnv() : fromEnvKeys();
  let chain: Promise<CredentialProvider> | undefined;
  return async (context) => {
    if (!chain) {
      try {
        return await environment(context);
      } catch (error) {
        if (!(error instanceof CredentialsError)) throw error;
        // Most programs never need the other sources, so they are not loaded before they are
        chain = import("../credentials/default_chain.ts").then((module) => module.defaultChain({ apiKeys }));
      }
    }
    return (await chain)(context);
  };
}
