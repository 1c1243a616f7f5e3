/**
 * Turns of a person in, turns of a model out, and all of them kept: what `chat` is about.
 *
 * @module
 */
import type { BedrockRuntime } from "../client/bedrock_runtime.ts";
import { toWire } from "../client/request.ts";
import type {
  ContentBlock,
  ConverseStreamEvent,
  InferenceConfiguration,
  Message,
  TokenUsage,
} from "../models/converse.ts";

/** What has been said, and how it goes on. */
export class Conversation {
  /** The model that answers. */
  modelId: string;
  /** Instructions, before the conversation. */
  system: string | undefined;
  /** What has been said. */
  messages: Message[] = [];
  /** What the next turn of the person brings along. */
  attached: ContentBlock[] = [];
  /** Parameters. */
  readonly inferenceConfig: InferenceConfiguration;
  /** What it took so far. */
  readonly usage = { inputTokens: 0, outputTokens: 0 };

  /**
   * Begins a conversation.
   *
   * @param modelId The model.
   * @param system Instructions.
   * @param inferenceConfig Parameters.
   */
  constructor(modelId: string, system: string | undefined, inferenceConfig: InferenceConfiguration) {
    this.modelId = modelId;
    this.system = system;
    this.inferenceConfig = inferenceConfig;
  }

  /**
   * Says something, and gives the answer event by event. What was said is kept with what was answered; when nothing was, both
   * are forgotten. An answer that was cut short is kept as far as it came.
   *
   * @param runtime Who carries it.
   * @param text What the person says.
   * @param signal Gives the answer up.
   */
  async *say(runtime: BedrockRuntime, text: string, signal: AbortSignal): AsyncGenerator<ConverseStreamEvent> {
    const turn: Message = { role: "user", content: [...this.attached, { text }] };
    let answer = "";
    try {
      const stream = await runtime.converseStream({
        modelId: this.modelId,
        messages: [...this.messages, turn],
        ...(this.system === undefined ? {} : { system: [{ text: this.system }] }),
        ...(Object.keys(this.inferenceConfig).length === 0 ? {} : { inferenceConfig: this.inferenceConfig }),
      }, { signal });
      for await (const event of stream) {
        answer += event.contentBlockDelta?.delta?.text ?? "";
        if (event.metadata?.usage) this.#count(event.metadata.usage);
        yield event;
      }
    } finally {
      // Models refuse a last turn that ends in white space, or is empty
      if (answer.trimEnd() !== "") {
        this.messages.push(turn, { role: "assistant", content: [{ text: answer.trimEnd() }] });
        this.attached = [];
      }
    }
  }

  /**
   * Forgets the last turn of both.
   *
   * @returns What the person said in it; `undefined` when there is nothing to forget.
   */
  undo(): string | undefined {
    const [turn] = this.messages.splice(-2);
    if (turn === undefined) return undefined;
    const last = turn.content.at(-1);
    this.attached = turn.content.slice(0, -1);
    return last?.text ?? "";
  }

  /** The whole as JSON; bytes are base64. */
  toJson(): string {
    const { modelId, system, messages } = this;
    return `${JSON.stringify(toWire({ modelId, system, messages }), null, 2)}\n`;
  }

  /**
   * Goes on from where {@linkcode Conversation.toJson} was called.
   *
   * @param text The JSON.
   * @throws {SyntaxError} When it is no conversation.
   */
  fromJson(text: string): void {
    const { modelId, system, messages } = (JSON.parse(text) ?? {}) as Partial<Conversation>;
    if (
      !Array.isArray(messages) || messages.some((one) => typeof one?.role !== "string" || !Array.isArray(one.content))
    ) {
      throw new SyntaxError("it is no conversation, wanted what /save wrote");
    }
    this.messages = messages;
    if (typeof modelId === "string") this.modelId = modelId;
    this.system = typeof system === "string" ? system : undefined;
  }

  #count({ inputTokens = 0, outputTokens = 0 }: Partial<TokenUsage>): void {
    this.usage.inputTokens += inputTokens;
    this.usage.outputTokens += outputTokens;
  }
}
