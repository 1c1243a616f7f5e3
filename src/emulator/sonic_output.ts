/**
 * What is said goes in, the events that say it come out: the events of one completion, and what they cost.
 *
 * @module
 */
import type { AmazonNovaSonicUsage } from "../models/amazon_nova_sonic.ts";
import { uuidFrom } from "./hash.ts";
import type { JsonObject } from "./question.ts";
import { countTokens } from "./tokenizer.ts";
import { secondsOf, speakAloud } from "./voice.ts";

/** An event, as its chunk holds it. */
export type OutputChunk = { event: JsonObject };

/** Tokens of a second of speech. */
const SPEECH_RATE = 25;
const NOTHING = { input: { speechTokens: 0, textTokens: 0 }, output: { speechTokens: 0, textTokens: 0 } };
const PLAIN = { textOutputConfiguration: { mediaType: "text/plain" } };

/** The events of one completion. */
export class SonicOutput {
  readonly #name: { sessionId: string; promptName: string; completionId: string };
  readonly #rate: number | undefined;
  readonly #voice: unknown;
  #contents = 0;
  readonly #total = structuredClone(NOTHING);
  /** What was counted when it was last told. */
  #told = NOTHING;

  /** Begins a completion; without a rate, nothing is heard of it. */
  constructor(sessionId: string, promptName: string, voice: { rate: number; configuration: unknown } | undefined) {
    this.#name = { sessionId, promptName, completionId: uuidFrom(`completion of ${promptName} in ${sessionId}`) };
    this.#rate = voice?.rate;
    this.#voice = voice?.configuration;
  }

  /** Samples a second of what is heard, if anything is. */
  get rate(): number | undefined {
    return this.#rate;
  }

  /** The first event. */
  start(): OutputChunk {
    return { event: { completionStart: { ...this.#name } } };
  }

  /** The last event. */
  end(): OutputChunk {
    return { event: { completionEnd: { ...this.#name, stopReason: "END_TURN" } } };
  }

  /** What was read. */
  heard(text: string, bytes = 0, rate = 1): void {
    this.#total.input.textTokens += text === "" ? 0 : countTokens(text);
    this.#total.input.speechTokens += Math.ceil(secondsOf(bytes, rate) * SPEECH_RATE);
  }

  /** A text. */
  *text(content: string, role: string, stage: "SPECULATIVE" | "FINAL", stopReason: string): Generator<OutputChunk> {
    const id = this.#next();
    if (role === "ASSISTANT" && stage === "FINAL") this.#total.output.textTokens += countTokens(content);
    yield this.#start(id, "TEXT", role, {
      ...PLAIN,
      additionalModelFields: JSON.stringify({ generationStage: stage }),
    });
    yield { event: { textOutput: { ...this.#name, contentId: id, role, content } } };
    yield this.#stop(id, "TEXT", stopReason);
  }

  /** A text, foreseen, spoken, and said for good. */
  *speech(content: string): Generator<OutputChunk> {
    yield* this.text(content, "ASSISTANT", "SPECULATIVE", "PARTIAL_TURN");
    if (this.#rate !== undefined) {
      const sound = this.startSound();
      yield sound.start;
      for (const piece of speakAloud(content, this.#rate)) yield sound.piece(piece);
      yield sound.stop;
    }
    yield* this.text(content, "ASSISTANT", "FINAL", "END_TURN");
  }

  /** Sound, whose pieces come one by one. */
  startSound(): { start: OutputChunk; piece(content: string): OutputChunk; stop: OutputChunk } {
    const id = this.#next();
    return {
      start: this.#start(id, "AUDIO", "ASSISTANT", { audioOutputConfiguration: this.#voice }),
      piece: (content) => {
        const seconds = secondsOf(content.length * 3 >> 2, this.#rate!);
        this.#total.output.speechTokens += Math.ceil(seconds * SPEECH_RATE);
        return { event: { audioOutput: { ...this.#name, contentId: id, content } } };
      },
      stop: this.#stop(id, "AUDIO", "PARTIAL_TURN"),
    };
  }

  /** A call of a tool. */
  *toolUse(toolUseId: string, toolName: string, content: string): Generator<OutputChunk> {
    const id = this.#next();
    this.#total.output.textTokens += countTokens(content);
    yield this.#start(id, "TOOL", "TOOL", { toolUseOutputConfiguration: { mediaType: "application/json" } });
    yield { event: { toolUse: { ...this.#name, contentId: id, toolUseId, toolName, content } } };
    yield this.#stop(id, "TOOL", "TOOL_USE");
  }

  /** The counts so far, and what came since they were told last. */
  usage(): OutputChunk {
    const total = structuredClone(this.#total);
    const told = this.#told;
    const since = (way: "input" | "output"): AmazonNovaSonicUsage["input"] & object => ({
      speechTokens: total[way].speechTokens - told[way].speechTokens,
      textTokens: total[way].textTokens - told[way].textTokens,
    });
    const delta = { input: since("input"), output: since("output") };
    this.#told = total;
    const totalInputTokens = total.input.speechTokens + total.input.textTokens;
    const totalOutputTokens = total.output.speechTokens + total.output.textTokens;
    const totalTokens = totalInputTokens + totalOutputTokens;
    const details = { delta, total };
    return { event: { usageEvent: { ...this.#name, details, totalInputTokens, totalOutputTokens, totalTokens } } };
  }

  #next(): string {
    return uuidFrom(`content ${this.#contents++} of ${this.#name.completionId}`);
  }

  #start(contentId: string, type: string, role: string, more: JsonObject): OutputChunk {
    return { event: { contentStart: { ...this.#name, contentId, type, role, ...more } } };
  }

  #stop(contentId: string, type: string, stopReason: string): OutputChunk {
    return { event: { contentEnd: { ...this.#name, contentId, type, stopReason } } };
  }
}
