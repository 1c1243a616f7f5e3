/**
 * A call's failure in, whether an inference profile may answer in the model's place out. Pure.
 *
 * Loaded with the first failure.
 *
 * @module
 */

/** AWS's own sentences, from their beginning: a refusal may repeat what a caller wrote. */
const WANTED =
  /^(?:Cannot [\w ]+: )?(?:Invocation (?:of model ID \S+ )?with on-demand throughput isn.t|(The provided model identifier is invalid))/;

/**
 * Tells whether a model was refused because it is reached through an inference profile only, or through another one than was
 * guessed.
 *
 * @param error What was thrown.
 * @param prefix The prefix of the refused id, which nobody wrote; empty where it is the model's own.
 * @returns Whether it was.
 */
export function isProfileWanted(error: unknown, prefix: string): boolean {
  const { code, message = "" } = (error ?? {}) as { code?: string; message?: string };
  if (code !== "ValidationException") return false;
  const said = WANTED.exec(message);
  return said !== null && (said[1] === undefined || prefix !== "");
}
