/**
 * Cohere Command's body: one text in, its continuation out
 * (https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-cohere-command.html).
 *
 * @module
 */
import type { Open } from "./document.ts";
import type { InvocationChunk, InvocationRequest, InvocationResponse } from "./invocation.ts";
import { textAnswer, textDelta } from "./native_answer.ts";
import { generation, prepended } from "./native_body.ts";
import type { TextAdapter, TextAnswer, TextDelta } from "./text_adapter.ts";

/** The request of Command and Command Light. */
export interface CohereCommandRequest extends InvocationRequest {
  /** The text to continue. */
  prompt: string;
  /** Randomness, 0 to 5. @default {0.9} */
  temperature?: number;
  /** The probability mass that tokens are taken from, 0 to 1. @default {0.75} */
  p?: number;
  /** How many of the likeliest tokens are considered, 0 to 500; all for 0. @default {0} */
  k?: number;
  /** The most tokens to write, 1 to 4096. @default {20} */
  max_tokens?: number;
  /** Texts that end the answer, up to four. */
  stop_sequences?: string[];
  /** Whether the tokens' likelihoods are told. @default {"NONE"} */
  return_likelihoods?: Open<"GENERATION" | "ALL" | "NONE">;
  /** Whether the streaming operation sends pieces, not the whole answer in one chunk. @default {false} */
  stream?: boolean;
  /** How many answers, 1 to 5. @default {1} */
  num_generations?: number;
  /** Encourages or discourages tokens, by id, -10 to 10. */
  logit_bias?: Record<string, number>;
  /** Which end of a text that is too long is cut. @default {"END"} */
  truncate?: Open<"NONE" | "START" | "END">;
}

/** Why Command stopped. */
export type CohereCommandFinishReason = Open<"COMPLETE" | "MAX_TOKENS" | "ERROR" | "ERROR_TOXIC">;

/** One text of Command's answer. */
export interface CohereCommandGeneration {
  /** The text's id. */
  id: string;
  /** The text. */
  text: string;
  /** Why it ended. */
  finish_reason: CohereCommandFinishReason | null;
  /** How likely the text is. */
  likelihood?: number;
  /** How likely each token is. */
  token_likelihoods?: {
    /** The token. */
    token: string;
    /** Its likelihood. */
    likelihood?: number;
  }[];
  /** Whether it is over. */
  is_finished?: boolean;
  /** The text's place. */
  index?: number;
}

/** The answer of Command; token counts stand in the headers. */
export interface CohereCommandResponse extends InvocationResponse {
  /** The answer's id. */
  id: string;
  /** What was read. */
  prompt?: string;
  /** The texts. */
  generations: CohereCommandGeneration[];
}

/** One chunk of Command: a piece when the request says `stream`, else the whole answer. */
export interface CohereCommandChunk extends InvocationChunk {
  /** The text that this chunk adds. */
  text?: string;
  /** Whether this is the last one. */
  is_finished?: boolean;
  /** Why it ended; in the last chunk. */
  finish_reason?: CohereCommandFinishReason;
  /** Which of several texts it belongs to. */
  index?: number;
  /** The whole answer; in the last chunk. */
  response?: CohereCommandResponse;
  /** The texts of a whole answer in one chunk. */
  generations?: CohereCommandGeneration[];
  /** The id of a whole answer in one chunk. */
  id?: string;
  /** What was read, in a whole answer in one chunk. */
  prompt?: string;
}

/** A prompt to Command, and back. */
export const cohereCommand: TextAdapter<CohereCommandRequest, CohereCommandResponse, CohereCommandChunk> = {
  toBody(parameters, { stream } = {}): CohereCommandRequest {
    return {
      prompt: prepended(parameters.system, parameters.prompt),
      ...generation("cohere-command", parameters, {
        maxTokens: "max_tokens",
        topP: "p",
        topK: "k",
        stopSequences: "stop_sequences",
      }),
      ...(stream ? { stream } : {}),
    };
  },
  read(response): TextAnswer {
    const generation = response.generations?.[0];
    return textAnswer(response, generation?.text, generation?.finish_reason);
  },
  readChunk(chunk): TextDelta {
    const whole = chunk.generations?.[0];
    const text = whole ? whole.text : chunk.text;
    return textDelta(
      chunk,
      text === "<EOS_TOKEN>" ? "" : text,
      whole ? whole.finish_reason : chunk.finish_reason,
      undefined,
      chunk.is_finished || whole !== undefined,
    );
  },
};
