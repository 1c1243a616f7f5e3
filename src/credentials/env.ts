/**
 * The names of environment variables in, what they hold out: in Deno, Node, Bun and Workers, or where there is no
 * environment at all.
 *
 * @module
 */
import { type CredentialProvider, type Credentials, CredentialsError } from "./identity.ts";

/**
 * Where variables are looked up: a function, or an object such as the `env` that a Worker's handler is given. What is
 * not a string counts as unset.
 */
export type Environment = ((name: string) => string | undefined) | object;

/** How {@linkcode fromEnv} looks for credentials. */
export interface FromEnvOptions {
  /**
   * Where variables are looked up.
   *
   * @default {readEnvironment}
   */
  env?: Environment;
}

/**
 * Reads one variable of the process, in whatever runtime this is.
 *
 * @param name The variable's name.
 * @returns Its value; `undefined` when it is not set, or when the runtime has no environment.
 * @throws {CredentialsError} When the runtime has it and keeps it from us: the message names the permission to give.
 */
export function readEnvironment(name: string): string | undefined {
  const { process } = globalThis as { process?: { env?: Record<string, string | undefined> } };
  try {
    return process?.env?.[name];
  } catch (cause) {
    throw new CredentialsError(`Cannot read environment: ${denial([name])}`, {
      tried: [{ source: "environment", reason: denial([name]), configured: false }],
      cause,
    });
  }
}

/**
 * Turns what a caller gave as an environment into a lookup.
 *
 * @param env A function, an object, or nothing for the process's own environment.
 * @returns The lookup; an empty or blank value counts as unset, and white space around a value is dropped.
 */
export function lookupIn(env: Environment | undefined): (name: string) => string | undefined {
  const read = env === undefined
    ? readEnvironment
    : typeof env === "function"
    ? env as (name: string) => string | undefined
    : (name: string) => (env as Record<string, unknown>)[name];
  return (name) => {
    const value = read(name);
    return typeof value === "string" ? value.trim() || undefined : undefined;
  };
}

/**
 * Turns what a caller gave as an environment into a lookup of variables that one can do without: one that may not be
 * read counts as unset.
 *
 * @param env A function, an object, or nothing for the process's own environment.
 * @returns The lookup.
 */
export function lookupIfAllowed(env: Environment | undefined): (name: string) => string | undefined {
  const lookup = lookupIn(env);
  return (name) => {
    try {
      return lookup(name);
    } catch {
      return undefined;
    }
  };
}

/**
 * Says why variables have no value: they are not set, or may not be read.
 *
 * @param env Where they were looked up.
 * @param names The variables.
 * @returns The reason.
 */
export function whyUnset(env: Environment | undefined, names: readonly string[]): string {
  const lookup = lookupIn(env);
  const denied = names.filter((name) => {
    try {
      lookup(name);
      return false;
    } catch {
      return true;
    }
  });
  if (denied.length > 0) return denial(denied);
  return `${names.join(" and ")} ${names.length === 1 ? "is" : "are"} not set`;
}

/**
 * Gives what the environment holds: `AWS_BEARER_TOKEN_BEDROCK` as an API key when it is set, else
 * `AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY` with `AWS_SESSION_TOKEN`, `AWS_CREDENTIAL_EXPIRATION` and
 * `AWS_ACCOUNT_ID`. The environment is read anew at each call.
 *
 * @param options Where to look.
 * @returns A provider of what is found.
 *
 * @example The `env` of a Worker
 * ```ts
 * import { fromEnv } from "@edge-aws/bedrock/credentials";
 * import { assertEquals } from "@std/assert";
 *
 * const env = { AWS_ACCESS_KEY_ID: "AKIDEXAMPLE", AWS_SECRET_ACCESS_KEY: "secret" };
 * assertEquals(await fromEnv({ env })(), { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret" });
 * ```
 */
export function fromEnv(options: FromEnvOptions = {}): CredentialProvider {
  const lookup = lookupIn(options.env);
  // deno-lint-ignore require-await -- what is thrown must become a rejection
  return async () => {
    const reader = new Reader(lookup);
    const apiKey = reader.read("AWS_BEARER_TOKEN_BEDROCK");
    return apiKey === undefined ? keysIn(reader, "AWS_BEARER_TOKEN_BEDROCK and AWS_ACCESS_KEY_ID are") : { apiKey };
  };
}

/**
 * Gives the keys that the environment holds and no API key, for what must sign.
 *
 * @param options Where to look.
 * @returns A provider of what is found.
 */
export function fromEnvKeys(options: FromEnvOptions = {}): CredentialProvider<Credentials> {
  const lookup = lookupIn(options.env);
  // deno-lint-ignore require-await -- what is thrown must become a rejection
  return async () => keysIn(new Reader(lookup), "AWS_ACCESS_KEY_ID is");
}

/** Reads variables, and remembers which it was not allowed to. */
class Reader {
  readonly denied: string[] = [];
  readonly #lookup: (name: string) => string | undefined;
  cause: unknown;

  constructor(lookup: (name: string) => string | undefined) {
    this.#lookup = lookup;
  }

  read(name: string): string | undefined {
    try {
      return this.#lookup(name);
    } catch (error) {
      this.denied.push(name);
      this.cause = error;
      return undefined;
    }
  }
}

function keysIn(reader: Reader, sought: string): Credentials {
  const [accessKeyId, secretAccessKey, sessionToken] = [
    reader.read("AWS_ACCESS_KEY_ID"),
    reader.read("AWS_SECRET_ACCESS_KEY"),
    reader.read("AWS_SESSION_TOKEN"),
  ];
  // Temporary keys without their token are refused by AWS in words that lead astray, so a token that may not be read
  // is a failure here; a bearer that may not be read is not, when the keys may.
  if (accessKeyId === undefined || secretAccessKey === undefined || reader.denied.includes("AWS_SESSION_TOKEN")) {
    const configured = accessKeyId !== undefined || secretAccessKey !== undefined;
    const missing = accessKeyId === undefined ? "AWS_ACCESS_KEY_ID" : "AWS_SECRET_ACCESS_KEY";
    let reason = configured ? `${missing} is not set, though its other half is` : `${sought} not set`;
    if (reader.denied.length > 0) reason = denial(reader.denied);
    throw refused(reason, configured, reader.cause);
  }

  const expiration = reader.read("AWS_CREDENTIAL_EXPIRATION");
  const accountId = reader.read("AWS_ACCOUNT_ID");
  const expires = expiration === undefined ? undefined : new Date(expiration);
  if (expires !== undefined && Number.isNaN(expires.getTime())) {
    throw refused("AWS_CREDENTIAL_EXPIRATION is not a date, wanted one like 2026-01-15T12:34:56Z", true, undefined);
  }
  return {
    accessKeyId,
    secretAccessKey,
    ...(sessionToken === undefined ? {} : { sessionToken }),
    ...(expires === undefined ? {} : { expiration: expires }),
    ...(accountId === undefined ? {} : { accountId }),
  };
}

function refused(reason: string, configured: boolean, cause: unknown): CredentialsError {
  return new CredentialsError(`Cannot take credentials from the environment: ${reason}`, {
    tried: [{ source: "environment", reason, configured }],
    ...(cause === undefined ? {} : { cause }),
  });
}

function denial(names: readonly string[]): string {
  return `permission is missing, wanted --allow-env=${names.join(",")}`;
}
