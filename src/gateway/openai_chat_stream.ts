/**
 * Converse's stream events in, the SSE text of OpenAI's chat completion chunks out.
 *
 * @module
 */
import type { ContentBlockDelta, ConverseStreamEvent } from "../models/converse.ts";
import type { StreamTranslator } from "./dialect.ts";
import { errorBodyOf } from "./errors.ts";
import type { GatewayError } from "./gateway_error.ts";
import { finishOf, type ReplyHead, textFilter, thinkingBlock, toolCall, usageOf } from "./openai_chat_reply.ts";
import type { ChatAnswer } from "./openai_chat_request.ts";
import type { Json } from "./openai_fields.ts";
import { type TextFilter, unwrapping } from "./openai_text.ts";
import { customInput } from "./openai_tools.ts";

/** A call whose input is arriving. */
interface OpenCall {
  /** Its place among the calls, from 0: not the place of its block. */
  index: number;
  id: string;
  name: string;
  input: string;
  /** Whether its fragments go on as they come: those of custom tools have to be read whole. */
  passes: boolean;
  /** Takes the answer out of a tool's input, when the input is the answer. */
  answer?: TextFilter;
}

const AFTER_TEXT = '},"logprobs":null,"finish_reason":null}]}\n\n';

/** Writes the chunks of one chat completion. */
export class ChatStream implements StreamTranslator {
  #request: ChatAnswer;
  #head: string;
  /** What stands before a piece of text: most chunks differ in that alone. */
  #beforeText: string;
  #filter: TextFilter | undefined;
  #started = false;
  #finished = false;
  #calls = new Map<number, OpenCall>();
  #callCount = 0;
  #isAnswered = false;
  /** Text in front of an answer that comes as a tool's input: it goes when the answer comes, and is the answer when none does. */
  #held: string | undefined;
  #thoughts: Json[] = [];
  #thought = "";

  /**
   * Starts a stream.
   *
   * @param request The request that it answers.
   * @param head What it repeats of the request.
   */
  constructor(request: ChatAnswer, head: ReplyHead) {
    this.#request = request;
    const { id, created, model } = head;
    this.#head = `data: ${
      JSON.stringify({ id, object: "chat.completion.chunk", created, model }).slice(0, -1)
    },"choices":[`;
    this.#beforeText = `${this.#head}{"index":0,"delta":{"content":`;
    this.#filter = textFilter(request);
    if (request.format.tool !== undefined) this.#held = "";
  }

  /** Whether a stop sequence was met: what comes now is not for the caller. */
  get done(): boolean {
    return this.#filter?.done === true;
  }

  /** Whether what was used is told. */
  get wantsUsage(): boolean {
    return this.#request.includeUsage;
  }

  #chunk(delta: string, finish = "null"): string {
    return `${this.#head}{"index":0,"delta":${delta},"logprobs":null,"finish_reason":${finish}}]}\n\n`;
  }

