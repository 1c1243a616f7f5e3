/**
 * Keys that sign in, a short-term Bedrock API key out: minted here, without asking anybody.
 *
 * @module
 */
import { AwsV4Signer } from "../../deps.ts";
import { signerOf } from "./assume_role.ts";
import type { SourceOptions } from "./ask.ts";
import { cached } from "./cached.ts";
import { lookupIfAllowed } from "./env.ts";
import { refusal } from "./failure.ts";
import type { ApiKey, CredentialContext, CredentialProvider, Credentials } from "./identity.ts";

/** What the key is minted from. */
export interface FromMintedApiKeyOptions extends Pick<SourceOptions, "env" | "fetch" | "now" | "refreshBeforeMs"> {
  /**
   * Who signs.
   *
   * @default {AWS's own chain of sources}
   */
  credentials?: Credentials | CredentialProvider;
  /**
   * The region that the key is good for.
   *
   * @default {the call's region, else `AWS_REGION`, `AWS_DEFAULT_REGION`}
   */
  region?: string;
  /**
   * How long the key lasts, in seconds; it ends with the credentials that signed it, when those end sooner.
   *
   * @default {43_200}
   */
  expiresIn?: number;
}

const SOURCE = "minted API key";
const LONGEST = 43_200;
/** Keys for more regions than anyone calls in turn; the oldest leaves first. */
const MAX_REGIONS = 32;

/**
 * Mints short-term Bedrock API keys: one signature in hours instead of one for each request.
 *
 * A key is good for one region, and for `bedrock` and `bedrock-runtime` only; bidirectional streams and the agent
 * runtime take none. It is kept, and minted anew before it, or the credentials that signed it, expire.
 *
 * @param options Who signs, where, and for how long.
 * @returns A provider of API keys.
 * @throws {RangeError} When the key would last no second, or more than twelve hours.
 *
 * @example A key from a pair of keys
 * ```ts
 * import { fromMintedApiKey } from "@edge-aws/bedrock/credentials";
 * import { assert } from "@std/assert";
 *
 * const provider = fromMintedApiKey({
 *   credentials: { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret" },
 *   region: "us-east-1",
 *   expiresIn: 3600,
 * });
 * assert((await provider()).apiKey.startsWith("bedrock-api-key-"));
 * ```
 */
export function fromMintedApiKey(options: FromMintedApiKeyOptions = {}): CredentialProvider<ApiKey> {
  const { expiresIn = LONGEST } = options;
  if (!Number.isInteger(expiresIn) || expiresIn < 1 || expiresIn > LONGEST) {
    throw new RangeError(`Cannot mint API key: expiresIn is ${expiresIn}, wanted 1 to ${LONGEST} seconds`);
  }
  const regions = new Map<string, CredentialProvider<ApiKey>>();
  return async (context = {}) => {
    const lookup = lookupIfAllowed(options.env);
    const region = options.region ?? context.region ?? lookup("AWS_REGION") ?? lookup("AWS_DEFAULT_REGION");
    if (region === undefined) throw refusal(SOURCE, "no region is given, wanted one or AWS_REGION");
    const { skewMs = 0 } = context;
    // A key that a wrong clock minted is refused until that clock is right, which may be never
    const name = `${region} ${skewMs}`;
    let provider = regions.get(name);
    if (provider === undefined) {
      provider = cached((context = {}) => mint(options, region, { ...context, skewMs }), {
        now: options.now,
        refreshBeforeMs: options.refreshBeforeMs,
      });
      const [oldest] = regions.keys();
      if (regions.size >= MAX_REGIONS && oldest !== undefined) regions.delete(oldest);
      regions.set(name, provider);
    }
    return await provider(context);
  };
}

async function mint(options: FromMintedApiKeyOptions, region: string, context: CredentialContext): Promise<ApiKey> {
  const { expiresIn = LONGEST, now = () => new Date() } = options;
  const signer = await signerOf(options, { ...context, region }, SOURCE);
  const minted = now();
  const stamp = new Date(minted.getTime() + (context.skewMs ?? 0));
  const { url } = await new AwsV4Signer({
    method: "POST",
    url: `https://bedrock.amazonaws.com/?Action=CallWithBearerToken&X-Amz-Expires=${expiresIn}`,
    accessKeyId: signer.accessKeyId,
    secretAccessKey: signer.secretAccessKey,
    sessionToken: signer.sessionToken,
    service: "bedrock",
    region,
    datetime: stamp.toISOString().replace(/[:-]|\.\d{3}/g, ""),
    signQuery: true,
  }).sign();
  // The signature covers the names in order, whatever order they are sent in; AWS's own minter sends them in order too.
  const names = [...url.searchParams].sort(([one], [other]) => one < other ? -1 : 1);
  const query = names.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join("&");
  const end = Math.min(minted.getTime() + expiresIn * 1000, signer.expiration?.getTime() ?? Infinity);
  return {
    apiKey: `bedrock-api-key-${btoa(`${url.host}/?${query}&Version=1`)}`,
    expiration: new Date(end),
  };
}
