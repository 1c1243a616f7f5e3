/**
 * Arguments in, the command line as a program of its own out: piped, or under a pseudo-terminal.
 *
 * @module
 */
import { createEmulator, type EmulatorOptions } from "../../src/emulator/emulator.ts";

/** The permissions that the documentation asks for. */
export const PERMISSIONS = ["--allow-net", "--allow-env", "--allow-read", "--allow-write", "--allow-sys=homedir"];

/** The command line's file. */
export const CLI = new URL("../../src/cli.ts", import.meta.url).pathname;

/** An emulator on loopback that notices when its callers leave. */
export interface Far extends AsyncDisposable {
  /** Where. */
  url: string;
  /** Resolves when a caller left a stream before its end. */
  left: Promise<void>;
}

/** Serves an emulator. */
export function serveFar(options: EmulatorOptions = {}): Far {
  const { promise: left, resolve } = Promise.withResolvers<void>();
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen: () => {} },
    createEmulator({ ...options, onCancel: () => resolve() }),
  );
  return {
    url: `http://127.0.0.1:${server.addr.port}`,
    left,
    async [Symbol.asyncDispose](): Promise<void> {
      await server.shutdown();
    },
  };
}

/** How {@linkcode start} starts. */
export interface StartOptions {
  /** Permissions. @default {PERMISSIONS} */
  permissions?: string[];
  /** The environment, beside what a shell always has. */
  env?: Record<string, string>;
  /** Whether it runs under a pseudo-terminal. */
  pty?: boolean;
  /** What is piped in; nothing unless it is given. */
  input?: string;
  /** Another program, in place of the command line. */
  program?: string[];
}

/** What a program left. */
export interface Ended {
  /** The exit code. */
  code: number;
  /** All of standard output. */
  out: string;
  /** All of standard error. */
  err: string;
}

/** A program that runs. */
export interface Running {
  /** Types, on a pseudo-terminal. */
  type(text: string): Promise<void>;
  /** Reads standard output until it holds a text; gives all of it so far. */
  until(text: string): Promise<string>;
  /** Stops to read standard output, as `head` does. */
  closeOutput(): Promise<void>;
  /** Sends a signal. */
  kill(signal: Deno.Signal): void;
  /** Waits for the end; gives the exit code, and all that was written. */
  end(): Promise<Ended>;
}

/** What a program writes. Refused where there is no such program, whenever it is that the runtime finds out. */
export async function outputOf(program: string, ...args: string[]): Promise<string> {
  const { stdout } = await new Deno.Command(program, { args, stdout: "piped", stderr: "null" }).output();
  return new TextDecoder().decode(stdout);
}

/** Whether this machine can make pseudo-terminals for us. */
export const canPty: boolean = await outputOf("script", "--version")
  .then((version) => version.includes("util-linux"), () => false);

/** What a shell always has, and nothing that changes what is tested. */
export function plainEnvironment(more: Record<string, string> = {}): Record<string, string> {
  const kept = [
    "HOME",
    "DENO_DIR",
    "TMPDIR",
    "XDG_CACHE_HOME",
    "SSL_CERT_FILE",
    "DENO_TLS_CA_STORE",
    "NPM_CONFIG_REGISTRY",
  ];
  const env = Object.fromEntries(kept.flatMap((name) => Deno.env.has(name) ? [[name, Deno.env.get(name)!]] : []));
  const folder = Deno.execPath().replace(/[/\\][^/\\]*$/, "");
  return { ...env, PATH: `${folder}:${Deno.env.get("PATH")}`, SHELL: "/bin/sh", TERM: "xterm", ...more };
}

/** Starts the command line. */
export function start(args: string[], options: StartOptions = {}): Running {
  const { permissions = PERMISSIONS, env = {}, pty = false } = options;
  const program = options.program ?? [Deno.execPath(), "run", "--no-prompt", "--quiet", ...permissions, CLI];
  const words = [...program, ...args];
  const [name, ...rest] = pty ? ["script", "-qfec", words.map(quote).join(" "), "/dev/null"] : words;
  const child = new Deno.Command(name!, {
    args: rest,
    env: plainEnvironment(env),
    clearEnv: true,
    stdin: pty || options.input !== undefined ? "piped" : "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const input = pty || options.input !== undefined ? child.stdin.getWriter() : undefined;
  if (options.input !== undefined) void input?.write(new TextEncoder().encode(options.input)).then(() => input.close());
  const output = child.stdout.pipeThrough(new TextDecoderStream()).getReader();
  const errors = new Response(child.stderr).text();
  let out = "";
  let isClosed = false;
  const read = async (): Promise<boolean> => {
    const { done, value } = await output.read();
    if (!done) out += value;
    return !done;
  };
  return {
    type: (text) => input!.write(new TextEncoder().encode(text)),
    async until(text): Promise<string> {
      while (!out.includes(text)) {
        if (!await read()) throw new Error(`the program ended before it said ${text}: ${out}`);
      }
      return out;
    },
    async closeOutput(): Promise<void> {
      isClosed = true;
      await output.cancel();
    },
    kill: (signal) => child.kill(signal),
    async end(): Promise<Ended> {
      if (pty) await input?.close().catch(() => {});
      if (!isClosed) { while (await read()); }
      const [{ code }, err] = await Promise.all([child.status, errors]);
      return { code, out, err };
    },
  };
}

/** What AWS's clients read of the environment, for a far end on this machine. */
export function awsEnvironment(url: string): Record<string, string> {
  return { AWS_ENDPOINT_URL: url, AWS_REGION: "us-east-1", AWS_ACCESS_KEY_ID: "test", AWS_SECRET_ACCESS_KEY: "test" };
}

function quote(word: string): string {
  return `'${word.replace(/'/g, "'\\''")}'`;
}
