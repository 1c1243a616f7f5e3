/**
 * The path of a file in, its text out, in whatever runtime this is: the only file of this house that touches the disk.
 *
 * @module
 */
import { isNotFound } from "./failure.ts";

/** The little of a file system that credentials need. */
export interface FileSystem {
  /** Reads a whole file; a file that is not there throws an error named `NotFound`, or with code `ENOENT`. */
  readTextFile(path: string): Promise<string>;
  /** Replaces a file; without it, renewed sign-in tokens are not kept. */
  writeTextFile?(path: string, text: string): Promise<void>;
  /** The user's home folder; when absent, the environment tells. */
  home?: string | undefined;
}

interface NodeFiles {
  readFile(path: string, encoding: "utf8"): Promise<string>;
  writeFile(path: string, text: string, options: { mode: number }): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  rm(path: string, options: { force: boolean }): Promise<void>;
}

interface NodeLike {
  getBuiltinModule?(name: string): unknown;
}

/**
 * Finds a module of Node's, which Deno, Bun and (with `nodejs_compat`) Workers have too, without an import that a
 * bundler for the edge would trip over.
 *
 * @param name The module, `node:` and all.
 * @returns The module, or `undefined` where the runtime has none.
 */
export function builtin(name: string): unknown {
  const { process } = globalThis as { process?: NodeLike };
  try {
    return process?.getBuiltinModule?.(name);
  } catch {
    return undefined;
  }
}

/**
 * Gives the file system of this runtime.
 *
 * @returns The file system; where there is none, reading says so.
 */
export function localFiles(): FileSystem {
  return {
    readTextFile: async (path) => await disk().readFile(path, "utf8"),
    writeTextFile: async (path, text) => {
      const { writeFile, rename, rm } = disk();
      // Another program may be reading the file: it is replaced whole, and readable by its owner only.
      const draft = `${path}.${crypto.randomUUID()}.tmp`;
      try {
        await writeFile(draft, text, { mode: 0o600 });
        await rename(draft, path);
      } catch (error) {
        await rm(draft, { force: true }).catch(() => {});
        throw error;
      }
    },
    get home() {
      const os = builtin("node:os") as { homedir?(): string } | undefined;
      try {
        return os?.homedir?.();
      } catch {
        return undefined;
      }
    },
  };
}

/**
 * Reads a file that may well not be there.
 *
 * @param files The file system.
 * @param path The file.
 * @returns Its text, or `undefined`.
 */
export async function readIfThere(files: FileSystem, path: string): Promise<string | undefined> {
  try {
    return await files.readTextFile(path);
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}

/**
 * Finds the user's home folder.
 *
 * @param files The file system.
 * @param lookup The environment.
 * @returns The folder, without a slash at its end; `undefined` when nothing tells.
 */
export function homeOf(files: FileSystem, lookup: (name: string) => string | undefined): string | undefined {
  const drive = lookup("HOMEDRIVE");
  const path = lookup("HOMEPATH");
  const home = lookup("HOME") ?? lookup("USERPROFILE") ?? (path === undefined ? undefined : `${drive ?? ""}${path}`) ??
    files.home;
  return home?.replace(/[/\\]+$/, "");
}

/**
 * Makes the name that AWS's tools give a token's file.
 *
 * @param algorithm The hash.
 * @param text What is signed in to.
 * @returns The hash in hexadecimal.
 */
export async function digestHex(algorithm: "SHA-1" | "SHA-256", text: string): Promise<string> {
  const bytes = new Uint8Array(await crypto.subtle.digest(algorithm, new TextEncoder().encode(text)));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function disk(): NodeFiles {
  const found = builtin("node:fs/promises");
  if (found === undefined) throw new Error("there is no file system here");
  return found as NodeFiles;
}
