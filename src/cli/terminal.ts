/**
 * The machine in, the little of it that commands may touch out: the only file of this house that says `Deno`.
 *
 * @module
 */

/** Where a command may listen, and what stops it. */
export interface Listening {
  /** The address, `http://127.0.0.1:8001`. */
  url: string;
  /** Resolves when nothing is served any more. */
  finished: Promise<void>;
  /** Takes no further connection, and lets what is being answered be answered. */
  shutdown(): Promise<void>;
}

/** A file that is being written. */
export interface Sink {
  /** Writes on. */
  write(data: string | Uint8Array): Promise<void>;
  /** Ends the file. */
  close(): void;
}

/** Asks for lines, one by one. */
export interface LineReader {
  /** Gives the next line; `undefined` when there is none any more. */
  ask(prompt: string): Promise<string | undefined>;
  /** Drops what is typed so far, and asks again. */
  restart(): void;
  /** Hides what is typed, while something else is written. */
  mute(isMuted: boolean): void;
  /** Gives the terminal back. */
  close(): void;
}

/** What a command may touch of the world. Tests bring their own. */
export interface Terminal {
  /** The words behind the program's name. */
  readonly args: readonly string[];
  /** What this runs on, for `version`. */
  readonly runtime: string;
  /** Which of the three are a person's, not a pipe or a file. */
  readonly isTerminal: Readonly<Record<"stdin" | "stdout" | "stderr", boolean>>;
  /** How many characters fit on a line. */
  readonly columns: number;
  /** Whether colours are unwanted, as `NO_COLOR` says. */
  readonly noColor: boolean;
  /** What carries requests. @default {globalThis.fetch} */
  readonly fetch?: typeof fetch;
  /** Looks a variable up; one that may not be read counts as unset. */
  env(name: string): string | undefined;
  /** What is piped in. */
  stdin(): ReadableStream<Uint8Array>;
  /** Writes to standard output, all of it. @throws {ClosedPipe} When nobody reads any more. */
  write(data: string | Uint8Array): Promise<void>;
  /** Writes to standard error, all of it. */
  writeError(text: string): Promise<void>;
  /** Reads a file. */
  readFile(path: string): Promise<Uint8Array>;
  /** Begins a file; what was in it before is gone. With `isNew`, fails when there is one already. */
  create(path: string, isNew?: boolean): Promise<Sink>;
  /** What time it is. */
  now(): Date;
  /** Does something again and again, until the function that it gives is called. */
  every(milliseconds: number, action: () => void): () => void;
  /** Tells of Ctrl-C (130) and of a request to end (143), until the function that it gives is called. */
  onInterrupt(listener: (code: number) => void): () => void;
  /** Asks for lines: with editing and history on a terminal, plainly else. */
  lines(complete: (line: string) => string[]): Promise<LineReader>;
  /** Serves on loopback. */
  serve(port: number, handler: (request: Request) => Promise<Response>): Listening;
  /** Ends the program at once. */
  exit(code: number): never;
}

/** Nobody reads what is written any more: no failure, an end. */
export class ClosedPipe extends Error {
  /** Always `ClosedPipe`. */
  override readonly name: string = "ClosedPipe";
}

const encoder = new TextEncoder();

