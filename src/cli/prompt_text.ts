/**
 * Words, files and what is piped in, one prompt out.
 *
 * @module
 */
import type { PromptParameters } from "../models/text_adapter.ts";
import { UsageError } from "./arguments.ts";
import { readText, valueOf } from "./files.ts";
import type { Room } from "./room.ts";

/**
 * Puts a prompt together: files, then what is piped in, then the words, with an empty line between.
 *
 * @param room The command's room.
 * @returns The prompt.
 * @throws {UsageError} When there is none.
 */
export async function promptText(room: Room): Promise<string> {
  const { args, terminal } = room;
  const words = args.words.filter((word) => word !== "-").join(" ");
  const files = args.list("file");
  const taken = [...files, ...args.list("image")];
  const isPiped = !terminal.isTerminal.stdin && !taken.includes("-") || args.words.includes("-");
  const parts = [...files, ...(isPiped ? ["-"] : [])];
  const texts: string[] = [];
  for (const path of parts) texts.push(await readText(room, path));
  const text = [...texts.map((one) => one.trimEnd()), words].filter((part) => part !== "").join("\n\n");
  if (text.trim() === "") {
    throw new UsageError('there is no prompt, wanted words ("Say hello"), --file, or something piped in');
  }
  return text;
}

/**
 * Gives the inference parameters that were named.
 *
 * @param room The command's room.
 * @returns The parameters, without the prompt.
 */
export async function inferenceParameters(room: Room): Promise<Omit<PromptParameters, "prompt">> {
  const { args } = room;
  const system = args.text("system");
  const stopSequences = args.list("stop");
  const all = {
    system: system === undefined ? undefined : String(await valueOf(room, system)),
    maxTokens: args.number("max-tokens"),
    temperature: args.number("temperature"),
    topP: args.number("top-p"),
    topK: args.number("top-k"),
    stopSequences: stopSequences.length > 0 ? stopSequences : undefined,
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}
