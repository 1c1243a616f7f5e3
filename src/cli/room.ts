/**
 * What a command finds when it comes in: its arguments, the terminal, what stops it, and the way to Bedrock.
 *
 * @module
 */
import type { Bedrock } from "../client/bedrock.ts";
import type { BedrockRuntime } from "../client/bedrock_runtime.ts";
import { toWire } from "../client/request.ts";
import { type Arguments, UsageError } from "./arguments.ts";
import { connect, type Connection } from "./connection.ts";
import { harmless, type Paint, painter } from "./paint.ts";
import type { Terminal } from "./terminal.ts";

/** What a {@linkcode Room} is made of. */
export interface RoomOptions {
  /** The terminal. */
  terminal: Terminal;
  /** The arguments. */
  args: Arguments;
  /** Aborted when the program is to stop. */
  signal: AbortSignal;
  /** The program's version. */
  version: string;
}

/** A command's surroundings. */
export class Room {
  /** The terminal. */
  readonly terminal: Terminal;
  /** The arguments. */
  readonly args: Arguments;
  /** Aborted when the program is to stop. */
  readonly signal: AbortSignal;
  /** The program's version. */
  readonly version: string;
  /** Colours of standard output. */
  readonly paint: Paint;
  /** Colours of standard error. */
  readonly note: Paint;
  /** Hears of Ctrl-C instead of the program's end, while it is set. */
  onInterrupt: (() => void) | undefined;
  #connection: Promise<Connection> | undefined;

  /**
   * Furnishes a room.
   *
   * @param options What it is made of.
   */
  constructor({ terminal, args, signal, version }: RoomOptions) {
    this.terminal = terminal;
    this.args = args;
    this.signal = signal;
    this.version = version;
    const isColoured = !terminal.noColor && terminal.env("TERM") !== "dumb";
    this.paint = painter(isColoured && terminal.isTerminal.stdout);
    this.note = painter(isColoured && terminal.isTerminal.stderr);
  }

  /** The way to Bedrock, as the arguments and the environment have it. */
  connection(): Promise<Connection> {
    return this.#connection ??= connect(this);
  }

  /** The runtime's client. */
  async runtime(): Promise<BedrockRuntime> {
    const [{ options }, { BedrockRuntime }] = await Promise.all([
      this.connection(),
      import("../client/bedrock_runtime.ts"),
    ]);
    return new BedrockRuntime(options);
  }

  /** The control plane's client. */
  async control(): Promise<Bedrock> {
    const [{ options }, { Bedrock }] = await Promise.all([this.connection(), import("../client/bedrock.ts")]);
    return new Bedrock(options);
  }

  /**
   * The id of the model that the arguments, or `BEDROCK_MODEL`, name.
   *
   * @param fallback The model when nobody names one.
   * @returns The id to call; a name that has the shape of an id is one.
   */
  async modelId(fallback?: string): Promise<string> {
    const name = this.args.text("model") ?? this.args.text("model-id") ??
      (fallback === undefined ? undefined : this.terminal.env("BEDROCK_MODEL")) ?? fallback;
    if (name === undefined) throw new UsageError("--model-id is missing");
    return await this.resolveModel(name);
  }

  /**
   * The id that a name stands for.
   *
   * @param name An id, which stands for itself, or a short name.
   * @returns The id to call.
   */
  async resolveModel(name: string): Promise<string> {
    const [{ region }, { ModelDirectory }] = await Promise.all([
      this.connection(),
      import("../gateway/model_directory.ts"),
    ]);
    return (await new ModelDirectory({ aliases: {} }).resolve(name, region)).modelId;
  }

  /** Writes somebody else's text: as it is to a file or a pipe, harmless to a terminal. */
  print(text: string): Promise<void> {
    return this.terminal.write(this.terminal.isTerminal.stdout ? harmless(text) : text);
  }

  /** Writes lines. */
  printLines(lines: readonly string[]): Promise<void> {
    return this.terminal.write(lines.map((line) => `${line}\n`).join(""));
  }

  /** Writes a document as JSON; bytes are base64. */
  printJson(value: unknown): Promise<void> {
    return this.print(`${JSON.stringify(toWire(value, "document"), null, 2)}\n`);
  }

  /** Says something beside the result, on standard error. */
  say(text: string): Promise<void> {
    return this.terminal.writeError(`${this.note.dim(harmless(text))}\n`);
  }
}
