/**
 * What it takes to vouch for a request and to write it: signing with and without a cache of keys, beside AWS's own signer and
 * aws4fetch alone, and a minted key, which is signed once in a while; and building the plain request.
 *
 * @module
 */
import { BoundedMap } from "../../src/client/bounded_map.ts";
import { converse, invokeModel } from "../../src/client/operations.ts";
import { buildRequest } from "../../src/client/request.ts";
import { sign } from "../../src/client/sign.ts";
import { fromMintedApiKey } from "../../src/credentials/credentials.ts";
import { aws4fetch, bedrockRuntimeClient, sha256Js, signatureV4 } from "../clients.ts";

const { AwsV4Signer } = await aws4fetch();
const { SignatureV4 } = await signatureV4();
const { Sha256 } = await sha256Js();
const { BedrockRuntimeClient, ConverseCommand } = await bedrockRuntimeClient();

const credentials = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY" };
const region = "us-east-1";
const datetime = "20260115T123456Z";
const modelId = "anthropic.claude-3-haiku-20240307-v1:0";
const host = "bedrock-runtime.us-east-1.amazonaws.com";
const path = `/model/${encodeURIComponent(modelId)}/invoke`;
const url = `https://${host}${path}`;
const type = { "content-type": "application/json" };
const theirs = new SignatureV4({ credentials, region, service: "bedrock", sha256: Sha256 });
const minted = fromMintedApiKey({ credentials, region });

for (const [what, length] of [["200 B", 200], ["2 KiB", 2048], ["256 KiB", 262_144], ["1 MB", 1_000_000]] as const) {
  const group = `a signature over ${what}`;
  const body = new Uint8Array(length).fill(97);
  const kept = new BoundedMap<string, ArrayBuffer>();
  const alone = new Map<string, ArrayBuffer>();
  const ours = async (cache: Map<string, ArrayBuffer>): Promise<Record<string, string>> =>
    await sign({ method: "POST", url, headers: type, body }, credentials, { region, datetime, cache });
  const plain = async (cache?: Map<string, ArrayBuffer>): Promise<void> => {
    const headers = new Headers(type);
    const options = { method: "POST", url, headers, body, ...credentials, region, datetime, service: "bedrock" };
    await new AwsV4Signer({ ...options, allHeaders: true, ...(cache ? { cache } : {}) }).sign();
  };
  // Only what says `async` is waited for
  Deno.bench("bedrock, the client's cache", { group, baseline: true }, async () => void await ours(kept));
  Deno.bench("bedrock, no cache", { group }, async () => void await ours(new Map()));
  Deno.bench("bedrock, a minted key", { group }, async () => void await minted({ region }));
  Deno.bench("aws4fetch, a cache", { group }, async () => await plain(alone));
  Deno.bench("aws4fetch, no cache", { group }, async () => await plain());
  Deno.bench("@smithy/signature-v4, @aws-crypto/sha256-js", { group }, async () => {
    const request = {
      method: "POST",
      protocol: "https:",
      hostname: host,
      path,
      headers: { host, ...type },
      body,
      query: {},
    };
    await theirs.sign(request, { signingDate: new Date("2026-01-15T12:34:56Z") });
  });
}

const text = "explain black holes to 8th graders";
const input = {
  modelId,
  messages: [{ role: "user" as const, content: [{ text }] }],
  inferenceConfig: { maxTokens: 300 },
};
const caught = new Error("as far as the request");
const client = new BedrockRuntimeClient({
  region,
  credentials,
  maxAttempts: 1,
  requestHandler: { handle: () => Promise.reject(caught) } as never,
});
Deno.bench("bedrock, Converse", { group: "a request built", baseline: true }, () => void buildRequest(converse, input));
Deno.bench(
  "bedrock, InvokeModel",
  { group: "a request built" },
  () => void buildRequest(invokeModel, { modelId, body: input }),
);
Deno.bench("@aws-sdk/client-bedrock-runtime, built and signed", { group: "a request built" }, async () => {
  await client.send(new ConverseCommand(input)).catch((error) => {
    if (error !== caught) throw error;
  });
});
