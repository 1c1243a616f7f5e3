/**
 * The pieces of an answer's calls in, the events that tell of them in the caller's names out.
 *
 * @module
 */
import type { ToolUseBlockStart } from "../models/converse.ts";
import { toolCall } from "./openai_chat_reply.ts";
import type { ItemStatus, ItemWriter, OpenItem } from "./openai_responses_items.ts";
import type { ResponsesAnswer } from "./openai_responses_request.ts";
import { type TextFilter, unwrapping } from "./openai_text.ts";
import { customInput } from "./openai_tools.ts";

/** A call whose input is arriving. */
interface OpenCall {
  /** Its item; none when the input is the answer, or a second one. */
  open?: OpenItem;
  /** The tool, in Converse's spelling. */
  name: string;
  input: string;
  /** Whether its pieces go on as they come: those of custom tools have to be read whole. */
  passes: boolean;
  /** Takes the answer out of the input, when the input is the answer. */
  answer?: TextFilter;
  /** Whether all of it is there. */
  stopped: boolean;
}

/** Writes the calls of one response, and the answer that comes as a tool's input. */
export class CallWriter {
  /** Whether the caller has something to call. */
  isCalled = false;
  /** Whether the answer came as a tool's input. */
  isAnswered = false;
  #request: ResponsesAnswer;
  #items: ItemWriter;
  #calls = new Map<number, OpenCall>();

  /**
   * Starts without calls.
   *
   * @param request The request that is answered.
   * @param items Where items are written.
   */
  constructor(request: ResponsesAnswer, items: ItemWriter) {
    this.#request = request;
    this.#items = items;
  }

  /** Takes a call that brings the answer, and says whether it is one. */
  takesAnswer(block: number, { name }: ToolUseBlockStart): boolean {
    const { format } = this.#request.chat;
    if (name !== format.tool) return false;
    const isFirst = !this.isAnswered && !this.isCalled;
    const answer = format.wrapped ? unwrapping("value") : { push: (text: string) => text, end: () => "" };
    this.isAnswered = true;
    const call = { name, input: "", passes: false, stopped: false };
    this.#calls.set(block, isFirst ? { ...call, answer } : call);
    return true;
  }

  /** Begins a call. */
  start(block: number, { toolUseId, name }: ToolUseBlockStart): string {
    const { chat, groups } = this.#request;
    const { name: spoken, kind } = chat.names.get(name) ?? { name, kind: "function" };
    const isCustom = kind === "custom";
    const called = groups.get(spoken) ?? { name: spoken };
    const open = this.#items.startCall({ call_id: toolUseId, ...called }, isCustom);
    this.isCalled = true;
    this.#calls.set(block, { open, name, input: "", passes: !isCustom, stopped: false });
    return open.told;
  }

  /** Takes a piece of what a tool is called with. */
  input(block: number, piece: string): string {
    const call = this.#calls.get(block);
    if (call === undefined || piece === "") return "";
    call.input += piece;
    if (call.answer !== undefined) return this.#items.text(call.answer.push(piece));
    return call.passes ? this.#items.input(call.open!, piece) : "";
  }

  /** Notes that all of a call is there. It ends with what comes next, which tells whether it was cut. */
  stop(block: number): void {
    const call = this.#calls.get(block);
    if (call !== undefined) call.stopped = true;
  }

  /** Ends the calls that are whole. */
  endWhole(): string {
    let out = "";
    for (const [block, call] of this.#calls) if (call.stopped) out += this.#end(block, call);
    return out;
  }

  /** Ends all calls. */
  end(status: ItemStatus): string {
    let out = "";
    for (const [block, call] of this.#calls) out += this.#end(block, call, status);
    return out;
  }

  #end(block: number, call: OpenCall, status?: ItemStatus): string {
    this.#calls.delete(block);
    const { answer, input, name, open, passes } = call;
    if (answer !== undefined) return this.#items.text(input === "" ? "{}" : answer.end());
    if (open === undefined) return "";
    let rest = input === "" ? "{}" : "";
    if (!passes) {
      const told = toolCall(this.#request.chat, "", name, customInput(input));
      rest = (told.custom as { input: string }).input;
    }
    return (rest === "" ? "" : this.#items.input(open, rest)) + this.#items.endCall(open, status);
  }
}
