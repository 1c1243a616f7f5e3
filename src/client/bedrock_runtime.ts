/**
 * A caller's words in, a model's answer out: one method for each operation of the Bedrock runtime.
 *
 * @module
 */
import type { ApplyGuardrailInput, ApplyGuardrailOutput } from "../models/apply_guardrail.ts";
import type {
  AsyncInvokeSummary,
  GetAsyncInvokeInput,
  GetAsyncInvokeOutput,
  ListAsyncInvokesInput,
  ListAsyncInvokesOutput,
  StartAsyncInvokeInput,
  StartAsyncInvokeOutput,
} from "../models/async_invoke.ts";
import type { ConverseInput, ConverseOutput, ConverseStreamEvent, ConverseStreamInput } from "../models/converse.ts";
import type { CountTokensInput, CountTokensOutput } from "../models/count_tokens.ts";
import type { InvokeGuardrailChecksInput, InvokeGuardrailChecksOutput } from "../models/guardrail_checks.ts";
import type { ChunkOf } from "../models/model_types.ts";
import type { WaitOptions } from "./async_job.ts";
import type { BidirectionalInput, BidirectionalOptions } from "./bidirectional.ts";
import type { EmbedInput, EmbedOptions, EmbedOutput } from "./embed.ts";
import type { ImageInput, ImageOptions, ImageOutput } from "./generate_image.ts";
import { type InvokeModelInput, type InvokeModelOutput, readInvokeModel } from "./invoke.ts";
import { Listing } from "./listing.ts";
import { converse, converseStream, invokeModel, invokeModelWithResponseStream } from "./operations.ts";
import type { BedrockRuntimeOptions, BodyValidator, CallOptions, FetchInit, StreamOptions } from "./options.ts";
import type { PromptChunk, PromptInput, PromptOutput } from "./prompt.ts";
import { ServiceClient } from "./service_client.ts";
import { keepService } from "./service_of.ts";
import type { BedrockStream } from "./stream.ts";
import type { JudgedCall } from "./validate.ts";

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
  readonly #validate: BodyValidator | undefined;

  /**
   * Creates a client. Nothing is sent.
   *
   * @param options Where calls go, and how.
   * @throws {TypeError} When an option is not known or of the wrong type, or there is no region.
   * @throws {RangeError} When an option is out of bounds.
   */
  constructor(options: BedrockRuntimeOptions = {}) {
    const { validate, ...rest } = options;
    if (validate !== undefined && typeof validate !== "function") {
      throw new TypeError(`Cannot use options: validate is ${typeof validate}, wanted a function`);
    }
    this.#client = new ServiceClient("bedrock-runtime", rest);
    keepService(this, this.#client);
    this.#validate = validate;
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
   * @throws {TypeError} When the input is not one, or `validate` has complaints.
   * @throws {BedrockError} When AWS refuses, or the connection fails.
   */
  async invokeModel<const M extends string>(
    input: InvokeModelInput<M>,
    options: CallOptions = {},
  ): Promise<InvokeModelOutput<M>> {
    await this.#judge("InvokeModel", input);
    return readInvokeModel<M>(await this.#client.exchange(invokeModel, input, options));
  }

  /**
   * Sends a model's own body, and gives the chunks of the model's own answer, parsed, as they come.
   *
   * @param input The model, its body, and what goes beside it.
   * @param options How the call is made.
   * @returns The chunks.
   * @throws {TypeError} When the input is not one, or `validate` has complaints.
   * @throws {BedrockError} When AWS refuses, or the connection fails.
   */
  async invokeModelWithResponseStream<const M extends string>(
    input: InvokeModelInput<M>,
    options: StreamOptions = {},
  ): Promise<BedrockStream<ChunkOf<M>>> {
    const { onUnknownEvent, ...call } = options;
    await this.#judge("InvokeModelWithResponseStream", input);
    const families = loadReaders();
    return this.#client.stream<ChunkOf<M>>(invokeModelWithResponseStream, input, {
      chunks: true,
      reader: async () => (await families).chunkReader(input.modelId),
      onUnknownEvent,
    }, call);
  }

  /**
   * Speaks with a model that listens while it speaks: events go out and come back at the same time.
   *
   * Signed with keys, each event too; API keys are not taken. The call is not sent again once the first event was asked for.
   * Leaving the stream ends the events that are sent, and what those throw is thrown by the stream.
   *
   * @param input The model, and the events that are sent.
   * @param options How the call is made.
   * @returns The model's events, parsed, from when it begins to answer.
   * @throws {TypeError} When the input is not one.
   * @throws {BedrockError} When AWS refuses, or the connection fails.
   *
   * @example A word with Nova Sonic
   * ```ts
   * import { BedrockRuntime } from "@edge-aws/bedrock";
   * import { createEmulator, emulatorCredentials } from "@edge-aws/bedrock/emulator";
   * import { assertEquals } from "@std/assert";
   *
   * const bedrock = new BedrockRuntime({
   *   region: "us-east-1",
   *   credentials: emulatorCredentials,
   *   // Instead of the network, so that this example runs anywhere
   *   fetch: createEmulator(),
   * });
   * const names = { promptName: "talk", contentName: "question" };
   * const events = [
   *   { event: { sessionStart: { inferenceConfiguration: { maxTokens: 1024 } } } },
   *   { event: { promptStart: { promptName: "talk" } } },
   *   { event: { contentStart: { ...names, type: "TEXT", role: "USER", interactive: true } } },
   *   { event: { textInput: { ...names, content: "Say hello" } } },
   *   { event: { contentEnd: names } },
   *   { event: { promptEnd: { promptName: "talk" } } },
   *   { event: { sessionEnd: {} } },
   * ] as const;
   * const stream = await bedrock.invokeModelWithBidirectionalStream({
   *   modelId: "amazon.nova-2-sonic-v1:0",
   *   body: ReadableStream.from(events),
   * });
   * let said = "";
   * for await (const { event } of stream) said = event.textOutput?.content ?? said;
   * assertEquals(said, "hello");
   * ```
   */
  invokeModelWithBidirectionalStream<const M extends string>(
    input: BidirectionalInput<M>,
    options: BidirectionalOptions = {},
  ): Promise<BedrockStream<ChunkOf<M>>> {
    return import("./bidirectional.ts").then(({ bidirectional }) => bidirectional(this.#client, input, options));
  }

  /**
   * Turns texts and images into vectors, in their order: as many at a time as the model takes, some requests side by side.
   *
   * When a request fails, the others are cancelled. Sounds, videos and what lies in S3 are jobs for
   * {@linkcode BedrockRuntime.startAsyncInvoke}.
   *
   * @param input The model, the texts and images, and what the vectors are for.
   * @param options How the calls are made.
   * @returns The vectors, and what they took.
   * @throws {TypeError} When the model has no place for a parameter or for this kind of input.
   * @throws {BedrockError} When AWS refuses, or the connection fails.
   */
  embed(input: EmbedInput, options: EmbedOptions = {}): Promise<EmbedOutput> {
    return more().then(({ embed }) => embed(this.#client, input, options));
  }

  /**
   * Makes images: of a description, and of an image to work on where the model takes one.
   *
   * More images than the model makes at a time are several requests, each with a seed one above that of the one before.
   * Images that a filter held back are told in `failures`; when there is no other, it is an error.
   *
   * @param input The model, and what is to be seen.
   * @param options How the calls are made.
   * @returns The images, and why some are missing.
   * @throws {TypeError} When the model has no place for a parameter, or wants one more.
   * @throws {RangeError} When a parameter is out of bounds.
   * @throws {BedrockError} `ContentFiltered` when all images were held back; and when AWS refuses, or the connection fails.
   */
  generateImage(input: ImageInput, options: ImageOptions = {}): Promise<ImageOutput> {
    return more().then(({ generateImage }) => generateImage(this.#client, input, options));
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
   * Counts the tokens that a request would be charged for, in the model's own way, without making it.
   *
   * @param input The model, and a request of Converse or the bytes of one of InvokeModel.
   * @param options How the call is made.
   * @returns The count.
   * @throws {BedrockError} When AWS refuses, or the connection fails.
   */
  countTokens(input: CountTokensInput, options: CallOptions = {}): Promise<CountTokensOutput> {
    return this.#other("countTokens", input, options);
  }

  /**
   * Asks a guardrail what it says of some content, without a model.
   *
   * @param input The guardrail, and the content.
   * @param options How the call is made.
   * @returns What it found, and what is to be shown instead.
   * @throws {BedrockError} When AWS refuses, or the connection fails.
   */
  applyGuardrail(input: ApplyGuardrailInput, options: CallOptions = {}): Promise<ApplyGuardrailOutput> {
    return this.#other("applyGuardrail", input, options);
  }

  /**
   * Checks a conversation for harm, attacks and personal data, without a guardrail that was set up before.
   *
   * @param input The conversation, and the checks that are wanted.
   * @param options How the call is made.
   * @returns The scores of each check.
   * @throws {BedrockError} When AWS refuses, or the connection fails.
   */
  invokeGuardrailChecks(
    input: InvokeGuardrailChecksInput,
    options: CallOptions = {},
  ): Promise<InvokeGuardrailChecksOutput> {
    return this.#other("invokeGuardrailChecks", input, options);
  }

  /**
   * Starts a job that writes its result to S3: a video, or the vectors of a long medium.
   *
   * A `clientRequestToken` that is left out is made once for the call, so that trying again starts no second job.
   *
   * @param input The model, its body, and where the result goes.
   * @param options How the call is made.
   * @returns The job's ARN.
   * @throws {TypeError} When the input is not one, or `validate` has complaints.
   * @throws {BedrockError} When AWS refuses, or the connection fails.
   */
  async startAsyncInvoke<const M extends string>(
    input: StartAsyncInvokeInput<M>,
    options: CallOptions = {},
  ): Promise<StartAsyncInvokeOutput> {
    await this.#judge("StartAsyncInvoke", { modelId: input.modelId, body: input.modelInput });
    return this.#other("startAsyncInvoke", input, options);
  }

  /**
   * Tells how a job stands.
   *
   * @param input The job.
   * @param options How the call is made.
   * @returns What is known of it.
   * @throws {BedrockError} When AWS refuses, or the connection fails.
   */
  getAsyncInvoke(input: GetAsyncInvokeInput, options: CallOptions = {}): Promise<GetAsyncInvokeOutput> {
    return this.#other("getAsyncInvoke", input, options);
  }

  /**
   * Lists the jobs of this account and region.
   *
   * @param input What to look for.
   * @param options How each call is made.
   * @returns One page when it is awaited, all jobs when it is looped over.
   */
  listAsyncInvokes(
    input: ListAsyncInvokesInput = {},
    options: CallOptions = {},
  ): Listing<ListAsyncInvokesOutput, AsyncInvokeSummary> {
    return new Listing(
      (token) => this.#other("listAsyncInvokes", token === undefined ? input : { ...input, nextToken: token }, options),
      (page) => page.asyncInvokeSummaries,
    );
  }

  /**
   * Waits until a job has ended, asking for it ever less often.
   *
   * @param invocationArn The job, as {@linkcode BedrockRuntime.startAsyncInvoke} named it.
   * @param options How it is waited for.
   * @returns The completed job.
   * @throws {BedrockError} `AsyncInvokeFailed` with the reason when the job failed, `Timeout` when it took too long; and when
   * AWS refuses, or the connection fails.
   */
  waitForAsyncInvoke(invocationArn: string, options: WaitOptions = {}): Promise<GetAsyncInvokeOutput> {
    return more().then((jobs) => jobs.waitForAsyncInvoke(this.#client, invocationArn, options));
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

  /** Calls an operation whose row is loaded on demand. */
  async #other<Output>(
    name: keyof typeof import("./other_operations.ts"),
    input: object,
    options: CallOptions,
  ): Promise<Output> {
    return this.#client.call<Output>((await more()).operations[name], input, options);
  }

  async #judge(operation: string, call: JudgedCall): Promise<void> {
    if (this.#validate) (await more()).judge(this.#validate, operation, call);
  }
}

/** Loads what only some calls need. */
function more(): Promise<typeof import("./more.ts")> {
  return import("./more.ts");
}

/** What knows the families' streams, once it is loaded. */
let readers: typeof import("./chunk_reader.ts") | undefined;

/** Loads what knows the families' streams, while the request is under way; a failure shows where it is needed. */
function loadReaders(): Promise<typeof import("./chunk_reader.ts")> {
  if (readers) return Promise.resolve(readers);
  const loading = import("./chunk_reader.ts").then((module) => readers = module);
  loading.catch(() => {});
  return loading;
}
