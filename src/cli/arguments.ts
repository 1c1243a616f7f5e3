/**
 * Words as they were typed and a table of options in, values by name out; or a complaint that says what to type instead.
 *
 * @module
 */
import { nearNames } from "../gateway/near_names.ts";
import type { Option } from "./command.ts";

/** A command was called in a way that it does not take: exit code 2. */
export class UsageError extends Error {
  /** Always `UsageError`. */
  override readonly name: string = "UsageError";
}

/** The values of options, and the words between them. */
export class Arguments {
  /** The words that belong to no option. */
  readonly words: string[] = [];
  readonly #values = new Map<string, (string | boolean)[]>();

  /** The last value of an option. */
  text(name: string): string | undefined {
    const value = this.#values.get(name)?.at(-1);
    return typeof value === "string" ? value : undefined;
  }

  /** The value of an option that holds a number. */
  number(name: string): number | undefined {
    const value = this.text(name);
    return value === undefined ? undefined : Number(value);
  }

  /** Every value of an option. */
  list(name: string): string[] {
    return (this.#values.get(name) ?? []).filter((value) => typeof value === "string");
  }

  /** Whether a switch is on; `undefined` when nobody said. */
  flag(name: string): boolean | undefined {
    const value = this.#values.get(name)?.at(-1);
    return typeof value === "boolean" ? value : undefined;
  }

  /** Whether an option was given. */
  has(name: string): boolean {
    return this.#values.has(name);
  }

  /** Sets a value. */
  set(option: Option, value: string | boolean): void {
    const values = this.#values.get(option.name) ?? [];
    this.#values.set(option.name, option.repeats ? [...values, value] : [value]);
  }
}

/** How {@linkcode parse} reads. */
export interface ParseOptions {
  /** Whether the first word ends the reading: what stands behind it belongs to a command. */
  stopAtWord?: boolean;
  /** Values that were read before. */
  into?: Arguments;
}

/** What {@linkcode parse} gives. */
export interface Parsed {
  /** What was read. */
  args: Arguments;
  /** What was not: from the first word on. */
  rest: string[];
}

/**
 * Reads arguments.
 *
 * @param typed The words as they were typed.
 * @param table The options that there are.
 * @param options Where to stop.
 * @returns The values, and the words that were left.
 * @throws {UsageError} When an option is not known, lacks its value, or has one that is not taken.
 */
export function parse(typed: readonly string[], table: readonly Option[], options: ParseOptions = {}): Parsed {
  const args = options.into ?? new Arguments();
  const names = namesOf(table);
  for (let at = 0; at < typed.length; at++) {
    const word = typed[at]!;
    if (word === "--") {
      args.words.push(...typed.slice(at + 1));
      break;
    }
    if (!word.startsWith("-") || word === "-") {
      if (options.stopAtWord) return { args, rest: typed.slice(at) };
      args.words.push(word);
      continue;
    }
    const { name, attached } = split(word);
    const found = names.get(name);
    if (found === undefined) throw unknown(name, names);
    const { option, value: fixed } = found;
    if (option.value === undefined) {
      if (attached !== undefined) throw new UsageError(`${name} takes no value`);
      args.set(option, fixed);
      continue;
    }
    const value = attached ?? typed[++at];
    if (value === undefined || (attached === undefined && names.has(split(value).name) && value.startsWith("--"))) {
      throw new UsageError(`${name} wants a value: ${name} ${option.value}`);
    }
    args.set(option, taken(name, option, value));
  }
  return { args, rest: [] };
}

/**
 * Finds the nearest of known words, for a complaint.
 *
 * @param word What was typed.
 * @param known What there is.
 * @returns `, did you mean …?`, or nothing.
 */
export function suggestion(word: string, known: Iterable<string>): string {
  const [nearest] = nearNames(word, known);
  return nearest === undefined ? "" : `, did you mean ${nearest}?`;
}

interface Named {
  option: Option;
  value: boolean;
}

function namesOf(table: readonly Option[]): Map<string, Named> {
  const names = new Map<string, Named>();
  for (const option of table) {
    if (option.short !== undefined) names.set(`-${option.short}`, { option, value: true });
    for (const name of [option.name, ...option.aliases ?? []]) {
      names.set(`--${name}`, { option, value: true });
      if (option.negatable) names.set(`--no-${name}`, { option, value: false });
    }
  }
  return names;
}

/** `--name=value` and `-nvalue` are a name and its value. */
function split(word: string): { name: string; attached?: string } {
  if (word.startsWith("--")) {
    const at = word.indexOf("=");
    return at < 0 ? { name: word } : { name: word.slice(0, at), attached: word.slice(at + 1) };
  }
  return word.length > 2 ? { name: word.slice(0, 2), attached: word.slice(2).replace(/^=/, "") } : { name: word };
}

function unknown(name: string, names: Map<string, Named>): UsageError {
  return new UsageError(`there is no option ${name}${suggestion(name, names.keys())}`);
}

function taken(name: string, option: Option, value: string): string {
  const { choices, number } = option;
  if (choices !== undefined && !choices.includes(value)) {
    throw new UsageError(
      `${name} is ${JSON.stringify(value)}, wanted ${choices.join(", ")}${suggestion(value, choices)}`,
    );
  }
  if (number === undefined) return value;
  const { from, to = Infinity, whole = false } = number;
  const given = value.trim() === "" ? NaN : Number(value);
  if (!(given >= from && given <= to) || (whole && !Number.isInteger(given))) {
    const range = to === Infinity ? `from ${from}` : `from ${from} to ${to}`;
    throw new UsageError(`${name} is ${JSON.stringify(value)}, wanted a ${whole ? "whole " : ""}number ${range}`);
  }
  return value;
}
