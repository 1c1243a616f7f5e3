import { assertEquals } from "../deps.ts";
import { geographiesOf } from "../../src/models/geography.ts";

const OPTIONS = { sanitizeOps: true, sanitizeResources: true };

Deno.test("geographiesOf() never lets a region with a geography leave it", OPTIONS, () => {
  const wanted: Record<string, string[]> = {
    "us-east-1": ["us"],
    "ca-central-1": ["us", "ca"],
    "us-gov-west-1": ["us-gov"],
    "eu-central-1": ["eu"],
    "ap-northeast-1": ["jp", "apac"],
    "ap-southeast-2": ["au", "apac"],
    "ap-south-1": ["apac"],
    "sa-east-1": ["global"],
  };
  for (const [region, geographies] of Object.entries(wanted)) assertEquals(geographiesOf(region), geographies, region);
});