  #delta(delta: Json): string {
    return this.#chunk(JSON.stringify(delta));
  }

  #content(text: string): string {
    return text === "" ? "" : this.#beforeText + JSON.stringify(text) + AFTER_TEXT;
  }

  #text(text: string): string {
    if (this.#held !== undefined) {
      this.#held += text;
      return "";
    }
    if (this.#filter === undefined) return this.#content(text);
    const out = this.#content(this.#filter.push(text));
    return this.#filter.done ? out + this.#finish("stop_sequence") : out;
  }

  /** Lets the text go that waited for an answer in a tool's input. */
  #release(): string {
    const held = this.#held;
    this.#held = undefined;
    return held === undefined || this.#isAnswered ? "" : this.#text(held);
  }

  #call(index: number, id: string, converseName: string): string {
    if (converseName === this.#request.format.tool) {
      const answer = this.#request.format.wrapped
        ? unwrapping("value")
        : { push: (text: string) => text, end: () => "" };
      const isFirst = !this.#isAnswered && this.#callCount === 0;
      this.#isAnswered = true;
      const open = { index: -1, id, name: converseName, input: "", passes: false };
      this.#calls.set(index, isFirst ? { ...open, answer } : open);
      return "";
    }
    const { name, kind } = this.#request.names.get(converseName) ?? { name: converseName, kind: "function" };
    const before = this.#release();
    const call: OpenCall = { index: this.#callCount++, id, name: converseName, input: "", passes: kind === "function" };
    this.#calls.set(index, call);
    if (kind === "custom" || (this.#request.legacy && call.index > 0)) return before;
    const called = { name, arguments: "" };
    if (this.#request.legacy) return before + this.#delta({ function_call: called });
    return before + this.#delta({ tool_calls: [{ index: call.index, id, type: "function", function: called }] });
  }

  #arguments(call: OpenCall, text: string): string {
    if (this.#request.legacy) return call.index > 0 ? "" : this.#delta({ function_call: { arguments: text } });
    return this.#chunk(`{"tool_calls":[{"index":${call.index},"function":{"arguments":${JSON.stringify(text)}}}]}`);
  }

  #input(call: OpenCall, text: string): string {
    call.input += text;
    if (call.answer !== undefined) return this.#content(call.answer.push(text));
    return call.passes && text !== "" ? this.#arguments(call, text) : "";
  }

  #closeCall(index: number): string {
    const call = this.#calls.get(index);
    if (call === undefined) return "";
    this.#calls.delete(index);
    if (call.answer !== undefined) return call.input === "" ? this.#content("{}") : this.#content(call.answer.end());
    if (call.index < 0) return "";
    if (call.passes) return call.input === "" ? this.#arguments(call, "{}") : "";
    const told = toolCall(this.#request, call.id, call.name, customInput(call.input));
    if (told.type === "custom") return this.#delta({ tool_calls: [{ index: call.index, ...told }] });
    return this.#arguments(call, (told.function as { arguments: string }).arguments);
  }

  #reasoning(delta: NonNullable<ContentBlockDelta["reasoningContent"]>): string {
    if (delta.text !== undefined) {
      this.#thought += delta.text;
      const text = JSON.stringify(delta.text);
      return this.#chunk(`{"reasoning_content":${text},"reasoning":${text}}`);
    }
    const thought = thinkingBlock(this.#thought, delta.signature, delta.redactedContent);
    if (thought !== undefined) this.#thoughts.push(thought);
    this.#thought = "";
    return "";
  }

  #finish(stopReason: string): string {
    let out = "";
    for (const index of [...this.#calls.keys()]) out += this.#closeCall(index);
    out += this.#release();
    // letting held text go may have met a stop sequence, which finishes
    if (this.#finished) return out;
    if (this.#filter !== undefined) out += this.#content(this.#filter.end());
    const finish = finishOf(stopReason, this.#callCount > 0, this.#request.legacy);
    this.#finished = true;
    const delta = this.#thoughts.length > 0 ? { thinking_blocks: this.#thoughts } : {};
    return out + this.#chunk(JSON.stringify(delta), `"${finish}"`);
  }

  /** Translates one event. */
  push(event: ConverseStreamEvent): string {
    let out = "";
    if (!this.#started) {
      this.#started = true;
      out = this.#chunk('{"role":"assistant","content":""}');
    }
    if (event.metadata !== undefined) {
      if (!this.#request.includeUsage) return out;
      return `${out}${this.#head.slice(0, -1)}[],"usage":${JSON.stringify(usageOf(event.metadata.usage))}}\n\n`;
    }
    if (this.#finished) return out;
    if (event.contentBlockDelta !== undefined) {
      const { delta, contentBlockIndex } = event.contentBlockDelta;
      if (delta.text !== undefined) return out + this.#text(delta.text);
      if (delta.toolUse !== undefined) {
        const call = this.#calls.get(contentBlockIndex);
        return call === undefined ? out : out + this.#input(call, delta.toolUse.input ?? "");
      }
      return delta.reasoningContent === undefined ? out : out + this.#reasoning(delta.reasoningContent);
    }
    if (event.contentBlockStart !== undefined) {
      const { start, contentBlockIndex } = event.contentBlockStart;
      if (start.toolUse === undefined) return out;
      return out + this.#call(contentBlockIndex, start.toolUse.toolUseId, start.toolUse.name);
    }
    if (event.contentBlockStop !== undefined) return out + this.#closeCall(event.contentBlockStop.contentBlockIndex);
    return event.messageStop === undefined ? out : out + this.#finish(event.messageStop.stopReason);
  }

  /** Ends the stream. */
  end(): string {
    return "data: [DONE]\n\n";
  }

  /** Breaks the stream: no finish chunk, because one would make a broken answer look whole. */
  fail(error: GatewayError): string {
    return `data: ${JSON.stringify(errorBodyOf(error, "openai"))}\n\n`;
  }
}
