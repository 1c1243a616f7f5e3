/**
 * A service that hands out credentials and a region in, the address to ask out.
 *
 * @module
 */

/** A partition: which regions it has, and the names its hosts end in. */
interface Partition {
  name: string;
  regions: RegExp;
  suffix: string;
  dualStackSuffix: string;
  /** Where `aws login` is kept, when it is not under the suffix. */
  signIn?: string;
  /** The region to ask in when nobody names one. */
  home: string;
}

const PARTITIONS: readonly [Partition, ...Partition[]] = [
  {
    name: "aws",
    regions: /^(us|eu|ap|sa|ca|me|af|il|mx)-\w+-\d+$/,
    suffix: "amazonaws.com",
    dualStackSuffix: "api.aws",
    signIn: "signin.aws.amazon.com",
    home: "us-east-1",
  },
  {
    name: "aws-cn",
    regions: /^cn-\w+-\d+$/,
    suffix: "amazonaws.com.cn",
    dualStackSuffix: "api.amazonwebservices.com.cn",
    signIn: "signin.amazonaws.cn",
    home: "cn-north-1",
  },
  {
    name: "aws-us-gov",
    regions: /^us-gov-\w+-\d+$/,
    suffix: "amazonaws.com",
    dualStackSuffix: "api.aws",
    signIn: "signin.amazonaws-us-gov.com",
    home: "us-gov-west-1",
  },
  {
    name: "aws-eusc",
    regions: /^eusc-(de)-\w+-\d+$/,
    suffix: "amazonaws.eu",
    dualStackSuffix: "api.amazonwebservices.eu",
    signIn: "signin.amazonaws-eusc.eu",
    home: "eusc-de-east-1",
  },
  {
    name: "aws-iso",
    regions: /^us-iso-\w+-\d+$/,
    suffix: "c2s.ic.gov",
    dualStackSuffix: "api.aws.ic.gov",
    signIn: "signin.c2shome.ic.gov",
    home: "us-iso-east-1",
  },
  {
    name: "aws-iso-b",
    regions: /^us-isob-\w+-\d+$/,
    suffix: "sc2s.sgov.gov",
    dualStackSuffix: "api.aws.scloud",
    signIn: "signin.sc2shome.sgov.gov",
    home: "us-isob-east-1",
  },
  {
    name: "aws-iso-e",
    regions: /^eu-isoe-\w+-\d+$/,
    suffix: "cloud.adc-e.uk",
    dualStackSuffix: "api.cloud-aws.adc-e.uk",
    signIn: "signin.csphome.adc-e.uk",
    home: "eu-isoe-west-1",
  },
  {
    name: "aws-iso-f",
    regions: /^us-isof-\w+-\d+$/,
    suffix: "csp.hci.ic.gov",
    dualStackSuffix: "api.aws.hci.ic.gov",
    signIn: "signin.csphome.hci.ic.gov",
    home: "us-isof-south-1",
  },
];

/** The services that hand out credentials: the host's first label, and the name that environment variables use. */
const SERVICES = {
  sts: { label: "sts", variable: "AWS_ENDPOINT_URL_STS" },
  sso: { label: "portal.sso", variable: "AWS_ENDPOINT_URL_SSO" },
  oidc: { label: "oidc", variable: "AWS_ENDPOINT_URL_SSO_OIDC" },
  signin: { label: "signin", variable: "AWS_ENDPOINT_URL_SIGNIN" },
} as const;

/** A service that hands out credentials. */
export type CredentialService = keyof typeof SERVICES;

/**
 * Finds the address of a service.
 *
 * @param service The service.
 * @param region The region.
 * @param lookup The environment: `AWS_ENDPOINT_URL_<service>`, `AWS_ENDPOINT_URL`, `AWS_USE_FIPS_ENDPOINT` and
 *   `AWS_USE_DUALSTACK_ENDPOINT` count.
 * @returns The address, without a slash at its end.
 * @throws {RangeError} When the region could not be part of a host's name.
 */
export function serviceEndpoint(
  service: CredentialService,
  region: string,
  lookup: (name: string) => string | undefined,
): string {
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(region)) {
    throw new RangeError("Cannot find endpoint: the region is not a name like us-east-1");
  }
  const { label, variable } = SERVICES[service];
  const configured = isOn(lookup("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"))
    ? undefined
    : lookup(variable) ?? lookup("AWS_ENDPOINT_URL");
  if (configured !== undefined) return configured.replace(/\/+$/, "");
  if (service === "sts" && region === "aws-global") return "https://sts.amazonaws.com";

  const partition = PARTITIONS.find(({ regions }) => regions.test(region)) ?? PARTITIONS[0];
  const fips = isOn(lookup("AWS_USE_FIPS_ENDPOINT"));
  const dualStack = isOn(lookup("AWS_USE_DUALSTACK_ENDPOINT"));
  if (service === "signin" && !fips && !dualStack && partition.signIn !== undefined) {
    return `https://${region}.${partition.signIn}`;
  }
  // In the government's regions the plain hosts are the FIPS ones.
  const mark = fips && (dualStack || partition.name !== "aws-us-gov") ? "-fips" : "";
  return `https://${label}${mark}.${region}.${dualStack ? partition.dualStackSuffix : partition.suffix}`;
}

/**
 * Finds a region to ask in for a role whose caller names none: one of the role's partition.
 *
 * @param roleArn The role.
 * @returns The region.
 */
export function homeRegion(roleArn: string): string {
  const name = roleArn.split(":", 2)[1];
  return (PARTITIONS.find((partition) => partition.name === name) ?? PARTITIONS[0]).home;
}

function isOn(value: string | undefined): boolean {
  return value?.toLowerCase() === "true";
}
