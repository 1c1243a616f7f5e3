/**
 * How long one chunk of a stream takes to read, beside parsing its JSON, which comes before it.
 *
 * @module
 */
import type { FamilyName } from "../../src/models/model_types.ts";
import { familyOf } from "../../src/models/families.ts";
import { textAdapter } from "../../src/models/text_families.ts";

const chunks: [FamilyName, string][] = [
  ["anthropic-messages", '{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Hello!"}}'],
  ["amazon-nova", '{"contentBlockDelta":{"delta":{"text":"Hello"},"contentBlockIndex":0}}'],
  ["meta-llama", '{"generation":"!","prompt_token_count":null,"generation_token_count":2,"stop_reason":null}'],
  [
    "qwen",
    '{"id":"chatcmpl-2","object":"chat.completion.chunk","created":1763166683,"model":"qwen.qwen3-32b-v1:0","choices":' +
    '[{"index":0,"delta":{"role":"assistant","content":"Hello!"},"finish_reason":null}]}',
  ],
];

for (const [family, text] of chunks) {
  const reader = textAdapter(family)!.startReading?.() ?? textAdapter(family)!;
  const chunk = JSON.parse(text);
  Deno.bench(`${family}: JSON.parse() of a chunk`, { group: family, baseline: true }, () => {
    JSON.parse(text);
  });
  Deno.bench(`${family}: readChunk() of it`, { group: family }, () => {
    reader.readChunk(chunk);
  });
}

Deno.bench("familyOf() of a profile's ARN", { group: "ids", baseline: true }, () => {
  familyOf("arn:aws:bedrock:us-east-1:111122223333:inference-profile/us.anthropic.claude-sonnet-4-5-20250929-v1:0");
});

Deno.bench("familyOf() of the last family in the table", { group: "ids" }, () => {
  familyOf("twelvelabs.marengo-embed-3-0-v1:0");
});
