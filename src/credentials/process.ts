/**
 * A command of the user's own in, the credentials that it prints out, where the runtime may run programs.
 *
 * @module
 */
import { reasonOf, refusal } from "./failure.ts";
import { builtin } from "./files.ts";
import type { CredentialContext, Credentials } from "./identity.ts";
import { credentialsOf, parseObject } from "./json_credentials.ts";

/** Runs a command line and gives what it prints. */
export type RunCommand = (command: string, context: CredentialContext) => Promise<string>;

interface ChildProcesses {
  exec(
    command: string,
    options: { signal?: AbortSignal; timeout: number; maxBuffer: number; windowsHide: boolean },
    done: (error: Error | null, stdout: string) => void,
  ): unknown;
}

/**
 * Runs a profile's `credential_process`.
 *
 * @param command The command line.
 * @param context What the caller told.
 * @param options How to run it, and the source in words.
 * @returns The credentials it prints.
 */
export async function runForCredentials(
  command: string,
  context: CredentialContext,
  options: { run?: RunCommand; source: string; now: () => Date },
): Promise<Credentials> {
  const { source } = options;
  let printed: string;
  try {
    printed = await (options.run ?? runInShell)(command, context);
  } catch (cause) {
    context.signal?.throwIfAborted();
    // What the program wrote may hold a secret, and node's message repeats it: neither is passed on.
    const reason = cause instanceof Error && /^Command failed/.test(cause.message) ? "it failed" : reasonOf(cause);
    throw refusal(source, `credential_process cannot be run: ${reason}`);
  }
  const document = parseObject(printed.trim());
  if (document === undefined) throw refusal(source, "credential_process does not print a JSON object");
  if (document.Version !== 1) throw refusal(source, "credential_process does not print Version 1");
  const credentials = credentialsOf(document, source, "what credential_process prints");
  if (credentials.expiration !== undefined && credentials.expiration <= options.now()) {
    throw refusal(source, "credential_process prints credentials that have expired");
  }
  return credentials;
}

function runInShell(command: string, context: CredentialContext): Promise<string> {
  const processes = builtin("node:child_process") as ChildProcesses | undefined;
  if (processes?.exec === undefined) return Promise.reject(new Error("no program can be run here"));
  return new Promise((resolve, reject) => {
    const options = { signal: context.signal, timeout: 60_000, maxBuffer: 1024 * 1024, windowsHide: true };
    processes.exec(command, options, (error, stdout) => error === null ? resolve(stdout) : reject(error));
  });
}
