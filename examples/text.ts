/**
 * One prompt to one model, whole, streamed, and as the model's own body.
 *
 * Without an AWS account: `deno run examples/text.ts --emulator`.
 * With one: `deno run --allow-net --allow-env examples/text.ts`.
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
  if (chunk.text) console.log(chunk.text);
}

const answer = await bedrock.invokeModel({
  modelId: "amazon.titan-text-express-v1",
  body: { inputText: "Name three moons", textGenerationConfig: { maxTokenCount: 50, temperature: 0 } },
});
console.log(answer.json().results[0]?.outputText, answer.outputTokenCount);
