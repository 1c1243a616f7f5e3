/**
 * What went wrong in a source in, the error or the words that a chain can list out.
 *
 * @module
 */
import { CredentialsError } from "./identity.ts";

/** What {@linkcode refusal} adds to the reason. */
export interface RefusalOptions extends ErrorOptions {
  /**
   * Whether the source was set up, and failed.
   *
   * @default {true}
   */
  configured?: boolean;
}

/**
 * Says that one source gives nothing.
 *
 * @param source The source in words.
 * @param reason Why it gives nothing; never a secret.
 * @param options Whether it was set up, and the cause.
 * @returns The error to throw.
 */
export function refusal(source: string, reason: string, options: RefusalOptions = {}): CredentialsError {
  return new CredentialsError(`Cannot take credentials from ${source}: ${reason}`, {
    tried: [{ source, reason, configured: options.configured ?? true }],
    ...("cause" in options ? { cause: options.cause } : {}),
  });
}

/**
 * Puts what a runtime threw in words; a permission that is missing is named as the flag that gives it.
 *
 * @param error What was thrown.
 * @returns One line, without a full stop.
 */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return "it failed without saying why";
  if (error.name === "NotCapable" || error.name === "PermissionDenied") {
    const [, kind, target] = /Requires (\w+) access(?: to "?([^",]+)"?)?/.exec(error.message) ?? [];
    if (kind !== undefined) {
      return `permission is missing, wanted --allow-${kind}${target === undefined ? "" : `=${target}`}`;
    }
  }
  return error.message.split("\n", 1)[0]!.slice(0, 300).replace(/\.$/, "") || error.name;
}

/**
 * Tells whether a file is not there, rather than kept from us.
 *
 * @param error What reading it threw.
 * @returns Whether there is no such file.
 */
export function isNotFound(error: unknown): boolean {
  const { name, code } = (error ?? {}) as { name?: unknown; code?: unknown };
  return name === "NotFound" || code === "ENOENT" || code === "ENOTDIR";
}

/**
 * Reads a URL, where `URL.parse` is not there yet.
 *
 * @param text The URL.
 * @returns It, or `undefined` when it is none.
 */
export function urlOf(text: string | URL): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}
