/**
 * The bodies of CountTokens: a request that is not made in, the tokens that it would be charged for out.
 *
 * Names, shapes and requiredness are those of the Bedrock Runtime API, 2023-09-30
 * (https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_CountTokens.html).
 *
 * @module
 */
import type { Message, SystemContentBlock, ToolConfiguration } from "./converse.ts";
import type { Document, OneOf } from "./document.ts";

/** What CountTokens takes. */
export interface CountTokensInput {
  /** The model, by its id or ARN, up to 256 characters: each model counts in its own way. */
  modelId: string;
  /** The request whose tokens are counted. */
  input: CountTokensRequest;
}

/** A request whose tokens are counted: exactly one member is set. */
export type CountTokensRequest = OneOf<{
  /** A request of InvokeModel. */
  invokeModel: InvokeModelTokensRequest;
  /** A request of Converse. */
  converse: ConverseTokensRequest;
}>;

/** A request of InvokeModel whose tokens are counted. */
export interface InvokeModelTokensRequest {
  /** The family's own body, as the bytes that would be sent: up to 25,000,000. */
  body: Uint8Array;
}

/** A request of Converse whose tokens are counted. */
export interface ConverseTokensRequest {
  /** The conversation. */
  messages?: Message[];
  /** Instructions, before the conversation. */
  system?: SystemContentBlock[];
  /** The tools that the model may call. */
  toolConfig?: ToolConfiguration;
  /** The model's own parameters, in its own words. */
  additionalModelRequestFields?: Document;
}

/** What CountTokens answers. */
export interface CountTokensOutput {
  /** The tokens that the model would read. */
  inputTokens: number;
}
