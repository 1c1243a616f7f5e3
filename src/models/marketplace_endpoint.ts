/**
 * The bodies of a model of the marketplace on an endpoint: whatever its container takes and gives.
 *
 * Two kinds of container are common, and are typed here; Bedrock passes any JSON on as it is
 * (https://docs.aws.amazon.com/bedrock/latest/userguide/bedrock-marketplace-call-endpoint.html).
 *
 * @module
 */
import type { Document, Open } from "./document.ts";
import type { OpenAiUsage } from "./openai_chat.ts";

/** What a container of Hugging Face's text generation takes. */
export interface MarketplaceGenerationRequest {
  /** The text to continue. */
  inputs: string;
  /** How to generate. */
  parameters?: {
    /** The most tokens to write. */
    max_new_tokens?: number;
    /** Randomness. */
    temperature?: number;
    /** The probability mass that tokens are taken from, 0 to 1. */
    top_p?: number;
    /** How many of the likeliest tokens are considered. */
    top_k?: number;
    /** Texts that end the answer. */
    stop?: string[];
    /** Whether the tokens are told. */
    details?: boolean;
    /** What else the container takes. */
    [parameter: string]: unknown;
  };
}

/** What a container of Hugging Face's text generation answers, alone or in a list. */
export interface MarketplaceGenerationResponse {
  /** The text. */
  generated_text: string;
  /** The tokens, when they were asked for. */
  details?: Document;
}

/** What a container in OpenAI's shape (vLLM, DJL) answers to a `prompt`. */
export interface MarketplaceCompletionResponse {
  /** The answer's id. */
  id: string;
  /** Always `text_completion`. */
  object: Open<"text_completion">;
  /** When it was made, in seconds since 1970. */
  created: number;
  /** The model. */
  model: string;
  /** The configuration that answered. */
  system_fingerprint?: string | null;
  /** The texts. */
  choices: {
    /** The text's place. */
    index: number;
    /** The text. */
    text: string;
    /** The tokens' probabilities. */
    logprobs?: Document;
    /** Why it ended. */
    finish_reason: Open<"stop" | "length"> | null;
  }[];
  /** Token counts. */
  usage?: OpenAiUsage;
}

/** The request of a marketplace endpoint: its container's own. */
export type MarketplaceEndpointRequest = MarketplaceGenerationRequest | { [member: string]: unknown };

/** The answer of a marketplace endpoint: its container's own. */
export type MarketplaceEndpointResponse =
  | MarketplaceGenerationResponse
  | MarketplaceGenerationResponse[]
  | MarketplaceCompletionResponse
  | Document;

/** One chunk of a marketplace endpoint: its container's own. */
export type MarketplaceEndpointChunk = Document;
