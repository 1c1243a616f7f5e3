/**
 * Whatever was thrown in, what a person is told and the exit code out.
 *
 * @module
 */
import { BedrockError } from "../client/errors.ts";
import { CredentialsError } from "../credentials/identity.ts";
import { depthOf } from "../gateway/depth_of.ts";
import { UsageError } from "./arguments.ts";
import { oneLine } from "./paint.ts";

/** The program was told to stop. */
export class Interruption extends Error {
  /** Always `Interruption`. */
  override readonly name: string = "Interruption";
  /** The exit code: 130 after Ctrl-C, 143 after a request to end. */
  readonly code: number;

  /**
   * Creates the reason of an abort.
   *
   * @param code The exit code.
   */
  constructor(code: number) {
    super("Interrupted");
    this.code = code;
  }
}

/**
 * Says in one line what went wrong, and what would help where that is known.
 *
 * @param error What was thrown.
 * @returns The line.
 */
export function describe(error: unknown): string {
  if (!(error instanceof Error)) return oneLine(`something was thrown that is no error: ${String(error)}`);
  if (!(error instanceof BedrockError)) return oneLine(error.message || error.name);
  const { code, status, requestId, attempts, message } = error;
  const facts = [
    code,
    ...(status === undefined ? [] : [`HTTP ${status}`]),
    ...(requestId === undefined ? [] : [`request id ${requestId}`]),
    ...(attempts > 1 ? [`${attempts} attempts`] : []),
  ];
  return oneLine(`${message}${code === "NetworkError" ? depthOf(error) : ""} (${facts.join(", ")})${adviceOn(error)}`);
}

/** What to do about the errors that everybody meets once. */
function adviceOn({ code, message, cause }: BedrockError): string {
  if (code === "CredentialsUnavailable" && !(cause instanceof CredentialsError && cause.configured)) {
    return "; --emulator tries everything without an account";
  }
  if (/on-demand throughput/i.test(message)) return "; `bedrock profiles --for MODEL` names the id to use instead";
  if (code === "AccessDeniedException") {
    return "; the model may have to be requested in the console, or the key may lack a right";
  }
  if (code === "ExpiredTokenException") return "; sign in again";
  return "";
}

/**
 * Says all that is known of what went wrong, and nothing of what was sent.
 *
 * @param error What was thrown.
 * @returns Lines.
 */
export function details(error: unknown): string {
  const lines: string[] = [];
  for (let at: unknown = error; at instanceof Error && lines.length < 8; at = at.cause) {
    const stack = at.stack?.split("\n").filter((line) => /^\s+at /.test(line)).join("\n") ?? "";
    lines.push(`${lines.length === 0 ? "" : "caused by "}${at.name}: ${oneLine(at.message)}\n${stack}`.trimEnd());
  }
  return lines.join("\n");
}

/**
 * Chooses the exit code.
 *
 * @param error What was thrown.
 * @returns 2 when the command was not called as it wants to be, 1 when it failed.
 */
export function exitCodeOf(error: unknown): number {
  if (error instanceof Interruption) return error.code;
  if (error instanceof UsageError) return 2;
  // What the library calls misuse is an argument that was passed on to it
  const isMisuse = (error instanceof TypeError || error instanceof RangeError) && /^Cannot /.test(error.message);
  return isMisuse ? 2 : 1;
}
