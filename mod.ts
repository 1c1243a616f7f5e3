/**
 * Amazon Bedrock for Deno and the edge, without the AWS SDK.
 *
 * @module
 */
export { BedrockRuntime } from "./src/client/bedrock_runtime.ts";
export { BedrockError, type BedrockErrorOptions, type PartialAnswer } from "./src/client/errors.ts";
export { BedrockStream, type StreamSource } from "./src/client/stream.ts";
export type { InvokeModelInput, InvokeModelOutput } from "./src/client/invoke.ts";
export type {
  AttemptReason,
  AttemptReport,
  BedrockOptions,
  CallOptions,
  FetchInit,
  StreamOptions,
  Timeouts,
} from "./src/client/options.ts";
export type { PromptChunk, PromptInput, PromptOutput } from "./src/client/prompt.ts";
