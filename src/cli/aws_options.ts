/**
 * Options that `invoke` and `converse` have from the AWS CLI, and the way their answers leave.
 *
 * @module
 */
import { UsageError } from "./arguments.ts";
import type { Option } from "./command.ts";
import { reasonOf, withHome } from "./files.ts";
import type { Room } from "./room.ts";
import type { Sink } from "./terminal.ts";

/** How values are typed. */
export const VALUES_HELP =
  "Values are given outright, or as file://PATH, fileb://PATH or @PATH; documents as JSON or in the AWS CLI's shorthand.";

/** Whether the answer is streamed. */
export const streamOption: Option = { name: "stream", text: "call the streaming operation: one JSON document a line" };

/** A text option by the AWS CLI's name. */
export function awsOption(name: string, value: string, text: string, more: Partial<Option> = {}): Option {
  return { name, value, text, ...more };
}

/**
 * Opens what an answer is written to.
 *
 * @param room The command's room.
 * @param path A file; standard output when there is none, or `-`.
 * @returns What to write to.
 */
export async function openOutput(room: Room, path: string | undefined): Promise<Sink> {
  if (path === undefined || path === "-") {
    return {
      write: (data) => typeof data === "string" ? room.print(data) : room.terminal.write(data),
      close: () => {},
    };
  }
  try {
    return await room.terminal.create(withHome(room, path));
  } catch (cause) {
    throw new Error(`Cannot write ${path}: ${reasonOf(cause)}`, { cause });
  }
}

/**
 * Gives the only word, a file's path.
 *
 * @param room The command's room.
 * @returns The path, when there is one.
 */
export function outfile(room: Room): string | undefined {
  const [path, surplus] = room.args.words;
  if (surplus !== undefined) {
    throw new UsageError(`${JSON.stringify(surplus)} is one word too many, wanted one output file`);
  }
  return path;
}

/**
 * Writes each item of a stream as a line of JSON.
 *
 * @param sink Where to.
 * @param stream The items.
 * @param toText Makes JSON of one.
 */
export async function writeLines<T>(sink: Sink, stream: AsyncIterable<T>, toText: (item: T) => string): Promise<void> {
  try {
    for await (const item of stream) await sink.write(`${toText(item)}\n`);
  } finally {
    sink.close();
  }
}
