/**
 * Amazon Bedrock for Deno and the edge, without the AWS SDK: any model by plain `fetch`, whole or streamed.
 *
 * @example A prompt, and its answer as it comes
 * ```ts
 * import { BedrockRuntime } from "@edge-aws/bedrock";
 * import { encodeMessage } from "@edge-aws/bedrock/event-stream";
 * import { assertEquals } from "@std/assert";
 *
 * const chunk = (json: unknown) =>
 *   encodeMessage({
 *     headers: {
 *       ":message-type": { type: "string", value: "event" },
 *       ":event-type": { type: "string", value: "chunk" },
 *     },
 *     body: new TextEncoder().encode(JSON.stringify({ bytes: btoa(JSON.stringify(json)) })),
 *   });
 * const bedrock = new BedrockRuntime({
 *   region: "us-east-1",
 *   credentials: { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret" },
 *   // Instead of the network, so that this example runs anywhere
 *   fetch: () =>
 *     Promise.resolve(
 *       new Response(
 *         new Blob([
 *           chunk({ completion: " Once", stop_reason: null }),
 *           chunk({ completion: " upon a time", stop_reason: "max_tokens" }),
 *         ]),
 *         { headers: { "content-type": "application/vnd.amazon.eventstream" } },
 *       ),
 *     ),
 * });
 * let answer = "";
 * const stream = await bedrock.promptStream({ modelId: "anthropic.claude-v2", prompt: "Tell a tale", maxTokens: 4 });
 * for await (const { text } of stream) answer += text;
 * assertEquals(answer, " Once upon a time");
 * ```
 *
 * @module
 */
export { BedrockRuntime } from "./src/client/bedrock_runtime.ts";
export { BedrockError, type BedrockErrorOptions, type PartialAnswer } from "./src/client/errors.ts";
export { collectConverse } from "./src/client/collect_converse.ts";
export { Listing } from "./src/client/listing.ts";
export { BedrockStream, type StreamSource } from "./src/client/stream.ts";
export type { WaitOptions } from "./src/client/async_job.ts";
export type { BidirectionalEvent, BidirectionalInput, BidirectionalOptions } from "./src/client/bidirectional.ts";
export type { EmbedInput, EmbedOptions, EmbedOutput } from "./src/client/embed.ts";
export type { ImageInput, ImageOptions, ImageOutput, OutputImage } from "./src/client/generate_image.ts";
export type { InvokeModelInput, InvokeModelOutput } from "./src/client/invoke.ts";
export type { SideBySideOptions } from "./src/client/side_by_side.ts";
export type {
  AttemptReason,
  AttemptReport,
  BedrockOptions,
  BedrockRuntimeOptions,
  BodyComplaint,
  BodyValidator,
  CallOptions,
  FetchInit,
  StreamOptions,
  Timeouts,
} from "./src/client/options.ts";
export type { WebSocketConstructor, WebSocketLike } from "./src/client/websocket_transport.ts";
export type { PromptChunk, PromptInput, PromptOutput } from "./src/client/prompt.ts";
export type {
  ApiKey,
  CredentialContext,
  CredentialProvider,
  Credentials,
  Identity,
} from "./src/credentials/identity.ts";
export type * from "./src/models/models.ts";
