/**
 * What the events of a stream say in, the text and the counts so far out; and the errors that tell them, when there is no more.
 *
 * @module
 */
import type { PromptUsage, TextDelta } from "../models/text_adapter.ts";
import { failure } from "./decode.ts";
import { BedrockError, type BedrockErrorOptions } from "./errors.ts";
import type { Attempt } from "./send.ts";

/** The account of one stream. */
export class Tally {
  /** The text. */
  text = "";
  /** Why the answer ended. */
  stopReason: string | undefined;
  /** Token counts. */
  readonly usage: PromptUsage = {};
  /** Whether the end mark was seen. */
  whole = false;
  /** Whether all that came is one chunk in which a guardrail spoke: what it says of blocked input has no other end mark. */
  #lone = false;
  #begun = false;
  readonly #attempt: Attempt;
  readonly #signal: AbortSignal;
  readonly #status: number;
  readonly #requestId: string | undefined;

  /**
   * Opens an account.
   *
   * @param attempt Whose answer it is.
   * @param status The answer's HTTP status.
   * @param requestId AWS's request id.
   */
  constructor(attempt: Attempt, status: number, requestId: string | undefined) {
    this.#attempt = attempt;
    this.#signal = attempt.leash.signal;
    this.#status = status;
    this.#requestId = requestId;
  }

  /**
   * Adds what an event says.
   *
   * @param delta What it says.
   */
  add({ text, stopReason, usage, end, intervened = false }: TextDelta): void {
    this.text += text;
    // What a guardrail did stands, whatever the model says of its own end
    if (stopReason !== undefined && this.stopReason !== "guardrail_intervened") this.stopReason = stopReason;
    if (usage) Object.assign(this.usage, usage);
    // An empty piece behind the end takes nothing back
    if (text !== "" || this.#lone) this.whole = false;
    this.#lone = intervened && !end && !this.#begun;
    if (end || this.#lone) this.whole = true;
    this.#begun = true;
  }

  /**
   * Says that nothing more came, where more was wanted.
   *
   * @param cause What the network, or the framing, said.
   * @returns The error; the caller's own reason when it was the caller who left.
   */
  brokenOff(cause?: unknown): unknown {
    if (this.#signal.aborted) {
      // Our own deadline is told with what had come by then; the caller's reason is the caller's
      const late = this.#signal.reason;
      if (!(late instanceof BedrockError && late.code === "Timeout")) return late;
      return this.error(problemOf(late), { code: "Timeout", retryable: true });
    }
    return this.error("the stream ended before its end", {
      code: "StreamIncomplete",
      status: this.#status,
      retryable: true,
      ...(cause === undefined ? {} : { cause }),
    });
  }

  /**
   * Says that what came cannot be read.
   *
   * @param cause What is wrong with it.
   * @returns The error.
   */
  corrupted(cause: unknown): BedrockError {
    const facts = { code: "StreamCorrupted", status: this.#status, retryable: true, cause };
    return this.error(problemOf(cause as Error), facts);
  }

  /**
   * Makes an error that tells what had come.
   *
   * @param message What went wrong.
   * @param facts The facts.
   * @returns The error.
   */
  error(message: string, facts: Omit<BedrockErrorOptions, "status"> & { status?: number | undefined }): BedrockError {
    const { status, ...rest } = facts;
    return failure(message, this.#attempt, {
      ...rest,
      ...(status === undefined ? {} : { status }),
      ...(this.#requestId ? { requestId: this.#requestId } : {}),
      partial: { text: this.text, usage: { ...this.usage } },
    });
  }
}

/** What an error says, without what was being done: that is said anew. */
function problemOf({ message }: Error): string {
  return message.replace(/^Cannot .*?: /, "");
}