/** The machine's own terminal. */
export function machineTerminal(): Terminal {
  const listeners = new Set<(code: number) => void>();
  // Where every key is read as it is pressed, Ctrl-C is a key and no signal
  const interrupt = (): void => [...listeners].at(-1)?.(130);
  return {
    args: Deno.args,
    runtime: `deno ${Deno.version.deno}`,
    isTerminal: {
      stdin: Deno.stdin.isTerminal(),
      stdout: Deno.stdout.isTerminal(),
      stderr: Deno.stderr.isTerminal(),
    },
    get columns(): number {
      try {
        return Deno.consoleSize().columns || 80;
      } catch {
        return 80;
      }
    },
    noColor: Deno.noColor,
    env(name): string | undefined {
      // Asked first, so that nobody is asked for a permission that can be done without
      const { state } = Deno.permissions.querySync({ name: "env", variable: name });
      return state === "granted" ? Deno.env.get(name) || undefined : undefined;
    },
    stdin: () => Deno.stdin.readable,
    write: (data) => writeAll(Deno.stdout, data),
    writeError: (text) =>
      writeAll(Deno.stderr, text).catch((error) => {
        if (!(error instanceof ClosedPipe)) throw error;
      }),
    readFile: (path) => Deno.readFile(path),
    async create(path, isNew = false): Promise<Sink> {
      const file = await Deno.open(path, { write: true, create: true, truncate: !isNew, createNew: isNew });
      return { write: (data) => writeAll(file, data), close: () => file.close() };
    },
    now: () => new Date(),
    every(milliseconds, action): () => void {
      const timer = setInterval(action, milliseconds);
      return () => clearInterval(timer);
    },
    onInterrupt(listener): () => void {
      const signals: [Deno.Signal, number][] = [["SIGINT", 130]];
      if (Deno.build.os !== "windows") signals.push(["SIGTERM", 143]);
      const handlers = signals.map(([signal, code]) => [signal, () => listener(code)] as const);
      for (const [signal, handler] of handlers) Deno.addSignalListener(signal, handler);
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
        for (const [signal, handler] of handlers) Deno.removeSignalListener(signal, handler);
      };
    },
    lines: (complete) =>
      Deno.stdin.isTerminal() ? editedLines(complete, interrupt) : Promise.resolve(pipedLines(Deno.stdin.readable)),
    serve(port, handler): Listening {
      const server = Deno.serve({ hostname: "127.0.0.1", port, onListen: () => {} }, handler);
      return {
        url: `http://127.0.0.1:${server.addr.port}`,
        finished: server.finished,
        shutdown: () => server.shutdown(),
      };
    },
    exit: (code) => Deno.exit(code),
  };
}

async function writeAll(to: { write(bytes: Uint8Array): Promise<number> }, data: string | Uint8Array): Promise<void> {
  let rest = typeof data === "string" ? encoder.encode(data) : data;
  try {
    while (rest.length > 0) rest = rest.subarray(await to.write(rest));
  } catch (cause) {
    if (cause instanceof Deno.errors.BrokenPipe) throw new ClosedPipe("Cannot write: nobody reads", { cause });
    throw cause;
  }
}

/**
 * Reads lines of a pipe.
 *
 * @param stdin The pipe.
 * @returns A reader that asks for nothing.
 */
export function pipedLines(stdin: ReadableStream<Uint8Array>): LineReader {
  const reader = stdin.pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>).getReader();
  let text = "";
  let isOver = false;
  return {
    async ask(): Promise<string | undefined> {
      for (;;) {
        const end = text.indexOf("\n");
        if (end >= 0 || isOver) {
          const line = end < 0 ? text : text.slice(0, end);
          if (end < 0 && line === "") return undefined;
          text = end < 0 ? "" : text.slice(end + 1);
          return line.replace(/\r$/, "");
        }
        const { done, value } = await reader.read();
        if (done) isOver = true;
        else text += value;
      }
    },
    restart: () => {},
    mute: () => {},
    close: () => void reader.cancel().catch(() => {}),
  };
}

/** Node's own line editor, which Deno brings along: arrows, history, completion. */
async function editedLines(complete: (line: string) => string[], interrupt: () => void): Promise<LineReader> {
  const [{ createInterface }, { default: process }, { Writable }] = await Promise.all([
    import("node:readline"),
    import("node:process"),
    import("node:stream"),
  ]);
  let isMuted = false;
  const output = new Writable({
    write(chunk: Uint8Array, _encoding: string, done: () => void): void {
      if (!isMuted) process.stdout.write(chunk);
      done();
    },
  });
  const editor = createInterface({
    input: process.stdin,
    output,
    terminal: true,
    historySize: 500,
    removeHistoryDuplicates: true,
    completer: (line: string) => [complete(line), line],
  });
  const typed: string[] = [];
  let waiting: ((line: string | undefined) => void) | undefined;
  let isOver = false;
  const give = (line: string | undefined): void => {
    if (waiting === undefined) { if (line !== undefined) typed.push(line); }
    else [waiting, line] = [void waiting(line), undefined];
  };
  editor.on("line", give);
  editor.on("SIGINT", interrupt);
  editor.on("close", () => {
    isOver = true;
    give(undefined);
  });
  return {
    ask(prompt): Promise<string | undefined> {
      if (typed.length > 0) return Promise.resolve(typed.shift());
      if (isOver) return Promise.resolve(undefined);
      editor.setPrompt(prompt);
      editor.prompt();
      return new Promise((resolve) => waiting = resolve);
    },
    restart(): void {
      for (const name of ["e", "u"]) editor.write(null, { ctrl: true, name });
      editor.prompt();
    },
    mute: (flag) => void (isMuted = flag),
    close: () => editor.close(),
  };
}
