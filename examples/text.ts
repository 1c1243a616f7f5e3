/**
 * One prompt to one model, whole, streamed, and as the model's own body.
 *
 * Without an AWS account: `deno run examples/text.ts --emulator`.
 * With one, its keys and `AWS_REGION` in the environment:
 * `deno run --allow-net --allow-env examples/text.ts`.
 *
 * @module
 */
import { type BedrockOptions, BedrockRuntime } from "jsr:@edge-aws/bedrock@^0.1.0";
import { createEmulator, emulatorCredentials } from "jsr:@edge-aws/bedrock@^0.1.0/emulator";

const emulated: BedrockOptions = { region: "us-east-1", credentials: emulatorCredentials, fetch: createEmulator() };
const bedrock = new BedrockRuntime(Deno.args.includes("--emulator") ? emulated : {});

const { text, stopReason, usage } = await bedrock.prompt({
  modelId: "amazon.nova-lite-v1:0",
  system: "Answer in two sentences.",
  prompt: "explain black holes to 8th graders",
  maxTokens: 300,
  temperature: 0.1,
});
console.log(text, { stopReason, usage });

for await (
  const chunk of await bedrock.promptStream({ modelId: "amazon.nova-lite-v1:0", prompt: "Tell a short tale" })
) {
  await Deno.stdout.write(new TextEncoder().encode(chunk.text));
}
console.log();

const answer = await bedrock.invokeModel({
  modelId: "us.anthropic.claude-sonnet-4-5-20250929-v1:0",
  body: {
    anthropic_version: "bedrock-2023-05-31",
    max_tokens: 100,
    messages: [{ role: "user", content: "Name three moons" }],
  },
});
for (const block of answer.json().content) if (block.type === "text") console.log(block.text, answer.outputTokenCount);
