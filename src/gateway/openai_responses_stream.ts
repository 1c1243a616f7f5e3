/**
 * Converse's stream events in, the SSE text of OpenAI's response events out, and the response that they come to.
 *
 * @module
 */
import type {
  CitationsDelta,
  ContentBlockDelta,
  ContentBlockStart,
  ConverseStreamEvent,
  TokenUsage,
} from "../models/converse.ts";
import { joined } from "../wire/joined.ts";
import type { StreamTranslator } from "./dialect.ts";
import { errorBodyOf } from "./errors.ts";
import type { GatewayError } from "./gateway_error.ts";
import { finishOf, textFilter, thinkingBlock } from "./openai_chat_reply.ts";
import type { Json } from "./openai_fields.ts";
import { CallWriter } from "./openai_responses_calls.ts";
import { responseOf } from "./openai_responses_head.ts";
import { type ItemStatus, ItemWriter, type OpenItem } from "./openai_responses_items.ts";
import type { ResponsesAnswer } from "./openai_responses_request.ts";
import { sealThought } from "./openai_responses_thought.ts";
import type { TextFilter } from "./openai_text.ts";

/** A thought that is arriving. */
interface OpenThought {
  open: OpenItem;
  block: number;
  text: string;
  signature: string;
  redacted: Uint8Array[];
}

/** Writes the events of one response. */
export class ResponseStream implements StreamTranslator {
  #request: ResponsesAnswer;
  #items: ItemWriter;
  #filter: TextFilter | undefined;
  #isStarted = false;
  #finish: string | undefined;
  #calls: CallWriter;
  /** Text in front of an answer that comes as a tool's input: it goes when the answer comes, and is the answer when none does. */
  #held: string | undefined;
  #thought: OpenThought | undefined;
  #image: Uint8Array[] | undefined;
  /** The block whose text is arriving, and where in the message it begins. */
  #block = { index: -1, start: 0 };
  #citations: CitationsDelta[] = [];
  #usage: TokenUsage | undefined;
  #tier: string | undefined;

  /**
   * Starts a stream.
   *
   * @param request The request that it answers.
   * @param isSilent Whether only {@linkcode response} is wanted, and no events.
   */
  constructor(request: ResponsesAnswer, isSilent = false) {
    this.#request = request;
    this.#items = new ItemWriter(request.id, isSilent);
    this.#calls = new CallWriter(request, this.#items);
    this.#filter = textFilter(request.chat);
    if (request.chat.format.tool !== undefined) this.#held = "";
  }

  /** Whether a stop sequence was met: what comes now is not for the caller. */
  get done(): boolean {
    return this.#filter?.done === true;
  }

