/**
 * The table of commands in, the words that teach them out.
 *
 * @module
 */
import type { Command, Example, Option } from "./command.ts";
import { sharedOptions } from "./common_options.ts";
import type { Paint } from "./paint.ts";

/** How {@linkcode overview} and {@linkcode commandHelp} look. */
export interface HelpOptions {
  /** Colours. */
  paint: Paint;
  /** How many characters fit on a line. */
  columns: number;
}

const GUIDE: readonly Example[] = [
  { line: 'bedrock prompt --emulator "Say hello"', text: "try it, without an account" },
  { line: 'bedrock prompt "Explain black holes to 8th graders"', text: "an answer as it comes" },
  {
    line: 'git diff | bedrock prompt -m claude-sonnet-4-5 "Write a commit message"',
    text: "what is piped in comes first",
  },
  { line: "bedrock help prompt", text: "all about one command" },
];

/**
 * Explains the program.
 *
 * @param commands All commands.
 * @param options How it looks.
 * @returns Lines.
 */
export function overview(commands: readonly Command[], options: HelpOptions): string[] {
  const { paint } = options;
  const width = Math.max(...commands.map(({ name }) => name.length));
  const groups = [...new Set(commands.map(({ group }) => group))];
  return [
    `${paint.bold("bedrock")}: Amazon Bedrock on the command line`,
    "",
    `${paint.bold("Usage:")} bedrock COMMAND [OPTIONS] [WORDS]`,
    ...groups.flatMap((group) => [
      "",
      paint.bold(group),
      ...commands.filter((one) => one.group === group).map(({ name, summary }) =>
        `  ${paint.cyan(name.padEnd(width))}  ${summary}`
      ),
    ]),
    "",
    paint.bold("Options of every command"),
    ...optionLines([...sharedOptions, { name: "version", short: "V", text: "which version this is" }], options),
    "",
    paint.bold("Examples"),
    ...exampleLines(GUIDE, options),
    "",
    "Exit codes: 0 done, 1 failed, 2 called wrongly, 130 interrupted.",
  ];
}

/**
 * Explains a command.
 *
 * @param command The command.
 * @param options How it looks.
 * @returns Lines.
 */
export function commandHelp(command: Command, options: HelpOptions): string[] {
  const { name, aliases = [], summary, description = [], words } = command;
  const { paint, columns } = options;
  return [
    `${paint.bold(`bedrock ${name}`)}: ${summary}`,
    "",
    `${paint.bold("Usage:")} bedrock ${name}${command.options.length > 0 ? " [OPTIONS]" : ""}${
      words ? ` ${words}` : ""
    }`,
    ...(aliases.length > 0 ? [`${paint.bold("Also:")}  ${aliases.map((alias) => `bedrock ${alias}`).join(", ")}`] : []),
    ...description.flatMap((paragraph) => ["", ...wrap(paragraph, columns)]),
    "",
    paint.bold("Examples"),
    ...exampleLines(command.examples, options),
    ...(command.options.length > 0 ? ["", paint.bold("Options"), ...optionLines(command.options, options)] : []),
    "",
    paint.bold("Options of every command"),
    ...optionLines(sharedOptions, options),
  ];
}

/**
 * The line as it is typed: the program's name goes before a command's.
 *
 * @param line An example's line.
 * @returns The whole line.
 */
export function typedLine(line: string): string {
  return /\bbedrock /.test(line) ? line : `bedrock ${line}`;
}

function exampleLines(examples: readonly Example[], { paint }: HelpOptions): string[] {
  return examples.flatMap(({ line, text }) => [`  ${paint.dim(`# ${text}`)}`, `  ${typedLine(line)}`]);
}

function optionLines(options: readonly Option[], { paint, columns }: HelpOptions): string[] {
  const calls = options.map(({ short, name, value, negatable }) =>
    `${short === undefined ? "   " : `-${short},`} --${negatable ? "[no-]" : ""}${name}${
      value === undefined ? "" : ` ${value}`
    }`
  );
  const width = Math.min(34, Math.max(...calls.map((call) => call.length)));
  return options.flatMap((option, at) => {
    const call = calls[at]!;
    const lines = wrap(textOf(option), Math.max(30, columns - width - 4));
    const isLong = call.length > width;
    const rest = (isLong ? lines : lines.slice(1)).map((line) => `${" ".repeat(width + 4)}${line}`);
    return [`  ${paint.cyan(isLong ? call : call.padEnd(width))}${isLong ? "" : `  ${lines[0]}`}`, ...rest];
  });
}

function textOf({ text, choices, repeats }: Option): string {
  const words = choices === undefined || choices.every((choice) => text.includes(choice))
    ? ""
    : ` (${choices.join(", ")})`;
  return `${text}${words}${repeats ? " (repeatable)" : ""}`;
}

function wrap(text: string, columns: number): string[] {
  const width = Math.min(columns, 100);
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line];
}
