/**
 * A picture from a prompt, written to a file.
 *
 * Without an AWS account: `deno run --allow-write examples/image.ts --emulator [out.png]`.
 * With one, its keys and `AWS_REGION` in the environment:
 * `deno run --allow-net --allow-env --allow-write examples/image.ts out.png`.
 *
 * @module
 */
import { type BedrockOptions, BedrockRuntime } from "jsr:@edge-aws/bedrock@^0.1.0";
import { createEmulator, emulatorCredentials } from "jsr:@edge-aws/bedrock@^0.1.0/emulator";

const emulated: BedrockOptions = { region: "us-east-1", credentials: emulatorCredentials, fetch: createEmulator() };
const bedrock = new BedrockRuntime(Deno.args.includes("--emulator") ? emulated : {});

const { images: [image] } = await bedrock.generateImage({
  modelId: "amazon.titan-image-generator-v2:0",
  prompt: "a lighthouse at dusk",
  size: "512x512",
  seed: 7,
});
const path = Deno.args.find((argument) => !argument.startsWith("-")) ?? "lighthouse.png";
await Deno.writeFile(path, image!.bytes);
console.log(`${path}: ${image!.bytes.length} bytes of ${image!.mediaType}`);
