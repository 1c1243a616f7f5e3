/**
 * `chat`: a conversation on the terminal; Ctrl-C cancels an answer, twice it leaves.
 *
 * @module
 */
import type { ConverseStreamEvent, InferenceConfiguration, TokenUsage } from "../models/converse.ts";
import { completeSlash, runSlashCommand } from "./chat_commands.ts";
import type { Command } from "./command.ts";
import { inferenceOptions, modelOption } from "./common_options.ts";
import { Conversation } from "./conversation.ts";
import { describe } from "./failure.ts";
import { readText } from "./files.ts";
import { harmless } from "./paint.ts";
import { showProgress } from "./progress.ts";
import { DEFAULT_MODEL, remarks } from "./prompt.ts";
import { inferenceParameters } from "./prompt_text.ts";
import type { Room } from "./room.ts";
import { ClosedPipe, type LineReader } from "./terminal.ts";

/** The command. */
export const chatCommand: Command = {
  name: "chat",
  group: "Ask models",
  summary: "talk with a model",
  description: [
    "Arrow keys edit the line and bring earlier ones back; /help lists what a line may begin with.",
    "Ctrl-C cancels the answer that is coming; twice, it leaves. Ctrl-D leaves too.",
  ],
  options: [
    modelOption,
    // Converse has no word for it
    ...inferenceOptions.filter(({ name }) => name !== "top-k"),
    {
      name: "load",
      value: "PATH",
      kind: "file",
      text: "go on with a conversation that /save wrote; --model and --system change it",
    },
    { name: "usage", short: "u", text: "say after each answer what it took" },
  ],
  examples: [
    { line: 'chat -m claude-sonnet-4-5 -s "You are a patient teacher"', text: "a conversation, with instructions" },
    { line: "chat --load lesson.json", text: "where you left it" },
    { line: "chat --emulator", text: "without an account" },
  ],
  run: chat,
};

async function chat(room: Room): Promise<number> {
  const { args, terminal, paint } = room;
  const { system, ...parameters } = await inferenceParameters(room);
  const modelId = await room.modelId(DEFAULT_MODEL);
  const talk = new Conversation(modelId, system, parameters as InferenceConfiguration);
  const saved = args.text("load");
  if (saved !== undefined) {
    talk.fromJson(await readText(room, saved));
    if (args.has("model")) talk.modelId = modelId;
    if (args.has("system")) talk.system = system;
  }
  const runtime = await room.runtime();
  const { isEmulated, region } = await room.connection();
  const isPerson = terminal.isTerminal.stdin;
  if (isPerson) {
    await room.say(
      `${talk.modelId}, ${isEmulated ? "played by the emulator" : region}. /help lists commands, Ctrl-D leaves.`,
    );
  }

  const lines = await terminal.lines(completeSlash);
  const close = (): void => lines.close();
  room.signal.addEventListener("abort", close, { once: true });
  const state: State = { isArmed: false, hasLeft: false, pressedAt: -Infinity, answering: undefined };
  if (isPerson) room.onInterrupt = () => interrupted(room, lines, state);
  const mark = isPerson ? paint.cyan("> ") : "";
  try {
    for (;;) {
      const text = await message(lines, mark);
      room.signal.throwIfAborted();
      if (state.hasLeft) return 130;
      if (text === undefined) return 0;
      state.isArmed = false;
      state.pressedAt = -Infinity;
      if (text.trim() === "") continue;
      try {
        const next = text.startsWith("/") ? await runSlashCommand(talk, text, room) : { say: text };
        if (next && "leave" in next) return 0;
        if (next === undefined) continue;
        state.answering = new AbortController();
        lines.mute(true);
        const signal = AbortSignal.any([room.signal, state.answering.signal]);
        await showAnswer(room, talk.say(runtime, next.say, signal));
      } catch (error) {
        // A person goes on, a script does not
        if (!isPerson || room.signal.aborted || error instanceof ClosedPipe) throw error;
        if (state.answering?.signal.aborted) await room.say("cancelled");
        else await terminal.writeError(`${room.note.red("bedrock:")} ${describe(error)}\n`);
      } finally {
        state.answering = undefined;
        lines.mute(false);
      }
    }
  } finally {
    room.signal.removeEventListener("abort", close);
    room.onInterrupt = undefined;
    close();
  }
}

/** What Ctrl-C needs to know. */
interface State {
  /** Whether it was pressed since the last message, when nothing was there to be cancelled. */
  isArmed: boolean;
  /** Whether it was pressed twice. */
  hasLeft: boolean;
  /** When it was pressed last. */
  pressedAt: number;
  /** What gives up the answer that is coming. */
  answering: AbortController | undefined;
}

/** Two presses within this many milliseconds are meant as two. */
const TWICE = 1500;

/** Ctrl-C: the first cancels what is coming, or drops the line; the second leaves. */
function interrupted(room: Room, lines: LineReader, state: State): void {
  const now = room.terminal.now().getTime();
  state.hasLeft = state.isArmed || now - state.pressedAt < TWICE;
  state.pressedAt = now;
  state.answering?.abort();
  if (state.hasLeft) return lines.close();
  if (state.answering !== undefined) return;
  state.isArmed = true;
  void room.say("\nCtrl-C once more leaves").then(() => lines.restart());
}

/** Reads a message: a line, or the lines between two lines of `"""`. */
async function message(lines: LineReader, mark: string): Promise<string | undefined> {
  const first = await lines.ask(mark);
  if (first?.trim() !== QUOTES) return first;
  const all: string[] = [];
  for (let line = await lines.ask(""); line !== undefined && line.trim() !== QUOTES; line = await lines.ask("")) {
    all.push(line);
  }
  return all.join("\n");
}

const QUOTES = '"""';

/** Writes an answer as it comes; what the model thinks aloud is dim, and on a terminal only. */
async function showAnswer(room: Room, events: AsyncIterable<ConverseStreamEvent>): Promise<void> {
  const stop = showProgress(room, () => "waiting for the model");
  let last = "";
  let isThinking = false;
  let stopReason: string | undefined;
  let usage: TokenUsage | undefined;
  const write = async (text: string, isThought: boolean): Promise<void> => {
    await stop();
    if (isThinking && !isThought) await room.print("\n\n");
    isThinking = isThought;
    last = text;
    await (isThought ? room.terminal.write(room.paint.dim(harmless(text))) : room.print(text));
  };
  try {
    for await (const event of events) {
      const { text, reasoningContent } = event.contentBlockDelta?.delta ?? {};
      if (text) await write(text, false);
      else if (reasoningContent?.text && room.terminal.isTerminal.stdout) await write(reasoningContent.text, true);
      stopReason = event.messageStop?.stopReason ?? stopReason;
      usage = event.metadata?.usage ?? usage;
    }
  } finally {
    await stop();
    if (last !== "" && !last.endsWith("\n")) await room.print("\n");
  }
  await remarks(room, { stopReason, usage });
}
