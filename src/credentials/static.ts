/**
 * A pair of keys in, a provider that always gives that pair out.
 *
 * @module
 */
import type { CredentialProvider, Credentials } from "./identity.ts";

/**
 * Gives the credentials it was made with, and nothing of the environment beside them.
 *
 * @param credentials The keys; a session token when they are temporary.
 * @returns A provider of those keys.
 * @throws {TypeError} When a key is missing or is not a string.
 *
 * @example Keys from your own configuration
 * ```ts
 * import { fromStatic } from "@edge-aws/bedrock/credentials";
 * import { assertEquals } from "@std/assert";
 *
 * const provider = fromStatic({ accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret" });
 * assertEquals((await provider()).accessKeyId, "AKIDEXAMPLE");
 * ```
 */
export function fromStatic(credentials: Credentials): CredentialProvider<Credentials> {
  for (const name of ["accessKeyId", "secretAccessKey"] as const) {
    const value: unknown = credentials?.[name];
    if (typeof value !== "string" || value === "") {
      throw new TypeError(`Cannot use static credentials: ${name} is ${describe(value)}, wanted a string`);
    }
  }
  const token: unknown = credentials.sessionToken;
  if (token !== undefined && (typeof token !== "string" || token === "")) {
    throw new TypeError(
      `Cannot use static credentials: sessionToken is ${describe(token)}, wanted a string or no such field`,
    );
  }
  const kept = { ...credentials };
  return () => Promise.resolve({ ...kept });
}

function describe(value: unknown): string {
  return value === "" ? "empty" : value === undefined ? "missing" : `of type ${typeof value}`;
}
