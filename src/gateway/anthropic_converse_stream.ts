/**
 * Converse's stream events in, the SSE text of Anthropic's out.
 *
 * Converse begins no text and no thought by an event, counts places with gaps, and tells the tokens last: all three are put
 * right here.
 *
 * @module
 */
import type { ContentBlockDeltaEvent, ContentBlockStartEvent, ConverseStreamEvent } from "../models/converse.ts";
import { encodeBase64 } from "../wire/base64.ts";
import { joined } from "../wire/joined.ts";
import type { ConverseAnswer } from "./anthropic_converse.ts";
import { sseError, sseEvent } from "./anthropic_events.ts";
import { citationOf, type ReplyHead, stopReasonOf, stopSequenceOf, textFilter, usageOf } from "./anthropic_reply.ts";
import type { StreamTranslator } from "./dialect.ts";
import type { GatewayError } from "./gateway_error.ts";
import type { Json } from "./openai_fields.ts";
import { type TextFilter, unwrapping } from "./openai_text.ts";

/** A block that is being told. */
interface OpenBlock {
  /** Its place in Converse's answer. */
  place: number;
  /** Its kind; `answer` is a tool whose input is the answer's text, `redacted` waits until it is whole, `ignored` is not told. */
  kind: "text" | "thinking" | "tool" | "answer" | "redacted" | "ignored";
  /** The pieces of a thought that is kept secret. */
  secret: Uint8Array[];
}

/** Writes the events of one message. */
export class ConverseMessageStream implements StreamTranslator {
  readonly #request: ConverseAnswer;
  readonly #head: ReplyHead;
  readonly #filter: TextFilter | undefined;
  readonly #answer: TextFilter | undefined;
  #started = false;
  #ended = false;
  #open: OpenBlock | undefined;
  #index = 0;
  #called = false;
  #stopReason = "end_turn";
  #stopSequence: string | null = null;
  #usage: Json = usageOf(undefined);
  /** Text in front of an answer that comes as a tool's input: it goes when the answer comes. */
  #held: string | undefined;
  #isAnswered = false;

  /**
   * Starts a stream.
   *
   * @param request The request that it answers.
   * @param head What it repeats of the request.
   */
  constructor(request: ConverseAnswer, head: ReplyHead) {
    this.#request = request;
    this.#head = head;
    this.#filter = textFilter(request);
    if (request.format.tool !== undefined) this.#held = "";
    if (request.format.wrapped) this.#answer = unwrapping("value");
  }

  /** Whether a stop sequence was met: what comes now is not for the caller. */
  get done(): boolean {
    return this.#filter?.done === true;
  }

  #start(): string {
    if (this.#started) return "";
    this.#started = true;
    const { id, model } = this.#head;
    const message = {
      id,
      type: "message",
      role: "assistant",
      model,
      content: [],
      stop_reason: null,
      stop_sequence: null,
      usage: this.#usage,
    };
    return sseEvent({ type: "message_start", message });
  }

