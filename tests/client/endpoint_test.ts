/**
 * Endpoints: which host a region has, and what the environment has to say about it.
 *
 * @module
 */
import { resolveEndpoint } from "../../src/client/endpoint.ts";
import { assertEquals, assertThrows } from "../deps.ts";

const none = (): undefined => undefined;
const from = (env: Record<string, string>) => (name: string): string | undefined => env[name];

Deno.test("resolveEndpoint() knows the partitions, FIPS and dual-stack", () => {
  const cases: [string, boolean, boolean, string][] = [
    ["us-east-1", false, false, "https://bedrock.us-east-1.amazonaws.com"],
    ["us-gov-west-1", true, false, "https://bedrock-fips.us-gov-west-1.amazonaws.com"],
    ["eu-west-3", false, true, "https://bedrock.eu-west-3.api.aws"],
    ["ca-central-1", true, true, "https://bedrock-fips.ca-central-1.api.aws"],
    ["cn-north-1", false, false, "https://bedrock.cn-north-1.amazonaws.com.cn"],
    ["cn-north-1", true, true, "https://bedrock-fips.cn-north-1.api.amazonwebservices.com.cn"],
    ["eusc-de-east-1", false, false, "https://bedrock.eusc-de-east-1.amazonaws.eu"],
    ["us-iso-east-1", false, false, "https://bedrock.us-iso-east-1.c2s.ic.gov"],
    ["us-isob-east-1", false, false, "https://bedrock.us-isob-east-1.sc2s.sgov.gov"],
    ["moon-base-1", false, false, "https://bedrock.moon-base-1.amazonaws.com"],
  ];
  for (const [region, useFipsEndpoint, useDualstackEndpoint, url] of cases) {
    assertEquals(resolveEndpoint("bedrock", region, { useFipsEndpoint, useDualstackEndpoint }, none), url);
  }
});

Deno.test("resolveEndpoint() keeps a custom endpoint's path, and takes nothing else beside it", () => {
  const custom = (endpoint: string | URL): string => resolveEndpoint("bedrock", "us-east-1", { endpoint }, none);
  assertEquals(custom("http://localhost:4566"), "http://localhost:4566");
  assertEquals(custom("https://proxy.example.com/aws/bedrock/"), "https://proxy.example.com/aws/bedrock");
  assertEquals(custom(new URL("https://proxy.example.com")), "https://proxy.example.com");
  for (const bad of ["localhost:4566", "ftp://x", "https://x/?a", "https://x/#a", "https://u:p@x/"]) {
    assertThrows(() => custom(bad), TypeError, undefined, bad);
  }
  for (const wish of [{ useFipsEndpoint: true }, { useDualstackEndpoint: true }]) {
    assertThrows(() => resolveEndpoint("bedrock", "us-east-1", { endpoint: "https://x", ...wish }, none), TypeError);
  }
});

Deno.test("resolveEndpoint() reads the variables that the AWS SDKs read", () => {
  const read = (env: Record<string, string>, options = {}): string =>
    resolveEndpoint("bedrock-runtime", "us-east-1", options, from(env));
  const plain = "https://bedrock-runtime.us-east-1.amazonaws.com";
  const both = { AWS_ENDPOINT_URL: "http://all", AWS_ENDPOINT_URL_BEDROCK_RUNTIME: "http://runtime" };
  assertEquals(read(both), "http://runtime");
  assertEquals(read({ AWS_ENDPOINT_URL: "http://all" }), "http://all");
  assertEquals(read({ AWS_ENDPOINT_URL_BEDROCK: "http://control" }), plain);
  assertEquals(read({ ...both, AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: "true" }), plain);
  assertEquals(read(both, { endpoint: "http://mine" }), "http://mine");
  assertEquals(read({ AWS_USE_FIPS_ENDPOINT: "true" }), "https://bedrock-runtime-fips.us-east-1.amazonaws.com");
  assertEquals(read({ AWS_USE_FIPS_ENDPOINT: "true" }, { useFipsEndpoint: false }), plain);
  assertEquals(read({ AWS_USE_DUALSTACK_ENDPOINT: "TRUE" }), "https://bedrock-runtime.us-east-1.api.aws");
  assertThrows(() => read({ ...both, AWS_USE_FIPS_ENDPOINT: "true" }), TypeError);
});

Deno.test("resolveEndpoint() refuses a region that is not a host's label", () => {
  for (const region of ["", "evil.com/", "us-east-1.evil.com", "-a", "a-", "a".repeat(64), "us east"]) {
    assertThrows(() => resolveEndpoint("bedrock", region, {}, none), RangeError);
  }
});
