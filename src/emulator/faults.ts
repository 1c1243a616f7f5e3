/**
 * A line that asks for trouble goes in, the trouble as data comes out.
 *
 * The line is a list of words, parted by commas, semicolons or spaces, each with a value behind `=` when it takes one.
 *
 * @module
 */
import { invalid, Refusal, STATUS_OF } from "./refusal.ts";

/** What can be asked for, and what it does. */
export const FAULTS: Readonly<Record<string, string>> = {
  "throttle": "answers 429 ThrottlingException; a value is sent as x-amz-retry-after, in milliseconds",
  "error": "answers the error whose name is the value, e.g. error=ModelNotReadyException",
  "html": "answers an HTML page as a load balancer does; the value is the status, 502 by default",
  "unknown-operation": "answers HTTP 200 with UnknownOperationException in the body",
  "network": "rejects as fetch does when the connection breaks",
  "hang": "never answers, until the caller leaves",
  "exception-frame": "the stream's first frame is an exception; the value is its type, throttlingException by default",
  "exception-midway": "an exception comes amid the stream, modelStreamErrorException by default; see `at`",
  "error-frame": "a frame of message type `error` comes amid the stream; the value is its code",
  "unknown-event": "an event of a type nobody knows comes amid the stream",
  "cut": "the body ends at a frame's border, or a JSON body in its middle; see `at`",
  "cut-inside": "the body ends inside a frame; see `at`",
  "reset": "the body breaks off with an error; see `at`",
  "bad-crc": "a frame's checksum is wrong; see `at`",
  "bad-prelude": "the checksum of a frame's length is wrong; see `at`",
  "empty": "the stream has no frame",
  "wrong-type": "the stream is said to be JSON",
  "stall": "the stream falls silent; see `at`",
  "slow": "waits before the answer and before each frame; the value is milliseconds, 50 by default",
  "split": "the body comes in pieces of so many bytes, 1 by default",
  "at": "after how many frames trouble comes, 2 by default",
  "times": "how many requests with this very line meet trouble; the next one is spared",
};

/** Trouble, by name, with the values that were given. */
export type Faults = ReadonlyMap<string, string>;

/** No trouble. */
export const NO_FAULTS: Faults = new Map();

/** Reads a line that asks for trouble. */
export function parseFaults(line: string | null | undefined): Faults {
  const faults = new Map<string, string>();
  for (const word of (line ?? "").split(/[\s,;]+/).filter((text) => text !== "")) {
    const [name, value = ""] = word.split("=", 2) as [string, string?];
    if (!Object.hasOwn(FAULTS, name)) {
      throw invalid(
        `Cannot apply fault: no fault is called "${name}", wanted one of ${Object.keys(FAULTS).join(", ")}`,
      );
    }
    faults.set(name, value);
  }
  return faults;
}

/** The number behind a fault, or what stands for it. */
export function numberOf(faults: Faults, name: string, otherwise: number): number {
  const value = Number(faults.get(name) || NaN);
  return Number.isFinite(value) && value >= 0 ? value : otherwise;
}

/** The refusal that a fault asks for, if it asks for one. */
export function refusalOf(faults: Faults): Refusal | undefined {
  const wait = faults.get("throttle");
  if (wait !== undefined) {
    const headers: Record<string, string> = wait === "" ? {} : { "x-amz-retry-after": wait };
    return new Refusal("ThrottlingException", "Too many requests, please wait before trying again.", { headers });
  }
  const code = faults.get("error");
  if (code === undefined) return undefined;
  if (!Object.hasOwn(STATUS_OF, code)) {
    throw invalid(
      `Cannot apply fault: "${code}" is no error's name, wanted one of ${Object.keys(STATUS_OF).join(", ")}`,
    );
  }
  const members = code === "ModelErrorException" ? { originalStatusCode: 500, resourceName: "model" } : {};
  return new Refusal(code, "This error was asked for.", { members });
}
