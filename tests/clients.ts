/**
 * Other people's clients, for a second opinion: asked for by name, loaded only by the test that wants one.
 *
 * @module
 */
// deno-lint-ignore-file no-import-prefix -- exact versions; the packages' own types

/** AWS's reading of the shared files. */
export const sharedIniFileLoader = () => import("npm:@smithy/shared-ini-file-loader@4.7.2");
/** AWS's SigV4 signer. */
export const signatureV4 = () => import("npm:@smithy/signature-v4@5.7.5");
/** AWS's minter of short-term Bedrock API keys. */
export const bedrockTokenGenerator = () => import("npm:@aws/bedrock-token-generator@1.1.0");
/** AWS's sources of credentials. */
export const awsCredentialProviders = () => import("npm:@aws-sdk/credential-providers@3.1173.0");
/** AWS's event-stream codec. */
export const eventStreamCodec = () => import("npm:@smithy/eventstream-codec@4.5.2");
/** AWS's client for Bedrock. */
export const bedrockRuntimeClient = () => import("npm:@aws-sdk/client-bedrock-runtime@3.1164.0");
/** Anthropic's client for Bedrock. */
export const anthropicBedrockSdk = () => import("npm:@anthropic-ai/bedrock-sdk@1.1.3");
/** Vercel's provider for Bedrock. */
export const aiSdkAmazonBedrock = () => import("npm:@ai-sdk/amazon-bedrock@5.0.101");
/** AWS's event-stream reader, as its clients use it. */
export const eventStreamSerde = () => import("npm:@smithy/eventstream-serde-universal@4.5.2");
/** AWS's HTTP/1.1 transport. */
export const nodeHttpHandler = () => import("npm:@smithy/node-http-handler@4.14.2");
/** SHA-256 in the form that AWS's signer takes. */
export const sha256Js = () => import("npm:@aws-crypto/sha256-js@5.2.0");
/** The signer that the library ships with, asked directly. */
export const aws4fetch = () => import("npm:aws4fetch@1.0.20");
/** A PNG decoder. */
export const pngjs = () => import("npm:pngjs@7.0.0");
/** OpenAI's tokenizers. */
export const gptTokenizer = () => import("npm:gpt-tokenizer@4.0.0/encoding/cl100k_base");
/** OpenAI's client, the line before this year's. */
export const openai6 = () => import("npm:openai@6.49.0");
/** OpenAI's client. */
export const openai7 = () => import("npm:openai@7.57.0");
/** How OpenAI's client reads zod's schemas, the line before this year's. */
export const openai6Zod = () => import("npm:openai@6.49.0/helpers/zod");
/** How OpenAI's client reads zod's schemas. */
export const openai7Zod = () => import("npm:openai@7.57.0/helpers/zod");
/** Zod, whole. */
export const zod = () => import("npm:zod@4.6.7");
/** Vercel's AI SDK. */
export const aiSdk = () => import("npm:ai@7.0.173");
/** Vercel's provider for OpenAI. */
export const aiSdkOpenAi = () => import("npm:@ai-sdk/openai@4.0.118");
/** Vercel's provider for what speaks like OpenAI. */
export const aiSdkOpenAiCompatible = () => import("npm:@ai-sdk/openai-compatible@3.0.92");
/** LangChain's OpenAI models. */
export const langchainOpenAi = () => import("npm:@langchain/openai@1.6.0");
/** LangChain's messages and tools. */
export const langchainCore = () => import("npm:@langchain/core@1.4.0/messages");
/** A validator of OpenAPI's descriptions. */
export const openapiValidator = () => import("npm:@seriousme/openapi-schema-validator@2.11.0");
/** A validator of JSON Schema, draft 2020-12. */
export const ajv2020 = () => import("npm:ajv@8.20.0/dist/2020.js");
/** A JPEG decoder. */
export const jpegJs = () => import("npm:jpeg-js@0.4.4");
/** A browser by wire. */
export const playwright = () => import("npm:playwright-core@1.65.1");
/** Checks of accessibility. */
export const axe = () => import("npm:axe-core@4.14.1");
/** A JSON schema validator. */
export const ajv = () => import("npm:ajv@8.17.1/dist/2020.js");
/** AWS's client for Bedrock's control plane. */
export const bedrockClient = () => import("npm:@aws-sdk/client-bedrock@3.1164.0");
/** Anthropic's client. */
export const anthropicSdk = () => import("npm:@anthropic-ai/sdk@1.12.0");
/** AWS's client for Bedrock's agent runtime. */
export const bedrockAgentRuntimeClient = () => import("npm:@aws-sdk/client-bedrock-agent-runtime@3.1164.0");
/** AWS's reading of its own schemas. */
export const smithySchema = () => import("npm:@smithy/core@3.41.0/schema");
/** Anthropic's client, the line before this year's. */
export const anthropic0 = () => import("npm:@anthropic-ai/sdk@0.122.0");
/** Anthropic's client. */
export const anthropic1 = () => import("npm:@anthropic-ai/sdk@1.12.0");
/** Anthropic's client for Bedrock. */
export const anthropicBedrock = () => import("npm:@anthropic-ai/bedrock-sdk@1.1.3");
/** Vercel's provider for Anthropic. */
export const aiSdkAnthropic = () => import("npm:@ai-sdk/anthropic@4.0.105");
