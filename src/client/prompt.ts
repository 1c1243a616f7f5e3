/**
 * The words of `prompt()`: one prompt in, one text out, whichever model answers.
 *
 * @module
 */
import type { PromptParameters, PromptUsage } from "../models/text_adapter.ts";

/** One prompt to one model, in words that are the same for all. */
export interface PromptInput extends PromptParameters {
  /** The model: an id, an inference profile, or an ARN. */
  modelId: string;
  /** The family whose body the model speaks, when its id does not tell: a custom or provisioned model's ARN. */
  family?: string;
  /**
   * The road: the family's own body, or Converse.
   *
   * @default {"invoke" when the family is known, else "converse"}
   */
  via?: "invoke" | "converse";
}

/** A whole answer. */
export interface PromptOutput {
  /** The text. */
  text: string;
  /** Why it ended, in Converse's vocabulary. */
  stopReason?: string;
  /** Token counts, as far as they are told. */
  usage: PromptUsage;
  /** The answer as the road gave it. */
  raw: unknown;
  /** AWS's request id. */
  requestId: string | undefined;
}

/** A piece of an answer. The last one tells why it ended, and what it took. */
export interface PromptChunk {
  /** The text that this piece adds; may be empty in the last. */
  text: string;
  /** Why the answer ended, in Converse's vocabulary: only in the last. */
  stopReason?: string;
  /** Token counts: only in the last. */
  usage?: PromptUsage;
}
