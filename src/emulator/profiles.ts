/**
 * A region goes in, the inference profiles that stand there come out.
 *
 * @module
 */
import { CATALOGUE, type ModelRow, nameOf } from "./catalogue.ts";
import { ACCOUNT } from "./call.ts";
import type { JsonObject } from "./question.ts";

/** The geographies that models have profiles for; the first row that fits holds. */
const GEOGRAPHIES_OF: readonly (readonly [RegExp, string])[] = [
  [/claude-haiku-5-5/, "us eu au jp global"],
  [/^anthropic/, "us eu apac jp au us-gov global"],
  [/nova-2/, "us eu jp global"],
  [/^amazon\.nova/, "us eu apac us-gov"],
  [/llama3-2|pixtral/, "us eu"],
  [/embed-v4|pegasus/, "us eu global"],
  [/marengo/, "us eu apac"],
  [/gpt-oss/, "us-gov"],
  [/kimi|glm|grok|^openai/, "us global"],
  [/^/, "us"],
];

/** The regions of each geography. */
const REGIONS_OF: Readonly<Record<string, readonly string[]>> = {
  us: ["us-east-1", "us-east-2", "us-west-2"],
  "us-gov": ["us-gov-west-1", "us-gov-east-1"],
  eu: ["eu-central-1", "eu-west-1", "eu-west-3", "eu-north-1"],
  apac: ["ap-northeast-1", "ap-southeast-1", "ap-southeast-2", "ap-south-1"],
  jp: ["ap-northeast-1", "ap-northeast-3"],
  au: ["ap-southeast-2", "ap-southeast-4"],
  ca: ["ca-central-1"],
};

/** The geographies whose profiles can be called from a region. */
export function geographiesOf(region: string): string[] {
  if (region.startsWith("us-gov-")) return ["us-gov"];
  const own = Object.entries(REGIONS_OF).filter(([, regions]) => regions.includes(region)).map(([name]) => name);
  const wide = region.startsWith("eu-") ? "eu" : region.startsWith("ap-") ? "apac" : "us";
  return [...new Set([wide, ...own, "global"])];
}

/** The system's profiles in a region. */
export function profilesIn(region: string): JsonObject[] {
  const here = geographiesOf(region);
  return [...CATALOGUE.values()].filter((row) => row.profile !== "no").flatMap((row) => {
    const wanted = GEOGRAPHIES_OF.find(([pattern]) => pattern.test(row.id))![1].split(" ");
    return wanted.filter((geography) => here.includes(geography)).map((geography) => profileOf(row, geography, region));
  });
}

function profileOf(row: ModelRow, geography: string, region: string): JsonObject {
  const inferenceProfileId = `${geography}.${row.id}`;
  const regions = REGIONS_OF[geography] ?? [region, ""];
  return {
    inferenceProfileName: `${geography === "global" ? "Global" : geography.toUpperCase()} ${nameOf(row.id)}`,
    description: `Routes requests to ${nameOf(row.id)} in ${regions.filter((name) => name !== "").join(", ")}.`,
    createdAt: "2026-01-15T00:00:00Z",
    updatedAt: "2026-01-15T00:00:00Z",
    inferenceProfileArn: `arn:aws:bedrock:${region}:${ACCOUNT}:inference-profile/${inferenceProfileId}`,
    models: regions.map((name) => ({ modelArn: `arn:aws:bedrock:${name}::foundation-model/${row.id}` })),
    inferenceProfileId,
    status: "ACTIVE",
    type: "SYSTEM_DEFINED",
  };
}
