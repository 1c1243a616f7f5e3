/**
 * All commands, in the order in which the help lists them.
 *
 * @module
 */
import { suggestion, UsageError } from "./arguments.ts";
import { chatCommand } from "./chat.ts";
import type { Command } from "./command.ts";
import { shells } from "./completion.ts";
import { converseCommand } from "./converse.ts";
import { countTokensCommand } from "./count_tokens.ts";
import { embedCommand } from "./embed.ts";
import { commandHelp, overview } from "./help.ts";
import { imageCommand } from "./image.ts";
import { invokeCommand } from "./invoke.ts";
import { keyCommand } from "./key.ts";
import { modelsCommand, profilesCommand } from "./models.ts";
import { promptCommand } from "./prompt.ts";
import type { Room } from "./room.ts";
import { emulatorCommand, serveCommand } from "./serving.ts";

const working: readonly Command[] = [
  promptCommand,
  chatCommand,
  embedCommand,
  imageCommand,
  countTokensCommand,
  invokeCommand,
  converseCommand,
  modelsCommand,
  profilesCommand,
  keyCommand,
  serveCommand,
  emulatorCommand,
];

const completionCommand: Command = {
  name: "completion",
  group: "Get along",
  summary: "print a script that lets your shell complete commands, options and models",
  words: "SHELL",
  maxWords: 1,
  wordKind: Object.keys(shells),
  options: [],
  examples: [
    { line: "source <(bedrock completion bash)", text: "in ~/.bashrc; zsh the same, in ~/.zshrc after compinit" },
    { line: "bedrock completion fish > ~/.config/fish/completions/bedrock.fish", text: "once, for fish" },
  ],
  run: completion,
};

const helpCommand: Command = {
  name: "help",
  group: "Get along",
  summary: "explain a command",
  words: "[COMMAND]",
  maxWords: 1,
  wordKind: working.map(({ name }) => name),
  options: [],
  examples: [{ line: "help prompt", text: "all about one command" }],
  run: help,
};

const versionCommand: Command = {
  name: "version",
  group: "Get along",
  summary: "print which version this is",
  options: [],
  examples: [{ line: "version", text: "this program's, and Deno's" }],
  run: (room) => room.printLines([`bedrock ${room.version} (${room.terminal.runtime})`]),
};

/** The table. */
export const commands: readonly Command[] = [...working, completionCommand, helpCommand, versionCommand];

/**
 * Finds a command.
 *
 * @param name Its name, or another name for it.
 * @returns The command.
 * @throws {UsageError} When there is none.
 */
export function findCommand(name: string): Command {
  const found = commands.find((command) => command.name === name || command.aliases?.includes(name));
  if (found !== undefined) return found;
  if (/\s/.test(name)) throw new UsageError('a command comes first; to ask a model: bedrock prompt "…"');
  throw new UsageError(`there is no command ${name}${suggestion(name, commands.map((command) => command.name))}`);
}

async function completion(room: Room): Promise<void> {
  const [shell] = room.args.words;
  const write = Object.hasOwn(shells, shell ?? "") ? shells[shell!] : undefined;
  if (write === undefined) throw new UsageError(`wanted the name of a shell: ${Object.keys(shells).join(", ")}`);
  const [{ knownModels }, { friendlyNames }] = await Promise.all([
    import("../gateway/model_directory.ts"),
    import("../gateway/model_names.ts"),
  ]);
  const models = [...new Set(knownModels().map(({ id }) => friendlyNames(id).at(-1)!.replace(/:.*/, "")))].sort();
  await room.terminal.write(write({ commands, models }));
}

async function help(room: Room): Promise<void> {
  const [name] = room.args.words;
  const options = { paint: room.paint, columns: room.terminal.columns };
  await room.printLines(name === undefined ? overview(commands, options) : commandHelp(findCommand(name), options));
}
