/**
 * A terminal in, a command run in it, its exit code out.
 *
 * @module
 */
import { Arguments, parse, UsageError } from "./arguments.ts";
import type { Command } from "./command.ts";
import { commands, findCommand } from "./commands.ts";
import { sharedOptions } from "./common_options.ts";
import { describe, details, exitCodeOf, Interruption } from "./failure.ts";
import { commandHelp, overview } from "./help.ts";
import { Room } from "./room.ts";
import { ClosedPipe, type Terminal } from "./terminal.ts";

/**
 * Runs the command that the terminal's arguments name.
 *
 * @param terminal The terminal.
 * @param version The program's version.
 * @returns The exit code: 0 when it was done, 1 when it failed, 2 when it was called wrongly, 130 when it was interrupted.
 */
export async function run(terminal: Terminal, version: string): Promise<number> {
  const abort = new AbortController();
  const room = new Room({ terminal, args: new Arguments(), signal: abort.signal, version });
  const stop = terminal.onInterrupt((code) => {
    if (code === 130 && room.onInterrupt !== undefined) return room.onInterrupt();
    // Who asks twice does not want to wait
    if (abort.signal.aborted) terminal.exit(code);
    abort.abort(new Interruption(code));
  });
  let command: Command | undefined;
  try {
    const [action, found] = dispatch(room);
    command = found;
    return await action() ?? 0;
  } catch (error) {
    if (error instanceof ClosedPipe) return 0;
    return await report(room, abort.signal.aborted ? abort.signal.reason : error, command);
  } finally {
    stop();
  }
}

type Work = () => Promise<number | void>;

function dispatch(room: Room): [Work, Command?] {
  const { terminal, args } = room;
  const look = { paint: room.paint, columns: terminal.columns };
  const first = [...sharedOptions, { name: "version", short: "V", text: "" }];
  const { rest: [name, ...rest] } = parse(terminal.args, first, { stopAtWord: true, into: args });
  if (args.flag("version")) return [() => findCommand("version").run(room) as Promise<void>];
  if (name === undefined) {
    if (args.flag("help")) return [() => room.printLines(overview(commands, look))];
    return [async () => {
      await terminal.writeError(overview(commands, { ...look, paint: room.note }).map((line) => `${line}\n`).join(""));
      return 2;
    }];
  }
  const command = findCommand(name);
  return [async () => {
    parse(rest, [...command.options, ...sharedOptions], { into: args });
    if (args.flag("help")) return await room.printLines(commandHelp(command, look));
    const most = command.maxWords ?? (command.words === undefined ? 0 : Infinity);
    const surplus = args.words[most];
    if (surplus !== undefined) throw new UsageError(`${JSON.stringify(surplus)} is one word too many`);
    return await command.run(room);
  }, command];
}

/** Tells what went wrong, in one line; in more of them when they are asked for. */
async function report(room: Room, error: unknown, command: Command | undefined): Promise<number> {
  const { terminal, note } = room;
  const code = exitCodeOf(error);
  if (error instanceof Interruption) return code;
  const help = error instanceof UsageError
    ? ` (see bedrock ${command === undefined ? "" : `${command.name} `}--help)`
    : "";
  await terminal.writeError(`${note.red("bedrock:")} ${describe(error)}${help}\n`);
  if (room.args.flag("debug")) await terminal.writeError(`${note.dim(details(error))}\n`);
  return code;
}
