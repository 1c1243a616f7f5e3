/**
 * A caller's words in, a model's answer out: one method for each operation of the Bedrock runtime.
 *
 * @module
 */
import type { ConverseInput, ConverseOutput, ConverseStreamEvent, ConverseStreamInput } from "../models/converse.ts";
import type { ChunkOf } from "../models/model_types.ts";
import { type InvokeModelInput, type InvokeModelOutput, readInvokeModel } from "./invoke.ts";
import { converse, converseStream, invokeModel, invokeModelWithResponseStream } from "./operations.ts";
import type { BedrockOptions, CallOptions, FetchInit, StreamOptions } from "./options.ts";
import type { PromptChunk, PromptInput, PromptOutput } from "./prompt.ts";
import { ServiceClient } from "./service_client.ts";
import type { BedrockStream } from "./stream.ts";

/**
 * A client of the Bedrock runtime: what asks models, on any runtime that has `fetch`.
 *
 * Calls that fail for a reason that may pass are sent again, signed afresh; none waits without end; a stream that was cut
 * throws. What AWS or the network did is a {@linkcode BedrockError}; misuse is a `TypeError` or `RangeError`, before anything
 * is sent.
 *
 * @example One prompt
 * ```ts
 * import { BedrockRuntime } from "@edge-aws/bedrock";
 * import { assertEquals } from "@std/assert";
 *
 * const bedrock = new BedrockRuntime({
 *   region: "us-east-1",
 *   credentials: { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret" },
 *   // Instead of the network, so that this example runs anywhere
 *   fetch: () => Promise.resolve(Response.json({ completion: " A star that fell in.", stop_reason: "stop_sequence" })),
 * });
 * const { text } = await bedrock.prompt({
 *   modelId: "anthropic.claude-v2",
 *   prompt: "explain black holes to 8th graders",
 *   maxTokens: 300,
 *   temperature: 0.1,
 *   topP: 0.9,
 * });
 * assertEquals(text, " A star that fell in.");
 * ```
 */
export class BedrockRuntime {
  readonly #client: ServiceClient;

  /**
   * Creates a client. Nothing is sent.
   *
   * @param options Where calls go, and how.
   * @throws {TypeError} When an option is not known or of the wrong type, or there is no region.
   * @throws {RangeError} When an option is out of bounds.
   */
  constructor(options: BedrockOptions = {}) {
    this.#client = new ServiceClient("bedrock-runtime", options);
  }

  /** The region that calls go to. */
  get region(): string {
    return this.#client.region;
  }

  /**
   * Sends one prompt, and gives the answer's text.
   *
   * A model of a known family gets the family's own body through InvokeModel, any other is asked through Converse.
   *
   * @param input The prompt, in words that are the same for every model.
   * @param options How the call is made.
   * @returns The text, why it ended, and what it took.
   * @throws {TypeError} When the model has no place for a parameter.
   * @throws {BedrockError} When AWS refuses, or the connection fails.
   */
  prompt(input: PromptInput, options: CallOptions = {}): Promise<PromptOutput> {
    return import("./prompt.ts").then(({ prompt }) => prompt(this.#client, input, options));
  }

  /**
   * Sends one prompt, and gives the answer's text as it comes.
   *
   * @param input The prompt, in words that are the same for every model.
   * @param options How the call is made.
   * @returns Pieces of text; the last tells why the answer ended, and what it took.
   * @throws {TypeError} When the model has no place for a parameter.
   * @throws {BedrockError} When AWS refuses, or the connection fails.
   */
  promptStream(input: PromptInput, options: CallOptions = {}): Promise<BedrockStream<PromptChunk>> {
    return import("./prompt.ts").then(({ promptStream }) => promptStream(this.#client, input, options));
  }

  /**
   * Sends a model's own body, and gives the model's own answer.
   *
   * @param input The model, its body, and what goes beside it.
   * @param options How the call is made.
   * @returns The answer, and what the headers tell of it.
   * @throws {TypeError} When the input is not one.
   * @throws {BedrockError} When AWS refuses, or the connection fails.
   */
  async invokeModel<const M extends string>(
    input: InvokeModelInput<M>,
    options: CallOptions = {},
  ): Promise<InvokeModelOutput<M>> {
    return readInvokeModel<M>(await this.#client.exchange(invokeModel, input, options));
  }

  /**
   * Sends a model's own body, and gives the chunks of the model's own answer, parsed, as they come.
   *
   * @param input The model, its body, and what goes beside it.
   * @param options How the call is made.
   * @returns The chunks.
   * @throws {TypeError} When the input is not one.
   * @throws {BedrockError} When AWS refuses, or the connection fails.
   */
  invokeModelWithResponseStream<const M extends string>(
    input: InvokeModelInput<M>,
    options: StreamOptions = {},
  ): Promise<BedrockStream<ChunkOf<M>>> {
    const { onUnknownEvent, ...call } = options;
    const families = loadReaders();
    return this.#client.stream<ChunkOf<M>>(invokeModelWithResponseStream, input, {
      chunks: true,
      reader: async () => (await families).chunkReader(input.modelId),
      onUnknownEvent,
    }, call);
  }

  /**
   * Converses with a model, in words that are the same for every model.
   *
   * @param input The conversation so far.
   * @param options How the call is made.
   * @returns The model's turn.
   * @throws {TypeError} When the input is not one.
   * @throws {BedrockError} When AWS refuses, or the connection fails.
   */
  converse(input: ConverseInput, options: CallOptions = {}): Promise<ConverseOutput> {
    return this.#client.call<ConverseOutput>(converse, input, options);
  }

  /**
   * Converses with a model, and gives its turn as it comes.
   *
   * @param input The conversation so far.
   * @param options How the call is made.
   * @returns The events of the model's turn. One that this library does not know is `{ [type]: payload }`.
   * @throws {TypeError} When the input is not one.
   * @throws {BedrockError} When AWS refuses, or the connection fails.
   */
  converseStream(input: ConverseStreamInput, options: CallOptions = {}): Promise<BedrockStream<ConverseStreamEvent>> {
    const families = loadReaders();
    return this.#client.stream<ConverseStreamEvent>(converseStream, input, {
      reader: async () => (await families).converseReader,
    }, options);
  }

  /**
   * Sends a request to any path of the service, signed and retried: for operations that have no method here, and for relays.
   *
   * The deadline on the first byte holds; how long the body takes is the caller's to watch.
   *
   * @param path The path, encoded, with a slash in front.
   * @param init What is sent, and how.
   * @returns The response, unread, whatever its status.
   * @throws {BedrockError} When there is no response.
   */
  fetch(path: string, init: FetchInit = {}): Promise<Response> {
    return this.#client.fetch(path, init);
  }
}

/** Loads what knows the families' streams, while the request is under way; a failure shows where it is needed. */
function loadReaders(): Promise<typeof import("./chunk_reader.ts")> {
  const loading = import("./chunk_reader.ts");
  loading.catch(() => {});
  return loading;
}
