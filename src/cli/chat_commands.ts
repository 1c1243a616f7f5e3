/**
 * A line that begins with a slash in, what it does to the conversation out.
 *
 * @module
 */
import type { ContentBlock } from "../models/converse.ts";
import { suggestion } from "./arguments.ts";
import type { Conversation } from "./conversation.ts";
import { readImage, readText, reasonOf, withHome } from "./files.ts";
import { usageLine } from "./prompt.ts";
import type { Room } from "./room.ts";

/** What the loop does next: leave, or say something again. */
export type Next = { leave: true } | { say: string } | void;

interface SlashCommand {
  /** What stands behind its name. */
  words?: string;
  /** What it does, in a line. */
  text: string;
  run(talk: Conversation, rest: string, room: Room): Promise<Next> | Next;
}

const PARAMETERS: Record<string, "maxTokens" | "temperature" | "topP"> = {
  "max-tokens": "maxTokens",
  temperature: "temperature",
  "top-p": "topP",
};

/** The commands, by name. */
const COMMANDS: Record<string, SlashCommand> = {
  help: { text: "this list", run: (_, __, room) => room.terminal.write(helpText(room)) },
  model: {
    words: "[NAME]",
    text: "who answers, or shall answer from here on",
    async run(talk, rest, room): Promise<void> {
      if (rest !== "") talk.modelId = await room.resolveModel(rest);
      await room.say(talk.modelId);
    },
  },
  system: {
    words: "[TEXT]",
    text: "the instructions, or new ones; - for none",
    async run(talk, rest, room): Promise<void> {
      if (rest !== "") talk.system = rest === "-" ? undefined : rest;
      await room.say(talk.system ?? "no instructions");
    },
  },
  set: {
    words: "NAME N",
    text: "a parameter: max-tokens, temperature, top-p; without N, the model's own",
    async run(talk, rest, room): Promise<void> {
      const [name = "", value] = rest.split(/\s+/);
      const member = Object.hasOwn(PARAMETERS, name) ? PARAMETERS[name] : undefined;
      if (member === undefined) {
        return await room.say(`there is no parameter ${name}${suggestion(name, Object.keys(PARAMETERS))}`);
      }
      if (value === undefined) delete talk.inferenceConfig[member];
      else if (!(Number(value) >= 0)) return await room.say(`${name} wants a number from 0`);
      else talk.inferenceConfig[member] = Number(value);
      await room.say(JSON.stringify(talk.inferenceConfig));
    },
  },
  image: {
    words: "PATH",
    text: "show a picture with the next message",
    async run(talk, rest, room): Promise<void> {
      const { bytes, mediaType } = await readImage(room, rest);
      attach(talk, { image: { format: mediaType.slice("image/".length), source: { bytes } } });
      await room.say("it goes with the next message");
    },
  },
  file: {
    words: "PATH",
    text: "put a text file before the next message",
    async run(talk, rest, room): Promise<void> {
      attach(talk, { text: await readText(room, rest) });
      await room.say("it goes with the next message");
    },
  },
  retry: {
    text: "ask the last question again",
    run: (talk, _, room) => {
      const last = talk.undo();
      return last === undefined ? room.say("nothing was asked yet") : { say: last };
    },
  },
  undo: {
    text: "forget the last question and its answer",
    run(talk, _, room): Promise<void> {
      const last = talk.undo();
      talk.attached = [];
      return room.say(last === undefined ? "there is nothing to forget" : "forgotten");
    },
  },
  clear: {
    text: "forget everything that was said",
    run(talk, _, room): Promise<void> {
      talk.messages = [];
      talk.attached = [];
      return room.say("forgotten");
    },
  },
  save: {
    words: "PATH",
    text: "write the conversation to a file",
    async run(talk, rest, room): Promise<void> {
      if (rest === "") return await room.say("/save wants a path");
      try {
        const sink = await room.terminal.create(withHome(room, rest));
        await sink.write(talk.toJson());
        sink.close();
      } catch (cause) {
        throw new Error(`Cannot write ${rest}: ${reasonOf(cause)}`, { cause });
      }
      await room.say(`written to ${rest}`);
    },
  },
  load: {
    words: "PATH",
    text: "go on with a conversation from a file",
    async run(talk, rest, room): Promise<void> {
      talk.fromJson(await readText(room, rest));
      await room.say(`${talk.messages.length} messages, with ${talk.modelId}`);
    },
  },
  usage: { text: "what it took so far", run: (talk, _, room) => room.say(usageLine(talk.usage)) },
  exit: { text: "leave; so does Ctrl-D", run: () => ({ leave: true }) },
};

/**
 * Does what a line says.
 *
 * @param talk The conversation.
 * @param line The line, slash and all.
 * @param room The command's room.
 * @returns What the loop does next.
 */
export async function runSlashCommand(talk: Conversation, line: string, room: Room): Promise<Next> {
  const [, name, rest] = /^\/(\S*)\s*([\s\S]*)$/.exec(line)!;
  const known = name === "quit" ? "exit" : name!;
  const command = Object.hasOwn(COMMANDS, known) ? COMMANDS[known] : undefined;
  if (command === undefined) {
    return await room.say(`there is no /${name}${suggestion(name!, Object.keys(COMMANDS))} /help lists all`);
  }
  return await command.run(talk, rest!.trim(), room);
}

/**
 * What the tab key offers.
 *
 * @param line What is typed so far.
 * @returns Whole lines.
 */
export function completeSlash(line: string): string[] {
  if (!line.startsWith("/")) return [];
  return Object.keys(COMMANDS).map((name) => `/${name}`).filter((name) => name.startsWith(line));
}

function attach(talk: Conversation, block: ContentBlock): void {
  talk.attached.push(block);
}

function helpText({ paint }: Room): string {
  const rows = Object.entries(COMMANDS).map(([name, { words, text }]) => {
    const call = `/${name}${words === undefined ? "" : ` ${words}`}`;
    return `  ${paint.bold(call.padEnd(16))}${text}\n`;
  });
  return `${rows.join("")}  A message of several lines stands between two lines of """.\n`;
}
