/**
 * An answer's pieces in, the events that tell of them out, and the items that they come to.
 *
 * Each item is added before its pieces, and keeps its id, type and place until it is done: OpenAI's client holds every
 * event against that.
 *
 * @module
 */
import { encodeBase64 } from "../wire/base64.ts";
import type { Json } from "./openai_fields.ts";

/** Whether an item came to its end. */
export type ItemStatus = "completed" | "incomplete";

/** An item whose pieces are arriving. */
export interface OpenItem {
  /** The item, which fills. */
  item: Json;
  /** Its place in the output. */
  place: number;
  /** The members by which its events name it, as JSON without braces. */
  at: string;
}

/** Writes the items of one response. */
export class ItemWriter {
  /** The items so far, in their order. */
  readonly output: Json[] = [];
  #id: string;
  #isSilent: boolean;
  #sequence = 0;
  #message: OpenItem & { part: { text: string; annotations: Json[] } } | undefined;

  /**
   * Starts an output.
   *
   * @param id The answer's own part of the ids of its items.
   * @param isSilent Whether only the items are wanted, and no events.
   */
  constructor(id: string, isSilent = false) {
    this.#id = id;
    this.#isSilent = isSilent;
  }

  /** Tells of something, given as JSON without braces. */
  #tell(type: string, members: string): string {
    if (this.#isSilent) return "";
    return `event: ${type}\ndata: {"type":"${type}","sequence_number":${this.#sequence++},${members}}\n\n`;
  }

  /** Tells of something. */
  event(type: string, members: Json): string {
    return this.#isSilent ? "" : this.#tell(type, JSON.stringify(members).slice(1, -1));
  }

  #piece(type: string, at: string, text: string, rest = ""): string {
    return this.#isSilent ? "" : this.#tell(type, `${at},"delta":${JSON.stringify(text)}${rest}`);
  }

  #whole(type: string, at: string, members: Json): string {
    return this.#isSilent ? "" : this.#tell(type, `${at},${JSON.stringify(members).slice(1, -1)}`);
  }

  #add(prefix: string, members: Json): OpenItem & { told: string } {
    const place = this.output.length;
    const item = { id: `${prefix}_${this.#id}${place}`, ...members };
    this.output.push(item);
    const told = this.event("response.output_item.added", { output_index: place, item });
    return { item, place, at: `"item_id":"${item.id}","output_index":${place}`, told };
  }

  #done({ item, place }: OpenItem): string {
    return this.event("response.output_item.done", { output_index: place, item });
  }

  /** How many characters the open message has. */
  get length(): number {
    return this.#message?.part.text.length ?? 0;
  }

  /** Tells a piece of text; the first opens a message. */
  text(piece: string): string {
    if (piece === "") return "";
    let out = "";
    if (this.#message === undefined) {
      const added = this.#add("msg", { type: "message", status: "in_progress", role: "assistant", content: [] });
      const part = { type: "output_text", text: "", annotations: [], logprobs: [] };
      const at = `${added.at},"content_index":0`;
      out = added.told + this.#whole("response.content_part.added", at, { part });
      added.item.content = [part];
      this.#message = { ...added, at, part };
    }
    this.#message.part.text += piece;
    return out + this.#piece("response.output_text.delta", this.#message.at, piece, ',"logprobs":[]');
  }

  /** Tells where a part of the open message's text comes from. */
  annotate(annotation: Json): string {
    if (this.#message === undefined) return "";
    const { annotations } = this.#message.part;
    annotations.push(annotation);
    const annotation_index = annotations.length - 1;
    return this.#whole("response.output_text.annotation.added", this.#message.at, { annotation_index, annotation });
  }

  /** Ends the open message, if there is one. */
  endText(status: ItemStatus = "completed"): string {
    const message = this.#message;
    if (message === undefined) return "";
    this.#message = undefined;
    message.item.status = status;
    const { at, part } = message;
    return this.#whole("response.output_text.done", at, { text: part.text, logprobs: [] }) +
      this.#whole("response.content_part.done", at, { part }) + this.#done(message);
  }

  /** Begins a thought. */
  startThought(): OpenItem & { told: string } {
    return this.#add("rs", { type: "reasoning", summary: [] });
  }

  /** Tells a piece of a thought; the first opens its summary. */
  thought(open: OpenItem, piece: string): string {
    const at = `${open.at},"summary_index":0`;
    const summary = open.item.summary as { text: string }[];
    let out = "";
    if (summary.length === 0) {
      const part = { type: "summary_text", text: "" };
      out = this.#whole("response.reasoning_summary_part.added", at, { part });
      summary.push(part);
    }
    summary[0]!.text += piece;
    return out + this.#piece("response.reasoning_summary_text.delta", at, piece);
  }

  /** Ends a thought. */
  endThought(open: OpenItem, sealed?: string): string {
    const at = `${open.at},"summary_index":0`;
    const [part] = open.item.summary as { text: string }[];
    if (sealed !== undefined) open.item.encrypted_content = sealed;
    const told = part === undefined
      ? ""
      : this.#whole("response.reasoning_summary_text.done", at, { text: part.text }) +
        this.#whole("response.reasoning_summary_part.done", at, { part });
    return told + this.#done(open);
  }

  /** Begins a call: of a function, or of a custom tool, whose input is a text. */
  startCall(call: Json, isCustom: boolean): OpenItem & { told: string } {
    const status = "in_progress";
    return isCustom
      ? this.#add("ctc", { type: "custom_tool_call", status, ...call, input: "" })
      : this.#add("fc", { type: "function_call", status, ...call, arguments: "" });
  }

  /** Tells a piece of what a tool is called with. */
  input({ item, at }: OpenItem, piece: string): string {
    const isCustom = item.type === "custom_tool_call";
    if (isCustom) item.input += piece;
    else item.arguments += piece;
    return this.#piece(
      isCustom ? "response.custom_tool_call_input.delta" : "response.function_call_arguments.delta",
      at,
      piece,
    );
  }

  /** Ends a call. */
  endCall(open: OpenItem, status: ItemStatus = "completed"): string {
    const { item, at } = open;
    item.status = status;
    const told = item.type === "custom_tool_call"
      ? this.#whole("response.custom_tool_call_input.done", at, { input: item.input })
      : this.#whole("response.function_call_arguments.done", at, { name: item.name, arguments: item.arguments });
    return told + this.#done(open);
  }

  /** Tells of an image, which has no pieces. */
  image(bytes: Uint8Array): string {
    const open = this.#add("ig", { type: "image_generation_call", status: "in_progress", result: null });
    open.item.status = "completed";
    open.item.result = encodeBase64(bytes);
    return open.told + this.#done(open);
  }
}
