import { assertEquals } from "../deps.ts";
import { familyOf } from "../../src/models/families.ts";
import { ids } from "./ids.ts";

const options = { sanitizeOps: true, sanitizeResources: true };
const named = Object.entries(ids).filter(([family]) =>
  family !== "imported-model" && family !== "marketplace-endpoint"
);

Deno.test("familyOf() tells the family of every id of the service", options, () => {
  let count = 0;
  for (const [family, list] of Object.entries(ids)) {
    for (const id of list) {
      assertEquals(familyOf(id), family, id);
      count++;
    }
  }
  assertEquals(Object.keys(ids).length, 58);
  assertEquals(count, 161);
});

Deno.test(
  "familyOf() looks through every region's prefix, context suffixes, and ARNs that name a model",
  options,
  () => {
    for (const [family, list] of named) {
      for (const id of list) {
        for (const geo of ["us", "eu", "apac", "jp", "au", "ca", "us-gov", "global", "sa"]) {
          assertEquals(familyOf(`${geo}.${id}`), family, geo);
        }
        for (const suffix of [":24k", ":300k", ":mm"]) assertEquals(familyOf(id + suffix), family, id + suffix);
        for (
          const arn of [
            `arn:aws:bedrock:us-east-1::foundation-model/${id}`,
            `arn:aws-cn:bedrock:cn-north-1::foundation-model/${id}`,
            `arn:aws:bedrock:eu-west-1:111122223333:inference-profile/eu.${id}`,
            `arn:aws:bedrock:us-east-1:111122223333:custom-model/${id}/abcdef123456`,
            `arn:aws:bedrock:us-east-1:111122223333:custom-model/${id}:4k/abcdef123456`,
          ]
        ) assertEquals(familyOf(arn), family, arn);
      }
    }
  },
);

Deno.test("familyOf() knows the versions of ids that are sold with provisioned throughput", options, () => {
  assertEquals(familyOf("anthropic.claude-v2:0:18k"), "anthropic-text-completions");
  assertEquals(familyOf("anthropic.claude-v2:1:200k"), "anthropic-text-completions");
  assertEquals(familyOf("anthropic.claude-instant-v1:2:100k"), "anthropic-text-completions");
  assertEquals(familyOf("amazon.titan-embed-text-v1:2:8k"), "amazon-titan-embed-text-v1");
  assertEquals(familyOf("cohere.command-text-v14:7:4k"), "cohere-command");
});

Deno.test("familyOf() answers undefined for an id that does not tell", options, () => {
  for (
    const id of [
      "",
      "..",
      "anthropic",
      "anthropic.claude-4-unheard-of",
      "claude-3-haiku",
      "us.us.anthropic.claude-v2",
      "anthropic.claude-3 haiku",
      "anthropic.claude-v2\n",
      "openai.gpt-5.5",
      "google.gemma-4-31b",
      "constructor",
      "arn:aws:bedrock:us-east-1:111122223333:provisioned-model/abc123",
      "arn:aws:bedrock:us-east-1:111122223333:application-inference-profile/abc123",
      "arn:aws:bedrock:us-east-1:111122223333:custom-model-deployment/abc123",
      "arn:aws:bedrock:us-east-1:111122223333:prompt-router/abc123",
      "arn:aws:bedrock:us-east-1:111122223333:default-prompt-router/anthropic.claude:1",
      "arn:aws:bedrock:us-east-1:111122223333:prompt/PROMPT12345:1",
      "arn:aws:sagemaker:us-east-1:111122223333:model/anthropic.claude-v2",
    ]
  ) assertEquals(familyOf(id), undefined, id);
});
