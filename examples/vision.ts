/**
 * A question about a picture.
 *
 * Without an AWS account: `deno run --allow-read examples/vision.ts --emulator [picture.png]`.
 * With one, its keys and `AWS_REGION` in the environment:
 * `deno run --allow-net --allow-env --allow-read examples/vision.ts picture.png`.
 *
 * @module
 */
import { type BedrockOptions, BedrockRuntime } from "jsr:@edge-aws/bedrock@^0.1.0";
import { createEmulator, emulatorCredentials } from "jsr:@edge-aws/bedrock@^0.1.0/emulator";

const emulated: BedrockOptions = { region: "us-east-1", credentials: emulatorCredentials, fetch: createEmulator() };
const bedrock = new BedrockRuntime(Deno.args.includes("--emulator") ? emulated : {});

/** One red pixel, for those who have no picture at hand. */
const PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC";
const path = Deno.args.find((argument) => !argument.startsWith("-"));
const bytes = path ? await Deno.readFile(path) : Uint8Array.fromBase64(PIXEL);

const { text } = await bedrock.prompt({
  modelId: "us.anthropic.claude-sonnet-4-5-20250929-v1:0",
  prompt: "What is in this picture?",
  images: [{ bytes, mediaType: "image/png" }],
  maxTokens: 200,
});
console.log(text);
