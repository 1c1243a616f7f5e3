/**
 * A region in, the inference profiles that serve it out: which prefix stands before a model's id there.
 *
 * @module
 */

/**
 * The geographies whose inference profiles serve a region, the nearest first. `global` is none of them, except where there is
 * no other: who stays in a geography does so on purpose.
 *
 * Source: the lists of source regions in
 * https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-support.html.
 *
 * @param region An AWS region.
 * @returns Prefixes of profile ids, without the dot.
 *
 * @example Sydney
 * ```ts
 * import { geographiesOf } from "@edge-aws/bedrock/models";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(geographiesOf("ap-southeast-2"), ["au", "apac"]);
 * ```
 */
export function geographiesOf(region: string): string[] {
  if (region.startsWith("us-gov-")) return ["us-gov"];
  if (region.startsWith("us-")) return ["us"];
  // Most models have no profile of Canada's own, and AWS counts its regions among those of the US
  if (region.startsWith("ca-")) return ["us", "ca"];
  if (region.startsWith("eu-")) return ["eu"];
  if (/^ap-northeast-[13]$/.test(region)) return ["jp", "apac"];
  if (/^ap-southeast-[24]$/.test(region)) return ["au", "apac"];
  if (region.startsWith("ap-")) return ["apac"];
  return ["global"];
}
