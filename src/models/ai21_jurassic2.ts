/**
 * AI21 Jurassic-2's body: one text in, its continuation out, never streamed
 * (https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-jurassic2.html).
 *
 * @module
 */
import type { Document, Open } from "./document.ts";
import type { InvocationRequest, InvocationResponse } from "./invocation.ts";
import { textAnswer } from "./native_answer.ts";
import { generation, prepended } from "./native_body.ts";
import type { TextAdapter, TextAnswer, TextDelta } from "./text_adapter.ts";

/** A penalty on tokens that have appeared. */
export interface Ai21Jurassic2Penalty {
  /** How strong: 0 to 1 for the count, 0 to 5 for presence, 0 to 500 for frequency. */
  scale: number;
  /** Whether it holds for white space. */
  applyToWhitespaces?: boolean;
  /** Whether it holds for punctuation. */
  applyToPunctuations?: boolean;
  /** Whether it holds for numbers. */
  applyToNumbers?: boolean;
  /** Whether it holds for the commonest words. */
  applyToStopwords?: boolean;
  /** Whether it holds for emoji. */
  applyToEmojis?: boolean;
}

/** The request of Jurassic-2. */
export interface Ai21Jurassic2Request extends InvocationRequest {
  /** The text to continue. */
  prompt: string;
  /** Randomness, 0 to 1. @default {0.5} */
  temperature?: number;
  /** The probability mass that tokens are taken from, 0 to 1. @default {0.5} */
  topP?: number;
  /** The most tokens to write, 0 to 8191. @default {200} */
  maxTokens?: number;
  /** Texts that end the answer. */
  stopSequences?: string[];
  /** Discourages tokens the more often they have appeared. */
  countPenalty?: Ai21Jurassic2Penalty;
  /** Discourages tokens that have appeared. */
  presencePenalty?: Ai21Jurassic2Penalty;
  /** Discourages tokens by their share of the text. */
  frequencyPenalty?: Ai21Jurassic2Penalty;
}

/** One text of Jurassic-2's answer. */
export interface Ai21Jurassic2Completion {
  /** What was written. */
  data: {
    /** The text. */
    text: string;
    /** Its tokens, with their probabilities. */
    tokens?: Document[];
  };
  /** Why it ended. */
  finishReason: {
    /** The reason. */
    reason: Open<"endoftext" | "length" | "stop">;
    /** The length that was reached. */
    length?: number;
  };
}

/** The answer of Jurassic-2; token counts stand in the headers. */
export interface Ai21Jurassic2Response extends InvocationResponse {
  /** The answer's id. */
  id: number | string;
  /** What was read. */
  prompt?: {
    /** The text. */
    text: string;
    /** Its tokens. */
    tokens?: Document[];
  };
  /** The texts, in practice one. */
  completions: Ai21Jurassic2Completion[];
}

function read(response: Ai21Jurassic2Response): TextAnswer {
  const completion = response.completions?.[0];
  const reason = completion?.finishReason?.reason;
  return textAnswer(response, completion?.data?.text, reason === "stop" ? "stop_sequence" : reason);
}

/** A prompt to Jurassic-2, and back. */
export const ai21Jurassic2: TextAdapter<Ai21Jurassic2Request, Ai21Jurassic2Response, Ai21Jurassic2Response> = {
  toBody(parameters): Ai21Jurassic2Request {
    return {
      prompt: prepended(parameters.system, parameters.prompt),
      ...generation("ai21-jurassic2", parameters, {
        maxTokens: "maxTokens",
        topP: "topP",
        stopSequences: "stopSequences",
      }),
    };
  },
  read,
  readChunk: (chunk): TextDelta => ({ ...read(chunk), end: true }),
};
