/**
 * What is sent to Nova Sonic and what comes back in, whether all of the answer came out.
 *
 * @module
 */
import type { AmazonNovaSonicChunk, AmazonNovaSonicRequest } from "../models/amazon_nova_sonic.ts";
import type { ChunkReader, TextDelta } from "../models/text_adapter.ts";

/** The longest event whose bytes may be a `sessionEnd`. */
const SHORT = 256;
const utf8 = new TextDecoder();

/** Follows one session. */
export class SonicSession implements ChunkReader<never> {
  #asked = false;
  #over = false;
  #open = 0;
  #ended = 0;
  /** Whether a text is told twice: as it is foreseen, and as it was spoken. */
  #foreseen = false;
  /** The content whose text was told before. */
  #repeated: string | undefined;

  /** Whether the session may end here: it was closed, and every completion came to its end. */
  get whole(): boolean {
    return this.#over && this.#open === 0 && (this.#ended > 0 || !this.#asked);
  }

  /**
   * Takes note of what is sent.
   *
   * @param event The event, as the caller gave it; nothing at the end of all.
   */
  sent(event: object | undefined): void {
    if (event === undefined) {
      this.#over = true;
      return;
    }
    const bytes = "chunk" in event ? (event.chunk as { bytes: Uint8Array }).bytes : event;
    if (bytes instanceof Uint8Array) {
      // Nobody looks into sound; whoever speaks in bytes is believed to ask something
      this.#asked = true;
      if (bytes.length < SHORT && utf8.decode(bytes).includes('"sessionEnd"')) this.#over = true;
      return;
    }
    const { event: named } = event as AmazonNovaSonicRequest;
    if (named?.promptStart) this.#asked = true;
    if (named?.sessionEnd) this.#over = true;
  }

  /**
   * Takes note of what comes back.
   *
   * @param chunk The event.
   * @returns What it adds to the answer so far.
   */
  readChunk(chunk: AmazonNovaSonicChunk): TextDelta {
    const { completionStart, completionEnd, contentStart, textOutput, usageEvent } = chunk.event ?? {};
    if (completionStart) this.#open++;
    if (completionEnd) {
      this.#open = Math.max(0, this.#open - 1);
      this.#ended++;
    }
    if (contentStart?.type === "TEXT") {
      const stage = contentStart.additionalModelFields ?? "";
      if (stage.includes("SPECULATIVE")) this.#foreseen = true;
      this.#repeated = this.#foreseen && stage.includes("FINAL") ? contentStart.contentId : undefined;
    }
    const said = textOutput?.role === "ASSISTANT" &&
      (this.#repeated === undefined || textOutput.contentId !== this.#repeated);
    return {
      text: said ? textOutput.content : "",
      ...(completionEnd?.stopReason ? { stopReason: completionEnd.stopReason } : {}),
      ...(usageEvent
        ? { usage: { inputTokens: usageEvent.totalInputTokens, outputTokens: usageEvent.totalOutputTokens } }
        : {}),
      end: false,
    };
  }
}
