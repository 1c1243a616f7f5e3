/**
 * What a command is: words for people, options as data, and a function that does its work.
 *
 * @module
 */
import type { Room } from "./room.ts";

/** What the value of an option may be, for completion. */
export type ValueKind = "file" | "model";

/** An option of a command. One without a `value` is a switch. */
export interface Option {
  /** Its name, without the dashes. */
  name: string;
  /** One letter that stands for it. */
  short?: string;
  /** Other names for it: AWS's, where ours is shorter. */
  aliases?: readonly string[];
  /** What stands for the value in the help. */
  value?: string;
  /** The only values that are taken. */
  choices?: readonly string[];
  /** Whether the value is a number, and which are taken. */
  number?: { from: number; to?: number; whole?: boolean };
  /** Whether it may be given more than once. */
  repeats?: boolean;
  /** Whether `--no-NAME` turns it off. */
  negatable?: boolean;
  /** What the shell offers for the value. */
  kind?: ValueKind;
  /** What it does, in a line. */
  text: string;
}

/** A way to call a command, and what it does. */
export interface Example {
  /** The line to type, without the program's name when it begins with a command. */
  line: string;
  /** What it does. */
  text: string;
}

/** Does a command's work. What it gives is the exit code, 0 when it gives none. */
export type Action = (room: Room) => Promise<number | void>;

/** A command. */
export interface Command {
  /** Its name. */
  name: string;
  /** Other names for it: the AWS CLI's. */
  aliases?: readonly string[];
  /** Under which heading the help lists it. */
  group: string;
  /** What it does, in a line. */
  summary: string;
  /** What else is worth knowing; each is a paragraph. */
  description?: readonly string[];
  /** The words behind the options, as the help shows them. */
  words?: string;
  /** How many words it takes at most. @default {0 without `words`, else no limit} */
  maxWords?: number;
  /** What the shell offers for the words. */
  wordKind?: ValueKind | readonly string[];
  /** Its options, beside those that all commands have. */
  options: readonly Option[];
  /** How it is used. */
  examples: readonly Example[];
  /** Does the work. */
  run: Action;
}
