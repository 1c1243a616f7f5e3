/**
 * Arguments, and what the world around them looks like, in; everything that a command did to that world out.
 *
 * @module
 */
import { run } from "../../src/cli/run.ts";
import { ClosedPipe, type LineReader, pipedLines, type Sink, type Terminal } from "../../src/cli/terminal.ts";
import { createEmulator } from "../../src/emulator/emulator.ts";

/** The world around a command. */
export interface Stage {
  /** What is piped in. */
  stdin?: string | Uint8Array;
  /** Which of the three are a person's. */
  people?: ("stdin" | "stdout" | "stderr")[];
  /** The environment. */
  env?: Record<string, string>;
  /** The files that are there. */
  files?: Record<string, string | Uint8Array>;
  /** What carries requests; an emulator unless it is given. */
  fetch?: typeof fetch;
  /** Whether `NO_COLOR` is set. */
  noColor?: boolean;
  /** What a person types, line by line; `^C` is Ctrl-C. */
  typed?: string[];
  /** Told of each piece that is written to standard output; what it throws is what writing fails with. */
  onWrite?: (text: string, world: Played) => unknown;
  /** Told when the stage is set. */
  onReady?: (world: Played) => void;
}

/** What a command did. */
export interface Played {
  /** The exit code. */
  code: number;
  /** Standard output. */
  out: string;
  /** Standard output, piece by piece. */
  pieces: string[];
  /** Standard error. */
  err: string;
  /** What was written to files. */
  files: Map<string, Uint8Array>;
  /** The bodies of the requests that were sent, parsed where they are JSON. */
  // deno-lint-ignore no-explicit-any -- tests look into any of them
  sent: any[];
  /** What time it is; it passes between what a person types. */
  time: number;
  /** Presses Ctrl-C. */
  interrupt(code?: number): void;
}

/** The end of the program that `exit` asked for. */
export class Exit extends Error {
  constructor(readonly code: number) {
    super(`exit ${code}`);
  }
}

/** Ends the reading, as a pipe does that nobody reads from. */
export function closePipe(): never {
  throw new ClosedPipe("nobody reads");
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();
const bytesOf = (data: string | Uint8Array): Uint8Array => typeof data === "string" ? encoder.encode(data) : data;
const failed = (name: string): Error => Object.assign(new Error(`os error: ${name}`), { name });

/** Runs a command on a stage. */
export async function play(args: string[], stage: Stage = {}): Promise<Played> {
  const listeners: ((code: number) => void)[] = [];
  const disk = new Map(Object.entries(stage.files ?? {}).map(([path, data]) => [path, bytesOf(data)]));
  const emulator = stage.fetch ?? createEmulator();
  const world: Played = {
    code: -1,
    out: "",
    pieces: [],
    err: "",
    files: new Map(),
    sent: [],
    time: Date.parse("2026-11-24T07:00:00Z"),
    interrupt: (code = 130) => listeners.at(-1)?.(code),
  };
  const terminal: Terminal = {
    args,
    runtime: "a stage",
    isTerminal: {
      stdin: stage.people?.includes("stdin") ?? stage.stdin === undefined,
      stdout: stage.people?.includes("stdout") ?? false,
      stderr: stage.people?.includes("stderr") ?? false,
    },
    columns: 80,
    noColor: stage.noColor ?? false,
    fetch: async (input, init) => {
      const request = new Request(input, init);
      const body = await request.clone().text();
      world.sent.push(/^[\[{]/.test(body) ? JSON.parse(body) : body);
      return await emulator(request);
    },
    env: (name) => stage.env?.[name],
    stdin: () => new Blob([bytesOf(stage.stdin ?? "") as Uint8Array<ArrayBuffer>]).stream(),
    // deno-lint-ignore require-await -- what is thrown must become a rejection
    async write(data): Promise<void> {
      const text = decoder.decode(bytesOf(data));
      world.pieces.push(text);
      world.out += text;
      stage.onWrite?.(text, world);
    },
    writeError: (text) => Promise.resolve(void (world.err += text)),
    // deno-lint-ignore require-await -- what is thrown must become a rejection
    async readFile(path): Promise<Uint8Array> {
      const found = world.files.get(path) ?? disk.get(path);
      if (found === undefined) throw failed("NotFound");
      return found;
    },
    // deno-lint-ignore require-await -- what is thrown must become a rejection
    async create(path, isNew): Promise<Sink> {
      if (isNew && (disk.has(path) || world.files.has(path))) throw failed("AlreadyExists");
      const pieces: Uint8Array[] = [];
      const keep = (): void => void world.files.set(path, concat(pieces));
      keep();
      return {
        write: (data) => Promise.resolve(void pieces.push(bytesOf(data))),
        close: keep,
      };
    },
    now: () => new Date(world.time),
    every(_, action): () => void {
      for (let beat = 0; beat < 4; beat++) action();
      return () => {};
    },
    onInterrupt(listener): () => void {
      listeners.push(listener);
      return () => void listeners.splice(listeners.indexOf(listener), 1);
    },
    lines: () =>
      Promise.resolve(stage.typed === undefined ? pipedLines(terminal.stdin()) : typedLines(stage.typed, world)),
    serve: () => {
      throw new Error("nothing is served on a stage");
    },
    exit: (code) => {
      throw new Exit(code);
    },
  };
  stage.onReady?.(world);
  world.code = await run(terminal, "1.2.3");
  return world;
}

function typedLines(typed: string[], world: Played): LineReader {
  const rest = [...typed];
  let isClosed = false;
  const next = (): string | undefined => {
    while (rest[0] === "^C" && !isClosed) {
      rest.shift();
      world.time += 10_000;
      world.interrupt();
    }
    return isClosed ? undefined : rest.shift();
  };
  return {
    ask: (prompt) => {
      world.out += prompt;
      return Promise.resolve(next());
    },
    restart: () => {},
    mute: () => {},
    close: () => void (isClosed = true),
  };
}

function concat(pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