  /** The response as far as it has come. */
  response(): Json {
    return responseOf(this.#request.head, {
      finish: this.#finish,
      output: this.#items.output,
      usage: this.#usage,
      tier: this.#tier,
    });
  }

  #text(text: string): string {
    if (this.#held !== undefined) {
      this.#held += text;
      return "";
    }
    if (this.#filter === undefined) return this.#items.text(text);
    const out = this.#items.text(this.#filter.push(text));
    return this.#filter.done ? out + this.#finishWith("stop_sequence") : out;
  }

  /** Lets the text go that waited for an answer in a tool's input. */
  #release(): string {
    const held = this.#held;
    this.#held = undefined;
    return held === undefined || this.#calls.isAnswered ? "" : this.#text(held);
  }

  /** Ends the message that is open: what comes next is of another kind. */
  #endText(status?: ItemStatus): string {
    let rest = "";
    if (this.#filter !== undefined && !this.#filter.done) {
      rest = this.#filter.end();
      this.#filter = textFilter(this.#request.chat);
    }
    return this.#items.text(rest) + this.#items.endText(status);
  }

  #endThought(): string {
    const thought = this.#thought;
    if (thought === undefined) return "";
    this.#thought = undefined;
    const { sealed, modelId } = this.#request;
    const { open, text, signature, redacted } = thought;
    const block = sealed
      ? thinkingBlock(text, signature, redacted.length > 0 ? joined(redacted) : undefined)
      : undefined;
    return this.#items.endThought(open, block && sealThought(block, modelId));
  }

  /** Ends what comes to its end by a block that follows it. */
  #endPrevious(block: number): string {
    const goesOn = this.#thought === undefined || this.#thought.block === block;
    return this.#calls.endWhole() + (goesOn ? "" : this.#endThought());
  }

  #start(index: number, start: ContentBlockStart): string {
    if (start.image !== undefined) this.#image = [];
    if (start.toolUse === undefined) return "";
    if (this.#calls.takesAnswer(index, start.toolUse)) return "";
    const out = this.#release();
    // letting held text go may have met a stop sequence, which finishes
    if (this.#finish !== undefined) return out;
    return out + this.#endText() + this.#calls.start(index, start.toolUse);
  }

  #reason(block: number, delta: NonNullable<ContentBlockDelta["reasoningContent"]>): string {
    let out = "";
    if (this.#thought?.block !== block) {
      out = this.#endText();
      const open = this.#items.startThought();
      out += open.told;
      this.#thought = { open, block, text: "", signature: "", redacted: [] };
    }
    const thought = this.#thought!;
    if (delta.text !== undefined) {
      thought.text += delta.text;
      if (this.#request.shown && delta.text !== "") out += this.#items.thought(thought.open, delta.text);
    }
    thought.signature += delta.signature ?? "";
    if (delta.redactedContent !== undefined) thought.redacted.push(delta.redactedContent);
    return out;
  }

  #delta(index: number, delta: ContentBlockDelta): string {
    const out = this.#endPrevious(index);
    if (delta.text !== undefined) {
      if (this.#block.index !== index) this.#block = { index, start: this.#items.length };
      return out + this.#text(delta.text);
    }
    if (delta.toolUse !== undefined) return out + this.#calls.input(index, delta.toolUse.input ?? "");
    if (delta.citation !== undefined) this.#citations.push(delta.citation);
    if (delta.image?.source?.bytes !== undefined) this.#image?.push(delta.image.source.bytes);
    return delta.reasoningContent === undefined ? out : out + this.#reason(index, delta.reasoningContent);
  }

  /** Tells the web pages that a block's text comes from. */
  #cite(): string {
    let out = "";
    for (const { location, title } of this.#citations) {
      const url = location?.web?.url;
      if (url === undefined) continue;
      const range = { start_index: this.#block.start, end_index: this.#items.length };
      out += this.#items.annotate({ type: "url_citation", url, title: title ?? url, ...range });
    }
    this.#citations = [];
    return out;
  }

  #stop(index: number): string {
    this.#calls.stop(index);
    if (this.#citations.length > 0) return this.#cite();
    if (this.#image !== undefined) {
      const bytes = joined(this.#image);
      this.#image = undefined;
      return bytes.length === 0 ? "" : this.#endText() + this.#items.image(bytes);
    }
    return this.#thought?.block === index ? this.#endThought() : "";
  }

  #finishWith(stopReason: string): string {
    const finish = finishOf(stopReason, this.#calls.isCalled);
    const status = finish === "length" || finish === "content_filter" ? "incomplete" : "completed";
    const out = this.#endThought() + this.#calls.end(status) + this.#release();
    if (this.#finish !== undefined) return out; // as above
    this.#finish = finish;
    return out + this.#endText(status);
  }

  /** Translates one event. */
  push(event: ConverseStreamEvent): string {
    let out = "";
    if (!this.#isStarted) {
      this.#isStarted = true;
      const { head: response } = this.#request;
      out = this.#items.event("response.created", { response }) +
        this.#items.event("response.in_progress", { response });
    }
    if (event.metadata !== undefined) {
      this.#usage = event.metadata.usage;
      this.#tier = event.metadata.serviceTier?.type;
      return out;
    }
    if (this.#finish !== undefined) return out;
    const { contentBlockDelta, contentBlockStart, contentBlockStop, messageStop } = event;
    if (contentBlockDelta !== undefined) {
      return out + this.#delta(contentBlockDelta.contentBlockIndex, contentBlockDelta.delta);
    }
    if (contentBlockStart !== undefined) {
      const { contentBlockIndex, start } = contentBlockStart;
      return out + this.#endPrevious(contentBlockIndex) + this.#start(contentBlockIndex, start);
    }
    if (contentBlockStop !== undefined) return out + this.#stop(contentBlockStop.contentBlockIndex);
    return messageStop === undefined ? out : out + this.#finishWith(messageStop.stopReason);
  }

  /** Ends the stream: the counts came behind the last word, so that the whole response is told here. */
  end(): string {
    const response = this.response();
    return this.#items.event(`response.${response.status}`, { response });
  }

  /**
   * Breaks the stream. Clients throw on `error`; on `response.failed` alone they would not. OpenAI sends the members flat,
   * and its client of last year throws on nested ones only, so that both are there.
   */
  fail(error: GatewayError): string {
    const { message, code, param, ...more } = errorBodyOf(error, "openai").error as Json;
    return this.#items.event("error", { code, message, param, error: { ...more, message, code, param } });
  }
}