  #begin(place: number, kind: OpenBlock["kind"], block?: Json): string {
    const before = this.#start() + this.#close();
    this.#open = { place, kind, secret: [] };
    if (block === undefined) return before;
    return before + sseEvent({ type: "content_block_start", index: this.#index, content_block: block });
  }

  #delta(delta: Json): string {
    return sseEvent({ type: "content_block_delta", index: this.#index, delta });
  }

  #close(): string {
    const open = this.#open;
    if (open === undefined) return "";
    this.#open = undefined;
    if (open.kind === "ignored") return "";
    let out = "";
    if (open.kind === "answer") {
      const rest = this.#answer?.end() ?? "";
      if (rest !== "") out = this.#delta({ type: "text_delta", text: rest });
    } else if (open.kind === "redacted") {
      const content_block = { type: "redacted_thinking", data: encodeBase64(joined(open.secret)) };
      out = sseEvent({ type: "content_block_start", index: this.#index, content_block });
    }
    return out + sseEvent({ type: "content_block_stop", index: this.#index++ });
  }

  #ensure(place: number, kind: "text" | "thinking"): string {
    if (this.#open?.place === place && this.#open.kind === kind) return "";
    return this.#begin(
      place,
      kind,
      kind === "text" ? { type: "text", text: "" } : {
        type: "thinking",
        thinking: "",
        signature: "",
      },
    );
  }

  #text(place: number, text: string): string {
    if (this.#held !== undefined) {
      this.#held += text;
      return "";
    }
    const kept = this.#filter === undefined ? text : this.#filter.push(text);
    if (this.#filter?.done) {
      this.#stopReason = "stop_sequence";
      this.#stopSequence = this.#filter.met ?? null;
    }
    return kept === "" ? "" : this.#ensure(place, "text") + this.#delta({ type: "text_delta", text: kept });
  }

  /** Lets the text go that waited for an answer in a tool's input, and what a filter held back. */
  #release(): string {
    const held = this.#held;
    this.#held = undefined;
    let out = held === undefined || held === "" || this.#isAnswered ? "" : this.#text(-1, held);
    const rest = this.#filter?.end() ?? "";
    if (rest !== "") {
      out += this.#ensure(this.#open?.place ?? -1, "text") + this.#delta({ type: "text_delta", text: rest });
    }
    return out;
  }

  #blockStart({ start, contentBlockIndex }: ContentBlockStartEvent): string {
    if (start.toolUse === undefined) return "";
    const { toolUseId: id, name } = start.toolUse;
    if (name === this.#request.format.tool) {
      if (this.#isAnswered || this.#called) return this.#begin(contentBlockIndex, "ignored");
      this.#isAnswered = true;
      return this.#begin(contentBlockIndex, "answer", { type: "text", text: "" });
    }
    const before = this.#release();
    this.#called = true;
    const called = this.#request.names.get(name) ?? name;
    return before + this.#begin(contentBlockIndex, "tool", { type: "tool_use", id, name: called, input: {} });
  }

  #blockDelta({ delta, contentBlockIndex: place }: ContentBlockDeltaEvent): string {
    if (delta.text !== undefined) return this.#text(place, delta.text);
    if (delta.toolUse !== undefined) {
      const { input } = delta.toolUse;
      if (this.#open?.place !== place) return "";
      if (this.#open.kind === "tool") return this.#delta({ type: "input_json_delta", partial_json: input });
      if (this.#open.kind !== "answer") return "";
      const text = this.#answer === undefined ? input : this.#answer.push(input);
      return text === "" ? "" : this.#delta({ type: "text_delta", text });
    }
    if (delta.citation !== undefined) {
      const citation = citationOf(delta.citation);
      return citation === undefined
        ? ""
        : this.#ensure(place, "text") + this.#delta({ type: "citations_delta", citation });
    }
    const thought = delta.reasoningContent;
    if (thought === undefined) return "";
    if (thought.redactedContent !== undefined) {
      const before = this.#open?.place === place && this.#open.kind === "redacted"
        ? ""
        : this.#begin(place, "redacted");
      this.#open!.secret.push(thought.redactedContent);
      return before;
    }
    return this.#ensure(place, "thinking") + this.#delta(
      thought.text === undefined
        ? { type: "signature_delta", signature: thought.signature ?? "" }
        : { type: "thinking_delta", thinking: thought.text },
    );
  }

  /** Translates one event. */
  push(event: ConverseStreamEvent): string {
    if (event.contentBlockDelta !== undefined) return this.#blockDelta(event.contentBlockDelta);
    if (event.messageStart !== undefined) return this.#start();
    if (event.contentBlockStart !== undefined) return this.#blockStart(event.contentBlockStart);
    if (event.contentBlockStop !== undefined) {
      return this.#open?.place === event.contentBlockStop.contentBlockIndex ? this.#close() : "";
    }
    if (event.messageStop !== undefined) {
      this.#stopReason = event.messageStop.stopReason;
      this.#stopSequence = stopSequenceOf(event.messageStop.additionalModelResponseFields);
      // an unusable answer is told as an error before anything says that it ended
      stopReasonOf(this.#stopReason, this.#called);
      return this.#start() + this.#release() + this.#close();
    }
    if (event.metadata !== undefined) this.#usage = usageOf(event.metadata.usage);
    return event.metadata === undefined ? "" : this.#finish();
  }

  #finish(): string {
    if (this.#ended) return "";
    this.#ended = true;
    const delta = {
      stop_reason: stopReasonOf(this.#stopReason, this.#called),
      stop_sequence: this.#stopSequence,
    };
    return this.#start() + this.#release() + this.#close() +
      sseEvent({ type: "message_delta", delta, usage: this.#usage }) + sseEvent({ type: "message_stop" });
  }

  /** Ends the stream. */
  end(): string {
    return this.#finish();
  }

  /** Breaks the stream. */
  fail(error: GatewayError): string {
    this.#ended = true;
    return sseError(error);
  }
}
