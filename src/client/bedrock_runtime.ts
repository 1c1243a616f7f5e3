/**
 * A caller's words in, a model's answer out: one method for each operation of the Bedrock runtime.
 *
 * @module
 */
import type { ConverseInput, ConverseOutput, ConverseStreamEvent, ConverseStreamInput } from "../models/converse.ts";
import type { InvokeModelInput, InvokeModelOutput, ResponseChunk } from "./invoke.ts";
import type { BedrockOptions, CallOptions, FetchInit, StreamOptions } from "./options.ts";
import type { PromptChunk, PromptInput, PromptOutput } from "./prompt.ts";
import type { BedrockStream } from "./stream.ts";

/** A client of the Bedrock runtime: text, embeddings, images from any model. */
export class BedrockRuntime {
  /** The region that calls go to. */
  readonly region: string;

  /**
   * Creates a client. Nothing is sent.
   *
   * @param options Where calls go, and how.
   */
  constructor(options: BedrockOptions = {}) {
    this.region = options.region ?? "us-east-1";
  }

  /** Sends one prompt, and gives the answer's text. */
  prompt(input: PromptInput, options: CallOptions = {}): Promise<PromptOutput> {
    return unfinished(input, options);
  }

  /** Sends one prompt, and gives the answer's text as it comes. */
  promptStream(input: PromptInput, options: CallOptions = {}): Promise<BedrockStream<PromptChunk>> {
    return unfinished(input, options);
  }

  /** Sends a model's own body, and gives the model's own answer. */
  invokeModel<M extends string>(input: InvokeModelInput<M>, options: CallOptions = {}): Promise<InvokeModelOutput<M>> {
    return unfinished(input, options);
  }

  /** Sends a model's own body, and gives the chunks of its answer, parsed, as they come. */
  invokeModelWithResponseStream<M extends string>(
    input: InvokeModelInput<M>,
    options: StreamOptions = {},
  ): Promise<BedrockStream<ResponseChunk<M>>> {
    return unfinished(input, options);
  }

  /** Converses, in the words that are the same for every model. */
  converse(input: ConverseInput, options: CallOptions = {}): Promise<ConverseOutput> {
    return unfinished(input, options);
  }

  /** Converses, and gives the events of the answer as they come. */
  converseStream(
    input: ConverseStreamInput,
    options: CallOptions = {},
  ): Promise<BedrockStream<ConverseStreamEvent>> {
    return unfinished(input, options);
  }

  /** Sends a request to any path of the service, signed and retried, and gives the response whatever its status. */
  fetch(path: string, init: FetchInit = {}): Promise<Response> {
    return unfinished(path, init);
  }
}

function unfinished(..._: unknown[]): Promise<never> {
  return Promise.reject(new Error("Cannot call Bedrock: the road is being built"));
}
