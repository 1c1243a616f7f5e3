/**
 * The events of a Converse stream in, one by one; the message that they make out.
 *
 * Loaded with the first stream that is collected.
 *
 * @module
 */
import type {
  Citation,
  ContentBlock,
  ContentBlockDelta,
  ContentBlockStart,
  ConverseOutput,
  ConverseStreamEvent,
  ConverseStreamMetadataEvent,
  ImageBlockDelta,
  Message,
  MessageStopEvent,
  ReasoningContentBlockDelta,
  ToolResultBlockDelta,
} from "../models/converse.ts";
import type { Document } from "../models/document.ts";
import { joined } from "../wire/joined.ts";
import { BedrockError } from "./errors.ts";

/** What is known of a block so far: pieces, which become one when the message is over. */
interface Pieces {
  start?: ContentBlockStart;
  /** Whether anything was said of what the block holds. */
  filled?: true;
  text: string;
  toolInput: string;
  toolResult: ToolResultBlockDelta[];
  thought: string;
  signature: string;
  redacted: Uint8Array[];
  citations: Citation[];
  bytes: Uint8Array[];
  image?: ImageBlockDelta;
  /** Members that this library does not know. */
  others: Record<string, unknown>;
}

/** Puts an answer together. */
export class ConverseCollector {
  #role: Message["role"] = "assistant";
  readonly #blocks = new Map<number, Pieces>();
  #stop: MessageStopEvent | undefined;
  #metadata: ConverseStreamMetadataEvent | undefined;

  /**
   * Takes an event. One that this library does not know changes nothing.
   *
   * @param event The event.
   */
  add(event: ConverseStreamEvent): void {
    if (event.messageStart) this.#role = event.messageStart.role;
    else if (event.contentBlockStart) {
      const { start, contentBlockIndex } = event.contentBlockStart;
      this.#block(contentBlockIndex).start = start;
    } else if (event.contentBlockDelta) {
      const { delta, contentBlockIndex } = event.contentBlockDelta;
      addDelta(this.#block(contentBlockIndex), delta);
    } else if (event.messageStop) this.#stop = event.messageStop;
    else if (event.metadata) this.#metadata = event.metadata;
  }

  /**
   * Gives the whole answer.
   *
   * @returns The answer.
   * @throws {BedrockError} When the message is not over.
   */
  finish(): ConverseOutput {
    if (!this.#stop) {
      const text = [...this.#blocks.values()].map((block) => block.text).join("");
      throw new BedrockError("Cannot collect answer: the stream ended before its message did", {
        code: "StreamIncomplete",
        retryable: true,
        partial: { text, usage: this.#metadata?.usage ?? {} },
      });
    }
    const content = [...this.#blocks.entries()].sort(([a], [b]) => a - b).flatMap(([, block]) => blockOf(block) ?? []);
    const { stopReason, additionalModelResponseFields } = this.#stop;
    const {
      usage = { inputTokens: 0, outputTokens: 0, totalTokens: 0 },
      metrics = { latencyMs: 0 },
      ...rest
    } = this.#metadata ?? {};
    return {
      output: { message: { role: this.#role, content } },
      stopReason,
      usage,
      metrics,
      ...(additionalModelResponseFields === undefined ? {} : { additionalModelResponseFields }),
      ...rest,
    };
  }

  #block(index: number): Pieces {
    let block = this.#blocks.get(index);
    if (!block) {
      block = {
        text: "",
        toolInput: "",
        toolResult: [],
        thought: "",
        signature: "",
        redacted: [],
        citations: [],
        bytes: [],
        others: {},
      };
      this.#blocks.set(index, block);
    }
    return block;
  }
}

function addDelta(block: Pieces, delta: ContentBlockDelta): void {
  block.filled = true;
  if (delta.text !== undefined) block.text += delta.text;
  else if (delta.toolUse) block.toolInput += delta.toolUse.input;
  else if (delta.toolResult) addResults(block.toolResult, delta.toolResult);
  else if (delta.reasoningContent) addThought(block, delta.reasoningContent);
  else if (delta.citation) block.citations.push(delta.citation as Citation);
  else if (delta.image) {
    if (delta.image.source?.bytes) block.bytes.push(delta.image.source.bytes);
    block.image = { ...block.image, ...delta.image };
  } else Object.assign(block.others, delta);
}

function addThought(block: Pieces, { text, signature, redactedContent }: ReasoningContentBlockDelta): void {
  block.thought += text ?? "";
  block.signature += signature ?? "";
  if (redactedContent) block.redacted.push(redactedContent);
}

/** Texts that follow each other are pieces of one. */
function addResults(results: ToolResultBlockDelta[], deltas: ToolResultBlockDelta[]): void {
  for (const delta of deltas) {
    const last = results.at(-1);
    if (delta.text !== undefined && last?.text !== undefined) {
      results[results.length - 1] = { text: last.text + delta.text };
    } else results.push(delta);
  }
}

function blockOf(block: Pieces): ContentBlock | undefined {
  const { toolUse, toolResult, image } = block.start ?? {};
  if (toolUse) return { toolUse: { ...toolUse, input: inputOf(block.toolInput) } };
  if (toolResult) return { toolResult: { ...toolResult, content: block.toolResult } };
  if (image || block.image) {
    const { source, error } = block.image ?? {};
    const { format = "png" } = image ?? {};
    const whole = source?.s3Location ? source : { bytes: joined(block.bytes) };
    return { image: { format, source: whole, ...(error ? { error } : {}) } };
  }
  if (!block.filled) return undefined;
  if (block.redacted.length > 0) return { reasoningContent: { redactedContent: joined(block.redacted) } };
  if (block.thought || block.signature) {
    const { thought: text, signature } = block;
    return { reasoningContent: { reasoningText: { text, ...(signature ? { signature } : {}) } } };
  }
  if (block.citations.length > 0) {
    return { citationsContent: { content: [{ text: block.text }], citations: block.citations } };
  }
  if (!block.text && Object.keys(block.others).length > 0) return block.others as ContentBlock;
  return { text: block.text };
}

function inputOf(json: string): Document {
  if (json === "") return {};
  try {
    return JSON.parse(json);
  } catch {
    return json;
  }
}
