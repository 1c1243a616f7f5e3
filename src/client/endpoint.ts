/**
 * A service, a region and a caller's wishes in, the address that calls go to out: AWS's endpoint rules.
 *
 * @module
 */

/** The services that this library speaks with. */
export type ServiceName = "bedrock" | "bedrock-runtime" | "bedrock-agent-runtime";

/** What decides on the address, beside service and region. */
export interface EndpointOptions {
  /** An address that is not AWS's own. */
  endpoint?: string | URL;
  /** Whether the FIPS 140 host is wanted. */
  useFipsEndpoint?: boolean;
  /** Whether the host that speaks IPv6 too is wanted. */
  useDualstackEndpoint?: boolean;
}

/** Regions that are not of the common partition, with the domain of their hosts, plain and dual-stack. */
const PARTITIONS: [region: RegExp, domain: string, dualstack: string][] = [
  [/^cn-/, "amazonaws.com.cn", "api.amazonwebservices.com.cn"],
  [/^eusc-/, "amazonaws.eu", "api.amazonwebservices.eu"],
  [/^us-iso-/, "c2s.ic.gov", "api.aws.ic.gov"],
  [/^us-isob-/, "sc2s.sgov.gov", "api.aws.scloud"],
  [/^eu-isoe-/, "cloud.adc-e.uk", "api.cloud-aws.adc-e.uk"],
  [/^us-isof-/, "csp.hci.ic.gov", "api.aws.hci.ic.gov"],
  [/^/, "amazonaws.com", "api.aws"],
];

/**
 * Finds where calls go.
 *
 * @param service The service.
 * @param region The region.
 * @param options What the caller wishes; what is left out is looked for in the environment.
 * @param env Reads the environment; gives nothing when it is not to be read.
 * @returns The address, without a slash at its end.
 * @throws {TypeError} When the address is not one, or FIPS or dual-stack is wanted with an address of one's own.
 * @throws {RangeError} When the region is not a host's label.
 */
export function resolveEndpoint(
  service: ServiceName,
  region: string,
  options: EndpointOptions,
  env: (name: string) => string | undefined,
): string {
  if (!/^[a-z0-9](-?[a-z0-9])*$/.test(region) || region.length > 63) {
    throw new RangeError(`Cannot find endpoint: region is "${region}", wanted one like us-east-1`);
  }
  const wish = (own: boolean | undefined, name: string): boolean => own ?? env(name)?.toLowerCase() === "true";
  const fips = wish(options.useFipsEndpoint, "AWS_USE_FIPS_ENDPOINT");
  const dualstack = wish(options.useDualstackEndpoint, "AWS_USE_DUALSTACK_ENDPOINT");
  const endpoint = options.endpoint ??
    (wish(undefined, "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS")
      ? undefined
      : env("AWS_ENDPOINT_URL_" + service.toUpperCase().replaceAll("-", "_")) ?? env("AWS_ENDPOINT_URL"));
  if (endpoint !== undefined) {
    if (fips || dualstack) {
      throw new TypeError(
        `Cannot find endpoint: ${fips ? "FIPS" : "dual-stack"} is wanted with an endpoint of one's own`,
      );
    }
    return customEndpoint(endpoint);
  }
  const [, domain, dual] = PARTITIONS.find(([pattern]) => pattern.test(region))!;
  return `https://${service}${fips ? "-fips" : ""}.${region}.${dualstack ? dual : domain}`;
}

function customEndpoint(endpoint: string | URL): string {
  let url: URL;
  try {
    url = new URL(endpoint);
  } catch {
    throw new TypeError(`Cannot find endpoint: "${endpoint}" is no URL, wanted one like https://example.com`);
  }
  if (!/^https?:$/.test(url.protocol) || url.search || url.hash || url.username || url.password) {
    throw new TypeError("Cannot find endpoint: it has more than an http or https origin and a path");
  }
  return url.origin + url.pathname.replace(/\/+$/, "");
}
