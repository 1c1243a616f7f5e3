/**
 * The sentences that are nearest to a question, by their embeddings.
 *
 * Without an AWS account: `deno run examples/embeddings.ts --emulator`.
 * With one, its keys and `AWS_REGION` in the environment:
 * `deno run --allow-net --allow-env examples/embeddings.ts`.
 *
 * @module
 */
import { type BedrockOptions, BedrockRuntime } from "jsr:@edge-aws/bedrock@^0.1.0";
import { createEmulator, emulatorCredentials } from "jsr:@edge-aws/bedrock@^0.1.0/emulator";

const emulated: BedrockOptions = { region: "us-east-1", credentials: emulatorCredentials, fetch: createEmulator() };
const bedrock = new BedrockRuntime(Deno.args.includes("--emulator") ? emulated : {});

const sentences = [
  "The cat sleeps on the sofa.",
  "Interest rates rose again this quarter.",
  "A kitten is napping on the couch.",
];
const { vectors: [question, ...answers] } = await bedrock.embed({
  modelId: "amazon.titan-embed-text-v2:0",
  input: ["Where does the cat sleep?", ...sentences],
  dimensions: 512,
});

function cosine(a: Float32Array, b: Float32Array): number {
  let dot = 0, lengthA = 0, lengthB = 0;
  for (let at = 0; at < a.length; at++) {
    dot += a[at]! * b[at]!;
    lengthA += a[at]! ** 2;
    lengthB += b[at]! ** 2;
  }
  return dot / Math.sqrt(lengthA * lengthB);
}

const ranked = answers
  .map((vector, at) => ({ sentence: sentences[at], score: cosine(question!, vector) }))
  .sort((a, b) => b.score - a.score);
for (const { sentence, score } of ranked) console.log(score.toFixed(3), sentence);
